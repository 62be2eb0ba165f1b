"""One list and one article of a living site, read as a refresh would: does the source still fit?"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from ipr_feeds.authoring.collecting import collect_one
from ipr_feeds.authoring.conformance import Verdict
from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.vetting import Fetched
from ipr_feeds.config import Fetch
from ipr_feeds.errors import empty_list
from ipr_feeds.extract import entry_of
from ipr_feeds.gathering.job import page_of
from ipr_feeds.incidents import Trouble
from ipr_feeds.plugins import Plugins
from ipr_feeds.report import guarded
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace


def check_live(plugins: Plugins, settings: Fetch, source: Source, clock: Callable[[], datetime]) -> list[Verdict]:
    """Whether a list of the living site names articles, and whether the newest of them can be read."""
    pages, troubles = collect_one(plugins, settings, source, clock)
    articles = []
    for page in pages:
        with guarded(source.name, page.response.url, troubles):
            articles += [page] if source.key(page.response.url) else []
    for page in pages if not articles else ():
        with guarded(source.name, page.response.url, troubles):
            _read_list(source, page)
    if articles:
        with guarded(source.name, articles[0].response.url, troubles):
            _read_article(source, articles)
    says = "A list of the living site names articles, and the newest of them is read."
    return [Verdict("live", says, tuple(_findings(source, articles, troubles)))]


def _read_list(source: Source, page: Fetched) -> None:
    """Raise what is wrong with a list that names nothing."""
    found = page_of(page.response)
    if not source.links(found):
        found.refuse_wall(source.name)
        raise empty_list(source.name, page.response.url)


def _read_article(source: Source, pages: Sequence[Fetched]) -> None:
    """Raise what is wrong with an article; the pages after the first are its further ones."""
    by_address = {page.response.url: page_of(page.response) for page in pages}
    entry_of(source, by_address[pages[0].response.url], None, pages[0].when, Trace(), by_address.__getitem__)


def _findings(source: Source, articles: Sequence[Fetched], troubles: Sequence[Trouble]) -> Iterator[Finding]:
    yield from (Finding(one.message) for one in troubles)
    if not articles and not troubles:
        yield Finding("no article was read", source.home, "the lists name nothing today that the source is about")
