"""The commands as people type them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ipr_feeds.cli import main
from ipr_feeds.fetch.snapshots import shipped

PAGE = str(shipped() / "qbpc" / "pages" / "new-plain.html")
URL = "http://qbpc.org.cn/articles/view/cid/18/id/900001"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def test_extract_prints_an_entry_as_json() -> None:
    result = run("extract", PAGE, "--url", URL)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["url"] == URL


def test_extract_reads_standard_input() -> None:
    piped = run("extract", "-", "--url", URL, stdin=Path(PAGE).read_bytes())
    assert piped.stdout == run("extract", PAGE, "--url", URL).stdout


def test_extract_explains_on_stderr_only() -> None:
    result = run("extract", PAGE, "--explain")
    assert json.loads(result.stdout)["source"] == "qbpc"
    assert re.search(r"qbpc-new +chosen", result.stderr)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-such-page.html",), "ipr-feeds: no-such-page.html: No such file or directory (give a saved page"),
        ((PAGE, "--url", "http://x.example/1"), "http://x.example/1: no source reads pages of x.example"),
        ((PAGE, "--source", "gacc"), "new-plain.html: no layout fits; looked for gacc-statics"),
        ((PAGE, "--source", "nobody"), "there is no source 'nobody'"),
        (("http://site.example/",), "http://site.example/: no source reads pages of site.example"),
        ((str(shipped()),), "Is a directory"),
    ],
)
def test_what_cannot_be_extracted_is_one_line_and_status_1(arguments: tuple[str, ...], told: str) -> None:
    result = run("extract", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_explanation_comes_even_when_reading_fails() -> None:
    result = run("extract", PAGE, "--source", "gacc", "--explain")
    assert result.exit_code == 1
    assert re.search(r"gacc-topic +not chosen", result.stderr)


def test_refresh_says_nothing_when_all_is_well_and_no_terminal_is_there(tmp_path: Path) -> None:
    result = run("refresh", "--offline", "--out", str(tmp_path / "out"))
    assert (result.exit_code, result.output) == (0, "")
    feeds = [f"{name}.{suffix}" for name in ("all", "chinanews", "gacc", "qbpc") for suffix in ("atom", "rss", "json")]
    pages = [f"{name}.html" for name in ("index", "chinanews", "gacc", "qbpc")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*feeds, *pages, "feeds.opml"])


def test_refresh_tells_what_it_wrote_when_asked(tmp_path: Path) -> None:
    arguments = ("refresh", "--offline", "-v", "--out", str(tmp_path))
    folder = tmp_path.as_posix()
    assert run(*arguments).stdout.splitlines() == [
        f"{folder}/chinanews.{{atom,rss,json}}  12 entries  written",
        f"{folder}/gacc.{{atom,rss,json}}  11 entries  written",
        f"{folder}/qbpc.{{atom,rss,json}}  7 entries  written",
        f"{folder}/all.{{atom,rss,json}}  30 entries  written",
        f"{folder}/feeds.opml  written",
        f"{folder}/chinanews.html  12 entries  written",
        f"{folder}/gacc.html  11 entries  written",
        f"{folder}/qbpc.html  7 entries  written",
        f"{folder}/index.html  20 entries  written",
    ]
    (tmp_path / "all.rss").unlink()
    told = run(*arguments).stdout
    assert f"{folder}/gacc.{{atom,rss,json}}  11 entries  unchanged" in told
    assert [line for line in told.splitlines() if "all." in line] == [
        f"{folder}/all.atom  30 entries  unchanged",
        f"{folder}/all.rss  30 entries  written",
        f"{folder}/all.json  30 entries  unchanged",
    ]


def test_refresh_completes_the_base_url(tmp_path: Path) -> None:
    run("refresh", "--offline", "--out", str(tmp_path), "--base-url", "https://news.example.net/customs")
    assert "https://news.example.net/customs/gacc.atom" in (tmp_path / "gacc.atom").read_text()


def test_a_problem_of_a_source_is_status_1(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = run("refresh", "--offline", "gacc", "--snapshots", str(tmp_path / "none"), "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "ipr-feeds: unreachable: gacc: no snapshots" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nobody",), "there is no source 'nobody'"),
        (("--snapshots", "no-such-folder"), "no-such-folder: no such folder of snapshots"),
        (("--base-url", "http://[::1"), "must be a whole address"),
        (("--base-url", "https://feeds.example.org/?a=1"), "must be a whole address"),
        (("--base-url", ""), "must be a whole address"),
        (("--base-url", "feeds.example.org"), "must be a whole address that begins with http:// or https://"),
    ],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    result = run("refresh", "--offline", "--out", str(tmp_path / "out"), *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_broken_plugin_is_told_where_its_source_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "ipr-feeds" / "plugins"
    folder.mkdir(parents=True)
    (folder / "mysite.py").write_text("def broken(:")
    for arguments in (
        ("refresh", "--offline", "mysite"),
        ("extract", PAGE, "--source", "mysite"),
        ("extract", PAGE, "--url", "http://mysite.example/1"),
    ):
        assert "plugin mysite" in run(*arguments).stderr


def test_sources_lists_every_source() -> None:
    result = run("sources")
    assert result.exit_code == 0
    for told in (
        "qbpc: QBPC News",
        "layouts  qbpc-new, qbpc-old, qbpc-bare",
        "english.customs.gov.cn",
        "ipr_feeds_gacc (ipr-feeds 0.1.0)",
    ):
        assert told in result.stdout


def test_sources_as_json_holds_problems_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "ipr-feeds" / "plugins"
    folder.mkdir(parents=True)
    (folder / "broken.py").write_text("1/0")
    result = run("sources", "--json")
    listed = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [one["name"] for one in listed["sources"]] == ["chinanews", "gacc", "qbpc"]
    assert listed["problems"] == [
        {
            "plugin": "broken",
            "origin": str(folder / "broken.py"),
            "message": f"ZeroDivisionError: division by zero (line 1 of {folder / 'broken.py'})",
        }
    ]
    assert "plugin broken" in result.stderr


def test_schema_is_json_schema() -> None:
    printed = json.loads(run("schema").stdout)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "published_precision" in printed["$defs"]["Entry"]["properties"]


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "ipr_feeds", "sources"], capture_output=True, text=True, check=False)
    assert (done.returncode, "gacc:" in done.stdout) == (0, True)
