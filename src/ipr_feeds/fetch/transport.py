"""One request over the network, by requests: bounded in time and in bytes, and only to public addresses."""

import re
import socket
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import CONTINUE, HTTPResponse
from typing import Any
from weakref import WeakSet

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.cookies import RequestsCookieJar
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ipr_feeds.errors import DamagedPage, PageError, Stopped, TimedOut, TooLarge, Unreachable
from ipr_feeds.fetch.addresses import is_allowed, is_public, private, refuse_private
from ipr_feeds.fetch.answers import OK, REDIRECTS
from ipr_feeds.fetch.packing import BadPacking, unpacked
from ipr_feeds.hookspecs import Request, Response

_CHUNK = 1 << 16  # bytes
_TOLD = 200  # letters of what a library says
_ACCEPTED = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
_EARLY = range(102, 200)
_ENDS = ("content-length", "transfer-encoding", "content-encoding")  # headers that tell where a body ends
_OPENING, _CLOSING = re.compile(rb"<html\b", re.I), re.compile(rb"</html\b", re.I)
_LATE = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)
_REFUSED = urllib3.exceptions.NewConnectionError  # of the timeouts' family, and none
_DAMAGED = (urllib3.exceptions.ProtocolError, urllib3.exceptions.InvalidHeader, BadPacking)


class _NotPublic(OSError):
    """A connection was made to an address that is not public, and closed before a byte was sent."""


class Transport:
    """One session: a host's connection, its proxy from the environment, its limits.

    Only one request at a time may be sent through it.
    """

    def __init__(self, agent: str, origins: Collection[str]) -> None:
        self.origins = origins
        self._adapter = _Adapter()
        self._session = _Session()
        self._session.headers = requests.structures.CaseInsensitiveDict({"User-Agent": agent, **_ACCEPTED})
        self._session.auth = _NoAuth()  # requests would send what ~/.netrc says
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self._adapter)

    def send(self, request: Request, cookies: RequestsCookieJar) -> Response:
        """The answer to one request, whatever its status; redirects are not followed, nor their bodies read.

        `cookies` are sent, and what the answer sets is added to them.

        Raises `Unreachable`, `TimedOut`, `TooLarge`, or `DamagedPage` for an answer that is cut off or wrongly packed.
        """
        refuse_private(request.url, self.origins, request.source)
        self._adapter.any_address = is_allowed(request.url, self.origins)
        self._session.cookies = cookies
        with self._adapter.watched(request.deadline), _told(request, self._adapter):
            answer = self._session.get(
                request.url, headers=dict(request.headers), allow_redirects=False, stream=True, timeout=request.deadline
            )
            with answer:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                content = b"" if answer.status_code in REDIRECTS else b"".join(_read(answer.raw, headers, request))
                if self._adapter.late:  # a connection that was cut by the watchdog may look like an end
                    raise TimeoutError
        response = Response(request.url, answer.status_code, headers, content)
        _refuse_cut_off(response, request)
        return response

    def stop(self) -> None:
        """Cut what is under way, from another thread."""
        self._adapter.stop()

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()


def _read(raw: Any, headers: Mapping[str, str], request: Request) -> Iterator[bytes]:
    """The unpacked body, a chunk at a time, up to the limit."""
    size = 0
    for chunk in unpacked(headers.get("content-encoding", ""), _chunks(raw)):
        size += len(chunk)
        if size > request.max_bytes:
            raise TooLarge(
                f"the answer is larger than {request.max_bytes:,} bytes", source=request.source, url=request.url,
                advice="raise fetch.max_bytes if the page is meant to be so large",
            )  # fmt: skip
        yield chunk


def _chunks(raw: Any) -> Iterator[bytes]:
    """The body as it comes."""
    while chunk := raw.read1(_CHUNK, decode_content=False):
        yield chunk


def _refuse_cut_off(response: Response, request: Request) -> None:
    """Raise for a page without its end where nothing else told of one: no length, no chunks, no packing."""
    if response.status != OK or any(name in response.headers for name in _ENDS):
        return
    if _OPENING.search(response.content) and not _CLOSING.search(response.content):
        reason = "the page is cut off: it ends before </html>"
        raise DamagedPage(reason, source=request.source, url=request.url, advice="it is tried again next time")


