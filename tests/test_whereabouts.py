"""The line of a plugin's file that declares something."""

from pathlib import Path

import harbour

from ipr_feeds.source import Source
from ipr_feeds.whereabouts import declared_at


def test_a_class_and_what_it_declares_have_a_line(tmp_path: Path) -> None:
    source = harbour.load(tmp_path)
    lines = harbour.SOURCE.splitlines()
    file = tmp_path / "harbour.py"
    assert declared_at(type(source)) == f"line {lines.index('class Harbour(Source):') + 1} of {file}"
    assert declared_at(type(source), "home") == f"line {lines.index('class Harbour(Source):') + 4} of {file}"


def test_what_a_class_inherits_is_where_it_was_declared(tmp_path: Path) -> None:
    source = harbour.load(tmp_path)
    assert "source.py" in declared_at(type(source), "cadence")


def test_of_what_has_no_file_nothing_is_said() -> None:
    made = type("Made", (Source,), {"title": "x", "__module__": "nowhere"})
    assert declared_at(made, "title") == ""


def test_a_field_that_nobody_declares_is_where_the_class_is(tmp_path: Path) -> None:
    source = harbour.load(tmp_path)
    assert declared_at(type(source), "no_such_field") == declared_at(type(source))
