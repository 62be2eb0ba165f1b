"""`extract` of a living address: fetched as politely as by a refresh."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hosts import Page, Web
from newsroom import chinanews, chinese, english, gacc

from ipr_feeds.cli import main
from ipr_feeds.fetch.snapshots import shipped

DAY = date(2026, 6, 1)


def extract(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["extract", *arguments])


@pytest.fixture(autouse=True)
def _quickly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ipr-feeds.toml").write_text('[fetch]\npause = 0.0\nretries = 0\ncontact = "mailto:ops@example.org"\n')


def test_a_living_address_is_fetched_and_read(web: Web, tmp_path: Path) -> None:
    site = chinanews(web)
    site.publish(chinese(7, DAY))
    done = extract(site.url(chinese(7, DAY)), "--explain")
    entry = json.loads(done.stdout)
    assert (done.exit_code, entry["title"], entry["url"]) == (0, "海关查获7箱侵权货物", site.url(chinese(7, DAY)))
    assert "fetched" in done.stderr
    assert [one.url.rpartition("/")[2] for one in web.asked] == ["robots.txt", "7.shtml"]
    assert web.asked[-1].headers["User-Agent"].endswith("(mailto:ops@example.org)")
    assert [one.name for one in tmp_path.iterdir()] == ["ipr-feeds.toml"]


def test_all_pages_of_an_article_are_fetched(web: Web) -> None:
    folder = shipped() / "chinanews"
    pages = json.loads((folder / "index.json").read_text())["pages"]
    for one in pages:
        if "90000083" in one["url"]:
            web.pages[one["url"]] = Page((folder / one["file"]).read_bytes(), headers=one["headers"])
    first = min(web.pages, key=len)
    expected = json.loads((folder / "expected.json").read_text())["entries"]
    (whole,) = (one for one in expected if one["url"] == first)
    assert json.loads(extract(first).stdout)["text"] == whole["text"]


def test_the_charset_in_the_header_counts(web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, DAY, goods="café tables"))
    url = site.url(english(1, DAY, goods="café tables"))
    body = web.pages[url].body.decode().replace('<meta charset="utf-8">', "").encode("latin-1")
    web.pages[url] = Page(body, headers={"Content-Type": "text/html; charset=iso-8859-1"})
    assert "Café Tables" in json.loads(extract(url).stdout)["title"]


def test_what_cannot_be_fetched_is_told(web: Web) -> None:
    site = gacc(web)
    url = site.url(english(1, DAY))
    done = extract(url)
    assert (done.exit_code, done.stdout) == (1, "")
    assert (
        done.stderr == f"ipr-feeds: gacc, {url}: answered 404: there is no such page (the site may still link to it)\n"
    )
    web.pages[url] = Page(b"<script>$_ts={}</script>", 412)
    assert "a bot wall (Ruishu) came instead of the page" in extract(url).stderr
    web.pages["http://english.customs.gov.cn/robots.txt"] = Page(b"User-agent: *\nDisallow: /")
    assert "robots.txt asks programs to leave this alone" in extract(url).stderr


def test_a_list_is_no_article(web: Web) -> None:
    site = gacc(web)
    site.publish(english(1, DAY), english(2, DAY))
    assert "as a list it names 2 (give the address of the article itself" in extract(site.list_url).stderr


def test_an_address_needs_no_other_address() -> None:
    done = extract("http://www.qbpc.org.cn/", "--url", "http://www.qbpc.org.cn/")
    assert (done.exit_code, "PAGE is an address itself" in done.stderr) == (2, True)
