"""What stands around articles and lists: texts that belong to the site, and where its menus lead."""

from collections.abc import Iterator, Sequence

from ipr_feeds.authoring.drafting.kinds import titled
from ipr_feeds.authoring.drafting.samples import Sample
from ipr_feeds.authoring.drafting.views import View, name_of, weight
from ipr_feeds.blocks import Block, linked
from ipr_feeds.urls import absolute

_TITLE = 18  # of the text of a link that is a title
_LINKED = 0.5
_SHORT = 30  # characters of a step of a menu
_MENUS = frozenset("nav navbar menu foot footer header head top breadcrumb topbar".split())


def shared(one: Sample, given: Sequence[Sample]) -> set[str]:
    """Texts that belong to the site: another given article has them too, or a list around its items."""
    found: set[str] = set()
    for other in given:
        if other.url != one.url and not _is_twin(one, other) and not other.page.is_feed:
            blocks = other.page.stream().blocks
            found |= {block.text for block in (blocks if other.kind == "article" else _around(blocks))}
    return found


def _is_twin(one: Sample, other: Sample) -> bool:
    return bool(one.article) and one.article == other.article


def _around(blocks: Sequence[Block]) -> list[Block]:
    """The blocks above and below the items of a list: between them stand leads, which the articles hold too."""
    titles = [at for at, block in enumerate(blocks) if linked(block) > _LINKED and weight(block.text) >= _TITLE]
    return [*blocks[: titles[0]], *blocks[titles[-1] + 2 :]] if titles else []


def named(lists: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    """Address and text of each link of the lists."""
    yield from ((url, text) for one in lists for text, url in titled(one.page))


def menus(views: Sequence[View], lists: Sequence[Sample]) -> set[str]:
    """Addresses that menus, heads and feet lead to, and those of the lists themselves."""
    boxes = [(view, box) for view in views for box in view.page.css("nav, header, footer, menu, [class], [id]")]
    links = [
        (view.page.base(), node)
        for view, box in boxes
        if box.tag in _MENUS or _MENUS & set(name_of(box).lower().replace("_", " ").replace("-", " ").split())
        for node in box.css("a[href]")
    ]
    found = {absolute(base, node.attributes.get("href")) for base, node in links if len(node.text().strip()) < _SHORT}
    return {one.url for one in lists} | {url for url in found if url}
