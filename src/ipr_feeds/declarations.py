"""What is wrong with what a plugin declares, said before it fails where nobody looks."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.links import Listing
from ipr_feeds.relevance import Words
from ipr_feeds.source import FIELDS, Layout, Source
from ipr_feeds.text import legal

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_RESERVED = frozenset(("all", "feed", "feeds", "health", "index"))
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_HOST = re.compile(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_TUPLES_OF_SOURCE = ("hosts", "layouts", "start_urls", "site_names", "keys", "lists")
_TUPLES_OF_LAYOUT = ("hosts", "drop", "captions", "furniture", "datelines", "categories")
_SELECTORS = ("marker", "unless", "box", "drop", "captions", "further", *FIELDS)
_ALIKE = 0.8  # how much a misspelt name resembles the right one


class Wrong(ValueError):
    """A declaration that cannot be; the message says it all."""


def check(source: object) -> None:
    """Raise `Wrong` for the first thing in a source that would fail later."""
    if isinstance(source, type) or not isinstance(source, Source):
        raise Wrong(f"sources() gave {source!r}, which is no Source (return instances, as in [MySite()])")
    where = f"source {source.name!s}"
    if not isinstance(source.name, str) or not _NAME.fullmatch(source.name) or source.name in _RESERVED:
        reserved = ", ".join(sorted(_RESERVED))
        raise Wrong(f"source name {source.name!r} must be lower-case letters, digits and '-', and not {reserved}")
    _check_spelling(where, type(source), Source)
    _check_tuples(where, source, _TUPLES_OF_SOURCE)
    for field in ("title", "home", "language", "timezone", "hosts", "layouts"):
        if not getattr(source, field):
            raise Wrong(f"{where}: {field} is missing")
    _check_addresses(where, source)
    _check_manner(where, source)
    _check_keys(where, source)
    names = [_check_layout(where, layout) for layout in source.layouts]
    if len(set(names)) < len(names):
        raise Wrong(f"{where}: two layouts have one name: {', '.join(names)}")


def _check_addresses(where: str, source: Source) -> None:
    for host in source.hosts:
        if not isinstance(host, str) or not _HOST.fullmatch(host):
            raise Wrong(f"{where}: hosts: {host!r} must be a bare host in lower case, such as 'www.example.org'")
    if legal(source.title) != source.title:
        raise Wrong(f"{where}: title = {source.title!r} holds characters that XML forbids")
    for url in (source.home, *source.start_urls):
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise Wrong(f"{where}: {url!r} must be a whole address that begins with http:// or https://")


def _check_manner(where: str, source: Source) -> None:
    if not _LANGUAGE.fullmatch(source.language):
        raise Wrong(f"{where}: language = {source.language!r} must be a language tag, such as 'en' or 'zh-CN'")
    try:
        ZoneInfo(source.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Wrong(f"{where}: timezone = {source.timezone!r} is no zone, such as 'Asia/Shanghai'") from error
    if source.words is not None and not isinstance(source.words, Words):
        raise Wrong(f"{where}: words = {source.words!r} must be Words(subject=(…), border=(…))")
    for listing in source.lists:
        if not isinstance(listing, Listing):
            raise Wrong(f"{where}: lists: {listing!r} must be a Listing; write lists = (Listing(…),)")
        for selector in filter(None, listing):
            if not is_selector(selector):
                raise Wrong(f"{where}: lists: {selector!r} is no standard CSS selector")


def _check_keys(where: str, source: Source) -> None:
    if not source.keys and type(source).key is Source.key:
        raise Wrong(f"{where}: keys are missing: without them no address is an article's")
    for pair in source.keys:
        if not (isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], str)):
            raise Wrong(
                f"{where}: keys: {pair!r} must be a pattern and a form; write keys = ((r'/news/(\\d+)', 'news:{{}}'),)"
            )
        _check_form(f"{where}: keys: {pair[0]!r}", *pair)


def _check_form(where: str, pattern: str, form: str) -> None:
    try:
        groups = re.compile(pattern).groups
        places = len([name for _, name, _, _ in Formatter().parse(form) if name is not None])
        form.format(*["1"] * max(groups, places))
    except (re.error, ValueError, LookupError) as error:
        raise Wrong(f"{where}, {form!r}: {error}") from error
    if not places or places != groups:
        raise Wrong(
            f"{where} has {groups} groups and {form!r} {places} places for them; each group needs a {{}}, or different"
            " articles get one key"
        )


def _check_layout(source: str, layout: Any) -> str:
    if not (isinstance(layout, type) and issubclass(layout, Layout)):
        shown = type(layout).__name__ if isinstance(layout, Layout) else repr(layout)
        raise Wrong(f"{source}: layouts: {shown} is no Layout (give the class, not an instance)")
    where = f"{source}, layout {layout.name or layout.__name__}"
    if not layout.name:
        raise Wrong(f"{where}: name is missing")
    _check_spelling(where, layout, Layout)
    _check_tuples(where, layout, _TUPLES_OF_LAYOUT)
    for field in ("marker", "body"):
        if getattr(layout, field, None) is None:
            raise Wrong(f"{where}: {field} is not declared")
    for field in ("marker", *FIELDS):
        _check_declaration(where, layout, field)
    for field, selector in _selectors(layout):
        if not isinstance(selector, str) or not is_selector(selector):
            raise Wrong(f"{where}: {field} = {selector!r} is no standard CSS selector")
    _check_rules(where, layout)
    return layout.name


def _check_rules(where: str, layout: type[Layout]) -> None:
    for pattern in layout.datelines:
        if not isinstance(pattern, re.Pattern):
            raise Wrong(f"{where}: datelines: {pattern!r} must be a compiled pattern, re.compile(…)")
    for field in ("marker", "unless"):
        if callable(getattr(layout, field, None)):
            raise Wrong(f"{where}: {field} must be CSS or a label (anchor): it decides before anything is read")
    try:
        re.compile(str(layout.addresses))
    except re.error as error:
        raise Wrong(f"{where}: addresses = {layout.addresses!r}: {error}") from error
    unknown = set(layout.required) - set(FIELDS) if not isinstance(layout.required, str) else {layout.required}
    if unknown:
        raise Wrong(f"{where}: required = {layout.required!r} must be a set of fields, of {', '.join(FIELDS)}")


def _check_declaration(where: str, layout: type[Layout], field: str) -> None:
    value = getattr(layout, field, None)
    if value == "" or not (value is None or isinstance(value, str | tuple) or callable(value)):
        raise Wrong(
            f"{where}: {field} = {value!r} must be CSS, a label (anchor), a stretch of blocks (between), or a method"
        )
    for place in (value.after, value.before) if isinstance(value, Span) else ():
        if isinstance(place, str) and place and not isinstance(getattr(layout, place, None), Anchor | Span):
            raise Wrong(f"{where}: {field} = {value} names {place!r}, which is no field declared by labels")


def _check_tuples(where: str, declared: Any, fields: tuple[str, ...]) -> None:
    for field in fields:
        value = getattr(declared, field)
        if not isinstance(value, tuple) or isinstance(value, Anchor | Span | Listing):
            shown = repr(value) if isinstance(value, str) else "…"
            raise Wrong(f"{where}: {field} must be a tuple; with one thing in it, write {field} = ({shown},)")


def _check_spelling(where: str, declared: type[Any], base: type[Any]) -> None:
    """A misspelt attribute would be ignored in silence."""
    known = [name for name in (*vars(base), *base.__annotations__) if not name.startswith("_")]
    for name, value in vars(declared).items():
        helper = callable(value) and base is Source
        if not (name in known or helper or name.startswith("_")):
            meant = _alike(name, known)
            if meant and not name.startswith(f"{meant}_") and meant not in vars(declared):
                raise Wrong(f"{where}: there is no {name!r}; is {meant!r} meant?")


def _alike(name: str, known: list[str]) -> str:
    """The known name that is most like one; empty when none is."""
    from difflib import get_close_matches  # few sources have names of their own

    return next(iter(get_close_matches(name, known, 1, _ALIKE)), "")


def _selectors(layout: type[Layout]) -> Iterator[tuple[str, Any]]:
    for field in _SELECTORS:
        value = getattr(layout, field, None)
        if isinstance(value, str):
            yield from [(field, value)] if value else []
        elif type(value) is tuple:
            yield from ((field, selector) for selector in value)


def is_selector(selector: str) -> bool:
    """Whether the selector can be compiled."""
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError:
        return False
    return True
