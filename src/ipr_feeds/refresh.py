"""The pipeline: each source for itself, then the files."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from ipr_feeds.errors import BadStatus, IprFeedsError, PageError, UsageError
from ipr_feeds.extract import entry_of
from ipr_feeds.fetch import ask
from ipr_feeds.fetch.snapshots import Replayer, Snapshot, is_folder
from ipr_feeds.hookspecs import Request
from ipr_feeds.model import Record
from ipr_feeds.page import Page
from ipr_feeds.plugins import Plugins
from ipr_feeds.publish import publish
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace

ASSUMED_BASE = "https://feeds.example.org/"


class Trouble(msgspec.Struct, frozen=True):
    """One problem of one source: its kind, and a message that names the URL and what to do."""

    source: str
    kind: str
    message: str


class Published(msgspec.Struct, frozen=True):
    """A file that now holds the feed, and whether this run changed it."""

    path: Path
    entries: int
    changed: bool


class Report(msgspec.Struct, frozen=True):
    """What a refresh did."""

    published: tuple[Published, ...]
    troubles: tuple[Trouble, ...]


def refresh_offline(
    plugins: Plugins, snapshots: Path, folder: Path, base_url: str | None, names: Sequence[str] = ()
) -> Report:
    """Replay the snapshots of every source into `folder`; feeds are marked as samples.

    `names` limits the feeds of single sources, and whose problems are reported; the combined feed always
    holds all. A source whose pages fail keeps the feed that it had. Raises `UsageError` for what cannot be.
    """
    is_folder(snapshots)
    for name in names:
        if name not in {source.name for source in plugins.sources}:
            known = ", ".join(source.name for source in plugins.sources)
            raise UsageError(f"there is no source {name!r}; the sources are {known}")
    records: dict[str, list[Record]] = {}
    troubles = [
        Trouble(problem.plugin, "plugin-error", f"{problem.origin}: {problem.message}") for problem in plugins.problems
    ]
    for source in plugins.sources:
        records[source.name], found = replay(plugins, source, snapshots)
        troubles += found if not names or source.name in names else []
    files = publish(records, plugins.sources, folder, base_url or ASSUMED_BASE, only=names, sample=True)
    return Report(tuple(Published(*file) for file in files), tuple(troubles))


def replay(plugins: Plugins, source: Source, snapshots: Path) -> tuple[list[Record], list[Trouble]]:
    """The records of every recorded article of one source, each key once, and what went wrong."""
    try:
        replayer = Replayer(snapshots, source.name)
    except PageError as error:
        return [], [Trouble(source.name, error.kind, str(error))]
    plugins.manager.register(replayer)
    try:
        return _replay_all(plugins, source, replayer)
    finally:
        plugins.manager.unregister(replayer)


def _replay_all(plugins: Plugins, source: Source, replayer: Replayer) -> tuple[list[Record], list[Trouble]]:
    records: dict[str, Record] = {}
    troubles: list[Trouble] = []
    for snapshot in replayer.index.pages:
        try:
            key = source.key(snapshot.url)
            if key and key not in records:
                record = _record(plugins, source, snapshot)
                records.update({key: record} if source.relevant(record.entry) else {})
        except IprFeedsError as error:
            troubles.append(Trouble(source.name, getattr(error, "kind", "plugin-error"), str(error)))
        except Exception as error:  # a stranger's plugin may raise anything
            what = f"{source.name}, {snapshot.url}: {type(error).__name__}: {error} (mend the plugin)"
            troubles.append(Trouble(source.name, "plugin-error", what))
    return list(records.values()), troubles


def _record(plugins: Plugins, source: Source, snapshot: Snapshot) -> Record:
    response = ask(plugins.manager, Request(snapshot.url))
    if response is None or response.status != 200:
        status = response.status if response else "no response"
        raise BadStatus(f"answered {status}", source=source.name, url=snapshot.url, advice="only status 200 is a page")
    page = Page(response.content, snapshot.url, response.headers.get("content-type", ""))
    return Record(entry_of(source, page, None, snapshot.fetched, Trace()), snapshot.fetched)
