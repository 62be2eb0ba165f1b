"""What in a page is most like a declaration that matches nothing: a hint for whoever mends the layout."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from selectolax.lexbor import SelectolaxError

from ipr_feeds.anchors import Anchor, Declared, Span
from ipr_feeds.blocks import Block
from ipr_feeds.page import Page

_NAME = re.compile(r"(?<=[.#])[\w-]+")  # of a class or an id in a selector
_LABEL = re.compile(r"[^:：]{1,40}[:：]?")
_ALIKE = 0.6
_SHOWN = 3


def nearest(page: Page, blocks: Sequence[Block], wheres: Collection[Declared]) -> str:
    """Selectors that match something in the page, and labels that stand in it, each most like one of `wheres`.

    Empty when nothing is alike, else such as "in the page there is '.article-body'".
    """
    found = list(dict.fromkeys(one for where in wheres for one in _alike(page, blocks, where)))
    return f"in the page there is {' and '.join(map(repr, found[:_SHOWN]))}" if found else ""


def _alike(page: Page, blocks: Sequence[Block], where: Declared) -> Iterator[str]:
    if isinstance(where, Anchor):
        yield from _labels(blocks, where)
    elif isinstance(where, Span):
        for end in (where.after, where.before):
            yield from _alike(page, blocks, end)
    elif isinstance(where, tuple):
        for one in where:
            yield from _selectors(page, str(one))
    elif isinstance(where, str):
        yield from _selectors(page, where)


def _labels(blocks: Sequence[Block], anchor: Anchor) -> Iterator[str]:
    if isinstance(anchor.label, str):
        there = [match.group() for block in blocks if (match := _LABEL.match(block.text))]
        yield from get_close_matches(anchor.label, there, 1, _ALIKE)


def _selectors(page: Page, selector: str) -> Iterator[str]:
    names = _names(page)
    for match in _NAME.finditer(selector):
        for name in get_close_matches(match.group(), names - {match.group()}, _SHOWN, _ALIKE):
            changed = selector[: match.start()] + name + selector[match.end() :]
            if _matches(page, changed):
                yield changed
                break


def _names(page: Page) -> set[str]:
    """Every class and id in the page."""
    told = (node.attributes.get(name) or "" for name in ("class", "id") for node in page.css(f"[{name}]"))
    return {one for several in told for one in several.split()}


def _matches(page: Page, selector: str) -> bool:
    try:
        return page.first(selector) is not None
    except SelectolaxError:
        return False
