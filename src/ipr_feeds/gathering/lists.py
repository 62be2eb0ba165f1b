"""The lists of a source: what they name."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from ipr_feeds.errors import ANYTHING, FATAL, PluginError, Spent, Unbelievable, empty_list
from ipr_feeds.events import Advanced
from ipr_feeds.gathering.job import Job, page_of
from ipr_feeds.hookspecs import Response
from ipr_feeds.incidents import Trouble
from ipr_feeds.links import Link, merged, newest_first
from ipr_feeds.suspicion import STALE_LOOK, Look, suspicion
from ipr_feeds.urls import is_of

_LOOKS = 2000  # runs that are looked through for some that read a list: a quiet site changes its own once in months


class _List(NamedTuple):
    """A list that was read: the articles that it names, with their keys."""

    url: str
    response: Response
    items: list[tuple[str, Link]]
    strangers: int


class Lists:
    """One reading of all lists of a source."""

    def __init__(self, job: Job) -> None:
        self.job, self.source = job, job.source
        self._read: list[_List] = []
        self._as_before = False
        self._failed: list[Trouble] = []

    def read(self, now: datetime) -> bool:
        """Remember what the lists name; whether any of them could be read.

        Start addresses are tried, for some are guesses: that one of them fails is a problem only when it could be
        read before, when the operator chose it, or when none of them gives anything.
        """
        urls = list(self.source.start_urls)
        if any(map(self.job.fetcher.is_slow, urls)):  # one request is all that a run gets: the lists take turns
            urls.sort(key=lambda url: self.job.store.visits.checked(self.source.name, url))
        for done, url in enumerate(urls):
            self.job.tell(Advanced(self.source.name, "lists", done, len(self.source.start_urls)))
            try:
                self._attempt(url)
            except Spent:
                if not self._read and not self._as_before:
                    raise
                break  # what was read is kept; another run reads the rest
        answered = self._as_before or any(one.items for one in self._read)
        self.job.troubles += [one for one in self._failed if not answered or self._matters(one)]
        links = merged(item for one in self._read for item in one.items)
        self.job.count(listed=len(links))
        wanted = {key: link for key, link in links.items() if self.source.wanted(link)}
        if why := self._doubt(wanted, now):
            url = self._read[0].url
            advice = "nothing is taken from the lists; look at them, and if they are right add the hosts to the source"
            doubt = Unbelievable(why, source=self.source.name, url=url, advice=advice)
            doubt.content = self._read[0].response.content
            self.job.troubles.append(self.job.trouble(url, doubt))
        else:
            self._remember(wanted, now)
        return answered

    def _matters(self, failed: Trouble) -> bool:
        known = self.job.store.visits.is_known(self.source.name, failed.url)
        return known or self.job.terms.own_lists or failed.kind == PluginError.kind

    def _attempt(self, url: str) -> None:
        try:
            found = self._list(url)
            if found is None:
                self._as_before = True
            else:
                self._read.append(found)
                if not found.items:
                    raise empty_list(self.source.name, url)
        except FATAL:
            raise
        except ANYTHING as error:  # a stranger's plugin
            self._failed.append(self.job.trouble(url, error))

    def _list(self, url: str) -> _List | None:
        """What a list names; None when it is as before."""
        response = self.job.ask(url, conditional=True)
        if response is None:
            return None
        from ipr_feeds.listing import strangers  # a refresh without news reads no list, and does not wait for this

        page = page_of(response)
        links = [_checked(link) for link in self.source.links(page)]
        if not links:
            page.refuse_wall(self.source.name)
        own = (link for link in links if is_of(link.url, self.source.hosts))  # whatever the plugin's `key` would take
        items = [(key, link) for link in own if (key := self.source.key(link.url))]
        return _List(url, response, items, strangers(page, self.source.home, self.source.lists, self.source.hosts))

    def _doubt(self, wanted: Mapping[str, Link], now: datetime) -> str:
        """Why the lists cannot be believed; empty when they can."""
        if not self._read:
            return ""
        name, store = self.source.name, self.job.store
        strangers = sum(one.strangers for one in self._read)
        if self._as_before or any(map(self._matters, self._failed)):  # a part tells nothing of what is new in all
            look = Look(0, 0, strangers)
        else:
            look = Look(len(wanted), store.articles.known(name, wanted), strangers)
        runs = store.history.runs(name, _LOOKS)
        before = [run.outcome.look for run in runs if run.outcome.look]
        answered = next((run.started for run in runs if run.outcome.answered), now)
        if now - answered > STALE_LOOK:
            before = []
        opened = (one.since for one in store.incidents.open() if (one.source, one.kind) == (name, Unbelievable.kind))
        why = suspicion(look, before, now - next(opened, now))
        if not why:
            self.job.outcome = msgspec.structs.replace(self.job.outcome, look=look)
        return why

    def _remember(self, wanted: Mapping[str, Link], now: datetime) -> None:
        """Keep what lists name and, at the same moment, that they were read: else a kill between would lose items."""
        store, version = self.job.store, self.job.terms.version
        with store.transaction():
            store.articles.listed(self.source.name, newest_first(wanted), now)
            for url, response, items, _ in self._read:
                if items:  # an empty one is read again next time, however it is then
                    store.visits.read(self.source.name, url, version, response.headers, response.content, now)
            self.job.fetcher.remember()


def _checked(link: Link) -> Link:
    """A link as a plugin made it, if it may go into the store: msgspec checks types only when it converts."""
    return msgspec.convert(msgspec.to_builtins(link), Link)
