"""The pipeline: sources side by side, each for itself, then the files."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path

from ipr_feeds.config import Config
from ipr_feeds.errors import Stopped
from ipr_feeds.events import Listener
from ipr_feeds.fetch.fetcher import Fetcher
from ipr_feeds.gathering import Gathering, Terms
from ipr_feeds.plugins import Plugins, named, version
from ipr_feeds.publish import Manner, publish
from ipr_feeds.report import Report, of_files, of_plugins
from ipr_feeds.source import Source
from ipr_feeds.store import Store
from ipr_feeds.store.lock import locked

_REQUESTS = 100  # to one host in one run, besides those for new articles


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


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

    Feeds hold what the store holds: a source that fails keeps its feed. Raises `Busy` when another refresh is
    under way, `StoreError` for a bad store, with the feeds untouched, and `UsageError` for what cannot be.
    """
    known = named(plugins, names)
    path = config.path(config.store.path)
    with locked(path), Store(path) as store:
        run = _Run(plugins, config, store, tell, clock)
        gatherings = [run.gathering(source) for source in known]
        stopped = run.together(gatherings)
        records = {one.name: store.articles.newest(one.name, manner.window) for one in plugins.sources}
        readers = tuple(version(source) for source in plugins.sources)
        made = manner._replace(readers=readers)
        published = publish(records, plugins.sources, folder, made, names, now=clock(), history=store.history)
    read = [one for gathering in gatherings for one in gathering.troubles]
    troubles = [*of_plugins(plugins), *read, *of_files(published)]
    outcomes = {gathering.source.name: gathering.outcome for gathering in gatherings}
    return Report(tuple(published), tuple(troubles), outcomes, stopped)


class _Run:
    """What the sources of one run share."""

    def __init__(
        self, plugins: Plugins, config: Config, store: Store, tell: Listener, clock: Callable[[], datetime]
    ) -> None:
        self.config, self.store, self.tell, self.clock = config, store, tell, clock
        budget = _REQUESTS + sum(config.source(one.name).max_articles for one in plugins.sources)
        self.fetcher = Fetcher(plugins.manager, config.fetch, store.visits, tell, threading.Event(), budget)

    def gathering(self, source: Source) -> Gathering:
        """The work on one source."""
        terms = Terms(version(source), self.config.source(source.name).max_articles, self.config.publish.window)
        return Gathering(source, terms, self.fetcher, self.store, self.tell)

    def together(self, gatherings: Sequence[Gathering]) -> bool:
        """Work on all sources side by side; whether somebody pressed Ctrl-C, which keeps what was done.

        Raises what makes going on impossible, after all have ended.
        """
        with ThreadPoolExecutor(max_workers=len(gatherings), thread_name_prefix="source") as executor:
            futures = [executor.submit(one.run, self.clock) for one in gatherings]
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
