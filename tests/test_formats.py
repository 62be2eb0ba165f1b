"""RSS, JSON Feed and the list of feeds: what each says of an entry, and of itself."""

import json
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from test_publish import ATOM, FETCHED, Other, Site, credit, day, publish, record

from ipr_feeds.model import Attachment, Category, Image, Record
from ipr_feeds.publish import Manner, jsonfeed, rss
from ipr_feeds.publish.feed import Edition, Feed, Origin

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
    ("home", "expected"), [("http://site.example/", "http://site.example/"), (None, "http://site.example/1")]
)
def test_a_combined_channel_without_an_address_still_has_a_link(home: str | None, expected: str) -> None:
    combined = Feed("all", "All", None, "en", None)
    found = etree.fromstring(
        rss.render(Edition(combined, [record()], {"site": Origin(LOST, day(1), ("rss",))}, home))
    ).find("channel")
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


def test_the_list_of_feeds_has_a_folder_a_site_and_no_entry_twice(tmp_path: Path) -> None:
    publish(
        {"site": [record()], "other": [record(7, "other")]},
        [Other(), Site()],
        tmp_path,
        Manner("https://feeds.example.org/"),
    )
    folders = outlines(tmp_path)
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
        "https://feeds.example.org/site.rss",
    ]  # fmt: skip


def test_a_format_that_is_switched_off_leaves_its_files(tmp_path: Path) -> None:
    publish({"site": [record()]}, [Site()], tmp_path, Manner())
    before = (tmp_path / "site.rss").read_bytes()
    publish({"site": [record(), record(2)]}, [Site()], tmp_path, Manner(formats=("atom",)))
    assert (tmp_path / "site.rss").read_bytes() == before
