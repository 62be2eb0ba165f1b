"""What many tests need: the working plugins, and a user without drop-ins of their own."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hosts import authority, web

from ipr_feeds import plugins
from ipr_feeds.extract import Wanted, extract
from ipr_feeds.model import Entry
from ipr_feeds.plugins import Plugins
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace

PROJECT = Path(__file__).resolve().parents[1]
__all__ = ["authority", "web"]  # fixtures
collect_ignore = ["plugins"]  # projects with tests of their own, for an environment that they are installed into

NOW = datetime(2026, 11, 1, tzinfo=UTC)

Read = Callable[..., Entry]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that would read a living site meets a proxy that is not there."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _no_drop_ins(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tester's own drop-in sources stay out of the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def installed() -> Plugins:
    """The plugins of this project."""
    return plugins.load(folders=[])


@pytest.fixture(scope="session")
def known(installed: Plugins) -> list[Source]:
    """The sources of this project."""
    return installed.sources


@pytest.fixture
def read(known: list[Source]) -> Read:
    """Reads a page given as text, as on the first of November 2026."""

    def reading(text: str, url: str | None = None, trace: Trace | None = None, source: str | None = None) -> Entry:
        return extract(known, text.encode(), Wanted(url, source), NOW, trace or Trace())

    return reading
