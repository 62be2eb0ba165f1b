"""The files that subscribers read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ipr_feeds.errors import UsageError
from ipr_feeds.model import Record
from ipr_feeds.publish.atom import Feed, render
from ipr_feeds.publish.files import write_if_changed
from ipr_feeds.source import Source

_Origins: TypeAlias = Mapping[str, tuple[Feed, Sequence[Record]]]
_Wanted: TypeAlias = tuple[Feed, Sequence[Record], _Origins]

COMBINED = "all"
COMBINED_TITLE = "Customs IPR enforcement in China"
WINDOW = 50  # newest entries in a feed
SAMPLE = " (sample)"
_SAMPLE_MARK = f"{SAMPLE}</title>".encode()
_TITLE_WITHIN = 2000  # bytes


def publish(
    records: Mapping[str, Sequence[Record]],
    sources: Sequence[Source],
    folder: Path,
    base_url: str | None,
    *,
    only: Sequence[str] = (),
    sample: bool = False,
) -> list[tuple[Path, int, bool]]:
    """Write a feed for each source that has entries, and the combined one.

    `records` are by source name. `only` names the sources whose own feeds are written (all unless given); the
    combined feed always holds every source. Returns path, number of entries and whether the file changed.
    Raises `UsageError` when samples would replace live feeds.
    """
    mark = SAMPLE if sample else ""
    feeds = {
        source.name: Feed(source.name, source.title + mark, source.home, source.language, base_url)
        for source in sources
        if records.get(source.name)
    }
    combined = Feed(COMBINED, COMBINED_TITLE + mark, None, "en", base_url)
    wanted: list[_Wanted] = [(feed, records[name], {}) for name, feed in feeds.items() if not only or name in only]
    everything = [record for name in feeds for record in records[name]]
    if everything:
        wanted.append((combined, everything, {name: (feed, records[name]) for name, feed in feeds.items()}))
    files = [(folder / f"{feed.name}.atom", feed, held, origins) for feed, held, origins in wanted]
    if sample:
        refuse_live([path for path, *_ in files])
    return [_write(path, feed, held, origins) for path, feed, held, origins in files]


def refuse_live(paths: Sequence[Path]) -> None:
    """Raise `UsageError` when one of the files is a feed that is not marked as sample."""
    for path in paths:
        if path.exists() and _SAMPLE_MARK not in path.read_bytes()[:_TITLE_WITHIN]:
            raise UsageError(f"{path} is no sample: it may be a live feed; give another folder with --out")


def _write(
    path: Path, feed: Feed, records: Sequence[Record], origins: Mapping[str, tuple[Feed, Sequence[Record]]]
) -> tuple[Path, int, bool]:
    shown = newest(records)
    return path, len(shown), write_if_changed(path, render(feed, shown, origins))


def newest(records: Sequence[Record]) -> list[Record]:
    """The newest entries, newest first: by publication, else by when they were first fetched."""
    ordered = sorted(records, key=lambda record: record.entry.id or "")
    ordered.sort(key=lambda record: record.entry.published or record.first_fetched, reverse=True)
    return ordered[:WINDOW]
