"""How a source is doing: what only shows over many entries."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from ipr_feeds.health import field_lost, of_source
from ipr_feeds.incidents import Incident
from ipr_feeds.model import Entry, Image
from ipr_feeds.source import Source

NOW = datetime(2026, 6, 1, tzinfo=UTC)
GOOD = Entry(
    id="urn:uuid:1", source="site", layout="page", url="http://site.example/1", title="T", summary="", text="T", html="",
    language="en", published=NOW, published_precision="day", published_from="page", authors=("Li",),
)  # fmt: skip
UNDATED = msgspec.structs.replace(GOOD, published=None, published_precision=None, published_from=None)


class Site(Source):
    name = "site"
    title = "A site"
    home = "http://site.example/"


def test_a_field_that_nearly_all_had_and_the_newest_lack_is_lost() -> None:
    told = field_lost(Site(), [UNDATED] * 5 + [GOOD] * 45 + [UNDATED] * 5)
    assert told is not None
    assert (told.kind, told.url) == ("field-lost", "http://site.example/1")
    assert "the last 5 articles have no published, and nearly all of the 50 before had" in told.message


@pytest.mark.parametrize(
    "latest",
    [
        [GOOD] * 55,
        [UNDATED] * 4 + [GOOD] * 50,                  # one of five still has it
        [UNDATED] * 5 + [GOOD] * 9,                   # too few to say
        [UNDATED] * 5 + [GOOD, UNDATED] * 25,         # never was the rule
        [],
        [UNDATED] * 3,
    ],
)  # fmt: skip
def test_fields_that_come_and_go_are_not_lost(latest: list[Entry]) -> None:
    assert field_lost(Site(), latest) is None


def test_all_fields_that_are_lost_are_named() -> None:
    before = msgspec.structs.replace(GOOD, images=(Image("http://site.example/1.jpg"),))
    after = msgspec.structs.replace(GOOD, authors=())
    told = field_lost(Site(), [after] * 5 + [before] * 50)
    assert told is not None
    assert "have no authors and no images" in told.message


def incident(kind: str, hours: int, source: str = "site") -> Incident:
    return Incident(source, kind, NOW + timedelta(hours=hours), f"{kind}!", "http://site.example/")


@pytest.mark.parametrize(
    ("incidents", "state", "since"),
    [
        ([], "ok", None),
        ([incident("stale", 1)], "stale", 1),
        ([incident("stale", 2), incident("unreachable", 1)], "failing", 1),
        ([incident("unreachable", 1, "other")], "ok", None),
    ],
)
def test_the_state_of_a_source_is_that_of_its_open_problems(incidents: Any, state: str, since: int | None) -> None:
    told = of_source(Site(), incidents, NOW)
    assert (told.state, told.failing_since) == (state, NOW + timedelta(hours=since) if since else None)
    assert [one.kind for one in told.problems] == sorted(
        (one.kind for one in incidents if one.source == "site"), reverse=True
    )
