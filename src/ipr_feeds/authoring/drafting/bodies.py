"""Where the text of an article stands: the smallest box that has a name, else what follows the date."""

import re
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from ipr_feeds.anchors import Anchor, Declared, Span, following, largest
from ipr_feeds.authoring.drafting.selectors import beside, ways_to
from ipr_feeds.authoring.drafting.subjects import Found, Subject
from ipr_feeds.authoring.drafting.trial import Trial, paragraphs
from ipr_feeds.authoring.drafting.views import View, above
from ipr_feeds.text import counted, shorten

_AROUND = 4  # elements around the smallest box
_WHOLE = 0.97  # share of the prose
_FOOT = re.compile(r"(?:copyright|©|all rights reserved|版权所有|版權所有)", re.I)


def body_box(subjects: Sequence[Subject], lists: Sequence[View]) -> Found | None:
    """The element of the text by its name; None where it has none."""
    boxes = [node for one in subjects for node in _boxes(one.view)]
    ways = [way for node in boxes for way in ways_to(node)]
    ways += [way for node in boxes for way in beside(node) if " + " in way]
    return _best(subjects, lists, list(dict.fromkeys(ways)))


def body_path(subjects: Sequence[Subject], lists: Sequence[View]) -> Found | None:
    """The element of the text by its neighbours or the path to it: what is left where nothing has a name."""
    ways = dict.fromkeys(way for one in subjects for node in _boxes(one.view)[:1] for way in beside(node))
    found = _best(subjects, lists, list(ways))
    return found._replace(guess="by its place only: nothing in the page has a name") if found else None


def _boxes(view: View) -> list[LexborNode]:
    """The smallest element of the prose and those around it."""
    if view.box is None:
        return []
    return [view.box, *(node for node in above(view.box) if node.tag != "body")][:_AROUND]


def _best(subjects: Sequence[Subject], lists: Sequence[View], ways: Sequence[str]) -> Found | None:
    """The selector that holds the least beside the prose of every page, and says most plainly what it is."""
    told = [one for one in subjects if one.view.main]
    extras = {way: extra for way in ways if told and (extra := _extra(told, way)) is not None}
    if not extras:
        return None

    def price(way: str) -> tuple[int, bool, bool, int]:
        in_lists = any(view.page.first(way) is not None for view in lists)
        return extras[way], " + " in way, in_lists, ways.index(way)

    best, first = min(extras, key=price), told[0].view
    count = counted(len(first.main), "paragraph")
    return Found(best, f"{count}, “{shorten(first.blocks[first.main[0]].text, 40)}”")


def _extra(subjects: Sequence[Subject], way: str) -> int | None:
    """How many blocks a selector holds around the prose; None where it is not in every page or misses some of it."""
    extra = 0
    for view in (one.view for one in subjects):
        node = view.page.first(way)
        if node is None:
            return None
        inside = [at for at, block in enumerate(view.blocks) if any(step.id == node.mem_id for step in block.path)]
        prose = [at for at in view.main if at in inside]
        if len(prose) < _WHOLE * len(view.main):
            return None
        extra += sum(at < prose[0] or at > prose[-1] for at in inside)
    return extra


def body_after(trial: Trial, subjects: Sequence[Subject], places: Mapping[str, Declared]) -> Found | None:
    """The text by what stands before it, or by where most of the prose is: the one that reads every page best.

    `places` are the fields that are declared by labels.
    """
    after = [name for name in ("published", "title") if isinstance(places.get(name), Anchor | Span)]
    spans = [following(name, before=foot) for name in after for foot in (None, *_feet(subjects))]
    best: tuple[int, Span] | None = None
    for span in (*spans, largest()):
        wrong = _wrong(trial, subjects, span, places)
        if wrong is not None and (best is None or wrong < best[0]):
            best = wrong, span
    return Found(best[1], guess="nothing in the page names its text, so it is found by its place") if best else None


def _feet(subjects: Sequence[Subject]) -> Iterator[Anchor]:
    """A copyright line at the foot of every page."""
    if all(any(_FOOT.match(block.text) for block in one.view.blocks) for one in subjects):
        yield Anchor(re.compile(_FOOT.pattern, re.I), name="copyright line")


def _wrong(trial: Trial, subjects: Sequence[Subject], span: Span, places: Mapping[str, Declared]) -> int | None:
    """How many paragraphs too many a span gives; None where it misses some."""
    extra = 0
    marker = next((place for place in places.values() if isinstance(place, Anchor)), span)
    for one in subjects:
        entry = trial.read(one, **places, marker=marker, body=span)
        if entry is None:
            return None
        read = paragraphs(entry)
        main = [one.view.blocks[at].text for at in one.view.main]
        if any(text not in read for text in main):
            return None
        if main:
            extra += read.index(main[0]) + read[::-1].index(main[-1])
    return extra
