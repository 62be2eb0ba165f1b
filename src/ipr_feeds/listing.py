"""The items of list pages and feeds: addresses with what the list says of them."""

import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ipr_feeds import dates
from ipr_feeds.dates import Moment
from ipr_feeds.errors import DamagedPage
from ipr_feeds.links import Link, Listing
from ipr_feeds.model import Origin
from ipr_feeds.page import Page, says
from ipr_feeds.styles import is_hidden
from ipr_feeds.text import legal, squeeze, unescaped
from ipr_feeds.tree import Options, stream
from ipr_feeds.urls import absolute, site

_LEAD = 10_000  # letters of markup that may be the lead of an item; more would take minutes where it is nested
_DIGIT = re.compile(r"\d")
_CUT = ("…", "..", "。。。")
_LISTS = frozenset(("ul", "ol", "table", "tbody", "body", "html"))
_AROUND = 3  # elements around a link in which its date is looked for
_BESIDE = 120  # letters beside a link; where there are more it stands in a text


def of_feed(page: Page, home: str, zone: tzinfo, *, day_first: bool = False) -> Iterator[Link]:
    """The items of an RSS or Atom feed; dates without a zone are of `zone`, whatever abbreviation stands there.

    Raises `DamagedPage` for a feed that is cut off or not well-formed beyond reading.
    """
    import feedparser  # 72 ms, and few pages are feeds

    source = io.BytesIO(legal(page.feed).encode())
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except (AttributeError, LookupError, TypeError, ValueError) as error:  # it stumbles over stray end tags
        raise DamagedPage("the feed is damaged", url=page.url, advice="the next run reads it again") from error
    for item in parsed.entries:
        if url := absolute(page.url or home, item.get("link")):
            dated = item.get("published") or dict.get(item, "updated") or ""  # feedparser's own `get` warns
            moment = dates.parse(dated, zone, dates.LATEST, day_first=day_first)
            yield _link(url, _plain(item.get("title")), _plain(item.get("summary")), moment, "feed")


def of_page(
    page: Page, home: str, listings: Sequence[Listing], zone: tzinfo, *, day_first: bool = False
) -> Iterator[Link]:
    """The items of a list page: by the first listing that matches anything; without listings every link."""
    base = page.base(home)
    for listing in listings or (Listing(),):
        if nodes := page.css(f"{listing.box} {listing.item or 'a[href]'}".strip()):
            way = _Way(base, zone, day_first)
            shown = _shown(nodes, {box.mem_id for box in page.css(listing.box)} if listing.box else set())
            yield from _items(shown, listing, way) if listing.item else _links(shown, way)
            return


def strangers(page: Page, home: str, listings: Sequence[Listing], hosts: Iterable[str]) -> int:
    """How many items of a list lead to other sites than those of `hosts`, or are hidden from its readers.

    Only where the source declares its lists: elsewhere nobody knows which links are items.
    """
    if page.is_feed or not listings:  # a feed is never parsed as a page
        return 0
    own, base = {site(f"http://{host.lstrip('.')}/") for host in hosts}, page.base(home)
    for listing in listings:
        if nodes := page.css(f"{listing.box} {listing.item or 'a[href]'}".strip()):
            boxes = {box.mem_id for box in page.css(listing.box)} if listing.box else set()
            seen = {node.mem_id for node in _shown(nodes, boxes)}
            return sum(node.mem_id not in seen or _leads_away(node, base, own) for node in nodes)
    return 0


def _leads_away(node: LexborNode, base: str, own: Collection[str]) -> bool:
    link = node if node.tag == "a" else node.css_first("a[href]")
    url = absolute(base, link.attributes.get("href")) if link else None
    return url is not None and site(url) not in own


def _shown(nodes: Iterable[LexborNode], boxes: Collection[int]) -> Iterator[LexborNode]:
    """The nodes that a reader sees inside their box: what hackers add to a list is hidden."""
    hidden: dict[int, bool] = dict.fromkeys(boxes, False)  # a box may be a tab that a click opens
    for node in nodes:
        way: list[int] = []
        around: LexborNode | None = node
        while around is not None and around.mem_id not in hidden and not is_hidden(around.attributes):
            way.append(around.mem_id)
            around = around.parent
        unseen = around is not None and hidden.setdefault(around.mem_id, True)
        hidden.update(dict.fromkeys(way, unseen))
        if not unseen:
            yield node


class _Way(NamedTuple):
    """How addresses and dates of a list are meant."""

    base: str
    zone: tzinfo
    day_first: bool


def _items(nodes: Iterable[LexborNode], listing: Listing, way: _Way) -> Iterator[Link]:
    for node in nodes:
        title = next(_shown(node.css(listing.title), {node.mem_id}), None)
        url = absolute(way.base, title.attributes.get("href")) if title else None
        if title and url:
            printed = node.css_first(listing.date) if listing.date else None
            lead = node.css_first(listing.lead) if listing.lead else None
            moment = _dated(says(printed), url, way) if printed else None
            yield _link(url, _title(title), says(lead) if lead else "", moment, "list")


def _links(nodes: Iterable[LexborNode], way: _Way) -> Iterator[Link]:
    crowded: dict[int, bool] = {}
    for node in nodes:
        if url := absolute(way.base, node.attributes.get("href")):
            yield _link(url, _title(node), "", _dated(_beside(node, crowded), url, way), "list")


def _link(url: str, title: str, lead: str, moment: Moment | None, origin: Origin) -> Link:
    return Link(url, title, lead, moment.when if moment else None, moment.precision if moment else None, origin)


def _title(node: LexborNode) -> str:
    """The text of a link; its `title` attribute where the text is cut off or missing."""
    shown, whole = says(node), squeeze(unescaped(node.attributes.get("title") or ""))
    return whole if whole and (not shown or shown.endswith(_CUT)) else shown


def _beside(node: LexborNode, crowded: dict[int, bool]) -> str:
    """What stands beside a link in the smallest element around it that holds a number too, but no other link.

    `crowded` remembers which elements hold several: a list of thousands asks that of the same ones.
    """
    own = node.text(deep=True)
    around = node.parent
    for _ in range(_AROUND):
        if around is None or around.tag in _LISTS:
            return ""
        if around.mem_id not in crowded:
            crowded[around.mem_id] = len(around.css("a[href]")) > 1
        if crowded[around.mem_id]:
            return ""
        beside = squeeze(around.text(deep=True, separator=" ").replace(own, " ", 1))
        if _DIGIT.search(beside):
            return beside[:_BESIDE]
        around = around.parent
    return ""


def _dated(text: str, url: str, way: _Way) -> Moment | None:
    """The date that a list prints; one without a year is of the year in the address, or next to it."""
    near = dates.in_address(url, way.zone, dates.LATEST)
    printed = dates.parse(text, way.zone, dates.LATEST, day_first=way.day_first)
    return printed or (dates.without_year(text, near.when) if near else None)


def _plain(markup: str | None) -> str:
    """Text of what may be HTML."""
    root = LexborHTMLParser(markup[:_LEAD]).root if markup else None
    return " ".join(block.text for block in stream(root, Options("")).blocks if block.text) if root else ""
