"""The main job, live: the three sites under their real host names on loopback."""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import pytest
import time_machine
from click.testing import CliRunner
from hosts import Page, Web
from lxml import etree
from newsroom import Site, chinanews, chinese, english, gacc, qbpc, weather

from ipr_feeds.cli import main
from ipr_feeds.store import Store

SETTINGS = """
[publish]
base_url = "https://feeds.example.org/"
[fetch]
pause = 0.0
retries = 1
contact = "mailto:ops@example.org"
[sources.qbpc]
start_urls = ["http://www.qbpc.org.cn/articles/index/cid/18"]
[sources.gacc]
start_urls = ["http://english.customs.gov.cn/newsroom/news"]
[sources.chinanews]
start_urls = ["https://www.chinanews.com.cn/rss/society.xml"]
"""
FEEDS = [f"{name}.{suffix}" for name in ("all", "chinanews", "gacc", "qbpc") for suffix in ("atom", "rss", "json")]
PAGES = ["chinanews.html", "gacc.html", "index.html", "qbpc.html"]
FILES = sorted([*FEEDS, *PAGES, "feeds.opml", "health.atom", "health.json"])
DAY_ONE = date(2026, 6, 1)


class Seen(NamedTuple):
    """What the operator sees of a run."""

    status: int
    out: str
    err: str


class Desk:
    """The operator's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.feeds = folder, folder / "public"
        self.settings(SETTINGS)

    def settings(self, text: str) -> None:
        (self.folder / "ipr-feeds.toml").write_text(text)

    def refresh(self, *arguments: str) -> Seen:
        config = str(self.folder / "ipr-feeds.toml")
        done = CliRunner().invoke(main, ["refresh", "--config", config, *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Seen(done.exit_code, done.stdout, done.stderr)

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Begin a refresh in a process of its own."""
        command = [sys.executable, "-m", "ipr_feeds", "refresh", *arguments]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def bytes(self) -> dict[str, bytes]:
        """The news feeds: what changes with an entry only."""
        files = (path for path in sorted(self.feeds.iterdir()) if path.suffix != ".html" and "health" not in path.name)
        return {path.name: path.read_bytes() for path in files}

    def state(self, name: str) -> Any:
        """What health.json says of a source."""
        told = json.loads((self.feeds / "health.json").read_bytes())
        return next(one for one in told["sources"] if one["name"] == name)

    def touched(self) -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in sorted(self.feeds.iterdir())}


class Reader:
    """A subscriber to one feed: what is new each time, and what has changed."""

    def __init__(self, file: Path) -> None:
        self.file, self.known = file, dict[str, str]()

    def poll(self) -> tuple[list[str], list[str]]:
        """Titles of entries never seen before, and of those whose `updated` moved."""
        parsed = feedparser.parse(self.file)
        assert not parsed.bozo
        ids = [entry.id for entry in parsed.entries]
        assert len(ids) == len(set(ids))
        new = [entry.title for entry in parsed.entries if entry.id not in self.known]
        changed = [entry.title for entry in parsed.entries if self.known.get(entry.id, entry.updated) != entry.updated]
        self.known |= {entry.id: entry.updated for entry in parsed.entries}
        return new, changed


