"""What was written, loaded as any plugin is, and tried on every given page."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ipr_feeds import plugins
from ipr_feeds.authoring.drafting.samples import Sample
from ipr_feeds.errors import IprFeedsError, PluginError
from ipr_feeds.extract import entry_of
from ipr_feeds.links import Link
from ipr_feeds.model import Entry
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace


class Read(NamedTuple):
    """What a source makes of one page: an entry, the links of a list, or what is wrong."""

    place: str
    entry: Entry | None = None
    links: tuple[Link, ...] = ()
    problem: str = ""


def load(module: Path) -> Source:
    """The source in a module, through the loader of all plugins. Raises `PluginError` for what it would refuse."""
    with tempfile.TemporaryDirectory() as folder:  # the module's own folder may hold files that are no plugins
        shutil.copy(module, folder)
        found = plugins.load([Path(folder)])
        problem = next((one.message for one in found.problems if one.plugin == module.stem), "")
        if problem:
            raise PluginError(f"{module}: {problem.replace(folder, str(module.parent))}")
        return next(one.source for one in found.loaded if one.plugin == module.stem)


def read(source: Source, given: Sequence[Sample], now: datetime) -> list[Read]:
    """Each page as the source reads it: lists first, for what they say of the articles."""
    links: dict[str | None, Link] = {}
    told: dict[str, Read] = {}
    for one in sorted(given, key=lambda one: one.kind == "article"):
        try:
            if one.kind == "list":
                listed = source.links(one.page)
                links |= {source.key(link.url): link for link in listed}
                problem = "" if listed else "no link of the list is an article's"
                told[one.place] = Read(one.place, links=tuple(listed), problem=problem)
            else:
                link = links.get(source.key(one.url))
                told[one.place] = Read(one.place, entry=entry_of(source, one.page, link, now, Trace()))
        except IprFeedsError as error:
            told[one.place] = Read(one.place, problem=str(error))
    return [told[one.place] for one in given]
