"""The formats that feeds are published in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ipr_feeds.publish import atom, jsonfeed, rss
from ipr_feeds.publish.checks import Told
from ipr_feeds.publish.feed import Edition


class Format(NamedTuple):
    """One format: what people and programs call it, how a feed is written and read back, and what in its bytes stands
    once in each entry.
    """

    suffix: str
    label: str
    media_type: str
    render: Callable[[Edition], bytes]
    told: Callable[[bytes], Sequence[Told]]
    entry: bytes


#: The one that most readers know comes first.
FORMATS = (
    Format(atom.SUFFIX, "Atom", atom.MEDIA_TYPE, atom.render, atom.told, b"<entry"),
    Format(rss.SUFFIX, "RSS", rss.MEDIA_TYPE, rss.render, rss.told, b"<item>"),
    Format(jsonfeed.SUFFIX, "JSON", jsonfeed.MEDIA_TYPE, jsonfeed.render, jsonfeed.told, b'"_ipr": {'),
)
SUFFIXES = tuple(one.suffix for one in FORMATS)
