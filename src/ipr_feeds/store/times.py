"""Times as the store writes them: UTC with milliseconds, so that text sorts as time."""

from datetime import UTC, datetime
from typing import overload


@overload
def text(moment: datetime) -> str: ...
@overload
def text(moment: None) -> None: ...
def text(moment: datetime | None) -> str | None:
    """A time as text; never stays never."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z" if moment else None


def time(written: str) -> datetime:
    """The time that was written."""
    return datetime.fromisoformat(written)
