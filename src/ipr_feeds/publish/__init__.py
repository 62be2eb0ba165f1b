"""The files that subscribers read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from ipr_feeds.model import Record
from ipr_feeds.program import VERSION
from ipr_feeds.publish import opml
from ipr_feeds.publish.checks import check, check_size, told_by
from ipr_feeds.publish.feed import SAMPLE, Edition, Feed, Origin, last_change, newest
from ipr_feeds.publish.files import sweep
from ipr_feeds.publish.formats import FORMATS, SUFFIXES, Format
from ipr_feeds.publish.made import digest
from ipr_feeds.publish.opml import Subscriptions
from ipr_feeds.publish.press import Published, Sheet, bring
from ipr_feeds.publish.samples import is_sample, refuse_live
from ipr_feeds.store.history import History

COMBINED = "all"
COMBINED_TITLE = "Customs IPR enforcement in China"
WINDOW = 50  # newest entries in a feed


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


class Manner(NamedTuple):
    """How feeds are published: under which address, how many of the newest entries, of which sources only the
    summaries, whether as samples, whether what names all sources is written, in which formats, and whether with pages.
    `readers` are the versions of what reads the sources.
    """

    base_url: str | None = None
    window: int = WINDOW
    summaries: frozenset[str] = frozenset()
    sample: bool = False
    combined: bool = True
    formats: tuple[str, ...] = SUFFIXES
    pages: bool = True
    readers: tuple[str, ...] = ()

    @property
    def chosen(self) -> list[Format]:
        """The formats, in the order in which readers like them."""
        return [one for one in FORMATS if one.suffix in self.formats]


def publish(
    records: Mapping[str, Sequence[Record]],
    sources: Sequence[Described],
    folder: Path,
    manner: Manner,
    only: Sequence[str] = (),
    *,
    now: datetime,
    history: History | None = None,
) -> list[Published]:
    """Write a feed for each source that has entries, and the combined one, in each format, and the list of them.

    `records` are by source name. `only` names the sources whose own feeds are written (all when it is empty); the
    combined feed always holds every source. With a `history`, a file that is still what it was made of is not
    made again. What is wrong with one file stands in its `problem`; raises `UsageError` when samples would
    replace live feeds.
    """
    stock = _Stock(records, sources, manner)
    sheets = [*_feeds(stock.editions(only), folder, manner, now), *_subscriptions(stock, folder)]
    if manner.sample:
        refuse_live([sheet.path for sheet in sheets], folder)
    else:
        sweep(folder)
    return [bring(sheet, history) for sheet in sheets]


class _Stock:
    """Everything that there is to publish: the feeds of the sources that have entries, and the combined one."""

    def __init__(self, records: Mapping[str, Sequence[Record]], sources: Sequence[Described], manner: Manner) -> None:
        self.manner, self.mark = manner, SAMPLE if manner.sample else ""
        self.held = {name: [_cut(one, manner) for one in several] for name, several in records.items() if several}
        self.feeds = {
            one.name: Feed(one.name, one.title + self.mark, one.home, one.language, manner.base_url)
            for one in sources
            if one.name in self.held
        }
        self.combined = Feed(COMBINED, COMBINED_TITLE + self.mark, None, "en", manner.base_url)

    def editions(self, only: Sequence[str]) -> Iterator[Edition]:
        """What each feed is to show."""
        window = self.manner.window
        for name, feed in self.feeds.items():
            if not only or name in only:
                yield Edition(feed, newest(self.held[name], window), {})
        if self.feeds and self.manner.combined:
            origins = {name: Origin(feed, last_change(self.held[name])) for name, feed in self.feeds.items()}
            together = [one for name in self.feeds for one in self.held[name]]
            yield Edition(self.combined, newest(together, window), origins)


def _cut(record: Record, manner: Manner) -> Record:
    """The record as the operator lets it be republished: whole, or its summary only."""
    entry = record.entry
    if entry.source not in manner.summaries:
        return record
    said = entry.summary or entry.title
    cut = msgspec.structs.replace(entry, text=said, html=f"<p>{escape(said)}</p>", images=(), attachments=())
    return Record(cut, record.first_fetched)


def _feeds(editions: Iterator[Edition], folder: Path, manner: Manner, now: datetime) -> Iterator[Sheet]:
    """The files of feeds, in all formats."""
    settings = manner._replace(summaries=frozenset(), formats=(), pages=True)
    for edition in editions:
        made_of = digest(VERSION, edition)
        for form in manner.chosen:
            yield Sheet(
                folder / edition.feed.file(form.suffix),
                digest(form.suffix, made_of),
                partial(form.render, edition),
                len(edition.records),
                digest(edition.feed, settings, sorted(manner.summaries)),
                partial(_check, edition, form, now),
            )


def _check(edition: Edition, form: Format, now: datetime, content: bytes, before: bytes | None) -> None:
    name, entries = edition.feed.file(form.suffix), len(edition.records)
    check(name, told_by(name, form.told, content), entries, now)
    if before and not is_sample(before):
        check_size(name, before.count(form.entry), entries)


def _subscriptions(stock: _Stock, folder: Path) -> Iterator[Sheet]:
    """The list of all feeds; without their addresses there is nothing to list."""
    if stock.feeds and stock.manner.base_url and stock.manner.combined:
        suffix = stock.manner.chosen[0].suffix
        listed = Subscriptions(COMBINED_TITLE + stock.mark, tuple(stock.feeds.values()), suffix)
        yield Sheet(folder / opml.FILE, digest(VERSION, listed), partial(opml.render, listed))
