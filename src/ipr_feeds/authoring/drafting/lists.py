"""Where a list page keeps its items: found from the links that have a key, tried as the program reads lists."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from ipr_feeds import dates
from ipr_feeds.authoring.drafting.selectors import is_stable, names
from ipr_feeds.authoring.drafting.subjects import Clock
from ipr_feeds.authoring.drafting.trial import Trial
from ipr_feeds.authoring.drafting.views import View, above, is_prose, seen, weight
from ipr_feeds.links import Link, Listing
from ipr_feeds.page import Page, says
from ipr_feeds.source import Source
from ipr_feeds.text import shorten
from ipr_feeds.urls import absolute

_TITLE = 12  # of the text of a link that is a title
_LEAD = 45
_MOST = 0.8


class Listed(NamedTuple):
    """A declared kind of list page, what it was found by, and what is guessed; None where every link is to count."""

    listing: Listing | None
    said: str = ""
    guess: str = ""


class _Item(NamedTuple):
    """One item: its element, its link, its key."""

    node: LexborNode
    link: LexborNode
    key: str


def listed(trial: Trial, view: View, clock: Clock) -> Listed:
    """Where a list page keeps its items."""
    source = trial.source()
    groups = _groups(source, view)
    if not groups:
        return Listed(None, guess="no link of the list has the key of an article")
    main = groups[0]
    wanted = list(dict.fromkeys(item.key for item in main))
    best: tuple[tuple[int, int, int], Listing] | None = None
    for listing in _listings(view, main, clock):
        found = _read(trial, view.page, listing)
        keys = [key for link in found if (key := source.key(link.url))]
        if [key for key in keys if key in wanted] != wanted or len(keys) > len(wanted) * 1.5:
            continue
        bad = sum(weight(link.title) < _TITLE for link in found)
        price = (
            len(keys) - len(wanted) + bad,
            -sum(link.published is not None for link in found),
            -sum(bool(link.lead) for link in found),
        )
        if best is None or price < best[0]:
            best = price, listing
    if best is None:
        return Listed(None, guess="nothing names the box of the items, so every link to an article is one")
    return Listed(best[1], f'{len(wanted)} items, the first "{shorten(seen(main[0].link), 50)}"')


def _read(trial: Trial, page: Page, listing: Listing) -> list[Link]:
    return Trial({**trial.attributes, "lists": (listing,)}, trial.now).source().links(page)


def _groups(source: Source, view: View) -> list[list[_Item]]:
    """The items of the page by the box that they stand in, the largest group first."""
    links = [(node, key) for node in view.page.css("a[href]") if (key := _key(source, view.page, node))]
    around: dict[int, set[str]] = {}
    for node, key in links:
        for one in (node, *above(node)):
            around.setdefault(one.mem_id, set()).add(key)
    groups: dict[tuple[str, ...], list[_Item]] = {}
    for key in dict.fromkeys(key for _, key in links):
        own = [node for node, one in links if one == key]
        best = max(own, key=lambda node: (not view.is_furniture(node), weight(seen(node))))
        item = best
        for one in above(best):
            if len(around[one.mem_id]) > 1 or one.tag == "body":
                break
            item = one
        place = tuple(f"{one.tag}{one.attributes.get('class')}" for one in above(item))
        groups.setdefault(place, []).append(_Item(item, best, key))
    return sorted(groups.values(), key=lambda items: -_worth(view, items))


def _worth(view: View, items: Sequence[_Item]) -> float:
    titles = sum(min(weight(seen(item.link)), 80) for item in items)
    return titles * (0.2 if view.is_furniture(items[0].node) else 1)


def _key(source: Source, page: Page, node: LexborNode) -> str | None:
    url = absolute(page.base(source.home), node.attributes.get("href"))
    return source.key(url) if url else None


def _listings(view: View, items: Sequence[_Item], clock: Clock) -> Iterator[Listing]:
    """Ways to declare the list, the most telling first."""
    boxes = list(dict.fromkeys(_boxes(items)))
    wholes = list(dict.fromkeys(_wholes(items)))
    for whole in wholes:
        for box in boxes:
            place = ("", f"{box} {whole}") if whole[0] == ">" else (box, whole)
            yield from _with_parts(*place, items, clock)
        if whole[0] in ".#" or "." in whole:
            yield from _with_parts("", whole, items, clock)
    yield from (Listing(box=box) for box in boxes)


def _boxes(items: Sequence[_Item]) -> Iterator[str]:
    """Names of the elements around all items, the smallest first."""
    counts = Counter(one.mem_id for item in items for one in above(item.node))
    for one in above(items[0].node):
        if counts[one.mem_id] >= _MOST * len(items) or (one.mem_id in counts and one.tag in ("ul", "ol")):
            own = names(one)
            yield from own
            yield from (f"{one.tag}{name}" for name in own)
            yield from [one.tag] if one.tag == "main" else []


def _wholes(items: Sequence[_Item]) -> Iterator[str]:
    """Names of the items."""
    told = Counter(
        f".{name}" for item in items for name in (item.node.attributes.get("class") or "").split() if is_stable(name)
    )
    yield from (name for name in names(items[0].node) if told[name] >= _MOST * len(items))
    tag = items[0].node.tag or ""
    yield from [tag] if tag in ("li", "tr", "article", "dd", "dt", "dl") else []
    yield from [f"> {tag}"] if tag in ("div", "p", "h2", "h3", "h4", "section") else []


def _with_parts(box: str, whole: str, items: Sequence[_Item], clock: Clock) -> Iterator[Listing]:
    title = _common([_title_ways(item) for item in items])
    date = _common([_date_ways(item, clock) for item in items])
    lead = _common([_lead_ways(item) for item in items])
    listing = Listing(box, whole, title or "a[href]", date, lead)
    yield listing
    if lead:
        yield listing._replace(lead="")


def _common(ways: Sequence[Sequence[str]]) -> str:
    """The first way that is right for most items."""
    told = Counter(way for one in ways for way in dict.fromkeys(one))
    some = [one for one in ways if one]
    if len(some) < len(ways) / 2:
        return ""
    return max(told, key=lambda way: (told[way], -len(way)), default="")


def _title_ways(item: _Item) -> list[str]:
    """Selectors whose first match inside an item is its title."""
    if item.node.mem_id == item.link.mem_id:
        return []
    offered = ["a[href]", *names(item.link), *(f"a{name}" for name in names(item.link))]
    for one in above(item.link):
        if one.mem_id == item.node.mem_id:
            break
        offered += [
            f"{step} a[href]" for step in [*([one.tag or ""] if one.tag and one.tag[0] == "h" else []), *names(one)]
        ]
    return [way for way in offered if _first(item.node, way) == item.link.mem_id]


def _first(node: LexborNode, way: str) -> int:
    found = node.css_first(way)
    return found.mem_id if found is not None else 0


def _date_ways(item: _Item, clock: Clock) -> list[str]:
    """Selectors whose first match inside an item says its date."""
    found: list[str] = []
    for node in item.node.css("*"):
        said = says(node)
        if node.mem_id in (item.link.mem_id, item.node.mem_id) or len(said) > 60 or _moment(said, clock) is None:
            continue
        tag = node.tag or ""
        ways = [
            *([tag] if tag in ("time", "span", "em", "i", "small", "b", "td", "p", "dd", "font") else []),
            *names(node),
        ]
        found += [way for way in [*names(node), *ways] if _first(item.node, way) == node.mem_id]
    return found or _own_ways(item, clock)


def _own_ways(item: _Item, clock: Clock) -> list[str]:
    """The item itself, where its date stands in no element of its own."""
    whole, title = says(item.node), seen(item.link)
    leads = [text for node in item.node.css("p, div") if weight(text := seen(node)) >= _LEAD and len(text) < len(whole)]
    bare = whole
    for text in (title, *leads):
        bare = bare.replace(text, " ")
    if _moment(bare, clock) is None or _moment(bare, clock) != _moment(whole, clock):
        return []
    return [
        way for way in [*names(item.node), item.node.tag or ""] if way and _first(item.node, way) == item.node.mem_id
    ]


def _moment(said: str, clock: Clock) -> datetime | None:
    zone = ZoneInfo(clock.zone)
    full = dates.parse(said, zone, clock.now, day_first=clock.day_first)
    return full.when if full else None


def _lead_ways(item: _Item) -> list[str]:
    """Selectors of a paragraph inside an item."""
    found: list[str] = []
    for node in item.node.css("p, div, span, dd"):
        said = seen(node)
        if weight(said) < _LEAD or node.css_first("a[href]") is not None or seen(item.link) in said:
            continue
        found += [way for way in [*names(node), node.tag or ""] if way and _first(item.node, way) == node.mem_id]
    return found


def spoken(view: View) -> bool:
    """Whether a page has any prose."""
    return any(is_prose(block) for block in view.blocks)


def attributes(source: Mapping[str, object], listings: Sequence[Listed]) -> dict[str, object]:
    """The attributes of a source with the lists that were found."""
    return {**source, "lists": tuple(one.listing for one in listings if one.listing)}
