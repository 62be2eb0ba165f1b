"""The web on loopback: an HTTP proxy that answers for every host by itself, with TLS where it is asked for."""

import gzip
import hashlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import trustme


class Page(NamedTuple):
    """What an address gives. Without validators of its own it has an ETag made of its content, if it may."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    validators: bool = True


class Asked(NamedTuple):
    """One request as it came."""

    url: str
    status: int
    headers: Mapping[str, str]

    @property
    def conditional(self) -> bool:
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers


class Web:
    """All sites: what each address gives, and who asked for what. Hosts in `down` break every connection."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.down: set[str] = set()
        self.asked: list[Asked] = []
        self.before: Callable[[str], Any] = lambda _url: None

    def answer(self, url: str, headers: Mapping[str, str]) -> tuple[Page, dict[str, str]]:
        page = self.pages.get(url, Page(b"<html><body>no such page</body></html>", 404))
        told = {"Content-Type": "text/html; charset=utf-8", **page.headers}
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
        if page.status == 200 and page.validators:
            told["ETag"] = etag
            if headers.get("If-None-Match") == etag:
                page = Page(b"", 304)
        self.asked.append(Asked(url, page.status, dict(headers)))
        return page, told

    def forget(self) -> None:
        """Begin a new list of requests."""
        self.asked.clear()

    def urls(self, without: str = "/robots.txt") -> list[str]:
        """The addresses that were asked for, robots.txt apart."""
        return [one.url for one in self.asked if not one.url.endswith(without)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: "_Proxy"

    def do_CONNECT(self) -> None:
        """A tunnel: we are the host at its end as well."""
        host = self.path.partition(":")[0]
        if host in self.server.web.down:
            self.close_connection = True
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        secure = self.server.context(host).wrap_socket(self.connection, server_side=True)
        with secure:
            _Secure(host, secure, self.client_address, self.server)
        self.close_connection = True

    def do_GET(self) -> None:
        self.serve(self.path)

    def serve(self, url: str) -> None:
        web = self.server.web
        web.before(url)
        if url.split("/")[2].partition(":")[0] in web.down:
            self.close_connection = True
            return
        page, headers = web.answer(url, dict(self.headers))
        body = page.body
        if "gzip" in self.headers.get("Accept-Encoding", "") and body:
            body = gzip.compress(body, 1)
            headers["Content-Encoding"] = "gzip"
        self.send_response(page.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Secure(_Handler):
    """What stands at the end of a tunnel."""

    def __init__(self, host: str, connection: ssl.SSLSocket, address: Any, server: "_Proxy") -> None:
        self.host = host
        super().__init__(connection, address, server)

    def do_GET(self) -> None:
        self.serve(f"https://{self.host}{self.path}")


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, web: Web, authority: trustme.CA) -> None:
        self.web, self.authority = web, authority
        self.contexts: dict[str, ssl.SSLContext] = {}
        super().__init__(("127.0.0.1", 0), _Handler)

    def context(self, host: str) -> ssl.SSLContext:
        if host not in self.contexts:
            self.contexts[host] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.authority.issue_cert(host).configure_cert(self.contexts[host])
        return self.contexts[host]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of our business."""


@contextmanager
def proxy(web: Web, authority: trustme.CA) -> Iterator[str]:
    """Run the proxy; gives its address."""
    server = _Proxy(web, authority)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def surroundings(address: str, authority: Path) -> dict[str, str]:
    """The environment in which programs go through the proxy and trust its certificates."""
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    return {**dict.fromkeys(names, address), "no_proxy": "", "NO_PROXY": "", "REQUESTS_CA_BUNDLE": str(authority)}


def free_port() -> int:
    """A port on loopback that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who vouches for the certificates of the tests."""
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture
def web(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Web]:
    """An empty web, which this process is connected to."""
    sites = Web()
    bundle = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    with proxy(sites, authority) as address:
        for name, value in surroundings(address, bundle).items():
            monkeypatch.setenv(name, value)
        yield sites
