"""`ipr-feeds backup`: a copy of the store."""

from pathlib import Path

import click

from ipr_feeds.cli.options import with_config
from ipr_feeds.config import Config
from ipr_feeds.store.database import backup as copy


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_config
def backup(file: Path, settings: Config) -> None:
    """Copy the store to FILE, whole, while refreshes may go on; what FILE was before is replaced.

    \b
    Example: ipr-feeds backup /var/backups/ipr-feeds.db
    """
    copy(settings.path(settings.store.path), file)
