"""Whether every declaration of a source points at something in its snapshots."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Subject, further_pages
from ipr_feeds.page import Page
from ipr_feeds.reading import Reading
from ipr_feeds.source import FIELDS, Layout
from ipr_feeds.text import shorten
from ipr_feeds.trace import Trace
from ipr_feeds.whereabouts import declared_at

_RECORD = "record a page that has it, or take it out"
_DECLARED = ("marker", "box", "further", "drop", "captions", "furniture", "datelines")
_SHOWN = 60  # characters of a pattern


def layouts(subject: Subject) -> Iterator[Finding]:
    """Every layout reads a recorded page."""
    read = {article.layout.name for article in subject.articles}
    for layout in subject.source.layouts:
        if layout.name not in read:
            told = f"layout {layout.name} reads no recorded page"
            yield Finding(told, advice="record a page of it, or take it out", place=declared_at(layout))


def declarations(subject: Subject) -> Iterator[Finding]:
    """Every selector, label and pattern matches something in a recorded page."""
    used: dict[_Use, bool] = {}
    for layout in subject.source.layouts:
        if seen := _seen(subject, layout):
            for use in _uses(layout):
                used[use] = used.get(use, False) or seen.has(use)
    yield from (_unused(use) for use, found in used.items() if not found)
    yield from _keys(subject)
    yield from _lists(subject)


class _Use(NamedTuple):
    """One place or pattern that a layout, or the class that it inherits from, declares."""

    owner: type
    field: str
    where: str | Anchor | Span | re.Pattern[str]


class _Seen(NamedTuple):
    """The recorded articles of one layout: their pages, and their texts."""

    readings: Sequence[Reading]
    texts: Sequence[str]

    def has(self, use: _Use) -> bool:
        """Whether what is declared is in any of them."""
        where = use.where
        if isinstance(where, re.Pattern):
            return any(where.search(text) for text in self.texts)
        if use.field == "furniture":
            return any(str(where) in reading.page.text for reading in self.readings)
        if use.field in ("drop", "captions") and isinstance(where, str):
            return any(_in_body(reading, where) for reading in self.readings)
        return any(reading.matches(where) for reading in self.readings)


def _seen(subject: Subject, layout: type[Layout]) -> _Seen | None:
    """What of a layout is recorded; None of one that read nothing, which is told by another rule."""
    articles = [article for article in subject.articles if article.layout.name == layout.name]
    pages = [page for article in articles for page in _pages(subject, article.page)]
    readings = [Reading(subject.source, layout(), page, Trace()) for page in pages]
    return _Seen(readings, [article.entry.text for article in articles]) if articles else None


def _pages(subject: Subject, page: Page) -> Iterator[Page]:
    """An article's pages."""
    yield page
    yield from (subject.recorded.page(url) for url in further_pages(subject.source, page))


def _uses(layout: type[Layout]) -> Iterator[_Use]:
    for field in (*_DECLARED, *FIELDS):
        owner = next(one for one in layout.__mro__ if field in vars(one))
        yield from (_Use(owner, field, where) for where in _parts(getattr(layout, field)))


def _parts(where: Any) -> Iterator[str | Anchor | Span | re.Pattern[str]]:
    """The single places that a declaration names."""
    if isinstance(where, Span):
        yield from (end for end in (where.after, where.before) if isinstance(end, Anchor))
    elif isinstance(where, Anchor) or (isinstance(where, str) and where):
        yield where
    elif type(where) is tuple:
        yield from where


def _in_body(reading: Reading, selector: str) -> bool:
    """Whether a selector matches inside what may be the body, or anywhere where no selector names it."""
    body: Any = getattr(reading.layout, "body")  # noqa: B009 (mypy takes a callable attribute for a method)
    boxes = [box for one in _parts(body) if isinstance(one, str) and (box := reading.page.first(one))]
    return any(box.css(selector) for box in boxes) if boxes else bool(reading.page.css(selector))


def _unused(use: _Use) -> Finding:
    where = use.where.pattern if isinstance(use.where, re.Pattern) else use.where
    shown = repr(shorten(where, _SHOWN)) if isinstance(where, str) else str(where)
    within = "the body of no recorded page" if use.field in ("drop", "captions") else "no recorded page"
    name = getattr(use.owner, "name", "") or use.owner.__name__
    told = f"layout {name}: {use.field} {shown} is in {within}"
    return Finding(told, advice=_RECORD, place=declared_at(use.owner, use.field))


def _keys(subject: Subject) -> Iterator[Finding]:
    recorded = [page.url for page in subject.recorded.index.pages]
    addresses = [*recorded, *(link.url for items in subject.lists.values() for _, link in items)]
    for pattern, form in subject.source.keys:
        if not any(re.search(pattern, url, re.I) for url in addresses):
            told = f"keys {pattern!r} ({form}) fits no recorded address"
            yield Finding(told, advice=_RECORD, place=declared_at(type(subject.source), "keys"))


def _lists(subject: Subject) -> Iterator[Finding]:
    pages = [subject.recorded.page(url) for url in subject.lists]
    pages = [page for page in pages if not page.is_feed]
    place = declared_at(type(subject.source), "lists")
    for listing in subject.source.lists:
        around = f"{listing.box} {listing.item}".strip()
        boxes = [node for page in pages for node in page.css(around or "body")]
        inside = [("title", listing.title), ("date", listing.date), ("lead", listing.lead)] if listing.item else []
        if not boxes:
            yield Finding(f"lists {around!r} is in no recorded list", advice=_RECORD, place=place)
            continue
        for field, selector in inside:
            if selector and not any(box.css(selector) for box in boxes):
                told = f"lists {around!r}: {field} {selector!r} is in no recorded item"
                yield Finding(told, advice=_RECORD, place=place)
