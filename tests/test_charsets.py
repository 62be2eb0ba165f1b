"""Broken bytes, end to end: whatever a site sends, titles and texts come out exact and feeds well-formed."""

import codecs
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import msgspec
import pytest
from conftest import NOW
from hosts import Page as Answer
from hosts import Web
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from newsroom import chinanews, chinese, gacc
from test_refresh import Desk

from ipr_feeds.errors import PageError
from ipr_feeds.extract import Wanted, extract
from ipr_feeds.model import Entry, Record
from ipr_feeds.publish.atom import render
from ipr_feeds.publish.feed import Edition, Feed
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace

URL = "https://www.chinanews.com.cn/sh/2026/06-01/90000001.shtml"
ENGLISH_URL = "http://english.customs.gov.cn/Statics/00000000-aaaa-4bbb-8ccc-000000000099.html"
TITLE = "海关查获镕牌侵权手表㐂𠮷€"  # characters that gb2312, gbk and the first plane lack
TEXT = "中新网某地电 海关关员在出口环节查获一批涉嫌侵犯商标专用权的货物，权利人已确认。"
MORE = "海关已依法扣留上述货物，案件正在调查。"
TRADITIONAL = (
    "海關查獲侵權貨物",
    "海關關員在出口環節查獲一批涉嫌侵犯商標專用權的貨物，權利人已經確認。",
    "貨物已經扣留。",
)
_WESTERN = (
    "Lamps’ Owner “Glad” – Café Açores",
    "Officers stopped the lamps – the owner’s mark was false, says José.",
    "Fin.",
)
HTML = "text/html"


