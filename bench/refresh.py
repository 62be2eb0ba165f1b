"""What a refresh costs, against importing requests and against the same job written by hand, in one run on loopback.

usage: python bench/refresh.py [ROUNDS]

A site of this file's own serves a list of 100 articles (a recorded page of China Customs, with a number in its title)
from a process of its own; there is no pause between requests. Pages are 10 KB, as recorded, or 180 KB with a long menu,
which is the median of pages on the web. Every figure is of whole cold processes, taken in turn:
the least wall time, the median, and the largest memory. What counts are the ratios.
"""

import hashlib
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from ipr_feeds.fetch.snapshots import shipped
from ipr_feeds.links import Link
from ipr_feeds.model import Entry, Record, entry_id
from ipr_feeds.store import Store
from ipr_feeds.store.articles import Read

ARTICLES = 100
MANY = 100_000
MENU = b'<ul class="menu"><li class="item"><a href="/statistics/" title="Statistics">Statistics</a></li></ul>\n' * 1700
TEMPLATE = shipped() / "gacc" / "pages" / "statics-news.html"

SOURCE = """
from ipr_feeds import Layout, Listing, Source, hookimpl

class Statics(Layout):
    name = "bench-statics"
    marker = ".atcl .atcl-cnt"
    title = ".atcl-ttl"
    published = ".atcl-date"
    body = ".atcl-cnt"

class Bench(Source):
    name = "bench"
    title = "Bench"
    home = "{origin}/"
    language = "en"
    timezone = "Asia/Shanghai"
    hosts = ("127.0.0.1",)
    start_urls = ("{origin}/{size}/list",)
    lists = (Listing(".news"),)
    keys = ((r"/article/(\\d+)", "article:{{}}"),)
    layouts = (Statics,)

@hookimpl
def sources():
    return [Bench()]
"""

SETTINGS = """
[publish]
base_url = "https://feeds.example.org/"
window = 100
[fetch]
pause = 0.0
allow_origins = ["{origin}"]
[plugins]
directory = "plugins"
disabled = ["ipr_feeds_qbpc", "ipr_feeds_gacc", "ipr_feeds_chinanews"]
[sources.bench]
max_articles = 1000
"""

BY_HAND = """
import sys
from datetime import datetime, timezone
from urllib.parse import urljoin
import requests
from bs4 import BeautifulSoup
from feedgen.feed import FeedGenerator

session = requests.Session()
def page(url):
    answer = session.get(url, timeout=30)
    answer.raise_for_status()
    return BeautifulSoup(answer.content, "html.parser")
start = sys.argv[1]
feed = FeedGenerator()
feed.id(start); feed.title("Bench"); feed.link(href=start)
for link in page(start).select(".news a[href]"):
    url = urljoin(start, link["href"])
    article = page(url)
    body = article.select_one(".atcl-cnt")
    for unwanted in body.select("script, style, iframe"):
        unwanted.decompose()
    entry = feed.add_entry(order="append")
    entry.id(url); entry.link(href=url)
    entry.title(article.select_one(".atcl-ttl").get_text(strip=True))
    day = datetime.strptime(article.select_one(".atcl-date").get_text(strip=True), "%Y/%m/%d")
    entry.updated(day.replace(tzinfo=timezone.utc))
    entry.summary(body.get_text(" ", strip=True)[:300])
    entry.content(body.decode_contents(), type="html")
feed.atom_file(sys.argv[2])
"""


