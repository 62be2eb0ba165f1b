"""The main job, offline: snapshots in, feeds out, each source for itself."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import msgspec
import pytest

from ipr_feeds import plugins
from ipr_feeds.errors import UsageError
from ipr_feeds.fetch.snapshots import shipped
from ipr_feeds.model import Entry
from ipr_feeds.plugins import Plugins
from ipr_feeds.publish import Manner
from ipr_feeds.replay import refresh_offline

SNAPSHOTS = shipped()


def test_every_recorded_article_stands_in_its_feed_and_in_the_combined_one(installed: Plugins, tmp_path: Path) -> None:
    report = refresh_offline(installed, SNAPSHOTS, tmp_path, Manner())
    assert report.troubles == ()
    combined = {entry.id: entry for entry in feedparser.parse(tmp_path / "all.atom").entries}
    for source in installed.sources:
        expected = msgspec.json.decode((SNAPSHOTS / source.name / "expected.json").read_bytes())
        own = {entry.id: entry for entry in feedparser.parse(tmp_path / f"{source.name}.atom").entries}
        relevant = [one for one in expected["entries"] if source.relevant(msgspec.convert(one, Entry))]
        assert {one["id"]: one["title"] for one in relevant} == {one.id: one.title for one in own.values()}
        assert own.keys() <= combined.keys()


def test_a_second_run_changes_nothing(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, SNAPSHOTS, tmp_path, Manner())
    again = refresh_offline(installed, SNAPSHOTS, tmp_path, Manner())
    assert {file.changed for file in again.published} == {False}


def test_the_base_url_makes_the_self_links(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, SNAPSHOTS, tmp_path, Manner("https://news.example.net/customs/"))
    links = feedparser.parse(tmp_path / "gacc.atom").feed.links
    assert [link.href for link in links if link.rel == "self"] == ["https://news.example.net/customs/gacc.atom"]


def damaged(tmp_path: Path) -> Path:
    """The shipped snapshots, with one page of QBPC that no layout fits."""
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    (copy / "qbpc" / "pages" / "new-plain.html").write_text(
        "<html><body><p>The site is being rebuilt.</p></body></html>"
    )
    return copy


def test_a_page_that_no_layout_fits_is_told_and_the_rest_is_published(installed: Plugins, tmp_path: Path) -> None:
    report = refresh_offline(installed, damaged(tmp_path), tmp_path / "out", Manner())
    assert [(one.source, one.kind) for one in report.troubles] == [("qbpc", "layout-changed")]
    assert "id/900001" in report.troubles[0].message
    assert [(file.path.name, file.entries) for file in report.published if file.path.suffix == ".atom"] == [
        ("chinanews.atom", 12), ("gacc.atom", 11), ("qbpc.atom", 6), ("all.atom", 29),
    ]  # fmt: skip


def test_an_error_is_never_an_item_of_a_feed(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, damaged(tmp_path), tmp_path / "out", Manner())
    assert "rebuilt" not in (tmp_path / "out" / "all.atom").read_text()


def test_a_source_without_snapshots_is_passed_over_unless_it_is_named(installed: Plugins, tmp_path: Path) -> None:
    shutil.copytree(SNAPSHOTS / "gacc", tmp_path / "s" / "gacc")
    report = refresh_offline(installed, tmp_path / "s", tmp_path / "out", Manner())
    assert report.troubles == ()
    assert [file.path.name for file in report.published if file.path.suffix == ".atom"] == ["gacc.atom", "all.atom"]
    report = refresh_offline(installed, tmp_path / "s", tmp_path / "out", Manner(), ["qbpc"])
    assert [one.source for one in report.troubles] == ["qbpc"]


def test_a_folder_without_snapshots_of_any_source_is_refused(installed: Plugins, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds snapshots of no source; .*chinanews.index.json would be one's"):
        refresh_offline(installed, tmp_path, tmp_path / "out", Manner())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("index", ["{", "{}", '{"pages": [], "more": 1}'])
def test_a_source_that_fails_keeps_its_feed_and_its_place_in_the_combined_one(
    index: str, installed: Plugins, tmp_path: Path
) -> None:
    out, copy = tmp_path / "out", tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    refresh_offline(installed, copy, out, Manner())
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (copy / "qbpc" / "index.json").write_text(index)
    report = refresh_offline(installed, copy, out, Manner())
    assert [one.source for one in report.troubles] == ["qbpc"]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_recorded_address_of_another_site_is_told(installed: Plugins, tmp_path: Path) -> None:
    copy = changed_index(tmp_path, "qbpc", lambda pages: recorded(pages, "new-plain").update(url="qbpc.org.cn/x"))
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["qbpc"])
    assert ["qbpc, qbpc.org.cn/x: this is no address of the source" in one.message for one in report.troubles] == [True]


def test_a_list_behind_a_bot_wall_is_told_as_blocked(installed: Plugins, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    for name in ("list-home", "list-news", "event", "static"):
        (copy / "qbpc" / "pages" / f"{name}.html").write_text("<html><script>$_ts={}</script></html>")
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["qbpc"])
    assert {one.kind for one in report.troubles} == {"blocked"}


def test_only_named_sources_are_told_of(installed: Plugins, tmp_path: Path) -> None:
    report = refresh_offline(installed, damaged(tmp_path), tmp_path / "out", Manner(), ["gacc"])
    assert report.troubles == ()
    assert [file.path.name for file in report.published if file.path.suffix == ".atom"] == ["gacc.atom", "all.atom"]


def test_an_unknown_name_says_which_there_are(installed: Plugins, tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match="there is no source 'gac', or it is switched off; the sources are chinanews, gacc, qbpc"
    ):
        refresh_offline(installed, SNAPSHOTS, tmp_path, Manner(), ["gac"])


def changed_index(tmp_path: Path, source: str, change: Callable[[list[dict[str, Any]]], Any]) -> Path:
    """The shipped snapshots, with the index of one source changed."""
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    path = copy / source / "index.json"
    index = json.loads(path.read_text())
    change(index["pages"])
    path.write_text(json.dumps(index))
    return copy


def recorded(pages: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(page for page in pages if page["file"] == f"pages/{name}.html")


def test_aliases_of_one_article_are_one_entry(installed: Plugins, tmp_path: Path) -> None:
    def add_alias(pages: list[dict[str, Any]]) -> None:
        alias = "http://www.qbpc.org.cn/Home/Articles/view/cid/18/id/900001"
        pages.insert(0, {**recorded(pages, "new-plain"), "url": alias})

    copy = changed_index(tmp_path, "qbpc", add_alias)
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["qbpc"])
    assert report.published[0].entries == 7
    links = [entry.link for entry in feedparser.parse(tmp_path / "out" / "qbpc.atom").entries]
    assert "http://qbpc.org.cn/articles/view/cid/18/id/900001" in links


@pytest.mark.parametrize(("status", "kind"), [(404, "gone"), (500, "http-status"), (412, "blocked"), (403, "blocked")])
def test_a_status_other_than_200_is_no_page(status: int, kind: str, installed: Plugins, tmp_path: Path) -> None:
    copy = changed_index(tmp_path, "gacc", lambda pages: recorded(pages, "statics-news").update(status=status))
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["gacc"])
    assert [one.kind for one in report.troubles] == [kind]
    assert "00000000-1a2b-4c3d-8e4f-000000000001" in report.troubles[0].message
    assert report.published[0].entries == 10


def entry(folder: Path, feed: str, ending: str) -> Any:
    return next(one for one in feedparser.parse(folder / f"{feed}.atom").entries if one.link.endswith(ending))


def test_a_page_without_a_date_takes_that_of_the_list(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, SNAPSHOTS, tmp_path, Manner())
    assert entry(tmp_path, "qbpc", "id=900117&cid=92").published == "2016-07-02T00:00:00+08:00"
    assert entry(tmp_path, "qbpc", "id/900155").published == "2024-03-28T00:00:00+08:00"


def test_the_pages_of_an_article_are_one_entry(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, SNAPSHOTS, tmp_path, Manner())
    second = (SNAPSHOTS / "chinanews" / "pages" / "two-pages-2017_2.html").read_text()
    last_words = re.findall(r"<p>　　([^<]+)", second)[-1].removesuffix("(完)").strip()
    assert last_words[:20] in entry(tmp_path, "chinanews", "/90000083.shtml").content[0].value


def test_a_further_page_that_is_not_recorded_keeps_half_an_article_out(installed: Plugins, tmp_path: Path) -> None:
    copy = changed_index(tmp_path, "chinanews", lambda pages: pages.remove(recorded(pages, "two-pages-2017_2")))
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["chinanews"])
    assert ["90000083_2.shtml: not among the snapshots" in one.message for one in report.troubles] == [True]
    copy = changed_index(
        tmp_path / "other", "chinanews", lambda pages: recorded(pages, "two-pages-2017").update(status=500)
    )
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["chinanews"])
    assert {one.kind for one in report.troubles} == {"http-status"}
    assert "90000083" not in (tmp_path / "out" / "chinanews.atom").read_text()


@pytest.mark.parametrize(
    ("feed", "name"),
    [
        ("gacc", "statics-drugs"),
        ("chinanews", "customs-drugs-2022"),
        ("chinanews", "patent-2022"),
        ("chinanews", "libel-2022"),
    ],
)
def test_what_is_not_about_ipr_at_the_border_is_not_published(
    feed: str, name: str, installed: Plugins, tmp_path: Path
) -> None:
    refresh_offline(installed, SNAPSHOTS, tmp_path, Manner())
    url = recorded(json.loads((SNAPSHOTS / feed / "index.json").read_text())["pages"], name)["url"]
    assert url not in (tmp_path / f"{feed}.atom").read_text()


def test_a_listed_article_that_promises_nothing_is_not_fetched(installed: Plugins, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    page = copy / "chinanews" / "pages" / "list-scroll.html"
    url = "/cj/2026/08-03/90000042.shtml"
    item = f'<li><div class="dd_bt"><a href="{url}">今日天气</a></div><div class="dd_time">8-3 10:18</div></li>'
    page.write_text(f'<div class="content_list"><ul>{item}</ul></div>')
    for name in ("list-day.html", "rss-society.xml"):
        (copy / "chinanews" / "pages" / name).write_text("<p>moved</p>")
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["chinanews"])
    assert report.troubles == ()
    assert url not in (tmp_path / "out" / "chinanews.atom").read_text()


def test_lists_that_name_no_article_are_a_problem_and_articles_are_read_all_the_same(
    installed: Plugins, tmp_path: Path
) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    for name in ("list-home.html", "list-news.html"):
        (copy / "qbpc" / "pages" / name).write_text("<html><body><p>Welcome</p></body></html>")
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["qbpc"])
    assert [one.kind for one in report.troubles] == ["empty-list"]
    assert report.published[0].entries == 7


def test_one_list_of_two_that_cannot_be_read_is_no_problem(installed: Plugins, tmp_path: Path) -> None:
    copy = changed_index(tmp_path, "qbpc", lambda pages: recorded(pages, "list-news").update(status=404))
    assert refresh_offline(installed, copy, tmp_path / "out", Manner(), ["qbpc"]).troubles == ()


def test_lists_of_which_none_can_be_read_are_all_told(installed: Plugins, tmp_path: Path) -> None:
    def close(pages: list[dict[str, Any]]) -> None:
        for page in pages:
            if page["url"] == "http://www.qbpc.org.cn/" or "index" in page["url"] or "Activity" in page["url"]:
                page["status"] = 503

    report = refresh_offline(installed, changed_index(tmp_path, "qbpc", close), tmp_path / "out", Manner(), ["qbpc"])
    assert {one.kind for one in report.troubles} == {"http-status"}
    assert any("articles/index/cid/18: answered 503" in one.message for one in report.troubles)


def test_one_empty_list_of_two_is_no_problem(installed: Plugins, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    (copy / "qbpc" / "pages" / "list-home.html").write_text("<html><body><p>Welcome</p></body></html>")
    assert refresh_offline(installed, copy, tmp_path / "out", Manner(), ["qbpc"]).troubles == ()


def test_a_bot_wall_is_told_and_not_taken_for_a_page(installed: Plugins, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    wall = "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><script>$_ts=window['$_ts'];$_ts.cd='qEZ'</script></body></html>"
    (copy / "gacc" / "pages" / "zh-detail.html").write_text(wall)
    report = refresh_offline(installed, copy, tmp_path / "out", Manner(), ["gacc"])
    assert [one.kind for one in report.troubles] == ["blocked"]
    assert "90000101/index.html: a bot wall (Ruishu) came instead of the page" in report.troubles[0].message


RAISING = """
import ipr_feeds_qbpc
from ipr_feeds import hookimpl

class Raising(ipr_feeds_qbpc.QBPC):
    name = "raising"
    def {method}(self, given, *_):
        if "{method}" == "links" and given.url == self.home:
            return super().links(given)
        raise RuntimeError("by a stranger")

@hookimpl
def sources():
    return [Raising()]
"""


@pytest.mark.parametrize("method", ["key", "relevant", "canonical", "links"])
def test_a_plugin_that_raises_never_stops_another(method: str, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    shutil.copytree(SNAPSHOTS / "qbpc", copy / "raising")
    drop_ins = tmp_path / "plugins"
    drop_ins.mkdir()
    (drop_ins / "raising.py").write_text(RAISING.format(method=method))
    report = refresh_offline(plugins.load([drop_ins]), copy, tmp_path / "out", Manner())
    assert {(one.source, one.kind) for one in report.troubles} == {("raising", "plugin-error")}
    assert all("by a stranger" in one.message for one in report.troubles)
    others = [
        file.path.name for file in report.published if file.path.suffix == ".atom" and file.path.stem != "raising"
    ]
    assert others == ["chinanews.atom", "gacc.atom", "qbpc.atom", "all.atom"]
    assert (tmp_path / "out" / "raising.atom").exists() is (method == "links")
