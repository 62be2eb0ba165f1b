"""A page as it came: its text, its tree, its blocks."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ipr_feeds import walls
from ipr_feeds.blocks import of_lines
from ipr_feeds.decode import Decoded, decode
from ipr_feeds.errors import DamagedPage, NotAPage
from ipr_feeds.text import legal, squeeze, unescaped
from ipr_feeds.tree import Options, Stream, stream
from ipr_feeds.urls import absolute

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|tr|td|br|ul|ol|li|dl|dt|h[1-6]|center|meta|title|form|article|section|main|header"
    r"|nav|pre|script|style)\b",
    re.I,
)
# Attributes as browsers read them: a quote counts only after "=".
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|(?=>)))?+""")
_TOKEN = re.compile(rf"<!--(?:.*?-->|.*)|<(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE.pattern})*+)[\s/]*+>?", re.S)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"PK\x03\x04",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a]")
_UNREADABLE = 10  # one character in so many; such a file is none that people read
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]++)|([0-9]++));?", re.I)
_DIGITS = 7  # of the highest character
_UNPAIRED = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr"
    " wbr".split()
)
_DOCTYPE = r"<!DOCTYPE\b[^\[>]*+(?:\[.*?\]\s*+>|>)"
_FEED = re.compile(rf"(?>\s+|<\?.*?\?>|<!--.*?-->|{_DOCTYPE})*+<(rss|feed|rdf:RDF)\b", re.S | re.I)
_FEED_WITHIN = 4000  # characters
_CUT_OFF = re.compile(r"<(?:[a-z][a-z0-9]{0,20}(?:\s[^<>]*)?|/(?!(?:html|body)\s*\Z)[a-z0-9]{0,20}\s*)\Z", re.I)
_END = 2100  # characters
_RAW = frozenset(("script", "style", "textarea", "title", "xmp"))
_DRAWN = frozenset("circle ellipse g image line path polygon polyline rect stop use".split())  # of SVG
_DEEPEST = 2000  # open elements; beyond, parsing takes quadratic time
_WIDEST = 1000  # attributes in a tag
_MOST = 200_000  # tags; beyond, a page of the largest size would take a minute and a gigabyte
_FEW = 5000  # tags; what comes instead of a page has fewer
_OFFERED = ("content", "value", "datetime")  # what a selected element without text says


class Page:
    """One fetched or saved page. `url` is None for a saved page of unknown address.

    Raises `NotAPage` for what is no text and `DamagedPage` for markup that would take minutes to parse.
    """

    def __init__(self, data: bytes, url: str | None = None, content_type: str = "") -> None:
        self.url = url
        self.decoded: Decoded = _decoded(data, url, content_type)
        self.text = _without_nothing(self.decoded.text)
        self.has_markup = bool(_MARKUP.search(self.text))
        if self.has_markup:
            _refuse_cut_off(self.text, url)
        if self.has_markup and not self.is_feed:  # a feed is never parsed as a page
            _refuse_degenerate(self.text, url)
        self._streams: dict[tuple[str, Collection[str]], Stream] = {}

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page; of a page without tags an empty one."""
        return LexborHTMLParser(self.text if self.has_markup else "")

    def base(self, home: str = "") -> str:
        """What relative addresses count from: `<base href>`, the page's address, else `home`."""
        declared = self.tree.css_first("base[href]")
        own = self.url or home
        return (absolute(own, declared.attributes.get("href")) if declared else None) or own

    @property
    def is_feed(self) -> bool:
        """Whether this is an RSS or Atom feed."""
        return bool(_FEED.match(self.text[:_FEED_WITHIN]))

    @property
    def feed(self) -> str:
        """The feed from its first element on, without what is declared before: its charset, which is known by now, and
        entities, of which some expand to gigabytes or name files.

        Raises `DamagedPage` for a feed that is cut off: nobody knows what its last item would have said.
        """
        opened = _FEED.match(self.text[:_FEED_WITHIN])
        if not opened or not re.search(rf"</{opened.group(1)}\s*>", self.text, re.I):
            raise DamagedPage("the feed is cut off", url=self.url, advice="the next run reads it again")
        return self.text[opened.start(1) - 1 :]

    def refuse_wall(self, source: str) -> None:
        """Raise the error that a bot wall, a login or a notice came instead of a page of `source`.

        To be asked only where no layout fits or a list names nothing: a good page may look like one.
        """
        if self.text.count("<") > _FEW:
            return
        if self.is_feed:  # which is never parsed as a page
            return
        if wall := walls.find(self.text, "\n".join(block.text for block in self.stream().blocks)):
            raise wall.error(source, self.url)

    def css(self, selector: str) -> list[LexborNode]:
        """The elements that a standard CSS selector matches, in document order."""
        return self.tree.css(selector)

    def first(self, selector: str) -> LexborNode | None:
        """The first element that the selector matches."""
        return self.tree.css_first(selector)

    def stream(self, home: str = "", labels: Collection[str] = ()) -> Stream:
        """All visible blocks of the page; `labels` are what the caller will look for at their beginning."""
        if (home, labels) not in self._streams:
            self._streams[home, labels] = self._read(home, labels)
        return self._streams[home, labels]

    def inside(self, box: LexborNode, home: str, drop: Iterable[str], captions: Iterable[str]) -> Stream:
        """The visible blocks of one element, without those that the selectors `drop` match."""
        dropped = {node.mem_id: selector for selector in drop for node in box.css(selector)}
        marked = {node.mem_id for selector in captions for node in box.css(selector)}
        return stream(box, Options(self.base(home), dropped, marked))

    def _read(self, home: str, labels: Collection[str]) -> Stream:
        if not self.has_markup or self.tree.root is None:
            return Stream(of_lines(legal(self.text)), [], [])
        return stream(self.tree.root, Options(self.base(home), labels=labels))


