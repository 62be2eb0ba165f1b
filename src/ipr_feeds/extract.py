"""One saved page to an entry: which source reads it, and what that makes of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from ipr_feeds import provenance
from ipr_feeds.errors import UnknownSource
from ipr_feeds.extraction import fitting, further, joined, read
from ipr_feeds.links import Link
from ipr_feeds.model import Entry
from ipr_feeds.normalize import normalize
from ipr_feeds.page import Page
from ipr_feeds.relevance import why
from ipr_feeds.source import Origins, Source
from ipr_feeds.trace import Trace
from ipr_feeds.urls import absolute, host, is_of

Fetch: TypeAlias = Callable[[str], Page] | None


class Wanted(NamedTuple):
    """What the caller knows of a page: its address, its source, its media type; all may be unknown."""

    url: str | None = None
    source: str | None = None
    content_type: str = ""


def extract(
    sources: Sequence[Source], data: bytes, wanted: Wanted, now: datetime, trace: Trace, fetch: Fetch = None
) -> Entry:
    """The entry of a page; `fetch` gets the further pages of an article in several pages.

    The source is the named one, else that of the address, else of the one that the page itself says it is from, else
    the only one whose layout fits. Raises `UnknownSource` when there is none, and `PageError` for what cannot be read.
    """
    _require_address(wanted)
    page = Page(data, wanted.url, wanted.content_type)
    trace.note(
        "page", "decoder", page.decoded.decoder + f", {page.decoded.replaced} unreadable" * bool(page.decoded.replaced)
    )
    trace.note("page", "form", "markup" if page.has_markup else "text without tags, a block a line")
    source = find(sources, page, wanted, trace)
    entry = entry_of(source, page, None, now, trace, fetch)
    told = why(f"{entry.title}\n{entry.text}", source.words) if source.words else "the source has no `words`"
    verdict = "refresh would publish it" if source.relevant(entry) else "not what the source's feed is about"
    trace.note("page", "subject", f"{verdict}: {told}")
    return entry


def of_address(sources: Sequence[Source], wanted: Wanted) -> Source:
    """The source that reads the page at an address: the named one, else that of the host. Raises `UnknownSource`."""
    _require_address(wanted)
    return _named(sources, wanted.source) if wanted.source else _of_host(sources, wanted.url or "")


def _require_address(wanted: Wanted) -> None:
    if wanted.url is not None and absolute(wanted.url, wanted.url) is None:
        raise UnknownSource("this is no web address", url=wanted.url, advice="begin it with http:// or https://")


def entry_of(source: Source, page: Page, link: Link | None, now: datetime, trace: Trace, fetch: Fetch = None) -> Entry:
    """The entry of a page of a known source; `now` is when it was fetched.

    `fetch` gets the further pages of an article in several pages; without it they are left.
    """
    layout, article = read(source, page, trace)
    for url in further(source, layout, page):
        if fetch:
            article = joined(article, read(source, fetch(url), trace, first=False)[1])
        else:
            trace.note("page", "goes on", f"at {url}, which refresh would add")
    return normalize(article, Origins(source, layout, page.url, link), now, trace)


def find(sources: Sequence[Source], page: Page, wanted: Wanted, trace: Trace) -> Source:
    """The source that reads a page; sets the page's address where it says itself that it is an article's."""
    if wanted.source:
        source = _named(sources, wanted.source)
        trace.note("source", source.name, "named by the caller")
    elif page.url:
        source = _of_host(sources, page.url)
        trace.note("source", source.name, f"reads pages of {host(page.url)}")
    else:
        return _of_page(sources, page, trace) or _of_content(sources, page, trace)
    if page.url and source.key(page.url) is None:
        raise _no_article(sources, source, page, trace)
    return source


def _no_article(sources: Sequence[Source], source: Source, page: Page, trace: Trace) -> UnknownSource:
    """Why the address is none of an article: it is another source's, or a list's, whose items are noted."""
    other = "" if is_of(page.url, source.hosts) else _of_host(sources, page.url or "").name
    links = [] if other else source.links(page)
    for link in links:
        told = "; ".join(part for part in (link.published.isoformat() if link.published else "", link.url) if part)
        trace.note("list", link.title or "without a title", told)
    reason = "this is no address of an article"
    reason += f", but of {other}" if other else f"; as a list it names {len(links)}" if links else ""
    advice = "give the address of the article itself" + ("; --explain shows what the list names" if links else "")
    return UnknownSource(reason, source=source.name, url=page.url, advice=advice)


def _named(sources: Sequence[Source], name: str) -> Source:
    known = {source.name: source for source in sources}
    if name not in known:
        raise UnknownSource(f"there is no source {name!r}", advice=f"the sources are {', '.join(known) or 'none'}")
    return known[name]


def _of_host(sources: Sequence[Source], url: str) -> Source:
    reading = [source for source in sources if is_of(url, source.hosts)]
    if reading:
        return max(reading, key=lambda source: _closeness(url, source))
    known = ", ".join(source.hosts[0] for source in sources)
    raise UnknownSource(
        f"no source reads pages of {host(url) or 'this address'}", url=url, advice=f"sources read {known}"
    )


def _closeness(url: str, source: Source) -> int:
    """How closely a source names the host of an address: a district's own source goes before that of all districts."""
    return max((len(one) for one in source.hosts if is_of(url, (one,))), default=0)


def _of_page(sources: Sequence[Source], page: Page, trace: Trace) -> Source | None:
    for url, place in provenance.told(page):
        reading = [source for source in sources if _has_key(source, url)]
        if reading:
            source = max(reading, key=lambda source: _closeness(url, source))
            page.url = url
            trace.note("source", source.name, f"the page's own {place} is {url}")
            return source
    return None


def _has_key(source: Source, url: str) -> bool:
    try:
        return bool(source.key(url))
    except Exception:  # a stranger's plugin may raise anything; another source may still read the page
        return False


def _fits(source: Source, page: Page) -> bool:
    try:
        return fitting(source, page, Trace()) is not None
    except Exception:
        return False


def _of_content(sources: Sequence[Source], page: Page, trace: Trace) -> Source:
    fits = [source for source in sources if _fits(source, page)]
    if len(fits) == 1:
        trace.note("source", fits[0].name, "the only one with a layout that fits")
        return fits[0]
    names = ", ".join(source.name for source in fits)
    reason = f"layouts of several sources fit: {names}" if fits else "no source has a layout that fits the page"
    raise UnknownSource(reason, advice="give --url or --source")
