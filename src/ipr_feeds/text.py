"""Strings at the boundary: characters that XML forbids, white space, full-width forms."""

import html
import re
from html.entities import html5

# XML 1.0 forbids these outright; one of them makes lxml refuse a whole feed. DEL and U+FDD0 ff. it only warns of.
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ILLEGAL_SPACE = re.compile("[\x0b\x0c\x1c-\x1f]")
# Nobody types these controls: they are bytes of windows-1252 that somebody took for Latin-1, `\x92` for an apostrophe.
_WESTERN = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
# What a subscriber sees must be what is written, in the order in which it is written. Overrides and isolates of
# direction can show a title backwards ("gpj.exe" as "exe.jpg") or turn the rest of a reader's line; marks and blanks
# without width hide words from rules, and make two titles that look the same differ. Right-to-left words need neither.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
# ZWJ and ZWNJ stay where they join what cannot be written otherwise: after letters from Hebrew to Mongolian (Arabic and
# the scripts of India among them) and after emoji. After Latin and Chinese letters they only hide.
_JOINER = re.compile(
    "(?<![\u0590-\u18af\u1b00-\u1cff\u2190-\u2bff\ua800-\uabff\ufb1d-\ufdff\ufe0f\ufe70-\ufeff\U00010800-\U0001ffff])"
    "[\u200c\u200d]+"
)
_ENTITY = re.compile(r"&(?:#(?:\d{1,7}|x[0-9a-f]{1,6})|[a-z]{2,8}\d?);", re.I)
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[”’\"')\]]*(?=\s|$)|[。！？]++[”’」』）]*")
_ENDING = ".!?。！？…:：;；"
_CLOSING = "”’\"')]）】」』"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def legal(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids and without invisible marks."""
    if text.isprintable():  # true of most texts, and of none that holds one of them
        return text
    shown = _INVISIBLE.sub("", _ILLEGAL.sub("", _ILLEGAL_SPACE.sub(" ", text))).translate(_WESTERN)
    return _JOINER.sub("", shown) if "\u200c" in shown or "\u200d" in shown else shown


def unescaped(text: str) -> str:
    """`text` that was escaped once too often as it was meant: `&nbsp;`, `&amp;` or `&#39;` that a reader would see.

    What would become markup stays as it is.
    """
    return _ENTITY.sub(_meant, text) if "&" in text and ";" in text else text


def _meant(match: re.Match[str]) -> str:
    name = match.group()[1:]
    meant = html.unescape(match.group()) if name.startswith("#") else html5.get(name, match.group())
    return match.group() if "<" in meant or ">" in meant else meant.replace("\ufffd", "")


def squeeze(text: str) -> str:
    """Legal text on one line: each run of white space (nbsp and U+3000 too) one blank, none at the ends."""
    return one_blank(legal(text)).strip()


def one_blank(text: str) -> str:
    """Each run of white space as one blank."""
    if text.isprintable() and "  " not in text:  # then its only white space is single blanks
        return text
    return _SPACE.sub(" ", text)


def half_width(text: str) -> str:
    """Full-width letters, digits and punctuation as ASCII: for comparing labels and reading dates."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def label(text: str) -> str:
    """The form in which labels are compared: half-width, squeezed, case-folded, no blank before a colon."""
    return squeeze(half_width(text)).casefold().replace(" :", ":")


def indent(raw: str) -> int:
    """Columns by which a raw line is indented on purpose; U+3000 is two columns wide.

    After a line end only non-breaking blanks count: the others are the indentation of the page's source.
    """
    lead = raw[: len(raw) - len(raw.lstrip())]
    tail = lead.rpartition("\n")[2]
    meant = tail if "\n" not in lead else tail.replace(" ", "").replace("\t", "")
    return sum(2 if char == "\u3000" else 1 for char in meant)


def ends_sentence(text: str) -> bool:
    """Whether the line ends as sentences do, closing quotes and brackets aside."""
    return text.rstrip().rstrip(_CLOSING).endswith(tuple(_ENDING))


def counted(count: int, what: str) -> str:
    """So many of something, as people say it: 1 picture, 2 pictures."""
    return f"{count} {what}{'s' * (count != 1)}"


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where there are words, with an ellipsis where cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > limit // 2 else cut).rstrip(" ,;:，；：、") + "…"


def opening(text: str, limit: int) -> str:
    """The first whole sentences of `text` within `limit` characters; at least the cut first one."""
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= limit]
    return text[: ends[-1]].strip() if ends else shorten(text, limit)
