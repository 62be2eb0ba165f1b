"""One SQLite file: opened, brought up to date, backed up; what SQLite says of it in words for people."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ipr_feeds.errors import CannotWrite, StoreError
from ipr_feeds.store.schema import APPLICATION, MIGRATIONS

_PATIENCE = 10.0  # seconds in which a backup or a look from outside may hold the file
_MEMORY = ":memory:"

_ANEW = "put a backup in its place, or move it away to begin anew"
_WORDS = {
    sqlite3.SQLITE_NOTADB: f"this is no store, or a damaged one; {_ANEW}",
    sqlite3.SQLITE_CORRUPT: f"the store is damaged; {_ANEW}",
    sqlite3.SQLITE_FULL: "the disk is full; make room and run again",
    sqlite3.SQLITE_READONLY: "the store cannot be written; give this user the right to write the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "the store cannot be opened; give this user the right to write the file and its folder",
    sqlite3.SQLITE_PERM: "the store may not be opened by this user",
    sqlite3.SQLITE_BUSY: "another program holds the store; end it and run again",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; look at the disk",
}


class Database:
    """A store's file, for several threads; without a path it is in memory.

    Raises `StoreError` for whatever is wrong with the file, from every method.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.name = str(path or _MEMORY)
        self._turn = threading.RLock()
        self._depth = 0
        with self._told():
            self._connection = sqlite3.connect(
                self.name, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept or none; one inside another is part of it."""
        with self._turn, self._told():
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._connection.execute("COMMIT")
            except BaseException:
                if self._depth == 1 and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query gives."""
        with self._turn, self._told():
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row that a query gives."""
        return next(iter(self.rows(sql, *values)), None)

    def write(self, sql: str, *values: Any) -> None:
        """Change rows, in a transaction of its own unless one is open."""
        with self.transaction():
            self._connection.execute(sql, values)

    def copy_to(self, target: Path) -> None:
        """Copy the whole database into a new file; raises `sqlite3.Error`, for it is the target that fails."""
        self._connection.execute("VACUUM INTO ?", (str(target),))

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA synchronous = FULL")
        found = self._pragma("user_version")
        if found == len(MIGRATIONS) and self._pragma("application_id") == APPLICATION:
            return
        if self._pragma("application_id") != APPLICATION and self.rows("SELECT 1 FROM sqlite_master"):
            raise StoreError(f"{self.name}: this is the database of another program; mend store.path")
        if found > len(MIGRATIONS):
            versions = f"version {found}; this one knows {len(MIGRATIONS)}"
            raise StoreError(f"{self.name}: a newer ipr-feeds made this store ({versions}); upgrade ipr-feeds")
        with self.transaction():
            for statements in MIGRATIONS[found:]:
                for statement in statements:
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
            self._connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.name}: {_words(error)} (the feeds are as they were)") from error


def _words(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells the case apart
    return _WORDS.get(code, str(error))


def backup(path: Path, target: Path) -> None:
    """Copy a store to `target` at once and whole, while it may be in use; an older copy is replaced.

    Raises `StoreError` when there is no store, and `CannotWrite` when the copy cannot be made.
    """
    require(path)
    if target.exists() and target.samefile(path):
        raise CannotWrite(f"{target}: this is the store itself; give another file")
    if target.exists() and not _is_store(target):
        raise CannotWrite(f"{target}: this is no backup, and is not replaced; give another file")
    part = target.with_name(f".{target.name}.part")
    database = Database(path)
    try:
        part.unlink(missing_ok=True)  # of a backup that was killed
        database.copy_to(part)
        _replace(part, target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        told = getattr(error, "strerror", None) or _words(error)
        raise CannotWrite(f"{target}: the backup cannot be written: {told}; give another place") from error
    finally:
        database.close()


def _is_store(path: Path) -> bool:
    """Whether a file bears the mark of a store, at byte 68 of an SQLite file."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return not head or head[68:72] == APPLICATION.to_bytes(4, "big")


def require(path: Path) -> None:
    """Raise `StoreError` when there is no store."""
    if not path.is_file():
        advice = "`ipr-feeds refresh` makes it; is this the right folder, or is --config missing?"
        raise StoreError(f"{path.absolute()}: there is no store; {advice}")


def _replace(part: Path, target: Path) -> None:
    with part.open("rb") as copied:
        os.fsync(copied.fileno())
    part.replace(target)
