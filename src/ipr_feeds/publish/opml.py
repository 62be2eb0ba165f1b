"""The list of all feeds (OPML 2.0): what a reader imports to subscribe to them at once."""

from collections.abc import Sequence
from typing import Any

import msgspec

from ipr_feeds.publish.extras import add
from ipr_feeds.publish.feed import Feed

FILE = "feeds.opml"
MEDIA_TYPE = "text/x-opml"


class Subscription(msgspec.Struct, frozen=True):
    """A feed that knows its address, and the format in which it is subscribed to."""

    feed: Feed
    suffix: str


class Subscriptions(msgspec.Struct, frozen=True):
    """The feeds that there are."""

    title: str
    feeds: Sequence[Subscription]


def render(listed: Subscriptions) -> bytes:
    """The list: a folder for each site with its feed in it.

    Without the combined feed: who subscribed to all that is listed would meet each entry twice.
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", listed.title)
    body = add(root, "body")
    for one in listed.feeds:
        _add(add(body, "outline", text=one.feed.title, title=one.feed.title), one.feed, one.suffix)
    rendered: bytes = etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)
    return rendered


def _add(parent: Any, feed: Feed, suffix: str) -> None:
    facts = {
        "text": feed.title,
        "title": feed.title,
        "description": feed.description,
        "type": "rss",  # whatever the format
        "language": feed.language,
        "xmlUrl": feed.address(suffix),
        "htmlUrl": feed.page,
    }
    add(parent, "outline", **{name: value for name, value in facts.items() if value})
