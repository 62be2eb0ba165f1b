"""Problems over time: begun, going on, over, and told once a day."""

from datetime import UTC, datetime, timedelta

import msgspec

from ipr_feeds.incidents import Incident, Trouble, follow, to_tell

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DOWN = Trouble("gacc", "unreachable", "gacc, http://a/: no answer", "http://a/")
OPEN = Incident("gacc", "unreachable", NOW - HOUR, "gacc, http://a/: no answer", "http://a/", told=NOW - HOUR)


def test_a_problem_begins_with_the_first_of_its_kind() -> None:
    second = Trouble("gacc", "unreachable", "gacc, http://b/: no answer", "http://b/")
    assert follow([], [DOWN, second], (), NOW) == [Incident("gacc", "unreachable", NOW, DOWN.message, "http://a/")]


def test_a_problem_goes_on_with_the_message_that_it_began_with() -> None:
    other = Trouble("gacc", "unreachable", "other words", "http://b/")
    assert follow([OPEN], [other], (), NOW) == [msgspec.structs.replace(OPEN, runs=2)]


def test_a_problem_that_is_not_met_is_over_unless_its_source_was_passed_over() -> None:
    assert follow([OPEN], [], (), NOW) == [msgspec.structs.replace(OPEN, until=NOW)]
    assert follow([OPEN], [], ("gacc",), NOW) == [OPEN]


def test_what_does_not_last_is_no_incident() -> None:
    assert follow([], [msgspec.structs.replace(DOWN, lasting=False)], (), NOW) == []


def test_a_problem_is_told_when_it_begins_once_a_day_and_when_it_is_over() -> None:
    (begun,) = follow([], [DOWN], (), NOW)
    assert to_tell(begun, NOW)
    told = msgspec.structs.replace(begun, told=NOW)
    assert [hours for hours in range(48) if to_tell(told, NOW + hours * HOUR)] == list(range(24, 48))
    assert to_tell(msgspec.structs.replace(told, until=NOW), NOW)
    assert not to_tell(msgspec.structs.replace(begun, until=NOW), NOW)
