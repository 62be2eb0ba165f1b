"""All that was found about a site, before it is written down."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from ipr_feeds.authoring.drafting import fields, masthead, site, surroundings, twins
from ipr_feeds.authoring.drafting.clutter import Clutter, clutter
from ipr_feeds.authoring.drafting.headlines import headlines, site_names
from ipr_feeds.authoring.drafting.keys import Key, keys
from ipr_feeds.authoring.drafting.lists import Listed, listed
from ipr_feeds.authoring.drafting.moments import dated
from ipr_feeds.authoring.drafting.samples import Sample
from ipr_feeds.authoring.drafting.site import Fact
from ipr_feeds.authoring.drafting.subjects import Clock, Found, Subject
from ipr_feeds.authoring.drafting.trial import Trial
from ipr_feeds.authoring.drafting.views import View
from ipr_feeds.links import Link
from ipr_feeds.page import Page

_LINE = 200  # characters of a line that may be a date


class Draft(NamedTuple):
    """A source and its one layout, each declaration with what it matched."""

    name: str
    title: Fact
    home: str
    language: Fact
    timezone: Fact
    day_first: Fact | None
    hosts: tuple[str, ...]
    site_names: Found | None
    keys: tuple[Key, ...]
    start_urls: tuple[str, ...]
    lists: tuple[Listed, ...]
    fields: tuple[tuple[str, Found], ...]
    clutter: Clutter
    required: tuple[str, ...]
    charset: str
    articles: tuple[str, ...]


class _Site(NamedTuple):
    """The given pages, sorted, and what they say of the site as a whole."""

    name: str
    articles: Sequence[Sample]
    lists: Sequence[Sample]
    views: Sequence[View]  # of the articles
    tables: Sequence[View]  # of the lists that are pages
    language: Fact
    timezone: Fact
    day_first: Fact | None
    now: datetime

    @property
    def home(self) -> str:
        parts = urlsplit(self.articles[0].url)
        return f"{parts.scheme}://{parts.netloc}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        return site.hosts(one.url for one in (*self.articles, *self.lists))

    @property
    def pages(self) -> list[Page]:
        return [view.page for view in (*self.views, *self.tables)]

    @property
    def clock(self) -> Clock:
        return Clock(self.timezone.value, self.day_first is not None and self.day_first.value == "True", self.now)


def draft(name: str, given: Sequence[Sample], now: datetime) -> Draft:
    """What the pages show. Raises `LayoutChanged` for an article whose text nothing points at."""
    own = _site(name, twins.marked(given), now)
    found = keys(
        {one.url: one.article for one in own.articles}, surroundings.named(own.lists),
        surroundings.menus([*own.views, *own.tables], own.lists), name,
    )  # fmt: skip
    trial = _trial(own, found)
    kinds = _kinds(trial, own.tables, own.clock)
    trial = trial.declaring(lists=tuple(one.listing for one in kinds if one.listing))
    subjects = _subjects(trial, own)
    names = site_names(subjects)
    called = tuple(map(str, names.value)) if names else ()
    trial = trial.declaring(site_names=called)
    declared = fields.declared(trial, subjects, own.tables, own.clock)
    values = {field: one.value for field, one in declared}
    return Draft(
        name=name, title=_title(own, called), home=own.home, language=own.language,
        timezone=own.timezone, day_first=own.day_first, hosts=own.hosts, site_names=names, keys=tuple(found),
        start_urls=tuple(one.url for one in own.lists), lists=tuple(kinds),
        fields=tuple(fields.shown(trial, subjects, declared)),
        clutter=clutter(trial, [one for one in subjects if one.own], values),
        required=fields.required(trial, subjects, values),
        charset=own.articles[0].page.decoded.decoder,
        articles=tuple(one.place for one in own.articles if one.article == one.url),
    )  # fmt: skip


def _title(own: _Site, called: Sequence[str]) -> Fact:
    return masthead.title(own.pages, [view.page for view in own.tables], called, own.home)


def _site(name: str, given: Sequence[Sample], now: datetime) -> _Site:
    articles = [one for one in given if one.kind == "article"]
    lists = [one for one in given if one.kind == "list"]
    views = [View(one.page, surroundings.shared(one, given)) for one in articles]
    tables = [View(one.page, surroundings.shared(one, given)) for one in lists if not one.page.is_feed]
    pages = [view.page for view in (*views, *tables)]
    url = articles[0].url
    tag = site.language(pages)
    lines = (block.text for view in (*views, *tables) for block in view.blocks if len(block.text) < _LINE)
    zone, day = site.timezone(pages, url, tag.value), site.day_first(lines, url)
    return _Site(name, articles, lists, views, tables, tag, zone, day, now)


def _trial(own: _Site, found: Sequence[Key]) -> Trial:
    attributes = {
        "name": own.name, "title": own.name, "home": own.home, "language": own.language.value,
        "timezone": own.timezone.value, "day_first": own.clock.day_first, "hosts": own.hosts,
        "keys": tuple((one.pattern, one.form) for one in found),
    }  # fmt: skip
    return Trial(attributes, own.now)


def _subjects(trial: Trial, own: _Site) -> list[Subject]:
    """The articles with what lists say of them, their titles and their dates."""
    source, linked = trial.source(), _linked(trial, own.lists)
    links = [linked.get(source.key(one.url) or "") for one in own.articles]
    bare = [
        Subject(view, one.url, link, own=one.article == one.url)
        for view, one, link in zip(own.views, own.articles, links, strict=True)
    ]
    called = [one._replace(title=title) for one, title in zip(bare, headlines(bare), strict=True)]
    return dated(called, own.clock)


def _kinds(trial: Trial, lists: Sequence[View], clock: Clock) -> list[Listed]:
    """The kinds of list pages; a page that is read rightly by what another one showed adds none."""
    found: list[Listed] = []
    for view in lists:
        one = listed(trial, view, clock)
        if one.listing is None or one.listing not in [known.listing for known in found]:
            found.append(one)
    return found


def _linked(trial: Trial, lists: Sequence[Sample]) -> dict[str, Link]:
    source = trial.source()
    pages: list[Page] = [one.page for one in lists]
    return {key: link for page in pages for link in source.links(page) if (key := source.key(link.url))}
