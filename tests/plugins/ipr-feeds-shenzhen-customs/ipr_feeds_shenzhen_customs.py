"""Shenzhen Customs, a customs district of China, in the template of December 2025."""

from ipr_feeds import IPR_AT_THE_BORDER, Layout, Listing, Source, anchor, hookimpl

API_VERSION = 1


class ShenzhenArticle(Layout):
    """An article; its body may be nothing but a frame with a PDF."""

    name = "shenzhen-customs-article"
    marker = body = ".news_detail_con"
    section = anchor("您的位置：")
    title = ".news_detail_tit h1"
    published = "meta[name='PubDate']"  # the line that readers see (.func) may be empty
    publisher = "meta[name='ContentSource']"
    drop = (".news_datail_bot",)  # print and close; so spelt
    required = frozenset({"title", "published", "body"})


class ShenzhenCustoms(Source):
    """The district prints all its news; the feed is about intellectual property at the border."""

    name = "shenzhen-customs"
    title = "深圳海关 (Shenzhen Customs)"
    home = "http://shenzhen.customs.gov.cn/"
    language = "zh-CN"
    timezone = "Asia/Shanghai"
    hosts = ("shenzhen.customs.gov.cn",)
    start_urls = ("http://shenzhen.customs.gov.cn/shenzhen_customs/511680/511681/index.html",)
    keys = ((r"/shenzhen_customs/(?:\d{6}/)+(\d{7,})/index\.html", "news:{}"),)  # the same in every column
    lists = (Listing(box="ul.news_list", item="li", date="span"),)
    layouts = (ShenzhenArticle,)
    words = IPR_AT_THE_BORDER


@hookimpl
def sources() -> list[Source]:
    return [ShenzhenCustoms()]
