"""Each recorded page still gives the entry that was once checked by eye."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import PROJECT

from ipr_feeds.extract import Wanted, extract
from ipr_feeds.fetch.snapshots import Snapshot, read_index
from ipr_feeds.model import Entry, schema, to_json
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace

SNAPSHOTS = PROJECT / "snapshots"
SOURCES = sorted(path.parent.name for path in SNAPSHOTS.glob("*/index.json"))
PAGES = [(source, page) for source in SOURCES for page in read_index(SNAPSHOTS, source).pages]


def entry_of(known: list[Source], source: str, page: Snapshot) -> Entry:
    data = (SNAPSHOTS / source / page.file).read_bytes()
    return extract(known, data, Wanted(page.url, None, page.headers.get("Content-Type", "")), page.fetched, Trace())


def expected(source: str) -> dict[str, Any]:
    entries = msgspec.json.decode((SNAPSHOTS / source / "expected.json").read_bytes())
    return {entry["url"]: entry for entry in entries}


def canonical(known: list[Source], source: str, url: str) -> str:
    return next(one for one in known if one.name == source).canonical(url)


@pytest.mark.parametrize(("source", "page"), PAGES, ids=lambda value: Path(getattr(value, "file", value)).stem)
def test_a_snapshot_gives_its_expected_entry(source: str, page: Snapshot, known: list[Source]) -> None:
    entry = entry_of(known, source, page)
    assert msgspec.json.decode(to_json(entry)) == expected(source)[canonical(known, source, page.url)]


@pytest.mark.parametrize(("source", "page"), PAGES, ids=lambda value: Path(getattr(value, "file", value)).stem)
def test_an_entry_is_valid_by_the_printed_schema(source: str, page: Snapshot, known: list[Source]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(msgspec.json.decode(to_json(entry_of(known, source, page))), schema())


@pytest.mark.parametrize("source", SOURCES)
def test_every_page_is_in_the_index_and_the_index_names_only_pages(source: str) -> None:
    recorded = {page.file for page in read_index(SNAPSHOTS, source).pages}
    assert recorded == {f"pages/{path.name}" for path in (SNAPSHOTS / source / "pages").iterdir()}


def test_every_layout_has_a_snapshot(known: list[Source]) -> None:
    layouts = {layout.name for source in known for layout in source.layouts}
    assert {entry["layout"] for source in SOURCES for entry in expected(source).values()} == layouts
    assert set(SOURCES) == {source.name for source in known}


@pytest.mark.parametrize(("source", "page"), PAGES, ids=lambda value: Path(getattr(value, "file", value)).stem)
def test_numbers_are_out_of_the_sites_reach(source: str, page: Snapshot, known: list[Source]) -> None:
    key = next(one for one in known if one.name == source).key(page.url) or ""
    space, _, number = key.rpartition(":")
    if space == "statics":
        assert number.startswith("00000000-")
    elif space == "tellerreport":
        assert number.startswith("S000000")
    else:
        assert int(number) >= {"qbpc": 900_000, "gacc": 9_000_000, "chinanews": 90_000_000}[source]
