"""One page through one layout: what its declarations give, as printed."""

from collections.abc import Collection, Iterable
from datetime import UTC
from functools import cached_property
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ipr_feeds import breadcrumb, bylines, dates, noise, titles
from ipr_feeds.anchors import Anchor, Declared, Span
from ipr_feeds.blocks import Block
from ipr_feeds.errors import LayoutChanged, PluginError, layout_changed
from ipr_feeds.nearest import nearest
from ipr_feeds.page import Page, says
from ipr_feeds.places import Places, outside
from ipr_feeds.source import FIELDS, Article, Layout, Source
from ipr_feeds.text import shorten, squeeze
from ipr_feeds.trace import Trace
from ipr_feeds.tree import Options, Stream, stream
from ipr_feeds.urls import absolute, is_document
from ipr_feeds.whereabouts import raised_at

if TYPE_CHECKING:
    from bs4 import Tag

_SHOWN = 80  # characters of a text that is shown
_STRINGS = frozenset(("title", "published", "publisher"))


def show(where: Declared) -> str:
    """A declaration as its author wrote it."""
    if callable(where):
        return "a method of the layout"
    if isinstance(where, Anchor | Span):
        return str(where)
    return " or ".join(repr(one) for one in where) if isinstance(where, tuple) else repr(where)


