"""What is wrong with what a plugin declares, said before it fails where nobody looks."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from string import Formatter
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.links import Listing
from ipr_feeds.model import Category
from ipr_feeds.relevance import Words
from ipr_feeds.source import FIELDS, Layout, Source
from ipr_feeds.text import legal
from ipr_feeds.whereabouts import declared_at

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_RESERVED = frozenset(("all", "feed", "feeds", "health", "index"))
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_HOST = re.compile(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_TUPLES_OF_SOURCE = ("hosts", "layouts", "start_urls", "site_names", "keys", "lists")
_TUPLES_OF_LAYOUT = ("hosts", "drop", "captions", "furniture", "datelines", "categories")
_SELECTORS = ("marker", "unless", "box", "drop", "captions", "further", *FIELDS)
_CALLED: Mapping[type, str] = {str: "a string"}
_ALIKE = 0.8  # how much a misspelt name resembles the right one


class Wrong(ValueError):
    """A declaration that cannot be; the message says it all, `place` where in the plugin's file it stands."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


class _Declaring(NamedTuple):
    """The class that declares something, and what it is called in messages."""

    kind: type
    where: str

    def wrong(self, field: str, what: str) -> Wrong:
        """The error that a declared field cannot be as it is."""
        return Wrong(f"{self.where}: {what}", declared_at(self.kind, field))


def check(source: object) -> None:
    """Raise `Wrong` for the first thing in a source that would fail later."""
    if isinstance(source, type) or not isinstance(source, Source):
        place = declared_at(source) if isinstance(source, type) else ""
        raise Wrong(f"sources() gave {source!r}, which is no Source (return instances, as in [MySite()])", place)
    here = _Declaring(type(source), f"source {source.name!s}")
    if not isinstance(source.name, str) or not _NAME.fullmatch(source.name) or source.name in _RESERVED:
        reserved = ", ".join(sorted(_RESERVED))
        what = f"source name {source.name!r} must be lower-case letters, digits and '-', and not {reserved}"
        raise Wrong(what, declared_at(type(source), "name"))
    _check_spelling(here, Source)
    _check_tuples(here, source, _TUPLES_OF_SOURCE)
    _check_items(here, source, {"start_urls": str, "site_names": str})
    for field in ("title", "home", "language", "timezone", "hosts", "layouts"):
        if not getattr(source, field):
            raise here.wrong("" if field not in vars(type(source)) else field, f"{field} is missing")
    _check_addresses(here, source)
    _check_manner(here, source)
    _check_keys(here, source)
    names = [_check_layout(here, layout) for layout in source.layouts]
    if len(set(names)) < len(names):
        raise here.wrong("layouts", f"two layouts have one name: {', '.join(names)}")


def _check_addresses(here: _Declaring, source: Source) -> None:
    for host in source.hosts:
        if not isinstance(host, str) or not _HOST.fullmatch(host):
            raise here.wrong("hosts", f"hosts: {host!r} must be a bare host in lower case, such as 'www.example.org'")
    if legal(source.title) != source.title:
        raise here.wrong("title", f"title = {source.title!r} holds characters that XML forbids")
    for field, urls in (("home", (source.home,)), ("start_urls", source.start_urls)):
        for url in urls:
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
                raise here.wrong(field, f"{url!r} must be a whole address that begins with http:// or https://")


def _check_manner(here: _Declaring, source: Source) -> None:
    if not _LANGUAGE.fullmatch(source.language):
        what = f"language = {source.language!r} must be a language tag, such as 'en' or 'zh-CN'"
        raise here.wrong("language", what)
    try:
        ZoneInfo(source.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        what = f"timezone = {source.timezone!r} is no zone, such as 'Asia/Shanghai'"
        raise here.wrong("timezone", what) from error
    if not isinstance(source.cadence, timedelta):
        raise here.wrong("cadence", f"cadence = {source.cadence!r} must be a timedelta, such as timedelta(days=7)")
    _check_words(here, source.words)
    for listing in source.lists:
        if not isinstance(listing, Listing):
            raise here.wrong("lists", f"lists: {listing!r} must be a Listing; write lists = (Listing(…),)")
        for selector in filter(None, listing):
            if not is_selector(selector):
                raise here.wrong("lists", f"lists: {selector!r} is no standard CSS selector")


def _check_words(here: _Declaring, words: Any) -> None:
    if words is None:
        return
    if not isinstance(words, Words):
        raise here.wrong("words", f"words = {words!r} must be Words(subject=(…), border=(…))")
    for field, several in zip(words._fields[:3], words[:3], strict=True):
        if not isinstance(several, tuple):
            what = f"words: {field} must be a tuple; with one word in it, write {field} = ({several!r},)"
            raise here.wrong("words", what)
        for word in several:
            if not isinstance(word, str) or not word.strip("* ") or "*" in word[:-1]:
                what = f"words: {field}: {word!r} must be a word, or the beginning of one with * at its end"
                raise here.wrong("words", what)


def _check_keys(here: _Declaring, source: Source) -> None:
    if not source.keys and type(source).key is Source.key:
        raise here.wrong("keys", "keys are missing: without them no address is an article's")
    for pair in source.keys:
        if not (isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], str)):
            what = f"{pair!r} must be a pattern and a form; write keys = ((r'/news/(\\d+)', 'news:{{}}'),)"
            raise here.wrong("keys", f"keys: {what}")
        _check_form(here, *pair)


