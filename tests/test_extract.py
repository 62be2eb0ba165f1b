"""A saved page: which source reads it."""

import pytest
from conftest import NOW, Read

from ipr_feeds import Layout
from ipr_feeds.errors import LayoutChanged, NotAPage, UnknownSource
from ipr_feeds.extract import Wanted, extract, of_address
from ipr_feeds.fetch.snapshots import read_index, shipped
from ipr_feeds.model import entry_id
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace

URL = "http://english.customs.gov.cn/Statics/00000000-aaaa-4bbb-8ccc-000000000088.html"
PAGE = "<div class=atcl><div class=atcl-ttl>Fake taps stopped</div><div class=atcl-cnt><p>Customs stopped them.</p></div></div>"
TEXT = (
    "You are here: Home Media RoomQBPC News\n\nFake taps stopped\n\nCreate Time:2020-05-08\n\nCustoms stopped them.\n"
)


def test_the_source_is_that_of_the_address(read: Read) -> None:
    entry = read(PAGE, URL)
    assert (entry.source, entry.url) == ("gacc", URL)
    assert entry.id is not None


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="canonical" href="{}">',
        '<meta property="og:url" content="{}">',
        "<!-- saved from url=(0080){} -->",
        "<!--\n Page saved with SingleFile \n url: {} \n saved date: Sun Nov 01 2026\n-->",
    ],
)
def test_without_address_it_is_the_one_that_the_page_says_it_is_from(link: str, read: Read) -> None:
    entry = read(link.format(URL) + PAGE)
    assert (entry.url, entry.id) == (URL, read(PAGE, URL).id)


def test_a_canonical_link_to_no_article_is_not_believed(read: Read) -> None:
    assert read('<link rel="canonical" href="http://english.customs.gov.cn/">' + PAGE).url is None


def test_else_it_is_found_from_the_content(read: Read) -> None:
    entry = read(PAGE)
    assert (entry.source, entry.url, entry.id) == ("gacc", None, None)


def test_a_saved_text_is_read_a_block_a_line(read: Read) -> None:
    entry = read(TEXT)
    assert (entry.source, entry.title, entry.text) == ("qbpc", "Fake taps stopped", "Customs stopped them.")
    assert entry.section == ("Media Room", "QBPC News")


def test_relative_addresses_of_a_page_without_address_count_from_the_home_page(read: Read) -> None:
    entry = read(PAGE.replace("<p>", "<img src='/a.png'><p>"))
    assert entry.images[0].url == "http://english.customs.gov.cn/a.png"


@pytest.mark.parametrize(
    ("page", "url", "source", "message"),
    [
        (PAGE, "http://mirror.example/Statics/1.html", None, "no source reads pages of mirror.example"),
        (PAGE, "not an address", None, "this is no web address .begin it with http"),
        (PAGE, "ftp://english.customs.gov.cn/x", None, "this is no web address"),
        (PAGE, "http://english.customs.gov.cn/newsroom/news", None, "this is no address of an article"),
        (PAGE, None, "gac", "there is no source 'gac'.*chinanews, gacc, qbpc"),
        (PAGE, URL, "qbpc", "qbpc, .*: this is no address of an article"),
        ("<p>Nothing known</p>", None, None, "no source has a layout that fits the page"),
        (PAGE + TEXT.replace("\n", "<br>"), None, None, "layouts of several sources fit: gacc, qbpc"),
    ],
)
def test_what_no_source_reads_is_refused(
    page: str, url: str | None, source: str | None, message: str, read: Read
) -> None:
    with pytest.raises(UnknownSource, match=message):
        read(page, url, source=source)


def test_a_page_that_its_source_cannot_read_is_a_changed_layout(read: Read) -> None:
    with pytest.raises(LayoutChanged, match=f"gacc, {URL}: no layout fits"):
        read("<p>Moved.</p>", URL)


@pytest.mark.parametrize("name", ["event", "static", "list-news", "list-home"])
@pytest.mark.parametrize("known_address", [True, False])
def test_events_and_other_pages_of_a_site_are_no_articles(name: str, known_address: bool, read: Read) -> None:
    page = next(one for one in read_index(shipped(), "qbpc").pages if one.file == f"pages/{name}.html")
    text = (shipped() / "qbpc" / page.file).read_text(encoding="utf-8")
    with pytest.raises(UnknownSource):
        read(text, page.url if known_address else None)


