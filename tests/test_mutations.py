"""Every recorded page, changed: what must be found is missed by name, and what does not matter changes nothing."""

import re
import zlib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from test_snapshots import ARTICLES, KNOWN, name_of, page_of

from ipr_feeds import Page, Source
from ipr_feeds.extract import entry_of
from ipr_feeds.fetch.snapshots import Snapshot
from ipr_feeds.model import to_json
from ipr_feeds.source import FIELDS
from ipr_feeds.trace import Trace

_START_TAG = re.compile(r"<([a-zA-Z][\w]*)((?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)+)(\s*/?)>")
_ATTRIBUTE = re.compile(r"\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_BLOCK_END = re.compile(r"(</(?:p|div|li|ul|h[1-6]|section|article)>)", re.I)
_RAW = re.compile(r"(<(script|style|textarea)\b.*?</\2>|<!--.*?-->)", re.S | re.I)

#: Articles of one page; of those in several only the first is changed here, the others are fetched as recorded.
ONE_PAGE = [(source, page) for source, page in ARTICLES if "two-pages" not in page.file]


def read(source: str, page: Snapshot, text: str) -> Any:
    changed = Page(text.encode(), page.url)
    return msgspec.json.decode(to_json(entry_of(KNOWN[source], changed, None, page.fetched, Trace())))


def declared_names(source: Source) -> set[str]:
    """Every class and id that a layout of the source declares."""
    names: set[str] = set()
    for layout in source.layouts:
        for field in ("marker", "unless", "box", "drop", "captions", "further", *FIELDS):
            value = getattr(layout, field, None)
            for selector in (value,) if isinstance(value, str) else value if type(value) is tuple else ():
                names.update(re.findall(r"[.#]([\w-]+)", selector))
    return names | {"zhengwenpic", "t3"}  # named in the method of a layout


def outside_raw(text: str, change: Callable[[str], str]) -> str:
    """The change made everywhere but in scripts, styles and comments."""
    parts, at = [], 0
    for match in _RAW.finditer(text):
        parts += [change(text[at : match.start()]), match.group()]
        at = match.end()
    return "".join([*parts, change(text[at:])])


def scrambled(text: str, source: Source) -> str:
    kept = declared_names(source)

    def rename(match: re.Match[str]) -> str:
        words = [word if word in kept else f"z{zlib.crc32(word.encode()):x}" for word in match[3].split()]
        return f"{match[1]}{match[2]}{' '.join(words)}{match[2]}"

    return outside_raw(text, lambda part: re.sub(r"(\s(?:class|id)\s*=\s*)([\"'])([^\"'<>]*)\2", rename, part))


def spaced(text: str, _: Source) -> str:
    def widen(part: str) -> str:
        return re.sub(r"(?<=[a-z]) (?=[a-z])(?![^<>]*>)", " \n ", _BLOCK_END.sub("\\1\n\n\t ", part))

    return outside_raw(text, widen)


def reordered(text: str, _: Source) -> str:
    def turn(match: re.Match[str]) -> str:
        return f"<{match[1]}{''.join(reversed(_ATTRIBUTE.findall(match[2])))}{match[3]}>"

    return outside_raw(text, lambda part: _START_TAG.sub(turn, part))


def littered(text: str, _: Source) -> str:
    return outside_raw(text, lambda part: _BLOCK_END.sub("\\1<!-- 正文 --><span></span><p> &nbsp;</p>", part))


@pytest.mark.parametrize("change", [scrambled, spaced, reordered, littered], ids=lambda change: change.__name__)
@pytest.mark.parametrize(("source", "page"), ONE_PAGE, ids=name_of)
def test_what_does_not_matter_changes_nothing(
    source: str, page: Snapshot, change: Callable[[str, Source], str]
) -> None:
    text = page_of(source, page).text
    changed = change(text, KNOWN[source])
    if change is scrambled and not re.search(r"\s(?:class|id)\s*=\s*[\"']", text):
        pytest.skip("the page has neither classes nor ids")
    assert changed != text
    assert read(source, page, changed) == read(source, page, text)
