"""Pages meant to eat time: each is to be refused or read in less than a second.

usage: python bench/degenerate.py
"""

import time
from datetime import UTC, datetime

from ipr_feeds import plugins
from ipr_feeds.errors import IprFeedsError
from ipr_feeds.extract import Wanted, extract
from ipr_feeds.trace import Trace

URL = "http://english.customs.gov.cn/Statics/00000000-aaaa-4bbb-8ccc-000000000099.html"
MANY = 100_000
TEXT = "<p>Customs seized taps.</p>"
CASES = {
    "100,000 nested elements": "<div>" * MANY + TEXT,
    "1,900 nested elements": "<div>" * 1900 + TEXT,
    "1,900 nested tables": "<table><tr><td>a</td><td>" * 950 + TEXT,
    "100,000 attributes": "<p " + " ".join(f"a{number}=1" for number in range(MANY)) + ">x</p>",
    "100,000 quoted attributes": "<p " + " ".join(f"a{number}='<>'" for number in range(MANY)) + ">x</p>",
    "200,000 blanks in a text": "<p>Customs" + " " * 2 * MANY + "seized taps.</p>",
    "200,000 blanks in an address": "<p>Customs <a href='x" + " " * 2 * MANY + "y'>seized</a> taps.</p>",
    "50,000 lines": TEXT + "a<br>" * (MANY // 2),
    "20,000 paragraphs": TEXT * (MANY // 5),
    "20,000 cells": "<table>" + "<tr><td>a</td><td>b</td></tr>" * (MANY // 10) + "</table>",
    "100,000 dots": "<p>" + "." * MANY + f"x</p>{TEXT}",
    "100,000 commas in a srcset": f"{TEXT}<img srcset='" + "," * MANY + "'>",
    "100,000 stray end tags": "<div></x>" * MANY,
    "200,000 blanks in a date": "",
}


def page(name: str, body: str) -> str:
    """A page of GACC with that body, or with that date."""
    date = "2024/" + " " * 2 * MANY + "02/29" if not body else "2024/02/29"
    return (
        f"<div class=atcl><div class=atcl-ttl>{name}</div><div class=atcl-date>{date}</div>"
        f"<div class=atcl-cnt>{body or TEXT}</div></div>"
    )


def main() -> None:
    """Read each page once and print how long it took."""
    sources = plugins.load(folders=[]).sources
    for name, body in CASES.items():
        data, start = page(name, body).encode(), time.perf_counter()
        try:
            extract(sources, data, Wanted(URL), datetime.now(UTC), Trace())
            what = "read"
        except IprFeedsError as error:
            what = f"refused: {error.args[0]}"
        print(f"{time.perf_counter() - start:6.2f} s  {name:<30} {what}")


if __name__ == "__main__":
    main()
