"""How the sources are doing, for programs (`health.json`) and for people (`health.atom`); never in a news feed."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from html import escape
from urllib.parse import urljoin

import msgspec

from ipr_feeds.health import SourceHealth
from ipr_feeds.incidents import Incident
from ipr_feeds.model import NAMESPACE, feed_id
from ipr_feeds.program import NAME
from ipr_feeds.text import squeeze

JSON, ATOM = "health.json", "health.atom"
SHOWN = 50  # problems in the feed
_FORM = "%Y-%m-%d %H:%M UTC"


class _Document(msgspec.Struct, frozen=True):
    """What `health.json` holds."""

    version: int
    sources: Sequence[SourceHealth]


def as_json(sources: Sequence[SourceHealth]) -> bytes:
    """The state of all sources; the same state gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(_Document(1, sources)), indent=2) + b"\n"


def as_atom(incidents: Sequence[Incident], since: datetime, base_url: str | None) -> bytes:
    """Problems that lasted, the newest first, as an Atom feed; `since` is its date while it is empty."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id(feed_id("health"))
    feed.title(f"{NAME}: how the sources are doing")
    feed.language("en")
    feed.generator(NAME)
    feed.author({"name": NAME})
    feed.updated(max((_updated(one) for one in incidents), default=since))
    if base_url:
        feed.link(href=base_url, rel="alternate", type="text/html")
        feed.link(href=urljoin(base_url, ATOM), rel="self", type="application/atom+xml")
    for one in incidents:
        item = feed.add_entry(order="append")
        item.id(uuid.uuid5(NAMESPACE, f"health:{one.source}:{one.kind}:{one.since.isoformat()}").urn)
        item.title(_title(one))
        item.updated(_updated(one))
        item.published(one.since)
        item.content(f"<p>{escape(squeeze(one.message))}</p>", type="html")
        if one.url:
            item.link(href=one.url, rel="alternate")
    rendered: bytes = feed.atom_str(pretty=True)
    return rendered


def _title(one: Incident) -> str:
    over = f", over since {one.until:{_FORM}}" if one.until else ""
    return f"{one.source}: {one.kind} since {one.since:{_FORM}}{over}"


def _updated(one: Incident) -> datetime:
    return one.until or one.since
