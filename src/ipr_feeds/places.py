"""Where on a page, seen as blocks, the labels and spans of a layout point."""

from collections.abc import Collection, Sequence
from itertools import takewhile

from ipr_feeds import breadcrumb, noise
from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.blocks import Block
from ipr_feeds.region import body_after, largest_box
from ipr_feeds.source import Layout

_CRUMBS = 8  # blocks that a breadcrumb may be spread over
_VALUE = 40  # characters; a longer block below a bare label is not its value


class Places:
    """The blocks of one page and what a layout declares about them; all results are indexes of blocks."""

    def __init__(self, layout: Layout, blocks: Sequence[Block]) -> None:
        self.layout, self.blocks = layout, blocks
        self._taken: dict[str, list[int]] = {}  # by each field read so far

    def take(self, field: str, indexes: list[int]) -> list[int]:
        """Remember the blocks that a field took: others may count from it."""
        self._taken[field] = indexes
        return indexes

    def of(self, where: Anchor | Span) -> list[int]:
        """The blocks that an anchor or a span stands for, in order; none when an end is missing."""
        if isinstance(where, Anchor):
            at = self._first(where, 0)
            return [] if at is None else [at]
        if not where.after:
            return largest_box(self.blocks)
        start = self._end_of(where.after)
        if start is None:
            return []
        before = self._anchor(where.before)
        stop = self._first(before, start + 1) if before else None
        if where.nearest:
            body = body_after(self.blocks, start, len(self.blocks) if stop is None else stop)
            return [*self._pictures_above(start), start, *body] if where.including else body
        return [] if before and stop is None else list(range(start + 1, len(self.blocks) if stop is None else stop))

    def value(self, where: Anchor) -> str:
        """What follows a label in its block, else a short block after it."""
        at = self._first(where, 0)
        if at is None:
            return ""
        below = self.blocks[at + 1].text if at + 1 < len(self.blocks) else ""
        return where.value(self.blocks[at].text) or (below if len(below) <= _VALUE else "")

    def crumbs(self, where: Anchor) -> tuple[str, ...]:
        """The steps of a breadcrumb: in the block of its label, or in the blocks of links after a bare label."""
        at = self._first(where, 0)
        if at is None:
            return ()
        bare = not where.value(self.blocks[at].text)
        taken = self.take("section", [at, *(self._links_below(at) if bare else ())])
        joined = breadcrumb.PIECE.join(piece for index in taken for piece in self.blocks[index].pieces)
        return breadcrumb.steps(where.value(joined) or joined)

    def _links_below(self, at: int) -> list[int]:
        """The blocks of nothing but links directly below a block."""
        below = range(at + 1, min(at + 1 + _CRUMBS, len(self.blocks)))
        return list(takewhile(lambda index: noise.is_link(self.blocks[index]), below))

    def _first(self, anchor: Anchor, start: int) -> int | None:
        found = (at for at in range(start, len(self.blocks)) if anchor.begins(self.blocks[at].text))
        return next(found, None)

    def _end_of(self, place: Anchor | str) -> int | None:
        """The last block of a place."""
        if isinstance(place, Anchor):
            return self._first(place, 0)
        if place not in self._taken:
            declared = getattr(self.layout, place)
            self.take(place, self.of(declared) if isinstance(declared, Anchor | Span) else [])
        return self._taken[place][-1] if self._taken[place] else None

    def _anchor(self, place: Anchor | str | None) -> Anchor | None:
        """The label that a place, or the field that it names, begins with."""
        declared = getattr(self.layout, place) if isinstance(place, str) else place
        return declared if isinstance(declared, Anchor) else None

    def _pictures_above(self, start: int) -> list[int]:
        """Pictures, and lines under them, that stand directly above the first paragraph in its box."""
        box = self.blocks[start].path[:-2]
        at = start
        while at and self.blocks[at - 1].path[: len(box)] == box and self._is_pictured(at - 1):
            at -= 1
        return list(range(at, start))

    def _is_pictured(self, at: int) -> bool:
        return bool(self.blocks[at].image) or (at > 0 and bool(self.blocks[at - 1].image))


def outside(blocks: Sequence[Block], body: Collection[int]) -> tuple[list[str], list[str]]:
    """The texts above and below a body."""
    first, last = min(body), max(body)
    above = [block.text for block in blocks[:first] if block.text]
    below = [block.text for block in blocks[last + 1 :] if block.text]
    return above, below
