"""From an article as printed to the entry of the one schema."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from ipr_feeds import breadcrumb, bylines, clean, dates, figures
from ipr_feeds.blocks import Block, links, paragraphs
from ipr_feeds.body import cleaned
from ipr_feeds.dates import Moment
from ipr_feeds.errors import layout_changed
from ipr_feeds.links import Link
from ipr_feeds.model import Attachment, Entry, Image, Origin, entry_id
from ipr_feeds.source import Article, Origins, Source
from ipr_feeds.text import opening, shorten, squeeze
from ipr_feeds.trace import Trace
from ipr_feeds.urls import absolute, is_document

SUMMARY = 300  # characters
TITLE = 150  # characters of a paragraph that may serve as title
_MEDIA_TYPES = {
    ".pdf": "application/pdf", ".doc": "application/msword", ".xls": "application/vnd.ms-excel",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip", ".rar": "application/vnd.rar", ".csv": "text/csv", ".txt": "text/plain",
}  # fmt: skip


def normalize(article: Article, origins: Origins, now: datetime, trace: Trace) -> Entry:
    """The entry of an article.

    `now` is when the page was fetched: later dates are none. Raises `LayoutChanged` when nothing is left to
    publish, neither text nor a picture nor an attachment.
    """
    source, layout, url, link = origins
    body = cleaned(article, origins, trace)
    attachments = tuple(_attachments(article, body.blocks, url or source.home))
    if not body.blocks and not attachments:
        raise layout_changed(layout.name, "the body is empty", source.name, url)
    title, blocks = _title(article, origins, body.blocks, trace)
    shown = figures.pair(blocks)
    _note_captions(shown, trace)
    texts = [text for at, block in enumerate(shown.blocks) if at not in shown.orphans for text in paragraphs(block)]
    filed = next((line for text in texts[:2] if (line := bylines.dateline(text, layout.datelines))), None)
    moment, origin = _published(article.published or body.dated, origins, texts, now, trace)
    return Entry(
        id=_id(source, url, trace),
        source=source.name,
        layout=layout.name,
        url=source.canonical(url) if url else None,
        title=title or shorten(texts[0] if texts else source.title, TITLE),
        summary=opening(texts[0] if texts else squeeze(link.lead if link else ""), SUMMARY),
        text="\n\n".join(texts),
        html=clean.render(shown.blocks, shown.captions),
        language=layout.language or source.language,
        published=moment.when if moment else None,
        published_precision=moment.precision if moment else None,
        published_from=origin,
        authors=tuple(dict.fromkeys((*body.authors, *(filed.reporters if filed else ())))),
        editors=body.editors,
        publisher=bylines.publisher(article.publisher or body.dated),
        place=filed.place if filed else None,
        section=breadcrumb.section(article.section),
        images=tuple(_images(shown)),
        attachments=attachments,
        categories=layout.categories,
    )


def _id(source: Source, url: str | None, trace: Trace) -> str | None:
    """The id, of the key that the address has; none of a page of unknown address."""
    key = source.key(url) if url else None
    trace.note("page", "key", f"{source.name}:{key}, of which the id is made" if key else "none: no address is known")
    return entry_id(source.name, key) if key else None


def _note_captions(shown: figures.Figures, trace: Trace) -> None:
    for at, caption in shown.captions.items():
        trace.note("dropped", "caption", f"{shorten(caption, 60)!r} goes with {shown.blocks[at].image}")
    for at in sorted(shown.orphans):
        trace.note("dropped", "caption", f"{shorten(shown.blocks[at].text, 60)!r} has no picture: in html only")


def _title(
    article: Article, origins: Origins, blocks: tuple[Block, ...], trace: Trace
) -> tuple[str, tuple[Block, ...]]:
    """The title, and the blocks without it where it was the first paragraph."""
    candidates: list[tuple[str, Callable[[], str]]] = [
        ("the layout", lambda: article.title),
        ("<title>", lambda: article.page_title),
        ("the list", lambda: origins.link.title if origins.link else ""),
        ("the address", lambda: origins.layout.title_of_address(origins.url or "")),
    ]
    for place, give in candidates:
        if title := squeeze(give()):
            trace.note("title", place, shorten(title, 80))
            return title, _without(title, blocks, trace)
    first = next((block for block in blocks if block.text and block.kind != "table"), None)
    if first and len(first.text) <= TITLE and len(blocks) > 1:
        trace.note("title", "the first paragraph", shorten(first.text, 80))
        return first.text, tuple(block for block in blocks if block is not first)
    trace.note("title", "none", "the beginning of the text serves")
    return "", blocks


def _without(title: str, blocks: tuple[Block, ...], trace: Trace) -> tuple[Block, ...]:
    """The blocks without a first line that says the title once more, unless nothing else is there."""
    at = next((at for at, block in enumerate(blocks) if block.text), None)
    others = sum(bool(block.text) for block in blocks) - 1
    if at is None or not others or blocks[at].text.casefold() != title.casefold():
        return blocks
    trace.note("dropped", "title repeated", repr(shorten(title, 80)))
    return blocks[:at] + blocks[at + 1 :]


def _published(
    printed: str, origins: Origins, texts: list[str], now: datetime, trace: Trace
) -> tuple[Moment | None, Origin | None]:
    """When the article was published: as the page says, else the list or feed, else the address, else its text."""
    zone = ZoneInfo(origins.source.timezone)
    link = origins.link
    places: list[tuple[Origin, Callable[[], Moment | None]]] = [
        ("page", lambda: dates.parse(printed, zone, now, day_first=origins.source.day_first)),
        (link.origin if link else "list", lambda: _of_link(link, now)),
        ("url", lambda: dates.in_address(origins.url or "", zone, now)),
        ("body", lambda: dates.in_prose(texts, zone, now, day_first=origins.source.day_first)),
    ]
    for place, look in places:
        if place == "body" and printed and "published" in origins.layout.required:
            break  # the page says when, and nobody understands it: a day that its text mentions is a guess
        if moment := look():
            if printed and place != "page":
                trace.note("published", "page", f"{shorten(printed, 80)!r} is no date")
            trace.note("published", place, f"{moment.when.isoformat()}, to the {moment.precision}")
            return moment, place
    trace.note("published", "nowhere", f"null; {printed!r} on the page is no date" if printed else "null")
    if "published" in origins.layout.required:
        what = f"published gave {shorten(printed, 60)!r}, which is no date"
        raise layout_changed(origins.layout.name, what, origins.source.name, origins.url)
    return None, None


def _of_link(link: Link | None, now: datetime) -> Moment | None:
    if link is None or link.published is None or link.published > now:
        return None
    return Moment(link.published, link.precision or "day")


def _images(shown: figures.Figures) -> Iterator[Image]:
    for at, block in enumerate(shown.blocks):
        if block.image:
            caption = shown.captions.get(at)
            yield Image(block.image, caption, figures.credit(caption) if caption else None)


def _attachments(article: Article, blocks: tuple[Block, ...], base: str) -> Iterator[Attachment]:
    """Each document that is declared or linked from the body, once; what a method gave may be no web address."""
    offered = [*article.attachments, *(link for block in blocks for link in links(block) if is_document(link[1]))]
    titles: dict[str, str] = {}
    for title, href in offered:
        if url := absolute(base, href):
            titles[url] = titles.get(url) or title
    for url, title in titles.items():
        path = PurePosixPath(unquote(urlsplit(url).path))
        yield Attachment(url, squeeze(title or path.name) or url, _MEDIA_TYPES.get(path.suffix.lower()))
