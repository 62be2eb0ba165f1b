"""Where a saved page says itself that it is from: a browser's note, or a link of its own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ipr_feeds.page import Page
from ipr_feeds.urls import absolute

_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->|<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.I)
_WITHIN = 3000  # characters
_OWN = (("link[rel='canonical']", "href"), ("meta[property='og:url']", "content"), ("input#newsurl", "value"))
_NOWHERE = "https://unknown.invalid/"  # an address that counts from the page's own says nothing


class Told(NamedTuple):
    """An address that a page says it is from, and what in the page says so."""

    url: str
    place: str


def told(page: Page) -> Iterator[Told]:
    """The addresses that a page says it is from, the most telling first."""
    for url, place in _written(page):
        whole = absolute(_NOWHERE, url)
        if whole and not whole.startswith(_NOWHERE):
            yield Told(whole, place)


def _written(page: Page) -> Iterator[tuple[str | None, str]]:
    if match := _SAVED.search(page.text[:_WITHIN]):
        yield match.group(1) or match.group(2), "note of the browser that saved it"
    for selector, name in _OWN:
        if node := page.first(selector):
            yield node.attributes.get(name), selector
