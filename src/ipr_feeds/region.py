"""Where an article's body ends when no line says so.

Some sites put nothing between the last paragraph and their sidebars. What is left is the shape of the page:
the body is what stands nearest after a known block, among its siblings or those of the closest element
around it; a sidebar or a footer is another box.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ipr_feeds.blocks import Block, Step, linked, links
from ipr_feeds.text import ends_sentence

_PROSE = 60  # characters; a shorter line without an end is a label or a headline
_HEADING = 40
_LINKED = 0.6  # share of letters in links; more is navigation
_ASIDE = frozenset(("aside", "footer", "nav", "form", "menu"))
_TEXTUAL = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "figure", "pre", "line"))
_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".rar", ".csv", ".txt", ".wps", ".et")


class _Group(NamedTuple):
    """The blocks of one sibling: `blocks[first:last]`."""

    first: int
    last: int
    step: Step
    single: bool  # one paragraph, not a box of several
    aside: bool
    prose: bool


def body_after(blocks: Sequence[Block], at: int, stop: int) -> list[int]:
    """Indexes of the body that follows the block `at`, before the block `stop`."""
    path = blocks[at].path
    for content in (_is_prose, _has_text):
        for depth in range(len(path) - 1, -1, -1):
            end = _end_of(blocks, at, stop, depth)
            if any(content(block) for block in blocks[at + 1 : end]):
                return _without_tail(blocks, _among_siblings(blocks, at + 1, end, depth))
    return []


def is_document(url: str) -> bool:
    """Whether an address is that of a file to download."""
    return url.partition("?")[0].lower().endswith(_DOCUMENTS)


def _end_of(blocks: Sequence[Block], at: int, stop: int, depth: int) -> int:
    around, end = blocks[at].path[:depth], at + 1
    while end < stop and blocks[end].path[:depth] == around:
        end += 1
    return end


def _among_siblings(blocks: Sequence[Block], start: int, end: int, depth: int) -> list[int]:
    runs = groupby(range(start, end), key=lambda index: blocks[index].path[depth])
    groups = _with_headings([_group(blocks, list(indexes), step, depth) for step, indexes in runs], blocks)
    while groups and groups[0].aside:
        groups.pop(0)
    main = next((at for at, group in enumerate(groups) if group.prose), None)
    if main is None:
        return [index for group in groups if not group.aside for index in range(group.first, group.last)]
    kept = groups[: main + 1] + _going_on(groups, main)
    if not groups[main].single:
        inner = _first_column(blocks, groups[main], depth + 1)
        kept = [*kept[:main], inner, *kept[main + 1 :]]
    return [index for group in kept if not group.aside for index in range(group.first, group.last)]


def _with_headings(groups: list[_Group], blocks: Sequence[Block]) -> list[_Group]:
    """A heading directly above navigation is part of it."""
    marked = list(groups)
    for at in range(len(groups) - 2, -1, -1):
        only = blocks[groups[at].first]
        if marked[at + 1].aside and groups[at].single and _is_heading(only) and not only.image:
            marked[at] = groups[at]._replace(aside=True)
    return marked


def _going_on(groups: list[_Group], main: int) -> list[_Group]:
    """The siblings after the first with prose that are still body: up to the last that is like those before."""
    names = {group.step.name for group in groups[: main + 1] if group.prose}
    last = main
    for at in range(main + 1, len(groups)):
        group, before = groups[at], groups[at - 1]
        if group.aside or group.single != groups[main].single:
            continue
        pictured = group.single and (not group.prose or not before.prose) and last == at - 1
        if _is_alike(group, groups[main], names) or pictured:
            last = at
    return groups[main + 1 : last + 1]


def _is_alike(group: _Group, main: _Group, names: set[str]) -> bool:
    """Paragraphs are alike unless they carry a name of their own; boxes only if they share a name."""
    if not group.single:
        return group.step.tag == main.step.tag and group.step.name in names - {""}
    return not group.step.name or group.step.name in names


def _first_column(blocks: Sequence[Block], group: _Group, depth: int) -> _Group:
    """The first column with prose of a table that lays out a page; the group itself when it is none."""
    cells = groupby(range(group.first, group.last), key=lambda index: blocks[index].path[depth])
    columns = [_group(blocks, list(indexes), step, depth) for step, indexes in cells]
    if not any(column.step.tag == "td" for column in columns):
        return group
    return next((column for column in columns if column.prose and not column.aside), group)


def _group(blocks: Sequence[Block], indexes: list[int], step: Step, depth: int) -> _Group:
    own = [blocks[index] for index in indexes]
    texts = [block for block in own if block.text]
    letters = sum(len(block.text) for block in texts)
    in_links = sum(len(block.text) * linked(block) for block in texts)
    single = len(own) == 1 or step.tag in _TEXTUAL
    aside = step.tag in _ASIDE or (bool(texts) and len(texts) > 1 and in_links > _LINKED * letters)
    return _Group(indexes[0], indexes[-1] + 1, step, single, aside, any(_is_prose(block) for block in own))


def _is_prose(block: Block) -> bool:
    if block.kind == "table":
        return True
    if linked(block) > _LINKED:
        return False
    return len(block.text) >= _PROSE or (ends_sentence(block.text) and not block.text.endswith((":", "：")))


def _has_text(block: Block) -> bool:
    return bool(block.image) or (bool(block.text) and linked(block) <= _LINKED)


def _without_tail(blocks: Sequence[Block], indexes: list[int]) -> list[int]:
    """Without a list of links at the end and the heading above it."""
    kept = list(indexes)
    while kept and _is_link_line(blocks[kept[-1]]):
        kept.pop()
    if len(kept) < len(indexes) and kept and _is_heading(blocks[kept[-1]]):
        kept.pop()
    return kept


def _is_link_line(block: Block) -> bool:
    return linked(block) > _LINKED and not any(is_document(href) for _, href in links(block))


def _is_heading(block: Block) -> bool:
    return block.kind == "h" or (len(block.text) <= _HEADING and bool(block.text) and not ends_sentence(block.text))
