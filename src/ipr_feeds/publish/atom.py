"""Entries as an Atom feed (RFC 4287), by feedgen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, TypeAlias
from urllib.parse import urljoin

import msgspec

from ipr_feeds.model import Entry, Record, feed_id

SAMPLE = " (sample)"
GENERATOR = "ipr-feeds"
MEDIA_TYPE = "application/atom+xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Feed(msgspec.Struct, frozen=True):
    """What a feed says of itself; without `base_url` it has no self link."""

    name: str
    title: str
    home: str | None
    language: str
    base_url: str | None

    @property
    def address(self) -> str | None:
        """Where the feed is published."""
        return urljoin(self.base_url, f"{self.name}.atom") if self.base_url else None


#: The feeds of the sources with their records, by source name.
Origins: TypeAlias = Mapping[str, tuple[Feed, Sequence[Record]]]


def updated(record: Record) -> datetime:
    """An entry's last change of substance, else its publication, else when it was first fetched."""
    entry = record.entry
    if entry.updated and entry.published:
        return max(entry.updated, entry.published)
    return entry.updated or entry.published or record.first_fetched


def render(feed: Feed, records: Sequence[Record], origins: Origins) -> bytes:
    """The feed's bytes; the same records always give the same.

    `records` come newest first. `origins` are the feeds of the sources with their records, for a combined
    feed, whose entries then say where they come from.
    """
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    generator.id(feed_id(feed.name))
    generator.title(feed.title)
    generator.language(feed.language)
    generator.generator(GENERATOR)
    generator.updated(max(updated(record) for record in records))  # feedgen takes now() otherwise
    home = feed.home or feed.base_url
    if home:
        generator.link(href=home, rel="alternate", type="text/html")
    if feed.address:
        generator.link(href=feed.address, rel="self", type=MEDIA_TYPE)
    for record in records:
        _add(generator, feed, record, origins.get(record.entry.source))
    rendered: bytes = generator.atom_str(pretty=True)
    return rendered


def content(entry: Entry) -> str:
    """The HTML that readers show: the article, and links to those documents that it does not link itself."""
    missing = [one for one in entry.attachments if f'href="{escape(one.url)}"' not in entry.html]
    items = "".join(f'<li><a href="{escape(one.url)}">{escape(one.title)}</a></li>' for one in missing)
    return entry.html + (f"<ul>{items}</ul>" if items else "")


def _add(generator: Any, feed: Feed, record: Record, origin: tuple[Feed, Sequence[Record]] | None) -> None:
    entry = record.entry
    item = generator.add_entry(order="append")  # feedgen prepends otherwise
    item.id(entry.id)
    item.title(entry.title)
    item.updated(updated(record))
    if entry.published:
        item.published(entry.published)
    item.link(href=entry.url, rel="alternate", type="text/html", hreflang=entry.language)
    item.author({"name": ", ".join(entry.authors) or entry.publisher or feed_title(feed, origin)})
    item.rights(f"© {entry.publisher or feed_title(feed, origin)}")
    if entry.summary:
        item.summary(entry.summary)
    item.content(content(entry), type="html")  # plain text otherwise
    for category in entry.categories:
        item.category({"term": category.term, "scheme": category.scheme, "label": category.label})
    item.register_extension("ipr", _extension(), atom=True, rss=False)
    item.ipr.language = entry.language if entry.language != feed.language else None
    item.ipr.origin = origin


def feed_title(feed: Feed, origin: tuple[Feed, Sequence[Record]] | None) -> str:
    """The title of the source's own feed, without the mark of a sample."""
    return (origin[0] if origin else feed).title.removesuffix(SAMPLE)


def _extension() -> type[Any]:
    """What feedgen cannot write: the language of an entry and a whole `source` element."""
    from feedgen.ext.base import BaseEntryExtension
    from lxml import etree

    class Extras(BaseEntryExtension):  # type: ignore[misc]
        language: str | None = None
        origin: tuple[Feed, Sequence[Record]] | None = None

        def extend_atom(self, entry: Any) -> Any:
            if self.language:
                entry.set(_LANG, self.language)
            if self.origin:
                feed, records = self.origin
                source = etree.SubElement(entry, "source")  # feedgen names its elements so
                for tag, text in (("id", feed_id(feed.name)), ("title", feed.title)):
                    etree.SubElement(source, tag).text = text
                newest = max(updated(record) for record in records)
                etree.SubElement(source, "updated").text = newest.isoformat()
                for rel, href in (("alternate", feed.home), ("self", feed.address)):
                    if href:
                        etree.SubElement(source, "link", rel=rel, href=href)
            return entry

    return Extras
