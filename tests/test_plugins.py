"""Plugins: found one by one, checked before they count, blamed by name."""

import importlib.metadata
import re
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from ipr_feeds import plugins

GOOD = """
from ipr_feeds import Layout, Source, anchor, between, hookimpl

class Page(Layout):
    name = "{name}-page"
    marker = {marker}
    published = anchor("Date:")
    body = ".text"
    {field}

class Site(Source):
    name = "{name}"
    title = "A site"
    home = "http://site.example/"
    language = "en"
    timezone = "Europe/Copenhagen"
    hosts = {hosts}
    keys = ((r"/(\\d+)", "{key}"),)
    layouts = (Page,)
    {more}

@hookimpl
def {hook}({argument}):
    return {given}
"""


def plugin(folder: Path, file: str = "my_site", **changes: str) -> None:
    parts = {
        "name": "mysite", "marker": '".text"', "hosts": '("site.example",)', "key": "{}", "hook": "sources", "argument": "", "more": "", "field": "",
        "given": "[Site()]",
    }  # fmt: skip
    (folder / f"{file}.py").write_text(GOOD.format(**{**parts, **changes}))


def names(found: plugins.Plugins) -> list[str]:
    return [source.name for source in found.sources]


def test_the_three_sites_are_installed() -> None:
    found = plugins.load(folders=[])
    assert names(found) == ["chinanews", "gacc", "qbpc"]
    assert found.problems == ()
    assert {one.origin.split()[0] for one in found.loaded} == {"ipr-feeds"}


def test_a_dropped_in_file_adds_a_source(tmp_path: Path) -> None:
    plugin(tmp_path)
    found = plugins.load([tmp_path])
    assert names(found) == ["chinanews", "gacc", "mysite", "qbpc"]
    assert [one.origin for one in found.loaded if one.plugin == "my_site"] == [str(tmp_path / "my_site.py")]