class Reading:
    """One page through one layout."""

    def __init__(
        self, source: Source, layout: Layout, page: Page, trace: Trace, required: Collection[str] = ()
    ) -> None:
        self.source, self.layout, self.page, self.trace = source, layout, page, trace
        self.required = required
        self.section: tuple[str, ...] = ()  # as far as it was read
        self.framed: list[str] = []  # documents that the body shows in frames

    @cached_property
    def stream(self) -> Stream:
        """The whole page; tables that hold a label of the source are not taken for data."""
        return self.page.stream(self.source.home, self.source.labels)

    @cached_property
    def places(self) -> Places:
        """Where the layout's labels point."""
        return Places(self.layout, self.stream.blocks)

    def matches(self, where: Declared) -> bool:
        """Whether what a declaration points at is in the page."""
        if isinstance(where, Anchor | Span):
            return bool(self.places.of(where))
        return where is not None and not callable(where) and self.node(where) is not None

    def article(self) -> Article:
        """Everything that the layout declares, as printed."""
        fields = {field: self.field(field) for field in FIELDS}
        blocks = [block for block in fields.pop("body") if not self.is_dropped(block)]
        attachments = (*fields.pop("attachments"), *((fields["title"], url) for url in self.framed))
        return Article(blocks=tuple(blocks), page_title=self.page_title, attachments=attachments, **fields)

    @cached_property
    def page_title(self) -> str:
        """What `<title>` says besides the site's name."""
        title = self.page.first("title")
        return titles.of_page(says(title), self.source.site_names) if title else ""

    def field(self, name: str) -> Any:
        """One field: a string, a tuple of strings, of links, or of blocks, as `Article` has it."""
        where: Declared = getattr(self.layout, name)
        if where is None:
            return _nothing(name)
        if callable(where):
            value = self.of_method(name, where)
        elif isinstance(where, Anchor | Span):
            value = self.of_blocks(name, where)
        else:
            value = self.of_nodes(name, where)
        self.trace.note("field", name, f"{show(where)} gave {_sample(value)}")
        if not value and name in self.required and not self.matches(where):
            hint = nearest(self.page, self.stream.blocks, [where])
            raise self.changed(f"{name} = {show(where)} matches nothing" + (f"; {hint}" if hint else ""))
        return value

    def changed(self, what: str) -> LayoutChanged:
        """The error that something is not in the page."""
        return layout_changed(self.layout.name, what, self.source.name, self.page.url)

    def of_nodes(self, name: str, where: str | tuple[str, ...]) -> Any:
        """A field declared by CSS."""
        selectors = (where,) if isinstance(where, str) else where
        node = self.node(where)
        if name == "body":
            return self.inside(node) if node else ()
        if name == "section":
            return breadcrumb.steps(node.text(deep=True, separator=breadcrumb.PIECE)) if node else ()
        if name == "attachments":
            return tuple(self.documents(node for selector in selectors for node in self.page.css(selector)))
        texts = [text for selector in selectors if (one := self.page.first(selector)) and (text := says(one))]
        if name == "published":  # an element that is there may be empty, or say "Published:" and nothing else
            texts.sort(key=lambda text: not self.is_dated(text))
        return tuple(texts[:1]) if name in ("authors", "editors") else next(iter(texts), "")

    def of_blocks(self, name: str, where: Anchor | Span) -> Any:
        """A field declared by labels."""
        if isinstance(where, Anchor):
            if name != "section":
                return self.places.value(where)
            self.section = self.places.crumbs(where)
            return self.section
        indexes = self.places.of(where)
        blocks = self.stream.blocks
        if name == "body":
            self.note_around(indexes)
            return tuple(blocks[index] for index in indexes)
        said = [at for at in indexes if blocks[at].text and not noise.why_dropped(blocks[at], self.source.hosts)]
        if name in ("authors", "editors"):
            return tuple(blocks[at].text for at in said if bylines.own_line(blocks[at].text))
        lines = [at for at in said if not bylines.own_line(blocks[at].text) and not self.is_menu(blocks[at])]
        taken = self.places.take(name, titles.choose(blocks, lines, self.page_title) if name == "title" else lines[:1])
        return " ".join(blocks[at].text for at in taken)

    def is_menu(self, block: Block) -> bool:
        """Whether a block belongs to a menu: it is only a link, or a step of the breadcrumb, or a table."""
        if block.text == self.page_title:
            return False
        steps = {step.casefold() for step in self.section}
        return block.kind == "table" or noise.is_link(block) or block.text.casefold() in steps

    def of_method(self, name: str, method: Any) -> Any:
        """A field read by the layout's own method, from bs4 of its box."""
        box = self.soup()
        try:
            value = method(box)
        except (Exception, SystemExit) as error:  # a stranger's method may do anything
            todo = "; ".join(part for part in ("mend the plugin", raised_at(error, type(self.layout))) if part)
            raise PluginError(
                f"{self.source.name}, {self.page.url}: layout {self.layout.name}: {name}() raised"
                f" {type(error).__name__}: {error} ({todo})"
            ) from error
        if name == "body":
            fragment = LexborHTMLParser(str(value or ""))
            root, options = fragment.root, Options(self.page.base(self.source.home))
            return tuple(stream(root, options).blocks) if root else ()
        if name in _STRINGS and hasattr(value, "get_text"):
            value = value.get_text()
        if name in _STRINGS and not isinstance(value or "", str):
            what = f"layout {self.layout.name}: {name}() gave {value!r}, which is no text (mend the plugin)"
            raise PluginError(f"{self.source.name}, {self.page.url}: {what}")
        if name in _STRINGS:
            return squeeze(value or "")
        return (value,) if isinstance(value, str) else tuple(value or ())

    def is_dated(self, text: str) -> bool:
        """Whether a date stands in a text."""
        return dates.parse(text, UTC, dates.LATEST, day_first=self.source.day_first) is not None

    def node(self, where: str | tuple[str, ...]) -> LexborNode | None:
        """The first element that a selector matches; of several selectors the first that matches."""
        selectors = (where,) if isinstance(where, str) else where
        return next((node for selector in selectors if (node := self.page.first(selector))), None)

    def is_dropped(self, block: Block) -> bool:
        """Whether a block of the body begins with a label that the layout drops."""
        label = next((one for one in self.layout.drop if isinstance(one, Anchor) and one.begins(block.text)), None)
        if label:
            self.trace.note("dropped", str(label), repr(shorten(block.text, _SHOWN)))
        return label is not None

    def inside(self, box: LexborNode) -> tuple[Block, ...]:
        """The blocks of the body's box, without what the layout drops."""
        selectors = [one for one in self.layout.drop if isinstance(one, str)]
        found = self.page.inside(box, self.source.home, selectors, self.layout.captions)
        self.note_unseen(found)
        self.framed += found.framed
        return tuple(found.blocks)

    def documents(self, nodes: Iterable[LexborNode]) -> Iterable[tuple[str, str]]:
        """Title and address of each link to a file, or inside what a selector names."""
        for link in (link for node in nodes for link in ([node] if node.tag == "a" else node.css("a[href]"))):
            url = absolute(self.page.base(self.source.home), link.attributes.get("href"))
            if url and is_document(url):
                yield says(link), url

    def soup(self) -> "Tag":
        """bs4 of the smallest box that the layout names: `box`, else its body, else the page."""
        from bs4 import BeautifulSoup

        body: Declared = getattr(self.layout, "body")  # noqa: B009 (mypy takes a callable attribute for a method)
        declared = "body" if body is None or callable(body) or isinstance(body, Anchor | Span) else body
        node = self.node(self.layout.box or declared)
        if node is None and self.layout.box:
            raise self.changed(f"box = {self.layout.box!r} matches nothing")
        return BeautifulSoup((node.html if node else None) or self.page.text, "html.parser")

    def note_unseen(self, found: Stream) -> None:
        """Say what the page holds that no reader sees."""
        for rule, text in found.left_out:
            self.trace.note("dropped", rule, repr(shorten(text, _SHOWN)))

    def note_around(self, body: list[int]) -> None:
        """Say what stands unseen, above and below a body that was found by labels."""
        self.note_unseen(self.stream)
        for place, texts in zip(("above", "below"), outside(self.stream.blocks, body) if body else (), strict=False):
            ends = " … ".join(repr(shorten(text, _SHOWN // 2)) for text in dict.fromkeys([*texts[:1], *texts[-1:]]))
            self.trace.note("dropped", f"{place} the body", f"{len(texts)} blocks: {ends}" if texts else "nothing")


def _nothing(name: str) -> Any:
    return "" if name in _STRINGS else ()


def _sample(value: Any) -> str:
    if isinstance(value, str):
        return repr(shorten(value, _SHOWN)) if value else "nothing"
    if value and isinstance(value[0], Block):
        return f"{len(value)} blocks"
    return ", ".join(repr(item) for item in value) or "nothing"
