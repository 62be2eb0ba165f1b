"""The files that subscribers read."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from ipr_feeds.errors import CannotWrite, UsageError
from ipr_feeds.model import Record
from ipr_feeds.publish.atom import SAMPLE, Feed, Origins, render
from ipr_feeds.publish.files import write_if_changed
from ipr_feeds.source import Source

_Wanted: TypeAlias = tuple[Feed, Sequence[Record], Origins]

COMBINED = "all"
COMBINED_TITLE = "Customs IPR enforcement in China"
WINDOW = 50  # newest entries in a feed
_SAMPLE_MARK = f"{SAMPLE}</title>".encode()
_TITLE_WITHIN = 2000  # bytes


class Manner(NamedTuple):
    """How feeds are published: under which address, how many of the newest entries, of which sources only the
    summaries, whether as samples, and whether the combined feed is written.
    """

    base_url: str | None = None
    window: int = WINDOW
    summaries: frozenset[str] = frozenset()
    sample: bool = False
    combined: bool = True


class Published(NamedTuple):
    """A file that now holds the feed, and whether this run changed it."""

    path: Path
    entries: int
    changed: bool


def publish(
    records: Mapping[str, Sequence[Record]],
    sources: Sequence[Source],
    folder: Path,
    manner: Manner,
    only: Sequence[str] = (),
) -> list[Published]:
    """Write a feed for each source that has entries, and the combined one.

    `records` are by source name. `only` names the sources whose own feeds are written (all unless given); the
    combined feed always holds every source. Raises `UsageError` when samples would replace live feeds.
    """
    mark = SAMPLE if manner.sample else ""
    held = {name: [_cut(one, manner) for one in several] for name, several in records.items() if several}
    feeds = {
        source.name: Feed(source.name, source.title + mark, source.home, source.language, manner.base_url)
        for source in sources
        if source.name in held
    }
    wanted: list[_Wanted] = [(feed, held[name], {}) for name, feed in feeds.items() if not only or name in only]
    if feeds and manner.combined:
        combined = Feed(COMBINED, COMBINED_TITLE + mark, None, "en", manner.base_url)
        origins = {name: (feed, held[name]) for name, feed in feeds.items()}
        wanted.append((combined, [one for name in feeds for one in held[name]], origins))
    files = [(folder / f"{feed.name}.atom", feed, several, origins) for feed, several, origins in wanted]
    if manner.sample:
        refuse_live(sorted({*(path for path, *_ in files), *folder.glob("*.atom")}))
    return [_write(path, feed, newest(several, manner.window), origins) for path, feed, several, origins in files]


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
            live = path.exists() and _SAMPLE_MARK not in path.read_bytes()[:_TITLE_WITHIN]
        except OSError as error:
            raise CannotWrite(f"{path}: {error.strerror}; give another folder with --out") from error
        if live:
            raise UsageError(f"{path} is no sample: it may be a live feed; give another folder with --out")


def _write(path: Path, feed: Feed, records: Sequence[Record], origins: Origins) -> Published:
    return Published(path, len(records), write_if_changed(path, render(feed, records, origins)))


def newest(records: Sequence[Record], window: int) -> list[Record]:
    """The newest entries, newest first: by publication, else by when they were first fetched."""
    ordered = sorted(records, key=lambda record: record.entry.id or "")
    ordered.sort(key=lambda record: record.entry.published or record.first_fetched, reverse=True)
    return ordered[:window]
