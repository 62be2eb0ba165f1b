"""What was decided while a page was read, for those who ask why."""

from typing import NamedTuple


class Note(NamedTuple):
    """One decision: at which step, about what, and what was decided."""

    step: str
    subject: str
    detail: str


class Trace:
    """Collects notes; the reading itself never looks at them."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def note(self, step: str, subject: str, detail: str) -> None:
        """Add one decision."""
        self.notes.append(Note(step, subject, detail))
