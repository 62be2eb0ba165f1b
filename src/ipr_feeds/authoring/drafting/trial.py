"""What is declared so far, tried on the given pages as the program itself would read them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ipr_feeds.authoring.drafting.subjects import Subject
from ipr_feeds.errors import IprFeedsError
from ipr_feeds.extract import entry_of
from ipr_feeds.model import Entry
from ipr_feeds.source import Layout, Source
from ipr_feeds.trace import Trace


class _Folded(Source):
    """A source whose keys are compared in lower case: to tell articles apart that does."""

    def key(self, url: str) -> str | None:
        found = super().key(url)
        return found.lower() if found else None


class Trial(NamedTuple):
    """A site as far as it is known; `attributes` are those of its source."""

    attributes: Mapping[str, object]
    now: datetime

    def declaring(self, **more: object) -> "Trial":
        """The same site, of which more is known."""
        return self._replace(attributes={**self.attributes, **more})

    def source(self, **declared: object) -> Source:
        """A source with one layout of these declarations."""
        layout = type("TriedLayout", (Layout,), {"name": "tried", "required": frozenset[str](), **declared})
        kind = type("TriedSource", (_Folded,), {**self.attributes, "layouts": (layout,)})
        tried: Source = kind()
        return tried

    def read(self, subject: Subject, **declared: object) -> Entry | None:
        """The entry of an article, or None where that cannot be read."""
        try:
            return entry_of(self.source(**declared), subject.view.page, subject.link, self.now, Trace())
        except IprFeedsError:
            return None


def paragraphs(entry: Entry | None) -> list[str]:
    """The text of an entry, paragraph by paragraph."""
    return entry.text.split("\n\n") if entry and entry.text else []


def common(entries: Sequence[Entry | None]) -> set[str]:
    """Paragraphs that every one of several entries has."""
    told = [set(paragraphs(one)) for one in entries if one]
    return set.intersection(*told) if len(told) > 1 else set()
