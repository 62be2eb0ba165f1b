"""Blocks to HTML that any reader may show: an allow-list of tags, absolute addresses, nothing else."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

import nh3

from ipr_feeds.blocks import Block, Cell, Mark, Run

_TAGS = frozenset(
    "a b blockquote br code del em figcaption figure h2 h3 h4 h5 h6 hr i img ins li mark ol p pre s strong sub sup"
    " table tbody td tfoot th thead tr u ul".split()
)
_SPANS = frozenset(("colspan", "rowspan"))
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "iframe", "object", "template", "noscript"},
    attributes={"*": set(), "a": {"href"}, "img": {"src", "alt"}, "td": _SPANS, "th": _SPANS},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
)


def gate(html: str) -> str:
    """HTML through the allow-list: only its tags and attributes, only absolute addresses, no script."""
    return _CLEANER.clean(html)


def render(blocks: Iterable[Block], captions: dict[int, str]) -> str:
    """Clean HTML of blocks; `captions` maps the index of a picture to its caption."""
    parts = []
    for wrapper, group in groupby(enumerate(blocks), key=lambda item: _wrapper(item[1])):
        inner = "".join(_block(block, captions.get(at, "")) for at, block in group)
        parts.append(f"<{wrapper}>{inner}</{wrapper}>" if wrapper else inner)
    return gate("".join(parts))


def _wrapper(block: Block) -> str:
    if block.kind == "li":
        return "ol" if block.ordered else "ul"
    return "blockquote" if block.kind == "quote" else ""


def _block(block: Block, caption: str) -> str:
    if block.kind == "image":
        figcaption = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
        return f'<figure><img src="{escape(block.image)}" alt="">{figcaption}</figure>'
    if block.kind == "table":
        return "<table>" + "".join(_row(row) for row in block.table) + "</table>"
    tag = f"h{max(block.level, 2)}" if block.kind == "h" else "li" if block.kind == "li" else "p"
    return f"<{tag}>{inline(block.runs)}</{tag}>"


def _row(row: tuple[Cell, ...]) -> str:
    return "<tr>" + "".join(_cell(cell) for cell in row) + "</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = "".join(
        f' {name}="{number}"' for name, number in (("colspan", cell.columns), ("rowspan", cell.rows)) if number > 1
    )
    return f"<{tag}{spans}>{inline(cell.runs)}</{tag}>"


def inline(runs: Iterable[Run]) -> str:
    """Runs as inline HTML; marks that go on from one run to the next stay open."""
    parts: list[str] = []
    open_marks: list[Mark] = []
    for text, marks in runs:
        shared = _shared(open_marks, marks)
        parts.extend(f"</{mark.tag}>" for mark in reversed(open_marks[shared:]))
        parts.extend(_opening(mark) for mark in marks[shared:])
        parts.append(escape(text, quote=False))
        open_marks = list(marks)
    parts.extend(f"</{mark.tag}>" for mark in reversed(open_marks))
    return "".join(parts)


def _opening(mark: Mark) -> str:
    return f'<a href="{escape(mark.href)}">' if mark.tag == "a" else f"<{mark.tag}>"


def _shared(open_marks: list[Mark], marks: tuple[Mark, ...]) -> int:
    count = 0
    while count < min(len(open_marks), len(marks)) and open_marks[count] == marks[count]:
        count += 1
    return count
