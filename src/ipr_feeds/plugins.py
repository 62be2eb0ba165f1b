"""Finding plugins and asking them for sources, each for itself: a broken one never stops another."""

import hashlib
import importlib.util
import sys
import traceback
from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import platformdirs
import pluggy

from ipr_feeds import declarations
from ipr_feeds.config import Config
from ipr_feeds.declarations import Wrong
from ipr_feeds.errors import UsageError
from ipr_feeds.hookspecs import HOOKS, PROJECT, Hooks, marked
from ipr_feeds.program import VERSION
from ipr_feeds.relevance import Words
from ipr_feeds.source import Source

_FOLDER = "plugins"


class Problem(NamedTuple):
    """What is wrong with a plugin, and where it came from."""

    plugin: str
    origin: str
    message: str


class Loaded(NamedTuple):
    """A source and where it came from."""

    source: Source
    plugin: str
    origin: str


class Plugins(NamedTuple):
    """Everything found: working sources in order of their names, and every problem."""

    manager: pluggy.PluginManager
    loaded: tuple[Loaded, ...]
    problems: tuple[Problem, ...]

    @property
    def sources(self) -> list[Source]:
        """The working sources."""
        return [one.source for one in self.loaded]


def user_folder() -> Path:
    """Where the user's own drop-in sources lie."""
    return platformdirs.user_config_path("ipr-feeds") / _FOLDER


def load(folders: Iterable[Path] | None = None, disabled: Collection[str] = ()) -> Plugins:
    """All plugins: entry points of the group `ipr_feeds`, then the `.py` files of `folders`.

    `folders` is the user's own folder unless given; `disabled` names modules that are not even imported. A
    drop-in with the file name of an installed plugin's module replaces it, unless it is bad itself. Never raises
    for a plugin's sake.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    loader = _Loader(manager, disabled)
    for point in sorted(entry_points(group=PROJECT), key=lambda point: point.name):
        loader.entry_point(point)
    for folder in [user_folder()] if folders is None else folders:
        loader.folder(folder)
    loaded = tuple(sorted(loader.loaded, key=lambda one: one.source.name))
    return Plugins(manager, loaded, tuple(loader.problems))


def version(source: Source) -> str:
    """What tells apart two states of whatever reads a source: its module, its words, this program."""
    module = sys.modules.get(type(source).__module__)
    file = getattr(module, "__file__", None)
    code = Path(file).read_bytes() if file and Path(file).is_file() else type(source).__module__.encode()
    told = f"{VERSION}\n{source.words!r}\n".encode()
    return hashlib.sha256(told + code).hexdigest()[:16]


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


class _Loader:
    """Registers one plugin after the other and keeps account of what failed."""

    def __init__(self, manager: pluggy.PluginManager, disabled: Collection[str]) -> None:
        self.manager, self.disabled = manager, disabled
        self.loaded: list[Loaded] = []
        self.problems: list[Problem] = []

    def entry_point(self, point: EntryPoint) -> None:
        origin = f"{point.dist.name} {point.dist.version}" if point.dist else "unknown distribution"
        module_name = point.value.partition(":")[0]
        if module_name in self.disabled:
            return
        try:
            module = point.load()
            self.add(module_name, origin, module)
        except (Exception, SystemExit) as error:  # a stranger's module may do anything
            self.blame(module_name, origin, error)

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
        if path.stem in self.disabled:
            return
        try:
            self.add(path.stem, str(path), _import_file(path))
        except (Exception, SystemExit) as error:
            self.blame(path.stem, str(path), error)

    def blame(self, plugin: str, origin: str, error: BaseException) -> None:
        message = str(error) if isinstance(error, Wrong) else f"{type(error).__name__}: {error}{_line_of(error)}"
        self.problems.append(Problem(plugin, origin, " ".join(message.split())))

    def add(self, plugin: str, origin: str, module: Any) -> None:
        """Check a plugin completely, then let it take the place of one of the same name."""
        _refuse_unknown_hooks(module)
        trial = pluggy.PluginManager(PROJECT)
        trial.add_hookspecs(Hooks)
        trial.register(module, plugin)
        given: list[Any] = [impl.function() for impl in trial.hook.sources.get_hookimpls()]
        for group in given:
            if not isinstance(group, Iterable):
                raise Wrong(f"sources() gave {group!r}; it must return a list, as in [MySite()]")
        sources = [source for group in given for source in group]
        for source in sources:
            declarations.check(source)
        others = [one for one in self.loaded if one.plugin != plugin]
        for source in sources:
            if known := next((one for one in others if one.source.name == source.name), None):
                where = f"{known.plugin} ({known.origin})"
                raise Wrong(f"source {source.name!r} is already that of {where}; rename one of them")
        if self.manager.has_plugin(plugin):
            self.manager.unregister(name=plugin)
        self.manager.register(module, plugin)
        self.loaded = [*others, *(Loaded(source, plugin, origin) for source in sources)]


def _line_of(error: BaseException) -> str:
    """Where in the plugin an error came from."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if not one.filename.startswith("<frozen")]
    return f" (line {frames[-1].lineno} of {frames[-1].filename})" if len(frames) > 1 else ""


def _import_file(path: Path) -> ModuleType:
    """Execute a drop-in under a name of its own: what it replaces can still be imported, by itself too."""
    name = f"ipr_feeds_drop_in_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise Wrong(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # before executing it: msgspec and pickle look it up
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _refuse_unknown_hooks(module: Any) -> None:
    known = ", ".join(sorted(HOOKS))
    hooks = marked(module)
    for name in hooks:
        if name not in HOOKS:
            raise Wrong(f"there is no hook {name!r}; the hooks are {known}")
    if not hooks:
        raise Wrong(f"nothing in it is marked with hookimpl; the hooks are {known}")
