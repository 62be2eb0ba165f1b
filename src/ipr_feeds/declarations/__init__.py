"""What is wrong with what a plugin declares, said before it fails where nobody looks."""

import re
from datetime import timedelta
from string import Formatter
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ipr_feeds.declarations.layouts import check_layout
from ipr_feeds.declarations.rules import (
    Declaring,
    Wrong,
    check_hosts,
    check_items,
    check_language,
    check_spelling,
    check_tuples,
    is_selector,
)
from ipr_feeds.links import Listing
from ipr_feeds.relevance import Words
from ipr_feeds.source import Source
from ipr_feeds.text import legal
from ipr_feeds.whereabouts import declared_at

__all__ = ["NAME", "Wrong", "check", "is_name", "is_selector"]

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_RESERVED = frozenset(("all", "feed", "feeds", "health", "index"))
_TUPLES = ("hosts", "layouts", "start_urls", "site_names", "keys", "lists")
#: What `is_name` asks for, in words.
NAME = f"lower-case letters, digits and '-', and not {', '.join(sorted(_RESERVED))}"


def is_name(name: object) -> bool:
    """Whether a source can be called so."""
    return isinstance(name, str) and bool(_NAME.fullmatch(name)) and name not in _RESERVED


def check(source: object) -> None:
    """Raise `Wrong` for the first thing in a source that would fail later."""
    if isinstance(source, type) or not isinstance(source, Source):
        place = declared_at(source) if isinstance(source, type) else ""
        raise Wrong(f"sources() gave {source!r}, which is no Source (return instances, as in [MySite()])", place)
    here = Declaring(type(source), f"source {source.name!s}")
    if not is_name(source.name):
        raise Wrong(f"source name {source.name!r} must be {NAME}", declared_at(type(source), "name"))
    check_spelling(here, Source)
    check_tuples(here, source, _TUPLES)
    check_items(here, source, {"start_urls": str, "site_names": str})
    for field in ("title", "home", "language", "timezone", "hosts", "layouts"):
        if not getattr(source, field):
            raise here.wrong("" if field not in vars(type(source)) else field, f"{field} is missing")
    _check_addresses(here, source)
    _check_manner(here, source)
    _check_keys(here, source)
    names = [check_layout(here, layout) for layout in source.layouts]
    if len(set(names)) < len(names):
        raise here.wrong("layouts", f"two layouts have one name: {', '.join(names)}")


def _check_addresses(here: Declaring, source: Source) -> None:
    check_hosts(here, source.hosts)
    if legal(source.title) != source.title:
        raise here.wrong("title", f"title = {source.title!r} holds characters that XML forbids")
    for field, urls in (("home", (source.home,)), ("start_urls", source.start_urls)):
        for url in urls:
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
                raise here.wrong(field, f"{url!r} must be a whole address that begins with http:// or https://")


def _check_manner(here: Declaring, source: Source) -> None:
    check_language(here, source.language)
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


def _check_words(here: Declaring, words: Any) -> None:
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


def _check_keys(here: Declaring, source: Source) -> None:
    if not source.keys and type(source).key is Source.key:
        raise here.wrong("keys", "keys are missing: without them no address is an article's")
    for pair in source.keys:
        if not (isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], str)):
            what = f"{pair!r} must be a pattern and a form; write keys = ((r'/news/(\\d+)', 'news:{{}}'),)"
            raise here.wrong("keys", f"keys: {what}")
        _check_form(here, *pair)


def _check_form(here: Declaring, pattern: str, form: str) -> None:
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
