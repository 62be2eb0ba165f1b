"""What is published: valid Atom, the same bytes for the same entries, no torn file."""

import os
import re
import stat
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from ipr_feeds.errors import CannotWrite, Suspicious, UsageError
from ipr_feeds.model import Attachment, Category, Entry, Image, Record, entry_id, feed_id
from ipr_feeds.publish import Manner, atom
from ipr_feeds.publish import publish as publish_at
from ipr_feeds.publish.checks import check, check_size, told_by
from ipr_feeds.publish.feed import Edition, Feed
from ipr_feeds.publish.files import sweep, write
from ipr_feeds.publish.formats import FORMATS, SUFFIXES, Format
from ipr_feeds.publish.made import code
from ipr_feeds.publish.press import Published
from ipr_feeds.publish.withdrawn import withdraw
from ipr_feeds.source import Source
from ipr_feeds.store import Store

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FETCHED = datetime(2026, 5, 1, 12, tzinfo=UTC)
FEED = Feed("site", "A site", "http://site.example/", "en", "https://feeds.example.org/")


NOW = datetime(2026, 6, 1, tzinfo=UTC)
publish = partial(publish_at, now=NOW)


class Site(Source):
    name = "site"
    title = "A site"
    home = "http://site.example/"


class Other(Source):
    name = "other"
    title = "Another site"
    home = "http://other.example/"
    language = "zh-CN"


class Third(Source):
    name = "third"


def record(number: int = 1, source: str = "site", fetched: datetime = FETCHED, **changes: Any) -> Record:
    facts: dict[str, Any] = {
        "id": entry_id(source, f"news:{number}"), "source": source, "layout": "page", "url": f"http://{source}.example/{number}",
        "title": f"Title {number}", "summary": "A summary.", "text": "Text.", "html": "<p>Text.</p>", "language": "en",
    }  # fmt: skip
    return Record(Entry(**{**facts, **changes}), fetched)


def credit(number: int, source: str = "site", title: str = "A site") -> str:
    """The last line of an article."""
    return f'<p>Source: <a href="http://{source}.example/{number}">{title}</a>. © {title}</p>'


def day(number: int) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)


def tree(records: Sequence[Record], feed: Feed = FEED) -> Any:
    return etree.fromstring(render(records, feed))


def render(records: Sequence[Record], feed: Feed = FEED) -> bytes:
    return atom.render(Edition(feed, records, {}))


def test_links_keep_all_their_attributes() -> None:
    root = tree([record()])
    assert [dict(link.attrib) for link in root.findall("a:link", ATOM)] == [
        {"href": "http://site.example/", "rel": "alternate", "type": "text/html"},
        {"href": "https://feeds.example.org/site.atom", "rel": "self", "type": "application/atom+xml"},
    ]
    (link,) = root.findall("a:entry/a:link", ATOM)
    assert dict(link.attrib) == {
        "href": "http://site.example/1",
        "rel": "alternate",
        "type": "text/html",
        "hreflang": "en",
    }


def test_updated_is_the_newest_entrys_and_never_now() -> None:
    root = tree([record(2, published=day(40)), record(1, published=day(3))])
    assert root.findtext("a:updated", namespaces=ATOM) == day(40).isoformat()
    assert [time.text for time in root.findall("a:entry/a:updated", ATOM)] == [day(40).isoformat(), day(3).isoformat()]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"published": day(3), "updated": day(9)}, day(9)),
        ({"published": day(3)}, day(3)),
        ({}, FETCHED),
        ({"published": day(9), "updated": day(3)}, day(9)),
    ],
)
def test_an_entry_was_updated_at_its_change_else_publication_else_first_fetch(
    facts: dict[str, Any], expected: datetime
) -> None:
    assert tree([record(**facts)]).findtext("a:entry/a:updated", namespaces=ATOM) == expected.isoformat()


def test_entries_keep_their_order() -> None:
    root = tree([record(number, published=day(9 - number)) for number in range(4)])
    assert [title.text for title in root.findall("a:entry/a:title", ATOM)] == [
        "Title 0",
        "Title 1",
        "Title 2",
        "Title 3",
    ]


