"""By-lines, datelines, editor lines and source lines: text to names."""

import re
from typing import NamedTuple

from ipr_feeds.text import ends_sentence, half_width, squeeze

_LABELS = re.compile(
    r"^(?:(?:text|words|photos?|pictures?|story|written|edited|reported|by|reporters?|correspondents?|photographers?"
    r"|editors?|special|staff|intern|our)\b[\s:]*)+",
    re.I,
)
_CHINESE_LABELS = re.compile(
    r"(?:本报|本网|特约|见习|实习)?(?:记者|通讯员|实习生|作者|责任编辑|责编|编辑|撰文|摄影|文字)\s*:?|(?:^|(?<=\s))[文图]\s*[:/]"
)
_SECOND_LABEL = re.compile(r"(?<=\s)(?=(?:text|photos?|pictures?)\s*[:/])", re.I)
_PARTS = re.compile(r"\s*(?:[,/|、;&\n【】\[\]()]|\band\b)\s*")
_DATES = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2} [A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)
_DIGIT = re.compile(r"\d")
_OWN_LINE = re.compile(
    r"text\s*(?:[/&]|and)\s*photos?\b\s*[/:]?|text\s*(?:/|:|\bby\b)|by\b\s*:?|reporters?\s*:|(?:作者|记者|通讯员|文|撰文)\s*[:/]",
    re.I,
)
_LATIN_NAME = re.compile(r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|de|van|von|bin|al|der)){1,4}")
_CHINESE_NAME = re.compile(r"[\u3400-\u9fff·]{2,6}")
_SOURCE = re.compile(r"(?:来源|稿源|source)\s*:\s*(.*)", re.I)
_EDITORS = re.compile(r"(?:责任编辑|责编|编辑|editors?)\s*:\s*[【\[]?([^】\]]{1,60})", re.I)
_AFTER_SOURCE = re.compile(
    r"(?:【|参与互动|(?:作者|记者)\s*:|(?:责任)?编辑\s*:|[【\[]?字[号体]|[大中小]字体|浏览|点击|阅读|分享|views?\b|hits?\b).*",
    re.I,
)
_BARE_SOURCE = re.compile(r"[^\d:]{1,40}")
_LONGEST_LINE = 120


class Dateline(NamedTuple):
    """Where an agency report was filed, and by whom."""

    place: str | None
    reporters: tuple[str, ...]


def names(text: str) -> tuple[str, ...]:
    """The people that a by-line names, in order, each once.

    `Text/` and `By` are no part of a name. Names are parted by `, / | 、 and &`; where only blanks part
    them, an even number (four or more) of capitalised words is two words a name.
    """
    line = _CHINESE_LABELS.sub("|", _DATES.sub("|", half_width(text).replace("\u3000", " ")))
    parts = _PARTS.split(_SECOND_LABEL.sub("|", line))
    bare = (squeeze(part).strip(" :.") for part in parts if not _DIGIT.search(part))  # dates stand beside names
    found = [name for part in bare for name in _people(_LABELS.sub("", part).strip(" :."))]
    return tuple(dict.fromkeys(found))


def editors(line: str) -> tuple[str, ...]:
    """The people whom a line such as `… 【编辑:陈某】` names as editors; without the label all that it names."""
    match = _EDITORS.search(half_width(line))
    return names(match.group(1) if match else line)


def own_line(text: str) -> tuple[str, ...]:
    """The names of a block that is nothing but a by-line; empty when it is anything else."""
    line = half_width(squeeze(text))
    opening = _OWN_LINE.match(line)
    if not opening or len(line) > _LONGEST_LINE or ends_sentence(line) or _DIGIT.search(_DATES.sub("", line)):
        return ()
    found = names(line)
    single_words = opening.group().lower().startswith("text")
    return found if all(_is_name(name) or (single_words and name.istitle()) for name in found) else ()


def dateline(text: str, patterns: tuple[re.Pattern[str], ...]) -> Dateline | None:
    """Place and reporters of the dateline that opens `text`.

    `patterns` match at the start; their groups `place` and `who` are optional.
    """
    for pattern in patterns:
        if match := pattern.match(text):
            group = match.groupdict()
            return Dateline(squeeze(group.get("place") or "") or None, names(group.get("who") or ""))
    return None


def publisher(text: str) -> str | None:
    """Who a line such as `2014年08月19日 09:26　来源：中国新闻网` names as source; a bare name is one too."""
    line = half_width(squeeze(text))
    match = _SOURCE.search(line)
    if not match:
        return line if _BARE_SOURCE.fullmatch(line) else None
    return _AFTER_SOURCE.sub("", match.group(1)).strip() or None


def _people(part: str) -> list[str]:
    words = part.split()
    if all(_is_chinese(word) for word in words):
        return _join_single(words)
    if len(words) >= 4 and len(words) % 2 == 0 and all(word[:1].isupper() for word in words):
        return [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]
    return [part]


def _join_single(words: list[str]) -> list[str]:
    """Chinese names of two characters are often spaced out: 王 海 is one name."""
    joined: list[str] = []
    for word in words:
        if len(word) == 1 and joined and len(joined[-1]) == 1:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _is_chinese(word: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" or char == "·" for char in word)


def _is_name(name: str) -> bool:
    return bool(_LATIN_NAME.fullmatch(name) or _CHINESE_NAME.fullmatch(name))
