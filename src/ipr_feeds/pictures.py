"""Which picture an `<img>` really shows."""

import re
from collections.abc import Mapping

from ipr_feeds.urls import absolute

_LAZY = ("data-original", "data-src", "data-lazy-src", "data-lazy", "data-actualsrc", "data-url", "original", "_src")
_OFFERS = re.compile(r",\s+|(?<=\d[wx]),")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)[wx]")
_TINY = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)", re.I)


def address(attributes: Mapping[str, str | None], base: str) -> str | None:
    """The real picture behind lazy loading: a data attribute, else `src`, else the largest of `srcset`."""
    offered = [*(attributes.get(name) for name in _LAZY), attributes.get("src")]
    sets = (attributes.get("data-srcset"), attributes.get("srcset"))
    found = next((url for href in offered if href and (url := absolute(base, href))), None)
    return found or next((url for value in sets if value and (url := _largest(value, base))), None)


def _largest(srcset: str, base: str) -> str | None:
    """The largest picture of a set such as `a.jpg 480w, b.jpg 960w`."""
    offers = [offer.split() for offer in _OFFERS.split(srcset) if offer.strip(" \t\r\n,")]
    return absolute(base, max(offers, key=_size)[0]) if offers else None


def _size(offer: list[str]) -> float:
    match = _SIZE.fullmatch(offer[-1])
    return float(match.group(1)) if match else 0.0


def is_tracker(attributes: Mapping[str, str | None]) -> bool:
    """Whether the picture is a pixel that only counts readers."""
    sizes = [(attributes.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size in ("0", "1") for size in sizes) or bool(_TINY.search(attributes.get("style") or ""))
