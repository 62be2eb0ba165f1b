"""What reading an article once more means."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from ipr_feeds.model import Attachment, Entry, Image, Record
from ipr_feeds.revision import Revision, revise

FETCHED = datetime(2026, 6, 1, tzinfo=UTC)
NOW = FETCHED + timedelta(hours=7)
TEXT = "Customs seized 400 lamps.\n\nThe owner confirmed it."


def entry(**changes: Any) -> Entry:
    facts: dict[str, Any] = {
        "id": "urn:uuid:1", "source": "site", "layout": "page", "url": "http://site.example/1", "title": "Lamps seized",
        "summary": "Customs.", "text": TEXT, "html": "<p>…</p>", "language": "en",
        "published": FETCHED, "published_precision": "day", "published_from": "page",
    }  # fmt: skip
    return Entry(**{**facts, **changes})


def again(before: Entry, after: Entry, *, same_reader: bool = True) -> Revision:
    return revise(Record(before, FETCHED), after, NOW, same_reader=same_reader)


def test_what_was_never_read_is_new_and_not_updated() -> None:
    assert revise(None, entry(), NOW, same_reader=False) == (entry(), "new")


def test_the_same_reading_changes_nothing() -> None:
    assert again(entry(), entry()) == (entry(), "same")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Lamps and bulbs seized"},
        {"text": "Customs seized 450 lamps.\n\nThe owner confirmed it."},
        {"text": TEXT + "\n\nThe case was closed."},
        {"text": "The owner confirmed it."},
        {"text": TEXT + "\n\nLamps | 400"},
        {"images": (Image("http://site.example/2.jpg"),)},
        {"images": (Image("http://site.example/1.jpg", "Officers with lamps"),)},
        {"attachments": (Attachment("http://site.example/list.pdf", "List"),)},
    ],
)
def test_a_change_of_substance_moves_updated_and_nothing_else(changes: dict[str, Any]) -> None:
    before = entry(images=(Image("http://site.example/1.jpg"),), updated=FETCHED)
    changes = {"images": before.images, **changes}
    told = again(before, entry(**changes))
    assert told == (msgspec.structs.replace(before, updated=NOW, **changes), "edited")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Views: 1,204", "Views: 1,377"),
        ("1204 views", "1377 views"),
        ("阅读量：1204次", "阅读量：1.3万次"),
        ("浏览 12", "浏览 13"),
        ("This notice has been read 1,204 times since it was put up, by readers from all over the world, in all languages.",
         "This notice has been read 1,377 times since it was put up, by readers from all over the world, in all languages."),
        ("Now 10:14:22", "Now 17:20:01"),
        ("Today is 2026-06-01", "Today is 2026-06-02"),
        ("现在是北京时间 10:14", "现在是北京时间 17:20"),
        ("The  owner\tsaid\u00a0so.", "The owner said so."),
        ("Views: 9", ""),
        ("1204", "1377"),
    ],
)  # fmt: skip
def test_counters_clocks_and_white_space_are_no_change(before: str, after: str) -> None:
    known = entry(text=f"{TEXT}\n\n{before}")
    assert again(known, entry(text=f"{TEXT}\n\n{after}")) == (known, "same")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A further 12 boxes were opened.", "A further 13 boxes were opened."),
        ("Lamps | 400", "Lamps | 450"),
        ("Sneakers: 1,230 pairs", "Sneakers: 12,300 pairs"),
        ("Hearing: 10:00", "Hearing: 14:00"),
        ("Effective date: 2026-06-01", "Effective date: 2026-07-01"),
        ("查获侵权货物12件。", "查获侵权货物13件。"),
    ],
)
def test_a_number_in_prose_or_in_a_table_is_substance(before: str, after: str) -> None:
    assert again(entry(text=f"{TEXT}\n\n{before}"), entry(text=f"{TEXT}\n\n{after}")).news == "edited"


def test_markup_and_furniture_are_no_change() -> None:
    before = entry(html="<p>a</p>", images=(Image("http://site.example/1.jpg?v=1"),), section=("News",))
    after = entry(html="<div>a</div>", images=(Image("http://site.example/1.jpg?v=2"),), editors=("Li",))
    assert again(before, after) == (before, "same")


def test_a_date_that_is_known_never_moves() -> None:
    moved = entry(published=NOW, published_precision="minute", published_from="list", text="Other text.")
    told = again(entry(), moved).entry
    assert (told.published, told.published_precision, told.published_from) == (FETCHED, "day", "page")


def test_a_date_that_was_not_known_is_taken_silently() -> None:
    before = entry(published=None, published_precision=None, published_from=None)
    assert again(before, entry()) == (entry(), "reread")


def test_the_same_article_at_another_address_stays_where_it_was() -> None:
    assert again(entry(), entry(url="https://www.site.example/1")) == (entry(), "same")


def test_what_another_version_of_the_plugin_reads_takes_the_place_silently() -> None:
    before = entry(text="Share this!\n\n" + TEXT, updated=FETCHED)
    told = again(before, entry(layout="page-2"), same_reader=False)
    assert told == (entry(layout="page-2", updated=FETCHED), "reread")
    assert again(before, msgspec.structs.replace(before, updated=None), same_reader=False) == (before, "same")