@pytest.fixture
def desk(web: Web, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def day(number: int) -> date:
    return DAY_ONE + timedelta(days=number - 1)


def at(number: int, hour: int) -> datetime:
    return datetime(2026, 6, number, hour, tzinfo=UTC)


def titles(*articles: str) -> list[str]:
    return list(articles)


def test_the_story_of_a_week(desk: Desk, web: Web) -> None:
    sites = qbpc(web), gacc(web), chinanews(web)
    committee, customs, news = sites
    reader = Reader(desk.feeds / "all.atom")
    lists = sorted(site.list_url for site in sites)

    with time_machine.travel(at(1, 2)):  # day one: everything is new
        committee.publish(english(11, day(1)), english(10, DAY_ONE - timedelta(days=90)))
        customs.publish(english(21, day(1), goods="toys"))
        news.publish(chinese(31, day(1)), weather(39, day(1)))
        assert desk.refresh() == Seen(0, "", "")
    assert sorted(path.name for path in desk.feeds.iterdir()) == FILES
    new, changed = reader.poll()
    assert sorted(new) == sorted(one.title for one in (
        english(11, day(1)), english(10, day(1)), english(21, day(1), goods="toys"), chinese(31, day(1))
    ))  # fmt: skip
    assert changed == []
    assert "39.shtml" not in " ".join(web.urls())  # not even fetched

    with time_machine.travel(at(1, 3)):  # an hour later: nothing is new
        before, touched = desk.bytes(), desk.touched()
        web.forget()
        assert desk.refresh() == Seen(0, "", "")
    assert sorted(one.url for one in web.asked) == lists
    assert all(one.conditional and one.status == 304 for one in web.asked)
    assert desk.touched() == touched
    assert reader.poll() == ([], [])

    with time_machine.travel(at(2, 2)):  # day two: new articles, an edited one, a counter that counts
        committee.publish(english(12, day(2)), english(11, day(1), views=977))
        customs.publish(english(21, day(1), goods="toys", more=("The case was closed on Tuesday.",)))
        news.publish(chinese(32, day(2)))
        web.forget()
        assert desk.refresh() == Seen(0, "", "")
    new, changed = reader.poll()
    assert sorted(new) == sorted([english(12, day(2)).title, chinese(32, day(2)).title])
    assert changed == [english(21, day(1), goods="toys").title]
    (edited,) = (one for one in feedparser.parse(desk.feeds / "gacc.atom").entries)
    assert "The case was closed on Tuesday." in edited.content[0].value
    assert (edited.published, edited.updated[:13]) == ("2026-06-01T00:00:00+08:00", "2026-06-02T02")
    assert committee.url(english(10, day(1))) not in web.urls()  # too old to be looked at again

    with time_machine.travel(at(3, 2)):  # day three: a list forgets most of what it named
        before = desk.bytes()
        committee.show([english(10, DAY_ONE - timedelta(days=90))])
        assert desk.refresh() == Seen(0, "", "")
    assert desk.bytes() == before
    assert reader.poll() == ([], [])

    with time_machine.travel(at(4, 2)):  # day four: one site is down, another is out of order, the third has news
        before = desk.bytes()
        web.down.add("english.customs.gov.cn")
        kept = web.pages[news.list_url]
        web.pages[news.list_url] = Page("<html><body>系统维护</body></html>".encode(), 503)
        committee.publish(english(13, day(4)))
        status, out, err = desk.refresh()
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 2
    assert "unreachable: gacc, http://english.customs.gov.cn/newsroom/news: no answer" in err
    assert "http-status: chinanews, https://www.chinanews.com.cn/rss/society.xml: answered 503" in err
    assert {name: desk.bytes()[name] for name in ("gacc.atom", "chinanews.atom")} == {
        name: before[name] for name in ("gacc.atom", "chinanews.atom")
    }
    assert reader.poll() == (titles(english(13, day(4)).title), [])

    assert (desk.state("gacc")["state"], desk.state("qbpc")["state"]) == ("failing", "ok")
    assert desk.state("gacc")["failing_since"].startswith("2026-06-04T02:00")

    with time_machine.travel(at(4, 3)):  # an hour later: still so, and the operator knows
        touched = desk.touched()
        assert desk.refresh() == Seen(1, "", "")
    assert desk.touched() == touched

    with time_machine.travel(at(5, 2)):  # day five: all is well again
        web.down.clear()
        web.pages[news.list_url] = kept
        customs.publish(english(22, day(5), goods="toys"))
        status, out, err = desk.refresh()
    assert (status, out) == (0, "")
    assert err.splitlines() == [
        "ipr-feeds: recovered: chinanews: http-status is over; it was met in 2 runs since 2026-06-04 02:00 UTC",
        "ipr-feeds: recovered: gacc: unreachable is over; it was met in 2 runs since 2026-06-04 02:00 UTC",
    ]
    assert {desk.state(name)["state"] for name in ("gacc", "chinanews", "qbpc")} == {"ok"}
    assert reader.poll() == (titles(english(22, day(5), goods="toys").title), [])
    assert len(reader.known) == 8
    with Store(desk.folder / "ipr-feeds.db") as store:
        runs = [run.outcome.problems for run in store.history.runs("gacc", 9)]
    assert runs == [(), ("unreachable",), ("unreachable",), (), (), (), ()]
    assert sorted(path.name for path in desk.folder.iterdir()) == ["ipr-feeds.db", "ipr-feeds.toml", "public"]


def test_the_story_of_a_worse_week(desk: Desk, web: Web, tmp_path: Path) -> None:
    customs, news = gacc(web), chinanews(web)
    desk.settings(re.sub(r"\[sources.qbpc\]\nstart_urls = .*\n", "[sources.qbpc]\nenabled = false\n", SETTINGS))
    reader = Reader(desk.feeds / "all.atom")

    with time_machine.travel(at(1, 2)):  # all is well
        customs.publish(*(english(number, day(1)) for number in range(1, 7)))
        news.publish(*(chinese(number, day(1)) for number in range(1, 7)))
        assert desk.refresh() == Seen(0, "", "")
    assert len(reader.poll()[0]) == 12

    with time_machine.travel(at(2, 2)):  # China Customs has a new design
        redesigned = english(7, day(2))
        customs.publish(redesigned)
        url = customs.url(redesigned)
        web.pages[url] = Page(web.pages[url].body.replace(b"atcl-cnt", b"atcl-content"))
        before = desk.bytes()
        status, _, err = desk.refresh()
    assert (status, err.count("\n")) == (1, 1)
    assert f"layout-changed: gacc, {url}: no layout fits" in err
    assert "in the page there is '.atcl .atcl-content'" in err
    assert desk.bytes() == before
    kept = re.search(r"; see (\S+)", err)
    assert kept is not None
    assert b"atcl-content" in Path(kept.group(1)).read_bytes()

    with time_machine.travel(at(3, 2)):  # the operator mends the plugin by a drop-in
        (tmp_path / "own").mkdir()
        plugin = (Path(__file__).parents[1] / "plugins" / "ipr_feeds_gacc.py").read_text()
        mended = plugin.replace('".atcl .atcl-cnt"', '".atcl .atcl-content"').replace('".atcl-cnt"', '".atcl-content"')
        both = plugin.replace("layouts = (Statics,", "layouts = (Redesigned, Statics,").replace(
            "class Topic(",
            re.findall(r"class Statics.*?(?=class Topic)", mended, re.S)[0]
            .replace("Statics", "Redesigned")
            .replace("gacc-statics", "gacc-redesigned")
            + "class Topic(",
        )
        (tmp_path / "own" / "ipr_feeds_gacc.py").write_text(both)
        desk.settings((desk.folder / "ipr-feeds.toml").read_text() + '[plugins]\ndirectory = "own"\n')
        status, _, err = desk.refresh()
    assert (status, err.count("recovered: gacc: layout-changed is over")) == (0, 1)
    assert reader.poll() == ([redesigned.title], [])

    with time_machine.travel(at(4, 2)):  # China Customs is hacked: links to a casino among the items, and a hidden one
        customs.publish(english(8, day(4)))
        whole_list = web.pages[customs.list_url]
        injected = b'<li><a href="http://casino.example/%d">w88</a></li>'
        hidden = b'<li style="display:none"><a href="/Statics/00000000-0000-4000-8000-000000000099.html">customs fakes</a></li>'
        web.pages[customs.list_url] = Page(
            whole_list.body.replace(b"<ul>", b"<ul>" + injected % 1 + injected % 2 + hidden)
        )
        before = desk.bytes()
        web.forget()
        status, _, err = desk.refresh()
    assert (status, err.count("\n")) == (1, 1)
    assert f"suspicious: gacc, {customs.list_url}: 3 items lead to other hosts or are hidden" in err
    assert (desk.bytes(), [url for url in web.urls() if "casino" in url or "99.html" in url]) == (before, [])
    assert desk.state("gacc")["state"] == "failing"

    with time_machine.travel(at(5, 2)):  # it is cleaned
        web.pages[customs.list_url] = whole_list
        status, _, err = desk.refresh()
    assert (status, err.count("recovered: gacc: suspicious is over")) == (0, 1)
    assert reader.poll() == ([english(8, day(4)).title], [])

    with time_machine.travel(at(6, 2)):  # China News stands behind a bot wall
        news.publish(chinese(7, day(6)))
        feed = web.pages[news.list_url]
        web.pages[news.list_url] = Page(b"<html><script>window['$_ts']={}</script></html>", 412)
        before = desk.bytes()
        status, _, err = desk.refresh()
    assert (
        status,
        f"blocked: chinanews, {news.list_url}: answered 412: a bot wall (Ruishu) came instead of the page" in err,
    ) == (
        1,
        True,
    )
    assert desk.bytes() == before
    kept = re.search(r"; see (\S+)", err)
    assert kept is not None
    assert b"$_ts" in Path(kept.group(1)).read_bytes()

    with time_machine.travel(at(7, 2)):  # the wall is gone
        web.pages[news.list_url] = feed
        status, _, err = desk.refresh()
    assert (status, err.count("recovered: chinanews: blocked is over")) == (0, 1)
    assert reader.poll() == ([chinese(7, day(6)).title], [])
    assert len(reader.known) == 15


def whole(feeds: Path) -> dict[str, set[str]]:
    """The ids in each published news feed; fails for a torn file."""
    atom = "{http://www.w3.org/2005/Atom}"
    for path in (*feeds.glob("health.atom"), *feeds.glob("*.rss"), *feeds.glob("*.opml")):
        etree.parse(path)
    for path in feeds.glob("*.json"):
        json.loads(path.read_bytes())
    return {
        path.name: {str(one.text) for one in etree.parse(path).getroot().iterfind(f"{atom}entry/{atom}id")}
        for path in feeds.glob("*.atom")
        if path.name != "health.atom"
    }


def test_forty_kills_at_random_moments_tear_and_lose_nothing(desk: Desk, web: Web) -> None:
    desk.settings(SETTINGS.replace("[publish]", "[publish]\nwindow = 200"))
    sites = (qbpc(web), english), (gacc(web), english), (chinanews(web), chinese)
    chance, today = random.Random(20260601), datetime.now(UTC).date()  # noqa: S311
    for site, write in sites:
        site.publish(write(100, today))
    started = time.monotonic()
    assert desk.start().communicate() == (b"", b"")
    takes, killed = time.monotonic() - started, 0
    known = whole(desk.feeds)
    for number in range(101, 141):
        for site, write in sites:
            site.publish(write(number, today))
        running = desk.start()
        time.sleep(chance.uniform(takes / 4, takes))
        running.kill()
        running.communicate()
        killed += running.returncode == -signal.SIGKILL
        now = whole(desk.feeds)
        assert all(known[name] <= now[name] for name in known)
        known = now
    assert killed > 10
    done = desk.start()
    assert done.communicate() == (b"", b"")
    assert {name: len(ids) for name, ids in whole(desk.feeds).items()} == {
        "all.atom": 123, "chinanews.atom": 41, "gacc.atom": 41, "qbpc.atom": 41,
    }  # fmt: skip
    assert sorted(path.name for path in desk.feeds.iterdir()) == FILES
    assert sorted(path.name for path in desk.folder.iterdir()) == ["ipr-feeds.db", "ipr-feeds.toml", "public"]


class Gate:
    """Holds back the answer to one address until it is opened."""

    def __init__(self, web: Web, url: str) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

        def wait(asked: str) -> None:
            if asked == url:
                self.reached.set()
                self.open.wait(20)

        web.before = wait


def test_of_two_refreshes_at_once_one_works_and_the_other_leaves_at_once(desk: Desk, web: Web) -> None:
    site = qbpc(web)
    site.publish(english(1, day(1)))
    gate = Gate(web, site.url(english(1, day(1))))
    first = desk.start("qbpc")
    assert gate.reached.wait(20)
    second = desk.start("qbpc")
    out, err = second.communicate(timeout=10)
    assert (second.returncode, out) == (75, b"")
    assert b"another refresh is running" in err
    gate.open.set()
    assert first.communicate() == (b"", b"")
    assert first.returncode == 0
    assert {name: len(ids) for name, ids in whole(desk.feeds).items()} == {"qbpc.atom": 1, "all.atom": 1}


def test_ctrl_c_ends_at_once_and_keeps_what_was_done(desk: Desk, web: Web) -> None:
    site = qbpc(web)
    site.publish(english(1, day(1)), english(2, day(2)), english(3, day(3)))
    gate = Gate(web, site.url(english(1, day(1))))
    running = desk.start("qbpc")
    assert gate.reached.wait(20)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=10)
    gate.open.set()
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert {name: len(ids) for name, ids in whole(desk.feeds).items()} == {"qbpc.atom": 2, "all.atom": 2}
    assert desk.refresh("qbpc") == Seen(0, "", "")
    assert len(whole(desk.feeds)["qbpc.atom"]) == 3


