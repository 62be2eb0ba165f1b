"""Which lines are captions, and of which picture."""

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from ipr_feeds.blocks import Block, Run, is_bold, with_runs
from ipr_feeds.text import ends_sentence

_NAME = r"[A-Z][\w.’'-]*(?: (?:[A-Z&][\w.’'-]*|of|and|the)){0,6}"
_TAKEN_BY = r"(?:^|(?<=[\s。，,（(:：发者]))[\u3400-\u9fff·]{1,4}(?: [\u3400-\u9fff])?\s*(?<!拍)摄\s*[)）]?\s*[。.]?$"
_SAYS_SO = re.compile(
    rf"图为|资料图(?!书)|图片来源|视频截图|[Ff]ile photo\b|[Pp]hotos? (?:by|courtesy of) {_NAME}(?:[,.;]|$)"
    rf"|.*\b[Pp]hotos? by {_NAME}(?:, [A-Z][\w.,’' -]{{1,40}})?[.。]?$"
    rf"|.*{_TAKEN_BY}"
)
_CREDIT = re.compile(
    r"[Pp]hotos? by (?P<latin>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})"
    r"|(?:(?:中新社|新华社|中新网)\s*(?:发|记者)?\s*|记者\s*)?"
    r"(?P<chinese>[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff] [\u3400-\u9fff])\s*(?<!拍)摄\s*[)）]?\s*[。.]?$"
)
_LONGEST = 300  # characters of a caption that says that it is one
_SHORT = 150  # characters of a line that is a caption by its setting alone
_INDENTED = 6  # columns; a caption is indented by so many at least
_PROSE = 60  # characters of a paragraph, by which captions are measured


class Figures(NamedTuple):
    """Blocks without the captions that belong to a picture.

    `captions` maps the index of a picture to its caption; `orphans` are indexes of captions without a picture.
    """

    blocks: tuple[Block, ...]
    captions: dict[int, str]
    orphans: frozenset[int]


def pair(blocks: tuple[Block, ...]) -> Figures:
    """Give each picture the caption that follows it; where the captions are all the text there is, they stay text."""
    paired = _paired(blocks)
    left = any(block.text for at, block in enumerate(paired.blocks) if at not in paired.orphans)
    told = any(len(block.text) >= _PROSE for block in blocks)
    return Figures(blocks, {}, frozenset()) if told and not left else paired


def _paired(blocks: tuple[Block, ...]) -> Figures:
    kept: list[Block] = []
    captions: dict[int, Block] = {}
    orphans: set[int] = set()
    for block in blocks:
        last = len(kept) - 1
        if kept and kept[-1].image and last not in captions and _is_caption(block, blocks):
            captions[last] = block
        elif kept and last in captions and _goes_on(captions[last], block, blocks):
            captions[last] = with_runs(captions[last], (*captions[last].runs, Run(" "), *block.runs))
        else:
            if _says_so(block):
                orphans.add(len(kept))
            kept.append(block)
    texts = {at: caption.text for at, caption in captions.items()}
    return Figures(tuple(kept), texts, frozenset(orphans))


def credit(caption: str) -> str | None:
    """The photographer that a caption names."""
    match = _CREDIT.search(caption)
    if not match:
        return None
    return (match["latin"] or match["chinese"].replace(" ", "")).rstrip(".")


def _says_so(block: Block) -> bool:
    """Whether the layout marks the block as caption, or its words do."""
    if not block.text or block.kind == "table":
        return False
    return block.caption or (len(block.text) <= _LONGEST and bool(_SAYS_SO.match(block.text)))


def _is_caption(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether the block below a picture is its caption: it says so, or it is short and set apart."""
    return _says_so(block) or (_is_set_apart(block, blocks) and not is_bold(block))


def _goes_on(caption: Block, block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a caption was wrapped into a second line."""
    if caption.caption and block.caption:
        return True
    if ends_sentence(caption.text) or not _is_set_apart(block, blocks):
        return False
    same_element = bool(caption.path[:-1]) and caption.path[:-1] == block.path[:-1]
    return block.text[:1].islower() or same_element


def _is_set_apart(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a short line is centred or indented where the paragraphs of the article are not."""
    if block.kind in ("h", "table") or not 0 < len(block.text) <= _SHORT:
        return False
    prose = [one for one in blocks if one is not block and len(one.text) >= _PROSE and ends_sentence(one.text)]
    if block.centred and not any(one.centred for one in prose):
        return True
    return block.indent >= max(_INDENTED, 1 + median([one.indent for one in prose] or [0]))
