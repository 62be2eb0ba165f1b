"""Whether a published file is still what it was made of: then it is neither read nor made again."""

import hashlib
from pathlib import Path

import msgspec

from ipr_feeds.store.history import Made


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
