"""List pages and feeds: which articles they name, and what they say of them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ipr_feeds import dates
from ipr_feeds.errors import DamagedPage
from ipr_feeds.links import Link, Listing, merged
from ipr_feeds.listing import of_feed, of_page
from ipr_feeds.page import Page
from ipr_feeds.source import Source

ZONE = ZoneInfo("Asia/Shanghai")
HOME = "https://www.chinanews.com.cn/"


def source(known: list[Source], name: str) -> Source:
    return next(one for one in known if one.name == name)


def scroll(*rows: str, url: str = HOME + "scroll-news/news1.html") -> Page:
    return Page(f'<div class="content_list"><ul>{"".join(rows)}</ul></div>'.encode(), url)


def row(href: str, title: str, time: str) -> str:
    return (
        f'<li><div class="dd_lm">[<a href="/gn/">国内</a>]</div><div class="dd_bt"><a href="{href}">{title}</a></div>'
        f'<div class="dd_time">{time}</div></li>'
    )


@pytest.mark.parametrize(
    ("path", "time", "published"),
    [
        ("/gn/2026/09-27/90000001.shtml", "9-27 22:20", "2026-09-27T22:20:00+08:00"),
        ("/gn/2025/12-31/90000001.shtml", "12-31 23:50", "2025-12-31T23:50:00+08:00"),
        ("/gn/2025/12-31/90000001.shtml", "1-1 00:10", "2026-01-01T00:10:00+08:00"),
        ("/gn/2026/01-01/90000001.shtml", "12-31 23:59", "2025-12-31T23:59:00+08:00"),
        ("/gn/2024/02-29/90000001.shtml", "2-29 08:00", "2024-02-29T08:00:00+08:00"),
        ("/gn/2026/09-27/90000001.shtml", "22:20", None),
        ("/gn/2026/09-27/90000001.shtml", "13-45 08:00", None),
    ],
)
def test_a_time_without_year_is_of_the_year_of_the_address_or_next_to_it(
    path: str, time: str, published: str | None, known: list[Source]
) -> None:
    (link,) = source(known, "chinanews").links(scroll(row(path, "标题", time)))
    assert (link.published.isoformat() if link.published else None) == published
    assert link.precision == ("minute" if published else None)


def test_a_scroll_list_takes_any_form_of_address_and_each_article_once(known: list[Source]) -> None:
    rows = [
        row("//www.chinanews.com.cn/gn/2026/09-27/90000001.shtml", "甲", "9-27 22:20"),
        '<li id="konge"></li>',
        row("/cj/2026/09-27/90000002.shtml", "乙", "9-27 22:10"),
        row("http://www.chinanews.com/gn/2026/09-27/90000001.shtml", "甲", "9-27 22:20"),
        row("https://www.chinanews.com.cn/sports/", "体育", "9-27 22:00"),
        row("https://mirror.example/gn/2026/09-27/90000003.shtml", "丙", "9-27 21:00"),
    ]
    links = source(known, "chinanews").links(scroll(*rows))
    assert [(link.url, link.title) for link in links] == [
        (HOME + "gn/2026/09-27/90000001.shtml", "甲"),
        (HOME + "cj/2026/09-27/90000002.shtml", "乙"),
    ]


def test_a_list_without_known_items_gives_all_its_links_to_articles(known: list[Source]) -> None:
    html = '<div class="rdph-list2"><a title="完整的标题在这里" href="/gn/2026/09-27/90000001.shtml">完整的标…</a></div><a href="/gn/">国内</a>'
    links = source(known, "chinanews").links(Page(html.encode(), HOME))
    assert [(link.title, link.published) for link in links] == [("完整的标题在这里", None)]


def feed(*items: str) -> Page:
    head = '<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet type="text/css" href="/css/rsstyle.css"?>'
    text = f'{head}<rss version="2.0"><channel><title>社会</title><link>{HOME}</link>{"".join(items)}</channel></rss>'
    return Page(text.encode(), HOME + "rss/society.xml", "text/xml")


def item(date: str, lead: str = "\n　　海关查获。", path: str = "sh/2026/10-03/90000001.shtml") -> str:
    return f"<item><title>标题 &amp; 更多</title><link>{HOME}{path}</link><description>{lead}</description><pubDate>{date}</pubDate></item>"


@pytest.mark.parametrize(
    ("date", "published", "precision"),
    [
        ("Sat, 03 Oct 2026 12:53:46 +0800", "2026-10-03T12:53:46+08:00", "second"),
        ("Sat, 3 Oct 2026 12:53:46", "2026-10-03T12:53:46+08:00", "second"),
        ("Sat, 03 Oct 2026 04:53:46 GMT", "2026-10-03T12:53:46+08:00", "second"),
        ("Sat, 03 Oct 2026 12:53:46 CST", "2026-10-03T12:53:46+08:00", "second"),
        ("2026-10-03 11:14:06", "2026-10-03T11:14:06+08:00", "second"),
        ("2026-10-03", "2026-10-03T00:00:00+08:00", "day"),
        ("soon", None, None),
    ],
)
def test_a_date_of_a_feed_without_zone_is_of_the_sites(date: str, published: str | None, precision: str | None) -> None:
    (link,) = of_feed(feed(item(date)), HOME, ZONE)
    assert (link.published.isoformat() if link.published else None, link.precision) == (published, precision)
    assert link.origin == "feed"


def test_a_site_that_puts_the_day_first_does_so_in_its_lists_too() -> None:
    (told,) = of_feed(feed(item("10/12/2025")), HOME, ZONE, day_first=True)
    page = Page(b'<ul><li><a href="/a">Taps</a> <i>10/12/2025</i></li></ul>', HOME)
    (printed,) = of_page(page, HOME, (Listing("ul", "li", date="i"),), ZONE, day_first=True)
    assert [str(one.published)[:10] for one in (told, printed)] == ["2025-12-10", "2025-12-10"]


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        ("\n　　海关查获一批货物。", "海关查获一批货物。"),
        ("&lt;p&gt;海关&lt;b&gt;查获&lt;/b&gt;。&lt;/p&gt;", "海关查获。"),
        ("<![CDATA[<p>海关查获。</p><script>x()</script>]]>", "海关查获。"),
        (" ", ""),
        ("", ""),
    ],
)
def test_the_lead_of_a_feed_is_plain_text(lead: str, text: str) -> None:
    (link,) = of_feed(feed(item("2026-10-03", lead)), HOME, ZONE)
    assert link.lead == text
    assert link.title == "标题 & 更多"


def test_items_of_a_feed_that_are_no_articles_or_doubles_go(known: list[Source]) -> None:
    page = feed(
        item("2026-10-03"),
        item("2026-10-03", path="sports/"),
        item("2026-10-04"),
        item("2026-10-03", path="sh/2026/10-03/90000002.shtml"),
    )
    links = source(known, "chinanews").links(page)
    assert [link.url.rpartition("/")[2] for link in links] == ["90000001.shtml", "90000002.shtml"]


def test_a_feed_in_gb18030_is_read_whatever_it_declares() -> None:
    text = f'<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel>{item("2026-10-03")}</channel></rss>'
    (link,) = of_feed(Page(text.encode("gb18030"), HOME + "rss/x.xml"), HOME, ZONE)
    assert link.lead == "海关查获。"


def test_a_feed_that_is_cut_off_is_refused() -> None:
    page = Page(f'<rss version="2.0"><channel>{item("2026-10-03")}<item><title>half'.encode(), HOME + "rss/x.xml")
    with pytest.raises(DamagedPage, match=r"rss/x\.xml: the feed is cut off"):
        list(of_feed(page, HOME, ZONE))


def test_a_broken_feed_gives_what_can_be_read() -> None:
    text = f'<rss version="2.0"><channel>{item("2026-10-03", "海关 & <b>查获")}</channel></rss>'
    (link,) = of_feed(Page(text.encode(), HOME + "rss/x.xml"), HOME, ZONE)
    assert (link.url, link.lead) == (HOME + "sh/2026/10-03/90000001.shtml", "海关 & 查获")


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><a href='/articles/view/cid/18/id/900001'>One</a> 2020-01-11</li></ul>",
        "<table><tr><td><a href='/articles/view/cid/18/id/900001'>One</a></td><td>2020-01-11</td></tr></table>",
        "<div><span>[2020-01-11]</span><p><a href='/articles/view/cid/18/id/900001'>One</a></p></div>",
        "<dl><dt><a href=/articles/view/cid/18/id/900001>One</a><dd>Jan 11, 2020</dl>",
    ],
)
def test_a_date_beside_a_link_is_the_articles(html: str, known: list[Source]) -> None:
    (link,) = source(known, "qbpc").links(Page(html.encode(), "http://www.qbpc.org.cn/"))
    assert link.published == datetime(2020, 1, 10, 16, tzinfo=UTC)


def test_a_date_beside_two_links_is_of_none(known: list[Source]) -> None:
    html = "<p><a href=/articles/view/cid/18/id/900001>One</a> <a href=/articles/view/cid/18/id/900002>Two</a> 2020-01-11</p>"
    assert [link.published for link in source(known, "qbpc").links(Page(html.encode(), "http://www.qbpc.org.cn/"))] == [
        None,
        None,
    ]


def test_aliases_in_a_list_are_one_article(known: list[Source]) -> None:
    html = "<a href=/Home/Articles/view/cid/18/id/900001></a><p><a href=/articles/view/cid/18/id/900001>One</a> 2020-01-11</p>"
    (link,) = source(known, "qbpc").links(Page(html.encode(), "http://www.qbpc.org.cn/"))
    assert (link.title, link.published is not None) == ("One", True)


def test_gacc_lists_are_read_inside_their_box_only(known: list[Source]) -> None:
    guid = "00000000-AAAA-4bbb-8ccc-00000000000{}"
    inside = f"<a href=http://english.customs.gov.cn/Statics/{guid.format(1)}.html> Feb.</a><a href='/statics/{guid.format(2)}.html'>News</a>"
    outside = f"<a href='/Statics/{guid.format(3)}.html'>Recommended</a>"
    html = f"<div class='nr-n-content-detail'>{inside}</div>{outside}"
    links = source(known, "gacc").links(Page(html.encode(), "http://english.customs.gov.cn/newsroom/news"))
    assert [link.title for link in links] == ["Feb.", "News"]


def test_a_chinese_list_takes_the_whole_title(known: list[Source]) -> None:
    html = '<ul class="news_list"><li><a href="90000101/index.html" title="海关总署公布知识产权保护状况">海关总署公布知识…</a><span>2026-08-07</span></li></ul>'
    (link,) = source(known, "gacc").links(Page(html.encode(), "http://www.customs.gov.cn/customs/302249/index.html"))
    assert (link.title, str(link.published)) == ("海关总署公布知识产权保护状况", "2026-08-07 00:00:00+08:00")


def test_the_first_listing_that_matches_counts() -> None:
    page = Page(
        b"<div id=b><a href=/1>one</a></div><p class=i><a href=/2>two</a><i>2020-01-11</i></p>", "http://s.example/"
    )
    listings = (Listing("#a"), Listing(item=".i", date="i"), Listing("#b"))
    assert [link.url for link in of_page(page, "", listings, ZONE)] == ["http://s.example/2"]


def test_what_the_first_link_lacks_is_taken_from_its_doubles() -> None:
    moment = dates.parse("2020-01-11", ZONE, datetime.now(UTC))
    assert moment is not None
    bare, full = Link("http://s.example/1"), Link("http://s.example/1?x", "Title", "Lead", moment.when, "day")
    assert merged([("1", bare), ("1", full)]) == {"1": Link("http://s.example/1", "Title", "Lead", moment.when, "day")}


def test_a_link_that_only_says_more_gives_way_to_the_headline(known: list[Source]) -> None:
    html = "<p><a href=/articles/view/cid/18/id/900001>Details</a><a href=/articles/view/cid/18/id/900001>Customs stop fake taps</a>"
    (link,) = source(known, "qbpc").links(Page(html.encode(), "http://www.qbpc.org.cn/"))
    assert link.title == "Customs stop fake taps"


def test_a_declared_list_that_is_gone_gives_nothing_rather_than_any_link(known: list[Source]) -> None:
    html = "<div class=renamed><a href='/Statics/00000000-aaaa-4bbb-8ccc-000000000001.html'>News</a></div>"
    assert source(known, "gacc").links(Page(html.encode(), "http://english.customs.gov.cn/newsroom/news")) == []


def test_an_item_is_looked_for_inside_its_box() -> None:
    page = Page(b"<ul id=menu><li><a href=/1>one</a></ul><ul id=b><li><a href=/2>two</a></ul>", "http://s.example/")
    assert [link.url for link in of_page(page, "", (Listing("#b", "li"),), ZONE)] == ["http://s.example/2"]


def test_a_feed_that_its_parser_stumbles_over_is_damaged(known: list[Source]) -> None:
    source = next(one for one in known if one.name == "chinanews")
    feed = (
        "<rss version='2.0'><channel><item><title>t</title><link><title>t</title><link>https://x.example/1</link>"
        "<pubDate>x</pubDate></item>https://x.example/2</link></item></channel></rss>"
    )
    with pytest.raises(DamagedPage, match="the feed is damaged"):
        source.links(Page(feed.encode(), "https://www.chinanews.com.cn/rss/x.xml"))