def test_the_users_own_folder_is_read_and_the_working_folder_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config" / "ipr-feeds" / "plugins"
    own.mkdir(parents=True)
    plugin(own)
    plugin(tmp_path, "stray", name="stray")
    monkeypatch.chdir(tmp_path)
    assert names(plugins.load()) == ["chinanews", "gacc", "mysite", "qbpc"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"given": "1/0"}, "ZeroDivisionError: division by zero"),
        ({"given": "[Site]"}, "which is no Source (return instances"),
        ({"given": "None"}, "sources() gave None; it must return a list"),
        ({"given": "Site()"}, "it must return a list, as in [MySite()]"),
        ({"hook": "soources"}, "there is no hook 'soources'; the hooks are fetch, sources"),
        ({"argument": "config"}, "config"),
        ({"name": "My Site"}, "source name 'My Site' must be lower-case letters"),
        ({"name": "all"}, "source name 'all' must be"),
        ({"hosts": '("site.example")'}, "hosts must be a tuple; with one thing in it, write hosts = ('site.example',)"),
        ({"hosts": "()"}, "hosts is missing"),
        ({"marker": '"p::::q"'}, "marker = 'p::::q' is no standard CSS selector"),
        ({"marker": "None"}, "marker is not declared"),
        ({"marker": 'between("title")'}, "names 'title', which is no field declared by labels"),
        ({"key": "{}{}"}, "has 1 groups and '{}{}' 2 places for them"),
        ({"key": "news"}, "or different articles get one key"),
        ({"hosts": '("http://site.example",)'}, "must be a bare host in lower case"),
        ({"more": "timezone = 'Beijing'"}, "timezone = 'Beijing' is no zone, such as 'Asia/Shanghai'"),
        ({"more": "timezone = ''"}, "source mysite: timezone is missing"),
        ({"more": "language = 'english please'"}, "must be a language tag, such as 'en'"),
        ({"more": "home = 'site.example'"}, "must be a whole address"),
        ({"more": "start_url = ('http://site.example/',)"}, "there is no 'start_url'; is 'start_urls' meant?"),
        ({"more": "words = ('customs',)"}, "must be Words(subject="),
        (
            {"more": "words = __import__('ipr_feeds').Words('fake*')"},
            "subject must be a tuple; with one word in it, write subject = ('fake*',)",
        ),
        (
            {"more": "words = __import__('ipr_feeds').Words(('fake',), ('*',))"},
            "border: '*' must be a word, or the beginning of one",
        ),
        ({"more": "words = __import__('ipr_feeds').Words(('fa*ke',))"}, "subject: 'fa*ke' must be a word"),
        ({"more": "cadence = 30"}, "cadence = 30 must be a timedelta"),
        ({"more": "site_names = (3,)"}, "site_names: 3 must be a string"),
        ({"more": "def relevent(self, entry): return True"}, "there is no 'relevent'; is 'relevant' meant?"),
        ({"given": "[Site(), Site()]"}, "two sources have one name: mysite, mysite"),
        ({"field": "categories = ('customs',)"}, "categories: 'customs' must be Category"),
        ({"field": "furniture = (3,)"}, "furniture: 3 must be a string"),
        ({"field": "further = ('.pages a',)"}, "further = ('.pages a',) must be a string"),
        ({"field": "required = 3"}, "required = 3 must be a set"),
        ({"field": "hosts = ('http://site.example/',)"}, "must be a bare host in lower case"),
        ({"field": "language = 'english please'"}, "must be a language tag"),
        ({"field": "title = (__import__('ipr_feeds').anchor('x'),)"}, "title: anchor('x') cannot stand in a tuple"),
        (
            {"field": "captions = (__import__('ipr_feeds').anchor('x'),)"},
            "captions: anchor('x') must be a string",
        ),
        ({"more": "lists = Page"}, "lists must be a tuple"),
        ({"more": "layouts = (Page, Page)"}, "two layouts have one name: mysite-page, mysite-page"),
        ({"more": "layouts = (Page(),)"}, "layouts: Page is no Layout (give the class, not an instance)"),
        ({"more": "keys = (r'/(x', 'y')"}, "must be a pattern and a form; write keys ="),
        ({"more": "keys = ((r'/(x', 'y{}'),)"}, "missing ), unterminated subpattern"),
        ({"more": "keys = ((r'/(\\d+)', 3),)"}, "must be a pattern and a form"),
        ({"more": "keys = ((r'/(\\d+)', '{x}'),)"}, "'{x}': 'x'"),
        ({"more": "keys = ()"}, "keys are missing"),
        ({"field": "titel = 'h1'"}, "there is no 'titel'; is 'title' meant?"),
        ({"field": "drop = ('.ad')"}, "drop must be a tuple; with one thing in it, write drop = ('.ad',)"),
        ({"field": "datelines = ('from Beijing',)"}, "must be a compiled pattern, re.compile"),
        ({"field": "def unless(self, page): return False"}, "unless must be CSS or a label (anchor)"),
        ({"field": "title = 3"}, "title = 3 must be CSS, a label (anchor)"),
        ({"field": "title = ''"}, "title = '' must be CSS"),
        ({"field": "required = {'publishd'}"}, "must be a set of fields, of section, published"),
        ({"field": "required = {'body', 'title'}"}, "required names 'title', which is not declared"),
    ],
)
def test_a_bad_plugin_is_blamed_and_the_others_work(changes: dict[str, str], message: str, tmp_path: Path) -> None:
    plugin(tmp_path, "a_bad", **changes)
    plugin(tmp_path, "b_good", name="good")
    found = plugins.load([tmp_path])
    assert names(found) == ["chinanews", "gacc", "good", "qbpc"]
    (problem,) = found.problems
    assert (problem.plugin, problem.origin) == ("a_bad", str(tmp_path / "a_bad.py"))
    assert message in problem.message
    assert re.search(rf"\(line \d+ of {re.escape(str(tmp_path / 'a_bad.py'))}\)$", problem.message)
    assert "\n" not in problem.message


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"given": "1/0"}, "return 1/0"),
        ({"hook": "soources"}, "@hookimpl"),
        ({"argument": "config"}, "@hookimpl"),
        ({"given": "[Site]"}, "class Site(Source):"),
        ({"name": "all"}, 'name = "all"'),
        ({"marker": '"p::::q"'}, 'marker = "p::::q"'),
        ({"field": "titel = 'h1'"}, "titel = 'h1'"),
        ({"field": "title = ''"}, "title = ''"),
        ({"field": "required = {'title'}"}, "required = {'title'}"),
        ({"more": "timezone = 'Beijing'"}, "timezone = 'Beijing'"),
        ({"more": "keys = ((r'/(x', 'y{}'),)"}, "keys = ((r'/(x', 'y{}'),)"),
        ({"name": "qbpc"}, 'name = "qbpc"'),
    ],
)  # fmt: skip
def test_a_bad_plugin_is_blamed_with_the_line(changes: dict[str, str], line: str, tmp_path: Path) -> None:
    plugin(tmp_path, **changes)
    (problem,) = plugins.load([tmp_path]).problems
    found = re.search(r"\(line (\d+) of ", problem.message)
    assert found
    assert (tmp_path / "my_site.py").read_text().splitlines()[int(found.group(1)) - 1].strip() == line


