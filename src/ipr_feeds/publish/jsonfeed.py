"""Entries as a JSON Feed (version 1.1), by msgspec."""

from datetime import datetime

import msgspec

from ipr_feeds.model import Category, Origin, Precision
from ipr_feeds.publish import formats
from ipr_feeds.publish.checks import Told
from ipr_feeds.publish.feed import Edition
from ipr_feeds.publish.item import Item, items

VERSION = "https://jsonfeed.org/version/1.1"


class Author(msgspec.Struct, frozen=True):
    """Who wrote an entry."""

    name: str


class Attached(msgspec.Struct, frozen=True):
    """A document; the standard asks for its type."""

    url: str
    mime_type: str
    title: str


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the standard has no words for (`_ipr`), named as in the schema of an entry."""

    source: str
    publisher: str | None = None
    rights: str
    place: str | None = None
    published_precision: Precision | None = None
    published_from: Origin | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item."""

    id: str
    url: str
    title: str
    summary: str = ""
    content_html: str
    content_text: str
    date_published: datetime | None = None
    date_modified: datetime
    authors: tuple[Author, ...]
    language: str
    image: str | None = None
    tags: tuple[str, ...] = ()
    attachments: tuple[Attached, ...] = ()
    facts: Facts = msgspec.field(name="_ipr")


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole feed."""

    version: str
    title: str
    description: str
    home_page_url: str | None = None
    feed_url: str | None = None
    language: str
    items: tuple[Article, ...]


def render(edition: Edition) -> bytes:
    """The feed's bytes; the same edition always gives the same."""
    feed = edition.feed
    document = Document(
        version=VERSION,
        title=feed.title,
        description=feed.description,
        home_page_url=feed.page,
        feed_url=feed.address(formats.JSON.suffix),
        language=feed.language,
        items=tuple(_article(one) for one in items(edition)),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _article(item: Item) -> Article:
    entry = item.entry
    return Article(
        id=item.id,
        url=item.url,
        title=entry.title,
        summary=entry.summary,
        content_html=item.html,
        content_text=item.text,
        date_published=entry.published,
        date_modified=item.updated,
        authors=(Author(item.author),),
        language=entry.language,
        image=item.thumbnail,
        tags=tuple(_readable(one) for one in entry.categories),
        attachments=tuple(Attached(one.url, one.media_type, one.title) for one in entry.attachments if one.media_type),
        facts=_facts(item),
    )


def _facts(item: Item) -> Facts:
    entry = item.entry
    return Facts(
        source=entry.source,
        publisher=entry.publisher,
        rights=item.rights,
        place=entry.place,
        published_precision=entry.published_precision,
        published_from=entry.published_from,
    )


def _readable(category: Category) -> str:
    return category.label or category.term


def told(content: bytes) -> list[Told]:
    """What a feed tells of its entries. Raises `ValueError` for what is no feed."""
    document = msgspec.json.decode(content, type=Document)
    return [Told(one.id, one.date_published, one.date_modified) for one in document.items]
