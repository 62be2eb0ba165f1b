"""The pages themselves, by Jinja2: everything is escaped but the articles, which the gate has cleaned."""

from base64 import b64encode
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ipr_feeds.model import Record
from ipr_feeds.program import NAME
from ipr_feeds.publish.companion import article
from ipr_feeds.publish.companion.facts import IndexPage, SourcePage
from ipr_feeds.publish.companion.months import picture
from ipr_feeds.publish.companion.words import day, heading, sentences, state
from ipr_feeds.publish.feed import Feed
from ipr_feeds.publish.item import item
from ipr_feeds.urls import WEB, absolute, host


class When(NamedTuple):
    """A time as people read it, and as programs do."""

    words: str
    datetime: str


def render(page: SourcePage | IndexPage) -> bytes:
    """The page's bytes; the same facts always give the same."""
    environment = _environment()
    template = environment.get_template("index.html" if isinstance(page, IndexPage) else "source.html")
    style = (files(__package__) / "templates" / "style.css").read_text(encoding="utf-8")
    shown = template.render(page=page, name=NAME, style=Markup(style), policy=_policy(style))  # noqa: S704
    return shown.encode()


def _policy(style: str) -> str:
    """What a page may do: look as its own style says, and follow links. Nothing else, wherever it is opened from."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    """The templates, compiled once."""
    environment = Environment(
        loader=PackageLoader(__package__ or ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    helpers: dict[str, Any] = {
        "article": whole, "breakable": breakable, "day": day, "heading": heading, "host": host, "picture": picture,
        "published": published, "sentences": sentences, "spoken": spoken, "state": state, "updated": updated,
        "web": web,
    }  # fmt: skip
    environment.filters |= helpers
    return environment


def whole(record: Record, feed: Feed) -> Markup:
    """The whole article as the feed of its source has it, when it says more than its summary."""
    entry = record.entry
    if entry.text.strip() == entry.summary.strip() and not entry.images and not entry.attachments:
        return Markup()
    return Markup(article.shown(item(record, feed).html, entry.language))  # noqa: S704 - the gate has cleaned it


def published(record: Record) -> When:
    """When an entry was published, as exactly as is known, else when it was first read."""
    entry = record.entry
    if entry.published is None:
        return When(f"no date, read {day(record.first_fetched)}", record.first_fetched.date().isoformat())
    return _when(entry.published, to_the_day=entry.published_precision == "day")


def updated(record: Record) -> When | None:
    """When an entry was changed after it was first read, on the clock of its site where that is known."""
    entry = record.entry
    if entry.updated is None:
        return None
    zone = entry.published.tzinfo if entry.published else entry.updated.tzinfo
    return _when(entry.updated.astimezone(zone), to_the_day=False)


def _when(moment: datetime, *, to_the_day: bool) -> When:
    if to_the_day:
        return When(day(moment), moment.date().isoformat())
    return When(f"{day(moment)}, {moment:%H:%M}", moment.isoformat())


def web(url: str | None) -> str | None:
    """An address that is safe to follow; None for any other, whoever wrote it."""
    return absolute("", url, WEB)


def spoken(text: str, language: str = "en") -> Markup:
    """Text in its surroundings of a language, its Chinese parts marked as such where they are not."""
    return Markup(article.spoken(str(escape(text)), language))  # noqa: S704 - escaped before


def breakable(address: str) -> Markup:
    """An address that is broken after a slash where a line is too short for it."""
    return escape(address).replace("/", Markup("/<wbr>"))