def test_a_plugin_for_a_newer_interface_is_told_and_not_even_executed(tmp_path: Path) -> None:
    plugin(tmp_path)
    file = tmp_path / "my_site.py"
    file.write_text(f"from ipr_feeds import NotThereYet\nAPI_VERSION = 2\n{file.read_text()}")
    found = plugins.load([tmp_path])
    assert names(found) == ["chinanews", "gacc", "qbpc"]
    assert found.problems[0].message == (
        f"is written for version 2 of the plugin interface, and this program has 1; upgrade ipr-feeds (line 2 of {file})"
    )


@pytest.mark.parametrize("version", ["API_VERSION = 1", "API_VERSION: int = 1", "from ipr_feeds import API_VERSION"])
def test_a_plugin_for_this_interface_is_loaded(version: str, tmp_path: Path) -> None:
    plugin(tmp_path)
    file = tmp_path / "my_site.py"
    file.write_text(f"{version}\n{file.read_text()}")
    assert names(plugins.load([tmp_path])) == ["chinanews", "gacc", "mysite", "qbpc"]


def test_an_installed_plugin_for_a_newer_interface_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "from_tomorrow.py").write_text("API_VERSION = 99\nraise SystemExit('executed')\n")
    monkeypatch.syspath_prepend(tmp_path)
    real = importlib.metadata.entry_points
    monkeypatch.setattr(
        "ipr_feeds.plugins.entry_points", lambda **kind: [*real(**kind), EntryPoint("t", "from_tomorrow", "ipr_feeds")]
    )
    (problem,) = plugins.load(folders=[]).problems
    assert "version 99 of the plugin interface" in problem.message