def test_content_is_html() -> None:
    content = tree([record(html="<p>a &amp; b</p>")]).find("a:entry/a:content", ATOM)
    assert (content.get("type"), content.text) == ("html", "<p>a &amp; b</p>" + credit(1))


def test_titles_with_markup_characters_stay_text() -> None:
    assert (
        tree([record(title="Bearings & <Seals>")]).findtext("a:entry/a:title", namespaces=ATOM) == "Bearings & <Seals>"
    )


def test_an_entry_has_one_author_and_names_who_holds_the_rights() -> None:
    root = tree([record(1, authors=("A B", "C D"), publisher="A paper"), record(2, publisher="A paper"), record(3)])
    assert [name.text for name in root.findall("a:entry/a:author/a:name", ATOM)] == ["A B, C D", "A paper", "A site"]
    assert [one.text for one in root.findall("a:entry/a:rights", ATOM)] == ["© A paper", "© A paper", "© A site"]


def test_a_document_is_a_link_in_the_content_once() -> None:
    linked = record(
        1,
        html='<p><a href="http://site.example/a.pdf">a</a></p>',
        attachments=(Attachment("http://site.example/a.pdf", "a"),),
    )
    unlinked = record(2, attachments=(Attachment("http://site.example/b.xls?x=1&y=2", "b & c"),))
    contents = [one.text for one in tree([linked, unlinked]).findall("a:entry/a:content", ATOM)]
    assert contents[0] == '<p><a href="http://site.example/a.pdf">a</a></p>' + credit(1)
    link = '<a href="http://site.example/b.xls?x=1&amp;y=2">b &amp; c</a>'
    assert contents[1] == f"<p>Text.</p><ul><li>{link}</li></ul>" + credit(2)


def test_categories_keep_scheme_and_label() -> None:
    category = tree([record(categories=(Category("t", "urn:x", "L"),))]).find("a:entry/a:category", ATOM)
    assert dict(category.attrib) == {"term": "t", "scheme": "urn:x", "label": "L"}


def test_an_entry_in_another_language_says_so() -> None:
    root = tree([record(1), record(2, language="zh-CN")])
    assert root.get(LANG) == "en"
    assert [entry.get(LANG) for entry in root.findall("a:entry", ATOM)] == [None, "zh-CN"]


def test_without_a_base_url_there_is_no_self_link() -> None:
    links = tree([record()], Feed("site", "A site", "http://site.example/", "en", None)).findall("a:link", ATOM)
    assert [link.get("rel") for link in links] == ["alternate"]


def test_the_same_records_give_the_same_bytes() -> None:
    assert render([record(1), record(2)]) == render([record(1), record(2)])


def test_feed_ids_hang_on_the_name_and_entry_ids_on_the_key() -> None:
    assert feed_id("all") == "urn:uuid:f5e52b27-4f50-5250-9953-18133f4e2797"
    assert tree([record()]).findtext("a:id", namespaces=ATOM) == feed_id("site")


def both(folder: Path, only: Sequence[str] = (), **manner: Any) -> list[Published]:
    records = {
        "site": [record(2, published=day(9)), record(1, published=day(1))],
        "other": [record(7, "other", published=day(5), language="zh-CN")],
    }
    return publish(records, [Other(), Site()], folder, Manner("https://feeds.example.org/", **manner), only)


def test_a_feed_a_source_and_a_combined_one(tmp_path: Path) -> None:
    assert [(one.path.name, one.entries) for one in both(tmp_path)] == [
        ("other.atom", 1), ("other.rss", 1), ("other.json", 1),
        ("site.atom", 2), ("site.rss", 2), ("site.json", 2),
        ("all.atom", 3), ("all.rss", 3), ("all.json", 3),
        ("feeds.opml", None),
    ]  # fmt: skip
    combined = etree.parse(tmp_path / "all.atom").getroot()
    assert [title.text for title in combined.findall("a:entry/a:title", ATOM)] == ["Title 2", "Title 7", "Title 1"]