def test_what_does_not_fit_into_one_run_goes_on_in_the_next(desk: Desk, web: Web) -> None:
    site = qbpc(web)
    site.publish(*(english(number, day(1) + timedelta(days=number)) for number in range(1, 6)))
    desk.settings(SETTINGS.replace("[sources.qbpc]", "[sources.qbpc]\nmax_articles = 2"))
    counts = []
    for _ in range(4):
        assert desk.refresh("qbpc") == Seen(0, "", "")
        counts.append(len(whole(desk.feeds)["qbpc.atom"]))
    assert counts == [2, 4, 5, 5]
    assert web.urls()[1].endswith("/5")  # the newest first


def test_a_changed_plugin_reads_again_what_its_feed_shows_and_nobody_is_told(
    desk: Desk, web: Web, tmp_path: Path
) -> None:
    site = gacc(web)
    site.publish(english(1, day(1), more=("Share this page with your friends!",)))
    with time_machine.travel(at(1, 2)):
        assert desk.refresh("gacc") == Seen(0, "", "")
    reader = Reader(desk.feeds / "gacc.atom")
    reader.poll()
    own = tmp_path / "own"
    own.mkdir()
    plugin = (Path(__file__).parents[1] / "plugins" / "ipr_feeds_gacc.py").read_text()
    mended = plugin.replace('body = ".atcl-cnt"', 'body = ".atcl-cnt"\n    drop = (".atcl-cnt p:last-child",)')
    (own / "ipr_feeds_gacc.py").write_text(mended)
    desk.settings(SETTINGS + '[plugins]\ndirectory = "own"\n')
    web.forget()
    with time_machine.travel(at(1, 3)):
        assert desk.refresh("gacc") == Seen(0, "", "")
    assert [(one.status, one.conditional) for one in web.asked] == [(200, False)] * 2
    assert "Share this" not in (desk.feeds / "gacc.atom").read_text()
    assert reader.poll() == ([], [])


def test_words_of_the_operator_hold_for_what_is_stored(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1), goods="lamps"), english(2, day(2), goods="toys"))
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert len(whole(desk.feeds)["gacc.atom"]) == 2
    desk.settings(SETTINGS.replace("[sources.gacc]", '[sources.gacc]\nwords = ["toys"]'))
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert [one.title for one in feedparser.parse(desk.feeds / "gacc.atom").entries] == [
        english(2, day(2), goods="toys").title
    ]


def test_an_article_that_moved_is_the_same_entry(desk: Desk, web: Web) -> None:
    site = gacc(web)
    one = english(1, day(1))
    site.publish(one)
    with time_machine.travel(at(1, 2)):
        desk.refresh("gacc")
    reader = Reader(desk.feeds / "gacc.atom")
    reader.poll()
    moved = site.url(one).replace("/Statics/", "/statics/").replace("http://english", "http://www1")
    web.pages[moved] = web.pages.pop(site.url(one))
    web.pages[site.list_url] = Page(web.pages[site.list_url].body.replace(site.url(one).encode(), moved.encode()))
    with time_machine.travel(at(2, 2)):
        assert desk.refresh("gacc") == Seen(0, "", "")
    assert reader.poll() == ([], [])
    assert feedparser.parse(desk.feeds / "gacc.atom").entries[0].link == moved


def test_a_withdrawn_article_stays_and_is_no_problem(desk: Desk, web: Web) -> None:
    site = gacc(web)
    one = english(1, day(1))
    site.publish(one)
    with time_machine.travel(at(1, 2)):
        desk.refresh("gacc")
    before = desk.bytes()
    del web.pages[site.url(one)]
    with time_machine.travel(at(2, 2)):
        assert desk.refresh("gacc") == Seen(0, "", "")
    asked = []
    for number in range(3, 9):
        with time_machine.travel(at(number, 2) + timedelta(minutes=number)):
            web.forget()
            assert desk.refresh("gacc") == Seen(0, "", "")
        asked.append(site.url(one) in web.urls())
    assert asked == [True, True, False, False, False, False]
    assert desk.bytes() == before


def test_a_page_that_cannot_be_read_is_told_and_tried_ever_more_seldom(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)), english(2, day(1)))
    url = site.url(english(1, day(1)))
    good = web.pages[url]
    web.pages[url] = Page(b"<html><body><p>The page is being rebuilt.</p></body></html>")
    asked, told = [], []
    for hour in (2, 3, 4, 5, 6, 7, 8, 9):
        web.forget()
        with time_machine.travel(at(1, hour) + timedelta(minutes=1) * hour):
            status, _, err = desk.refresh("gacc")
        assert status == 1
        assert err == "" or f"layout-changed: gacc, {url}: no layout fits" in err
        told.append(err.count("\n"))
        asked.append(url in web.urls())
    assert asked == [True, True, False, True, False, False, False, True]
    assert told == [1, 0, 0, 0, 0, 0, 0, 0]
    assert len(whole(desk.feeds)["gacc.atom"]) == 1
    web.pages[url] = good
    with time_machine.travel(at(2, 9)):
        recovered = (
            "ipr-feeds: recovered: gacc: layout-changed is over; it was met in 8 runs since 2026-06-01 02:02 UTC\n"
        )
        assert desk.refresh("gacc") == Seen(0, "", recovered)
    assert len(whole(desk.feeds)["gacc.atom"]) == 2


def test_a_page_that_leads_to_another_article_is_no_entry(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)), english(2, day(1)))
    first, second = site.url(english(1, day(1))), site.url(english(2, day(1)))
    web.pages[first] = Page(status=302, headers={"Location": second})
    status, _, err = desk.refresh("gacc")
    assert (status, f"gone: gacc, {first}: the page has moved to {second}, which is another page" in err) == (1, True)
    assert len(whole(desk.feeds)["gacc.atom"]) == 1


