"""The contract of a source: every rule put to it and its snapshots."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.authoring.rules import Finding, addresses, answers, cost, declared, entries, losses, replay
from ipr_feeds.authoring.subject import Subject, read_all
from ipr_feeds.errors import ANYTHING, FATAL, SnapshotMissing
from ipr_feeds.fetch.snapshots import INDEX, shipped
from ipr_feeds.source import Source
from ipr_feeds.text import squeeze
from ipr_feeds.whereabouts import raised_at

#: Where authors record, below the folder in which they work.
FOLDER = "snapshots"
_Rule = Callable[[Subject], Iterator[Finding]]


class Verdict(NamedTuple):
    """What came of one rule; it is kept when nothing was found. `says` is the rule in words."""

    rule: str
    says: str
    findings: tuple[Finding, ...]


#: Every rule by its name, in the order in which an author would mend what they find.
RULES: dict[str, _Rule] = {
    "readable": replay.readable,
    "listed": replay.listed,
    "expected": replay.expected,
    "hosts": addresses.on_hosts,
    "keys": addresses.keys,
    "aliases": addresses.recorded_aliases,
    "ids": addresses.ids,
    "layouts": declared.layouts,
    "declarations": declared.declarations,
    "losses": losses.losses,
    "walls": answers.walls,
    "schema": entries.schema,
    "dates": entries.dates,
    "shared": entries.shared,
    "encodings": answers.encodings,
    "cost": cost.cost,
}


def verdict(rule: str, subject: Subject) -> Verdict:
    """What comes of one rule."""
    return Verdict(rule, says(rule), tuple(_found(RULES[rule], subject)))


def check(source: Source, root: Path) -> list[Verdict]:
    """What comes of every rule for a source and its snapshots below `root`; without snapshots of the first only."""
    try:
        subject = read_all(source, root)
    except SnapshotMissing as error:
        there = (root / source.name / INDEX).exists()
        advice = error.advice if there else f"record some: ipr-feeds snapshot {source.name}"
        return [Verdict("readable", says("readable"), (Finding(error.reason, advice=advice),))]
    return [verdict(rule, subject) for rule in RULES]


def snapshots_of(name: str, working: Path) -> Path:
    """Where the snapshots of a source are: below the working folder if it has some, else the shipped ones."""
    own = working / FOLDER
    return own if (own / name).is_dir() or not (shipped() / name).is_dir() else shipped()


def says(rule: str) -> str:
    """A rule in words."""
    return squeeze(RULES[rule].__doc__ or "")


def _found(rule: _Rule, subject: Subject) -> Iterator[Finding]:
    try:
        yield from rule(subject)
    except FATAL:
        raise
    except ANYTHING as error:  # a stranger's plugin
        place = raised_at(error, type(subject.source))
        yield Finding(f"{type(error).__name__}: {error}", advice="mend the source", place=place)
