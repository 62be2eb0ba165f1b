"""What every declaration has to be, of a source or of a layout, and the error that it is not."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.links import Listing
from ipr_feeds.whereabouts import declared_at

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_HOST = re.compile(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_CALLED: Mapping[type, str] = {str: "a string"}
_ALIKE = 0.8  # how much a misspelt name resembles the right one


class Wrong(ValueError):
    """A declaration that cannot be; the message says it all, `place` where in the plugin's file it stands."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


class Declaring(NamedTuple):
    """The class that declares something, and what it is called in messages."""

    kind: type
    where: str

    def wrong(self, field: str, what: str) -> Wrong:
        """The error that a declared field cannot be as it is."""
        return Wrong(f"{self.where}: {what}", declared_at(self.kind, field))


def check_tuples(here: Declaring, declared: Any, fields: tuple[str, ...]) -> None:
    """Raise `Wrong` for a field that must be a tuple and is none."""
    for field in fields:
        value = getattr(declared, field)
        if not isinstance(value, tuple) or isinstance(value, Anchor | Span | Listing):
            shown = repr(value) if isinstance(value, str) else "…"
            raise here.wrong(field, f"{field} must be a tuple; with one thing in it, write {field} = ({shown},)")


def check_items(here: Declaring, declared: Any, kinds: Mapping[str, type]) -> None:
    """Raise `Wrong` for something in a field that is of another kind than all in it must be."""
    for field, kind in kinds.items():
        for item in getattr(declared, field):
            if not isinstance(item, kind):
                shown = str(item) if isinstance(item, Anchor | Span) else repr(item)
                raise here.wrong(field, f"{field}: {shown} must be {_CALLED.get(kind, kind.__name__)}")


def check_spelling(here: Declaring, base: type[Any]) -> None:
    """Raise `Wrong` for a misspelt attribute: it would be ignored in silence."""
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


def check_hosts(here: Declaring, hosts: Iterable[Any]) -> None:
    """Raise `Wrong` for what is no bare host."""
    for host in hosts:
        if not isinstance(host, str) or not _HOST.fullmatch(host):
            raise here.wrong("hosts", f"hosts: {host!r} must be a bare host in lower case, such as 'www.example.org'")


def check_language(here: Declaring, language: Any) -> None:
    """Raise `Wrong` for what is no language tag."""
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        what = f"language = {language!r} must be a language tag, such as 'en' or 'zh-CN'"
        raise here.wrong("language", what)


def is_selector(selector: str) -> bool:
    """Whether the selector can be compiled."""
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError:
        return False
    return True
