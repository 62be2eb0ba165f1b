"""How a layout points into a page: a label that begins a block, or the blocks beside one."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from ipr_feeds.text import label

_sought = lru_cache(maxsize=256)(label)


class Anchor(NamedTuple):
    """A label that begins a visible block, such as `Create Time:`; see `anchor`."""

    label: str | re.Pattern[str]
    holding: str = ""
    name: str = ""

    def value(self, text: str) -> str | None:
        """What stands after the label in a block's text; None when the block does not begin with it."""
        if self.holding not in text:
            return None
        if isinstance(self.label, re.Pattern):
            match = self.label.match(text)
            return text[match.end() :].strip() if match else None
        sought = _sought(self.label)
        if text[:1].isascii() and text[:1].lower() != sought[:1]:  # most blocks begin otherwise
            return None
        if not label(text[: 3 * len(self.label) + 8]).startswith(sought):
            return None
        return re.split("[:：]", text, maxsplit=1)[-1].strip() if self.label[-1:] in ":：" else ""

    def begins(self, text: str) -> bool:
        """Whether a block's text begins with the label."""
        return self.value(text) is not None

    def __str__(self) -> str:
        if self.name:
            return f"anchor({self.name})"
        shown = self.label.pattern if isinstance(self.label, re.Pattern) else self.label
        return f"anchor({shown!r}" + (f", holding={self.holding!r})" if self.holding else ")")


class Span(NamedTuple):
    """Blocks after a known place; see `between`, `following` and `starting`."""

    after: Anchor | str
    before: Anchor | str | None = None
    nearest: bool = False  # the end is found from the shape of the page where `before` is missing
    including: bool = False  # the block `after` is part of it

    def __str__(self) -> str:
        if self == largest():
            return "largest()"
        name = "starting" if self.including else "following" if self.nearest else "between"
        ends = [str(end) if isinstance(end, Anchor) else repr(end) for end in (self.after, self.before) if end]
        return f"{name}({', '.join(ends)})"


#: How a declaration points into a page: CSS (a tuple in order of preference), a label, or a stretch of blocks.
Where: TypeAlias = str | tuple[str, ...] | Anchor | Span
#: A declaration, or a method that reads the field from a `bs4.Tag` where the page is irregular.
Declared: TypeAlias = Where | Callable[..., Any] | None


def anchor(label: str | re.Pattern[str], holding: str = "", name: str = "") -> Anchor:
    """The first visible block that begins with `label` (and holds `holding`); its value is what follows.

    A label should carry its colon, so that prose with the same words is not taken for it. Case, width and
    doubled blanks do not matter. A compiled pattern is matched at the beginning of the block as it is; `name` says in
    messages what it stands for.
    """
    return Anchor(label, holding, name)


def between(after: Anchor | str, before: Anchor | str | None = None) -> Span:
    """All blocks after one place and before another; a place is an anchor or the name of another field."""
    return Span(after, before)


def following(after: Anchor | str, before: Anchor | str | None = None) -> Span:
    """The body that follows a place on a page where nothing says where it ends: sidebars and footers are left out."""
    return Span(after, before, nearest=True)


def largest() -> Span:
    """The box that holds most of the prose of a page without any label: the last way out, for one generation."""
    return Span("", nearest=True)


def starting(after: Anchor | str, before: Anchor | str | None = None) -> Span:
    """As `following`, with the block of the anchor as first paragraph."""
    return Span(after, before, nearest=True, including=True)
