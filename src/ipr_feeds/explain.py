"""Why a page was read as it was, for people."""

from itertools import groupby

from ipr_feeds.trace import Note, Trace

_HEADINGS = {
    "page": "The page",
    "source": "Source",
    "list": "As a list",
    "layout": "Layouts",
    "field": "Fields",
    "title": "Title",
    "published": "Published",
    "dropped": "Left out",
}


def explain(trace: Trace) -> str:
    """The notes of a reading, a heading a step."""
    order = list(_HEADINGS)
    notes = sorted(trace.notes, key=lambda note: order.index(note.step) if note.step in order else len(order))
    return "\n".join(
        _section(_HEADINGS.get(step, step), list(group)) for step, group in groupby(notes, key=lambda note: note.step)
    )


def _section(heading: str, notes: list[Note]) -> str:
    width = max(len(note.subject) for note in notes)
    lines = [f"  {note.subject:<{width}}  {note.detail}" for note in notes]
    return "\n".join([heading, *lines])
