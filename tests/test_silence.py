"""Silence in working days: weekends and the long holidays do not count."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ipr_feeds.silence import is_too_long, working_days

WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("start", "end", "country", "days"),
    [
        (date(2026, 6, 1), date(2026, 6, 8), None, 5),
        (date(2026, 6, 5), date(2026, 6, 7), None, 0),
        (date(2026, 9, 30), date(2026, 10, 8), "CN", 1),   # National Day
        (date(2026, 9, 30), date(2026, 10, 8), None, 6),
        (date(2026, 2, 13), date(2026, 2, 24), "CN", 1),   # Spring Festival
        (date(2035, 2, 7), date(2035, 2, 9), "CN", 0),     # of a year for which nothing is announced yet
        (date(2026, 6, 1), date(2026, 6, 1), "CN", 0),
    ],
)  # fmt: skip
def test_only_working_days_count(start: date, end: date, country: str | None, days: int) -> None:
    assert working_days(start, end, country) == days


def test_a_week_of_silence_is_too_long_only_when_five_working_days_have_gone() -> None:
    monday = datetime(2026, 6, 1, 4, tzinfo=UTC)
    assert not is_too_long(monday, monday + WEEK, WEEK, "Asia/Shanghai")
    assert not is_too_long(monday, monday + timedelta(days=7, hours=1), WEEK, "Asia/Shanghai")
    assert is_too_long(monday, monday + timedelta(days=8), WEEK, "Asia/Shanghai")


def test_nobody_is_missed_over_a_long_holiday() -> None:
    before, after = datetime(2026, 2, 12, 4, tzinfo=UTC), datetime(2026, 2, 26, 4, tzinfo=UTC)
    assert not is_too_long(before, after, WEEK, "Asia/Shanghai")
    assert is_too_long(before, after, WEEK, "Europe/Brussels")


def test_a_silence_of_centuries_is_counted_in_no_time() -> None:
    assert is_too_long(datetime(1, 1, 2, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC), WEEK, "Asia/Shanghai")
