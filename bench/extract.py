"""How fast pages become entries, against the usual ways, in one run on the same pages.

usage: python bench/extract.py [FOLDER…]     (needs the extra `bench`: pip install -e '.[bench]')

Each FOLDER holds pages (*.html, *.htm, *.shtml, any depth), beside the shipped snapshots. A page that no source
recognises is left out and counted. Times are processor time, the least of several rounds; what counts are the
ratios. The other ways do the same selections on the whole page and clean the body with the same allow-list:

  bs4      BeautifulSoup with html.parser
  lxml     lxml.html with compiled CSS selectors
  trafilatura   finds body, title and date by itself
"""

import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from ipr_feeds import clean, dates, plugins
from ipr_feeds.anchors import Anchor
from ipr_feeds.decode import decode
from ipr_feeds.errors import IprFeedsError
from ipr_feeds.extract import Wanted, extract
from ipr_feeds.extraction import read
from ipr_feeds.fetch.snapshots import read_index, shipped
from ipr_feeds.normalize import normalize
from ipr_feeds.page import Page
from ipr_feeds.source import FIELDS, Layout, Origins, Source
from ipr_feeds.trace import Trace

ROUNDS = 7
NOW = datetime.now(UTC)
ENDINGS = (".html", ".htm", ".shtml")


class Sample(NamedTuple):
    """A page with the source and layout that read it."""

    path: Path
    data: bytes
    url: str | None
    source: Source
    layout: Layout


class Way(NamedTuple):
    """One way of reading a page."""

    name: str
    run: Callable[[Sample], object]


def samples(folders: list[Path]) -> Iterator[Sample]:
    """Every page that a source reads: the shipped ones, then those of the folders."""
    sources = plugins.load(folders=[]).sources
    known = [(shipped() / s.name / one.file, one.url) for s in sources for one in read_index(shipped(), s.name).pages]
    found = [(path, None) for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in ENDINGS]
    left_out = 0
    for path, url in [*known, *found]:
        data = path.read_bytes()
        try:
            entry = extract(sources, data, Wanted(url), NOW, Trace())
        except IprFeedsError:
            left_out += 1
            continue
        source = next(one for one in sources if one.name == entry.source)
        yield Sample(path, data, url, source, next(kind() for kind in source.layouts if kind.name == entry.layout))
    print(f"{left_out} pages left out: lists, or of no known layout\n", file=sys.stderr)


def declared(layout: Layout) -> tuple[dict[str, tuple[str, ...]], list[Anchor]]:
    """The CSS selectors of a layout by field, and its labels."""
    fields = {name: getattr(layout, name) for name in ("marker", *FIELDS)}
    selectors = {name: (value,) if isinstance(value, str) else value for name, value in fields.items()}
    return {name: value for name, value in selectors.items() if type(value) is tuple}, layout.anchors()


def ours(sample: Sample) -> object:
    """What the program does, from bytes to entry."""
    page = Page(sample.data, sample.url)
    layout, article = read(sample.source, page, Trace())
    return normalize(article, Origins(sample.source, layout, sample.url), NOW, Trace())


