"""Whether a text is about intellectual property at the border."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Words(NamedTuple):
    """Words that make a text relevant: it must hold one of `subject`, and one of `border` if there are any.

    An English word is matched as a whole, with `*` at its end as a beginning; one with a capital letter only so
    written. Chinese is matched anywhere. What `unless` lists does not count: 山海关 is a town, no 海关.
    """

    subject: tuple[str, ...]
    border: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    both: bool = True  # else an article needs no border word: everything that the site prints is of the border


def is_promising(text: str, words: Words) -> bool:
    """Whether a title and lead hold a word of either kind, so that the article is worth fetching."""
    return _holds(text, (*words.subject, *words.border), words.unless)


def is_relevant(text: str, words: Words) -> bool:
    """Whether an article holds a word of both kinds."""
    about = _holds(text, words.subject, words.unless)
    return about and (not (words.both and words.border) or _holds(text, words.border, words.unless))


def why(text: str, words: Words) -> str:
    """Why an article is relevant, or is not, in words: what was found of each kind, or that nothing was."""
    kinds = [("subject", words.subject), *([("border", words.border)] if words.both and words.border else [])]
    found = [(kind, _found(text, several, words.unless)) for kind, several in kinds]
    return ", ".join(f"{match!r} is a word of {kind}" if match else f"no word of {kind}" for kind, match in found)


def _holds(text: str, words: Sequence[str], unless: Sequence[str]) -> bool:
    return bool(_found(text, words, unless))


def _found(text: str, words: Sequence[str], unless: Sequence[str]) -> str:
    """The first of some words in a text, as it stands there; empty when none does."""
    if unless:
        text = _pattern(tuple(unless)).sub(" ", text)
    match = _pattern(tuple(words)).search(text)
    return match.group() if match else ""


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_spelling(word) for word in words) or r"(?!)")


def _spelling(word: str) -> str:
    if not word.isascii():
        return re.escape(word)
    stem = word.removesuffix("*")
    case = "" if stem != stem.lower() else "i"
    return rf"(?{case}:\b{re.escape(stem)}" + (")" if word.endswith("*") else r"\b)")


#: What these feeds are about.
IPR_AT_THE_BORDER = Words(
    subject=(
        "intellectual property", "IPR", "IPRs", "trademark*", "trade mark*", "copyright*", "patent*", "counterfeit*",
        "infring*", "piracy", "pirated", "fake*", "knockoff*", "brand protection",
        "知识产权", "侵权", "假冒", "仿冒", "冒牌", "盗版", "高仿", "商标", "专利", "著作权", "版权", "龙腾行动",
    ),
    border=(
        "customs", "GACC", "border*", "cross-border", "import*", "export*",
        "海关", "口岸", "进出口", "进口", "出口", "边境", "通关", "报关", "跨境", "缉私",
    ),
    unless=(
        "名誉侵权", "侵权名誉", "肖像侵权", "隐私侵权", "人格侵权", "名誉权", "肖像权", "山海关",
        "important*", "importance", "local customs", "folk customs", "social customs", "old customs",
        "traditional customs", "customs and traditions", "customs and habits", "customs of",
    ),
)  # fmt: skip
