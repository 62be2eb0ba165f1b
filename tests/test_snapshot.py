"""Recording: pages as served, what they are read as, what changed; nothing that is no page of the source."""

import json
from pathlib import Path

import harbour
import pytest
from click.testing import CliRunner, Result
from harbour import article, fetched, listing
from hosts import Page, Web

from ipr_feeds.authoring.snapshot import reparse, take
from ipr_feeds.authoring.subject import read_all
from ipr_feeds.authoring.vetting import Fetched
from ipr_feeds.cli import main
from ipr_feeds.fetch.snapshots import read_index

WALL = "<html><head><script>var $_ts={};</script></head><body></body></html>"


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with the source dropped in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    harbour.load(tmp_path / "own")
    (tmp_path / "ipr-feeds.toml").write_text('[fetch]\npause = 0.0\nretries = 0\n[plugins]\ndirectory = "own"\n')


def snapshot(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["snapshot", *arguments])


def site(web: Web, *numbers: int) -> None:
    """The living site, with these articles."""
    web.pages[harbour.LIST] = Page(listing(*numbers).encode())
    for number in numbers:
        web.pages[f"{harbour.SITE}/news/{number}.html"] = Page(article(number).encode())


def test_lists_and_the_newest_articles_are_recorded_as_served(web: Web, tmp_path: Path) -> None:
    site(web, 21, 20, 19, 18)
    done = snapshot("harbour", "--limit", "2")
    assert (done.exit_code, done.stderr) == (0, "")
    index = read_index(tmp_path / "snapshots", "harbour")
    assert [(page.url, page.file) for page in index.pages] == [
        (harbour.LIST, "pages/news.html"),
        (f"{harbour.SITE}/news/21.html", "pages/news-21.html"),
        (f"{harbour.SITE}/news/20.html", "pages/news-20.html"),
    ]
    assert (tmp_path / "snapshots/harbour/pages/news-21.html").read_bytes() == article(21).encode()
    assert index.pages[0].headers == {"Content-Type": "text/html; charset=utf-8"}
    expected = json.loads((tmp_path / "snapshots/harbour/expected.json").read_text())
    assert [entry["url"] for entry in expected["entries"]] == [page.url for page in index.pages[1:]]
    assert len(expected["lists"][harbour.LIST]) == 4
    assert "recorded snapshots/harbour/pages/news-21.html" in done.stdout
    assert (
        "  + harbour-post: 'Fake pumps stopped', 2026-05-03T14:05:00+08:00 (page), 2 paragraphs, 1 picture"
        in done.stdout
    )


def test_robots_txt_is_obeyed(web: Web, tmp_path: Path) -> None:
    site(web, 21)
    web.pages[f"{harbour.SITE}/robots.txt"] = Page(
        b"User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"}
    )
    done = snapshot("harbour")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "robots.txt asks programs to leave this alone" in done.stderr
    assert not (tmp_path / "snapshots").exists()


def test_an_address_is_recorded_by_itself(web: Web, tmp_path: Path) -> None:
    site(web, 21, 20)
    assert snapshot("harbour", f"{harbour.SITE}/news/20.html").exit_code == 0
    assert [page.url[-7:] for page in read_index(tmp_path / "snapshots", "harbour").pages] == ["20.html"]


