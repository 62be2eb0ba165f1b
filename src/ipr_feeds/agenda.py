"""When a page is asked for again. Pure: times in, times out."""

from datetime import datetime, timedelta

#: A notice is looked at again after a quarter of a day, and later ever more seldom: after a third of its age.
FIRST_LOOK = timedelta(hours=6)
SHARE_OF_AGE = 3
#: Older articles are left alone.
OLDEST = timedelta(days=60)
#: After a failure: one hour, then twice as long each time, up to a week, while lists name the page.
FIRST_GAP = timedelta(hours=1)
LONGEST_GAP = timedelta(days=7)
STILL_NAMED = timedelta(days=14)
#: A page that is gone is looked for once a day, and soon no more.
GONE_GAP = timedelta(days=1)
GONE_TRIES = 3
#: One that was given up is tried once more when a list names it again after so long.
FORGIVEN = timedelta(days=7)
#: A site whose lists fail run after run is asked ever more seldom, but never given up: from the fourth failure on
#: after two hours, then twice as long each time, up to twelve hours.
_PATIENT_RUNS = 3
MEMORY = 8  # runs that tell how long to rest
_FIRST_REST = timedelta(hours=2)
_LONGEST_REST = timedelta(hours=12)


def rest(failures: int) -> timedelta:
    """How long a site is left alone after so many failures in a row."""
    if failures <= _PATIENT_RUNS:
        return timedelta(0)
    doubled: int = 2 ** min(failures - _PATIENT_RUNS - 1, MEMORY)
    return min(_FIRST_REST * doubled, _LONGEST_REST)


def look_again(published: datetime, now: datetime) -> datetime | None:
    """When a page that was read at `now` is to be looked at again; None for never."""
    age = now - published
    return now + max(FIRST_LOOK, age / SHARE_OF_AGE) if age < OLDEST else None


def try_again(tries: int, now: datetime, unlisted: timedelta, *, gone: bool) -> datetime | None:
    """When a page that could not be read is tried again, after so many failures; None for never.

    `unlisted` is how long ago a list named it.
    """
    if gone:
        return now + GONE_GAP if tries < GONE_TRIES else None
    if unlisted > STILL_NAMED:
        return None
    doubled: int = 2 ** min(tries - 1, 12)
    return now + min(FIRST_GAP * doubled, LONGEST_GAP)
