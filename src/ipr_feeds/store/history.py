"""How the runs of each source went, and what the published files were made of."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from ipr_feeds.store.database import Database
from ipr_feeds.store.times import text, time
from ipr_feeds.suspicion import Look

_KEPT = 2000  # runs of a source, most of a year at six a day


class Outcome(msgspec.Struct, frozen=True):
    """What one run of one source did: articles that lists named, and what became of their pages."""

    listed: int = 0
    new: int = 0
    edited: int = 0
    looked_at: int = 0
    waiting: int = 0
    problems: tuple[str, ...] = ()  # kinds
    answered: bool = False  # any of the lists
    look: Look | None = None  # of all lists, where all were read


class Run(NamedTuple):
    """One run of a source."""

    started: datetime
    finished: datetime
    outcome: Outcome


class Known(NamedTuple):
    """A source that was read: what its feed says of it, and which plugin brought it."""

    name: str
    plugin: str
    title: str
    home: str
    language: str


class Made(NamedTuple):
    """What a published file was made of: digests of how and of what, and the stamp of the file itself."""

    manner: str
    made_of: str
    stamp: str


class History:
    """The part of the store that remembers what this program did."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ran(self, source: str, run: Run) -> None:
        """Remember a run; old ones are let go after some thousand, but the first tells since when a source is known."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO run VALUES (?, ?, ?, ?)",
                source, text(run.started), text(run.finished), msgspec.json.encode(run.outcome).decode(),
            )  # fmt: skip
            self._database.write(
                "DELETE FROM run WHERE source = ?1 AND started <"
                " (SELECT started FROM run WHERE source = ?1 ORDER BY started DESC LIMIT 1 OFFSET ?2)"
                " AND started > (SELECT min(started) FROM run WHERE source = ?1)",
                source, _KEPT - 1,
            )  # fmt: skip

    def runs(self, source: str, limit: int) -> list[Run]:
        """The newest runs of a source, newest first."""
        rows = self._database.rows(
            "SELECT started, finished, outcome FROM run WHERE source = ? ORDER BY started DESC LIMIT ?", source, limit
        )
        return [Run(time(start), time(end), msgspec.json.decode(told, type=Outcome)) for start, end, told in rows]

    def known_since(self, source: str) -> datetime | None:
        """When a source was read for the first time that is remembered."""
        row = self._database.row("SELECT min(started) FROM run WHERE source = ?", source)
        return time(row[0]) if row and row[0] else None

    def sources(self) -> list[Known]:
        """Every source that was ever read."""
        return [Known(*row) for row in self._database.rows("SELECT name, plugin, title, home, language FROM source")]

    def version(self, source: str) -> str | None:
        """Which version of its plugin read a source last."""
        row = self._database.row("SELECT version FROM source WHERE name = ?", source)
        return str(row[0]) if row else None

    def keep_version(self, known: Known, version: str) -> None:
        """Remember it, and the source."""
        self._database.write(
            "INSERT INTO source (name, version, plugin, title, home, language) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            " ON CONFLICT DO UPDATE SET version = ?2, plugin = ?3, title = ?4, home = ?5, language = ?6",
            known.name, version, *known[1:],
        )  # fmt: skip

    def made(self, name: str) -> Made | None:
        """What a published file was made of the last time."""
        row = self._database.row("SELECT manner, made_of, digest FROM file WHERE name = ?", name)
        return Made(*row) if row else None

    def keep_made(self, name: str, made: Made) -> None:
        """Remember it."""
        self._database.write(
            "INSERT INTO file VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET manner = ?2, made_of = ?3, digest = ?4",
            name, *made,
        )  # fmt: skip
