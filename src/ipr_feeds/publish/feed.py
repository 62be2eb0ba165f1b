"""A feed and what it shows, whatever the format."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

import msgspec

from ipr_feeds.model import Record

SAMPLE = " (sample)"


class Feed(msgspec.Struct, frozen=True):
    """What a feed says of itself; without `base_url` it does not say where it is."""

    name: str
    title: str
    home: str | None
    language: str
    base_url: str | None

    def address(self, suffix: str) -> str | None:
        """Where the feed is published in the format that is named so."""
        return urljoin(self.base_url, self.file(suffix)) if self.base_url else None

    def file(self, suffix: str) -> str:
        """The name of its file in a format."""
        return f"{self.name}.{suffix}"

    @property
    def publisher(self) -> str:
        """The title, without the mark of a sample."""
        return self.title.removesuffix(SAMPLE)

    @property
    def page(self) -> str | None:
        """The page for people: the site's, or the folder of the feeds."""
        return self.home or self.base_url

    @property
    def description(self) -> str:
        """What is in it, in a line."""
        if self.home:
            return f"Intellectual property at the border, from {self.publisher}"
        return "Intellectual property at the border, from several sites"


class Origin(msgspec.Struct, frozen=True):
    """Where entries of a combined feed come from: the feed of their source, the newest change among those of them that
    the combined feed shows, and the formats in which the feed of the source can be had.
    """

    feed: Feed
    updated: datetime
    suffixes: tuple[str, ...]

    def address(self, suffix: str) -> str | None:
        """Where that feed can be had in a format."""
        return self.feed.address(suffix) if suffix in self.suffixes else None


class Edition(NamedTuple):
    """A feed with what it shows, newest first; a combined one with its origins, by source name, and the page of one of
    its sites, whatever it shows.
    """

    feed: Feed
    records: Sequence[Record]
    origins: Mapping[str, Origin]
    site: str | None = None

    @property
    def updated(self) -> datetime:
        """When the newest change in it was."""
        return last_change(self.records)

    def origin(self, record: Record) -> Feed:
        """The feed of the source that a record is of."""
        origin = self.origins.get(record.entry.source)
        return origin.feed if origin else self.feed


def updated(record: Record) -> datetime:
    """An entry's last change of substance, else its publication, else when it was first fetched."""
    entry = record.entry
    if entry.updated and entry.published:
        return max(entry.updated, entry.published)
    return entry.updated or entry.published or record.first_fetched


def last_change(records: Sequence[Record]) -> datetime:
    """When the newest change of several entries was."""
    return max(updated(record) for record in records)


def position(record: Record) -> datetime:
    """Where an entry stands in feeds: by its publication, else by when it was first fetched."""
    return record.entry.published or record.first_fetched


def newest(records: Sequence[Record], window: int) -> list[Record]:
    """The newest entries, newest first."""
    ordered = sorted(records, key=lambda record: record.entry.id or "")
    ordered.sort(key=position, reverse=True)
    return ordered[:window]
