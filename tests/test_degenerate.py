"""Pages that no browser page is like are refused or read, never left to eat the machine's time."""

import pytest
from conftest import Read

from ipr_feeds.errors import DamagedPage, LayoutChanged

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
        "<a" * MANY,
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
        "unclosed",
    ],
)
def test_what_would_take_minutes_to_parse_is_refused(body: str, read: Read) -> None:
    with pytest.raises((DamagedPage, LayoutChanged)):
        read(page(body), URL)


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
    ],
    ids=["blanks in a date", "blanks", "nbsp", "blanks in an address", "srcset", "deep", "lines", "quotes"],
)
def test_what_is_only_long_is_read(body: str, date: str, read: Read) -> None:
    assert "taps." in read(page(body, date), URL).text
