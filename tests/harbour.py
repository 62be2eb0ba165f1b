"""A site that does not exist, its source, and its snapshots: what the author's tools are tried on."""

from datetime import UTC, datetime
from pathlib import Path

from ipr_feeds import plugins
from ipr_feeds.authoring.snapshot import take
from ipr_feeds.authoring.vetting import Fetched
from ipr_feeds.hookspecs import Response
from ipr_feeds.source import Source

SITE = "https://customs.harbour.example"
LIST = f"{SITE}/news/"
WHEN = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)

SOURCE = """
from ipr_feeds import Layout, Link, Listing, Source, hookimpl, largest


class Post(Layout):
    name = "harbour-post"
    marker = ".post .text"
    title = ".post h1"
    published = ".meta"
    body = ".post .text"
    drop = (".advert",)
    captions = (".legend",)
    required = frozenset({"title", "published", "body"})


class Harbour(Source):
    name = "harbour"
    title = "Harbour Customs"
    home = "https://customs.harbour.example/"
    language = "en"
    timezone = "Asia/Singapore"
    hosts = ("customs.harbour.example",)
    start_urls = ("https://customs.harbour.example/news/",)
    site_names = ("Harbour Customs",)
    keys = ((r"/news/(\\d+)\\.html", "news:{}"),)
    lists = (Listing(item=".news li", date=".day"),)
    layouts = (Post,)


@hookimpl
def sources():
    return [Harbour()]
"""


def article(number: int, title: str = "Fake pumps stopped", day: str = "3 May 2026, 14:05", body: str = "") -> str:
    """A page of an article."""
    text = body or f"<p>Harbour Customs stopped {number} pumps with a false trademark.</p>"
    return (
        f"<html><head><meta charset='utf-8'><title>{title} - Harbour Customs</title></head><body><div class='nav'><a href='/'>Home</a></div>"
        f"<div class='post'><h1>{title}</h1><div class='meta'>Published {day}</div><div class='text'>{text}"
        f"<div class='advert'>Buy pumps here</div><p><img src='/img/{number}.jpg'></p><p class='legend'>Officers open box {number}</p>"
        f"<p>“The holder of trademark {number} confirmed the infringement,” an officer said.</p></div></div></body></html>"
    )


def listing(*numbers: int) -> str:
    """A list page."""
    items = "".join(
        f"<li><a href='/news/{number}.html'>Fake pumps stopped</a> <span class='day'>3 May 2026</span></li>"
        for number in numbers
    )
    return f"<html><head><meta charset='utf-8'><title>News - Harbour Customs</title></head><body><ul class='news'>{items}</ul></body></html>"


def fetched(path: str, text: str) -> Fetched:
    """A page of the site, as it was fetched."""
    return Fetched(Response(f"{SITE}{path}", 200, {"content-type": "text/html"}, text.encode()), WHEN)


def pages() -> list[Fetched]:
    """A list and the two articles that it names."""
    return [
        fetched("/news/", listing(17, 18)),
        fetched("/news/17.html", article(17)),
        fetched("/news/18.html", article(18, "Fake taps stopped", "4 May 2026")),
    ]


def load(folder: Path, *changes: tuple[str, str]) -> Source:
    """The source, dropped into a folder, with pieces of its text changed."""
    text = SOURCE
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (folder / "harbour.py").write_text(text)
    found = plugins.load([folder])
    assert found.problems == ()
    return next(source for source in found.sources if source.name == "harbour")


def recorded(folder: Path) -> Source:
    """The source, and its snapshots in `snapshots` of the folder."""
    source = load(folder)
    assert take(source, folder / "snapshots", pages()).troubles == ()
    return source
