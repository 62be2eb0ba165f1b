"""Selectors that will hold: of the names that people gave to elements, not of numbers that a program made."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from selectolax.lexbor import LexborNode

from ipr_feeds.authoring.drafting.views import above
from ipr_feeds.declarations import is_selector
from ipr_feeds.page import Page

_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")
_MADE = re.compile(r"^(?:css|sc|jsx|jss|svelte|emotion|styled|_ngcontent|data-v)-|__[A-Za-z]*[A-Z][a-z]?[A-Z]", re.I)
_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_STATE = re.compile(
    r"^(?:active|current|on|off|open|show|hide|hidden|visible|first|last|odd|even|lazy\w*|js|no-js|fade|in|animated)$"
)
#: Names that say how an element is set, not what it is.
_UTILITY = re.compile(
    r"^(?:container(?:-fluid)?|row|col|cols|columns?|grid|flex|inline|block|wrap(?:per)?|inner|outer|box|clear(?:fix)?|cf|fl|fr|left|right|center"
    r"|pull-\w+|float-\w+|text-\w+|font-\w+|bg-\w+|border\w*|rounded\w*|shadow\w*|(?:[mp][xytrbl]?|w|h|g|gap)-(?:auto|xs|sm|md|lg|xl|px|full|screen)|(?:d|items|justify|align|content|self)-[\w-]+"
    r"|img-\w+|small|large|big|bold|italic|lead|muted|middle|top|bottom|main|page|body|prose|relative|absolute|sticky|panel|card|media|full|half)$",
    re.I,
)
_TELLING = re.compile(
    r"title|headline|tit\b|heading|content|article|body|text|date|time|publi|posted|meta|detail|news|post|entry|story|press|release|cont|info|crumb"
    r"|author|byline|source|list|item|zw\b|txt|caption|share|related",
    re.I,
)
_HOLDING = frozenset("article main h1 time header figure".split())
_AROUND = 6  # elements
_SEVERAL = 3  # what speaks against a selector that matches more than one element


def is_stable(name: str) -> bool:
    """Whether a class or an id looks as if people gave it: without digits, no hash, no state."""
    if not _NAME.fullmatch(name) or _MADE.search(name) or _STATE.match(name) or len(name) < 2:
        return False
    humps = _HUMP.findall(name.split("-")[-1])
    return len(humps) < 3 or sum(map(len, humps)) / len(humps) >= 3


def names(node: LexborNode) -> list[str]:
    """The stable id and classes of an element as selectors, the most telling first."""
    own = [f"#{one}" for one in (node.attributes.get("id") or "").split()]
    own += [f".{one}" for one in (node.attributes.get("class") or "").split()]
    return sorted((one for one in dict.fromkeys(own) if is_stable(one[1:])), key=_cost)


def ways_to(node: LexborNode) -> list[str]:
    """Selectors for an element, the best first; which of them point at it alone, the caller has to see."""
    found = dict.fromkeys(one for one in _ways(node) if is_selector(one))
    return sorted(found, key=_price)


def _ways(node: LexborNode) -> Iterator[str]:
    tag, own = node.tag or "", names(node)
    steps = [
        *own,
        *_attributes(node),
        *(f"{tag}{one}" for one in own),
        *(a + b for a in own for b in own if a != b and b[0] == "."),
    ]
    yield from steps
    yield from [tag] if tag in _HOLDING else []
    for around in list(above(node))[:_AROUND]:
        for outer in [*names(around), *([around.tag] if around.tag in _HOLDING else [])]:
            yield from (f"{outer} {step}" for step in [*steps, tag])


def _attributes(node: LexborNode) -> Iterator[str]:
    for name in ("itemprop", "property", "name", "role", "rel"):
        value = node.attributes.get(name) or ""
        if re.fullmatch(r"[A-Za-z][\w:.-]*", value):
            yield f"{node.tag if node.tag == 'meta' else ''}[{name}='{value}']"


def beside(node: LexborNode) -> Iterator[str]:
    """Selectors by the element before one, and at last by the path to it: for pages without names."""
    tag, before = node.tag or "", node.prev
    while before is not None and (before.tag or "-")[0] == "-":
        before = before.prev
    if before is not None:
        yield from (
            f"{step} + {tag}"
            for step in [*names(before), *([before.tag] if before.tag in ("h1", "h2", "time") else [])]
        )
    yield from [tag] if tag in ("h1", "h2", "h3", "b", "strong", "i", "em", "small") else []
    for around in list(above(node))[:_AROUND]:
        yield from (f"{outer} > {tag}" for outer in names(around))
    yield _path(node)


def _path(node: LexborNode) -> str:
    steps = []
    for one in (node, *above(node)):
        alike = [other for other in (one.parent.iter() if one.parent else ()) if other.tag == one.tag]
        place = next((at for at, other in enumerate(alike, 1) if other.mem_id == one.mem_id), 1)
        steps.append((one.tag or "") + (f":nth-of-type({place})" if len(alike) > 1 else ""))
    return " > ".join(reversed(steps))


def _cost(name: str) -> int:
    bare = name[1:]
    if _UTILITY.match(bare):
        return 6
    return (0 if _TELLING.search(bare) else 2) + (len(bare) > 24)


def _price(selector: str) -> tuple[int, int]:
    """What speaks against a selector: each step, and names that say little."""
    steps = selector.split()
    cost = 0
    for step in steps:
        found = re.findall(r"[.#][\w-]+", step)
        bare = 2 if step in _HOLDING or "[" in step else 4
        doubled = (len(found) > 1) + (step[0] not in ".#[" and bool(found))
        cost += 1 + min((_cost(one) for one in found), default=bare) + doubled
    return cost, len(selector)


def covering(
    cases: Sequence[Sequence[LexborNode]],
    judged: Callable[[int, str], bool | None],
    pages: Sequence[Page],
    plainly: bool = True,
) -> tuple[str, ...]:
    """Selectors that point rightly in as many cases as can be, one of them if it does in all.

    `cases` are the elements that would do in each; `judged` says of a case and a selector whether what it points at is
    right, or None where it points at nothing; `pages` show how many elements it matches. Without `plainly`, by
    neighbours and paths.
    """
    offer = ways_to if plainly else beside
    made = dict.fromkeys(way for nodes in cases for node in nodes for way in offer(node))

    def price(way: str) -> tuple[int, ...]:
        if not plainly:
            return way.count(">"), len(way)
        cost, length = _price(way)
        return cost + _SEVERAL * any(len(page.css(way)) > 1 for page in pages), length

    ways = sorted(made, key=price)
    rest, found = set(range(len(cases))), list[str]()
    while rest and (best := _widest(ways, rest, judged))[0]:
        found.append(best[0])
        rest -= best[1]
    return tuple(found)


def _widest(
    ways: Sequence[str], cases: Collection[int], judged: Callable[[int, str], bool | None]
) -> tuple[str, set[int]]:
    """The first selector that is right in most of the cases and wrong in none, and where it is; empty for none."""
    best, covered = "", set[int]()
    for way in ways:
        told = {case: judged(case, way) for case in cases}
        right = {case for case, verdict in told.items() if verdict}
        if False not in told.values() and len(right) > len(covered):
            best, covered = way, right
        if len(covered) == len(cases):
            break
    return best, covered
