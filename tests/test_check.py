"""`ipr-feeds check`: what is said of sources that keep the contract and of those that break it."""

import json
from pathlib import Path

import harbour
import pytest
from click.testing import CliRunner, Result
from harbour import article, listing
from hosts import Page, Web

from ipr_feeds.cli import main


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with the source dropped in, and its snapshots."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    harbour.recorded(tmp_path / "own")
    (tmp_path / "own" / "snapshots").rename(tmp_path / "snapshots")
    (tmp_path / "ipr-feeds.toml").write_text('[fetch]\npause = 0.0\nretries = 0\n[plugins]\ndirectory = "own"\n')


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_sources_that_keep_the_contract_are_one_line_each() -> None:
    done = check()
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.split("  ")[0] for line in done.stdout.splitlines()] == [
        f"{name}: keeps all 16 rules" for name in ("chinanews", "gacc", "harbour", "qbpc")
    ]


def test_every_rule_is_named_on_demand() -> None:
    lines = check("harbour", "-v").stdout.splitlines()
    assert len(lines) == 17
    assert (
        "  ok      losses: An article without its marker, or without anything that is required, is refused as changed."
        in lines
    )


def test_a_broken_rule_is_told_with_the_page_and_what_to_do(tmp_path: Path) -> None:
    page = tmp_path / "snapshots/harbour/pages/news-17.html"
    page.write_text(page.read_text().replace("stopped 17 pumps", "stopped 71 pumps"))
    done = check("harbour")
    advice = "mend the source; or, if this is right: ipr-feeds snapshot harbour --reparse"
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"harbour: breaks expected  ({tmp_path / 'own' / 'harbour.py'})",
        "  FAILED  expected: Every recorded page is read as is expected of it.",
        f"    {harbour.SITE}/news/17.html: is read otherwise than expected ({advice})",
        "      - text: Harbour Customs stopped 17 pumps with a false trademark.",
        "      + text: Harbour Customs stopped 71 pumps with a false trademark.",
    ]


def test_programs_get_json(tmp_path: Path) -> None:
    (tmp_path / "snapshots/harbour/pages/news-17.html").write_text("<html><body><p>Rebuilt.</p></body></html>")
    done = check("harbour", "--json")
    (told,) = json.loads(done.stdout)["sources"]
    assert (told["source"], told["ok"], done.exit_code) == ("harbour", False, 1)
    broken = [rule for rule in told["rules"] if rule["findings"]]
    assert [rule["rule"] for rule in broken] == ["readable"]
    assert broken[0]["findings"][0]["url"] == f"{harbour.SITE}/news/17.html"


def test_a_plugin_that_cannot_be_loaded_is_told_and_fails_the_check_of_all(tmp_path: Path) -> None:
    (tmp_path / "own" / "broken.py").write_text("import no_such_module_anywhere")
    done = check()
    assert done.exit_code == 1
    assert "plugin broken" in done.stderr
    assert "line 1 of" in done.stderr
    assert check("harbour").exit_code == 0


def test_what_is_on_its_way_out_is_told_to_authors_and_not_to_operators(tmp_path: Path) -> None:
    harbour.load(
        tmp_path / "own",
        ("class Post", "import warnings\nwarnings.warn('use the other', DeprecationWarning)\n\n\nclass Post"),
    )
    done = check("harbour")
    assert done.exit_code == 0
    assert f"  warning: DeprecationWarning: use the other (line 6 of {tmp_path / 'own' / 'harbour.py'})" in done.stdout
    quiet = CliRunner().invoke(main, ["refresh", "--offline", "harbour", "--snapshots", "snapshots"])
    assert (quiet.exit_code, quiet.output) == (0, "")


def test_the_living_site_is_asked_for_one_list_and_one_article(web: Web) -> None:
    web.pages[harbour.LIST] = Page(listing(21, 20).encode())
    web.pages[f"{harbour.SITE}/news/21.html"] = Page(article(21).encode())
    done = check("harbour", "--live")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("harbour: keeps its one rule")
    assert [one.url.removeprefix(harbour.SITE) for one in web.asked] == ["/robots.txt", "/news/", "/news/21.html"]


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ({"/news/": listing()}, "the list names no article"),
        ({"/news/": "<html><head><script>var $_ts={};</script></head></html>"}, "a bot wall (Ruishu)"),
        ({"/news/": listing(21)}, "/news/21.html: answered 404"),
        ({"/news/": listing(21), "/news/21.html": "<html><body><p>New look!</p></body></html>"}, "no layout fits"),
        ({}, "/news/: answered 404"),
    ],
)
def test_a_living_site_that_changed_breaks_the_rule(pages: dict[str, str], told: str, web: Web) -> None:
    web.pages |= {f"{harbour.SITE}{path}": Page(text.encode()) for path, text in pages.items()}
    done = check("harbour", "--live")
    assert done.exit_code == 1
    assert told in done.stdout
    assert "Traceback" not in done.output


def test_a_list_about_other_things_is_told_as_such(web: Web, tmp_path: Path) -> None:
    harbour.load(tmp_path / "own", ("lists =", "def wanted(self, link): return False\n    lists ="))
    web.pages[harbour.LIST] = Page(listing(21).encode())
    assert (
        "no article was read (the lists name nothing today that the source is about)"
        in check("harbour", "--live").stdout
    )


def test_what_python_warns_of_while_compiling_is_told_each_time(tmp_path: Path) -> None:
    file = tmp_path / "own" / "harbour.py"
    file.write_text(file.read_text().replace('r"/news/', '"/news/'))
    for _ in range(2):
        done = check("harbour")
        assert done.exit_code == 0
        assert done.stdout.count(f"invalid escape sequence '\\d' (line 25 of {file})") == 1
