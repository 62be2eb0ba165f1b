"""The items of a list page: the elements around the links that have a key."""

from collections.abc import Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from ipr_feeds.authoring.drafting.views import View, above, seen, weight
from ipr_feeds.page import Page
from ipr_feeds.source import Source
from ipr_feeds.urls import absolute


class Item(NamedTuple):
    """One item: its element, its link, its key."""

    node: LexborNode
    link: LexborNode
    key: str


def groups(source: Source, view: View) -> list[list[Item]]:
    """The items of the page by the box that they stand in, the largest group first."""
    links = [(node, key) for node in view.page.css("a[href]") if (key := _key(source, view.page, node))]
    around: dict[int, set[str]] = {}
    for node, key in links:
        for one in (node, *above(node)):
            around.setdefault(one.mem_id, set()).add(key)
    groups: dict[tuple[str, ...], list[Item]] = {}
    for key in dict.fromkeys(key for _, key in links):
        own = [node for node, one in links if one == key]
        best = max(own, key=lambda node: (not view.is_furniture(node), weight(seen(node))))
        item = best
        for one in above(best):
            if len(around[one.mem_id]) > 1 or one.tag == "body":
                break
            item = one
        place = tuple(f"{one.tag}{one.attributes.get('class')}" for one in above(item))
        groups.setdefault(place, []).append(Item(item, best, key))
    return sorted(groups.values(), key=lambda items: -_worth(view, items))


def _worth(view: View, items: Sequence[Item]) -> float:
    titles = sum(min(weight(seen(item.link)), 80) for item in items)
    return titles * (0.2 if view.is_furniture(items[0].node) else 1)


def _key(source: Source, page: Page, node: LexborNode) -> str | None:
    url = absolute(page.base(source.home), node.attributes.get("href"))
    return source.key(url) if url else None
