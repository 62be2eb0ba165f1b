"""Lists, feeds and articles as broken and hacked sites serve them: each through a whole refresh."""

import re
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import feedparser
import pytest
import time_machine
from conftest import NOW
from hosts import Page as Answer
from hosts import Web
from lxml import etree
from lxml import html as lxml_html
from newsroom import CHINANEWS, GACC, QBPC, Site, chinanews, chinese, english, qbpc, weather
from test_refresh import SETTINGS, Desk, Reader, Seen, at, day

from ipr_feeds.blocks import of_lines
from ipr_feeds.extract import Wanted, extract
from ipr_feeds.normalize import normalize
from ipr_feeds.page import Page
from ipr_feeds.source import Article, Origins, Source
from ipr_feeds.trace import Trace

ATOM = "{http://www.w3.org/2005/Atom}"
AWAY = "http://casino.example"
OLD = date(2026, 3, 1)


class Story(NamedTuple):
    """A site that has published three articles, all of which its feed holds."""

    desk: Desk
    web: Web
    site: Site
    reader: Reader
    clock: time_machine.Traveller

    def refresh(self, days: int = 0) -> Seen:
        """What a refresh says; after a day it looks at young articles again."""
        self.clock.shift(timedelta(days=days))
        return self.desk.refresh("qbpc")

    def list_says(self, body: str, status: int = 200) -> None:
        self.web.pages[self.site.list_url] = Answer(f"<html><body>{body}</body></html>".encode(), status)

    def article_says(self, number: int, body: str) -> None:
        """Put something else at the address of an article."""
        self.web.pages[f"{QBPC}/articles/view/cid/18/id/{number}"] = Answer(f"<html>{body}</html>".encode())

    def feed(self) -> str:
        return (self.desk.feeds / "qbpc.atom").read_text(encoding="utf-8")


@pytest.fixture
def story(web: Web, tmp_path: Path) -> Iterator[Story]:
    desk, site = Desk(tmp_path), qbpc(web)
    site.publish(*(english(number, day(number)) for number in (1, 2, 3)))
    with time_machine.travel(at(4, 2)) as clock:
        assert desk.refresh("qbpc") == Seen(0, "", "")
        reader = Reader(desk.feeds / "qbpc.atom")
        assert len(reader.poll()[0]) == 3
        clock.shift(timedelta(hours=1))
        web.forget()
        yield Story(desk, web, site, reader, clock)


def link(number: int | str, title: str = "Customs Stops Lamps", host: str = "") -> str:
    return f'<li><a href="{host}/articles/view/cid/18/id/{number}">{title}</a></li>'


NOTHING = {
    "empty": "<ul></ul>",
    "only navigation": '<a href="/">Home</a><a href="/about">About us</a><a href="/articles/index/cid/19">More</a>',
    "re-designed": '<div class="card" data-href="/n/4">Customs Stops Lamps</div><a href="/news/lamps-4">Customs Stops Lamps</a>',
    "defaced": "<h1>Owned by Nobody</h1><marquee>greetings to all</marquee>",
    "only spam": f"<ul>{link(66, 'Casino', AWAY)}{link(67, 'Poker', 'http://www.qbpc.org.cn.casino.example')}</ul>",
    "only hidden": f"<ul style='display:none'>{link(66)}{link(67)}</ul>",
    "no links": "<ul>"
    + "".join(f"<li><a href='{one}'>Lamps</a></li>" for one in ("#", "", "javascript:open(4)", "mailto:a@b.example"))
    + "</ul>",
    "a base elsewhere": f"<base href='{AWAY}/'><ul>{link(66)}</ul>",
}


@pytest.mark.parametrize("body", NOTHING.values(), ids=NOTHING)
def test_a_list_that_names_nothing_is_told_and_removes_nothing(body: str, story: Story) -> None:
    before = story.desk.bytes()
    story.list_says(body)
    seen = story.refresh()
    assert (seen.status, seen.out) == (1, "")
    assert f"empty-list: qbpc, {story.site.list_url}: the list names no article" in seen.err
    assert story.desk.bytes() == before
    assert story.web.urls() == [story.site.list_url]


@pytest.mark.parametrize("status", [404, 410])
def test_a_list_that_vanished_is_told_and_removes_nothing(status: int, story: Story) -> None:
    before = story.desk.bytes()
    story.list_says("gone", status)
    seen = story.refresh()
    assert (seen.status, f"gone: qbpc, {story.site.list_url}" in seen.err) == (1, True)
    assert story.desk.bytes() == before


def test_a_list_that_shrinks_removes_nothing_and_a_feed_keeps_its_order(story: Story) -> None:
    before = story.desk.bytes()
    story.site.show([english(1, day(1))])
    assert story.refresh() == Seen(0, "", "")
    assert story.desk.bytes() == before


