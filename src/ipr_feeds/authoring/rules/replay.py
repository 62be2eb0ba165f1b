"""Whether the recorded pages are read as was expected, and whether they can be read at all."""

from collections.abc import Iterator

from ipr_feeds.authoring.difference import changes
from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Subject
from ipr_feeds.errors import PageError
from ipr_feeds.whereabouts import raised_at


def readable(subject: Subject) -> Iterator[Finding]:
    """Every recorded page can be read."""
    for url, error in subject.failures.items():
        if isinstance(error, PageError):
            yield Finding(f"cannot be read: {error.reason}", url, error.advice)
        else:
            place = raised_at(error, type(subject.source))
            yield Finding(f"cannot be read: {type(error).__name__}: {error}", url, "mend the source", place)


def expected(subject: Subject) -> Iterator[Finding]:
    """Every recorded page is read as is expected of it."""
    name, before = subject.source.name, subject.expected
    advice = f"mend the source; or, if this is right: ipr-feeds snapshot {name} --reparse"
    if before is None:
        yield Finding("nothing is expected of the recorded pages", advice=f"ipr-feeds snapshot {name} --reparse")
        return
    for change in changes(before.without(before.of(subject.failures, subject.lost)), subject.expectation):
        yield Finding("is read otherwise than expected", change.url, advice, details=change.lines)


def listed(subject: Subject) -> Iterator[Finding]:
    """A list is recorded, and the lists that a refresh reads name articles."""
    if not any(subject.lists.values()):
        yield Finding("no recorded list names an article", advice="record one")
    for url in subject.source.start_urls:
        if url in subject.lists and not subject.lists[url]:
            yield Finding("names no article", url, "mend `lists` or `keys` of the source")
    starts, known = subject.source.start_urls, {*subject.lists, *subject.failures}
    if not starts:
        yield Finding("start_urls is missing: a refresh has no list to read", advice="name a list page or a feed")
    elif not known & set(starts):
        yield Finding(f"none of start_urls is recorded: {', '.join(starts)}", advice="record one, or mend the address")
