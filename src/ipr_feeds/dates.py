"""Date spellings to aware datetimes. A date without a zone is of the site's zone."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from ipr_feeds.model import Precision
from ipr_feeds.text import half_width, squeeze

#: The sites are no older; an earlier date is a slip of the pen or a founding date.
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)

_LONGEST = 400  # characters in which a declared date is looked for
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TIME = (
    r"(?:,?[T ]*(?:at )?(?P<hour>\d{1,2})(?:[:时]|点)(?P<minute>\d{2})(?:[:分](?P<second>\d{2}))?(?:\.\d+)?秒?分?"
    r"(?: ?(?P<zone>Z|GMT|UTC?|[+-]\d{2}:?\d{2})(?![\w:]))?)?"
)
_TO = r" ?(?:to|till|until|through|and|[-–—~&至到]) ?"
_SPELLINGS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?:-|/|\.|年) ?(?P<month>\d{1,2})(?:-|/|\.|月) ?(?P<day>\d{1,2})(?!\d)日?" + _TIME,
        r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?![\d/])" + _TIME,
        rf"\b{_MONTH.format('name')} ?(?P<day>\d{{1,2}}){_ORDINAL},? ?(?P<year>\d{{4}})(?!\d)" + _TIME,
        rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[ -](?:of )?{_MONTH.format('name')},?[ -](?P<year>\d{{4}})(?!\d)" + _TIME,
    )
)
_RANGES = (
    re.compile(
        rf"\b{_MONTH.format('first')} ?\d{{1,2}}{_ORDINAL}{_TO}(?:{_MONTH.format('name')} ?)?"
        rf"(?P<day>\d{{1,2}}){_ORDINAL},? ?(?P<year>\d{{4}})(?!\d)",
        re.I,
    ),
    re.compile(
        r"(?<!\d)(?P<year>\d{4})年(?P<first>\d{1,2})月\d{1,2}日?[至到~—-](?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    ),
)
_CONTINUED = re.compile(_TO, re.I)
_IN_ADDRESS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{2})[/-](?P<day>\d{2})(?!\d)")


class Moment(NamedTuple):
    """A point in time and how finely it was given."""

    when: datetime
    precision: Precision


def parse(text: str, zone: tzinfo, now: datetime) -> Moment | None:
    """The first date in `text` that can be: not impossible, not before `EARLIEST`, not after `now`."""
    line = half_width(squeeze(text))[:_LONGEST]
    return next((moment for _, moment in _found(line, zone) if _plausible(moment, now)), None)


def in_address(url: str, zone: tzinfo, now: datetime) -> Moment | None:
    """The day in an address such as `…/2020/07-04/…` or `…/2020-04-27-…`."""
    for match in _IN_ADDRESS.finditer(url):
        moment = _moment(match, zone)
        if moment and _plausible(moment, now):
            return moment
    return None


def in_prose(paragraphs: Iterable[str], zone: tzinfo, now: datetime) -> Moment | None:
    """The first full date of the first two paragraphs, to the day; of a range its last day.

    A date without a year is none.
    """
    for paragraph in list(paragraphs)[:2]:
        line = half_width(squeeze(paragraph))
        for end, moment in sorted([*_ranges(line, zone), *_found(line, zone)], key=lambda found: found[0]):
            last = _continued(line, end, zone) or moment
            day = Moment(last.when.replace(hour=0, minute=0, second=0, tzinfo=zone), "day")
            if _plausible(day, now):
                return day
    return None


def _found(line: str, zone: tzinfo) -> list[tuple[int, Moment]]:
    """Every full date in the line with where it ends, in order."""
    found = [
        (match.start(), match.end(), moment)
        for spelling in _SPELLINGS
        for match in spelling.finditer(line)
        if (moment := _moment(match, zone))
    ]
    return [(end, moment) for _, end, moment in sorted(found)]


def _ranges(line: str, zone: tzinfo) -> Iterator[tuple[int, Moment]]:
    for pattern in _RANGES:
        for match in pattern.finditer(line):
            if moment := _moment(match, zone):
                yield match.end(), moment


def _continued(line: str, end: int, zone: tzinfo) -> Moment | None:
    """The full date that follows directly as the end of a range."""
    joint = _CONTINUED.match(line, end)
    if not joint:
        return None
    matches = (spelling.match(line, joint.end()) for spelling in _SPELLINGS)
    return next((moment for match in matches if match and (moment := _moment(match, zone))), None)


def _moment(match: re.Match[str], zone: tzinfo) -> Moment | None:
    part = {"hour": None, "minute": None, "second": None, "zone": None, **match.groupdict()}
    precision: Precision = "second" if part["second"] else "minute" if part["hour"] else "day"
    try:
        when = datetime(
            int(part["year"] or 0), _month(part), int(part["day"] or 0),
            int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0),
            tzinfo=_offset(part["zone"]) or zone,
        )  # fmt: skip
    except ValueError:
        return None
    return Moment(when.astimezone(zone), precision)


def _month(part: dict[str, str | None]) -> int:
    if part.get("month"):
        return int(part["month"] or 0)
    named = part.get("name") or part.get("first") or ""
    return int(named) if named.isdigit() else _MONTHS.index(named[:3].lower()) + 1


def _offset(zone: str | None) -> tzinfo | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return UTC
    sign, digits = (-1 if zone[0] == "-" else 1), zone[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _plausible(moment: Moment, now: datetime) -> bool:
    return EARLIEST <= moment.when <= now
