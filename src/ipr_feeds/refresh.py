"""The pipeline: sources side by side, each for itself, then the files."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ipr_feeds import agenda
from ipr_feeds.config import Config
from ipr_feeds.errors import Stopped, UsageError
from ipr_feeds.events import Listener
from ipr_feeds.evidence import FOLDER, Evidence
from ipr_feeds.fetch.fetcher import Fetcher
from ipr_feeds.gathering import gather
from ipr_feeds.gathering.job import Job, Terms
from ipr_feeds.health import SourceHealth
from ipr_feeds.model import Record
from ipr_feeds.plugins import Plugins, named, version
from ipr_feeds.publish import Described, Manner, publish
from ipr_feeds.publish.companion import Companion, Shelf
from ipr_feeds.publish.press import held_back
from ipr_feeds.report import Report, of_files, of_plugins
from ipr_feeds.source import Source
from ipr_feeds.store import Store
from ipr_feeds.store.history import History, Known
from ipr_feeds.store.lock import locked
from ipr_feeds.watch import Watch

_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # no run can be earlier than this program
_REQUESTS = 100  # to one host in one run, besides those for new articles


def now() -> datetime:
    """The time in UTC, to the second: feeds tell no fractions."""
    return datetime.now(UTC).replace(microsecond=0)


def refresh(
    plugins: Plugins,
    config: Config,
    folder: Path,
    manner: Manner,
    names: Sequence[str],
    tell: Listener,
    clock: Callable[[], datetime] = now,
) -> Report:
    """Read the sources (all, or `names`), keep what is new, and publish into `folder`.

    Feeds hold what the store holds: a source that fails keeps its feed. A source that fails run after run is left
    alone for a while unless it is named. Raises `Busy` when another refresh is under way, `StoreError` for a bad
    store, with the feeds untouched, and `UsageError` for what cannot be.
    """
    wanted = named(plugins, names)
    _require_clock(clock())
    path = config.path(config.store.path)
    with locked(path), Store(path) as store:
        run = _Run(plugins, config, store, tell, clock)
        jobs = [run.job(source) for source in wanted if names or not _is_resting(source, store.history, clock())]
        stopped = run.together(jobs)
        sources: list[Described] = [*plugins.sources, *_missed(plugins, store.history)]
        records = {one.name: store.articles.newest(one.name, manner.window) for one in sources}
        made = manner._replace(readers=tuple(version(source) for source in plugins.sources))
        published = publish(records, sources, folder, made, names, now=clock(), history=store.history)
        troubles = [*of_plugins(plugins), *(one for job in jobs for one in job.troubles)]
        outcomes = {job.source.name: job.outcome for job in jobs}
        if stopped:
            return Report(tuple(published), (*troubles, *of_files(published)), outcomes, stopped=True)
        watch = Watch(store, sources, outcomes, clock())
        foreseen = watch.foresee([*troubles, *of_files(published)], config.health.after)
        shelves, others = _shelves(sources, records, foreseen)
        per_month = cache(store.articles.per_month)  # for a source's own page and for the index
        companion = Companion(folder, manner, shelves, per_month, others, held_back(published))
        published += companion.publish(names, store.history)
        verdict = watch.judge([*troubles, *of_files(published)])
        own = watch.publish(folder, manner.base_url, config.health.after)
        verdict |= watch.judge_own(of_files(own))
    return Report((*published, *own), verdict.troubles, outcomes, held=verdict.held, recovered=verdict.recovered)


def _require_clock(moment: datetime) -> None:
    """Raise `UsageError` when the clock cannot be right: what is read would be dated by it for ever."""
    if moment < _WRITTEN:
        raise UsageError(f"the clock says {moment:%Y-%m-%d}, which cannot be; set it, then run again")


def _missed(plugins: Plugins, history: History) -> list[Known]:
    """The sources of plugins that cannot be loaded just now: their entries stay where they are."""
    broken = {problem.plugin for problem in plugins.problems}
    there = {source.name for source in plugins.sources}
    return [one for one in history.sources() if one.plugin in broken and one.name not in there]


def _shelves(
    sources: Sequence[Described], records: Mapping[str, Sequence[Record]], states: Sequence[SourceHealth]
) -> tuple[list[Shelf], list[SourceHealth]]:
    """What the pages tell of each source, and how whatever is no source is doing."""
    known = {one.name: one for one in states}
    shelves = [Shelf(one, records[one.name], known.pop(one.name), _zone(one, records[one.name])) for one in sources]
    return shelves, list(known.values())


def _zone(source: Described, records: Sequence[Record]) -> tzinfo:
    """The zone of a source's dates; of one whose plugin cannot be loaded, that of its newest entry."""
    if isinstance(source, Source):
        return ZoneInfo(source.timezone)
    return next((zone for one in records if one.entry.published and (zone := one.entry.published.tzinfo)), UTC)


def _is_resting(source: Source, history: History, moment: datetime) -> bool:
    """Whether a source is left alone in this run because its lists failed in many before."""
    runs = history.runs(source.name, agenda.MEMORY)
    failures = next((at for at, run in enumerate(runs) if run.outcome.answered), len(runs))
    return bool(runs) and timedelta(0) <= moment - runs[0].started < agenda.rest(failures)


class _Run:
    """What the sources of one run share."""

    def __init__(
        self, plugins: Plugins, config: Config, store: Store, tell: Listener, clock: Callable[[], datetime]
    ) -> None:
        self.config, self.store, self.tell, self.clock = config, store, tell, clock
        budget = _REQUESTS + sum(config.source(one.name).max_articles for one in plugins.sources)
        self.fetcher = Fetcher(plugins.manager, config.fetch, store.visits, tell, threading.Event(), budget)
        self.plugin_of = {one.source.name: one.plugin for one in plugins.loaded}
        self.evidence = Evidence(config.path(config.store.path).parent / FOLDER)

    def job(self, source: Source) -> Job:
        """The work on one source."""
        own, plugin = self.config.source(source.name), self.plugin_of[source.name]
        chosen = own.start_urls is not None
        terms = Terms(plugin, version(source), own.max_articles, self.config.publish.window, chosen)
        return Job(source, terms, self.fetcher, self.store, self.evidence, self.tell)

    def together(self, jobs: Sequence[Job]) -> bool:
        """Work on all sources side by side; whether somebody pressed Ctrl-C, which keeps what was done.

        Raises what makes going on impossible, after all have ended.
        """
        with ThreadPoolExecutor(max_workers=max(len(jobs), 1), thread_name_prefix="source") as executor:
            futures = [executor.submit(gather, job, self.clock) for job in jobs]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
                interrupted = False
            except KeyboardInterrupt:
                interrupted = True
            if interrupted or any(one.done() and one.exception() for one in futures):
                self.fetcher.stop()
        self.fetcher.close()
        _raise_first(futures)
        return interrupted


def _raise_first(futures: Sequence["Future[None]"]) -> None:
    """Raise the first error that was not only told to stop."""
    for one in futures:
        error = one.exception()
        if error is not None and not isinstance(error, Stopped):
            raise error