def test_a_list_that_flaps_between_two_states_gives_each_article_once(story: Story) -> None:
    story.site.publish(english(4, day(4)), english(5, day(4)))
    states = [story.site.shown[:2], story.site.shown[2:]]
    news = []
    for turn in range(8):
        story.site.show(states[turn % 2])
        assert story.refresh() == Seen(0, "", "")
        new, changed = story.reader.poll()
        assert changed == []
        news += new
    assert sorted(news) == sorted([english(4, day(4)).title, english(5, day(4)).title])


def test_spam_among_the_items_of_a_list_is_neither_asked_for_nor_published(story: Story) -> None:
    spam = english(66, day(4))
    story.site.publish(spam, english(4, day(4)))
    bare = link(66)[4:-5]
    hidden = (
        f"<li style='display:none'>{bare}</li>",
        f"<div hidden>{bare}</div>",
        f"<p style='position:absolute;left:-9999px'><b>{bare}</b></p>",
        f"<li><span style='font-size:0'>{bare}</span></li>",
        f"<li>{bare.replace('<a', '<a hidden')}</li>",
        link(66, host=AWAY),
        link(66, host="//casino.example"),
        link(66, host="http://www.qbpc.org.cn@casino.example"),
        link(66, host="http://www.qbpc.org.cn.casino.example"),
        link(66, host="http://casino.example?http://www.qbpc.org.cn"),
        link(66, host="http://user:word@www.qbpc.org.cn"),
        link(66, host="ftp://www.qbpc.org.cn"),
    )
    story.list_says(
        "<ul>"
        + "".join(f"{one}{link(number)}" for one, number in zip(hidden, [4, 3, 2, 1] * 3, strict=False))
        + "</ul>"
    )
    assert story.refresh() == Seen(0, "", "")
    assert story.reader.poll() == ([english(4, day(4)).title], [])
    assert story.web.urls() == [story.site.list_url, story.site.url(english(4, day(4)))]


def test_a_tab_that_a_click_opens_is_a_list(known: list[Source]) -> None:
    source = next(one for one in known if one.name == "gacc")
    guid = "00000000-aaaa-4bbb-8ccc-00000000000"
    body = "".join(
        f"<p{style}><a href='/Statics/{guid}{at}.html'>News</a></p>"
        for at, style in enumerate(("", " style='display:none'"))
    )
    page = Page(f"<div class='nr-n-content-detail' style='display:none'>{body}</div>".encode(), GACC)
    assert [one.url for one in source.links(page)] == [f"{GACC}/Statics/{guid}0.html"]


def test_an_old_article_that_is_pinned_to_the_head_of_a_list_is_not_new(story: Story) -> None:
    old = english(9, OLD)
    story.site.publish(old, english(4, day(4)))
    story.list_says(f"<ul>{link(9)}{link(4)}{link(3)}</ul>")
    assert story.refresh() == Seen(0, "", "")
    entries = feedparser.parse(story.desk.feeds / "qbpc.atom").entries
    assert [one.title for one in entries][:1] + [one.title for one in entries][-1:] == [
        english(4, day(4)).title,
        old.title,
    ]
    assert (entries[-1].published, entries[-1].updated) == ("2026-03-01T00:00:00+08:00",) * 2


def test_an_edited_title_is_a_change_of_the_same_entry(story: Story) -> None:
    story.site.publish(english(3, day(3))._replace(title="Customs Stops Three Boxes of Fake Lamps"))
    assert story.refresh(days=1) == Seen(0, "", "")
    assert story.reader.poll() == ([], ["Customs Stops Three Boxes of Fake Lamps"])


def test_a_title_that_only_the_list_edits_and_a_counter_are_no_news(story: Story) -> None:
    before = story.desk.bytes()
    story.site.publish(*(english(number, day(number), views=number * 977) for number in (1, 2, 3)))
    story.list_says(f"<ul>{link(3, 'NEW! Customs Stops Lamps (977 views)')}</ul>")
    assert story.refresh(days=1) == Seen(0, "", "")
    assert story.desk.bytes() == before


def test_an_article_at_another_address_is_the_same_article(story: Story) -> None:
    before = story.desk.bytes()
    for address in (
        "/Home/Articles/view/cid/18/id/3",
        "/articles/view/cid/18/id/3?from=timeline#top",
        f"//qbpc.org.cn{'/Articles/view/cid/18/id/3'}",
    ):
        story.list_says(f"<ul><li><a href='{address}'>Lamps</a></ul>")
        assert story.refresh(days=1) == Seen(0, "", "")
    story.web.pages[story.site.url(english(3, day(3)))] = Answer(
        status=301, headers={"Location": f"{QBPC}/Home/Articles/view/cid/18/id/3"}
    )
    story.web.pages[f"{QBPC}/Home/Articles/view/cid/18/id/3"] = Answer(story.site.page(english(3, day(3))).encode())
    assert story.refresh(days=1) == Seen(0, "", "")
    assert story.desk.bytes() == before


