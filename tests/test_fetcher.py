"""Polite fetching, against sites on loopback."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
import trustme
import urllib3.util.connection as urllib3_connection
from hosts import Page, Web

from ipr_feeds import plugins
from ipr_feeds.config import Fetch
from ipr_feeds.errors import (
    BadStatus,
    Blocked,
    DamagedPage,
    Gone,
    PageError,
    Robots,
    Spent,
    Stopped,
    Throttled,
    TimedOut,
    TooLarge,
    Unreachable,
)
from ipr_feeds.events import Asked, Event
from ipr_feeds.fetch.fetcher import Fetcher
from ipr_feeds.hookspecs import Request, Response, hookimpl
from ipr_feeds.source import Source
from ipr_feeds.store import Store

URL = "http://site.example/news/1"


class Site(Source):
    name = "site"
    hosts = ("site.example", "www.site.example")


class Desk:
    """A fetcher with all that it needs."""

    def __init__(self, store: Store | None = None, budget: int = 99, **settings: Any) -> None:
        self.store = store or Store()
        self.told: list[Event] = []
        self.stop = threading.Event()
        self.manager = plugins.load(folders=[]).manager
        self.fetcher = Fetcher(
            self.manager, Fetch(**{"pause": 0.0, **settings}), self.store.visits, self.told.append, self.stop, budget
        )

    def get(self, url: str = URL, **headers: str) -> Response:
        return self.fetcher.get(self.fetcher.request(url, Site(), {k.replace("_", "-"): v for k, v in headers.items()}))

    def fails(self, kind: type[PageError], told: str, url: str = URL) -> None:
        with pytest.raises(kind, match=told) as caught:
            self.get(url)
        assert caught.value.source == "site"


@pytest.fixture
def desk() -> Iterator[Desk]:
    one = Desk()
    yield one
    one.fetcher.close()


def test_a_page_comes_with_its_headers_and_says_who_asks(web: Web) -> None:
    web.pages[URL] = Page(b"<p>page</p>", headers={"Content-Type": "text/html; charset=gbk"})
    desk = Desk(contact="mailto:ops@example.org")
    response = desk.get()
    assert (response.url, response.status, response.content) == (URL, 200, b"<p>page</p>")
    assert response.headers["content-type"] == "text/html; charset=gbk"
    asked = web.asked[-1].headers
    assert asked["User-Agent"] == "ipr-feeds/0.1.0 (mailto:ops@example.org)"
    assert "Cookie" not in asked
    assert [event.answer for event in desk.told if isinstance(event, Asked)] == ["404", "200"]


def test_a_page_comes_through_tls_too(web: Web, desk: Desk) -> None:
    web.pages["https://site.example/"] = Page(b"secure")
    assert desk.get("https://site.example/").content == b"secure"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    web: Web, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    desk.fails(Unreachable, "certificate verify failed", "https://site.example/")


def test_a_conditional_request_may_be_answered_that_nothing_changed(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(b"page")
    etag = desk.get().headers["etag"]
    assert desk.get(If_None_Match=etag).status == 304
    assert desk.get(If_None_Match='"other"').status == 200


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (404, Gone, "answered 404: there is no such page"), (410, Gone, "answered 410"), (403, Blocked, "bot wall"),
        (412, Blocked, "bot wall"), (202, Blocked, "bot wall"), (500, BadStatus, "answered 500"), (204, BadStatus, "answered 204"),
        (206, BadStatus, "answered 206"), (304, BadStatus, "answered 304"), (401, BadStatus, "answered 401"),
        (999, BadStatus, "answered 999"),
    ],
)  # fmt: skip
def test_only_status_200_is_a_page(status: int, kind: type[PageError], told: str, web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(b"a good page", status)
    desk.fails(kind, told)


def test_redirects_lead_to_the_page_on_a_host_of_the_source(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=301, headers={"Location": "http://www.site.example/news/1"})
    web.pages["http://www.site.example/news/1"] = Page(status=302, headers={"Location": "\\news\\one"})
    web.pages["http://www.site.example/news/one"] = Page(b"here")
    response = desk.get()
    assert (response.url, response.content) == ("http://www.site.example/news/one", b"here")


@pytest.mark.parametrize(
    "target",
    ["http://other.example/", "file:///etc/passwd", "http://127.0.0.1/", "data:text/html,x", "//evil.example"],
)
def test_a_redirect_to_elsewhere_is_not_followed(target: str, web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=302, headers={"Location": target})
    desk.fails(Gone, "the page has moved to .*, which is not the source's")
    assert web.urls() == [URL]


def test_redirects_that_go_round_and_round_end(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=302, headers={"Location": URL})
    desk.fails(BadStatus, "the redirects lead round in a circle")


def test_a_passing_error_is_tried_again_and_a_lasting_one_told(web: Web) -> None:
    web.pages[URL] = Page(status=503)
    times = 0

    def recover(url: str) -> None:
        nonlocal times
        times += url == URL
        if times == 3:
            web.pages[URL] = Page(b"back")

    web.before = recover
    assert Desk(retries=2).get().content == b"back"
    web.pages[URL] = Page(status=503)
    web.before = lambda _url: None
    web.forget()
    Desk(retries=1).fails(BadStatus, "answered 503")
    assert web.urls() == [URL, URL]


def test_a_site_that_is_down_is_told_and_no_longer_tried_again_and_again(web: Web) -> None:
    seen: list[str] = []
    web.before = seen.append
    web.down.add("site.example")
    desk = Desk(retries=2)
    desk.fails(Unreachable, "no answer")
    assert len(seen) == 3
    desk.fails(Unreachable, "no answer", "http://site.example/news/2")
    assert len(seen) == 4


def test_a_name_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    desk.fails(Unreachable, "Name or service not known")


def _unknown(*_: object, **__: object) -> Any:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_robots_txt_is_obeyed_for_our_name_and_read_once(web: Web, desk: Desk) -> None:
    web.pages["http://site.example/robots.txt"] = Page(
        b"User-agent: *\nDisallow: /\n\nUser-agent: ipr-feeds\nDisallow: /private/\n"
    )
    web.pages[URL] = Page(b"page")
    assert desk.get().content == b"page"
    desk.fails(Robots, "robots.txt asks programs to leave this alone", "http://site.example/private/1")
    assert [one.url for one in web.asked] == ["http://site.example/robots.txt", URL]


def test_robots_txt_is_remembered_for_a_day(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages[URL] = Page(b"page")
    store = Store()
    Desk(store).get()
    web.forget()
    Desk(store).get()
    assert [one.url for one in web.asked] == [URL]
    later = time.time() + 2 * 86400
    monkeypatch.setattr(time, "time", lambda: later)
    Desk(store).get()
    assert web.asked[-2].url.endswith("/robots.txt")


def test_without_any_robots_txt_to_be_had_nothing_is_read_and_an_old_one_holds(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    robots = "http://site.example/robots.txt"
    web.pages |= {URL: Page(b"page"), robots: Page(status=503)}
    store = Store()
    with pytest.raises(BadStatus, match=r"site.example/robots\.txt: answered 503 \(nothing is read until"):
        Desk(store, retries=0).get()
    web.pages[robots] = Page(b"User-agent: *\nDisallow: /private/")
    Desk(store).get()
    web.pages[robots] = Page(status=503)
    later = time.time() + 2 * 86400
    monkeypatch.setattr(time, "time", lambda: later)
    desk = Desk(store, retries=0)
    assert desk.get().content == b"page"
    desk.fails(Robots, "leave this alone", "http://site.example/private/1")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_allows_everything(status: int, web: Web, desk: Desk) -> None:
    web.pages |= {URL: Page(b"page"), "http://site.example/robots.txt": Page(b"Disallow: /", status)}
    assert desk.get().status == 200


@contextmanager
def clock(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Iterator[list[float]]:
    """Time that passes only by waiting; gives the waits."""
    waits: list[float] = []
    moment = [time.time()]

    def wait(seconds: float) -> bool:
        waits.append(round(seconds, 3))
        moment[0] += seconds
        return False

    monkeypatch.setattr(time, "time", lambda: moment[0])
    monkeypatch.setattr(desk.stop, "wait", wait)
    yield waits


def test_there_is_a_pause_between_two_requests_to_a_host_also_across_runs(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages |= {URL: Page(b"page"), "http://www.site.example/": Page(b"page")}
    store = Store()
    desk = Desk(store, pause=2.0)
    with clock(monkeypatch, desk) as waits:
        desk.get()
        desk.get("http://www.site.example/")
        desk.get()
        assert waits == [2.0, 2.0]  # the second host was no hurry for the first
        desk.fetcher.close()
        second = Desk(store, pause=2.0)
        monkeypatch.setattr(second.stop, "wait", desk.stop.wait)
        second.get()
        assert waits == [2.0] * 3


def test_a_site_may_ask_for_longer_pauses(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages |= {URL: Page(b"page"), "http://site.example/robots.txt": Page(b"User-agent: *\nCrawl-delay: 9")}
    desk = Desk(pause=1.0)
    with clock(monkeypatch, desk) as waits:
        desk.get()
        desk.get()
        assert waits == [9.0, 9.0]


def test_gaps_between_tries_grow(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages[URL] = Page(status=503)
    desk = Desk(pause=1.0, retries=3)
    with clock(monkeypatch, desk) as waits:
        desk.fails(BadStatus, "answered 503")
        assert waits == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "minutes"),
    [
        (lambda: "7200", 120), (lambda: formatdate(time.time() + 7200, usegmt=True), 120), (lambda: "86400", 1440),
        (lambda: "soon", 60), (lambda: "99999999999999999", 7 * 1440),
    ],
)  # fmt: skip
def test_a_site_that_wants_to_be_left_alone_is_also_by_the_next_run(
    status: int, header: Callable[[], str], minutes: int, web: Web
) -> None:
    web.pages |= {
        URL: Page(status=status, headers={"Retry-After": header()}),
        "http://www.site.example/": Page(b"page"),
    }
    store = Store()
    Desk(store).fails(Throttled, "the site asks to be left alone for")
    web.pages[URL] = Page(b"page")
    web.forget()
    Desk(store).fails(Throttled, "the site asks to be left alone for")
    assert web.asked == []
    assert Desk(store).get("http://www.site.example/").status == 200
    _, not_before = store.visits.host("site.example")
    assert abs(not_before - time.time() - minutes * 60) < 30


def test_429_without_more_means_an_hour(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=429)
    desk.fails(Throttled, "for 60 minutes")


def test_a_short_wait_is_waited(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages[URL] = Page(status=429, headers={"Retry-After": "30"})
    desk = Desk()
    with clock(monkeypatch, desk) as waits:
        web.before = lambda _url: web.pages.update({URL: Page(b"page")}) if waits else None
        assert desk.get().content == b"page"
        assert waits == [30.0]


def test_a_host_is_asked_only_so_often_in_one_run(web: Web) -> None:
    web.pages[URL] = Page(b"page")
    desk = Desk(budget=3)
    desk.get()
    desk.get()
    with pytest.raises(Spent):
        desk.get()


def test_an_answer_that_is_too_large_is_cut_whatever_it_was_packed_in(web: Web) -> None:
    web.pages[URL] = Page(b" " * 3_000_000)
    Desk(max_bytes=2_000_000).fails(TooLarge, "larger than 2,000,000 bytes .*fetch.max_bytes")
    assert len(Desk(max_bytes=3_000_000).get().content) == 3_000_000


class Mine:
    """A user's plugin that answers for one address."""

    @hookimpl
    def fetch(self, request: Request) -> Response | None:
        return Response(request.url, 200, {}, b"mine") if request.url == URL else None


