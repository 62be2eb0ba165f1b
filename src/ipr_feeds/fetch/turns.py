"""Whose turn it is: one request at a time a host, with a pause between two, from one run to the next."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from ipr_feeds.errors import Spent, Stopped, Throttled
from ipr_feeds.store.visits import Visits

LONGEST_WAIT = 60.0  # seconds that a run waits for a host that asks for it; what takes longer is left to a later run
LONGEST_GAP = 300.0  # seconds between two requests that a run waits for; beyond, a run asks once

_LONGEST_BAN = 7 * 86400.0  # seconds; what is longer was written when the clock was ahead


class Turns:
    """The turns of all hosts in one run; times are seconds since the epoch.

    `stop` ends every wait; `budget` is how often one host may be asked.
    """

    def __init__(self, visits: Visits, stop: threading.Event, budget: int) -> None:
        self._visits, self._stop, self._budget = visits, stop, budget
        self._guard = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, host: str, gap: float, source: str, url: str) -> Iterator[None]:
        """Wait until a host may be asked, `gap` seconds after the last time; nobody else asks it meanwhile.

        Raises `Throttled` when that is too far away, `Spent` when it was asked often enough, and `Stopped`.
        """
        with self._guard:
            lock = self._locks[host]
        with lock:
            known = self._host(host)
            if known.times >= self._budget:
                raise Spent(f"{host} was asked {known.times} times")
            now = time.time()
            pause = min(known.not_before - now, _LONGEST_BAN)
            if pause > LONGEST_WAIT:
                raise throttled(source, url, pause)
            wait = min(known.asked + gap - now, gap)  # a clock that was set back
            if wait > LONGEST_GAP:
                raise Spent(f"{host} wants {gap:.0f} seconds between two requests")
            wait = max(wait, pause)
            if (wait > 0 and self._stop.wait(wait)) or self._stop.is_set():
                raise Stopped("stopped")
            try:
                yield
            finally:
                known.asked, known.changed = time.time(), True
                known.times += 1

    def leave_alone(self, host: str, seconds: float) -> None:
        """Remember at once that a host wants to be left alone."""
        known = self._host(host)
        known.not_before = time.time() + seconds
        self._visits.asked(host, known.asked, known.not_before)

    def remember(self) -> None:
        """Keep for the next run when each host was asked."""
        for name, known in list(self._hosts.items()):
            if known.changed:
                self._visits.asked(name, known.asked, known.not_before)
                known.changed = False

    def _host(self, name: str) -> "_Host":
        if name not in self._hosts:
            self._hosts[name] = _Host(*self._visits.host(name))
        return self._hosts[name]


class _Host:
    """When a host was asked last, and until when it is to be left alone."""

    def __init__(self, asked: float, not_before: float) -> None:
        self.asked, self.not_before, self.changed = asked, not_before, False
        self.times = 0  # in this run


def throttled(source: str, url: str, seconds: float) -> Throttled:
    """The error that a host wants to be left alone for longer than a run waits."""
    hours = f"{seconds / 3600:.1f} hours" if seconds > 5400 else f"{max(seconds / 60, 1):.0f} minutes"
    return Throttled(
        f"the site asks to be left alone for {hours}", source=source, url=url, advice="a later run goes on by itself"
    )
