"""Progress and a summary on a terminal, by rich."""

from collections.abc import Sequence
from datetime import datetime

from rich import progress
from rich.console import Console
from rich.table import Table

from ipr_feeds.events import Advanced
from ipr_feeds.report import Report, files
from ipr_feeds.watch import Standing


class Progress:
    """A bar for each source."""

    def __init__(self) -> None:
        self._bars = progress.Progress(
            progress.TextColumn("{task.fields[source]}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.description}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, progress.TaskID] = {}
        self.start, self.stop = self._bars.start, self._bars.stop

    def advance(self, event: Advanced) -> None:
        """Show how far a source is."""
        if event.source not in self._tasks:
            self._tasks[event.source] = self._bars.add_task(event.doing, total=event.of, source=event.source)
        self._bars.update(self._tasks[event.source], description=event.doing, total=event.of, completed=event.done)


def summary(report: Report, *, has_address: bool) -> None:
    """Show what was read of each source, and which files hold the feeds; `has_address`: whether they say where."""
    console = Console(stderr=True, highlight=False, markup=False)
    table = Table("source", box=None, pad_edge=False, header_style="bold")
    for heading in ("listed", "new", "edited", "unchanged", "waiting", "problems"):
        table.add_column(heading, justify="right")
    for name, outcome in report.outcomes.items():
        listed = str(outcome.listed) if outcome.listed or outcome.problems else "as before"
        figures = (outcome.new, outcome.edited, outcome.looked_at, outcome.waiting)
        table.add_row(name, listed, *map(str, figures), ", ".join(outcome.problems) or "none")
    console.print(table)
    for line in files(report.published):
        console.print(line, soft_wrap=True)
    if not has_address:
        told = "each feed can name its own address, and feeds.opml lists them"
        console.print(f"hint: with publish.base_url in the settings {told}", soft_wrap=True)


def table(found: Sequence[Standing]) -> None:
    """Show how the sources are doing, and what is wrong."""
    console = Console(highlight=False, markup=False)
    shown = Table("source", "state", box=None, pad_edge=False, header_style="bold")
    for heading in ("newest (UTC)", "last run", "last read"):
        shown.add_column(heading)
    shown.add_column("entries", justify="right")
    shown.add_column("waiting", justify="right")
    for one in found:
        times = (one.health.newest_entry, one.last_run, one.last_read)
        shown.add_row(one.health.name, one.health.state, *map(_time, times), str(one.entries), str(one.waiting))
    console.print(shown)
    for one in found:
        for problem in one.health.problems:
            console.print(f"{problem.kind} since {_time(problem.since)} UTC: {problem.message}", soft_wrap=True)


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"