def test_saved_pages_are_recorded_with_their_addresses(tmp_path: Path) -> None:
    for number in (17, 18):
        (tmp_path / f"{number}.html").write_text(article(number))
    pairs = [
        part
        for number in (17, 18)
        for part in ("--from", f"{number}.html", "--url", f"{harbour.SITE}/news/{number}.html")
    ]
    done = snapshot("harbour", *pairs)
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(read_index(tmp_path / "snapshots", "harbour").pages) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("harbour", "--from", "17.html"), "1 --from and 0 --url: each saved page needs its address"),
        (("harbour", "--reparse", "https://customs.harbour.example/"), "give addresses, or --from, or --reparse"),
        (("harber",), "there is no source 'harber'"),
        (("harbour", "--from", "no.html", "--url", harbour.LIST), "no.html: No such file or directory"),
        (("harbour", "--reparse"), "no snapshots: snapshots/harbour/index.json"),
        (("harbour", "https://other.example/news/17.html"), "this is no address of the source"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_said_in_one_line(arguments: tuple[str, ...], told: str) -> None:
    done = snapshot(*arguments)
    assert done.exit_code in (1, 2)
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("/news/17.html", WALL, "a bot wall (Ruishu) came instead of the page"),
        ("/news/", WALL, "a bot wall (Ruishu) came instead of the page"),
        ("/news/", listing(), "this names no article"),
        ("/about.html", article(17), "this names no article"),
        ("/news/17.html", "<html><body><p>The site is being rebuilt.</p></body></html>", "no layout fits"),
        ("/news/17.html", "", "the page is empty"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_and_what_was_recorded_stays(
    path: str, text: str, told: str, tmp_path: Path
) -> None:
    source = harbour.recorded(tmp_path)
    before = {file: file.read_bytes() for file in (tmp_path / "snapshots").rglob("*") if file.is_file()}
    taken = take(source, tmp_path / "snapshots", [fetched(path, text)])
    assert told in taken.troubles[0].message
    assert (taken.files, taken.changes) == ((), ())
    assert {file: file.read_bytes() for file in (tmp_path / "snapshots").rglob("*") if file.is_file()} == before


def test_the_good_pages_are_recorded_beside_a_refused_one(tmp_path: Path) -> None:
    source = harbour.load(tmp_path)
    taken = take(source, tmp_path / "snapshots", [*harbour.pages(), fetched("/news/19.html", WALL)])
    assert len(taken.files) == 3
    assert [one.url for one in taken.troubles] == [f"{harbour.SITE}/news/19.html"]


def test_a_page_recorded_again_replaces_the_old_one_and_shows_what_changed(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    taken = take(source, tmp_path / "snapshots", [fetched("/news/17.html", article(17, "Fake pumps destroyed"))])
    assert taken.changes[0].lines == ("- title: Fake pumps stopped", "+ title: Fake pumps destroyed")
    assert len(read_index(tmp_path / "snapshots", "harbour").pages) == 3


def test_reparse_without_any_change_touches_nothing(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    file = tmp_path / "snapshots/harbour/expected.json"
    before = file.stat().st_mtime_ns
    assert reparse(source, tmp_path / "snapshots").changes == ()
    assert file.stat().st_mtime_ns == before
    assert snapshot("harbour", "--reparse").stdout == "nothing is read otherwise than before\n"


def test_reparse_keeps_what_was_expected_of_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    before = read_all(source, tmp_path / "snapshots").expected
    (tmp_path / "snapshots/harbour/pages/news-17.html").write_text(WALL)
    taken = reparse(source, tmp_path / "snapshots")
    assert [one.kind for one in taken.troubles] == ["blocked"]
    after = read_all(source, tmp_path / "snapshots").expected
    assert before
    assert after
    assert {entry.id for entry in after.entries} == {entry.id for entry in before.entries}


def test_a_broken_expectation_is_said_with_what_to_do(tmp_path: Path) -> None:
    harbour.recorded(tmp_path)
    (tmp_path / "snapshots/harbour/expected.json").write_text("{")
    done = snapshot("harbour", "--reparse")
    assert done.exit_code == 1
    assert "expected.json" in done.stderr
    assert "delete it, then: ipr-feeds snapshot harbour --reparse" in done.stderr


def test_an_article_in_several_pages_needs_all_of_them(tmp_path: Path) -> None:
    pager = "<p>First part of the story.</p><div class='pages'><a href='/news/17.html?page=2'>2</a></div>"
    source = harbour.load(tmp_path, ('captions = (".legend",)', 'captions = (".legend",)\n    further = ".pages a"'))
    first = fetched("/news/17.html", article(17, body=pager))
    alone = take(source, tmp_path / "snapshots", [first])
    assert "the article goes on here" in alone.troubles[0].message
    second = fetched(
        "/news/17.html?page=2", "<div class='post'><div class='text'><p>Second part of the story.</p></div></div>"
    )
    both = take(source, tmp_path / "snapshots", [first, second])
    assert (len(both.files), both.troubles) == (2, ())
    subject = read_all(source, tmp_path / "snapshots")
    assert (len(subject.articles), len(subject.aliases)) == (1, 0)
    assert "Second part of the story." in subject.articles[0].entry.text


def test_names_of_files_are_made_of_addresses_and_never_clash(tmp_path: Path) -> None:
    source = harbour.load(tmp_path)
    paths = ("/news/17.html", "/News/17.html", "/news/17.html?print=1")
    take(source, tmp_path / "snapshots", [fetched(path, article(17)) for path in paths])
    files = [page.file for page in read_index(tmp_path / "snapshots", "harbour").pages]
    assert files == ["pages/news-17.html", "pages/news-17-2.html", "pages/news-17-print-1.html"]


def test_an_id_that_would_change_is_refused_and_the_expectation_stays(tmp_path: Path) -> None:
    harbour.recorded(tmp_path)
    expected = tmp_path / "snapshots/harbour/expected.json"
    before = expected.read_bytes()
    harbour.load(tmp_path / "own", ('"news:{}"', '"item:{}"'))
    done = snapshot("harbour", "--reparse")
    assert done.exit_code == 1
    assert "subscribers would see it as new (give back the key; or, if nothing was published yet, delete" in done.stderr
    assert expected.read_bytes() == before
    expected.unlink()
    assert snapshot("harbour", "--reparse").exit_code == 0


PAGER = "<p>{} part.</p><div class='pages'><a href='/news/17.html'>1</a><a href='/news/17.html?page=2'>2</a></div>"
FURTHER = ('captions = (".legend",)', 'captions = (".legend",)\n    further = ".pages a"')


@pytest.mark.parametrize(
    ("one", "two"), [("/news/17/first.html", "/news/17_2.html"), ("/news/17_1.html", "/news/17_2.html")]
)
@pytest.mark.parametrize("turned", [False, True])
def test_whatever_the_addresses_of_its_pages_are_an_article_is_recorded(
    one: str, two: str, turned: bool, tmp_path: Path
) -> None:
    key = ('(r"/news/(\\d+)\\.html", "news:{}")', '(r"/news/(\\d+)(?:/first|_1|_2)?\\.html", "news:{}")')
    source = harbour.load(tmp_path, FURTHER, key)
    pager = f"<p>First part.</p><div class='pages'><a href='{one}'>1</a><a href='{two}'>2</a></div>"
    pages = [
        fetched(one, article(17, body=pager)),
        fetched(two, "<div class='post'><div class='text'><p>Second part.</p></div></div>"),
    ]
    taken = take(source, tmp_path / "snapshots", pages[::-1] if turned else pages)
    assert (len(taken.files), taken.troubles) == (2, ())
    assert "Second part." in read_all(source, tmp_path / "snapshots").articles[0].entry.text


def in_pages(first: str = "", second: str = "") -> list[Fetched]:
    """An article in two pages, each of which names both."""
    page = "<div class='post'><div class='text'>{}</div></div>"
    return [
        fetched("/news/17.html?page=2", second or page.format(PAGER.format("Second"))),
        fetched("/news/17.html", first or article(17, body=PAGER.format("First"))),
    ]


def test_the_pages_of_an_article_are_recorded_whatever_their_order(tmp_path: Path) -> None:
    source = harbour.load(tmp_path, FURTHER)
    taken = take(source, tmp_path / "snapshots", in_pages())
    assert (len(taken.files), taken.troubles) == (2, ())
    assert "Second part." in read_all(source, tmp_path / "snapshots").articles[0].entry.text


@pytest.mark.parametrize("walls", [{"first": WALL}, {"second": WALL}])
def test_a_wall_in_the_place_of_one_page_of_an_article_refuses_all_of_it(walls: dict[str, str], tmp_path: Path) -> None:
    source = harbour.load(tmp_path, FURTHER)
    take(source, tmp_path / "snapshots", in_pages())
    before = {file: file.read_bytes() for file in (tmp_path / "snapshots").rglob("*") if file.is_file()}
    taken = take(source, tmp_path / "snapshots", in_pages(**walls))
    assert taken.files == ()
    assert {one.kind for one in taken.troubles} == {"blocked"}
    assert {file: file.read_bytes() for file in (tmp_path / "snapshots").rglob("*") if file.is_file()} == before


def test_a_new_key_is_refused_before_anything_is_recorded(tmp_path: Path) -> None:
    harbour.recorded(tmp_path)
    before = {file: file.read_bytes() for file in (tmp_path / "snapshots").rglob("*") if file.is_file()}
    source = harbour.load(tmp_path, ('"news:{}"', '"item:{}"'))
    taken = take(source, tmp_path / "snapshots", [fetched("/news/17.html", article(17, "Another title"))])
    assert "subscribers would see it as new" in taken.troubles[0].message
    assert {file: file.read_bytes() for file in (tmp_path / "snapshots").rglob("*") if file.is_file()} == before


def test_a_page_that_cannot_be_read_for_a_while_stays_kept_out(tmp_path: Path) -> None:
    words = ("layouts = (Post,)", 'layouts = (Post,)\n    words = Words(("taps",))')
    source = harbour.load(tmp_path, words, ("import Layout,", "import Words, Layout,"))
    take(source, tmp_path / "snapshots", harbour.pages())
    page = tmp_path / "snapshots/harbour/pages/news-17.html"
    good = page.read_bytes()
    page.write_text(WALL)
    reparse(source, tmp_path / "snapshots")
    page.write_bytes(good)
    assert reparse(source, tmp_path / "snapshots").changes == ()


def test_a_fragment_is_no_part_of_the_address(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    taken = take(source, tmp_path / "snapshots", [fetched("/news/17.html#top", article(17, "Another title"))])
    assert [change.url for change in taken.changes] == [f"{harbour.SITE}/news/17.html"]
    index = read_index(tmp_path / "snapshots", "harbour")
    assert len(index.pages) == 3


def test_a_page_recorded_again_is_of_the_new_time(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    later = fetched("/news/17.html", article(17))._replace(when=harbour.WHEN.replace(day=9, microsecond=5))
    take(source, tmp_path / "snapshots", [later])
    (page,) = (one for one in read_index(tmp_path / "snapshots", "harbour").pages if one.url.endswith("17.html"))
    assert page.fetched == harbour.WHEN.replace(day=9)


def test_all_pages_of_a_living_article_are_recorded(web: Web, tmp_path: Path) -> None:
    harbour.load(tmp_path / "own", FURTHER)
    web.pages[harbour.LIST] = Page(listing(17).encode())
    for one in in_pages():
        web.pages[one.response.url] = Page(one.response.content)
    assert snapshot("harbour").exit_code == 0
    assert [page.url.rpartition("/")[2] for page in read_index(tmp_path / "snapshots", "harbour").pages] == [
        "", "17.html", "17.html?page=2",
    ]  # fmt: skip


def test_a_source_that_raises_is_told_and_never_a_traceback(web: Web, tmp_path: Path) -> None:
    site(web, 17)
    for method in ("wanted(self, link)", "key(self, url)", "relevant(self, entry)", "canonical(self, url)"):
        harbour.load(tmp_path / "own", ("layouts = (Post,)", f"layouts = (Post,)\n    def {method}: return 1 / 0"))
        live = [] if "relevant" in method else [["check", "harbour", "--live"]]
        for arguments in (["snapshot", "harbour"], *live):
            done = CliRunner().invoke(main, arguments)
            assert done.exit_code == 1
            assert isinstance(done.exception, SystemExit)
            assert "division by zero" in done.output


def test_what_is_expected_of_a_page_is_kept_once_however_often_it_is_tried(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    take(source, tmp_path / "snapshots", [fetched("/news/17.html?from=x", article(17))])
    (tmp_path / "snapshots/harbour/pages/news-17.html").write_text(WALL)
    for _ in range(3):
        reparse(source, tmp_path / "snapshots")
    expected = read_all(source, tmp_path / "snapshots").expected
    assert expected
    assert len(expected.entries) == 2


def test_a_further_page_that_was_recorded_first_is_no_failure(tmp_path: Path) -> None:
    source = harbour.load(tmp_path, FURTHER)
    take(source, tmp_path / "snapshots", in_pages())
    index = tmp_path / "snapshots/harbour/index.json"
    pages = json.loads(index.read_text())
    index.write_text(json.dumps({"pages": pages["pages"][::-1]}))
    subject = read_all(source, tmp_path / "snapshots")
    assert (len(subject.articles), subject.failures) == (1, {})
