"""The hostile web on loopback: what a server may send, case by case, and what is to be said of each."""

import gzip
import re
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from functools import cache, reduce
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any, NamedTuple

LIST, ARTICLE = "/list", "/article/2"
#: What a server is told to be, besides the number of a case: as on the first day, or good with news.
FIRST_DAY, GOOD = -2, -1
#: A name that leads into a private network; whoever uses it must resolve it so.
INSIDE = "inside.example"
#: Private addresses as they may be spelled.
SPELLINGS = {
    "decimal": "2130706433", "octal": "0177.0.0.1", "hexadecimal": "0x7f.0.0.1", "short": "127.1",
    "loopback": "127.0.0.2", "IPv6": "[::1]", "mapped": "[::ffff:127.0.0.1]", "link-local": "169.254.169.254", "name": INSIDE,
}  # fmt: skip
#: Those that the bad site's source names as hosts of its own; a source cannot name the others.
OWN_HOSTS = ("127.0.0.1", *(host for name, host in SPELLINGS.items() if "[" not in host and name != "link-local"))

SOURCE = """
from ipr_feeds import Layout, Source, hookimpl

class Statics(Layout):
    name = "{name}-statics"
    marker = ".atcl .atcl-cnt"
    title = ".atcl-ttl"
    published = ".atcl-date"
    body = ".atcl-cnt"

class Site(Source):
    name = "{name}"
    title = "{name}"
    home = "{origin}/"
    language = "en"
    timezone = "Asia/Shanghai"
    hosts = {hosts}
    start_urls = ("{origin}/list",)
    keys = ((r"/article/(\\d+)", "article:{{}}"),)
    layouts = (Statics,)

@hookimpl
def sources():
    return [Site()]
"""
SETTINGS = """
[publish]
base_url = "https://feeds.example.org/"
[fetch]
pause = 0.0
retries = 0
deadline = {deadline}
allow_origins = {origins}
[plugins]
directory = "plugins"
disabled = ["ipr_feeds_qbpc", "ipr_feeds_gacc", "ipr_feeds_chinanews"]
"""


class Visit:
    """One request, and the connection on which it is answered."""

    def __init__(self, connection: socket.socket, origin: str) -> None:
        self.connection, self.origin = connection, origin
        head = b""
        while b"\r\n\r\n" not in head and (part := connection.recv(65536)):
            head += part
        line, _, self.headers = head.decode("latin-1").partition("\r\n")
        self.path = (line.split() or ["", ""])[1]

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.connection.sendall(part)

    def drip(self, data: bytes) -> None:
        """Send one byte after the other, for ever."""
        for at in count():
            self.send(data[at % len(data)].to_bytes(1, "big"))
            time.sleep(0.02)

    def reset(self) -> None:
        """Break the connection instead of closing it."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def wait(self) -> None:
        """Do nothing until the other side goes away."""
        self.connection.recv(1)

    @property
    def conditional(self) -> bool:
        return bool(re.search(r"^if-(?:none-match|modified-since):", self.headers, re.I | re.M))


Script = Callable[[Visit], object]


class Case(NamedTuple):
    """What a server does with the list, or an article; the kind of problem that is to be told, "" for none; its words."""

    name: str
    kind: str
    script: Script
    told: str = ""
    at: str = LIST


def listed(*numbers: int) -> bytes:
    """A list page."""
    items = "".join(f'<li><a href="/article/{one}">Customs stops {one} fake lamps</a></li>' for one in numbers)
    return f"<!DOCTYPE html><html><head><title>News</title></head><body><ul>{items}</ul></body></html>".encode()


def article(number: int) -> bytes:
    """An article."""
    return (
        f'<html><body><div class="atcl"><div class="atcl-ttl">Customs stops {number} fake lamps</div>'
        f'<div class="atcl-date">2026/05/0{number}</div><div class="atcl-cnt"><p>Officers of the customs stopped {number} lamps '
        "that bore a trademark without the consent of its owner.</p></div></div></body></html>"
    ).encode()


NEWS = listed(1, 2)
BLANKS = b" " * (1 << 16)


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole answer; `length` is what it says of itself."""
    told = (f"Content-Length: {len(body) if length is None else length}", *headers)
    return head(*told, status=status) + body


