"""What an answer means: a page, a page as before, or a problem."""

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import msgspec

from ipr_feeds.errors import BadStatus, Blocked, Gone, PageError, Throttled
from ipr_feeds.hookspecs import Request, Response

if TYPE_CHECKING:
    from ipr_feeds.walls import Wall

OK, NOT_MODIFIED, UNMET, TOO_MANY = 200, 304, 412, 429
GONE = frozenset((404, 410))
REDIRECTS = frozenset((301, 302, 303, 307, 308))
#: Answers that a second try may better.
PASSING = frozenset((500, 502, 503, 504))
_CONDITIONS = frozenset(("if-none-match", "if-modified-since"))
_HOUR = 3600.0
_LONGEST = 7 * 86400.0  # seconds; nobody means more


def accept(request: Request, response: Response) -> Response:
    """The response, if it is a page or says that a known page is as before; raises a `PageError` else."""
    status = response.status
    if status == OK or (status == NOT_MODIFIED and is_conditional(request)):
        return response
    if status in GONE:
        raise problem(Gone, request, f"answered {status}: there is no such page", "the site may still link to it")
    if status == TOO_MANY:
        raise problem(Throttled, request, "answered 429: too many requests", "a later run goes on by itself")
    if wall := _wall(response):
        raise wall.error(request.source, request.url, f"answered {status}: ")
    raise problem(BadStatus, request, f"answered {status}", "only status 200 is a page")


def _wall(response: Response) -> "Wall | None":
    """What stands before a page, if the status is a bot wall's or the answer names one."""
    from ipr_feeds import walls  # its patterns take long to compile, and most answers are pages

    text = response.content.decode("utf-8", "replace")
    if response.status not in walls.STATUSES:
        return walls.named(text)
    said = walls.find(text, "")
    return said if said and said.kind is Blocked else walls.NAMELESS


def problem(kind: type[PageError], request: Request, reason: str, advice: str) -> PageError:
    """The error that a request met."""
    return kind(reason, source=request.source, url=request.url, advice=advice)


def is_conditional(request: Request) -> bool:
    """Whether a request asks for a page only if it has changed."""
    return any(name.lower() in _CONDITIONS for name in request.headers)


def unconditional(request: Request) -> Request:
    """The same request for a page however it is."""
    headers = {name: value for name, value in request.headers.items() if name.lower() not in _CONDITIONS}
    return msgspec.structs.replace(request, headers=headers)


def asked_pause(response: Response) -> float | None:
    """Seconds for which a server asks to be left alone; None when it does not.

    Retry-After is a number of seconds or a date; one that is neither counts as an hour, and so does 429 without it.
    """
    if response.status not in (TOO_MANY, *PASSING):
        return None
    told = response.headers.get("retry-after", "").strip()
    if not told:
        return _HOUR if response.status == TOO_MANY else None
    if told.isascii() and told.isdigit():
        return min(float(told[:9]), _LONGEST)
    try:
        return min(max(parsedate_to_datetime(told).timestamp() - time.time(), 0), _LONGEST)
    except (ValueError, OverflowError):
        return _HOUR
