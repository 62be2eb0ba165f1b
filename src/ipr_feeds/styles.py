"""What the style of an element says: whether it is seen, and whether it is centred."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|transform\s*:\s*scale[XY]?\(\s*0(?:\.0+)?\s*[,)]"
    r"|(?<![\w-])opacity\s*:\s*0?(?:\.0+|(?<=0))\s*(?:;|!|$)|font-size\s*:\s*0(?:\.0+)?(?![.\d])"
    r"|(?<![\w-])(?:left|top|right|bottom|text-indent)\s*:\s*(?:\d{5}|-(?:\d{4}|[5-9]\d\d|\d\d+(?:em|rem|vw|vh)))"
    r"|margin-(?:left|top)\s*:\s*-\d{4}|alpha\(\s*opacity\s*=\s*0\s*\)"
    r"|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.I,
)
_NO_SIZE = re.compile(
    r"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*(?:0(?:\.0+)?(?:[a-z]+|%)?|[1-3](?:px)?)\s*(?:;|!|$)", re.I
)
_CUT_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_GROUP = 400  # letters; a centred box that holds more is a page, not a picture with its caption


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with these attributes is invisible or off the screen."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and (_HIDDEN.search(style) or (_CUT_OFF.search(style) and _NO_SIZE.search(style))))


def is_centred(node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> bool:
    said = tag == "center" or (attributes.get("align") or "").lower() in ("center", "middle")
    said = said or bool(_CENTRED.search(attributes.get("style") or ""))
    return said and len(node.text(deep=True)) <= _GROUP