def test_a_bot_wall_before_all_articles_is_told_and_the_rest_waits(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(1)) for number in range(1, 6)))
    for number in range(1, 6):
        web.pages[site.url(english(number, day(1)))] = Page(b"<script>$_ts={}</script>", 412)
    with time_machine.travel(at(1, 2)):
        status, _, err = desk.refresh("gacc")
    assert (status, err.count("\n"), "blocked: gacc" in err) == (1, 2, True)
    assert len([url for url in web.urls() if "Statics" in url]) == 2  # then the host is left alone
    site.publish(*(english(number, day(1)) for number in range(1, 6)))
    with time_machine.travel(at(1, 4)):
        status, _, err = desk.refresh("gacc")
    assert (status, err.startswith("ipr-feeds: recovered: gacc: blocked is over; it was met in one run")) == (0, True)
    assert len(whole(desk.feeds)["gacc.atom"]) == 5


def test_one_page_behind_a_bot_wall_keeps_no_other_back(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(1)) for number in range(1, 4)))
    web.pages[site.url(english(3, day(1)))] = Page(b"", 403)
    status, _, err = desk.refresh("gacc")
    assert (status, "blocked: gacc" in err, web.urls()[1]) == (1, True, site.url(english(3, day(1))))
    assert len(whole(desk.feeds)["gacc.atom"]) == 2


def test_a_host_that_wants_to_be_left_alone_is_and_another_of_the_source_is_read(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(1)) for number in range(1, 4)))
    for number in (1, 3):
        url = site.url(english(number, day(1)))
        moved = url.replace("english.", "www.")
        web.pages[moved] = Page(status=429, headers={"Retry-After": "86400"})
        web.pages[site.list_url] = Page(web.pages[site.list_url].body.replace(url.encode(), moved.encode()))
    status, _, err = desk.refresh("gacc")
    assert (status, err.count("throttled: gacc")) == (1, 1)
    assert [url for url in web.urls() if "www.customs" in url] == [web.urls()[1]]
    assert len(whole(desk.feeds)["gacc.atom"]) == 1


PLUGIN = """
from ipr_feeds import Layout, Source, hookimpl, Link
class Page(Layout):
    name = "mine-page"
    marker = ".atcl"
    title = ".atcl-ttl"
    body = ".atcl-cnt"
class Mine(Source):
    name = "mine"
    title = "Mine"
    home = "http://mine.example/"
    language = "en"
    timezone = "UTC"
    hosts = ("mine.example",)
    start_urls = ("http://mine.example/list",)
    keys = ((r"/Statics/([0-9a-f-]+)\\.html", "a:{}"),)
    layouts = (Page,)
    %s
@hookimpl
def sources():
    return [Mine()]
"""


def mine(desk: Desk, web: Web, extra: str = "") -> Site:
    """A source of the operator's own, on a site like GACC's."""
    (desk.folder / "own").mkdir(exist_ok=True)
    (desk.folder / "own" / "mine.py").write_text(PLUGIN % extra)
    desk.settings(SETTINGS + '[plugins]\ndirectory = "own"\n')
    model = gacc(web)
    return Site(
        web,
        "http://mine.example/list",
        lambda one: model.url(one).replace("english.customs.gov.cn", "mine.example"),
        model.page,
    )


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("def wanted(self, link): return link.lead.x", "AttributeError"),
        ("def links(self, page): raise SystemExit(3)", "SystemExit"),
        (
            "def links(self, page): return [Link('http://mine.example/Statics/1.html', published='2026-06-01')]",
            "ValidationError",
        ),
        ("def relevant(self, entry): return 1/0", "ZeroDivisionError"),
        ("def key(self, url): return [url]", "mine"),
    ],
)
def test_whatever_a_plugin_raises_harms_no_other_source(extra: str, told: str, desk: Desk, web: Web) -> None:
    mine(desk, web, extra).publish(english(1, day(1)))
    gacc(web).publish(english(2, day(1)))
    status, _, err = desk.refresh("mine", "gacc")
    assert (status, "plugin-error: mine" in err, told in err) == (1, True, True)
    assert len(whole(desk.feeds)["gacc.atom"]) == 1
    mine(desk, web).publish(english(1, day(1)))
    status, _, err = desk.refresh("mine", "gacc")
    assert (status, "recovered: mine: plugin-error" in err) == (0, True)
    assert len(whole(desk.feeds)["all.atom"]) == 2


def test_items_on_other_hosts_are_none_whatever_a_plugin_takes_for_a_key(desk: Desk, web: Web) -> None:
    site = mine(desk, web, "def key(self, url): return url[-20:]")
    site.publish(english(1, day(1)))
    foreign = "http://evil.example/Statics/00000000-0000-4000-8000-000000000009.html"
    web.pages[foreign] = web.pages[site.url(english(1, day(1)))]
    web.pages[site.list_url] = Page(
        web.pages[site.list_url].body.replace(b"</ul>", f'<li><a href="{foreign}">x</a></li></ul>'.encode())
    )
    assert desk.refresh("mine") == Seen(0, "", "")
    assert foreign not in web.urls()
    assert len(whole(desk.feeds)["mine.atom"]) == 1


def test_a_plugin_that_is_broken_for_a_while_keeps_its_entries_in_the_combined_feed(desk: Desk, web: Web) -> None:
    mine(desk, web).publish(english(1, day(1)))
    gacc(web).publish(english(2, day(1)))
    assert desk.refresh("mine", "gacc") == Seen(0, "", "")
    before = desk.bytes()
    (desk.folder / "own" / "mine.py").write_text("def broken(:")
    status, _, err = desk.refresh("gacc")
    assert (status, "plugin-error" in err) == (1, True)
    assert desk.bytes() == before


def test_two_sources_may_read_one_list(desk: Desk, web: Web) -> None:
    site = mine(desk, web)
    site.publish(english(1, day(1)))
    own = (desk.folder / "own" / "mine.py").read_text()
    twin = (
        own.replace("return [Mine()]", "return [Mine(), Twin()]")
        + "\nclass Twin(Mine):\n    name = 'twin'\n    title = 'Twin'\n"
    )
    (desk.folder / "own" / "mine.py").write_text(twin)
    assert desk.refresh("mine", "twin") == Seen(0, "", "")
    assert {name: len(ids) for name, ids in whole(desk.feeds).items()} == {
        "mine.atom": 1,
        "twin.atom": 1,
        "all.atom": 2,
    }


def test_a_list_that_could_be_read_before_or_was_chosen_is_missed_when_it_fails(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    second = "http://english.customs.gov.cn/newsroom/Special"
    lists = f'start_urls = ["{site.list_url}", "{second}"]'
    desk.settings(SETTINGS.replace('start_urls = ["http://english.customs.gov.cn/newsroom/news"]', lists))
    status, _, err = desk.refresh("gacc")
    assert (status, f"gone: gacc, {second}: answered 404" in err) == (1, True)
    desk.settings(re.sub(r"\[sources.gacc\]\nstart_urls = .*", "", SETTINGS))
    status, _, err = desk.refresh("gacc")  # the plugin's own lists, one of which is not there
    assert (status, "recovered: gacc: gone" in err) == (0, True)
    web.pages[second] = web.pages[site.list_url]
    assert desk.refresh("gacc") == Seen(0, "", "")
    web.pages[second] = Page(b"", 412)
    status, _, err = desk.refresh("gacc")
    assert (status, f"blocked: gacc, {second}" in err) == (1, True)


def test_an_article_that_was_gone_for_a_while_is_looked_at_again(desk: Desk, web: Web) -> None:
    site = gacc(web)
    one = english(1, day(1))
    site.publish(one)
    with time_machine.travel(at(1, 2)):
        desk.refresh("gacc")
    page = web.pages.pop(site.url(one))
    with time_machine.travel(at(1, 12)):
        assert desk.refresh("gacc") == Seen(0, "", "")
    web.pages[site.url(one)] = Page(page.body.replace(b"confirmed", b"denied"))
    with time_machine.travel(at(3, 2)):
        assert desk.refresh("gacc") == Seen(0, "", "")
    assert "denied" in (desk.feeds / "gacc.atom").read_text()


def test_a_clock_that_cannot_be_right_stops_the_run(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    with time_machine.travel(datetime(2000, 1, 1, tzinfo=UTC)):
        status, _, err = desk.refresh("gacc")
    assert (status, "the clock says 2000-01-01, which cannot be" in err) == (2, True)
    assert not desk.feeds.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("-v",), ("-v", "--log-format", "json")])
