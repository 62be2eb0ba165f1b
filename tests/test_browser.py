"""The pages in a browser: hostile articles run nothing, and everybody can use them."""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from browser import CHROMIUM, DRIVER, ENTER, TAB, Browser, started
from test_companion import HEALTHS, RECORDS, companion, feeds

from ipr_feeds.fetch.snapshots import shipped
from ipr_feeds.model import Attachment, Category, Entry, Image, Record, entry_id
from ipr_feeds.plugins import Plugins
from ipr_feeds.publish import Manner
from ipr_feeds.publish.companion import Companion, Shelf
from ipr_feeds.replay import refresh_offline
from ipr_feeds.serve import server
from ipr_feeds.source import Source

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver (chromium-driver)")

_FOLDER = Path(os.environ.get("AXE_CORE", "no-axe-core"))
AXE = _FOLDER / "axe.min.js"
LOOKS = [{}, {"dark": True}, {"width": 390}, {"width": 390, "dark": True}]

#: What strangers may write. JS stands for a script that tells that it ran, URL for an address that nobody may ask for.
VECTORS = (
    '<script>JS</script>', '<ScRiPt x>JS</sCrIpT >', '<script src="URL"></script>', '<script type=module>JS</script>',
    '<img src=x onerror="JS">', '<img src="URL">', '<img srcset="URL 1x">', '<picture><source srcset="URL"><img></picture>',
    '<svg onload="JS">', '<svg><script>JS</script></svg>', '<svg><script href="URL"/></svg>',
    '<svg><animate onbegin="JS" attributeName=x dur=1s>', '<svg><image href="URL"/></svg>',
    '<svg><style><!--</style><img title="--&gt;&lt;img src=x onerror=JS&gt;">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=&quot;JS&quot;&gt;">',
    '<math><mi xlink:href="javascript:JS">x</mi></math>',
    '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror="JS">',
    '<a href="javascript:JS" autofocus onfocus="JS">x</a>', '<a href="java&#x73;cript:JS">x</a>', '<a href="java\tscript:JS">x</a>',
    '<a href="data:text/html,<script>JS</script>">x</a>', '<a href="vbscript:JS">x</a>',
    '<iframe srcdoc="<script>JS</script>"></iframe>', '<iframe src="javascript:JS"></iframe>', '<iframe src="URL"></iframe>',
    '<iframe src="data:text/html,<script>JS</script>"></iframe>', '<object data="URL"></object>', '<embed src="URL">',
    '<meta http-equiv=refresh content="0;url=URL">', '<base href="URL/">',
    '<form action="URL"><input autofocus onfocus="JS"><button formaction="javascript:JS">x</button></form>',
    '<body onload="JS">', '<details open ontoggle="JS">x</details>', '<video><source onerror="JS"></video>',
    '<audio src=x onerror="JS">', '<video poster="URL"></video>', '<marquee onstart="JS">x</marquee>',
    '<link rel=stylesheet href="URL">', '<style>@import "URL"; body { background: url(URL) }</style>',
    '<p style="background: url(URL); width: expression(JS)">x</p>',
    '<style>@keyframes x {}</style><p style="animation-name: x" onanimationstart="JS">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=\'JS\'>">', '<template><script>JS</script></template>',
    '</title><script>JS</script>', '</style><script>JS</script>', '</textarea></noscript></details><script>JS</script>',
    '--><script>JS</script>', ']]><script>JS</script>', '"><script>JS</script>', "'><script>JS</script>",
    '" autofocus tabindex=0 onfocus="JS" x="', "\\u003cscript\\u003eJS\\u003c/script\\u003e", '&lt;script&gt;JS&lt;/script&gt;',
    '<scr<script>ipt>JS</script>', '＜script＞JS＜/script＞', '<\x00script>JS</script>', '<xmp><p title="</xmp><script>JS</script>">',
    '<a href="http://x.example/<table>" onfocus="JS" autofocus>x</a>', "{{ ''.__class__ }}<script>JS</script>",
    '<input autofocus onfocus="JS">', '<select autofocus onfocus="JS"></select>', '<table background="URL"><td>x',
)  # fmt: skip
URLS = (
    "javascript:JS", "JaVaScRiPt:JS", " javascript:JS", "java\nscript:JS", "\x01javascript:JS", "javascript&colon;JS",
    "data:text/html,<script>JS</script>", "vbscript:JS", 'http://x.example/" autofocus onfocus="JS', "//x.example/",
    "http://x.example/'><script>JS</script>", "http://x.example/<img src=x onerror=JS>",
)  # fmt: skip
#: What a policy does not forbid: going away.
GOING_AWAY = ("http-equiv=refresh",)


