"""Where a list page keeps its items: found from the links that have a key, tried as the program reads lists."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from ipr_feeds import dates
from ipr_feeds.authoring.drafting.items import Item, groups
from ipr_feeds.authoring.drafting.selectors import is_stable, names
from ipr_feeds.authoring.drafting.subjects import Clock
from ipr_feeds.authoring.drafting.trial import Trial
from ipr_feeds.authoring.drafting.views import View, above, seen, weight
from ipr_feeds.links import Link, Listing
from ipr_feeds.page import Page, says
from ipr_feeds.text import shorten

_TITLE = 12  # of the text of a link that is a title
_LEAD = 45
_MOST = 0.8
_TRIED = 60  # listings of one page


class Listed(NamedTuple):
    """A declared kind of list page, what it was found by, and what is guessed; None where every link is to count."""

    listing: Listing | None
    said: str = ""
    guess: str = ""


def listed(trial: Trial, view: View, clock: Clock) -> Listed:
    """Where a list page keeps its items."""
    found = groups(trial.source(), view)
    if not found:
        return Listed(None, guess="no link of the list has the key of an article")
    main = found[0]
    tried = islice(dict.fromkeys(_listings(view, main, clock)), _TRIED)
    prices = {one: price for one in tried if (price := _price(trial, view.page, one, main)) is not None}
    if not prices:
        return Listed(None, guess="nothing names the box of the items, so every link to an article is one")
    said = f'{len({item.key for item in main})} items, the first "{shorten(seen(main[0].link), 30)}"'
    return Listed(min(prices, key=lambda one: prices[one]), said)


def _price(trial: Trial, page: Page, listing: Listing, items: Sequence[Item]) -> tuple[int, int, int] | None:
    """What speaks against a listing: links that are no items, missing dates, missing leads; None where items miss."""
    source, wanted = trial.source(), list(dict.fromkeys(item.key for item in items))
    found = _read(trial, page, listing)
    keys = [source.key(link.url) for link in found]
    if [key for key in keys if key in wanted] != wanted:
        return None
    bad = sum(weight(link.title) < _TITLE for link in found)
    undated = sum(link.published is None for link in found)
    return len(keys) - len(wanted) + bad, undated, sum(not link.lead for link in found)


def _read(trial: Trial, page: Page, listing: Listing) -> list[Link]:
    return trial.declaring(lists=(listing,)).source().links(page)


def _listings(view: View, items: Sequence[Item], clock: Clock) -> Iterator[Listing]:
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


def _boxes(items: Sequence[Item]) -> Iterator[str]:
    """Names of the elements around all items, the smallest first."""
    counts = Counter(one.mem_id for item in items for one in above(item.node))
    for one in above(items[0].node):
        if counts[one.mem_id] >= _MOST * len(items) or (one.mem_id in counts and one.tag in ("ul", "ol")):
            own = names(one)
            yield from own
            yield from (f"{one.tag}{name}" for name in own)
            yield from [one.tag] if one.tag == "main" else []


def _wholes(items: Sequence[Item]) -> Iterator[str]:
    """Names of the items."""
    told = Counter(
        f".{name}" for item in items for name in (item.node.attributes.get("class") or "").split() if is_stable(name)
    )
    yield from (name for name in names(items[0].node) if told[name] >= _MOST * len(items))
    tag = items[0].node.tag or ""
    yield from [tag] if tag in ("li", "tr", "article", "dd", "dt", "dl") else []
    yield from [f"> {tag}"] if tag in ("div", "p", "h2", "h3", "h4", "section") else []


def _with_parts(box: str, whole: str, items: Sequence[Item], clock: Clock) -> Iterator[Listing]:
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
    return max(told, key=lambda way: told[way], default="")


def _title_ways(item: Item) -> list[str]:
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


def _date_ways(item: Item, clock: Clock) -> list[str]:
    """Selectors whose first match inside an item says its date."""
    found: list[str] = []
    for node in reversed(item.node.css("*")):  # the innermost first
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


def _own_ways(item: Item, clock: Clock) -> list[str]:
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


def _lead_ways(item: Item) -> list[str]:
    """Selectors of a paragraph inside an item."""
    found: list[str] = []
    for node in item.node.css("p, div, span, dd"):
        said = seen(node)
        if weight(said) < _LEAD or node.css_first("a[href]") is not None or seen(item.link) in said:
            continue
        found += [way for way in [*names(node), node.tag or ""] if way and _first(item.node, way) == node.mem_id]
    return found
