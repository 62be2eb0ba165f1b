"""Bad pages, kept for a look."""

import os
from pathlib import Path

from ipr_feeds.evidence import Evidence


def test_the_first_pages_of_a_run_are_kept_and_those_of_earlier_runs_make_room(tmp_path: Path) -> None:
    for number in range(3):
        before = Evidence(tmp_path).keep("site", f"http://site.example/old/{number}", b"old")
        assert before is not None
        os.utime(before, (number, number))
    evidence = Evidence(tmp_path)
    kept = [evidence.keep("site", f"http://site.example/{number}", b"page %d" % number) for number in range(7)]
    assert [path is not None for path in kept] == [True] * 5 + [False] * 2
    assert sorted((tmp_path / "site").iterdir()) == sorted(path for path in kept if path)
    assert evidence.keep("site", "http://site.example/0", b"again") == kept[0]
    assert evidence.keep("other", "http://site.example/0", b"page") is not None


def test_a_folder_that_cannot_be_written_is_no_second_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert Evidence(tmp_path / "file").keep("site", "http://site.example/", b"page") is None
