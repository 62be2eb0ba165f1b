"""The formats that feeds are published in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ipr_feeds.program import NAME
from ipr_feeds.publish import atom, jsonfeed, rss
from ipr_feeds.publish.checks import Told
from ipr_feeds.publish.feed import Edition


class Format(NamedTuple):
    """One format: what people and programs call it, how a feed is written and read back, what in its bytes stands
    once in each entry, and what in no feed but ours.
    """

    suffix: str
    label: str
    media_type: str
    render: Callable[[Edition], bytes]
    told: Callable[[bytes], Sequence[Told]]
    entry: bytes
    mark: bytes

    def is_ours(self, content: bytes) -> bool:
        """Whether a file of this format was written by this program."""
        return self.mark in content


_GENERATOR = f"<generator>{NAME}</generator>".encode()
_FACTS = b'"_ipr": {'

#: The one that most readers know comes first.
FORMATS = (
    Format(atom.SUFFIX, "Atom", atom.MEDIA_TYPE, atom.render, atom.told, b"<entry", _GENERATOR),
    Format(rss.SUFFIX, "RSS", rss.MEDIA_TYPE, rss.render, rss.told, b"<item>", _GENERATOR),
    Format(jsonfeed.SUFFIX, "JSON", jsonfeed.MEDIA_TYPE, jsonfeed.render, jsonfeed.told, _FACTS, _FACTS),
)
SUFFIXES = tuple(one.suffix for one in FORMATS)
