"""What changed between two expectations, for people: `-` as it was, `+` as it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

import msgspec

from ipr_feeds.authoring.expectation import Expectation
from ipr_feeds.links import Link
from ipr_feeds.model import Entry
from ipr_feeds.text import counted, shorten

_SHOWN = 160  # characters of a value
_ADDRESS = re.compile(r"\b(?:href|src)=\"[^\"]*\"")
_MOST = 12  # lines of one change
_WHY = {
    "list": "what its list says of it holds no word that is wanted, so it is not fetched",
    "text": "its title and text are not what the feed is about",
}
_BEFORE = 40  # characters that are shown before a difference


class Change(NamedTuple):
    """What changed of one page, or of what a list names."""

    url: str
    lines: tuple[str, ...]


def changes(before: Expectation, after: Expectation) -> list[Change]:
    """What is read otherwise than before, page by page, lists first; nothing when all is as it was."""
    found = {url: _lines(_items(before.lists.get(url)), _items(after.lists.get(url))) for url in _all(before, after)}
    old, new = _by_address(before.entries), _by_address(after.entries)
    for url in dict.fromkeys([*old, *new]):
        found[url] = [*entry_lines(old.get(url), new.get(url)), *_standing(url, before, after)]
    return [Change(url, tuple(_cut(lines))) for url, lines in found.items() if lines]


def _cut(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _MOST
    return [*lines[:_MOST], f"… and {more} lines more"] if more > 1 else list(lines)


def _all(before: Expectation, after: Expectation) -> Iterator[str]:
    yield from dict.fromkeys([*before.lists, *after.lists])


def _items(links: Sequence[Link] | None) -> list[str]:
    return [] if links is None else [_item(link) for link in links]


def _item(link: Link) -> str:
    dated = f"{link.published.isoformat()} " if link.published else ""
    lead = f" | {shorten(link.lead, _SHOWN)}" if link.lead else ""
    return f"{dated}{link.url} {link.title}{lead}".strip()


def _by_address(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    return {entry.url or "": entry for entry in entries}


def entry_lines(before: Entry | None, after: Entry | None) -> Iterator[str]:
    """What is otherwise in an entry than in another, or that there is only one of them."""
    if before is None or after is None:
        yield from (f"{sign} {_told(entry)}" for sign, entry in (("-", before), ("+", after)) if entry)
        return
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    changed = [field for field in old if old[field] != new[field]]
    for field in changed:
        if field == "text":
            yield from (f"{line[0]} text: {line[2:]}" for line in _lines(_paragraphs(before), _paragraphs(after)))
        elif field == "html" and "text" not in changed:
            yield from (f"{line[0]} html: {line[2:]}" for line in _lines(_tags(before), _tags(after)))
        elif field == "html":
            yield from (f"{line[0]} html: {line[2:]}" for line in _lines(_addresses(before), _addresses(after)))
        elif field != "summary" or "text" not in changed or after.summary not in after.text:
            yield from (f"{line[0]} {field}: {line[2:]}" for line in _lines([_value(old[field])], [_value(new[field])]))


def _told(entry: Entry) -> str:
    dated = f"{entry.published.isoformat()} ({entry.published_from})" if entry.published else "no date"
    shown = f"{counted(len(_paragraphs(entry)), 'paragraph')}, {counted(len(entry.images), 'picture')}"
    return f"{entry.layout}: {entry.title!r}, {dated}, {shown}"


def _standing(url: str, before: Expectation, after: Expectation) -> Iterator[str]:
    for sign, one, other in (("-", before, after), ("+", after, before)):
        if url in one.kept_out and one.kept_out[url] != other.kept_out.get(url):
            yield f"{sign} kept out of the feed: {_WHY[one.kept_out[url]]}"


def _paragraphs(entry: Entry) -> list[str]:
    return [one for one in entry.text.split("\n\n") if one]


def _tags(entry: Entry) -> list[str]:
    return entry.html.replace("><", ">\n<").splitlines()


def _addresses(entry: Entry) -> list[str]:
    """The links and pictures in the HTML of an entry."""
    return _ADDRESS.findall(entry.html)


def _value(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _lines(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The lines that went and came, in order."""
    found = []
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[a:b] != after[c:d]:
            for went, came in zip_longest(before[a:b], after[c:d]):
                start = _parting(went or "", came or "")
                found += [f"{sign} {_shown(line, start)}" for sign, line in (("-", went), ("+", came)) if line]
    return found


def _parting(went: str, came: str) -> int:
    """Where two lines that begin alike part."""
    return next((at for at, pair in enumerate(zip(went, came, strict=False)) if pair[0] != pair[1]), 0)


def _shown(line: str, parting: int) -> str:
    """A line in short, from a little before the place where it parts from another."""
    start = max(parting - _BEFORE, 0) if len(line) > _SHOWN else 0
    return ("…" if start else "") + shorten(line[start:], _SHOWN)
