"""The store: what is kept, found again, migrated, backed up, and what is said when the file is bad."""

import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ipr_feeds.errors import Busy, CannotWrite, StoreError
from ipr_feeds.links import Link
from ipr_feeds.model import Entry, Record, entry_id
from ipr_feeds.store import Store
from ipr_feeds.store.articles import Problem, Read
from ipr_feeds.store.database import Database, backup
from ipr_feeds.store.history import Known, Made, Outcome, Run
from ipr_feeds.store.lock import locked
from ipr_feeds.store.schema import MIGRATIONS
from ipr_feeds.store.visits import Visit

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def link(number: int, **changes: Any) -> Link:
    return Link(**{"url": f"http://site.example/{number}", "title": f"Title {number}", **changes})


def record(number: int, published: datetime | None = None, **changes: Any) -> Record:
    facts: dict[str, Any] = {
        "id": entry_id("site", str(number)), "source": "site", "layout": "page", "url": f"http://site.example/{number}",
        "title": f"标题 {number}", "summary": "", "text": "Text.", "html": "<p>Text.</p>", "language": "en",
        "published": published, "published_precision": published and "day", "published_from": published and "page",
    }  # fmt: skip
    return Record(Entry(**{**facts, **changes}), NOW)


def listed(store: Store, *numbers: int, at: datetime = NOW) -> None:
    store.articles.listed("site", {str(number): link(number) for number in numbers}, at)


def keep(store: Store, number: int, published: datetime | None = None, **changes: Any) -> None:
    facts = {"version": "v1", "relevant": True, "checked": NOW, "due": NOW + HOUR, **changes}
    store.articles.keep("site", str(number), Read(record(number, published), **facts))


def test_what_lists_name_is_unread_in_their_order() -> None:
    with Store() as store:
        listed(store, 3, 1, 2)
        assert [task.key for task in store.articles.unread("site", NOW, 9)] == ["3", "1", "2"]
        assert [task.url for task in store.articles.unread("site", NOW, 1)] == ["http://site.example/3"]
        assert store.articles.waiting("site", NOW) == 3
        assert store.articles.unread("other", NOW, 9) == []


def test_what_a_newer_list_names_comes_first_and_a_shorter_list_forgets_nothing() -> None:
    with Store() as store:
        listed(store, 1, 2, 3)
        listed(store, 9, 2, at=NOW + HOUR)
        assert [task.key for task in store.articles.unread("site", NOW + HOUR, 9)] == ["9", "2", "1", "3"]


def test_what_several_lists_say_of_an_article_is_kept_together() -> None:
    with Store() as store:
        store.articles.listed("site", {"1": link(1, title="A long title", published=NOW, precision="day")}, NOW)
        store.articles.listed("site", {"1": link(1, url="https://site.example/new/1", title="A…", lead="Lead")}, NOW)
        (task,) = store.articles.unread("site", NOW, 9)
        assert (task.link.url, task.link.title, task.link.lead) == (
            "https://site.example/new/1",
            "A long title",
            "Lead",
        )
        assert (task.link.published, task.link.precision) == (NOW, "day")


def test_what_was_read_is_known_with_its_first_fetch_and_version() -> None:
    with Store() as store:
        listed(store, 1)
        keep(store, 1)
        assert store.articles.unread("site", NOW, 9) == []
        assert store.articles.due("site", NOW, 9) == []
        (task,) = store.articles.due("site", NOW + HOUR, 9)
        assert (task.known, task.version) == (record(1), "v1")


def test_a_page_is_asked_for_where_it_was_read() -> None:
    with Store() as store:
        listed(store, 1)
        keep(store, 1)
        store.articles.listed("site", {"1": link(1, url="http://elsewhere.example/1")}, NOW)
        (task,) = store.articles.due("site", NOW + HOUR, 9)
        assert (task.url, task.link.url) == ("http://site.example/1", "http://elsewhere.example/1")


def test_feeds_begin_with_the_newest_and_undated_entries_count_by_their_first_fetch() -> None:
    with Store() as store:
        listed(store, 1, 2, 3, 4)
        keep(store, 1, NOW - 9 * HOUR)
        keep(store, 2)
        keep(store, 3, NOW - 2 * HOUR)
        keep(store, 4, NOW, relevant=False)
        assert [one.entry.title for one in store.articles.newest("site", 9)] == ["标题 2", "标题 3", "标题 1"]
        assert len(store.articles.newest("site", 2)) == 2


def test_a_failure_is_counted_told_again_and_forgotten_when_the_page_is_read() -> None:
    problem = Problem("layout-changed", "site, http://site.example/1: …", "http://site.example/1")
    with Store() as store:
        listed(store, 1)
        for times in (1, 2):
            store.articles.failed("site", "1", problem, NOW, NOW + times * HOUR)
            assert store.articles.tries("site", "1") == times
        assert store.articles.unread("site", NOW + HOUR, 9) == []
        assert store.articles.standing("site") == [problem]
        assert len(store.articles.unread("site", NOW + 2 * HOUR, 9)) == 1
        keep(store, 1)
        assert (store.articles.tries("site", "1"), store.articles.standing("site")) == (0, [])


