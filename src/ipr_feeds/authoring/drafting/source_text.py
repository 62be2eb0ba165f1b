"""A draft as the text of a Python module."""

import ast
import re
from collections.abc import Iterator, Sequence

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.drafting.draft import Draft
from ipr_feeds.authoring.drafting.notation import (
    INDENT,
    WIDTH,
    comment,
    constant,
    pattern_of,
    plain,
    quoted,
    raw,
    short,
    tuple_of,
    value_of,
    width,
)
from ipr_feeds.authoring.drafting.subjects import Found
from ipr_feeds.links import Listing

_NAMES = frozenset("Layout Listing Source anchor between following hookimpl largest".split())


def source_text(draft: Draft) -> str:
    """The whole module."""
    places = _constants(draft)
    body = "\n".join([*_layout(draft), "", "", *_source(draft), "", "", *_hook(draft)])
    whole = "\n".join([*places, body])
    head = [f'"""{short(draft.title.value)}, as {_several(len(draft.articles), "article")} showed it."""', ""]
    used = {node.id for node in ast.walk(ast.parse(whole)) if isinstance(node, ast.Name)}
    head += ["import re", ""] if "re" in used else []
    head += [
        f"from ipr_feeds import {', '.join(sorted(used & _NAMES))}",
        "",
        "API_VERSION = 1",
        *([""] if places else []),
        *places,
    ]
    return "\n".join([*head, "", "", body, ""])


def _constants(draft: Draft) -> list[str]:
    """The places that are found by a pattern, each with a name: several fields may count from one."""
    declared = [found.value for _, found in draft.fields]
    ends = [end for one in declared if isinstance(one, Span) for end in (one.after, one.before)]
    patterns = [one for one in (*declared, *ends) if isinstance(one, Anchor) and isinstance(one.label, re.Pattern)]
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
    told += [f"lists: {one.guess}" for one in draft.lists if one.guess]
    missing = [field for field in ("title", "published") if field not in dict(draft.fields)]
    told += [f"{field}: found in none of the articles" for field in missing]
    return [*told, *draft.clutter.hints]


def class_name(name: str, ending: str = "") -> str:
    """A name of a source as that of a class."""
    return "".join(part.capitalize() for part in name.split("-")) + ending


def _layout(draft: Draft) -> Iterator[str]:
    yield f"class {class_name(draft.name, 'Article')}(Layout):"
    yield f'{INDENT}"""The layout of the given articles, which came as {plain(draft.charset)}."""'
    yield ""
    yield f'{INDENT}name = "{draft.name}-article"'
    for field, found in draft.fields:
        yield from _declared(field, value_of(found.value), found.said, found.guess)
    for field in ("drop", "captions", "furniture"):
        yield from _each(field, getattr(draft.clutter, field))
    for hint in draft.clutter.hints:
        yield from comment(f"GUESS: {hint}")
    required = ", ".join(quoted(field) for field in draft.required)
    yield f"{INDENT}required = frozenset({{{required}}})"


def _source(draft: Draft) -> Iterator[str]:
    yield f"class {class_name(draft.name)}(Source):"
    yield f'{INDENT}"""{short(draft.title.value)}."""'
    yield ""
    yield f'{INDENT}name = "{draft.name}"'
    yield from _declared("title", quoted(short(draft.title.value)), draft.title.said, draft.title.guess)
    yield f"{INDENT}home = {quoted(draft.home)}"
    yield from _declared("language", quoted(draft.language.value), draft.language.said, draft.language.guess)
    yield from _declared("timezone", quoted(draft.timezone.value), draft.timezone.said, draft.timezone.guess)
    if draft.day_first and (draft.day_first.value == "True" or draft.day_first.guess):
        yield from _declared("day_first", draft.day_first.value, draft.day_first.said, draft.day_first.guess)
    yield from tuple_of("hosts", [quoted(host) for host in draft.hosts])
    if draft.start_urls:
        yield from tuple_of("start_urls", [quoted(url) for url in draft.start_urls])
    if draft.site_names:
        yield from _declared(
            "site_names", value_of(draft.site_names.value), draft.site_names.said, draft.site_names.guess
        )
    yield from _keys(draft)
    yield from _lists(draft)
    yield f"{INDENT}layouts = ({class_name(draft.name, 'Article')},)"
    if any(key.folded for key in draft.keys):
        yield ""
        yield f"{INDENT}def key(self, url: str) -> str | None:"
        yield f'{INDENT * 2}"""As declared, in lower case: such servers take addresses in either."""'
        yield f"{INDENT * 2}found = super().key(url)"
        yield f"{INDENT * 2}return found.lower() if found else None"


def _keys(draft: Draft) -> Iterator[str]:
    for key in draft.keys:
        yield from comment(f"{key.example}" + (f"; GUESS: {key.guess}" if key.guess else ""))
    pairs = [f"({raw(key.pattern)}, {quoted(key.form)})" for key in draft.keys]
    if all(width(pair) < WIDTH - 2 * len(INDENT) for pair in pairs):
        yield from tuple_of("keys", pairs)
        return
    yield f"{INDENT}keys = ("
    for key in draft.keys:
        parts = (raw(key.pattern), quoted(key.form))
        yield from (f"{INDENT * 2}(", *(f"{INDENT * 3}{part}," for part in parts), f"{INDENT * 2}),")
    yield f"{INDENT})"


def _lists(draft: Draft) -> Iterator[str]:
    for one in draft.lists:
        yield from comment(one.said) if one.said else []
        yield from comment(f"GUESS: {one.guess}") if one.guess else []
    listings = [_listing(one.listing) for one in draft.lists if one.listing]
    if listings:
        yield from tuple_of("lists", listings)


def _listing(listing: Listing) -> str:
    standard = Listing()
    parts = [f"{name}={quoted(value)}" for name, value in listing._asdict().items() if value != getattr(standard, name)]
    return f"Listing({', '.join(parts)})"


def _hook(draft: Draft) -> Iterator[str]:
    yield "@hookimpl"
    yield "def sources() -> list[Source]:"
    yield f'{INDENT}"""The one source of this plugin."""'
    yield f"{INDENT}return [{class_name(draft.name)}()]"


def _declared(field: str, value: str, said: str, guess: str) -> Iterator[str]:
    """One declaration, with what it matched behind it, and what is guessed above."""
    yield from comment(f"GUESS: {guess}") if guess else []
    line = f"{INDENT}{field} = {value}"
    remark = plain(said)
    if remark and width(f"{line}  # {remark}") <= WIDTH:
        yield f"{line}  # {remark}"
        return
    yield from comment(remark) if remark else []
    parts = value.strip("()").split(", ")
    yield from [line] if width(line) <= WIDTH or len(parts) == 1 else tuple_of(field, parts)


def _each(field: str, several: Sequence[Found]) -> Iterator[str]:
    """A tuple of selectors, each with what it matched."""
    if not several:
        return
    yield f"{INDENT}{field} = ("
    for found in several:
        line = f"{INDENT * 2}{value_of(found.value)},"
        remark = f"{line}  # {plain(found.said)}"
        yield remark if found.said and width(remark) <= WIDTH else line
    yield f"{INDENT})"


def _several(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"{count} {what}s"
