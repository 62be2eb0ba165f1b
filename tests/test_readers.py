"""Real feed readers: each subscribes to what was published, shows it whole, and meets nothing twice."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from calendar import timegm
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import feedparser
import pytest
from test_publish import Other, Site, record
from test_serve import running

from ipr_feeds.model import Category, Image, Record
from ipr_feeds.publish import Manner, publish


class Shown(NamedTuple):
    """What a reader shows of an entry; the date is in seconds since 1970."""

    title: str
    link: str
    date: int


def morning(day: int) -> datetime:
    return datetime(2026, 5, day, 9, 30, tzinfo=UTC)


FIRST = (
    record(1, published=morning(1), title="Bearings & <Seals> stopped at “Gate 3”", authors=("A. Writer",)),
    record(2, published=morning(2), updated=morning(4), html="<p>Text.</p>" * 300, title="A very long one " * 12 + "ends"),
    record(3, fetched=morning(3), title="No date is known 😀"),
    record(4, "other", published=morning(4), language="zh-CN", title="海关查获“某某”牌侵权货物一万二千件", publisher="某报"),
    record(5, "other", published=morning(5), title="חדשות מן הנמל", images=(Image("http://other.example/a.jpg?x=1&y=2"),)),
    record(6, "other", published=morning(6), url="http://other.example/n?id=6&lang=zh", categories=(Category("t", None, "Term"),)),
)  # fmt: skip
LATER = (
    record(7, published=morning(7), title="The new one"),
    record(1, published=morning(1), updated=morning(8), html="<p>Edited.</p>", title=FIRST[0].entry.title),
    *FIRST[1:],
)


def truth(records: Sequence[Record]) -> list[Shown]:
    """What every reader is to show."""
    return sorted(
        Shown(one.entry.title, one.entry.url or "", int((one.entry.published or one.first_fetched).timestamp()))
        for one in records
    )


class Press:
    """A folder of feeds, brought up to date once an hour and served by our own server."""

    def __init__(self, folder: Path, base: str, told: list[str]) -> None:
        self.folder, self.base, self.told = folder, base, told
        self.now = datetime(2026, 6, 1, tzinfo=UTC)

    def publish(self, records: Sequence[Record]) -> None:
        """Bring the feeds up to date; newsboat heeds no new feed that was modified in the second of the old one."""
        held = {name: [one for one in records if one.entry.source == name] for name in ("site", "other")}
        for file in publish(held, [Site(), Other()], self.folder, Manner(self.base), now=self.now):
            if file.changed:
                os.utime(file.path, (self.now.timestamp(), self.now.timestamp()))
        self.now += timedelta(hours=1)

    def asked(self, url: str) -> list[int]:
        """The answers that were given for a feed since the last time."""
        found = [int(line.split()[0]) for line in self.told if f" {urlsplit(url).path} " in line]
        self.told.clear()
        return found


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    folder, told = tmp_path / "public", list[str]()
    folder.mkdir()
    with running(folder, told) as serving:
        yield Press(folder, f"http://127.0.0.1:{serving.server_port}/", told)


class Reader:
    """A reader with one subscription, at home in a folder of its own."""

    #: What must be installed.
    needs: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ("atom", "rss")
    #: After how many polls at the latest it asks conditionally; None for one that never does.
    conditional_after: int | None = 1

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        home.mkdir()
        self.subscribe()

    def run(self, *command: str) -> bytes:
        """Run a program of the reader; fails when it does."""
        surroundings = {**os.environ, "HOME": str(self.home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            surroundings.pop(name, None)
        done = subprocess.run(command, cwd=self.home, env=surroundings, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def subscribe(self) -> None:
        """Begin to follow the feed."""

    def poll(self) -> list[Shown]:
        """Ask for the feed once; everything that is shown of it afterwards."""
        raise NotImplementedError


class Newsboat(Reader):
    needs = ("newsboat",)
    conditional_after = 2  # up to 2.21 it keeps no validators of the first answer

    def subscribe(self) -> None:
        (self.home / "urls").write_text(f"{self.url}\n")

    def poll(self) -> list[Shown]:
        self.run("newsboat", "-q", "-u", "urls", "-c", "cache.db", "-x", "reload")
        with closing(sqlite3.connect(self.home / "cache.db")) as cache:
            return [Shown(*row) for row in cache.execute("SELECT title, url, pubDate FROM rss_item")]


class Lemon(Reader):
    """lemon24/reader, by its Python interface."""

    needs = ("reader", "sgmllib")
    suffixes = ("atom", "rss", "json")
    script = """
import json, sys
from reader import make_reader
with make_reader("reader.sqlite") as reader:
    reader.add_feed(sys.argv[1], exist_ok=True)
    reader.update_feed(sys.argv[1])
    told = [(one.title, one.link, int((one.published or one.updated).timestamp())) for one in reader.get_entries()]
