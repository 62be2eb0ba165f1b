"""The formats that feeds are published in; what writes one is loaded only when a feed is made."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ipr_feeds.program import NAME

if TYPE_CHECKING:
    from ipr_feeds.publish.checks import Told
    from ipr_feeds.publish.feed import Edition


class Format(NamedTuple):
    """One format: what people and programs call it, which module writes it, what in its bytes stands once in each
    entry, and what in no feed but ours.
    """

    suffix: str
    label: str
    media_type: str
    module: str
    entry: bytes
    mark: bytes

    def render(self, edition: "Edition") -> bytes:
        """A feed's bytes; the same edition always gives the same."""
        return cast("bytes", self._writer().render(edition))

    def told(self, content: bytes) -> "Sequence[Told]":
        """What a feed, read back, tells of its entries. Raises `ValueError` for what is no feed."""
        return cast("Sequence[Told]", self._writer().told(content))

    def is_ours(self, content: bytes) -> bool:
        """Whether a file of this format was written by this program."""
        head, entry, _ = content.partition(self.entry)
        return self.mark in head + entry  # what an entry quotes tells nothing

    def _writer(self) -> Any:
        return import_module(f"ipr_feeds.publish.{self.module}")


_GENERATOR = f"<generator>{NAME}</generator>".encode()
_FACTS = b'"_ipr": {'

ATOM = Format("atom", "Atom", "application/atom+xml", "atom", b"<entry", _GENERATOR)
RSS = Format("rss", "RSS", "application/rss+xml", "rss", b"<item>", _GENERATOR)
JSON = Format("json", "JSON", "application/feed+json", "jsonfeed", _FACTS, _FACTS)
#: The one that most readers know comes first.
FORMATS = (ATOM, RSS, JSON)
SUFFIXES = tuple(one.suffix for one in FORMATS)