def says(node: LexborNode) -> str:
    """The text of an element, else what its `content`, `value` or `datetime` attribute offers."""
    text = squeeze(unescaped(node.text(deep=True, separator="")))
    return text or next((squeeze(unescaped(value)) for name in _OFFERED if (value := node.attributes.get(name))), "")


def _decoded(data: bytes, url: str | None, content_type: str) -> Decoded:
    if not data.strip():
        raise NotAPage("the page is empty", url=url, advice="save it again")
    decoded = decode(data, content_type)
    if data.startswith(_BINARY) or (decoded.replaced + len(_CONTROL.findall(decoded.text))) * _UNREADABLE > len(
        decoded.text
    ):
        raise NotAPage("this is no page of text", url=url, advice="give the HTML page, not the file that it links to")
    return decoded


def _without_nothing(text: str) -> str:
    """The text without zeros and references to characters that cannot be, which parsers show as U+FFFD."""
    return _REFERENCE.sub(_kept, text.replace("\0", "").lstrip("\ufeff"))


def _kept(match: re.Match[str]) -> str:
    hexadecimal, decimal = match.groups()
    digits = (hexadecimal or decimal).lstrip("0") or "0"
    code = int(digits, 16 if hexadecimal else 10) if len(digits) <= _DIGITS else 0
    return match.group() if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""


def _refuse_cut_off(text: str, url: str | None) -> None:
    """Raise for what ends inside a tag."""
    if _CUT_OFF.search(text, max(len(text) - _END, 0)):
        raise DamagedPage("the page is cut off: it ends inside a tag", url=url, advice="get it again")


def _refuse_degenerate(text: str, url: str | None) -> None:
    """Raise for what no browser page is like: the parser would take quadratic time for it."""
    tags = text.count("<")
    if tags > _MOST:
        raise DamagedPage(f"more than {_MOST:,} tags", url=url, advice="this is no browser page")
    if tags + text.count("=") <= _WIDEST and not _LONG_TAG.search(text):
        return  # too little of it to be degenerate, as most pages are
    open_tags: Counter[str] = Counter()  # a stray end tag closes nothing
    at = 0
    while match := _TOKEN.search(text, at):
        closing, tag, attributes = match.groups()
        at = match.end()
        if tag is None:  # a comment
            continue
        name = tag.lower()
        if len(attributes) > 2 * _WIDEST and len(_ATTRIBUTE.findall(attributes)) > _WIDEST:
            raise DamagedPage(f"<{name}> has more than {_WIDEST} attributes", url=url, advice="this is no browser page")
        if name in _RAW and not closing:
            at = _end_of_raw(text, name, at)
            continue
        if name in _UNPAIRED or (name in _DRAWN and match.group().endswith("/>")):
            continue
        open_tags[name] = max(open_tags[name] + (-1 if closing else 1), 0)
        if open_tags.total() > _DEEPEST:
            raise DamagedPage(f"more than {_DEEPEST} elements stand open", url=url, advice="this is no browser page")


def _end_of_raw(text: str, tag: str, start: int) -> int:
    """Where the text of a script ends, which is no markup."""
    end = re.compile(rf"</{tag}\b", re.I).search(text, start)
    return end.start() if end else len(text)
