"""Watching over the sources: what a run means for the incidents, and what of it is told and published."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from ipr_feeds import health
from ipr_feeds.errors import CannotWrite
from ipr_feeds.incidents import Incident, Trouble, follow, to_tell
from ipr_feeds.publish import Described
from ipr_feeds.publish.health import ATOM, JSON, SHOWN, as_atom, as_json
from ipr_feeds.publish.made import made_of
from ipr_feeds.publish.press import Published, Sheet, bring
from ipr_feeds.source import Source
from ipr_feeds.store import Store
from ipr_feeds.store.history import Outcome

OWN = Path(JSON).stem  # as which the troubles of the health files are told
_RUNS = 500  # that are looked through for the last one without a problem


class Verdict(NamedTuple):
    """All that is wrong now, of which sources and kinds the operator heard today, and what is over."""

    troubles: tuple[Trouble, ...]
    held: frozenset[tuple[str, str]]
    recovered: tuple[Incident, ...]

    def __or__(self, other: "Verdict") -> "Verdict":
        return Verdict(self.troubles + other.troubles, self.held | other.held, self.recovered + other.recovered)


class Standing(msgspec.Struct, frozen=True):
    """How a source is doing, and its runs: the last one, and the last one that could read its lists."""

    health: health.SourceHealth
    entries: int
    last_run: datetime | None
    last_read: datetime | None
    waiting: int

    @staticmethod
    def as_json(several: Sequence["Standing"]) -> bytes:
        """For programs."""
        return msgspec.json.format(msgspec.json.encode(several), indent=2)


def standing(store: Store, sources: Sequence[Source]) -> list[Standing]:
    """How the sources are doing, as the store knows it."""
    opened = store.incidents.open()
    found = []
    for source in sources:
        runs = store.history.runs(source.name, _RUNS)
        state = health.of_source(source, opened, store.articles.newest_entry(source.name))
        found.append(
            Standing(
                state,
                store.articles.entries(source.name),
                runs[0].started if runs else None,
                next((run.started for run in runs if run.outcome.answered), None),
                runs[0].outcome.waiting if runs else 0,
            )
        )
    return found + [Standing(one, 0, None, None, 0) for one in health.of_others(sources, opened)]


class Watch:
    """The watch of one run; `outcomes` are of the sources that it has read."""

    def __init__(
        self, store: Store, sources: Sequence[Described], outcomes: Mapping[str, Outcome], now: datetime
    ) -> None:
        self.store, self.sources, self.outcomes, self.now = store, sources, outcomes, now

    def foresee(self, troubles: Sequence[Trouble], after: int) -> list[health.SourceHealth]:
        """How the sources will be doing, as far as the public is to know: what was met in fewer than `after` runs is
        left out, but for what takes longer to show anyway.
        """
        incidents = self._followed([*troubles, *self.slow])
        shown = [one for one in incidents if not one.until and (one.runs >= after or one.kind in health.SLOW)]
        return self._states(shown)

    def judge(self, troubles: Sequence[Trouble]) -> Verdict:
        """Follow the incidents with the troubles of this run, and decide what is told."""
        found = [*troubles, *self.slow]
        return self._judged(found, self._followed(found))

    def judge_own(self, troubles: Sequence[Trouble]) -> Verdict:
        """The same for the health files, which are written when all else is judged."""
        own = [one for one in self.before if one.source == OWN]
        return self._judged(troubles, follow(own, troubles, (), self.now))

    def publish(self, folder: Path, base_url: str | None, after: int) -> list[Published]:
        """Bring the health files up to date."""
        sheets = [self._for_programs(folder / JSON), self._for_people(folder / ATOM, base_url, after)]
        return [bring(sheet, self.store.history) for sheet in sheets]

    @cached_property
    def before(self) -> list[Incident]:
        """The incidents that were open before this run."""
        return self.store.incidents.open()

    @cached_property
    def slow(self) -> list[Trouble]:
        """What shows only over many runs: silence, and fields that were lost."""
        return [one for source in self.sources if isinstance(source, Source) for one in self._slow(source) if one]

    @property
    def _known(self) -> set[str]:
        return {source.name for source in self.sources}

    @property
    def _passed(self) -> set[str]:
        """The sources that this run has passed over, or could not read."""
        unread = {name for name, outcome in self.outcomes.items() if not outcome.answered}
        return self._known - self.outcomes.keys() | unread

    def _followed(self, found: Sequence[Trouble]) -> list[Incident]:
        """All incidents after this run, but those of the health files.

        A file is tried in each run that its source is part of, whether or not its site could be read.
        """
        before = [one for one in self.before if one.source != OWN]
        kinds = {one.kind for one in before} | {one.kind for one in found}
        return [
            incident
            for kind in sorted(kinds)
            for incident in follow(
                [one for one in before if one.kind == kind],
                [one for one in found if one.kind == kind],
                self._known - self.outcomes.keys() if kind == CannotWrite.kind else self._passed,
                self.now,
            )
        ]

    def _judged(self, found: Sequence[Trouble], after: Sequence[Incident]) -> Verdict:
        """What is told of incidents as they are after this run, which is remembered."""
        telling = {(one.source, one.kind) for one in after if to_tell(one, self.now)}
        told = [
            msgspec.structs.replace(one, told=self.now) if (one.source, one.kind) in telling and not one.until else one
            for one in after
        ]
        self.store.incidents.keep(one for one in told if one not in self.before)
        met, passed = {(one.source, one.kind) for one in found}, self._passed
        standing = [
            Trouble(one.source, one.kind, one.message, one.url)
            for one in after
            if one.source in passed and (one.source, one.kind) not in met and not one.until
        ]
        off = {one.name for one in self.store.history.sources()} - self._known  # switched off, which is no recovery
        recovered = tuple(one for one in after if one.until and to_tell(one, self.now) and one.source not in off)
        held = frozenset((one.source, one.kind) for one in after) - telling
        return Verdict((*found, *standing), held, recovered)

    def _states(self, incidents: Sequence[Incident]) -> list[health.SourceHealth]:
        """How the sources are doing, then whatever else is wrong."""
        newest = self.store.articles.newest_entry
        states = [health.of_source(source, incidents, newest(source.name)) for source in self.sources]
        return [*states, *health.of_others(self.sources, incidents)]

    def _for_programs(self, path: Path) -> Sheet:
        told = [one for one in self.store.incidents.open() if one.source != OWN]  # which is judged afterwards
        states = self._states(told)
        return Sheet(path, made_of(states), partial(as_json, states))

    def _for_people(self, path: Path, base_url: str | None, after: int) -> Sheet:
        known_since = self.store.history.known_since
        lasting = self.store.incidents.lasting(after, SHOWN)
        since = min(filter(None, (known_since(one.name) for one in self.sources)), default=self.now)
        return Sheet(path, made_of(lasting, since, base_url), partial(as_atom, lasting, since, base_url))

    def _slow(self, source: Source) -> Iterator[Trouble | None]:
        outcome = self.outcomes.get(source.name)
        if outcome is None or not outcome.answered:
            return
        newest, since = self.store.articles.newest_entry(source.name), self.store.history.known_since(source.name)
        if newest and since:
            yield health.stale(source, newest, since, self.now)
        lost = any((one.source, one.kind) == (source.name, "field-lost") for one in self.before)
        if outcome.new or lost:  # nothing else changes it
            latest = self.store.articles.latest(source.name, health.NEWEST + health.BEFORE)
            yield health.field_lost(source, latest)
