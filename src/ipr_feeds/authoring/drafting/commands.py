"""The commands that an author goes on with, as they can be pasted into a shell."""

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipr_feeds.authoring.drafting.samples import Sample
from ipr_feeds.authoring.drafting.writing import Place

_MORE = " \\"  # the command goes on in the next line


def commands(name: str, given: Sequence[Sample], place: Place) -> Iterator[str]:
    """How to look at an entry, to record all pages, and to check; in the folder of the project, if it is one."""
    if place.whole:
        yield f"cd {shlex.quote(str(place.folder))}"
    article = next(one for one in given if one.kind == "article")
    yield f"ipr-feeds extract {_page(article, place)} --explain"
    yield from _snapshot(name, given, place)
    yield f"ipr-feeds check {name}"
    if place.whole:
        yield from ("pip install -e '.[test]'", "pytest")


def _page(one: Sample, place: Place) -> str:
    url = shlex.quote(one.url)
    return url if is_address(one.place) else f"{_file(one, place)} --url {url}"


def _snapshot(name: str, given: Sequence[Sample], place: Place) -> Iterator[str]:
    """The recording of all pages; living and saved ones are two commands."""
    living = [shlex.quote(one.url) for one in given if is_address(one.place)]
    if living:
        yield f"ipr-feeds snapshot {name} {' '.join(living)}"
    saved = [f"--from {_page(one, place)}" for one in given if not is_address(one.place)]
    if saved:
        parts = [f"ipr-feeds snapshot {name}", *(f"    {one}" for one in saved)] if len(saved) > 1 else []
        parts = parts or [f"ipr-feeds snapshot {name} {saved[0]}"]
        yield from (f"{part}{_MORE}" for part in parts[:-1])
        yield parts[-1]


def is_address(page: str) -> bool:
    """Whether what was given is to be fetched."""
    return page.startswith(("http://", "https://"))


def _file(one: Sample, place: Place) -> str:
    """A file as it is called in the folder where the commands are run."""
    path = Path(one.place)
    if not place.whole or path.is_absolute():
        return shlex.quote(str(path))
    try:
        return shlex.quote(os.path.relpath(path.resolve(), place.folder.resolve()))
    except ValueError:  # on another drive
        return shlex.quote(str(path.resolve()))
