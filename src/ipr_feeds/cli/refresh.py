"""`ipr-feeds refresh`: the main job."""

import sys
from pathlib import Path

import click

from ipr_feeds.cli.options import load_plugins, tell_problems, with_config
from ipr_feeds.config import Config
from ipr_feeds.errors import UsageError
from ipr_feeds.fetch.snapshots import shipped
from ipr_feeds.publish import Manner
from ipr_feeds.refresh import ASSUMED_BASE, Report, refresh_offline
from ipr_feeds.urls import BASE, is_base


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--offline", is_flag=True, help="Replay snapshots instead of reading the sites.")
@click.option(
    "--snapshots", type=click.Path(path_type=Path), help="Folder of snapshots; the shipped ones unless given."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="Folder for the feeds."
)
@click.option("--base-url", help=f"Address under which the folder is served, else as set, else {ASSUMED_BASE}.")
@with_config
@click.option("-v", "--verbose", is_flag=True, help="Say what was written where no terminal is.")
def refresh(
    names: tuple[str, ...],
    offline: bool,
    snapshots: Path | None,
    out: Path,
    base_url: str | None,
    settings: Config,
    verbose: bool,
) -> None:
    """Read the sources (all, or each NAME) and write their feeds; the combined feed always holds all.

    Says nothing when all is well and no terminal is there. Exit status 1: some source has a problem, the
    rest is published.

    \b
    Example: ipr-feeds refresh --offline --out demo
    """
    if not offline:
        raise UsageError("reading the living sites is not built yet; add --offline to replay snapshots")
    if base_url is not None and not is_base(base_url):
        raise UsageError(f"--base-url {base_url}: must be {BASE}")
    found, manner = load_plugins(settings), _manner(settings, base_url)
    if set(names) - {source.name for source in found.sources}:
        tell_problems(found)
    report = refresh_offline(found, snapshots or shipped(), out, manner, names)
    _say(report, verbose or sys.stdout.isatty())
    sys.exit(1 if report.troubles else 0)


def _manner(settings: Config, base_url: str | None) -> Manner:
    served = base_url or settings.publish.base_url
    summaries = frozenset(name for name, source in settings.sources.items() if source.content == "summary")
    return Manner(f"{served.rstrip('/')}/" if served else None, settings.publish.window, summaries)


def _say(report: Report, talkative: bool) -> None:
    for trouble in report.troubles:
        click.echo(f"ipr-feeds: {trouble.kind}: {trouble.message}", err=True)
    for file in report.published if talkative else ():
        click.echo(f"{file.path}  {file.entries} entries  {'written' if file.changed else 'unchanged'}")
