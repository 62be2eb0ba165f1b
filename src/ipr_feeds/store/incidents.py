"""The incidents of all sources, open and over."""

from collections.abc import Iterable

from ipr_feeds.incidents import Incident
from ipr_feeds.store.database import Database
from ipr_feeds.store.times import text, time

_COLUMNS = "source, kind, since, message, url, runs, told, until"


class Incidents:
    """The part of the store that remembers what went wrong."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self) -> list[Incident]:
        """Those that are not over, the oldest first."""
        return self._read("WHERE until IS NULL ORDER BY since, source, kind")

    def lasting(self, runs: int, limit: int) -> list[Incident]:
        """Those that lasted for so many runs at least, over or not, the newest first."""
        return self._read("WHERE runs >= ? ORDER BY since DESC, source, kind LIMIT ?", runs, limit)

    def keep(self, incidents: Iterable[Incident]) -> None:
        """Remember incidents as they are now."""
        with self._database.transaction():
            for one in incidents:
                self._database.write(
                    f"INSERT INTO incident ({_COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"  # noqa: S608
                    " ON CONFLICT DO UPDATE SET runs = ?6, told = ?7, until = ?8",
                    one.source, one.kind, text(one.since), one.message, one.url, one.runs,
                    text(one.told), text(one.until),
                )  # fmt: skip

    def _read(self, which: str, *values: object) -> list[Incident]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM incident {which}", *values)  # noqa: S608
        return [_incident(*row) for row in rows]


def _incident(
    source: str, kind: str, since: str, message: str, url: str, runs: int, told: str | None, until: str | None
) -> Incident:
    return Incident(
        source, kind, time(since), message, url, runs, time(told) if told else None, time(until) if until else None
    )
