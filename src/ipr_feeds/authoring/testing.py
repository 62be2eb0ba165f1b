"""The contract as a pytest plugin: a plugin project tests itself with one line in one test.

    def test_harbour_keeps_the_contract(ipr_feeds_rule: Rule) -> None:
        ipr_feeds_rule("harbour", snapshots="snapshots")

The test runs once for each rule. The source is an installed plugin, or a file of drop-ins in `folder`; paths that are
not absolute count from the folder of the project's `pyproject.toml`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ipr_feeds.authoring.subject import Subject
    from ipr_feeds.source import Source

Rule = Callable[..., None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each rule."""
    if "ipr_feeds_rule" in metafunc.fixturenames:
        from ipr_feeds.authoring.conformance import RULES  # most test runs have no use for it

        metafunc.parametrize("ipr_feeds_rule", list(RULES), indirect=True)


@pytest.fixture(scope="session")
def _ipr_feeds_subjects() -> Iterator["dict[tuple[object, ...], Subject]"]:
    """Sources with their pages, read once for all rules."""
    subjects: dict[tuple[object, ...], Subject] = {}
    yield subjects
    subjects.clear()


@pytest.fixture
def ipr_feeds_rule(request: pytest.FixtureRequest, _ipr_feeds_subjects: "dict[tuple[object, ...], Subject]") -> Rule:
    """Puts one rule to a source and its snapshots; fails with what breaks it."""

    def put(name: str, snapshots: str | Path = "snapshots", folder: str | Path | None = None) -> None:
        from ipr_feeds.authoring.conformance import verdict

        project = _project(request)
        root = project / snapshots
        folders = [project / folder] if folder else []
        asked = (name, root, *folders)
        if asked not in _ipr_feeds_subjects:
            _ipr_feeds_subjects[asked] = _read(_source(name, folders), root)
        found = verdict(request.param, _ipr_feeds_subjects[asked])
        if found.findings:
            pytest.fail("\n".join([found.says, *map(str, found.findings)]), pytrace=False)

    return put


def _project(request: pytest.FixtureRequest) -> Path:
    """The project that a test belongs to, wherever pytest was started."""
    above = (folder for folder in request.path.parents if (folder / "pyproject.toml").is_file())
    return next(above, request.config.rootpath)


def _read(source: "Source", root: Path) -> "Subject":
    from ipr_feeds.authoring.subject import read_all
    from ipr_feeds.errors import SnapshotMissing

    try:
        return read_all(source, root)
    except SnapshotMissing as error:
        pytest.fail(f"{error.reason}: ipr-feeds snapshot {source.name} records some", pytrace=False)


def _source(name: str, folders: "list[Path]") -> "Source":
    from ipr_feeds import plugins

    found = plugins.load(folders)
    source = next((source for source in found.sources if source.name == name), None)
    if source is None:
        told = "; ".join(f"{one.plugin} ({one.origin}): {one.message}" for one in found.problems)
        pytest.fail(f"there is no source {name!r}: {told or 'is the project installed?'}", pytrace=False)
    return source
