"""Getting pages: plugin by plugin, and from snapshots only when offline."""

import json
from pathlib import Path

import pytest
from conftest import PROJECT

from ipr_feeds import hookimpl, plugins
from ipr_feeds.errors import PluginError, SnapshotMissing
from ipr_feeds.fetch import ask
from ipr_feeds.fetch.snapshots import Replayer, read_index, shipped
from ipr_feeds.hookspecs import Request, Response

PAGE = {"url": "http://site.example/1", "file": "pages/1.html", "fetched": "2026-01-02T03:04:05+00:00"}


def folder(root: Path, **changes: object) -> Path:
    pages = root / "site" / "pages"
    pages.mkdir(parents=True)
    (pages / "1.html").write_bytes(b"<p>\xd6\xd0")
    (root / "site" / "index.json").write_text(json.dumps({"pages": [{**PAGE, **changes}]}))
    return root


def test_a_snapshot_is_answered_as_it_was_served(tmp_path: Path) -> None:
    replayer = Replayer(folder(tmp_path, headers={"Content-Type": "text/html"}), "site")
    response = replayer.fetch(Request("http://site.example/1"))
    assert response == Response("http://site.example/1", 200, {"content-type": "text/html"}, b"<p>\xd6\xd0")


def test_nothing_falls_through_to_the_network(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing, match=r"site, http://site\.example/2: not among the snapshots"):
        Replayer(folder(tmp_path), "site").fetch(Request("http://site.example/2"))


def test_a_file_outside_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    with pytest.raises(SnapshotMissing, match="lies outside"):
        Replayer(folder(tmp_path, file="../secret"), "site").fetch(Request("http://site.example/1"))


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing, match=r"gone\.html: No such file"):
        Replayer(folder(tmp_path, file="pages/gone.html"), "site").fetch(Request("http://site.example/1"))


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "truncated"), ('{"pages": [{"url": "u"}]}', "missing required field `file`"), ('{"pages": 3}', "array")],
)
def test_an_index_that_cannot_be_read_says_what_is_wrong(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.json").write_text(text)
    with pytest.raises(SnapshotMissing, match=message):
        read_index(tmp_path, "site")


def test_a_time_without_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing, match="has no zone"):
        read_index(folder(tmp_path, fetched="2026-01-02T03:04:05"), "site")


def test_the_shipped_snapshots_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shipped() == PROJECT / "snapshots"


class Between:
    """A user's plugin that answers one address itself."""

    @hookimpl
    def fetch(self, request: Request) -> Response | None:
        return Response(request.url, 200, {}, b"mine") if request.url.endswith("/mine") else None


class Broken:
    """A user's plugin that raises."""

    @hookimpl
    def fetch(self, request: Request) -> Response:
        raise KeyError("oops")


def test_a_user_may_stand_between() -> None:
    manager = plugins.load(folders=[]).manager
    manager.register(Between(), "between")
    mine = ask(manager, Request("http://site.example/mine"))
    assert mine is not None
    assert mine.content == b"mine"
    assert ask(manager, Request("http://site.example/other")) is None


def test_the_replayer_goes_first(tmp_path: Path) -> None:
    manager = plugins.load(folders=[]).manager
    manager.register(Replayer(folder(tmp_path), "site"))
    manager.register(Broken(), "broken")
    response = ask(manager, Request("http://site.example/1"))
    assert response is not None
    assert response.status == 200


def test_a_plugin_that_raises_is_blamed() -> None:
    manager = plugins.load(folders=[]).manager
    manager.register(Broken(), "broken")
    with pytest.raises(PluginError, match=r"plugin broken: fetch of http://site.example/1 raised KeyError: 'oops'"):
        ask(manager, Request("http://site.example/1"))