def test_a_full_disk_for_the_log_stops_no_publishing(arguments: tuple[str, ...], desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    command = [sys.executable, "-m", "ipr_feeds", "refresh", "gacc", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=desk.folder, stdout=full, stderr=full, check=False)
    assert done.returncode == 0
    assert len(whole(desk.feeds)["gacc.atom"]) == 1


def test_with_json_even_a_bad_store_is_told_in_json(desk: Desk) -> None:
    (desk.folder / "ipr-feeds.db").write_bytes(b"no database " * 99)
    status, out, err = desk.refresh("gacc", "--log-format", "json")
    told = json.loads(err)
    assert (status, out, told["event"], "damaged one" in told["message"]) == (1, "", "failed", True)


def test_a_folder_that_is_made_can_be_entered_by_a_web_server(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    before = os.umask(0o077)
    try:
        desk.refresh("gacc")
    finally:
        os.umask(before)
    assert desk.feeds.stat().st_mode & 0o777 == 0o755


def test_lists_without_validators_are_known_by_their_bytes(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    web.pages[site.list_url] = web.pages[site.list_url]._replace(validators=False)
    assert desk.refresh("gacc") == Seen(0, "", "")
    touched = desk.touched()
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert desk.touched() == touched


def test_an_empty_list_is_told_and_removes_nothing(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    desk.refresh("gacc")
    before = desk.bytes()
    site.show([])
    status, _, err = desk.refresh("gacc")
    assert (status, f"empty-list: gacc, {site.list_url}: the list names no article" in err) == (1, True)
    assert desk.refresh("gacc") == Seen(1, "", "")  # told today already
    assert desk.bytes() == before
    status, _, err = desk.refresh("gacc", "-v")
    assert (status, "empty-list: gacc" in err) == (1, True)


def test_only_named_sources_are_read_and_the_combined_feed_keeps_all(desk: Desk, web: Web) -> None:
    for site in (qbpc(web), gacc(web)):
        site.publish(english(1, day(1)))
    desk.refresh("qbpc", "gacc")
    web.forget()
    qbpc(web).publish(english(2, day(2)))
    assert desk.refresh("qbpc") == Seen(0, "", "")
    assert all("qbpc" in url for url in web.urls())
    assert len(whole(desk.feeds)["all.atom"]) == 3


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda file: file.write_bytes(b"no database " * 99), "this is no store, or a damaged one"),
        (lambda file: (file.unlink(), file.mkdir()), "the store cannot be opened: Is a directory"),
    ],
)
def test_with_a_bad_store_nothing_is_published(harm: object, told: str, desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    desk.refresh("gacc")
    before = desk.bytes()
    harm(desk.folder / "ipr-feeds.db")  # type: ignore[operator]
    web.forget()
    status, out, err = desk.refresh("gacc")
    assert (status, out, err.count("\n"), told in err) == (1, "", 1, True)
    assert (desk.bytes(), web.asked) == (before, [])


def test_a_feed_folder_that_cannot_be_written_is_told_and_the_next_run_completes_it(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    desk.feeds.write_text("in the way")
    status, _, err = desk.refresh("gacc")
    assert (status, "cannot-write: " in err) == (1, True)
    desk.feeds.unlink()
    status, _, err = desk.refresh("gacc")
    assert (status, err.count("recovered: "), err.count("cannot-write is over")) == (0, 5, 5)
    assert len(whole(desk.feeds)["gacc.atom"]) == 1


def test_a_new_entry_rewrites_only_the_files_that_show_it(desk: Desk, web: Web) -> None:
    sites = qbpc(web), gacc(web)
    for site in sites:
        site.publish(english(1, day(1)))
    chinanews(web).publish(chinese(1, day(1) - timedelta(days=99)))
    desk.settings(SETTINGS.replace("[publish]", "[publish]\nwindow = 2"))
    desk.refresh()
    before = desk.touched()
    sites[1].publish(english(2, day(2)))
    desk.refresh()
    touched = {name for name, when in desk.touched().items() if when != before[name]}
    feeds = {"all.atom", "all.rss", "all.json", "gacc.atom", "gacc.rss", "gacc.json"}
    assert touched == feeds | {"gacc.html", "index.html", "health.json"}
    before = desk.touched()
    sites[0].publish(english(3, day(1) - timedelta(days=9)))  # too old to be shown in the combined feed
    desk.refresh()
    touched = {name for name, when in desk.touched().items() if when != before[name]}
    assert touched == {"qbpc.atom", "qbpc.rss", "qbpc.json", "qbpc.html", "index.html"}


def test_a_lost_feed_is_made_again_from_the_store(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    desk.refresh("gacc")
    before = desk.bytes()
    shutil.rmtree(desk.feeds)
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert desk.bytes() == before


def on_terminal(desk: Desk, *arguments: str) -> str:
    """What a refresh shows on a terminal."""
    ours, its = os.openpty()
    command = [sys.executable, "-m", "ipr_feeds", "refresh", *arguments]
    surroundings = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
    with subprocess.Popen(command, cwd=desk.folder, stdin=its, stdout=its, stderr=its, env=surroundings):
        os.close(its)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal is closed
            while read := os.read(ours, 65536):
                shown += read
    os.close(ours)
    return shown.decode()


def test_on_a_terminal_there_is_progress_and_a_summary(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)), english(2, day(2)))
    shown = on_terminal(desk, "gacc")
    assert "2/2" in shown
    assert re.search(r"gacc\s+2\s+2\s+0\s+0\s+0\s+none", shown)
    assert re.search(r"gacc\.\{atom,rss,json\}  2 entries  written", shown)
    assert re.search(r"gacc\s+as before\s+0\s+0\s+0\s+0\s+none", on_terminal(desk, "gacc"))
    assert "hint" not in shown
    desk.settings(SETTINGS.replace('base_url = "https://feeds.example.org/"', ""))
    assert "hint: with publish.base_url in the settings" in on_terminal(desk, "gacc")


def test_verbose_tells_each_request_and_file(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    status, out, err = desk.refresh("gacc", "-v")
    assert status == 0
    assert [line.split("  ")[0] for line in err.splitlines()] == [
        f"gacc: 404 {site.list_url.replace('newsroom/news', 'robots.txt')}",
        f"gacc: 200 {site.list_url}",
        f"gacc: 200 {site.url(english(1, day(1)))}",
    ]
    assert "gacc.{atom,rss,json}  1 entries  written" in out


def test_many_problems_of_one_kind_are_told_in_a_few_lines(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(1)) for number in range(1, 8)))
    for number in range(1, 8):
        del web.pages[site.url(english(number, day(1)))]
    status, _, err = desk.refresh("gacc")
    assert (status, err.count("there is no such page"), err.count("\n")) == (1, 3, 4)
    assert err.endswith("ipr-feeds: gone: gacc: 4 more like these (-v tells all)\n")


def test_json_is_a_line_for_each_problem_and_with_v_for_each_event(desk: Desk, web: Web) -> None:
    web.down.add("english.customs.gov.cn")
    status, out, err = desk.refresh("gacc", "--log-format", "json")
    (line,) = (json.loads(line) for line in err.splitlines())
    assert (status, out) == (1, "")
    assert (line["level"], line["event"], line["source"], line["kind"]) == ("error", "problem", "gacc", "unreachable")
    web.down.clear()
    gacc(web).publish(english(1, day(1)))
    _, _, err = desk.refresh("gacc", "-v", "--log-format", "json")
    assert {json.loads(line)["event"] for line in err.splitlines()} == {"request", "source", "file", "recovered"}


def test_names_that_there_are_not_are_wrong_usage(desk: Desk) -> None:
    status, _, err = desk.refresh("gac")
    assert (status, "there is no source 'gac'" in err) == (2, True)
    assert not (desk.folder / "ipr-feeds.db").exists()


def test_nobody_is_asked_for_more_than_the_settings_say(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    desk.refresh("gacc")
    agents = {one.headers["User-Agent"] for one in web.asked}
    assert agents == {"ipr-feeds/0.1.0 (mailto:ops@example.org)"}
    assert os.environ["http_proxy"].startswith("http://127.0.0.1:")


def test_a_backup_takes_the_place_of_a_lost_store(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    config = ["--config", str(desk.folder / "ipr-feeds.toml")]
    assert "there is no store;" in CliRunner().invoke(main, ["backup", *config, str(desk.folder / "copy.db")]).stderr
    desk.refresh("gacc")
    before = desk.bytes()
    assert CliRunner().invoke(main, ["backup", *config, str(desk.folder / "copy.db")]).output == ""
    (desk.folder / "copy.db").replace(desk.folder / "ipr-feeds.db")
    web.forget()
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert (desk.bytes(), web.urls()) == (before, [site.list_url])


def test_a_site_that_fails_for_long_is_asked_ever_more_seldom_but_never_given_up(desk: Desk, web: Web) -> None:
    site = gacc(web)
    desk.settings(SETTINGS + '[plugins]\ndisabled = ["ipr_feeds_qbpc", "ipr_feeds_chinanews"]\n')
    desk.settings(
        (desk.folder / "ipr-feeds.toml").read_text().replace("[sources.qbpc]", "#").replace("[sources.chinanews]", "#")
    )
    desk.settings(re.sub(r"#\nstart_urls = .*", "", (desk.folder / "ipr-feeds.toml").read_text()))
    web.down.add("english.customs.gov.cn")
    asked: list[int] = []
    web.before = lambda url: asked.append(hour) if url == site.list_url or "robots" in url else None
    told = []
    for hour in range(72):
        with time_machine.travel(at(1, 0) + timedelta(hours=hour, seconds=hour)):
            status, _, err = desk.refresh()
        assert status == 1
        told += [hour] * err.count("unreachable")
    hours = sorted(set(asked))
    assert hours[:4] == [0, 1, 2, 3]
    gaps = [later - earlier for earlier, later in pairwise(hours)]
    assert gaps == sorted(gaps)
    assert gaps[-1] == 12
    assert told == [0, 24, 48]
    with time_machine.travel(at(4, 1)):
        web.down.clear()
        site.publish(english(1, day(1)))
        status, _, err = desk.refresh("gacc")  # named: at once
    assert (status, "recovered: gacc: unreachable is over" in err) == (0, True)


def test_problems_that_last_stand_in_a_feed_of_their_own_and_never_in_a_news_feed(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    desk.refresh("gacc")
    assert feedparser.parse(desk.feeds / "health.atom").entries == []
    site.show([])
    seen = []
    for hour in (2, 3, 4, 5):
        with time_machine.travel(at(2, hour)):
            desk.refresh("gacc")
        seen.append([one.title for one in feedparser.parse(desk.feeds / "health.atom").entries])
    title = "gacc: empty-list since 2026-06-02 02:00 UTC"
    assert seen == [[], [], [title], [title]]
    site.publish(english(2, day(2)))
    with time_machine.travel(at(2, 6)):
        desk.refresh("gacc")
    (entry,) = feedparser.parse(desk.feeds / "health.atom").entries
    assert entry.title == f"{title}, over since 2026-06-02 06:00 UTC"
    assert (entry.published[:16], entry.updated[:16]) == ("2026-06-02T02:00", "2026-06-02T06:00")
    assert b"empty-list" not in b"".join(desk.bytes().values())


def test_a_bad_page_is_kept_for_a_look_and_the_message_says_where(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(1)) for number in range(1, 9)))
    for number in range(1, 9):
        web.pages[site.url(english(number, day(1)))] = Page(
            b"<html><body><p>Rebuilt.</p></body></html>" + b" " * 2_000_000
        )
    _, _, err = desk.refresh("gacc", "-v")
    kept = re.findall(r"; see (\S+\.html)", err)
    pages = sorted((desk.folder / "bad-pages" / "gacc").iterdir())
    assert (sorted(set(kept)), len(pages)) == ([str(page) for page in pages], 5)
    assert {page.stat().st_size for page in pages} == {1_000_000}
    shown = CliRunner().invoke(main, ["extract", str(pages[0]), "--source", "gacc", "--explain"])
    assert "gacc-statics" in shown.stderr


def test_health_shows_how_each_source_is_doing(desk: Desk, web: Web) -> None:
    config = ["--config", str(desk.folder / "ipr-feeds.toml")]
    assert "there is no store;" in CliRunner().invoke(main, ["health", *config]).stderr
    gacc(web).publish(english(1, day(1)))
    web.down.add("www.qbpc.org.cn")
    with time_machine.travel(at(1, 2)):
        desk.refresh("gacc", "qbpc")
    shown = CliRunner().invoke(main, ["health", *config], env={"COLUMNS": "200"})
    assert shown.exit_code == 1
    assert re.search(r"gacc +ok +2026-05-31 16:00 +2026-06-01 02:00 +2026-06-01 02:00 +1 +0", shown.stdout)
    assert re.search(r"qbpc +failing +never +2026-06-01 02:00 +never +0 +0", shown.stdout)
    assert "unreachable since 2026-06-01 02:00 UTC: qbpc, http://www.qbpc.org.cn/" in shown.stdout
    told = json.loads(CliRunner().invoke(main, ["health", "--json", *config]).stdout)
    assert {one["health"]["name"]: one["health"]["state"] for one in told} == {
        "chinanews": "ok", "gacc": "ok", "qbpc": "failing",
    }  # fmt: skip


def test_a_source_that_is_silent_for_too_long_is_told_once_a_day(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    told = []
    for number in range(1, 29):
        with time_machine.travel(at(number, 2)):
            status, _, err = desk.refresh("gacc")
        told += [number] * ("stale: gacc: the newest article is of 2026-05-31" in err)
        assert status == (1 if told else 0)
        assert ("is silent for longer" in (desk.feeds / "gacc.html").read_text()) == bool(told)  # at once
    assert told == list(range(told[0], 29))
    assert 14 <= told[0] <= 18  # fourteen days are normal, weekends and a holiday do not count
    assert desk.state("gacc")["state"] == "stale"
    site.publish(english(2, day(28)))
    with time_machine.travel(at(29, 2)):
        status, _, err = desk.refresh("gacc")
    assert (status, "recovered: gacc: stale is over" in err) == (0, True)


def test_a_field_that_the_newest_articles_lack_is_told_and_so_is_that_it_came_back(desk: Desk, web: Web) -> None:
    site = gacc(web)
    with time_machine.travel(at(1, 2)):
        site.publish(*(english(number, day(1)) for number in range(1, 13)))
        assert desk.refresh("gacc") == Seen(0, "", "")
    with time_machine.travel(at(2, 2)):
        late = [english(number, day(2)) for number in range(13, 18)]
        site.publish(*late)
        for one in late:  # the class of the date has changed, and the list prints none
            page = web.pages[site.url(one)]
            web.pages[site.url(one)] = Page(page.body.replace(b"atcl-date", b"atcl-day"))
        web.pages[site.list_url] = Page(re.sub(rb"<span>[^<]*</span>", b"", web.pages[site.list_url].body))
        status, _, err = desk.refresh("gacc")
    assert (status, err.count("\n")) == (1, 1)
    assert "field-lost: gacc, " in err
    assert "the last 5 articles have no published, and nearly all of the 12 before had" in err
    with time_machine.travel(at(2, 3)):
        assert desk.refresh("gacc") == Seen(1, "", "")  # nothing new: it goes on, and was told today
    with time_machine.travel(at(3, 2)):
        site.publish(english(18, day(3)))
        status, _, err = desk.refresh("gacc")
    assert (status, "recovered: gacc: field-lost is over" in err) == (0, True)


def test_whatever_a_server_sends_as_an_address_harms_neither_terminal_nor_feed(desk: Desk, web: Web) -> None:
    site = gacc(web)
    web.pages[site.list_url] = Page(status=302, headers={"Location": "http://evil.example/\x01\x1b[31m[/b]"})
    for hour in (2, 3, 4, 5):
        with time_machine.travel(at(1, hour)):
            status, _, err = desk.refresh("gacc", "-v")
        assert (status, "gone: gacc" in err, "\x1b" in err, "\x01" in err) == (1, True, False, False)
    assert len(feedparser.parse(desk.feeds / "health.atom").entries) == 1
    shown = CliRunner().invoke(main, ["health", "--config", str(desk.folder / "ipr-feeds.toml")])
    assert (shown.exit_code, "[/b]" in shown.stdout) == (1, True)


def test_a_run_with_a_clock_ahead_does_not_silence_those_after_it(desk: Desk, web: Web) -> None:
    site = gacc(web)
    desk.settings(re.sub(r"(\[sources.(?:qbpc|chinanews)\])\nstart_urls = .*", r"\1\nenabled = false", SETTINGS))
    site.publish(english(1, day(1)))
    with time_machine.travel(at(20, 2)):
        assert desk.refresh() == Seen(0, "", "")
    site.publish(english(2, day(2)))
    with time_machine.travel(at(2, 2)):
        assert desk.refresh() == Seen(0, "", "")
    assert len(whole(desk.feeds)["gacc.atom"]) == 2


def test_a_problem_of_pages_goes_on_while_nobody_can_look(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)), english(2, day(1)))
    good = web.pages[site.url(english(1, day(1)))]
    web.pages[site.url(english(1, day(1)))] = Page(b"<html><body><p>Rebuilt.</p></body></html>")
    told = []
    for hour in range(2, 12):
        web.down = {"english.customs.gov.cn"} if hour in (4, 5, 8) else set()
        with time_machine.travel(at(1, hour) + timedelta(minutes=hour)):
            status, _, err = desk.refresh("gacc")
        assert status == 1
        told += re.findall(r"recovered: gacc: [a-z-]+|layout-changed", err)
    assert told == ["layout-changed", "recovered: gacc: unreachable", "recovered: gacc: unreachable"]
    web.pages[site.url(english(1, day(1)))] = good
    with time_machine.travel(at(2, 20)):
        assert "recovered: gacc: layout-changed is over; it was met in 10 runs" in desk.refresh("gacc").err


def test_a_known_page_that_stays_broken_is_one_problem(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    with time_machine.travel(at(1, 2)):
        desk.refresh("gacc")
    web.pages[site.url(english(1, day(1)))] = Page(b"<html><body><p>Rebuilt.</p></body></html>")
    seen = []
    for hour in range(9, 20):
        with time_machine.travel(at(1, hour) + timedelta(minutes=hour)):
            status, _, err = desk.refresh("gacc")
        seen.append((status, err.count("layout-changed")))
    assert seen == [(1, 1)] + [(1, 0)] * 10


def test_a_source_that_is_switched_off_has_not_recovered(desk: Desk, web: Web) -> None:
    web.down.add("english.customs.gov.cn")
    gacc(web)
    assert desk.refresh("gacc").status == 1
    desk.settings(
        re.sub(r"(\[sources.\w+\])\nstart_urls = .*", r"\1\nenabled = false", SETTINGS, count=2).replace(
            "[sources.chinanews]\nstart_urls", "[sources.chinanews]\nenabled = true\nstart_urls"
        )
    )
    chinanews(web).publish(chinese(1, day(1)))
    assert desk.refresh() == Seen(0, "", "")
    assert "gacc" not in (desk.feeds / "health.json").read_text()


def test_a_plugin_that_cannot_be_loaded_stands_in_health(desk: Desk, web: Web) -> None:
    mine(desk, web)
    gacc(web).publish(english(1, day(1)))
    (desk.folder / "own" / "mine.py").write_text("def broken(:")
    assert desk.refresh("gacc").status == 1
    told = desk.state("mine")
    assert (told["state"], told["problems"][0]["kind"]) == ("failing", "plugin-error")
    assert CliRunner().invoke(main, ["health", "--config", str(desk.folder / "ipr-feeds.toml")]).exit_code == 1


def test_the_oldest_articles_of_a_first_run_are_no_lost_field(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(1) + timedelta(days=number)) for number in range(1, 21)))
    for number in range(1, 6):
        url = site.url(english(number, day(1) + timedelta(days=number)))
        web.pages[url] = Page(web.pages[url].body.replace(b"atcl-date", b"atcl-day"))
    with time_machine.travel(at(28, 2)):
        assert desk.refresh("gacc") == Seen(0, "", "")


