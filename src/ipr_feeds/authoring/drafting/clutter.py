"""What stands inside the text of an article and is no part of it, and which lines are captions."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ipr_feeds.anchors import Anchor
from ipr_feeds.authoring.drafting.closings import closings
from ipr_feeds.authoring.drafting.selectors import names
from ipr_feeds.authoring.drafting.subjects import Found, Subject
from ipr_feeds.authoring.drafting.trial import Trial, common, paragraphs
from ipr_feeds.authoring.drafting.views import View, above, name_of, seen, weight
from ipr_feeds.blocks import Block, is_bold, linked, links
from ipr_feeds.model import Entry
from ipr_feeds.page import says
from ipr_feeds.text import ends_sentence, shorten

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:ads?|adv\w*|advert\w*|sponsor\w*|promo\w*|share\w*|sharing|social\w*|bdshare\w*|relate\w*|recommend\w*|more-\w+|readmore|print\w*"
    r"|tools?|toolbar|tags?|keywords|comments?|editors?|copyright|disclaimer|pager|pages?|pagination|prev|next|subscribe|newsletter|font-?size"
    r"|zoom|qr-?code|ewm|toc|widget|breadcrumbs?|crumbs?|cookie|popup|banner|app|download-app|function\w*|operation|also|links|contacts?|about|boilerplate|bio)(?:$|[\s_-])",
    re.I,
)
_ADVERT = re.compile(r"(?:^|[\s_-])ad[A-Z]")
_CAPTION = re.compile(
    r"caption|legend|credit|pic-?_?(?:text|desc|info|title|note)|photo-?_?(?:text|desc|info|note|title)|img-?_?(?:text|desc|info|note|title)|figtext|cutline",
    re.I,
)
_LINK = 0.6
_CAPTION_LENGTH = 300
_SHORT = 60  # weight


class Clutter(NamedTuple):
    """What to leave out, selectors of captions, and what could not be pointed at."""

    drop: tuple[Found, ...] = ()
    captions: tuple[Found, ...] = ()
    furniture: tuple[Found, ...] = ()
    hints: tuple[str, ...] = ()


def clutter(trial: Trial, subjects: Sequence[Subject], declared: Mapping[str, object]) -> Clutter:
    """What to leave out of the body that is declared by CSS: only what the program does not leave out by itself."""
    captions = _captions(trial, subjects, declared)
    known = {**declared, "captions": tuple(str(one.value) for one in captions)}
    entries = [trial.read(one, **known) for one in subjects]
    shared = common(entries)
    drop: dict[str, Found] = {}
    hints: list[str] = []
    ends = closings(trial, subjects, known)
    for one, entry in zip(subjects, entries, strict=True):
        box = one.view.page.first(str(declared["body"])) if isinstance(declared["body"], str) else None
        for block in _unwanted(trial, one, entry, shared, declared):
            if any(isinstance(end.value, Anchor) and end.value.begins(block.text) for end in ends):
                continue
            if box is None or any(_matches(box, block, way) for way in drop):
                hints += [f"the paragraph “{shorten(block.text, 50)}” may be no part of the text"] * (box is None)
                continue
            way = _way_to(one, block, box, subjects, str(declared["body"])) or _way_of_date(one, block, box, declared)
            if way:
                drop[way] = Found(way, f'"{shorten(block.text or block.image, 50)}"')
            else:
                hints.append(f"the paragraph “{shorten(block.text, 50)}” may be no part of the text; nothing names it")
    return Clutter((*drop.values(), *ends), captions, _furniture(entries), tuple(dict.fromkeys(hints)))


def _furniture(entries: Sequence[Entry | None]) -> tuple[Found, ...]:
    """Pictures that several articles have: they are the site's."""
    shown = Counter(url for entry in entries if entry for url in {image.url for image in entry.images})
    return tuple(Found(urlsplit(url).path, f"in {count} articles") for url, count in shown.items() if count > 1)


