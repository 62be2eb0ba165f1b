"""Pages that no browser page is like are refused or read, never left to eat the machine's time."""

import pytest
from conftest import Read

from ipr_feeds.errors import DamagedPage, LayoutChanged
from ipr_feeds.page import Page
from ipr_feeds.source import Source

URL = "http://english.customs.gov.cn/Statics/00000000-aaaa-4bbb-8ccc-000000000099.html"
MANY = 100_000


def page(body: str, date: str = "2024/02/29") -> str:
    return f"<div class=atcl><div class=atcl-ttl>Taps</div><div class=atcl-date>{date}</div><div class=atcl-cnt>{body}</div></div>"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * MANY,
        "<b>" * MANY,
        "<table><tr><td>" * MANY,
        "<p title='<script>'>" + "<div>" * MANY,
        "<div title='</div>'>" * MANY,
        "<div><!-- </div> -->" * MANY,
        "<p " + " ".join(f"a{number}=1" for number in range(MANY)) + ">x</p>",
        "<p " + " ".join(f"a{number}='<>'" for number in range(MANY)) + ">x</p>",
        "<p " + "a " * MANY + ">x</p>",
        "<p " + "a< " * MANY + ">x</p>",
        "<div></x>" * MANY,
    ],
    ids=[
        "div",
        "b",
        "tables",
        "hidden in a value",
        "closed in a value",
        "closed in a comment",
        "attributes",
        "quoted",
        "bare",
        "odd",
        "stray end tags",
    ],
)
def test_what_would_take_minutes_to_parse_is_refused(body: str, read: Read) -> None:
    with pytest.raises(DamagedPage):
        read(page(body), URL)


def test_a_tag_that_never_closes_leaves_nothing_to_read(read: Read) -> None:
    with pytest.raises(LayoutChanged, match="the body is empty"):
        read(page("<a" * MANY), URL)


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<p>Customs seized taps.</p>", "2024/" + " " * 2 * MANY + "02/29"),
        ("<p>Customs" + " " * 2 * MANY + "seized taps.</p>", ""),
        ("<p>" + "&nbsp;" * MANY + "Customs seized taps.</p>", ""),
        ("<p>Customs <a href='x" + " " * 2 * MANY + "y'>seized</a> taps.</p>", ""),
        ("<p>Customs seized taps.</p><img srcset='" + "a.jpg 1w, " * MANY + "'>", ""),
        ("<div>" * 1900 + "<p>Customs seized taps.</p>" + "</div>" * 1900, ""),
        ("<p>Customs seized taps.</p>" + "a<br>" * MANY, ""),
        ("<p>Customs seized taps.</p><p>" + "”" * MANY + "</p>", "1/" * MANY),
        ("<p>Customs seized taps.</p><p>" + "print " * 30 + "x</p>", ""),
        ("<p>" + "." * MANY + "x</p><p>Customs seized taps.</p>", ""),
        ("<p>Customs seized taps.</p><img srcset='" + "," * MANY + "'>", ""),
        ("<p>Customs seized taps.</p><svg>" + "<path d='M0 0'/>" * 3000 + "</svg>", ""),
    ],
    ids=[
        "blanks in a date",
        "blanks",
        "nbsp",
        "blanks in an address",
        "srcset",
        "deep",
        "lines",
        "quotes",
        "widgets",
        "dots",
        "commas",
        "svg",
    ],
)
def test_what_is_only_long_is_read(body: str, date: str, read: Read) -> None:
    assert "taps." in read(page(body, date), URL).text


def test_a_page_of_odd_beginnings_and_titles_is_read_soon(read: Read) -> None:
    text = "<!--a-->" * 5000 + f"<title>{'-' * MANY}x</title>" + page("<p>Customs seized taps.</p>")
    assert read(text, URL).text == "Customs seized taps."


def test_a_long_list_is_read_soon(known: list[Source]) -> None:
    items = "".join(
        f"<li><a href='/articles/view/cid/18/id/{number}'>One</a></li>" for number in range(900_000, 903_000)
    )
    qbpc = next(source for source in known if source.name == "qbpc")
    assert len(qbpc.links(Page(f"<ul>{items}</ul>".encode(), "http://www.qbpc.org.cn/"))) == 3000


def test_a_long_page_without_labels_is_read_soon(read: Read) -> None:
    prose = "<p>Officers of the district stopped a container with taps that bore a trademark of another company.</p>"
    html = "<div>" * 900 + prose * 2000 + "</div>" * 900
    assert read(html, "http://qbpc.org.cn/articles/view/cid/18/id/900001").layout == "qbpc-bare"
