"""The formats that feeds are published in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ipr_feeds.publish import atom, jsonfeed, rss
from ipr_feeds.publish.checks import Told
from ipr_feeds.publish.feed import Edition


class Format(NamedTuple):
    """One format: how a feed is written and read back, and what in its bytes stands once in each entry."""

    suffix: str
    render: Callable[[Edition], bytes]
    told: Callable[[bytes], Sequence[Told]]
    entry: bytes


#: The one that most readers know comes first.
FORMATS = (
    Format(atom.SUFFIX, atom.render, atom.told, b"<entry"),
    Format(rss.SUFFIX, rss.render, rss.told, b"<item>"),
    Format(jsonfeed.SUFFIX, jsonfeed.render, jsonfeed.told, b'"_ipr": {'),
)
SUFFIXES = tuple(one.suffix for one in FORMATS)
