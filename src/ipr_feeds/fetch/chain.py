"""One chain of redirects: where it may lead, when it goes round in a circle, and the cookies set on the way."""

import msgspec
from requests.cookies import RequestsCookieJar

from ipr_feeds.errors import BadStatus, Blocked, Gone, PageError
from ipr_feeds.fetch.answers import REDIRECTS, problem
from ipr_feeds.hookspecs import Request, Response
from ipr_feeds.urls import absolute, is_of

_HOPS = 5  # redirects in a row


class Chain:
    """The way from one request to its answer; its cookies are forgotten with it."""

    def __init__(self, request: Request) -> None:
        self.request, self.hop = request, request
        self.cookies = RequestsCookieJar()
        self._been = [self._place()]

    def goes_on(self, response: Response) -> bool:
        """Whether the answer to `hop` leads on, to the next `hop`.

        Raises `Gone` for an address that is not the source's, and `BadStatus` or `Blocked` for a way without end.
        """
        if response.status not in REDIRECTS:
            return False
        target = self._target(response)
        self.hop = msgspec.structs.replace(self.hop, url=target)
        place = self._place()
        if place in self._been or len(self._been) > _HOPS:
            raise self._endless(target)
        self._been.append(place)
        return True

    def _target(self, response: Response) -> str:
        told = _in_utf8(response.headers.get("location", "").strip())
        if not told:
            reason = f"answered {response.status} without saying where the page has moved to"
            raise problem(BadStatus, self.request, reason, "the site is at fault")
        target = absolute(response.url, told)
        if target is None or (self.request.hosts and not is_of(target, self.request.hosts)):
            reason = f"the page has moved to {told[:200]}, which is not the source's"
            raise problem(Gone, self.request, reason, "if it is, add the host to the source")
        return target

    def _place(self) -> tuple[str, tuple[tuple[str, str | None], ...]]:
        """An address, and what the site would know of us there."""
        return self.hop.url, tuple(sorted((one.name, one.value) for one in self.cookies))

    def _endless(self, target: str) -> PageError:
        """The error that a way has no end: sites lead in a circle whoever does not keep a cookie as they want it."""
        circle = any(url == target for url, _ in self._been)
        if circle and len(self.cookies):
            advice = "the site keeps programs out; leave it, or save the page by hand"
            return problem(Blocked, self.request, "a cookie wall came instead of the page", advice)
        reason = "the redirects lead round in a circle" if circle else f"more than {_HOPS} redirects in a row"
        return problem(BadStatus, self.request, reason, "the site is at fault")


def _in_utf8(header: str) -> str:
    """A header that was sent in UTF-8: http.client reads all of them as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
