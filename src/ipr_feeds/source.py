"""All that the author of a plugin needs to know: a site (`Source`) and its generations of pages (`Layout`)."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

import msgspec

from ipr_feeds.blocks import Block
from ipr_feeds.model import Category, Entry, Origin
from ipr_feeds.text import label
from ipr_feeds.urls import absolute, clean, host

if TYPE_CHECKING:
    from ipr_feeds.page import Page


class Anchor(NamedTuple):
    """A label that begins a visible block, such as `Create Time:`; see `anchor`."""

    label: str | re.Pattern[str]
    holding: str = ""

    def value(self, text: str) -> str | None:
        """What stands after the label in a block's text; None when the block does not begin with it."""
        if self.holding not in text:
            return None
        if isinstance(self.label, re.Pattern):
            match = self.label.match(text)
            return text[match.end() :].strip() if match else None
        if not label(text[: 3 * len(self.label) + 8]).startswith(label(self.label)):
            return None
        return re.split("[:：]", text, maxsplit=1)[-1].strip() if self.label[-1:] in ":：" else ""

    def __str__(self) -> str:
        shown = self.label.pattern if isinstance(self.label, re.Pattern) else self.label
        return f"anchor({shown!r}" + (f", holding={self.holding!r})" if self.holding else ")")


class Span(NamedTuple):
    """Blocks after a known place; see `between`, `following` and `starting`."""

    after: Anchor | str
    before: Anchor | str | None = None
    nearest: bool = False  # the end is found from the shape of the page where `before` is missing
    including: bool = False  # the block `after` is part of it

    def __str__(self) -> str:
        name = "starting" if self.including else "following" if self.nearest else "between"
        ends = [str(end) if isinstance(end, Anchor) else repr(end) for end in (self.after, self.before) if end]
        return f"{name}({', '.join(ends)})"


#: How a declaration points into a page: CSS (a tuple in order of preference), a label, or a stretch of blocks.
Where: TypeAlias = str | tuple[str, ...] | Anchor | Span
#: A declaration, or a method that reads the field from a `bs4.Tag` where the page is irregular.
Declared: TypeAlias = Where | Callable[..., Any] | None


def anchor(label: str | re.Pattern[str], holding: str = "") -> Anchor:
    """The first visible block that begins with `label` (and holds `holding`); its value is what follows.

    A label should carry its colon, so that prose with the same words is not taken for it. Case, width and
    blanks do not matter. A compiled pattern is matched at the beginning of the block as it is.
    """
    return Anchor(label, holding)


def between(after: Anchor | str, before: Anchor | str | None = None) -> Span:
    """All blocks after one place and before another; a place is an anchor or the name of another field."""
    return Span(after, before)


def following(after: Anchor | str, before: Anchor | str | None = None) -> Span:
    """The body that follows a place on a page where nothing says where it ends: sidebars and footers are left out."""
    return Span(after, before, nearest=True)


def starting(after: Anchor | str, before: Anchor | str | None = None) -> Span:
    """As `following`, with the block of the anchor as first paragraph."""
    return Span(after, before, nearest=True, including=True)


class Link(msgspec.Struct, frozen=True):
    """An item of a list page or feed: an address with what the list says of it."""

    url: str
    title: str = ""
    lead: str = ""
    published: datetime | None = None
    origin: Origin = "list"


