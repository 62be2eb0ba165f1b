"""Whether a page that lost what it must hold is refused by name, instead of published without it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.rules import Finding
from ipr_feeds.authoring.subject import Article, Subject
from ipr_feeds.blocks import Block
from ipr_feeds.errors import LayoutChanged, PageError
from ipr_feeds.page import Page
from ipr_feeds.reading import show
from ipr_feeds.trace import Trace
from ipr_feeds.tree import Stream
from ipr_feeds.whereabouts import declared_at


def losses(subject: Subject) -> Iterator[Finding]:
    """An article without its marker, or without anything that is required, is refused as changed."""
    for article in subject.articles:
        for field in ("marker", *sorted(article.layout.required)):
            where = getattr(article.layout, field)
            if page := _without(article.page, where):
                yield from _missed(subject, article, field, page)


def _missed(subject: Subject, article: Article, field: str, page: Page) -> Iterator[Finding]:
    """What is wrong when a page that lost something is read."""
    where, place = show(getattr(article.layout, field)), declared_at(type(article.layout), field)
    try:
        entry = subject.recorded.entry(page, article.snapshot.fetched, article.link, Trace())
    except LayoutChanged as error:
        gone = (getattr(article.layout, one) for one in ("marker", *article.layout.required))
        named = any(show(one) in str(error) for one in gone)  # what stands inside it goes with it
        if article.layout.name in str(error) and not named:
            told = f"without {field} {where} something else is said to be missing: {error.reason}"
            yield Finding(told, article.snapshot.url, "mend the layout", place)
        return
    except PageError as error:
        yield Finding(
            f"without {field} {where}: refused as {error.kind}, not as changed", article.snapshot.url, "", place
        )
        return
    told = f"without {field} {where} it is still read, by layout {entry.layout}: {entry.title!r}"
    yield Finding(told, article.snapshot.url, "let `marker` and `required` ask for what only such a page holds", place)


def _without(page: Page, where: Any) -> Page | None:
    """The page without what a declaration points at; None for a method, and for a stretch of blocks without labels."""
    if isinstance(where, Span):
        where = where.after if isinstance(where.after, Anchor) else None
    if isinstance(where, Anchor):
        return _Unlabelled(page, where)
    if isinstance(where, str) or type(where) is tuple:
        return _stripped(page, (where,) if isinstance(where, str) else where)
    return None


def _stripped(page: Page, selectors: Sequence[str]) -> Page:
    tree = LexborHTMLParser(page.text)
    for selector in selectors:
        for node in tree.css(selector):
            if node.tag == "html":  # which cannot be taken out of a tree
                return Page(b"<html></html>", page.url)
            node.decompose()
    return Page((tree.html or "").encode(), page.url)


class _Unlabelled(Page):
    """A page without the blocks that begin with a label."""

    def __init__(self, page: Page, anchor: Anchor) -> None:
        super().__init__(page.text.encode(), page.url)
        self._anchor = anchor

    def stream(self, home: str = "", labels: Collection[str] = ()) -> Stream:
        found = super().stream(home, labels)
        return found._replace(blocks=[block for block in found.blocks if not self._is_labelled(block)])

    def _is_labelled(self, block: Block) -> bool:
        return self._anchor.value(block.text) is not None