def test_a_changed_plugin_judges_all_again_and_reads_again_what_is_shown_or_failed() -> None:
    with Store() as store:
        listed(store, 1, 2, 3, 4)
        keep(store, 1, NOW - 9 * HOUR, due=None)
        keep(store, 2, NOW, due=None)
        keep(store, 3, NOW - HOUR, relevant=False, due=None)
        store.articles.failed("site", "4", Problem("gone", "", ""), NOW, None)
        store.articles.reconsider("site", lambda entry: entry.title != "标题 2", 1, NOW)
        assert [one.entry.title for one in store.articles.newest("site", 9)] == ["标题 3", "标题 1"]
        assert [task.key for task in store.articles.due("site", NOW, 9)] == ["3"]
        assert [task.key for task in store.articles.unread("site", NOW, 9)] == ["4"]


def test_validators_hold_for_the_version_that_read_the_page() -> None:
    with Store() as store:
        headers = {"etag": '"1"', "last-modified": "Mon, 01 Jun 2026 08:00:00 GMT"}
        store.visits.read("site", "http://site.example/", "v1", headers, b"page", NOW)
        visit = store.visits.last("site", "http://site.example/", "v1")
        assert visit is not None
        assert visit.headers == {"If-None-Match": '"1"', "If-Modified-Since": "Mon, 01 Jun 2026 08:00:00 GMT"}
        assert store.visits.last("site", "http://site.example/", "v2") is None
        assert store.visits.last("other", "http://site.example/", "v1") is None  # another source may read the same list
        assert store.visits.is_known("site", "http://site.example/")
        assert not store.visits.is_known("other", "http://site.example/")
        assert Visit(None, None, "d").headers == {}


def test_hosts_and_their_robots_are_remembered() -> None:
    with Store() as store:
        assert store.visits.host("site.example") == (0.0, 0.0)
        store.visits.asked("site.example", 5.5, 9.0)
        store.visits.keep_robots("http://site.example:80", 7.0, "User-agent: *")
        assert store.visits.host("site.example") == (5.5, 9.0)
        assert store.visits.robots("http://site.example:80") == (7.0, "User-agent: *")


def test_runs_and_made_files_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipr_feeds.store.history._KEPT", 3)
    with Store() as store:
        runs = [Run(NOW + at * HOUR, NOW + at * HOUR, Outcome(listed=at, problems=("gone",))) for at in range(5)]
        for run in runs:
            store.history.ran("site", run)
        assert store.history.runs("site", 9) == [*runs[:1:-1], runs[0]]  # the first is kept
        assert store.history.known_since("site") == NOW
        store.history.keep_made("all.atom", Made("a", "b", "c"))
        assert store.history.made("all.atom") == Made("a", "b", "c")
        known = Known("site", "my_plugin", "A site", "http://site.example/", "en")
        store.history.keep_version(known, "v1")
        assert store.history.sources() == [known]
        assert (store.history.version("site"), store.history.version("other")) == ("v1", None)


def test_what_is_kept_is_on_the_disk_and_no_second_file_stays(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        assert store._database.row("PRAGMA synchronous") == (2,)  # FULL
        assert store._database.row("PRAGMA journal_mode") == ("delete",)


def test_all_of_a_transaction_is_kept_or_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        with pytest.raises(KeyError), store.transaction():  # noqa: PT012
            listed(store, 1)
            raise KeyError
        assert store.articles.waiting("site", NOW) == 0
        listed(store, 1)
    with Store(tmp_path / "s.db") as store:
        assert store.articles.waiting("site", NOW) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["s.db"]


def test_an_older_store_is_brought_up_to_date_with_all_that_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "s.db") as store:
        listed(store, 1)
    later = (*MIGRATIONS, ("ALTER TABLE article ADD COLUMN note TEXT", "UPDATE article SET note = 'kept'"))
    monkeypatch.setattr("ipr_feeds.store.database.MIGRATIONS", later)
    database = Database(tmp_path / "s.db")
    assert database.rows("SELECT key, note FROM article") == [("1", "kept")]
    assert database.rows("PRAGMA user_version") == [(2,)]
    database.close()


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    Store(tmp_path / "s.db").__exit__(None, None, None)
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    raw.close()
    before = (tmp_path / "s.db").read_bytes()
    with pytest.raises(StoreError, match=r"s\.db: a newer ipr-feeds made this store .* upgrade ipr-feeds"):
        Store(tmp_path / "s.db")
    assert (tmp_path / "s.db").read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute("CREATE TABLE mail (id)")
    raw.close()
    with pytest.raises(StoreError, match=r"the database of another program; mend store\.path"):
        Store(tmp_path / "s.db")