class Canary:
    """A server that nobody should ever ask."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/asked"

    def said(self, vector: str) -> str:
        """A vector that this canary would hear of."""
        script = f"new Image().src='{self.url}?ran';top.ran=1;document.title='ran'"
        return vector.replace("JS", script).replace("URL", self.url)


def serving(handled: ThreadingHTTPServer) -> Iterator[ThreadingHTTPServer]:
    thread = threading.Thread(target=handled.serve_forever, args=(0.05,))
    thread.start()
    yield handled
    handled.shutdown()
    thread.join()
    handled.server_close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with started(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    one = Canary()
    for _ in serving(one.server):
        yield one


class Hostile(Source):
    name = "hostile"
    title = VECTORS[0]
    home = URLS[0]
    language = '"><script>JS</script>'


def entry(number: int, canary: Canary) -> Entry:
    """An entry that holds a vector in every string."""
    bad, url = canary.said(VECTORS[number]), canary.said(URLS[number % len(URLS)])
    return Entry(
        id=entry_id("hostile", str(number)), source="hostile", layout=bad, url=url, title=f"{number} {bad}", summary=bad,
        text=f"{bad}\n\n{bad}", html=f"<p>{number}</p>{bad}", language=bad, authors=(bad, bad), editors=(bad,), publisher=bad,
        place=bad, section=(bad,), images=(Image(url, bad, bad),), attachments=(Attachment(url, bad, bad),),
        categories=(Category(bad, bad, bad), Category(bad)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, canary: Canary) -> Path:
    """The pages of a source whose every article is meant to do harm."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile.atom").write_text("<feed/>")
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    records = [Record(entry(number, canary), moment) for number in range(len(VECTORS))]
    shelf = Shelf(Hostile(), records, None, ZoneInfo("Asia/Shanghai"))
    Companion(folder, Manner(window=len(records)), [shelf], lambda _name, bounds: [1] * (len(bounds) - 1)).publish()
    return folder


def has_run(browser: Browser, canary: Canary, wait: float = 0.05) -> bool:
    """Whether the page that is open ran a script, showed a dialog or asked for something; forgets what was asked."""
    time.sleep(wait)
    told = browser.has_dialog() or browser.run("return window.ran === 1 || document.title === 'ran'")
    asked = bool(canary.asked)
    canary.asked.clear()
    return bool(told) or asked


def test_there_are_vectors_enough_and_each_is_in_the_page_of_its_source(hostile: Path) -> None:
    assert len(VECTORS) >= 27
    text = (hostile / "hostile.html").read_text(encoding="utf-8")
    assert text.count("<article") == len(VECTORS)


