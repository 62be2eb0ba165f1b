"""Addresses: made absolute, percent-encoded, and published without tracking."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipr_feeds.urls import LINK, absolute, clean, host, is_of

BASE = "https://www.site.example/news/list.html"
HREFS = st.text(st.sampled_from("ab9./\\:?#&=%@[];+ \t海é\"<'|-_"), max_size=25)
QUERIES = st.text(st.sampled_from("ab1=&%+;关_~/?"), max_size=20)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("one.html", "https://www.site.example/news/one.html"),
        ("/one.html", "https://www.site.example/one.html"),
        ("../one.html", "https://www.site.example/one.html"),
        ("//img.site.example/a.jpg", "https://img.site.example/a.jpg"),
        ("http://other.example/x", "http://other.example/x"),
        ("?page=2", "https://www.site.example/news/list.html?page=2"),
        (" \n/one.html\t ", "https://www.site.example/one.html"),
        ("/o\nn\te.html", "https://www.site.example/one.html"),
        ("/two words.html", "https://www.site.example/two%20words.html"),
        ("/海关.html", "https://www.site.example/%E6%B5%B7%E5%85%B3.html"),
        ("/s?q=海", "https://www.site.example/s?q=%E6%B5%B7"),
        ("http://海关.example/", "http://xn--d6qv69d.example/"),
        ('/a"b<c>', "https://www.site.example/a%22b%3Cc%3E"),
        ("http://[::1]/x", "http://[::1]/x"),
    ],
)
def test_an_address_becomes_absolute_and_encoded(href: str, address: str) -> None:
    assert absolute(BASE, href) == address


@pytest.mark.parametrize(
    ("href", "address"),
    [
        (r"\Excel\4.png", "https://www.site.example/Excel/4.png"),
        (r"..\one.html", "https://www.site.example/one.html"),
        (r"http://other.example\Excel\4.xls", "http://other.example/Excel/4.xls"),
        (r"http:\\other.example\4.xls", "http://other.example/4.xls"),
        (r"\\other.example\4.xls", "https://other.example/4.xls"),
        (r"http://good.example\@evil.example/", "http://good.example/@evil.example/"),
    ],
)
def test_backslashes_are_slashes(href: str, address: str) -> None:
    assert absolute(BASE, href) == address


@pytest.mark.parametrize(
    ("href", "path"), [("/100%", "/100%25"), ("/a%zz", "/a%25zz"), ("/a%20b", "/a%20b"), ("/a%2fb", "/a%2fb")]
)
def test_a_stray_percent_sign_is_encoded_and_an_encoded_one_stays(href: str, path: str) -> None:
    assert absolute(BASE, href) == "https://www.site.example" + path


@pytest.mark.parametrize(
    "href",
    [
        None,
        "",
        " \n ",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/hosts",
        "ftp://site.example/x",
        "mailto:desk@site.example",
        "http://",
        "http://[::1",
        "http://a..é/",
        "http://two words.example/",
        "http://\u3000x.example/",
        "http://s.example:port/",
    ],
)
def test_what_is_no_web_address_is_none(href: str | None) -> None:
    assert absolute(BASE, href) is None


def test_links_of_a_text_may_write_and_call() -> None:
    assert absolute(BASE, "mailto:desk@site.example", LINK) == "mailto:desk@site.example"
    assert absolute(BASE, "tel:+8610", LINK) == "tel:+8610"
    assert absolute(BASE, "javascript:alert(1)", LINK) is None


def test_without_a_base_only_absolute_addresses_count() -> None:
    assert absolute("", "one.html") is None
    assert absolute("", "https://site.example/one.html") == "https://site.example/one.html"


@settings(deadline=None, max_examples=300)
@given(HREFS)
def test_an_absolute_address_stays_as_it_is(href: str) -> None:
    once = absolute(BASE, href)
    assert once is None or absolute(BASE, once) == once


@settings(deadline=None, max_examples=300)
@given(QUERIES)
def test_a_clean_address_stays_clean(query: str) -> None:
    once = clean(f"https://site.example/a?{query}&utm_source=feed")
    assert clean(once) == once
    assert "utm_source" not in once


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://WWW.Site.Example/News", "https://www.site.example/News"),
        ("https://site.example", "https://site.example/"),
        ("https://site.example/a#top", "https://site.example/a"),
        ("https://site.example/a?utm_source=x&id=2&UTM_Medium=y", "https://site.example/a?id=2"),
        ("https://site.example/a?spm=1.2&from=timeline&isappinstalled=0", "https://site.example/a"),
        ("https://site.example/a?fbclid=1&share_token=2&id=3", "https://site.example/a?id=3"),
        ("https://site.example/view.php?id=900001&cid=92", "https://site.example/view.php?id=900001&cid=92"),
        ("https://site.example/a?id=1&id=2&gclid=x", "https://site.example/a?id=1&id=2"),
        ("https://site.example/a?fromage=brie", "https://site.example/a?fromage=brie"),
        ("https://site.example/a?print", "https://site.example/a?print"),
        (r"https://site.example\a\b", "https://site.example/a/b"),
    ],
)
def test_an_address_is_published_without_fragment_and_tracking(address: str, published: str) -> None:
    assert clean(address) == published


@pytest.mark.parametrize("query", ["q=%D6%D0", "q=%d6%d0", "q=a/b", "q=a+b", "print", "a=1&&b=2", "q=(a),b;c"])
def test_the_rest_of_a_query_stays_as_it_is_written(query: str) -> None:
    assert clean(f"https://site.example/s?{query}&spm=1") == f"https://site.example/s?{query}"


@pytest.mark.parametrize("text", ["", "http://[::1", "//a／b.example/", "Fake taps stopped"])
def test_what_is_no_address_is_published_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://WWW.Site.Example:8080/x", "www.site.example"),
        ("//img.site.example/x", "img.site.example"),
        ("mailto:desk@site.example", ""),
        ("/one.html", ""),
        ("http://[::1", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_host_is_in_lower_case_or_empty(address: str | None, name: str) -> None:
    assert host(address) == name


@pytest.mark.parametrize(
    ("name", "below"),
    [("x.gov.cn", True), ("y.x.gov.cn", True), ("gov.cn", False), ("xgov.cn", False), ("a.gov.cn.evil.example", False)],
)
def test_a_host_with_a_dot_stands_for_all_below_it(name: str, below: bool) -> None:
    assert is_of(f"http://{name}/", [".gov.cn"]) is below
