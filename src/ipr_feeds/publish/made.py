"""Whether a published file is still what it was made of: then it is neither read nor made again."""

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from ipr_feeds.program import VERSION
from ipr_feeds.store.history import Made

_PROGRAM = Path(__file__).parents[1]


def made_of(*facts: object) -> str:
    """The digest of what a file is made of: facts, and the code that makes it of them."""
    return digest(code(_PROGRAM), *facts)


@cache
def code(folder: Path) -> str:
    """What tells the code in a folder from any other: that of one version changes too while it is worked on.

    Sizes and times are a fifth of the work of reading all, and a file that is made in vain is not written.
    """
    return digest(VERSION, sorted(_stamps(folder)))


def _stamps(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_file():
                told = one.stat()
                yield one.path, told.st_size, told.st_mtime_ns
            elif one.is_dir() and one.name != "__pycache__":  # which changes when it is read
                yield from _stamps(one.path)


def digest(*parts: object) -> str:
    """What tells apart two sets of facts that a file is made of."""
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def stamp_of(path: Path) -> str | None:
    """What tells a file from any that was or will be at its place, without reading it; None where there is none."""
    try:
        found = path.stat()
    except OSError:  # writing will say what is wrong
        return None
    return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}"


def is_made(known: Made | None, made_of: str, stamp: str | None) -> bool:
    """Whether a file was made of these facts, and is as it was then."""
    return known is not None and stamp is not None and (known.made_of, known.stamp) == (made_of, stamp)
