"""Whether a page is a list or an article: many links alike, or prose in one box."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from ipr_feeds.authoring.drafting.shapes import address
from ipr_feeds.authoring.drafting.views import UNKNOWN, View, weight
from ipr_feeds.blocks import Block, linked
from ipr_feeds.page import Page, says
from ipr_feeds.urls import absolute, clean

_TITLE = 18  # of the text of a link that is a title
_FEW = 3  # links that make a list
_TEXT = 200  # of prose in one box that makes an article
_SURE = 600  # of prose that makes one whatever stands beside it
_MANY = 5  # links beside a short text that may be the introduction of a list
_LED = 0.6  # share of the prose
_LINKED = 0.5
_HEADLINE = 24  # of a title of an article
_LONG = 60  # of a paragraph


def kind_of(page: Page) -> Literal["list", "article"] | None:
    """What a page is; None for what is neither."""
    if page.is_feed:
        return "list"
    view = View(page)
    prose = sum(weight(view.blocks[at].text) for at in view.main)
    inside, outside = _titles_in(view), len(items(page))
    alone = prose >= _TEXT and not (inside >= _FEW and _is_interleaved(view))
    if alone and (prose >= _SURE or outside < _MANY or _is_headed(view)):
        return "article"
    if max(outside, inside) >= _FEW:
        return "list"
    return "article" if prose or _is_pictured(view) else "list" if outside else None


def _is_interleaved(view: View) -> bool:
    """Whether most of the prose is leads, each below the link to its article."""
    led = sum(any(_is_title(view.blocks[other]) for other in range(max(at - 2, 0), at)) for at in view.main)
    return led > _LED * len(view.main)


def _is_headed(view: View) -> bool:
    """Whether a line with the length of a title stands above the prose, and in `<title>`: a list is called "News"."""
    start = view.title.casefold()
    heads = (block.text.casefold() for block in view.blocks[: view.main[0]] if linked(block) < _LINKED)
    return any(weight(text) >= _HEADLINE and start.startswith(text) for text in heads)


def _is_title(block: Block) -> bool:
    return linked(block) > _LINKED and weight(block.text) >= _TITLE


def items(page: Page) -> list[str]:
    """The addresses of the largest group of links alike whose texts are titles."""
    found = Counter(_family(url) for url in dict(_unique(page)))
    best = found.most_common(1)[0][0] if found else ()
    return [url for url in dict(_unique(page)) if _family(url) == best]


def titled(page: Page) -> Iterator[tuple[str, str]]:
    """Text and address of each link of a list or feed."""
    if page.is_feed:
        from datetime import UTC

        from ipr_feeds import listing

        yield from ((link.title, link.url) for link in listing.of_feed(page, "", UTC))
        return
    for node in page.css("a[href]"):
        if url := absolute(page.base(UNKNOWN), node.attributes.get("href")):
            yield from ((text, url) for text in {says(node), node.attributes.get("title") or ""} if text)


def _unique(page: Page) -> Iterator[tuple[str, str]]:
    return ((clean(url), title) for title, url in titled(page) if weight(title) >= _TITLE)


def _family(url: str) -> tuple[object, ...]:
    """An address without what tells one article from another: its host, how deep it is, and how it ends."""
    one = address(url)
    return one.host, len(one.folders), one.kind, one.extension, bool(one.query)


def _titles_in(view: View) -> int:
    """How many links with the length of titles stand in the box of the prose."""
    box = view.box
    if box is None:
        return 0
    lines = [block for block in view.blocks if any(step.id == box.mem_id for step in block.path)]
    return sum(map(_is_title, lines))


def _is_pictured(view: View) -> bool:
    """Whether a page is an article of pictures: a heading, a picture, and hardly a title among its links."""
    kinds = {block.kind for block in view.blocks}
    return (
        {"h", "image"} <= kinds
        and len(items(view.page)) < _FEW
        and any(weight(b.text) > _LONG // 2 for b in view.blocks)
    )
