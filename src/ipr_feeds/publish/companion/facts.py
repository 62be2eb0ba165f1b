"""What the pages are made of: facts that change with an entry or with the state of a source only."""

from collections.abc import Sequence

import msgspec

from ipr_feeds.health import SourceHealth
from ipr_feeds.model import Record
from ipr_feeds.publish.companion.months import Month
from ipr_feeds.publish.companion.offers import Offer
from ipr_feeds.publish.feed import Feed


class SourcePage(msgspec.Struct, frozen=True, tag=True):
    """The page of one source; nobody knows the health of samples. `whole` is whether it shows whole articles."""

    feed: Feed
    offers: Sequence[Offer]
    records: Sequence[Record]
    months: Sequence[Month]
    health: SourceHealth | None
    whole: bool

    @property
    def file(self) -> str:
        """The name of the page."""
        return f"{self.feed.name}.html"


class Row(msgspec.Struct, frozen=True):
    """A source as the index tells of it; without entries it has no months. `page` is the name of its own page."""

    feed: Feed
    page: str | None
    offers: Sequence[Offer]
    newest: Record | None
    months: Sequence[Month]
    health: SourceHealth | None


class IndexPage(msgspec.Struct, frozen=True, tag=True):
    """The page of all sources, with the combined feed and the list of all feeds; `others` is how whatever is no source
    is doing.
    """

    feed: Feed
    offers: Sequence[Offer]
    listed: Offer | None
    rows: Sequence[Row]
    records: Sequence[Record]
    others: Sequence[SourceHealth]

    @property
    def file(self) -> str:
        """The name that servers look for in a folder."""
        return "index.html"
