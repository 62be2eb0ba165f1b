"""Names for the authors of source plugins."""

from typing import TYPE_CHECKING, Any

from ipr_feeds.anchors import Anchor, Span, anchor, between, following, largest, starting
from ipr_feeds.hookspecs import Request, Response, hookimpl
from ipr_feeds.links import Link, Listing
from ipr_feeds.model import Attachment, Category, Entry, Image
from ipr_feeds.program import API_VERSION
from ipr_feeds.relevance import IPR_AT_THE_BORDER, Words
from ipr_feeds.source import Article, Layout, Source

if TYPE_CHECKING:
    from ipr_feeds.page import Page

__all__ = [
    "API_VERSION",
    "Anchor",
    "Article",
    "Attachment",
    "Category",
    "Entry",
    "IPR_AT_THE_BORDER",
    "Image",
    "Layout",
    "Link",
    "Listing",
    "Page",
    "Request",
    "Response",
    "Source",
    "Span",
    "Words",
    "anchor",
    "between",
    "following",
    "hookimpl",
    "largest",
    "starting",
]


def __getattr__(name: str) -> Any:
    """`Page`, which takes long to load and is needed by few plugins."""
    if name == "Page":
        from ipr_feeds.page import Page

        return Page
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
