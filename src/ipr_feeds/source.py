"""All that the author of a plugin needs to know: a site (`Source`) and its generations of pages (`Layout`)."""

import re
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from ipr_feeds.anchors import Anchor, Declared, Span, Where
from ipr_feeds.errors import PageError
from ipr_feeds.links import Link, Listing, merged
from ipr_feeds.model import Category, Entry
from ipr_feeds.relevance import Words, is_promising, is_relevant
from ipr_feeds.text import label
from ipr_feeds.urls import clean, is_of

if TYPE_CHECKING:
    from ipr_feeds.blocks import Block
    from ipr_feeds.page import Page


class Article(msgspec.Struct, frozen=True):
    """What one layout read from one page, as printed there: not yet cleaned."""

    blocks: "tuple[Block, ...]"
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

    A selector, anchor or span in `marker` decides whether a page is of this layout. `required` names the fields
    whose declaration must match something; `LayoutChanged` names the first that does not.
    """

    name: ClassVar[str] = ""
    marker: ClassVar[Where]
    #: Hosts whose pages this layout reads; empty for all of the source's.
    hosts: ClassVar[tuple[str, ...]] = ()
    #: Pattern of the addresses whose pages it reads; it reads no page of unknown address then.
    addresses: ClassVar[str] = ""
    #: What a page of this layout does not hold.
    unless: ClassVar[Where | None] = None
    #: BCP 47, where it is not the source's.
    language: ClassVar[str] = ""
    required: ClassVar[frozenset[str]] = frozenset({"body"})
    #: CSS of the smallest element that holds all a method needs; methods get the body's box without it.
    box: ClassVar[str] = ""
    #: CSS, or the label that a line begins with, of what is no part of the article inside the body.
    drop: ClassVar[tuple[str | Anchor, ...]] = ()
    #: CSS of captions there.
    captions: ClassVar[tuple[str, ...]] = ()
    #: Parts of picture addresses that are furniture of the site.
    furniture: ClassVar[tuple[str, ...]] = ()
    #: Patterns of datelines, with groups `place` and `who`.
    datelines: ClassVar[tuple[re.Pattern[str], ...]] = ()
    categories: ClassVar[tuple[Category, ...]] = ()
    #: CSS of the links to the further pages of an article in several pages.
    further: ClassVar[str] = ""

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
        declared = [getattr(self, field) for field in ("marker", "unless", *FIELDS)]
        ends = [end for span in declared if isinstance(span, Span) for end in (span.after, span.before)]
        return [place for place in (*declared, *ends) if isinstance(place, Anchor)]


#: The fields that a layout may declare, in the order in which they are read.
FIELDS = ("section", "published", "title", "authors", "editors", "publisher", "attachments", "body")


class Source:
    """A site. Subclass it, fill the attributes, and return an instance from the hook `sources`."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    home: ClassVar[str] = ""
    #: BCP 47, such as `en` or `zh-CN`.
    language: ClassVar[str] = ""
    #: IANA name, such as `Asia/Shanghai`; dates without a zone are of it.
    timezone: ClassVar[str] = ""
    #: Whether the site writes 10/12/2015 for the tenth of December.
    day_first: ClassVar[bool] = False
    #: Every host whose pages are the site's; `.example.org` stands for all hosts below it.
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
    #: Where list pages keep their items, by kind of page; without it every link to an article is one.
    lists: ClassVar[tuple[Listing, ...]] = ()
    #: What an article must be about; without it everything is published.
    words: ClassVar[Words | None] = None

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Every label that a layout of the source looks for, as labels are compared."""
        anchors = (place for kind in self.layouts for place in kind().anchors())
        return tuple(sorted({label(place.label) for place in anchors if isinstance(place.label, str)}))

    def key(self, url: str) -> str | None:
        """The site's own number for the article, with its number space; None for what is no article.

        All addresses of one article must have one key: ids of entries are made of it.
        """
        if not is_of(url, self.hosts):
            return None
        asked = url.partition("#")[0]
        for pattern, form in self.keys:
            if match := re.search(pattern, asked, re.I):
                return form.format(*match.groups(default=""))
        return None

    def canonical(self, url: str) -> str:
        """The address under which an article is published, on the host it was fetched from."""
        return clean(url)

    def links(self, page: "Page") -> list[Link]:
        """The articles that a list page or feed names, each once; `lists` says where they stand.

        Raises `DamagedPage` for a feed that is cut off.
        """
        from ipr_feeds import listing  # a refresh without news reads no list, and does not wait for this

        zone = ZoneInfo(self.timezone)
        items = (
            listing.of_feed(page, self.home, zone, day_first=self.day_first)
            if page.is_feed
            else listing.of_page(page, self.home, self.lists, zone, day_first=self.day_first)
        )
        try:
            found = merged((key, link) for link in items if (key := self.key(link.url)))
        except PageError as error:
            raise error.of(self.name, page.url or "") from error
        return list(found.values())

    def wanted(self, link: Link) -> bool:
        """Whether a listed article is worth fetching, by its title and lead; a list without both cannot tell."""
        said = f"{link.title} {link.lead}".strip()
        return not (self.words and said) or is_promising(said, self.words)

    def relevant(self, entry: Entry) -> bool:
        """Whether a fetched article is to be published."""
        return not self.words or is_relevant(f"{entry.title}\n{entry.text}", self.words)


class Origins(NamedTuple):
    """Where an article came from: its source, the layout that read it, its address and the link to it."""

    source: Source
    layout: Layout
    url: str | None = None
    link: Link | None = None
