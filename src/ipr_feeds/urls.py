"""Addresses: absolute, percent-encoded, without tracking."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ipr_feeds.text import legal

_TRACKING = re.compile(r"utm_\w+|spm|from|isappinstalled|share_\w+|fbclid|gclid|yclid|mc_[ce]id|_ga", re.I)
_BLANKS = "".join(map(chr, range(0x21))) + "\x7f"
_LINE_ENDS = {ord(char): None for char in "\t\r\n"}
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w/.~=&?+-]*", re.ASCII)
_ROOTED = re.compile(r"/(?!/)[\w/.~=&?+-]*", re.ASCII)
_ORIGIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=/)", re.ASCII)
_HOSTLESS = re.compile(r"https?:///", re.I)  # urljoin takes it for a path of the page's own host
_NO_HOST = re.compile(r"[\s<>\"^`{|}\\]")
_SAFE = "%/:=&?~+!$,;'@()*[]#"
WEB = ("http", "https")
LINK = (*WEB, "mailto", "tel")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".rar", ".csv", ".txt", ".wps", ".et")
_LONGEST = 4000  # characters; servers take no more
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))


def absolute(base: str, href: str | None, schemes: tuple[str, ...] = WEB) -> str | None:
    """`href` as seen from the page `base`, percent-encoded; None when it is no address of one of `schemes`.

    Backslashes become slashes first: GACC writes them, and browsers read them so. An address with a user in it, such as
    `http://bank.example@other.example/`, is one that only pretends.
    """
    if href and len(href) > _LONGEST:
        return None
    if href and "/." not in href:  # most addresses need little
        if _PLAIN.fullmatch(href):
            return href
        if _ROOTED.fullmatch(href) and (origin := _origin(base)):
            return origin + href
    cleaned = legal(href or "").strip(_BLANKS).translate(_LINE_ENDS).replace("\\", "/")
    if not cleaned or _HOSTLESS.match(cleaned):
        return None
    try:
        joined = urlsplit(urljoin(base, cleaned))
        port = f":{joined.port}" if joined.port is not None else ""  # raises for what is no number
        host = joined.netloc if joined.netloc.isascii() else (joined.hostname or "").encode("idna").decode() + port
    except ValueError:
        return None
    if joined.scheme not in schemes or _NO_HOST.search(host) or (joined.scheme in WEB and (not host or "@" in host)):
        return None
    return urlunsplit((joined.scheme, host, _quote(joined.path), _quote(joined.query), _quote(joined.fragment)))


def clean(url: str) -> str:
    """The address of an article as it is published: lower-case host, no fragment, no tracking parts.

    What is no address is given back as it is.
    """
    try:
        parts = urlsplit(absolute(url, url) or url)
    except ValueError:
        return url
    kept = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0]))
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or ("/" if parts.netloc else ""), kept, ""))


def host(url: str | None) -> str:
    """The host of an address in lower case, without port; empty when it has none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def is_of(url: str | None, hosts: Iterable[str]) -> bool:
    """Whether an address is on one of `hosts`; a host that begins with a dot stands for all below it."""
    name = host(url)
    return any(name == one or (one.startswith(".") and name.endswith(one)) for one in hosts) if name else False


#: What `is_base` asks for, in words.
BASE = "a whole address that begins with http:// or https://, without query or fragment"


def is_base(url: str) -> bool:
    """Whether feeds can be published below an address: a plain web address without query."""
    return absolute(url, url) == url and not urlsplit(url).query and not urlsplit(url).fragment


def site(url: str | None) -> str:
    """The domain that was registered, such as `customs.gov.cn` of any host below it."""
    labels = host(url).split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-2:])


def is_document(url: str) -> bool:
    """Whether an address is that of a file to download."""
    return url.partition("#")[0].partition("?")[0].lower().endswith(_DOCUMENTS)


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Scheme and host of a plain web address; None where joining needs more care."""
    match = _ORIGIN.match(base)
    return match.group() if match else None


def _quote(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_SAFE)
