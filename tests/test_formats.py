"""RSS, JSON Feed and the list of feeds; and that all formats say the same, whatever stands in an entry."""

import json
import re
from calendar import timegm
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_publish import ATOM, FETCHED, Other, Site, credit, day, publish, record

from ipr_feeds.clean import gate
from ipr_feeds.model import Attachment, Category, Image, Record
from ipr_feeds.publish import Manner, jsonfeed, rss
from ipr_feeds.publish.feed import Edition, Feed, Origin
from ipr_feeds.text import legal, squeeze
from ipr_feeds.urls import absolute

SPACES = {"atom": ATOM["a"], "content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/",
          "media": "http://search.yahoo.com/mrss/"}  # fmt: skip
FEED = Feed("site", "A site", "http://site.example/", "en", "https://feeds.example.org/")
LOST = Feed("site", "A site", "http://site.example/", "en", None)
RICH = record(
    1, published=day(3), updated=day(5), title="Bearings & <Seals>", summary="1 < 2.", authors=("A B", "C D"), publisher="A paper",
    place="Ningbo", language="zh-CN", published_precision="day", published_from="page",
    images=(Image("http://site.example/1.jpg?w=1&h=2"), Image("http://site.example/2.jpg")),
    categories=(Category("mt", "urn:x", "Machine translation"), Category("plain")),
    attachments=(Attachment("http://site.example/a.pdf", "A list", "application/pdf"), Attachment("http://site.example/b", "Other")),
)  # fmt: skip


def channel(records: Sequence[Record], feed: Feed = FEED, origins: Mapping[str, Origin] = {}) -> Any:
    return etree.fromstring(rss.render(Edition(feed, records, origins))).find("channel")


def document(records: Sequence[Record], feed: Feed = FEED) -> Any:
    return json.loads(jsonfeed.render(Edition(feed, records, {})))


def test_an_rss_channel_links_to_the_site_and_to_itself() -> None:
    found = channel([record()])
    assert (found.findtext("link"), found.findtext("title"), found.findtext("language")) == (
        "http://site.example/",
        "A site",
        "en",
    )
    (own,) = found.findall("atom:link", SPACES)
    assert dict(own.attrib) == {
        "href": "https://feeds.example.org/site.rss",
        "rel": "self",
        "type": "application/rss+xml",
    }


def test_an_rss_channel_was_built_at_its_newest_change_and_never_now() -> None:
    found = channel([record(2, published=day(9)), record(1, published=day(3), updated=day(40))])
    assert parsedate_to_datetime(found.findtext("lastBuildDate")) == day(40)
    assert found.find("pubDate") is None


@pytest.mark.parametrize(
    ("home", "expected"), [("http://site.example/", "http://site.example/"), ("", "http://site.example/1")]
)
def test_a_combined_channel_without_an_address_still_has_a_link(home: str, expected: str) -> None:
    own = Feed("site", "A site", home, "en", None)
    combined = Feed("all", "All", None, "en", None)
    found = channel([record()], combined, {"site": Origin(own, day(1))})
    assert (found.findtext("link"), found.findall("atom:link", SPACES), found.findall("item/source")) == (
        expected,
        [],
        [],
    )


def test_an_rss_item_says_all_that_an_entry_holds() -> None:
    (item,) = channel([RICH]).findall("item")
    assert {tag: item.findtext(tag, namespaces=SPACES) for tag in (
        "title", "link", "description", "guid", "dc:creator", "dc:rights", "dc:language", "atom:updated",
    )} == {
        "title": "Bearings & <Seals>", "link": "http://site.example/1", "description": "1 &lt; 2.", "guid": RICH.entry.id,
        "dc:creator": "A B, C D", "dc:rights": "© A paper", "dc:language": "zh-CN", "atom:updated": day(5).isoformat(),
    }  # fmt: skip
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")) == day(3)
    assert [dict(one.attrib) for one in item.findall("media:thumbnail", SPACES)] == [
        {"url": "http://site.example/1.jpg?w=1&h=2"}
    ]
    assert [(one.text, one.get("domain")) for one in item.findall("category")] == [
        ("Machine translation", "urn:x"),
        ("plain", None),
    ]
    assert [one.tag for one in item if one.tag in ("enclosure", "author")] == []
    assert item.findtext("content:encoded", namespaces=SPACES) == (
        '<p>Text.</p><ul><li><a href="http://site.example/a.pdf">A list</a></li>'
        '<li><a href="http://site.example/b">Other</a></li></ul>'
        '<p>来源：<a href="http://site.example/1">A site</a>。© A paper</p>'
    )


