"""How values are written in a module: as a formatter would leave them, within the width of a line."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.drafting.subjects import Found
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


def declared(field: str, value: str, said: str, guess: str) -> Iterator[str]:
    """One declaration, with what it gave and what is guessed behind it, or above where there is no room."""
    line = f"{INDENT}{field} = {value}"
    parts = value.strip("()").split(", ")
    whole = [line] if width(line) <= WIDTH or len(parts) == 1 else list(tuple_of(field, parts))
    yield from remarked(whole, [said] if said else [], guess)


def each(field: str, several: Sequence[Found]) -> Iterator[str]:
    """A declaration of several things, each with what it matched; of one thing on one line."""
    if len(several) == 1:
        yield from declared(field, value_of((several[0].value,)), several[0].said, several[0].guess)
    elif several:
        for guess in (found.guess for found in several if found.guess):
            yield from comment(f"GUESS: {guess}")
        lines = [(f"{INDENT * 2}{_one(found.value)},", found.said) for found in several]
        yield f"{INDENT}{field} = ("
        yield from (_behind(line, plain(said)) or line for line, said in lines)
        yield f"{INDENT})"


def remarked(lines: Sequence[str], remarks: Sequence[str], guess: str = "") -> Iterator[str]:
    """A declaration with what is remarked and guessed of it: behind it where there is room, else above."""
    marked = [f"GUESS: {guess}"] if guess else []
    told = [plain(remark) for remark in remarks]
    single = len(lines) == 1 and len(told) < 2
    if single and (behind := _behind(lines[0], "; ".join(told + marked))):
        yield behind
        return
    behind = _behind(lines[0], told[0]) if single and told else ""
    for text in marked + ([] if behind else told):
        yield from comment(text)
    yield from [behind] if behind else lines


def _behind(line: str, remark: str) -> str:
    """A line with a remark behind it; empty where it would be too wide."""
    whole = f"{line}  # {remark}" if remark else line
    return whole if width(whole) <= WIDTH else ""


def comment(text: str) -> Iterator[str]:
    """A comment above a declaration, on as many lines as it needs."""
    lines = textwrap.wrap(_harmless(text), WIDTH - 8, break_long_words=True, break_on_hyphens=False)
    yield from (f"{INDENT}# {piece}" for line in lines for piece in _cut(line))


def _cut(line: str) -> Iterator[str]:
    """A line in pieces that are not too wide: Chinese letters count twice."""
    while width(line) > WIDTH - 6:
        yield line[:50]
        line = line[50:]
    yield line


def value_of(value: object) -> str:
    """A declaration as an author would write it."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple) and not isinstance(value, Anchor | Span):
        return f"({', '.join(map(_one, value))}{',' if len(value) == 1 else ''})"
    return _place(value)


def _one(value: object) -> str:
    return quoted(value) if isinstance(value, str) else _place(value)


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
    """Text that may stand in a comment or a docstring, in short."""
    return shorten(_harmless(text), 200)


def _harmless(text: str) -> str:
    return " ".join(legal(text).replace("\\", "/").replace('"""', "'''").split())


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