def page(title: str = TITLE, *text: str, meta: str = "") -> str:
    """An article of China News."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text or (TEXT, MORE))
    return (
        f'<html><head>{meta}<title>{title}</title></head><body><div id="con"><div class="con_left">'
        f'<div class="content" id="cont_1_1_2"><div class="content_maincontent_more"><h1 class="content_left_title">{title}</h1>'
        '<div class="content_left_time">2026-06-01 09:30</div></div>'
        f'<div class="content_maincontent_content"><div class="left_zw">{paragraphs}</div></div></div></div></div></body></html>'
    )


@pytest.fixture
def shown(known: list[Source]) -> "Shown":
    return Shown(known)


class Shown:
    """What an article page becomes: its title and its paragraphs."""

    def __init__(self, known: list[Source]) -> None:
        self.known = known

    def __call__(self, data: bytes, content_type: str = HTML) -> tuple[str, ...]:
        entry = self.entry(data, content_type)
        return entry.title, *entry.text.split("\n\n")

    def entry(self, data: bytes, content_type: str = HTML) -> Entry:
        return extract(self.known, data, Wanted(URL, None, content_type), NOW, Trace())


LABELS = ["gb2312", "GBK", "x-gbk", "gb18030", "utf-8", "iso-8859-1", "windows-1252", "us-ascii", "utf-16", "utf-16le",
          "utf-32", "klingon", "rot13", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "hex",
          "base64", "zlib", "undefined", "mbcs", "cp437", "uu", "", ";", "\xe9", "a" * 5000]  # fmt: skip


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label[:20] or "empty")
@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_a_wrong_an_unknown_or_an_absurd_label_spoils_no_chinese_page(charset: str, label: str, shown: Shown) -> None:
    said = TITLE, TEXT, MORE
    assert shown(page().encode(charset), f"text/html; charset={label}") == said
    assert shown(page(meta=f'<meta charset="{label}">').encode(charset)) == said
    assert shown(page(meta=f'<meta charset="{label}">').encode(charset), "text/html; charset=utf-8") == said


BOMS = {
    "utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE, "gb18030": "\ufeff".encode("gb18030"),
}  # fmt: skip


@pytest.mark.parametrize(
    "header", [HTML, "text/html; charset=gb2312", "text/html; charset=utf-8", "text/html; charset=utf-16"]
)
@pytest.mark.parametrize("charset", BOMS)
def test_a_byte_order_mark_counts_more_than_header_and_page(charset: str, header: str, shown: Shown) -> None:
    data = page(meta='<meta charset="big5">').encode(charset)
    assert shown(BOMS[charset] + data, header) == (TITLE, TEXT, MORE)


@pytest.mark.parametrize("header", [HTML, "text/html; charset=utf-8", "text/html; charset=utf-16"])
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_two_or_four_bytes_a_character_are_known_without_a_mark(charset: str, header: str, shown: Shown) -> None:
    assert shown(("\r\n " + page()).encode(charset), header) == (TITLE, TEXT, MORE)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-32-be"])
def test_a_page_cut_inside_a_character_loses_only_that(charset: str, shown: Shown) -> None:
    data = BOMS[charset] + page(TITLE, TEXT, MORE).partition("正在")[0].encode(charset)
    assert shown(data[:-1], "text/html; charset=gbk")[:2] == (TITLE, TEXT)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "us-ascii", "iso-8859-15"])
def test_common_characters_under_the_label_that_a_server_sends_by_default_are_chinese(label: str, shown: Shown) -> None:
    data = page("海关查获手表", TEXT, MORE).encode("gb2312")
    assert shown(data, f"text/html; charset={label}") == ("海关查获手表", TEXT, MORE)


def test_zeros_make_no_unreadable_characters_where_parsers_would_show_them(shown: Shown) -> None:
    data = page("", TEXT, MORE).replace("<title>", "<title>查\0获手表").encode()
    assert shown(data)[0] == "查获手表"


@pytest.mark.parametrize("label", ["big5", "Big5-HKSCS", "cp950", "x-big5"])
@pytest.mark.parametrize("extra", ["", "㗎嘅"], ids=["big5", "hkscs"])
def test_big5_is_read_with_the_characters_of_hong_kong(extra: str, label: str, shown: Shown) -> None:
    title, *text = TRADITIONAL
    data = page(title + extra, *text).encode("big5hkscs")
    assert shown(data, f"text/html; charset={label}") == (title + extra, *text)


@pytest.mark.parametrize("header", [HTML, "text/html; charset=utf-8", "text/html; charset=gb2312"])
def test_big5_that_says_nothing_or_lies_is_told_from_gb18030_by_how_that_would_look(header: str, shown: Shown) -> None:
    assert shown(page(*TRADITIONAL).encode("big5"), header) == TRADITIONAL


def test_a_few_characters_of_big5_without_a_label_cannot_be_told_from_gb18030(shown: Shown) -> None:
    data = page("Lamps", "Officers stopped the lamps of 燈.", "They were false.").encode("big5")
    assert shown(data) == ("Lamps", "Officers stopped the lamps of 縊.", "They were false.")


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "latin1", "", "utf-8"])
def test_western_pages_are_read_as_browsers_read_them(label: str, shown: Shown) -> None:
    assert shown(page(*_WESTERN).encode("cp1252"), f"text/html; charset={label}") == _WESTERN


@pytest.mark.parametrize(
    ("charset", "title"),
    [
        ("windows-1251", "Таможня задержала лампы"),
        ("koi8-r", "Таможня"),
        ("euc-kr", "세관 단속"),
        ("shift_jis", "税関が差し止め"),
    ],
)
def test_other_charsets_are_believed_when_they_are_declared(charset: str, title: str, shown: Shown) -> None:
    assert shown(page(title, title * 3, title).encode(charset), f"text/html; charset={charset}")[0] == title


@pytest.mark.parametrize("label", ["gb2312", "utf-8", ""])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("stray", [b"\xff", b"\xff\xff ", b"\x80"])
def test_stray_bytes_cost_what_they_stand_for_and_nothing_else(
    stray: bytes, charset: str, label: str, shown: Shown
) -> None:
    before, _, after = page().partition("案件")
    data = before.encode(charset) + stray + "案件".encode(charset) + after.encode(charset)
    said = shown(data, f"text/html; charset={label}")
    assert said[:2] == (TITLE, TEXT)
    assert said[2].replace("\ufffd", "").replace(" ", "") == MORE
    assert 1 <= said[2].count("\ufffd") <= 2


def test_surrogates_in_utf_8_are_paired_and_a_lone_one_is_marked(shown: Shown) -> None:
    data = page("灯𠮷", "灯Ω。", "案件完结。").encode().replace("𠮷".encode(), b"\xed\xa1\x82\xed\xbe\xb7")
    assert shown(data.replace("Ω".encode(), b"\xed\xa0\x80"), "text/html; charset=gbk") == (
        "灯𠮷",
        "灯\ufffd。",
        "案件完结。",
    )


GONE = {
    "NUL": "\0", "C0": "\x01\x08\x0e\x1b", "DEL": "\x7f", "noncharacters": "\ufffe\uffff\ufdd0", "override": "\u202e",
    "embedding": "\u202a\u202b\u202c\u202d", "isolates": "\u2066\u2067\u2068\u2069", "marks": "\u200e\u200f\u061c",
    "zero width": "\u200b\ufeff\u2060", "joiners of nothing": "\u200c\u200d", "soft hyphen": "\u00ad",
    "annotation": "\ufff9\ufffa\ufffb",
}  # fmt: skip


@pytest.mark.parametrize("form", ["raw", "decimal", "hexadecimal", "twice escaped"])
@pytest.mark.parametrize("gone", GONE.values(), ids=GONE)
def test_what_nobody_sees_is_in_no_title_and_no_text(gone: str, form: str, shown: Shown) -> None:
    written = {
        "raw": gone,
        "decimal": "".join(f"&#{ord(one)};" for one in gone),
        "hexadecimal": "".join(f"&#x{ord(one):X};" for one in gone),
        "twice escaped": "".join(f"&amp;#{ord(one)};" for one in gone),
    }[form]
    said = shown(page(f"查获{written}手表", f"海关{written}查获手表，{written}依法扣留。", MORE).encode())
    assert said == ("查获手表", "海关查获手表，依法扣留。", MORE)


@pytest.mark.parametrize(
    "reference", ["&#xD800;", "&#xDFFF;", "&#55357;&#56960;", "&#0;", "&#x0;", "&#x110000;", "&#99999999999;", "&#0000"]
)
def test_a_reference_to_no_character_is_nothing(reference: str, shown: Shown) -> None:
    assert shown(page(f"查获{reference}手表", f"海关{reference}查获手表。", MORE).encode())[:2] == (
        "查获手表",
        "海关查获手表。",
    )


@pytest.mark.parametrize("quote", ["&#146;", "&#x92;", "\x92", "&rsquo;", "’", "&amp;#146;"])
def test_characters_of_windows_are_what_was_meant(quote: str, shown: Shown) -> None:
    assert shown(page(f"Owner{quote}s lamps", f"The owner{quote}s lamps.", MORE).encode())[:2] == (
        "Owner’s lamps",
        "The owner’s lamps.",
    )


@pytest.mark.parametrize("text", ["👩‍🔧 👨🏽‍🚒 ❤️‍🔥", "می‌خواهم", "क्‍ष", "ക്‍", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_joiners_stay_where_scripts_and_emoji_need_them(text: str, shown: Shown) -> None:
    assert shown(page(text, f"{text}。", MORE).encode())[:2] == (text, f"{text}。")


def test_a_title_cannot_be_shown_backwards(shown: Shown) -> None:
    assert shown(page("Invoice \u202egpj.exe\u202c", TEXT).encode())[0] == "Invoice gpj.exe"


def test_hidden_joiners_hide_no_gambling_house(shown: Shown) -> None:
    assert shown(page(TITLE, TEXT, MORE, "w\u200d8\u200c8").encode()) == (TITLE, TEXT, MORE)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Lamps &amp;amp; Taps", "Lamps & Taps"),
        ("Lamps&amp;nbsp;&amp;nbsp;and Taps", "Lamps and Taps"),
        ("Owner&amp;#39;s &amp;quot;lamps&amp;quot;", 'Owner\'s "lamps"'),
        ("&amp;ldquo;Lamps&amp;rdquo;&amp;hellip;", "“Lamps”…"),
        ("Lamps &amp;lt;b&amp;gt;", "Lamps &lt;b&gt;"),
        ("&amp;#60;script&amp;#62;x", "&#60;script&#62;x"),
        ("&amp;amp;lt;script&amp;amp;gt;", "&lt;script&gt;"),
        ("&lt;b&gt;Lamps&lt;/b&gt;", "<b>Lamps</b>"),
        ("AT&amp;T; R&amp;D", "AT&T; R&D"),
        ("Lamps &amp;amp;amp; Taps", "Lamps &amp; Taps"),
        ("&amp;unknown; &amp;;", "&unknown; &;"),
    ],
)
def test_what_was_escaped_once_too_often_is_read_as_it_was_meant(written: str, title: str, shown: Shown) -> None:
    entry = shown.entry(page(written, f"{written} were stopped.", MORE).encode())
    assert (entry.title, entry.text.split("\n\n")[0]) == (title, f"{title} were stopped.")
    assert not etree.fromstring(f"<x>{entry.html}</x>").xpath("//script|//b")


@pytest.mark.parametrize("written", ["Owner&amp;#39;s lamps &amp;amp; taps", "Owner's lamps & taps"])
def test_titles_of_lists_are_read_as_they_were_meant(written: str, known: list[Source]) -> None:
    from ipr_feeds.page import Page

    source = next(one for one in known if one.name == "qbpc")
    for link in (
        f"<a href='/articles/view/cid/18/id/1'>{written}</a>",
        f'<a href="/articles/view/cid/18/id/1" title="{written}">Owner…</a>',
    ):
        (item,) = source.links(Page(f"<ul><li>{link}</ul>".encode(), "http://www.qbpc.org.cn/"))
        assert item.title == "Owner's lamps & taps"


def round_trip(entry: Entry | None) -> None:
    """Hold an entry, if there is one, against all that reads it: JSON, the feed's writer, and an XML parser."""
    if entry is None:
        return
    assert msgspec.json.decode(msgspec.json.encode(entry), type=Entry) == entry
    feed = Feed(entry.source, "News", "https://site.example/", "en", "https://feeds.example.org/")
    root = etree.fromstring(render(Edition(feed, [Record(entry, datetime(2026, 6, 1, tzinfo=UTC))], {})))
    atom = {"a": "http://www.w3.org/2005/Atom"}
    (title,), (content,) = (
        root.xpath("//a:entry/a:title/text()", namespaces=atom),
        root.xpath("//a:content/text()", namespaces=atom),
    )
    assert title == entry.title
    assert content.startswith(entry.html)


