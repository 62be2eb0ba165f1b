"""The preview server: the published folder, served on this machine the way feed readers need it."""

import gzip
import os
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC
from email.message import Message
from email.utils import formatdate, parsedate_to_datetime
from hashlib import sha256
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from ipr_feeds.errors import UsageError

HOST = "127.0.0.1"
INDEX = "index.html"

_OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d*)?", re.IGNORECASE)
_ENTITY_TAG = re.compile(r'"[^"]*"')
_CODING = re.compile(r"\s*([^\s;]+)\s*(?:;\s*q=(0(?:\.\d*)?|1(?:\.0*)?)\s*)?")
_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/feed+json",
    ".opml": "text/x-opml; charset=utf-8",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    "health.json": "application/json",
}
_EVERY_ANSWER = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",  # a request's body, which nobody reads, would be taken for the next request
}


class Page(NamedTuple):
    """What stands at an address; `modified` is in seconds since 1970."""

    content: bytes
    type: str
    modified: int


def server(folder: Path, port: int, log: Callable[[str], None] | None = None) -> ThreadingHTTPServer:
    """A server of `folder` for this machine only, not yet running; port 0 is any free one.

    `log` gets one line for each request. Raises `UsageError` when there is no folder or the port cannot be had.
    """
    _require_folder(folder)
    try:
        return _Server(folder, port, log)
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror}; give another one with --port") from error


def _require_folder(folder: Path) -> None:
    try:
        found = folder.is_dir()
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from error
    if not found:
        raise UsageError(f"{folder}: no such folder; run `ipr-feeds refresh` first, or name the folder of the feeds")


class _Server(ThreadingHTTPServer):
    allow_reuse_address = os.name == "posix"  # elsewhere it lets two servers share a port

    def __init__(self, folder: Path, port: int, log: Callable[[str], None] | None) -> None:
        self.folder, self.log = folder, log
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # readers go away when they have seen enough
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"  # some browsers heed no ETag of an older one
    timeout = 30

    def __getattr__(self, name: str) -> Callable[[], None]:
        """One method for all that `http.server` looks for: do_GET, do_POST, and whatever a client invents."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1:
            self._refuse(HTTPStatus.BAD_REQUEST)
        elif not _OWN_HOST.fullmatch(hosts[0].strip()):  # a strange site whose name leads to this machine
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.command not in ("GET", "HEAD"):
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})
        elif page := find(self.server.folder, self.path):
            self._give(page)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _give(self, page: Page) -> None:
        zipped = wants_gzip(",".join(self.headers.get_all("Accept-Encoding", [])))
        body = gzip.compress(page.content, mtime=0) if zipped else page.content
        etag = f'"{sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Last-Modified": formatdate(page.modified, usegmt=True), "Vary": "Accept-Encoding"}
        if is_known(self.headers, etag, page.modified):
            self._send(HTTPStatus.NOT_MODIFIED, headers)
        else:
            encoding = {"Content-Encoding": "gzip"} if zipped else {}
            self._send(HTTPStatus.OK, {"Content-Type": page.type, **encoding, **headers}, body)

    def _refuse(self, status: HTTPStatus, headers: dict[str, str] | None = None) -> None:
        kind = {"Content-Type": "text/plain; charset=utf-8"}
        self._send(status, kind | (headers or {}), f"{status.phrase}\n".encode())

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes | None = None) -> None:
        length = {} if body is None else {"Content-Length": str(len(body))}
        self.send_response(status)
        for name, value in (headers | length | _EVERY_ANSWER).items():
            self.send_header(name, value)
        self.end_headers()
        if body and self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if self.server.log:
            self.server.log(f"{int(code)} {self.requestline!r}")  # repr: a request may hold what steers terminals

    def log_message(self, *_: Any, **__: Any) -> None:
        """Nothing: `log_request` says it all."""


def find(folder: Path, target: str) -> Page | None:
    """What the target of a request names: a file of the folder, or for / its index or a list; None if nothing.

    A name is looked for among those of the files, and never made into a path.
    """
    path = target.partition("?")[0]
    name = unquote(path.removeprefix("/"), errors="surrogateescape")
    try:
        files = {file.name: file for file in sorted(folder.iterdir()) if _is_served(file, folder.resolve())}
        if path == "/" and INDEX not in files:
            return Page(_list(files), _TYPES[".html"], int(folder.stat().st_mtime))
        file = files.get(name or INDEX) if path.startswith("/") else None
        return _read(file) if file else None
    except OSError:  # it went away, or may not be read
        return None


def _is_served(file: Path, folder: Path) -> bool:
    """Whether it is a plain file directly in the folder, also where it is a link, and none of the hidden ones."""
    try:
        real = file.resolve(strict=True)
    except (OSError, RuntimeError):  # a link to nowhere, or in a circle
        return False
    hidden = file.name.startswith(".") or real.name.startswith(".")
    return real.parent == folder and real.is_file() and not hidden


def _read(path: Path) -> Page:
    with path.open("rb") as file:  # its own time, even if another file takes the place meanwhile
        modified = int(os.fstat(file.fileno()).st_mtime)
        return Page(file.read(), _type(path), modified)


def _type(path: Path) -> str:
    return _TYPES.get(path.name) or _TYPES.get(path.suffix.lower(), "application/octet-stream")


def _list(names: Iterable[str]) -> bytes:
    items = (f'<li><a href="{quote(name, errors="surrogateescape")}">{escape(name)}</a></li>\n' for name in names)
    head = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Published files</title>\n'
    return f"{head}<ul>\n{''.join(items)}</ul>\n</html>\n".encode(errors="replace")


def wants_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding lets gzip come, and does not like the plain form better."""
    found = (_CODING.fullmatch(part) for part in accepted.lower().split(","))
    weights = {one[1]: float(one[2] or 1) for one in found if one}
    weight = weights.get("gzip", weights.get("*", 0.0))
    return weight > 0 and weight >= weights.get("identity", 0.0)


def is_known(headers: Message, etag: str, modified: int) -> bool:
    """Whether the client holds this already: by the tags that it names, else by its date."""
    tags = headers.get_all("If-None-Match")
    if tags:
        named = ",".join(tags)
        return named.strip() == "*" or etag in _ENTITY_TAG.findall(named)
    try:
        since = parsedate_to_datetime(headers.get("If-Modified-Since", ""))
    except (ValueError, OverflowError):  # no date: as if there were none
        return False
    return (since if since.tzinfo else since.replace(tzinfo=UTC)).timestamp() >= modified
