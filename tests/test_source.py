"""What an author declares, and what the declarations mean."""

import re

import pytest

from ipr_feeds import Layout, Link, Page, Source, anchor, between, following, starting


class News(Layout):
    name = "site-news"
    marker = anchor("Date:")
    published = anchor("Date:")
    title = between(anchor("Path:"), "published")
    body = following("published", before=anchor("The end"))


class Site(Source):
    name = "site"
    title = "A site"
    home = "http://site.example/"
    timezone = "Asia/Shanghai"
    hosts = ("site.example", "www.site.example")
    keys = ((r"/news/(\d+)\.html", "news:{}"), (r"/(photo|video)/(\d+)", "{}:{}"))
    layouts = (News,)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Create Time:2020-05-08", "2020-05-08"),
        ("create time : 2020-05-08", "2020-05-08"),
        ("Create Time：2020-05-08", "2020-05-08"),
        ("Create Time:", ""),
        ("Create Time 2020-05-08", None),
        ("The Create Time: 2020-05-08", None),
    ],
)
def test_an_anchor_begins_a_block_and_carries_its_colon(text: str, value: str | None) -> None:
    assert anchor("Create Time:").value(text) == value


def test_an_anchor_may_ask_for_more_in_its_block() -> None:
    crumb = anchor("You are here:", holding=">>")
    assert crumb.value("You Are Here:Home >> News") == "Home >> News"
    assert crumb.value("You are here: Home News") is None


def test_an_anchor_may_be_a_pattern() -> None:
    assert anchor(re.compile(r"Filed in \w+,")).value("Filed in Wuhan, today") == "today"


def test_a_label_without_colon_has_no_value() -> None:
    assert anchor("【Large】").value("【Large】 【Small】") == ""


def test_a_key_needs_one_of_the_hosts_and_one_of_the_patterns() -> None:
    site = Site()
    assert site.key("http://www.site.example/News/17.html?x=1") == "news:17"
    assert site.key("https://site.example/video/4") == "video:4"
    assert site.key("http://site.example/about.html") is None
    assert site.key("http://mirror.example/news/17.html") is None


def test_a_list_page_gives_each_article_once() -> None:
    html = """<ul><li><a href="/news/1.html"> First </a><li><a href="//site.example/news/2.html">Second</a>
    <li><a href="http://www.site.example/news/1.html">again</a><li><a href="/about.html">About</a>
    <li><a href="http://other.example/news/3.html">Foreign</a></ul>"""
    page = Page(html.encode(), "http://site.example/list.html")
    assert list(Site().links(page)) == [
        Link("http://site.example/news/1.html", "First"),
        Link("http://site.example/news/2.html", "Second"),
    ]


def test_every_anchor_of_a_layout_is_found() -> None:
    assert {str(one.label) for one in News().anchors()} == {"Date:", "Path:", "The end"}


def test_declarations_show_themselves_as_they_were_written() -> None:
    assert str(between("section", anchor("【Large】"))) == "between('section', anchor('【Large】'))"
    assert str(following("title")) == "following('title')"
    assert str(starting(anchor("By:"))) == "starting(anchor('By:'))"
