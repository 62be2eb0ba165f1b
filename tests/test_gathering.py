"""One source, live: what a run asks for, what it leaves, and what it remembers."""

import json
import threading
import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from hosts import Page, Web
from newsroom import Site, english, gacc, qbpc
from test_refresh import SETTINGS, Desk, Seen, whole

from ipr_feeds.errors import StoreError
from ipr_feeds.store import Store
from ipr_feeds.store.articles import Articles

DAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture
def desk(web: Web, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_site_whose_pages_fail_is_left_alone_after_two(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(*(english(number, DAY) for number in range(1, 9)))
    for number in (8, 6, 5, 4):
        web.pages[site.url(english(number, DAY))] = Page(status=500)
    with time_machine.travel(NOW):
        status, _, err = desk.refresh("gacc")
    asked = [url for url in dict.fromkeys(web.urls()) if "Statics" in url]
    assert (status, err.count("http-status")) == (1, 3)
    assert asked == [site.url(english(number, DAY)) for number in (8, 7, 6, 5)]  # a good one between counts anew
    with time_machine.travel(NOW + timedelta(hours=2)):
        web.forget()
        desk.refresh("gacc")
    assert site.url(english(3, DAY)) in web.urls()  # the others had their turn


def test_what_is_due_longest_is_looked_at_first_and_unread_articles_before_all(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, DAY))
    with time_machine.travel(NOW):
        desk.refresh("gacc")
    site.publish(english(2, DAY))
    with time_machine.travel(NOW + timedelta(hours=1)):
        desk.refresh("gacc")
    site.publish(english(3, DAY))
    with time_machine.travel(NOW + timedelta(hours=9)):
        web.forget()
        desk.refresh("gacc")
    assert [url[-7:-5] for url in web.urls()[1:]] == ["03", "01", "02"]


def test_a_budget_that_is_spent_ends_the_run_and_is_no_problem(
    desk: Desk, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = gacc(web)
    site.publish(*(english(number, DAY) for number in range(1, 5)))
    monkeypatch.setattr("ipr_feeds.refresh._REQUESTS", 5 - 150)  # robots.txt, the list, three articles
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert len(whole(desk.feeds)["gacc.atom"]) == 3
    assert desk.refresh("gacc") == Seen(0, "", "")
    assert len(whole(desk.feeds)["gacc.atom"]) == 4


def test_the_pause_holds_from_one_run_to_the_next(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, DAY))
    desk.settings(SETTINGS.replace("pause = 0.0", "pause = 0.3"))
    times: list[float] = []
    web.before = lambda _url: times.append(time.monotonic())
    desk.refresh("gacc")
    desk.refresh("gacc")
    assert len(times) == 4
    assert all(later - earlier >= 0.28 for earlier, later in pairwise(times))


def test_one_host_is_asked_by_one_request_at_a_time(desk: Desk, web: Web) -> None:
    (desk.folder / "own").mkdir()
    model = (Path(__file__).parents[1] / "plugins" / "ipr_feeds_gacc.py").read_text()
    for name in ("one", "two"):
        twin = model.replace('name = "gacc"', f'name = "{name}"').replace("class GACC", f"class {name.title()}")
        (desk.folder / "own" / f"{name}.py").write_text(twin.replace("[GACC()]", f"[{name.title()}()]"))
    desk.settings(SETTINGS + '[plugins]\ndirectory = "own"\n')
    gacc(web).publish(*(english(number, DAY) for number in range(1, 6)))
    inside, most = 0, 0
    guard = threading.Lock()

    def count(_url: str) -> None:
        nonlocal inside, most
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.01)
        with guard:
            inside -= 1

    web.before = count
    desk.refresh("one", "two")
    assert len(whole(desk.feeds)["all.atom"]) == 10
    assert most == 1


def test_hosts_are_read_side_by_side(desk: Desk, web: Web) -> None:
    for site in (gacc(web), qbpc(web)):
        site.publish(english(1, DAY))
    meeting = threading.Barrier(2, timeout=10)
    met: list[str] = []

    def meet(url: str) -> None:
        if "robots.txt" in url:
            meeting.wait()
            met.append(url)

    web.before = meet
    assert desk.refresh("gacc", "qbpc") == Seen(0, "", "")
    assert len(met) == 2


