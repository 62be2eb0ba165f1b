"""The formats in which a feed is offered, and where each of them is found."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from ipr_feeds.publish.atom import MEDIA_TYPE, Feed


class Format(NamedTuple):
    """A kind of feed file: what people call it, how its name ends, its media type."""

    label: str
    suffix: str
    media_type: str


FORMATS = (Format("Atom", ".atom", MEDIA_TYPE),)


class Offer(msgspec.Struct, frozen=True):
    """One file of a feed: relative to the page in `href`, and in `address` as readers are to be given it."""

    label: str
    href: str
    address: str
    media_type: str


def offers(feed: Feed, folder: Path) -> tuple[Offer, ...]:
    """The files of a feed that are in the folder, the best first."""
    named = ((one, f"{feed.name}{one.suffix}") for one in FORMATS)
    there = [(one, file) for one, file in named if (folder / file).exists()]
    return tuple(Offer(one.label, file, f"{feed.base_url or ''}{file}", one.media_type) for one, file in there)
