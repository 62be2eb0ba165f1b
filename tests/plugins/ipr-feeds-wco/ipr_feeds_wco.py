"""The newsroom of the World Customs Organization, which prints everything of customs. Its markup is a guess."""

from ipr_feeds import IPR_AT_THE_BORDER, Layout, Link, Listing, Source, hookimpl

API_VERSION = 1


class WcoArticle(Layout):
    """The date is in the language of the address, though the text is English."""

    name = "wco-article"
    marker = body = ".news-detail .rich-text"
    title = ".news-detail h1"
    published = ".news-detail .date"
    captions = (".img-caption",)
    attachments = ".related-docs"
    required = frozenset({"title", "body"})


class Wco(Source):
    name, title, home = "wco", "World Customs Organization", "https://www.wcoomd.org/"
    language, timezone = "en", "Europe/Brussels"
    hosts = ("www.wcoomd.org", "wcoomd.org")
    start_urls = ("https://www.wcoomd.org/en/media/newsroom.aspx",)
    keys = ((r"/media/newsroom/\d{4}/[a-z]+/([^/?#]+)\.aspx", "news:{}"),)
    lists = (Listing(box=".news-list", item=".news-item", title="h3 a", date=".date", lead=".intro"),)
    layouts = (WcoArticle,)
    words = IPR_AT_THE_BORDER._replace(both=False)

    def wanted(self, link: Link) -> bool:
        return True  # the teasers tell little: `words` are looked for in the text

    def canonical(self, url: str) -> str:
        return "https://www.wcoomd.org/en/media/" + url.partition("/media/")[2]


@hookimpl
def sources() -> list[Source]:
    return [Wco()]
