"""The preview server: what feed readers ask for, and what strangers may not have."""

import gzip
import io
import os
import re
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.utils import formatdate
from http.client import parse_headers
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ipr_feeds.cli.serve import serve
from ipr_feeds.errors import UsageError
from ipr_feeds.serve import server

FEED = b"<feed>" + b"<entry/>" * 100 + b"</feed>"
MODIFIED = 1_780_000_000  # seconds since 1970
DATE = formatdate(MODIFIED, usegmt=True)
SECRET = b"nobody may read this"
FLOOD = b"GET / HTTP/1.1\r\n" + b"Accept: x\r\n" * 200 + b"\r\n"  # http.server itself refuses it


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


def ask(port: int, target: str = "/all.atom", method: str = "GET", host: str = "localhost", **headers: str) -> Answer:
    """One request with exactly these headers; what came up to the end, so that no stray body is overlooked."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return say(port, "\r\n".join([*lines, "", ""]).encode("latin-1"))


def say(port: int, request: bytes) -> Answer:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line, line.makefile("rb") as reader:
        line.sendall(request)
        head, _, body = reader.read().partition(b"\r\n\r\n")
    status, _, headers = head.partition(b"\r\n")
    assert status.startswith(b"HTTP/1.1 ")
    return Answer(int(status.split()[1]), parse_headers(io.BytesIO(headers + b"\r\n\r\n")), body)


@contextmanager
def running(folder: Path, told: list[str] | None = None) -> Iterator[ThreadingHTTPServer]:
    """A server of the folder on a free port; at the end every request is over too."""
    with server(folder, 0, None if told is None else told.append) as serving:
        serving.daemon_threads = False
        thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield serving
        finally:
            serving.shutdown()
            thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published folder, with a secret beside it."""
    (tmp_path / "secret.atom").write_bytes(SECRET)
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "all.atom").write_bytes(FEED)
    os.utime(folder / "all.atom", (MODIFIED, MODIFIED + 0.7))
    return folder


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    """The port at which the folder is served."""
    with running(folder) as serving:
        yield serving.server_port


def test_a_feed_comes_whole_with_all_that_readers_need(port: int) -> None:
    answer = ask(port)
    assert (answer.status, answer.body) == (200, FEED)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(FEED))
    assert answer.headers["Last-Modified"] == DATE
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r'"\w+"', answer.headers["ETag"])
    assert {"Set-Cookie", "Content-Encoding"}.isdisjoint(answer.headers)


@pytest.mark.parametrize("target", ["/all.atom?fresh=1", "/all%2Eatom"])
def test_an_address_may_be_written_in_other_ways(port: int, target: str) -> None:
    assert ask(port, target).body == FEED


