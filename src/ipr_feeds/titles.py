"""Which blocks are an article's title, and what `<title>` says besides the site's name."""

from collections.abc import Collection, Sequence

from ipr_feeds import noise
from ipr_feeds.blocks import Block
from ipr_feeds.text import ends_sentence, squeeze

_PARAGRAPH = 60  # characters; a line of so many that ends with a full stop is text, no title
_LONGEST = 200
_LINES = 3  # that a title may be broken into


def of_page(text: str, site_names: Collection[str]) -> str:
    """`<title>` without the site's name; nothing when that is all that it says, or when it is spam."""
    title = squeeze(text)
    if noise.names_house(title) or noise.sells_gambling(title):
        return ""
    for name in sorted(site_names, key=len, reverse=True):
        if title.casefold().endswith(name.casefold()):
            title = title[: -len(name)].rstrip(" -_|–—:：")
    return title


def choose(blocks: Sequence[Block], candidates: Sequence[int], page_title: str) -> list[int]:
    """The blocks of the title among `candidates`, which are in order and below the breadcrumb.

    It is what `<title>` says too, else the first heading above the text, else the first line; a title that is
    broken into lines is all of them.
    """
    above: list[int] = []
    for at in candidates:
        if above and _is_paragraph(blocks[at]):
            break
        above.append(at)
    ways = [_lines(blocks, at, candidates) for at in above]
    said = next((lines for lines in ways if page_title and squeeze(_text(blocks, lines)) == page_title), None)
    heading = next((lines for lines in ways if blocks[lines[0]].kind == "h"), None)
    return said or heading or next(iter(ways), [])


def _text(blocks: Sequence[Block], lines: list[int]) -> str:
    return " ".join(blocks[at].text for at in lines)


def _lines(blocks: Sequence[Block], at: int, candidates: Sequence[int]) -> list[int]:
    """The lines of the element that a block stands in, when it holds nothing but a few short lines."""
    around = blocks[at].path[:-1]
    lines = [index for index in candidates if around and blocks[index].path[:-1] == around]
    others = sum(block.path[: len(around)] == around for block in blocks)
    few = 1 < len(lines) <= _LINES and others == len(lines)
    return lines if few and not any(ends_sentence(blocks[index].text) for index in lines) else [at]


def _is_paragraph(block: Block) -> bool:
    stopped = block.text.rstrip("”’\"'").endswith((".", "。"))
    return len(block.text) > _LONGEST or (stopped and len(block.text) >= _PARAGRAPH)
