"""Keys and addresses of the three sites."""

import pytest

from ipr_feeds.relevance import is_relevant
from ipr_feeds.source import Source

GUID = "0F2D1C77-90AA-4F5E-8A1E-1D6B6F1C8A01"


def keys(known: list[Source], url: str) -> list[str]:
    return [f"{source.name} {key}" for source in known if (key := source.key(url))]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://qbpc.org.cn/articles/view/cid/18/id/1048", "qbpc articles:18:1048"),
        ("https://www.qbpc.org.cn/Home/Articles/view/cid/18/id/1048", "qbpc articles:18:1048"),
        ("http://qbpc.org/HOME/articles/VIEW/cid/18/id/1048.html", "qbpc articles:18:1048"),
        ("http://www.qbpc.org.cn/view.php?id=2990&cid=92", "qbpc view:92:2990"),
        ("http://www.qbpc.org.cn/view.php?cid=92&id=2990#top", "qbpc view:92:2990"),
        (f"http://english.customs.gov.cn/Statics/{GUID}.html", f"gacc statics:{GUID.lower()}"),
        (f"https://english.customs.gov.cn/statics/{GUID.lower()}.html", f"gacc statics:{GUID.lower()}"),
        ("http://english.customs.gov.cn/topic/html/info425251.htm", "gacc topic:425251"),
        ("http://english.customs.gov.cn/topic/customs16/special%20one/info425251.htm", "gacc topic:425251"),
        ("http://www.chinanews.com/ll/2020/07-04/9229287.shtml", "chinanews article:9229287"),
        ("https://www.chinanews.com.cn/ll/2020/07-04/9229287_2.shtml?f=x", "chinanews article:9229287"),
        ("https://www.chinanews.com.cn/sh/shipin/2026/09-23/news1069974.shtml", "chinanews video:1069974"),
        ("https://www.chinanews.com.cn/sh/shipin/cns-d/2026/09-23/news1069974.shtml", "chinanews video:1069974"),
        ("http://www.chinanews.com/tp/hd2011/2020/07-09/1006858.shtml", "chinanews photo:1006858"),
        ("https://www.tellerreport.com/news/2020-04-27-x--y.S178ryxEFI.html", "chinanews tellerreport:S178ryxEFI"),
    ],
)
def test_all_addresses_of_an_article_have_its_number_and_number_space(url: str, key: str, known: list[Source]) -> None:
    assert keys(known, url) == [key]


@pytest.mark.parametrize(
    "url",
    [
        "http://qbpc.org.cn/",
        "http://qbpc.org.cn/page/index/cid/2",
        "http://qbpc.org.cn/Home/Activity/view/cid/15/id/12",
        "http://qbpc.org.cn/articles/index/cid/18",
        "http://www.qbpc.org.cn/view.php?id=12&cid=43",
        "http://english.customs.gov.cn/newsroom/news",
        "http://english.customs.gov.cn/statics/report/monthly.html",
        "https://www.chinanews.com.cn/sports/",
        "https://www.chinanews.com.cn/scroll-news/2020/0704/news.shtml",
        "http://mirror.example/ll/2020/07-04/9229287.shtml",
        "http://www.lolwww.cn/view.php?id=2990&cid=92",
        "https://www.tellerreport.com/sports",
        "",
        "http://[",
    ],
)
def test_what_is_no_article_has_no_key(url: str, known: list[Source]) -> None:
    assert keys(known, url) == []


@pytest.mark.parametrize(
    ("name", "url", "canonical"),
    [
        (
            "qbpc",
            "http://www.QBPC.org.cn/Home/Articles/view/cid/18/id/1?utm_source=a#x",
            "http://www.qbpc.org.cn/articles/view/cid/18/id/1",
        ),
        ("qbpc", "http://www.qbpc.org.cn/view.php?id=2990&cid=92", "http://www.qbpc.org.cn/view.php?id=2990&cid=92"),
        (
            "chinanews",
            "https://www.chinanews.com.cn/cj/2026/08-03/1.shtml?f=baidu",
            "https://www.chinanews.com.cn/cj/2026/08-03/1.shtml",
        ),
        (
            "gacc",
            f"http://english.customs.gov.cn/Statics/{GUID}.html#p",
            f"http://english.customs.gov.cn/Statics/{GUID}.html",
        ),
    ],
)
def test_an_article_is_published_under_its_plain_address(
    name: str, url: str, canonical: str, known: list[Source]
) -> None:
    assert next(source for source in known if source.name == name).canonical(url) == canonical


@pytest.mark.parametrize(
    ("url", "title"),
    [
        (
            "https://www.tellerreport.com/news/2020-04-27-in-2019--customs-seized-24-million-goods.S178ryxEFI.html",
            "In 2019, customs seized 24 million goods",
        ),
        ("https://www.tellerreport.com/", ""),
    ],
)
def test_a_translation_without_headline_takes_its_title_from_the_address(
    url: str, title: str, known: list[Source]
) -> None:
    layouts = {layout.name: layout for source in known for layout in source.layouts}
    assert layouts["tellerreport"]().title_of_address(url) == title


def test_customs_news_needs_only_the_subject_and_china_news_the_border_too(known: list[Source]) -> None:
    wanted = {name: next(source for source in known if source.name == name).words for name in ("gacc", "chinanews")}
    gacc, chinanews = wanted["gacc"], wanted["chinanews"]
    assert gacc is not None
    assert chinanews is not None
    text = "Officers at the harbour seized 1,000 counterfeit handbags."
    assert (is_relevant(text, gacc), is_relevant(text, chinanews)) == (True, False)
    assert is_relevant("Shenzhen customs seized 1,000 counterfeit handbags.", chinanews)
