"""All that was found about a site, before it is written down."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from ipr_feeds.anchors import Anchor, Span, between, following, largest
from ipr_feeds.authoring.drafting import extras, site
from ipr_feeds.authoring.drafting.bodies import body_after, body_box, body_path
from ipr_feeds.authoring.drafting.clutter import Clutter, clutter
from ipr_feeds.authoring.drafting.headlines import headline_declared, headlines, site_names
from ipr_feeds.authoring.drafting.keys import Key, keys
from ipr_feeds.authoring.drafting.kinds import titled
from ipr_feeds.authoring.drafting.lists import Listed, listed
from ipr_feeds.authoring.drafting.moments import moment_declared, moment_of
from ipr_feeds.authoring.drafting.samples import Sample
from ipr_feeds.authoring.drafting.site import Fact
from ipr_feeds.authoring.drafting.subjects import Clock, Found, Subject
from ipr_feeds.authoring.drafting.trial import Trial
from ipr_feeds.authoring.drafting.views import View, name_of, weight
from ipr_feeds.blocks import Block, linked
from ipr_feeds.errors import LayoutChanged
from ipr_feeds.links import Link
from ipr_feeds.page import Page
from ipr_feeds.urls import absolute

_TITLE = 18  # of the text of a link that is a title
_LINKED = 0.5


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


def draft(name: str, given: Sequence[Sample], now: datetime) -> Draft:
    """What the pages show. Raises `LayoutChanged` for an article whose text nothing points at."""
    articles = [one for one in given if one.kind == "article"]
    lists = [one for one in given if one.kind == "list"]
    pages = [one.page for one in (*articles, *lists) if not one.page.is_feed]
    views = {one.url: View(one.page, _shared(one, given)) for one in given if not one.page.is_feed}
    first = articles[0]
    tag = site.language(pages)
    zone = site.timezone(pages, first.url, tag.value)
    day = site.day_first(
        (block.text for view in views.values() for block in view.blocks if len(block.text) < 200), first.url
    )
    clock = Clock(zone.value, day is not None and day.value == "True", now)
    found = keys([one.url for one in articles], _links(lists), _menus(views, lists))
    attributes: dict[str, object] = {
        "name": name, "title": name, "home": _origin(first.url), "language": tag.value, "timezone": zone.value,
        "day_first": clock.day_first, "hosts": site.hosts(one.url for one in (*articles, *lists)),
        "keys": tuple((one.pattern, one.form) for one in found),
    }  # fmt: skip
    kinds = _kinds(Trial(attributes, now), [views[one.url] for one in lists if not one.page.is_feed], clock)
    attributes["lists"] = tuple(one.listing for one in kinds if one.listing)
    linked = _linked(Trial(attributes, now), lists)
    source = Trial(attributes, now).source()
    subjects = [Subject(views[one.url], one.url, linked.get(source.key(one.url) or "")) for one in articles]
    subjects = [one._replace(title=title) for one, title in zip(subjects, headlines(subjects), strict=True)]
    subjects = [one._replace(moment=moment_of(one, clock)) for one in subjects]
    names = site_names(subjects)
    attributes["site_names"] = names.value if names else ()
    trial = Trial(attributes, now)
    fields = _fields(trial, subjects, [views[one.url] for one in lists if not one.page.is_feed], clock)
    declared: dict[str, object] = {field: one.value for field, one in fields}
    return Draft(
        name, site.title(pages, tuple(names.value) if names else (), _origin(first.url)),
        _origin(first.url), tag, zone, day, site.hosts(one.url for one in (*articles, *lists)), names, tuple(found),
        tuple(one.url for one in lists), tuple(kinds), tuple(fields), clutter(trial, subjects, declared),
        _required(trial, subjects, declared), first.page.decoded.decoder, tuple(one.place for one in articles),
    )  # fmt: skip


def _shared(one: Sample, given: Sequence[Sample]) -> set[str]:
    """Texts that belong to the site: another given article has them too, or a list around its items."""
    found: set[str] = set()
    for other in given:
        if other.url != one.url and not other.page.is_feed:
            blocks = other.page.stream().blocks
            found |= {block.text for block in (blocks if other.kind == "article" else _around(blocks))}
    return found


def _around(blocks: Sequence[Block]) -> list[Block]:
    """The blocks above and below the items of a list: between them stand leads, which the articles hold too."""
    titles = [at for at, block in enumerate(blocks) if linked(block) > _LINKED and weight(block.text) >= _TITLE]
    return [*blocks[: titles[0]], *blocks[titles[-1] + 2 :]] if titles else []


def _links(lists: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    for one in lists:
        base = one.url
        yield from ((url.replace("https://unknown.invalid/", base), text) for text, url in titled(one.page))


def _menus(views: dict[str, View], lists: Sequence[Sample]) -> set[str]:
    """Addresses that menus, heads and feet lead to, and those of the lists themselves."""
    found = {one.url for one in lists}
    for view in views.values():
        for box in view.page.css("nav, header, footer, menu, [class], [id]"):
            if box.tag in ("nav", "header", "footer", "menu") or _is_menu(name_of(box)):
                for node in box.css("a[href]"):
                    url = absolute(view.page.base(), node.attributes.get("href"))
                    if url and len(node.text(deep=True).strip()) < 30:
                        found.add(url)
    return found


def _is_menu(name: str) -> bool:
    words = name.lower().replace("_", " ").replace("-", " ").split()
    return any(
        word in ("nav", "navbar", "menu", "foot", "footer", "header", "head", "top", "breadcrumb", "topbar")
        for word in words
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


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


def _fields(trial: Trial, subjects: Sequence[Subject], lists: Sequence[View], clock: Clock) -> list[tuple[str, Found]]:
    dated, path = moment_declared(subjects, clock), extras.section(subjects)
    place = next((one for one in dated if isinstance(one.value, Anchor)), None)
    title = _labelled(trial, subjects, headline_declared(subjects), path, place)
    places = {name: one.value for name, one in (("section", path), ("title", title), ("published", place)) if one}
    body = body_box(subjects, lists) or body_after(trial, subjects, places) or body_path(subjects, lists)
    if body is None:
        raise LayoutChanged(
            "nothing in the articles says where their text stands", source=str(trial.attributes["name"]),
            url=subjects[0].url, advice="give more articles, or write the source by hand: plugins/README.md",
        )  # fmt: skip
    spans = [one.value for one in (title, body) if one and isinstance(one.value, Span)]
    needs_place = any("published" in (span.after, span.before) for span in spans)
    published = place if needs_place else next(iter(dated), None)
    found = [
        ("marker", _marker([one for one in (body, title, published, path) if one], subjects, lists)),
        ("section", path),
    ]
    found += [("title", title), ("published", published), ("authors", extras.authors(subjects))]
    found += [("publisher", extras.publisher(subjects)), ("attachments", extras.attachments(subjects)), ("body", body)]
    return [(field, one) for field, one in found if one is not None]


def _labelled(
    trial: Trial, subjects: Sequence[Subject], title: Found | None, path: Found | None, place: Found | None
) -> Found | None:
    """The titles, by the labels around them where no single selector finds them all."""
    if title is None or path is None or not isinstance(path.value, Anchor):
        return title
    if isinstance(title.value, str) and not title.guess:
        return title
    declared = {"marker": path.value, "section": path.value, "published": place.value if place else None}
    for span in [between("section", "published")] * bool(place) + [between("section")]:
        body = following("published" if place else "title")
        entries = [trial.read(one, **declared, title=span, body=body) for one in subjects]
        if all(entry and entry.title == one.title for entry, one in zip(entries, subjects, strict=True)):
            return title._replace(value=span, guess="")
    return title


def _marker(offered: Sequence[Found], subjects: Sequence[Subject], lists: Sequence[View]) -> Found:
    """What tells an article from a list."""
    for one in offered:
        if isinstance(one.value, Anchor):
            return Found(one.value)
        everywhere = isinstance(one.value, str) and all(subject.view.page.first(one.value) for subject in subjects)
        if everywhere and not any(view.page.first(str(one.value)) for view in lists):
            return Found(one.value)
    if isinstance(offered[0].value, Span):
        return Found(largest())
    return Found(offered[0].value, guess="the lists have it too")


def _required(trial: Trial, subjects: Sequence[Subject], declared: dict[str, object]) -> tuple[str, ...]:
    """Those of title, date and text that every given article has."""
    known = {
        "title": all(one.title for one in subjects),
        "published": all(one.moment for one in subjects),
        "body": True,
    }
    return tuple(
        field
        for field, everywhere in known.items()
        if everywhere and field in declared and _is_read(trial, subjects, declared, field)
    )


def _is_read(trial: Trial, subjects: Sequence[Subject], declared: dict[str, object], field: str) -> bool:
    """Whether every article can be read where a field is required."""
    return all(trial.read(one, **declared, required=frozenset({field})) for one in subjects)
