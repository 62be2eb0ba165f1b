"""The files that subscribers read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from ipr_feeds.errors import CannotWrite, IprFeedsError, Suspicious, UsageError
from ipr_feeds.model import Record
from ipr_feeds.program import VERSION
from ipr_feeds.publish.atom import SAMPLE, Feed, Origins, render
from ipr_feeds.publish.checks import check, check_size
from ipr_feeds.publish.files import bring_up_to_date, content_of, sweep
from ipr_feeds.publish.made import digest, digest_of, is_made
from ipr_feeds.store.history import History, Made

COMBINED = "all"
COMBINED_TITLE = "Customs IPR enforcement in China"
WINDOW = 50  # newest entries in a feed
_SAMPLE_MARK = f"{SAMPLE}</title>".encode()
_TITLE_WITHIN = 2000  # bytes


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
    summaries, whether as samples, whether with the combined feed, and whether with pages. `readers` are the
    versions of what reads the sources.
    """

    base_url: str | None = None
    window: int = WINDOW
    summaries: frozenset[str] = frozenset()
    sample: bool = False
    combined: bool = True
    pages: bool = True
    readers: tuple[str, ...] = ()


class Published(NamedTuple):
    """A file that holds a feed, and whether this run changed it; with a problem it is the file of before."""

    path: Path
    entries: int
    changed: bool
    problem: IprFeedsError | None = None


class _Wanted(NamedTuple):
    """A feed that is to be in a file."""

    path: Path
    feed: Feed
    records: Sequence[Record]
    origins: Origins


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
    """Write a feed for each source that has entries, and the combined one.

    `records` are by source name. `only` names the sources whose own feeds are written (all when it is empty); the
    combined feed always holds every source. With a `history`, a file that is still what it was made of is not
    made again. What is wrong with one file stands in its `problem`; raises `UsageError` when samples would
    replace live feeds.
    """
    wanted = _wanted(records, sources, folder, manner, only)
    if manner.sample:
        refuse_live(sorted({*(one.path for one in wanted), *folder.glob("*.atom")}))
    else:
        sweep(folder)
    return [_publish(one, _Press(manner, history, now)) for one in wanted]


def _wanted(
    records: Mapping[str, Sequence[Record]],
    sources: Sequence[Described],
    folder: Path,
    manner: Manner,
    only: Sequence[str],
) -> list[_Wanted]:
    mark = SAMPLE if manner.sample else ""
    held = {name: [_cut(one, manner) for one in several] for name, several in records.items() if several}
    feeds = {
        source.name: Feed(source.name, source.title + mark, source.home, source.language, manner.base_url)
        for source in sources
        if source.name in held
    }
    wanted: list[tuple[Feed, list[Record], Origins]] = [
        (feed, held[name], {}) for name, feed in feeds.items() if not only or name in only
    ]
    if feeds and manner.combined:
        combined = Feed(COMBINED, COMBINED_TITLE + mark, None, "en", manner.base_url)
        origins = {name: (feed, held[name]) for name, feed in feeds.items()}
        wanted.append((combined, [one for name in feeds for one in held[name]], origins))
    return [
        _Wanted(folder / f"{feed.name}.atom", feed, newest(several, manner.window), origins)
        for feed, several, origins in wanted
    ]


def _cut(record: Record, manner: Manner) -> Record:
    """The record as the operator lets it be republished: whole, or its summary only."""
    entry = record.entry
    if entry.source not in manner.summaries:
        return record
    summary = f"<p>{escape(entry.summary or entry.title)}</p>"
    return Record(msgspec.structs.replace(entry, html=summary, attachments=()), record.first_fetched)


def refuse_live(paths: Sequence[Path]) -> None:
    """Raise `UsageError` when one of the files is a feed that is not marked as sample."""
    for path in paths:
        try:
            live = path.exists() and not _is_sample(path.read_bytes())
        except OSError as error:
            raise CannotWrite(f"{path}: {error.strerror}; give another folder with --out") from error
        if live:
            raise UsageError(f"{path} is no sample: it may be a live feed; give another folder with --out")


class _Press(NamedTuple):
    """How the files of one run are made."""

    manner: Manner
    history: History | None
    now: datetime


def _publish(wanted: _Wanted, press: _Press) -> Published:
    """Bring one file up to date; whatever is wrong with it leaves the published one, and all others, alone."""
    try:
        return Published(wanted.path, len(wanted.records), _make(wanted, press))
    except (CannotWrite, Suspicious) as problem:
        return Published(wanted.path, len(wanted.records), changed=False, problem=problem)


def _make(wanted: _Wanted, press: _Press) -> bool:
    name, before = wanted.path.name, content_of(wanted.path)
    manner = digest(
        wanted.feed, press.manner._replace(summaries=frozenset(), pages=True), sorted(press.manner.summaries)
    )
    made_of = digest(VERSION, wanted.feed, wanted.records, wanted.origins)
    known = press.history.made(name) if press.history else None
    if is_made(known, made_of, before):
        return False
    content = render(wanted.feed, wanted.records, wanted.origins)
    check(name, content, len(wanted.records), press.now)
    if press.history and before and not _is_sample(before) and (known is None or known.manner == manner):
        check_size(name, before, len(wanted.records))
    changed = bring_up_to_date(wanted.path, content, before)
    if press.history:
        press.history.keep_made(name, Made(manner, made_of, digest_of(content)))
    return changed


def _is_sample(content: bytes) -> bool:
    return _SAMPLE_MARK in content[:_TITLE_WITHIN]


def newest(records: Sequence[Record], window: int) -> list[Record]:
    """The newest entries, newest first: by publication, else by when they were first fetched."""
    ordered = sorted(records, key=lambda record: record.entry.id or "")
    ordered.sort(key=lambda record: record.entry.published or record.first_fetched, reverse=True)
    return ordered[:window]
