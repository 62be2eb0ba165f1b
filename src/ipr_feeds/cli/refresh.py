"""`ipr-feeds refresh`: the main job."""

import gc
import sys
from pathlib import Path

import click

from ipr_feeds.cli.options import load_plugins, tell_problems, with_config
from ipr_feeds.cli.telling import FORMATS, Teller
from ipr_feeds.config import Config
from ipr_feeds.errors import UsageError
from ipr_feeds.plugins import Plugins
from ipr_feeds.publish import Manner
from ipr_feeds.report import Report
from ipr_feeds.urls import BASE, is_base

_INTERRUPTED = 130  # as shells call it: 128 and the number of the signal


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--offline", is_flag=True, help="Replay snapshots instead of reading the sites.")
@click.option(
    "--snapshots", type=click.Path(path_type=Path), help="Offline: folder of snapshots; the shipped ones unless given."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the feeds; as set unless given, offline 'demo'."
)
@click.option("--base-url", help="Address under which the folder is served; as set unless given.")
@with_config
@click.option("-v", "--verbose", is_flag=True, help="Say what was requested and written, also where no terminal is.")
@click.option("--log-format", type=click.Choice(FORMATS), default=FORMATS[0], help="How it is said; json: a line each.")
def refresh(
    names: tuple[str, ...],
    offline: bool,
    snapshots: Path | None,
    out: Path | None,
    base_url: str | None,
    settings: Config,
    verbose: bool,
    log_format: str,
) -> None:
    """Read the sources (all, or each NAME) and write their feeds; the combined feed always holds all.

    Says nothing when all is well and no terminal is there. Exit status 1: some source has a problem, the
    rest is published; 75: another refresh is running.

    \b
    Example: ipr-feeds refresh --offline --out demo
    """
    if base_url is not None and not is_base(base_url):
        raise UsageError(f"--base-url {base_url}: must be {BASE}")
    if snapshots and not offline:
        raise UsageError("--snapshots needs --offline")
    found, manner = load_plugins(settings), _manner(settings, base_url)
    if set(names) - {source.name for source in found.sources}:
        tell_problems(found)
    with Teller(verbose=verbose, as_json=log_format == "json") as teller:
        if offline:
            report = _offline(found, snapshots, out, manner, names)
        else:
            report = _live(found, settings, out, manner, names, teller)
        teller.report(report, has_address=offline or bool(manner.base_url))
    gc.freeze()  # else the interpreter looks through all that is loaded once more before it ends, a tenth of the time
    sys.exit(_INTERRUPTED if report.stopped else 1 if report.troubles else 0)


def _offline(
    found: Plugins, snapshots: Path | None, out: Path | None, manner: Manner, names: tuple[str, ...]
) -> Report:
    from ipr_feeds.fetch.snapshots import shipped
    from ipr_feeds.replay import refresh_offline

    return refresh_offline(found, snapshots or shipped(), out or Path("demo"), manner, names)


def _live(
    found: Plugins, settings: Config, out: Path | None, manner: Manner, names: tuple[str, ...], teller: Teller
) -> Report:
    from ipr_feeds import refresh as pipeline

    folder = out or settings.path(settings.publish.directory)
    return pipeline.refresh(found, settings, folder, manner, names, teller.tell)


def _manner(settings: Config, base_url: str | None) -> Manner:
    served = base_url or settings.publish.base_url
    summaries = frozenset(name for name, source in settings.sources.items() if source.content == "summary")
    base_url, publish = f"{served.rstrip('/')}/" if served else None, settings.publish
    return Manner(base_url, publish.window, summaries, formats=publish.formats, pages=publish.pages)
