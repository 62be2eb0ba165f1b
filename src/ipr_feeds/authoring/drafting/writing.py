"""Where a new source goes, and what is written there."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ipr_feeds.authoring.drafting.draft import Draft
from ipr_feeds.authoring.drafting.project import folder_name, module_name, project
from ipr_feeds.authoring.drafting.source_text import source_text
from ipr_feeds.declarations import NAME, is_name
from ipr_feeds.errors import CannotWrite, UsageError
from ipr_feeds.plugins import Loaded


class Place(NamedTuple):
    """The folder that is written to, the module in it, and whether it is a whole project."""

    folder: Path
    module: Path
    whole: bool
    force: bool


def place(name: str, folder: Path, *, whole: bool, force: bool, known: Sequence[Loaded]) -> Place:
    """Where the source `name` goes. Raises `UsageError` for a name that cannot be, or that is taken."""
    if not is_name(name):
        raise UsageError(f"{name!r} is no name of a source: it must be {NAME}")
    folder = folder / folder_name(name) if whole else folder
    module = folder / (f"{module_name(name)}.py" if whole else f"{name.replace('-', '_')}.py")
    for one in known:
        own = one.plugin == module.stem and (Path(one.origin).resolve() == module.resolve() or (whole and force))
        if (one.source.name == name or one.plugin == module.stem) and not own:
            raise UsageError(f"{name} is already the source of {one.plugin} ({one.origin}); choose another name")
    if not force and module.exists():
        raise UsageError(f"{module} is there already; --force replaces it")
    return Place(folder, module, whole, force)


def write(place: Place, draft: Draft) -> list[Path]:
    """Write the module, or the whole project, and give the files that were written. Raises `CannotWrite`."""
    files: Mapping[str, str] = project(draft) if place.whole else {place.module.name: source_text(draft)}
    written: list[Path] = []
    for name, text in files.items():
        path = place.folder / name
        if path.exists() and not place.force:
            continue  # an author's own README outlives a module that was deleted
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CannotWrite(f"{path} cannot be written: {error.strerror}") from error
        written.append(path)
    return written
