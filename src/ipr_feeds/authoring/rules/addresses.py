"""Whether keys tell articles apart, and aliases of one article do not."""

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from ipr_feeds.authoring.difference import entry_lines
from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Article, Subject
from ipr_feeds.model import entry_id
from ipr_feeds.trace import Trace
from ipr_feeds.urls import is_of

_SAID = ("title", "text", "published", "language")  # what all addresses of an article have to say
_ODD = ("", "about:blank", "mailto:news@example.org", "http://[::1", "https://example.org/" + "x/" * 2000)


def on_hosts(subject: Subject) -> Iterator[Finding]:
    """The home page and the lists are on the source's hosts."""
    source = subject.source
    for url in (source.home, *source.start_urls):
        if not is_of(url, source.hosts):
            yield Finding("is on none of the source's hosts", url, "add its host to `hosts`")


def keys(subject: Subject) -> Iterator[Finding]:
    """The addresses of one article have one key, and those of two have two."""
    source = subject.source
    for article in subject.articles:
        url = article.snapshot.url
        for alias in (*_aliases(url, source.hosts), source.canonical(url)):
            if source.key(alias) != article.key:
                told = f"has the key {article.key!r}, and {alias} the key {source.key(alias)!r}"
                yield Finding(told, url, "all addresses of an article need one key: mend `keys`, `key` or `canonical`")
        if source.canonical(source.canonical(url)) != source.canonical(url):
            yield Finding("canonical() changes what it has made itself", url, "mend `canonical`")
    for url in (source.home, *_ODD):
        if source.key(url) is not None:
            yield Finding(f"is no article, and has the key {source.key(url)!r}", url, "mend `keys`")


def recorded_aliases(subject: Subject) -> Iterator[Finding]:
    """Two recorded pages with one key are one article under two addresses, and two with different keys are two."""
    said: dict[tuple[str, str], Article] = {}
    for article in subject.articles:
        first = said.setdefault((article.entry.title, article.entry.text), article)
        if first is not article and article.entry.text:
            told = f"says the same as {first.snapshot.url}, and has the key {article.key!r} beside {first.key!r}"
            yield Finding(told, article.snapshot.url, "one article needs one key: mend `keys`")
    known = {article.key: article for article in subject.articles}
    for alias in subject.aliases:
        article = known[subject.source.key(alias.url) or ""]
        entry = subject.recorded.entry(subject.recorded.page(alias.url), alias.fetched, article.link, Trace())
        if any(getattr(entry, field) != getattr(article.entry, field) for field in _SAID):
            told = f"has the key of {article.snapshot.url}, {article.key!r}, and is read otherwise"
            advice = "mend the layout; or, if they are different articles, `keys`"
            yield Finding(told, alias.url, advice, details=tuple(entry_lines(article.entry, entry)))


def ids(subject: Subject) -> Iterator[Finding]:
    """An entry's id is made of its key, as it is published and as it was expected."""
    for article in subject.articles:
        if article.entry.id != entry_id(subject.source.name, subject.source.key(article.entry.url or "") or ""):
            yield Finding(
                f"{article.entry.url}, where it is published, has another id", article.snapshot.url, "mend `key`"
            )
    expected = subject.expected.entries if subject.expected else ()
    for entry in expected:
        if entry.url and entry.id != entry_id(subject.source.name, subject.source.key(entry.url) or ""):
            told = f"had the id {entry.id} and gets another: subscribers would see it as new"
            yield Finding(told, entry.url, "give back the key that it had; a new number space needs a new name")


def _aliases(url: str, hosts: tuple[str, ...]) -> Iterator[str]:
    """Other addresses of the same page, as lists and shared links have them."""
    parts = urlsplit(url)
    asked = f"{parts.query}&" if parts.query else ""
    other = "http" if parts.scheme == "https" else "https"
    yield urlunsplit(parts._replace(fragment="top"))
    yield urlunsplit(parts._replace(query=f"{asked}utm_source=feed"))
    yield urlunsplit(parts._replace(scheme=other))
    yield urlunsplit(parts._replace(netloc=parts.netloc.upper()))
    for host in hosts:
        same_site = host.removeprefix("www.") == (parts.hostname or "").removeprefix("www.")
        if same_site:
            yield urlunsplit(parts._replace(netloc=host))
