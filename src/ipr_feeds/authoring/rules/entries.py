"""Whether the entries are what subscribers may be shown."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Article, Subject
from ipr_feeds.dates import EARLIEST
from ipr_feeds.model import Entry, to_json
from ipr_feeds.reading import Reading
from ipr_feeds.text import legal, shorten
from ipr_feeds.trace import Trace
from ipr_feeds.urls import absolute
from ipr_feeds.whereabouts import declared_at

_SHOWN = 80  # characters of a paragraph
_APART = timedelta(days=7)  # by which page and list may differ: some are dated when they are written
_SEVERAL = 3  # articles that hardly have one date


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
    """Dates have the zone of the site, can be, are those that the page declares, and agree with its list."""
    zone = ZoneInfo(subject.source.timezone)
    yield from _one_for_all(subject)
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
        elif article.link and article.link.published and abs(moment - article.link.published) > _APART:
            told = f"published is {moment.isoformat()}, and its list says {article.link.published.isoformat()}"
            yield Finding(told, url, "one of them is another date: mend `published` or `lists`")
    yield from _not_understood(subject)


def _one_for_all(subject: Subject) -> Iterator[Finding]:
    """A date that all articles of a layout have is the site's."""
    for name, articles in _by_layout(subject).items():
        moments = {one.entry.published for one in articles if one.entry.published_from == "page"}
        certain = all(one.entry.published_from and not _agrees(one) for one in articles)
        if len(articles) >= _SEVERAL and len(moments) == 1 and certain:
            told = f"layout {name}: all {len(articles)} articles are of {moments.pop()}"
            yield Finding(told, advice="is it the date of something else, such as the day's? mend `published`")


def _agrees(article: Article) -> bool:
    """Whether the list says the same day."""
    listed, moment = article.link.published if article.link else None, article.entry.published
    return bool(listed and moment and listed.date() == moment.astimezone(listed.tzinfo).date())


def _not_understood(subject: Subject) -> Iterator[Finding]:
    """A date that is declared and printed, and nobody understands."""
    for article in subject.articles:
        if article.layout.published is None or article.entry.published_from == "page":
            continue
        printed = Reading(subject.source, article.layout, article.page, Trace()).field("published")
        if re.search(r"\d", printed):
            told = f"published gave {shorten(printed, _SHOWN)!r}, which is no date"
            place = declared_at(type(article.layout), "published")
            yield Finding(told, article.snapshot.url, "point at the date, or spell it in a method", place)


def _by_layout(subject: Subject) -> Mapping[str, Sequence[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in subject.articles:
        found[article.layout.name].append(article)
    return found


def shared(subject: Subject) -> Iterator[Finding]:
    """No paragraph stands in all articles of a layout: it would be the site's, not theirs."""
    for name, articles in _by_layout(subject).items():
        texts = (article.entry.text.split("\n\n") for article in articles)
        counts = Counter(text for paragraphs in texts for text in dict.fromkeys(paragraphs) if text)
        for text, times in counts.items():
            if times == len(articles) > 1:
                told = f"layout {name}: {shorten(text, _SHOWN)!r} stands in all {times} articles"
                yield Finding(
                    told,
                    advice="if it is the site's, `drop` it or end the body before it; else record an article without",
                )
