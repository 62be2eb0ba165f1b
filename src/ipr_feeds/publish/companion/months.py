"""Entries per month: which months are counted, and the picture of them. Pure: it ends where the entries do."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

import msgspec

SPAN = 24  # months
NAMES = "January February March April May June July August September October November December".split()
_YEAR = 12
_STEP, _BAR, _HEIGHT = 10, 8, 40  # of the picture: from bar to bar, a bar's width, the highest


class Month(msgspec.Struct, frozen=True):
    """A month and how many entries it has."""

    year: int
    number: int
    entries: int

    @property
    def name(self) -> str:
        """As people write it."""
        return f"{NAMES[self.number - 1]} {self.year}"


class Bar(NamedTuple):
    """A month in the picture."""

    x: int
    y: float
    height: float
    title: str


class Picture(NamedTuple):
    """What is drawn, and the same in words."""

    bars: Sequence[Bar]
    words: str
    first: str
    last: str
    width: int = SPAN * _STEP - (_STEP - _BAR)
    height: int = _HEIGHT
    bar: int = _BAR


def starts(newest: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """When each month began that is counted, the last being that of the newest entry, and when the one after does."""
    local = newest.astimezone(zone)
    last = local.year * _YEAR + local.month - 1
    return tuple(datetime(at // _YEAR, at % _YEAR + 1, 1, tzinfo=zone) for at in range(last - SPAN + 1, last + 2))


def count(moments: Iterable[datetime], bounds: Sequence[datetime]) -> list[int]:
    """How many moments lie between each of the bounds and the next."""
    found = [0] * (len(bounds) + 1)
    for moment in moments:
        found[bisect(bounds, moment)] += 1
    return found[1:-1]


def months(bounds: Sequence[datetime], counts: Sequence[int]) -> tuple[Month, ...]:
    """The months that begin at the bounds, but the last, with their counts."""
    return tuple(Month(start.year, start.month, entries) for start, entries in zip(bounds, counts, strict=False))


def picture(several: Sequence[Month]) -> Picture:
    """The months as bars, the fullest as high as the picture."""
    most = max(several, key=lambda one: one.entries)
    unit = _HEIGHT / max(most.entries, 1)
    bars = [
        Bar(at * _STEP, round(_HEIGHT - one.entries * unit, 2), round(one.entries * unit, 2), _told(one))
        for at, one in enumerate(several)
    ]
    total = sum(one.entries for one in several)
    first, last = several[0].name, several[-1].name
    words = f"{_entries(total)} from {first} to {last}; the most in {_told(most)}."
    return Picture(bars, words, first, last)


def _told(month: Month) -> str:
    return f"{month.name}: {_entries(month.entries)}"


def _entries(number: int) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}"
