"""Lists and articles are told apart by what stands in them."""

import pytest

from ipr_feeds.authoring.drafting.kinds import kind_of
from ipr_feeds.page import Page

LEAD = "<p>Officers at the harbour stopped a container of pumps with a false trademark, which had been declared as tools.</p>"
LINK = '<a href="/news/{0}.html">Container number {0} with fake pumps stopped</a>'


def page(title: str, body: str) -> Page:
    return Page(f"<html><head><title>{title} | Office</title></head><body>{body}</body></html>".encode())


def links(count: int, form: str) -> str:
    return "".join(form.format(LINK.format(number)) for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("News", f"<ul>{links(9, '<li>{}</li>')}</ul>", "list"),
        ("All about fake trademarks", f"<h1>All about fake trademarks</h1>{links(9, '<h3>{}</h3>' + LEAD)}", "list"),
        ("News", f"<h1>News</h1>{LEAD * 2}<ul>{links(20, '<li>{}</li>')}</ul>", "list"),
        ("Fake pumps stopped at the harbour", f"<h1>Fake pumps stopped at the harbour</h1>{LEAD * 2}<ul>{links(20, '<li>{}</li>')}</ul>", "article"),
        ("Fake pumps", f"<div><h1>Fake pumps</h1>{LEAD * 6}<ul>{links(5, '<li>{}</li>')}</ul></div>", "article"),
        ("Fake pumps", f"<h1>Fake pumps</h1>{LEAD}", "article"),
        ("Picture", "<h2>Picture of the day</h2><img src='/day.jpg'><p>Officers at work in the harbour on Sunday</p>", "article"),
        ("News", "<h1>News</h1><p>Nothing yet</p>", None),
    ],
)  # fmt: skip
def test_a_list_has_links_alike_and_an_article_prose_in_one_box(title: str, body: str, kind: str | None) -> None:
    assert kind_of(page(title, body)) == kind


def test_a_feed_is_a_list() -> None:
    assert kind_of(Page(b"<rss version='2.0'><channel></channel></rss>")) == "list"
