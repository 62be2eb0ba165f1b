"""The companion of the feeds, for people with a browser: an index, and a page for each source."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.errors import CannotWrite
from ipr_feeds.health import SourceHealth
from ipr_feeds.model import Record
from ipr_feeds.program import NAME, VERSION
from ipr_feeds.publish import COMBINED, COMBINED_TITLE, Described, Manner, Published, newest
from ipr_feeds.publish.atom import SAMPLE, Feed
from ipr_feeds.publish.companion.facts import IndexPage, Row, SourcePage
from ipr_feeds.publish.companion.months import Month, months, starts
from ipr_feeds.publish.companion.offers import offers
from ipr_feeds.publish.files import bring_up_to_date, content_of
from ipr_feeds.publish.made import digest, digest_of, is_made
from ipr_feeds.store.history import History, Made

SHOWN = 20  # newest entries of all sources in the index
_MARK = f'<meta name="generator" content="{NAME}">'.encode()
_MARK_WITHIN = 2000  # bytes

#: How many entries of a source lie between each of the bounds and the next.
Counter = Callable[[str, Sequence[datetime]], Sequence[int]]


class Shelf(NamedTuple):
    """A source with its newest records, how it is doing (nobody knows of samples), and the zone of its dates."""

    source: Described
    records: Sequence[Record]
    health: SourceHealth | None
    zone: tzinfo


class Companion(NamedTuple):
    """The pages beside the feeds: of which sources, and `others`, how whatever is no source is doing."""

    shelves: Sequence[Shelf]
    per_month: Counter
    others: Sequence[SourceHealth] = ()

    def publish(
        self, folder: Path, manner: Manner, only: Sequence[str] = (), history: History | None = None
    ) -> list[Published]:
        """Bring the pages of `only` these sources, or of all, and the index up to date.

        With a `history`, a page that is still what it was made of is not made again. A page that this program did not
        write is kept. What is wrong with one file stands in its `problem`.
        """
        if not manner.pages:
            return []
        held = [one for one in self.shelves if one.records and (not only or one.source.name in only)]
        pages: list[SourcePage | IndexPage] = [self._page(one, folder, manner) for one in held]
        if manner.combined:
            pages.append(self._index(folder, manner))
        return [_publish(folder / one.file, one, history) for one in pages]

    def _page(self, shelf: Shelf, folder: Path, manner: Manner) -> SourcePage:
        feed, records = _feed(shelf.source, manner), newest(shelf.records, manner.window)
        whole = feed.name not in manner.summaries
        counted = self._months(shelf, moment(records[0]))
        return SourcePage(feed, offers(feed, folder), records, counted, shelf.health, whole)

    def _index(self, folder: Path, manner: Manner) -> IndexPage:
        mark = SAMPLE if manner.sample else ""
        feed = Feed(COMBINED, COMBINED_TITLE + mark, None, "en", manner.base_url)
        records = newest([record for shelf in self.shelves for record in shelf.records], SHOWN)
        rows = [self._row(one, _feed(one.source, manner), folder, records) for one in self.shelves]
        return IndexPage(feed, offers(feed, folder), rows, records, self.others)

    def _row(self, shelf: Shelf, feed: Feed, folder: Path, of_all: Sequence[Record]) -> Row:
        if not shelf.records:
            return Row(feed, offers(feed, folder), None, (), shelf.health)
        counted = self._months(shelf, moment(of_all[0]))  # of all sources the same, so that they can be compared
        return Row(feed, offers(feed, folder), newest(shelf.records, 1)[0], counted, shelf.health)

    def _months(self, shelf: Shelf, end: datetime) -> Sequence[Month]:
        bounds = starts(end, shelf.zone)
        return months(bounds, self.per_month(shelf.source.name, bounds))


def _feed(source: Described, manner: Manner) -> Feed:
    mark = SAMPLE if manner.sample else ""
    return Feed(source.name, source.title + mark, source.home, source.language, manner.base_url)


def moment(record: Record) -> datetime:
    """When an entry counts as published."""
    return record.entry.published or record.first_fetched


def _publish(path: Path, page: SourcePage | IndexPage, history: History | None) -> Published:
    try:
        return Published(path, len(page.records), _make(path, page, history))
    except CannotWrite as problem:
        return Published(path, len(page.records), changed=False, problem=problem)


def _make(path: Path, page: SourcePage | IndexPage, history: History | None) -> bool:
    made_of, before = digest(VERSION, page), content_of(path)
    known = history.made(path.name) if history else None
    if is_made(known, made_of, before) or (before and _MARK not in before[:_MARK_WITHIN]):
        return False
    from ipr_feeds.publish.companion.pages import render  # a refresh without news waits for no templates

    content = render(page)
    changed = bring_up_to_date(path, content, before)
    if history:
        history.keep_made(path.name, Made("", made_of, digest_of(content)))
    return changed
