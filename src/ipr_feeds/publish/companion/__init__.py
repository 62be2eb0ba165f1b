"""The companion of the feeds, for people with a browser: an index, and a page for each source."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.health import SourceHealth
from ipr_feeds.model import Record
from ipr_feeds.program import NAME
from ipr_feeds.publish import COMBINED, COMBINED_TITLE, Described, Manner, opml
from ipr_feeds.publish.companion.facts import IndexPage, Row, SourcePage
from ipr_feeds.publish.companion.months import Month, months, starts
from ipr_feeds.publish.companion.offers import Offer, offer, offers
from ipr_feeds.publish.feed import SAMPLE, Feed, newest, position
from ipr_feeds.publish.files import head_of
from ipr_feeds.publish.made import made_of
from ipr_feeds.publish.offered import is_listed, is_of_kind, offered
from ipr_feeds.publish.press import Published, Sheet, bring
from ipr_feeds.publish.withdrawn import withdraw
from ipr_feeds.store.history import History

SHOWN = 20  # newest entries of all sources in the index
# At the head of a page, where nothing can be quoted.
_OURS = re.compile(
    rf'<!doctype html>\s*<html[^<>]*>\s*<head>\s*(<meta[^<>]*>\s*)*<meta name="generator" content="{NAME}">'.encode()
)

#: How many entries of a source lie between each of the bounds and the next.
Counter = Callable[[str, Sequence[datetime]], Sequence[int]]


class Shelf(NamedTuple):
    """A source with its newest records, how it is doing (nobody knows of samples), and the zone of its dates."""

    source: Described
    records: Sequence[Record]
    health: SourceHealth | None
    zone: tzinfo


class Companion(NamedTuple):
    """The pages beside the feeds of a folder; `others` is how whatever is no source is doing. Pages of feeds that were
    `held` back are so too: what cannot be right in the one cannot be in the other.
    """

    folder: Path
    manner: Manner
    shelves: Sequence[Shelf]
    per_month: Counter
    others: Sequence[SourceHealth] = ()
    held: frozenset[str] = frozenset()

    def publish(self, only: Sequence[str] = (), history: History | None = None) -> list[Published]:
        """Bring the pages of `only` these sources, or of all, and the index up to date, after the feeds.

        With a `history`, a page that is still what it was made of is not made again. A file of that name that this
        program did not write is kept. What is wrong with one file stands in its `problem`. Without pages those with
        articles that may not be republished are removed.
        """
        if not self.manner.pages:
            names = sorted(self.manner.summaries & {one.source.name for one in self.shelves})
            return withdraw((self.folder / f"{name}.html" for name in names), _is_ours)
        return [bring(self._sheet(one), history) for one in self.pages(only)]

    def _sheet(self, page: SourcePage | IndexPage) -> Sheet:
        path = self.folder / page.file
        return Sheet(path, made_of(page), partial(_render, page), len(page.records), may_replace=_is_ours)

    def pages(self, only: Sequence[str]) -> Iterator[SourcePage | IndexPage]:
        """What is to be told, page by page; the index comes last, for it tells which pages there are."""
        for one in self.shelves:
            name = one.source.name
            if one.records and name not in self.held and (not only or name in only):
                yield self._page(one)
        if self.manner.combined and COMBINED not in self.held:
            yield self._index()

    def _page(self, shelf: Shelf) -> SourcePage:
        feed, records = self._feed(shelf.source), newest(shelf.records, self.manner.window)
        whole = feed.name not in self.manner.summaries
        counted = self._months(shelf, position(records[0]))
        return SourcePage(feed, self._offers(feed), records, counted, shelf.health, whole)

    def _index(self) -> IndexPage:
        feed = Feed(COMBINED, COMBINED_TITLE + self._mark, None, "en", self.manner.base_url)
        records = newest([record for shelf in self.shelves for record in shelf.records], SHOWN)
        rows = [self._row(one, records) for one in self.shelves]
        return IndexPage(feed, self._offers(feed), self._listed(), rows, records, self.others)

    def _row(self, shelf: Shelf, of_all: Sequence[Record]) -> Row:
        feed, held = self._feed(shelf.source), newest(shelf.records, 1)
        page = f"{feed.name}.html"
        head = head_of(self.folder / page)  # as it is by now
        there = page if _is_ours(head) and is_of_kind(head, self.manner) else None
        counted = self._months(shelf, position(of_all[0])) if held else ()  # the same months of all, to be compared
        return Row(feed, there, self._offers(feed), held[0] if held else None, counted, shelf.health)

    def _months(self, shelf: Shelf, end: datetime) -> Sequence[Month]:
        bounds = starts(end, shelf.zone)
        return months(bounds, self.per_month(shelf.source.name, bounds))

    @property
    def _mark(self) -> str:
        return SAMPLE if self.manner.sample else ""

    def _feed(self, source: Described) -> Feed:
        return Feed(source.name, source.title + self._mark, source.home, source.language, self.manner.base_url)

    def _offers(self, feed: Feed) -> tuple[Offer, ...]:
        return offers(feed, offered(feed, self.manner, self.folder))

    def _listed(self) -> Offer | None:
        if not is_listed(self.manner, self.folder):
            return None
        return offer("OPML", opml.FILE, self.manner.base_url, opml.MEDIA_TYPE)


def _is_ours(content: bytes) -> bool:
    """Whether a page was written by this program, and not by its user."""
    return _OURS.match(content) is not None


def _render(page: SourcePage | IndexPage) -> bytes:
    from ipr_feeds.publish.companion.pages import render  # a refresh without news waits for no templates

    return render(page)
