"""The body of an article without what is no part of it, and what stood there besides."""

from typing import NamedTuple

from ipr_feeds import bylines, noise
from ipr_feeds.blocks import Block
from ipr_feeds.source import Article, Origins
from ipr_feeds.text import ends_sentence, shorten
from ipr_feeds.trace import Trace

_PROSE = 60  # characters of a paragraph of the text


class Body(NamedTuple):
    """The cleaned body, and the names and the date line that stood in it."""

    blocks: tuple[Block, ...]
    dated: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]


def cleaned(article: Article, origins: Origins, trace: Trace) -> Body:
    """The body without what is no part of it; by-lines and editor lines become names."""
    authors = [name for line in article.authors for name in bylines.own_line(line) or bylines.names(line)]
    editors = [name for line in article.editors for name in bylines.editors(line)]
    kept: list[Block] = []
    dated = ""
    prose = [at for at, block in enumerate(article.blocks) if len(block.text) >= _PROSE and ends_sentence(block.text)]
    for at, printed in enumerate(article.blocks):
        inside = len(prose) > 2 and prose[1] < at < prose[-1]  # a lead may stand above by-line and widgets
        block = noise.without_end_marks(printed)
        if block is not printed:
            trace.note("dropped", "end mark", repr(printed.text[-30:]))
        if rule := _why_dropped(block, article, origins, first=not kept, inside=inside):
            trace.note("dropped", rule, repr(shorten(block.text or block.image, 80)))
            dated = block.text if rule == "date line" else dated
            authors += bylines.own_line(block.text) if rule == "by-line" else ()
            editors += bylines.names(noise.editor_line(block.text) or "") if rule == "editor line" else ()
        elif block.text or block.image:
            kept.append(block)
    return Body(tuple(kept), dated, tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(editors)))


def _why_dropped(block: Block, article: Article, origins: Origins, *, first: bool, inside: bool) -> str | None:
    if block.image:
        furniture = next((f"furniture {part}" for part in origins.layout.furniture if part in block.image), None)
        return furniture or noise.why_dropped(block, origins.source.hosts)
    if first and article.title and block.text == article.title:
        return "title repeated"
    if block.kind == "p" and not inside and bylines.own_line(block.text):
        return "by-line"
    if first and noise.is_date_line(block.text):
        return "date line"
    return noise.why_dropped(block, origins.source.hosts, inside=inside)
