"""How feeds are published, as the operator decides."""

from typing import NamedTuple

from ipr_feeds.publish.formats import FORMATS, SUFFIXES, Format

WINDOW = 50  # newest entries in a feed


class Manner(NamedTuple):
    """How feeds are published: under which address, how many of the newest entries, of which sources only the
    summaries, whether as samples, whether what names all sources is written, in which formats, and whether with pages.
    `readers` are the versions of what reads the sources.
    """

    base_url: str | None = None
    window: int = WINDOW
    summaries: frozenset[str] = frozenset()
    sample: bool = False
    combined: bool = True
    formats: tuple[str, ...] = SUFFIXES
    pages: bool = True
    readers: tuple[str, ...] = ()

    @property
    def chosen(self) -> list[Format]:
        """The formats, in the order in which readers like them."""
        return [one for one in FORMATS if one.suffix in self.formats]
