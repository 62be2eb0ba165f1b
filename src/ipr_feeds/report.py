"""What a run did and what went wrong, for the operator."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from ipr_feeds.errors import IprFeedsError, PageError, Spent, Stopped, StoreError
from ipr_feeds.plugins import Plugins
from ipr_feeds.publish import Published
from ipr_feeds.store.history import Outcome

#: What ends a run, whatever it was doing.
FATAL = (Stopped, StoreError, Spent)


class Trouble(msgspec.Struct, frozen=True):
    """One problem of one source: its kind, and a message that names the URL and what to do."""

    source: str
    kind: str
    message: str
    url: str = ""


class Report(msgspec.Struct, frozen=True):
    """What a refresh did: the files, the problems, by source what was read, and whether it was stopped."""

    published: tuple[Published, ...]
    troubles: tuple[Trouble, ...]
    outcomes: Mapping[str, Outcome] = {}
    stopped: bool = False


def trouble(source: str, url: str, error: Exception) -> Trouble:
    """What to tell of an error; one that was not made on purpose is the plugin's."""
    if isinstance(error, PageError):
        told = error.of(source, url)
        return Trouble(source, told.kind, str(told), told.url)
    if isinstance(error, IprFeedsError):
        return Trouble(source, error.kind, str(error), url)
    what = f"{source}, {url}: {type(error).__name__}: {error} (mend the plugin)"
    return Trouble(source, "plugin-error", " ".join(what.split()), url)


def lines(troubles: Sequence[Trouble], most: int | None) -> list[str]:
    """What is wrong, a line each; of one kind at one source at most so many, and how many more there are."""
    told: dict[tuple[str, str], list[Trouble]] = {}
    for one in troubles:
        told.setdefault((one.source, one.kind), []).append(one)
    found = []
    for (source, kind), several in told.items():
        found += [f"{kind}: {one.message}" for one in several[:most]]
        if left := len(several) - len(several[:most]):
            found.append(f"{kind}: {source}: {left} more like these (-v tells all)")
    return found


def of_plugins(plugins: Plugins) -> list[Trouble]:
    """The problems of plugins that could not be loaded."""
    return [Trouble(one.plugin, "plugin-error", f"{one.origin}: {one.message}") for one in plugins.problems]


def of_files(published: Iterable[Published]) -> list[Trouble]:
    """The problems of files that could not be brought up to date."""
    return [Trouble(one.path.stem, one.problem.kind, str(one.problem)) for one in published if one.problem]


@contextmanager
def guarded(source: str, url: str, troubles: list[Trouble]) -> Iterator[None]:
    """Whatever goes wrong inside becomes one of `troubles`, but for what ends the run."""
    try:
        yield
    except FATAL:
        raise
    except Exception as error:  # a stranger's plugin may raise anything
        troubles.append(trouble(source, url, error))
