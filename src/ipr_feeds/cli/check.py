"""`ipr-feeds check`: what every source has to keep."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from ipr_feeds.authoring.conformance import Verdict, snapshots_of
from ipr_feeds.authoring.conformance import check as check_source
from ipr_feeds.cli.options import load_plugins, tell_problems, with_config
from ipr_feeds.config import Config
from ipr_feeds.plugins import Loaded, Plugins, Problem, named


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--live", is_flag=True, help="Read one list and one article of each living site instead.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.option(
    "--snapshots",
    type=click.Path(path_type=Path),
    help="Folder of snapshots; 'snapshots' here, else the shipped ones, unless given.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name the rules that are kept, too.")
@with_config
def check(
    names: tuple[str, ...], live: bool, as_json: bool, snapshots: Path | None, verbose: bool, settings: Config
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
    results = [(one, _verdicts(found, settings, one, snapshots, live=live)) for one in loaded]
    warnings = [one for one in found.warnings if one.plugin in {each.plugin for each in loaded}]
    click.echo(_as_json(results, warnings) if as_json else _as_text(results, warnings, whole=verbose))
    tell_problems(found)
    broken = any(verdict.findings for _, verdicts in results for verdict in verdicts)
    concerned = {one.plugin for one in loaded}
    sys.exit(1 if broken or any(not names or one.plugin in concerned for one in found.problems) else 0)


def _verdicts(found: Plugins, settings: Config, one: Loaded, root: Path | None, *, live: bool) -> list[Verdict]:
    if not live:
        return check_source(one.source, root or snapshots_of(one.source.name, Path.cwd()))
    from ipr_feeds.authoring.living import check_live  # requests takes longer to load than snapshots to read

    return check_live(found, settings.fetch, one.source, lambda: datetime.now(UTC))


def _as_text(results: Sequence[tuple[Loaded, Sequence[Verdict]]], warnings: Sequence[Problem], *, whole: bool) -> str:
    return "\n".join(line for one, verdicts in results for line in _lines(one, verdicts, warnings, whole=whole))


def _lines(one: Loaded, verdicts: Sequence[Verdict], warnings: Sequence[Problem], *, whole: bool) -> list[str]:
    """A source's verdicts: which rules it breaks and how; on demand those that it keeps, too."""
    broken = [verdict.rule for verdict in verdicts if verdict.findings]
    kept = "keeps its one rule" if len(verdicts) == 1 else f"keeps all {len(verdicts)} rules"
    found = [f"{one.source.name}: {'breaks ' + ', '.join(broken) if broken else kept}  ({one.origin})"]
    for verdict in verdicts:
        if verdict.findings or whole:
            found.append(f"  {'FAILED' if verdict.findings else 'ok':<6}  {verdict.rule}: {verdict.says}")
        found += [f"    {line}" for finding in verdict.findings for line in str(finding).splitlines()]
    found += [f"  warning: {warning.message}" for warning in warnings if warning.plugin == one.plugin]
    return found


def _as_json(results: Sequence[tuple[Loaded, Sequence[Verdict]]], warnings: Sequence[Problem]) -> str:
    described = [
        {
            "source": one.source.name,
            "plugin": one.plugin,
            "origin": one.origin,
            "ok": not any(verdict.findings for verdict in verdicts),
            "rules": [
                {**verdict._asdict(), "findings": [finding._asdict() for finding in verdict.findings]}
                for verdict in verdicts
            ],
            "warnings": [warning.message for warning in warnings if warning.plugin == one.plugin],
        }
        for one, verdicts in results
    ]
    return json.dumps({"sources": described}, indent=2, ensure_ascii=False)
