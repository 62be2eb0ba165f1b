"""The recorded pages of one source: which are lists, which are articles, and what each says."""

from collections.abc import Callable, Sequence
from datetime import datetime

from ipr_feeds.errors import SnapshotMissing
from ipr_feeds.extract import entry_of
from ipr_feeds.fetch.answers import accept
from ipr_feeds.fetch.snapshots import Replayer, Snapshot
from ipr_feeds.hookspecs import Request, Response
from ipr_feeds.links import Link
from ipr_feeds.model import Entry
from ipr_feeds.page import Page
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace
from ipr_feeds.urls import clean, is_of


def refuse_stranger(source: Source, url: str) -> None:
    """Raise `SnapshotMissing` for an address that is on none of the source's hosts."""
    if not is_of(url, source.hosts):
        advice = f"its hosts are {', '.join(source.hosts)}"
        raise SnapshotMissing("this is no address of the source", source=source.name, url=url, advice=advice)


class Recorded:
    """One source's snapshots as pages; `ask` answers in the place of the replayer. Methods raise what reading does."""

    def __init__(
        self, source: Source, replayer: Replayer, ask: Callable[[Request], Response | None] | None = None
    ) -> None:
        self.source, self.index = source, replayer.index
        self._ask = ask or replayer.fetch

    def key(self, url: str) -> str | None:
        """The key of a recorded address, None of a list. Raises `SnapshotMissing` for no address of the source."""
        refuse_stranger(self.source, url)
        return self.source.key(url)

    def page(self, url: str) -> Page:
        """A recorded page."""
        request = Request(url, source=self.source.name)
        response = self._ask(request)
        if response is None:  # the replayer never leaves a request to others
            raise SnapshotMissing("not among the snapshots", source=self.source.name, url=url, advice="record it")
        accept(request, response)
        return Page(response.content, url, response.content_type)

    def items(self, url: str) -> list[tuple[str, Link]]:
        """The articles that a list names, with their keys."""
        page = self.page(url)
        links = list(self.source.links(page))
        if not links:
            page.refuse_wall(self.source.name)
        return [(key, link) for link in links if (key := self.source.key(link.url))]

    def plain_first(self, pages: Sequence[Snapshot]) -> list[Snapshot]:
        """Pages under their published address first, as they were recorded: aliases come later."""
        return sorted(pages, key=lambda page: self._is_alias(page.url))

    def entry(self, page: Page, fetched: datetime, link: Link | None, trace: Trace) -> Entry:
        """What an article's page is read as, with all its further pages; `link` is what a list says of it."""
        return entry_of(self.source, page, link, fetched, trace, self.page)

    def _is_alias(self, url: str) -> bool:
        try:
            return self.source.canonical(url) != clean(url)
        except Exception:  # told when the article is read
            return False
