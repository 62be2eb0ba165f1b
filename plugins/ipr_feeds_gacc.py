"""GACC, the General Administration of Customs of China: its English site, and the Chinese one with its districts.

The Chinese site keeps programs out; its pages are read as saved by hand, and its bot wall is reported.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from ipr_feeds import IPR_AT_THE_BORDER, Layout, Listing, Source, anchor, between, following, hookimpl

WIDGETS = anchor(
    re.compile(r"(?:Font[^【]{0,12})?[【\[]\s*(?:Large|Middle|Small|Close|Print)\s*[】\]]", re.I),
    name="font-size widgets",
)


class Statics(Layout):
    """Every page since about 2011. Some migrated pages lack the date, some hold one picture or table only."""

    name = "gacc-statics"
    marker = ".atcl .atcl-cnt"
    title = ".atcl-ttl"
    published = ".atcl-date"
    body = ".atcl-cnt"
    attachments = ".atcl-rct a[href]"


class Topic(Layout):
    """Special features until 2013; markup never seen. The font-size widgets end the body."""

    name = "gacc-topic"
    marker = anchor("Current Location:")
    section = anchor("Current Location:")
    title = between("section")
    body = following("title", before=WIDGETS)


class _Chinese(Layout):
    """What both generations of the Chinese site share; districts have the same pages as the head office."""

    hosts = (".customs.gov.cn",)
    language = "zh-CN"
    required = frozenset({"title", "body"})


class Detail(_Chinese):
    """Since December 2025. The body may be nothing but a document in a frame."""

    name = "gacc-zh"
    marker = ".news_detail_con"
    title = (".news_detail_tit h1", "meta[name='ArticleTitle']")
    published = (".func span", "meta[name='PubDate']", "meta[name='createDate']")
    publisher = ("meta[name='ContentSource']", ".func")
    body = ".news_detail_con"
    drop = (".news_datail_bot",)  # so spelt


class Easysite(_Chinese):
    """Until then, named after its content management system."""

    name = "gacc-zh-easysite"
    marker = ("#easysiteText", ".easysite-news-peruse")
    title = (".easysite-news-title h2", ".easysite-news-title")
    published = ".easysite-news-describe"
    publisher = ".easysite-news-describe"
    body = ("#easysiteText", ".easysite-news-peruse")
    drop = (".easysite-news-operation",)


class GACC(Source):
    """Newsroom, special features and announcements of China Customs."""

    name = "gacc"
    title = "China Customs (GACC) News"
    home = "http://english.customs.gov.cn/"
    language = "en"
    timezone = "Asia/Shanghai"
    hosts = ("english.customs.gov.cn", "www.customs.gov.cn", ".customs.gov.cn")
    start_urls = (
        "http://english.customs.gov.cn/newsroom/news",
        "http://english.customs.gov.cn/newsroom/Special",
    )
    cadence = timedelta(days=14)
    site_names = ("GACC", "China Customs", "General Administration of Customs", "Newsroom", "中华人民共和国海关总署")
    lists = (Listing(".nr-n-content-detail"), Listing(item="ul.news_list > li", date="span"))
    words = IPR_AT_THE_BORDER._replace(both=False)
    keys = (
        (r"^[^?]*/statics/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.html", "statics:{}"),
        (r"^[^?]*/topic/(?:[^?#]*/)?info(\d+)\.html?", "topic:{}"),
        (r"^https?://(?!english\.)[^/]+/[^?#]*/(\d{7,})/index\.html", "zh:{{host}}:{}"),
    )
    layouts = (Statics, Topic, Detail, Easysite)

    def key(self, url: str) -> str | None:
        """As declared; guids are written in either case, and each Chinese office counts for itself."""
        found = super().key(url)
        return found.lower().replace("{host}", urlsplit(url).hostname or "") if found else None


@hookimpl
def sources() -> Iterable[Source]:
    """The one source of this plugin."""
    return [GACC()]
