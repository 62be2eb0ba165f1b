"""What an article says besides title, date and text, where it is plainly there."""

import re
from collections.abc import Callable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from ipr_feeds import breadcrumb, bylines
from ipr_feeds.anchors import Anchor
from ipr_feeds.authoring.drafting.selectors import covering
from ipr_feeds.authoring.drafting.subjects import Found, Subject
from ipr_feeds.authoring.drafting.views import UNKNOWN, above, name_of
from ipr_feeds.page import says
from ipr_feeds.styles import is_hidden
from ipr_feeds.text import half_width, shorten
from ipr_feeds.urls import absolute, is_document

_CRUMB = re.compile(
    r"breadcrumb|crumb|(?:^|[\s_-])(?:path|location|position|weizhi|where|dqwz|trail)(?:$|[\s_-])|nav-?path", re.I
)
_CRUMB_LABEL = re.compile(
    r"(?:you are here|current (?:location|position)|location|当前位置|當前位置|您的位置|你的位置|所在位置|本页位置)"
    r"\s*[:：]",
    re.I,
)
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author\w*|by-?line|reporter|writer|zuozhe)(?:$|[\s_-])", re.I)
_NOT_NAMES = re.compile(r"\d|comment|share|print|email|https?:", re.I)
_SOURCE = re.compile(r"(?:来源|來源|稿源|source)\s*:", re.I)
_FILES = re.compile(r"attach|download|file|annex|fujian|appendix|document|-docs|docs-", re.I)
_LONGEST = 200
_MOST = 0.5  # share of the articles that say where they are from
_STEPS = 8


def section(subjects: Sequence[Subject]) -> Found | None:
    """The breadcrumb."""
    labels = [_crumb_label(one) for one in subjects]
    if labels[0] and all(label == labels[0] for label in labels):
        return Found(Anchor(labels[0]), f'"{shorten(labels[0], 40)}"')
    return _everywhere(subjects, lambda node: bool(_CRUMB.search(name_of(node))) and _is_path(node))


def _crumb_label(subject: Subject) -> str:
    return next((match.group() for block in subject.view.blocks if (match := _CRUMB_LABEL.match(block.text))), "")


def _is_path(node: LexborNode) -> bool:
    text = node.text(deep=True, separator=breadcrumb.PIECE)
    return len(text) <= _LONGEST and 1 < len(breadcrumb.steps(text)) <= _STEPS and node.css_first("a[href]") is not None


def authors(subjects: Sequence[Subject]) -> Found | None:
    """The by-line."""

    def names(node: LexborNode) -> bool:
        said = says(node)
        if (
            not (_AUTHOR.search(name_of(node)) or node.attributes.get("itemprop") == "author")
            or len(said) > _LONGEST / 2
        ):
            return False
        return not _NOT_NAMES.search(said) and bool(bylines.own_line(said) or _are_people(said))

    return _everywhere(subjects, names)


def _are_people(said: str) -> bool:
    found = bylines.names(said)
    return bool(found) and all(
        re.fullmatch(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]*){1,3}|[\u3400-\u9fff·]{2,4}", one) for one in found
    )


def publisher(subjects: Sequence[Subject]) -> Found | None:
    """The line that says where an article was taken from."""

    def names(node: LexborNode) -> bool:
        said = half_width(says(node))
        return len(said) <= _LONGEST and bool(_SOURCE.search(said)) and bool(bylines.publisher(said))

    def is_silent(node: LexborNode) -> bool:
        return not bylines.publisher(half_width(says(node)))

    return _everywhere(subjects, names, _MOST, is_silent)


def attachments(subjects: Sequence[Subject]) -> Found | None:
    """Links to documents in a box of their own, outside the text."""

    def offers(node: LexborNode) -> bool:
        return bool(_FILES.search(name_of(node))) and any(_documents(node))

    found = _everywhere(subjects, offers, 0)
    if found is None or not isinstance(found.value, str):
        return None
    way = f"{found.value} a[href]"
    first = next((node for one in subjects if (node := one.view.page.first(way))), None)
    return Found(way, f'"{shorten(says(first), 60)}"' if first is not None else "")


def _documents(node: LexborNode) -> Iterator[str]:
    for link in node.css("a[href]"):
        url = absolute(UNKNOWN, link.attributes.get("href"))
        if url and is_document(url):
            yield url


def _everywhere(
    subjects: Sequence[Subject],
    fits: Callable[[LexborNode], bool],
    most: float = 1,
    is_silent: Callable[[LexborNode], bool] = lambda _: False,
) -> Found | None:
    """The selector of elements that fit, outside the text, in at least so large a share of the pages.

    Elsewhere it may match what is silent, and gives nothing then.
    """
    cases = [[node for node in _outside(one) if fits(node)] for one in subjects]
    having = [at for at, nodes in enumerate(cases) if nodes]
    if not having or len(having) < most * len(cases):
        return None

    def judged(case: int, way: str) -> bool | None:
        node = subjects[case].view.page.first(way)
        return fits(node) if node is not None else None

    def is_harmless(way: str) -> bool:
        found = (one.view.page.first(way) for at, one in enumerate(subjects) if at not in having)
        return all(node is None or fits(node) or is_silent(node) for node in found)

    pages = [one.view.page for one in subjects]
    ways = covering([cases[at] for at in having], lambda case, way: judged(having[case], way), pages)
    if len(ways) != 1 or (most and not is_harmless(ways[0])):
        return None
    first = next(nodes for nodes in cases if nodes)
    return Found(ways[0], f'"{shorten(says(first[0]), 60)}"')


def _outside(subject: Subject) -> Iterator[LexborNode]:
    """Elements that hold no prose and stand above the title's page or around it, innermost too."""
    prose = {step.id for at in subject.view.main for step in subject.view.blocks[at].path}
    for node in subject.view.nodes.values():
        if (
            not any(is_hidden(one.attributes) for one in (node, *above(node)))
            and node.mem_id not in prose
            and node.tag not in ("head", "meta", "script", "style", "title", "link")
            and len(node.text(deep=True)) < 3 * _LONGEST
        ):
            yield node
