"""What a layout may declare."""

import re
from collections.abc import Iterator
from typing import Any

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.declarations.rules import (
    Declaring,
    check_hosts,
    check_items,
    check_language,
    check_spelling,
    check_tuples,
    is_selector,
)
from ipr_feeds.model import Category
from ipr_feeds.source import FIELDS, Layout

_TUPLES = ("hosts", "drop", "captions", "furniture", "datelines", "categories")
_SELECTORS = ("marker", "unless", "box", "drop", "captions", "further", *FIELDS)


def check_layout(above: Declaring, layout: Any) -> str:
    """The name of a layout; raises `Wrong` for the first thing in it that would fail later."""
    if not (isinstance(layout, type) and issubclass(layout, Layout)):
        shown = type(layout).__name__ if isinstance(layout, Layout) else repr(layout)
        raise above.wrong("layouts", f"layouts: {shown} is no Layout (give the class, not an instance)")
    here = Declaring(layout, f"{above.where}, layout {layout.name or layout.__name__}")
    if not layout.name:
        raise here.wrong("", "name is missing")
    check_spelling(here, Layout)
    check_tuples(here, layout, _TUPLES)
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


def _check_scope(here: Declaring, layout: type[Layout]) -> None:
    check_items(here, layout, {"furniture": str, "hosts": str, "captions": str, "categories": Category})
    check_hosts(here, layout.hosts)
    for field in ("box", "further", "language"):
        if not isinstance(getattr(layout, field), str):
            raise here.wrong(field, f"{field} = {getattr(layout, field)!r} must be a string")
    if layout.language:
        check_language(here, layout.language)


def _check_rules(here: Declaring, layout: type[Layout]) -> None:
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


def _check_declaration(here: Declaring, layout: type[Layout], field: str) -> None:
    value = getattr(layout, field, None)
    if value == "" or not (value is None or isinstance(value, str | tuple) or callable(value)):
        what = f"{field} = {value!r} must be CSS, a label (anchor), a stretch of blocks (between), or a method"
        raise here.wrong(field, what)
    for place in (value.after, value.before) if isinstance(value, Span) else ():
        if isinstance(place, str) and place and not isinstance(getattr(layout, place, None), Anchor | Span):
            raise here.wrong(field, f"{field} = {value} names {place!r}, which is no field declared by labels")


def _selectors(layout: type[Layout]) -> Iterator[tuple[str, Any]]:
    for field in _SELECTORS:
        value = getattr(layout, field, None)
        if isinstance(value, str):
            yield from [(field, value)] if value else []
        elif type(value) is tuple:
            yield from ((field, selector) for selector in value)
