"""Blocks that are no part of an article, and prose that only looks so."""

import pytest

from ipr_feeds.blocks import Block, Cell, Mark, Run, plain, tidy
from ipr_feeds.noise import editor_line, is_date_line, is_gambling, is_link, why_dropped, without_end_marks

HOSTS = ("site.example", "www.site.example")
HOME = "https://www.site.example/"
AWAY = "http://elsewhere.example/"


def line(*parts: str | tuple[str, str]) -> Block:
    """A block of plain strings and of links, each a pair of text and address."""
    runs = tidy(Run(part) if isinstance(part, str) else Run(part[0], (Mark("a", part[1]),)) for part in parts)
    return Block("p", runs, plain(runs))


@pytest.mark.parametrize(
    "text",
    [
        "w88",
        "W88 fun88 bbinbb-inca88",
        "Ｗ８８",
        "bet365!",
        "casino and poker",
        "博彩 老虎机",
        "娱乐城",
    ],
)
def test_gambling_words_are_whole_tokens(text: str) -> None:
    assert is_gambling(text)


@pytest.mark.parametrize(
    "text",
    ["", "grabbing", "dubbins", "w888", "casinos", "casino", "老虎机", "alphabet3652", "Between", "娱乐", "M 88"],
)
def test_other_words_are_no_gambling_words(text: str) -> None:
    assert not is_gambling(text)


@pytest.mark.parametrize(
    "block",
    [
        line("w88 fun88 bbinbb-inca88"),
        line(("w88 live", HOME)),
        line("博彩 百家乐"),
        line("W88."),
        line("bet365!"),
        line("w88 fun88 bet365."),
    ],
)
def test_a_short_block_with_gambling_words_goes(block: Block) -> None:
    assert why_dropped(block, HOSTS) == "gambling words"


@pytest.mark.parametrize(
    "text",
    [
        "Customs seized 300 casino chips with a false mark.",
        "海关查获一批赌场筹码。",
        "Officers grabbing the bags",
        "The machines were meant for a casino in the south, the owner said when the container was opened",
    ],
)
def test_news_about_gambling_stays(text: str) -> None:
    assert why_dropped(line(text), HOSTS) is None


@pytest.mark.parametrize(
    "block",
    [
        line(("spam", AWAY)),
        line(("one", AWAY), " | ", ("two", AWAY + "2")),
        line(("一", AWAY), "、", ("二", AWAY + "2")),
        line("- ", ("spam", "https://site.example.evil.example/")),
        line("» ", ("spam", "//x"), ("more", AWAY)),
    ],
)
def test_a_block_of_links_to_other_hosts_goes(block: Block) -> None:
    assert why_dropped(block, HOSTS) == "only links to other hosts"


@pytest.mark.parametrize(
    "block",
    [
        line(("our page", HOME)),
        line(("our page", "http://SITE.example:80/x")),
        line(("one", AWAY), " | ", ("two", HOME)),
        line("See the ", ("report", AWAY), " of the office."),
        line(("The report", AWAY), " says more."),
        line("From the ", ("Casino Daily", HOME), " of today"),
        line(("write to us", "mailto:desk@elsewhere.example")),
        line("no link"),
    ],
)
def test_a_link_in_a_sentence_or_to_the_own_host_stays(block: Block) -> None:
    assert why_dropped(block, HOSTS) is None


@pytest.mark.parametrize(
    ("image", "leads", "rule"),
    [
        (AWAY + "b.gif", AWAY, "picture of another host that leads there"),
        ("http://cdn.elsewhere.example/b.gif", AWAY, "picture of another host that leads there"),
        (AWAY + "b.gif", "", None),
        (AWAY + "b.gif", HOME, None),
        (HOME + "b.gif", AWAY, None),
        ("http://img.site.example/b.gif", HOME, None),
    ],
)
def test_a_picture_of_another_host_goes_where_it_leads_there(image: str, leads: str, rule: str | None) -> None:
    assert why_dropped(Block("image", image=image, leads=leads), HOSTS) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Copyright © 2001-2014 Sample. All Rights Reserved.", "copyright"),
        ("copyright (c) Sample", "copyright"),
        ("Copyright 2020 Sample", "copyright"),
        ("© 2020 Sample", "copyright"),
        ("版权所有 样本", "copyright"),
        ("样本报 京ICP备12345678号", "copyright"),
        ("本网站所刊载信息，不代表样本报观点。", "disclaimer"),
        ("【Large】 【Middle】 【Small】 【Close】【Print】", "font-size widget"),
        ("【放大字体】【缩小字体】打印稿件", "font-size widget"),
        ("大 中 小", "font-size widget"),
        ("【大 中 小】", "font-size widget"),
        ("字号：大 中 小", "font-size widget"),
        ("[Print]", "font-size widget"),
        ("Large | Small", "font-size widget"),
        ("分享到：", "share bar"),
        ("参与互动(3)", "share bar"),
        ("Share this story", "share bar"),
        ("Share to", "share bar"),
        ("【编辑:甲某】", "editor line"),
        ("责任编辑：甲某", "editor line"),
        ("Editor: Ann Lee", "editor line"),
        ("Recommended:", "related news"),
        ("Recommended: Loading...", "related news"),
        ("Recently Read: Loading...", "related news"),
        ("Related articles", "related news"),
        ("相关新闻", "related news"),
        ("相关新闻：", "related news"),
        ("相关阅读:", "related news"),
        ("Recommended：", "related news"),
        ("Loading...", "loading"),
        ("更多精彩内容请进入样本频道", "channel link"),
        ("上一篇：样本", "pager"),
        ("下一页", "pager"),
        ("Next: The second story", "pager"),
        ("[1] [2] [3]", "pager"),
        ("You are here: Home News", "breadcrumb"),
        ("You Are Here:Home >> News", "breadcrumb"),
        ("Current Location:  Newsroom > News > detail", "breadcrumb"),
        ("当前位置：首页", "breadcrumb"),
    ],
)
def test_boilerplate_goes_by_a_rule_with_a_name(text: str, rule: str) -> None:
    assert why_dropped(line(text), HOSTS) == rule


