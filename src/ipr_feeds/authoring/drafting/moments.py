"""When an article was published: the date that stands nearest to its title."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from ipr_feeds.anchors import Anchor
from ipr_feeds.authoring.drafting.labels import labels, parsed
from ipr_feeds.authoring.drafting.selectors import covering
from ipr_feeds.authoring.drafting.stamps import CHANGED, doubted, stamps
from ipr_feeds.authoring.drafting.subjects import Clock, Found, Subject
from ipr_feeds.authoring.drafting.views import View, weight
from ipr_feeds.blocks import Block, linked
from ipr_feeds.dates import Moment
from ipr_feeds.noise import is_date_line
from ipr_feeds.page import says
from ipr_feeds.text import shorten

_LONGEST = 260  # weight of a line that holds a date and is no text
_ABOVE = 6  # blocks above a title
_BELOW = 4  # blocks below a text

_BESIDE = 2  # the distance of what is not near the title
_WRONG = 8  # what speaks against a day that the list does not say
_FINER = ("day", "minute", "second")

_TODAY = re.compile(r"today|今天|星期[一二三四五六日]\s*$", re.I)


class _Dated(NamedTuple):
    """A date in a page, the elements that say it, and how far it is from where it should be."""

    distance: float
    moment: Moment
    text: str
    nodes: tuple[LexborNode, ...]
    unseen: bool = False  # in the head of the page, or hidden: for programs


def dated(subjects: Sequence[Subject], clock: Clock) -> list[Subject]:
    """The articles with their dates."""
    days = [_day(one) or _printed_day(one, clock) for one in subjects]
    bad = doubted(subjects, days, clock)
    known = [one._replace(doubted=bad) for one in subjects]
    return [one._replace(moment=_moment(one, clock)) for one in known]


def _day(subject: Subject) -> date | None:
    """The day that the list says."""
    return subject.link.published.date() if subject.link and subject.link.published else None


def _printed_day(subject: Subject, clock: Clock) -> date | None:
    near = min(_printed(subject, clock), key=lambda one: one.distance, default=None)
    return near.moment.when.date() if near and near.distance < _BESIDE else None


def _moment(subject: Subject, clock: Clock) -> Moment | None:
    """When an article was published, by what its page prints and what the list says of it."""
    found = sorted(_dates(subject, clock), key=lambda one: one.distance)
    if not found or found[0].distance >= _BESIDE + _WRONG:  # the list says another day than what stands beside the text
        return None
    exact = [one for one in found if one.unseen and _is_finer(one.moment, found[0].moment)]
    return max([found[0], *exact], key=lambda one: _FINER.index(one.moment.precision)).moment


def _is_finer(one: Moment, other: Moment) -> bool:
    """Whether a time says the same as another, and perhaps more."""
    if other.precision == "day":
        return one.when.date() == other.when.date()
    return abs(one.when - other.when).total_seconds() < 60


def _dates(subject: Subject, clock: Clock) -> Iterator[_Dated]:
    listed = _day(subject)
    for one in (*_printed(subject, clock), *_unseen(subject, clock)):
        agrees = listed is not None and one.moment.when.date() == listed
        yield one._replace(distance=one.distance - 20 * agrees + _WRONG * (listed is not None and not agrees))


def _printed(subject: Subject, clock: Clock) -> Iterator[_Dated]:
    view = subject.view
    head = next((at for at, block in enumerate(view.blocks) if block.text == subject.title and subject.title), None)
    main = view.main if view.prose else []
    for at, block in enumerate(view.blocks):
        if not block.text or weight(block.text) > _LONGEST or linked(block) > 0.6:
            continue
        moment = parsed(block.text, clock)
        is_near = head is None or not main or _stands_with(block, view.blocks[head], view.blocks[main[0]])
        distance = _distance(at, head, main, block) if moment and is_near else None
        nodes = tuple(_nodes(view, block, moment, clock)) if moment and distance is not None else ()
        if moment and distance is not None and (distance < 2 or not _is_dated_list(view, at, clock)):
            changed = 3 * bool(CHANGED.match(block.text)) + 4 * bool(_TODAY.search(block.text))
            changed += 3 * (block.text in view.shared)  # articles of one day have one line
            changed += not nodes  # a line between two <br>, which only its words point at
            yield _Dated(distance + changed, moment, block.text, nodes)


def _stands_with(block: Block, head: Block, first: Block) -> bool:
    """Whether a block stands in the box of title and text: beside that are sidebars."""
    common = [one for one, other in zip(head.path, first.path, strict=False) if one.id == other.id]
    return block.path[: len(common)] == tuple(common)


def _distance(at: int, head: int | None, main: Sequence[int], block: Block) -> float | None:
    """How far a block is from below the title; None where no date of the article can be."""
    first, last = (main[0], main[-1]) if main else (10**6, 10**6)
    if at in main:
        return None
    if head is None:
        return 2 + 0.1 * (first - at) if first - _ABOVE <= at < first else None
    if head <= at < first:
        return 0.1 * (at - head)
    if at < head:
        return 3 + 0.5 * (head - at) if head - at <= _ABOVE else None
    if at < last:
        return 4.0 if is_date_line(block.text) else None
    return 6 + 0.5 * (at - last) if at - last <= _BELOW else None


def _is_dated_list(view: View, at: int, clock: Clock) -> bool:
    """Whether a date is one of several in a box, or stands beside a link: as in related news."""
    path = view.blocks[at].path
    beside = [view.blocks[other] for other in (at - 1, at + 1) if 0 <= other < len(view.blocks)]
    around = [one for one in beside if linked(one) > 0.6 and one.path[:-2] == path[:-2]]
    alike = [one for one in view.blocks if one.path[:-3] == path[:-3] and one.path[:-3] and weight(one.text) < _LONGEST]
    return bool(around) or sum(linked(one) < 1 and parsed(one.text, clock) is not None for one in alike) > 2


def _nodes(view: View, block: Block, moment: Moment, clock: Clock) -> Iterator[LexborNode]:
    """The element of a block, and those inside that say the same date."""
    node = view.nodes.get(block.path[-2].id) if len(block.path) > 1 else None
    if node is not None:
        inside = [one for one in (node, *node.css("*")) if weight(says(one)) <= _LONGEST]
        yield from (one for one in inside if parsed(says(one), clock) == moment)


def _unseen(subject: Subject, clock: Clock) -> Iterator[_Dated]:
    for one in stamps(subject.view, clock):
        if one.name not in subject.doubted:
            yield _Dated(one.distance, one.moment, says(one.node), (one.node,), unseen=True)


def moment_declared(subjects: Sequence[Subject], clock: Clock) -> list[Found]:
    """Where the dates stand: the ways to point there, the best first."""
    cases = [[one for one in _dates(subject, clock) if one.moment == subject.moment] for subject in subjects]
    said = next((one for found in cases for one in found[:1]), None)
    if said is None:
        return []
    nodes = [[node for one in found for node in one.nodes] for found in cases]

    def judged(case: int, way: str) -> bool | None:
        node = subjects[case].view.page.first(way)
        said = says(node) if node is not None else ""
        moment = parsed(said, clock) if said else None
        return None if moment is None else moment == subjects[case].moment and weight(said) <= _LONGEST

    pages = [one.view.page for one in subjects]
    plain, relative = covering(nodes, judged, pages), covering(nodes, judged, pages, plainly=False)
    shown = f'"{shorten(said.text, 60)}" → {_shown(said.moment)}'
    ways: list[str | tuple[str, ...] | Anchor] = [one[0] if len(one) == 1 else one for one in (plain,) if one]
    ways += labels(subjects, [found[0].text for found in cases if found], clock)
    ways += [one[0] if len(one) == 1 else one for one in (relative,) if one]
    return [Found(way, shown, _doubts(subjects, _several(way), judged, clock)) for way in ways]


def _several(way: str | tuple[str, ...] | Anchor) -> tuple[str, ...]:
    """The selectors of a way, in order; none of a label."""
    return () if isinstance(way, Anchor) else (way,) if isinstance(way, str) else way


def _doubts(
    subjects: Sequence[Subject], ways: Sequence[str], judged: Callable[[int, str], bool | None], clock: Clock
) -> str:
    """What is not sure about ways to the dates."""
    found = [
        f"{way} counts where {ways[0]} is missing, and never agreed with it"
        for way in ways[1:]
        if not any(judged(at, way) and (_day(one) or judged(at, ways[0])) for at, one in enumerate(subjects))
    ]
    told = [(one.url, _day(one), one.moment.when.date()) for one in subjects if one.moment]
    printed = {(at, near.moment.when.date()) for at, one in enumerate(subjects) for near in _printed(one, clock)}
    if told and ways and all(way.startswith("meta") for way in ways) and not any(_day(one) for one in subjects):
        said = any((at, one.moment.when.date()) in printed for at, one in enumerate(subjects) if one.moment)
        found += [] if said else ["no article prints this date; it may be that of the page"]
    found += [f"the list says {day} of {url}, the page {own}" for url, day, own in told if day and day != own]
    return "; ".join(found)


def _shown(moment: Moment) -> str:
    forms = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}
    return moment.when.strftime(forms[moment.precision])
