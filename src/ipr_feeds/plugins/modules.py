"""Modules of plugins: importing them, and saying what is wrong with them, with file and line."""

import ast
import importlib.util
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from ipr_feeds.declarations import Wrong
from ipr_feeds.hookspecs import HOOKS, marked
from ipr_feeds.program import API_VERSION
from ipr_feeds.whereabouts import line_of


def refuse_newer(files: Sequence[Path]) -> None:
    """Raise `Wrong` for a plugin that is written for a newer interface than ours: it is not even executed."""
    for file in files:
        content = file.read_bytes()
        if b"API_VERSION" not in content:  # parsing takes a hundred times as long
            continue
        for node in ast.parse(content).body:
            asked = _asked(node)
            if asked is not None and asked > API_VERSION:
                what = f"is written for version {asked} of the plugin interface, and this program has {API_VERSION}"
                raise Wrong(f"{what}; upgrade ipr-feeds", line_of(node.lineno, str(file)))


def _asked(node: ast.stmt) -> int | None:
    """The version that a statement such as `API_VERSION = 1` asks for; None of any other."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    named = any(isinstance(target, ast.Name) and target.id == "API_VERSION" for target in targets)
    value = node.value if named and isinstance(node, ast.Assign | ast.AnnAssign) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, int) else None


def files_of(module_name: str) -> list[Path]:
    """The files of a module that is not imported yet and of the packages that it is in, the outermost first.

    Nothing is executed; empty when they are not found: importing the module says more.
    """
    first, *rest = module_name.split(".")
    try:
        spec = importlib.util.find_spec(first)
    except (ImportError, ValueError):
        return []
    found = [Path(spec.origin)] if spec and spec.has_location and spec.origin else []
    folder = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None
    for name in rest if folder else ():
        folder = folder / name if folder else None
        candidates = (folder.with_suffix(".py"), folder / "__init__.py") if folder else ()
        found += [file for file in candidates if file.is_file()]
    return found


def blame(error: BaseException, file: Path | None) -> str:
    """What is wrong with the plugin in a file that raised, in one line, and where."""
    if isinstance(error, Wrong):
        message, place = str(error), error.place
    elif isinstance(error, SyntaxError):
        message, place = f"{type(error).__name__}: {error.msg}", line_of(error.lineno, error.filename)
    else:
        message, place = f"{type(error).__name__}: {error}", _place(error, str(file))
    return " ".join((f"{message} ({place})" if place else message).split())


def _place(error: BaseException, file: str) -> str:
    """Where in a file an error came through last."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return line_of(lines[-1], file) if lines else ""


def hook_at(module: Any, name: str) -> str:
    """Where a module implements a hook."""
    code = getattr(getattr(module, name, None), "__code__", None)
    return line_of(code.co_firstlineno, code.co_filename) if code else ""


def import_file(path: Path) -> ModuleType:
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


def refuse_unknown_hooks(module: Any) -> None:
    """Raise `Wrong` for a hook that there is not: it would never be called."""
    known = ", ".join(sorted(HOOKS))
    hooks = marked(module)
    for name in hooks:
        if name not in HOOKS:
            raise Wrong(f"there is no hook {name!r}; the hooks are {known}", hook_at(module, name))
    if not hooks:
        place = line_of(1, getattr(module, "__file__", None))
        raise Wrong(f"nothing in it is marked with hookimpl; the hooks are {known}", place)
