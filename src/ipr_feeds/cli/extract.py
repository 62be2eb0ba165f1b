"""`ipr-feeds extract`: one page to its entry."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from ipr_feeds import explain as explaining
from ipr_feeds.cli.options import load_plugins, tell_problems, with_config
from ipr_feeds.config import Config
from ipr_feeds.errors import PageError, UnknownSource, UsageError
from ipr_feeds.extract import Wanted
from ipr_feeds.extract import extract as extract_page
from ipr_feeds.model import Entry, to_json
from ipr_feeds.plugins import Plugins
from ipr_feeds.trace import Trace


@click.command()
@click.argument("page")
@click.option("--url", help="The address that the page was saved from.")
@click.option("--source", help="The source that is to read it; found from the address or the page otherwise.")
@with_config
@click.option("--explain", is_flag=True, help="Say on stderr why the page was read as it was.")
def extract(page: str, url: str | None, source: str | None, settings: Config, explain: bool) -> None:
    """Print the entry of PAGE as JSON: a saved page or text ('-' is standard input), or a living address.

    \b
    Example: ipr-feeds extract page.html --url http://qbpc.org.cn/articles/view/cid/18/id/1048 --explain
    """
    trace, found = Trace(), load_plugins(settings)
    try:
        entry = _entry(found, settings, page, Wanted(url, source), trace)
    except PageError as error:
        if isinstance(error, UnknownSource):
            tell_problems(found)
        raise error.at("standard input" if page == "-" else page) from error
    finally:
        if explain:
            click.echo(explaining.explain(trace), err=True)
    click.echo(to_json(entry))


def _entry(found: Plugins, settings: Config, page: str, wanted: Wanted, trace: Trace) -> Entry:
    if not page.startswith(("http://", "https://")):
        return extract_page(found.sources, _read(page), wanted, datetime.now(UTC), trace)
    if wanted.url:
        raise UsageError("--url says where a saved page is from; PAGE is an address itself")
    from ipr_feeds.single import extract_live  # requests and sqlite3 take longer to load than a page to read

    return extract_live(found, settings.fetch, wanted._replace(url=page), datetime.now(UTC), trace)


def _read(page: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
    except OSError as error:
        raise PageError(f"{error.strerror}", url=page, advice="give a saved page, or - for standard input") from error
