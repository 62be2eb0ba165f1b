"""One source, live: its lists, then the pages that are due, each kept before the next is asked for."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ipr_feeds import agenda
from ipr_feeds.errors import Gone, PageError, Spent, blocked, empty_list
from ipr_feeds.events import Advanced, Listener
from ipr_feeds.fetch.answers import NOT_MODIFIED
from ipr_feeds.fetch.fetcher import Fetcher
from ipr_feeds.hookspecs import Response
from ipr_feeds.links import Link, merged, newest_first
from ipr_feeds.model import Record
from ipr_feeds.report import FATAL, Trouble, guarded, trouble
from ipr_feeds.source import Source
from ipr_feeds.store import Store
from ipr_feeds.store.articles import Problem, Read, Task
from ipr_feeds.store.history import Outcome, Run
from ipr_feeds.store.visits import digest
from ipr_feeds.trace import Trace

if TYPE_CHECKING:
    from ipr_feeds.page import Page

LOOKS = 50  # pages that are looked at again in one run
_IN_A_ROW = 2  # failures of the site, not of one page, after which it is left alone until the next run
_OF_THE_SITE = frozenset(("unreachable", "timeout", "http-status", "throttled", "blocked"))
_AT_ONCE = frozenset(("throttled", "blocked"))


class Terms(NamedTuple):
    """How one source is read: by which version of its plugin, how many new articles at most, how many a feed shows."""

    version: str
    max_articles: int
    window: int


class _List(NamedTuple):
    """A list that was read: the articles that it names, with their keys."""

    url: str
    response: Response
    items: list[tuple[str, Link]]


class Gathering:
    """One run of one source."""

    def __init__(self, source: Source, terms: Terms, fetcher: Fetcher, store: Store, tell: Listener) -> None:
        self.source, self.terms, self.fetcher, self.store, self.tell = source, terms, fetcher, store, tell
        self.troubles: list[Trouble] = []
        self.outcome = Outcome()
        self._failures = 0  # of the site, in a row

    def run(self, clock: Callable[[], datetime]) -> None:
        """Read the lists and what is due; problems are in `troubles`, figures in `outcome`."""
        started = clock()
        try:
            self._notice_change(started)
            if self._lists(started):
                self.troubles += self._standing(started)
                self._articles(clock)
        except Spent:
            pass  # the next run goes on
        finally:
            waiting = self.store.articles.waiting(self.source.name, clock())
            kinds = tuple(sorted({one.kind for one in self.troubles}))
            self.outcome = msgspec.structs.replace(self.outcome, waiting=waiting, problems=kinds)
            self.store.history.ran(self.source.name, Run(started, clock(), self.outcome))

    def _notice_change(self, now: datetime) -> None:
        """What a changed plugin would read otherwise is read again."""
        known = self.store.history.version(self.source.name)
        if known == self.terms.version:
            return
        with self.store.transaction():
            if known is not None:
                self.store.articles.reconsider(self.source.name, self.source.relevant, self.terms.window, now)
            self.store.history.keep_version(self.source.name, self.terms.version)

    def _lists(self, now: datetime) -> bool:
        """Remember what the lists name; whether any of them could be read.

        Start addresses are tried, for some are guesses: it is a problem only when none of them gives anything.
        """
        read: list[_List] = []
        answered, failed = False, list[Trouble]()
        for done, url in enumerate(self.source.start_urls):
            self.tell(Advanced(self.source.name, "lists", done, len(self.source.start_urls)))
            with guarded(self.source.name, url, failed):
                found = self._list(url)
                answered = answered or found is None or bool(found.items)
                read += [found] if found else []
        if not answered and not failed:
            url = next(iter(self.source.start_urls), self.source.home)
            failed.append(trouble(self.source.name, url, empty_list(self.source.name, url)))
        self.troubles += [one for one in failed if one.kind == "plugin-error" or not answered]
        self._remember(read, now)
        return answered

    def _remember(self, read: Sequence["_List"], now: datetime) -> None:
        """Keep what lists name and, at the same moment, that they were read: else a kill between would lose items."""
        links = merged(item for one in read for item in one.items)
        wanted = {key: link for key, link in links.items() if self.source.wanted(link)}
        with self.store.transaction():
            self.store.articles.listed(self.source.name, newest_first(wanted), now)
            for url, response, items in read:
                if items:  # an empty one is read again next time, however it is then
                    self.store.visits.read(url, self.terms.version, response.headers, response.content, now)
            self.fetcher.remember()
        self.outcome = msgspec.structs.replace(self.outcome, listed=len(links))

    def _list(self, url: str) -> "_List | None":
        """What a list names; None when it is as before."""
        response = self._asked(url, conditional=True)
        if response is None:
            return None
        page = _page(response, self.source.name)
        links = self.source.links(page)
        if not links and page.is_challenge:
            raise blocked(self.source.name, url)
        return _List(url, response, [(key, link) for link in links if (key := self.source.key(link.url))])

    def _asked(self, url: str, *, conditional: bool) -> Response | None:
        """The page at an address; None when it is as this version of the plugin has read it before."""
        known = self.store.visits.last(url, self.terms.version) if conditional else None
        request = self.fetcher.request(url, self.source, known.headers if known else {})
        response = self.fetcher.get(request)
        if response.status == NOT_MODIFIED or (known and known.digest == digest(response.content)):
            return None
        return response

    def _standing(self, now: datetime) -> list[Trouble]:
        """What went wrong before and is not tried again yet."""
        standing = self.store.articles.standing(self.source.name, now)
        return [Trouble(self.source.name, one.kind, one.message, one.url) for one in standing if one.kind != Gone.kind]

    def _articles(self, clock: Callable[[], datetime]) -> None:
        """Read what is new, then look again at what is due."""
        now, name = clock(), self.source.name
        unread = self.store.articles.unread(name, now, self.terms.max_articles)
        tasks = [*unread, *self.store.articles.due(name, now, max(LOOKS, self.terms.window))]
        for done, task in enumerate(tasks):
            self.tell(Advanced(name, "articles", done, len(tasks)))
            self._attempt(task, clock)
            if self._failures >= _IN_A_ROW:
                break
        self.tell(Advanced(name, "done", len(tasks), len(tasks)))

    def _attempt(self, task: Task, clock: Callable[[], datetime]) -> None:
        try:
            self._visit(task, clock)
            self._failures = 0
        except FATAL:
            raise
        except Exception as error:  # a stranger's plugin may raise anything
            self._failed(task, trouble(self.source.name, task.url, error), clock())

    def _failed(self, task: Task, told: Trouble, now: datetime) -> None:
        """Remember a failure, to try again later; the page of a known article may go, the article stays."""
        withdrawn = bool(task.known) and told.kind == Gone.kind
        self._failures = self._failures + 1 if told.kind in _OF_THE_SITE else 0
        if not withdrawn:
            self.troubles.append(told)
        if told.kind in _AT_ONCE:
            self._failures = _IN_A_ROW
            return  # nothing is wrong with this page
        tries = self.store.articles.tries(self.source.name, task.key) + 1
        due = None if withdrawn else agenda.try_again(tries, now, gone=told.kind == Gone.kind)
        self.store.articles.failed(self.source.name, task.key, Problem(told.kind, told.message, told.url), due)

    def _visit(self, task: Task, clock: Callable[[], datetime]) -> None:
        """Read one page and keep what is new in it."""
        url = task.url
        try:
            response = self._asked(url, conditional=task.version == self.terms.version)
        except Gone:
            url = task.link.url
            if url == task.url:
                raise
            response = self._asked(url, conditional=False)  # a list knows another address
        now = clock()
        if response is None:
            self._unchanged(task, now)
        else:
            self._read(task, url, response, now)

    def _unchanged(self, task: Task, now: datetime) -> None:
        due = agenda.look_again(_published(task.known), now) if task.known else None
        self.store.articles.checked(self.source.name, task.key, now, due)
        self.outcome = msgspec.structs.replace(self.outcome, looked_at=self.outcome.looked_at + 1)

    def _read(self, task: Task, url: str, response: Response, now: datetime) -> None:
        if self.source.key(response.url) != task.key:
            reason = f"the page has moved to {response.url}, which is another page"
            raise Gone(reason, source=self.source.name, url=url, advice="the site may still link to it")
        from ipr_feeds.extract import entry_of  # a refresh without news reads no page, and does not wait for these
        from ipr_feeds.revision import revise

        entry = entry_of(self.source, _page(response, self.source.name), task.link, now, Trace(), self._further)
        entry, news = revise(task.known, entry, now, same_reader=task.version == self.terms.version)
        if task.known and url != task.url:
            entry = msgspec.structs.replace(entry, url=self.source.canonical(response.url))
        record = Record(entry, task.known.first_fetched if task.known else now)
        relevant = self.source.relevant(entry)
        due = agenda.look_again(_published(record), now) if relevant else None
        with self.store.transaction():
            self.store.articles.keep(self.source.name, task.key, Read(record, self.terms.version, relevant, now, due))
            self.store.visits.read(url, self.terms.version, response.headers, response.content, now)
            self.fetcher.remember()
        self._count(news)

    def _count(self, news: str) -> None:
        field = {"new": "new", "edited": "edited"}.get(news, "looked_at")
        self.outcome = msgspec.structs.replace(self.outcome, **{field: getattr(self.outcome, field) + 1})

    def _further(self, url: str) -> "Page":
        """A further page of an article."""
        return _page(self.fetcher.get(self.fetcher.request(url, self.source, {})), self.source.name)


def _page(response: Response, source: str) -> "Page":
    from ipr_feeds.page import Page

    try:
        return Page(response.content, response.url, response.headers.get("content-type", ""))
    except PageError as error:
        raise error.of(source) from error


def _published(record: Record) -> datetime:
    return record.entry.published or record.first_fetched
