"""`ipr-feeds check`: what every source has to keep."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from ipr_feeds.authoring.checked import as_json, as_text, checked
from ipr_feeds.authoring.conformance import Verdict, snapshots_of
from ipr_feeds.authoring.conformance import check as check_source
from ipr_feeds.cli.options import load_plugins, tell_problems, with_config
from ipr_feeds.config import Config
from ipr_feeds.plugins import Loaded, Plugins, named


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--live", is_flag=True, help="Read one list and one article of each living site instead.")
@click.option("--json", is_flag=True, help="As JSON, for programs.")
@click.option(
    "--snapshots",
    type=click.Path(path_type=Path),
    help="Folder of snapshots; 'snapshots' here, else the shipped ones, unless given.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name the rules that are kept, too.")
@with_config
def check(
    names: tuple[str, ...], live: bool, json: bool, snapshots: Path | None, verbose: bool, settings: Config
) -> None:
    """Put the contract to the sources (all, or each NAME) and their snapshots: which rules are broken, and how.

    Exit status 1: a source breaks a rule, or a plugin cannot be loaded.

    \b
    Example: ipr-feeds check qbpc
    """
    found = load_plugins(settings)
    if set(names) - {source.name for source in found.sources}:
        tell_problems(found)
    wanted = {source.name for source in named(found, names)}
    loaded = [one for one in found.loaded if one.source.name in wanted]
    results = [checked(found, one, _verdicts(found, settings, one, snapshots, live=live)) for one in loaded]
    click.echo(as_json(results) if json else as_text(results, whole=verbose))
    tell_problems(found)
    concerned = [one for one in found.problems if not names or one.plugin in {each.plugin for each in loaded}]
    sys.exit(1 if concerned or any(one.broken for one in results) else 0)


def _verdicts(found: Plugins, settings: Config, one: Loaded, root: Path | None, *, live: bool) -> list[Verdict]:
    if not live:
        return check_source(one.source, root or snapshots_of(one.source.name, Path.cwd()))
    from ipr_feeds.authoring.living import check_live  # requests takes longer to load than snapshots to read

    return check_live(found, settings.fetch, one.source, lambda: datetime.now(UTC))
