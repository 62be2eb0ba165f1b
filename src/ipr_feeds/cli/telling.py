"""What people and programs see of a run: lines on stderr and stdout, JSON, or progress on a terminal."""

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from ipr_feeds.cli.options import status_of
from ipr_feeds.errors import IprFeedsError
from ipr_feeds.events import Advanced, Asked, Event
from ipr_feeds.incidents import Trouble
from ipr_feeds.report import Report, files, lines, over

FORMATS = ("text", "json")
_LIKE = 3  # problems of one kind at one source that are told each for itself


class Teller:
    """Tells of a run: problems always, requests and files when asked or on a terminal, progress on a terminal."""

    def __init__(self, *, verbose: bool, as_json: bool) -> None:
        self.verbose, self.as_json = verbose, as_json
        self.on_terminal = sys.stderr.isatty() and not as_json
        self.progress: Any = None

    def __enter__(self) -> "Teller":
        if self.on_terminal and not self.verbose:
            from ipr_feeds.cli.terminal import Progress  # 50 ms, of no use in cron

            self.progress = Progress()
            self.progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_progress()
        if self.as_json and isinstance(error, IprFeedsError):
            self._line("error", "failed", message=str(error))
            sys.exit(status_of(error))

    def tell(self, event: Event) -> None:
        """Tell of something while it happens; may be called from any thread."""
        if isinstance(event, Asked) and self.verbose:
            self._asked(event)
        elif isinstance(event, Advanced) and self.progress:
            self.progress.advance(event)

    def report(self, report: Report, *, has_address: bool = True) -> None:
        """Tell of the whole run: what is wrong, and what was done."""
        self._end_progress()
        held = frozenset[tuple[str, str]]() if self.verbose or self.on_terminal else report.held
        troubles = [one for one in report.troubles if (one.source, one.kind) not in held]
        if self.as_json:
            self._report_as_json(report, troubles)
            return
        for line in [*lines(troubles, None if self.verbose else _LIKE), *map(over, report.recovered)]:
            _say(f"ipr-feeds: {line}", err=True)
        if self.on_terminal and report.outcomes:
            from ipr_feeds.cli.terminal import summary

            summary(report, has_address=has_address)
        elif self.verbose or sys.stdout.isatty():
            for line in files(report.published):
                _say(line)

    def _asked(self, event: Asked) -> None:
        if self.as_json:
            self._line("info", "request", **event._asdict())
        else:
            size = f"{event.size:,} bytes" if event.size else ""
            _say(f"{event.source}: {event.answer} {event.url}  {event.seconds:.2f} s  {size}".rstrip(), err=True)

    def _report_as_json(self, report: Report, troubles: Sequence[Trouble]) -> None:
        for incident in report.recovered:
            self._line(
                "info", "recovered", source=incident.source, kind=incident.kind, since=incident.since.isoformat()
            )
        for trouble in troubles:
            told = {name: getattr(trouble, name) for name in ("source", "kind", "url", "message", "kept")}
            self._line("error", "problem", **told)
        if not self.verbose:
            return
        for name, outcome in report.outcomes.items():
            figures = {field: getattr(outcome, field) for field in ("listed", "new", "edited", "looked_at", "waiting")}
            self._line("info", "source", source=name, **figures)
        for file in report.published:
            self._line("info", "file", path=str(file.path), entries=file.entries, changed=file.changed)

    def _line(self, level: str, event: str, **told: object) -> None:
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        _say(json.dumps({"time": moment, "level": level, "event": event, **told}, ensure_ascii=False), err=True)

    def _end_progress(self) -> None:
        if self.progress:
            self.progress.stop()
            self.progress = None


def _say(line: str, *, err: bool = False) -> None:
    """Say a line if anybody can hear it: a full disk or a closed pipe must not stop the publishing."""
    try:
        click.echo(line, err=err)
    except OSError:
        deaf = Path(os.devnull).open("w")  # noqa: SIM115
        if err:
            sys.stderr = deaf
        else:
            sys.stdout = deaf
