"""Whether reading a page costs no more than it should."""

import time
from collections.abc import Callable, Iterator
from functools import partial

from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Article, Subject
from ipr_feeds.page import Page
from ipr_feeds.trace import Trace

#: Seconds of processor time for any page, and for each KB of it: more than ten times what the shipped layouts take.
ONCE, PER_KB = 0.1, 0.002
_TRIES = 3  # of which the fastest counts: the machine may be busy


def cost(subject: Subject) -> Iterator[Finding]:
    """Reading a page takes at most 100 ms of processor time, and 2 ms more for each KB of it."""
    for article in subject.articles:
        yield from _slow(article.page, partial(_read, subject, article))
    for url in subject.lists:
        yield from _slow(subject.recorded.page(url), subject.source.links)


def _read(subject: Subject, article: Article, page: Page) -> object:
    return subject.recorded.entry(page, article.snapshot.fetched, article.link, Trace())


def _slow(page: Page, read: Callable[[Page], object]) -> Iterator[Finding]:
    data = page.text.encode()
    bound = ONCE + PER_KB * len(data) / 1024
    needed = _seconds(data, page.url, read, bound)
    if needed > bound:
        told = f"takes {needed:.2f} s of processor time, more than {bound:.2f} s"
        yield Finding(
            told, page.url or "", "look for a pattern that tries again and again, or let bs4 work on a smaller box"
        )


def _seconds(data: bytes, url: str | None, read: Callable[[Page], object], enough: float) -> float:
    """The shortest of a few tries, or the first that is short enough."""
    shortest = float("inf")
    for _ in range(_TRIES):
        started = time.process_time()
        read(Page(data, url))
        shortest = min(shortest, time.process_time() - started)
        if shortest <= enough:
            break
    return shortest
