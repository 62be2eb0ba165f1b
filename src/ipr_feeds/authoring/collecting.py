"""Getting the pages that are to be recorded from the living site."""

from collections.abc import Callable, Sequence
from datetime import datetime

from ipr_feeds.authoring.subject import further_pages
from ipr_feeds.authoring.vetting import Fetched
from ipr_feeds.config import Fetch
from ipr_feeds.fetch.fetcher import Fetcher
from ipr_feeds.gathering.job import page_of
from ipr_feeds.hookspecs import Response
from ipr_feeds.incidents import Trouble
from ipr_feeds.links import Link, merged, newest_first
from ipr_feeds.plugins import Plugins
from ipr_feeds.recorded import refuse_stranger
from ipr_feeds.report import guarded
from ipr_feeds.single import fetching
from ipr_feeds.source import Source

_REQUESTS = 250  # of one host


def collect(
    plugins: Plugins, settings: Fetch, source: Source, urls: Sequence[str], limit: int, clock: Callable[[], datetime]
) -> tuple[list[Fetched], list[Trouble]]:
    """The pages at `urls`; without any the source's lists and the newest `limit` articles that they name.

    Articles in several pages come with all of them. The second part is what could not be fetched.
    """
    with fetching(plugins, settings, _REQUESTS) as fetcher:
        collecting = _Collecting(fetcher, source, clock)
        for url in urls:
            collecting.get(url)
        if not urls:
            lists = [response for url in source.start_urls if (response := collecting.get(url))]
            collecting.get_newest(lists, limit)
        return list(collecting.pages.values()), collecting.troubles


def collect_one(
    plugins: Plugins, settings: Fetch, source: Source, clock: Callable[[], datetime]
) -> tuple[list[Fetched], list[Trouble]]:
    """The first list of the source that names articles, and the newest of them; what went wrong until then."""
    with fetching(plugins, settings, _REQUESTS) as fetcher:
        collecting = _Collecting(fetcher, source, clock)
        for url in source.start_urls:
            response = collecting.get(url)
            if response and collecting.items(response):
                collecting.troubles.clear()  # start addresses are tried, for some are guesses
                collecting.get_newest([response], 1)
                break
        return list(collecting.pages.values()), collecting.troubles


class _Collecting:
    """One visit to a site."""

    def __init__(self, fetcher: Fetcher, source: Source, clock: Callable[[], datetime]) -> None:
        self.fetcher, self.source, self.clock = fetcher, source, clock
        self.pages: dict[str, Fetched] = {}
        self.troubles: list[Trouble] = []

    def get(self, url: str) -> Response | None:
        """The page at an address, and all further ones of its article; None when it cannot be had."""
        with guarded(self.source.name, url, self.troubles):
            refuse_stranger(self.source, url)
            response = self.fetcher.get(self.fetcher.request(url, self.source, {}))
            if response.url not in self.pages:
                self.pages[response.url] = Fetched(response, self.clock())
                for more in further_pages(self.source, page_of(response)):
                    self.get(more)
            return response
        return None

    def get_newest(self, lists: Sequence[Response], limit: int) -> None:
        """The newest articles that lists name and the source wants."""
        found: dict[str, Link] = merged(item for response in lists for item in self.items(response))
        wanted: list[Link] = []
        for link in newest_first(found).values():
            with guarded(self.source.name, link.url, self.troubles):
                wanted += [link] if len(wanted) < limit and self.source.wanted(link) else []
        for link in wanted:
            self.get(link.url)

    def items(self, response: Response) -> list[tuple[str, Link]]:
        """The articles that a list names; what is wrong with it is told when it is to be recorded."""
        with guarded(self.source.name, response.url, []):
            return [(key, link) for link in self.source.links(page_of(response)) if (key := self.source.key(link.url))]
        return []
