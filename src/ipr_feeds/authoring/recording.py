"""Adding pages to the snapshots of a source: the bytes as served, and where they came from."""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import msgspec

from ipr_feeds.fetch.snapshots import INDEX, Index, Snapshot, read_index
from ipr_feeds.hookspecs import Response
from ipr_feeds.page import Page
from ipr_feeds.publish.files import write
from ipr_feeds.text import shorten

_HEADERS = ("content-type", "content-language", "last-modified")
_LONGEST = 60  # characters of a file's name


def known(root: Path, source: str) -> Index:
    """What is recorded of a source below `root`, which may be nothing yet."""
    return read_index(root, source) if (root / source / INDEX).exists() else Index(())


def record(root: Path, source: str, response: Response, fetched: datetime) -> Path:
    """Keep a page; the one that was recorded of its address is replaced. Raises `CannotWrite`."""
    index, response = known(root, source), msgspec.structs.replace(response, url=urldefrag(response.url).url)
    before = next((page for page in index.pages if page.url == response.url), None)
    file = before.file if before else _free(index, f"pages/{_name(response)}", _ending(response))
    headers = {name.title(): response.headers[name] for name in _HEADERS if name in response.headers}
    taken = Snapshot(response.url, file, fetched.replace(microsecond=0), response.status, headers)
    pages = tuple(taken if page is before else page for page in index.pages)
    write(root / source / file, response.content)
    write(root / source / INDEX, as_bytes(Index(pages if before else (*pages, taken))))
    return root / source / file


def as_bytes(index: Index) -> bytes:
    """An index as it stands in its file."""
    return msgspec.json.format(msgspec.json.encode(index), indent=1) + b"\n"


def _name(response: Response) -> str:
    """A file name made of as many of the last steps of an address as fit."""
    parts = urlsplit(response.url)
    steps = [one for one in unquote(re.sub(r"\.\w{1,5}$", "", parts.path)).split("/") if one] + [unquote(parts.query)]
    names = [name for one in steps if (name := re.sub(r"[^a-z0-9]+", "-", one.lower()).strip("-"))]
    while len("-".join(names)) > _LONGEST and len(names) > 1:
        names.pop(0)
    return shorten("-".join(names).replace("-", " "), _LONGEST).rstrip("…").strip().replace(" ", "-") or "index"


def _ending(response: Response) -> str:
    return ".xml" if Page(response.content, response.url, response.content_type).is_feed else ".html"


def _free(index: Index, stem: str, ending: str) -> str:
    """A name that no recorded page has yet."""
    taken = {page.file for page in index.pages}
    names = (f"{stem}{more}{ending}" for more in ("", *(f"-{number}" for number in range(2, len(taken) + 3))))
    return next(name for name in names if name not in taken)
