"""Which lines are captions, and of which picture."""

import re
from typing import NamedTuple

from ipr_feeds.blocks import Block
from ipr_feeds.text import ends_sentence

_SAYS_SO = re.compile(
    r"图为|资料图|图片来源|视频截图|file photo\b|photos? (?:by|courtesy)\b"
    r"|.*\bphotos? by [^.]{2,60}\.?$|.*摄\s*[)）]?\s*[。.]?$",
    re.I,
)
_AGENCY = r"(?:(?:中新社|新华社|中新网)\s*(?:发|记者)?\s*|记者\s*)?"
_CREDIT = re.compile(
    r"(?:P|p)hotos? by ([A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})"
    rf"|{_AGENCY}([\u3400-\u9fff·]{{2,4}}|[\u3400-\u9fff] [\u3400-\u9fff])\s*摄\s*[)）]?\s*[。.]?$"
)
_LONGEST = 300  # characters of a caption that says that it is one
_SHORT = 150  # characters of a line that is a caption by its setting alone
_INDENTED = 6  # columns; paragraphs are indented by four at the most


class Figures(NamedTuple):
    """Blocks without the captions that belong to a picture.

    `captions` maps the index of a picture to its caption; `orphans` are indexes of captions without a picture.
    """

    blocks: tuple[Block, ...]
    captions: dict[int, str]
    orphans: frozenset[int]


def pair(blocks: tuple[Block, ...]) -> Figures:
    """Give each picture the caption that follows it."""
    kept: list[Block] = []
    captions: dict[int, str] = {}
    orphans: set[int] = set()
    for block in blocks:
        last = len(kept) - 1
        if kept and kept[-1].image and last not in captions and _is_caption(block, after_picture=True):
            captions[last] = block.text
        elif kept and last in captions and _goes_on(captions[last], block):
            captions[last] = f"{captions[last]} {block.text}"
        else:
            if _is_caption(block, after_picture=False):
                orphans.add(len(kept))
            kept.append(block)
    return Figures(tuple(kept), captions, frozenset(orphans))


def credit(caption: str) -> str | None:
    """The photographer that a caption names."""
    match = _CREDIT.search(caption)
    return (match.group(1) or match.group(2).replace(" ", "")) if match else None


def _is_caption(block: Block, *, after_picture: bool) -> bool:
    if not block.text or block.kind == "table":
        return False
    if block.caption or (len(block.text) <= _LONGEST and _SAYS_SO.match(block.text)):
        return True
    return after_picture and _is_set_apart(block) and len(block.text) <= _SHORT


def _goes_on(caption: str, block: Block) -> bool:
    """Whether a caption was wrapped into a second line."""
    wrapped = block.text[:1].islower() and not ends_sentence(caption)
    return wrapped and _is_set_apart(block) and len(block.text) <= _SHORT


def _is_set_apart(block: Block) -> bool:
    return block.centred or block.indent >= _INDENTED