@contextmanager
def _told(request: Request, adapter: "_Adapter") -> Iterator[None]:
    """What the network and its libraries raise, in our words."""
    try:
        yield
    except PageError:
        raise
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise _error(request, error, adapter) from error


def _error(request: Request, error: Exception, adapter: "_Adapter") -> Exception:
    causes = list(_causes(error))
    later = "it is tried again next time"
    if adapter.stopped:
        return Stopped("stopped")
    if any(isinstance(one, _NotPublic) for one in causes):
        return private(request.source, request.url)
    if adapter.late or any(isinstance(one, _LATE) and not isinstance(one, _REFUSED) for one in causes):
        reason = f"no whole answer within {request.deadline:g} seconds"
        return TimedOut(reason, source=request.source, url=request.url, advice=f"the site is slow or down; {later}")
    broken = any(isinstance(one, ConnectionError) for one in causes)
    if not broken and any(isinstance(one, _DAMAGED) for one in causes):
        reason = f"the answer is cut off or wrongly packed: {_said(causes)}"
        return DamagedPage(reason, source=request.source, url=request.url, advice=later)
    return Unreachable(f"no answer: {_said(causes)}", source=request.source, url=request.url, advice=later)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and all that it was raised from or for."""
    seen: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            yield one
            context = None if one.__suppress_context__ else one.__context__
            waiting += [one.__cause__, context, getattr(one, "reason", None), *one.args]


def _said(causes: list[BaseException]) -> str:
    """What the innermost error says, in one line."""
    told = [one.strerror for one in causes if isinstance(one, OSError) and one.strerror]
    plain = told or [str(one) for one in causes if str(one)]
    return " ".join(plain[-1].split())[:_TOLD] if plain else type(causes[0]).__name__


class _Session(requests.Session):
    """Leaves redirects to us: requests would read their bodies first, however large."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None


class _Answer(HTTPResponse):
    """Skips Early Hints (103) and other news before the answer, as http.client by itself only does with 100."""

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc]
        return version, CONTINUE if status in _EARLY else status, reason


class _NoAuth(AuthBase):
    """Nobody is logged in anywhere."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _Adapter(HTTPAdapter):
    """Looks at the address of every connection, and cuts those that last too long."""

    def __init__(self) -> None:
        self.any_address = self.late = self.stopped = False
        self._sockets: WeakSet[socket.socket] = WeakSet()
        super().__init__(pool_connections=2, pool_maxsize=1, max_retries=0)

    @contextmanager
    def watched(self, seconds: float) -> Iterator[None]:
        """Cut the connection after so many seconds: headers that drip in defeat the timeouts of sockets."""
        self.late = False
        watchdog = threading.Timer(seconds, self._bite)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()

    def stop(self) -> None:
        """Cut the connection because the run is to end."""
        self.stopped = True
        self._cut()

    def _bite(self) -> None:
        self.late = True
        self._cut()

    def _cut(self) -> None:
        for one in list(self._sockets):
            with suppress(OSError):  # closed meanwhile
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # past TLS, which would say goodbye first

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Let the pools make connections that are looked at."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools()

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Let the pools of a proxy do so too."""
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def opened(self, connection: HTTPConnection, made: socket.socket) -> socket.socket:
        """Take a connection that was just made, or raise `_NotPublic`; a proxy may stand anywhere."""
        self._sockets.add(made)
        if connection.proxy is None and not self.any_address and not is_public(made.getpeername()[0]):
            made.close()
            raise _NotPublic
        return made

    def _pools(self) -> dict[str, type[HTTPConnectionPool]]:
        opened, sockets = self.opened, self._sockets

        class Plain(HTTPConnection):
            response_class = _Answer

            def _new_conn(self) -> socket.socket:
                return opened(self, super()._new_conn())

        class Secure(HTTPSConnection):
            response_class = _Answer

            def _new_conn(self) -> socket.socket:
                return opened(self, super()._new_conn())

            def connect(self) -> None:
                super().connect()
                sockets.add(self.sock)  # TLS has put its own in the place of the first

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        return {"http": PlainPool, "https": SecurePool}