def test_a_plugin_may_answer_before_the_network(web: Web, desk: Desk) -> None:
    desk.manager.register(Mine(), "mine")
    assert desk.get().content == b"mine"
    assert web.asked == []


@contextmanager
def raw(
    script: Callable[[socket.socket], object], received: list[bytes] | None = None, *, first: bool = True
) -> Iterator[str]:
    """A server that does what `script` says with every connection; gives its origin.

    It reads the request `first`, into `received`.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=talk, args=(connection,), daemon=True))
                threads[-1].start()

        def talk(connection: socket.socket) -> None:
            with connection:
                try:
                    if first:
                        request = connection.recv(65536)
                        (received if received is not None else []).append(request)
                    script(connection)
                except OSError:
                    return

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        accepting.join(5)
        for thread in threads:
            thread.join(5)


class Local(Source):
    name = "site"
    hosts = ("127.0.0.1",)


def locally(origin: str, **settings: Any) -> Response:
    desk = Desk(allow_origins=(origin,), retries=0, **settings)
    desk.store.visits.keep_robots(f"{origin}", time.time(), "")
    try:
        return desk.fetcher.get(desk.fetcher.request(f"{origin}/1", Local(), {}))
    finally:
        desk.fetcher.close()


@pytest.fixture
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def answer(body: bytes, *, length: int | None = None, extra: bytes = b"") -> bytes:
    told = f"Content-Length: {len(body) if length is None else length}\r\n".encode()
    return b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + told + extra + b"\r\n" + body


@pytest.mark.usefixtures("_no_proxy")
def test_a_private_origin_is_read_only_when_the_settings_name_it() -> None:
    with raw(lambda one: one.sendall(answer(b"page"))) as origin:
        assert locally(origin).content == b"page"
        with pytest.raises(Unreachable, match="leads into a private network"):
            Desk().get(f"{origin}/1")


@pytest.mark.usefixtures("_no_proxy")
def test_a_name_that_leads_into_a_private_network_is_refused_before_a_byte_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        info = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: info)
        with pytest.raises(Unreachable, match="leads into a private network"):
            Desk(retries=0).get(f"http://site.example:{port}/1")
        connection, _ = listening.accept()
        with connection:
            received.append(connection.recv(100))
    assert received == [b""]


def drip(connection: socket.socket, data: bytes, first: bytes = b"") -> None:
    connection.sendall(first)
    for at in range(len(data)):
        connection.sendall(data[at : at + 1])
        time.sleep(0.05)


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.parametrize(
    "script",
    [
        lambda one: one.recv(1),
        lambda one: drip(one, answer(b"page") * 9),
        lambda one: drip(one, b"x" * 500, first=answer(b"", length=500)),
        lambda one: drip(one, b"x" * 500, first=b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"),
    ],
    ids=["nothing", "headers drip", "body drips", "body without length drips"],
)
def test_no_answer_takes_longer_than_the_deadline(script: Callable[[socket.socket], object]) -> None:
    with raw(script) as origin:
        started = time.monotonic()
        with pytest.raises(TimedOut, match=r"no whole answer within 0\.4 seconds"):
            locally(origin, deadline=0.4)
        assert time.monotonic() - started < 2


@pytest.mark.usefixtures("_no_proxy")
@pytest.mark.parametrize(
    ("sent", "kind", "told"),
    [
        (answer(b"half", length=99), DamagedPage, "cut off or wrongly packed"),
        (answer(b"no gzip", extra=b"Content-Encoding: gzip\r\n"), DamagedPage, "cut off or wrongly packed"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", DamagedPage, "cut off or wrongly packed"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab", DamagedPage, "cut off or wrongly packed"),
        (b"SSH-2.0-OpenSSH_9\r\n", DamagedPage, "no HTTP|wrongly packed: SSH-2.0"),
        (b"", Unreachable, "no answer"),
    ],
)  # fmt: skip
def test_a_broken_answer_is_told(sent: bytes, kind: type[PageError], told: str) -> None:
    with raw(lambda one: one.sendall(sent)) as origin, pytest.raises(kind, match=told):
        locally(origin)


@pytest.mark.usefixtures("_no_proxy")
def test_what_is_under_way_can_be_stopped_from_another_thread() -> None:
    with raw(lambda one: one.recv(1)) as origin:
        desk = Desk(allow_origins=(origin,), retries=2)
        desk.store.visits.keep_robots(origin, time.time(), "")
        threading.Timer(0.2, desk.fetcher.stop).start()
        started = time.monotonic()
        with pytest.raises(Stopped):
            desk.fetcher.get(desk.fetcher.request(f"{origin}/1", Local(), {}))
        assert time.monotonic() - started < 2


def test_a_412_to_conditions_is_asked_again_without_them(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(b"page", 412)
    web.before = lambda _url: web.pages.update({URL: Page(b"page")}) if len(web.asked) > 1 else None
    assert desk.get(If_None_Match='"old"', Accept_Language="zh").content == b"page"
    assert [(one.status, one.conditional, one.headers["Accept-Language"]) for one in web.asked[1:]] == [
        (412, True, "zh"),
        (200, False, "zh"),
    ]


def test_cookies_are_kept_for_a_chain_of_redirects_and_no_longer(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=302, headers={"Location": "/news/2", "Set-Cookie": "seen=yes; Path=/"})
    web.pages["http://site.example/news/2"] = Page(b"page", headers={"Set-Cookie": "more=yes; Path=/"})
    desk.get()
    desk.get("http://site.example/news/2")
    assert [one.headers.get("Cookie") for one in web.asked[1:]] == [None, "seen=yes", None]


def test_a_circle_with_cookies_is_a_wall_and_without_the_site_s_fault(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=302, headers={"Location": URL, "Set-Cookie": "seen=no"})
    desk.fails(Blocked, "a cookie wall came instead of the page")
    assert web.urls() == [URL, URL]  # the second time with the cookie
    web.pages[URL] = Page(status=302, headers={"Location": f"{URL}?x"})
    web.pages[f"{URL}?x"] = Page(status=302, headers={"Location": URL})
    desk.fails(BadStatus, "the redirects lead round in a circle")
    for number in range(1, 9):
        web.pages[f"http://site.example/news/{number}"] = Page(status=302, headers={"Location": f"/news/{number + 1}"})
    desk.fails(BadStatus, "more than 5 redirects in a row")


def test_a_redirect_that_does_not_say_where_to_is_told(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=301)
    desk.fails(BadStatus, "answered 301 without saying where the page has moved to")


def test_robots_txt_is_looked_for_where_it_moved_to(web: Web, desk: Desk) -> None:
    web.pages |= {URL: Page(b"page"), "http://site.example/r": Page(b"User-agent: *\nDisallow: /")}
    web.pages["http://site.example/robots.txt"] = Page(status=302, headers={"Location": "/r"})
    desk.fails(Robots, "leave this alone")
    web.pages["http://www.site.example/robots.txt"] = Page(status=302, headers={"Location": "/robots.txt"})
    web.pages["http://www.site.example/"] = Page(b"page")
    assert desk.get("http://www.site.example/").content == b"page"


def test_a_pause_of_the_operator_is_waited_for_however_long(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages[URL] = Page(b"page")
    desk = Desk(pause=90.0)
    with clock(monkeypatch, desk) as waits:
        desk.get()
        desk.get()
        assert waits == [90.0, 90.0]


def test_a_site_that_wants_very_long_pauses_is_asked_once_in_a_run(web: Web) -> None:
    web.pages |= {URL: Page(b"page"), "http://site.example/robots.txt": Page(b"User-agent: *\nCrawl-delay: 3600")}
    store = Store()
    with pytest.raises(Spent):
        Desk(store).get()
    assert [one.url for one in web.asked] == ["http://site.example/robots.txt"]


def test_an_address_in_utf_8_is_followed(web: Web, desk: Desk) -> None:
    web.pages[URL] = Page(status=302, headers={"Location": "/新闻/1".encode().decode("latin-1")})
    web.pages["http://site.example/%E6%96%B0%E9%97%BB/1"] = Page(b"here")
    assert desk.get().content == b"here"


def test_a_proxy_that_is_not_there_is_named_and_not_the_site_blamed(desk: Desk) -> None:
    desk.fails(
        Unreachable, r"the proxy of the environment does not answer: .*refused \(mend http_proxy or https_proxy\)"
    )


def test_a_bundle_of_certificates_that_is_not_there_is_named(
    web: Web, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/no/such/file")
    desk.fails(Unreachable, r"/no/such/file \(mend REQUESTS_CA_BUNDLE\)", "https://site.example/")


@pytest.mark.usefixtures("_no_proxy")
def test_a_connection_that_is_made_too_late_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = urllib3_connection.create_connection

    def slowly(*arguments: Any, **options: Any) -> socket.socket:
        time.sleep(0.6)
        return made(*arguments, **options)

    monkeypatch.setattr(urllib3_connection, "create_connection", slowly)
    with raw(lambda one: drip(one, answer(b"page") * 9)) as origin:
        started = time.monotonic()
        with pytest.raises(TimedOut):
            locally(origin, deadline=0.3)
        assert time.monotonic() - started < 2


@pytest.mark.usefixtures("_no_proxy")
def test_nobody_is_logged_in_by_the_netrc_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    received: list[bytes] = []

    def listen(one: socket.socket) -> None:
        one.sendall(answer(b"page"))

    with raw(listen, received) as origin:
        assert locally(origin).content == b"page"
    assert b"Authorization" not in b"".join(received)


@pytest.mark.usefixtures("_no_proxy")
def test_dripped_headers_end_through_tls_too(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def secretly(one: socket.socket) -> None:
        with context.wrap_socket(one, server_side=True) as secure:
            secure.recv(65536)
            drip(secure, answer(b"page") * 9)

    with raw(secretly, first=False) as origin:
        started = time.monotonic()
        with pytest.raises(TimedOut):
            locally(origin.replace("http:", "https:"), deadline=0.5)
        assert time.monotonic() - started < 2


def test_a_clock_that_was_set_back_costs_one_pause_at_most(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages[URL] = Page(b"page")
    store = Store()
    store.visits.asked("site.example", time.time() + 86400, 0.0)
    store.visits.keep_robots("http://site.example:80", time.time(), "")
    desk = Desk(store, pause=2.0)
    with clock(monkeypatch, desk) as waits:
        desk.get()
        assert waits == [2.0]
