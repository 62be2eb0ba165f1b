"""`ipr-feeds snapshot`: recording pages of a source, and what they are to be read as."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from ipr_feeds.authoring.conformance import FOLDER
from ipr_feeds.authoring.snapshot import Taken, reparse, take
from ipr_feeds.authoring.vetting import Fetched
from ipr_feeds.cli.options import load_plugins, tell_problems, with_config
from ipr_feeds.config import Config
from ipr_feeds.errors import PageError, UsageError
from ipr_feeds.hookspecs import Response
from ipr_feeds.plugins import Plugins, named
from ipr_feeds.report import lines
from ipr_feeds.source import Source

_LIMIT = 3


@click.command()
@click.argument("name")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--from", "files", multiple=True, metavar="FILE", help="A saved page; --url says where it is from.")
@click.option("--url", "origins", multiple=True, help="The address of the saved page, once for each --from.")
@click.option("--limit", type=click.IntRange(min=0), default=_LIMIT, help=f"Articles to take; {_LIMIT} unless given.")
@click.option("--reparse", is_flag=True, help="Fetch nothing: read what is recorded anew.")
@click.option(
    "--snapshots",
    type=click.Path(path_type=Path),
    default=Path(FOLDER),
    help="Where to record; 'snapshots' unless given.",
)
@with_config
def snapshot(
    name: str,
    urls: tuple[str, ...],
    files: tuple[str, ...],
    origins: tuple[str, ...],
    limit: int,
    reparse: bool,
    snapshots: Path,
    settings: Config,
) -> None:
    """Record pages of the source NAME and what they are read as, and show what is read otherwise than before.

    Fetches the lists of the source and the newest articles that they name, or each URL, or takes saved pages. A page
    that cannot be read is refused, and what was recorded of it stays. Exit status 1: some page was refused.

    \b
    Example: ipr-feeds snapshot harbour --from page.html --url https://customs.harbour.example/news/17.html
    """
    if sum(map(bool, (urls, files, reparse))) > 1:
        raise UsageError("give addresses, or --from, or --reparse: one of them")
    if len(files) != len(origins):
        raise UsageError(f"{len(files)} --from and {len(origins)} --url: each saved page needs its address")
    found = load_plugins(settings)
    if name not in {source.name for source in found.sources}:
        tell_problems(found)
    (source,) = named(found, [name])
    taken = _taken(found, settings, source, snapshots, (urls, files, origins, limit), again=reparse)
    click.echo(_told(taken), nl=False)
    for line in lines(taken.troubles, None):
        click.echo(f"ipr-feeds: {line}", err=True)
    sys.exit(1 if taken.troubles else 0)


def _taken(
    found: Plugins,
    settings: Config,
    source: Source,
    root: Path,
    wanted: tuple[Sequence[str], Sequence[str], Sequence[str], int],
    *,
    again: bool,
) -> Taken:
    urls, files, origins, limit = wanted
    if again:
        return reparse(source, root)
    if files:
        return take(source, root, [_saved(file, url) for file, url in zip(files, origins, strict=True)])
    from ipr_feeds.authoring.collecting import collect  # requests takes longer to load than saved pages to read

    pages, troubles = collect(found, settings.fetch, source, urls, limit, lambda: datetime.now(UTC))
    taken = take(source, root, pages)
    return taken._replace(troubles=(*troubles, *taken.troubles))


def _saved(file: str, url: str) -> Fetched:
    """A saved page; when it was saved is when it was fetched."""
    path = Path(file)
    try:
        return Fetched(Response(url, 200, {}, path.read_bytes()), datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except OSError as error:
        raise PageError(f"{error.strerror}", url=file, advice="give a saved page") from error


def _told(taken: Taken) -> str:
    """What was recorded and what changed, a line each."""
    recorded = [f"recorded {file}" for file in taken.files]
    changed = [line for one in taken.changes for line in (one.url, *(f"  {line}" for line in one.lines))]
    nothing = [] if changed or taken.troubles else ["nothing is read otherwise than before"]
    return "".join(f"{line}\n" for line in (*recorded, *changed, *nothing))