def test_a_damaged_store_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_bytes(b"This is no database at all. " * 100)
    with pytest.raises(StoreError, match=r"s\.db: this is no store, or a damaged one; put a backup in its place"):
        Store(tmp_path / "s.db")
    with Store(tmp_path / "t.db") as store:
        for number in range(300):
            listed(store, number)
    damaged = bytearray((tmp_path / "t.db").read_bytes())
    damaged[8192:-4096] = b"\xff" * (len(damaged) - 8192 - 4096)
    (tmp_path / "t.db").write_bytes(damaged)
    with Store(tmp_path / "t.db") as store, pytest.raises(StoreError, match=r"t\.db: the store is damaged"):
        store.articles.unread("site", NOW, 500)


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        listed(store, 1)
        store._database.rows("PRAGMA max_page_count = 1")
        with pytest.raises(StoreError, match="the disk is full; make room and run again"):
            listed(store, *range(2, 900))
        assert store.articles.waiting("site", NOW) == 1


def test_a_store_in_a_place_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="the store cannot be opened"):
        Store(tmp_path / "file" / "s.db")
    with (
        pytest.raises(StoreError, match=r"file/s\.db: the store cannot be opened: .*mend store.path"),
        locked(tmp_path / "file" / "s.db"),
    ):
        pass


def test_a_store_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store._database.rows("PRAGMA query_only = ON")  # as SQLite sees a file without the right to write
        with pytest.raises(StoreError, match="the store cannot be written; give this user the right"):
            listed(store, 1)


def test_only_one_holds_the_lock_and_it_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "new" / "s.db"
    hold = f"from pathlib import Path\nfrom ipr_feeds.store.lock import locked\nwith locked(Path({str(path)!r})):\n print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match="another refresh is running"), locked(path):
            pass
        holder.kill()
    with locked(path), Store(path) as store:
        listed(store, 1)
    assert [one.name for one in path.parent.iterdir()] == ["s.db"]


def test_a_backup_is_a_whole_store_made_while_it_is_in_use(tmp_path: Path) -> None:
    path, copy = tmp_path / "s.db", tmp_path / "copy.db"
    with Store(path) as store:
        listed(store, 1)
        backup(path, copy)
        listed(store, 2)
        backup(path, copy)
    with Store(copy) as store:
        assert store.articles.waiting("site", NOW) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "s.db"]


def test_a_backup_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store; `ipr-feeds refresh` makes it"):
        backup(tmp_path / "s.db", tmp_path / "copy.db")
    Store(tmp_path / "s.db").__exit__(None, None, None)
    with pytest.raises(CannotWrite, match=r"copy\.db: the backup cannot be written: .*; give another place"):
        backup(tmp_path / "s.db", tmp_path / "no such folder" / "copy.db")
    (tmp_path / "settings.toml").write_text("[publish]")
    with pytest.raises(CannotWrite, match="this is no backup, and is not replaced"):
        backup(tmp_path / "s.db", tmp_path / "settings.toml")
    assert (tmp_path / "settings.toml").read_text() == "[publish]"
    with pytest.raises(CannotWrite, match="this is the store itself"):
        backup(tmp_path / "s.db", tmp_path / "s.db")


def test_an_article_that_was_given_up_is_tried_again_when_a_list_names_it_after_long() -> None:
    with Store() as store:
        listed(store, 1)
        store.articles.failed("site", "1", Problem("gone", "", ""), NOW, None)
        listed(store, 1, at=NOW + 24 * HOUR)
        assert store.articles.unread("site", NOW + 24 * HOUR, 9) == []
        listed(store, 1, at=NOW + 8 * 24 * HOUR)
        assert len(store.articles.unread("site", NOW + 8 * 24 * HOUR, 9)) == 1


def test_a_due_time_from_a_clock_that_was_far_ahead_is_no_due_time() -> None:
    with Store() as store:
        listed(store, 1)
        keep(store, 1, due=NOW + timedelta(days=5000))
        assert len(store.articles.due("site", NOW, 9)) == 1


def test_a_commit_that_fails_leaves_no_transaction_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipr_feeds.store.database._PATIENCE", 0.1)
    with Store(tmp_path / "s.db") as store:
        listed(store, 1)
        reader = sqlite3.connect(tmp_path / "s.db", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        with pytest.raises(StoreError, match="another program holds the store"):
            listed(store, 2)
        reader.close()
        listed(store, 3)
        assert store.articles.waiting("site", NOW) == 2


def test_no_query_of_a_run_without_news_looks_through_all_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[str] = []
    asked = Database.rows

    def explain(self: Database, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        if sql.startswith("SELECT"):
            plans.extend(str(row[3]) for row in asked(self, f"EXPLAIN QUERY PLAN {sql}", *values))
        return asked(self, sql, *values)

    monkeypatch.setattr(Database, "rows", explain)
    with Store() as store:
        articles = store.articles
        for look in (articles.unread, articles.due):
            look("site", NOW, 50)
        articles.standing("site")
        articles.waiting("site", NOW)
        articles.newest("site", 50)
        articles.newest_entry("site")
        store.incidents.open()
        store.history.runs("site", 9)
        store.history.known_since("site")
        store.visits.last("site", "http://site.example/", "v1")
    assert plans
    of_many = [plan for plan in plans if re.search(r"\b(article|run|visit)\b", plan)]
    assert of_many
    assert [plan for plan in of_many if "source=?" not in plan] == []
