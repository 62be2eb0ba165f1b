"""The command line: parse, call, print."""

import sys
import warnings
from importlib import import_module
from typing import Any

import click

from ipr_feeds.cli.options import status_of
from ipr_feeds.errors import IprFeedsError
from ipr_feeds.program import NAME

#: One module each, imported only when it is called: cron pays for every millisecond.
COMMANDS = (
    "backup", "check", "config", "extract", "health", "new", "refresh", "schema", "serve", "snapshot", "sources",
)  # fmt: skip


class _Group(click.Group):
    """Errors made on purpose are one line on stderr and an exit status, never a traceback."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"ipr_feeds.cli.{name}"), name)
        return command

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except IprFeedsError as error:
            click.echo(f"ipr-feeds: {error}", err=True)
            sys.exit(status_of(error))
        except OSError as error:  # of standard input or output; the rooms turn those of files into their own
            click.echo(f"ipr-feeds: {error.strerror or error}", err=True)
            sys.exit(1)


def run() -> None:
    """The program: what Python warns of in plugins is for their authors, who run `check`, and would mail operators."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    main(prog_name=NAME)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ipr-feeds")
def main() -> None:
    """Customs intellectual-property news from sites without feeds, as clean Atom feeds.

    \b
    Example: ipr-feeds refresh --offline
    """