NO_LINKS = (
    "javascript:location='/articles/view/cid/18/id/66'", "java\nscript:view(/articles/view/cid/18/id/66)", "#/articles/view/cid/18/id/66",
    "/login?back=/articles/view/cid/18/id/66", "/leave?to=http://www.qbpc.org.cn/articles/view/cid/18/id/66", "", " ", "data:text/html,/articles/view/cid/18/id/66", "//", "///", r"\\", "http://", "http:///articles/view/cid/18/id/66",
    "http://[::1/articles/view/cid/18/id/66", "http://www.qbpc.org.cn:99999/articles/view/cid/18/id/66",
    "http://www.qbpc.org.cn:x/articles/view/cid/18/id/66", "mailto:articles/view/cid/18/id/66", "tel:66", "about:blank", "file:///articles/view/cid/18/id/66",
    "http://127.0.0.1/articles/view/cid/18/id/66", "http://[::1]/articles/view/cid/18/id/66", "http://169.254.169.254/articles/view/cid/18/id/66",
    "http://2130706433/articles/view/cid/18/id/66", "http://0x7f.1/articles/view/cid/18/id/66", "http://localhost/articles/view/cid/18/id/66",
    "http://www.qbpc.org.cn%2f@127.0.0.1/articles/view/cid/18/id/66", "http://127.0.0.1\\@www.qbpc.org.cn/articles/view/cid/18/id/66",
    "/articles/view/cid/18/id/66?" + "x" * 100_000, "h" * 100_000, "/articles/view/cid/18/id/../../../../../../../etc/passwd",
    "/articles/view/cid/18/id/%2e%2e/%2e%2e/etc/passwd", "/articles/view/cid/18/id/\0../66", "/articles/view/cid/18/id/..%2f66", "view-source:http://www.qbpc.org.cn/articles/view/cid/18/id/66",
    "blob:http://www.qbpc.org.cn/articles/view/cid/18/id/66", "http://www.qbpc.org.cn．casino.example/articles/view/cid/18/id/66",
)  # fmt: skip


def test_links_that_are_no_links_lead_nowhere_and_hide_no_article(story: Story) -> None:
    story.site.publish(english(4, day(4)))
    items = "".join(f'<li><a href="{href}">Lamps</a></li>' for href in NO_LINKS)
    story.list_says(f"<ul>{items}{link(4)}<li><a>no address</a></li></ul>")
    inside = set(story.desk.folder.rglob("*"))
    assert story.refresh() == Seen(0, "", "")
    assert story.reader.poll() == ([english(4, day(4)).title], [])
    assert story.web.urls() == [story.site.list_url, story.site.url(english(4, day(4)))]
    assert set(story.desk.folder.rglob("*")) == inside


