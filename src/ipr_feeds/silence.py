"""How long a source has been silent, on the calendar of its people: weekends and holidays do not count. Pure."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

#: Countries whose holidays are long enough to matter, by the zone of a source.
COUNTRIES = {
    "Asia/Shanghai": "CN",
    "Asia/Urumqi": "CN",
    "Asia/Hong_Kong": "HK",
    "Asia/Macau": "MO",
    "Asia/Taipei": "TW",
}
_WORKING, _WEEK = 5, 7  # days
_LONGEST = timedelta(days=3650)  # beyond which nobody counts


def is_too_long(since: datetime, now: datetime, cadence: timedelta, zone: str) -> bool:
    """Whether more working days have gone by since a time than a silence of `cadence` holds."""
    if now - since <= cadence:
        return False
    start = max(since, now - _LONGEST).astimezone(ZoneInfo(zone)).date()
    end = now.astimezone(ZoneInfo(zone)).date()
    return timedelta(days=working_days(start, end, COUNTRIES.get(zone)) * _WEEK / _WORKING) > cadence


def working_days(start: date, end: date, country: str | None) -> int:
    """How many working days lie after `start`, up to and with `end`."""
    free = _holidays(country, range(start.year, end.year + 1)) if country else ()
    days = (start + timedelta(days=at) for at in range(1, (end - start).days + 1))
    return sum(one.weekday() < _WORKING and one not in free for one in days)


def _holidays(country: str, years: range) -> Collection[date]:
    from holidays import country_holidays  # 100 ms, and few sources are ever silent

    return country_holidays(country, years=years)