def bs4_way(sample: Sample) -> object:
    """The same selections with bs4 on the whole page."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(decode(sample.data).text, "html.parser")
    selectors, anchors = declared(sample.layout)
    taken = {
        name: next((node for css in group if (node := soup.select_one(css))), None) for name, group in selectors.items()
    }
    for css in dropped(sample.layout):
        for node in soup.select(css):
            node.decompose()
    strings = list(soup.stripped_strings) if anchors else []
    at = next((n for n, text in enumerate(strings) if any(a.value(text) is not None for a in anchors)), 0)
    body = taken.get("body") or soup
    html = clean.gate(str(body))
    printed = taken.get("published")
    text = printed.get_text() if printed else " ".join(strings[at : at + 3])
    return html, body.get_text("\n", strip=True), dates.parse(text, UTC, NOW), strings[at:]


def dropped(layout: Layout) -> tuple[str, ...]:
    """What the layout leaves out by CSS."""
    return tuple(one for one in layout.drop if isinstance(one, str))


def lxml_way() -> Callable[[Sample], object]:
    """The same selections with lxml and selectors compiled once."""
    import lxml.html
    from lxml.cssselect import CSSSelector

    compiled: dict[str, Any] = {}

    def run(sample: Sample) -> object:
        tree = lxml.html.document_fromstring(decode(sample.data).text)
        selectors, anchors = declared(sample.layout)
        for css in {css for group in (*selectors.values(), dropped(sample.layout)) for css in group} - compiled.keys():
            compiled[css] = CSSSelector(css)
        taken = {
            name: next((node for css in group for node in compiled[css](tree)), None)
            for name, group in selectors.items()
        }
        for css in dropped(sample.layout):
            for node in compiled[css](tree):
                node.drop_tree()
        strings = [text for part in tree.itertext() if (text := part.strip())] if anchors else []
        at = next((n for n, text in enumerate(strings) if any(a.value(text) is not None for a in anchors)), 0)
        body = taken.get("body")
        body = tree if body is None else body
        html = clean.gate(lxml.html.tostring(body, encoding="unicode"))
        printed = taken.get("published")
        text = printed.text_content() if printed is not None else " ".join(strings[at : at + 3])
        return html, body.text_content(), dates.parse(text, UTC, NOW), strings[at:]

    return run


def trafilatura_way() -> Callable[[Sample], object]:
    """trafilatura, which needs no selectors."""
    import trafilatura

    return lambda sample: trafilatura.bare_extraction(decode(sample.data).text, url=sample.url, with_metadata=True)


def ways() -> list[Way]:
    """The ways that this machine has."""
    found = [Way("ours", ours), Way("bs4", bs4_way)]
    for name, make in (("lxml", lxml_way), ("trafilatura", trafilatura_way)):
        try:
            found.append(Way(name, make()))
        except ImportError as error:
            print(f"without {name}: {error}", file=sys.stderr)
    return found


def least(run: Callable[[], object]) -> float:
    """Milliseconds of processor time, the least of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times) * 1000


def stages(sample: Sample) -> dict[str, float]:
    """Milliseconds of each step of our own way."""
    page = Page(sample.data, sample.url)
    origins = Origins(sample.source, sample.layout, sample.url)
    _, article = read(sample.source, page, Trace())

    def fresh() -> Page:
        return Page(sample.data, sample.url)

    decoding = least(lambda: decode(sample.data))
    opening = least(fresh)
    parsing = least(lambda: LexborHTMLParser(page.text)) if page.has_markup else 0.0
    reading = least(lambda: read(sample.source, fresh(), Trace()))
    cleaning = least(lambda: clean.render(article.blocks, {}))
    normalizing = least(lambda: normalize(article, origins, NOW, Trace()))
    return {
        "decode": decoding,
        "guard": max(opening - decoding, 0),
        "parse": parsing,
        "select": max(reading - opening - parsing, 0),
        "clean": cleaning,
        "normalize": max(normalizing - cleaning, 0),
    }


def row(name: str, times: list[dict[str, float]], kilobytes: float) -> str:
    """A line of the table: pages, size, our milliseconds and pages a second, and how much longer the others take."""
    total: dict[str, float] = defaultdict(float)
    for one in times:
        for way, spent in one.items():
            total[way] += spent
    count, own = len(times), total["ours"]
    ratios = "".join(f"{total[way] / own:>13.1f}" for way in total if way != "ours")
    return f"{name:<18}{count:>6}{kilobytes / count:>9.1f}{own / count:>9.2f}{1000 * count / own:>9.0f}{ratios}"


def main(folders: list[Path]) -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")
    pages, found = list(samples(folders)), ways()
    by_layout: dict[str, list[dict[str, float]]] = defaultdict(list)
    sizes: dict[str, float] = defaultdict(float)
    spent: dict[str, float] = defaultdict(float)
    for sample in pages:
        by_layout[sample.layout.name].append({way.name: least(lambda w=way, s=sample: w.run(s)) for way in found})  # type: ignore[misc]
        sizes[sample.layout.name] += len(sample.data) / 1000
        for stage, milliseconds in stages(sample).items():
            spent[stage] += milliseconds
    others = "".join(f"{way.name:>13}" for way in found if way.name != "ours")
    print(f"{'layout':<18}{'pages':>6}{'kB/page':>9}{'ms/page':>9}{'pages/s':>9}{others}   (times as long as ours)")
    for name, times in sorted(by_layout.items()):
        print(row(name, times, sizes[name]))
    print(row("total", [one for times in by_layout.values() for one in times], sum(sizes.values())))
    whole = sum(spent.values())
    print("\nwhere our time goes: " + ", ".join(f"{stage} {part / whole:.0%}" for stage, part in spent.items()))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
