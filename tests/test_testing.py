"""The contract for plugin projects: one line in one test of their own."""

from pathlib import Path

import harbour
import pytest

pytest_plugins = ["pytester"]

TEST = """
def test_harbour_keeps_the_contract(ipr_feeds_rule):
    ipr_feeds_rule("harbour", snapshots="snapshots", folder="own")
"""


@pytest.fixture(autouse=True)
def _project(pytester: pytest.Pytester) -> None:
    own = pytester.path / "own"
    own.mkdir()
    harbour.recorded(own)
    (own / "snapshots").rename(pytester.path / "snapshots")
    pytester.makepyfile(TEST)


def test_a_sound_source_passes_a_test_for_each_rule(pytester: pytest.Pytester) -> None:
    done = pytester.runpytest("-v")
    done.assert_outcomes(passed=16)
    done.stdout.fnmatch_lines(["*::test_harbour_keeps_the_contract?losses? PASSED*"])


def test_a_broken_rule_fails_its_test_and_says_why(pytester: pytest.Pytester) -> None:
    page = pytester.path / "snapshots/harbour/pages/news-17.html"
    page.write_text(page.read_text().replace("14:05", "15:06"))
    done = pytester.runpytest()
    done.assert_outcomes(passed=15, failed=1)
    done.stdout.fnmatch_lines(
        ["*news/17.html: is read otherwise than expected*", "  *+ published: 2026-05-03T15:06:00+08:00"]
    )


def test_a_source_that_cannot_be_loaded_is_said_with_its_line(pytester: pytest.Pytester) -> None:
    file: Path = pytester.path / "own" / "harbour.py"
    file.write_text(file.read_text().replace('title = ".post h1"', 'title = "h1::::"'))
    done = pytester.runpytest()
    done.assert_outcomes(failed=16)
    done.stdout.fnmatch_lines(
        ["*there is no source 'harbour': harbour (*'h1::::' is no standard CSS selector (line 8 of *"]
    )