def _check_form(here: _Declaring, pattern: str, form: str) -> None:
    what = f"keys: {pattern!r}"
    try:
        groups = re.compile(pattern).groups
        places = len([name for _, name, _, _ in Formatter().parse(form) if name is not None])
        form.format(*["1"] * max(groups, places))
    except (re.error, ValueError, LookupError) as error:
        raise here.wrong("keys", f"{what}, {form!r}: {error}") from error
    if not places or places != groups:
        why = "each group needs a {}, or different articles get one key"
        raise here.wrong("keys", f"{what} has {groups} groups and {form!r} {places} places for them; {why}")


def _check_layout(above: _Declaring, layout: Any) -> str:
    if not (isinstance(layout, type) and issubclass(layout, Layout)):
        shown = type(layout).__name__ if isinstance(layout, Layout) else repr(layout)
        raise above.wrong("layouts", f"layouts: {shown} is no Layout (give the class, not an instance)")
    here = _Declaring(layout, f"{above.where}, layout {layout.name or layout.__name__}")
    if not layout.name:
        raise here.wrong("", "name is missing")
    _check_spelling(here, Layout)
    _check_tuples(here, layout, _TUPLES_OF_LAYOUT)
    _check_scope(here, layout)
    for field in ("marker", "body"):
        if getattr(layout, field, None) is None:
            raise here.wrong("", f"{field} is not declared")
    for field in ("marker", *FIELDS):
        _check_declaration(here, layout, field)
    for field, selector in _selectors(layout):
        if isinstance(selector, Anchor | Span) and field != "drop":
            raise here.wrong(field, f"{field}: {selector} cannot stand in a tuple; only CSS can, and labels in drop")
        if not isinstance(selector, str | Anchor) or (isinstance(selector, str) and not is_selector(selector)):
            raise here.wrong(field, f"{field} = {selector!r} is no standard CSS selector")
    _check_rules(here, layout)
    return layout.name


def _check_scope(here: _Declaring, layout: type[Layout]) -> None:
    _check_items(here, layout, {"furniture": str, "hosts": str, "captions": str, "categories": Category})
    for host in layout.hosts:
        if not _HOST.fullmatch(host):
            raise here.wrong("hosts", f"hosts: {host!r} must be a bare host in lower case, such as 'www.example.org'")
    for field in ("box", "further", "language"):
        if not isinstance(getattr(layout, field), str):
            raise here.wrong(field, f"{field} = {getattr(layout, field)!r} must be a string")
    if layout.language and not _LANGUAGE.fullmatch(layout.language):
        what = f"language = {layout.language!r} must be a language tag, such as 'en' or 'zh-CN'"
        raise here.wrong("language", what)


def _check_rules(here: _Declaring, layout: type[Layout]) -> None:
    for pattern in layout.datelines:
        if not isinstance(pattern, re.Pattern):
            raise here.wrong("datelines", f"datelines: {pattern!r} must be a compiled pattern, re.compile(…)")
    for field in ("marker", "unless"):
        if callable(getattr(layout, field, None)):
            raise here.wrong(field, f"{field} must be CSS or a label (anchor): it decides before anything is read")
    try:
        re.compile(str(layout.addresses))
    except re.error as error:
        raise here.wrong("addresses", f"addresses = {layout.addresses!r}: {error}") from error
    if not isinstance(layout.required, set | frozenset | tuple | list | str):
        raise here.wrong("required", f'required = {layout.required!r} must be a set, such as frozenset({{"body"}})')
    unknown = set(layout.required) - set(FIELDS) if not isinstance(layout.required, str) else {layout.required}
    if unknown:
        raise here.wrong("required", f"required = {layout.required!r} must be a set of fields, of {', '.join(FIELDS)}")
    for field in sorted(layout.required):
        if getattr(layout, field) is None:
            raise here.wrong("required", f"required names {field!r}, which is not declared")


def _check_declaration(here: _Declaring, layout: type[Layout], field: str) -> None:
    value = getattr(layout, field, None)
    if value == "" or not (value is None or isinstance(value, str | tuple) or callable(value)):
        what = f"{field} = {value!r} must be CSS, a label (anchor), a stretch of blocks (between), or a method"
        raise here.wrong(field, what)
    for place in (value.after, value.before) if isinstance(value, Span) else ():
        if isinstance(place, str) and place and not isinstance(getattr(layout, place, None), Anchor | Span):
            raise here.wrong(field, f"{field} = {value} names {place!r}, which is no field declared by labels")


def _check_tuples(here: _Declaring, declared: Any, fields: tuple[str, ...]) -> None:
    for field in fields:
        value = getattr(declared, field)
        if not isinstance(value, tuple) or isinstance(value, Anchor | Span | Listing):
            shown = repr(value) if isinstance(value, str) else "…"
            raise here.wrong(field, f"{field} must be a tuple; with one thing in it, write {field} = ({shown},)")


def _check_items(here: _Declaring, declared: Any, kinds: Mapping[str, type]) -> None:
    for field, kind in kinds.items():
        for item in getattr(declared, field):
            if not isinstance(item, kind):
                shown = str(item) if isinstance(item, Anchor | Span) else repr(item)
                raise here.wrong(field, f"{field}: {shown} must be {_CALLED.get(kind, kind.__name__)}")


def _check_spelling(here: _Declaring, base: type[Any]) -> None:
    """A misspelt attribute would be ignored in silence."""
    known = [name for name in (*vars(base), *base.__annotations__) if not name.startswith("_")]
    for name, value in vars(here.kind).items():
        if not (name in known or name.startswith("_")):
            meant = _alike(name, [one for one in known if not callable(value) or callable(getattr(base, one, None))])
            if meant and not name.startswith(f"{meant}_") and meant not in vars(here.kind):
                raise here.wrong(name, f"there is no {name!r}; is {meant!r} meant? (what is your own begins with _)")


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
