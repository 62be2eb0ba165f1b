"""`ipr-feeds sources`: which sources there are, and what is wrong with plugins."""

import json
import sys

import click

from ipr_feeds import plugins
from ipr_feeds.cli.options import load_plugins, tell_problems, with_config
from ipr_feeds.config import Config
from ipr_feeds.plugins import Loaded, Plugins


@click.command()
@with_config
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def sources(settings: Config, as_json: bool) -> None:
    """List every source with its layouts, hosts and origin, and every problem of a plugin.

    Exit status 1: some plugin has a problem.

    \b
    Example: ipr-feeds sources --json
    """
    found = load_plugins(settings)
    click.echo(json.dumps(_described(found), indent=2, ensure_ascii=False) if as_json else _listed(found))
    tell_problems(found)
    sys.exit(1 if found.problems else 0)


def _described(found: Plugins) -> dict[str, object]:
    return {
        "sources": [
            {
                "name": one.source.name,
                "title": one.source.title,
                "home": one.source.home,
                "language": one.source.language,
                "cadence_days": one.source.cadence.days,
                "layouts": [layout.name for layout in one.source.layouts],
                "hosts": list(one.source.hosts),
                "plugin": one.plugin,
                "origin": one.origin,
            }
            for one in found.loaded
        ],
        "problems": [problem._asdict() for problem in found.problems],
    }


def _listed(found: Plugins) -> str:
    folder = f"sources of your own go into {plugins.user_folder()}"
    return "\n".join([*(_paragraph(one) for one in found.loaded), folder])


def _paragraph(one: Loaded) -> str:
    layouts = ", ".join(layout.name for layout in one.source.layouts)
    return "\n".join(
        (
            f"{one.source.name}: {one.source.title}",
            f"  layouts  {layouts}",
            f"  hosts    {', '.join(one.source.hosts)}",
            f"  from     {one.plugin} ({one.origin})",
        )
    )
