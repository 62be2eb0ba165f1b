"""One given article with what is known of it, and what is found for a declaration."""

from datetime import datetime
from typing import NamedTuple

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.drafting.views import View
from ipr_feeds.dates import Moment
from ipr_feeds.links import Link


class Found(NamedTuple):
    """A declaration with what it matched, and what about it is a guess."""

    value: str | tuple[str, ...] | Anchor | Span
    said: str = ""
    guess: str = ""


class Subject(NamedTuple):
    """A given article: page, address, what a list says of it, and title and date as far as they are known."""

    view: View
    url: str
    link: Link | None = None
    title: str = ""
    moment: Moment | None = None
    doubted: frozenset[str] = frozenset()  # names of dates for programs that are none of articles
    own: bool = True  # False where a page that was given before shows the same article


class Clock(NamedTuple):
    """How dates of the site are meant, and what time it is."""

    zone: str
    day_first: bool
    now: datetime
