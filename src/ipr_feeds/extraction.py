"""From a page to an article: the layout that fits, and what its declarations point at."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ipr_feeds import bylines, noise
from ipr_feeds.blocks import Block
from ipr_feeds.errors import LayoutChanged, PluginError
from ipr_feeds.page import Page, says
from ipr_feeds.region import body_after, is_document
from ipr_feeds.source import FIELDS, Anchor, Article, Declared, Layout, Source, Span
from ipr_feeds.text import label, shorten, squeeze
from ipr_feeds.trace import Trace
from ipr_feeds.tree import Options, Stream, stream
from ipr_feeds.urls import absolute, host

if TYPE_CHECKING:
    from bs4 import Tag

_CRUMBS = 8  # blocks that a breadcrumb may be spread over
_PIECE = "\x1f"
_SHOWN = 80  # characters of a text that is shown


def read(source: Source, page: Page, trace: Trace) -> tuple[Layout, Article]:
    """The article on `page` and the layout that read it.

    Raises `LayoutChanged` when no layout fits or a required declaration matches nothing.
    """
    layout = fitting(source, page, trace)
    if layout is None:
        wanted = "; ".join(f"{kind.name}: {show(kind.marker)}" for kind in source.layouts)
        raise LayoutChanged(
            f"no layout fits; looked for {wanted}",
            source=source.name, url=page.url, advice="save the page and mend the plugin, or report it",
        )  # fmt: skip
    return layout, Reading(source, layout, page, trace).article()


def fitting(source: Source, page: Page, trace: Trace) -> Layout | None:
    """The first layout of the source whose marker is in the page."""
    chosen = None
    for layout in (kind() for kind in source.layouts):
        if chosen is None and (why_not := _misfit(source, layout, page, trace)) is None:
            chosen = layout
            trace.note("layout", layout.name, f"chosen: {show(layout.marker)} is in the page")
        else:
            reason = f"{chosen.name} came first" if chosen else why_not
            trace.note("layout", layout.name, f"not chosen: {reason}")
    return chosen


def show(where: Declared) -> str:
    """A declaration as its author wrote it."""
    if callable(where):
        return "a method of the layout"
    if isinstance(where, Anchor | Span):
        return str(where)
    return " or ".join(repr(one) for one in where) if isinstance(where, tuple) else repr(where)


def _misfit(source: Source, layout: Layout, page: Page, trace: Trace) -> str | None:
    if layout.hosts and page.url and host(page.url) not in layout.hosts:
        return f"reads only {', '.join(layout.hosts)}"
    if Reading(source, layout, page, trace).matches(layout.marker):
        return None
    return f"{show(layout.marker)} is not in the page"


class Reading:
    """One page through one layout."""

    def __init__(self, source: Source, layout: Layout, page: Page, trace: Trace) -> None:
        self.source, self.layout, self.page, self.trace = source, layout, page, trace
        self.spans: dict[str, list[int]] = {}  # indexes of the blocks that each field took

    @cached_property
    def stream(self) -> Stream:
        """The whole page; tables that hold a label of the source are not taken for data."""
        anchors = [place for kind in self.source.layouts for place in kind().anchors()]
        labels = tuple(sorted({label(place.label) for place in anchors if isinstance(place.label, str)}))
        return self.page.stream(self.source.home, labels)

    @property
    def blocks(self) -> list[Block]:
        """All visible blocks of the page."""
        return self.stream.blocks

    def matches(self, where: Declared) -> bool:
        """Whether what a declaration points at is in the page."""
        if isinstance(where, Anchor | Span):
            return bool(self.indexes(where))
        return where is not None and not callable(where) and self.node(where) is not None

    def article(self) -> Article:
        """Everything that the layout declares, as printed."""
        fields = {field: self.field(field) for field in FIELDS}
        title = self.page.first("title")
        blocks = fields.pop("body")
        return Article(blocks=tuple(blocks), page_title=says(title) if title else "", **fields)

    def field(self, name: str) -> Any:
        """One field: a string, a tuple of strings, of links, or of blocks, as `Article` has it."""
        where: Declared = getattr(self.layout, name)
        if callable(where):
            value = self.of_method(name, where)
        elif isinstance(where, Anchor | Span):
            value = self.of_blocks(name, where)
        elif where is not None:
            value = self.of_nodes(name, where)
        else:
            value = _nothing(name)
        if not value and name in self.layout.required and not self.matches(where):
            raise LayoutChanged(
                f"layout {self.layout.name}: {name} = {show(where)} matches nothing",
                source=self.source.name, url=self.page.url, advice="the site changed; mend the plugin, or report it",
            )  # fmt: skip
        if where is not None:
            self.trace.note("field", name, f"{show(where)} gave {_sample(value)}")
        return value

    def node(self, where: str | tuple[str, ...]) -> LexborNode | None:
        """The first element that a selector matches; of several selectors the first that matches."""
        selectors = (where,) if isinstance(where, str) else where
        return next((node for selector in selectors if (node := self.page.first(selector))), None)

    def of_nodes(self, name: str, where: str | tuple[str, ...]) -> Any:
        """A field declared by CSS."""
        selectors = (where,) if isinstance(where, str) else where
        if name == "body":
            box = self.node(where)
            return self.inside(box) if box else ()
        if name == "attachments":
            return tuple(self.documents(node for selector in selectors for node in self.page.css(selector)))
        if name == "section":
            node = self.node(where)
            return _crumbs([node.text(deep=True, separator=_PIECE)]) if node else ()
        texts = [text for selector in selectors if (node := self.page.first(selector)) and (text := says(node))]
        return tuple(texts[:1]) if name in ("authors", "editors") else next(iter(texts), "")

    def of_blocks(self, name: str, where: Anchor | Span) -> Any:
        """A field declared by labels."""
        indexes = self.spans[name] = self.indexes(where)
        found = [self.blocks[index] for index in indexes]
        if name == "body":
            self.note_around(indexes)
            return tuple(found)
        if name == "section" and isinstance(where, Anchor):
            return self.breadcrumb(where)
        if isinstance(where, Anchor):
            return self.value(where)
        texts = [block.text for block in found if block.text and noise.why_dropped(block, self.source.hosts) is None]
        if name in ("authors", "editors"):
            return tuple(text for text in texts if bylines.own_line(text))
        at = next((index for index in indexes if self._may_be_title(index)), None)
        self.spans[name] = [] if at is None else [at]
        return "" if at is None else self.blocks[at].text

    def of_method(self, name: str, method: Any) -> Any:
        """A field read by the layout's own method, from bs4 of its box."""
        try:
            value = method(self.soup())
        except Exception as error:
            raise PluginError(
                f"{self.source.name}, {self.page.url}: layout {self.layout.name}: {name}() raised"
                f" {type(error).__name__}: {error} (mend the plugin)"
            ) from error
        if name == "body":
            fragment = LexborHTMLParser(str(value or ""))
            root, options = fragment.root, Options(self.page.base(self.source.home))
            return tuple(stream(root, options).blocks) if root else ()
        if name in ("title", "published", "publisher"):
            return squeeze(value or "")
        return tuple(value or ())

    def indexes(self, where: Anchor | Span) -> list[int]:
        """Indexes of the blocks that an anchor or span stands for, in order."""
        if isinstance(where, Anchor):
            return next(([at] for at, block in enumerate(self.blocks) if where.value(block.text) is not None), [])
        start = self.last_of(where.after)
        if start is None:
            return []
        stop = self.first_of(where.before, start)
        if where.nearest:
            body = body_after(self.blocks, start, len(self.blocks) if stop is None else stop)
            return [*self.pictures_above(start), start, *body] if where.including else body
        return (
            [] if where.before and stop is None else list(range(start + 1, len(self.blocks) if stop is None else stop))
        )

    def last_of(self, place: Anchor | str) -> int | None:
        """Index of the last block of a place."""
        if isinstance(place, Anchor):
            return next(iter(self.indexes(place)), None)
        if place not in self.spans:
            where = getattr(self.layout, place)
            self.spans[place] = self.indexes(where) if isinstance(where, Anchor | Span) else []
        return self.spans[place][-1] if self.spans[place] else None

    def first_of(self, place: Anchor | str | None, start: int) -> int | None:
        """Index of the first block of a place after the block `start`."""
        if isinstance(place, str):
            where = getattr(self.layout, place)
            place = where if isinstance(where, Anchor) else None
        if place is None:
            return None
        after = range(start + 1, len(self.blocks))
        return next((at for at in after if place.value(self.blocks[at].text) is not None), None)

    def note_around(self, body: list[int]) -> None:
        """Say what stands above, within unseen and below a body that was found by labels."""
        for rule, text in self.stream.left_out:
            self.trace.note("dropped", rule, repr(shorten(text, _SHOWN)))
        if body:
            for place, indexes in (("above", range(body[0])), ("below", range(body[-1] + 1, len(self.blocks)))):
                texts = [text for index in indexes if (text := self.blocks[index].text)]
                ends = " … ".join(repr(shorten(text, _SHOWN // 2)) for text in dict.fromkeys([*texts[:1], *texts[-1:]]))
                self.trace.note("dropped", f"{place} the body", f"{len(texts)} blocks: {ends}" if texts else "nothing")

    def value(self, where: Anchor) -> str:
        """What follows the label in its block, else the next block."""
        at = next(iter(self.indexes(where)), None)
        if at is None:
            return ""
        rest = self.blocks[at + 1].text if at + 1 < len(self.blocks) else ""
        return where.value(self.blocks[at].text) or rest

    def breadcrumb(self, where: Anchor) -> tuple[str, ...]:
        """The steps of a breadcrumb: in one block, or in the blocks of links after a bare label."""
        at = next(iter(self.indexes(where)), None)
        if at is None:
            return ()
        pieces = list(self.blocks[at].pieces)
        if not where.value(self.blocks[at].text):
            rest = range(at + 1, min(at + 1 + _CRUMBS, len(self.blocks)))
            crumbs = [index for index in rest if self._is_crumb(at, index)]
            self.spans["section"] = [at, *crumbs]
            pieces += [self.blocks[index].text for index in crumbs]
        joined = _PIECE.join(pieces)
        return _crumbs([where.value(joined) or joined])

    def pictures_above(self, start: int) -> list[int]:
        """Pictures, and lines under them, that stand directly above the first paragraph in its box."""
        at, box = start, self.blocks[start].path[:-2]
        while (
            at
            and self.blocks[at - 1].path[: len(box)] == box
            and (self.blocks[at - 1].image or self._under_picture(at - 1))
        ):
            at -= 1
        return list(range(at, start))

    def inside(self, box: LexborNode) -> tuple[Block, ...]:
        """The blocks of the body's box, without what the layout drops."""
        found = self.page.inside(box, self.source.home, self.layout.drop, self.layout.captions)
        for rule, text in found.left_out:
            self.trace.note("dropped", rule, repr(shorten(text, _SHOWN)))
        return tuple(found.blocks)

    def documents(self, nodes: Iterable[LexborNode]) -> Iterable[tuple[str, str]]:
        """Title and address of each link to a file."""
        for node in nodes:
            url = absolute(self.page.base(self.source.home), node.attributes.get("href"))
            if url and is_document(url):
                yield says(node), url

    def soup(self) -> "Tag":
        """bs4 of the smallest box that the layout names: `box`, else its body, else the page."""
        from bs4 import BeautifulSoup

        body: Declared = getattr(self.layout, "body")  # noqa: B009 (mypy takes a callable attribute for a method)
        declared = "body" if body is None or callable(body) or isinstance(body, Anchor | Span) else body
        node = self.node(self.layout.box or declared)
        return BeautifulSoup((node.html if node else None) or self.page.text, "html.parser")

    def _may_be_title(self, index: int) -> bool:
        block = self.blocks[index]
        return (
            bool(block.text)
            and not bylines.own_line(block.text)
            and noise.why_dropped(block, self.source.hosts) is None
        )

    def _is_crumb(self, label_at: int, index: int) -> bool:
        """Whether all between the label and this block are links, as the steps of a breadcrumb are."""
        return all(noise.is_link(self.blocks[at]) for at in range(label_at + 1, index + 1))

    def _under_picture(self, index: int) -> bool:
        return index > 0 and bool(self.blocks[index - 1].image)


def _crumbs(texts: list[str]) -> tuple[str, ...]:
    """The steps of a breadcrumb; some sites run them together, so that only case parts them."""
    parts = [squeeze(part) for text in texts for part in re.split(rf"[>»›→{_PIECE}/|]+", text)]
    steps = [part for part in parts if part]
    if len(steps) == 1:
        home, _, rest = steps[0].partition(" ")
        steps = [step for part in ((home, rest) if home.casefold() == "home" else steps) for step in _by_case(part)]
    return tuple(steps)


def _by_case(text: str) -> list[str]:
    return [step for step in re.split(r"(?<=[a-z])(?=[A-Z])", text) if step]


def _nothing(name: str) -> Any:
    return "" if name in ("title", "published", "publisher") else ()


def _sample(value: Any) -> str:
    if isinstance(value, str):
        return repr(shorten(value, 60)) if value else "nothing"
    if value and isinstance(value[0], Block):
        return f"{len(value)} blocks"
    return ", ".join(repr(item) for item in value) or "nothing"
