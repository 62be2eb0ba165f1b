"""Where an article's body ends when no line says so.

Some sites put nothing between the last paragraph and their sidebars. What is left is the shape of the page:
the body is what stands nearest after a known block, among its siblings or those of the closest element
around it; a sidebar or a footer is another box.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ipr_feeds.blocks import Block, Step, is_bold, linked, links
from ipr_feeds.text import ends_sentence
from ipr_feeds.urls import is_document

_PROSE = 60  # characters; a shorter line without an end is a label or a headline
_HEADING = 40
_PARAGRAPHS = 3  # and
_LETTERS = 400  # of prose make an article without labels
_MOST = 0.7  # share of the page's prose
_LINKED = 0.6  # share of letters in links; more is navigation
_OUTSIDE = frozenset(("aside", "footer", "nav", "menu", "form"))
_TEXTUAL = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "figure", "pre", "line"))
_HEADS_LINKS = re.compile(
    r"(?:latest|hot|more|related|recommended|recent|popular|top|quick|other|see also)\b.*"
    r"|.*\b(?:news|links|articles|topics)\W*|.*(?:相关|最新|热门|推荐|更多|阅读|链接|排行).*",
    re.I,
)


_BESIDE = re.compile(r"foot|side|about|copy|contact|link|right|bottom", re.I)
_CONTACT = re.compile(r"(?:tel|telephone|phone|fax|address|e-?mail|postcode|电话|地址|邮编|传真)\s*[:：.]", re.I)


class _Group(NamedTuple):
    """The blocks of one sibling: `blocks[first:last]`."""

    first: int
    last: int
    step: Step
    letters: int
    single: bool  # one paragraph, list or picture, not a box of several
    aside: bool  # navigation by its links or by its element
    prose: bool
    headed: bool  # begins with a heading
    documents: bool  # links to files
    contact: bool  # holds an address


def body_after(blocks: Sequence[Block], at: int, stop: int) -> list[int]:
    """Indexes of the body that follows the block `at`, before the block `stop`."""
    path = blocks[at].path
    for content in (_is_prose, _has_text):
        for depth in range(len(path) - 1, -1, -1):
            end = _end_of(blocks, at, stop, depth)
            if any(content(block) for block in blocks[at + 1 : end]):
                return _without_tail(blocks, _among_siblings(blocks, at + 1, end, depth))
    return []


def largest_box(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the smallest box that holds most of the page's prose; none where there is too little to be sure."""
    letters = [len(block.text) if block.kind != "table" and _is_prose(block) else 0 for block in blocks]
    if sum(map(bool, letters)) < _PARAGRAPHS or sum(letters) < _LETTERS:
        return []
    depth, inside = 0, list(range(len(blocks)))
    while (smaller := _most(blocks, letters, inside, depth)) is not None:
        depth, inside = depth + 1, smaller
    return [at for at in inside if not any(step.tag in _OUTSIDE for step in blocks[at].path[depth:])]


def _most(blocks: Sequence[Block], letters: list[int], inside: list[int], depth: int) -> list[int] | None:
    """The blocks of the one element at this depth that holds most of the prose; None where no one does."""
    held: dict[Step, int] = defaultdict(int)
    members: dict[Step, list[int]] = defaultdict(list)
    for at in inside:
        if depth < len(blocks[at].path) - 1:
            held[blocks[at].path[depth]] += letters[at]
            members[blocks[at].path[depth]].append(at)
    best = max(held, default=None, key=lambda box: held[box])
    return members[best] if best and held[best] > _MOST * sum(letters[at] for at in inside) else None


def _end_of(blocks: Sequence[Block], at: int, stop: int, depth: int) -> int:
    around, end = blocks[at].path[:depth], at + 1
    while end < stop and blocks[end].path[:depth] == around:
        end += 1
    return end


def _among_siblings(blocks: Sequence[Block], start: int, end: int, depth: int) -> list[int]:
    groups = _groups(blocks, range(start, end), depth)
    main = next((at for at, group in enumerate(groups) if group.prose and not group.aside), None)
    if main is None:  # an article of one line above many links
        main = next((at for at, group in enumerate(groups) if group.prose and group.step.tag not in _OUTSIDE), None)
    if main is None:
        kept = [group for group in groups if not group.aside]
    else:
        before = [group for group in groups[:main] if not group.aside]
        after = [group for group in _going_on(groups, main) if not group.aside]
        kept = [*before, _first_column(blocks, groups[main], depth + 1), *after]
    return [
        index
        for group in kept
        for index in range(group.first, group.last)
        if not any(step.tag in _OUTSIDE for step in blocks[index].path[depth + 1 :])
    ]


