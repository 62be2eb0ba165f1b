"""What Python warns of while it compiles a plugin: it does so once, and who loads it later hears nothing."""

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from ipr_feeds.source import Source
from ipr_feeds.whereabouts import line_of


def compile_warnings(source: Source) -> Iterator[str]:
    """The warnings for every module that a source or one of its layouts is declared in."""
    kinds = (type(source), *source.layouts)
    names = dict.fromkeys(owner.__module__ for kind in kinds for owner in kind.__mro__)
    for name in names:
        file = getattr(sys.modules.get(name), "__file__", None)
        if file and not name.startswith("ipr_feeds."):
            yield from _warnings(Path(file))


def _warnings(file: Path) -> Iterator[str]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("default")
        compile(file.read_bytes(), str(file), "exec")
    for one in told:
        yield f"{one.category.__name__}: {one.message} ({line_of(one.lineno, one.filename)})"
