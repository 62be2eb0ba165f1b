"""What reading the lists and the pages of a source share."""

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ipr_feeds.errors import PageError
from ipr_feeds.evidence import Evidence
from ipr_feeds.fetch.answers import NOT_MODIFIED
from ipr_feeds.fetch.fetcher import Fetcher
from ipr_feeds.hookspecs import Response
from ipr_feeds.incidents import Trouble
from ipr_feeds.report import trouble
from ipr_feeds.source import Source
from ipr_feeds.store import Store
from ipr_feeds.store.history import Outcome
from ipr_feeds.store.visits import digest

if TYPE_CHECKING:
    from ipr_feeds.events import Listener
    from ipr_feeds.page import Page

#: Problems of which the page itself is the evidence.
_OF_THE_PAGE = frozenset(
    ("layout-changed", "empty-list", "blocked", "damaged", "not-a-page", "suspicious", "plugin-error")
)


class Terms(NamedTuple):
    """How one source is read: by which plugin and version of it, how many new articles at most, how many its feed
    shows, and whether the operator chose its lists.
    """

    plugin: str
    version: str
    max_articles: int
    window: int
    own_lists: bool = False


class Job:
    """One run of one source: what it works with, what went wrong, what was done."""

    def __init__(
        self, source: Source, terms: Terms, fetcher: Fetcher, store: Store, evidence: Evidence, tell: "Listener"
    ) -> None:
        self.source, self.terms, self.fetcher, self.store, self.tell = source, terms, fetcher, store, tell
        self.troubles: list[Trouble] = []
        self.outcome = Outcome()
        self._evidence = evidence
        self._last: Response | None = None

    def ask(self, url: str, *, conditional: bool) -> Response | None:
        """The page at an address; None when it is as this version of the plugin has read it before."""
        self._last = None
        known = self.store.visits.last(self.source.name, url, self.terms.version) if conditional else None
        response = self.fetcher.get(self.fetcher.request(url, self.source, known.headers if known else {}))
        if response.status == NOT_MODIFIED or (known and known.digest == digest(response.content)):
            return None
        self._last = response
        return response

    def trouble(self, url: str, error: BaseException) -> Trouble:
        """What to tell of an error at an address; the page that was read last is kept where it is the evidence."""
        told = trouble(self.source.name, url, error)
        content = error.content if isinstance(error, PageError) else b""
        content = content or (self._last.content if self._last else b"")
        if not content.strip() or told.kind not in _OF_THE_PAGE:
            return told
        kept = self._evidence.keep(self.source.name, url, content)
        return msgspec.structs.replace(told, kept=str(kept)) if kept else told

    def count(self, **figures: int) -> None:
        """Add to what was done."""
        added = {name: getattr(self.outcome, name) + more for name, more in figures.items()}
        self.outcome = msgspec.structs.replace(self.outcome, **added)


def page_of(response: Response) -> "Page":
    """The page that a response brought."""
    from ipr_feeds.page import Page  # a refresh without news reads no page, and does not wait for this

    return Page(response.content, response.url, response.content_type)
