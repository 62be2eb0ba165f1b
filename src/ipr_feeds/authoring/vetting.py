"""Looking at pages before they are recorded: a wall, an empty list or half an article is never taken."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.authoring import recording
from ipr_feeds.authoring.expectation import Expectation
from ipr_feeds.authoring.subject import further_pages
from ipr_feeds.errors import EmptyList, LayoutChanged, PageError, SnapshotMissing
from ipr_feeds.extract import entry_of
from ipr_feeds.fetch.snapshots import Replayer
from ipr_feeds.gathering.job import page_of
from ipr_feeds.hookspecs import Request, Response
from ipr_feeds.incidents import Trouble
from ipr_feeds.page import Page
from ipr_feeds.recorded import refuse_stranger
from ipr_feeds.report import guarded
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace


class Fetched(NamedTuple):
    """A page that is to be recorded, and when it was fetched or saved."""

    response: Response
    when: datetime


class Vetting:
    """Looks at pages; those of one article may need each other. What is refused becomes one of `troubles`."""

    def __init__(self, source: Source, root: Path, pages: Sequence[Fetched], expected: Expectation) -> None:
        self.source, self.pages = source, pages
        self.troubles: list[Trouble] = []
        self._ids = {entry.url: entry.id for entry in expected.entries}
        self._given: Mapping[str, Response] = {one.response.url: one.response for one in pages}
        known = recording.known(root, source.name).pages
        self._recorded: Callable[[Request], Response] | None = Replayer(root, source.name).fetch if known else None
        self._needed: set[str] = set()  # further pages of articles that were read with them

    def accepted(self) -> list[Fetched]:
        """The pages that may be recorded, further pages last; of an article in several pages all or none."""
        read = [one for one in self.pages if one.response.url not in self._needed and self._accepts(one)]
        first = [one for one in read if one.response.url not in self._needed]
        more = [one for one in self.pages if one.response.url in self._needed]
        refused = {one.url: one.kind for one in self.troubles if one.url not in self._needed}
        named = {one.response.url: self._named_by(one) for one in self.pages if one.response.url in refused}
        self.troubles = [one for one in self.troubles if one.url in refused and not _follows(one, named, refused)]
        return [*first, *more]

    def _accepts(self, one: Fetched) -> bool:
        before = len(self.troubles)
        with guarded(self.source.name, one.response.url, self.troubles):
            self._look_at(one)
        return len(self.troubles) == before

    def _named_by(self, one: Fetched) -> list[str]:
        """The further pages that a page names; what is wrong with it is told elsewhere."""
        with guarded(self.source.name, one.response.url, []):
            return further_pages(self.source, page_of(one.response))
        return []

    def _look_at(self, one: Fetched) -> None:
        """Raise what is wrong with a page."""
        refuse_stranger(self.source, one.response.url)
        page = page_of(one.response)
        if self.source.key(one.response.url) is None:
            self._look_at_list(page)
            return
        asked: set[str] = set()
        entry = entry_of(self.source, page, None, one.when, Trace(), lambda url: self._further(url, asked))
        refuse_new_id(self.source, self._ids.get(entry.url, entry.id), entry.id, entry.url)
        self._needed |= asked

    def _look_at_list(self, page: Page) -> None:
        if not any(self.source.key(link.url) for link in self.source.links(page)):
            page.refuse_wall(self.source.name)
            advice = "is it a list? if it is an article, or an article stands in it, mend `keys` of the source"
            raise EmptyList("this names no article", source=self.source.name, url=page.url, advice=advice)

    def _further(self, url: str, asked: set[str]) -> Page:
        """A further page of an article: one of those given, else a recorded one."""
        asked.add(url)
        if url in self._given:
            return page_of(self._given[url])
        if self._recorded is None:
            advice = "record it with the first page, in one call"
            raise SnapshotMissing("the article goes on here", source=self.source.name, url=url, advice=advice)
        return page_of(self._recorded(Request(url, source=self.source.name)))


def _follows(one: Trouble, named: Mapping[str, Sequence[str]], refused: Mapping[str, str]) -> bool:
    """Whether a page is no article only because the first page of it is refused for another reason."""
    others = (refused[url] for url in named.get(one.url, ()) if url in refused)
    return one.kind == LayoutChanged.kind and any(kind != LayoutChanged.kind for kind in others)


def refuse_new_id(source: Source, before: str | None, after: str | None, url: str | None) -> None:
    """Raise `PageError` when an article would get another id: to subscribers it would be a new one."""
    if before != after:
        reason = "its key, and so the id of its entry, is another than before: subscribers would see it as new"
        advice = "give back the key; or, if nothing was published yet, delete expected.json"
        raise PageError(reason, source=source.name, url=url, advice=advice)