def _groups(blocks: Sequence[Block], indexes: range, depth: int) -> list[_Group]:
    """The siblings; a heading directly above navigation that has none of its own is part of it."""
    runs = groupby(indexes, key=lambda index: blocks[index].path[depth])
    groups = [_group(blocks, list(members), step, depth) for step, members in runs]
    for at in range(len(groups) - 2, -1, -1):
        group, below = groups[at], groups[at + 1]
        alone = group.last - group.first == 1
        if below.aside and not below.headed and alone and _heads(blocks[group.first]):
            groups[at] = group._replace(aside=True)
    return groups


def _going_on(groups: list[_Group], main: int) -> list[_Group]:
    """The siblings after the first with prose that are still body: up to the last that is like those before."""
    names = {group.step.name for group in groups[: main + 1] if group.prose}
    last = main
    for at in range(main + 1, len(groups)):
        group = groups[at]
        next_to_body = at == last + 1
        pictured = group.single and not (group.prose and groups[at - 1].prose)
        if not group.aside and (_is_alike(group, groups[main], names) or (next_to_body and pictured)):
            last = at
        elif next_to_body and (group.documents or (at == main + 1 and _is_led_by(groups[main], group))):
            last = at
            names.add(group.step.name)
    return groups[main + 1 : last + 1]


def _is_alike(group: _Group, main: _Group, names: set[str]) -> bool:
    """Lines are alike unless they are boxes with a name of their own; boxes only if they share a name."""
    if group.single != main.single:
        return False
    if not group.single:
        return group.step.tag == main.step.tag and group.step.name in names - {""}
    return group.step.tag == "p" or not group.step.name or group.step.name in names


def _is_led_by(lead: _Group, box: _Group) -> bool:
    """Whether a paragraph is the lead of a box of text below it, which is neither a sidebar nor an address."""
    longer = not box.single and box.prose and box.letters > lead.letters
    return lead.single and longer and not (box.aside or box.headed or box.contact or _BESIDE.search(box.step.name))


def _first_column(blocks: Sequence[Block], group: _Group, depth: int) -> _Group:
    """The first column with prose of a table that lays out a page; the group itself when it is none."""
    if group.single:
        return group
    columns = _groups(blocks, range(group.first, group.last), depth)
    if not any(column.step.tag == "td" for column in columns):
        return group
    return next((column for column in columns if column.prose and not column.aside), group)


def _group(blocks: Sequence[Block], indexes: list[int], step: Step, depth: int) -> _Group:
    own = [blocks[index] for index in indexes]
    texts = [block for block in own if block.text]
    letters = sum(len(block.text) for block in texts)
    in_links = sum(len(block.text) * linked(block) for block in texts)
    documents = any(is_document(href) for block in texts for _, href in links(block))
    inner = {block.path[depth + 1] for block in own if len(block.path) > depth + 1}
    navigates = len(texts) > 1 and in_links > _LINKED * letters and not documents
    return _Group(
        indexes[0],
        indexes[-1] + 1,
        step,
        letters,
        single=len(own) == 1 or step.tag in _TEXTUAL or (len(inner) == 1 and inner.pop().tag in _TEXTUAL),
        contact=any(_CONTACT.match(block.text) for block in texts),
        aside=step.tag in _OUTSIDE or navigates,
        prose=any(_is_prose(block) for block in own),
        headed=_is_heading(own[0]),
        documents=documents,
    )


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
    if len(kept) < len(indexes) and kept and _heads(blocks[kept[-1]]):
        kept.pop()
    return kept


def _is_link_line(block: Block) -> bool:
    return linked(block) > _LINKED and not any(is_document(href) for _, href in links(block))


def _heads(block: Block) -> bool:
    """Whether a block is the heading of the links below it."""
    if block.kind == "h":
        return True
    return _is_heading(block) and (is_bold(block) or bool(_HEADS_LINKS.fullmatch(block.text)))


def _is_heading(block: Block) -> bool:
    if block.kind == "h":
        return True
    return block.kind == "p" and 0 < len(block.text) <= _HEADING and not ends_sentence(block.text)
