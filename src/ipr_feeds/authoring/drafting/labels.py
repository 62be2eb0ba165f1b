"""Dates that no element names: the words that lead to them, or how they are written."""

import re
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from ipr_feeds import dates
from ipr_feeds.anchors import Anchor
from ipr_feeds.authoring.drafting.subjects import Clock, Subject
from ipr_feeds.dates import Moment
from ipr_feeds.text import half_width

_LABEL = re.compile(r"[^\d:：]{2,30}[:：]")


def parsed(text: str, clock: Clock) -> Moment | None:
    """The first date in a text, as the site means it."""
    return dates.parse(text, ZoneInfo(clock.zone), clock.now, day_first=clock.day_first)


def labels(subjects: Sequence[Subject], lines: Sequence[str], clock: Clock) -> Iterator[Anchor]:
    """A label that begins the line of the date on every page, else a pattern of the date itself, if there is one."""
    if not lines:
        return
    label = _LABEL.match(lines[0])
    offered = [Anchor(label.group())] if label else []
    offered += [Anchor(pattern, name="date line") for pattern in _led(lines[0])]
    for anchor in [*offered, *(Anchor(pattern, name="date line") for pattern in _spellings(lines[0]))]:
        if all(_reads(subject, anchor, clock) for subject in subjects if subject.moment):
            yield anchor
            return


def _led(line: str) -> Iterator[re.Pattern[str]]:
    """The words before the date of a line, such as "Ends/", as a pattern."""
    for match in re.finditer(r"^[^\d:：]{2,20}?/\s*", line):
        yield re.compile(re.escape(match.group()) + r"(?=\w)")


def _reads(subject: Subject, anchor: Anchor, clock: Clock) -> bool:
    first = next((value for block in subject.view.blocks if (value := anchor.value(block.text)) is not None), "")
    return parsed(first, clock) == subject.moment


def _spellings(line: str) -> Iterator[re.Pattern[str]]:
    """Patterns of a line that begins with a date such as this one does."""
    plain = half_width(line)
    for form in (
        r"(?=\d{4}年\d{1,2}月\d{1,2}日)",
        r"(?=\d{4}[-/.]\d{1,2}[-/.]\d{1,2})",
        r"(?=\d{1,2}/\d{1,2}/\d{4})",
        r"(?=\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4})",
        r"(?=[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})",
        r"(?=(?:[A-Z][a-z]{2,8},? ){1,2}\d{1,2},? \d{4})",
        r"(?=[A-Z][a-z]{5,8}, \d{1,2} [A-Z][a-z]{2,8} \d{4})",
        r"(?:Published|Posted|Released|Date)(?: on)?:?\s+(?=\w)",
    ):
        if re.match(form, plain):
            yield re.compile(form)
