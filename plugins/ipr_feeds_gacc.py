"""GACC, the General Administration of Customs of China: its English site."""

import re
from collections.abc import Iterable
from datetime import timedelta

from ipr_feeds import Layout, Source, anchor, between, following, hookimpl

WIDGETS = anchor(re.compile(r"(?:Font[^【]{0,12})?【\s*(?:Large|Middle|Small|Close|Print)\s*】", re.I))


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


class GACC(Source):
    """Newsroom, special features and announcements of China Customs."""

    name = "gacc"
    title = "China Customs (GACC) News"
    home = "http://english.customs.gov.cn/"
    hosts = ("english.customs.gov.cn",)
    start_urls = (
        "http://english.customs.gov.cn/newsroom/news",
        "http://english.customs.gov.cn/newsroom/Special",
    )
    cadence = timedelta(days=14)
    site_names = ("GACC", "China Customs", "General Administration of Customs", "Newsroom")
    keys = (
        (r"/statics/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.html", "statics:{}"),
        (r"/topic/(?:[^?#]*/)?info(\d+)\.html?", "topic:{}"),
    )
    layouts = (Statics, Topic)

    def key(self, url: str) -> str | None:
        """As declared; guids are written in either case."""
        found = super().key(url)
        return found.lower() if found else None


@hookimpl
def sources() -> Iterable[Source]:
    """The one source of this plugin."""
    return [GACC()]
