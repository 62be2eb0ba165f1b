"""Samples say so in their titles, and never take the place of live files."""

import re
from collections.abc import Iterable
from pathlib import Path

from ipr_feeds.errors import CannotWrite, UsageError
from ipr_feeds.publish.feed import SAMPLE
from ipr_feeds.publish.formats import SUFFIXES

_TITLE = re.compile(rb'<title>(.*?)</title>|"title": "(.*?)",?\n', re.DOTALL)  # of XML, HTML and JSON
_JSON_FEED = b"jsonfeed.org/version/"


def is_sample(content: bytes) -> bool:
    """Whether the first title in a file has the mark of samples."""
    title = _TITLE.search(content)
    return title is not None and (title[1] or title[2] or b"").endswith(SAMPLE.encode())


def refuse_live(wanted: Iterable[Path], folder: Path) -> None:
    """Raise `UsageError` when one of the files, or any feed in the folder, is not marked as sample."""
    feeds = {path for suffix in SUFFIXES for path in folder.glob(f"*.{suffix}")}
    named = set(wanted)
    for path in sorted(named | feeds):
        try:
            live = path.exists() and _is_live(path.read_bytes(), is_named=path in named)
        except OSError as error:
            raise CannotWrite(f"{path}: {error.strerror}; give another folder with --out") from error
        if live:
            raise UsageError(f"{path} is no sample: it may be a live feed; give another folder with --out")


def _is_live(content: bytes, *, is_named: bool) -> bool:
    """Whether what a file holds is no sample; JSON that is no feed may stay beside samples, but not be replaced."""
    foreign = content.lstrip()[:1] in (b"{", b"[") and _JSON_FEED not in content
    return not is_sample(content) and (is_named or not foreign)
