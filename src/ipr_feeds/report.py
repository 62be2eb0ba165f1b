"""What a run did and what went wrong, for the operator."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import msgspec

from ipr_feeds.errors import ANYTHING, FATAL, IprFeedsError, PageError
from ipr_feeds.incidents import Incident, Trouble
from ipr_feeds.plugins import Plugins
from ipr_feeds.publish.press import Published
from ipr_feeds.store.history import Outcome
from ipr_feeds.text import squeeze


class Report(msgspec.Struct, frozen=True):
    """What a refresh did: the files, the problems, by source what was read, and whether it was stopped.

    `held` are the sources and kinds of which the operator heard today; `recovered` is what is over.
    """

    published: tuple[Published, ...]
    troubles: tuple[Trouble, ...]
    outcomes: Mapping[str, Outcome] = {}
    stopped: bool = False
    held: frozenset[tuple[str, str]] = frozenset()
    recovered: tuple[Incident, ...] = ()


def trouble(source: str, url: str, error: BaseException) -> Trouble:
    """What to tell of an error; one that was not made on purpose is the plugin's."""
    if isinstance(error, PageError):
        told = error.of(source, url)
        return Trouble(source, told.kind, squeeze(str(told)), squeeze(told.url))  # servers send whatever they like
    if isinstance(error, IprFeedsError):
        return Trouble(source, error.kind, squeeze(str(error)), url)
    what = f"{source}, {url}: {type(error).__name__}: {error} (mend the plugin)"
    return Trouble(source, "plugin-error", squeeze(what), url)


def lines(troubles: Sequence[Trouble], most: int | None) -> list[str]:
    """What is wrong, a line each; of one kind at one source at most so many, and how many more there are."""
    told: dict[tuple[str, str], list[Trouble]] = {}
    for one in troubles:
        told.setdefault((one.source, one.kind), []).append(one)
    found = []
    for (source, kind), several in told.items():
        messages = list(dict.fromkeys(one.message + (f"; see {one.kept}" if one.kept else "") for one in several))
        found += [f"{kind}: {one}" for one in messages[:most]]
        if left := len(messages) - len(messages[:most]):
            found.append(f"{kind}: {source}: {left} more like these (-v tells all)")
    return found


def over(incident: Incident) -> str:
    """That a problem is over."""
    return f"recovered: {incident.source}: {incident.kind} is over; it was met in {_runs(incident)}"


def _runs(incident: Incident) -> str:
    times = f"{incident.runs} runs" if incident.runs > 1 else "one run"
    return f"{times} since {incident.since:%Y-%m-%d %H:%M UTC}"


def of_plugins(plugins: Plugins) -> list[Trouble]:
    """The problems of plugins that could not be loaded."""
    return [Trouble(one.plugin, "plugin-error", f"{one.origin}: {one.message}") for one in plugins.problems]


def of_files(published: Iterable[Published]) -> list[Trouble]:
    """The problems of files that could not be brought up to date; one where several formats of a feed have the same."""
    told: dict[tuple[str, str], list[Published]] = {}
    for one in published:
        if one.problem:
            told.setdefault((one.path.stem, one.problem.kind), []).append(one)
    return [Trouble(stem, kind, _together(several)) for (stem, kind), several in told.items()]


def _together(several: Sequence[Published]) -> str:
    first, *others = several
    same = f"; the same with {', '.join(one.path.name for one in others)}" if others else ""
    return f"{first.problem}{same}"


def files(published: Sequence[Published]) -> Iterator[str]:
    """What became of each file, a line for all formats of a feed."""
    for (stem, held, done), several in groupby(published, _in_line):
        suffixes = ",".join(one.path.suffix.removeprefix(".") for one in several)
        yield f"{stem}.{f'{{{suffixes}}}' if ',' in suffixes else suffixes}  {held}{done}"


def _in_line(file: Published) -> tuple[Path, str, str]:
    held = f"{file.entries} entries  " if file.entries is not None else ""
    done = "kept as it was" if file.problem else file.note or ("written" if file.changed else "unchanged")
    return file.path.with_suffix(""), held, done


@contextmanager
def guarded(source: str, url: str, troubles: list[Trouble]) -> Iterator[None]:
    """Whatever goes wrong inside becomes one of `troubles`, but for what ends the run."""
    try:
        yield
    except FATAL:
        raise
    except ANYTHING as error:  # a stranger's plugin
        troubles.append(trouble(source, url, error))
