"""What a feed must be before it takes the place of the published one."""

from collections import Counter
from datetime import datetime, timedelta

from ipr_feeds.errors import Suspicious

_ATOM = "{http://www.w3.org/2005/Atom}"
_EARLIEST = 1990  # before which no site has published anything
_SKEW = timedelta(days=1)  # by which clocks may differ
_COLLAPSED = 2  # a feed that holds less than this part of what it held


def check(name: str, content: bytes, entries: int, now: datetime) -> None:
    """Raise `Suspicious` unless the feed is well-formed, complete, and its ids and dates can be."""
    from lxml import etree

    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        raise _suspicious(name, f"is not well-formed: {error}") from error
    found = root.findall(f"{_ATOM}entry")
    if len(found) != entries:
        raise _suspicious(name, f"holds {len(found)} entries instead of {entries}")
    ids = Counter(one.findtext(f"{_ATOM}id") for one in found)
    doubles = [one for one, times in ids.items() if times > 1 or not one]
    if doubles:
        raise _suspicious(name, f"has the id {doubles[0]} more than once")
    for entry in found:
        _check_dates(name, entry, now)


def check_size(name: str, before: bytes, entries: int) -> None:
    """Raise `Suspicious` when a feed has lost most of what the published one holds."""
    held = before.count(b"<entry")
    if entries * _COLLAPSED < held:
        raise _suspicious(
            name, f"would hold {entries} entries, and the published one holds {held}",
            advice="was the store lost? put a backup in its place, or delete the published file if this is meant",
        )  # fmt: skip


def _check_dates(name: str, entry: object, now: datetime) -> None:
    for tag in ("published", "updated"):
        told = entry.findtext(f"{_ATOM}{tag}")  # type: ignore[attr-defined]
        moment = datetime.fromisoformat(told) if told else now
        if not (moment.year >= _EARLIEST and moment <= now + _SKEW):
            raise _suspicious(name, f"has an entry {tag} at {told}")


def _suspicious(
    name: str, what: str, advice: str = "this is a fault of the program or the clock; report it"
) -> Suspicious:
    return Suspicious(f"{name}: the new feed {what}; the published one stays ({advice})")
