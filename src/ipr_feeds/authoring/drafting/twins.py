"""One article under several addresses: its pages say the same, or their addresses end alike."""

import re
from collections.abc import Collection, Mapping, Sequence

from ipr_feeds.authoring.drafting.parts import Part
from ipr_feeds.authoring.drafting.samples import Sample
from ipr_feeds.authoring.drafting.shapes import Address, address
from ipr_feeds.authoring.drafting.views import View, weight
from ipr_feeds.urls import clean

_ALIKE = 0.8  # share of the prose that two pages have in common
_LEAST = 200  # of prose that can be compared
_DIGITS = 6  # of a number that a site gives once
_HYPHENS = 2  # in words that a site gives once
_SPECIFIC = 4  # rank of a part that may be a key by itself


def marked(given: Sequence[Sample]) -> list[Sample]:
    """The pages, each with the address of the first one that shows the same article."""
    found: list[Sample] = []
    texts: list[list[str]] = []
    for one in given:
        text = _text(one) if one.kind == "article" else []
        known = next((at for at, other in enumerate(found) if _is_twin(one, text, other, texts[at])), None)
        found.append(one._replace(article=one.url if known is None else found[known].article))
        texts.append(text)
    return found


def _text(one: Sample) -> list[str]:
    view = View(one.page)
    return [view.blocks[at].text for at in view.main]


def _is_twin(one: Sample, text: Sequence[str], other: Sample, known: Sequence[str]) -> bool:
    if one.kind != "article" or other.kind != "article":
        return False
    return clean(one.url) == clean(other.url) or _is_same(text, known) or _ends_alike(one.url, other.url)


def _is_same(text: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts are one: they begin alike, and nearly all paragraphs are the same."""
    if text[:1] != other[:1]:
        return False
    common = sum(weight(one) for one in {*text} & {*other})
    return common >= _LEAST and common >= _ALIKE * sum(weight(one) for one in {*text, *other})


def _ends_alike(one: str, other: str) -> bool:
    """Whether two addresses have their long number or their words in common, and part in folders of words only."""
    first, second = address(one), address(other)
    if first.form != second.form or _mark(first) is None or _mark(first) != _mark(second):
        return False
    apart = [pair for pair in zip(first.folders, second.folders, strict=True) if pair[0].lower() != pair[1].lower()]
    return not any(re.search(r"\d", folder) for pair in apart for folder in pair)


def _mark(one: Address) -> str | None:
    """What a site gives to one article only: a long number, or several words."""
    if one.asks:
        return None
    last = one.folders[-1] if one.is_index and one.folders else one.name
    long = any(len(run) >= _DIGITS for run in re.findall(r"\d+", last))
    return last.lower() if long or last.count("-") >= _HYPHENS else None


def listed(
    cluster: Sequence[Address], parts: Sequence[Part], titles: Mapping[Address, Collection[str]]
) -> list[tuple[int, int]]:
    """Pairs of addresses that lists call by one title, and that have the number of the article in common."""
    able = [part for part in parts if part.rank is not None and part.rank <= _SPECIFIC and len(set(part.values)) > 1]
    if not able:
        return []
    numbers = max(able, key=lambda part: len(set(part.values))).values
    return [
        (numbers.index(number), at)
        for at, number in enumerate(numbers)
        if {*titles.get(cluster[at], ())} & {*titles.get(cluster[numbers.index(number)], ())}
        and numbers.index(number) < at
    ]
