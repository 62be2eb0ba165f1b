"""`ipr-feeds config`: the settings in force."""

import click

from ipr_feeds import config as settings_room
from ipr_feeds.cli.options import load_plugins, with_config
from ipr_feeds.config import Config


@click.command()
@with_config
def config(settings: Config) -> None:
    """Print the settings in force, and for each where it comes from.

    \b
    Example: ipr-feeds config --config ipr-feeds.toml
    """
    click.echo(settings_room.describe(settings, [source.name for source in load_plugins(settings).sources]))
