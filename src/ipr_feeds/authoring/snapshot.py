"""Recording pages of a source, and what they are to be read as."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.authoring import expectation, recording
from ipr_feeds.authoring.difference import Change, changes
from ipr_feeds.authoring.expectation import Expectation
from ipr_feeds.authoring.subject import Subject, further_pages, read_all
from ipr_feeds.errors import EmptyList, PageError, SnapshotMissing
from ipr_feeds.extract import entry_of
from ipr_feeds.fetch.snapshots import Replayer
from ipr_feeds.gathering.job import page_of
from ipr_feeds.hookspecs import Request, Response
from ipr_feeds.incidents import Trouble
from ipr_feeds.page import Page
from ipr_feeds.publish.files import bring_up_to_date, content_of
from ipr_feeds.recorded import refuse_stranger
from ipr_feeds.report import guarded, trouble
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace


class Fetched(NamedTuple):
    """A page that is to be recorded, and when it was fetched or saved."""

    response: Response
    when: datetime


class Taken(NamedTuple):
    """What recording did: the files, what was refused or cannot be read, and what changed in the expectation."""

    files: tuple[Path, ...]
    troubles: tuple[Trouble, ...]
    changes: tuple[Change, ...]


def take(source: Source, root: Path, pages: Sequence[Fetched]) -> Taken:
    """Record pages below `root` and bring the expectation up to date.

    A page is refused, and what was recorded of it stays, when it is no address of the source, a list that names no
    article, or an article that cannot be read, as a bot wall cannot.
    """
    vetting = _Vetting(source, root, pages)
    good = [one for one in pages if vetting.accepts(one)]
    files = [recording.record(root, source.name, one.response, one.when) for one in good]
    if not files:
        return Taken((), tuple(vetting.troubles), ())
    again = reparse(source, root)
    return Taken(tuple(files), (*vetting.troubles, *again.troubles), again.changes)


def reparse(source: Source, root: Path) -> Taken:
    """Read everything recorded of a source anew and keep what it is read as now.

    What cannot be read is told, and what was expected of it stays. Raises `PageError` when an id would change.
    """
    subject, folder = read_all(source, root), root / source.name
    before = subject.expected or Expectation()
    _refuse_new_ids(subject, before)
    after = _kept(subject, before)
    path = folder / expectation.FILE
    bring_up_to_date(path, expectation.as_bytes(after), content_of(path))
    troubles = (trouble(source.name, url, error) for url, error in subject.failures.items())
    return Taken((), tuple(troubles), tuple(changes(before, after)))


def _refuse_new_ids(subject: Subject, before: Expectation) -> None:
    """Raise `PageError` when an article would get another id: to subscribers it would be a new one."""
    ids = {entry.url: entry.id for entry in before.entries}
    for article in subject.articles:
        entry = article.entry
        if ids.get(entry.url, entry.id) != entry.id:
            reason = "its key, and so the id of its entry, is another than before: subscribers would see it as new"
            advice = "give back the key; or, if nothing was published yet, delete expected.json"
            raise PageError(reason, source=subject.source.name, url=entry.url, advice=advice)


def _kept(subject: Subject, before: Expectation) -> Expectation:
    """What is read now, and of pages that cannot be read what was expected of them."""
    now, failed = subject.expectation, subject.failures
    lost = {subject.source.canonical(url) for url in failed} if failed else set()
    entries = (one for one in before.entries if one.url in lost)
    lists = {url: links for url, links in before.lists.items() if url in failed}
    return Expectation((*now.entries, *entries), {**now.lists, **lists}, now.kept_out)


class _Vetting:
    """Looks at pages before they are recorded; those of one article may name each other."""

    def __init__(self, source: Source, root: Path, pages: Iterable[Fetched]) -> None:
        self.source = source
        self.troubles: list[Trouble] = []
        self.given: Mapping[str, Response] = {one.response.url: one.response for one in pages}
        known = recording.known(root, source.name).pages
        self.recorded: Callable[[Request], Response] | None = Replayer(root, source.name).fetch if known else None
        self.further = {url for one in pages for url in self.named_by(one)}

    def accepts(self, one: Fetched) -> bool:
        """Whether a page may be recorded; why not becomes a trouble."""
        before = len(self.troubles)
        with guarded(self.source.name, one.response.url, self.troubles):
            self.look_at(one)
        return len(self.troubles) == before

    def look_at(self, one: Fetched) -> None:
        """Raise what is wrong with a page."""
        source, url = self.source, one.response.url
        refuse_stranger(source, url)
        page = page_of(one.response)
        if source.key(url) is None:
            self.look_at_list(page)
        elif url not in self.further:
            entry_of(source, page, None, one.when, Trace(), self.page)

    def look_at_list(self, page: Page) -> None:
        if not any(self.source.key(link.url) for link in self.source.links(page)):
            page.refuse_wall(self.source.name)
            advice = "is it a list? if it is an article, or an article stands in it, mend `keys` of the source"
            raise EmptyList("this names no article", source=self.source.name, url=page.url, advice=advice)

    def page(self, url: str) -> Page:
        """A further page of an article: one of those given, else a recorded one."""
        if url in self.given:
            return page_of(self.given[url])
        if self.recorded is None:
            advice = "record it with the first page, in one call"
            raise SnapshotMissing("the article goes on here", source=self.source.name, url=url, advice=advice)
        return page_of(self.recorded(Request(url, source=self.source.name)))

    def named_by(self, one: Fetched) -> list[str]:
        """The further pages that a page names; what is wrong with it is told elsewhere."""
        with guarded(self.source.name, one.response.url, []):
            return further_pages(self.source, page_of(one.response))
        return []
