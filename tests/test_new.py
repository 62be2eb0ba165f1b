"""`ipr-feeds new`: what it is given, what it refuses, what it writes and says."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import PROJECT
from hostile import CLOUDFLARE, LOGIN, PDF, RUISHU
from hosts import Page, Web
from invented import SITES, Site, Story

from ipr_feeds import plugins
from ipr_feeds.cli import main

SITE = SITES["classes"]
STORIES = [Story(number) for number in range(1, 11)]


def new(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.html").write_text(SITE.listing(STORIES))
    Path("one.html").write_text(SITE.article(Story(1)))
    Path("two.html").write_text(SITE.article(Story(2)))


def urls(*found: str) -> list[str]:
    return [part for url in found for part in ("--url", url)]


URLS = urls(SITE.list_url, SITE.address(Story(1)), SITE.address(Story(2)))
PAGES = ("list.html", "one.html", "two.html")


def test_it_goes_into_the_users_own_folder_and_is_found_there() -> None:
    done = new("harbour", *PAGES, *URLS)
    file = plugins.user_folder() / "harbour.py"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"written: {file}",
        "list.html: a list of 10 articles, 10 with a date",
        "one.html: an article, “Fake bulbs stopped at East Pier”, 2026-05-23T14:05:00+08:00, 4 paragraphs, 0 pictures",
        "two.html: an article, “Fake handbags stopped at River Gate”, 2026-05-18T14:05:00+08:00, 5 paragraphs, 0 pictures",
        "Look at these, they are guessed:",
        "  timezone = Asia/Singapore: by the host, which ends in .sg",
        f"Everything that the site prints is published, unless `words` limits it: {file} shows how.",
        "Go on with:",
        f"  ipr-feeds extract one.html --url {SITE.address(Story(1))} --explain",
        "  ipr-feeds snapshot harbour \\",
        f"      --from list.html --url {SITE.list_url} \\",
        f"      --from one.html --url {SITE.address(Story(1))} \\",
        f"      --from two.html --url {SITE.address(Story(2))}",
        "  ipr-feeds check harbour",
    ]
    listed = json.loads(CliRunner().invoke(main, ["sources", "--json"]).stdout)["sources"]
    assert next(one["origin"] for one in listed if one["name"] == "harbour") == str(file)
    Path("three.html").write_text(SITE.article(Story(3)))
    entry = json.loads(CliRunner().invoke(main, ["extract", "three.html", *urls(SITE.address(Story(3)))]).stdout)
    assert (entry["source"], entry["text"].split("\n\n")) == ("harbour", Story(3).paragraphs)


def test_each_declaration_says_what_it_matched() -> None:
    new("harbour", *PAGES, *URLS, "--out", ".")
    lines = [line.strip() for line in Path("harbour.py").read_text().splitlines()]
    assert (
        'title = ".post h1"  # "Fake bulbs stopped at East Pier"' in lines
        or 'title = "h1"  # "Fake bulbs stopped at East Pier"' in lines
    )
    assert 'published = ".meta"  # "Published 23 May 2026, 14:05" → 2026-05-23 14:05' in lines
    assert 'marker = body = ".text"  # 3 paragraphs, “Customs officers at East Pier stopped…”' in lines
    assert '".advert",  # "Buy cheap pumps at Pump World today"' in lines
    assert 'keys = ((r"/news/(\\d+)\\.html", "news:{}"),)  # news:101' in lines
    assert 'timezone = "Asia/Singapore"  # GUESS: by the host, which ends in .sg' in lines
    assert "API_VERSION = 1" in lines


def test_it_goes_into_the_folder_of_the_settings() -> None:
    Path("ipr-feeds.toml").write_text('[plugins]\ndirectory = "mine"\n')
    Path("mine").mkdir()
    assert new("harbour-two", *PAGES, *URLS).exit_code == 0
    assert [path.name for path in Path("mine").iterdir()] == ["harbour_two.py"]
    assert new("harbour-two", *PAGES, *URLS, "--out", "mine", "--force").exit_code == 0


def test_what_is_there_stays_unless_it_is_forced() -> None:
    Path("harbour.py").write_text("mine = 1\n")
    done = new("harbour", *PAGES, *URLS, "--out", ".")
    assert (done.exit_code, done.stderr) == (2, "ipr-feeds: harbour.py is there already; --force replaces it\n")
    assert Path("harbour.py").read_text() == "mine = 1\n"
    assert new("harbour", *PAGES, *URLS, "--out", ".", "--force").exit_code == 0
    assert "class Harbour(Source)" in Path("harbour.py").read_text()


def test_a_drop_in_may_be_written_again() -> None:
    assert new("harbour", *PAGES, *URLS).exit_code == 0
    assert "--force replaces it" in new("harbour", *PAGES, *URLS).stderr
    assert new("harbour", *PAGES, *URLS, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Harbour", "lower-case letters"),
        ("all", "lower-case letters"),
        ("../x", "lower-case letters"),
        ("qbpc", "qbpc is already the source of ipr_feeds_qbpc"),
    ],
)
def test_a_name_that_cannot_be_or_is_taken_is_refused(name: str, said: str) -> None:
    done = new(name, *PAGES, *URLS, "--out", ".", "--force")
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert not list(Path().glob("*.py"))


def test_a_browser_writes_the_address_into_what_it_saves() -> None:
    for name, url in zip(PAGES, URLS[1::2], strict=True):
        Path(name).write_text(f"<!-- saved from url=(0042){url} -->\n{Path(name).read_text()}")
    assert new("harbour", *PAGES, "--out", ".").exit_code == 0
    assert f'start_urls = ("{SITE.list_url}",)' in Path("harbour.py").read_text()


def test_the_canonical_link_says_where_an_article_is_from() -> None:
    for name, url in zip(PAGES, URLS[1::2], strict=True):
        told = f'<link rel="canonical" href="{url}"></head>'
        relative = Path(name).read_text().replace("https://customs.harbour.example.sg/", "/")
        Path(name).write_text(relative.replace("</head>", told))
    done = new("harbour", *PAGES, "--out", ".")
    assert (done.exit_code, "list.html: a list of 10 articles, 10 with a date" in done.stdout) == (0, True)


def test_a_list_says_where_an_article_of_its_title_is_from() -> None:
    for name in PAGES:
        Path(name).write_text(Path(name).read_text().replace("https://customs.harbour.example.sg/", "/"))
    done = new("harbour", *PAGES, *urls(SITE.list_url), "--out", ".")
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"--url {SITE.address(Story(1))}" in done.stdout


def test_an_address_that_nobody_knows_is_asked_for() -> None:
    done = new("harbour", "one.html", "--out", ".")
    assert (done.exit_code, done.stderr) == (
        2, "ipr-feeds: one.html: nothing in it says which address it was saved from; give it with --url\n",
    )  # fmt: skip
    assert (
        "one for each file: 4 for 3" in new("harbour", *PAGES, *URLS, *urls("https://x.example/"), "--out", ".").stderr
    )
    assert "no web address" in new("harbour", "one.html", *urls("harbour/17.html"), "--out", ".").stderr
    assert "no address of one article" in new("harbour", "one.html", *urls("https://x.example/"), "--out", ".").stderr
    assert not list(Path().glob("*.py"))


def test_a_list_alone_is_not_enough() -> None:
    done = new("harbour", "list.html", *urls(SITE.list_url), "--out", ".")
    assert (done.exit_code, "a list alone does not show where an article keeps its text" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (CLOUDFLARE.encode(), "a bot wall (Cloudflare) came instead of the page"),
        (RUISHU.encode() + b"<html><body></body></html>", "a bot wall (Ruishu) came instead of the page"),
        (f"<html><body>{LOGIN}</body></html>".encode(), "a login page came instead of the page"),
        (PDF, "this is no page of text"),
        (b"", "the page is empty"),
        (b"<html><body><h1>News</h1><ul></ul></body></html>", "it names no articles and holds no text of one"),
        (b"<html><body><p>Cut off<a hr", "the page is cut off"),
        (b"<rss version='2.0'><channel><item><title>x</title>", "the feed is cut off"),
    ],
)
def test_what_is_no_page_of_the_site_is_refused_and_nothing_is_written(page: bytes, said: str) -> None:
    Path("bad.html").write_bytes(page)
    done = new(
        "harbour",
        "bad.html",
        "one.html",
        *urls("https://customs.harbour.example.sg/news/9.html", SITE.address(Story(1))),
        "--out",
        "out",
    )
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert "bad.html" in done.stderr or "9.html" in done.stderr
    assert not Path("out").exists()


def test_a_file_that_is_not_there_is_told() -> None:
    assert new("harbour", "nowhere.html", *urls(SITE.list_url)).stderr.startswith(
        "ipr-feeds: nowhere.html: No such file"
    )


def test_a_page_of_another_layout_is_told_and_the_file_stays() -> None:
    Path("odd.html").write_text(
        "<h2>Picture of the day</h2><img src='/day.jpg'><p>Officers at work in the harbour on Sunday</p>"
    )
    done = new(
        "harbour", *PAGES, "odd.html", *URLS, *urls("https://customs.harbour.example.sg/news/200.html"), "--out", "."
    )
    assert Path("harbour.py").exists()
    assert done.exit_code == 1
    assert (
        "ipr-feeds: odd.html: harbour, https://customs.harbour.example.sg/news/200.html: no layout fits" in done.stderr
    )


def test_living_pages_are_fetched_as_politely_as_by_a_refresh(web: Web) -> None:
    Path("ipr-feeds.toml").write_text('[fetch]\npause = 0.0\nretries = 0\ncontact = "mailto:ops@example.org"\n')
    web.pages[SITE.list_url] = Page(SITE.listing(STORIES).encode())
    web.pages[SITE.address(Story(1))] = Page(SITE.article(Story(1)).encode())
    done = new("harbour", SITE.list_url, SITE.address(Story(1)), "--out", ".")
    assert (done.exit_code, done.stderr) == (0, "")
    assert [one.url.rpartition(".sg")[2] for one in web.asked] == ["/robots.txt", "/news/", "/news/101.html"]
    assert web.asked[-1].headers["User-Agent"].endswith("(mailto:ops@example.org)")
    web.pages["https://customs.harbour.example.sg/robots.txt"] = Page(b"User-agent: *\nDisallow: /")
    refused = new("other", SITE.list_url, "--out", ".")
    assert (refused.exit_code, "robots.txt asks programs to leave this alone" in refused.stderr) == (1, True)


def test_a_package_is_a_project_that_pip_can_install() -> None:
    done = new("harbour-news", *PAGES, *URLS, "--package")
    assert done.exit_code == 0
    folder = Path("ipr-feeds-harbour-news")
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) == [
        ".gitattributes", ".gitignore", "README.md", "ipr-feeds.toml", "ipr_feeds_harbour_news.py", "pyproject.toml",
        "tests/test_harbour_news.py",
    ]  # fmt: skip
    declared = tomllib.loads((folder / "pyproject.toml").read_text())
    assert declared["project"]["entry-points"]["ipr_feeds"] == {"harbour-news": "ipr_feeds_harbour_news"}
    assert declared["build-system"]["build-backend"] == "hatchling.build"
    assert (folder / ".gitattributes").read_text().splitlines()[-1] == "snapshots/** -text"
    assert (folder / "tests" / "test_harbour_news.py").read_text() == (
        '"""What every source has to hold, tried on the recorded pages."""\n\n'
        "from ipr_feeds.authoring.testing import Rule\n\n\n"
        "def test_harbour_news_keeps_the_contract(ipr_feeds_rule: Rule) -> None:\n"
        '    ipr_feeds_rule("harbour-news", snapshots="snapshots")\n'
    )
    for command in (["format", "--check"], ["check"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", command[0], "--isolated", "--line-length", "120", *command[1:], str(folder)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout


def going_on(said: str) -> str:
    """The commands that are told at the end."""
    return said.partition("Go on with:\n")[2]


def test_the_commands_that_are_told_record_and_check_a_project_before_it_is_installed() -> None:
    shell = shutil.which("bash")
    assert shell
    said = new("harbour-news", *PAGES, *URLS, "--package").stdout
    commands, installed = going_on(said).split("  pip install")
    assert commands.splitlines()[:2] == [
        "  cd ipr-feeds-harbour-news",
        f"  ipr-feeds extract ../one.html --url {SITE.address(Story(1))} --explain",
    ]
    assert installed == " -e '.[test]'\n  pytest\n"
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [shell, "-ec", commands], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "harbour-news: keeps all" in done.stdout
    assert len(list(Path("ipr-feeds-harbour-news/snapshots/harbour-news/pages").iterdir())) == 3


def test_the_test_of_a_project_is_typed() -> None:
    new("harbour-news", *PAGES, *URLS, "--package")
    folder = Path("ipr-feeds-harbour-news")
    files = [str(folder / "tests" / "test_harbour_news.py"), str(folder / "ipr_feeds_harbour_news.py")]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_project_names_no_address_but_the_sites() -> None:
    new("harbour-news", *PAGES, *URLS, "--package")
    text = (Path("ipr-feeds-harbour-news") / "README.md").read_text()
    assert re.findall(r"https?://[^\s>)]+", text) == ["https://customs.harbour.example.sg/"]


def test_living_pages_are_recorded_from_the_living_site(web: Web) -> None:
    Path("ipr-feeds.toml").write_text("[fetch]\npause = 0.0\nretries = 0\n")
    web.pages[SITE.list_url] = Page(SITE.listing(STORIES).encode())
    web.pages[SITE.address(Story(1))] = Page(SITE.article(Story(1)).encode())
    done = new(
        "harbour", SITE.list_url, SITE.address(Story(1)), "two.html", *urls(SITE.address(Story(2))), "--out", "."
    )
    assert going_on(done.stdout).splitlines() == [
        f"  ipr-feeds extract {SITE.address(Story(1))} --explain",
        f"  ipr-feeds snapshot harbour {SITE.list_url} {SITE.address(Story(1))}",
        f"  ipr-feeds snapshot harbour --from two.html --url {SITE.address(Story(2))}",
        "  ipr-feeds check harbour",
    ]


def test_an_authors_own_files_outlive_a_module_that_is_written_again() -> None:
    new("harbour", *PAGES, *URLS, "--package")
    folder = Path("ipr-feeds-harbour")
    (folder / "README.md").write_text("mine\n")
    (folder / "ipr_feeds_harbour.py").unlink()
    assert new("harbour", *PAGES, *URLS, "--package").exit_code == 0
    assert (folder / "README.md").read_text() == "mine\n"


@pytest.mark.parametrize("site", [SITES["blog"], SITES["gb"]], ids=lambda site: site.name)
def test_the_written_source_makes_a_feed(site: Site, web: Web) -> None:
    Path("ipr-feeds.toml").write_text(
        '[fetch]\npause = 0.0\nretries = 0\n[plugins]\ndisabled = ["ipr_feeds_qbpc", "ipr_feeds_gacc", "ipr_feeds_chinanews"]\n'
    )
    stories = [Story(number, site.chinese) for number in range(1, 7)]
    for story in stories:
        web.pages[site.address(story)] = Page(site.article(story).encode(site.encoding))
    web.pages[site.list_url] = Page(site.listing(stories).encode(site.encoding))
    assert new(site.name, site.list_url, site.address(stories[0]), site.address(stories[1])).exit_code == 0
    done = CliRunner().invoke(main, ["refresh", "--out", "public", "-v"])
    assert done.exit_code == 0, done.output
    feed = Path("public", f"{site.name}.atom").read_text()
    assert [f"<title>{story.title}</title>" in feed for story in stories] == [True] * 6
    assert feed.count("<entry>") == 6


def test_a_host_that_another_source_reads_is_told() -> None:
    done = new(
        "other",
        *PAGES,
        *urls(*(url.replace("customs.harbour.example.sg", "www.qbpc.org.cn") for url in URLS[1::2])),
        "--out",
        ".",
    )
    assert "hosts: qbpc reads www.qbpc.org.cn too; `ipr-feeds extract --source other` asks this one" in done.stdout


def test_pictures_that_several_articles_have_are_the_sites() -> None:
    for number, name in ((1, "one.html"), (2, "two.html")):
        shown = f'<div class="text"><p><img src="/img/seal.png"></p><p><img src="/up/{number}.jpg"></p>'
        Path(name).write_text(Path(name).read_text().replace('<div class="text">', shown))
    done = new("harbour", *PAGES, *URLS, "--out", ".")
    assert 'furniture = ("/img/seal.png",)  # in 2 articles' in Path("harbour.py").read_text()
    assert done.stdout.count("1 picture\n") == 2


def test_commands_can_be_pasted_into_a_shell() -> None:
    site = SITES["query"]
    Path("a page.html").write_text(site.article(Story(1)))
    done = new("bureau", "a page.html", *urls(site.address(Story(1))), "--out", ".")
    assert f"  ipr-feeds extract 'a page.html' --url '{site.address(Story(1))}' --explain" in done.stdout.splitlines()


def test_the_folder_that_is_written_to_is_not_run() -> None:
    Path("setup.py").write_text("raise SystemExit('run')\n")
    assert new("harbour", *PAGES, *URLS, "--out", ".").exit_code == 0


def test_a_folder_that_cannot_be_written_is_told() -> None:
    Path("file").write_text("x")
    done = new("harbour", *PAGES, *URLS, "--out", "file")
    assert (done.exit_code, "file/harbour.py cannot be written" in done.stderr.replace(os.sep, "/")) == (1, True)


@pytest.mark.parametrize("path", sorted((PROJECT / "snapshots").glob("*/pages/*")), ids=lambda path: path.name)
def test_whatever_the_page_is_it_is_read_or_refused_in_one_line(path: Path) -> None:
    for name, text in (("whole", path.read_bytes()), ("half", path.read_bytes()[: path.stat().st_size // 2])):
        Path(name).write_bytes(text)
        done = new("harbour", name, *urls("https://site.example.hk/news/17.html"), "--out", "out", "--force")
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert done.exit_code in (0, 1, 2)
        assert done.exit_code == 0 or len(done.stderr.splitlines()) == 1
