"""Bytes to text. Sites say gb2312 and send GB18030, or say nothing at all."""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.I)
_GB = {"gb2312", "gbk", "hz"}
_META_WITHIN = 4096  # bytes
_NO_CHARSET = {"undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"}
_FEW = 200  # one unreadable character in so many foreign ones is a slip, not another charset


class Decoded(NamedTuple):
    """Text, which decoder gave it, and how many characters could not be read."""

    text: str
    decoder: str
    replaced: int


def decode(data: bytes, content_type: str = "") -> Decoded:
    """Text of `data`: by its BOM, else strict UTF-8, else as declared, else GB18030, else with replacements.

    gb2312 and gbk are read as GB18030, which holds both. UTF-8 with a rare bad byte stays UTF-8:
    GB18030 would read nearly anything, and would turn such a page into noise.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], name, "byte order mark")
    return _strict(data, "utf-8", "valid") or _nearly_utf8(data) or _declared(data, content_type) or _guessed(data)


def _declared(data: bytes, content_type: str) -> Decoded | None:
    for name, place in ((_in_header(content_type), "header"), (_in_meta(data), "meta")):
        if name and (decoded := _strict(data, name, f"declared in {place}")):
            return decoded
    return None


def _guessed(data: bytes) -> Decoded:
    return _strict(data, "gb18030", "guessed") or _replacing(data, _in_meta(data) or "gb18030", "replacing")


def _nearly_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore")) - bad
    nearly = foreign > 0 and (bad * _FEW <= foreign or _cut_off(data))
    return Decoded(text, "utf-8 (nearly valid)", bad) if nearly else None


def _cut_off(data: bytes) -> bool:
    """Whether the only fault of UTF-8 text is a last character that is cut in two."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _strict(data: bytes, name: str, why: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name), f"{name} ({why})", 0)
    except UnicodeDecodeError:
        return None


def _replacing(data: bytes, name: str, why: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, f"{name} ({why})", text.count("\ufffd"))


def _in_header(content_type: str) -> str | None:
    match = _HEADER.search(content_type)
    return _known(match.group(1)) if match else None


def _in_meta(data: bytes) -> str | None:
    match = _META.search(data[:_META_WITHIN])
    return _known(match.group(1).decode("ascii", "ignore")) if match else None


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    if not found._is_text_encoding or found.name.replace("_", "-") in _NO_CHARSET:
        return None
    return "gb18030" if found.name in _GB else found.name
