"""What feedgen has no words for: elements of other vocabularies, in feeds that it writes."""

from collections.abc import Callable, Mapping
from typing import Any

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"


def declare(generator: Any, spaces: Mapping[str, str]) -> None:
    """Name the vocabularies, by prefix, at the head of a feed."""
    from feedgen.ext.base import BaseExtension

    class Spaces(BaseExtension):  # type: ignore[misc]
        def extend_ns(self) -> dict[str, str]:
            return dict(spaces)

    generator.register_extension("ipr", Spaces)


def finish(entry: Any, change: Callable[[Any], None]) -> None:
    """Let `change` have the element of an entry as feedgen has made it."""
    from feedgen.ext.base import BaseEntryExtension

    class Finish(BaseEntryExtension):  # type: ignore[misc]
        def extend_atom(self, element: Any) -> Any:
            change(element)
            return element

        extend_rss = extend_atom

    entry.register_extension("ipr", Finish)


def add(parent: Any, tag: str, text: str | None = None, /, **attributes: str) -> Any:
    """A new element in another."""
    from lxml import etree

    element = etree.SubElement(parent, tag, **attributes)
    element.text = text
    return element