def test_two_links_to_a_sister_site_hold_a_source_back_for_a_day_at_most(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    with time_machine.travel(at(1, 2)):
        desk.refresh("gacc")
    seen = []
    for number in (2, 3, 4):
        site.publish(english(number, day(number)))
        sister = b'<li><a href="http://mp.weixin.qq.com/s/1">a</a></li><li><a href="http://mp.weixin.qq.com/s/2">b</a></li></ul>'
        web.pages[site.list_url] = Page(web.pages[site.list_url].body.replace(b"</ul>", sister))
        with time_machine.travel(at(number, 2)):
            status, _, err = desk.refresh("gacc")
        seen.append((status, "suspicious" in err, len(whole(desk.feeds)["gacc.atom"])))
    assert seen == [(1, True, 1), (0, True, 3), (0, False, 4)]


def test_a_list_with_strangers_is_noticed_beside_one_that_is_as_before(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    second = "http://english.customs.gov.cn/newsroom/Special"
    web.pages[second] = web.pages[site.list_url]
    desk.settings(re.sub(r"\[sources.gacc\]\nstart_urls = .*", "", SETTINGS))
    with time_machine.travel(at(1, 2)):
        assert desk.refresh("gacc") == Seen(0, "", "")
    hacked = web.pages[site.list_url].body.replace(
        b"<ul>", b'<ul><li><a href="http://c.example/1">w88</a></li><li><a href="http://c.example/2">bbin</a></li>'
    )
    web.pages[site.list_url] = Page(hacked)
    with time_machine.travel(at(1, 3)):
        assert "suspicious: gacc" in desk.refresh("gacc").err


def test_a_site_that_wants_very_long_pauses_is_read_bit_by_bit(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(1)) for number in (1, 2, 3)))
    second = "http://english.customs.gov.cn/newsroom/Special"
    robots = Page(b"User-agent: *\nCrawl-delay: 600")
    web.pages |= {second: web.pages[site.list_url], "http://english.customs.gov.cn/robots.txt": robots}
    desk.settings(re.sub(r"\[sources.gacc\]\nstart_urls = .*", "", SETTINGS))
    asked = []
    for hour in range(8):
        with time_machine.travel(at(1, 2) + timedelta(hours=hour)):
            web.forget()
            assert desk.refresh("gacc") == Seen(0, "", "")
        assert len(web.asked) == 1
        asked.append(web.asked[0].url.rpartition("/")[2][-10:])
    assert asked[:5] == ["robots.txt", "news", "00003.html", "00002.html", "00001.html"]
    assert set(asked[5:]) == {"Special", "news"}
    assert len(whole(desk.feeds)["gacc.atom"]) == 3


