"""The three sites as their editors keep them: articles of our own wording, in the layouts, under the real host names."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from hosts import Page, Web

QBPC = "http://www.qbpc.org.cn"
GACC = "http://english.customs.gov.cn"
CHINANEWS = "https://www.chinanews.com.cn"


class Article(NamedTuple):
    """One article as its site prints it."""

    number: int
    day: date
    title: str
    text: tuple[str, ...]
    views: int = 1


class Site:
    """A site: `list_url` names its articles, the newest first."""

    def __init__(self, web: Web, list_url: str, url: Callable[[Article], str], page: Callable[[Article], str]) -> None:
        self.web, self.list_url, self.url, self.page = web, list_url, url, page
        self.shown: list[Article] = []

    def publish(self, *articles: Article) -> None:
        """Put articles on the site, or in the place of their earlier text."""
        for article in articles:
            self.web.pages[self.url(article)] = Page(self.page(article).encode())
            self.shown = [one for one in self.shown if one.number != article.number]
        self.show([*articles, *self.shown])

    def show(self, articles: list[Article]) -> None:
        """Let the list name these articles."""
        self.shown = sorted(articles, key=lambda one: (one.day, one.number), reverse=True)
        self.web.pages[self.list_url] = Page(self._list().encode())

    def _list(self) -> str:
        items = "".join(
            f'<li><a href="{self.url(one)}">{one.title}</a> <span>{one.day}</span></li>' for one in self.shown
        )
        return f'<html><body><div class="nr-n-content-detail"><ul>{items}</ul></div></body></html>'


class Feed(Site):
    """A site that offers a feed."""

    def _list(self) -> str:
        items = "".join(
            f"<item><title>{one.title}</title><link>{self.url(one)}</link><description>　　{one.text[0]}</description>"
            f"<pubDate>{one.day:%a, %d %b %Y} 09:30:00</pubDate></item>"
            for one in self.shown
        )
        return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>新闻</title>{items}</channel></rss>'


def qbpc(web: Web) -> Site:
    """QBPC: day only, a view counter in the text."""

    def page(one: Article) -> str:
        text = "".join(f"<p>{line}</p>" for line in (*one.text, f"Views: {one.views}"))
        return (
            '<html><head><meta charset="utf-8"><title>QBPC</title></head><body>'
            '<div>You are here: <a href="/">Home</a> <a href="/n">Media Room</a><a href="/n">QBPC News</a></div>'
            f"<h2>{one.title}</h2><div>Create Time:{one.day}</div><div>{text}</div>"
            "<div>Copyright © 2018 QBPC. All Rights Reserved.</div></body></html>"
        )

    return Site(web, f"{QBPC}/articles/index/cid/18", lambda one: f"{QBPC}/articles/view/cid/18/id/{one.number}", page)


def gacc(web: Web) -> Site:
    """GACC: addresses with a long number."""

    def url(one: Article) -> str:
        return f"{GACC}/Statics/00000000-0000-4000-8000-{one.number:012d}.html"

    def page(one: Article) -> str:
        text = "".join(f"<p>{line}</p>" for line in one.text)
        return (
            f'<html><head><meta charset="utf-8"><title>{one.title}</title></head><body><div class="atcl">'
            f'<div class="atcl-main"><div class="atcl-ttl">{one.title}</div></div><div class="atcl-layout">'
            f'<div class="atcl-main"><div class="atcl-date">{one.day:%Y/%m/%d}</div><div class="atcl-cnt">{text}</div></div>'
            "</div></div></body></html>"
        )

    return Site(web, f"{GACC}/newsroom/news", url, page)


def chinanews(web: Web) -> Site:
    """China News: Chinese, a feed, and articles about everything."""

    def url(one: Article) -> str:
        return f"{CHINANEWS}/sh/{one.day:%Y/%m-%d}/{one.number}.shtml"

    def page(one: Article) -> str:
        text = "".join(f"<p>　　{line}</p>" for line in one.text)
        return (
            f'<html><head><meta charset="utf-8"><title>{one.title}-中新网</title></head><body><div id="con"><div class="con_left">'
            f'<div class="content" id="cont_1_1_2"><div class="content_maincontent_more"><h1 class="content_left_title">{one.title}</h1>'
            f'<div class="content_left_time">{one.day.year}年{one.day:%m}月{one.day:%d}日 09:30　来源：中国新闻网</div></div>'
            f'<div class="content_maincontent_content"><div class="left_zw">{text}</div></div></div></div></div></body></html>'
        )

    return Feed(web, f"{CHINANEWS}/rss/society.xml", url, page)


def english(number: int, day: date, *, goods: str = "lamps", views: int = 1, more: tuple[str, ...] = ()) -> Article:
    """An article in English."""
    text = (
        f"Officers of the customs stopped {number} boxes of {goods} that bore a trademark without the consent of its owner.",
        f"The owner of the trademark confirmed the infringement and asked for the detention of all {number} boxes.",
    )
    return Article(number, day, f"Customs Stops {number} Boxes of Counterfeit {goods.title()}", text + more, views)


def chinese(number: int, day: date) -> Article:
    """An article in Chinese."""
    text = (
        f"中新网某地电 海关关员在出口环节查获{number}箱涉嫌侵犯商标专用权的货物。",
        "权利人确认上述货物侵权，海关已依法扣留。",
    )
    return Article(number, day, f"海关查获{number}箱侵权货物", text)


def weather(number: int, day: date) -> Article:
    """An article about something else."""
    return Article(number, day, f"今日多云 {number}", ("气象台预计周末有雨。",))
