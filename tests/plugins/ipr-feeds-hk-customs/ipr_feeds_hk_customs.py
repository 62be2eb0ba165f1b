"""Press releases of Hong Kong Customs about intellectual property, in English."""

from bs4 import Tag

from ipr_feeds import Layout, Listing, Source, Words, hookimpl

API_VERSION = 1
SUBJECT = ("counterfeit*", "infring*", "pirated", "trade mark*", "copyright*", "intellectual property")


class PressRelease(Layout):
    name = "hk-customs-press"
    marker = box = ".pressText"
    title = ".pressTitle"
    published = ".pressDate"
    attachments = ".attach a[href]"
    required = frozenset({"title", "body"})  # a date that is missing is taken from the list

    def body(self, box: Tag) -> str:
        """All before "Ends/Wednesday, ...": a paragraph, or a line of the one block that holds all."""
        return box.decode_contents().partition("Ends/")[0]


class HkCustoms(Source):
    name = "hk-customs"
    title = "Hong Kong Customs"
    home = "https://www.customs.gov.hk/en/"
    language = "en"
    timezone = "Asia/Hong_Kong"
    hosts = ("www.customs.gov.hk", "customs.gov.hk")
    start_urls = ("https://www.customs.gov.hk/en/customs-announcement/press-release/index.html",)
    keys = ((r"/en/customs-announcement/press-release/index_id_(\d+)\.html", "press-release:{}"),)
    lists = (Listing(box=".listTable", item="tr", date=".date"),)
    words = Words(subject=SUBJECT, border=(), unless=("counterfeit banknote*",))  # all is of the customs there
    layouts = (PressRelease,)


@hookimpl
def sources() -> list[Source]:
    return [HkCustoms()]
