"""The tutorial of `plugins/README.md`, followed by the letter."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import feedparser
import pytest
from conftest import PROJECT

from ipr_feeds import plugins
from ipr_feeds.authoring.conformance import RULES
from ipr_feeds.source import Layout, Source

README = PROJECT / "plugins" / "README.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_FILE = re.compile(r"`([\w.]+\.html)`(?!.*`[\w.]+\.html`)", re.S)


#: What `new` tells about recording the pages of the tutorial.
RECORDED = """\
ipr-feeds snapshot harbour \\
    --from list.html --url https://customs.harbour.example/news/ \\
    --from 17.html --url https://customs.harbour.example/news/17.html \\
    --from 18.html --url https://customs.harbour.example/news/18.html
ipr-feeds check harbour
"""


class Block(NamedTuple):
    """A block of code in the tutorial, and the section that it stands in; `file` is what a page is to be saved as."""

    section: str
    language: str
    text: str
    file: str


def blocks() -> Iterator[Block]:
    text = README.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        above = text[: match.start()]
        section = re.findall(r"^#+ (.+)$", above, re.M)[-1]
        named = _FILE.search(above[above.rindex("\n\n", 0, -2) :])
        yield Block(section, match.group(1), match.group(2), named.group(1) if named else "")


class Author:
    """Somebody who does what is written, in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.plugins = folder, folder / "config" / "ipr-feeds" / "plugins"
        self.environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }

    def follow(self, block: Block) -> str:
        """Save a page, or run commands; what they say."""
        if block.language == "html":
            (self.folder / block.file).write_text(block.text)
            return ""
        assert block.language == "sh"
        return self.run(block.text)

    def run(self, commands: str, status: int = 0) -> str:
        shell = shutil.which("bash")
        assert shell
        done = subprocess.run(
            [shell, "-ec", commands], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    @property
    def source(self) -> str:
        return (self.plugins / "harbour.py").read_text()


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Author:
    return Author(tmp_path_factory.mktemp("author"))


def in_section(start: str) -> list[Block]:
    found = [block for block in blocks() if block.section.startswith(start)]
    assert found
    return found


def test_three_pages_become_a_source(author: Author) -> None:
    for block in in_section("1. Save"):
        author.follow(block)
    commands, module = in_section("2. Have")
    said = author.follow(commands)
    assert "list.html: a list of 2 articles" in said
    assert "timezone = UTC" in said
    assert f"unless `words` limits it: {author.plugins / 'harbour.py'} shows how" in said
    assert "\n".join(f"  {line}" for line in RECORDED.splitlines()) in said
    written = author.source.splitlines()
    mended = module.text.splitlines()
    assert [line for line in written if line not in mended] == [
        '    timezone = "UTC"  # GUESS: nothing tells it; dates without a zone will be some hours off if it is wrong',
    ]
    assert [line for line in mended if line not in written] == ['    timezone = "Asia/Singapore"']
    (author.plugins / "harbour.py").write_text(module.text)


def test_the_entry_is_shown_and_explained(author: Author) -> None:
    (commands,) = in_section("3. Look")
    said = author.follow(commands)
    assert '"published": "2026-05-03T14:05:00+08:00"' in said
    assert '"caption": "Officers open a box of pumps"' in said
    assert ".advert  'Buy garden pumps here, today only'" in said


def test_the_pages_are_recorded_and_the_source_keeps_the_contract(author: Author) -> None:
    (commands,) = in_section("4. Record")
    assert [line.split() for line in RECORDED.splitlines() if "--from" in line] == [
        line.removeprefix("ipr-feeds snapshot harbour").split()
        for line in commands.text.splitlines()
        if "--from" in line
    ]
    said = author.follow(commands)
    assert "recorded snapshots/harbour/pages/news-17.html" in said
    assert f"harbour: keeps all {len(RULES)} rules" in said


def test_the_feed_is_published(author: Author) -> None:
    (commands,) = in_section("5. Publish")
    author.follow(commands)
    feed = feedparser.parse(author.folder / "demo" / "harbour.atom")
    assert not feed.bozo
    assert [(entry.title, entry.published) for entry in feed.entries] == [
        ("Copied brake pads found in a fishing boat", "2026-05-09T08:30:00+08:00"),
        ("Fake pumps stopped at the container port", "2026-05-03T14:05:00+08:00"),
    ]


def test_a_site_that_changed_gets_a_second_layout(author: Author) -> None:
    page, layout, commands = in_section("When the site changes")
    author.follow(page)
    assert "no layout fits" in author.run(commands.text, status=1)
    text = author.source.replace("class Harbour(Source)", f"{layout.text}\n\nclass Harbour(Source)")
    (author.plugins / "harbour.py").write_text(
        text.replace("layouts = (HarbourArticle,)", "layouts = (Story, HarbourArticle)")
    )
    said = author.follow(commands)
    assert "+ harbour-story: 'Sunglasses with a borrowed name', 2026-06-01T00:00:00+08:00 (page), 2 paragraphs" in said
    assert "keeps all" in said


def test_a_project_is_written_for_others(author: Author) -> None:
    commands, test = in_section("Giving a source to others")
    author.follow(commands)
    project = author.folder / "ipr-feeds-harbour-customs"
    assert (project / "tests" / "test_harbour_customs.py").read_text() == test.text
    found = plugins.load([project])
    assert [problem for problem in found.problems if problem.plugin != "harbour_customs"] == []
    assert "harbour-customs" in [source.name for source in found.sources]


def test_the_other_layouts_and_hooks_that_are_shown_load(tmp_path: Path) -> None:
    shown = [block for block in blocks() if block.language == "python" and "def test_" not in block.text]
    (tmp_path / "harbour.py").write_text("\n".join(block.text for block in shown))
    found = plugins.load([tmp_path])
    assert (found.problems, "harbour" in [source.name for source in found.sources]) == ((), True)


def test_everything_that_can_be_declared_is_documented() -> None:
    text = README.read_text(encoding="utf-8")
    derived = {"anchors", "labels"}
    names = {
        name for kind in (Layout, Source) for name in (*vars(kind), *kind.__annotations__) if not name.startswith("_")
    }
    assert sorted(name for name in names - derived if f"`{name}" not in text) == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_contract_is_documented(rule: str) -> None:
    assert f"| `{rule}` |" in README.read_text(encoding="utf-8")