def test_addresses_with_dots_reach_no_file_and_no_other_host(web: Web, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    desk = Desk(tmp_path / "desk")
    slugs = (
        "/topic/../../../../info425251.html",
        "/topic/%2e%2e/%2e%2e/info425252.html",
        "/topic/..%5c..%5cinfo425253.html",
        "/topic/a%00b/info425254.html",
    )
    items = "".join(f'<li><a href="{one}">Customs stops counterfeit lamps</a></li>' for one in slugs)
    web.pages[f"{GACC}/newsroom/news"] = Answer(f'<div class="nr-n-content-detail">{items}</div>'.encode())
    desk.refresh("gacc")
    assert {one.split("/")[2] for one in web.urls()} == {"english.customs.gov.cn"}
    assert not list(tmp_path.rglob("*passwd*"))
    assert {path.name for path in tmp_path.iterdir()} == {"desk"}


@pytest.mark.parametrize("order", [1, -1], ids=["oldest first", "newest first"])
def test_twenty_thousand_items_take_seconds_and_little_memory_and_the_newest_come_first(
    order: int, story: Story
) -> None:
    count = 20_000
    story.site.publish(
        *(english(number, day(1) - timedelta(days=count - number)) for number in range(count - 2, count + 1))
    )
    days = {number: day(1) - timedelta(days=(count - number) // 3) for number in range(100, count + 1)}
    items = "".join(f"{link(number)[:-5]} <i>{days[number]}</i></li>" for number in list(days)[::order])
    story.list_says(f"<div><ul>{items}</ul></div>")
    story.desk.settings(SETTINGS.replace("[sources.qbpc]", "[sources.qbpc]\nmax_articles = 3"))
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    seen = story.refresh()
    assert time.perf_counter() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KB
    asked = [int(one.rpartition("/")[2]) for one in story.web.urls()[1:4]]
    assert sorted(asked) == [count - 2, count - 1, count]
    assert seen == Seen(0, "", "")
    assert len(story.reader.poll()[0]) == 3


def test_a_flat_list_of_thousands_is_read_as_soon(known: list[Source]) -> None:
    source = next(one for one in known if one.name == "qbpc")
    items = "".join(f"<a href='/articles/view/cid/18/id/{number}'>Lamps</a> 2020-01-02<br>" for number in range(20_000))
    started = time.perf_counter()
    assert len(source.links(Page(f"<div>{items}</div>".encode(), QBPC))) == 20_000
    assert time.perf_counter() - started < 10


def paged(web: Web, pagers: dict[str, str]) -> None:
    """An article of China News in several pages, each with its pager."""
    site = chinanews(web)
    article = chinese(31, day(1))
    site.publish(article)
    url = site.url(article)
    body = web.pages[url].body.decode()
    for name, pager in pagers.items():
        text = body.replace(
            "</div></div></div></div>",
            f"<p>第{name or '一'}页。</p><div id='function_code_page'>{pager}</div></div></div></div></div>",
            1,
        )
        web.pages[url.replace(".shtml", f"{name}.shtml")] = Answer(text.encode())


def test_pages_of_an_article_that_name_each_other_are_read_once(web: Web, tmp_path: Path) -> None:
    pager = "".join(
        f"<a href='31{name}.shtml'>{name}</a><a href='31{name}.shtml#top'>next</a>" for name in ("", "_2", "_3")
    )
    paged(web, {"": pager, "_2": pager, "_3": pager})
    assert Desk(tmp_path).refresh("chinanews") == Seen(0, "", "")
    assert [one.rpartition("/")[2] for one in web.urls()[1:]] == ["31.shtml", "31_2.shtml", "31_3.shtml"]


def test_a_pager_without_end_is_refused(web: Web, tmp_path: Path) -> None:
    paged(web, {"": "".join(f"<a href='31_{number}.shtml'>{number}</a>" for number in range(2, 5000))})
    seen = Desk(tmp_path).refresh("chinanews")
    assert (seen.status, "damaged: chinanews" in seen.err, "pages of one article" in seen.err) == (1, True, True)
    assert len(web.urls()) == 2


def test_an_article_that_was_defaced_or_emptied_stays_as_it_was(story: Story) -> None:
    before = story.desk.bytes()
    for number, body in (
        (1, "<h1>Owned</h1>"),
        (2, ""),
        (3, "<div>You are here: <a href=/>Home</a></div><div>Create Time:2026-06-03</div>"),
    ):
        story.article_says(number, body)
    seen = story.refresh(days=1)
    assert (seen.status, "layout-changed: qbpc" in seen.err) == (1, True)
    assert story.desk.bytes() == before


def article(body: str, title: str = "Customs Stops Lamps", date_: str = "2026-06-04", head: str = "") -> str:
    """A page of QBPC."""
    return (
        f'<head><meta charset="utf-8"><title>QBPC</title>{head}</head><body><div>You are here: <a href="/">Home</a> <a href="/n">News</a></div>'
        f"<h2>{title}</h2><div>Create Time:{date_}</div><div><p>Officers of the customs stopped lamps with a false trademark.</p>{body}"
        "<p>The owner of the trademark confirmed the infringement.</p></div><div>Copyright © 2018 QBPC. All Rights Reserved.</div></body>"
    )


def publish(story: Story, body: str, **parts: str) -> feedparser.FeedParserDict:
    """Let the site publish a page; gives its entry."""
    story.article_says(4, article(body, **parts))
    story.list_says(f"<ul>{link(4, 'Listed')}</ul>")
    assert story.refresh() == Seen(0, "", "")
    (entry,) = (one for one in feedparser.parse(story.desk.feeds / "qbpc.atom").entries if one.link.endswith("/id/4"))
    return entry


def test_an_article_without_title_date_or_both_is_published_with_what_there_is(story: Story) -> None:
    entry = publish(story, "", title="", date_="")
    assert entry.title == "Listed"
    assert "published" not in entry
    assert entry.updated[:19] == "2026-06-04T03:00:00"


@pytest.mark.parametrize(
    "printed",
    [
        "2026-02-30",
        "31/31/2026",
        "0001-01-01",
        "9999-12-31",
        "2027-01-01",
        "0000-00-00",
        "2026-13-01",
        "2026-06-04 25:61",
        "99999999999-1-1",
    ],
)
def test_a_date_that_cannot_be_is_none(printed: str, story: Story) -> None:
    story.list_says("")
    entry = publish(story, "", date_=printed)
    assert entry.get("published", "2026-06-04T")[:11] == "2026-06-04T"
    assert entry.updated[:10] in ("2026-06-04", "2026-06-03")
    if "25:61" not in printed:
        assert "published" not in entry


VECTORS = (
    "<script>alert(66)</script>", "<SCRIPT SRC=//casino.example/x.js></SCRIPT>", "<scr<script>ipt>alert(66)</scr</script>ipt>",
    "<img src=x onerror=alert(66)>", "<img src='javascript:alert(66)'>", "<img src='http://s.example/a.jpg' onload=alert(66)>", "<body onload=alert(66)>",
    "<a href='javascript:alert(66)'>x</a>", "<a href='JaVaScRiPt:alert(66)'>x</a>", "<a href='java&#9;script:alert(66)'>x</a>",
    "<a href='&#1;javascript:alert(66)'>x</a>", "<a href='javascript&colon;alert(66)'>x</a>", "<a href='java\0script:alert(66)'>x</a>", "<a href=' javascript:alert(66)'>x</a>",
    "<a href='vbscript:msgbox(66)'>x</a>", "<a href='VBSCRIPT:msgbox(66)'>x</a>", "<a href='vb&#10;script:msgbox(66)'>x</a>",
    "<a href='data:text/html,<script>alert(66)</script>'>x</a>", "<a href='DATA:text/html;base64,PHNjcmlwdD4='>x</a>", "<a href='da&Tab;ta:text/html,66'>x</a>",
    "<a href='http://s.example/' onclick=alert(66) onmouseover='alert(66)' style='background:url(javascript:alert(66))'>x</a>",
    "<svg onload=alert(66)><script>alert(66)</script><a xlink:href='javascript:alert(66)'><text>x</text></a><image href='data:x'/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(66)</script>'></iframe></foreignObject></svg>", "<svg><style><img src=x onerror=alert(66)></style></svg>",
    "<math href='javascript:alert(66)'><mtext><table><mglyph><style><img src=x onerror=alert(66)></style></mglyph></table></mtext></math>",
    "<math><mi xlink:href='javascript:alert(66)'>x</mi></math>", "<style>@import 'javascript:alert(66)'; p{background:url(javascript:alert(66))}</style>",
    "<iframe src='javascript:alert(66)'></iframe>", "<iframe srcdoc='&lt;script&gt;alert(66)&lt;/script&gt;'></iframe>", "<embed src='javascript:alert(66)'>",
    "<object data='javascript:alert(66)'><param name=x value='javascript:alert(66)'></object>", "<noscript><p title='</noscript><img src=x onerror=alert(66)>'></noscript>",
    "<template><script>alert(66)</script><img src=x onerror=alert(66)></template>", "<textarea></textarea><img src=x onerror=alert(66)>", "<title><img src=x onerror=alert(66)></title>",
    "<form action='javascript:alert(66)'><button formaction='javascript:alert(66)'>x</button><input onfocus=alert(66) autofocus></form>", "<base href='javascript:alert(66)//'>",
    "<link rel=stylesheet href='javascript:alert(66)'>", "<meta http-equiv=refresh content='0;url=javascript:alert(66)'>", "<details open ontoggle=alert(66)>x</details>",
    "<video><source onerror=alert(66)></video><audio src=x onerror=alert(66)>", "<marquee onstart=alert(66)>x</marquee>", "<table background='javascript:alert(66)'><tr><td onclick=alert(66)>a<td>b</table>",
    "<!--><script>alert(66)</script>-->", "<![CDATA[<script>alert(66)</script>]]>", "<xmp><script>alert(66)</script></xmp>", "<p/onclick=alert(66)>x</p>", "<isindex type=image src=1 onerror=alert(66)>",
    "<a href='https://s.example/\"onmouseover=\"alert(66)'>x</a>", "<img src='https://s.example/a.jpg\" onerror=\"alert(66)'>", "<img srcset='javascript:alert(66) 2x, data:x 1x' data-src='vbscript:66'>",
    "<a href='a.pdf\" onclick=\"alert(66)'>x</a>", "<a href='javascript:alert(66)//a.pdf'>x</a>", "<object data='data:application/pdf;base64,x.pdf'></object>", "<p style='-moz-binding:url(x);behavior:url(x)'>x</p>",
)  # fmt: skip
BAD_SCHEME = re.compile(r"^[\s\x00-\x20]*(?:javascript|vbscript|data|livescript|file|blob):", re.I)
ALLOWED = frozenset(
    "a b blockquote br code del em figcaption figure h2 h3 h4 h5 h6 hr i img ins li mark ol p pre s strong sub sup table tbody td tfoot th thead tr u ul div".split()
)


def assert_harmless(markup: str) -> None:
    """Parse published HTML as browsers do, and look for whatever could run."""
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    for element in root.iter():
        assert element.tag in ALLOWED, etree.tostring(element)
        for name, value in element.attrib.items():
            assert name in ("href", "src", "alt", "colspan", "rowspan"), name
            assert not BAD_SCHEME.match(re.sub(r"[\t\r\n\x00]", "", value)), value


def published(story: Story) -> Iterator[str]:
    """Every piece of HTML in the published feeds."""
    for name in ("qbpc.atom", "all.atom"):
        root = etree.parse(story.desk.feeds / name).getroot()
        for content in root.iter(f"{ATOM}content"):
            assert content.get("type") == "html"
            yield content.text or ""
        assert all(one.get("type") in (None, "text") for tag in ("title", "summary") for one in root.iter(ATOM + tag))
        assert not [
            one.get("href") for one in root.iter(f"{ATOM}link") if not (one.get("href") or "").startswith("http")
        ]


def test_no_script_of_any_kind_is_published(story: Story) -> None:
    bodies = {100 + at: vector for at, vector in enumerate(VECTORS)}
    for number, vector in bodies.items():
        page = article(f"<div>{vector}</div>", title=f"Lamps {vector} No. {number}")
        story.article_says(number, page)
    story.desk.settings(
        SETTINGS.replace("[publish]", "[publish]\nwindow = 200").replace(
            "[sources.qbpc]", "[sources.qbpc]\nmax_articles = 200"
        )
    )
    story.list_says("<ul>" + "".join(link(number, f"Lamps {vector}") for number, vector in bodies.items()) + "</ul>")
    story.refresh()
    found = list(published(story))
    assert len(found) >= 2 * 0.9 * len(bodies)
    for markup in found:
        assert_harmless(markup)


def test_the_search_for_scripts_finds_them() -> None:
    for vector in (
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='java\tscript:x'>x</a>",
        "<svg></svg>",
        "<img src='data:x'>",
    ):
        with pytest.raises(AssertionError):
            assert_harmless(vector)


@pytest.mark.parametrize(
    "head",
    [
        f"<meta http-equiv=refresh content='0;url={AWAY}/'>",
        f"<link rel=canonical href='{AWAY}/a'>",
        f"<link rel=canonical href='{QBPC}/articles/view/cid/18/id/1'><meta property='og:url' content='{QBPC}/articles/view/cid/18/id/1'>",
        f"<base href='{AWAY}/'>",
        f"<input id=newsurl value='{CHINANEWS}/sh/2026/06-01/31.shtml'>",
    ],
)
def test_what_a_page_says_of_its_address_changes_neither_address_nor_id(head: str, story: Story) -> None:
    plain = publish(story, "")
    again = publish(story, "", head=head)
    assert (again.link, again.id, again.updated) == (plain.link, plain.id, plain.updated)
    assert again.link == f"{QBPC}/articles/view/cid/18/id/4"
    assert all(QBPC in one for one in story.web.urls())


def test_pictures_of_megabytes_inside_the_page_are_not_published(story: Story) -> None:
    data = "data:image/png;base64," + "iVBORw0K" * 150_000
    started = time.perf_counter()
    entry = publish(
        story,
        f"<img src='{data}'><p><a href='{data}'>x</a></p><p style='background:url({data})'>Fine.</p>",
        title="Lamps",
    )
    assert time.perf_counter() - started < 10
    assert "Fine." in entry.content[0].value
    assert "base64" not in story.feed()
    assert len(story.feed()) < 20_000


DOCUMENTS = {
    "/f/a.pdf": "application/pdf", "/f/B.PDF": "application/pdf", "/f/c.doc": "application/msword", "/f/d.xls": "application/vnd.ms-excel",
    "/f/e.zip": "application/zip", "/f/f.rar": "application/vnd.rar", "/f/g.csv": "text/csv", "/f/h.wps": None, r"\f\i.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "/f/%E9%99%84%E4%BB%B6.pdf?v=1": "application/pdf", "/f/../../k.pdf": "application/pdf", "/f/l.pdf#page=2": "application/pdf",
}  # fmt: skip
NO_DOCUMENTS = (
    "/f/a.exe",
    "/f/b.apk",
    "/f/c.js",
    "/f/d.html",
    "/f/e.php?f=/etc/passwd",
    "/f/f.pdf.exe",
    "javascript:void('a.pdf')",
    "data:application/pdf;base64,x.pdf",
    "file:///etc/a.pdf",
    "http://[::1/a.pdf",
)


def test_documents_are_attachments_and_nothing_else_is(story: Story, known: list[Source]) -> None:
    links = "".join(
        f"<p><a href='{href}'>Annex &amp;amp; {at}</a></p>" for at, href in enumerate((*DOCUMENTS, *NO_DOCUMENTS))
    )
    entry = publish(story, links)
    assert_harmless(entry.content[0].value)
    read = extract(known, article(links).encode(), Wanted(f"{QBPC}/articles/view/cid/18/id/4"), NOW, Trace())
    assert [one.title for one in read.attachments] == [f"Annex & {at}" for at in range(len(DOCUMENTS))]
    assert [one.media_type for one in read.attachments] == list(DOCUMENTS.values())
    assert all(one.url.startswith(QBPC) and ".." not in one.url and "\\" not in one.url for one in read.attachments)


def test_documents_that_a_layouts_method_names_are_web_addresses_too(known: list[Source]) -> None:
    source = next(one for one in known if one.name == "qbpc")
    named = (("a", "javascript:alert(66)//a.pdf"), ("b", "data:application/pdf;base64,x.pdf"), ("c", "annex.pdf"))
    read = Article(tuple(of_lines("Customs stopped lamps.")), title="Lamps", attachments=named)
    origins = Origins(source, source.layouts[0](), f"{QBPC}/articles/view/cid/18/id/4")
    entry = normalize(read, origins, NOW, Trace())
    assert [one.url for one in entry.attachments] == [f"{QBPC}/articles/view/cid/18/id/annex.pdf"]


# feeds


def item(
    number: int = 31,
    *,
    lead: str = "海关查获侵权货物。",
    extra: str = "",
    when: str = "Mon, 01 Jun 2026 09:30:00 +0800",
) -> str:
    url = f"{CHINANEWS}/sh/2026/06-01/{number}.shtml"
    return f"<item><title>海关查获{number}箱侵权货物</title><link>{url}</link><description>{lead}</description><pubDate>{when}</pubDate>{extra}</item>"


def rss(*items: str, doctype: str = "", end: str = "</channel></rss>") -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>{doctype}<rss version="2.0"><channel><title>社会</title>{"".join(items)}{end}'.encode()


class Newsroom(NamedTuple):
    """China News with a feed that says what a test wants."""

    desk: Desk
    web: Web
    site: Site

    def refresh(self, feed: bytes) -> Seen:
        self.web.pages[self.site.list_url] = Answer(feed, 200, {"Content-Type": "text/xml"})
        self.web.forget()
        with time_machine.travel(at(4, 2)):
            return self.desk.refresh("chinanews")

    def entries(self) -> list[feedparser.FeedParserDict]:
        path = self.desk.feeds / "chinanews.atom"
        return list(feedparser.parse(path).entries) if path.exists() else []


@pytest.fixture
def newsroom(web: Web, tmp_path: Path) -> Newsroom:
    site = chinanews(web)
    site.publish(chinese(31, day(1)), chinese(32, day(1)), weather(39, day(1)))
    return Newsroom(Desk(tmp_path), web, site)


LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha" * 10}">' for at in range(10))
BOMBS = {
    "billion laughs": f"<!DOCTYPE rss [{LAUGHS}]>",
    "quadratic": f'<!DOCTYPE rss [<!ENTITY l9 "{"ha" * 1000}">]>',
    "external": '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "external on the web": f'<!DOCTYPE rss [<!ENTITY l9 SYSTEM "{AWAY}/x">]>',
    "parameter": f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{AWAY}/x.dtd"> %p;]>',
    "external subset": f'<!DOCTYPE rss SYSTEM "{AWAY}/rss.dtd">',
    "public": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://casino.example/rss-0.91.dtd">',
    "in lower case": f'<!doctype rss [<!entity l9 "{"ha" * 1000}">]>',
    "thousands that never end": "<!DOCTYPE[" * 300,
    "two": f'<!DOCTYPE a [<!ENTITY x "]>">]><!DOCTYPE rss [{LAUGHS}]>',
}


@pytest.mark.parametrize("doctype", BOMBS.values(), ids=BOMBS)
def test_entities_of_a_feed_are_neither_expanded_nor_fetched(doctype: str, newsroom: Newsroom) -> None:
    started = time.perf_counter()
    newsroom.refresh(rss(item(lead="海关查获侵权。&l9;" * 300), doctype=doctype))
    assert time.perf_counter() - started < 10
    assert set(newsroom.web.urls()) <= {newsroom.site.list_url, newsroom.site.url(chinese(31, day(1)))}
    text = b"".join(path.read_bytes() for path in newsroom.desk.feeds.rglob("*.*") if path.is_file())
    assert b"hahahaha" not in text
    assert b"root:" not in text


def test_a_feed_with_a_plain_doctype_is_read(newsroom: Newsroom) -> None:
    assert newsroom.refresh(rss(item(), doctype=BOMBS["public"])) == Seen(0, "", "")
    assert [one.title for one in newsroom.entries()] == [chinese(31, day(1)).title]


def test_inclusions_in_a_feed_are_not_followed(newsroom: Newsroom) -> None:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{AWAY}/x" parse="text"/><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    style = f'<?xml-stylesheet type="text/xsl" href="{AWAY}/x.xsl"?>'
    assert newsroom.refresh(rss(item(extra=include), include, doctype=style)) == Seen(0, "", "")
    assert newsroom.web.urls() == [newsroom.site.list_url, newsroom.site.url(chinese(31, day(1)))]


@pytest.mark.parametrize(
    "end", ["", "</channel>", "</channel></rs", "<item><title>海关", "<item><link>" + CHINANEWS + "/sh/2026/06-01/32"]
)
@pytest.mark.parametrize("cut", [0, 1], ids=["between characters", "inside one"])
def test_a_feed_that_is_cut_off_is_refused_as_damaged(end: str, cut: int, newsroom: Newsroom) -> None:
    assert newsroom.refresh(rss(item())) == Seen(0, "", "")
    before = newsroom.desk.bytes()
    body = rss(item(32), end=end)
    seen = newsroom.refresh(body + "海".encode()[:cut])
    assert (
        seen.status,
        f"damaged: chinanews, {newsroom.site.list_url}: the " in seen.err and "is cut off" in seen.err,
    ) == (1, True)
    assert newsroom.desk.bytes() == before
    assert newsroom.web.urls() == [newsroom.site.list_url]


def test_a_feed_that_is_not_well_formed_is_read_without_mojibake(newsroom: Newsroom) -> None:
    assert newsroom.refresh(rss(item(lead="海关 & 口岸查获侵权\x0b货物 &nbsp;<br>&#x1f;"), item(32))) == Seen(0, "", "")
    assert sorted(one.title for one in newsroom.entries()) == sorted(
        chinese(number, day(1)).title for number in (31, 32)
    )


@pytest.mark.parametrize(
    "guid",
    ["", "<guid>1</guid>", "<guid isPermaLink='true'>http://casino.example/</guid>", "<guid isPermaLink='false'/>"],
)
def test_feeds_without_ids_or_with_equal_ones_name_all_their_articles(guid: str, newsroom: Newsroom) -> None:
    items = [item(number, extra=guid) for number in (31, 32, 31)]
    assert newsroom.refresh(rss(*items)) == Seen(0, "", "")
    assert len({one.id for one in newsroom.entries()}) == 2


def test_items_that_point_at_the_channel_or_nowhere_are_none(newsroom: Newsroom) -> None:
    addresses = (
        "/sports/",
        "/",
        "",
        f"{AWAY}/sh/2026/06-01/32.shtml",
        "javascript:x",
        "http://[::1/",
        "http://127.0.0.1/sh/2026/06-01/32.shtml",
    )
    others = "".join(item(32).replace(f"{CHINANEWS}/sh/2026/06-01/32.shtml", one) for one in addresses)
    assert newsroom.refresh(rss(others, item())) == Seen(0, "", "")
    assert newsroom.web.urls() == [newsroom.site.list_url, newsroom.site.url(chinese(31, day(1)))]


@pytest.mark.parametrize(
    "when",
    [
        "Mon, 01 Jun 2026 08:15:00",
        "Mon, 01 Jun 2026 08:15:00 CST",
        "Mon, 01 Jun 2026 00:15:00 GMT",
        "2026-06-01 08:15:00",
    ],
)
def test_dates_of_a_feed_without_zone_and_of_cst_are_of_china(when: str, known: list[Source]) -> None:
    source = next(one for one in known if one.name == "chinanews")
    (found,) = source.links(Page(rss(item(when=when)), f"{CHINANEWS}/rss/society.xml", "text/xml"))
    assert found.published is not None
    assert found.published.isoformat() == "2026-06-01T08:15:00+08:00"


@pytest.mark.parametrize(
    "when",
    ["2026-02-30", "31/31/2026", "0001-01-01", "9999-12-31", "Mon, 01 Jun 2099 08:15:00 +0800", "", "x" * 100_000],
)
def test_a_date_of_a_feed_that_cannot_be_spoils_no_entry(when: str, newsroom: Newsroom) -> None:
    assert newsroom.refresh(rss(item(when=when))) == Seen(0, "", "")
    assert [one.published for one in newsroom.entries()] == ["2026-06-01T09:30:00+08:00"]


@pytest.mark.parametrize("again", ["<!DOCTYPE[", "<![CDATA[", "<!--", "<?xml ", "<!ENTITY ", "&", "&#", "]]>", "<"])
def test_a_feed_of_nothing_but_beginnings_is_given_up_soon(again: str, newsroom: Newsroom) -> None:
    started = time.perf_counter()
    newsroom.refresh(rss(item(lead=again * 100_000)))
    newsroom.refresh(rss(item(), doctype=again * 100_000))
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("nested", ["&lt;div&gt;", "&lt;b&gt;", "&lt;table&gt;&lt;td&gt;", "<div>"])
def test_a_lead_nested_a_hundred_thousand_deep_is_read_soon(nested: str, newsroom: Newsroom) -> None:
    started = time.perf_counter()
    newsroom.refresh(rss(item(lead="海关查获侵权" + nested * 100_000), item(32)))
    assert time.perf_counter() - started < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_000_000  # KB