def test_the_canary_hears_what_the_vectors_do_where_nothing_holds_them(
    browser: Browser, canary: Canary, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    ran = []
    for vector in VECTORS:
        page.write_text(f"<!doctype html><meta charset=utf-8><title>x</title><div>{canary.said(vector)}</div>")
        browser.open(page.as_uri())
        ran.append(has_run(browser, canary))
    assert sum(ran) >= 27, [vector for vector, did in zip(VECTORS, ran, strict=True) if not did]


@pytest.mark.parametrize("policy", [True, False], ids=["as published", "by cleaning and escaping alone"])
@pytest.mark.parametrize("name", ["index", "hostile"])
def test_no_hostile_article_runs_a_script_or_loads_anything(
    name: str, policy: bool, browser: Browser, canary: Canary, hostile: Path, tmp_path: Path
) -> None:
    text = (hostile / f"{name}.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    page = tmp_path / f"{name}.html"
    page.write_text(text if policy else text.replace("Content-Security-Policy", "X-None"), encoding="utf-8")
    browser.open(page.as_uri())
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert not has_run(browser, canary, wait=0.5)
    assert (
        browser.run(
            "return document.querySelectorAll('body script, img, iframe, form, base, body link, body style').length"
        )
        == 0
    )
    assert browser.run(
        "return [...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()).filter(one => /^on|^style$|^src/.test(one))"
    ) == []  # fmt: skip
    schemes = browser.run(
        "return [...new Set([...document.querySelectorAll('[href]')].map(one => new URL(one.href).protocol))]"
    )
    assert set(schemes) <= {"file:", "http:", "https:", "mailto:", "tel:"}


def test_the_policy_alone_holds_every_script(browser: Browser, canary: Canary, hostile: Path, tmp_path: Path) -> None:
    head = (hostile / "index.html").read_text(encoding="utf-8").partition("<body>")[0]
    page = tmp_path / "page.html"
    for vector in VECTORS:
        if not any(away in vector for away in GOING_AWAY):
            page.write_text(f"{head}<body><div>{canary.said(vector)}</div></body>", encoding="utf-8")
            browser.open(page.as_uri())
            assert not has_run(browser, canary), vector


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, installed: Plugins) -> Path:
    """What `refresh --offline` publishes."""
    folder = tmp_path_factory.mktemp("samples")
    refresh_offline(installed, shipped(), folder, Manner())
    return folder


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that also say how the sources are doing."""
    folder = tmp_path_factory.mktemp("living")
    feeds(folder, RECORDS)
    companion(folder, RECORDS, HEALTHS).publish()
    return folder


def pages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core: AXE_CORE names the folder of the npm package")
def test_axe_core_finds_nothing(look: dict[str, Any], browser: Browser, samples: Path, living: Path) -> None:
    browser.show(**look)
    axe = AXE.read_text(encoding="utf-8")
    for page in (*pages(samples), *pages(living)):
        browser.open(page.as_uri())
        browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
        browser.run(f"{axe}; window.axe = axe")
        found = browser.run_later(
            "const done = arguments[0]; axe.run().then(one => done([one.violations, one.passes.length]))"
        )
        violations = [(one["id"], [node["html"] for node in one["nodes"][:3]]) for one in found[0]]
        assert violations == [], page
        assert found[1] > 20


def tab_stops(browser: Browser) -> list[str]:
    """What can be reached by the keyboard, in the order of the page."""
    script = (
        "return [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')]"
        ".filter(one => one.checkVisibility({contentVisibilityAuto: true})).map(one => one.outerHTML)"
    )
    return list(browser.run(script))


@pytest.mark.parametrize("name", ["index", "gacc"])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    name: str, browser: Browser, samples: Path
) -> None:
    browser.show()
    browser.open((samples / f"{name}.html").as_uri())
    if name == "gacc":
        browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    expected = tab_stops(browser)
    reached = []
    for _ in expected:
        browser.press(TAB)
        told = browser.run(
            "const one = document.activeElement; return [one.outerHTML, getComputedStyle(one).outlineStyle]"
        )
        assert told[1] == "solid"
        reached.append(told[0])
    assert reached == expected
    assert 'class="skip"' in reached[0]
    assert ('role="group"' in "".join(reached)) is (name == "gacc")  # tables, which may be wider than the window


def test_the_first_key_leads_past_the_feeds_to_the_entries(browser: Browser, samples: Path) -> None:
    browser.show()
    browser.open((samples / "index.html").as_uri())
    browser.press(TAB)
    browser.press(ENTER)
    assert browser.run("return document.activeElement.id") == "entries"
    browser.press(TAB)
    assert browser.run("return document.activeElement.matches('.entry:first-of-type h3 a')")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window(width: int, browser: Browser, samples: Path, living: Path) -> None:
    browser.show(width=width)
    for page in (*pages(samples), *pages(living)):
        browser.open(page.as_uri())
        browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
        assert browser.run("return document.documentElement.scrollWidth") <= width, page


def styled(browser: Browser) -> Sequence[str]:
    return list(
        browser.run("const one = getComputedStyle(document.documentElement); return [one.backgroundColor, one.color]")
    )


def test_a_page_has_its_style_from_a_file_from_a_server_and_in_the_dark(browser: Browser, samples: Path) -> None:
    browser.show()
    browser.open((samples / "index.html").as_uri())
    light = styled(browser)
    assert light[0] == "rgb(248, 246, 241)"
    for handled in serving(server(samples, 0)):
        browser.open(f"http://127.0.0.1:{handled.server_port}/")
        assert styled(browser) == light
        assert (
            browser.run("return document.querySelector('h1').textContent")
            == "Customs IPR enforcement in China (sample)"
        )
        browser.run("document.querySelector('.feed h3 a').click()")
        assert str(browser.run("return location.pathname")).endswith(".html")
    browser.show(dark=True)
    assert styled(browser) != light


def test_one_click_selects_an_address(browser: Browser, samples: Path) -> None:
    browser.show()
    browser.open((samples / "index.html").as_uri())
    assert browser.run("return getComputedStyle(document.querySelector('code')).userSelect") == "all"


def test_on_paper_the_whole_text_is_there(browser: Browser, samples: Path) -> None:
    browser.open((samples / "gacc.html").as_uri())
    visible = "return document.querySelector('.text p').checkVisibility({contentVisibilityAuto: true}) && document.querySelector('.text p').offsetHeight > 0"
    browser.show()
    assert not browser.run(visible)
    browser.show(media="print")
    assert browser.run(visible)
    browser.show()
