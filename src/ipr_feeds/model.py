"""The one schema: what every article of every site becomes."""

import uuid
from datetime import datetime
from typing import Any, Literal

import msgspec

# Never change this: every published id hangs on it.
NAMESPACE = uuid.UUID("6f0c2f1e-4f0b-4c58-9d0f-3a1de2b8f7c4")

Precision = Literal["day", "minute", "second"]
Origin = Literal["page", "list", "feed", "url", "body"]


class Image(msgspec.Struct, frozen=True):
    """A picture of the article; `credit` is the photographer that the caption names."""

    url: str
    caption: str | None = None
    credit: str | None = None


class Attachment(msgspec.Struct, frozen=True):
    """A document that the article offers for download."""

    url: str
    title: str
    media_type: str | None = None


class Category(msgspec.Struct, frozen=True):
    """A term of a vocabulary; `scheme` is the vocabulary's URI, `label` is for people."""

    term: str
    scheme: str | None = None
    label: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One article, clean.

    `text` is paragraphs parted by a blank line; `html` says the same with the allowed tags and absolute
    addresses. `id` and `url` are null only for a page whose address is not known. `published` is null
    together with its precision and origin.
    """

    id: str | None
    source: str
    layout: str
    url: str | None
    title: str
    summary: str
    text: str
    html: str
    language: str
    published: datetime | None = None
    published_precision: Precision | None = None
    published_from: Origin | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    place: str | None = None
    section: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    categories: tuple[Category, ...] = ()


class Record(msgspec.Struct, frozen=True):
    """An entry and when its page was first fetched, which never changes afterwards."""

    entry: Entry
    first_fetched: datetime


def entry_id(source: str, key: str) -> str:
    """The lasting id of the article that the site calls `key`."""
    return uuid.uuid5(NAMESPACE, f"{source}:{key}").urn


def feed_id(name: str) -> str:
    """The lasting id of a feed: of its name, so that it may move to another address."""
    return uuid.uuid5(NAMESPACE, f"feed:{name}").urn


def to_json(entry: Entry) -> bytes:
    """An entry as indented JSON in UTF-8."""
    return msgspec.json.format(msgspec.json.encode(entry), indent=2)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an entry."""
    described = msgspec.json.schema(Entry)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "ipr-feeds entry", **described}
