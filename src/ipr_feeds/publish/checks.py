"""What a feed must be before it takes the place of the published one."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from ipr_feeds.errors import Suspicious

_EARLIEST = 1990  # before which no site has published anything
_SKEW = timedelta(days=1)  # by which clocks may differ
_COLLAPSED = 2  # a feed that holds less than this part of what it held


class Told(NamedTuple):
    """What a feed, read back, tells of an entry."""

    id: str | None
    published: datetime | None
    updated: datetime | None


def told_by(name: str, told: Callable[[bytes], Sequence[Told]], content: bytes) -> Sequence[Told]:
    """What a feed tells. Raises `Suspicious` when it cannot be read back."""
    try:
        return told(content)
    except (ValueError, SyntaxError, msgspec.MsgspecError) as error:
        raise suspicious(name, f"is not well-formed: {error}") from error


def check(name: str, told: Sequence[Told], entries: int, now: datetime) -> None:
    """Raise `Suspicious` unless the feed that tells this is complete, and its ids and dates can be."""
    if len(told) != entries:
        raise suspicious(name, f"holds {len(told)} entries instead of {entries}")
    doubles = [one for one, times in Counter(one.id for one in told).items() if times > 1 or not one]
    if doubles:
        raise suspicious(name, f"has the id {doubles[0]} more than once")
    for one in told:
        _check_date(name, "published", one.published, now)
        _check_date(name, "updated", one.updated, now)


def check_size(name: str, held: int, entries: int) -> None:
    """Raise `Suspicious` when a feed has lost most of what the published one holds."""
    if entries * _COLLAPSED < held:
        raise suspicious(
            name, f"would hold {entries} entries, and the published one holds {held}",
            advice="was the store lost? put a backup in its place, or delete the published file if this is meant",
        )  # fmt: skip


def _check_date(name: str, which: str, moment: datetime | None, now: datetime) -> None:
    if moment and not (moment.year >= _EARLIEST and moment <= now + _SKEW):
        raise suspicious(name, f"has an entry {which} at {moment.isoformat()}")


def suspicious(
    name: str, what: str, advice: str = "this is a fault of the program or the clock; report it"
) -> Suspicious:
    """The error that a new feed cannot be right."""
    return Suspicious(f"{name}: the new feed {what}; the published one stays ({advice})")
