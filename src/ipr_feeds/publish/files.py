"""Writing a file so that no reader ever sees half of it."""

import os
from pathlib import Path

from ipr_feeds.errors import CannotWrite

_READABLE = 0o644  # mkstemp makes files that no web server may read
_ENTERED = 0o755  # whatever the umask: web servers run as others
_PART = ".part"
_HEAD = 4096  # bytes


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, at once and whole. Raises `CannotWrite` when the folder cannot be written to."""
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True)
            path.parent.chmod(_ENTERED)
        _replace(path, content)
    except OSError as error:
        raise CannotWrite(
            f"{path}: cannot be written: {error.strerror or error} (mend the folder, or publish.directory)"
        ) from error


def bring_up_to_date(path: Path, content: bytes, before: bytes | None) -> bool:
    """Write `content` unless the file holds it already, as `before` says; whether it was written."""
    if content == before:
        return False
    write(path, content)
    return True


def content_of(path: Path) -> bytes | None:
    """What a published file holds; None when there is none. Raises `CannotWrite` for what is no file."""
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise CannotWrite(f"{path}: cannot be read: {error.strerror}") from error


def head_of(path: Path) -> bytes:
    """How a file begins, with its title; nothing where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:  # writing says what is wrong
        return b""


def remove(path: Path) -> None:
    """Remove a published file. Raises `CannotWrite` when that cannot be."""
    try:
        path.unlink()
    except OSError as error:
        raise CannotWrite(f"{path}: cannot be removed: {error.strerror}; remove it yourself") from error


def sweep(folder: Path) -> None:
    """Remove what a run that was killed had begun to write; only one run at a time may use the folder."""
    for part in folder.glob(f".*.*{_PART}"):
        try:
            part.unlink(missing_ok=True)
        except OSError:  # writing will say what is wrong with the folder
            return


def _replace(path: Path, content: bytes) -> None:
    import tempfile  # most runs write nothing

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_PART)
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
