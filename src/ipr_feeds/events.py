"""What happens in a run, told while it happens."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class Asked(NamedTuple):
    """A request that was answered: by which status, or by what kind of problem, in how many seconds and bytes."""

    source: str
    url: str
    answer: str
    seconds: float
    size: int


class Advanced(NamedTuple):
    """How far a source is: what it does, and how many pages of how many it has read."""

    source: str
    doing: str
    done: int
    of: int


Event: TypeAlias = Asked | Advanced
Listener: TypeAlias = Callable[[Event], None]