def test_what_python_warns_of_is_kept_for_authors(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    plugin(tmp_path)
    file = tmp_path / "my_site.py"
    file.write_text(f"{file.read_text()}\nimport warnings\nwarnings.warn('soon gone', FutureWarning)\nprint('\\d')\n")
    found = plugins.load([tmp_path])
    assert (found.problems, names(found)) == ((), ["chinanews", "gacc", "mysite", "qbpc"])
    assert f"FutureWarning: soon gone (line {file.read_text().count(chr(10)) - 1} of {file})" in [
        one.message for one in found.warnings
    ]
    assert len(recwarn) == 0


@pytest.mark.parametrize("text", ["def broken(:", "import no_such_module_anywhere", "x = 1", "raise SystemExit(3)"])
def test_a_file_that_is_no_plugin_is_blamed(text: str, tmp_path: Path) -> None:
    (tmp_path / "nothing.py").write_text(text)
    found = plugins.load([tmp_path])
    assert names(found) == ["chinanews", "gacc", "qbpc"]
    assert [problem.plugin for problem in found.problems] == ["nothing"]
    assert "frozen" not in found.problems[0].message
    assert text == "x = 1" or "ipr_feeds_drop_in_nothing" not in sys.modules


def test_a_drop_in_replaces_the_plugin_of_its_name(tmp_path: Path) -> None:
    plugin(tmp_path, "ipr_feeds_qbpc", name="qbpc")
    found = plugins.load([tmp_path])
    assert names(found) == ["chinanews", "gacc", "qbpc"]
    assert next(source for source in found.sources if source.name == "qbpc").title == "A site"
    assert found.problems == ()


def test_a_bad_drop_in_leaves_the_plugin_of_its_name_in_place(tmp_path: Path) -> None:
    plugin(tmp_path, "ipr_feeds_qbpc", name="qbpc", given="[Site]")
    found = plugins.load([tmp_path])
    assert next(source for source in found.sources if source.name == "qbpc").title == "QBPC News"
    assert [problem.plugin for problem in found.problems] == ["ipr_feeds_qbpc"]


def test_a_name_that_is_taken_is_an_error_of_the_later(tmp_path: Path) -> None:
    plugin(tmp_path, name="qbpc")
    found = plugins.load([tmp_path])
    assert next(source for source in found.sources if source.name == "qbpc").title == "QBPC News"
    assert "source 'qbpc' is already that of ipr_feeds_qbpc" in found.problems[0].message


def test_a_broken_entry_point_is_blamed_by_its_distribution(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.entry_points

    def with_broken(**kind: Any) -> Any:
        return [*real(**kind), EntryPoint("broken", "no_such_module_anywhere", "ipr_feeds")]

    monkeypatch.setattr("ipr_feeds.plugins.entry_points", with_broken)
    found = plugins.load(folders=[])
    assert names(found) == ["chinanews", "gacc", "qbpc"]
    assert [(problem.plugin, problem.origin) for problem in found.problems] == [
        ("no_such_module_anywhere", "unknown distribution")
    ]


def test_a_replacing_drop_in_that_clashes_leaves_the_known_plugin(tmp_path: Path) -> None:
    plugin(tmp_path, "ipr_feeds_qbpc", name="gacc")
    found = plugins.load([tmp_path])
    assert names(found) == ["chinanews", "gacc", "qbpc"]
    assert "already that of ipr_feeds_gacc" in found.problems[0].message


def package(folder: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    """An installed plugin that is a package, with `strange.source` as entry point."""
    (folder / "strange").mkdir()
    for name, text in files.items():
        (folder / "strange" / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(folder)
    real = importlib.metadata.entry_points
    point = EntryPoint("strange", "strange.source", "ipr_feeds")
    monkeypatch.setattr("ipr_feeds.plugins.entry_points", lambda **kind: [*real(**kind), point])


@pytest.mark.parametrize("text", ["raise RuntimeError('kaput')", "class E(BaseException): pass\nraise E('kaput')"])
def test_a_package_that_cannot_be_imported_is_blamed(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(tmp_path, monkeypatch, __init__=text, source="")
    found = plugins.load(folders=[])
    assert names(found) == ["chinanews", "gacc", "qbpc"]
    assert "kaput" in found.problems[0].message


def test_a_package_for_a_newer_interface_is_not_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, monkeypatch, __init__="API_VERSION = 9\nraise SystemExit('executed')", source="")
    (problem,) = plugins.load(folders=[]).problems
    assert problem.message.startswith("is written for version 9 of the plugin interface")


@pytest.mark.parametrize("text", ['"""\nAPI_VERSION = 9\n"""\n', "# API_VERSION = 9\n", "OTHER = 9  # API_VERSION\n"])
def test_only_a_declaration_is_one(text: str, tmp_path: Path) -> None:
    plugin(tmp_path)
    file = tmp_path / "my_site.py"
    file.write_text(text + file.read_text())
    assert names(plugins.load([tmp_path])) == ["chinanews", "gacc", "mysite", "qbpc"]


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    plugin(tmp_path)
    file = tmp_path / "my_site.py"
    file.write_text(f"API_VERSION = 0x9\n{file.read_text()}", encoding="utf-8-sig")
    assert "version 9" in plugins.load([tmp_path]).problems[0].message


def test_the_version_of_a_source_is_that_of_all_its_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin(tmp_path)
    text = (tmp_path / "my_site.py").read_text()
    (tmp_path / "my_site.py").unlink()
    start, end = text.index("class Page"), text.index("class Site")
    layouts = text[:start] + text[start:end]
    package(
        tmp_path,
        monkeypatch,
        __init__="",
        layouts=layouts,
        source=text[:start] + "from strange.layouts import Page\n" + text[end:],
    )

    def version() -> str:
        return plugins.version(next(one for one in plugins.load(folders=[]).sources if one.name == "mysite"))

    before = version()
    assert version() == before
    (tmp_path / "strange" / "layouts.py").write_text(layouts + "# mended\n")
    assert version() != before


def test_ctrl_c_while_plugins_are_loaded_is_no_fault_of_theirs(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        plugins.load([tmp_path])
