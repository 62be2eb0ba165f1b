"""What changed between two expectations, in few lines."""

from datetime import UTC, datetime

import msgspec

from ipr_feeds.authoring.difference import changes
from ipr_feeds.authoring.expectation import Expectation
from ipr_feeds.links import Link
from ipr_feeds.model import Entry, Image

URL = "https://customs.harbour.example/news/17.html"
LONG = "The officers opened every box of the container and found nothing that had been declared, " * 3
ENTRY = Entry(
    id="urn:uuid:1", source="harbour", layout="harbour-post", url=URL, title="Pumps", summary="A.", text="A.\n\nB.\n\nC.",
    html="<p>A.</p><p>B.</p><p>C.</p>", language="en",
)  # fmt: skip


def told(before: Entry | None, after: Entry | None) -> list[str]:
    one, other = (Expectation((entry,) if entry else ()) for entry in (before, after))
    return [line for change in changes(one, other) for line in change.lines]


def test_the_same_is_no_change() -> None:
    assert told(ENTRY, ENTRY) == []


def test_of_a_text_only_the_changed_paragraphs_are_shown() -> None:
    after = msgspec.structs.replace(ENTRY, text="A.\n\nX.\n\nC.", html="<p>A.</p><p>X.</p><p>C.</p>", summary="A.")
    assert told(ENTRY, after) == ["- text: B.", "+ text: X."]


def test_html_is_shown_where_the_text_is_the_same() -> None:
    after = msgspec.structs.replace(ENTRY, html="<p>A.</p><h2>B.</h2><p>C.</p>")
    assert told(ENTRY, after) == ["- html: <p>B.</p>", "+ html: <h2>B.</h2>"]


def test_a_long_line_is_shown_from_where_it_parts() -> None:
    before, after = (msgspec.structs.replace(ENTRY, text=LONG + end) for end in ("Seven pumps.", "Nine pumps."))
    removed, added = told(before, after)
    assert removed.endswith("declared, Seven pumps.")
    assert added.endswith("declared, Nine pumps.")
    assert removed.startswith("- text: …")


def test_other_fields_are_shown_as_they_were_and_are() -> None:
    after = msgspec.structs.replace(
        ENTRY, published=datetime(2026, 5, 3, tzinfo=UTC), images=(Image("https://a.example/1.jpg"),)
    )
    assert told(ENTRY, after) == [
        "- published: null",
        "+ published: 2026-05-03T00:00:00Z",
        "- images: []",
        '+ images: [{"url":"https://a.example/1.jpg","caption":null,"credit":null}]',
    ]


def test_new_and_lost_entries_are_named() -> None:
    assert told(None, ENTRY) == ["+ harbour-post: 'Pumps', no date, 3 paragraphs, 0 pictures"]
    assert told(ENTRY, None) == ["- harbour-post: 'Pumps', no date, 3 paragraphs, 0 pictures"]


def test_lists_show_items_and_feeds_show_what_is_kept_out() -> None:
    before = Expectation((ENTRY,), {"https://customs.harbour.example/": (Link(URL, "Pumps"),)})
    after = Expectation((ENTRY,), {"https://customs.harbour.example/": (Link(URL, "Taps", "A lead"),)}, {URL: "text"})
    assert [(change.url, change.lines) for change in changes(before, after)] == [
        ("https://customs.harbour.example/", (f"- {URL} Pumps", f"+ {URL} Taps | A lead")),
        (URL, ("+ kept out of the feed: its title and text are not what the feed is about",)),
    ]
