"""The files that subscribers read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from ipr_feeds.model import Record
from ipr_feeds.publish import opml
from ipr_feeds.publish.checks import check, check_size, told_by
from ipr_feeds.publish.feed import Edition
from ipr_feeds.publish.files import sweep
from ipr_feeds.publish.formats import FORMATS, Format
from ipr_feeds.publish.made import digest, made_of
from ipr_feeds.publish.manner import Manner
from ipr_feeds.publish.press import Published, Sheet, bring
from ipr_feeds.publish.samples import is_sample, refuse_live
from ipr_feeds.publish.stock import COMBINED, COMBINED_TITLE, Described, Stock
from ipr_feeds.publish.withdrawn import withdraw
from ipr_feeds.store.history import History

__all__ = ["COMBINED", "COMBINED_TITLE", "Described", "Manner", "publish"]


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
    replace live feeds. Live feeds replace samples. Of sources whose articles may not be republished the files of
    formats that are switched off are removed.
    """
    stock = Stock(records, sources, folder, manner)
    if manner.sample:
        refuse_live([sheet.path for sheet in _sheets(stock, only, now)], folder)
    else:
        sweep(folder)
    return [*(bring(sheet, history) for sheet in _sheets(stock, only, now)), *_withdrawn(stock)]


def _withdrawn(stock: Stock) -> Iterator[Published]:
    """The files that may hold whole articles of sources that may only be summarised, and are not written any more."""
    names = stock.feeds.keys() & stock.manner.summaries
    off = [form for form in FORMATS if form not in stock.manner.chosen]
    for name in sorted({*names, COMBINED} if names else ()):
        for form in off:
            yield from withdraw([stock.folder / f"{name}.{form.suffix}"], form.is_ours)


def _sheets(stock: Stock, only: Sequence[str], now: datetime) -> Iterator[Sheet]:
    """All files, one by one: what names other files looks which of them are there by then."""
    for edition in stock.single(only):
        yield from _feeds(edition, stock, now)
    for edition in stock.combined():
        yield from _feeds(edition, stock, now)
    for listed in stock.listed():
        yield Sheet(stock.folder / opml.FILE, made_of(listed), partial(opml.render, listed))


def _feeds(edition: Edition, stock: Stock, now: datetime) -> Iterator[Sheet]:
    """The files of one feed, in all formats."""
    manner, facts = stock.manner, made_of(edition)
    # A feed may only shrink when these change. Formats and pages take no entry out of it, and a set has no order.
    settings = manner._replace(summaries=frozenset(), formats=(), pages=True)
    for form in manner.chosen:
        yield Sheet(
            stock.folder / edition.feed.file(form.suffix),
            digest(form.suffix, facts),
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
