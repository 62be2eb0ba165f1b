"""Whether a list can be believed."""

from datetime import timedelta

import pytest

from ipr_feeds.suspicion import PATIENCE, Look, suspicion

STEADY = [Look(20, 18, 0)] * 5
NOW = timedelta(0)


def test_an_all_new_list_where_most_was_known_is_not_believed_for_a_day() -> None:
    assert "all 20 items are new" in suspicion(Look(20, 0, 0), STEADY, NOW)
    assert suspicion(Look(20, 0, 0), STEADY, PATIENCE) == ""


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (Look(20, 1, 0), STEADY),                          # one old friend is enough
        (Look(4, 0, 0), STEADY),                           # too few to say
        (Look(20, 0, 0), STEADY[:4]),                      # not yet five runs
        (Look(20, 0, 0), [*STEADY[:4], Look(20, 9, 0)]),   # a list that turns over fast
        (Look(20, 0, 0), []),                              # never on a first run
        (Look(20, 0, 9), []),
    ],
)  # fmt: skip
def test_lists_that_may_well_be_so_are_believed(now: Look, before: list[Look]) -> None:
    assert suspicion(now, before, NOW) == ""


def test_strangers_are_not_believed_for_a_day_where_there_were_none() -> None:
    assert "2 items lead to other hosts or are hidden" in suspicion(Look(20, 18, 2), STEADY, NOW)
    assert suspicion(Look(20, 18, 2), STEADY, PATIENCE) == ""
    assert suspicion(Look(20, 18, 1), STEADY, NOW) == ""
    assert suspicion(Look(20, 18, 3), [Look(20, 18, 2), *STEADY], NOW) == ""


def test_runs_that_read_only_some_lists_tell_nothing_of_what_is_new() -> None:
    assert "all 20 items are new" in suspicion(Look(20, 0, 0), [Look(0, 0, 0), *STEADY], NOW)
