"""Whatever a server sends: the run ends, the problem is named, the feed stays, and a good neighbour is read."""

import re
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import hostile
import pytest
from click.testing import CliRunner
from hostile import CASES, FIRST_DAY, GOOD, Case, Site, furnish, serving

from ipr_feeds.cli import main

SHORT, LONG = 0.5, 5.0  # seconds; the long deadline lets a busy machine see what else is wrong than the time
SLACK = 2.5


class Stage(NamedTuple):
    """The two sites, and the operator's folder after the first day."""

    bad: Site
    good: Site
    folder: Path


class Seen(NamedTuple):
    """What a run said."""

    status: int
    err: str


def refresh(folder: Path) -> Seen:
    done = CliRunner().invoke(main, ["refresh", "--config", str(folder / "ipr-feeds.toml")])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.stdout == ""
    return Seen(done.exit_code, done.stderr)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("stage") / "first"
    bad = Site("127.0.0.1", SimpleNamespace(value=FIRST_DAY))
    good = Site("127.0.0.2", SimpleNamespace(value=FIRST_DAY))
    furnish(folder, bad.origin, good.origin, LONG)
    with pytest.MonkeyPatch.context() as patch, serving(bad, good):
        patch.setenv("no_proxy", "*")
        patch.setattr(socket, "getaddrinfo", hostile.resolving)
        assert refresh(folder) == Seen(0, "")
        good.state.value = GOOD
        yield Stage(bad, good, folder)


@pytest.fixture(autouse=True)
def _directly(_no_network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy stands between."""
    monkeypatch.setenv("no_proxy", "*")


def feed(folder: Path, name: str) -> str:
    return (folder / "public" / f"{name}.atom").read_text()


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=[case.name for case in CASES])
def test_the_hostile_web(number: int, case: Case, stage: Stage, tmp_path: Path) -> None:
    folder = shutil.copytree(stage.folder, tmp_path / "desk")
    deadline = SHORT if case.kind == "timeout" else LONG
    settings = folder / "ipr-feeds.toml"
    settings.write_text(settings.read_text().replace(f"deadline = {LONG}", f"deadline = {deadline}"))
    before = feed(folder, "bad")
    stage.bad.state.value = number
    started = time.monotonic()
    seen = refresh(folder)
    assert time.monotonic() - started < deadline + SLACK
    assert "Customs stops 2 fake lamps" in feed(folder, "good")
    if not case.kind:
        assert seen == Seen(0, "")
        assert "Customs stops 2 fake lamps" in feed(folder, "bad")
        return
    assert re.fullmatch(rf"ipr-feeds: {case.kind}: bad, http\S+: [^\n]+ \([^\n]+\)(?:; see \S+)?\n", seen.err), seen.err
    assert case.told in seen.err
    assert seen.status == 1
    assert feed(folder, "bad") == before
