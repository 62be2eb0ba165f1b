"""What servers said: validators of pages, when hosts were asked, their robots.txt."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from ipr_feeds.store.database import Database
from ipr_feeds.store.times import text


class Visit(NamedTuple):
    """What an address gave the last time: validators, and a digest of its bytes."""

    etag: str | None
    modified: str | None
    digest: str

    @property
    def headers(self) -> dict[str, str]:
        """What makes the next request conditional."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


class Visits:
    """The part of the store that makes the fetching polite, from one run to the next."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, source: str, url: str, version: str) -> Visit | None:
        """What an address gave when this version of the plugin read it; None when it never did."""
        row = self._database.row(
            "SELECT etag, modified, digest FROM visit WHERE source = ? AND url = ? AND version = ?",
            source,
            url,
            version,
        )
        return Visit(*row) if row else None

    def checked(self, source: str, url: str) -> str:
        """When a page was read last, as text that sorts; empty for never."""
        row = self._database.row("SELECT checked FROM visit WHERE source = ? AND url = ?", source, url)
        return str(row[0]) if row else ""

    def is_known(self, source: str, url: str) -> bool:
        """Whether a page was ever read without a problem."""
        return self._database.row("SELECT 1 FROM visit WHERE source = ? AND url = ?", source, url) is not None

    def read(
        self, source: str, url: str, version: str, headers: Mapping[str, str], content: bytes, now: datetime
    ) -> None:
        """Remember a page that was read without a problem."""
        self._database.write(
            "INSERT INTO visit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE"
            " SET version = ?3, etag = ?4, modified = ?5, digest = ?6, checked = ?7",
            source, url, version, headers.get("etag"), headers.get("last-modified"), digest(content), text(now),
        )  # fmt: skip

    def host(self, name: str) -> tuple[float, float]:
        """When a host was asked last and until when it is to be left alone, in seconds since the epoch."""
        row = self._database.row("SELECT asked, not_before FROM host WHERE name = ?", name)
        return (row[0], row[1]) if row else (0.0, 0.0)

    def asked(self, name: str, asked: float, not_before: float) -> None:
        """Remember both."""
        self._database.write(
            "INSERT INTO host VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET asked = ?2, not_before = ?3",
            name, asked, not_before,
        )  # fmt: skip

    def robots(self, origin: str) -> tuple[float, str] | None:
        """The robots.txt of an origin and when it was fetched, in seconds since the epoch."""
        row = self._database.row("SELECT fetched, body FROM robots WHERE origin = ?", origin)
        return (row[0], row[1]) if row else None

    def keep_robots(self, origin: str, fetched: float, body: str) -> None:
        """Remember a robots.txt; an empty one allows everything."""
        self._database.write(
            "INSERT INTO robots VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET fetched = ?2, body = ?3",
            origin, fetched, body,
        )  # fmt: skip


def digest(content: bytes) -> str:
    """What tells two answers apart."""
    return hashlib.sha256(content).hexdigest()
