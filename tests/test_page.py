"""A page as it came: what is refused, what addresses count from, and what it shows."""

import pytest
from selectolax.lexbor import LexborNode

from ipr_feeds.declarations import is_selector
from ipr_feeds.errors import DamagedPage, NotAPage
from ipr_feeds.page import Page, says

URL = "https://www.site.example/news/1.html"


def page(html: str, url: str | None = URL) -> Page:
    return Page(html.encode(), url)


def node(html: str, selector: str) -> LexborNode:
    found = page(f"<body>{html}").first(selector)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n ",
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"PK\x03\x04",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        b"\x1f\x8b\x08",
        b"a\x00b",
    ],
)
def test_what_is_no_text_is_no_page(data: bytes) -> None:
    with pytest.raises(NotAPage, match=r"www\.site\.example"):
        Page(data, URL)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gbk"])
def test_a_page_may_come_in_any_encoding(encoding: str) -> None:
    assert Page("<p>海关</p>".encode(encoding)).text == "<p>海关</p>"


def test_the_header_may_say_the_charset() -> None:
    assert Page("<p>海關</p>".encode("big5"), URL, "text/html; charset=big5").text == "<p>海關</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 2001,
        "<div><span>" * 1001,
        "</div>" * 3000 + "<div>" * 2001,
        f"<p {'a=1 ' * 1100}>",
        f"<p {'a ' * 2200}>",
    ],
)
def test_degenerate_markup_is_refused(html: str) -> None:
    with pytest.raises(DamagedPage, match=r"www\.site\.example"):
        page(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div>a</div>" * 3000,
        "<p>a" * 3000,
        "<p>a<br>" + "b<br>" * 3000,
        "<ul>" + "<li>a" * 3000,
        "<table>" + "<tr><td>a" * 3000,
        f"<p class={'a' * 5000}>a",
        f"<p {'a=1 ' * 900}>a",
        f'<p title="{"word " * 2100}">a',
        "<p>a</p><script>" + "'<div>';" * 2100 + "</script>",
    ],
)
def test_a_long_page_is_not_degenerate(html: str) -> None:
    assert page(html).stream().blocks


def test_a_page_without_tags_is_read_line_by_line() -> None:
    saved = page("Title\n\n    First: 3 < 4\x07\n\u3000\u3000海关\n")
    assert not saved.has_markup
    assert [(block.text, block.indent) for block in saved.stream().blocks] == [
        ("Title", 0),
        ("First: 3 < 4", 4),
        ("海关", 4),
    ]


@pytest.mark.parametrize(
    "html",
    ["<article><section>a</section></article>", "<BR>a", "a<!doctype html>"],
)
def test_one_tag_makes_a_page(html: str) -> None:
    assert page(html).has_markup


def test_a_page_without_tags_matches_no_selector() -> None:
    assert page("Title\nText").css("p") == []


def test_the_stream_of_a_page_skips_its_head_and_its_scripts() -> None:
    html = "<html><head><title>T</title><style>p{}</style></head><body><script>x</script><p>One.</p></body></html>"
    assert [block.text for block in page(html).stream().blocks] == ["One."]


def test_labels_turn_a_table_into_lines() -> None:
    saved = page("<table><tr><td>Time: 2019</td><td>Place: X</td></tr></table>")
    assert [block.kind for block in saved.stream().blocks] == ["table"]
    assert [block.text for block in saved.stream("", ("time:",)).blocks] == ["Time: 2019", "Place: X"]


@pytest.mark.parametrize(
    ("html", "url", "base"),
    [
        ("<p>", URL, URL),
        ("<p>", None, "https://home.example/"),
        ("<base href=/other/><p>", URL, "https://www.site.example/other/"),
        ("<base href=/other/><p>", None, "https://home.example/other/"),
        ("<base href='https://cdn.example/x/'><p>", URL, "https://cdn.example/x/"),
        ("<base href='javascript:x'><p>", URL, URL),
        ("<base target=_top><p>", URL, URL),
    ],
)
def test_relative_addresses_count_from_the_declared_base_else_the_page_else_home(
    html: str, url: str | None, base: str
) -> None:
    assert page(html, url).base("https://home.example/") == base


def test_pictures_and_links_of_a_page_are_absolute() -> None:
    blocks = page("<base href=/other/><p><a href=a.html>x</a></p><img src=a.jpg>").stream().blocks
    assert blocks[0].runs[0].marks[0].href == "https://www.site.example/other/a.html"
    assert blocks[1].image == "https://www.site.example/other/a.jpg"


def test_the_inside_of_a_box_knows_what_to_drop_and_what_is_a_caption() -> None:
    saved = page("<p>out</p><div id=box><p>in</p><p class=ad>ad</p><div class=note><p>cap</p></div></div><p>out</p>")
    box = saved.first("#box")
    assert box is not None
    found = saved.inside(box, "", [".ad", ".absent"], [".note"])
    assert [(block.text, block.caption) for block in found.blocks] == [("in", False), ("cap", True)]
    assert found.left_out == [(".ad", "ad")]


def test_rows_of_a_table_may_be_dropped() -> None:
    saved = page("<div id=box><table><tr class=ad><td>x</td><td>x</td></tr><tr><td>a</td><td>b</td></tr></table></div>")
    box = saved.first("#box")
    assert box is not None
    found = saved.inside(box, "", [".ad"], [])
    assert [block.text for block in found.blocks] == ["a\nb"]
    assert found.left_out == [(".ad", "xx")]


def test_elements_come_in_the_order_of_the_page() -> None:
    found = page("<h1>a</h1><p>b</p><h1>c</h1>").css("p, h1")
    assert [says(element) for element in found] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("html", "selector", "said"),
    [
        ("<p> a <b>b</b>\n c&nbsp;</p>", "p", "a b c"),
        ("<p>MAY<b>2019</b></p>", "p", "MAY2019"),
        ("<meta name=d content=' 2019-05-07 '>", "meta", "2019-05-07"),
        ("<input id=t value=title>", "input", "title"),
        ("<time datetime=2019-05-07> </time>", "time", "2019-05-07"),
        ("<time datetime=2019-05-07>May 7</time>", "time", "May 7"),
        ("<img src=a.jpg alt=x>", "img", ""),
    ],
)
def test_an_element_says_its_text_else_what_it_offers(html: str, selector: str, said: str) -> None:
    assert says(node(html, selector)) == said


@pytest.mark.parametrize(
    "selector", ["p", "div.box > p, #main", "a[href*='/Statics/' i]", "p:nth-child(2)", "div:has(p)"]
)
def test_standard_selectors_are_selectors(selector: str) -> None:
    assert is_selector(selector)


@pytest.mark.parametrize("selector", ["", "p[", "p >", "a,,b", "//p", "p::text", ":contains('x')"])
def test_other_spellings_are_no_selectors(selector: str) -> None:
    assert not is_selector(selector)
