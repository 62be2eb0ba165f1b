"""What several commands share: the settings, and the plugins that they allow."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ipr_feeds import config, plugins
from ipr_feeds.config import Config
from ipr_feeds.errors import Busy, IprFeedsError, UsageError
from ipr_feeds.plugins import Plugins

Command = TypeVar("Command", bound=Callable[..., Any])


def status_of(error: IprFeedsError) -> int:
    """The exit status that an error ends a command with."""
    return {UsageError: 2, Busy: os.EX_TEMPFAIL}.get(type(error), 1)


def with_config(command: Command) -> Command:
    """Give a command the option `--config`."""
    return click.option(
        "--config",
        "settings",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=f"File of settings; {config.FILE} in the working folder, else the user's own, unless given.",
        callback=lambda _context, _option, value: config.load(value, Path.cwd()),
    )(command)


def load_plugins(settings: Config) -> Plugins:
    """The plugins and sources that the settings allow, as they set them."""
    own = [settings.path(settings.plugins.directory)] if settings.plugins.directory else []
    found = plugins.load([plugins.user_folder(), *own], settings.plugins.disabled)
    return plugins.configured(found, settings)


def tell_problems(found: Plugins) -> None:
    """Say on stderr what is wrong with plugins: one of them may be the source that is missed."""
    for problem in found.problems:
        click.echo(f"ipr-feeds: plugin {problem.plugin} ({problem.origin}): {problem.message}", err=True)