def _unwanted(
    trial: Trial, subject: Subject, entry: Entry | None, shared: Collection[str], declared: Mapping[str, object]
) -> Iterator[Block]:
    """The blocks of the body that are read and should not be."""
    box = subject.view.page.first(str(declared["body"])) if isinstance(declared["body"], str) else None
    read = set(paragraphs(entry))
    shown = {image.url for image in entry.images} if entry else set()
    main = {subject.view.blocks[at].text for at in subject.view.main}
    source = trial.source()
    for block in subject.view.blocks:
        inside = box is None or any(step.id == box.mem_id for step in block.path)
        if not inside or not (block.text in read or (block.image and block.image in shown)):
            continue
        below = [step for step in block.path if box is None or step.id != box.mem_id]
        start = next((at for at, step in enumerate(block.path) if box is not None and step.id == box.mem_id), 0)
        named = any(
            _NAMED.search(step.name) or _ADVERT.search(step.name) for step in block.path[start + 1 :] if step in below
        )
        form = any(step.tag in ("form", "nav", "aside", "footer") for step in block.path[start + 1 :])
        leads = linked(block) > _LINK and any(source.key(url) for _, url in links(block))

        repeated = block.text in (subject.title, *shared) or _is_button(subject.view, block)
        dated = _is_date(subject, block, declared.get("published"))
        if (named or form or leads or repeated or dated) and (block.text not in main or block.text in shared or named):
            yield block


def _is_button(view: View, block: Block) -> bool:
    """Whether a block is a short line that other articles have too, and neither a heading nor a sentence."""
    plain = block.kind != "h" and not is_bold(block) and not ends_sentence(block.text)
    return plain and block.text in view.shared and 0 < weight(block.text) < _SHORT


def _is_date(subject: Subject, block: Block, published: object) -> bool:
    """Whether a block is the line that the date is read from."""
    if subject.moment is None or not block.text or len(block.text) > _CAPTION_LENGTH:
        return False
    if isinstance(published, Anchor):
        return published.value(block.text) is not None
    node = subject.view.page.first(published) if isinstance(published, str) else None
    return node is not None and block.text == says(node)


def _matches(box: LexborNode, block: Block, way: str) -> bool:
    numbers = {step.id for step in block.path}
    return any(node.mem_id in numbers for node in box.css(way))


def _way_to(subject: Subject, block: Block, box: LexborNode, subjects: Sequence[Subject], body: str) -> str:
    """A selector of the largest element around a block that holds none of the article's prose."""
    around: list[LexborNode] = []
    node = subject.view.nodes.get(block.path[-2].id) if len(block.path) > 1 else None
    while node is not None and node.mem_id != box.mem_id and not _holds_text(subject.view, node, block):
        around.append(node)
        node = node.parent
    ways = [way for node in reversed(around) for way in names(node)]
    tags = [
        node.tag or ""
        for node in reversed(around)
        if node.tag in ("form", "nav", "aside", "footer", "h1", "h2", "time", "header")
    ]
    for way in (*ways, *tags):
        if all(_is_harmless(one, way, body) for one in subjects):
            return way
    return ""


def _way_of_date(subject: Subject, block: Block, box: LexborNode, declared: Mapping[str, object]) -> str:
    """The selector of the date, where it is that which stands in the text."""
    published = declared.get("published")
    if not isinstance(published, str) or not _is_date(subject, block, published):
        return ""
    node = subject.view.page.first(published)
    return published if node is not None and [one.mem_id for one in box.css(published)] == [node.mem_id] else ""


def _holds_text(view: View, node: LexborNode, block: Block) -> bool:
    return any(
        step.id == node.mem_id
        for at in view.main
        if view.blocks[at].text != block.text
        for step in view.blocks[at].path
    )


def _is_harmless(subject: Subject, way: str, body: str) -> bool:
    """Whether a selector matches nothing that is text of an article, or most of it."""
    box = subject.view.page.first(body)
    dropped = {node.mem_id for node in box.css(way)} if box is not None else set()
    lost = [at for at in subject.view.main if any(step.id in dropped for step in subject.view.blocks[at].path)]
    return len(lost) * 4 <= len(subject.view.main) and (len(lost) < len(subject.view.main) or not lost)


def _captions(trial: Trial, subjects: Sequence[Subject], declared: Mapping[str, object]) -> tuple[Found, ...]:
    """Lines beside pictures whose class says that they are captions, and that are read as text without it."""
    found: dict[str, Found] = {}
    for one in subjects:
        body = declared["body"]
        box = one.view.page.first(body) if isinstance(body, str) else None
        read = set(paragraphs(trial.read(one, **declared)))
        for node in box.css("[class], [id]") if box is not None else ():
            said = seen(node)
            if not (
                _CAPTION.search(name_of(node)) and said in read and len(said) <= _CAPTION_LENGTH and _has_picture(node)
            ):
                continue
            way = next((way for way in names(node) if _CAPTION.search(way)), "")
            if way and way not in found:
                found[way] = Found(way, f'"{shorten(said, 50)}"')
    return tuple(found.values())


def _has_picture(node: LexborNode) -> bool:
    """Whether a picture stands in one of the two elements around."""
    return any(one.css_first("img") is not None for one in list(above(node))[:2])