def outcome(known: list[Source], data: bytes, url: str, content_type: str) -> Entry | None:
    try:
        return extract(known, data, Wanted(url, None, content_type), NOW, Trace())
    except PageError:
        return None


FORMS = st.sampled_from(["utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32", "cp1252"])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from([HTML, "", "text/html; charset=gbk", "text/html; charset=big5", "x; charset=rot13"]),
)
@example(b"<p>\xff\xfe\x00", HTML)
def test_any_bytes_are_refused_or_become_a_sound_entry(known: list[Source], data: bytes, content_type: str) -> None:
    round_trip(outcome(known, data, URL, content_type))


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=()), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4)), max_size=6),
    FORMS,
    st.sampled_from(["", "gbk", "utf-8", "utf-16", "latin1"]),
)
def test_an_article_with_any_characters_and_any_damage_is_refused_or_becomes_a_sound_entry(
    known: list[Source], text: str, damage: list[tuple[int, bytes]], charset: str, label: str
) -> None:
    html = f"<div class=atcl><div class=atcl-ttl>{text}</div><div class=atcl-cnt><p>{text}</p><p title='{text}'><a href='{text}'>Taps.</a></div></div>"
    data = html.encode(
        charset, "replace" if charset not in ("utf-8", "utf-16", "utf-16-le", "utf-32") else "surrogatepass"
    )
    for at, bytes_ in damage:
        data = data[:at] + bytes_ + data[at:]
    round_trip(outcome(known, data, ENGLISH_URL, f"text/html; charset={label}"))


