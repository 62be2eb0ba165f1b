"""One living address to its entry."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from ipr_feeds.config import Fetch
from ipr_feeds.extract import Wanted, extract, of_address
from ipr_feeds.fetch.fetcher import Fetcher
from ipr_feeds.hookspecs import Response
from ipr_feeds.model import Entry
from ipr_feeds.page import Page
from ipr_feeds.plugins import Plugins
from ipr_feeds.source import Source
from ipr_feeds.store import Store
from ipr_feeds.trace import Trace

_REQUESTS = 30  # robots.txt, redirects, retries, the pages of one article


def extract_live(plugins: Plugins, settings: Fetch, wanted: Wanted, now: datetime, trace: Trace) -> Entry:
    """The entry of the page at `wanted.url`, fetched as politely as by a refresh, with all pages of the article.

    Raises `PageError` for what cannot be fetched or read.
    """
    source = of_address(plugins.sources, wanted)
    with _fetcher(plugins, settings) as fetcher:
        response = fetcher.get(fetcher.request(wanted.url or "", source, {}))
        trace.note("page", "fetched", f"{response.url}, {len(response.content):,} bytes")
        found = Wanted(response.url, source.name, response.content_type)
        return extract(plugins.sources, response.content, found, now, trace, lambda url: _page(fetcher, url, source))


@contextmanager
def fetching(plugins: Plugins, settings: Fetch) -> Iterator[Callable[[str, Source], Response]]:
    """Gets pages of a source that may not be written yet, as politely as a refresh. It raises `PageError`."""
    with _fetcher(plugins, settings) as fetcher:
        yield lambda url, source: fetcher.get(fetcher.request(url, source, {}))


def _page(fetcher: Fetcher, url: str, source: Source) -> Page:
    response = fetcher.get(fetcher.request(url, source, {}))
    return Page(response.content, response.url, response.content_type)


@contextmanager
def _fetcher(plugins: Plugins, settings: Fetch) -> Iterator[Fetcher]:
    """A fetcher that remembers nothing afterwards."""
    with Store() as store:
        fetcher = Fetcher(plugins.manager, settings, store.visits, lambda _: None, threading.Event(), _REQUESTS)
        try:
            yield fetcher
        finally:
            fetcher.close()
