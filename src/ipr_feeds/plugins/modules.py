"""Modules of plugins: importing them, and saying what is wrong with them, with file and line."""

import importlib.util
import re
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from ipr_feeds.declarations import Wrong
from ipr_feeds.hookspecs import HOOKS, marked
from ipr_feeds.program import API_VERSION
from ipr_feeds.whereabouts import line_of

_ASKED = re.compile(rb"^API_VERSION\s*(?::\s*\w+\s*)?=\s*(\d+)", re.M)


def refuse_newer(file: Path | None) -> None:
    """Raise `Wrong` for a plugin that is written for a newer interface than ours: it is not even executed."""
    content = file.read_bytes() if file else b""
    asked = _ASKED.search(content)
    if asked and int(asked.group(1)) > API_VERSION:
        what = (
            f"is written for version {int(asked.group(1))} of the plugin interface, and this program has {API_VERSION}"
        )
        line = content.count(b"\n", 0, asked.start()) + 1
        raise Wrong(f"{what}; upgrade ipr-feeds", line_of(line, str(file)))


def file_of(module_name: str) -> Path | None:
    """The file of a module that is not imported yet; None when there is none."""
    try:
        spec = importlib.util.find_spec(module_name)
    except (ImportError, ValueError):  # importing it says more
        return None
    return Path(spec.origin) if spec and spec.has_location and spec.origin else None


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
