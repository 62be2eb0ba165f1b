"""QBPC, the Quality Brands Protection Committee: news since 2018, and the site before it.

Nobody has seen this site's HTML, only the text of its pages; two layouts go by labels, one by where the prose is.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from ipr_feeds import Layout, Source, anchor, between, following, hookimpl, largest

COPYRIGHT = anchor(
    re.compile(r"(?:Copyright\s*)?(?:©|\(c\))\s*\d{4}|(?:Copyright|©).{0,80}All Rights Reserved|.*京ICP备", re.I),
    name="copyright line",
)


class New(Layout):
    """Since March 2018. The day is that of the upload; a by-line may stand between title and date."""

    name = "qbpc-new"
    marker = anchor("Create Time:")
    section = anchor("You are here:")
    title = between("section", "published")
    authors = between("section", "published")
    published = anchor("Create Time:")
    body = following("published", before=COPYRIGHT)


class Old(Layout):
    """Until 2018, without any date, on a server that gambling spam was injected into."""

    name = "qbpc-old"
    marker = anchor("You are here:", holding=">>")
    section = anchor("You are here:", holding=">>")
    title = between("section")
    body = following("title", before=COPYRIGHT)


class Bare(Layout):
    """As one page of 2024 came: without breadcrumb, title or day. Nothing but its address says what it is."""

    name = "qbpc-bare"
    addresses = r"/articles/view/"
    unless = anchor("You are here:")
    marker = largest()
    body = largest()


class QBPC(Source):
    """The news of the committee."""

    name = "qbpc"
    title = "QBPC News"
    home = "http://www.qbpc.org.cn/"
    language = "en"
    timezone = "Asia/Shanghai"
    hosts = ("qbpc.org.cn", "www.qbpc.org.cn", "qbpc.org", "www.qbpc.org")
    start_urls = ("http://www.qbpc.org.cn/articles/index/cid/18", "http://www.qbpc.org.cn/")
    cadence = timedelta(days=60)
    site_names = ("QBPC", "Quality Brands Protection Committee", "QBPC News", "中国外商投资企业协会优质品牌保护委员会")
    keys = (  # cid 43 is "About QBPC"
        (r"^[^?]*/(?:Home/)?Articles/view/cid/(\d+)/id/(\d+)", "articles:{}:{}"),
        (r"/view\.php\?(?=(?:.*&)?cid=((?!43\b)\d+))(?=(?:.*&)?id=(\d+))", "view:{}:{}"),
    )
    layouts = (New, Old, Bare)

    def canonical(self, url: str) -> str:
        """`/Home/Articles/…` is an alias of `/articles/…`."""
        parts = urlsplit(super().canonical(url))
        path = re.sub(
            r"^/(?:Home/)?(Articles/view/.*)$", lambda match: "/" + match.group(1).lower(), parts.path, flags=re.I
        )
        return urlunsplit(parts._replace(path=path))


@hookimpl
def sources() -> Iterable[Source]:
    """The one source of this plugin."""
    return [QBPC()]
