"""The house itself: floors, public names, entry points, and what README says of them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import PROJECT

import ipr_feeds
from ipr_feeds.cli import COMMANDS, main
from ipr_feeds.hookspecs import HOOKS, Hooks

#: A module imports only from floors below its own.
FLOORS = (
    ("agenda", "errors", "events", "program", "text", "trace", "whereabouts"),
    ("urls", "walls"),
    (
        "anchors",
        "blocks",
        "breadcrumb",
        "bylines",
        "config",
        "decode",
        "model",
        "pictures",
        "relevance",
        "styles",
        "tables",
    ),
    ("dates", "figures", "links", "noise", "region", "clean", "tree"),
    ("page",),
    ("incidents", "listing", "nearest", "provenance", "silence", "suspicion"),
    ("source",),
    ("body", "declarations", "health", "hookspecs", "places", "titles"),
    ("normalize",),
    ("reading",),
    ("extraction",),
    ("extract", "plugins", "revision", "serve", "store"),
    ("fetch", "publish"),
    ("evidence", "explain", "recorded", "report"),
    ("gathering", "replay", "single", "watch"),
    ("refresh",),
    ("authoring",),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names}
PACKAGE = PROJECT / "src" / "ipr_feeds"


def modules() -> Iterator[tuple[str, Path]]:
    """Each module with the room it belongs to."""
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room not in ("__init__", "__main__"):
            yield room, path


def imported_rooms(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "ipr_feeds":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ipr_feeds."):
            yield (node.module or "").split(".")[1]


@pytest.mark.parametrize(
    ("room", "path"), list(modules()), ids=lambda value: value.name if isinstance(value, Path) else value
)
def test_a_module_imports_only_from_lower_floors(room: str, path: Path) -> None:
    above = {name for name in imported_rooms(path) if name != room and LEVEL[name] >= LEVEL[room]}
    assert not above


def test_every_room_stands_on_one_floor() -> None:
    assert {room for room, _ in modules()} == set(LEVEL)


def test_public_names_are_complete_and_sorted() -> None:
    assert ipr_feeds.__all__ == sorted(ipr_feeds.__all__)
    rooms = {path.stem for path in PACKAGE.iterdir()}
    public = {"Page", *(name for name in vars(ipr_feeds) if name[0].isalpha())} - rooms - {"Any", "TYPE_CHECKING"}
    assert public == set(ipr_feeds.__all__)
    assert all(hasattr(ipr_feeds, name) for name in ipr_feeds.__all__)


def test_hooks_are_those_that_are_specified() -> None:
    assert {name for name in vars(Hooks) if not name.startswith("_")} == HOOKS


def code_blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.M | re.S)


def test_the_readme_opens_with_the_two_lines() -> None:
    first, second = code_blocks(PROJECT / "README.md", "sh")[:2]
    assert first == "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/ipr-feeds refresh --offline\n"
    assert second == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest\n"


def test_the_feed_shown_in_the_readme_is_what_comes_out(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["refresh", "--offline", "--out", str(tmp_path)])
    published = re.sub(r"\n *", "\n", (tmp_path / "gacc.atom").read_text(encoding="utf-8"))
    for line in code_blocks(PROJECT / "README.md", "xml")[0].splitlines():
        assert line.strip().split("…")[0] in published


def test_the_map_in_the_readme_names_every_room() -> None:
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert [room for room in LEVEL if f"`{room}`" not in text and f"`{room}/`" not in text] == []


def test_each_plugin_file_is_an_entry_point() -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["entry-points"]["ipr_feeds"]
    files = {path.stem for path in (PROJECT / "plugins").glob("*.py")}
    assert set(declared.values()) == files
    assert {point.value for point in entry_points(group="ipr_feeds")} >= files


def test_every_module_of_the_command_line_with_a_command_is_one() -> None:
    helpers = {"__init__", "options", "telling", "terminal"}
    assert sorted(path.stem for path in (PACKAGE / "cli").glob("*.py") if path.stem not in helpers) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_and_stands_in_the_readme(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert f"Example: ipr-feeds {name}" in shown.output
    assert f"ipr-feeds {name}" in (PROJECT / "README.md").read_text()
