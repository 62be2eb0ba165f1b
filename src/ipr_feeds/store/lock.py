"""One refresh at a time: a lock on the store's own file, which ends with the process that holds it."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipr_feeds.errors import Busy, StoreError

_HELD = (errno.EAGAIN, errno.EACCES)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the store at `path`, which is made if it is not there. Raises `Busy` at once when another refresh does.

    SQLite has locks of its own on the file; these are others (`flock`), and are opened before and closed after them.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        told = f"{path}: the store cannot be opened: {error.strerror}"
        raise StoreError(f"{told} (mend store.path, or the rights of its folder)") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD:
                raise Busy(f"{path}: another refresh is running; this one leaves it alone") from error
            raise StoreError(f"{path}: the store cannot be locked: {error.strerror}") from error
        yield
    finally:
        os.close(handle)
