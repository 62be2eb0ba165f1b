"""Each recorded page still gives the entry that was once checked by eye."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import PROJECT

from ipr_feeds import plugins
from ipr_feeds.authoring.testing import Rule
from ipr_feeds.extract import entry_of as make_entry
from ipr_feeds.fetch.snapshots import Snapshot, read_index
from ipr_feeds.model import schema, to_json
from ipr_feeds.page import Page
from ipr_feeds.trace import Trace

SNAPSHOTS = PROJECT / "snapshots"
SOURCES = sorted(path.parent.name for path in SNAPSHOTS.glob("*/index.json"))
KNOWN = {source.name: source for source in plugins.load(folders=[]).sources}
PAGES = [(source, page) for source in SOURCES for page in read_index(SNAPSHOTS, source).pages]
ARTICLES = [(source, page) for source, page in PAGES if KNOWN[source].key(page.url) and "_2." not in page.file]
LISTS = [(source, page) for source, page in PAGES if not KNOWN[source].key(page.url)]


def name_of(value: Any) -> str:
    return Path(getattr(value, "file", value)).stem


def page_of(source: str, page: Snapshot) -> Page:
    data = (SNAPSHOTS / source / page.file).read_bytes()
    return Page(data, page.url, page.headers.get("Content-Type", ""))


def entry_of(source: str, page: Snapshot) -> Any:
    recorded = {one.url: one for one in read_index(SNAPSHOTS, source).pages}
    further = lambda url: page_of(source, recorded[url])  # noqa: E731
    entry = make_entry(KNOWN[source], page_of(source, page), None, page.fetched, Trace(), further)
    return msgspec.json.decode(to_json(entry))


@pytest.mark.parametrize(("source", "page"), ARTICLES, ids=name_of)
def test_an_entry_is_valid_by_the_printed_schema(source: str, page: Snapshot) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(entry_of(source, page), schema())


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_of_this_project_keeps_the_contract(source: str, ipr_feeds_rule: Rule) -> None:
    ipr_feeds_rule(source, SNAPSHOTS)


@pytest.mark.parametrize("source", SOURCES)
def test_every_page_is_in_the_index_and_the_index_names_only_pages(source: str) -> None:
    recorded = {page.file for page in read_index(SNAPSHOTS, source).pages}
    assert recorded == {f"pages/{path.name}" for path in (SNAPSHOTS / source / "pages").iterdir()}


def test_every_source_has_snapshots() -> None:
    assert set(SOURCES) == set(KNOWN)


@pytest.mark.parametrize(("source", "page"), ARTICLES, ids=name_of)
def test_numbers_are_out_of_the_sites_reach(source: str, page: Snapshot) -> None:
    space, _, number = (KNOWN[source].key(page.url) or "").rpartition(":")
    if space == "statics":
        assert number.startswith("00000000-")
    elif space == "tellerreport":
        assert number.startswith("S000000")
    else:
        assert int(number) >= {"qbpc": 900_000, "gacc": 9_000_000, "chinanews": 90_000_000}[source]
