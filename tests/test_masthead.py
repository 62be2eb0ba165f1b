"""What a site calls itself, as its pages show it."""

import pytest

from ipr_feeds.authoring.drafting import masthead, site
from ipr_feeds.authoring.drafting.site import Fact
from ipr_feeds.page import Page

HOME = "https://customs.harbour.example.sg/"
LOGO = '<a class="logo" href="/"><img src="/i/1.png" alt="{}"></a>'


def called(*pages: tuple[str, str], lists: tuple[tuple[str, str], ...] = (), names: tuple[str, ...] = ()) -> Fact:
    """The name in articles and lists, each given as `<title>` and body."""
    made = [Page(f"<html><title>{head}</title><body>{body}</body></html>".encode(), HOME) for head, body in pages]
    tables = [Page(f"<html><title>{head}</title><body>{body}</body></html>".encode(), HOME) for head, body in lists]
    return masthead.title([*made, *tables], tables, names, HOME)


def test_a_title_that_is_the_same_everywhere_holds_the_name_and_the_section() -> None:
    body = "<h1>Press Release</h1><p>Fake pumps were stopped.</p>"
    found = called(("Harbour Customs - Press Release", body), ("Harbour Customs - Press Release", body))
    assert (found.value, found.guess) == ("Harbour Customs", "")
    turned = called(("Press Release | Harbour Customs", body), ("Press Release | Harbour Customs", body))
    assert turned.value == "Harbour Customs"


def test_the_logo_says_which_part_of_a_title_is_the_name() -> None:
    body = LOGO.format("Harbour Customs, Republic of Harbour")
    assert called(("Press Release - Harbour Customs", body)) == Fact("Harbour Customs", "in <title>, and on its logo")


def test_a_name_may_stand_before_the_titles() -> None:
    found = called(("Harbour Customs - Fake pumps", ""), ("Harbour Customs - Fake toys", ""))
    assert (found.value, found.said, found.guess) == ("Harbour Customs", "at the beginning of <title>", "")


def test_a_logo_says_it_where_no_title_does() -> None:
    found = called(("Fake pumps stopped", LOGO.format("Harbour Customs")), ("Fake toys stopped", ""))
    assert found == Fact("Harbour Customs", "alt of its logo")


@pytest.mark.parametrize("alt", ["logo", "Home", "", "网站标识"])
def test_a_logo_that_says_no_name_is_none(alt: str) -> None:
    assert called(("Fake pumps stopped", LOGO.format(alt))).value == "customs.harbour.example.sg"


def test_a_bare_host_is_a_guess_as_is_the_name_of_a_list() -> None:
    assert (
        called(("Fake pumps stopped", ""), ("Fake toys stopped", "")).guess == "no page says what the site calls itself"
    )
    listed = called(("Fake pumps stopped", ""), lists=(("Harbour Customs - News", "<h1>News</h1>"),))
    assert (listed.value, listed.guess) == ("Harbour Customs", "of the list's <title>, “Harbour Customs - News”")


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("https://www.harbour.example/news/", ("www.harbour.example", "harbour.example")),
        ("https://harbour.example/news/", ("harbour.example", "www.harbour.example")),
        ("https://harbour.gov.sg/news/", ("harbour.gov.sg", "www.harbour.gov.sg")),
        ("http://shenzhen.customs.gov.cn/news/", ("shenzhen.customs.gov.cn",)),
        ("http://10.0.0.1/news/", ("10.0.0.1",)),
        ("http://intranet/news/", ("intranet",)),
    ],
)
def test_only_a_registered_domain_is_taken_to_have_a_twin_with_www(url: str, hosts: tuple[str, ...]) -> None:
    assert site.hosts([url]) == hosts
