"""Names for the authors of source plugins."""

from ipr_feeds.anchors import Anchor, Span, anchor, between, following, largest, starting
from ipr_feeds.hookspecs import Request, Response, hookimpl
from ipr_feeds.listing import Link, Listing
from ipr_feeds.model import Attachment, Category, Entry, Image
from ipr_feeds.page import Page
from ipr_feeds.relevance import IPR_AT_THE_BORDER, Words
from ipr_feeds.source import Article, Layout, Source

__all__ = [
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
