"""Breadcrumbs: the path to a page, as its head prints it."""

import re

from ipr_feeds.text import squeeze

#: What parts the text nodes of a breadcrumb where they are joined.
PIECE = "\x1f"

_PARTED = re.compile(rf"[>»›→{PIECE}]+|\s[/|]\s")
_BY_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABEL = re.compile(
    rf"^\s*(?=[^>»›→/|{PIECE}]{{2,30}}[:：])"  # a step may have a colon, too
    r"[^:：]*?(?:位置|栏目|欄目|you are here|location|position)[^:：]{0,2}[:：]",
    re.I,
)
_HOME = frozenset(("home", "首页", "主页", "首頁", "主頁"))
_LAST = frozenset(("detail", "main text", "正文", "详情"))


def steps(text: str) -> tuple[str, ...]:
    """The steps of a breadcrumb; some sites run them together, so that only case parts them."""
    found = [step for part in _PARTED.split(_LABEL.sub("", text)) if (step := squeeze(part))]
    if len(found) == 1:
        home, _, rest = found[0].partition(" ")
        parts = (home, rest) if home.casefold() in _HOME else found
        found = [step for part in parts for step in _BY_CASE.split(part) if step]
    return tuple(found)


def section(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path without the home page at its head and without a last step that only says "this page"."""
    first = 1 if path and path[0].casefold() in _HOME else 0
    last = len(path) - 1 if len(path) > first and path[-1].casefold() in _LAST else len(path)
    return path[first:last]
