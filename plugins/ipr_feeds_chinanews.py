"""China News (中国新闻网): articles since 2010, video pages, and translations of its articles on Teller Report."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from ipr_feeds import IPR_AT_THE_BORDER, Category, Layout, Listing, Source, anchor, hookimpl, starting

if TYPE_CHECKING:
    from bs4 import Tag

_DATELINE = re.compile(
    r"(?:[(（][^()（）]{1,20}[)）]\s*)?(?:中新(?:网|社|财经|健康|体育|教育)|新华社|中国新闻网)(?:客户端)?\s*"
    r"(?P<place>[\u3400-\u9fff、]{0,12}?)\s*"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日[电讯]"
    r"\s*(?:[(（](?P<who>[^()（）]{1,80})[)）])?"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.? \d"
_DAY = r"(?:[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2} [A-Z][a-z]+|\d{1,2}(?:st|nd|rd|th))(?:,? \d{4})?"
_TRANSLATED = re.compile(
    r"(?:\([^()]{1,40}\)\s*)?(?:China News (?:Network|Service|Agency|Net)(?: Client)?|Zhongxin(?:\.com|net))\b,?\s+"
    rf"(?:(?P<place>(?!{_MONTH})[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,3}}?),?\s+)?{_DAY},?\s*"
    r"(?:\((?P<who>[^()]{1,200})\))?"
)


_FOOT = anchor(re.compile(r"Privacy policy|All rights reserved|You may like", re.I), name="foot of Teller Report")


class _Article(Layout):
    """What both generations of article pages share."""

    published = ("#pubtime_baidu", ".content_left_time", ".left-t")
    publisher = ("#source_baidu", ".content_left_time a.source", ".content_left_time", ".left-t")
    editors = (".left_name", "#editor_baidu")
    section = "#nav"
    required = frozenset({"title", "published", "body"})
    drop = (".adInContent", ".adEditor", ".left_name", "#function_code_page", ".download_wrapper", ".channel",
            ".comment_wrapper", ".selected_news_wrapper", "#zhengwenpic")  # fmt: skip
    captions = (".pictext",)
    further = "#function_code_page a[href]"
    furniture = ("/fileftp/", "/ad2008/", "image.cns.com.cn/default")
    datelines = (_DATELINE,)


class Since2021(_Article):
    """From late 2021 on; part of the old class names live on in it."""

    name = "chinanews-2021"
    marker = (".content_left_time", ".content_maincontent_content")
    title = (".content_left_title", "#cont_1_1_2 h1")
    body = (".content_maincontent_content .left_zw", ".left_zw", ".content_maincontent_content")


class Since2010(_Article):
    """2010 to 2021. A second `h1` sits in a sticky bar outside the box."""

    name = "chinanews-2010"
    marker = ".left-t"
    title = "#cont_1_1_2 h1"
    body = ".left_zw"


class Video(Layout):
    """Video pages since 2021: the text is the description below the picture."""

    name = "chinanews-video"
    marker = ".content_title .title"
    title = ".content_title .title"
    published = ".content_title .left p"
    publisher = ".content_title .left p"
    editors = ".content_editor"
    body = ".content_desc"
    required = frozenset({"title", "published", "body"})
    drop = (".content_editor", ".banquan")
    datelines = (_DATELINE,)


class Photo(Layout):
    """Photo pages: a picture in a box of its own, its text, and a line with day and source."""

    name = "chinanews-photo"
    marker = "div.t3"
    box = "body"
    published = ("#pubtime_baidu", "div[style='text-align:right;font-size:12px;']")
    publisher = ("#source_baidu", "div[style='text-align:right;font-size:12px;']")
    editors = ("#editor_baidu", ".left_name", "div[style='text-align:right;font-size:12px;']")
    furniture = ("/fileftp/", "/ad2008/", "image.cns.com.cn/default")
    datelines = (_DATELINE,)

    def body(self, box: "Tag") -> str:
        """The picture and the text below it, which stand in two boxes."""
        parts = box.select("#zhengwenpic, div.t3")
        return "".join(str(part) for part in parts if not any(above in parts for above in part.parents))


class TellerReport(Layout):
    """Machine translations of China News articles on another host; markup never seen."""

    name = "tellerreport"
    hosts = ("www.tellerreport.com", "tellerreport.com")
    language = "en"
    marker = anchor(_TRANSLATED, name="dateline of China News")
    title = ("h1", "meta[property='og:title']")
    body = starting(marker, before=_FOOT)
    datelines = (_TRANSLATED,)
    categories = (Category("machine-translation", "urn:ipr-feeds:text", "Machine translation"),)

    def title_of_address(self, url: str) -> str:
        """The slug: `…/2020-04-27-in-2019--guangdong-customs-seized-….S178ryxEFI.html`."""
        slug = re.search(r"/\d{4}-\d\d-\d\d-([^/.]+)\.\w+\.html$", unquote(urlsplit(url).path))
        words = slug.group(1).replace("--", ", ").replace("-", " ").strip(" ,") if slug else ""
        return words[:1].upper() + words[1:]


class ChinaNews(Source):
    """Articles of China News; the plugin reads every channel."""

    name = "chinanews"
    title = "China News 中国新闻网"
    home = "https://www.chinanews.com.cn/"
    language = "zh-CN"
    timezone = "Asia/Shanghai"
    hosts = ("www.chinanews.com.cn", "www.chinanews.com", "chinanews.com.cn", "chinanews.com", *TellerReport.hosts)
    start_urls = (
        "https://www.chinanews.com.cn/rss/scroll-news.xml",
        "https://www.chinanews.com.cn/rss/society.xml",
        "https://www.chinanews.com.cn/rss/finance.xml",
        "https://www.chinanews.com.cn/rss/china.xml",
        "https://www.chinanews.com.cn/scroll-news/news1.html",
    )
    cadence = timedelta(days=7)
    lists = (Listing(item=".content_list li", title=".dd_bt a[href]", date=".dd_time"), Listing(".rdph-list2"))
    words = IPR_AT_THE_BORDER
    site_names = ("中新网", "中新网视频", "中国新闻网", "Teller Report")
    keys = (
        (r"^https?://(?:www\.)?tellerreport\.com/[^?#]*\.([\w-]+)\.html", "tellerreport:{}"),
        (r"^[^?]*/shipin/(?:[^?#]*/)?(?:news)?(\d+)(?:_\d+)?\.shtml", "video:{}"),
        (r"^[^?]*/tp/(?:[^?#]*/)?(\d+)(?:_\d+)?\.shtml", "photo:{}"),
        (r"^[^?]*/\d{4}/\d\d-\d\d/(\d+)(?:_\d+)?\.shtml", "article:{}"),
    )
    layouts = (Since2021, Since2010, Video, Photo, TellerReport)

    def canonical(self, url: str) -> str:
        """Without any query, and of several pages the first: the site's own script strips both."""
        parts = urlsplit(super().canonical(url))
        return urlunsplit(parts._replace(query="", path=re.sub(r"_\d+\.shtml$", ".shtml", parts.path)))


@hookimpl
def sources() -> Iterable[Source]:
    """The one source of this plugin."""
    return [ChinaNews()]
