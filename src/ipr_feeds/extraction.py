"""From a page to an article: the layout that fits, and what its declarations point at."""

import re
from urllib.parse import urlsplit

import msgspec

from ipr_feeds.errors import DamagedPage, LayoutChanged
from ipr_feeds.nearest import nearest
from ipr_feeds.page import Page
from ipr_feeds.reading import Reading, show
from ipr_feeds.source import Article, Layout, Source
from ipr_feeds.trace import Trace
from ipr_feeds.urls import absolute, clean, is_of

_PAGES = 30  # of one article


def read(source: Source, page: Page, trace: Trace, *, first: bool = True) -> tuple[Layout, Article]:
    """The article on `page` and the layout that read it; of a page that is not the `first` only the body is required.

    Raises `LayoutChanged` when no layout fits or a required declaration matches nothing, and for a bot wall, a login
    or a notice in the place of the page what that is.
    """
    layout = fitting(source, page, trace)
    if layout is None:
        page.refuse_wall(source.name)
        wanted = "; ".join(f"{kind.name}: {show(kind.marker)}" for kind in source.layouts)
        hint = nearest(page, page.stream(source.home).blocks, [kind.marker for kind in source.layouts])
        raise LayoutChanged(
            f"no layout fits; looked for {wanted}" + (f"; {hint}" if hint else ""),
            source=source.name, url=page.url, advice="save the page and mend the plugin, or report it",
        )  # fmt: skip
    required = frozenset(layout.required) if first else frozenset(layout.required) & {"body"}
    reading = Reading(source, layout, page, trace, required)
    article = reading.article()
    if not first and not article.blocks:
        raise reading.changed("the body is empty")
    return layout, article


def fitting(source: Source, page: Page, trace: Trace) -> Layout | None:
    """The first layout of the source whose marker is in the page."""
    chosen = None
    for layout in (kind() for kind in source.layouts):
        if chosen is None and (why_not := _misfit(source, layout, page, trace)) is None:
            chosen = layout
            trace.note("layout", layout.name, f"chosen: {show(layout.marker)} is in the page")
        else:
            reason = f"{chosen.name} came first" if chosen else why_not
            trace.note("layout", layout.name, f"not chosen: {reason}")
    return chosen


def further(source: Source, layout: Layout, page: Page) -> list[str]:
    """Addresses of the further pages of an article, in order: those that have the page's own key.

    Raises `DamagedPage` for a pager that names more pages than any article has.
    """
    nodes = page.css(layout.further) if layout.further and page.url else []
    found = [url for node in nodes if (url := absolute(page.base(), node.attributes.get("href")))]
    own, here = source.key(page.url or ""), _place(page.url or "")
    pages: dict[tuple[str, str], str] = {}
    for url in found:
        if source.key(url) == own:
            pages.setdefault(_place(url), url)
    if len(pages) > _PAGES:
        reason = f"the pager names {len(pages)} pages of one article"
        raise DamagedPage(reason, source=source.name, url=page.url, advice="the site is at fault")
    return [url for place, url in pages.items() if place != here]


def _place(url: str) -> tuple[str, str]:
    """Path and query of an address without tracking: the hosts of a site are aliases."""
    parts = urlsplit(clean(url))
    return parts.path, parts.query


def joined(first: Article, more: Article) -> Article:
    """An article with the text of a further page, whose foot may name what the first page could not."""
    return msgspec.structs.replace(
        first,
        blocks=first.blocks + more.blocks,
        editors=first.editors or more.editors,
        attachments=first.attachments + more.attachments,
    )


def _misfit(source: Source, layout: Layout, page: Page, trace: Trace) -> str | None:
    if layout.hosts and page.url and not is_of(page.url, layout.hosts):
        return f"reads only {', '.join(layout.hosts)}"
    if layout.addresses and not re.search(layout.addresses, page.url or "", re.I):
        return f"reads only addresses like {layout.addresses}"
    if layout.unless and Reading(source, layout, page, trace).matches(layout.unless):
        return f"{show(layout.unless)} is in the page"
    if Reading(source, layout, page, trace).matches(layout.marker):
        return None
    return f"{show(layout.marker)} is not in the page"
