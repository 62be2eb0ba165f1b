"""How values are written in a module: as a formatter would leave them, within the width of a line."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.text import legal, shorten

WIDTH = 120
INDENT = "    "
_NAME = 60  # columns


def tuple_of(field: str, values: Sequence[str]) -> Iterator[str]:
    """A declaration of several values, on one line where they fit."""
    values = [value for value in values if value]
    line = f"{INDENT}{field} = ({', '.join(values)}{',' if len(values) == 1 else ''})"
    if width(line) <= WIDTH:
        yield line
        return
    yield from (f"{INDENT}{field} = (", *(f"{INDENT * 2}{value}," for value in values), f"{INDENT})")


def comment(text: str) -> Iterator[str]:
    """A comment above a declaration, on as many lines as it needs."""
    lines = textwrap.wrap(plain(text), 100, break_long_words=True, break_on_hyphens=False)
    yield from (f"{INDENT}# {piece}" for line in lines for piece in _cut(line))


def _cut(line: str) -> Iterator[str]:
    """A line in pieces that are not too wide: Chinese letters count twice."""
    while width(line) > WIDTH - 8:
        yield line[:50]
        line = line[50:]
    yield line


def value_of(value: object) -> str:
    """A declaration as an author would write it."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple) and not isinstance(value, Anchor | Span):
        return f"({', '.join(quoted(one) for one in value)}{',' if len(value) == 1 else ''})"
    return _place(value)


def _place(value: object) -> str:
    if isinstance(value, Anchor):
        return constant(value) if isinstance(value.label, re.Pattern) else f"anchor({quoted(value.label)})"
    if isinstance(value, Span) and value.after:
        ends = [_end(value.after), *([_end(value.before)] if value.before and not value.nearest else [])]
        ends += [f"before={_end(value.before)}"] if value.before and value.nearest else []
        return f"{'following' if value.nearest else 'between'}({', '.join(ends)})"
    return "largest()"


def _end(value: Anchor | str) -> str:
    return quoted(value) if isinstance(value, str) else _place(value)


def quoted(text: str) -> str:
    """A string as a formatter would write it."""
    written = repr(text)
    return f'"{written[1:-1]}"' if written[0] == "'" and '"' not in text else written


def raw(pattern: str) -> str:
    """A pattern as a raw string."""
    return f'r"{pattern}"' if '"' not in pattern and not pattern.endswith("\\") else quoted(pattern)


def width(line: str) -> int:
    """The columns of a line."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


def plain(text: str) -> str:
    """Text that may stand in a comment or a docstring."""
    return shorten(" ".join(legal(text).replace("\\", "/").replace('"""', "'''").split()), 200)


def short(text: str) -> str:
    """Text that fits into a line beside other text."""
    cut = plain(text)
    while width(cut) > _NAME:
        cut = cut[:-2] + "…"
    return cut


def constant(place: Anchor) -> str:
    """The name of a place that is found by a pattern."""
    return place.name.upper().replace(" ", "_")


def pattern_of(place: Anchor) -> str:
    """What that name stands for."""
    pattern = place.label
    if not isinstance(pattern, re.Pattern):
        return quoted(pattern)
    flags = ", re.I" if pattern.flags & re.I else ""
    return f"anchor(re.compile({raw(pattern.pattern)}{flags}), name={quoted(place.name)})"
