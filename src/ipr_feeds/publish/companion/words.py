"""How a source is doing, said to people."""

from datetime import date

from ipr_feeds.health import Problem, SourceHealth
from ipr_feeds.publish.companion.months import NAMES

STATES = {"ok": "All is well", "failing": "In trouble", "stale": "Silent"}
#: Why not all of a source could be read, by kind of problem.
UNREAD = {
    "unreachable": "no connection can be made",
    "timeout": "it does not answer in time",
    "http-status": "it answers with an error",
    "gone": "there is no such page any more",
    "throttled": "it asks for a long pause",
    "robots": "it asks programs to stay away",
    "blocked": "a bot wall stands before it",
    "too-large": "it sends more than is allowed",
    "not-a-page": "what it sends is no page",
    "damaged": "what it sends is damaged",
    "empty-list": "its lists name no article",
    "layout-changed": "its pages are not as they were",
    "suspicious": "what it sends cannot be believed",
    "plugin-error": "the plugin that reads it is broken",
}
#: What else can be wrong with it.
OTHERWISE = {
    "stale": "Since {day} it is silent for longer than is normal.",
    "field-lost": "Since {day} its newest articles lack what those before them had.",
    "cannot-write": "Since {day} a file cannot be written.",
}
_HELD_BACK = "Since {day} a file is held back: what it would hold cannot be right."
#: What goes wrong with files, which have no address.
_OF_FILES = ("cannot-write", "suspicious")


def state(health: SourceHealth) -> str:
    """How a source is doing, in two or three words."""
    return STATES[health.state]


def heading(health: SourceHealth) -> str:
    """What is no source: files that cannot be brought up to date, or a plugin."""
    of_files = all(one.kind in _OF_FILES and not one.url for one in health.problems)
    return f"The files “{health.name}”" if of_files else health.name


def sentences(health: SourceHealth) -> list[str]:
    """What is wrong with a source since when, a sentence each; none when all is well."""
    told = [_sentence(one) for one in health.problems]
    return [*told, "What was published stays."] if told else []


def _sentence(problem: Problem) -> str:
    since = day(problem.since)
    if problem.kind == "suspicious" and not problem.url:
        return _HELD_BACK.format(day=since)
    if problem.kind in OTHERWISE:
        return OTHERWISE[problem.kind].format(day=since)
    return f"Since {since} not all of it could be read: {UNREAD.get(problem.kind, problem.kind)}."


def day(moment: date) -> str:
    """A day as people write it."""
    return f"{moment.day} {NAMES[moment.month - 1]} {moment.year}"