@pytest.mark.parametrize("data", [b"", b" \n", b"%PDF-1.7", b"\x89PNG\r\n", b"PK\x03\x04", b"\x00\x01\x02"])
def test_what_is_no_page_is_refused(data: bytes, known: list[Source]) -> None:
    with pytest.raises(NotAPage):
        extract(known, data, Wanted(URL), NOW, Trace())


@pytest.mark.parametrize(
    ("url", "key", "urn"),
    [
        (
            "http://qbpc.org.cn/articles/view/cid/18/id/900001",
            "articles:18:900001",
            "urn:uuid:e57f4bcc-4f48-5d20-8b57-f3cc0dc46c6b",
        ),
        (
            "http://qbpc.org.cn/view.php?id=900002&cid=92",
            "view:92:900002",
            "urn:uuid:63f445cc-dd3b-5b9e-a923-cb95bed20667",
        ),
        (
            "http://english.customs.gov.cn/Statics/00000000-aaaa-4bbb-8ccc-000000000088.html",
            "statics:00000000-aaaa-4bbb-8ccc-000000000088",
            "urn:uuid:52479c38-041f-582a-88d9-10da193d0149",
        ),
        (
            "http://english.customs.gov.cn/topic/html/info9000001.htm",
            "topic:9000001",
            "urn:uuid:71f4bec6-7364-5ef4-ad6b-1ea9b30e3452",
        ),
        (
            "http://www.chinanews.com/cj/2019/03-14/90000001.shtml",
            "article:90000001",
            "urn:uuid:dc781aa3-f9ad-54fc-835e-0355c6f9ed49",
        ),
        (
            "http://www.chinanews.com/tp/hd2011/2019/03-14/90000001.shtml",
            "photo:90000001",
            "urn:uuid:a6bec45c-40e9-5baf-a360-ff260d4dca2a",
        ),
        (
            "http://www.chinanews.com/sh/shipin/2019/03-14/news90000001.shtml",
            "video:90000001",
            "urn:uuid:9f4260ac-3e5b-5c27-95b2-b4e53c8c0fdd",
        ),
        (
            "https://www.tellerreport.com/news/2019-05-04-fake-taps.S000000AAA.html",
            "tellerreport:S000000AAA",
            "urn:uuid:ea04dc25-cdab-5b8f-b4a0-5878fb5c5568",
        ),
    ],
)
def test_ids_never_change(url: str, key: str, urn: str, known: list[Source]) -> None:
    """One of each number space: published ids hang on these."""
    source = next(one for one in known if one.key(url))
    assert (source.key(url), entry_id(source.name, key)) == (key, urn)


def test_of_two_sources_that_read_a_host_the_one_that_names_it_reads_the_page(known: list[Source]) -> None:
    class District(Source):
        name = "district"
        hosts = ("harbour.customs.gov.cn",)

    for order in ([District(), *known], [*known, District()]):
        assert of_address(order, Wanted("http://harbour.customs.gov.cn/news/")).name == "district"
        assert of_address(order, Wanted("http://nanjing.customs.gov.cn/news/")).name == "gacc"


def test_a_page_of_its_own_address_goes_to_the_source_that_names_its_host(known: list[Source]) -> None:
    class Saved(Layout):
        name = "saved"
        marker = body = "p"

    class District(Source):
        name = "district"
        language, timezone, home = "en", "Asia/Shanghai", "http://harbour.customs.gov.cn/"
        hosts = ("harbour.customs.gov.cn",)
        keys = ((r"/(\d{7,})/index", "news:{}"),)
        layouts = (Saved,)

    page = (
        b"<link rel=canonical href='http://harbour.customs.gov.cn/a/90000001/index.html'><p>Customs stopped them.</p>"
    )
    for order in ([District(), *known], [*known, District()]):
        assert extract(order, page, Wanted(), NOW, Trace()).source == "district"


def test_a_list_is_told_as_such_and_what_it_names_is_explained(known: list[Source]) -> None:
    trace = Trace()
    page = f"<div class=nr-n-content-detail><a href='{URL}'>Fake taps stopped</a> 2026-05-04</div>".encode()
    with pytest.raises(UnknownSource, match="as a list it names 1"):
        extract(known, page, Wanted("http://english.customs.gov.cn/newsroom/news"), NOW, trace)
    assert ("list", "Fake taps stopped") in [(note.step, note.subject) for note in trace.notes]
