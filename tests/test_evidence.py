"""Bad pages, kept for a look."""

import os
from pathlib import Path

from ipr_feeds.evidence import Evidence


def test_a_page_has_one_place_and_the_oldest_make_room(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    kept = []
    for number in range(7):
        path = evidence.keep("site", f"http://site.example/{number}", b"page %d" % number)
        assert path is not None
        os.utime(path, (number, number))
        kept.append(path)
    assert sorted((tmp_path / "site").iterdir()) == sorted(kept[2:])
    assert evidence.keep("site", "http://site.example/6", b"again") == kept[6]
    assert kept[6].read_bytes() == b"again"


def test_a_folder_that_cannot_be_written_is_no_second_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert Evidence(tmp_path / "file").keep("site", "http://site.example/", b"page") is None
