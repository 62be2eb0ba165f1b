"""That all formats say the same in the same bytes, whatever stands in an entry."""

import json
import re
from calendar import timegm
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_formats import FEED, SPACES
from test_publish import Other, Site, publish, record

from ipr_feeds.clean import gate
from ipr_feeds.model import Attachment, Category, Image, Record
from ipr_feeds.publish import Manner
from ipr_feeds.text import legal, squeeze
from ipr_feeds.urls import absolute

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
ONE = datetime(2026, 5, 1, 12, tzinfo=UTC)
MOMENTS = st.one_of(MOMENTS, st.integers(-12, 14).map(lambda hours: ONE.astimezone(timezone(timedelta(hours=hours)))))
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


def by_feedparser(content: bytes, true: Mapping[str, Heard]) -> list[Heard]:
    """The entries, but for what feedparser guesses: it takes a semicolon in an address for the end of an entity, and a
    title in RSS with a tag or an entity in it for HTML.
    """
    parsed = feedparser.parse(content)
    assert not parsed.bozo
    return [
        Heard(
            one.id,
            true[one.id].url if ";" in true[one.id].url else one.link,
            true[one.id].title if parsed.version == "rss20" and one.title_detail.type == "text/html" else shown(one.title),
            shown(one.content[0].value),
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
@given(records(), st.randoms(use_true_random=False))
def test_whatever_stands_in_an_entry_all_formats_say_the_same_in_the_same_bytes(
    several: list[Record], dice: Random
) -> None:
    with TemporaryDirectory() as scratch:
        files = publish_all(several, Path(scratch) / "one")
        assert publish_all(dice.sample(several, len(several)), Path(scratch) / "other") == files
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
        assert by_feedparser(files[f"{name}.atom"], {one.id: one for one in heard}) == heard
        assert by_feedparser(files[f"{name}.rss"], {one.id: one for one in heard}) == heard
    etree.fromstring(files["feeds.opml"])