def test_the_combined_feed_has_the_same_ids_and_says_where_an_entry_is_from(tmp_path: Path) -> None:
    both(tmp_path)
    own = etree.parse(tmp_path / "other.atom").getroot()
    entry = etree.parse(tmp_path / "all.atom").getroot().findall("a:entry", ATOM)[1]
    source = entry.find("a:source", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == own.findtext("a:entry/a:id", namespaces=ATOM)
    assert [source.findtext(f"a:{tag}", namespaces=ATOM) for tag in ("id", "title", "updated")] == [
        feed_id("other"), "Another site", day(5).isoformat(),
    ]  # fmt: skip
    updated = [one.text for one in etree.parse(tmp_path / "all.atom").getroot().findall(".//a:source/a:updated", ATOM)]
    assert updated == [day(9).isoformat(), day(5).isoformat(), day(9).isoformat()]
    assert b"ns0" not in (tmp_path / "all.atom").read_bytes()
    assert [link.get("href") for link in source.findall("a:link", ATOM)] == [
        "http://other.example/", "https://feeds.example.org/other.atom",
    ]  # fmt: skip


def test_the_combined_feed_names_the_site_with_the_author_and_changes_no_title(tmp_path: Path) -> None:
    records = {"site": [record(1, authors=("A B",)), record(2)], "other": [record(7, "other", publisher="A paper")]}
    publish(records, [Site(), Other()], tmp_path, Manner())
    combined = {one.title: one.author for one in feedparser.parse(tmp_path / "all.atom").entries}
    assert combined == {"Title 1": "A B (A site)", "Title 2": "A site", "Title 7": "A paper (Another site)"}
    assert {one.title: one.author for one in feedparser.parse(tmp_path / "site.atom").entries} == {
        "Title 1": "A B",
        "Title 2": "A site",
    }


def test_a_second_run_touches_no_file(tmp_path: Path) -> None:
    both(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert {one.changed for one in both(tmp_path)} == {False}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_only_named_sources_get_their_feed_and_the_combined_one_still_holds_all(tmp_path: Path) -> None:
    both(tmp_path, formats=("atom",))
    assert [(one.path.name, one.entries) for one in both(tmp_path, only=["site"], formats=("atom",))] == [
        ("site.atom", 2), ("all.atom", 3), ("feeds.opml", None),
    ]  # fmt: skip
    assert b"other.atom" in (tmp_path / "feeds.opml").read_bytes()


def addresses(folder: Path) -> dict[str, list[str]]:
    """The feeds that other files name as to be had, by file."""
    found = {
        path.name: re.findall(r"https://feeds\.example\.org/(\w+\.\w+)", path.read_text()) for path in folder.iterdir()
    }
    return {name: sorted(set(several) - {name}) for name, several in found.items()}


def test_a_format_that_was_added_is_named_when_it_is_there_and_not_before(tmp_path: Path) -> None:
    both(tmp_path, formats=("rss",))
    both(tmp_path, only=["site"])
    named = addresses(tmp_path)
    assert named["feeds.opml"] == ["other.rss", "site.atom"]
    assert (named["all.atom"], named["all.rss"]) == (["site.atom"], ["other.rss", "site.rss"])
    both(tmp_path)
    named = addresses(tmp_path)
    assert named["feeds.opml"] == named["all.atom"] == ["other.atom", "site.atom"]


def test_nothing_live_points_at_samples(tmp_path: Path) -> None:
    both(tmp_path, sample=True)
    live = Manner("https://feeds.example.org/")
    publish({"site": [record(1)], "other": []}, [Other(), Site()], tmp_path, live)
    assert addresses(tmp_path)["feeds.opml"] == ["site.atom"]


def test_a_source_without_entries_stays_in_the_list_while_its_feed_is_there(tmp_path: Path) -> None:
    both(tmp_path)
    manner = Manner("https://feeds.example.org/")
    publish({"site": [record(1)], "other": []}, [Other(), Site()], tmp_path, manner)
    assert addresses(tmp_path)["feeds.opml"] == ["other.atom", "site.atom"]


def test_the_order_in_which_records_are_given_never_matters(tmp_path: Path) -> None:
    china = timezone(timedelta(hours=8))
    records = [record(1, published=day(3)), record(2, published=day(3).astimezone(china)), record(3, published=day(1))]
    for number, several in enumerate(permutations(records)):
        publish({"site": several}, [Site()], tmp_path / str(number), Manner("https://feeds.example.org/"))
    made = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in tmp_path.iterdir()]
    assert [one for one in made if one != made[0]] == []


def test_what_the_combined_feed_does_not_show_does_not_change_it(tmp_path: Path) -> None:
    def change(**changes: Any) -> dict[str, bytes]:
        several = [record(1, published=day(9)), record(2, published=day(8)), record(3, published=day(1), **changes)]
        publish(
            {"site": several, "other": [record(4, "other", published=day(7))]},
            [Site(), Other()],
            tmp_path,
            Manner(window=3),
        )
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    before, after = change(), change(updated=day(20), title="Changed")
    assert {name for name in before if before[name] != after[name]} == {"site.atom", "site.rss", "site.json"}


def test_the_combined_rss_channel_links_to_one_site_whatever_is_new(tmp_path: Path) -> None:
    for number in (4, 40):
        records = {"site": [record(1, published=day(9))], "other": [record(7, "other", published=day(number))]}
        publish(records, [Site(), Other()], tmp_path, Manner(window=1))
        channel = etree.parse(tmp_path / "all.rss").getroot().find("channel")
        assert channel.findtext("link") == "http://other.example/"


def test_a_source_without_entries_keeps_the_feed_that_it_had(tmp_path: Path) -> None:
    both(tmp_path)
    before = (tmp_path / "other.atom").read_bytes()
    publish({"site": [record(1)], "other": []}, [Other(), Site()], tmp_path, Manner())
    assert (tmp_path / "other.atom").read_bytes() == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_samples_never_replace_live_feeds_of_any_format(suffix: str, tmp_path: Path) -> None:
    both(tmp_path, formats=(suffix,))
    (tmp_path / "feeds.opml").unlink()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UsageError, match=rf"all\.{suffix} is no sample"):
        publish({"third": [record(3, "third")]}, [Third()], tmp_path, Manner(sample=True, combined=False))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_samples_never_replace_a_live_list_of_feeds_nor_any_other_file_of_their_names(tmp_path: Path) -> None:
    both(tmp_path)
    for path in tmp_path.glob("*.*s*"):
        if path.name != "feeds.opml":
            path.unlink()
    for path in tmp_path.glob("*.atom"):
        path.unlink()
    with pytest.raises(UsageError, match=r"feeds\.opml is no sample"):
        both(tmp_path, sample=True)
    (tmp_path / "feeds.opml").write_text('{"title": "not ours"}')
    with pytest.raises(UsageError, match=r"feeds\.opml is no sample"):
        both(tmp_path, sample=True)


