"""The pages that an author gives: what each is, and the address that it has."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from ipr_feeds import provenance
from ipr_feeds.authoring.drafting.kinds import items, kind_of, titled
from ipr_feeds.authoring.drafting.shapes import address, is_year
from ipr_feeds.authoring.drafting.views import UNKNOWN
from ipr_feeds.errors import EmptyList, PageError, UsageError
from ipr_feeds.page import Page
from ipr_feeds.text import squeeze
from ipr_feeds.urls import absolute

Kind = Literal["list", "article"]


_WITHIN = 3000  # characters
_HYPHENS = 3  # in the words of a title
_DIGITS = 7  # of a number that is no column's

_SELF = re.compile(r"""<(?:atom:)?link\b(?=[^>]*\brel=["']self["'])[^>]*\bhref=["']([^"']+)""", re.I)


class Given(NamedTuple):
    """A page as it came: the file or address that was given, the bytes, and what is known of where they are from."""

    place: str
    data: bytes
    url: str | None = None
    content_type: str = ""


class Sample(NamedTuple):
    """A page whose kind and address are known."""

    place: str
    page: Page
    kind: Kind
    url: str
    article: str = ""  # the address of the first given page that shows the same article


def samples(name: str, given: Sequence[Given]) -> list[Sample]:
    """The pages of a site that is to be called `name`.

    Raises `PageError` for what is no page or neither list nor article, and `UsageError` where an address is not known
    or no article is given.
    """
    pages = [_page(name, one) for one in given]
    _told(given, pages)
    kinds = [kind_of(page) for page in pages]
    for one, page, kind in zip(given, pages, kinds, strict=True):
        if kind is None:
            _refuse(name, one, page)
    _compared(pages, kinds)
    _listed(pages, kinds)
    for one, page in zip(given, pages, strict=True):
        if page.url is None:
            raise UsageError(f"{one.place}: nothing in it says which address it was saved from; give it with --url")
    found = [
        Sample(one.place, page, kind, page.url)
        for one, page, kind in zip(given, pages, kinds, strict=True)
        if kind and page.url
    ]
    if all(one.kind == "list" for one in found):
        taken = ", ".join(one.place for one in found)
        raise UsageError(
            f"a list alone does not show where an article keeps its text: give one of its articles too ({taken})"
        )
    return found


def _page(name: str, given: Given) -> Page:
    try:
        page = Page(given.data, given.url, given.content_type)
        if page.is_feed:
            _ = list(titled(page))  # one that is cut off tells nothing
        return page
    except PageError as error:
        raise error.of(name, given.place) from error


def _refuse(name: str, given: Given, page: Page) -> None:
    """Raise for a page that is neither a list nor an article."""
    try:
        page.refuse_wall(name)
    except PageError as error:
        raise error.of(name, given.place) from error
    raise EmptyList(
        "it names no articles and holds no text of one", source=name, url=given.place,
        advice="give a list page or an article, saved as the browser shows it",
    )  # fmt: skip


def _told(given: Sequence[Given], pages: Sequence[Page]) -> None:
    """Give pages of unknown address the one that they name themselves."""
    named = [page.url or _own_address(page) for page in pages]
    for one, page, url in zip(given, pages, named, strict=True):
        if page.url is None and url and named.count(url) == 1:
            page.url = url
        elif page.url is not None and absolute(page.url, page.url) is None:
            raise UsageError(f"{one.place}: {page.url} is no web address; begin it with http:// or https://")


def _compared(pages: Sequence[Page], kinds: list[Kind | None]) -> None:
    """Take a page for an article whose address is that of one, whatever it holds: a picture, a table, many links."""
    forms = {_form(page.url) for page, kind in zip(pages, kinds, strict=True) if kind == "article" and page.url}
    named = (url for page, kind in zip(pages, kinds, strict=True) if kind == "list" for url in items(page))
    forms |= {_form(url) for url in named if _long(url)}
    for at, page in enumerate(pages):
        if kinds[at] == "list" and page.url and not page.is_feed and _form(page.url) in forms - {None}:
            kinds[at] = "article"


def _form(url: str | None) -> object:
    """What the addresses of numbered articles share; None for other addresses."""
    own = address(url or "")
    places = tuple("9" in folder for folder in own.numbered)
    if own.kind in ("guid", "number") or own.asks:
        return own.form, own.numbered
    if own.is_index and own.folders and own.folders[-1].isdigit() and not is_year(own.folders[-1]):
        return own.form, own.numbered, len(own.folders[-1])
    return (own.form, places) if any(places) and own.name.count("-") >= _HYPHENS else None


def _long(url: str) -> bool:
    """Whether an address has a folder of its own with a long number, as no list has."""
    own = address(url)
    return own.is_index and bool(own.folders) and own.folders[-1].isdigit() and len(own.folders[-1]) >= _DIGITS


def _own_address(page: Page) -> str | None:
    """The address that a browser or the site itself wrote into a page."""
    if page.is_feed:
        own = _SELF.search(page.text[:_WITHIN])
        return absolute(UNKNOWN, own.group(1)) if own else None
    return next((one.url for one in provenance.told(page)), None)


def _listed(pages: Sequence[Page], kinds: Iterable[Kind | None]) -> None:
    """Give articles of unknown address the one that a given list names under their title."""
    kinds = list(kinds)
    lists = [page for page, kind in zip(pages, kinds, strict=True) if kind == "list" and page.url]
    named = [(squeeze(title), url) for page in lists for title, url in titled(page)]
    for page, kind in zip(pages, kinds, strict=True):
        if kind == "article" and page.url is None:
            told = {squeeze(node.text(deep=True)) for node in page.css("title, h1, h2, h3")}
            page.url = next((url for title, url in named if _is_title(title, told)), None)


def _is_title(title: str, told: Iterable[str]) -> bool:
    """Whether a link says what a page is called; a list may cut it off."""
    bare = title.rstrip(".… ")
    return len(bare) > 7 and any(one.startswith(bare) for one in told)
