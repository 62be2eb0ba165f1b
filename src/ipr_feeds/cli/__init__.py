"""The command line: parse, call, print."""

import sys
from typing import Any

import click

from ipr_feeds.cli.config import config
from ipr_feeds.cli.extract import extract
from ipr_feeds.cli.refresh import refresh
from ipr_feeds.cli.schema import schema
from ipr_feeds.cli.sources import sources
from ipr_feeds.errors import IprFeedsError, UsageError


class _Group(click.Group):
    """Errors made on purpose are one line on stderr and an exit status, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except IprFeedsError as error:
            click.echo(f"ipr-feeds: {error}", err=True)
            sys.exit(2 if isinstance(error, UsageError) else 1)
        except OSError as error:  # of standard input or output; the rooms turn those of files into their own
            click.echo(f"ipr-feeds: {error.strerror or error}", err=True)
            sys.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ipr-feeds")
def main() -> None:
    """Customs intellectual-property news from sites without feeds, as clean Atom feeds.

    \b
    Example: ipr-feeds refresh --offline
    """


for command in (config, extract, refresh, schema, sources):
    main.add_command(command)
