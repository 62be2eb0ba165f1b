"""`ipr-feeds serve`: the published folder on this machine, for a look at it with a feed reader."""

from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from ipr_feeds.cli.options import with_config
from ipr_feeds.config import Config
from ipr_feeds.serve import HOST, server


@click.command()
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@with_config
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on; 0: a free one."
)
@click.option("-v", "--verbose", is_flag=True, help="Show each request on stderr.")
def serve(directory: Path | None, settings: Config, port: int, verbose: bool) -> None:
    """Serve the published folder, or DIRECTORY, to this machine only, until Ctrl-C.

    It is for a preview; any web server can serve the folder to others.

    \b
    Example: ipr-feeds serve --port 8080 demo
    """
    folder = directory or settings.path(settings.publish.directory)
    log = partial(click.echo, err=True) if verbose else None
    with server(folder, port, log) as serving, suppress(KeyboardInterrupt):
        click.echo(f"serving {folder} at http://{HOST}:{serving.server_port}/ (Ctrl-C ends it)")
        serving.serve_forever()
