"""`ipr-feeds schema`: what an entry is."""

import json

import click

from ipr_feeds import model


@click.command()
def schema() -> None:
    """Print the JSON Schema of what `extract` prints.

    \b
    Example: ipr-feeds schema > entry.schema.json
    """
    click.echo(json.dumps(model.schema(), indent=2, ensure_ascii=False))
