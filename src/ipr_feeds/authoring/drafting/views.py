"""A page as whoever describes it looks at it: its elements, and its blocks of prose."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property

from selectolax.lexbor import LexborNode

from ipr_feeds.blocks import Block, linked
from ipr_feeds.noise import why_dropped
from ipr_feeds.page import Page
from ipr_feeds.styles import is_hidden
from ipr_feeds.text import ends_sentence, squeeze, unescaped

#: What relative addresses count from while nobody knows where a page is from.
UNKNOWN = "https://unknown.invalid/"
_CHINESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BESIDE = frozenset("aside footer nav menu form".split())
#: Names of boxes that stand beside articles.
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:foot(?:er)?|side(?:bar)?|aside|nav(?:bar|igation)?|menu|related|relate|recommend\w*|comments?|cookies?|copyright"
    r"|advert\w*|ads?|share\w*|social|banner|breadcrumbs?|hot|latest|popular|widget|subscribe|newsletter|toolbar|tools?"
    r"|pager|pagination|pagebottom|disclaimer|trending|teasers?)(?:$|[\s_-])",
    re.I,
)
_WEIGHT = 60  # of a sentence that is prose
_LINE = 120  # of prose that ends no sentence
_LINKED = 0.5
_HEAD = 12  # of a title
_MOST = 0.6  # share of the page's prose; a box that holds more is its article, whatever its name
#: Elements that hold one paragraph.
PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote pre dd dt figure figcaption line".split())


def weight(text: str) -> int:
    """How much a text says: its letters, of which a Chinese one says as much as three."""
    return len(text) + 2 * len(_CHINESE.findall(text))


def seen(node: LexborNode) -> str:
    """The text of an element on one line, as the program reads it."""
    return squeeze(unescaped(node.text(deep=True, separator="")))


def above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around one, the nearest first, up to `body`."""
    around = node.parent
    while around is not None and around.tag not in ("html", "-document"):
        yield around
        around = around.parent


def name_of(node: LexborNode) -> str:
    """Class and id of an element in one string."""
    return " ".join(filter(None, (node.attributes.get("class"), node.attributes.get("id"))))


def is_prose(block: Block) -> bool:
    """Whether a block is a paragraph of a text."""
    if block.image or block.kind in ("h", "table") or linked(block) > _LINKED or why_dropped(block, ()):
        return False
    return weight(block.text) >= (_WEIGHT if ends_sentence(block.text) else _LINE)


class View:
    """One page. `shared` are texts that other given pages hold too: they belong to the site."""

    def __init__(self, page: Page, shared: Collection[str] = ()) -> None:
        self.page, self.shared = page, shared
        home = "" if page.url else UNKNOWN  # without any, relative links are none
        self.blocks: list[Block] = page.stream(home).blocks if not page.is_feed else []

    @cached_property
    def nodes(self) -> dict[int, LexborNode]:
        """Each element by its number, in document order."""
        return {node.mem_id: node for node in self.page.css("*")}

    @cached_property
    def order(self) -> dict[int, int]:
        """The place of each element in the document."""
        return {number: at for at, number in enumerate(self.nodes)}

    @cached_property
    def title(self) -> str:
        """What `<title>` says."""
        node = self.page.first("title")
        return seen(node) if node else ""

    @cached_property
    def prose(self) -> list[int]:
        """The blocks of prose that do not stand in the site's furniture."""
        found = [at for at, block in enumerate(self.blocks) if is_prose(block) and block.text not in self.shared]
        held = Counter(step.id for at in found for step in self.blocks[at].path)
        return [at for at in found if not self._is_beside(self.blocks[at], held, len(found))]

    def _is_beside(self, block: Block, held: Counter[int], total: int) -> bool:
        return any(
            (step.tag in _BESIDE or FURNITURE.search(step.name)) and held[step.id] < _MOST * total
            for step in block.path
            if step.tag not in ("html", "body")
        )

    def is_furniture(self, node: LexborNode) -> bool:
        """Whether an element stands in navigation, a sidebar or a footer, or is hidden."""
        return any(
            one.tag in _BESIDE or is_hidden(one.attributes) or FURNITURE.search(name_of(one))
            for one in (node, *above(node))
            if one.tag != "body" and self.prose_in(one) < _MOST * max(len(self.prose), 1)
        )

    def prose_in(self, node: LexborNode) -> int:
        """How many blocks of the article's prose an element holds."""
        return self._held[node.mem_id]

    @cached_property
    def _held(self) -> Counter[int]:
        return Counter(step.id for at in self.prose for step in self.blocks[at].path)

    @cached_property
    def box(self) -> LexborNode | None:
        """The smallest element that holds the article's prose; None where there is none."""
        if not self.prose:
            return None
        found = self.main
        paths = [[step.id for step in self.blocks[at].path if step.tag not in PARAGRAPHS] for at in found]
        common = [number for number in paths[0] if all(number in path for path in paths)]
        return self.nodes.get(common[-1]) if common else None

    @cached_property
    def main(self) -> list[int]:
        """The prose of the article: what stands in the box of most of it, and a lead above."""
        if not self.prose:
            return []
        weights = {at: weight(self.blocks[at].text) for at in self.prose}
        inside, whole = set(self.prose), sum(weights.values())
        for depth in range(max((len(self.blocks[at].path) for at in self.prose), default=0)):
            groups = Counter[int]()
            for at in inside:
                path = self.blocks[at].path
                if depth < len(path) and path[depth].tag not in PARAGRAPHS:
                    groups[path[depth].id] += weights[at]
            best = groups.most_common(1)
            if not best or best[0][1] < _MOST * whole:
                break
            inside = {
                at
                for at in inside
                if len(self.blocks[at].path) > depth and self.blocks[at].path[depth].id == best[0][0]
            }
        return self._with_lead(sorted(inside))

    def _with_lead(self, inside: list[int]) -> list[int]:
        """The paragraphs and those that stand right above them, below a heading."""
        heads = [at for at, block in enumerate(self.blocks[: inside[0]]) if self._is_head(block)]
        if not heads:
            return inside
        return [at for at in self.prose if heads[-1] < at < inside[0]] + inside

    def _is_head(self, block: Block) -> bool:
        """Whether a block is a heading, or what `<title>` begins with."""
        return block.kind == "h" or (weight(block.text) >= _HEAD and self.title.startswith(block.text))