@pytest.mark.parametrize(
    "text",
    [
        "Copyright infringement rose.",
        "Copyright owners asked for help",
        "Next year customs will inspect more.",
        "Next to the port stood a second store.",
        "Previous cases were smaller.",
        "You are here to learn how marks are recorded.",
        "Current locations of the goods are not known.",
        "Related news of the case reached the owner.",
        "Recommended: record your right before you ship.",
        "Loading of the ship was stopped.",
        "Close ties with owners help.",
        "Large amounts of goods were found.",
        "Print shops made the labels.",
        "Small",
        "Share prices of the owner rose.",
        "Share this knowledge with your staff, said one officer.",
        "Editors of two papers came.",
        "编辑部收到一封信。",
        "大批货物被查获。",
        "打印机墨盒被查获。",
        "相关新闻显示案件增多。",
        "版权所有人向海关申请保护。",
        "扫一扫查真伪的消费者增多。",
        "参与互动的企业超过一百家。",
        "凡标注有虚假产地的商品一律查扣。",
        "未经授权禁止使用他人商标的规定已生效。",
        "The owner of all rights reserved the right to sue.",
        "Copyright 2019 was the busiest year for the officers.",
        "Previous: customs had no power to act.",
        "The right [12] was recorded.",
        "©" + "x" * 250,
    ],
)
def test_prose_that_looks_like_boilerplate_stays(text: str) -> None:
    assert why_dropped(line(text), HOSTS) is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [("Copyright 2019 Sample Press", "copyright"), ("3,000 hits", "counter"), ("[1] [2] [3]", "pager")],
)
def test_what_the_text_may_say_itself_goes_only_around_it(text: str, rule: str) -> None:
    assert why_dropped(line(text), HOSTS) == rule
    assert why_dropped(line(text), HOSTS, inside=True) is None


def test_a_link_of_the_trade_goes_whatever_it_says() -> None:
    assert why_dropped(line(("Casino tonight.", HOME)), HOSTS) == "gambling words"


def test_a_table_is_never_noise() -> None:
    table = Block("table", (), "大\n中\n小", table=((Cell((Run("大"),)), Cell((Run("中"),))),))
    assert why_dropped(table, HOSTS) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("【编辑:甲某】", "甲某"),
        ("【编辑：甲某】", "甲某"),
        ("（责任编辑：甲某）", "甲某"),
        ("责编: 甲某", "甲某"),
        ("责任编辑：【甲某】", "甲某"),
        ("Editor: Ann Lee", "Ann Lee"),
        ("编辑：", None),
        ("Editors met: all agreed", None),
        ("总编辑：甲某说", None),
    ],
)
def test_an_editor_line_names_its_editor(text: str, name: str | None) -> None:
    assert editor_line(text) == name


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("货物已查获。(完)", "货物已查获。"),
        ("货物已查获。（完）", "货物已查获。"),
        ("It left. (Finish)", "It left."),
        ("It left. (finish) It came back.", "It left. It came back."),
        ("（ 完 ）", ""),
        ("(Finish)", ""),
        ("工程（完成）", "工程（完成）"),
        ("(Finished goods)", "(Finished goods)"),
        ("The finish", "The finish"),
    ],
)
def test_end_marks_go_wherever_they_stand(text: str, rest: str) -> None:
    assert without_end_marks(line(text)).text == rest


def test_an_end_mark_takes_no_other_markup_with_it() -> None:
    block = without_end_marks(line("See ", ("the report", HOME), ". (完)"))
    assert block.runs == (Run("See "), Run("the report", (Mark("a", HOME),)), Run("."))


def test_an_end_mark_may_be_partly_bold() -> None:
    runs = (Run("It left. ("), Run("完", (Mark("strong"),)), Run(")"))
    assert without_end_marks(Block("p", runs, "It left. (完)")).runs == (Run("It left."),)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (line(("one", HOME)), True),
        (line(("one", HOME), " | ", ("two", HOME)), True),
        (line("> ", ("one", HOME)), True),
        (line("See ", ("one", HOME)), False),
        (line("plain"), False),
        (Block("image", image=HOME + "a.jpg"), False),
    ],
)
def test_a_block_of_nothing_but_links(block: Block, expected: bool) -> None:
    assert is_link(block) is expected


@pytest.mark.parametrize("line", ["28th April 2026", "28.04.2026", "Posted: 28. 4. 2026"])
def test_days_in_other_spellings_are_date_lines_too(line: str) -> None:
    assert is_date_line(line)
