"""By-lines, datelines and source lines: who wrote, where, and for whom."""

import re

import pytest

from ipr_feeds.bylines import Dateline, dateline, names, own_line, publisher

CHINESE = (re.compile(r"中新网(?P<place>\S{2,6}?)\d+月\d+日电\s*[(（](?P<who>[^)）]*)[)）]"),)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, Bo Wu",
        "Ann Lee/Bo Wu",
        "Ann Lee | Bo Wu",
        "Ann Lee、Bo Wu",
        "Ann Lee and Bo Wu",
        "Ann Lee & Bo Wu",
        "Ann Lee Bo Wu",
        "Ann Lee  Bo\xa0Wu",
        "Text/Ann Lee Bo Wu",
        "Text / Ann Lee Bo Wu",
        "By Ann Lee and Bo Wu",
        "By: Ann Lee, Bo Wu",
        "By Ann Lee | Text by Bo Wu",
        "Text/Ann Lee, Photos/Bo Wu",
        "Ann Lee, Bo Wu, Ann Lee",
        "Ann Lee, , Bo Wu,",
    ],
)
def test_each_way_of_parting_two_names(text: str) -> None:
    assert names(text) == ("Ann Lee", "Bo Wu")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Bo Lee", ("Ann Bo Lee",)),
        ("Ann Lee Bo Wu Cy Xu", ("Ann Lee", "Bo Wu", "Cy Xu")),
        ("Ann Lee, Bo Wu and Cy Xu", ("Ann Lee", "Bo Wu", "Cy Xu")),
        ("By Andy Sandland", ("Andy Sandland",)),
        ("Bytes Textor", ("Bytes Textor",)),
        ("", ()),
        (" \xa0 ", ()),
        ("By", ()),
        ("甲某·乙丙", ("甲某·乙丙",)),
    ],
)
def test_names_are_whole_and_in_order(text: str, people: tuple[str, ...]) -> None:
    assert names(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "记者 甲某 通讯员 乙某",
        "(记者 甲某 通讯员 乙某)",
        "（记者　甲某　通讯员　乙某）",
        "记者甲某 通讯员乙某",
        "记者：甲某、乙某",
        "本报记者 甲某 乙某",
        "文/甲某 图/乙某",
        "作者：甲某；乙某",
        "甲 某 乙 某",
    ],
)
def test_chinese_reporters_and_correspondents_are_named(text: str) -> None:
    assert names(text) == ("甲某", "乙某")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("Text/Ann Lee Bo Wu", ("Ann Lee", "Bo Wu")),
        ("By Ann Lee | Text by Bo Wu", ("Ann Lee", "Bo Wu")),
        ("Reporter: Ann Lee", ("Ann Lee",)),
        ("作者：甲某", ("甲某",)),
        ("文/甲某", ("甲某",)),
        ("Text/Photos Ann Lee", ("Ann Lee",)),
        ("Text/Photos by Ann Lee", ("Ann Lee",)),
        ("Text/Photo: Ann Lee", ("Ann Lee",)),
        ("Text/Photos/Ann Lee", ("Ann Lee",)),
        ("Text & Photos: Ann Lee, Bo Wu", ("Ann Lee", "Bo Wu")),
        ("By Ann Lee, 4 March 2026", ("Ann Lee",)),
        ("By Ann Lee | 2026-03-04 10:30", ("Ann Lee",)),
    ],
)
def test_a_line_that_is_only_a_by_line_gives_its_names(text: str, people: tuple[str, ...]) -> None:
    assert own_line(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ann Lee",
        "By law, owners may record their rights",
        "By noon the ship had left",
        "By Monday the goods were gone.",
        "By 2019 seizures had doubled",
        "Text of the new rules",
        "Text/photos of seized goods were shown to the owners",
        "Reporters: the press room opens at nine",
        "Officers stood by Ann Lee",
        "记者从海关获悉，案件增多。",
        "By Ann Lee, 300 pieces",
        "By " + ", ".join(["Ann Lee"] * 20),
    ],
)
def test_prose_is_no_by_line(text: str) -> None:
    assert own_line(text) == ()


def test_a_dateline_gives_place_and_reporters() -> None:
    filed = dateline("中新网样城4月26日电 (记者 甲某 通讯员 乙某)海关查获货物。", CHINESE)
    assert filed == Dateline("样城", ("甲某", "乙某"))


def test_a_dateline_stands_at_the_beginning() -> None:
    assert dateline("据悉，中新网样城4月26日电 (记者 甲某)", CHINESE) is None


def test_place_and_reporters_of_a_dateline_are_optional() -> None:
    assert dateline("SAMPLE CITY - Goods", (re.compile(r"[A-Z ]+ -"),)) == Dateline(None, ())


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2014年08月19日 09:26　来源：样本报", "样本报"),
        ("来源:样本报", "样本报"),
        ("Source: Sample Daily", "Sample Daily"),
        ("来源：样本报 参与互动", "样本报"),
        ("来源：样本报 参与互动(3)", "样本报"),
        ("来源：样本报　编辑：甲某", "样本报"),
        ("来源：样本报 作者：甲某", "样本报"),
        ("来源：", None),
        ("样本报", "样本报"),
        ("", None),
    ],
)
def test_a_source_line_names_the_publisher(line: str, name: str | None) -> None:
    assert publisher(line) == name
