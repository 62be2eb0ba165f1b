"""A draft as the text of a Python module."""

import ast
import re
from collections.abc import Iterator

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.drafting.draft import Draft
from ipr_feeds.authoring.drafting.notation import (
    INDENT,
    WIDTH,
    comment,
    constant,
    declared,
    each,
    pattern_of,
    quoted,
    raw,
    remarked,
    short,
    tuple_of,
    value_of,
    width,
)
from ipr_feeds.authoring.drafting.subjects import Found
from ipr_feeds.links import Listing
from ipr_feeds.text import counted

_NAMES = frozenset("Layout Listing Source anchor between following hookimpl largest".split())
_WORDS = "words = IPR_AT_THE_BORDER._replace(both=False)  # without it everything that the site prints is published"


def source_text(draft: Draft) -> str:
    """The whole module."""
    places = _constants(draft)
    body = "\n".join([*_layout(draft), "", "", *_source(draft), "", "", *_hook(draft)])
    whole = "\n".join([*places, body])
    head = [f'"""{short(draft.title.value)}, as {_several(draft)} showed it."""', ""]
    used = {node.id for node in ast.walk(ast.parse(whole)) if isinstance(node, ast.Name)}
    head += ["import re", ""] if "re" in used else []
    head += [
        f"from ipr_feeds import {', '.join(sorted(used & _NAMES))}  # IPR_AT_THE_BORDER too, for `words`",
        "",
        "API_VERSION = 1",
        *([""] if places else []),
        *places,
    ]
    return "\n".join([*head, "", "", body, ""])


def _several(draft: Draft) -> str:
    return "one article" if len(draft.articles) == 1 else counted(len(draft.articles), "article")


def _constants(draft: Draft) -> list[str]:
    """The places that are found by a pattern, each with a name: several fields may count from one."""
    found = [found.value for _, found in draft.fields]
    ends = [end for one in found if isinstance(one, Span) for end in (one.after, one.before)]
    patterns = [one for one in (*found, *ends) if isinstance(one, Anchor) and isinstance(one.label, re.Pattern)]
    return [f"{constant(one)} = {pattern_of(one)}" for one in dict.fromkeys(patterns)]


def guesses(draft: Draft) -> list[str]:
    """What an author should look at."""
    facts = [
        ("title", draft.title),
        ("language", draft.language),
        ("timezone", draft.timezone),
        ("day_first", draft.day_first),
    ]
    told = [f"{name} = {fact.value}: {fact.guess}" for name, fact in facts if fact and fact.guess]
    told += [f"keys, {one.form}: {one.guess}" for one in draft.keys if one.guess]
    fields = [*draft.fields, *([("site_names", draft.site_names)] if draft.site_names else [])]
    told += [f"{name}: {found.guess}" for name, found in fields if found.guess]
    told += [f"drop = {value_of((found.value,))}: {found.guess}" for found in draft.clutter.drop if found.guess]
    told += [f"lists: {one.guess}" for one in draft.lists if one.guess]
    missing = [field for field in ("title", "published") if field not in dict(draft.fields)]
    told += [f"{field}: found in none of the articles" for field in missing]
    return [*told, *draft.clutter.hints]


def class_name(name: str, ending: str = "") -> str:
    """A name of a source as that of a class."""
    return "".join(part.capitalize() for part in name.split("-")) + ending


def _layout(draft: Draft) -> Iterator[str]:
    yield f"class {class_name(draft.name, 'Article')}(Layout):"
    yield f'{INDENT}"""The layout of the given articles."""'
    yield ""
    if not draft.charset.startswith("utf-8"):
        yield from comment(f"The pages came in {draft.charset}.")
    yield f'{INDENT}name = "{draft.name}-article"'
    for field, found in _fields(draft):
        yield from declared(field, value_of(found.value), found.said, found.guess)
    for field in ("drop", "captions", "furniture"):
        yield from each(field, getattr(draft.clutter, field))
    for hint in draft.clutter.hints:
        yield from comment(f"GUESS: {hint}")
    required = ", ".join(quoted(field) for field in draft.required)
    yield f"{INDENT}required = frozenset({{{required}}})"


