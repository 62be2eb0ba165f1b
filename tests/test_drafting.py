"""`ipr-feeds new`: the source that it writes reads pages of the same site that it never saw."""

import random
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from invented import FRAME, SITES, Site, Story, column_page

from ipr_feeds.authoring.drafting import proof
from ipr_feeds.cli import main
from ipr_feeds.extract import entry_of
from ipr_feeds.model import Entry
from ipr_feeds.page import Page
from ipr_feeds.source import Source
from ipr_feeds.trace import Trace

NOW = datetime(2026, 11, 1, tzinfo=UTC)
EACH = pytest.mark.parametrize("site", SITES.values(), ids=SITES)


def new(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


def saved(folder: Path, site: Site, *numbers: int, listed: bool = True) -> list[str]:
    """Arguments for pages of a site saved into a folder: the list of ten stories first, then articles."""
    pages = [site.listing([Story(number, site.chinese) for number in range(1, 11)])] if listed else []
    pages += [site.article(Story(number, site.chinese)) for number in numbers]
    urls = [site.list_url] * listed + [site.address(Story(number, site.chinese)) for number in numbers]
    for at, text in enumerate(pages):
        (folder / f"{at}.html").write_bytes(text.encode(site.encoding))
    return [
        *(str(folder / f"{at}.html") for at in range(len(pages))),
        *(part for url in urls for part in ("--url", url)),
    ]


def written(folder: Path, site: Site, *numbers: int, listed: bool = True) -> Source:
    done = new(site.name, *saved(folder, site, *numbers, listed=listed), "--out", folder)
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    return proof.load(folder / f"{site.name}.py")


def read(source: Source, site: Site, number: int, *, listed: bool = True) -> Entry:
    """An article as a refresh would read it, with what the list says of it."""
    story = Story(number, site.chinese)
    names = Page(site.listing([Story(one, site.chinese) for one in range(1, 11)]).encode(site.encoding), site.list_url)
    links = {source.key(link.url): link for link in source.links(names)} if listed else {}
    page = Page(site.article(story).encode(site.encoding), site.address(story))
    return entry_of(source, page, links.get(source.key(site.address(story))), NOW, Trace())


def assert_right(entry: Entry, site: Site, number: int, *, dated: bool = True) -> None:
    story = Story(number, site.chinese)
    assert entry.title == story.title
    assert entry.text.split("\n\n") == story.paragraphs
    if dated:
        assert entry.published
        assert entry.published.isoformat() == site.published(story) + site.zone
    captions = [image.caption for image in entry.images]
    assert captions == ([f"Officers with {story.goods} at {story.port}"] if site.captions else [])


@EACH
@pytest.mark.parametrize("numbers", [(1, 2), (3,), (6, 4, 5)], ids=lambda numbers: f"{len(numbers)} articles")
def test_an_article_that_was_not_given_is_read_rightly(site: Site, numbers: tuple[int, ...], tmp_path: Path) -> None:
    source = written(tmp_path, site, *numbers)
    for number in (7, 8, 9, 10):
        assert_right(read(source, site, number), site, number)
        assert read(source, site, number).section == site.section


@EACH
@pytest.mark.parametrize("numbers", [(1, 2), (4,)], ids=lambda numbers: f"{len(numbers)} articles")
def test_articles_alone_are_enough(site: Site, numbers: tuple[int, ...], tmp_path: Path) -> None:
    source = written(tmp_path, site, *numbers, listed=False)
    for number in (7, 8):
        assert_right(read(source, site, number, listed=False), site, number, dated=site.name != "undated")
    assert source.lists == ()
    assert "GUESS: seen in" in (tmp_path / f"{site.name}.py").read_text()


@EACH
def test_the_list_names_its_articles_and_nothing_else(site: Site, tmp_path: Path) -> None:
    source = written(tmp_path, site, 1, 2)
    stories = [Story(number, site.chinese) for number in range(4, 12)]
    links = source.links(Page(site.listing(stories).encode(site.encoding), site.list_url))
    assert [(link.url, link.title) for link in links] == [(site.address(one), one.title) for one in stories]
    assert [link.published.date() if link.published else None for link in links] == [one.day for one in stories]


@EACH
def test_what_is_written_is_tidy(site: Site, tmp_path: Path) -> None:
    written(tmp_path, site, 1, 2)
    module = str(tmp_path / f"{site.name}.py")
    for command in (
        ["ruff", "format", "--isolated", "--line-length", "120", "--check", module],
        ["ruff", "check", "--isolated", "--line-length", "120", "--select", "A,B,C4,E,F,I,N,PIE,RET,SIM,UP,W", module],
    ):
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr + Path(module).read_text()


def test_what_is_written_is_typed(tmp_path: Path) -> None:
    modules = []
    for site in SITES.values():
        written(tmp_path, site, 1, 2)
        modules.append(str(tmp_path / f"{site.name}.py"))
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", *modules]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_articles_of_one_day_have_a_date_all_the_same(tmp_path: Path) -> None:
    site = SITES["ids"]
    pages = [site.article(Story(number)).replace(f"{Story(number).day:%d/%m/%Y}", "03/05/2026") for number in (1, 2)]
    for at, text in enumerate(pages):
        (tmp_path / f"{at}.html").write_text(text)
    urls = [part for number in (1, 2) for part in ("--url", site.address(Story(number)))]
    done = new("harbour", tmp_path / "0.html", tmp_path / "1.html", *urls, "--out", tmp_path)
    assert done.stdout.count("2026-05-03T00:00:00+08:00") == 2
    assert "day_first = True: no date shows which number is the day" in done.stdout
    assert read(proof.load(tmp_path / "harbour.py"), site, 3, listed=False).text.split("\n\n") == Story(3).paragraphs


def test_a_date_below_the_text_that_only_words_lead_to_is_found(tmp_path: Path) -> None:
    site = SITES["undated"]
    for number in (1, 2):
        ended = f"</p>Ends/Sunday, May {number}, 2026<br>Issued by the office</div></div>"
        (tmp_path / f"{number}.html").write_text(site.article(Story(number)).replace("</p></div></div>", ended))
    urls = [part for number in (1, 2) for part in ("--url", site.address(Story(number)))]
    done = new("harbour", tmp_path / "1.html", tmp_path / "2.html", *urls, "--out", tmp_path)
    assert [day in done.stdout for day in ("2026-05-01T00", "2026-05-02T00")] == [True, True]
    assert 'DATE_LINE = anchor(re.compile(r"Ends/(?=\\w)"), name="date line")' in (tmp_path / "harbour.py").read_text()


def test_evidence_is_no_code(tmp_path: Path) -> None:
    site = SITES["classes"]
    called = 'The largest. re.compile("x") \\d between(1) """ {} # \\'
    page = site.article(Story(1)).replace(Story(1).title, called).replace("Harbour Customs", called[:20])
    (tmp_path / "one.html").write_text(page)
    done = new("harbour", tmp_path / "one.html", "--url", site.address(Story(1)), "--out", tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", str(tmp_path / "harbour.py")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


MOVES = ("cut", "twice", "untagged", "unnamed", "odd", "silent")
ODD = (
    "\x00",
    '"""',
    "\\",
    "<h1></h1>",
    '<time datetime="9999-99-99">',
    "<p>" + "漢" * 200 + "</p>",
    "<title>'\"\\</title>",
)


def mutated(text: str, chance: random.Random) -> str:
    """A page with some of its pieces lost, doubled, or replaced by what nobody expects."""
    for _ in range(chance.randint(0, 5)):
        pieces = re.split(r"(<[^>]*>)", text)
        at, move = chance.randrange(len(pieces)), chance.choice(MOVES)
        if move in ("cut", "twice"):
            end = at + chance.randint(1, 40)
            pieces[at:end] = [] if move == "cut" else pieces[at:end] * 2
        elif move == "odd":
            pieces[at] = chance.choice(ODD)
        elif move == "unnamed":
            pieces = [re.sub(r'(?:class|id)="[^"]*"', chance.choice(("", 'class="x-1"')), piece) for piece in pieces]
        else:
            tags = move == "untagged"
            pieces = [piece for piece in pieces if (piece[:1] == "<") != tags or chance.random() > 0.4]
        text = "".join(pieces)
    return text


@pytest.mark.parametrize("seed", range(60))
def test_no_page_ends_in_a_traceback(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    site = chance.choice(list(SITES.values()))
    arguments = saved(tmp_path, site, 1, 2)
    for at in range(3):
        path = tmp_path / f"{at}.html"
        path.write_bytes(mutated(path.read_bytes().decode(site.encoding), chance).encode())
    done = new("harbour", *arguments, "--out", tmp_path / "out")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.exit_code in (0, 1, 2)
    assert done.exit_code == 0 or done.stderr.startswith("ipr-feeds: ")


def given(folder: Path, pages: dict[str, str]) -> list[str]:
    """Arguments for pages, by their addresses, saved into a folder."""
    for at, text in enumerate(pages.values()):
        (folder / f"{at}.html").write_text(text)
    return [
        *(str(folder / f"{at}.html") for at in range(len(pages))),
        *(part for url in pages for part in ("--url", url)),
    ]


def drafted(folder: Path, pages: dict[str, str], name: str = "harbour") -> tuple[Source, str, str]:
    """What is written from pages, loaded and as text, and what is said of it."""
    done = new(name, *given(folder, pages), "--out", folder, "--force")
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    module = folder / f"{name.replace('-', '_')}.py"
    return proof.load(module), module.read_text(), done.stdout


def declared(text: str, field: str) -> str:
    """What a written module says behind a name."""
    return next((line.strip() for line in text.splitlines() if line.strip().startswith(f"{field} = ")), "")


def site_pages(site: Site, *numbers: int, listed: bool = True) -> dict[str, str]:
    stories = [Story(number, site.chinese) for number in range(1, 11)]
    pages = {site.list_url: site.listing(stories)} if listed else {}
    return pages | {
        site.address(Story(number, site.chinese)): site.article(Story(number, site.chinese)) for number in numbers
    }


def undated(page: str, number: int) -> str:
    return page.replace(f'<div id="stamp">{Story(number).day:%d/%m/%Y}</div>', "")


REVISED = '<meta name="date" content="2026-10-30"></head>'


@pytest.mark.parametrize("listed", [True, False], ids=["with a list", "articles only"])
def test_the_day_when_all_pages_were_revised_is_no_date_of_articles(listed: bool, tmp_path: Path) -> None:
    site = SITES["ids"]
    pages = {url: text.replace("</head>", REVISED) for url, text in site_pages(site, 1, 2, 3, listed=listed).items()}
    pages[site.address(Story(2))] = undated(pages[site.address(Story(2))], 2)
    source, text, said = drafted(tmp_path, pages)
    assert declared(text, "published").startswith('published = "#stamp"')
    assert "2026-10-30" not in said
    assert "list says" not in said
    assert_right(read(source, site, 7), site, 7)


def test_a_date_that_stands_in_for_another_and_never_agreed_with_it_is_a_guess(tmp_path: Path) -> None:
    site = SITES["ids"]
    pages = site_pages(site, 1, 2, listed=False)
    second = site.address(Story(2))
    issued = f'<meta name="pubdate" content="{Story(2).day}"></head>'
    pages[second] = undated(pages[second], 2).replace("</head>", issued)
    _, text, said = drafted(tmp_path, pages)
    assert declared(text, "published").startswith("""published = ("#stamp", "meta[name='pubdate']")""")
    assert "published: meta[name='pubdate'] counts where #stamp is missing, and never agreed with it" in said
    first = site.address(Story(1))
    pages[first] = pages[first].replace("</head>", f'<meta name="pubdate" content="{Story(1).day}"></head>')
    assert "never agreed" not in drafted(tmp_path, pages)[2]


def test_a_date_beside_the_article_is_not_taken_when_the_list_says_another(tmp_path: Path) -> None:
    site = SITES["undated"]
    beside = '</div></div>\n<p class="event-date">Open day: 3 June 2026</p>\n<div class="footer">'
    pages = {
        url: text.replace('</div></div>\n<div class="footer">', beside) for url, text in site_pages(site, 1, 2).items()
    }
    assert sum("event-date" in text for text in pages.values()) == 2
    source, _, said = drafted(tmp_path, pages)
    assert "2026-06-03" not in said
    assert_right(read(source, site, 7), site, 7)


def test_a_date_below_the_title_that_the_list_contradicts_is_a_guess(tmp_path: Path) -> None:
    site = SITES["ids"]
    pages = site_pages(site, 1, 2)
    url = site.address(Story(1))
    pages[url] = pages[url].replace(f"{Story(1).day:%d/%m/%Y}", "20/05/2026")
    said = drafted(tmp_path, pages)[2]
    assert f"published: the list says {Story(1).day} of {url}, the page 2026-05-20" in said


def other_language(url: str) -> str:
    return url.replace("/en/", "/zh-cn/")


def test_an_article_in_two_languages_of_the_site_is_one(tmp_path: Path) -> None:
    site = SITES["slugs"]
    pages = site_pages(site, 1, 2)
    first = site.address(Story(1))
    pages[other_language(first)] = pages[first].replace("/en/", "/zh-cn/").replace("Home</a>", "首页</a>")
    source, text, said = drafted(tmp_path, pages)
    assert source.key(first) == source.key(other_language(first)) == f"newsroom:{Story(1).slug}"
    assert text.startswith('"""World Office, as 2 articles showed it."""')
    assert "drop" not in text
    assert "two keys" not in said
    assert_right(read(source, site, 7), site, 7)


def test_an_article_in_two_columns_is_one(tmp_path: Path) -> None:
    site = SITES["columns"]
    shown = '<p><img src="/up/1.jpg"></p>'
    pages = site_pages(site, 1, 2)
    first = site.address(Story(1, chinese=True))
    twin = first.replace("/511683/", "/511690/")
    pages[first] = pages[twin] = pages[first].replace('id="zoomcon">', f'id="zoomcon">{shown}')
    source, text, said = drafted(tmp_path, pages, "shan-customs")
    assert source.key(first) == source.key(twin) == "news:90000201"
    assert "furniture" not in text
    assert said.count("1 picture\n") == 2
    assert_right(read(source, site, 7), site, 7)


def test_a_list_shows_that_an_article_stands_in_two_columns(tmp_path: Path) -> None:
    site = SITES["columns"]
    pages = site_pages(site, 1, 2)
    seventh = site.address(Story(7, chinese=True))
    again = f'<li><a href="{seventh.replace("/511683/", "/511690/")}">{Story(7, chinese=True).title}</a></li></ul>'
    pages[site.list_url] = pages[site.list_url].replace("</ul>", again)
    source, _, said = drafted(tmp_path, pages)
    assert source.key(seventh) == source.key(seventh.replace("/511683/", "/511690/")) == "shan-customs:90000207"
    assert "0.html: a list of 10 articles" in said


def test_two_addresses_of_one_article_that_teach_nothing_are_named(tmp_path: Path) -> None:
    site = SITES["classes"]
    pages = site_pages(site, 1, 2)
    first, other = site.address(Story(1)), "https://customs.harbour.example.sg/print/911.html"
    pages[other] = pages[first]
    assert f"{first} and {other} are one article, and get two keys" in drafted(tmp_path, pages)[2]


@pytest.mark.parametrize("numbers", [(3,), (3, 1, 2)], ids=["alone", "with others"])
def test_an_article_that_is_nothing_but_a_document_is_no_list(numbers: tuple[int, ...], tmp_path: Path) -> None:
    site = SITES["columns"]
    pages = site_pages(site, *numbers)
    framed = Story(3, chinese=True)
    pages[site.address(framed)] = column_page(framed, FRAME.format(site.address(framed)))
    done = new("harbour", *given(tmp_path, pages), "--out", tmp_path)
    assert "1.html: a list" not in done.stdout
    if len(numbers) == 1:
        assert (done.exit_code, "give more articles" in done.stderr) == (1, True)
        return
    text = (tmp_path / "harbour.py").read_text()
    assert f'start_urls = ("{site.list_url}",)' in text
    assert 'marker = body = ".detail_con"' in text or 'marker = body = "#zoomcon"' in text
    source = proof.load(tmp_path / "harbour.py")
    page = Page(pages[site.address(framed)].encode(), site.address(framed))
    assert [one.url[-4:] for one in entry_of(source, page, None, NOW, Trace()).attachments] == [".pdf"]
    assert_right(read(source, site, 7), site, 7)


def test_a_marker_that_stands_on_the_list_too_is_not_taken(tmp_path: Path) -> None:
    site = SITES["columns"]
    pages = site_pages(site, 1, 2)
    pages[site.list_url] = pages[site.list_url].replace(
        'class="news_list"', 'class="news_list detail_con" id="zoomcon"'
    )
    source, text, said = drafted(tmp_path, pages)
    assert "the lists have it too" not in said
    assert 'marker = anchor("您的位置：")' not in text
    assert_right(read(source, site, 7), site, 7)


def test_a_last_line_that_begins_alike_in_all_articles_is_dropped_and_marked(tmp_path: Path) -> None:
    site = SITES["hashed"]
    pages = site_pages(site, 1, 2)
    for number in (1, 2):
        url = site.address(Story(number))
        pages[url] = pages[url].replace("</section>", f"<p>Ends/Issued at {number}4:05</p></section>")
    source, text, said = drafted(tmp_path, pages)
    assert declared(text, "drop").startswith('drop = (anchor("Ends/"),)')
    assert "GUESS: every article ends so; it may be no part of the text: “Ends/Issued at 14:05”" in text
    assert 'drop = (anchor("Ends/"),): every article ends so' in said
    assert_right(read(source, site, 7), site, 7)


@EACH
def test_an_ordinary_module_stays_short(site: Site, tmp_path: Path) -> None:
    written(tmp_path, site, 1, 2)
    text = (tmp_path / f"{site.name}.py").read_text()
    assert len(text.splitlines()) <= (44 if "def key" in text else 40), text
    assert "# words = IPR_AT_THE_BORDER._replace(both=False)" in text


def test_the_line_of_words_can_be_used(tmp_path: Path) -> None:
    site = SITES["classes"]
    written(tmp_path, site, 1, 2)
    text = (tmp_path / "classes.py").read_text()
    text = text.replace("    # words =", "    words =").replace("import Layout", "import IPR_AT_THE_BORDER, Layout")
    (tmp_path / "classes.py").write_text(text)
    source = proof.load(tmp_path / "classes.py")
    assert source.words
    assert not source.words.both
    assert source.relevant(read(source, site, 7))


def test_buttons_inside_the_text_that_stand_below_it_elsewhere_are_dropped(tmp_path: Path) -> None:
    site = SITES["columns"]
    pages = site_pages(site, 1, 2, 3)
    buttons = '<div class="bottom_bar"><a href="javascript:window.print()">【打印本页】</a> <a href="javascript:void(0)">【关闭窗口】</a></div>'
    for number in (1, 2, 3):
        url = site.address(Story(number, chinese=True))
        places = ("</div></div>\n", f"{buttons}</div></div>\n" if number == 1 else f"</div>{buttons}</div>\n")
        pages[url] = pages[url].replace(*places)
    source, text, _ = drafted(tmp_path, pages)
    assert declared(text, "drop").startswith('drop = (".bottom_bar",)')
    assert_right(read(source, site, 7), site, 7)


def test_a_publisher_that_some_articles_do_not_name_is_read_where_they_do(tmp_path: Path) -> None:
    site = SITES["columns"]
    pages = site_pages(site, 1, 2, 3)
    second = site.address(Story(2, chinese=True))
    pages[second] = pages[second].replace("<span>文章来源：山城海关</span>", "")
    source, text, _ = drafted(tmp_path, pages)
    assert declared(text, "publisher") == 'publisher = ".func"  # "山城海关"'
    assert declared(text, "section") == 'section = anchor("您的位置：")  # "关区要闻 / 海关新闻"'
    assert read(source, site, 7).publisher == "山城海关"


def test_a_date_for_programs_that_no_page_prints_is_a_guess(tmp_path: Path) -> None:
    site = SITES["undated"]
    pages = site_pages(site, 1, listed=False)
    issued = '<meta name="date" content="2026-10-30"></head>'
    pages = {url: text.replace("</head>", issued) for url, text in pages.items()}
    assert "published: no article prints this date; it may be that of the page" in drafted(tmp_path, pages)[2]


def test_the_name_of_a_section_is_no_title(tmp_path: Path) -> None:
    site = SITES["ids"]
    pages = site_pages(site, 1, listed=False)
    url = site.address(Story(1))
    text = re.sub("<title>.*</title>", "<title>Port Office - All news</title>", pages[url])
    pages[url] = text.replace('<div id="main">', '<div id="main"><h1 class="page-title">All news</h1>')
    source, _, _ = drafted(tmp_path, pages)
    assert read(source, site, 7, listed=False).title == Story(7).title