def test_a_store_that_fails_in_the_middle_ends_all_and_leaves_the_feeds(
    desk: Desk, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for site in (gacc(web), qbpc(web)):
        site.publish(english(1, DAY))
    desk.refresh("gacc", "qbpc")
    before = desk.bytes()
    for site in (gacc(web), qbpc(web)):
        site.publish(english(2, DAY))

    def full(*_: object) -> None:
        raise StoreError("ipr-feeds.db: the disk is full; make room and run again (the feeds are as they were)")

    with monkeypatch.context() as broken:
        broken.setattr(Articles, "keep", full)
        status, _, err = desk.refresh("gacc", "qbpc")
    assert (status, err) == (
        1, "ipr-feeds: ipr-feeds.db: the disk is full; make room and run again (the feeds are as they were)\n",
    )  # fmt: skip
    assert desk.bytes() == before
    assert desk.refresh("gacc", "qbpc") == Seen(0, "", "")
    assert len(whole(desk.feeds)["all.atom"]) == 4


def test_a_feed_that_cannot_be_right_does_not_replace_the_published_one(
    desk: Desk, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = gacc(web)
    site.publish(english(1, DAY))
    desk.refresh("gacc")
    before = desk.bytes()
    site.publish(english(2, DAY))
    with monkeypatch.context() as broken:
        broken.setattr("ipr_feeds.publish.formats.Format.render", lambda *_: b"<feed><entry/>")
        status, _, err = desk.refresh("gacc")
    assert (status, "suspicious: gacc.atom: the new feed is not well-formed" in err) == (1, True)
    assert "; the same with gacc.rss, gacc.json" in err
    assert desk.bytes() == before
    with Store(desk.folder / "ipr-feeds.db") as store:
        assert len(store.articles.newest("gacc", 9)) == 2


def test_the_pause_holds_after_a_run_that_could_read_nothing_too(desk: Desk, web: Web) -> None:
    site = gacc(web)
    desk.settings(SETTINGS.replace("pause = 0.0", "pause = 0.3"))
    times: list[float] = []
    web.before = lambda _url: times.append(time.monotonic())
    assert desk.refresh("gacc").status == 1  # robots.txt, and a list that is not there
    site.publish(english(1, DAY))
    desk.refresh("gacc")
    assert len(times) == 4
    assert all(later - earlier >= 0.28 for earlier, later in pairwise(times))


def hacked(site: Site, web: Web) -> None:
    """Put two links to a casino into a list."""
    links = (
        b'<li><a href="http://casino.example/1">w88</a></li><li><a href="http://casino.example/2">bbin</a></li></ul>'
    )
    web.pages[site.list_url] = Page(web.pages[site.list_url].body.replace(b"</ul>", links))


def test_a_list_that_was_as_before_for_weeks_is_still_known(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, DAY))
    for hour in range(60):
        with time_machine.travel(NOW + timedelta(hours=hour)):
            assert desk.refresh("gacc") == Seen(0, "", "")
    hacked(site, web)
    with time_machine.travel(NOW + timedelta(hours=60)):
        assert "suspicious: gacc" in desk.refresh("gacc").err


def test_after_days_without_any_list_nobody_knows_what_is_usual(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, DAY))
    with time_machine.travel(NOW):
        assert desk.refresh("gacc") == Seen(0, "", "")
    web.down.add("english.customs.gov.cn")
    for day in range(1, 5):
        with time_machine.travel(NOW + timedelta(days=day)):
            assert desk.refresh("gacc").status == 1
    web.down.clear()
    hacked(site, web)
    with time_machine.travel(NOW + timedelta(days=5)):
        assert "suspicious" not in desk.refresh("gacc").err


def test_a_file_that_can_be_written_again_is_no_problem_any_more_though_the_site_is_down(desk: Desk, web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, DAY))
    desk.refresh("gacc")
    feed = desk.feeds / "gacc.atom"
    feed.unlink()
    feed.mkdir()
    assert "cannot-write" in desk.refresh("gacc").err
    feed.rmdir()
    web.down.add("english.customs.gov.cn")
    seen = desk.refresh("gacc")
    assert "recovered: gacc: cannot-write is over" in seen.err
    assert seen.err.count("cannot-write") == 1
    (state,) = (one for one in json.loads((desk.feeds / "health.json").read_text())["sources"] if one["name"] == "gacc")
    assert "cannot-write" not in [problem["kind"] for problem in state["problems"]]