def told(desk: Desk, name: str) -> str:
    """What a page says, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", (desk.feeds / f"{name}.html").read_text()).split())


def test_the_pages_say_how_a_source_is_doing(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, day(1)))
    desk.refresh("gacc")
    assert "All is well" in told(desk, "gacc")
    web.down.add("english.customs.gov.cn")
    wrong = (
        "In trouble Since 2 June 2026 not all of it could be read: no connection can be made. What was published stays."
    )
    seen = []
    for hour in (2, 3, 4, 5):
        with time_machine.travel(at(2, hour)):
            desk.refresh("gacc")
        seen.append([wrong in told(desk, name) for name in ("gacc", "index")])
    assert seen == [[False] * 2, [False] * 2, [True] * 2, [True] * 2]
    before = desk.touched()
    with time_machine.travel(at(3, 3)):
        desk.refresh("gacc")
    assert desk.touched() == before
    web.down.clear()
    with time_machine.travel(at(4, 4)):
        desk.refresh("gacc")
    assert "In trouble" not in told(desk, "gacc") + told(desk, "index")


def test_without_pages_there_are_only_feeds(desk: Desk, web: Web) -> None:
    desk.settings(SETTINGS.replace("[publish]", "[publish]\npages = false"))
    gacc(web).publish(english(1, day(1)))
    assert desk.refresh("gacc").status == 0
    assert list(desk.feeds.glob("*.html")) == []


def test_a_source_whose_plugin_is_broken_keeps_its_page(desk: Desk, web: Web) -> None:
    mine(desk, web).publish(english(1, day(1)))
    desk.refresh("mine")
    before = told(desk, "mine")
    (desk.folder / "own" / "mine.py").write_text("def broken(:")
    for _ in range(3):
        desk.refresh()
    assert "the plugin that reads it is broken" in told(desk, "mine")
    assert told(desk, "mine").partition("Entries per month")[2] == before.partition("Entries per month")[2]
    assert 'href="mine.html"' in (desk.feeds / "index.html").read_text()


def test_a_host_that_comes_and_goes_touches_no_page(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    desk.refresh("gacc")
    before = {name: when for name, when in desk.touched().items() if name.endswith(".html")}
    for hour in range(2, 8):
        web.down ^= {"english.customs.gov.cn"}
        with time_machine.travel(at(2, hour)):
            assert desk.refresh("gacc").status == hour % 2 ^ 1
        assert {name: desk.touched()[name] for name in before} == before


@pytest.mark.parametrize("name", ["index.html", "gacc.html", "health.json", "health.atom"])
def test_a_file_of_any_kind_that_cannot_be_written_is_told_once_a_day_and_when_it_is_over(
    name: str, desk: Desk, web: Web
) -> None:
    gacc(web).publish(english(1, day(1)))
    (desk.feeds / name).mkdir(parents=True)
    seen = []
    for number, hour in ((1, 2), (1, 3), (2, 2), (2, 3)):
        if (number, hour) == (2, 3):
            (desk.feeds / name).rmdir()
        with time_machine.travel(at(number, hour)):
            status, _, err = desk.refresh("gacc")
        seen.append((status, f"cannot-write: {desk.feeds / name}: " in err, "cannot-write is over" in err))
    assert seen == [(1, True, False), (1, False, False), (1, True, False), (0, False, True)]
    assert (desk.feeds / name).is_file()
    assert [one["state"] for one in json.loads((desk.feeds / "health.json").read_bytes())["sources"]] == ["ok"] * 3


def test_a_page_that_cannot_be_written_stands_in_health_until_it_can(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    (desk.feeds / "index.html").mkdir(parents=True)
    for _ in range(3):
        desk.refresh("gacc")
    assert desk.state("index")["problems"][0]["kind"] == "cannot-write"
    assert "index" in feedparser.parse(desk.feeds / "health.atom").entries[0].title


def test_a_lost_store_empties_neither_feeds_nor_pages(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, day(number)) for number in range(1, 10)))
    chinanews(web).publish(chinese(1, day(1)))
    desk.refresh("gacc", "chinanews")
    before = {path.name: path.read_bytes() for path in desk.feeds.iterdir() if "health" not in path.name}
    (desk.folder / "ipr-feeds.db").unlink()
    site.show(site.shown[:1])
    for _ in range(3):
        assert desk.refresh("gacc", "chinanews").status == 1
    after = {path.name: path.read_bytes() for path in desk.feeds.iterdir() if "health" not in path.name}
    assert {name for name in before if before[name] != after[name]} == set()


def test_verbose_says_that_a_page_of_somebody_else_is_kept(desk: Desk, web: Web) -> None:
    gacc(web).publish(english(1, day(1)))
    desk.feeds.mkdir()
    (desk.feeds / "index.html").write_text("<!doctype html><title>Mine</title>")
    assert f"{desk.feeds / 'index.html'}  kept: not ours" in desk.refresh("gacc", "-v").out.splitlines()


def test_who_may_not_republish_any_more_takes_back_what_is_in_files_that_are_not_written_any_more(
    desk: Desk, web: Web
) -> None:
    gacc(web).publish(english(1, day(1)))
    qbpc(web).publish(english(2, day(1)))
    desk.refresh("gacc", "qbpc")
    (desk.feeds / "chinanews.json").write_text('{"of": "somebody else"}')
    words = "asked for the detention of all 1 boxes"
    fewer = SETTINGS.replace("[publish]", '[publish]\nformats = ["atom"]\npages = false')
    desk.settings(fewer)
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert words in (desk.feeds / "all.rss").read_text()
    summary = 'content = "summary"\n'
    desk.settings(
        fewer.replace("[sources.gacc]\n", f"[sources.gacc]\n{summary}").replace(
            "[sources.chinanews]\n", f"[sources.chinanews]\n{summary}"
        )
    )
    status, out, err = desk.refresh("gacc", "-v")
    assert (status, "problem" in err, out.count("removed: it may hold whole articles")) == (0, False, 2)
    assert [path.name for path in desk.feeds.iterdir() if words in path.read_text()] == []
    assert sorted(path.name for path in desk.feeds.iterdir()) == [
        "all.atom", "chinanews.json", "feeds.opml", "gacc.atom", "health.atom", "health.json", "index.html", "qbpc.atom", "qbpc.html", "qbpc.json", "qbpc.rss",
    ]  # fmt: skip


def test_a_live_run_over_samples_leads_to_nothing_of_theirs(desk: Desk, web: Web) -> None:
    desk.settings(SETTINGS.replace('base_url = "https://feeds.example.org/"', ""))
    desk.refresh("--offline", "--out", str(desk.feeds))
    qbpc(web).publish(english(1, day(1)))
    web.down |= {"english.customs.gov.cn", "www.chinanews.com.cn"}
    assert desk.refresh().status == 1
    linked = set(re.findall(r'href="([\w.]+)"', (desk.feeds / "index.html").read_text()))
    assert linked == {f"{name}.{suffix}" for name in ("all", "qbpc") for suffix in ("atom", "rss", "json")} | {
        "qbpc.html"
    }
    assert [name for name in sorted(linked) if "(sample)" in (desk.feeds / name).read_text()] == []
    assert "(sample)" in (desk.feeds / "gacc.atom").read_text()
