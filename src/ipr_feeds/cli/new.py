"""`ipr-feeds new`: a source module from pages of a site."""

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipr_feeds import plugins
from ipr_feeds.authoring.drafting import making
from ipr_feeds.authoring.drafting.making import Get
from ipr_feeds.authoring.drafting.writing import place
from ipr_feeds.cli.options import load_plugins, with_config
from ipr_feeds.config import Config
from ipr_feeds.hookspecs import Response
from ipr_feeds.plugins import Plugins
from ipr_feeds.source import Source

if TYPE_CHECKING:
    from ipr_feeds.fetch.fetcher import Fetcher

_REQUESTS = 100  # of one host


@click.command()
@click.argument("name")
@click.argument("pages", metavar="PAGE…", nargs=-1, required=True)
@click.option("--url", "urls", multiple=True, help="The address that a saved PAGE is from; once for each, in order.")
@click.option("--package", is_flag=True, help="Write a whole project that pip can install.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write into.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@with_config
def new(
    name: str,
    pages: tuple[str, ...],
    urls: tuple[str, ...],
    package: bool,
    out: Path | None,
    force: bool,
    settings: Config,
) -> None:
    """Write the source NAME for a site, from saved or living pages of it: articles, and a list of them.

    It goes into the folder of drop-in sources; what is guessed is marked in it.

    \b
    Example: ipr-feeds new harbour list.html article.html --url https://customs.harbour.example/news/
    """
    found = load_plugins(settings)
    target = place(name, out or _folder(settings, package), whole=package, force=force, known=found.loaded)
    with ExitStack() as until:
        given = making.got(name, pages, urls, _getter(found, settings, until))
    made = making.make(name, given, target, datetime.now(UTC), found.sources)
    click.echo("\n".join(making.lines(made)))
    for one in made.reads:
        if one.problem:
            click.echo(f"ipr-feeds: {one.place}: {one.problem}", err=True)
    sys.exit(0 if made.works else 1)


def _folder(settings: Config, package: bool) -> Path:
    if package:
        return Path()
    return settings.path(settings.plugins.directory) if settings.plugins.directory else plugins.user_folder()


def _getter(found: Plugins, settings: Config, until: ExitStack) -> Get:
    """What gets living pages, all by one fetcher: it keeps the pauses between them."""
    opened: list[Fetcher] = []

    def get(url: str, source: Source) -> Response:
        from ipr_feeds.single import fetching  # requests and sqlite3 take longer to load than a page to read

        if not opened:
            opened.append(until.enter_context(fetching(found, settings.fetch, _REQUESTS)))
        return opened[0].get(opened[0].request(url, source, {}))

    return get