def _fields(draft: Draft) -> Iterator[tuple[str, Found]]:
    """The fields; the text is declared with the marker where both are one."""
    found = dict(draft.fields)
    marker, body = found["marker"], found["body"]
    if marker.value == body.value and isinstance(body.value, str):
        guess = "; ".join(filter(None, (marker.guess, body.guess)))
        yield "marker = body", body._replace(guess=guess)
        yield from ((field, one) for field, one in draft.fields if field not in ("marker", "body"))
    else:
        yield from draft.fields


def _source(draft: Draft) -> Iterator[str]:
    yield f"class {class_name(draft.name)}(Source):"
    yield f'{INDENT}name = "{draft.name}"'
    yield from declared("title", quoted(short(draft.title.value)), draft.title.said, draft.title.guess)
    yield f"{INDENT}home = {quoted(draft.home)}"
    yield from declared("language", quoted(draft.language.value), draft.language.said, draft.language.guess)
    yield from declared("timezone", quoted(draft.timezone.value), draft.timezone.said, draft.timezone.guess)
    if draft.day_first and (draft.day_first.value == "True" or draft.day_first.guess):
        yield from declared("day_first", draft.day_first.value, draft.day_first.said, draft.day_first.guess)
    yield from tuple_of("hosts", [quoted(host) for host in draft.hosts])
    if draft.start_urls:
        yield from tuple_of("start_urls", [quoted(url) for url in draft.start_urls])
    if draft.site_names:
        names = draft.site_names
        yield from declared("site_names", value_of(names.value), names.said, names.guess)
    yield from _keys(draft)
    yield from _lists(draft)
    yield f"{INDENT}layouts = ({class_name(draft.name, 'Article')},)"
    yield f"{INDENT}# {_WORDS}"
    if any(key.folded for key in draft.keys):
        yield ""
        yield f"{INDENT}def key(self, url: str) -> str | None:"
        yield f"{INDENT * 2}found = super().key(url)"
        yield f"{INDENT * 2}return found.lower() if found else None  # such servers take addresses in either case"


def _keys(draft: Draft) -> Iterator[str]:
    guess = "; ".join(key.guess for key in draft.keys if key.guess)
    pairs = [f"({raw(key.pattern)}, {quoted(key.form)})" for key in draft.keys]
    examples = [key.example for key in draft.keys]
    if all(width(pair) < WIDTH - 2 * len(INDENT) for pair in pairs):
        yield from remarked(list(tuple_of("keys", pairs)), examples, guess)
        return
    yield from comment(f"GUESS: {guess}") if guess else []
    for example in examples:
        yield from comment(example)
    yield f"{INDENT}keys = ("
    for key in draft.keys:
        parts = (raw(key.pattern), quoted(key.form))
        yield from (f"{INDENT * 2}(", *(f"{INDENT * 3}{part}," for part in parts), f"{INDENT * 2}),")
    yield f"{INDENT})"


def _lists(draft: Draft) -> Iterator[str]:
    guess = "; ".join(one.guess for one in draft.lists if one.guess)
    listings = [_listing(one.listing) for one in draft.lists if one.listing]
    if listings:
        yield from remarked(list(tuple_of("lists", listings)), [one.said for one in draft.lists if one.said], guess)
    elif guess:
        yield from comment(f"GUESS: {guess}")


def _listing(listing: Listing) -> str:
    standard = Listing()
    parts = [f"{name}={quoted(value)}" for name, value in listing._asdict().items() if value != getattr(standard, name)]
    return f"Listing({', '.join(parts)})"


def _hook(draft: Draft) -> Iterator[str]:
    yield "@hookimpl"
    yield "def sources() -> list[Source]:"
    yield f"{INDENT}return [{class_name(draft.name)}()]"
