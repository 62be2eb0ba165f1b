"""Registering one plugin after the other: a broken one is blamed, with file and line, and the rest goes on."""

import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import platformdirs
import pluggy

from ipr_feeds import declarations
from ipr_feeds.declarations import Wrong
from ipr_feeds.hookspecs import PROJECT, Hooks, marked
from ipr_feeds.plugins import modules
from ipr_feeds.plugins.found import Loaded, Problem
from ipr_feeds.source import Source
from ipr_feeds.whereabouts import declared_at, line_of

_FOLDER = "plugins"


def user_folder() -> Path:
    """Where the user's own drop-in sources lie."""
    return platformdirs.user_config_path("ipr-feeds") / _FOLDER


class Loader:
    """Registers one plugin after the other and keeps account of what failed."""

    def __init__(self, manager: pluggy.PluginManager, disabled: Collection[str]) -> None:
        self.manager, self.disabled = manager, disabled
        self.loaded: list[Loaded] = []
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def entry_point(self, point: EntryPoint) -> None:
        """An installed plugin."""
        origin = f"{point.dist.name} {point.dist.version}" if point.dist else "unknown distribution"
        module_name = point.value.partition(":")[0]
        if module_name in self.disabled:
            return
        files = modules.files_of(module_name)
        with self.blaming(module_name, origin, files[-1] if files else None):
            modules.refuse_newer(files)
            self.add(module_name, origin, point.load())

    def folder(self, folder: Path) -> None:
        """Every drop-in of a folder; the user's own need not exist."""
        try:
            found = sorted(path for path in folder.iterdir() if path.suffix == ".py")
        except OSError as error:
            if folder != user_folder() or not isinstance(error, FileNotFoundError):
                self.problems.append(
                    Problem(
                        "drop-ins", str(folder), f"cannot be read: {error.strerror}; make it, or mend plugins.directory"
                    )
                )
            return
        for path in found:
            self.drop_in(path)

    def drop_in(self, path: Path) -> None:
        """A file of a folder that the settings or the user name."""
        if path.stem in self.disabled:
            return
        with self.blaming(path.stem, str(path), path):
            modules.refuse_newer([path])
            self.add(path.stem, str(path), modules.import_file(path))

    @contextmanager
    def blaming(self, plugin: str, origin: str, file: Path | None) -> Iterator[None]:
        """Whatever a plugin raises becomes a problem of it, and what Python warns of a warning."""
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("default")
            try:
                yield
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # a stranger's module may do anything
                self.problems.append(Problem(plugin, origin, modules.blame(error, file)))
        for one in told:
            message = f"{one.category.__name__}: {one.message} ({line_of(one.lineno, one.filename)})"
            self.warnings.append(Problem(plugin, origin, " ".join(message.split())))

    def add(self, plugin: str, origin: str, module: Any) -> None:
        """Check a plugin completely, then let it take the place of one of the same name."""
        sources = _checked(plugin, module)
        others = [one for one in self.loaded if one.plugin != plugin]
        for source in sources:
            if known := next((one for one in others if one.source.name == source.name), None):
                where = f"{known.plugin} ({known.origin})"
                what = f"source {source.name!r} is already that of {where}; rename one of them"
                raise Wrong(what, declared_at(type(source), "name"))
        if self.manager.has_plugin(plugin):
            self.manager.unregister(name=plugin)
        self.manager.register(module, plugin)
        self.loaded = [*others, *(Loaded(source, plugin, origin) for source in sources)]


def _checked(plugin: str, module: Any) -> list[Source]:
    """The sources of a plugin, all of them sound; registered with a manager of its own, which forgets what is not."""
    modules.refuse_unknown_hooks(module)
    trial = pluggy.PluginManager(PROJECT)
    trial.add_hookspecs(Hooks)
    try:
        trial.register(module, plugin)
    except pluggy.PluginValidationError as error:
        bad = next((name for name in marked(module) if repr(name) in str(error)), "")
        raise Wrong(str(error), modules.hook_at(module, bad)) from error
    given: list[Any] = [impl.function() for impl in trial.hook.sources.get_hookimpls()]
    for group in given:
        if not isinstance(group, Iterable):
            what = f"sources() gave {group!r}; it must return a list, as in [MySite()]"
            raise Wrong(what, modules.hook_at(module, "sources"))
    sources = [source for group in given for source in group]
    for source in sources:
        declarations.check(source)
    names = [source.name for source in sources]
    for source in sources:
        if names.count(source.name) > 1:
            what = f"two sources have one name: {', '.join(names)}"
            raise Wrong(what, declared_at(type(source), "name"))
    return sources
