"""Three plugin projects that were written with the tutorial alone, and the shipped sources beside them."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import pytest
from click.testing import CliRunner
from conftest import PROJECT
from hosts import Page, Web
from selectolax.lexbor import LexborHTMLParser

from ipr_feeds import plugins
from ipr_feeds.anchors import Anchor, Span
from ipr_feeds.authoring.conformance import check
from ipr_feeds.authoring.testing import Rule
from ipr_feeds.cli import main
from ipr_feeds.fetch.snapshots import read_index, shipped
from ipr_feeds.source import Source

PROJECTS = sorted((PROJECT / "tests" / "plugins").glob("ipr-feeds-*"))
MOST_LINES = 40
WALL = "<html><head><script>var $_ts={};$_ts.cd='q';</script></head><body></body></html>"


class Case(NamedTuple):
    """A source with its snapshots, and the folder that it is dropped in from; None of a shipped one."""

    name: str
    snapshots: Path
    folder: Path | None

    @property
    def source(self) -> Source:
        found = plugins.load([self.folder] if self.folder else [])
        return next(source for source in found.sources if source.name == self.name)


PROOFS = [Case(next((one / "snapshots").iterdir()).name, one / "snapshots", one) for one in PROJECTS]
CASES = [*(Case(one.name, shipped(), None) for one in plugins.load(folders=[]).sources), *PROOFS]


def name_of(value: Any) -> str | None:
    return value.name if isinstance(value, Case) else getattr(value, "__name__", None)


def test_there_are_three() -> None:
    assert len(PROOFS) == 3


@pytest.mark.parametrize("case", PROOFS, ids=name_of)
def test_a_proof_is_short(case: Case) -> None:
    assert case.folder
    (module,) = case.folder.glob("*.py")
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("case", PROOFS, ids=name_of)
def test_a_proof_keeps_the_contract_as_a_drop_in(case: Case, ipr_feeds_rule: Rule) -> None:
    ipr_feeds_rule(case.name, case.snapshots, case.folder)


def settings(folder: Path, case: Case) -> None:
    """Settings of an operator who dropped the source in, and reads nothing else."""
    others = "".join(f"[sources.{one}]\nenabled = false\n" for one in ("qbpc", "gacc", "chinanews"))
    (folder / "ipr-feeds.toml").write_text(
        f'[publish]\nbase_url = "https://feeds.example.org/"\n[fetch]\npause = 0.0\n[plugins]\ndirectory = "{case.folder}"\n{others}'
    )


def published(file: Path) -> list[tuple[str, str, str]]:
    """Id, title and date of each entry of a feed without a fault."""
    feed = feedparser.parse(file)
    assert not feed.bozo
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    return [(entry.id, entry.title, entry.get("published", "")) for entry in feed.entries]


@pytest.mark.parametrize("case", PROOFS, ids=name_of)
def test_a_proof_publishes_the_same_feed_from_snapshots_and_from_the_living_site(
    case: Case, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings(tmp_path, case)
    arguments = ["refresh", "--offline", case.name, "--snapshots", str(case.snapshots)]
    replayed = CliRunner().invoke(main, arguments)
    assert (replayed.exit_code, replayed.output) == (0, "")
    for page in read_index(case.snapshots, case.name).pages:
        web.pages[page.url] = Page((case.snapshots / case.name / page.file).read_bytes(), headers=page.headers)
    lived = CliRunner().invoke(main, ["refresh", case.name])
    listed = {one.url for one in web.asked}
    assert [line for line in lived.stderr.splitlines() if not line.startswith("ipr-feeds: gone: ")] == []
    entries = published(tmp_path / "demo" / f"{case.name}.atom")
    assert len(entries) >= 3
    urls = {entry["id"]: entry["url"] for entry in expected(case)["entries"]}
    assert published(tmp_path / "public" / f"{case.name}.atom") == [one for one in entries if urls[one[0]] in listed]


def expected(case: Case) -> Any:
    return json.loads((case.snapshots / case.name / "expected.json").read_text())


def named(where: Any) -> set[str]:
    """The classes, ids and labels in a declaration."""
    if isinstance(where, str):
        return set(re.findall(r"(?<=[.#])[\w-]+", where))
    if isinstance(where, Anchor):
        return {"China News" if isinstance(where.label, re.Pattern) else where.label.rstrip(":：")}
    if isinstance(where, Span):
        return {name for end in (where.after, where.before) for name in named(end)}
    return {name for one in where for name in named(one)} if isinstance(where, tuple) else set()


def renamed(text: str, source: Source, *, is_list: bool) -> str:
    """What the layouts go by is called otherwise."""
    for name in sorted({name for layout in source.layouts for name in named(layout.marker)}):
        text = text if is_list else re.sub(rf"{re.escape(name)}(?![\w-])", "other", text, flags=re.I)
    return text


def undated(text: str, source: Source, *, is_list: bool) -> str:
    """Neither a page nor a list tells a year any more; addresses stay."""
    return re.sub(
        r">[^<]*<|\bcontent=\"[^\"]*\"", lambda match: re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", "", match[0]), text
    )


def unlisted(text: str, source: Source, *, is_list: bool) -> str:
    """The list is there, and its items are gone."""
    if not is_list:
        return text
    if text.lstrip().startswith("<?xml"):
        return re.sub(r"<item\b.*</item>", "", text, flags=re.S)
    tree = LexborHTMLParser(text)
    for node in tree.css("a[href]"):
        node.decompose()
    return tree.html or ""


def walled(text: str, source: Source, *, is_list: bool) -> str:
    """A bot wall stands before the articles."""
    return text if is_list else WALL


def changed(case: Case, folder: Path, change: Callable[..., str]) -> dict[str, str]:
    """What the contract says, by rule, when every recorded page has changed."""
    shutil.copytree(case.snapshots / case.name, folder / case.name)
    source = case.source
    for page in read_index(folder, case.name).pages:
        file = folder / case.name / page.file
        text = file.read_bytes().decode("gb18030" if b"charset=gb2312" in file.read_bytes().lower() else "utf-8")
        text = change(text, source, is_list=source.key(page.url) is None)
        file.write_text(re.sub("charset=gb2312", "charset=utf-8", text, flags=re.I), encoding="utf-8")
    return {one.rule: "\n".join(map(str, one.findings)) for one in check(source, folder) if one.findings}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_renamed_class_is_caught(case: Case, tmp_path: Path) -> None:
    found = changed(case, tmp_path, renamed)
    assert "no layout fits; looked for " in found["readable"]
    assert all(layout.name in found["readable"] for layout in case.source.layouts)
    told = "\n".join(found.values())
    nameless = {layout.name for layout in case.source.layouts if not named(layout.marker)}
    entries = [entry for entry in expected(case)["entries"] if entry["layout"] not in nameless]
    assert [entry["url"] for entry in entries if entry["url"] not in told] == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_lost_date_is_caught(case: Case, tmp_path: Path) -> None:
    told = "\n".join(changed(case, tmp_path, undated).values())
    assert re.search(r"published gave .* which is no date|- published: \d{4}-", told)
    dated = [entry["url"] for entry in expected(case)["entries"] if entry["published_from"] == "page"]
    assert dated
    assert [url for url in dated if url not in told] == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_lost_list_is_caught(case: Case, tmp_path: Path) -> None:
    found = changed(case, tmp_path, unlisted)
    assert "names no article" in found["listed"]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_bot_page_is_caught(case: Case, tmp_path: Path) -> None:
    told = changed(case, tmp_path, walled)["readable"]
    assert told.count("a bot wall (Ruishu) came instead of the page") >= len(expected(case)["entries"])
