"""How each source is doing: what is wrong with it, since when, and what only shows over many runs. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

import msgspec

from ipr_feeds.incidents import Incident, Trouble
from ipr_feeds.model import Entry
from ipr_feeds.silence import is_too_long
from ipr_feeds.source import Source

State = Literal["ok", "failing", "stale"]

#: Fields that a page of a layout either has or has not; what most had and the newest lack was lost.
FIELDS = ("published", "authors", "editors", "publisher", "place", "section", "images", "attachments")
#: Kinds of problems that show only over many runs.
SLOW = ("stale", "field-lost")
NEWEST = 5
BEFORE = 50
_ENOUGH = 10  # entries before, to speak of a share
_MOST = 0.9


class Problem(msgspec.Struct, frozen=True):
    """What is wrong now, with the address and what to do in its message."""

    kind: str
    since: datetime
    message: str
    url: str


class SourceHealth(msgspec.Struct, frozen=True):
    """One source, in facts that change with an entry or with its state only."""

    name: str
    title: str
    state: State
    failing_since: datetime | None
    newest_entry: datetime | None
    problems: tuple[Problem, ...]


class Named(Protocol):
    """What is told of a source."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...


def of_others(sources: Iterable[Named], incidents: Sequence[Incident]) -> list[SourceHealth]:
    """How whatever is no source is doing: plugins that cannot be loaded, files that cannot be written."""
    known = {source.name for source in sources}
    names = dict.fromkeys(one.source for one in incidents if one.source not in known)
    return [of_source(_Other(name, ""), incidents, None) for name in names]


class _Other(NamedTuple):
    name: str
    title: str


def of_source(source: Named, incidents: Iterable[Incident], newest_entry: datetime | None) -> SourceHealth:
    """How a source is doing; `incidents` are the open ones of all sources."""
    own = sorted((one for one in incidents if one.source == source.name), key=lambda one: (one.since, one.kind))
    kinds = {one.kind for one in own}
    return SourceHealth(
        source.name,
        source.title,
        "failing" if kinds - {"stale"} else "stale" if kinds else "ok",
        own[0].since if own else None,
        newest_entry,
        tuple(Problem(one.kind, one.since, one.message, one.url) for one in own),
    )


def stale(source: Source, newest_entry: datetime, known_since: datetime, now: datetime) -> Trouble | None:
    """The problem that a source is silent for longer than is normal: nothing new since its newest entry, which
    counts from when the source is known.
    """
    since = max(newest_entry, known_since)
    if not is_too_long(since, now, source.cadence, source.timezone):
        return None
    what = f"{source.name}: the newest article is of {newest_entry:%Y-%m-%d}, and {source.cadence.days} days of silence"
    return Trouble(
        source.name, "stale", f"{what} are normal (look whether its lists have moved; mend start_urls)", source.home
    )


def field_lost(source: Source, latest: Sequence[Entry]) -> Trouble | None:
    """The problem that the newest entries lack what those before them had.

    `latest` are the newest entries, the newest first.
    """
    newest, before = latest[:NEWEST], latest[NEWEST : NEWEST + BEFORE]
    if len(newest) < NEWEST or len(before) < _ENOUGH:
        return None
    lost = [field for field in FIELDS if not _share(newest, field) and _share(before, field) >= _MOST]
    if not lost:
        return None
    what = f"the last {NEWEST} articles have no {' and no '.join(lost)}, and nearly all of the {len(before)} before had"
    advice = "`ipr-feeds extract ADDRESS --explain` says what was looked for; mend the plugin"
    url = newest[0].url or source.home
    return Trouble(source.name, "field-lost", f"{source.name}, {url}: {what} ({advice})", url)


def _share(entries: Sequence[Entry], field: str) -> float:
    return sum(bool(getattr(one, field)) for one in entries) / len(entries)
