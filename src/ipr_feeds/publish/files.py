"""Writing a file so that no reader ever sees half of it."""

import os
import tempfile
from pathlib import Path

from ipr_feeds.errors import CannotWrite

_READABLE = 0o644  # mkstemp makes files that no web server may read


def write_if_changed(path: Path, content: bytes) -> bool:
    """Put `content` at `path` at once and whole, unless it is there already; whether it was written.

    An unchanged file keeps its time, from which web servers make ETag and Last-Modified. Raises `CannotWrite`
    when the folder cannot be written to.
    """
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise CannotWrite(f"{path}: cannot be written: {error.strerror or error}") from error
    return True


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_READABLE)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
