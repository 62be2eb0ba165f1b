"""Finding plugins and asking them for sources, each for itself: a broken one never stops another."""

import hashlib
import sys
from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import pluggy

from ipr_feeds.config import Config
from ipr_feeds.errors import UsageError
from ipr_feeds.hookspecs import PROJECT, Hooks
from ipr_feeds.plugins.found import Loaded, Plugins, Problem
from ipr_feeds.plugins.loading import Loader, user_folder
from ipr_feeds.program import VERSION
from ipr_feeds.relevance import Words
from ipr_feeds.source import Source

_OURS = ("ipr_feeds.", "builtins")

__all__ = ["Loaded", "Plugins", "Problem", "configured", "load", "named", "user_folder", "version"]


def load(folders: Iterable[Path] | None = None, disabled: Collection[str] = ()) -> Plugins:
    """All plugins: entry points of the group `ipr_feeds`, then the `.py` files of `folders`.

    `folders` is the user's own folder unless given; `disabled` names modules that are not even imported. A
    drop-in with the file name of an installed plugin's module replaces it, unless it is bad itself. Never raises
    for a plugin's sake.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    loader = Loader(manager, disabled)
    for point in sorted(entry_points(group=PROJECT), key=lambda point: point.name):
        loader.entry_point(point)
    for folder in [user_folder()] if folders is None else folders:
        loader.folder(folder)
    loaded = tuple(sorted(loader.loaded, key=lambda one: one.source.name))
    return Plugins(manager, loaded, tuple(loader.problems), tuple(loader.warnings))


def version(source: Source) -> str:
    """What tells apart two states of whatever reads a source: the modules it is of, its words, this program."""
    owners = {owner.__module__ for kind in (type(source), *source.layouts) for owner in kind.__mro__}
    code = b"".join(_code(name) for name in sorted(owners) if not name.startswith(_OURS))
    told = f"{VERSION}\n{source.words!r}\n".encode()
    return hashlib.sha256(told + code).hexdigest()[:16]


def _code(module_name: str) -> bytes:
    """The text of a module, or its name where that cannot be had."""
    file = getattr(sys.modules.get(module_name), "__file__", None)
    return Path(file).read_bytes() if file and Path(file).is_file() else module_name.encode()


def configured(found: Plugins, config: Config) -> Plugins:
    """The sources that the settings enable, as they set them.

    Raises `UsageError` for settings of a source that there is not.
    """
    known = {one.source.name for one in found.loaded}
    unknown = sorted(config.sources.keys() - known)
    if unknown and not found.problems:  # else it may be a broken plugin's
        there = ", ".join(sorted(known))
        raise UsageError(f"{config.file}: [sources.{unknown[0]}]: there is no such source; there are {there}")
    kept = tuple(one for one in found.loaded if config.source(one.source.name).enabled)
    problems = list(found.problems)
    for one in kept:
        settings = config.source(one.source.name)
        own = {
            "start_urls": settings.start_urls,
            "words": (one.source.words or Words((), ()))._replace(subject=settings.words, both=False)
            if settings.words
            else None,
        }
        for name, value in own.items():
            try:
                if value is not None:
                    setattr(one.source, name, value)
            except AttributeError as error:  # a stranger's property
                problems.append(Problem(one.plugin, one.origin, f"{name} cannot be set from the settings: {error}"))
    return found._replace(loaded=kept, problems=tuple(problems))


def named(plugins: Plugins, names: Sequence[str]) -> list[Source]:
    """The sources of these names, all of them without. Raises `UsageError` for a name that there is not."""
    if not plugins.sources:
        raise UsageError("no source is left; `ipr-feeds sources` says what is wrong, `ipr-feeds config` what is set")
    known = {source.name: source for source in plugins.sources}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no source {name!r}, or it is switched off; the sources are {', '.join(known)}")
    return [source for name, source in known.items() if not names or name in names]
