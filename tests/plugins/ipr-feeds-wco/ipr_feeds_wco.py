"""The newsroom of the World Customs Organization, which prints everything of customs. Its markup is a guess."""

from bs4 import Tag

from ipr_feeds import IPR_AT_THE_BORDER, Layout, Link, Listing, Source, Words, hookimpl

API_VERSION = 1
MONTHS = """January February March April May June July August September October November December
    一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря""".split()


class WcoArticle(Layout):
    name, marker, box, required = "wco-article", ".news-detail .rich-text", ".news-detail", frozenset({"title", "body"})
    title, body, captions, attachments = ".news-detail h1", ".rich-text", (".img-caption",), ".related-docs a"

    def published(self, box: Tag) -> str:  # in the language of the address, though the text is English
        words = " ".join(date.get_text() for date in box.select(".date")).split()
        return " ".join(MONTHS[MONTHS.index(word) % 12] if word in MONTHS else word for word in words)


class Wco(Source):
    name, title, home = "wco", "World Customs Organization", "https://www.wcoomd.org/"
    language, timezone, hosts = "en", "Europe/Brussels", ("www.wcoomd.org", "wcoomd.org")
    keys = ((r"(?i)/media/newsroom/\d{4}/[a-z]+/([^/?#]+)\.aspx", "news:{}"),)
    start_urls, layouts = ("https://www.wcoomd.org/en/media/newsroom.aspx",), (WcoArticle,)
    lists = (Listing(box=".news-list", item=".news-item", title="h3 a", date=".date", lead=".intro"),)
    words = Words(subject=IPR_AT_THE_BORDER.subject, border=("customs", "WCO"))

    def wanted(self, link: Link) -> bool:
        return True  # the teasers tell little: `words` are looked for in the text

    def canonical(self, url: str) -> str:
        return "https://www.wcoomd.org/en/media/" + url.partition("/media/")[2]


@hookimpl
def sources() -> list[Source]:
    return [Wco()]
