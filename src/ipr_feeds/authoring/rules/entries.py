"""Whether the entries are what subscribers may be shown."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Subject
from ipr_feeds.dates import EARLIEST
from ipr_feeds.model import Entry, to_json
from ipr_feeds.text import legal, shorten
from ipr_feeds.urls import absolute

_SHOWN = 80  # characters of a paragraph


def schema(subject: Subject) -> Iterator[Finding]:
    """Entries are of the schema: complete, legal text, absolute addresses."""
    for article in subject.articles:
        for what in _faults(article.entry):
            yield Finding(what, article.snapshot.url, "mend the layout")


def _faults(entry: Entry) -> Iterator[str]:
    try:
        if msgspec.json.decode(to_json(entry), type=Entry) != entry:
            yield "the entry changes when it is written and read back"
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        yield f"the entry is not of the schema: {error}"
        return
    if not entry.title.strip():
        yield "the title is empty"
    for field in ("title", "summary", "text", "html"):
        if legal(getattr(entry, field)) != getattr(entry, field):
            yield f"{field} holds characters that XML forbids"
    addresses = [*(one.url for one in entry.images), *(one.url for one in entry.attachments), entry.url or ""]
    for url in addresses:
        if absolute(url, url) != url:
            yield f"{url!r} is no absolute web address"


def dates(subject: Subject) -> Iterator[Finding]:
    """Dates have the zone of the site, and lie neither in the future nor before the web."""
    zone = ZoneInfo(subject.source.timezone)
    for article in subject.articles:
        moment = article.entry.published
        if moment is None:
            continue
        url, fetched = article.snapshot.url, article.snapshot.fetched
        if moment.tzinfo is None or moment.utcoffset() != moment.astimezone(zone).utcoffset():
            yield Finding(f"published is {moment.isoformat()}, not in the zone {zone.key}", url, "mend the layout")
        elif moment > fetched + timedelta(seconds=1):
            yield Finding(f"published is {moment.isoformat()}, after it was fetched", url, "mend `published`")
        elif moment < EARLIEST:
            yield Finding(f"published is {moment.isoformat()}, before there were such pages", url, "mend `published`")


def shared(subject: Subject) -> Iterator[Finding]:
    """No paragraph stands in all articles of a layout: it would be the site's, not theirs."""
    of_layout = defaultdict(list)
    for article in subject.articles:
        of_layout[article.layout.name].append(article.entry)
    for name, entries in of_layout.items():
        counts = Counter(text for entry in entries for text in dict.fromkeys(entry.text.split("\n\n")) if text)
        for text, times in counts.items():
            if times == len(entries) > 1:
                told = f"layout {name}: {shorten(text, _SHOWN)!r} stands in all {times} articles"
                yield Finding(told, advice="it belongs to the site: `drop` it, or end the body before it")