CASES: dict[str, tuple[str, str]] = {  # how a page is sent: charset, header
    "GB18030 labelled gb2312": ("gb18030", "text/html; charset=gb2312"),
    "GB18030 without a label": ("gb18030", HTML),
    "GB18030 labelled utf-8": ("gb18030", "text/html; charset=utf-8"),
    "GB18030 labelled iso-8859-1": ("gb18030", "text/html; charset=ISO-8859-1"),
    "utf-8 labelled gbk": ("utf-8", "text/html; charset=gbk"),
    "utf-16 with a mark": ("utf-16", "text/html; charset=gbk"),
    "utf-16 without one": ("utf-16-be", HTML),
    "utf-32": ("utf-32-le", HTML),
    "a Python codec": ("gb18030", "text/html; charset=rot13"),
}


@pytest.mark.parametrize("case", CASES)
def test_list_and_article_in_any_charset_make_one_sound_feed(case: str, web: Web, tmp_path: Path) -> None:
    charset, header = CASES[case]
    article = chinese(31, date(2026, 6, 1))._replace(title=f"海关查获{TITLE}\u202e侵权&amp;nbsp;货物\x0b&#0;")
    site = chinanews(web)
    site.publish(article)
    for url, answer in list(web.pages.items()):
        web.pages[url] = Answer(
            answer.body.decode().replace("utf-8", "gb2312").encode(charset), 200, {"Content-Type": header}
        )
    desk = Desk(tmp_path)
    assert desk.refresh("chinanews").err == ""
    parsed = feedparser.parse(desk.feeds / "chinanews.atom")
    assert not parsed.bozo
    (entry,) = parsed.entries
    assert entry.title == f"海关查获{TITLE}侵权 货物"
    assert article.text[0] in entry.content[0].value
    etree.parse(desk.feeds / "all.atom")


def test_a_page_of_nothing_but_damage_spoils_no_feed(web: Web, tmp_path: Path) -> None:
    site = gacc(web)
    for number in range(1, 4):
        site.publish(chinese(number, date(2026, 6, number)))
    bad = site.url(chinese(2, date(2026, 6, 2)))
    web.pages[bad] = Answer(bytes(range(256)) * 40)
    desk = Desk(tmp_path)
    seen = desk.refresh("gacc")
    assert (seen.status, f"not-a-page: gacc, {bad}: this is no page of text" in seen.err) == (1, True)
    assert len(feedparser.parse(desk.feeds / "gacc.atom").entries) == 2
