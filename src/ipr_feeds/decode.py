"""Bytes to text. Sites say gb2312 and send GB18030, or say nothing at all."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_WIDE_WITHIN = 400  # bytes
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.I,
)
_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.I)
_META_WITHIN = 4096  # bytes
#: What browsers know (WHATWG Encoding), by the names of Python, and what they read it as; Python has many more codecs,
#: some of which are no charsets at all. UTF-16 and UTF-32 are known by their bytes and never by what is declared.
_CHARSETS = {
    **dict.fromkeys(("gb18030", "gbk", "gb2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cp950"), "big5hkscs"),
    **dict.fromkeys(("iso8859-1", "ascii", "cp1252"), "cp1252"),
    **{name: name for name in "cp866 cp874 koi8-r koi8-u mac-cyrillic euc_jp euc_kr shift_jis cp932 cp949".split()},
    **{f"cp{number}": f"cp{number}" for number in (1250, 1251, *range(1253, 1259))},
    **{f"iso8859-{number}": f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)},
    "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
_WESTERN = frozenset(("cp1252", "cp1254", "iso8859-15"))
_SLIPS = 4  # as many readable foreign characters for each unreadable one: a slip, not another charset
_NOISE = 20  # one fault in so many foreign characters, and the text is none
# Unassigned and private characters, and controls: what text of one charset is full of when it is read as another.
_FAULT = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")
_FOREIGN = re.compile("[^\x00-\x7f]")
# In Western words such letters stand alone or in twos; in rows of them somebody has drawn a line.
_CROWD = re.compile(r"(?!(.)\1{3})[¡-ÿ]{4,}")


class Decoded(NamedTuple):
    """Text, which decoder gave it, and how many characters could not be read."""

    text: str
    decoder: str
    replaced: int


def decode(data: bytes, content_type: str = "") -> Decoded:
    """Text of `data`: by its BOM, else UTF-8, else as declared, else GB18030; what cannot be read is U+FFFD.

    gb2312 and gbk are read as GB18030, which holds both. UTF-8 with a rare bad byte stays UTF-8: GB18030 would read
    nearly anything, and would turn such a page into noise. A declaration counts unless the bytes belie it. What is
    undeclared is taken for Big5 or Western only where it would be noise as GB18030: a short page may be misread.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], name, "byte order mark")
    if wide := _wide(data):
        return _replacing(data, wide, "by its zeros")
    return _utf8(data) or _nearly_utf8(data) or _likeliest(data, content_type)


def _wide(data: bytes) -> str | None:
    """Which encoding of two or four bytes a character this page is in that has no byte order mark."""
    head = data[:_WIDE_WITHIN]
    at = head.find(b"<")
    if at < 0 or head.count(0) * 4 < len(head):
        return None
    for name in _WIDE:
        sign = "<".encode(name)
        start = at - at % len(sign)
        if head[start : start + len(sign)] == sign:
            return name
    return None


def _utf8(data: bytes) -> Decoded | None:
    """Valid UTF-8, also with characters beyond U+FFFF written as two surrogates, as old servers do."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8 (valid)", 0)
    except UnicodeDecodeError:
        pass
    try:
        halves = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return _replacing(halves, "utf-16-le", "surrogates in UTF-8")


def _nearly_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore")) - bad
    nearly = foreign > 0 and (bad * _SLIPS <= foreign or _cut_off(data))
    return Decoded(text, "utf-8 (nearly valid)", bad) if nearly else None


def _cut_off(data: bytes) -> bool:
    """Whether the only fault of UTF-8 text is a last character that is cut in two."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _likeliest(data: bytes, content_type: str) -> Decoded:
    """The reading with the fewest faults; of equal ones the declared, else GB18030."""
    readings: list[tuple[int, Decoded]] = []
    for name, why in _candidates(data, content_type):
        reading = _replacing(data, name, why)
        faults = _faults(reading.text, name)
        readings.append((faults, reading))
        if not faults or (name == "gb18030" and faults * _NOISE <= len(_FOREIGN.findall(reading.text))):
            break
    return min(readings, key=lambda one: one[0])[1]


def _candidates(data: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    for name, place in ((_in_header(content_type), "header"), (_in_meta(data), "meta")):
        if name:
            yield name, f"declared in {place}"
    yield from ((name, "guessed") for name in ("gb18030", "big5hkscs", "cp1252"))


def _faults(text: str, name: str) -> int:
    """How many characters of a reading make it unlikely."""
    crowded = sum(len(match.group()) for match in _CROWD.finditer(text)) if name in _WESTERN else 0
    return len(_FAULT.findall(text)) + (crowded if crowded * 2 > len(_FOREIGN.findall(text)) else 0)


def _replacing(data: bytes, name: str, why: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, f"{name} ({why})", text.count("\ufffd"))


def _in_header(content_type: str) -> str | None:
    match = _HEADER.search(content_type)
    return _known(match.group(1)) if match else None


def _in_meta(data: bytes) -> str | None:
    match = _META.search(data[:_META_WITHIN])
    return _known((match.group(1) or match.group(2)).decode("ascii", "ignore")) if match else None


def _known(name: str) -> str | None:
    """The charset of a name, as browsers understand it; None for a name that they do not know."""
    try:
        return _CHARSETS.get(codecs.lookup(name.lower().removeprefix("x-")).name)
    except LookupError:
        return None
