"""An article's HTML as the pages show it: cleaned once more, nothing loaded, under the headings of the page."""

import re
from html import escape
from itertools import count

from ipr_feeds.clean import gate

# Whatever the gate lets through looks so: attributes in double quotes, and no "<" in a text. Tags and texts are taken
# one after another, so that nothing inside an attribute is ever mistaken for one.
_PIECE = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|[^<]+')
_HAN = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_SOURCE = re.compile(r' src="([^"]*)"')
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_BELOW_TITLE = "h4"
_WORDS = {"picture": ("Picture", "图片"), "table": ("Table", "表格")}


def shown(html: str, language: str) -> str:
    """Clean HTML without pictures, which become links: a page loads nothing from elsewhere."""
    page = _Page(language)
    return _PIECE.sub(page.piece, gate(html))


def spoken(text: str, language: str) -> str:
    """Escaped text that stands in a language, its Chinese parts marked as such where they are not."""
    return text if language.startswith("zh") else _HAN.sub(r'<span lang="zh">\g<0></span>', text)


class _Page:
    """What is known while the tags of an article go by."""

    def __init__(self, language: str) -> None:
        self.language, self.pictures, self.in_link = language, count(1), False

    def piece(self, match: re.Match[str]) -> str:
        """What stands in the place of a tag or a text."""
        return self.tag(match) if match[2] else spoken(match[0], self.language)

    def tag(self, match: re.Match[str]) -> str:
        """What stands in the place of a tag."""
        closing, name, attributes = match.groups()
        if name == "a":
            self.in_link = not closing
        if name == "img":
            return self.picture(attributes)
        if name in _HEADINGS:
            return f"<{closing}{_BELOW_TITLE}>"
        if name == "table":
            return "</table></div>" if closing else self.table()
        return match.group()

    def picture(self, attributes: str) -> str:
        """A link to a picture; inside another link only its name."""
        source = _SOURCE.search(attributes)
        if source is None:
            return ""
        label = f"{self.word('picture')} {next(self.pictures)}"
        return label if self.in_link else f'<a href="{source[1]}">{label}</a>'

    def table(self) -> str:
        """The beginning of a table, which may be wider than a phone: arrow keys move it."""
        return f'<div class="wide" role="group" aria-label="{escape(self.word("table"))}" tabindex="0"><table>'

    def word(self, name: str) -> str:
        """In the language of the article."""
        return _WORDS[name][self.language.startswith("zh")]