class Cost(NamedTuple):
    """One process: seconds of wall time, and the largest memory in megabytes."""

    seconds: float
    megabytes: float


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    server: "_Server"

    def do_GET(self) -> None:
        body = content(self.path, self.server.more)
        etag = f'"{hashlib.sha256(body).hexdigest()}"'
        known = self.headers.get("If-None-Match") == etag
        self.send_response(304 if known else 200 if body else 404)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(0 if known else len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def __init__(self, more: Path) -> None:
        self.more = more
        super().__init__(("127.0.0.1", 0), _Handler)


def content(path: str, more: Path) -> bytes:
    """What the site has at a path; nothing for what there is not. Files in `more` say how many articles were added."""
    size, _, rest = path.strip("/").partition("/")
    if rest == "list":
        added = int((more / size).read_text()) if (more / size).exists() else 0
        numbers = range(ARTICLES + added)
        links = (f'<li><a href="/{size}/article/{at}">Customs stops fake lamps {at}</a></li>' for at in numbers)
        return f'<html><body><ul class="news">{"".join(links)}</ul></body></html>'.encode()
    if rest.startswith("article/"):
        number = rest.rpartition("/")[2].encode()
        page = TEMPLATE.read_bytes().replace(b"</body>", MENU * (size == "large") + b"</body>")
        return page.replace(b'<div class="atcl-ttl">', b'<div class="atcl-ttl">No. ' + number + b" ", 1)
    return b""


def site(told: Any, more: Path) -> None:
    """Serve for ever; `told` gets the port."""
    server = _Server(more)
    told.send(server.server_address[1])
    server.serve_forever()


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command as a new process and measure it. Ends the bench when the command fails."""
    started = time.perf_counter()
    running = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        sys.exit(f"{' '.join(command)}: exit status {running.returncode}")
    return Cost(time.perf_counter() - started, usage.ru_maxrss / 1024)


def prepared(root: Path, name: str, origin: str, size: str = "small") -> Path:
    """An operator's folder."""
    folder = root / name
    (folder / "plugins").mkdir(parents=True)
    (folder / "plugins" / "bench_site.py").write_text(SOURCE.format(origin=origin, size=size))
    (folder / "ipr-feeds.toml").write_text(SETTINGS.format(origin=origin))
    return folder


def emptied(folder: Path) -> None:
    """Forget what was read and published."""
    for path in [folder / "ipr-feeds.db", *folder.glob("public/*.atom")]:
        path.unlink(missing_ok=True)


def fill(folder: Path, count: int) -> None:
    """Put so many older articles into the store."""
    day = datetime(2010, 1, 1, tzinfo=UTC)
    with Store(folder / "ipr-feeds.db") as store, store.transaction():
        for at in range(1_000_000, 1_000_000 + count):
            key, url, published = (
                f"article:{at}",
                f"http://127.0.0.1/small/article/{at}",
                day + timedelta(minutes=at % 999_983),
            )
            entry = Entry(
                id=entry_id("bench", key), source="bench", layout="bench-statics", url=url, title=f"Article {at}",
                summary="Lamps.", text="Lamps. " * 200, html="<p>" + "Lamps. " * 200 + "</p>", language="en",
                published=published, published_precision="day", published_from="page",
            )  # fmt: skip
            store.articles.listed("bench", {key: Link(url, entry.title)}, published)
            store.articles.keep("bench", key, Read(Record(entry, published), "old", True, published, None))


def compare(title: str, ways: dict[str, Callable[[], Cost]], rounds: int) -> None:
    """Measure several ways in turn, and print each with its ratio to the first."""
    found: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    print(f"\n{title}")
    first = None
    for name, costs in found.items():
        least, middle = min(one.seconds for one in costs), statistics.median(one.seconds for one in costs)
        memory = max(one.megabytes for one in costs)
        first = first or Cost(least, memory)
        ratios = f"{least / first.seconds:.2f} x time, {memory / first.megabytes:.2f} x memory"
        print(f"  {name:<34} {least:6.3f} s  (median {middle:.3f})  {memory:5.0f} MB   {ratios}")


def main(rounds: int) -> None:
    """Serve, measure, print."""
    os.environ["no_proxy"] = "127.0.0.1"
    here, there = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        serving = multiprocessing.Process(target=site, args=(there, root), daemon=True)
        serving.start()
        origin = f"http://127.0.0.1:{here.recv()}"
        (root / "by_hand.py").write_text(BY_HAND)
        ours = [sys.executable, "-m", "ipr_feeds", "refresh"]
        few, fresh, large, many = (
            prepared(root, f"of {name}", origin, name) for name in ("few", "fresh", "large", "many")
        )
        cost(ours, few)
        cost(ours, many)
        fill(many, MANY)
        cost(ours, many)

        def anew(folder: Path) -> Cost:
            emptied(folder)
            return cost(ours, folder)

        def with_one_more(folder: Path) -> Cost:
            count = root / folder.name.removeprefix("of ")
            count.write_text(str(int(count.read_text()) + 1 if count.exists() else 1))
            return cost(ours, folder)

        def by_hand(size: str) -> Cost:
            return cost([sys.executable, "by_hand.py", f"{origin}/{size}/list", "by_hand.atom"], root)

        imports = [sys.executable, "-c", "import requests"]
        compare(
            "nothing new",
            {
                "python -c 'import requests'": partial(cost, imports, root),
                "ipr-feeds refresh": partial(cost, ours, few),
            },
            3 * rounds,
        )
        for size, folder in (("fresh", fresh), ("large", large)):
            compare(
                f"{ARTICLES} new articles, {'large' if folder is large else 'small'} pages",
                {"requests, bs4, feedgen by hand": partial(by_hand, size), "ipr-feeds refresh": partial(anew, folder)},
                rounds,
            )
        compare(
            "nothing new, by the size of the store",
            {
                f"{ARTICLES} entries": partial(cost, ours, few),
                f"{ARTICLES + MANY:,} entries": partial(cost, ours, many),
            },
            3 * rounds,
        )
        compare(
            "one new entry, by the size of the store",
            {
                f"{ARTICLES} entries": partial(with_one_more, few),
                f"{ARTICLES + MANY:,} entries": partial(with_one_more, many),
            },
            3 * rounds,
        )
        serving.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
