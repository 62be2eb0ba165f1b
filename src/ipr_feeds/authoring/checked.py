"""What a check found, for people and for programs."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from ipr_feeds.authoring.compiling import compile_warnings
from ipr_feeds.authoring.conformance import Verdict
from ipr_feeds.plugins import Loaded, Plugins


class Checked(NamedTuple):
    """A source, what came of the rules, and what Python warns of while its plugin is compiled and loaded."""

    loaded: Loaded
    verdicts: Sequence[Verdict]
    warnings: Sequence[str]

    @property
    def broken(self) -> list[str]:
        """The rules that it breaks."""
        return [verdict.rule for verdict in self.verdicts if verdict.findings]


def checked(found: Plugins, loaded: Loaded, verdicts: Sequence[Verdict]) -> Checked:
    """A source with its verdicts and all warnings, each once."""
    told = (problem.message for problem in found.warnings if problem.plugin == loaded.plugin)
    return Checked(loaded, verdicts, tuple(dict.fromkeys([*told, *compile_warnings(loaded.source)])))


def as_text(results: Sequence[Checked], *, whole: bool) -> str:
    """Which rules are broken and how, by source; on demand those that are kept, too."""
    return "\n".join(line for one in results for line in _lines(one, whole=whole))


def _lines(one: Checked, *, whole: bool) -> list[str]:
    kept = "keeps its one rule" if len(one.verdicts) == 1 else f"keeps all {len(one.verdicts)} rules"
    state = f"breaks {', '.join(one.broken)}" if one.broken else kept
    found = [f"{one.loaded.source.name}: {state}  ({one.loaded.origin})"]
    for verdict in one.verdicts:
        if verdict.findings or whole:
            found.append(f"  {'FAILED' if verdict.findings else 'ok':<6}  {verdict.rule}: {verdict.says}")
        found += [f"    {line}" for finding in verdict.findings for line in str(finding).splitlines()]
    return [*found, *(f"  warning: {warning}" for warning in one.warnings)]


def as_json(results: Sequence[Checked]) -> str:
    """All of it, with every rule."""
    return json.dumps({"sources": [_described(one) for one in results]}, indent=2, ensure_ascii=False)


def _described(one: Checked) -> dict[str, Any]:
    return {
        "source": one.loaded.source.name,
        "plugin": one.loaded.plugin,
        "origin": one.loaded.origin,
        "ok": not one.broken,
        "rules": [
            {**verdict._asdict(), "findings": [finding._asdict() for finding in verdict.findings]}
            for verdict in one.verdicts
        ],
        "warnings": list(one.warnings),
    }
