"""The title of an article: what its page, its `<title>` and the list call it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from selectolax.lexbor import LexborNode

from ipr_feeds.authoring.drafting.selectors import covering
from ipr_feeds.authoring.drafting.subjects import Found, Subject
from ipr_feeds.authoring.drafting.views import View, weight
from ipr_feeds.blocks import is_bold, linked
from ipr_feeds.noise import is_date_line, names_house
from ipr_feeds.page import says
from ipr_feeds.text import ends_sentence, shorten, squeeze

_LONGEST = 300  # characters
_SHORTEST = 10  # weight
_HEADING = re.compile(r"title|headline|heading|tit\b|\bbt\b", re.I)
_HEADLINE = 24  # of what is no name of a section
_ENOUGH = 3
_ABOVE = 6  # blocks
_LABEL = re.compile(r"[^:：]{1,40}[:：]")
_META = ("meta[property='og:title']", "meta[name='ArticleTitle']", "meta[name='twitter:title']")
_SEPARATORS = " -_|–—:：·•»«/"


def headlines(subjects: Sequence[Subject]) -> list[str]:
    """The title of each article; empty where none can be told."""
    told = Counter(text for one in subjects if one.own for text in set(_texts(one.view)))
    common = {text for text, count in told.items() if count > 1}
    return [_headline(one, common) for one in subjects]


def _texts(view: View) -> list[str]:
    return [says(node) for node in view.page.css("h1, h2, h3")]


def _headline(subject: Subject, common: Collection[str]) -> str:
    best = max(_candidates(subject.view), key=lambda node: _score(subject, node, common), default=None)
    if best is not None and _score(subject, best, common) >= _ENOUGH:
        return says(best)
    line = max(_lines(subject.view), key=lambda one: one[1], default=None)
    if line is not None and line[1] > 0:
        return says(line[0])
    return next((says(node) for one in _META if (node := subject.view.page.first(one))), "")


def _candidates(view: View) -> Iterator[LexborNode]:
    """Elements that may be a title: headings, and all that says the beginning of `<title>`."""
    start = view.title[:_SHORTEST].casefold()
    for node in view.nodes.values():
        if node.tag in ("html", "head", "title", "body", "script", "style", "meta", "option"):
            continue
        text = node.text(deep=True)
        if not 0 < len(text) <= 3 * _LONGEST:
            continue
        said = says(node)
        heads = node.tag in ("h1", "h2", "h3") or bool(start and said.casefold().startswith(start))
        if heads and len(said) <= _LONGEST and weight(said) >= _SHORTEST and not names_house(said):
            yield node


def _lines(view: View) -> Iterator[tuple[LexborNode, float]]:
    """Short lines right above the text, with what speaks for each: how it is set, and how near it is."""
    first = view.main[0] if view.main else 0
    for at in range(max(first - _ABOVE, 0), first):
        block = view.blocks[at]
        node = view.nodes.get(block.path[-2].id) if len(block.path) > 1 else None
        is_line = (
            _SHORTEST <= weight(block.text) <= _LONGEST
            and not ends_sentence(block.text)
            and not _LABEL.match(block.text)
        )
        if (
            node is not None
            and is_line
            and linked(block) < 0.5
            and not is_date_line(block.text)
            and block.text not in view.shared
        ):
            set_apart = is_bold(block) or block.centred or bool(_HEADING.search(block.path[-2].name))
            section = view.title != block.text and view.title.endswith(block.text)
            points = 3.0 * (set_apart or block.kind == "h") + 1 / (block.level or 9) - 2.0 * section
            yield node, points - 0.3 * (first - at)


def _score(subject: Subject, node: LexborNode, common: Collection[str]) -> float:
    view, said = subject.view, says(node)
    whole, listed = view.title.casefold(), subject.link.title.casefold().rstrip(".… ") if subject.link else ""
    own = said.casefold()
    points = _in_title(own, whole)
    points += 5 * bool(listed and own.startswith(listed) and weight(listed) >= _SHORTEST)
    points += {"h1": 2.5, "h2": 1.5, "h3": 0.5}.get(node.tag or "", 0)
    points += bool(_HEADING.search(f"{node.attributes.get('class')} {node.attributes.get('id')}"))
    points -= 10 * (said in common or said in view.shared) + 4 * view.is_furniture(node) + 4 * (node.tag == "a")
    points -= 4 * (said in _menu(view))
    first = view.blocks[view.main[0]].path if view.prose else ()
    below = bool(first) and view.order[node.mem_id] > view.order.get(first[-2].id, 0)
    return points - 6 * below


def _menu(view: View) -> set[str]:
    """What the links of the menus say: the sections of the site."""
    return {says(node) for node in view.page.css("nav a, [class*='nav' i] a, [class*='menu' i] a, [id*='menu' i] a")}


def _in_title(own: str, whole: str) -> float:
    """What `<title>` says for a text: it begins with a title, and ends with the name of a section or of the site."""
    if whole.startswith(own):
        return 5.0 + len(own) / len(whole)
    return 3.0 * (own in whole and (weight(own) >= _HEADLINE or not whole.endswith(own)))


def headline_declared(subjects: Sequence[Subject]) -> Found | None:
    """Where the titles stand."""
    cases = [
        [node for node in (*_candidates(one.view), *(line for line, _ in _lines(one.view))) if says(node) == one.title]
        for one in subjects
    ]
    cases = [
        nodes or [n for way in _META if (n := one.view.page.first(way))]
        for one, nodes in zip(subjects, cases, strict=True)
    ]

    pages = [one.view.page for one in subjects]

    def judged(case: int, way: str) -> bool | None:
        node = subjects[case].view.page.first(way)
        said = says(node) if node is not None else ""
        return said == subjects[case].title if said else None

    chosen = covering(cases, judged, pages) or covering(cases, judged, pages, plainly=False)
    said = next((one.title for one in subjects if one.title), "")
    found = [any(judged(case, way) for way in chosen) for case in range(len(subjects))]
    guess = "" if len(chosen) < 2 else "the given articles keep it in several places"
    guess = guess if all(found) else "not every given article has it there"
    return (
        Found(chosen[0] if len(chosen) == 1 else chosen, f'"{shorten(said, 60)}"', guess) if chosen and said else None
    )


def site_names(subjects: Sequence[Subject]) -> Found | None:
    """What stands behind the titles in `<title>`; None where nothing does."""
    tails = [tail for one in subjects if (tail := _tail(one))]
    if not tails:
        return None
    common = tails[0]
    while common and not all(tail.endswith(common) for tail in tails):
        common = re.sub(rf"^[^{re.escape(_SEPARATORS)}]*[{re.escape(_SEPARATORS)}]+|^.*$", "", common, count=1)
    parts = (part.strip(_SEPARATORS) for part in re.split(r"\s+[-_|–—·•»«/]\s+|[_|]", common))
    names = [part for part in parts if part]
    kept = tuple(dict.fromkeys([*([common] if len(names) > 1 else []), *names[-1:]]))
    guess = "of one <title> only" if len(tails) < 2 else ""
    return Found(kept, f'<title> "{shorten(subjects[0].view.title, 60)}"', guess) if kept else None


def _tail(subject: Subject) -> str:
    whole, title = subject.view.title, squeeze(subject.title)
    if not title or not whole.casefold().startswith(title.casefold()):
        return ""
    rest = whole[len(title) :]
    return rest.strip(_SEPARATORS) if rest[:1] in _SEPARATORS else ""
