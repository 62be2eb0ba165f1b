"""The pages beside the feeds: whole, escaped, the same bytes for the same facts, and nothing from elsewhere."""

import hashlib
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ipr_feeds import errors
from ipr_feeds.errors import IprFeedsError, Suspicious
from ipr_feeds.health import Problem, SourceHealth
from ipr_feeds.links import Link
from ipr_feeds.model import Attachment, Category, Entry, Image, Record, entry_id
from ipr_feeds.publish import Manner, publish
from ipr_feeds.publish.companion import Companion, Shelf
from ipr_feeds.publish.companion.article import shown
from ipr_feeds.publish.companion.months import SPAN, count, months, picture, starts
from ipr_feeds.publish.companion.words import OTHERWISE, UNREAD, sentences
from ipr_feeds.publish.feed import position
from ipr_feeds.publish.press import Published, held_back
from ipr_feeds.source import Source
from ipr_feeds.store import Store
from ipr_feeds.store.articles import Read

BASE = "https://feeds.example.org/ipr/"
CHINA = ZoneInfo("Asia/Shanghai")
FETCHED = datetime(2026, 5, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
WALL = Problem("blocked", datetime(2026, 5, 3, 9, tzinfo=UTC), "m", "http://site.example/")


class Site(Source):
    name = "site"
    title = "A site 网站"
    home = "http://site.example/"
    language = "en"


class Other(Source):
    name = "other"
    title = "Another site"
    home = "http://other.example/"
    language = "zh-CN"


class Empty(Source):
    name = "empty"
    title = "An empty site"
    home = "http://empty.example/"
    language = "en"


def record(number: int = 1, source: str = "site", **changes: Any) -> Record:
    facts: dict[str, Any] = {
        "id": entry_id(source, f"news:{number}"), "source": source, "layout": "page",
        "url": f"http://{source}.example/{number}", "title": f"Title {number}", "summary": "A summary.",
        "text": "A summary.\n\nAnd more.", "html": "<p>A summary.</p><p>And more.</p>", "language": "en",
        "published": day(number), "published_precision": "day", "published_from": "page",
    }  # fmt: skip
    return Record(Entry(**{**facts, **changes}), FETCHED)


def day(number: int) -> datetime:
    return datetime(2026, 4, 1, tzinfo=CHINA) + timedelta(days=number)


def health(source: type[Source], *problems: Problem) -> SourceHealth:
    state = "failing" if problems else "ok"
    return SourceHealth(source.name, source.title, state, None, None, problems)  # type: ignore[arg-type]


RECORDS = {
    "site": [record(2), record(1)],
    "other": [record(7, "other", language="zh-CN", title="查获 2 件", summary="摘要。")],
}
HEALTHS = {"site": health(Site, WALL), "other": health(Other), "empty": health(Empty)}


def companion(
    folder: Path,
    records: Mapping[str, Sequence[Record]] = RECORDS,
    healths: Mapping[str, SourceHealth] = HEALTHS,
    others: Sequence[SourceHealth] = (),
    **manner: Any,
) -> Companion:
    def per_month(name: str, bounds: Sequence[datetime]) -> list[int]:
        return count((position(one) for one in records[name]), bounds)

    shelves = [
        Shelf(one, records.get(one.name, []), healths.get(one.name), CHINA) for one in (Other(), Site(), Empty())
    ]
    return Companion(folder, Manner(**{"base_url": BASE, **manner}), shelves, per_month, others)


def feeds(folder: Path, records: Mapping[str, Sequence[Record]] = RECORDS, **manner: Any) -> None:
    publish(records, [Other(), Site()], folder, Manner(**{"base_url": BASE, **manner}), now=NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Feeds and pages."""
    feeds(tmp_path)
    companion(tmp_path).publish()
    return tmp_path


def page(folder: Path, name: str = "index") -> LexborHTMLParser:
    return LexborHTMLParser((folder / f"{name}.html").read_text(encoding="utf-8"))


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    (found,) = tree.css(selector)
    return found


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def single(folder: Path, name: str = "site", **changes: Any) -> LexborHTMLParser:
    """The page of a source that has one entry."""
    records = {name: [record(1, name, **changes)]}
    companion(folder, records).publish()
    return page(folder, name)


def test_an_index_and_a_page_for_each_source_that_has_entries(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*.html")) == ["index.html", "other.html", "site.html"]
    assert texts(page(folder), ".entry h3") == ["查获 2 件", "Title 2", "Title 1"]
    assert texts(page(folder), ".summary") == ["摘要。", "A summary.", "A summary."]
    assert texts(page(folder, "site"), ".entry h3") == ["Title 2", "Title 1"]
    assert texts(page(folder), ".feed h3") == ["All together", "Another site", "A site 网站", "An empty site"]


def test_every_feed_has_an_address_to_copy_in_every_format(folder: Path) -> None:
    suffixes = ("atom", "rss", "json")
    assert texts(page(folder), "code") == [
        f"{BASE}{name}.{suffix}" for name in ("all", "other", "site") for suffix in suffixes
    ]
    assert texts(page(folder, "site"), "code") == [f"{BASE}site.{suffix}" for suffix in suffixes]


def test_without_a_base_url_an_address_is_the_name_of_its_file(tmp_path: Path) -> None:
    feeds(tmp_path, base_url=None)
    companion(tmp_path, base_url=None).publish()
    assert texts(page(tmp_path, "site"), "code") == ["site.atom", "site.rss", "site.json"]


@pytest.mark.parametrize("name", ["index", "site"])
def test_browsers_discover_the_feeds(name: str, folder: Path) -> None:
    found = [(link.attributes["type"], link.attributes["href"]) for link in page(folder, name).css("head link")]
    kinds = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
    names = ("all", "other", "site") if name == "index" else ("site",)
    assert found == [(kind, f"{feed}.{suffix}") for feed in names for suffix, kind in kinds.items()]
    assert all(link.attributes["rel"] == "alternate" for link in page(folder, name).css("head link"))
    assert all((folder / str(href)).exists() for _, href in found)


def test_only_chosen_formats_are_offered_and_only_files_that_are_there(tmp_path: Path) -> None:
    feeds(tmp_path, formats=("rss",))
    companion(tmp_path, formats=("rss",)).publish()
    assert texts(page(tmp_path), "code") == [f"{BASE}{name}.rss" for name in ("all", "other", "site")]
    (tmp_path / "other.rss").unlink()
    companion(tmp_path, formats=("rss",)).publish()
    assert texts(page(tmp_path), "code") == [f"{BASE}{name}.rss" for name in ("all", "site")]


def test_live_pages_offer_no_samples(tmp_path: Path) -> None:
    feeds(tmp_path, sample=True)
    companion(tmp_path, healths={}, sample=True).publish()
    live = {"site": RECORDS["site"], "other": []}
    feeds(tmp_path, live, base_url=None)
    companion(tmp_path, live, base_url=None).publish()
    tree = page(tmp_path)
    assert texts(tree, "code") == [f"{name}.{suffix}" for name in ("all", "site") for suffix in ("atom", "rss", "json")]
    local = {str(link.attributes["href"]) for link in tree.css("[href]")} & {one.name for one in tmp_path.iterdir()}
    assert sorted(local) == ["all.atom", "all.json", "all.rss", "site.atom", "site.html", "site.json", "site.rss"]
    assert "(sample)" not in (tmp_path / "index.html").read_text()


def test_a_list_of_feeds_of_other_settings_is_not_offered(folder: Path) -> None:
    assert "feeds.opml" in (folder / "index.html").read_text()
    feeds(folder, base_url=None)
    companion(folder, base_url=None).publish()
    assert "feeds.opml" not in (folder / "index.html").read_text()


@pytest.mark.parametrize("name", ["index", "site", "other"])
def test_links_inside_the_folder_are_relative_and_lead_somewhere(name: str, folder: Path) -> None:
    tree = page(folder, name)
    ids = {str(node.attributes["id"]) for node in tree.css("[id]")}
    for href in (str(node.attributes["href"]) for node in tree.css("[href]")):
        if href.startswith("#"):
            assert href[1:] in ids
        elif not href.startswith(("http://site.example/", "http://other.example/")):
            assert (folder / href).is_file()


@pytest.mark.parametrize("name", ["index", "site", "other"])
def test_a_page_loads_nothing_runs_nothing_and_says_so_in_its_policy(name: str, folder: Path) -> None:
    tree = page(folder, name)
    assert not tree.css(
        "script, img, iframe, object, embed, form, base, video, audio, [src], [style], link[rel=stylesheet]"
    )
    policy = str(one(tree, "meta[http-equiv=Content-Security-Policy]").attributes["content"])
    style = b64encode(hashlib.sha256(one(tree, "style").text().encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    source = (folder / f"{name}.html").read_text()
    assert source.index("Content-Security-Policy") < min(source.index("<link"), source.index("<style"))
    assert "url(" not in one(tree, "style").text()
    assert "@import" not in one(tree, "style").text()


@pytest.mark.parametrize("name", ["index", "site", "other"])
def test_a_page_is_easy_to_walk_through_without_seeing_it(name: str, folder: Path) -> None:
    tree = page(folder, name)
    levels = [int(str(node.tag)[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert [str(node.tag) for node in tree.css("body > *")] == ["a", "header", "main", "footer"]
    ids = [str(node.attributes["id"]) for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    named = " ".join(str(node.attributes["aria-labelledby"]) for node in tree.css("[aria-labelledby]")).split()
    assert set(named) <= set(ids)
    assert one(tree, "html").attributes["lang"] == "en"


def test_chinese_is_marked_as_such(folder: Path) -> None:
    assert one(page(folder, "other"), ".entry").attributes["lang"] == "zh-CN"
    assert texts(page(folder, "other"), ".entry h3 [lang]") == []
    assert texts(page(folder, "site"), "h1 [lang=zh]") == ["网站"]
    tree = single(folder, publisher="A paper 中国日报", authors=("李 四", "Li"))
    assert texts(tree, ".byline [lang=zh]") == ["中国日报", "李", "四"]


@pytest.mark.parametrize(
    ("facts", "datetime", "words"),
    [
        ({}, "2026-04-02", "2 April 2026"),
        ({"published": day(1).replace(hour=14, minute=5), "published_precision": "minute"}, "2026-04-02T14:05:00+08:00", "2 April 2026, 14:05"),
        ({"published": None, "published_precision": None, "published_from": None}, "2026-05-01", "no date, read 1 May 2026"),
    ],
)  # fmt: skip
def test_a_date_is_told_as_exactly_as_it_is_known(
    facts: dict[str, Any], datetime: str, words: str, tmp_path: Path
) -> None:
    time = one(single(tmp_path, **facts), ".byline time")
    assert (time.attributes["datetime"], time.text()) == (datetime, words)


def test_a_byline_says_who_wrote_and_published_it_and_when_it_was_changed(tmp_path: Path) -> None:
    tree = single(
        tmp_path, publisher="A paper", authors=("Li", "Wang"), updated=day(9).replace(hour=8).astimezone(UTC),
        categories=(Category("machine-translation", None, "Machine translation"), Category("x")),
    )  # fmt: skip
    assert texts(tree, ".byline") == [
        "2 April 2026 · A paper · Li, Wang · Machine translation · x · changed 10 April 2026, 08:00"
    ]


def test_a_title_leads_to_the_original(folder: Path) -> None:
    link = page(folder, "site").css("h3 a")[0]
    assert (link.attributes["href"], link.attributes["hreflang"]) == ("http://site.example/2", "en")


def test_the_whole_text_is_there_where_it_says_more_than_the_summary(tmp_path: Path) -> None:
    assert texts(single(tmp_path), "details p")[:2] == ["A summary.", "And more."]
    assert texts(single(tmp_path), "summary") == ["The whole text of Title 1"]
    assert not single(tmp_path, text="A summary.").css("details")
    only_picture = single(tmp_path, text="", summary="", images=(Image("http://site.example/1.jpg"),))
    assert texts(only_picture, "summary") == ["Pictures and documents of Title 1"]
    assert not only_picture.css("p.summary")
    assert not single(tmp_path, summary="Title 1").css("p.summary")


def test_a_document_is_a_link(tmp_path: Path) -> None:
    tree = single(tmp_path, attachments=(Attachment("http://site.example/a.pdf", "A & B"),))
    assert texts(tree, 'details a[href="http://site.example/a.pdf"]') == ["A & B"]


def test_of_a_source_that_may_not_be_republished_only_the_summary_is_shown(tmp_path: Path) -> None:
    feeds(tmp_path)
    companion(tmp_path, summaries=frozenset({"site"})).publish()
    assert not page(tmp_path, "site").css("details")
    assert "And more" not in (tmp_path / "site.html").read_text()
    assert page(tmp_path, "other").css("details")


def test_a_page_shows_as_many_entries_as_a_feed_and_the_index_the_newest_twenty(tmp_path: Path) -> None:
    records = {"site": [record(number) for number in range(40)]}
    companion(tmp_path, records, window=30).publish()
    assert texts(page(tmp_path, "site"), ".entry h3") == [f"Title {number}" for number in range(39, 9, -1)]
    assert texts(page(tmp_path), ".entry h3") == [f"Title {number}" for number in range(39, 19, -1)]


def test_samples_say_so(tmp_path: Path) -> None:
    companion(tmp_path, healths={}, sample=True).publish()
    assert texts(page(tmp_path), "h1") == ["Customs IPR enforcement in China (sample)"]
    assert texts(page(tmp_path, "site"), "head title, h1") == ["A site 网站 (sample)", "A site 网站 (sample)"]
    assert not page(tmp_path).css(".state")


def test_it_is_told_in_words_how_a_source_is_doing(folder: Path) -> None:
    told = ["Since 3 May 2026 not all of it could be read: a bot wall stands before it.", "What was published stays."]
    assert texts(page(folder), ".state") == ["All is well", "In trouble", "All is well"]
    assert texts(page(folder), ".trouble") == told
    assert texts(page(folder, "site"), ".state, .trouble") == ["In trouble", *told]


def test_whatever_is_no_source_is_told_in_the_index_when_it_is_wrong(tmp_path: Path) -> None:
    broken = Problem("plugin-error", NOW, "secret/path", "")
    companion(tmp_path, others=[SourceHealth("harbour", "", "failing", NOW, None, (broken,))]).publish()
    assert texts(page(tmp_path), ".feed:last-of-type :is(h3, .trouble)")[:2] == [
        "harbour", "Since 1 June 2026 not all of it could be read: the plugin that reads it is broken.",
    ]  # fmt: skip
    assert "secret" not in (tmp_path / "index.html").read_text()


def test_files_are_told_otherwise_than_sites(tmp_path: Path) -> None:
    full, lost = Problem("cannot-write", NOW, "m", ""), Problem("suspicious", NOW, "m", "")
    companion(tmp_path, others=[SourceHealth("all", "", "failing", NOW, None, (full, lost))]).publish()
    assert texts(page(tmp_path), ".feed:last-of-type :is(h3, .trouble)")[:3] == [
        "The files “all”",
        "Since 1 June 2026 a file cannot be written.",
        "Since 1 June 2026 a file is held back: what it would hold cannot be right.",
    ]
    assert sentences(health(Site, Problem("suspicious", NOW, "m", "http://site.example/")))[0].endswith(
        "what it sends cannot be believed."
    )


def kinds(error: type[IprFeedsError] = IprFeedsError) -> set[str]:
    return {error.kind}.union(*(kinds(below) for below in error.__subclasses__()))


def test_there_are_words_for_every_kind_of_problem() -> None:
    assert errors.IprFeedsError is IprFeedsError
    assert kinds() | {"stale", "field-lost"} == UNREAD.keys() | OTHERWISE.keys()
    assert not UNREAD.keys() & OTHERWISE.keys()
    for kind in kinds() | {"stale", "field-lost"}:
        told = sentences(health(Site, Problem(kind, datetime(2026, 5, 3, tzinfo=UTC), "m", "u")))
        assert "ince 3 May 2026" in told[0]
        assert len(told) == 2


def test_months_end_with_that_of_the_newest_entry_on_the_clock_of_the_site() -> None:
    first = datetime(2026, 5, 1, tzinfo=CHINA)  # in April still, in UTC
    bounds = starts(first, CHINA)
    counted = months(bounds, count([first, first - timedelta(days=1), datetime(2024, 6, 1, tzinfo=CHINA)], bounds))
    assert len(counted) == SPAN
    assert [(one.name, one.entries) for one in counted if one.entries] == [
        ("June 2024", 1), ("April 2026", 1), ("May 2026", 1),
    ]  # fmt: skip
    assert count([datetime(2024, 5, 31, tzinfo=CHINA), datetime(2026, 6, 1, tzinfo=CHINA)], bounds) == [0] * SPAN


def test_months_are_right_where_clocks_change_in_spring() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    bounds = starts(datetime(2026, 1, 15, tzinfo=berlin), berlin)
    (found,) = (one for one in months(bounds, count([datetime(2025, 8, 1, tzinfo=berlin)], bounds)) if one.entries)
    assert found.name == "August 2025"


def test_the_store_counts_as_the_picture_does() -> None:
    moments = [datetime(2026, 1, 1, tzinfo=CHINA) - timedelta(days=11 * number) for number in range(99)]
    bounds = starts(moments[0], CHINA)
    with Store() as store:
        links = {str(at): Link(f"http://site.example/{at}") for at in range(len(moments))}
        store.articles.listed("site", links, NOW)
        for at, moment in enumerate(moments):
            read = Read(record(at, published=moment), "1", at != 0, NOW, None)
            store.articles.keep("site", str(at), read)
        assert store.articles.per_month("site", bounds) == count(moments[1:], bounds)


def test_the_picture_says_what_it_shows(folder: Path) -> None:
    tree = page(folder, "site")
    assert one(tree, "svg > title").text() == "Entries per month"
    assert one(tree, "svg > desc").text() == (
        "2 entries from May 2024 to April 2026; the most in April 2026: 2 entries."
    )
    assert len(tree.css("svg .bar")) == SPAN
    heights = [float(str(node.attributes["height"])) for node in tree.css("svg .bar")]
    assert heights == [0.0] * (SPAN - 1) + [40.0]


def test_pictures_of_the_index_show_the_same_months(tmp_path: Path) -> None:
    records = {"site": [record(1)], "other": [record(7, "other", published=datetime(2025, 1, 1, tzinfo=CHINA))]}
    companion(tmp_path, records).publish()
    assert texts(page(tmp_path), "figcaption") == ["May 2024 April 2026"] * 2
    assert texts(page(tmp_path, "other"), "figcaption") == ["February 2023 January 2025"]


def test_a_picture_of_empty_months_is_flat() -> None:
    bounds = starts(NOW, UTC)
    assert {bar.height for bar in picture(months(bounds, [0] * SPAN)).bars} == {0}


def test_the_same_facts_give_the_same_bytes_and_touch_no_file(folder: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert [file.changed for file in companion(folder).publish()] == [False, False, False]
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def kept(folder: Path, store: Store, **changes: Any) -> list[str]:
    """The names of the pages that a run changes."""
    return [file.path.name for file in companion(folder, **changes).publish(history=store.history) if file.changed]


def test_a_page_is_made_again_only_when_what_it_shows_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds(tmp_path)
    with Store() as store:
        assert kept(tmp_path, store) == ["other.html", "site.html", "index.html"]
        well = {**HEALTHS, "site": health(Site)}
        assert kept(tmp_path, store, healths=well) == ["site.html", "index.html"]
        more = {**RECORDS, "other": [*RECORDS["other"], record(3, "other")]}
        assert kept(tmp_path, store, healths=well, records=more) == ["other.html", "index.html"]
        monkeypatch.setattr("ipr_feeds.publish.companion.pages.render", None)
        assert kept(tmp_path, store, healths=well, records=more) == []


def test_a_run_that_makes_no_page_loads_no_templates() -> None:
    script = "import sys, ipr_feeds.refresh, ipr_feeds.publish.companion; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_page_of_the_users_own_is_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>My own</title>")
    assert [file.changed for file in companion(tmp_path).publish()] == [True, True, False]
    assert (tmp_path / "index.html").read_text() == "<!doctype html><title>My own</title>"
    (tmp_path / "index.html").write_text("")
    assert [file.changed for file in companion(tmp_path).publish()] == [False, False, True]


def test_a_page_that_quotes_ours_is_not_ours(folder: Path) -> None:
    ours = (folder / "index.html").read_text()
    foreign = f"<!doctype html><html><head><title>On feeds</title></head><body><!--{ours[:600]}-->"
    (folder / "index.html").write_text(foreign)
    assert companion(folder).publish()[-1].note == "kept: not ours"
    assert (folder / "index.html").read_text() == foreign


def test_a_page_of_somebody_else_is_not_linked_as_ours(tmp_path: Path) -> None:
    (tmp_path / "site.html").write_text("<!doctype html><title>My own</title>")
    companion(tmp_path).publish()
    assert "site.html" not in (tmp_path / "index.html").read_text()


def test_pages_of_feeds_that_were_held_back_stay(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.html")}
    fewer = companion(folder, {"site": [record(1)], "other": RECORDS["other"]})
    assert [file.path.name for file in fewer._replace(held=frozenset({"site", "all"})).publish()] == ["other.html"]
    assert {path.name: path.read_bytes() for path in folder.glob("*.html")} == before


def test_a_writer_in_any_script_is_read_in_its_direction(tmp_path: Path) -> None:
    tree = single(tmp_path, title="أخبار", summary="ملخص")
    assert [str(node.tag) for node in tree.css('.entries [dir="auto"]')] == ["h3", "p", "div"]
    assert texts(tree, "bdi") == ["أخبار"]
    assert [str(node.tag) for node in page(tmp_path).css('.entries [dir="auto"]')] == ["h3", "p"]


@pytest.mark.parametrize(("sources", "words"), [([Site()], "1 site,"), ([Site(), Other()], "2 sites,")])
def test_the_description_of_the_index_counts_the_sites(sources: list[Source], words: str, tmp_path: Path) -> None:
    shelves = [Shelf(one, RECORDS[one.name], None, CHINA) for one in sources]
    companion(tmp_path)._replace(shelves=shelves).publish()
    assert f"news of {words}" in str(one(page(tmp_path), "meta[name=description]").attributes["content"])


def test_no_pages_are_made_when_the_settings_say_so(tmp_path: Path) -> None:
    assert companion(tmp_path, pages=False).publish() == []
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_cannot_be_written_is_told_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "other.html").mkdir()
    told: dict[str, Published] = {file.path.name: file for file in companion(tmp_path).publish()}
    assert str(told["other.html"].problem).endswith("cannot be read: Is a directory")
    assert [told[name].changed for name in ("site.html", "index.html")] == [True, True]


def test_of_named_sources_only_the_pages_are_made_and_others_are_not_linked(tmp_path: Path) -> None:
    assert [file.path.name for file in companion(tmp_path).publish(["site"])] == ["site.html", "index.html"]
    assert "other.html" not in (tmp_path / "index.html").read_text()


def test_before_the_first_entry_the_index_says_so(tmp_path: Path) -> None:
    assert [file.path.name for file in companion(tmp_path, {}).publish()] == ["index.html"]
    assert texts(page(tmp_path), ".combined p, .entries p") == ["There is no entry yet."] * 2


@pytest.mark.parametrize(
    ("html", "language", "expected"),
    [
        ("<p>a &lt;b&gt;</p>", "en", "<p>a &lt;b&gt;</p>"),
        ('<figure><img src="http://s.example/a.jpg?x=1&amp;y=2" alt=""><figcaption>c</figcaption></figure>', "en",
         '<figure><a href="http://s.example/a.jpg?x=1&amp;y=2">Picture 1</a><figcaption>c</figcaption></figure>'),
        ('<img src="http://s.example/a.jpg" alt="x"><img src="http://s.example/b.jpg" alt="">', "zh-CN",
         '<a href="http://s.example/a.jpg">图片 1</a><a href="http://s.example/b.jpg">图片 2</a>'),
        ('<a href="http://s.example/"><img src="http://s.example/a.jpg"></a>', "en", '<a href="http://s.example/">Picture 1</a>'),
        ('<img src="a.jpg">', "en", ""),
        ('<img src="javascript:x()">', "en", ""),
        ("<p>a 海关 b</p>", "en", '<p>a <span lang="zh">海关</span> b</p>'),
        ("<p>a 海关 b</p>", "zh-CN", "<p>a 海关 b</p>"),
        ("<h2>a</h2><h5>b</h5><h3>c</h3>", "en", "<h4>a</h4><h4>b</h4><h4>c</h4>"),
        ("<table><tbody><tr><td>a</td></tr></tbody></table>", "en",
         '<div class="wide" role="group" aria-label="Table" tabindex="0"><table><tbody><tr><td>a</td></tr></tbody></table></div>'),
        ('<a href="http://s.example/<table>">a</a>', "en", '<a href="http://s.example/<table>">a</a>'),
        ('<a href="http://s.example/?<img src=x>">a</a>', "en", '<a href="http://s.example/?<img src=x>">a</a>'),
    ],
)  # fmt: skip
def test_an_article_loads_nothing_and_stands_below_its_title(html: str, language: str, expected: str) -> None:
    assert shown(html, language).replace("&lt;table&gt;", "<table>").replace("&lt;img src=x&gt;", "<img src=x>") == (
        expected.replace("&lt;table&gt;", "<table>")
    )


NASTY = st.lists(
    st.sampled_from(
        "<script>|</script>|</style>|<svg>|<math>|<noscript>|</noscript>|<template>|</title>|</details>|</article>|</main>|"
        "</textarea>|<p title='|<table>|<td>|</table>|<!--|-->|<![CDATA[|]]>|<img src=x onerror=x>|<a href='javascript:x'>|"
        "<base href=//x>|</a>|<h1>|<li>|<plaintext>|&lt;script&gt;|&#60;|{{ 7*7 }}|{% raw %}|'|\"|<|>|/|text".split("|")
    ),
    max_size=8,
).map("".join)
FIELDS = ("title", "summary", "publisher", "html", "url")


def skeleton(tree: LexborHTMLParser) -> list[str]:
    """The elements of a page in order, but those inside articles, and whether a title is a link."""
    for text in tree.css(".text"):
        text.decompose()
    for link in tree.css(".entry h3 a"):
        link.unwrap()
    return [str(node.tag) for node in tree.css("html, html *")]


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, NASTY)), st.lists(NASTY, min_size=1, max_size=2))
def test_no_string_of_an_entry_changes_what_a_page_is_made_of(
    tmp_path_factory: pytest.TempPathFactory, strings: dict[str, str], names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    facts: dict[str, Any] = {
        **strings, "text": "x", "html": f"<p>x{strings['html']}", "title": f"x{strings['title']}", "summary": f"s{strings['summary']}", "publisher": f"p{strings['publisher']}",
        "authors": tuple(names), "categories": (Category(names[0]), Category("x", None, names[-1])),
        "images": (Image(strings["url"], strings["title"]),), "attachments": (Attachment(strings["url"], strings["title"]),),
    }  # fmt: skip
    plain = {**facts, "title": "x", "summary": "s", "publisher": "p", "html": "<p>x</p>", "url": "http://x.example/"}
    assert skeleton(single(folder, **facts)) == skeleton(single(folder, **plain))


def test_an_entry_is_told_with_all_its_characters(tmp_path: Path) -> None:
    title = "<b>\"Bearings\" & 'Seals'</b> {{ 7 * 7 }} 轴承"
    assert texts(single(tmp_path, title=title), ".entry h3") == [title]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "", None, "relative"])
def test_an_address_that_is_none_of_the_web_is_no_link(url: str | None, tmp_path: Path) -> None:
    tree = single(tmp_path, url=url)
    assert texts(tree, ".entry h3") == ["Title 1"]
    assert not tree.css(".entry h3 a")


def test_a_page_stays_only_when_its_feed_was_held_back_in_every_format(tmp_path: Path) -> None:
    doubt = Suspicious("no")
    some = [
        Published(tmp_path / "all.atom", 3, changed=True),
        Published(tmp_path / "all.rss", 3, changed=False, problem=doubt),
    ]
    every = [Published(tmp_path / f"site.{suffix}", 3, changed=False, problem=doubt) for suffix in ("atom", "rss")]
    assert held_back([*some, *every]) == {"site"}
