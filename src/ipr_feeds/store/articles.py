"""The articles that lists named, and what was read of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import msgspec

from ipr_feeds.agenda import FORGIVEN, OLDEST
from ipr_feeds.links import Link, merged
from ipr_feeds.model import Entry, Record
from ipr_feeds.store.database import Database
from ipr_feeds.store.times import text, time


class Task(msgspec.Struct, frozen=True):
    """An article whose page is to be asked for; `known` is what was read before, by which `version` of the plugin."""

    key: str
    link: Link
    listed: datetime
    known: Record | None = None
    version: str | None = None

    @property
    def url(self) -> str:
        """Where to ask: where the article was read before, else where a list says that it is."""
        return self.known.entry.url or self.link.url if self.known else self.link.url


class Read(msgspec.Struct, frozen=True):
    """What reading a page gave: an entry, by which version of the plugin, and when to ask again."""

    record: Record
    version: str
    relevant: bool
    checked: datetime
    due: datetime | None


class Problem(msgspec.Struct, frozen=True):
    """Why a page could not be read the last time."""

    kind: str
    message: str
    url: str


class Articles:
    """The part of the store that holds articles; nothing in it is ever deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, source: str, links: Mapping[str, Link], now: datetime) -> None:
        """Remember that lists name these articles, by key, the newest first; what was never read is due, and what was
        given up long ago is once more.
        """
        with self._database.transaction():
            for place, (key, link) in enumerate(links.items()):
                row = self._database.row("SELECT link FROM article WHERE source = ? AND key = ?", source, key)
                before = [(key, msgspec.json.decode(row[0], type=Link))] if row else []
                told = merged([(key, link), *before])[key]
                self._database.write(
                    "INSERT INTO article (source, key, link, listed, place, due) VALUES (?1, ?2, ?3, ?4, ?5, ?4)"
                    " ON CONFLICT DO UPDATE SET link = ?3, listed = ?4, place = ?5,"
                    " due = iif(due IS NULL AND entry IS NULL AND checked < ?6, ?4, due)",
                    source, key, _json(told), text(now), place, text(now - FORGIVEN),
                )  # fmt: skip

    def known(self, source: str, keys: Iterable[str]) -> int:
        """How many of these articles a list named before."""
        query = "SELECT 1 FROM article WHERE source = ? AND key = ?"
        return sum(self._database.row(query, source, key) is not None for key in keys)

    def unread(self, source: str, now: datetime, limit: int) -> list[Task]:
        """Articles that were never read and may be asked for; first those that failed least and were named last."""
        rows = self._database.rows(
            "SELECT key, link, listed, NULL, NULL, NULL FROM article WHERE source = ? AND entry IS NULL AND due <= ?"
            " ORDER BY tries, listed DESC, place LIMIT ?",
            source, text(now), limit,
        )  # fmt: skip
        return [_task(*row) for row in rows]

    def due(self, source: str, now: datetime, limit: int) -> list[Task]:
        """Articles that were read and are to be looked at again, the longest due first.

        A time too far away was written when the clock was ahead, and counts as due.
        """
        query = (
            "SELECT key, link, listed, entry, first_fetched, version FROM article"
            " WHERE source = ? AND entry IS NOT NULL AND due {} ? ORDER BY due LIMIT ?"
        )
        rows = [
            *self._database.rows(query.format("<="), source, text(now), limit),
            *self._database.rows(query.format(">"), source, text(now + OLDEST), limit),
        ]
        return [_task(*row) for row in rows[:limit]]

    def keep(self, source: str, key: str, read: Read) -> None:
        """Keep what was read of an article that was listed."""
        entry = read.record.entry
        self._database.write(
            "UPDATE article SET entry = ?, version = ?, relevant = ?, first_fetched = ?, checked = ?, due = ?,"
            " position = ?, tries = 0, problem = NULL WHERE source = ? AND key = ?",
            _json(entry), read.version, read.relevant, text(read.record.first_fetched), text(read.checked),
            text(read.due), text(entry.published or read.record.first_fetched), source, key,
        )  # fmt: skip

    def checked(self, source: str, key: str, now: datetime, due: datetime | None) -> None:
        """Remember that a page was looked at and is as before."""
        self._database.write(
            "UPDATE article SET checked = ?, due = ?, tries = 0, problem = NULL WHERE source = ? AND key = ?",
            text(now), text(due), source, key,
        )  # fmt: skip

    def tries(self, source: str, key: str) -> int:
        """How often in a row reading an article has failed."""
        row = self._database.row("SELECT tries FROM article WHERE source = ? AND key = ?", source, key)
        return int(row[0]) if row else 0

    def failed(self, source: str, key: str, problem: Problem, now: datetime, due: datetime | None) -> None:
        """Remember that a page could not be read, and when to try again."""
        self._database.write(
            "UPDATE article SET tries = tries + 1, problem = ?, checked = ?, due = ? WHERE source = ? AND key = ?",
            _json(problem), text(now), text(due), source, key,
        )  # fmt: skip

    def standing(self, source: str) -> list[Problem]:
        """The problems of pages that will be tried again."""
        rows = self._database.rows(
            "SELECT problem FROM article WHERE source = ? AND problem IS NOT NULL AND due IS NOT NULL"
            " ORDER BY listed DESC, place",
            source,
        )  # fmt: skip
        return [msgspec.json.decode(row[0], type=Problem) for row in rows]

    def waiting(self, source: str, now: datetime) -> int:
        """How many articles were never read and might be."""
        row = self._database.row(
            "SELECT count(*) FROM article WHERE source = ? AND entry IS NULL AND due <= ?", source, text(now)
        )
        return int(row[0]) if row else 0

    def newest(self, source: str, window: int) -> list[Record]:
        """The records that stand at the head of the source's feed."""
        rows = self._database.rows(
            "SELECT entry, first_fetched FROM article WHERE source = ? AND relevant"
            " ORDER BY position DESC, key LIMIT ?",
            source, window,
        )  # fmt: skip
        return [_record(*row) for row in rows]

    def entries(self, source: str) -> int:
        """How many entries of a source there are to publish."""
        row = self._database.row("SELECT count(*) FROM article WHERE source = ? AND relevant", source)
        return int(row[0]) if row else 0

    def newest_entry(self, source: str) -> datetime | None:
        """When the newest entry was published, or else first fetched."""
        row = self._database.row(
            "SELECT position FROM article WHERE source = ? AND relevant ORDER BY position DESC LIMIT 1", source
        )
        return time(row[0]) if row else None

    def per_month(self, source: str, bounds: Sequence[datetime]) -> list[int]:
        """How many entries stand between each of the bounds and the next."""
        query = "SELECT count(*) FROM article WHERE source = ? AND relevant AND position >= ? AND position < ?"
        rows = (self._database.row(query, source, text(start), text(end)) for start, end in pairwise(bounds))
        return [int(row[0]) for row in rows if row]

    def latest(self, source: str, limit: int) -> list[Entry]:
        """The newest entries, the newest first."""
        rows = self._database.rows(
            "SELECT entry FROM article WHERE source = ? AND relevant ORDER BY position DESC, key LIMIT ?",
            source, limit,
        )  # fmt: skip
        return [msgspec.json.decode(row[0], type=Entry) for row in rows]

    def reconsider(self, source: str, relevant: Callable[[Entry], bool], window: int, now: datetime) -> None:
        """After a change of the plugin: judge again what is relevant, and have read again what failed or is shown."""
        with self._database.transaction():
            read = "SELECT key FROM article WHERE source = ? AND entry IS NOT NULL"
            for (key,) in self._database.rows(read, source):
                self._judge(source, key, relevant)
            self._database.write(
                "UPDATE article SET due = ?, tries = 0, problem = NULL WHERE source = ? AND (entry IS NULL OR key IN"
                " (SELECT key FROM article WHERE source = ?2 AND relevant ORDER BY position DESC, key LIMIT ?))",
                text(now), source, window,
            )  # fmt: skip

    def _judge(self, source: str, key: str, relevant: Callable[[Entry], bool]) -> None:
        read = "SELECT entry, relevant FROM article WHERE source = ? AND key = ?"
        entry, was = self._database.rows(read, source, key)[0]
        if (now := relevant(msgspec.json.decode(entry, type=Entry))) != bool(was):
            self._database.write("UPDATE article SET relevant = ? WHERE source = ? AND key = ?", now, source, key)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _record(entry: str, first_fetched: str) -> Record:
    return Record(msgspec.json.decode(entry, type=Entry), time(first_fetched))


def _task(key: str, link: str, listed: str, entry: str | None, first_fetched: str | None, version: str | None) -> Task:
    known = _record(entry, first_fetched) if entry and first_fetched else None
    return Task(key, msgspec.json.decode(link, type=Link), time(listed), known, version)