def test_an_rss_item_without_a_summary_still_has_a_description_beside_its_content() -> None:
    (item,) = channel([record(summary="", title="Pictures & more")]).findall("item")
    assert item.findtext("description") == "Pictures &amp; more"
    assert item.findtext("content:encoded", namespaces=SPACES) == "<p>Text.</p>" + credit(1)


def test_an_article_of_an_unknown_day_counts_in_rss_by_its_first_fetch() -> None:
    assert parsedate_to_datetime(channel([record()]).findtext("item/pubDate")) == FETCHED


def test_an_atom_entry_shows_its_first_picture(tmp_path: Path) -> None:
    publish({"site": [RICH]}, [Site()], tmp_path, Manner())
    root = etree.parse(tmp_path / "site.atom").getroot()
    assert [one.get("url") for one in root.iterfind(".//media:thumbnail", SPACES)] == [
        "http://site.example/1.jpg?w=1&h=2"
    ]
    assert root.nsmap["media"] == SPACES["media"]
    assert b"ns0" not in etree.tostring(root)


def test_a_json_feed_says_all_that_an_entry_holds() -> None:
    told = document([RICH])
    (item,) = told.pop("items")
    assert told == {
        "version": "https://jsonfeed.org/version/1.1", "title": "A site", "home_page_url": "http://site.example/",
        "description": "Intellectual property at the border, from A site",
        "feed_url": "https://feeds.example.org/site.json", "language": "en",
    }  # fmt: skip
    html = item.pop("content_html")
    assert html == channel([RICH]).findtext("item/content:encoded", namespaces=SPACES)
    assert item.pop("content_text") == (
        "Text.\n\nA list <http://site.example/a.pdf>\n\nOther <http://site.example/b>\n\n来源：A site <http://site.example/1>。© A paper"
    )
    assert item == {
        "id": RICH.entry.id, "url": "http://site.example/1", "title": "Bearings & <Seals>", "summary": "1 < 2.",
        "date_published": "2026-01-04T00:00:00Z", "date_modified": "2026-01-06T00:00:00Z",
        "authors": [{"name": "A B, C D"}], "language": "zh-CN", "image": "http://site.example/1.jpg?w=1&h=2",
        "tags": ["Machine translation", "plain"],
        "attachments": [{"url": "http://site.example/a.pdf", "mime_type": "application/pdf", "title": "A list"}],
        "_ipr": {
            "source": "site", "publisher": "A paper", "rights": "© A paper", "place": "Ningbo",
            "published_precision": "day", "published_from": "page",
        },
    }  # fmt: skip


def test_what_is_not_known_is_not_in_a_json_feed() -> None:
    told = document([record(summary="")], LOST)
    assert "feed_url" not in told
    assert sorted(told["items"][0]) == [
        "_ipr",
        "authors",
        "content_html",
        "content_text",
        "date_modified",
        "id",
        "language",
        "title",
        "url",
    ]


def outlines(folder: Path) -> list[tuple[str, list[dict[str, str]]]]:
    """The folders of the list, and the feeds in each; the folder of those that are in none is empty."""
    body = etree.parse(folder / "feeds.opml").getroot().find("body")
    return [
        (one.get("text"), [dict(inner.attrib) for inner in one]) if len(one) else ("", [dict(one.attrib)])
        for one in body
    ]


def test_the_list_of_feeds_has_a_folder_a_site_and_the_combined_feed(tmp_path: Path) -> None:
    publish(
        {"site": [record()], "other": [record(7, "other")]},
        [Other(), Site()],
        tmp_path,
        Manner("https://feeds.example.org/"),
    )
    (_, (combined,)), *folders = outlines(tmp_path)
    assert (combined["xmlUrl"], combined["htmlUrl"]) == (
        "https://feeds.example.org/all.atom",
        "https://feeds.example.org/",
    )
    assert [(name, [one["xmlUrl"] for one in feeds]) for name, feeds in folders] == [
        ("Another site", ["https://feeds.example.org/other.atom"]), ("A site", ["https://feeds.example.org/site.atom"]),
    ]  # fmt: skip
    assert folders[0][1][0] == {
        "text": "Another site", "title": "Another site", "type": "rss", "language": "zh-CN",
        "description": "Intellectual property at the border, from Another site",
        "xmlUrl": "https://feeds.example.org/other.atom", "htmlUrl": "http://other.example/",
    }  # fmt: skip


def test_without_a_base_url_there_are_no_addresses_to_list(tmp_path: Path) -> None:
    publish({"site": [record()]}, [Site()], tmp_path, Manner())
    assert not (tmp_path / "feeds.opml").exists()


def test_only_the_chosen_formats_are_written_and_listed(tmp_path: Path) -> None:
    publish({"site": [record()]}, [Site()], tmp_path, Manner("https://feeds.example.org/", formats=("json", "rss")))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "all.json",
        "all.rss",
        "feeds.opml",
        "site.json",
        "site.rss",
    ]
    assert [one["xmlUrl"] for _, feeds in outlines(tmp_path) for one in feeds] == [
        "https://feeds.example.org/all.rss", "https://feeds.example.org/site.rss",
    ]  # fmt: skip


