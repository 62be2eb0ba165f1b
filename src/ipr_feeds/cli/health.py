"""`ipr-feeds health`: how the sources are doing."""

import sys

import click

from ipr_feeds.cli.options import load_plugins, with_config
from ipr_feeds.config import Config
from ipr_feeds.store import Store
from ipr_feeds.store.database import require
from ipr_feeds.watch import Standing, standing


@click.command()
@with_config
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def health(settings: Config, as_json: bool) -> None:
    """Show how each source is doing: its state, its newest entry, its last run, and what is wrong since when.

    Exit status 1: some source has a problem.

    \b
    Example: ipr-feeds health --json
    """
    path = settings.path(settings.store.path)
    require(path)
    with Store(path) as store:
        found = standing(store, load_plugins(settings).sources)
    if as_json:
        click.echo(Standing.as_json(found))
    else:
        from ipr_feeds.cli.terminal import table

        table(found)
    sys.exit(1 if any(one.health.problems for one in found) else 0)
