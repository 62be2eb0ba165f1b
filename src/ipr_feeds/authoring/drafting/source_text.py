"""A draft as the text of a Python module."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.drafting.draft import Draft
from ipr_feeds.authoring.drafting.subjects import Found
from ipr_feeds.links import Listing
from ipr_feeds.text import legal, shorten

_WIDTH = 120
_NAME = 60  # columns
_INDENT = "    "
_NAMES = ("Layout", "Listing", "Source", "anchor", "between", "following", "hookimpl", "largest")


def source_text(draft: Draft) -> str:
    """The whole module."""
    places = _constants(draft)
    body = "\n".join([*_layout(draft), "", "", *_source(draft), "", "", *_hook(draft)])
    whole = "\n".join([*places, body])
    head = [f'"""{_short(draft.title.value)}, as {_several(len(draft.articles), "article")} showed it."""', ""]
    head += ["import re", ""] if "re.compile(" in whole else []
    used = sorted(name for name in _NAMES if re.search(rf"\b{name}\b[(.)]|@{name}\b", whole))
    head += [f"from ipr_feeds import {', '.join(used)}", "", "API_VERSION = 1", *([""] if places else []), *places]
    return "\n".join([*head, "", "", body, ""])


def _constants(draft: Draft) -> list[str]:
    """The places that are found by a pattern, each with a name: several fields may count from one."""
    declared = [found.value for _, found in draft.fields]
    ends = [end for one in declared if isinstance(one, Span) for end in (one.after, one.before)]
    patterns = [one for one in (*declared, *ends) if isinstance(one, Anchor) and isinstance(one.label, re.Pattern)]
    return [f"{_constant(one)} = {_pattern(one)}" for one in dict.fromkeys(patterns)]


def _constant(place: Anchor) -> str:
    return place.name.upper().replace(" ", "_")


def _pattern(place: Anchor) -> str:
    pattern = place.label
    if not isinstance(pattern, re.Pattern):
        return quoted(pattern)
    flags = ", re.I" if pattern.flags & re.I else ""
    return f"anchor(re.compile({raw(pattern.pattern)}{flags}), name={quoted(place.name)})"


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
    yield f'{_INDENT}"""The layout of the given articles ({_plain(draft.charset)})."""'
    yield ""
    yield f'{_INDENT}name = "{draft.name}-article"'
    for field, found in draft.fields:
        yield from _declared(field, _value(found.value), found.said, found.guess)
    for field, several in (("drop", draft.clutter.drop), ("captions", draft.clutter.captions)):
        yield from _each(field, several)
    for hint in draft.clutter.hints:
        yield from _comment(f"GUESS: {hint}")
    required = ", ".join(quoted(field) for field in draft.required)
    yield f"{_INDENT}required = frozenset({{{required}}})"


def _source(draft: Draft) -> Iterator[str]:
    yield f"class {class_name(draft.name)}(Source):"
    yield f'{_INDENT}"""{_short(draft.title.value)}."""'
    yield ""
    yield f'{_INDENT}name = "{draft.name}"'
    yield from _declared("title", quoted(_short(draft.title.value)), draft.title.said, draft.title.guess)
    yield f"{_INDENT}home = {quoted(draft.home)}"
    yield from _declared("language", quoted(draft.language.value), draft.language.said, draft.language.guess)
    yield from _declared("timezone", quoted(draft.timezone.value), draft.timezone.said, draft.timezone.guess)
    if draft.day_first and (draft.day_first.value == "True" or draft.day_first.guess):
        yield from _declared("day_first", draft.day_first.value, draft.day_first.said, draft.day_first.guess)
    yield from _tuple("hosts", [quoted(host) for host in draft.hosts])
    if draft.start_urls:
        yield from _tuple("start_urls", [quoted(url) for url in draft.start_urls])
    if draft.site_names:
        yield from _declared(
            "site_names", _value(draft.site_names.value), draft.site_names.said, draft.site_names.guess
        )
    yield from _keys(draft)
    yield from _lists(draft)
    yield f"{_INDENT}layouts = ({class_name(draft.name, 'Article')},)"
    if any(key.folded for key in draft.keys):
        yield ""
        yield f"{_INDENT}def key(self, url: str) -> str | None:"
        yield f'{_INDENT * 2}"""As declared, in lower case: such servers take addresses in either."""'
        yield f"{_INDENT * 2}found = super().key(url)"
        yield f"{_INDENT * 2}return found.lower() if found else None"


def _keys(draft: Draft) -> Iterator[str]:
    for key in draft.keys:
        yield from _comment(f"{key.example}" + (f"; GUESS: {key.guess}" if key.guess else ""))
    pairs = [f"({raw(key.pattern)}, {quoted(key.form)})" for key in draft.keys]
    if all(width(pair) < _WIDTH - 2 * len(_INDENT) for pair in pairs):
        yield from _tuple("keys", pairs)
        return
    yield f"{_INDENT}keys = ("
    for key in draft.keys:
        parts = (raw(key.pattern), quoted(key.form))
        yield from (f"{_INDENT * 2}(", *(f"{_INDENT * 3}{part}," for part in parts), f"{_INDENT * 2}),")
    yield f"{_INDENT})"


def _lists(draft: Draft) -> Iterator[str]:
    for one in draft.lists:
        yield from _comment(one.said) if one.said else []
        yield from _comment(f"GUESS: {one.guess}") if one.guess else []
    listings = [_listing(one.listing) for one in draft.lists if one.listing]
    if listings:
        yield from _tuple("lists", listings)


def _listing(listing: Listing) -> str:
    standard = Listing()
    parts = [f"{name}={quoted(value)}" for name, value in listing._asdict().items() if value != getattr(standard, name)]
    return f"Listing({', '.join(parts)})"


def _hook(draft: Draft) -> Iterator[str]:
    yield "@hookimpl"
    yield "def sources() -> list[Source]:"
    yield f'{_INDENT}"""The one source of this plugin."""'
    yield f"{_INDENT}return [{class_name(draft.name)}()]"


def _declared(field: str, value: str, said: str, guess: str) -> Iterator[str]:
    """One declaration, with what it matched behind it, and what is guessed above."""
    yield from _comment(f"GUESS: {guess}") if guess else []
    line = f"{_INDENT}{field} = {value}"
    remark = _plain(said)
    if remark and width(f"{line}  # {remark}") <= _WIDTH:
        yield f"{line}  # {remark}"
        return
    yield from _comment(remark) if remark else []
    parts = value.strip("()").split(", ")
    yield from [line] if width(line) <= _WIDTH or len(parts) == 1 else _tuple(field, parts)


def _each(field: str, several: Sequence[Found]) -> Iterator[str]:
    """A tuple of selectors, each with what it matched."""
    if not several:
        return
    yield f"{_INDENT}{field} = ("
    for found in several:
        line = f"{_INDENT * 2}{_value(found.value)},"
        remark = f"{line}  # {_plain(found.said)}"
        yield remark if found.said and width(remark) <= _WIDTH else line
    yield f"{_INDENT})"


def _tuple(field: str, values: Sequence[str]) -> Iterator[str]:
    values = [value for value in values if value]
    line = f"{_INDENT}{field} = ({', '.join(values)}{',' if len(values) == 1 else ''})"
    if width(line) <= _WIDTH:
        yield line
        return
    yield from (f"{_INDENT}{field} = (", *(f"{_INDENT * 2}{value}," for value in values), f"{_INDENT})")


def _comment(text: str) -> Iterator[str]:
    lines = textwrap.wrap(_plain(text), 100, break_long_words=True, break_on_hyphens=False)
    yield from (f"{_INDENT}# {piece}" for line in lines for piece in _cut(line))


def _cut(line: str) -> Iterator[str]:
    """A line in pieces that are not too wide: Chinese letters count twice."""
    while width(line) > _WIDTH - 8:
        yield line[:50]
        line = line[50:]
    yield line


def _value(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple) and not isinstance(value, Anchor | Span):
        return f"({', '.join(quoted(one) for one in value)}{',' if len(value) == 1 else ''})"
    return _place(value)


def _place(value: object) -> str:
    if isinstance(value, Anchor):
        return _constant(value) if isinstance(value.label, re.Pattern) else f"anchor({quoted(value.label)})"
    if isinstance(value, Span) and value.after:
        ends = [_end(value.after), *([_end(value.before)] if value.before and not value.nearest else [])]
        ends += [f"before={_end(value.before)}"] if value.before and value.nearest else []
        return f"{'following' if value.nearest else 'between'}({', '.join(ends)})"
    return "largest()"


def _end(value: Anchor | str) -> str:
    return quoted(value) if isinstance(value, str) else _place(value)


def quoted(text: str) -> str:
    """A string as a formatter would write it."""
    written = repr(text)
    return f'"{written[1:-1]}"' if written[0] == "'" and '"' not in text else written


def raw(pattern: str) -> str:
    """A pattern as a raw string."""
    return f'r"{pattern}"' if '"' not in pattern and not pattern.endswith("\\") else quoted(pattern)


def width(line: str) -> int:
    """The columns of a line."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


def _plain(text: str) -> str:
    """Text that may stand in a comment or a docstring."""
    return shorten(" ".join(legal(text).replace("\\", "/").replace('"""', "'''").split()), 200)


def _short(text: str) -> str:
    """Text that fits into a line beside other text."""
    plain = _plain(text)
    while width(plain) > _NAME:
        plain = plain[:-2] + "…"
    return plain


def _several(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"{count} {what}s"
