"""Whole articles in files that are not written any more, of sources whose articles may not be republished any more."""

from collections.abc import Callable, Iterable
from pathlib import Path

from ipr_feeds.errors import CannotWrite
from ipr_feeds.publish.files import content_of, remove
from ipr_feeds.publish.press import Published


def withdraw(paths: Iterable[Path], is_ours: Callable[[bytes], bool]) -> list[Published]:
    """Remove those of the files that are there and ours, whatever they hold; what cannot be removed is told."""
    told = (_withdrawn(path, is_ours) for path in paths if path.is_file())
    return [one for one in told if one]


def _withdrawn(path: Path, is_ours: Callable[[bytes], bool]) -> Published | None:
    try:
        if not is_ours(content_of(path) or b""):
            return None
        remove(path)
    except CannotWrite as problem:
        return Published(path, None, changed=False, problem=problem)
    return Published(path, None, changed=True, note="removed: it may hold whole articles")