class Article(msgspec.Struct, frozen=True):
    """What one layout read from one page, as printed there: not yet cleaned."""

    blocks: tuple[Block, ...]
    title: str = ""
    page_title: str = ""  # what `<title>` says besides the site's name
    published: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str = ""
    section: tuple[str, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()  # title, address


class Layout:
    """One generation of a site's pages. Subclass it and declare where things are.

    A selector or anchor in `marker` decides whether a page is of this layout. `required` names the fields
    whose declaration must match something; `LayoutChanged` names the first that does not.
    """

    name: ClassVar[str] = ""
    marker: ClassVar[Where]
    #: Counts up when the same page is to be read in another way.
    version: ClassVar[int] = 1
    #: Hosts whose pages this layout reads; empty for all of the source's.
    hosts: ClassVar[tuple[str, ...]] = ()
    #: BCP 47, where it is not the source's.
    language: ClassVar[str] = ""
    required: ClassVar[frozenset[str]] = frozenset({"body"})
    #: CSS of the smallest element that holds all a method needs; methods get the body's box without it.
    box: ClassVar[str] = ""
    #: CSS of what is no part of the article inside the body, and of captions there.
    drop: ClassVar[tuple[str, ...]] = ()
    captions: ClassVar[tuple[str, ...]] = ()
    #: Parts of picture addresses that are furniture of the site.
    furniture: ClassVar[tuple[str, ...]] = ()
    #: Patterns of datelines, with groups `place` and `who`.
    datelines: ClassVar[tuple[re.Pattern[str], ...]] = ()
    categories: ClassVar[tuple[Category, ...]] = ()

    title: ClassVar[Declared] = None
    published: ClassVar[Declared] = None
    body: ClassVar[Declared] = None
    authors: ClassVar[Declared] = None
    editors: ClassVar[Declared] = None
    publisher: ClassVar[Declared] = None
    section: ClassVar[Declared] = None
    attachments: ClassVar[Declared] = None

    def title_of_address(self, url: str) -> str:
        """A title made from the address, for pages without one."""
        return ""

    def anchors(self) -> list[Anchor]:
        """Every anchor that the layout declares."""
        declared = [getattr(self, field) for field in ("marker", *FIELDS)]
        ends = [end for span in declared if isinstance(span, Span) for end in (span.after, span.before)]
        return [place for place in (*declared, *ends) if isinstance(place, Anchor)]


#: The fields that a layout may declare, in the order in which they are read.
FIELDS = ("section", "published", "title", "authors", "editors", "publisher", "attachments", "body")


class Source:
    """A site. Subclass it, fill the attributes, and return an instance from the hook `sources`."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    home: ClassVar[str] = ""
    #: BCP 47.
    language: ClassVar[str] = "en"
    #: IANA name; dates without a zone are of it.
    timezone: ClassVar[str] = "Asia/Shanghai"
    #: Every host whose pages are the site's.
    hosts: ClassVar[tuple[str, ...]] = ()
    #: List pages or feeds, the best first.
    start_urls: ClassVar[tuple[str, ...]] = ()
    #: The longest silence that is normal.
    cadence: ClassVar[timedelta] = timedelta(days=30)
    #: How the site calls itself in the `<title>` of its pages.
    site_names: ClassVar[tuple[str, ...]] = ()
    #: Pattern of an article's address and the key it gives, such as `(r"/news/(\d+)\.html", "news:{}")`.
    keys: ClassVar[tuple[tuple[str, str], ...]] = ()
    layouts: ClassVar[tuple[type[Layout], ...]] = ()

    def key(self, url: str) -> str | None:
        """The site's own number for the article, with its number space; None for what is no article.

        All addresses of one article must have one key: ids of entries are made of it.
        """
        if host(url) not in self.hosts:
            return None
        for pattern, form in self.keys:
            if match := re.search(pattern, url, re.I):
                return form.format(*match.groups())
        return None

    def canonical(self, url: str) -> str:
        """The address under which an article is published, on the host it was fetched from."""
        return clean(url)

    def links(self, page: "Page") -> Iterable[Link]:
        """The items of a list page: here every link to an address that has a key, each once."""
        found: dict[str, Link] = {}
        for node in page.css("a[href]"):
            url = absolute(page.base(self.home), node.attributes.get("href"))
            if url and (key := self.key(url)) and key not in found:
                found[key] = Link(url, node.text(deep=True).strip())
        return list(found.values())

    def wanted(self, link: Link) -> bool:
        """Whether a listed article is worth fetching."""
        return True

    def relevant(self, entry: Entry) -> bool:
        """Whether a fetched article is to be published."""
        return True
