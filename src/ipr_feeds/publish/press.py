"""Bringing files up to date, all in the same way: made only when their facts changed, checked, replaced whole."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.errors import CannotWrite, IprFeedsError, Suspicious
from ipr_feeds.publish.files import bring_up_to_date, content_of
from ipr_feeds.publish.made import is_made, stamp_of
from ipr_feeds.store.history import History, Made


class Published(NamedTuple):
    """A file, the entries that it holds, if any, and whether this run changed it; with a problem it is the file of
    before. `note` is what else became of it than being written.
    """

    path: Path
    entries: int | None
    changed: bool
    problem: IprFeedsError | None = None
    note: str = ""


def _accept(_content: bytes, _before: bytes | None) -> None:
    """Take everything."""


def _replace(_before: bytes) -> bool:
    """Replace everything."""
    return True


class Sheet(NamedTuple):
    """A file that is to be published.

    `made_of` is the digest of all facts that `render` makes it of, `manner` that of the settings alone. `check` gets
    the new content and, where the settings are the same, the published one, and raises `Suspicious`. `may_replace` gets
    the published one and says whether it is ours; otherwise it is kept.
    """

    path: Path
    made_of: str
    render: Callable[[], bytes]
    entries: int | None = None
    manner: str = ""
    check: Callable[[bytes, bytes | None], None] = _accept
    may_replace: Callable[[bytes], bool] = _replace


def bring(sheet: Sheet, history: History | None) -> Published:
    """Bring one file up to date; whatever is wrong with it leaves the published one, and all others, alone.

    With a `history`, a file that is still what it was made of is not made again.
    """
    try:
        return _brought(sheet, history)
    except (CannotWrite, Suspicious) as problem:
        return Published(sheet.path, sheet.entries, changed=False, problem=problem)


def held_back(published: Iterable[Published]) -> frozenset[str]:
    """The names of the feeds that were held back in every format, because they cannot be right."""
    files = list(published)
    fresh = {one.path.stem for one in files if not isinstance(one.problem, Suspicious)}
    return frozenset({one.path.stem for one in files} - fresh)


def _brought(sheet: Sheet, history: History | None) -> Published:
    name = sheet.path.name
    known = history.made(name) if history else None
    if is_made(known, sheet.made_of, stamp_of(sheet.path)):
        return Published(sheet.path, sheet.entries, changed=False)
    before = content_of(sheet.path)
    if before and not sheet.may_replace(before):
        return Published(sheet.path, None, changed=False, note="kept: not ours")
    content = sheet.render()
    is_comparable = history is not None and (known is None or known.manner == sheet.manner)
    sheet.check(content, before if is_comparable else None)
    changed = bring_up_to_date(sheet.path, content, before)
    if history:
        history.keep_made(name, Made(sheet.manner, sheet.made_of, stamp_of(sheet.path) or ""))
    return Published(sheet.path, sheet.entries, changed)