@pytest.mark.parametrize("headers", [{}, {"Accept_Encoding": "gzip"}])
@pytest.mark.parametrize("target", ["/all.atom", "/", "/nothing"])
def test_head_is_get_without_the_body(port: int, target: str, headers: dict[str, str]) -> None:
    got, head = ask(port, target, **headers), ask(port, target, "HEAD", **headers)
    del got.headers["Date"], head.headers["Date"]
    assert (head.status, head.headers.items(), head.body) == (got.status, got.headers.items(), b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW", "get"])
def test_no_other_method_is_allowed(port: int, method: str) -> None:
    answer = ask(port, method=method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_body_is_not_taken_for_the_next_request(port: int) -> None:
    smuggled = b"GET /all.atom HTTP/1.1\r\nHost: localhost\r\n\r\n"
    length = f"Content-Length: {len(smuggled)}\r\n\r\n".encode()
    assert FEED not in say(port, b"POST / HTTP/1.1\r\nHost: localhost\r\n" + length + smuggled).body


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gacc.atom", "application/atom+xml; charset=utf-8"),
        ("gacc.rss", "application/rss+xml; charset=utf-8"),
        ("gacc.json", "application/feed+json"),
        ("health.json", "application/json"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
        ("ICON.PNG", "image/png"),
        ("notes.unknown", "application/octet-stream"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_each_kind_of_file_has_its_type(port: int, folder: Path, name: str, expected: str) -> None:
    (folder / name).write_bytes(b"x")
    assert ask(port, f"/{name}").headers["Content-Type"] == expected


def test_an_index_stands_for_the_folder(port: int, folder: Path) -> None:
    (folder / "index.html").write_bytes(b"<h1>Feeds</h1>")
    assert ask(port, "/").body == b"<h1>Feeds</h1>"
    assert ask(port, "/").headers["ETag"] == ask(port, "/index.html").headers["ETag"]


def test_without_an_index_the_files_are_listed(port: int, folder: Path) -> None:
    for name in (".hidden", "a&<b>.atom", "海关?.atom", os.fsdecode(b"\xff.atom")):
        (folder / name).write_bytes(name.encode(errors="replace"))
    answer = ask(port, "/")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', answer.body.decode()) == [
        ("a%26%3Cb%3E.atom", "a&amp;&lt;b&gt;.atom"),
        ("all.atom", "all.atom"),
        ("%E6%B5%B7%E5%85%B3%3F.atom", "海关?.atom"),
        ("%FF.atom", "?.atom"),
    ]
    assert ask(port, "/%E6%B5%B7%E5%85%B3%3F.atom").body.decode() == "海关?.atom"
    assert ask(port, "/%FF.atom").status == 200
    assert ask(port, "/", If_None_Match=answer.headers["ETag"]).status == 304


@pytest.mark.parametrize(
    "target",
    [
        "/nothing.atom",
        "/../secret.atom",
        "//../secret.atom",
        "/%2e%2e/secret.atom",
        "/..%2fsecret.atom",
        "/%2e%2e%2fsecret.atom",
        "/%252e%252e%252fsecret.atom",
        "/..\\secret.atom",
        "/..%5csecret.atom",
        "/sub/../../secret.atom",
        "{parent}/secret.atom",
        "/{parent}/secret.atom",
        "/%2f{parent}/secret.atom",
        "file://{parent}/secret.atom",
        "http://localhost/all.atom",
        "all.atom",
        "*",
        "/all.atom\0",
        "/all.atom%00",
        "/%00",
        "/all.atom/",
        "/./all.atom",
        "/.",
        "/..",
        "/.hidden.atom",
        "/%2ehidden.atom",
        "/sub",
        "/sub/",
        "/sub/inner.atom",
        "/pipe.atom",
        "/outside.atom",
        "/into-sub.atom",
        "/to-hidden.atom",
        "/nowhere.atom",
        "/circle.atom",
        "/parent",
        "/" + "a" * 5000,
    ],
)
def test_nothing_else_is_served(port: int, folder: Path, target: str) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "inner.atom").write_bytes(SECRET)
    (folder / ".hidden.atom").write_bytes(SECRET)
    os.mkfifo(folder / "pipe.atom")
    for name, other in (
        ("outside.atom", "../secret.atom"),
        ("into-sub.atom", "sub/inner.atom"),
        ("to-hidden.atom", ".hidden.atom"),
        ("nowhere.atom", "gone"),
        ("circle.atom", "circle.atom"),
        ("parent", ".."),
    ):
        (folder / name).symlink_to(other)
    answer = ask(port, target.format(parent=folder.parent))
    assert (answer.status, answer.body) == (404, b"Not Found\n")


def test_a_link_within_the_folder_is_served(port: int, folder: Path) -> None:
    (folder / "newest.atom").symlink_to("all.atom")
    assert ask(port, "/newest.atom").body == FEED


def test_a_folder_that_went_away_is_not_found(port: int, folder: Path) -> None:
    folder.rename(folder.with_name("moved"))
    assert [ask(port, target).status for target in ("/all.atom", "/")] == [404, 404]


def test_a_folder_that_is_a_link_is_served(folder: Path) -> None:
    link = folder.with_name("current")
    link.symlink_to(folder)
    with running(link) as serving:
        assert ask(serving.server_port).body == FEED


def test_the_etag_is_made_of_the_content(port: int, folder: Path) -> None:
    before = ask(port).headers["ETag"]
    os.utime(folder / "all.atom", (0, 0))
    assert ask(port).headers["ETag"] == before
    (folder / "all.atom").write_bytes(FEED.replace(b"entry", b"extra"))
    os.utime(folder / "all.atom", (MODIFIED, MODIFIED))
    assert ask(port).headers["ETag"] != before


@pytest.mark.parametrize("named", ["{}", "W/{}", '"other", {}', '"a,b",W/{} , "c"', "*", " * "])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_what_the_reader_holds_is_not_sent_again(port: int, named: str, method: str, encoding: str) -> None:
    etag = ask(port, Accept_Encoding=encoding).headers["ETag"]
    answer = ask(port, method=method, Accept_Encoding=encoding, If_None_Match=named.format(etag))
    assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", etag)
    assert (answer.headers["Last-Modified"], answer.headers["Vary"]) == (DATE, "Accept-Encoding")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Content-Type" not in answer.headers


@pytest.mark.parametrize("named", ['"other"', 'W/"other"', "", "nonsense", '"*"'])
def test_another_etag_brings_the_feed(port: int, named: str) -> None:
    assert ask(port, If_None_Match=named).body == FEED


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (DATE, 304),
        (formatdate(MODIFIED + 1, usegmt=True), 304),
        (formatdate(MODIFIED - 1, usegmt=True), 200),
        ("Thursday, 28-May-26 20:26:40 GMT", 304),
        ("Thu May 28 20:26:40 2026", 304),
        ("Thu May 28 20:26:39 2026", 200),
        ("yesterday", 200),
        ("Thu, 99 May 99999 20:26:40 +99999999", 200),
        ("Thu, 28 May 99999999999999999999 20:26:40 GMT", 200),
        ("", 200),
    ],
)
def test_a_date_is_heeded_where_no_etag_is_named(port: int, since: str, status: int) -> None:
    answer = ask(port, If_Modified_Since=since)
    assert (answer.status, answer.body) == (status, FEED if status == 200 else b"")


