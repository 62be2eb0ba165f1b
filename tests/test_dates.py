"""Date spellings: what a declared date, an address and a paragraph say about when."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipr_feeds.dates import in_address, in_prose, parse

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
NUMBERS = st.integers(0, 99)
SHAPES = st.sampled_from(
    "{y}-{m}-{d}|{y}/{m}/{d} {a}:{b}|{m}/{d}/{y}|{y}年{m}月{d}日 {a}:{b}:{c}|Mon, {d} Mar {y} {a}:{b}:{c} +0{m}00|"
    "March {d}, {y}|{y}-{m}-{d}T{a}:{b}:{c}Z|{d} Feb {y} {a}:{b} -{a}:{b}".split("|")
)


def day(text: str) -> str | None:
    moment = parse(text, BEIJING, NOW)
    return moment.when.date().isoformat() if moment else None


def prose(*paragraphs: str) -> str | None:
    moment = in_prose(paragraphs, BEIJING, NOW)
    return moment.when.isoformat() if moment else None


@pytest.mark.parametrize(
    "text",
    [
        "2015-12-10",
        "2015/12/10",
        "2015.12.10",
        "12/10/2015",
        "2015年12月10日",
        "２０１５年１２月１０日",
        "2015-12-10 08:30",
        "December 10, 2015",
        "Dec. 10, 2015",
        "DECEMBER 10 2015",
        "December 10th, 2015",
        "10 December 2015",
        "10th of December, 2015",
        "Thu, 10 Dec 2015 08:30:00",
        "Create Time:2015-12-10",
        "发布时间：2015-12-10 08:30",
        "2015年12月10日 08:30　来源：样本报",
        "2015年12月10号",
        "10 十二月 2015",
        "10 12月 2015",
        "10十二月2015",
        "十二月 10, 2015",
        "2015年十二月10日",
        "二〇一五年十二月十日",
        "二零一五年十二月十日",
    ],
)
def test_every_spelling_of_a_day_is_read(text: str) -> None:
    assert day(text) == "2015-12-10"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("01/02/2019", "2019-01-02"),
        ("2019/01/02", "2019-01-02"),
        ("2019-1-2", "2019-01-02"),
        ("3/08/2018", "2018-03-08"),
    ],
)
def test_four_digits_first_mean_the_year_else_the_month_is_first(text: str, when: str) -> None:
    assert day(text) == when


@pytest.mark.parametrize(
    ("text", "when", "precision"),
    [
        ("2020-07-04", "2020-07-04T00:00:00+08:00", "day"),
        ("2020-07-04 12:10", "2020-07-04T12:10:00+08:00", "minute"),
        ("2020-07-04 12:10:24", "2020-07-04T12:10:24+08:00", "second"),
        ("2020年07月04日　１２：１０", "2020-07-04T12:10:00+08:00", "minute"),
        ("2020年7月4日12时10分24秒", "2020-07-04T12:10:24+08:00", "second"),
        ("Sat, 04 Jul 2020 12:10:24", "2020-07-04T12:10:24+08:00", "second"),
        ("Sat, 04 Jul 2020 12:10:24 +0800", "2020-07-04T12:10:24+08:00", "second"),
        ("Sat, 04 Jul 2020 22:10:24 GMT", "2020-07-05T06:10:24+08:00", "second"),
        ("Sat, 04 Jul 2020 12:10:24 -0500", "2020-07-05T01:10:24+08:00", "second"),
        ("2020-07-04T12:10:24", "2020-07-04T12:10:24+08:00", "second"),
        ("2020-07-04T04:10:24Z", "2020-07-04T12:10:24+08:00", "second"),
        ("2020-07-04T04:10:24.500Z", "2020-07-04T12:10:24+08:00", "second"),
        ("2020-07-04T12:10+08:00", "2020-07-04T12:10:00+08:00", "minute"),
        ("2020-07-04T23:30:00-02:30", "2020-07-05T10:00:00+08:00", "second"),
        ("2020-07-04 12:10-13:30", "2020-07-04T12:10:00+08:00", "minute"),
        ("2020-07-04 12:10 GMT+8", "2020-07-04T12:10:00+08:00", "minute"),
        ("2020-07-04 12:10 UTC+8", "2020-07-04T12:10:00+08:00", "minute"),
        ("2020-07-04 12:10 UTC+08:00", "2020-07-04T12:10:00+08:00", "minute"),
        ("2020-07-04 09:10 GMT+5", "2020-07-04T12:10:00+08:00", "minute"),
    ],
)
def test_a_time_counts_in_its_own_zone_else_in_that_of_the_site(text: str, when: str, precision: str) -> None:
    moment = parse(text, BEIJING, NOW)
    assert moment is not None
    assert (moment.when.isoformat(), moment.precision) == (when, precision)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12/10/2015 9:26 PM", "21:26"),
        ("12/10/2015 9:26 AM", "09:26"),
        ("12/10/2015 9:26PM", "21:26"),
        ("12/10/2015 9:26 p.m.", "21:26"),
        ("December 10, 2015 at 9:26 pm", "21:26"),
        ("12/10/2015 12:05 AM", "00:05"),
        ("12/10/2015 12:05 PM", "12:05"),
        ("12/10/2015 21:26 PM", "21:26"),
        ("2015年12月10日 上午9:26", "09:26"),
        ("2015年12月10日 下午9:26", "21:26"),
        ("2015年12月10日 晚上9:26", "21:26"),
        ("2015年12月10日 凌晨1:26", "01:26"),
        ("2015年12月10日 中午12:26", "12:26"),
        ("2015年12月10日下午3点05分", "15:05"),
    ],
)
def test_the_half_of_the_day_counts(text: str, time: str) -> None:
    moment = parse(text, BEIJING, NOW)
    assert moment is not None
    assert (moment.when.isoformat(), moment.precision) == (f"2015-12-10T{time}:00+08:00", "minute")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2023-02-30",
        "2023-13-01",
        "2023-00-10",
        "13/10/2015",
        "February 29, 2023",
        "31 April 2019",
        "2999-01-01",
        "2026-06-02",
        "2026-06-01 20:01",
        "1899-12-31",
        "1994-12-31",
        "May 3",
        "5月3日",
        "2019年5月",
        "May 2019",
        "9-27 22:20",
        "112/10/2015",
        "12/10/2015/7",
        "12010-05-03",
        "Copyright 2000-2014",
        "0001-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_impossible_future_ancient_and_partial_dates_are_none(text: str) -> None:
    assert day(text) is None


def test_a_date_that_cannot_be_gives_way_to_the_next() -> None:
    assert day("2023-02-30, mended on 2023-03-01") == "2023-03-01"
    assert day("valid until 2030-01-01, printed 2023-03-01") == "2023-03-01"


def test_the_first_of_two_dates_counts_whatever_its_spelling() -> None:
    assert day("March 5, 2019 (updated 2020-01-01)") == "2019-03-05"
    assert day("2020-01-01 (first March 5, 2019)") == "2020-01-01"


def test_the_present_minute_is_not_yet_the_future() -> None:
    assert day("2026-06-01 20:00") == "2026-06-01"


@settings(deadline=None, max_examples=300)
@given(SHAPES, st.integers(1900, 2100), NUMBERS, NUMBERS, NUMBERS)
def test_no_date_raises_or_lies_in_the_future(shape: str, year: int, month: int, hour: int, minute: int) -> None:
    text = shape.format(y=year, m=month % 14, d=month % 33, a=hour % 26, b=minute % 62, c=minute)
    moment = parse(text, BEIJING, NOW)
    assert moment is None or moment.when <= NOW


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    moment = parse(text, BEIJING, NOW)
    assert moment is None or moment.when <= NOW


@pytest.mark.parametrize(
    ("url", "when"),
    [
        ("https://site.example/gn/2020/07-04/90000001.shtml", "2020-07-04"),
        ("https://site.example/news/2005/2005-09-22/8/9.shtml", "2005-09-22"),
        ("https://site.example/news/2020-04-27-in-2019--goods.html", "2020-04-27"),
        ("https://site.example/2020/13-04/2019/01-02/9.shtml", "2019-01-02"),
    ],
)
def test_an_address_gives_its_day(url: str, when: str) -> None:
    moment = in_address(url, BEIJING, NOW)
    assert moment is not None
    assert (moment.when.isoformat(), moment.precision) == (f"{when}T00:00:00+08:00", "day")


@pytest.mark.parametrize(
    "path", ["90000001.shtml", "2020/13-04/9", "2999/01-01/9", "20200704/9", "12020/07-04/9", "2020/07/9"]
)
def test_an_address_without_a_possible_day_gives_none(path: str) -> None:
    assert in_address(f"https://site.example/{path}", BEIJING, NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "From May 3 to 7, 2019, officers met.",
        "Held on May 3-7, 2019.",
        "Held May 3rd–7th, 2019 in the port.",
        "From April 29 to May 7, 2019, officers met.",
        "From May 3 to May 7, 2019, officers met.",
        "From May 3, 2019 to May 7, 2019, officers met.",
        "Held 3-7 May 2019.",
        "From 29 April to 7 May 2019 officers met.",
        "From 2019-05-03 to 2019-05-07 officers met.",
        "2018年12月30日至2019年5月7日，海关开展行动。",
        "2019年5月3日至7日，海关开展行动。",
        "2019年5月3日 至 7日，海关开展行动。",
        "2019年4月29日至5月7日，海关开展行动。",
        "2019年5月3日—5月7日，海关开展行动。",
        "2019年5月3-7日，海关开展行动。",
    ],
)
def test_a_range_gives_its_last_day(text: str) -> None:
    assert prose(text) == "2019-05-07T00:00:00+08:00"


def test_prose_gives_a_day_in_the_zone_of_the_site() -> None:
    moment = in_prose(["On May 7, 2019 10:30:45 the ship left."], BEIJING, NOW)
    assert moment is not None
    assert (moment.when.isoformat(), moment.precision) == ("2019-05-07T00:00:00+08:00", "day")


@pytest.mark.parametrize(
    "text",
    [
        "On November 30, customs met the owners.",
        "From May 3 to 7, officers met.",
        "5月3日至7日，海关开展行动。",
        "A few days ago, in 2019, officers met.",
        "On February 30, 2019 officers met.",
        "On May 3, 2999 officers will meet.",
    ],
)
def test_prose_without_a_full_possible_date_gives_none(text: str) -> None:
    assert prose(text) is None


def test_only_the_first_two_paragraphs_are_read() -> None:
    assert prose("None.", "On May 7, 2019.") == "2019-05-07T00:00:00+08:00"
    assert prose("None.", "None.", "On May 7, 2019.") is None


def test_the_first_of_two_days_in_prose_counts() -> None:
    assert prose("On May 7, 2019 it left; on June 9, 2019 it came back.") == "2019-05-07T00:00:00+08:00"
    assert prose("On May 7, 2019.", "On June 9, 2019.") == "2019-05-07T00:00:00+08:00"


def test_a_founding_date_gives_way_to_the_news() -> None:
    assert prose("Founded on May 5, 1985, the port was searched on June 6, 2019.") == "2019-06-06T00:00:00+08:00"


def test_a_site_may_put_the_day_first() -> None:
    zone, now = timezone(timedelta(hours=8)), datetime(2026, 11, 1, tzinfo=UTC)
    found = [parse("10/12/2015", zone, now, day_first=first) for first in (False, True)]
    assert [str(one.when)[:10] for one in found if one] == ["2015-10-12", "2015-12-10"]
    told = [in_prose(["Seized on 10/12/2015 at noon."], zone, now, day_first=first) for first in (False, True)]
    assert [str(one.when)[:10] for one in told if one] == ["2015-10-12", "2015-12-10"]


@pytest.mark.parametrize("text", ["4.05.2026", "04. 05. 2026 10:30"])
def test_a_date_with_dots_has_its_day_first(text: str) -> None:
    found = parse(text, timezone(timedelta(hours=8)), datetime(2026, 11, 1, tzinfo=UTC))
    assert found is not None
    assert str(found.when)[:10] == "2026-05-04"


@pytest.mark.parametrize(
    "text", ["Futian market 10, 2000 fake watches", "They seized 12 Marvel 2019 toys", "30 marked 2018 World Cup balls"]
)
def test_words_that_begin_like_a_month_are_none(text: str) -> None:
    assert in_prose([text], timezone(timedelta(hours=8)), datetime(2026, 11, 1, tzinfo=UTC)) is None


def test_the_end_of_a_day_is_the_day() -> None:
    found = parse("2020-07-04 24:00", timezone(timedelta(hours=8)), datetime(2026, 11, 1, tzinfo=UTC))
    assert found is not None
    assert (str(found.when)[:16], found.precision) == ("2020-07-04 00:00", "day")


@pytest.mark.parametrize("text", ["更新于3月15日，2025年4月1日发布", "截至3月15日, 2025年4月1日起施行"])
def test_a_day_is_of_its_own_year(text: str) -> None:
    assert day(text) == "2025-04-01"
    assert prose("截至3月15日，2025年全国海关查获多批货物。") is None


def test_a_zero_is_written_in_several_ways() -> None:
    assert [day(f"二{zero}二五年四月二十八日") for zero in "〇零○"] == ["2025-04-28"] * 3
    assert [day(text) for text in ("2025年三月三十一日", "2025年十月十号", "2025年五月二十日")] == [
        "2025-03-31",
        "2025-10-10",
        "2025-05-20",
    ]
