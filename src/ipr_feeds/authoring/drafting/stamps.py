"""Dates that a page holds for programs, and which of them are of the page and not of its article."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from ipr_feeds.authoring.drafting.labels import parsed
from ipr_feeds.authoring.drafting.subjects import Clock, Subject
from ipr_feeds.authoring.drafting.views import View, above, name_of
from ipr_feeds.dates import Moment
from ipr_feeds.page import says
from ipr_feeds.styles import is_hidden

CHANGED = re.compile(r"(?:last )?(?:updated|modified|reviewed)|更新", re.I)
_META = re.compile(r"publi|pubdate|createdate|(?:^|\W)date(?:$|\W)|issued|release", re.I)
_HIDDEN = 60  # characters of what is written for programs


class Stamp(NamedTuple):
    """A date for programs: what its element is called, and how far it is from what is printed."""

    name: str
    moment: Moment
    node: LexborNode
    distance: float


def stamps(view: View, clock: Clock) -> Iterator[Stamp]:
    """The dates in the head of a page, and those that are hidden."""
    for node in view.page.css("meta[content]"):
        name = " ".join(node.attributes.get(one) or "" for one in ("name", "property", "itemprop"))
        if _META.search(name) and not CHANGED.search(name) and (moment := parsed(says(node), clock)):
            yield Stamp(name, moment, node, 2.5)
    for node in view.page.css("[id*='time' i], [id*='date' i], [class*='time' i], [class*='date' i]"):
        hidden = any(is_hidden(one.attributes) for one in (node, *above(node)))
        if hidden and len(said := says(node)) < _HIDDEN and (moment := parsed(said, clock)):
            yield Stamp(name_of(node), moment, node, 5)


def doubted(subjects: Sequence[Subject], days: Sequence[date | None], clock: Clock) -> frozenset[str]:
    """The names of dates that are none of articles: they contradict what is printed, or are the same everywhere.

    `days` are those that lists say or that are printed.
    """
    found: dict[str, list[tuple[Moment, date | None]]] = {}
    for subject, day in zip(subjects, days, strict=True):
        for stamp in stamps(subject.view, clock):
            found.setdefault(stamp.name, []).append((stamp.moment, day))
    return frozenset(name for name, told in found.items() if not _is_believed(told, ZoneInfo(clock.zone)))


def _is_believed(told: Sequence[tuple[Moment, date | None]], zone: ZoneInfo) -> bool:
    known = [_agree(moment, day, zone) for moment, day in told if day]
    return all(known) and (bool(known) or len(told) < 2 or len({moment.when for moment, _ in told}) > 1)


def _agree(moment: Moment, day: date, zone: ZoneInfo) -> bool:
    """Whether a date for programs is the printed day; a time may lie in the day beside, where the zone is not known."""
    apart = abs((moment.when.astimezone(zone).date() - day).days)
    return apart <= (moment.precision != "day")
