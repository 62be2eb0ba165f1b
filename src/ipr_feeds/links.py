"""What a list says of an article, and where a list keeps its items."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from ipr_feeds.model import Origin, Precision


class Link(msgspec.Struct, frozen=True):
    """An item of a list page or feed; `published` is aware, null together with its precision."""

    url: str
    title: str = ""
    lead: str = ""
    published: datetime | None = None
    precision: Precision | None = None
    origin: Origin = "list"


class Listing(NamedTuple):
    """Where one kind of list page keeps its items, in CSS.

    `box` holds the list; `item` is one item of it, `title` its link, `date` and `lead` stand inside it. Without
    `item` every link in the box is one.
    """

    box: str = ""
    item: str = ""
    title: str = "a[href]"
    date: str = ""
    lead: str = ""


def merged(links: Iterable[tuple[str, Link]]) -> dict[str, Link]:
    """One link for each key, in order: its first address, its longest title, its first lead and date."""
    found: dict[str, Link] = {}
    for key, link in links:
        known = found.get(key, link)
        dated = known if known.published else link
        found[key] = msgspec.structs.replace(
            known,
            title=max(known.title, link.title, key=len),  # "Details" is a link too
            lead=known.lead or link.lead,
            published=dated.published,
            precision=dated.precision,
            origin=dated.origin,
        )
    return found


def newest_first(links: Mapping[str, Link]) -> dict[str, Link]:
    """The links by date where the list tells it of each, else as the list has them: most sites begin with the newest.

    Where a list does not, or pins old ones to its head, what is new would wait behind what is old.
    """
    dated = [(link.published, key) for key, link in links.items() if link.published]
    if len(dated) < len(links):
        return dict(links)
    return {key: links[key] for _, key in sorted(dated, key=lambda one: one[0], reverse=True)}