def test_files_of_others_may_lie_beside_samples(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "site"}')
    both(tmp_path, sample=True)
    assert all(one.problem is None for one in both(tmp_path, sample=True))
    assert (tmp_path / "package.json").read_text() == '{"name": "site"}'


def test_samples_say_so_and_never_replace_live_feeds(tmp_path: Path) -> None:
    both(tmp_path)
    before = (tmp_path / "site.atom").read_bytes()
    with pytest.raises(UsageError, match="is no sample"):
        both(tmp_path, sample=True)
    assert (tmp_path / "site.atom").read_bytes() == before
    with pytest.raises(UsageError, match=r"all\.atom is no sample"):
        publish({"third": [record(3, "third")]}, [Third()], tmp_path, Manner(sample=True, combined=False))
    assert not (tmp_path / "third.atom").exists()
    both(tmp_path / "demo", sample=True)
    both(tmp_path / "demo", sample=True)
    assert feedparser.parse(tmp_path / "demo" / "all.atom").feed.title.endswith(" (sample)")


def test_entries_of_one_moment_have_one_order(tmp_path: Path) -> None:
    records = [record(number, published=day(1)) for number in range(9)]
    publish({"site": records}, [Site()], tmp_path / "a", Manner(window=5))
    publish({"site": records[::-1]}, [Site()], tmp_path / "b", Manner(window=5))
    assert (tmp_path / "a" / "site.atom").read_bytes() == (tmp_path / "b" / "site.atom").read_bytes()


