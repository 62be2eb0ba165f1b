"""What a site calls itself: in the head of its pages, in `<title>`, on its logo."""

import re
from collections.abc import Sequence

from ipr_feeds.authoring.drafting.site import Fact
from ipr_feeds.authoring.drafting.views import above, name_of, seen, weight
from ipr_feeds.page import Page
from ipr_feeds.text import squeeze
from ipr_feeds.urls import host

_DECLARED = "meta[property='og:site_name'], meta[name='SiteName'], meta[name='application-name']"
_PARTED = re.compile(r"\s+[-|–—·•»:]+\s+|_|｜")
_LOGO = re.compile(r"logo|brand|masthead|site-?title", re.I)
_NO_NAME = re.compile(r"(?:the )?(?:site )?(?:logo|home|banner|header|image|网站标识|首页|首頁|标志)", re.I)
_AROUND = 3  # elements
_SHORTEST = 5  # weight


def title(pages: Sequence[Page], lists: Sequence[Page], names: Sequence[object], home: str) -> Fact:
    """What the site calls itself; `names` are what stands behind the titles in `<title>`."""
    for page in pages:
        node = page.first(_DECLARED)
        if said := squeeze((node.attributes.get("content") if node else "") or ""):
            return Fact(said, "as its pages name it")
    if names:
        return Fact(str(names[0]), "at the end of <title>")
    return _of_titles(pages) or _of_logo(pages) or _of_list(lists, home)


def _of_titles(pages: Sequence[Page]) -> Fact | None:
    """What every `<title>` begins with, or the part of them that names no section."""
    told = [parts for page in pages if (parts := _parts(page))]
    if len({*map(tuple, told)}) > 1:
        first = {parts[0] for parts in told}
        several = sum(len(parts) > 1 for parts in told) * 2 > len(told)
        return Fact(told[0][0], "at the beginning of <title>") if len(first) == 1 and several else None
    logo = _logo(pages)
    own = [one for one in told[0] if logo.casefold().startswith(one.casefold())] if told else []
    if not own and len(told) > 1:
        own = [one for one in told[0] if not any(_is_section(page, one) for page in pages)] or told[0]
    return Fact(own[0], "<title> of every page" if len(told) > 1 else "in <title>, and on its logo") if own else None


def _parts(page: Page) -> list[str]:
    node = page.first("title")
    return [part for one in _PARTED.split(seen(node)) if (part := one.strip())] if node else []


def _is_section(page: Page, text: str) -> bool:
    """Whether a heading or a step of the breadcrumb says a text."""
    return any(seen(node) == text for node in page.css("h1, h2, h3, nav a, [class*='crumb'] *, [id*='crumb'] *"))


def _of_logo(pages: Sequence[Page]) -> Fact | None:
    logo = _logo(pages)
    return Fact(logo, "alt of its logo") if logo else None


def _logo(pages: Sequence[Page]) -> str:
    """What the picture says that is called a logo; empty where there is none."""
    for page in pages:
        for node in page.css("img[alt]"):
            said = squeeze(node.attributes.get("alt") or "")
            around = [node, *list(above(node))[:_AROUND]]
            called = any(_LOGO.search(name_of(one)) for one in around) or _LOGO.search(node.attributes.get("src") or "")
            if called and weight(said) >= _SHORTEST and not _NO_NAME.fullmatch(said):
                return said
    return ""


def _of_list(lists: Sequence[Page], home: str) -> Fact:
    listed = [parts for page in lists if (parts := _parts(page))]
    if listed:
        own = [one for one in listed[0] if not _is_section(lists[0], one)] or listed[0]
        return Fact(own[-1], guess=f"of the list's <title>, “{' - '.join(listed[0])}”")
    return Fact(host(home), guess="no page says what the site calls itself")
