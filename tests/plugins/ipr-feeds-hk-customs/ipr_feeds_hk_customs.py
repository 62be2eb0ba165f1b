"""Press releases of Hong Kong Customs about intellectual property, in English."""

from ipr_feeds import Layout, Listing, Source, Words, anchor, hookimpl

API_VERSION = 1
SUBJECT = ("counterfeit*", "infring*", "pirated", "trade mark*", "copyright*", "intellectual property")


class PressRelease(Layout):
    """The date is missing in some releases; the list has it."""

    name = "hk-customs-press"
    marker = body = ".pressText"
    title = ".pressTitle"
    published = ".pressDate"
    attachments = ".attach"
    drop = (anchor("Ends/"), anchor("Issued at HKT"))  # the last lines: "Ends/Wednesday, August 30, 2023"
    required = frozenset({"title", "body"})


class HkCustoms(Source):
    """All that is printed here is of the customs: no word of the border is asked for."""

    name = "hk-customs"
    title = "Hong Kong Customs"
    home = "https://www.customs.gov.hk/en/"
    language = "en"
    timezone = "Asia/Hong_Kong"
    hosts = ("www.customs.gov.hk", "customs.gov.hk")
    start_urls = ("https://www.customs.gov.hk/en/customs-announcement/press-release/index.html",)
    keys = ((r"/en/customs-announcement/press-release/index_id_(\d+)\.html", "press-release:{}"),)
    lists = (Listing(box=".listTable", item="tr", date=".date"),)
    words = Words(SUBJECT, unless=("counterfeit banknote*",))
    layouts = (PressRelease,)


@hookimpl
def sources() -> list[Source]:
    return [HkCustoms()]
