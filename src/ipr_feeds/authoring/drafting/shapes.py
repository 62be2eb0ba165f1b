"""The shape of an article's address: which of its parts change from one article to the next."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from ipr_feeds.urls import clean, host

GUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_EXTENSION = re.compile(r"\.[A-Za-z]{2,6}$")
_CODE = re.compile(r"[A-Za-z_.]{0,24}-?|-[A-Za-z_.]{0,2}")
_RUNS = re.compile(r"\d+|\D+")
_INDEX = re.compile(r"(?:index|default|content|detail|view|show|read|article|news)(?:\.[a-z]+)?", re.I)


class Address(NamedTuple):
    """An address in its parts: the folders, the last name without its extension, and what is asked."""

    host: str
    folders: tuple[str, ...]
    name: str
    extension: str
    query: tuple[tuple[str, str], ...]
    slash: bool  # whether it ends with one

    @property
    def kind(self) -> str:
        """What the last name is made of: `guid`, `number` (perhaps with a code around), `word`, or nothing."""
        if re.fullmatch(GUID, self.name, re.I):
            return "guid"
        if not self.name:
            return ""
        runs = _RUNS.findall(self.name)
        rest = [run for run in runs if not run[0].isdigit()]
        short = all(_CODE.fullmatch(run) for run in rest) and sum(map(len, rest)) <= max(12, len(self.name) // 2)
        is_code = short and sum(map(len, rest)) <= 24 and self.name.count("-") < 3
        return "number" if any(run[0].isdigit() for run in runs) and is_code else "word"

    @property
    def runs(self) -> tuple[str, ...]:
        """The last name parted into numbers and what stands between."""
        return tuple(_RUNS.findall(self.name))

    @property
    def form(self) -> tuple[object, ...]:
        """What all addresses of one kind of article share."""
        numbers = tuple("9" if run[0].isdigit() else run.lower() for run in self.runs) if self.kind == "number" else ()
        asked = tuple(sorted(name.lower() for name, _ in self.query))
        index = self.name.lower() if self.asks or self.is_index else ""
        return len(self.folders), self.kind, numbers, index, self.extension.lower(), asked

    @property
    def is_index(self) -> bool:
        """Whether the last name is one that every folder has: the folder is what tells articles apart."""
        return bool(_INDEX.fullmatch(self.name))

    @property
    def asks(self) -> bool:
        """Whether the article is known by what is asked, as in `view.php?id=7`."""
        return any(re.fullmatch(rf"\d+|{GUID}", value, re.I) for _, value in self.query)

    @property
    def numbered(self) -> tuple[str, ...]:
        """The folders with their numbers hidden."""
        return tuple(re.sub(r"\d+", "9", folder.lower()) for folder in self.folders)


def address(url: str) -> Address:
    """The parts of an address; a last folder counts as name where nothing follows it."""
    parts = urlsplit(clean(url))
    steps = parts.path.split("/")[1:]
    slash = len(steps) > 1 and steps[-1] == ""
    steps = steps[:-1] if slash else steps
    last = steps[-1] if steps else ""
    ending = _EXTENSION.search(last)
    extension = ending.group() if ending and not slash else ""
    pairs = [pair.partition("=") for pair in parts.query.split("&") if pair]
    query = tuple((name, value) for name, _, value in pairs)
    return Address(host(url), tuple(steps[:-1]), last[: len(last) - len(extension)], extension, query, slash)


def is_year(text: str) -> bool:
    """Whether a number is a year, or a whole date."""
    return bool(re.fullmatch(r"(?:19|20)\d{2}(?:[01]\d(?:[0-3]\d)?)?", text))
