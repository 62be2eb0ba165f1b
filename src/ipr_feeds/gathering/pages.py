"""The pages of a source that are due: read, decided, kept before the next is asked for."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from ipr_feeds import agenda
from ipr_feeds.errors import ANYTHING, FATAL, Gone, Throttled
from ipr_feeds.events import Advanced
from ipr_feeds.gathering.job import Job, page_of
from ipr_feeds.hookspecs import Response
from ipr_feeds.incidents import Trouble
from ipr_feeds.model import Record
from ipr_feeds.store.articles import Problem, Read, Task
from ipr_feeds.trace import Trace
from ipr_feeds.urls import host

if TYPE_CHECKING:
    from ipr_feeds.page import Page

LOOKS = 50  # pages that are looked at again in one run
_IN_A_ROW = 2  # failures of a host, not of one page, after which it is left alone until the next run
_OF_THE_HOST = frozenset(("unreachable", "timeout", "http-status", "blocked"))


class Pages:
    """One reading of the pages of a source."""

    def __init__(self, job: Job, clock: Callable[[], datetime]) -> None:
        self.job, self.source, self.articles, self.clock = job, job.source, job.store.articles, clock
        self._failures: Counter[str] = Counter()  # of each host, in a row

    def read(self) -> None:
        """Read what is new, then look again at what is due."""
        now, name, terms = self.clock(), self.source.name, self.job.terms
        unread = self.articles.unread(name, now, terms.max_articles)
        tasks = [*unread, *self.articles.due(name, now, max(LOOKS, terms.window))]
        for done, task in enumerate(tasks):
            self.job.tell(Advanced(name, "articles", done, len(tasks)))
            if self._failures[host(task.url)] < _IN_A_ROW:
                self._attempt(task)
        self.job.tell(Advanced(name, "done", len(tasks), len(tasks)))

    def _attempt(self, task: Task) -> None:
        try:
            self._visit(task)
            self._failures[host(task.url)] = 0
        except FATAL:
            raise
        except ANYTHING as error:  # a stranger's plugin
            self._failed(task, self.job.trouble(task.url, error))

    def _failed(self, task: Task, told: Trouble) -> None:
        """Remember a failure, to try again later; the page of a known article may go, the article stays."""
        gone = told.kind == Gone.kind
        if not (gone and task.known):
            self.job.troubles.append(msgspec.structs.replace(told, lasting=not gone))
        if told.kind == Throttled.kind:
            self._failures[host(task.url)] = _IN_A_ROW
            return  # nothing is wrong with this page
        self._failures[host(task.url)] = self._failures[host(task.url)] + 1 if told.kind in _OF_THE_HOST else 0
        now, tries = self.clock(), self.articles.tries(self.source.name, task.key) + 1
        due = agenda.try_again(tries, now, now - task.listed, gone=gone)
        self.articles.failed(self.source.name, task.key, Problem(told.kind, told.message, told.url), now, due)

    def _visit(self, task: Task) -> None:
        """Read one page and keep what is new in it."""
        url = task.url
        try:
            response = self.job.ask(url, conditional=task.version == self.job.terms.version)
        except Gone:
            url = task.link.url
            if url == task.url:
                raise
            response = self.job.ask(url, conditional=False)  # a list knows another address
        if response is None:
            self._unchanged(task)
        else:
            self._read(task, url, response)

    def _unchanged(self, task: Task) -> None:
        now = self.clock()
        due = agenda.look_again(_published(task.known), now) if task.known else None
        self.articles.checked(self.source.name, task.key, now, due)
        self.job.count(looked_at=1)

    def _read(self, task: Task, url: str, response: Response) -> None:
        if self.source.key(response.url) != task.key:
            reason = f"the page has moved to {response.url}, which is another page"
            raise Gone(reason, source=self.source.name, url=url, advice="the site may still link to it")
        from ipr_feeds.extract import entry_of  # a refresh without news reads no page, and does not wait for these
        from ipr_feeds.revision import revise

        now, version = self.clock(), self.job.terms.version
        entry = entry_of(self.source, page_of(response), task.link, now, Trace(), self._further)
        entry, news = revise(task.known, entry, now, same_reader=task.version == version)
        if task.known and url != task.url:
            entry = msgspec.structs.replace(entry, url=self.source.canonical(response.url))
        record = Record(entry, task.known.first_fetched if task.known else now)
        relevant = self.source.relevant(entry)
        due = agenda.look_again(_published(record), now) if relevant else None
        with self.job.store.transaction():
            self.articles.keep(self.source.name, task.key, Read(record, version, relevant, now, due))
            self.job.store.visits.read(self.source.name, url, version, response.headers, response.content, now)
            self.job.fetcher.remember()
        self.job.count(**{{"new": "new", "edited": "edited"}.get(news, "looked_at"): 1})

    def _further(self, url: str) -> "Page":
        """A further page of an article."""
        return page_of(self.job.fetcher.get(self.job.fetcher.request(url, self.source, {})))


def _published(record: Record) -> datetime:
    return record.entry.published or record.first_fetched
