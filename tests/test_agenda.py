"""When a page is asked for again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from ipr_feeds import agenda

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def looks(age: timedelta) -> list[timedelta]:
    """The ages at which a page is looked at again, from an age on."""
    found = []
    published = NOW - age
    moment: datetime | None = NOW
    while moment and (moment := agenda.look_again(published, moment)):
        found.append(moment - published)
    return found


def test_a_new_page_is_looked_at_again_ever_more_seldom() -> None:
    ages = looks(timedelta(0))
    gaps = [later - earlier for earlier, later in pairwise(ages)]
    assert ages[0] == timedelta(hours=6)
    assert gaps == sorted(gaps)
    assert 10 < len(ages) < 25


def test_an_old_page_is_left_alone() -> None:
    assert agenda.look_again(NOW - timedelta(days=60), NOW) is None
    assert agenda.look_again(NOW - timedelta(days=59), NOW) is not None


def test_a_page_that_fails_is_tried_for_ten_days_with_growing_gaps() -> None:
    moment, gaps, tries = NOW, [], 0
    while again := agenda.try_again(tries := tries + 1, moment, gone=False):
        gaps.append(again - moment)
        moment = again
    assert gaps[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert timedelta(days=5) < moment - NOW < timedelta(days=10)


def test_a_page_that_is_gone_is_soon_given_up() -> None:
    assert [agenda.try_again(tries, NOW, gone=True) for tries in (1, 2, 3)] == [NOW + timedelta(days=1)] * 2 + [None]
