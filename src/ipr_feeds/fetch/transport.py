"""One request over the network, by requests: bounded in time and in bytes, and only to public addresses."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import requests
import urllib3
from requests.auth import AuthBase
from requests.cookies import RequestsCookieJar

from ipr_feeds.errors import DamagedPage, PageError, Stopped, TimedOut, TooLarge, Unreachable
from ipr_feeds.fetch.addresses import is_allowed, private, refuse_private
from ipr_feeds.fetch.answers import OK, REDIRECTS
from ipr_feeds.fetch.connections import Adapter, NotPublic
from ipr_feeds.fetch.packing import BadPacking, unpacked
from ipr_feeds.hookspecs import Request, Response

_CHUNK = 1 << 16  # bytes
_TOLD = 200  # letters of what a library says
_ACCEPTED = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
_ENDS = ("content-length", "transfer-encoding", "content-encoding")  # headers that tell where a body ends
_OPENING, _CLOSING = re.compile(rb"<html\b", re.I), re.compile(rb"</(?:html|body)\b", re.I)
_LATE = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)
_REFUSED = urllib3.exceptions.NewConnectionError  # of the timeouts' family, and none
_DAMAGED = (urllib3.exceptions.ProtocolError, urllib3.exceptions.InvalidHeader, BadPacking)


class Transport:
    """One session: a host's connection, its proxy from the environment, its limits.

    Only one request at a time may be sent through it.
    """

    def __init__(self, agent: str, origins: Collection[str]) -> None:
        self.origins = origins
        self._adapter = Adapter()
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
        if self._adapter.stopped:
            raise Stopped("stopped")
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
def _told(request: Request, adapter: Adapter) -> Iterator[None]:
    """What the network and its libraries raise, in our words."""
    try:
        yield
    except PageError:
        raise
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise _error(request, error, adapter) from error


def _error(request: Request, error: Exception, adapter: Adapter) -> Exception:
    causes = list(_causes(error))
    later = "it is tried again next time"
    if adapter.stopped:
        return Stopped("stopped")
    if any(isinstance(one, NotPublic) for one in causes):
        return private(request.source, request.url)
    if adapter.late or any(isinstance(one, _LATE) and not isinstance(one, _REFUSED) for one in causes):
        reason = f"no whole answer within {request.deadline:g} seconds"
        return TimedOut(reason, source=request.source, url=request.url, advice=f"the site is slow or down; {later}")
    refused = any(isinstance(one, _REFUSED) for one in causes)
    if refused and any(isinstance(one, requests.exceptions.ProxyError) for one in causes):
        reason = f"the proxy of the environment does not answer: {_said(causes)}"
        return Unreachable(reason, source=request.source, url=request.url, advice="mend http_proxy or https_proxy")
    if "TLS CA certificate" in str(error):
        reason = " ".join(str(error).split())
        return Unreachable(reason, source=request.source, url=request.url, advice="mend REQUESTS_CA_BUNDLE")
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


class _NoAuth(AuthBase):
    """Nobody is logged in anywhere."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request
