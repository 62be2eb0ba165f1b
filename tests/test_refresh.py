"""The main job, offline: snapshots in, feeds out, each source for itself."""

import json
import shutil
from pathlib import Path

import feedparser
import msgspec
import pytest

from ipr_feeds import plugins
from ipr_feeds.errors import UsageError
from ipr_feeds.fetch.snapshots import shipped
from ipr_feeds.plugins import Plugins
from ipr_feeds.refresh import refresh_offline

SNAPSHOTS = shipped()


def test_every_recorded_article_stands_in_its_feed_and_in_the_combined_one(installed: Plugins, tmp_path: Path) -> None:
    report = refresh_offline(installed, SNAPSHOTS, tmp_path, None)
    assert report.troubles == ()
    combined = {entry.id: entry for entry in feedparser.parse(tmp_path / "all.atom").entries}
    for source in installed.sources:
        expected = msgspec.json.decode((SNAPSHOTS / source.name / "expected.json").read_bytes())
        own = {entry.id: entry for entry in feedparser.parse(tmp_path / f"{source.name}.atom").entries}
        assert {one["id"]: one["title"] for one in expected} == {one.id: one.title for one in own.values()}
        assert own.keys() <= combined.keys()


def test_a_second_run_changes_nothing(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, SNAPSHOTS, tmp_path, None)
    again = refresh_offline(installed, SNAPSHOTS, tmp_path, None)
    assert [file.changed for file in again.published] == [False] * 4


def test_the_base_url_makes_the_self_links(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, SNAPSHOTS, tmp_path, "https://news.example.net/customs/")
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
    report = refresh_offline(installed, damaged(tmp_path), tmp_path / "out", None)
    assert [(one.source, one.kind) for one in report.troubles] == [("qbpc", "layout-changed")]
    assert "id/900001" in report.troubles[0].message
    assert [(file.path.name, file.entries) for file in report.published] == [
        ("chinanews.atom", 6), ("gacc.atom", 6), ("qbpc.atom", 5), ("all.atom", 17),
    ]  # fmt: skip


def test_an_error_is_never_an_item_of_a_feed(installed: Plugins, tmp_path: Path) -> None:
    refresh_offline(installed, damaged(tmp_path), tmp_path / "out", None)
    assert "rebuilt" not in (tmp_path / "out" / "all.atom").read_text()


def test_a_source_without_snapshots_is_told_and_the_others_go_on(installed: Plugins, tmp_path: Path) -> None:
    shutil.copytree(SNAPSHOTS / "gacc", tmp_path / "s" / "gacc")
    report = refresh_offline(installed, tmp_path / "s", tmp_path / "out", None)
    assert [one.source for one in report.troubles] == ["chinanews", "qbpc"]
    assert [file.path.name for file in report.published] == ["gacc.atom", "all.atom"]


def test_only_named_sources_are_told_of(installed: Plugins, tmp_path: Path) -> None:
    report = refresh_offline(installed, damaged(tmp_path), tmp_path / "out", None, ["gacc"])
    assert report.troubles == ()
    assert [file.path.name for file in report.published] == ["gacc.atom", "all.atom"]


def test_an_unknown_name_says_which_there_are(installed: Plugins, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no source 'gac'; the sources are chinanews, gacc, qbpc"):
        refresh_offline(installed, SNAPSHOTS, tmp_path, None, ["gac"])


def test_aliases_of_one_article_are_one_entry(installed: Plugins, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    index = json.loads((copy / "qbpc" / "index.json").read_text())
    alias = {**index["pages"][0], "url": "http://www.qbpc.org.cn/Home/Articles/view/cid/18/id/900001"}
    (copy / "qbpc" / "index.json").write_text(json.dumps({"pages": [*index["pages"], alias]}))
    report = refresh_offline(installed, copy, tmp_path / "out", None, ["qbpc"])
    assert report.published[0].entries == 6


def test_a_status_other_than_200_is_no_page(installed: Plugins, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    index = json.loads((copy / "gacc" / "index.json").read_text())
    index["pages"][0]["status"] = 412
    (copy / "gacc" / "index.json").write_text(json.dumps(index))
    report = refresh_offline(installed, copy, tmp_path / "out", None, ["gacc"])
    assert [one.kind for one in report.troubles] == ["http-status"]
    assert "answered 412" in report.troubles[0].message
    assert report.published[0].entries == 5


RAISING = """
import ipr_feeds_qbpc
from ipr_feeds import hookimpl

class Raising(ipr_feeds_qbpc.QBPC):
    name = "raising"
    def {method}(self, *_):
        raise RuntimeError("by a stranger")

@hookimpl
def sources():
    return [Raising()]
"""


@pytest.mark.parametrize("method", ["key", "relevant", "canonical"])
def test_a_plugin_that_raises_never_stops_another(method: str, tmp_path: Path) -> None:
    copy = tmp_path / "snapshots"
    shutil.copytree(SNAPSHOTS, copy)
    shutil.copytree(SNAPSHOTS / "qbpc", copy / "raising")
    drop_ins = tmp_path / "plugins"
    drop_ins.mkdir()
    (drop_ins / "raising.py").write_text(RAISING.format(method=method))
    report = refresh_offline(plugins.load([drop_ins]), copy, tmp_path / "out", None)
    assert {(one.source, one.kind) for one in report.troubles} == {("raising", "plugin-error")}
    assert all("by a stranger" in one.message for one in report.troubles)
    assert [file.path.name for file in report.published] == ["chinanews.atom", "gacc.atom", "qbpc.atom", "all.atom"]