def test_the_etag_wins_over_the_date(port: int) -> None:
    etag = ask(port).headers["ETag"]
    assert ask(port, If_None_Match=etag, If_Modified_Since=formatdate(0, usegmt=True)).status == 304
    assert ask(port, If_None_Match='"other"', If_Modified_Since=DATE).status == 200


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("GZip", True),
        ("deflate, gzip;q=1.0, br", True),
        ("br;q=1.0 , gzip ; q=0.001", True),
        ("*", True),
        ("gzip;q=0.5, identity;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("gzip;q=0.5, identity", False),
        ("gzip;q=high", False),
        ("br, gzipped", False),
        ("", False),
    ],
)
def test_gzip_comes_when_it_is_asked_for(port: int, accepted: str, zipped: bool) -> None:
    answer = ask(port, Accept_Encoding=accepted)
    assert answer.headers["Content-Encoding"] == ("gzip" if zipped else None)
    assert (gzip.decompress(answer.body) if zipped else answer.body) == FEED
    assert (answer.headers["Content-Length"], answer.headers["Vary"]) == (str(len(answer.body)), "Accept-Encoding")


def test_the_gzip_form_has_an_etag_of_its_own_and_no_time_in_it(port: int) -> None:
    plain, zipped = ask(port), ask(port, Accept_Encoding="gzip")
    assert plain.headers["ETag"] != zipped.headers["ETag"]
    assert plain.headers["Vary"] == zipped.headers["Vary"] == "Accept-Encoding"
    assert zipped.body[4:8] == bytes(4)
    assert ask(port, If_None_Match=zipped.headers["ETag"]).status == 200


