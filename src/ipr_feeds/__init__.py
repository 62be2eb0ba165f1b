"""Names for the authors of source plugins."""

from ipr_feeds.hookspecs import Request, Response, hookimpl
from ipr_feeds.model import Attachment, Category, Entry, Image
from ipr_feeds.page import Page
from ipr_feeds.source import Anchor, Article, Layout, Link, Source, Span, anchor, between, following, starting

__all__ = [
    "Anchor",
    "Article",
    "Attachment",
    "Category",
    "Entry",
    "Image",
    "Layout",
    "Link",
    "Page",
    "Request",
    "Response",
    "Source",
    "Span",
    "anchor",
    "between",
    "following",
    "hookimpl",
    "starting",
]
