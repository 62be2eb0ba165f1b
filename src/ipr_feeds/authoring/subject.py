"""A source with its recorded pages, all read: what the author's tools look at."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.authoring import expectation
from ipr_feeds.authoring.expectation import Expectation, Reason
from ipr_feeds.errors import ANYTHING, FATAL
from ipr_feeds.extraction import fitting, further
from ipr_feeds.fetch.snapshots import Replayer, Snapshot
from ipr_feeds.links import Link, merged
from ipr_feeds.model import Entry
from ipr_feeds.page import Page
from ipr_feeds.recorded import Recorded
from ipr_feeds.source import Layout, Source
from ipr_feeds.trace import Trace


class Article(NamedTuple):
    """A recorded article: its page, what a list says of it, and what it is read as, by which layout."""

    snapshot: Snapshot
    page: Page
    key: str
    link: Link | None
    entry: Entry
    layout: Layout
    kept_out: Reason | None  # what keeps it out of the feed


class Subject(NamedTuple):
    """One source and what its snapshots give, and what is `expected` of them.

    `aliases` are recorded pages whose key another article has, and which are no further pages of it. `failures` are
    those pages that cannot be read, by address; `lost` is where these are published.
    """

    source: Source
    recorded: Recorded
    articles: Sequence[Article]
    aliases: Sequence[Snapshot]
    lists: Mapping[str, Sequence[tuple[str, Link]]]
    failures: Mapping[str, BaseException]
    lost: Collection[str]
    expected: Expectation | None

    @property
    def expectation(self) -> Expectation:
        """What is read now, in the form in which it is recorded."""
        lists = {url: tuple(link for _, link in items) for url, items in self.lists.items()}
        kept_out = {one.snapshot.url: one.kept_out for one in self.articles if one.kept_out}
        return Expectation(tuple(one.entry for one in self.articles), lists, kept_out)


def read_all(source: Source, root: Path) -> Subject:
    """All recorded pages of a source below `root`, read. Raises `SnapshotMissing` when there are none."""
    expected = expectation.read(root / source.name, source.name)
    return _Reader(source, Recorded(source, Replayer(root, source.name))).subject(expected)


def further_pages(source: Source, page: Page) -> list[str]:
    """The addresses of the further pages of an article; none of a page that is no article."""
    layout = fitting(source, page, Trace()) if source.key(page.url or "") else None
    return further(source, layout, page) if layout else []


class _Reader:
    """Reads one source's snapshots: lists first, for they say something of the articles."""

    def __init__(self, source: Source, recorded: Recorded) -> None:
        self.source, self.recorded = source, recorded
        self.articles: dict[str, Article] = {}
        self.further: set[str] = set()
        self.aliases: list[Snapshot] = []
        self.lists: dict[str, list[tuple[str, Link]]] = {}
        self.failures: dict[str, BaseException] = {}
        self.lost: set[str] = set()

    def subject(self, expected: Expectation | None) -> Subject:
        keyed = [(page, key) for page in self.recorded.index.pages if (key := self.key(page)) is not None]
        for page in [page for page, key in keyed if not key]:
            self.read_list(page)
        links = merged(item for items in self.lists.values() for item in items)
        keys = {page.url: key for page, key in keyed if key}
        for page in self.recorded.plain_first([page for page, key in keyed if key]):
            self.read_article(page, keys[page.url], links)
        order = [page.url for page in self.recorded.index.pages]
        articles = sorted(self.articles.values(), key=lambda one: order.index(one.snapshot.url))
        aliases = [page for page in self.aliases if page.url not in self.further]
        self.failures = {url: error for url, error in self.failures.items() if url not in self.further}
        return Subject(self.source, self.recorded, articles, aliases, self.lists, self.failures, self.lost, expected)

    @contextmanager
    def guarded(self, url: str) -> Iterator[None]:
        """Whatever goes wrong inside becomes the failure of a page."""
        try:
            yield
        except FATAL:
            raise
        except ANYTHING as error:  # a stranger's plugin
            self.failures[url] = error
            self.lost.add(url)
            with suppress(*ANYTHING):
                self.lost.add(self.source.canonical(url))

    def key(self, page: Snapshot) -> str | None:
        """The key of a page, empty of a list; None of one that cannot be told."""
        with self.guarded(page.url):
            return self.recorded.key(page.url) or ""
        return None

    def read_list(self, snapshot: Snapshot) -> None:
        with self.guarded(snapshot.url):
            self.lists[snapshot.url] = self.recorded.items(snapshot.url)

    def read_article(self, snapshot: Snapshot, key: str, links: Mapping[str, Link]) -> None:
        if key in self.articles:
            self.aliases.append(snapshot)
            return
        with self.guarded(snapshot.url):
            self.articles[key] = self.article(snapshot, key, links.get(key))

    def article(self, snapshot: Snapshot, key: str, link: Link | None) -> Article:
        page = self.recorded.page(snapshot.url)
        entry = self.recorded.entry(page, snapshot.fetched, link, Trace())
        layout = next(kind() for kind in self.source.layouts if kind.name == entry.layout)
        self.further.update(further(self.source, layout, page))
        return Article(snapshot, page, key, link, entry, layout, self.why_kept_out(link, entry))

    def why_kept_out(self, link: Link | None, entry: Entry) -> Reason | None:
        """What keeps an article out of the feed; None when nothing does."""
        if link and not self.source.wanted(link):
            return "list"
        return None if self.source.relevant(entry) else "text"
