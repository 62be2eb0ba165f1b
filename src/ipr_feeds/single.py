"""One living address to its entry."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ipr_feeds.config import Fetch
from ipr_feeds.extract import Wanted, extract, of_address
from ipr_feeds.fetch.fetcher import Fetcher
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
    with fetching(plugins, settings, _REQUESTS) as fetcher:
        response = fetcher.get(fetcher.request(wanted.url or "", source, {}))
        trace.note("page", "fetched", f"{response.url}, {len(response.content):,} bytes")
        found = Wanted(response.url, source.name, response.content_type)
        return extract(plugins.sources, response.content, found, now, trace, lambda url: _page(fetcher, url, source))


def _page(fetcher: Fetcher, url: str, source: Source) -> Page:
    response = fetcher.get(fetcher.request(url, source, {}))
    return Page(response.content, response.url, response.content_type)


@contextmanager
def fetching(plugins: Plugins, settings: Fetch, requests: int) -> Iterator[Fetcher]:
    """A fetcher that remembers nothing afterwards, and asks a host so many times at most."""
    with Store() as store:
        fetcher = Fetcher(plugins.manager, settings, store.visits, lambda _: None, threading.Event(), requests)
        try:
            yield fetcher
        finally:
            fetcher.close()
