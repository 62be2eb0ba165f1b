"""A page as the ordered stream of blocks that a reader sees.

Nobody has seen the element names of some layouts, so what is read is not elements but blocks: one line of
text, one picture or one table of data each, whatever elements it was wrapped in. A block knows where it
stood in the tree (`path`), which is all that later steps may know about markup.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ipr_feeds.text import ends_sentence, indent, legal, one_blank, squeeze

_NEARLY = 0.7  # of the longest line is as long as a broken line may be short
_FULL_LINE = 28  # characters of a line that may have been broken for its length
_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|img|sup|sub)(?:\s+[a-z-]+\s*=[^<>]*)?\s*/?>", re.I)
_NO_LETTER = re.compile(r"[\W\d_]+")

Kind = Literal["p", "h", "li", "quote", "image", "table"]


class Mark(NamedTuple):
    """Inline markup around text: a tag and, for links, the absolute address."""

    tag: str
    href: str = ""


class Run(NamedTuple):
    """Text with one set of marks, outermost first."""

    text: str
    marks: tuple[Mark, ...] = ()


class Step(NamedTuple):
    """One block-level element on the way down to a block; `name` joins its class and id."""

    id: int
    tag: str
    name: str = ""


class Cell(NamedTuple):
    """A cell of a data table."""

    runs: tuple[Run, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1


class Block(NamedTuple):
    """One line of text, one picture, or one table of data."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    text: str = ""
    path: tuple[Step, ...] = ()
    level: int = 0  # of a heading, 1 to 6
    ordered: bool = False  # a list item with a number
    indent: int = 0  # columns, on purpose
    centred: bool = False
    caption: bool = False  # the layout marks it as one
    image: str = ""  # absolute address
    leads: str = ""  # where a click on the picture leads
    table: tuple[tuple[Cell, ...], ...] = ()
    pieces: tuple[str, ...] = ()  # the text nodes it was made of


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Legal runs with each stretch of white space one blank, none at the ends, none empty."""
    tidied: list[Run] = []
    blank = True
    for text, marks in runs:
        line = one_blank(legal(text))
        line = line[1:] if blank and line[:1] == " " else line
        if not line:
            continue
        blank = line[-1] == " "
        if tidied and tidied[-1].marks == marks:
            tidied[-1] = Run(tidied[-1].text + line, marks)
        else:
            tidied.append(Run(line, marks))
    while tidied and not (rest := tidied[-1].text.rstrip()):
        tidied.pop()
    if tidied:
        tidied[-1] = Run(rest, tidied[-1].marks)
    return tuple(tidied)


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without their marks."""
    return "".join(run.text for run in runs)


def with_runs(block: Block, runs: Iterable[Run]) -> Block:
    """The block with other text."""
    kept = tidy(runs)
    return block._replace(runs=kept, text=plain(kept))


def row_text(row: tuple[Cell, ...]) -> str:
    """A table row as a paragraph."""
    return " | ".join(text for cell in row if (text := plain(cell.runs)))


def paragraphs(block: Block) -> Iterator[str]:
    """The paragraphs of text in a block: none of a picture, one a row of a table."""
    if block.kind == "table":
        yield from (text for row in block.table if (text := row_text(row)))
    elif block.text:
        yield block.text


def links(block: Block) -> Iterator[tuple[str, str]]:
    """Each link in the block as its text and its address."""
    runs = [run for row in block.table for cell in row for run in cell.runs] or block.runs
    joined: dict[str, str] = {}
    for run in runs:
        for mark in run.marks:
            if mark.tag == "a":
                joined[mark.href] = joined.get(mark.href, "") + run.text
    yield from ((squeeze(text), href) for href, text in joined.items())


def linked(block: Block) -> float:
    """Share of the block's letters that stand in links, 0 to 1; dates and page numbers do not count."""
    if not any(run.marks for run in block.runs):
        return 0.0
    counts = [(len(_NO_LETTER.sub("", run.text)), any(mark.tag == "a" for mark in run.marks)) for run in block.runs]
    letters = sum(count for count, _ in counts)
    return sum(count for count, inside in counts if inside) / letters if letters else 0.0


def is_bold(block: Block) -> bool:
    """Whether all of the block's text is bold: a heading without being marked as one."""
    return bool(block.runs) and all(any(mark.tag == "strong" for mark in run.marks) for run in block.runs)


def of_lines(text: str) -> list[Block]:
    """A page without tags: one block a line."""
    bare = (_TAG.sub("", line) for line in text.splitlines())  # links leak into saved texts
    return [
        Block("p", (Run(text),), text, (Step(number, "p"),), indent=indent(line), pieces=(text,))
        for number, line in enumerate(bare)
        if (text := squeeze(line))
    ]


def join_wrapped(lines: list[Block]) -> list[Block]:
    """Lines parted by `<br>`, hard wraps mended, without the empty ones.

    A line goes on in the next when it ends no sentence and the next begins in lower case; where empty lines
    part the paragraphs, also when it is long or ends with a comma.
    """
    spaced = any(not (line.text or line.image) for line in lines[1:-1])
    full = max(_FULL_LINE, _NEARLY * max(len(line.text) for line in lines)) if spaced else 0
    groups: list[list[Block]] = []
    for line in lines:
        if groups and _wraps(groups[-1][-1], line, full):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_one_line(group) for group in groups if group[0].text or group[0].image]


def _one_line(lines: list[Block]) -> Block:
    if len(lines) == 1:
        return lines[0]
    runs = [run for line in lines for run in (*line.runs, Run(" "))]
    return with_runs(lines[0]._replace(pieces=tuple(piece for line in lines for piece in line.pieces)), runs)


def _wraps(above: Block, below: Block, full: float) -> bool:
    if not (above.text and below.text and above.kind == below.kind) or ends_sentence(above.text):
        return False
    broken = bool(full) and (len(above.text) >= full or above.text.endswith(","))
    return below.text[0].islower() or (broken and not below.indent)
