"""Entries as an Atom feed (RFC 4287), by feedgen."""

from datetime import datetime
from typing import Any

from ipr_feeds.model import feed_id
from ipr_feeds.program import NAME
from ipr_feeds.publish import formats
from ipr_feeds.publish.checks import Told
from ipr_feeds.publish.extras import ATOM, MEDIA, add, declare, finish
from ipr_feeds.publish.feed import Edition, Feed, Origin
from ipr_feeds.publish.item import Item, items

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def render(edition: Edition) -> bytes:
    """The feed's bytes; the same edition always gives the same."""
    from feedgen.feed import FeedGenerator

    feed, generator = edition.feed, FeedGenerator()
    declare(generator, {"media": MEDIA})
    generator.id(feed_id(feed.name))
    generator.title(feed.title)
    generator.subtitle(feed.description)
    generator.language(feed.language)
    generator.generator(NAME)
    generator.updated(edition.updated)  # feedgen takes now() otherwise
    if feed.page:
        generator.link(href=feed.page, rel="alternate", type="text/html")
    if address := feed.address(formats.ATOM.suffix):
        generator.link(href=address, rel="self", type=formats.ATOM.media_type)
    for one in items(edition):
        _add(generator, feed, one, edition.origins.get(one.entry.source))
    rendered: bytes = generator.atom_str(pretty=True)
    return rendered


def _add(generator: Any, feed: Feed, item: Item, origin: Origin | None) -> None:
    entry, made = item.entry, generator.add_entry(order="append")  # feedgen prepends otherwise
    made.id(item.id)
    made.title(entry.title)
    made.updated(item.updated)
    if entry.published:
        made.published(entry.published)
    made.link(href=item.url, rel="alternate", type="text/html", hreflang=entry.language)
    made.author({"name": item.author})
    made.rights(item.rights)
    if entry.summary:
        made.summary(entry.summary)
    made.content(item.html, type="html")  # plain text otherwise
    for category in entry.categories:
        made.category({"term": category.term, "scheme": category.scheme, "label": category.label})
    finish(made, lambda element: _finish(element, feed, item, origin))


def _finish(element: Any, feed: Feed, item: Item, origin: Origin | None) -> None:
    if item.entry.language != feed.language:
        element.set(_LANG, item.entry.language)
    if item.thumbnail:
        add(element, f"{{{MEDIA}}}thumbnail", url=item.thumbnail)
    if origin:
        source = add(element, "source")  # feedgen names its elements so
        add(source, "id", feed_id(origin.feed.name))
        add(source, "title", origin.feed.title)
        add(source, "updated", origin.updated.isoformat())
        for rel, href in (("alternate", origin.feed.home), ("self", origin.address(formats.ATOM.suffix))):
            if href:
                add(source, "link", rel=rel, href=href)


def told(content: bytes) -> list[Told]:
    """What a feed tells of its entries. Raises `ValueError` for what is no feed."""
    from lxml import etree

    entries = etree.fromstring(content).findall(f"{{{ATOM}}}entry")
    return [Told(_text(one, "id"), _moment(one, "published"), _moment(one, "updated")) for one in entries]


def _moment(entry: Any, tag: str) -> datetime | None:
    text = _text(entry, tag)
    return datetime.fromisoformat(text) if text else None


def _text(entry: Any, tag: str) -> str | None:
    text: str | None = entry.findtext(f"{{{ATOM}}}{tag}")
    return text
