"""Date spellings to aware datetimes. A date without a zone is of the site's zone."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from ipr_feeds.model import Precision
from ipr_feeds.text import half_width, squeeze

#: The sites are no older; an earlier date is a slip of the pen or a founding date.
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
#: For those who do not know when a page was fetched; later steps refuse future dates.
LATEST = datetime(9999, 1, 1, tzinfo=UTC)

_LONGEST = 400  # characters in which a declared date is looked for
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_TIME = (
    r"(?:,?[T ]*(?:at )?(?P<noon>上午|下午|晚上?|凌晨|中午)? ?(?P<hour>\d{1,2})(?:[:时]|点)(?P<minute>\d{2})"
    r"(?:[:分](?P<second>\d{2}))?(?:\.\d+)?秒?分?"
    r"(?: ?(?P<half>[ap]\.?m\b\.?))?(?: ?(?P<zone>Z|(?:GMT|UTC?)?[+-]\d{1,2}(?::?\d{2})?|GMT|UTC?)(?![\w:]))?)?"
)
_TO = r" ?(?:to|till|until|through|and|[-–—~&至到]) ?"
_SPELLINGS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?:-|/|\.|年) ?(?P<month>\d{1,2})(?:-|/|\.|月) ?(?P<day>\d{1,2})(?!\d)[日号]?" + _TIME,
        r"(?<!\d)(?P<day>\d{1,2}) ?(?P<month>\d{1,2})月,? ?(?P<year>\d{4})(?![\d年-])" + _TIME,
        r"(?<!\d)(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})[日号]?, ?(?P<year>\d{4})(?![\d年-])" + _TIME,
        r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?![\d/])" + _TIME,
        r"(?<![\d.])(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})(?![\d.]\d)" + _TIME,
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
        r"(?<!\d)(?P<year>\d{4})年 ?(?P<first>\d{1,2})月 ?\d{1,2}日? ?[至到~—–-] ?"
        r"(?:(?P<month>\d{1,2})月 ?)?(?P<day>\d{1,2})日"
    ),
)
_YEAR = re.compile(r"\d{4}")
_DIGITS = "零〇○一二三四五六七八九"
_FIGURES = str.maketrans(_DIGITS, "000123456789")
_NUMERAL = re.compile(r"[一二三四五六七八九十][年月日号]")
_NUMERALS = re.compile(
    rf"[{_DIGITS}]{{4}}(?=年)|(?<![{_DIGITS}十])(?:十[一二]?|[一二三四五六七八九])(?=月)"
    rf"|(?<![{_DIGITS}十])(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[日号])"
)
_WITHOUT_YEAR = re.compile(
    r"(?<![\d/-])(?P<month>\d{1,2})[-/月](?P<day>\d{1,2})日?(?![\d/-])"
    r"(?: (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
)
_SLASHES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_CONTINUED = re.compile(_TO, re.I)
_IN_ADDRESS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{2})[/-](?P<day>\d{2})(?!\d)")


class Moment(NamedTuple):
    """A point in time and how finely it was given."""

    when: datetime
    precision: Precision


def parse(text: str, zone: tzinfo, now: datetime, *, day_first: bool = False) -> Moment | None:
    """The first date in `text` that can be: not impossible, not before `EARLIEST`, not after `now`.

    `12/10/2015` is the tenth of December unless `day_first`.
    """
    line = _arabic(half_width(squeeze(text))[:_LONGEST])
    if day_first:
        line = _SLASHES.sub(r"\2/\1/\3", line)
    found = sorted(_matches(_SPELLINGS, line, zone), key=_place)
    return next((one.moment for one in found if _plausible(one.moment, now)), None)


def _arabic(line: str) -> str:
    """The line with years, months and days that are written in Chinese numerals in figures: 二〇二六年四月二十八日."""
    return _NUMERALS.sub(lambda match: _figures(match.group()), line) if _NUMERAL.search(line) else line


def _figures(numerals: str) -> str:
    """A number in Chinese numerals in figures: digit by digit, or up to 99 with 十."""
    tens, ten, ones = (part.translate(_FIGURES) for part in numerals.partition("十"))
    return str(int(tens or 1) * 10 + int(ones or 0)) if ten else tens


def in_address(url: str, zone: tzinfo, now: datetime) -> Moment | None:
    """The day in an address such as `…/2020/07-04/…` or `…/2020-04-27-…`."""
    for match in _IN_ADDRESS.finditer(url):
        moment = _moment(match, zone)
        if moment and _plausible(moment, now):
            return moment
    return None


def without_year(text: str, near: datetime) -> Moment | None:
    """A date such as `9-27 22:20`, in the year that brings it closest to `near`."""
    match = _WITHOUT_YEAR.search(half_width(squeeze(text)))
    if not match:
        return None
    part = match.groupdict()
    precision: Precision = "second" if part["second"] else "minute" if part["hour"] else "day"
    clock = {name: int(part[name] or 0) for name in ("month", "day", "hour", "minute", "second")}
    years = (_replaced(near, {"year": year, **clock}) for year in (near.year - 1, near.year, near.year + 1))
    found = [when for when in years if when]
    return Moment(min(found, key=lambda when: abs(when - near)), precision) if found else None


def _replaced(when: datetime, parts: dict[str, int]) -> datetime | None:
    try:
        return when.replace(year=parts["year"], month=parts["month"], day=parts["day"], hour=parts["hour"],
                            minute=parts["minute"], second=parts["second"], microsecond=0)  # fmt: skip
    except ValueError:
        return None


def in_prose(paragraphs: Iterable[str], zone: tzinfo, now: datetime, *, day_first: bool = False) -> Moment | None:
    """The first full date of the first two paragraphs, to the day; of a range its last day.

    A date without a year is none.
    """
    for paragraph in list(paragraphs)[:2]:
        line = half_width(squeeze(paragraph))
        if not _YEAR.search(line):
            continue
        if day_first:
            line = _SLASHES.sub(r"\2/\1/\3", line)
        for _, end, moment in sorted([*_matches(_RANGES, line, zone), *_matches(_SPELLINGS, line, zone)], key=_place):
            last = _continued(line, end, zone) or moment
            day = Moment(last.when.replace(hour=0, minute=0, second=0, tzinfo=zone), "day")
            if _plausible(day, now):
                return day
    return None


class _Found(NamedTuple):
    """A date in a line: where it starts and ends."""

    start: int
    end: int
    moment: Moment


def _place(found: _Found) -> tuple[int, int]:
    """First what starts first; of two that start together the longer."""
    return found.start, -found.end


def _matches(patterns: Iterable[re.Pattern[str]], line: str, zone: tzinfo) -> Iterator[_Found]:
    for pattern in patterns:
        for match in pattern.finditer(line):
            if moment := _moment(match, zone):
                yield _Found(match.start(), match.end(), moment)


def _continued(line: str, end: int, zone: tzinfo) -> Moment | None:
    """The full date that follows directly as the end of a range."""
    joint = _CONTINUED.match(line, end)
    if not joint:
        return None
    matches = (spelling.match(line, joint.end()) for spelling in _SPELLINGS)
    return next((moment for match in matches if match and (moment := _moment(match, zone))), None)


def _moment(match: re.Match[str], zone: tzinfo) -> Moment | None:
    part = {name: match.groupdict().get(name) or "" for name in ("year", "day", "hour", "minute", "second", "zone")}
    if part["hour"] == "24":  # the end of the day
        part |= {"hour": "", "minute": "", "second": ""}
    precision: Precision = "second" if part["second"] else "minute" if part["hour"] else "day"
    year, day, hour, minute, second = (int(part[name] or 0) for name in ("year", "day", "hour", "minute", "second"))
    try:
        when = datetime(
            year, _month(match.groupdict()), day, hour + _afternoon(match, hour), minute, second,
            tzinfo=_offset(_zone(match, part)) or zone,
        )  # fmt: skip
        return Moment(when.astimezone(zone), precision)
    except (ValueError, OverflowError):
        return None


def _zone(match: re.Match[str], part: dict[str, str]) -> str:
    """The zone that the date names: `09:26-10:30` is a stretch of time and names none."""
    bare = part["zone"][:1] in ("+", "-") and not part["second"]
    return "" if bare and match.string[match.start("zone") - 1] != " " else part["zone"]


def _afternoon(match: re.Match[str], hour: int) -> int:
    """The hours to add to an hour of the twelve-hour clock."""
    part = match.groupdict()
    half, noon = (part.get("half") or "").lower(), part.get("noon") or ""
    if half.startswith("a") or noon in ("上午", "凌晨"):
        return -12 if hour == 12 else 0
    late = half.startswith("p") or noon in ("下午", "晚", "晚上")
    return 12 if late and hour < 12 else 0


def _month(part: dict[str, str | None]) -> int:
    if part.get("month"):
        return int(part["month"] or 0)
    named = part.get("name") or part.get("first") or ""
    return int(named) if named.isdigit() else _MONTHS.index(named[:3].lower()) + 1


def _offset(zone: str) -> tzinfo | None:
    """The zone that a date names; None when it names none."""
    if not zone:
        return None
    signed = zone.lstrip("GMTUCgmtuc")
    if not signed or signed[0] not in "+-":
        return UTC
    digits = signed[1:].replace(":", "")
    hours, minutes = (digits[:2], digits[2:]) if len(digits) != 3 else (digits[:1], digits[1:])
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-offset if signed[0] == "-" else offset)


def _plausible(moment: Moment, now: datetime) -> bool:
    return EARLIEST <= moment.when <= now
