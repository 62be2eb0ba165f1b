"""Where the files of a feed are found, format by format."""

from collections.abc import Sequence

import msgspec

from ipr_feeds.publish.feed import Feed
from ipr_feeds.publish.formats import Format


class Offer(msgspec.Struct, frozen=True):
    """One file: relative to the page in `href`, and in `address` as it is to be given to a reader."""

    label: str
    href: str
    address: str
    media_type: str


def offers(feed: Feed, formats: Sequence[Format]) -> tuple[Offer, ...]:
    """The files of a feed, in the order of the formats."""
    return tuple(offer(one.label, feed.file(one.suffix), feed.base_url, one.media_type) for one in formats)


def offer(label: str, file: str, base_url: str | None, media_type: str) -> Offer:
    """A file of the folder; without an address of the folder nobody knows more than its name."""
    return Offer(label, file, f"{base_url or ''}{file}", media_type)