def head(*headers: str, status: str = "200 OK") -> bytes:
    """The head of an answer."""
    named = [] if any(one.lower().startswith("content-type") for one in headers) else ["Content-Type: text/html"]
    lines = (f"HTTP/1.1 {status}", "Connection: close", *named, *headers)
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n"


def says(*parts: bytes) -> Script:
    """Send this and close."""
    return lambda visit: visit.send(*parts)


def packed(encoding: str, body: bytes) -> Script:
    """An answer packed in some way."""
    return says(answer(body, f"Content-Encoding: {encoding}"))


def bomb(encoding: str, window: int) -> Script:
    """A good list and 300 MB of blanks, packed with this window of zlib."""

    def script(visit: Visit) -> None:
        packer = zlib.compressobj(1, zlib.DEFLATED, window)
        visit.send(head(f"Content-Encoding: {encoding}"))
        for part in chain([NEWS], repeat(BLANKS, 4800)):
            visit.send(packer.compress(part))
        visit.send(packer.flush())

    return script


@cache
def small_bomb() -> bytes:
    """A good list and 300 MB of blanks in 300 KB, without a frame: all of it is there when the connection ends."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start, blanks = (
        packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH) for part in (NEWS, b" " * (1 << 20))
    )  # after a full flush nothing before counts: the same bytes may come again
    return start + blanks * 300 + packer.flush()


def endless(start: bytes, part: bytes | Callable[[int], bytes]) -> Script:
    """Send a beginning, then a part for ever."""

    def script(visit: Visit) -> None:
        visit.send(start)
        for at in count():
            visit.send(part(at) if callable(part) else part)

    return script


def dripped(start: bytes, part: bytes) -> Script:
    """Send a beginning, then a part for ever, byte by byte."""

    def script(visit: Visit) -> None:
        visit.send(start)
        visit.drip(part)

    return script


def then_nothing(start: bytes) -> Script:
    """Send a beginning and wait."""

    def script(visit: Visit) -> None:
        visit.send(start)
        visit.wait()

    return script


def reset(start: bytes = b"") -> Script:
    """Send something and break the connection."""

    def script(visit: Visit) -> None:
        visit.send(start)
        time.sleep(0.05)  # let it arrive: a reset throws away what is under way
        visit.reset()

    return script


def to(target: str, *headers: str, body: bytes = b"") -> Script:
    """A redirect; {origin}, {port} and {path} are ours."""

    def script(visit: Visit) -> None:
        where = target.format(origin=visit.origin, port=visit.origin.rpartition(":")[2], path=visit.path)
        visit.send(answer(body, f"Location: {where}", *headers, status="302 Found"))

    return script


def by_path(**scripts: Script) -> Script:
    """What is done at each path, by its first part; the list with news at any other."""
    return lambda visit: scripts.get(visit.path.split("/")[1], says(answer(NEWS)))(visit)


def unmet(visit: Visit) -> None:
    """Answer 412 to what is conditional, the list to all else."""
    visit.send(answer(b"", status="412 Precondition Failed") if visit.conditional else answer(NEWS))


def wants_cookie(visit: Visit) -> None:
    """Send everybody in a circle who does not show the cookie that was set."""
    good = "seen=yes" in visit.headers
    visit.send(answer(NEWS)) if good else to("{path}", "Set-Cookie: seen=yes; Path=/")(visit)


def again(status: str, retry: str | Callable[[], str]) -> Script:
    """An answer that asks to come again later."""
    told = retry if isinstance(retry, str) else retry()
    return says(answer(NEWS, f"Retry-After: {told}", status=status))


def page(body: str, *headers: str, status: str = "200 OK", title: str = "海关") -> Script:
    """A page in UTF-8."""
    text = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return says(answer(text.encode(), *headers, status=status))


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> Script:
    """A body in chunks."""
    return says(head("Transfer-Encoding: chunked"), *(b"%x\r\n%s\r\n" % (len(one), one) for one in chunks), end)


RUISHU = '<script>$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=1;</script><script src="/x.js"></script>'
CLOUDFLARE = "<h1>site.example</h1><p>Verify you are human.</p><script>window._cf_chl_opt={cvId:'3'};</script>"
LOGIN = '<form action="/login"><p>请登录</p><input name="user"><input type="password" name="word"></form>'
LOST = '<div class="box"><p>抱歉，您访问的页面不存在或已被删除！</p><p><a href="/">返回首页</a></p></div>'
MENDED = "<h1>系统维护公告</h1><p>网站正在进行系统升级维护，请稍后访问。</p>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 40
HALF = NEWS[: NEWS.index(b"2 fake") - 20]  # inside a tag
LESS = NEWS[: NEWS.index(b"<li>", NEWS.index(b"</li>"))]  # between two


def slow() -> Iterator[Case]:
    """Answers that do not end, or end too late."""
    yield Case("nothing is sent", "timeout", Visit.wait, "no whole answer within")
    yield Case("headers drip", "timeout", dripped(b"HTTP/1.1 200 OK\r\n", b"X-Drip: 1\r\n"))
    yield Case("one header drips", "timeout", dripped(b"HTTP/1.1 200 OK\r\nX-Drip: ", b"x"))
    yield Case("a body with length drips", "timeout", dripped(head("Content-Length: 4000"), b"x"))
    yield Case("a body without length drips", "timeout", dripped(head(), b"x"))
    yield Case("chunks drip", "timeout", dripped(head("Transfer-Encoding: chunked"), b"1\r\nx\r\n"))
    yield Case("a gzip drips", "timeout", dripped(head("Content-Encoding: gzip"), gzip.compress(b"")))
    yield Case("empty gzips for ever", "timeout", endless(head("Content-Encoding: gzip"), gzip.compress(b"") * 99))
    yield Case("100 Continue for ever", "timeout", endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"))
    yield Case("trailers for ever", "timeout", endless(head("Transfer-Encoding: chunked") + b"0\r\n", b"X: y\r\n" * 99))
    yield Case("a body for ever", "too-large", endless(head(), BLANKS), "larger than 5,000,000 bytes")
    yield Case(
        "chunks for ever", "too-large", endless(head("Transfer-Encoding: chunked"), b"10000\r\n" + BLANKS + b"\r\n")
    )
    yield Case("headers for ever", "damaged", endless(b"HTTP/1.1 200 OK\r\n", lambda at: b"X-%d: y\r\n" % at))
    yield Case("one header for ever", "damaged", endless(b"HTTP/1.1 200 OK\r\nX: ", BLANKS))
    yield Case("a header of 256 KB", "damaged", says(answer(NEWS, "X: " + "y" * (1 << 18))))
    yield Case("a status line for ever", "damaged", endless(b"HTTP/1.1 200 ", BLANKS))
    yield Case(
        "a page of 20 MB",
        "too-large",
        says(head(f"Content-Length: {len(NEWS) + (20 << 20)}"), NEWS, *repeat(BLANKS, 320)),
    )
    yield Case(
        "a page of tags",
        "damaged",
        says(head(), NEWS[:-14], *repeat(b"<br>" * 12_000, 100), NEWS[-14:]),
        "200,000 tags",
    )
    yield Case("a page of words", "empty-list", says(head(), b"<html><p>", *repeat(b"Lamps. " * 6900, 100), b"</html>"))
    yield Case(
        "a page of almost 5 MB",
        "",
        says(
            head(), NEWS[:-14], *repeat(b"<p>Lamps without a brand.</p>\n" * 990, 100), *repeat(BLANKS, 28), NEWS[-14:]
        ),
    )


def wrapped() -> Iterator[Case]:
    """Bodies that are packed in odd ways."""
    whole = gzip.compress(NEWS)
    yield Case("gzip bomb", "too-large", bomb("gzip", 31), "larger than 5,000,000 bytes")
    yield Case("deflate bomb", "too-large", bomb("deflate", 15))
    yield Case("deflate bomb without a frame", "too-large", bomb("deflate", -15))
    yield Case("bomb in a bomb", "too-large", lambda visit: packed("deflate, deflate", _raw(small_bomb()))(visit))
    yield Case("bomb that comes out only on flush", "too-large", lambda visit: packed("deflate", small_bomb())(visit))
    yield Case("bomb behind status 503", "too-large", lambda visit: visit.send(
        answer(small_bomb(), "Content-Encoding: deflate", status="503 Busy")))  # fmt: skip
    yield Case("packed 40 times", "damaged", packed(", ".join(["gzip"] * 40), whole), "packed 40 times over")
    yield Case("packed 40 times, as it says", "damaged", packed(", ".join(["gzip"] * 40), reduce(
        lambda data, _: gzip.compress(data), range(40), NEWS)))  # fmt: skip
    yield Case("packed twice", "", packed("gzip, gzip", gzip.compress(whole)))
    yield Case("gzip cut, with right length", "damaged", packed("gzip", whole[:-30]), "cut off inside its gzip packing")
    yield Case("gzip without its last byte", "damaged", packed("gzip", whole[:-1]))
    yield Case(
        "gzip with a wrong sum", "damaged", packed("gzip", whole[:-8] + b"1234" + whole[-4:]), "incorrect data check"
    )
    yield Case("deflate cut, with right length", "damaged", packed("deflate", zlib.compress(NEWS)[:-30]))
    yield Case("gzip that is none", "damaged", packed("gzip", NEWS), "this is no gzip")
    yield Case("deflate that is none", "damaged", packed("deflate", NEWS), "this is no deflate")
    yield Case("packed as br", "damaged", packed("br", NEWS), "packed as 'br', which was not asked for")
    yield Case("packed as foo", "damaged", packed("foo", NEWS), "packed as 'foo'")
    yield Case(
        "gzip in two members, filled up",
        "",
        packed("x-gzip", gzip.compress(LESS) + gzip.compress(NEWS[len(LESS) :]) + bytes(9)),
    )
    yield Case("deflate without a frame", "", packed("deflate", _raw(NEWS + b" " * ((1 << 17) - len(NEWS) + 300))))


def _raw(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def broken() -> Iterator[Case]:
    """Answers that end too early, or are none."""
    start = head("Transfer-Encoding: chunked")
    yield Case("a length that is too short", "damaged", says(answer(NEWS, length=len(HALF))), "it ends inside a tag")
    yield Case("a length that is too long", "damaged", says(answer(NEWS, length=9999)), "cut off or wrongly packed")
    yield Case("no length, cut inside a tag", "damaged", says(head(), HALF))
    yield Case("no length, cut between tags", "damaged", says(head(), LESS), "it ends before </html>")
    yield Case("no length, whole", "", says(head(), NEWS))
    yield Case("a length that is no number", "", says(head("Content-Length: much"), NEWS))
    yield Case("two lengths", "damaged", says(head("Content-Length: 9999", "Content-Length: 10"), NEWS))
    yield Case("chunks, whole", "", chunked(NEWS[:100], NEWS[100:]))
    yield Case("a chunk without a number", "damaged", says(start, b"zz\r\n", NEWS))
    yield Case("a chunk of less than nothing", "damaged", says(start, b"-5\r\n", NEWS))
    yield Case("a chunk larger than the world", "damaged", says(start, b"f" * 99 + b"\r\n", NEWS))
    yield Case("a chunk that is cut", "damaged", says(start, b"fff\r\n", NEWS))
    yield Case("chunks without the last", "damaged", chunked(NEWS, end=b""))
    yield Case("a size of a chunk for ever", "damaged", endless(start, b"1" * 65536))
    yield Case("closed at once", "unreachable", says(), "no answer")
    yield Case("reset before the answer", "unreachable", reset(), "no answer")
    yield Case("reset in the headers", "unreachable", reset(b"HTTP/1.1 200 OK\r\nX: "))
    yield Case("reset in the body", "unreachable", reset(answer(HALF, length=9999)))
    yield Case("reset in a body without length", "unreachable", reset(head() + HALF))
    yield Case("no HTTP at all", "damaged", says(b"SSH-2.0-OpenSSH_9.6\r\n"))
    yield Case("a page without headers", "damaged", says(NEWS))
    yield Case("noise", "damaged", says(bytes(range(255, 0, -1)) * 20))
    yield Case("HTTP/3.0", "damaged", says(b"HTTP/3.0 200 OK\r\n\r\n" + NEWS))
    yield Case("a status of four digits", "damaged", says(b"HTTP/1.1 2000 OK\r\n\r\n" + NEWS))


def statuses() -> Iterator[Case]:
    """Answers that are no page."""
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
    yield Case("103, then 200", "", says(hints, hints, answer(NEWS)))
    yield Case("103 alone", "unreachable", says(hints), "no answer")
    yield Case("103, and nothing more", "timeout", then_nothing(hints))
    yield Case("204", "http-status", says(answer(b"", status="204 No Content")), "answered 204")
    yield Case("206", "http-status", says(answer(NEWS, "Content-Range: bytes 0-9/99", status="206 Partial Content")))
    yield Case("304 unasked", "http-status", says(head(status="304 Not Modified")), "answered 304", ARTICLE)
    yield Case("412 to what is conditional", "", unmet)
    yield Case("412 to everything", "blocked", says(answer(NEWS, status="412 Precondition Failed")), "answered 412")
    for status in ("999 Request denied", "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"):
        yield Case(
            f"{status[:3]} with a good list", "http-status", says(answer(NEWS, status=status)), f"answered {status[:3]}"
        )
    yield Case("429, seconds", "throttled", again("429 Too Many Requests", "120"), "left alone for 2 minutes")
    yield Case("429, a date", "throttled", lambda visit: again(
        "429 Too Many Requests", formatdate(time.time() + 600, usegmt=True))(visit), "left alone for 10 minutes")  # fmt: skip
    yield Case("429, a day", "throttled", again("429 Too Many Requests", "86400"), "left alone for 24.0 hours")
    yield Case("429, junk", "throttled", again("429 Too Many Requests", "soon, maybe"), "left alone for 60 minutes")
    yield Case("404", "gone", says(answer(NEWS, status="404 Not Found")), "answered 404")


def redirects() -> Iterator[Case]:
    """Ways that lead round and round, or to where nobody should go."""
    lost, aside = "which is not the source's", "this leads into a private network"
    yield Case("to itself", "http-status", to("{path}"), "the redirects lead round in a circle")
    yield Case("there and back", "http-status", by_path(list=to("{origin}/b"), b=to("/list")), "round in a circle")
    yield Case("on and on", "http-status", lambda visit: to(f"{visit.path}x")(visit), "more than 5 redirects in a row")
    yield Case("to nowhere", "http-status", says(answer(b"", status="302 Found")), "without saying where")
    yield Case("to a good page", "", by_path(list=to("/moved")))
    yield Case("with a body for ever", "", by_path(list=endless(head("Location: /moved", status="302 Found"), BLANKS)))
    yield Case("with a bomb", "", by_path(list=lambda visit: visit.send(
        answer(small_bomb(), "Location: /moved", "Content-Encoding: deflate", status="302 Found"))))  # fmt: skip
    for target in (
        "file:///etc/passwd",
        "data:text/html,x",
        "gopher://127.0.0.1/",
        "javascript:1",
        "http://[::1",
    ):
        yield Case(f"to {target}", "gone", to(target), lost)
    for name, host in SPELLINGS.items():
        known = host in OWN_HOSTS
        told = aside if known else lost
        yield Case(
            f"to a private address, {name}",
            "unreachable" if known else "gone",
            to(f"http://{host}:{{port}}/list"),
            told,
        )
    yield Case("to a private address, userinfo", "gone", to("http://127.0.0.1:{port}@127.0.0.3/"), lost)
    yield Case("to a private address, backslashes", "gone", to("\\\\127.0.0.3\\x"), lost)
    yield Case("to a private address, backslash and at", "gone", to("http://127.0.0.3\\@127.0.0.1:{port}/"), lost)
    yield Case("to another port of the host", "unreachable", to("http://127.0.0.1:9/"), aside)
    yield Case("to TLS on the port", "unreachable", to("https://127.0.0.1:{port}/list"), aside)
    yield Case("to a private address on the second hop", "unreachable",
               by_path(list=to("/b"), b=to(f"http://{INSIDE}:{{port}}/list")), aside)  # fmt: skip
    yield Case("a cookie wall", "blocked", to("{path}", "Set-Cookie: seen=no; Path=/"), "a cookie wall")
    yield Case("a cookie wall with new cookies", "blocked", lambda visit: to(
        "{origin}/list", f"Set-Cookie: seen={time.monotonic_ns()}; Path=/")(visit), "a cookie wall")  # fmt: skip
    yield Case("a cookie that is asked for", "", wants_cookie)
    yield Case("to another article", "gone", by_path(article=to("/list")), "which is another page", ARTICLE)


def walls() -> Iterator[Case]:
    """Pages that are not those that were asked for."""
    yield Case("script only, 200", "blocked", page(RUISHU), "a bot wall (Ruishu) came")
    yield Case("script only, 202", "blocked", page(RUISHU, status="202 Accepted"), "answered 202: a bot wall (Ruishu)")
    yield Case(
        "script only, 412",
        "blocked",
        page(RUISHU, status="412 Precondition Failed"),
        "answered 412: a bot wall (Ruishu)",
    )
    yield Case("script only, nameless", "blocked", page("<script>location='/'</script>"), "a bot wall came")
    yield Case(
        "Cloudflare, 403", "blocked", page(CLOUDFLARE, status="403 Forbidden"), "answered 403: a bot wall (Cloudflare)"
    )
    yield Case(
        "Cloudflare, 503", "blocked", page(CLOUDFLARE, status="503 Busy"), "answered 503: a bot wall (Cloudflare)"
    )
    yield Case("403", "blocked", page("<h1>403 Forbidden</h1>", status="403 Forbidden"), "answered 403: ")
    yield Case("a page that says 403, 200", "blocked", page("nginx", title="403 Forbidden"), "a page that says 403")
    yield Case("login", "blocked", page(LOGIN), "a login page came")
    yield Case("soft 404", "gone", page(LOST), "says itself that it is not there")
    yield Case("maintenance", "unreachable", page(MENDED), "a notice of maintenance came")
    yield Case(
        "a good list with such words",
        "",
        says(answer(NEWS.replace(b"<ul>", (RUISHU + LOGIN + LOST + MENDED).encode() + b"<ul>"))),
    )
    yield Case("navigation only", "empty-list", page('<a href="/about">About</a> ' * 20), "the list names no article")
    yield Case("PDF", "not-a-page", says(answer(PDF, "Content-Type: application/pdf")), "this is no page of text")
    yield Case("PDF that says it is HTML", "not-a-page", says(answer(PDF)))
    yield Case("octets", "not-a-page", says(answer(bytes(range(256)) * 40, "Content-Type: application/octet-stream")))
    yield Case("zero bytes", "not-a-page", says(answer(b"")), "the page is empty")
    yield Case("blanks", "not-a-page", says(answer(b" \r\n" * 40)))


def of_articles() -> Iterator[Case]:
    """The same at the address of an article."""
    good, kinds = article(2), {
        "nothing is sent": "timeout", "gzip bomb": "too-large", "gzip cut, with right length": "damaged",
        "reset in the body": "unreachable", "no length, cut between tags": "damaged", "to nowhere": "http-status",
        "a cookie wall": "blocked", "script only, 412": "blocked", "login": "blocked", "soft 404": "gone",
        "maintenance": "unreachable", "navigation only": "layout-changed", "PDF": "not-a-page", "zero bytes": "not-a-page",
        "500 with a good list": "http-status", "429, a day": "throttled", "to file:///etc/passwd": "gone",
    }  # fmt: skip
    known = {case.name: case for case in (*slow(), *wrapped(), *broken(), *statuses(), *redirects(), *walls())}
    for name, kind in kinds.items():
        yield known[name]._replace(name=f"article: {name}", kind=kind, at=ARTICLE, told="")
    cut = good[: good.index(b"bore a")]
    yield Case("article: cut between tags", "damaged", says(head(), cut), "it ends before </html>", ARTICLE)
    yield Case(
        "article: cut inside a tag",
        "damaged",
        says(answer(good[: good.index(b"atcl-cnt") + 3])),
        "inside a tag",
        ARTICLE,
    )


CASES = (*slow(), *wrapped(), *broken(), *statuses(), *redirects(), *walls(), *of_articles())


class Site:
    """One address on loopback, which answers as `state.value` says: `FIRST_DAY`, `GOOD`, or the number of a case."""

    def __init__(self, address: str, state: Any) -> None:
        self._listening = socket.create_server((address, 0))
        self.state = state
        self.origin = f"http://{address}:{self._listening.getsockname()[1]}"

    def serve(self) -> None:
        """Answer until `close`."""
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with connection, suppress(OSError):
            visit = Visit(connection, self.origin)
            if visit.path:
                self._script(visit.path)(visit)

    def _script(self, path: str) -> Script:
        """The case in force, from its address on; what a good site does at all others."""
        number = int(self.state.value)
        case = CASES[number] if number >= 0 else None
        numbers = (1,) if number == FIRST_DAY else (1, 2)
        good = {LIST: listed(*numbers), "/article/1": article(1), ARTICLE: article(2)}
        if case and (path == case.at or path not in good) and path != "/robots.txt":
            return case.script
        if path not in good:
            return says(answer(b"", status="404 Not Found"))
        return says(answer(good[path], f'ETag: "{number}{path}"'))


@contextmanager
def serving(*sites: Site) -> Iterator[None]:
    """Run sites in threads."""
    threads = [threading.Thread(target=site.serve, daemon=True) for site in sites]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for site in sites:
            site.close()


def resolving(name: str, *arguments: Any, **options: Any) -> Any:
    """What takes the place of `socket.getaddrinfo`: `INSIDE` is this machine."""
    return _resolve("127.0.0.1" if name == INSIDE else name, *arguments, **options)


_resolve = socket.getaddrinfo


def furnish(folder: Path, bad: str, good: str, deadline: float) -> None:
    """An operator's folder, with a source for each origin; the bad one's names all spellings of private addresses."""
    (folder / "plugins").mkdir(parents=True)
    for name, origin, own in (("bad", bad, OWN_HOSTS), ("good", good, ("127.0.0.2",))):
        text = SOURCE.format(name=name, origin=origin, hosts=own)
        (folder / "plugins" / f"{name}_site.py").write_text(text)
    origins = f'["{bad}", "{good}"]'
    (folder / "ipr-feeds.toml").write_text(SETTINGS.format(deadline=deadline, origins=origins))
