"""What goes wrong with a source, from the first run that met it to the one that did not. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec

#: A problem is told once in so long: a day, less what cron jobs drift.
EVERY = timedelta(hours=23, minutes=30)


class Trouble(msgspec.Struct, frozen=True):
    """One problem of one source in one run: its kind, and a message that names the URL and what to do.

    One that is not `lasting` concerns a single page that is gone: it is told when it is met, and that is all.
    `kept` is the file in which what came is kept for a look.
    """

    source: str
    kind: str
    message: str
    url: str = ""
    lasting: bool = True
    kept: str = ""


class Incident(msgspec.Struct, frozen=True):
    """A problem over time: the first run that met it, in how many runs, and `until` when it was over.

    `message` and `url` are those of the first run; `told` is when the operator was told last.
    """

    source: str
    kind: str
    since: datetime
    message: str
    url: str
    runs: int = 1
    told: datetime | None = None
    until: datetime | None = None


def follow(
    known: Sequence[Incident], troubles: Sequence[Trouble], passed: Collection[str], now: datetime
) -> list[Incident]:
    """All incidents after a run: begun, going on, over.

    `known` are the open ones. Of the sources that the run has `passed` over, or could not read, what it did not
    meet goes on as it is.
    """
    found = {(one.source, one.kind): one for one in reversed(troubles) if one.lasting}  # the first of each kind
    after = []
    for one in known:
        met = found.pop((one.source, one.kind), None)
        if met:
            after.append(msgspec.structs.replace(one, runs=one.runs + 1))
        elif one.source in passed:
            after.append(one)
        else:
            after.append(msgspec.structs.replace(one, until=now))
    begun = [Incident(one.source, one.kind, now, one.message, one.url) for one in found.values()]
    return after + begun[::-1]


def to_tell(incident: Incident, now: datetime) -> bool:
    """Whether the operator is to hear of it now: it is new, or a day has gone by, or it is over and was told."""
    if incident.until:
        return incident.told is not None
    return incident.told is None or now - incident.told >= EVERY
