"""Whether it matters how a page is encoded, or what comes in its place."""

import re
from collections.abc import Iterator

from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Article, Subject
from ipr_feeds.errors import PageError
from ipr_feeds.page import Page
from ipr_feeds.trace import Trace

_CHARSET = re.compile(r"(<meta\b[^>]*?charset\s*=\s*[\"']?)[\w-]+", re.I)
_DECLARED = re.compile(r"(<\?xml\b[^>]*?encoding=[\"'])[\w-]+", re.I)
#: How pages are encoded, and what they say of it.
_ENCODINGS = (("gb18030", "gb2312"), ("gb18030", "gbk"), ("utf-8", "utf-8"), ("utf-8-sig", "gb2312"))

#: What sites answer with status 200 in the place of a page: our own renderings of a script, a login, a refusal.
_WALLS = (
    b"<html><head><script>var $_ts={};$_ts.nsd=84213;</script><script src='/x7/c.js'></script></head></html>",
    b"<html><head><title>Just a moment...</title></head><body><h1>One more check</h1><p>Please wait.</p></body></html>",
    b"<html><title>Sign in</title><body><form><input name='user'><input type='password'></form></body></html>",
    b"<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>",
)


def encodings(subject: Subject) -> Iterator[Finding]:
    """A page gives the same, whether it is sent in UTF-8 or in GB18030."""
    for article in subject.articles:
        for encoding, declared in _ENCODINGS:
            page = _encoded(article.page, encoding, declared)
            entry = subject.recorded.entry(page, article.snapshot.fetched, article.link, Trace())
            if entry != article.entry:
                told = f"gives another {_first_difference(article, entry)} in {encoding} declared as {declared}"
                yield Finding(told, article.snapshot.url, "make the layout's methods work on text, not on bytes")


def walls(subject: Subject) -> Iterator[Finding]:
    """A bot wall in the place of an article or a list is refused."""
    for article in subject.articles:
        for wall in _WALLS:
            page = Page(wall, article.snapshot.url)
            try:
                entry = subject.recorded.entry(page, article.snapshot.fetched, article.link, Trace())
            except PageError:
                continue
            told = f"a bot wall in its place is read as an article, by layout {entry.layout}: {entry.title!r}"
            yield Finding(told, article.snapshot.url, "let `marker` ask for what only an article holds")
    for url in subject.lists:
        if any(list(subject.source.links(Page(wall, url))) for wall in _WALLS):
            yield Finding(
                "a bot wall in its place is read as a list", url, "let `lists` ask for what only a list holds"
            )


def _encoded(page: Page, encoding: str, declared: str) -> Page:
    text = _CHARSET.sub(rf"\g<1>{declared}", page.text, count=1)
    return Page(_DECLARED.sub(rf"\g<1>{declared}", text, count=1).encode(encoding), page.url)


def _first_difference(article: Article, entry: object) -> str:
    names = article.entry.__struct_fields__
    return next((name for name in names if getattr(article.entry, name) != getattr(entry, name)), "")
