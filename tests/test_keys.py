"""Patterns of addresses, found in those that are seen."""

import re
from collections.abc import Iterable

import pytest

from ipr_feeds.authoring.drafting.keys import keys
from ipr_feeds.errors import UsageError

HOST = "https://www.office.example"


def same(urls: Iterable[str]) -> dict[str, str]:
    """Articles with one address each."""
    return {url: url for url in urls}


def known(articles: list[str], listed: list[str], menus: list[str], asked: str) -> str | None:
    """The key of an address, by what was found in others."""
    links = [(HOST + path, f"A title that is long enough for {path}") for path in listed]
    for key in keys(same(HOST + path for path in articles), links, {HOST + path for path in menus}):
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
    urls = same((f"{HOST}/news/17.html", f"{HOST}/old/news/view.asp?id=17", f"{HOST}/news/tv/v17"))
    found = keys(urls, [], set())
    assert len({one.form.partition(":")[0] for one in found}) == len(found) == 3


def test_few_addresses_are_a_guess() -> None:
    (one,) = keys(same([f"{HOST}/news/17.html"]), [], set())
    assert one.guess == "seen in 1 address only"
    links = [(f"{HOST}/news/{n}.html", f"A title that is long, number {n}") for n in (1, 2)]
    (sure,) = keys(same([f"{HOST}/news/17.html"]), links, set())
    assert sure.guess == ""


def test_the_address_of_a_list_has_no_key() -> None:
    with pytest.raises(UsageError, match="no address of one article"):
        keys(same([f"{HOST}/"]), [], set())


def title(path: str) -> str:
    return f"The title of number {path.split('/')[-1]}"


@pytest.mark.parametrize(
    ("articles", "listed", "asked", "key"),
    [
        # a language before the words, told by the pages themselves
        ({"/en/media/2026/fake-pumps-seen.aspx": "", "/zh-cn/media/2026/fake-pumps-seen.aspx": "/en/media/2026/fake-pumps-seen.aspx"},
         ["/en/media/2025/old-toys-burnt.aspx"], "/fr/media/2026/new-rules-for-all.aspx", "media:new-rules-for-all"),
        # a column before the number
        ({"/xw/511682/90000201": "", "/xw/511684/90000201": "/xw/511682/90000201"}, ["/xw/511682/90000202"], "/xw/7/90000203", "xw:90000203"),
        # told by a list only: one title, one number
        ({"/xw/511682/90000205": ""}, ["/xw/511682/90000201", "/xw/511684/90000201", "/xw/511682/90000202"], "/xw/7/90000203", "xw:90000203"),
        # nothing but two addresses of one article
        ({"/xw/511682/90000201/index.html": "", "/xw/511684/90000201/index.html": "/xw/511682/90000201/index.html"}, [], "/xw/7/90000203/index.html", "xw:90000203"),
        ({"/en/news/2026/april/fake-pumps-seen.aspx": "", "/fr/news/2026/april/fake-pumps-seen.aspx": "/en/news/2026/april/fake-pumps-seen.aspx"},
         [], "/en/news/2025/may/old-toys-burnt.aspx", "news:old-toys-burnt"),
        # the column asks for nothing
        ({"/view.php?id=29&cid=92": "", "/view.php?id=29&cid=93": "/view.php?id=29&cid=92"}, ["/view.php?id=7&cid=92"], "/view.php?cid=1&id=5", "view:5"),
    ],
)  # fmt: skip
def test_two_addresses_of_one_article_teach_which_part_is_no_key(
    articles: dict[str, str], listed: list[str], asked: str, key: str
) -> None:
    links = [(HOST + path, title(path)) for path in listed]
    (found,) = keys({HOST + url: HOST + (known or url) for url, known in articles.items()}, links, set())
    for path in (*articles, *listed, asked):
        assert re.search(found.pattern, HOST + path, re.I), path
    match = re.search(found.pattern, HOST + asked, re.I)
    assert match
    assert found.form.format(*match.groups()) == key
    assert "one article" not in found.guess


def test_numbers_that_two_columns_give_to_different_articles_stay_apart() -> None:
    paths = [f"/xw/{column}/{number}" for column in (31, 32) for number in (7, 8)]
    links = [(HOST + path, f"What the column tells of {path}") for path in paths]
    (found,) = keys(same([f"{HOST}/xw/31/7"]), links, set())
    assert found.form.count("{}") == 2


def test_addresses_that_teach_nothing_are_told() -> None:
    first, second = f"{HOST}/news/17.html", f"{HOST}/old/view.asp?id=911"
    found = keys({first: first, second: first}, [], set())
    assert f"{first} and {second} are one article, and get two keys" in found[0].guess
    (one,) = keys({first: first, f"{HOST}/news/18.html": first}, [], set())
    assert f"{first} and {HOST}/news/18.html are one article, and get two keys" in one.guess


@pytest.mark.parametrize(
    ("source", "form"), [("port-office", "news:{}"), ("port", "news:{}"), ("harbour", "port-office:{}")]
)
def test_a_key_does_not_say_the_name_of_the_source_again(source: str, form: str) -> None:
    (found,) = keys(same([f"{HOST}/port_office/17.html"]), [], set(), source)
    assert found.form == form