def test_only_the_newest_fifty_are_shown_and_undated_ones_count_by_first_fetch(tmp_path: Path) -> None:
    dated = [record(number, published=day(number)) for number in range(60)]
    undated = record(99, fetched=day(58) + timedelta(hours=1))
    publish({"site": [*dated, undated]}, [Site()], tmp_path, Manner())
    titles = [entry.title for entry in feedparser.parse(tmp_path / "site.atom").entries]
    assert titles[:3] == ["Title 59", "Title 99", "Title 58"]
    assert len(titles) == 50


def test_a_feed_shows_as_many_as_it_is_told(tmp_path: Path) -> None:
    assert {one.entries for one in both(tmp_path, window=1)} == {1, None}


def test_of_a_source_that_may_not_be_republished_only_the_summary_is_shown(tmp_path: Path) -> None:
    full = record(
        1, html="<p>All of it.</p>", text="All of it.", summary="A & b.",
        attachments=(Attachment("http://site.example/a.pdf", "a", "application/pdf"),),
        images=(Image("http://site.example/picture.jpg"),),
    )  # fmt: skip
    publish(
        {"site": [full], "other": [record(7, "other")]},
        [Other(), Site()],
        tmp_path,
        Manner(summaries=frozenset({"site"})),
    )
    shown = {entry.title: entry.content[0].value for entry in feedparser.parse(tmp_path / "all.atom").entries}
    assert shown == {
        "Title 1": "<p>A &amp; b.</p>" + credit(1), "Title 7": "<p>Text.</p>" + credit(7, "other", "Another site"),
    }  # fmt: skip
    for suffix in ("atom", "rss", "json"):
        published = (tmp_path / f"site.{suffix}").read_text()
        assert [kept for kept in ("All of it", "a.pdf", "picture.jpg") if kept in published] == []


def test_a_reader_understands_what_is_published(tmp_path: Path) -> None:
    both(tmp_path)
    parsed = feedparser.parse(tmp_path / "all.atom")
    assert not parsed.bozo
    assert [entry.link for entry in parsed.entries] == [
        "http://site.example/2",
        "http://other.example/7",
        "http://site.example/1",
    ]


