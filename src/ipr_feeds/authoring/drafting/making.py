"""From pages to a source: got, sorted, described, written, and tried."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ipr_feeds.authoring.drafting import proof, writing
from ipr_feeds.authoring.drafting.commands import commands, is_address
from ipr_feeds.authoring.drafting.draft import draft
from ipr_feeds.authoring.drafting.proof import Read
from ipr_feeds.authoring.drafting.samples import Given, Sample, samples
from ipr_feeds.authoring.drafting.source_text import guesses
from ipr_feeds.authoring.drafting.writing import Place
from ipr_feeds.errors import PageError, PluginError, UsageError
from ipr_feeds.hookspecs import Response
from ipr_feeds.source import Source
from ipr_feeds.text import counted, shorten
from ipr_feeds.urls import host, is_of

Get: TypeAlias = Callable[[str, Source], Response]


class Made(NamedTuple):
    """A source that was written: its files, what it makes of each page, and what an author should look at."""

    name: str
    place: Place
    written: tuple[Path, ...]
    reads: tuple[Read, ...]
    guesses: tuple[str, ...]
    given: tuple[Sample, ...]

    @property
    def works(self) -> bool:
        """Whether every page was read."""
        return all(not one.problem for one in self.reads)


def got(name: str, pages: Sequence[str], urls: Sequence[str], get: Get) -> list[Given]:
    """The pages: files, each with the address that was given for it, in order, and living addresses.

    Raises `UsageError` for more addresses than files, and `PageError` for what cannot be had.
    """
    files = [page for page in pages if not is_address(page)]
    if len(urls) > len(files):
        raise UsageError(f"--url says where a saved page is from, one for each file: {len(urls)} for {len(files)}")
    told = dict(zip(range(len(files)), urls, strict=False))
    order = iter(range(len(files)))
    return [_fetched(name, page, get) if is_address(page) else _saved(page, told.get(next(order))) for page in pages]


def _saved(page: str, url: str | None) -> Given:
    try:
        return Given(page, Path(page).read_bytes(), url)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no name of a file"
        raise PageError(reason, url=page, advice="give a saved page or a web address") from error


def _fetched(name: str, url: str, get: Get) -> Given:
    bare = host(url).removeprefix("www.")
    kind = type("Provisional", (Source,), {"name": name, "hosts": (bare, f"www.{bare}", host(url))})
    response = get(url, kind())
    return Given(url, response.content, response.url, response.content_type)


def make(name: str, given: Sequence[Given], place: Place, now: datetime, known: Sequence[Source] = ()) -> Made:
    """Describe the pages, write the source, and try it; `known` are the other sources that there are.

    Raises `IprFeedsError` before anything is written.
    """
    found = samples(name, given)
    described = draft(name, found, now)
    written = writing.write(place, described)
    try:
        reads = proof.read(proof.load(place.module), found, now)
    except PluginError as error:
        reads = [Read(str(place.module), problem=str(error))]
    first = next(one for one in found if one.kind == "article")
    looked = [*guesses(described), *_rivals(name, first.url, known)]
    return Made(name, place, tuple(written), tuple(reads), tuple(looked), tuple(found))


def _rivals(name: str, url: str, known: Sequence[Source]) -> Iterator[str]:
    """Other sources that read the same host."""
    for one in known:
        if one.name != name and is_of(url, one.hosts):
            yield f"hosts: {one.name} reads {host(url)} too; `ipr-feeds extract --source {name}` asks this one"


def lines(made: Made) -> Iterator[str]:
    """What is told of it."""
    yield from (f"written: {path}" for path in made.written)
    yield from (_line(one) for one in made.reads if not one.problem)
    if made.guesses:
        yield "Look at these, they are guessed:"
        yield from (f"  {guess}" for guess in made.guesses)
    yield f"Everything that the site prints is published, unless `words` limits it: {made.place.module} shows how."
    yield "Go on with:"
    yield from (f"  {one}" for one in commands(made.name, made.given, made.place))


def _line(read: Read) -> str:
    if read.entry is None:
        dated = sum(link.published is not None for link in read.links)
        return f"{read.place}: a list of {counted(len(read.links), 'article')}, {dated} with a date"
    entry = read.entry
    paragraphs = len(entry.text.split("\n\n")) if entry.text else 0
    day = entry.published.isoformat() if entry.published else "no date"
    shown = f"{counted(paragraphs, 'paragraph')}, {counted(len(entry.images), 'picture')}"
    return f"{read.place}: an article, “{shorten(entry.title, 60)}”, {day}, {shown}"
