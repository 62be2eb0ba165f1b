"""Replaying snapshots: the pipeline without a network and without a memory."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from ipr_feeds.errors import PageError, UsageError, empty_list
from ipr_feeds.fetch import ask
from ipr_feeds.fetch.snapshots import Replayer, Snapshot, require_folder
from ipr_feeds.incidents import Trouble
from ipr_feeds.links import Link, merged
from ipr_feeds.model import Record
from ipr_feeds.plugins import Plugins, named
from ipr_feeds.publish import COMBINED, Manner, publish
from ipr_feeds.publish.companion import Companion, Shelf
from ipr_feeds.publish.companion.months import count
from ipr_feeds.publish.feed import position
from ipr_feeds.publish.press import held_back
from ipr_feeds.recorded import Recorded
from ipr_feeds.report import Report, guarded, of_files, of_plugins, trouble
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace

ASSUMED_BASE = "https://feeds.example.org/"


def refresh_offline(
    plugins: Plugins, snapshots: Path, folder: Path, manner: Manner, names: Sequence[str] = ()
) -> Report:
    """Replay the snapshots of every source that has some into `folder`; feeds are marked as samples.

    `names` limits the feeds of single sources, and whose problems are reported; the combined feed always holds
    all. A source that fails keeps the feed that it had, and its place in the combined one. Raises `UsageError`
    for what cannot be.
    """
    require_folder(snapshots)
    named(plugins, names)
    taken = [source for source in plugins.sources if source.name in names or (snapshots / source.name).exists()]
    if not taken:
        expected = snapshots / plugins.sources[0].name / "index.json"
        raise UsageError(f"{snapshots} holds snapshots of no source; {expected} would be one's")
    records: dict[str, list[Record]] = {}
    troubles = of_plugins(plugins)
    whole = True  # else the combined feed would lose what a failing source had in it
    for source in taken:
        records[source.name], found = replay(plugins, source, snapshots)
        troubles += found if not names or source.name in names else []
        whole = whole and bool(records[source.name] or not found)
    combined = whole or not any((folder / f"{COMBINED}.{suffix}").exists() for suffix in manner.formats)
    sample = manner._replace(base_url=manner.base_url or ASSUMED_BASE, sample=True, combined=combined)
    files = publish(records, taken, folder, sample, names, now=datetime.now(UTC))
    files += _companion(folder, sample, taken, records, held_back(files)).publish(names)
    return Report(tuple(files), (*troubles, *of_files(files)))


def _companion(
    folder: Path,
    manner: Manner,
    sources: Sequence[Source],
    records: Mapping[str, Sequence[Record]],
    held: frozenset[str],
) -> Companion:
    """The pages beside the feeds; nobody knows how the sources of samples are doing."""

    def per_month(name: str, bounds: Sequence[datetime]) -> list[int]:
        return count((position(one) for one in records[name]), bounds)

    shelves = [Shelf(one, records[one.name], None, ZoneInfo(one.timezone)) for one in sources]
    return Companion(folder, manner, shelves, per_month, held=held)


def replay(plugins: Plugins, source: Source, snapshots: Path) -> tuple[list[Record], list[Trouble]]:
    """The records of every recorded article of one source, each key once, and what went wrong."""
    try:
        replayer = Replayer(snapshots, source.name)
    except PageError as error:
        return [], [trouble(source.name, "", error)]
    plugins.manager.register(replayer)
    try:
        return _replay_all(source, Recorded(source, replayer, partial(ask, plugins.manager)))
    finally:
        plugins.manager.unregister(replayer)


def _replay_all(source: Source, recorded: Recorded) -> tuple[list[Record], list[Trouble]]:
    run = _Run(source, recorded)
    links = run.walk_lists()
    for snapshot in run.articles():
        with run.guarded(snapshot.url):
            run.read(snapshot, links)
    return list(run.records.values()), run.troubles


class _Run:
    """One source's replay: its lists, then every recorded article, listed or not."""

    def __init__(self, source: Source, recorded: Recorded) -> None:
        self.source, self.recorded = source, recorded
        self.records: dict[str, Record] = {}
        self.tried: set[str] = set()
        self.troubles: list[Trouble] = []
        self.keys: dict[str, str | None] = {}  # of every recorded address; None of a list
        for page in recorded.index.pages:
            with self.guarded(page.url):
                self.keys[page.url] = recorded.key(page.url)

    def guarded(self, url: str) -> AbstractContextManager[None]:
        """Whatever goes wrong inside becomes a trouble of the source."""
        return guarded(self.source.name, url, self.troubles)

    def walk_lists(self) -> dict[str, Link]:
        """What the recorded lists say of each article, by key.

        Start addresses are tried, for some are guesses: it is a problem only when none of them gives anything.
        """
        lists = [url for url, key in self.keys.items() if key is None]
        before = len(self.troubles)
        found = [item for url in lists for item in self.items(url)]
        starts = [url for url in lists if url in self.source.start_urls]
        if found:
            self.troubles[before:] = [one for one in self.troubles[before:] if one.kind == "plugin-error"]
        elif starts and len(self.troubles) == before:
            self.troubles.append(trouble(self.source.name, starts[0], empty_list(self.source.name, starts[0])))
        return merged(found)

    def items(self, url: str) -> list[tuple[str, Link]]:
        """The articles that one list names, with their keys; none when it cannot be read."""
        with self.guarded(url):
            return self.recorded.items(url)
        return []

    def articles(self) -> list[Snapshot]:
        """The recorded articles."""
        return self.recorded.plain_first([page for page in self.recorded.index.pages if self.keys.get(page.url)])

    def read(self, snapshot: Snapshot, links: Mapping[str, Link]) -> None:
        """Make the record of one article, unless it is known, unwanted or about something else."""
        key = self.keys[snapshot.url] or ""
        link = links.get(key)
        if key in self.tried or (link and not self.source.wanted(link)):
            return
        page = self.recorded.page(snapshot.url)
        self.tried.add(key)  # an alias or a further page is never read instead
        entry = self.recorded.entry(page, snapshot.fetched, link, Trace())
        if self.source.relevant(entry):
            self.records[key] = Record(entry, snapshot.fetched)