def test_a_file_is_replaced_whole_readable_and_without_litter(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.atom"
    write(path, b"one")
    write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["x.atom"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite, match=r"file/x\.atom: cannot be written"):
        write(tmp_path / "file" / "x.atom", b"one")


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.atom"
    write(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ipr_feeds.publish.files.os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x.atom"]


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    both(tmp_path)
    (tmp_path / ".all.atom.x7y.part").write_bytes(b"<feed")
    (tmp_path / ".htaccess").write_bytes(b"AddType application/atom+xml .atom")
    both(tmp_path)
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []
    assert (tmp_path / ".htaccess").exists()
    sweep(tmp_path / "not there yet")


def test_a_file_that_cannot_be_written_is_told_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "other.atom").mkdir()
    told = {one.path.name: one.problem for one in both(tmp_path)}
    assert isinstance(told["other.atom"], CannotWrite)
    assert (told["site.atom"], told["all.atom"]) == (None, None)


@pytest.mark.parametrize("form", FORMATS, ids=SUFFIXES)
def test_a_feed_of_any_format_that_cannot_be_right_is_refused(form: Format) -> None:
    content = form.render(Edition(FEED, [record(1, published=day(1)), record(2, published=day(2))], {}))
    doubled = content.replace(entry_id("site", "news:2").encode(), entry_id("site", "news:1").encode())
    check("site", told_by("site", form.told, content), 2, NOW)
    assert content.count(form.entry) == 2
    for bad, told in ((doubled, "more than once"), (content[:-9], "is not well-formed"), (content, "holds 2 entries")):
        with pytest.raises(Suspicious, match=f"site: the new feed .*{told}"):
            check("site", told_by("site", form.told, bad), 3 if bad == content else 2, NOW)
    with pytest.raises(Suspicious, match=r"has an entry (published|updated) at 2026-01-0"):
        check("site", told_by("site", form.told, content), 2, day(-9))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((b"</feed>", b""), "is not well-formed"),
        ((b"<title>Title 1</title>", b"<title>\x00</title>"), "is not well-formed"),
        ((entry_id("site", "news:2").encode(), entry_id("site", "news:1").encode()), "more than once"),
        ((b"<entry>", b"<item>"), "is not well-formed"),
        ((b"2026-01-02T", b"2027-01-02T"), "has an entry published at 2027-01-02"),
        ((b"2026-01-02T", b"1900-01-02T"), "has an entry published at 1900-01-02"),
    ],
)
def test_a_feed_that_cannot_be_right_is_refused(change: tuple[bytes, bytes], told: str) -> None:
    content = render([record(1, published=day(1)), record(2, published=day(2))])
    check("site.atom", atom.told(content), 2, NOW)
    with pytest.raises(Suspicious, match=f"site.atom: the new feed {told}|the new feed has .*{told}"):
        check("site.atom", told_by("site.atom", atom.told, content.replace(*change)), 2, NOW)


def test_a_feed_without_all_its_entries_is_refused() -> None:
    with pytest.raises(Suspicious, match="holds 1 entries instead of 2"):
        check("site.atom", atom.told(render([record()])), 2, NOW)


def test_a_feed_that_lost_most_of_its_entries_is_refused() -> None:
    check_size("site.atom", 9, 5)
    with pytest.raises(
        Suspicious, match=r"would hold 4 entries, and the published one holds 9; the published one stays"
    ):
        check_size("site.atom", 9, 4)


def many(folder: Path, count: int, store: Store, **manner: Any) -> Published:
    records = [record(number, published=day(number)) for number in range(count)]
    return publish({"site": records}, [Site()], folder, Manner(**manner), history=store.history)[0]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_store_that_was_lost_does_not_empty_the_feeds(suffix: str, tmp_path: Path) -> None:
    with Store() as store:
        many(tmp_path, 9, store, formats=(suffix,))
    before = (tmp_path / f"site.{suffix}").read_bytes()
    with Store() as other:
        told = many(tmp_path, 3, other, formats=(suffix,))
        assert "was the store lost?" in str(told.problem)
        assert (tmp_path / f"site.{suffix}").read_bytes() == before
        (tmp_path / f"site.{suffix}").unlink()
        assert many(tmp_path, 3, other, formats=(suffix,)).problem is None


def test_fewer_entries_because_the_settings_say_so_are_no_loss(tmp_path: Path) -> None:
    with Store() as store:
        many(tmp_path, 9, store)
        told = many(tmp_path, 9, store, window=2)
        assert (told.changed, told.problem, told.entries) == (True, None, 2)


def test_a_published_file_is_neither_read_nor_made_again_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manner = {"base_url": "https://feeds.example.org/"}
    with Store() as store:
        assert many(tmp_path, 9, store, **manner).changed
        for name in ("content_of", "bring_up_to_date"):
            monkeypatch.setattr(f"ipr_feeds.publish.press.{name}", None)
        assert not many(tmp_path, 9, store, **manner).changed