def test_a_format_that_is_switched_off_leaves_its_files(tmp_path: Path) -> None:
    publish({"site": [record()]}, [Site()], tmp_path, Manner())
    before = (tmp_path / "site.rss").read_bytes()
    publish({"site": [record(), record(2)]}, [Site()], tmp_path, Manner(formats=("atom",)))
    assert (tmp_path / "site.rss").read_bytes() == before


# --- whatever stands in an entry ---

WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["Bearings & Seals", "<b>bold</b>", "&amp;", "&lt;script&gt;", "<script>alert(1)</script>", "]]>", "<![CDATA[", "a < b", "海关查获",
         "🚢📦", "👩‍👩‍👧", "חדשות", "أخبار", "\u202e", "\u200b", "\x00", "\ufffe", "\r\n", "\u2028", "é", "é", "“q”", "'", '"', "%", "\\", "{}"]
    ),
)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).map(squeeze)
NAMES = LINES.filter(bool)
TITLES = st.one_of(NAMES, NAMES.map(lambda name: squeeze(f"{name} " * 300)[:4000].strip()))
PARAGRAPHS = st.lists(NAMES, max_size=4)
URLS = st.builds(
    lambda path, query: absolute(FEED.home or "", f"/{path}?q={query}&lang=中文") or "", WORDS, WORDS
).filter(bool)
MOMENTS = st.datetimes(
    datetime(1990, 1, 2), datetime(2026, 5, 31), timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
).map(lambda moment: moment.replace(microsecond=0))  # fmt: skip
HTML = st.builds(
    lambda lines, url, raw: gate("".join(f"<p>{one}</p>" for one in lines) + f'<p><a href="{url}">{raw}</a></p>'),
    st.lists(WORDS, max_size=3).map(lambda several: [legal(one) for one in several]), URLS, WORDS.map(legal),
)  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Up to five legal records of two sources."""
    numbers = draw(st.lists(st.integers(1, 99), unique=True, min_size=1, max_size=5))
    return [
        record(
            number,
            draw(st.sampled_from(["site", "other"])),
            fetched=draw(MOMENTS),
            url=draw(URLS),
            title=draw(TITLES),
            summary=draw(LINES),
            text="\n\n".join(draw(PARAGRAPHS)),
            html=draw(HTML),
            language=draw(st.sampled_from(["en", "zh-CN"])),
            published=draw(st.none() | MOMENTS),
            updated=draw(st.none() | MOMENTS),
            authors=tuple(draw(st.lists(NAMES, max_size=2))),
            publisher=draw(st.none() | NAMES),
            images=tuple(Image(url) for url in draw(st.lists(URLS, max_size=2))),
            attachments=tuple(Attachment(url, draw(NAMES), draw(st.none() | st.just("application/pdf"))) for url in draw(st.lists(URLS, max_size=2))),
            categories=tuple(Category(draw(NAMES), "urn:x", draw(st.none() | NAMES)) for _ in range(draw(st.integers(0, 2)))),
        )
        for number in numbers
    ]  # fmt: skip


class Said(NamedTuple):
    """What a feed says of an entry."""

    id: str
    url: str
    title: str
    author: str
    summary: str
    html: str
    published: datetime | None
    updated: datetime
    image: str | None
    tags: tuple[str, ...]
    language: str


def truth(one: Record, combined: bool) -> Said:
    """What every feed is to say of an entry."""
    entry, site = one.entry, {"site": "A site", "other": "Another site"}[one.entry.source]
    author = ", ".join(entry.authors) or entry.publisher or site
    times = [moment for moment in (entry.updated, entry.published) if moment]
    return Said(
        str(entry.id), str(entry.url), entry.title,
        author if author == site or not combined else f"{author} ({site})",
        entry.summary, entry.html, entry.published, max(times) if times else one.first_fetched,
        next((picture.url for picture in entry.images), None),
        tuple(tag.label or tag.term for tag in entry.categories), entry.language,
    )  # fmt: skip


def by_atom(content: bytes) -> list[Said]:
    root = etree.fromstring(content)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"

    def said(one: Any) -> Said:
        text = {
            tag: one.findtext(f"atom:{tag}", "", SPACES)
            for tag in ("id", "title", "summary", "content", "published", "updated")
        }
        return Said(
            text["id"], one.find("atom:link", SPACES).get("href"), text["title"],
            one.findtext("atom:author/atom:name", "", SPACES), text["summary"], text["content"],
            datetime.fromisoformat(text["published"]) if text["published"] else None, datetime.fromisoformat(text["updated"]),
            next((picture.get("url") for picture in one.iterfind("media:thumbnail", SPACES)), None),
            tuple(tag.get("label") or tag.get("term") for tag in one.iterfind("atom:category", SPACES)),
            one.get(lang) or root.get(lang),
        )  # fmt: skip

    return [said(one) for one in root.iterfind("atom:entry", SPACES)]


def by_rss(content: bytes) -> list[Said]:
    root = etree.fromstring(content).find("channel")

    def said(one: Any) -> Said:
        tags = (
            "guid",
            "link",
            "title",
            "dc:creator",
            "description",
            "content:encoded",
            "pubDate",
            "atom:updated",
            "dc:language",
        )
        text = {tag: one.findtext(tag, "", SPACES) for tag in tags}
        return Said(
            text["guid"], text["link"], text["title"], text["dc:creator"], unescape(text["description"]), text["content:encoded"],
            parsedate_to_datetime(text["pubDate"]), datetime.fromisoformat(text["atom:updated"]),
            next((picture.get("url") for picture in one.iterfind("media:thumbnail", SPACES)), None),
            tuple(tag.text for tag in one.iterfind("category")), text["dc:language"] or root.findtext("language"),
        )  # fmt: skip

    return [said(one) for one in root.iterfind("item")]


def by_json(content: bytes) -> list[Said]:
    def said(one: Any) -> Said:
        return Said(
            one["id"], one["url"], one["title"], one["authors"][0]["name"], one.get("summary", ""), one["content_html"],
            datetime.fromisoformat(one["date_published"]) if "date_published" in one else None,
            datetime.fromisoformat(one["date_modified"]), one.get("image"), tuple(one.get("tags", ())), one["language"],
        )  # fmt: skip

    return [said(one) for one in json.loads(content)["items"]]


def shown(html: str) -> str:
    """HTML as it is seen, on one line; feedparser takes "Â¡" for what was encoded twice."""
    with suppress(UnicodeError):
        html = html.encode("latin-1").decode()
    return squeeze(unescape(re.sub("<[^>]*>", "", html)))


class Heard(NamedTuple):
    """What most programs are given: title and content as they are seen, and when it was updated."""

    id: str
    url: str
    title: str
    content: str
    updated: int


def by_feedparser(content: bytes, urls: Mapping[str, str]) -> list[Heard]:
    """The entries; of an address with a semicolon, which feedparser takes for the end of an entity, the true one."""
    parsed = feedparser.parse(content)
    assert not parsed.bozo
    return [
        Heard(
            one.id, urls[one.id] if ";" in urls[one.id] else one.link, shown(one.title), shown(one.content[0].value),
            timegm(one.updated_parsed),
        )
        for one in parsed.entries
    ]  # fmt: skip


def publish_all(several: Sequence[Record], folder: Path) -> dict[str, bytes]:
    held = {name: [one for one in several if one.entry.source == name] for name in ("site", "other")}
    done = publish(held, [Site(), Other()], folder, Manner("https://feeds.example.org/"))
    assert [one.problem for one in done if one.problem] == []
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@settings(deadline=None, max_examples=80)
@given(records())
def test_whatever_stands_in_an_entry_all_formats_say_the_same_in_the_same_bytes(several: list[Record]) -> None:
    with TemporaryDirectory() as scratch:
        files = publish_all(several, Path(scratch) / "one")
        assert publish_all(several[::-1], Path(scratch) / "other") == files
    for name, sources in {"all": ("site", "other"), "site": ("site",), "other": ("other",)}.items():
        held = {one.entry.id: one for one in several if one.entry.source in sources}
        if not held:
            continue
        by_text = by_atom(files[f"{name}.atom"])
        expected = [truth(held[one.id], combined=name == "all") for one in by_text]
        assert len(by_text) == len(held)
        assert [one._replace(html="") for one in by_text] == [one._replace(html="") for one in expected]
        assert [one.html.startswith(true.html) for one, true in zip(by_text, expected, strict=True)] == [True] * len(
            held
        )
        assert by_json(files[f"{name}.json"]) == by_text
        dated = [one._replace(published=one.published or held[one.id].first_fetched) for one in by_text]
        described = [one._replace(summary=one.summary or one.title) for one in dated]
        assert by_rss(files[f"{name}.rss"]) == described
        heard = [
            Heard(one.id, one.url, shown(one.title), shown(one.html), int(one.updated.timestamp())) for one in by_text
        ]
        urls = {one.id: one.url for one in by_text}
        assert by_feedparser(files[f"{name}.atom"], urls) == heard
        assert by_feedparser(files[f"{name}.rss"], urls) == heard
    etree.fromstring(files["feeds.opml"])
