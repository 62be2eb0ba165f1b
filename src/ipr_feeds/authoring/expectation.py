"""What a source's snapshots are to be read as: `expected.json` beside them."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from ipr_feeds.errors import SnapshotMissing
from ipr_feeds.links import Link
from ipr_feeds.model import Entry

FILE = "expected.json"
Reason = Literal["list", "text"]


class Expectation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entries of the recorded articles, what each list names, and what keeps articles out of the feed."""

    entries: tuple[Entry, ...] = ()
    lists: Mapping[str, tuple[Link, ...]] = {}
    kept_out: Mapping[str, Reason] = {}

    def of(self, urls: Collection[str], published: Collection[str]) -> "Expectation":
        """The part about recorded pages at `urls`, whose articles are `published` at these addresses."""
        return Expectation(
            tuple(entry for entry in self.entries if entry.url in published),
            {url: links for url, links in self.lists.items() if url in urls},
            {url: reason for url, reason in self.kept_out.items() if url in urls},
        )

    def without(self, other: "Expectation") -> "Expectation":
        """What is not in another."""
        return Expectation(
            tuple(entry for entry in self.entries if entry not in other.entries),
            {url: links for url, links in self.lists.items() if url not in other.lists},
            {url: reason for url, reason in self.kept_out.items() if url not in other.kept_out},
        )

    def with_more(self, other: "Expectation") -> "Expectation":
        """What is in either; this one goes before."""
        ids = {entry.id for entry in self.entries}
        entries = (*self.entries, *(entry for entry in other.entries if entry.id not in ids))
        return Expectation(entries, {**other.lists, **self.lists}, {**other.kept_out, **self.kept_out})


def read(folder: Path, source: str) -> Expectation | None:
    """The expectation in a source's folder of snapshots; None where none was recorded.

    Raises `SnapshotMissing` for a file that is no expectation.
    """
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Expectation)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        advice = f"delete it, then: ipr-feeds snapshot {source} --reparse"
        raise SnapshotMissing(f"{path}: {error}", source=source, advice=advice) from error


def as_bytes(expectation: Expectation) -> bytes:
    """An expectation as it stands in its file."""
    return msgspec.json.format(msgspec.json.encode(expectation), indent=1) + b"\n"