def test_code_is_known_by_its_files_and_not_by_what_python_keeps_of_them(tmp_path: Path) -> None:
    file, kept = tmp_path / "templates" / "page.html", tmp_path / "__pycache__" / "page.pyc"
    for path in (file, kept):
        path.parent.mkdir()
        path.write_text("one")
        os.utime(path, (1, 1))
    seen = [code.__wrapped__(tmp_path)]
    kept.write_text("other")
    assert code.__wrapped__(tmp_path) == seen[0]
    file.write_text("two")
    os.utime(file, (2, 2))
    seen.append(code.__wrapped__(tmp_path))
    file.write_text("three")
    os.utime(file, (2, 2))
    assert len({*seen, code.__wrapped__(tmp_path)}) == 3


def test_new_code_of_the_same_version_makes_every_file_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def render(_: Format, edition: Edition) -> bytes:
        made.append(edition.feed.name)
        return atom.render(edition)

    monkeypatch.setattr(Format, "render", render)
    monkeypatch.setattr("ipr_feeds.publish.manner.FORMATS", FORMATS[:1])
    with Store() as store:
        for version in ("1", "1", "2"):
            monkeypatch.setattr("ipr_feeds.publish.made.code", lambda _, version=version: version)
            many(tmp_path, 9, store)
            made.append(version)
    assert made == ["site", "all", "1", "1", "site", "all", "2"]


def test_a_file_that_was_replaced_by_one_like_it_is_noticed(tmp_path: Path) -> None:
    with Store() as store:
        many(tmp_path, 9, store)
        path = tmp_path / "site.atom"
        whole, stamp = path.read_bytes(), path.stat()
        (tmp_path / "new").write_bytes(whole.replace(b"Title 8", b"Title X"))
        os.utime(tmp_path / "new", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        (tmp_path / "new").replace(path)
        many(tmp_path, 9, store)
        assert path.read_bytes() == whole


def test_a_file_that_was_only_touched_is_looked_through_and_left_alone(tmp_path: Path) -> None:
    with Store() as store:
        many(tmp_path, 9, store)
        os.utime(tmp_path / "site.rss", (1, 1))
        many(tmp_path, 9, store)
        assert (tmp_path / "site.rss").stat().st_mtime == 1


@pytest.mark.parametrize("harm", [b"", b"<feed", None])
@pytest.mark.parametrize("name", ["site.atom", "all.rss", "all.json", "feeds.opml"])
def test_a_published_file_that_was_harmed_is_made_again(name: str, harm: bytes | None, tmp_path: Path) -> None:
    manner = {"base_url": "https://feeds.example.org/"}
    with Store() as store:
        many(tmp_path, 9, store, **manner)
        whole = (tmp_path / name).read_bytes()
        if harm is None:
            (tmp_path / name).unlink()
        else:
            (tmp_path / name).write_bytes(harm)
        many(tmp_path, 9, store, **manner)
        assert (tmp_path / name).read_bytes() == whole


def test_live_feeds_may_take_the_place_of_samples(tmp_path: Path) -> None:
    with Store() as store:
        records = [record(number, published=day(number)) for number in range(9)]
        publish({"site": records}, [Site()], tmp_path, Manner(sample=True))
        assert many(tmp_path, 2, store).problem is None


def test_a_link_to_nowhere_beside_the_code_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".#watch.py").symlink_to("nobody@nowhere.1")
    assert code.__wrapped__(tmp_path) == code.__wrapped__(tmp_path)


@pytest.mark.parametrize("form", FORMATS, ids=SUFFIXES)
def test_of_files_that_are_not_written_any_more_only_ours_are_removed(form: Format, tmp_path: Path) -> None:
    ours = form.render(Edition(FEED, [record(1, published=day(1))], {}))
    paths = {name: tmp_path / f"{name}.{form.suffix}" for name in ("ours", "strange", "quoting")}
    paths["ours"].write_bytes(ours)
    paths["strange"].write_bytes(b"<rss><channel><title>My own planet</title></channel></rss>")
    paths["quoting"].write_bytes(b"<rss><item><entry><generator>ipr-feeds</generator></entry></item></rss>")
    assert [one.path for one in withdraw(paths.values(), form.is_ours)] == [paths["ours"]]
    assert [path.exists() for path in paths.values()] == [False, True, True]