print(json.dumps(told))
"""

    def poll(self) -> list[Shown]:
        told = json.loads(self.run(sys.executable, "-W", "ignore", "-c", self.script, self.url))
        return [Shown(*one) for one in told]


class Rss2Email(Reader):
    needs = ("r2e",)

    def subscribe(self) -> None:
        self.command("new", "reader@localhost")
        config = self.home / "config"
        ours = {
            "email-protocol": "maildir",
            "maildir-path": str(self.home),
            "maildir-mailbox": "mail",
            "date-header": "True",
            "date-header-order": "issued, modified",
        }
        lines = [line for line in config.read_text().splitlines() if line.partition(" = ")[0] not in ours]
        lines[1:1] = [f"{key} = {value}" for key, value in ours.items()]
        config.write_text("\n".join(lines) + "\n")
        self.command("add", "feed", self.url)

    def command(self, *arguments: str) -> None:
        self.run("r2e", "-c", "config", "-d", "data.json", *arguments)

    def poll(self) -> list[Shown]:
        self.command("run")
        return [self.read(path) for path in (self.home / "mail" / "new").iterdir()]

    def read(self, path: Path) -> Shown:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        return Shown(mail["Subject"], mail["X-RSS-URL"], int(parsedate_to_datetime(mail["Date"]).timestamp()))


class Sfeed(Reader):
    needs = ("sfeed_update", "curl")
    conditional_after = None

    def subscribe(self) -> None:
        (self.home / "rc").write_text(f"sfeedpath='{self.home}'\nfeeds() {{\nfeed 'feed' '{self.url}'\n}}\n")

    def poll(self) -> list[Shown]:
        self.run("sfeed_update", "rc")
        rows = [line.split("\t") for line in (self.home / "feed").read_text().splitlines()]
        return [Shown(row[1], row[2], int(row[0])) for row in rows]


class Feedparser(Reader):
    """No reader, but inside of many."""

    def subscribe(self) -> None:
        self.etag, self.shown = None, list[Shown]()

    def poll(self) -> list[Shown]:
        parsed = feedparser.parse(self.url, etag=self.etag)
        assert not parsed.bozo
        if parsed.status != 304:
            self.etag = parsed.etag
            self.shown = [Shown(one.title, one.link, self.date(one)) for one in parsed.entries]
        return self.shown

    @staticmethod
    def date(entry: feedparser.FeedParserDict) -> int:
        told = entry.get("published_parsed") or entry.updated_parsed
        return timegm(told)


READERS = (Newsboat, Lemon, Rss2Email, Sfeed, Feedparser)
PAIRS = [(kind, suffix) for kind in READERS for suffix in kind.suffixes]


def require(kind: type[Reader]) -> None:
    """Skip the test when the reader is not installed."""
    missing = [name for name in kind.needs if not shutil.which(name) and not find_spec(name)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}; .ci/run says where that comes from")


@pytest.mark.parametrize(
    ("kind", "suffix"), PAIRS, ids=lambda value: value if isinstance(value, str) else value.__name__
)
def test_a_reader_shows_all_that_is_published_and_nothing_twice(
    kind: type[Reader], suffix: str, press: Press, tmp_path: Path
) -> None:
    require(kind)
    press.publish(FIRST)
    reader = kind(tmp_path / "home", f"{press.base}all.{suffix}")
    assert sorted(reader.poll()) == truth(FIRST)
    for _ in range((reader.conditional_after or 1) - 1):
        assert sorted(reader.poll()) == truth(FIRST)
    assert press.asked(reader.url)[0] == 200
    assert sorted(reader.poll()) == truth(FIRST)
    assert press.asked(reader.url) == [304 if reader.conditional_after else 200]
    press.publish(LATER)
    assert sorted(reader.poll()) == truth(LATER)
    assert sorted(reader.poll()) == truth(LATER)
    assert press.asked(reader.url) == [200, 304 if reader.conditional_after else 200]


def test_newsboat_imports_the_list_of_feeds_and_reads_each(press: Press, tmp_path: Path) -> None:
    require(Newsboat)
    press.publish(FIRST)
    reader = Newsboat(tmp_path / "home", "")
    (reader.home / "urls").write_text("")
    reader.run("newsboat", "-u", "urls", "-c", "cache.db", "-i", str(press.folder / "feeds.opml"))
    assert [line for line in (reader.home / "urls").read_text().splitlines() if line] == [
        f'{press.base}site.atom "A site"', f'{press.base}other.atom "Another site"',
    ]  # fmt: skip
    assert sorted(reader.poll()) == truth(FIRST)


def test_sfeed_imports_the_list_of_feeds(press: Press) -> None:
    if not shutil.which("sfeed_opml_import"):
        pytest.skip("not installed: sfeed_opml_import; .ci/run says where that comes from")
    press.publish(FIRST)
    listed = (press.folder / "feeds.opml").read_bytes()
    told = subprocess.run(["sfeed_opml_import"], input=listed, capture_output=True, check=True)  # noqa: S607
    assert re.findall(r"feed '(.+)' '(.+)'", told.stdout.decode()) == [
        ("A site", f"{press.base}site.atom"),
        ("Another site", f"{press.base}other.atom"),
    ]
