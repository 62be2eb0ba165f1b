"""One source, live: its lists, then the pages that are due."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from ipr_feeds.errors import ANYTHING, FATAL, Gone, Spent
from ipr_feeds.gathering.job import Job
from ipr_feeds.gathering.lists import Lists
from ipr_feeds.gathering.pages import Pages
from ipr_feeds.incidents import Trouble
from ipr_feeds.store.history import Known, Run

LISTED_LATELY = timedelta(hours=12)


def gather(job: Job, clock: Callable[[], datetime]) -> None:
    """Run a job: problems are in its `troubles`, figures in its `outcome`, which the store's history keeps."""
    started, spent = clock(), False
    try:
        _notice_change(job, started)
        answered = _has_work(job, started) or Lists(job).read(started)
        job.outcome = msgspec.structs.replace(job.outcome, answered=answered)
        if answered:
            Pages(job, clock).read()
    except Spent:
        spent = True  # the next run goes on
    except FATAL:
        raise
    except ANYTHING as error:  # a stranger's plugin
        job.troubles.append(job.trouble(job.source.home, error))
    job.troubles += _standing(job)
    waiting = job.store.articles.waiting(job.source.name, clock())
    kinds = tuple(sorted({one.kind for one in job.troubles}))
    job.outcome = msgspec.structs.replace(job.outcome, waiting=waiting, problems=kinds)
    if job.outcome.answered or not spent:
        job.store.history.ran(job.source.name, Run(started, clock(), job.outcome))


def _has_work(job: Job, now: datetime) -> bool:
    """Whether a site that may be asked only once has articles waiting that its lists named not long ago."""
    source, store = job.source, job.store
    if not any(map(job.fetcher.is_slow, source.start_urls)) or not store.articles.waiting(source.name, now):
        return False
    return any(run.outcome.listed and now - run.started < LISTED_LATELY for run in store.history.runs(source.name, 50))


def _notice_change(job: Job, now: datetime) -> None:
    """What a changed plugin would read otherwise is read again."""
    name, history = job.source.name, job.store.history
    known = history.version(name)
    if known == job.terms.version:
        return
    with job.store.transaction():
        if known is not None:
            job.store.articles.reconsider(name, job.source.relevant, job.terms.window, now)
        source = job.source
        known_as = Known(name, job.terms.plugin, source.title, source.home, source.language)
        history.keep_version(known_as, job.terms.version)


def _standing(job: Job) -> list[Trouble]:
    """What went wrong with pages before, and will be tried again."""
    told = {(one.kind, one.message) for one in job.troubles}
    standing = job.store.articles.standing(job.source.name)
    return [
        Trouble(job.source.name, one.kind, one.message, one.url)
        for one in standing
        if one.kind != Gone.kind and (one.kind, one.message) not in told
    ]
