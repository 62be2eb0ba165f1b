"""Patterns of addresses, found in those that are seen."""

import re

import pytest

from ipr_feeds.authoring.drafting.keys import keys
from ipr_feeds.errors import UsageError

HOST = "https://www.office.example"


def known(articles: list[str], listed: list[str], menus: list[str], asked: str) -> str | None:
    """The key of an address, by what was found in others."""
    links = [(HOST + path, "A title that is long enough") for path in listed]
    for key in keys([HOST + path for path in articles], links, {HOST + path for path in menus}):
        if match := re.search(key.pattern, HOST + asked, re.I):
            return key.form.format(*match.groups())
    return None


@pytest.mark.parametrize(
    ("articles", "listed", "asked", "key"),
    [
        (["/news/17.html"], ["/news/18.html"], "/news/2048.html", "news:2048"),
        (["/news/17.html"], [], "/about.html", None),
        (["/news/17.html"], [], "/news/index.html", None),
        (["/en/press/index_id_4012.html"], [], "/en/press/index_id_5.html", "press:5"),
        (["/en/press/index_id_4012.html"], [], "/en/press/index.html", None),
        (["/en/2026/05/fake-pumps.aspx"], ["/en/2026/04/fake-toys.aspx"], "/en/2025/11/new-rules.aspx", "article:new-rules"),
        (["/view.php?id=2990&cid=92"], ["/view.php?id=7&cid=92"], "/view.php?cid=92&id=5", "view:5"),
        (["/cj/2018/04-26/85001.shtml"], ["/gn/2018/04-27/85002.shtml"], "/sh/2020/01-02/85003.shtml", "article:85003"),
        (["/xw/202605/t20260503_7001.html"], [], "/xw/202604/t20260401_7002.html", "xw:7002"),
        (["/gia/general/202605/03/P2026050300123.htm"], [], "/gia/general/202604/01/P2026040100001.htm", "general:2026040100001"),
        (["/Statics/0f2d1c77-90aa-4f5e-8a1e-1d6b6f1c8a01.html"], [], "/statics/report/monthly.html", None),
        (["/content/202605/4001/index.html"], ["/content/202604/4002/index.html"], "/content/202512/4003/index.html", "article:4003"),
        (["/stories/4001-fake-toys"], ["/stories/4002-fake-pumps"], "/stories/4003-x", "stories:4003"),
        (["/articles/view/cid/18/id/1048"], ["/articles/view/cid/18/id/1049"], "/articles/view/cid/18/id/9", "view:9"),
        (["/news/17.html"], [], "/news/17.html?from=mail#top", "news:17"),
    ],
)  # fmt: skip
def test_the_part_that_tells_articles_apart_is_the_key(
    articles: list[str], listed: list[str], asked: str, key: str | None
) -> None:
    assert known(articles, listed, [], asked) == key


def test_menus_lead_to_no_articles() -> None:
    articles, listed = ["/fake-pumps-stopped/"], ["/fake-toys-were-seized/", "/more-fake-shoes-found/"]
    menus = ["/about/", "/contact-us/"]
    assert [known(articles, listed, menus, path) for path in ("/about/", "/contact-us/", "/a-new-story-here/")] == [
        None, None, "article:a-new-story-here",
    ]  # fmt: skip
    assert known(["/news/pumps"], ["/news/toys", "/news/shoes"], ["/news/archive"], "/news/archive") is None


def test_two_kinds_of_addresses_have_two_names() -> None:
    found = keys([f"{HOST}/news/17.html", f"{HOST}/old/news/view.asp?id=17", f"{HOST}/news/tv/v17"], [], set())
    assert len({one.form.partition(":")[0] for one in found}) == len(found) == 3


def test_few_addresses_are_a_guess() -> None:
    (one,) = keys([f"{HOST}/news/17.html"], [], set())
    assert one.guess == "seen in 1 address only"
    (sure,) = keys([f"{HOST}/news/17.html"], [(f"{HOST}/news/{n}.html", "A title that is long") for n in (1, 2)], set())
    assert sure.guess == ""


def test_the_address_of_a_list_has_no_key() -> None:
    with pytest.raises(UsageError, match="no address of one article"):
        keys([f"{HOST}/"], [], set())
