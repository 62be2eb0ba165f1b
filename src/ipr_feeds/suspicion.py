"""Whether a list is what it was before, or somebody has put another in its place. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

_RUNS = 5  # before this one, in which the lists were read
_HALF = 0.5
_ENOUGH = 5  # items, to speak of a share
_STRANGERS = 2
#: Lists that stay so for so long are believed: the site has begun anew, or has sister sites. What leads to other hosts
#: or is hidden is never published, whoever put it there.
PATIENCE = timedelta(hours=23, minutes=30)
#: When the lists could not be read for so long, nobody knows what is usual.
STALE_LOOK = timedelta(days=3)


class Look(NamedTuple):
    """What lists looked like in one run: how many items, how many of them known before, how many strangers.

    Items are counted only when all lists were read. A stranger is an item on another host, or one that no reader sees.
    """

    items: int
    known: int
    strangers: int

    @property
    def overlap(self) -> float:
        """The share of items that were known before."""
        return self.known / self.items if self.items else 0.0


def suspicion(now: Look, before: Sequence[Look], held_for: timedelta) -> str:
    """Why lists cannot be believed; empty when they can.

    `before` are the looks of earlier runs that read lists, the newest first; `held_for` is for how long the lists
    have been suspicious. A first run has nothing to compare with.
    """
    if not before or held_for >= PATIENCE:
        return ""
    used = max(look.strangers for look in before[:_RUNS])
    if now.strangers >= _STRANGERS and used < _STRANGERS:
        return f"{now.strangers} items lead to other hosts or are hidden, where there were {used or 'none'} before"
    usual = [look for look in before if look.items][:_RUNS]
    steady = len(usual) == _RUNS and all(look.overlap >= _HALF for look in usual)
    if steady and not now.known and now.items >= _ENOUGH:
        return f"all {now.items} items are new, where at least half were known in the last {_RUNS} runs"
    return ""
