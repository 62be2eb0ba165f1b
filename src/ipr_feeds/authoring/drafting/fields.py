"""The declarations of a layout: what is found about each field, put together so that one can count from another."""

from collections.abc import Iterator, Mapping, Sequence

from ipr_feeds.anchors import Anchor, Span, between, following, largest
from ipr_feeds.authoring.drafting import extras
from ipr_feeds.authoring.drafting.bodies import body_after, body_box, body_path
from ipr_feeds.authoring.drafting.headlines import headline_declared
from ipr_feeds.authoring.drafting.moments import moment_declared
from ipr_feeds.authoring.drafting.selectors import names
from ipr_feeds.authoring.drafting.subjects import Clock, Found, Subject
from ipr_feeds.authoring.drafting.trial import Trial
from ipr_feeds.authoring.drafting.views import View, above
from ipr_feeds.errors import LayoutChanged
from ipr_feeds.page import says


def declared(trial: Trial, subjects: Sequence[Subject], lists: Sequence[View], clock: Clock) -> list[tuple[str, Found]]:
    """The fields of the layout, in the order in which they are written.

    Raises `LayoutChanged` where nothing points at a text.
    """
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
    ways = [one.value for one in offered if isinstance(one.value, str | Anchor)]
    everywhere = [way for way in ways if all(_stands(subject.view, way) for subject in subjects)]
    around = (way for way in _around(subjects[0]) if all(_stands(subject.view, way) for subject in subjects))
    for way in (*everywhere, *around):
        if not any(_stands(view, way) for view in lists):
            return Found(way)
    if isinstance(offered[0].value, Span) and not any(isinstance(way, Anchor) for way in everywhere):
        return Found(largest())
    kept = next((way for way in everywhere if isinstance(way, Anchor)), offered[0].value)
    return Found(kept, guess="the lists have it too")


def _stands(view: View, way: str | Anchor) -> bool:
    if isinstance(way, Anchor):
        return any(way.begins(block.text) for block in view.blocks)
    return view.page.first(way) is not None


def _around(subject: Subject) -> Iterator[str]:
    """Names of the elements around the text and the title of an article, the nearest first."""
    texts = [subject.view.box] if subject.view.box is not None else []
    heads = [node for node in subject.view.page.css("h1, h2, h3") if says(node) == subject.title]
    yield from dict.fromkeys(name for node in texts + heads for one in (node, *above(node)) for name in names(one))


def shown(trial: Trial, subjects: Sequence[Subject], declared: Sequence[tuple[str, Found]]) -> list[tuple[str, Found]]:
    """The fields with what they gave, where that is not what their element says."""
    values = {field: one.value for field, one in declared}
    entries = [entry for one in subjects if (entry := trial.read(one, **values))]
    gave = {
        "section": next((" / ".join(one.section) for one in entries if one.section), ""),
        "publisher": next((one.publisher for one in entries if one.publisher), ""),
        "authors": next((", ".join(one.authors) for one in entries if one.authors), ""),
    }
    return [(field, one._replace(said=f'"{gave[field]}"') if gave.get(field) else one) for field, one in declared]


def required(trial: Trial, subjects: Sequence[Subject], declared: Mapping[str, object]) -> tuple[str, ...]:
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


def _is_read(trial: Trial, subjects: Sequence[Subject], declared: Mapping[str, object], field: str) -> bool:
    """Whether every article can be read where a field is required."""
    return all(trial.read(one, **declared, required=frozenset({field})) for one in subjects)
