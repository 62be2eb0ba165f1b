"""What all formats say of an entry, in the same words."""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import NamedTuple

from ipr_feeds.model import Entry, Record
from ipr_feeds.publish.feed import Edition, Feed, position, updated


class Item(NamedTuple):
    """An entry as readers show it.

    `html` and `text` end with where it comes from. `position` is its date, and never null: where nobody knows when
    it was published, when it was first fetched. `origin` is the feed of its source.
    """

    entry: Entry
    id: str
    url: str
    author: str
    rights: str
    html: str
    text: str
    position: datetime
    updated: datetime
    thumbnail: str | None
    origin: Feed


def items(edition: Edition) -> Iterator[Item]:
    """Every entry of a feed, in its order."""
    for record in edition.records:
        one = item(record, edition.origin(record))
        yield one._replace(author=_from(one)) if edition.origins else one


def _from(one: Item) -> str:
    """The author with the site: in a combined feed many readers show the one and not the `source` of the feed."""
    site = one.origin.publisher
    return one.author if one.author == site else f"{one.author} ({site})"


def item(record: Record, origin: Feed) -> Item:
    """What is said of an entry in the feed of its source, `origin`."""
    entry, url = record.entry, record.entry.url or ""
    holder = entry.publisher or origin.publisher
    rights = f"© {holder}"
    link = f'<a href="{escape(url)}">{escape(origin.publisher)}</a>'
    return Item(
        entry,
        entry.id or "",
        url,
        ", ".join(entry.authors) or holder,
        rights,
        f"{_html(entry)}<p>{_credit(entry, link, escape(rights))}</p>",
        "\n\n".join(filter(None, (*_text(entry), _credit(entry, f"{origin.publisher} <{url}>", rights)))),
        position(record),
        updated(record),
        entry.images[0].url if entry.images else None,
        origin,
    )


def _html(entry: Entry) -> str:
    """The article, and links to those documents that it does not link itself."""
    missing = [one for one in entry.attachments if f'href="{escape(one.url)}"' not in entry.html]
    links = "".join(f'<li><a href="{escape(one.url)}">{escape(one.title)}</a></li>' for one in missing)
    return entry.html + (f"<ul>{links}</ul>" if links else "")


def _text(entry: Entry) -> Iterator[str]:
    yield entry.text
    for one in entry.attachments:
        yield f"{one.title} <{one.url}>"


def _credit(entry: Entry, link: str, rights: str) -> str:
    """The last line of an article: the site that it is of, and who holds the rights."""
    return f"来源：{link}。{rights}" if entry.language.startswith("zh") else f"Source: {link}. {rights}"