@pytest.mark.parametrize("host", ["localhost", "LocalHost:8000", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8000"])
def test_this_machine_is_answered(port: int, host: str) -> None:
    assert ask(port, host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "127x0x0x1",
             "localhost:x", "0", "127.1", "[::]", "user@localhost", "localhost, evil.example", ""]
)  # fmt: skip
def test_a_strange_name_that_leads_to_this_machine_is_refused(port: int, host: str) -> None:
    answer = ask(port, host=host)
    assert (answer.status, FEED in answer.body) == (421, False)


@pytest.mark.parametrize("hosts", [b"", b"Host: localhost\r\nHost: evil.example\r\n"])
def test_a_request_has_one_host(port: int, hosts: bytes) -> None:
    assert say(port, b"GET /all.atom HTTP/1.1\r\n" + hosts + b"\r\n").status == 400


def test_only_this_machine_can_reach_it(folder: Path) -> None:
    with running(folder) as serving:
        assert serving.server_address[0] == "127.0.0.1"


def test_a_reader_that_goes_away_leaves_no_traceback(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "big.png").write_bytes(bytes(20_000_000))
    with running(folder) as serving:
        line = socket.create_connection(("127.0.0.1", serving.server_port))
        line.sendall(b"GET /big.png HTTP/1.1\r\nHost: localhost\r\n\r\n")
        line.recv(1000)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # so that it ends abruptly
        line.close()
        assert ask(serving.server_port).status == 200
    assert capfd.readouterr() == ("", "")


def test_a_reader_that_says_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ipr_feeds.serve._Handler.timeout", 0.02)
    with running(folder) as serving, socket.create_connection(("127.0.0.1", serving.server_port), timeout=5) as line:
        assert line.recv(1000) == b""
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_server_is_not_hidden(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ipr_feeds.serve.find", None)
    with running(folder) as serving, socket.create_connection(("127.0.0.1", serving.server_port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(1000) == b""
    assert "TypeError" in capfd.readouterr().err


def test_the_log_has_one_safe_line_for_each_request(folder: Path) -> None:
    told: list[str] = []
    with running(folder, told) as serving:
        ask(serving.server_port)
        ask(serving.server_port, "/\x1b[2J")
        ask(serving.server_port, method="POST")
        say(serving.server_port, FLOOD)
    assert told == [
        "200 'GET /all.atom HTTP/1.1'",
        "404 'GET /\\x1b[2J HTTP/1.1'",
        "405 'POST /all.atom HTTP/1.1'",
        "431 'GET / HTTP/1.1'",
    ]


def test_nothing_is_logged_unless_asked(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with running(folder) as serving:
        for target in ("/all.atom", "/nothing"):
            ask(serving.server_port, target)
        say(serving.server_port, FLOOD)
    assert capfd.readouterr() == ("", "")


def refused(*arguments: str) -> str:
    """What the command says when it does not start."""
    result = CliRunner().invoke(serve, arguments)
    assert isinstance(result.exception, UsageError)
    assert result.output == ""
    return str(result.exception)


@pytest.mark.parametrize("name", ["none", "public/all.atom"])
def test_a_folder_that_does_not_exist_is_told_with_what_to_do(folder: Path, name: str) -> None:
    missing = str(folder.parent / name)
    assert refused(missing).startswith(f"{missing}: no such folder; run `ipr-feeds refresh` first")


def test_a_folder_that_cannot_be_looked_at_is_told(folder: Path) -> None:
    assert refused(str(folder / ("a" * 300))).endswith("a: File name too long")


def test_a_port_in_use_is_told_with_what_to_do(folder: Path, port: int) -> None:
    assert refused(str(folder), "--port", str(port)) == (
        f"port {port}: Address already in use; give another one with --port"
    )


def test_a_port_that_cannot_be_is_wrong_usage(folder: Path) -> None:
    result = CliRunner().invoke(serve, [str(folder), "--port", "70000"])
    assert (result.exit_code, "--port" in result.output) == (2, True)


def test_the_folder_is_that_of_the_settings(tmp_path: Path) -> None:
    settings = tmp_path / "ipr-feeds.toml"
    settings.write_text('[publish]\ndirectory = "feeds"\n')
    assert refused("--config", str(settings)).startswith(f"{tmp_path / 'feeds'}: no such folder")


@pytest.mark.parametrize(
    ("options", "logged"), [([], ""), (["-v"], "200 'GET /all.atom HTTP/1.1'\n")], ids=["silent", "verbose"]
)
def test_the_command_serves_until_ctrl_c(folder: Path, options: list[str], logged: str) -> None:
    code = (  # a shell that starts tests in the background has them ignore Ctrl-C
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from ipr_feeds.cli.serve import serve; serve()"
    )
    command = [sys.executable, "-c", code, *options, "--port", "0", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            told = process.stdout.readline()
            shown = re.fullmatch(r"serving (.+) at http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\n", told)
            assert shown
            assert (shown[1], ask(int(shown[2])).body) == (str(folder), FEED)
            process.send_signal(signal.SIGINT)
            assert (*process.communicate(timeout=10), process.returncode) == ("", logged, 0)
        finally:
            process.kill()
