"""Entries as an RSS 2.0 feed, by feedgen."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import Any

from ipr_feeds.program import NAME
from ipr_feeds.publish import formats
from ipr_feeds.publish.checks import Told
from ipr_feeds.publish.extras import ATOM, DC, MEDIA, add, declare, finish
from ipr_feeds.publish.feed import Edition, Feed, Origin
from ipr_feeds.publish.item import Item, items


def render(edition: Edition) -> bytes:
    """The feed's bytes; the same edition always gives the same."""
    from feedgen.feed import FeedGenerator

    feed, generator = edition.feed, FeedGenerator()
    declare(generator, {"dc": DC, "media": MEDIA})
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(feed.language)
    generator.generator(NAME)
    generator.lastBuildDate(edition.updated)  # feedgen takes now() otherwise
    if address := feed.address(formats.RSS.suffix):
        generator.link(href=address, rel="self", type=formats.RSS.media_type)
    generator.link(href=_page(edition), rel="alternate")  # the last one is the channel's
    for one in items(edition):
        _add(generator, feed, one, edition.origins.get(one.entry.source))
    rendered: bytes = generator.rss_str(pretty=True)
    return rendered


def _page(edition: Edition) -> str:
    """The page that a channel must name: where nobody knows where the feeds are, that of a site."""
    return edition.feed.page or edition.site or edition.records[0].entry.url or ""


def _add(generator: Any, feed: Feed, item: Item, origin: Origin | None) -> None:
    entry, made = item.entry, generator.add_entry(order="append")  # feedgen prepends otherwise
    made.title(entry.title)
    made.link(href=item.url)
    made.description(escape(entry.summary or entry.title, quote=False))  # which is HTML here
    made.content(item.html)
    made.guid(item.id, permalink=False)
    made.pubDate(item.position)
    for category in entry.categories:
        scheme = {"scheme": category.scheme} if category.scheme else {}
        made.category({"term": category.label or category.term, **scheme})
    if origin and (address := origin.address(formats.RSS.suffix)):
        made.source(url=address, title=origin.feed.title)
    finish(made, lambda element: _finish(element, feed, item))


def _finish(element: Any, feed: Feed, item: Item) -> None:
    add(element, f"{{{DC}}}creator", item.author)  # `author` must be a mail address
    add(element, f"{{{DC}}}rights", item.rights)
    if item.entry.language != feed.language:
        add(element, f"{{{DC}}}language", item.entry.language)
    add(element, f"{{{ATOM}}}updated", item.updated.isoformat())
    if item.thumbnail:
        add(element, f"{{{MEDIA}}}thumbnail", url=item.thumbnail)


def told(content: bytes) -> list[Told]:
    """What a feed tells of its entries. Raises `ValueError` for what is no feed."""
    from lxml import etree

    found = etree.fromstring(content).findall("channel/item")
    return [Told(one.findtext("guid"), _published(one), _updated(one)) for one in found]


def _published(item: Any) -> datetime | None:
    text = item.findtext("pubDate")
    return parsedate_to_datetime(text) if text else None


def _updated(item: Any) -> datetime | None:
    text = item.findtext(f"{{{ATOM}}}updated")
    return datetime.fromisoformat(text) if text else None
