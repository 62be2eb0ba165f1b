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


def test_a_page_that_fails_is_tried_with_growing_gaps_up_to_a_week() -> None:
    moment, gaps = NOW, []
    for tries in range(1, 15):
        again = agenda.try_again(tries, moment, timedelta(0), gone=False)
        assert again is not None
        gaps.append(again - moment)
        moment = again
    assert gaps[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert gaps == sorted(gaps)
    assert gaps[-1] == timedelta(days=7)


def test_a_page_that_fails_is_given_up_when_lists_have_not_named_it_for_long() -> None:
    assert agenda.try_again(3, NOW, timedelta(days=13), gone=False)
    assert agenda.try_again(3, NOW, timedelta(days=15), gone=False) is None


def test_a_page_that_is_gone_is_soon_given_up() -> None:
    dues = [agenda.try_again(tries, NOW, timedelta(0), gone=True) for tries in (1, 2, 3)]
    assert dues == [NOW + timedelta(days=1)] * 2 + [None]


def test_a_site_that_fails_is_left_alone_ever_longer_up_to_half_a_day() -> None:
    rests = [agenda.rest(failures) for failures in range(12)]
    assert rests[:5] == [timedelta(0)] * 4 + [timedelta(hours=2)]
    assert rests == sorted(rests)
    assert rests[-1] == timedelta(hours=12)
