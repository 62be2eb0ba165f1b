"""Everything that there is to publish: the feeds of the sources, the combined one, and the list of them."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Protocol

import msgspec

from ipr_feeds.model import Record
from ipr_feeds.publish.feed import SAMPLE, Edition, Feed, Origin, last_change, newest
from ipr_feeds.publish.manner import Manner
from ipr_feeds.publish.offered import offered
from ipr_feeds.publish.opml import Subscription, Subscriptions

COMBINED = "all"
COMBINED_TITLE = "Customs IPR enforcement in China"


class Described(Protocol):
    """What a feed says of its source."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def home(self) -> str: ...
    @property
    def language(self) -> str: ...


class Stock:
    """What there is of all sources for a folder; of a source without entries there is what the folder holds."""

    def __init__(
        self, records: Mapping[str, Sequence[Record]], sources: Sequence[Described], folder: Path, manner: Manner
    ) -> None:
        self.manner, self.folder, self.mark = manner, folder, SAMPLE if manner.sample else ""
        self.feeds = {
            one.name: Feed(one.name, one.title + self.mark, one.home, one.language, manner.base_url) for one in sources
        }
        self.held = {name: [_cut(one, manner) for one in records[name]] for name in self.feeds if records.get(name)}

    def single(self, only: Sequence[str]) -> Iterator[Edition]:
        """What the feed of each source is to show, or of `only` these."""
        for name, records in self.held.items():
            if not only or name in only:
                yield Edition(self.feeds[name], newest(records, self.manner.window), {})

    def combined(self) -> Iterator[Edition]:
        """What the combined feed is to show, if there is to be one; to be asked when the others are there."""
        if self.held and self.manner.combined:
            feed = Feed(COMBINED, COMBINED_TITLE + self.mark, None, "en", self.manner.base_url)
            shown = newest([one for records in self.held.values() for one in records], self.manner.window)
            homes = [self.feeds[name].home for name in sorted(self.held)]
            yield Edition(feed, shown, self._origins(shown), next(filter(None, homes), None))

    def listed(self) -> Iterator[Subscriptions]:
        """The feeds that can be had; without their addresses there is nothing to list."""
        if self.held and self.manner.base_url and self.manner.combined:
            there = [(feed, suffixes) for name, feed in self.feeds.items() if (suffixes := self._suffixes(name))]
            feeds = tuple(Subscription(feed, suffixes[0]) for feed, suffixes in there)
            yield Subscriptions(COMBINED_TITLE + self.mark, feeds)

    def _origins(self, shown: Sequence[Record]) -> dict[str, Origin]:
        """The sources of what is shown; a change in what is not shown is none."""
        names = sorted({one.entry.source for one in shown})
        of = {name: [one for one in shown if one.entry.source == name] for name in names}
        return {name: Origin(self.feeds[name], last_change(of[name]), self._suffixes(name)) for name in names}

    def _suffixes(self, name: str) -> tuple[str, ...]:
        return tuple(one.suffix for one in offered(self.feeds[name], self.manner, self.folder))


def _cut(record: Record, manner: Manner) -> Record:
    """The record as the operator lets it be republished: whole, or its summary only."""
    entry = record.entry
    if entry.source not in manner.summaries:
        return record
    said = entry.summary or entry.title
    cut = msgspec.structs.replace(entry, text=said, html=f"<p>{escape(said)}</p>", images=(), attachments=())
    return Record(cut, record.first_fetched)
