"""What a site is: its language, its zone, its hosts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ipr_feeds.authoring.drafting.views import weight
from ipr_feeds.page import Page
from ipr_feeds.text import squeeze
from ipr_feeds.urls import host
from ipr_feeds.urls import site as registered

_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_CHINESE = 0.2  # share of a page's letters
_ZONES = {
    "hk": "Asia/Hong_Kong", "cn": "Asia/Shanghai", "sg": "Asia/Singapore", "jp": "Asia/Tokyo", "kr": "Asia/Seoul",
    "tw": "Asia/Taipei", "mo": "Asia/Macau", "my": "Asia/Kuala_Lumpur", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh",
    "id": "Asia/Jakarta", "ph": "Asia/Manila", "in": "Asia/Kolkata", "ae": "Asia/Dubai", "tr": "Europe/Istanbul",
    "eu": "Europe/Brussels", "int": "Europe/Brussels", "be": "Europe/Brussels", "de": "Europe/Berlin",
    "fr": "Europe/Paris", "it": "Europe/Rome", "es": "Europe/Madrid", "nl": "Europe/Amsterdam", "at": "Europe/Vienna",
    "ch": "Europe/Zurich", "pl": "Europe/Warsaw", "se": "Europe/Stockholm", "dk": "Europe/Copenhagen",
    "no": "Europe/Oslo", "fi": "Europe/Helsinki", "pt": "Europe/Lisbon", "gr": "Europe/Athens", "ie": "Europe/Dublin",
    "ua": "Europe/Kyiv", "uk": "Europe/London", "gov": "America/New_York", "us": "America/New_York",
    "mil": "America/New_York", "ca": "America/Toronto", "mx": "America/Mexico_City", "br": "America/Sao_Paulo",
    "au": "Australia/Sydney", "nz": "Pacific/Auckland", "za": "Africa/Johannesburg", "ke": "Africa/Nairobi",
    "ng": "Africa/Lagos", "il": "Asia/Jerusalem", "kz": "Asia/Almaty",
}  # fmt: skip
_OF_OFFSET = {1: "Europe/Brussels", 2: "Europe/Brussels", 8: "Asia/Shanghai", 9: "Asia/Tokyo", -5: "America/New_York",
              -4: "America/New_York", 7: "Asia/Bangkok"}  # fmt: skip
_MONTH_FIRST = frozenset(("us", "gov", "mil", "ph", "cn"))
_OFFSET = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?([+-])(\d\d):?(\d\d)\b")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")


class Fact(NamedTuple):
    """What was found, where, and what about it is guessed."""

    value: str
    said: str = ""
    guess: str = ""


def language(pages: Sequence[Page]) -> Fact:
    """The language of the articles: as the pages declare it, else by their letters."""
    chinese = [_is_chinese(page) for page in pages]
    for selector, name in (
        ("html[lang]", "lang"),
        ("html", "xml:lang"),
        ("meta[http-equiv='content-language' i]", "content"),
    ):
        told = Counter(_tag(node.attributes.get(name)) for page in pages if (node := page.first(selector)))
        value = next((tag for tag, _ in told.most_common() if tag), "")
        if value and all((value.startswith(("zh", "ja")) == one) for one in chinese):
            return Fact(value, f"<{selector.partition('[')[0]} {name}>")
    if all(chinese):
        return Fact("zh-CN", guess="by its letters; traditional characters are zh-HK or zh-TW")
    return Fact("en", guess="the pages do not say their language")


def _tag(value: str | None) -> str:
    match = _TAG.fullmatch(squeeze(value or ""))
    return match.group().replace("_", "-") if match else ""


def _is_chinese(page: Page) -> bool:
    text = "".join(block.text for block in page.stream().blocks)
    return bool(text) and (weight(text) - len(text)) / 2 > _CHINESE * len(text)


def timezone(pages: Sequence[Page], url: str, tag: str) -> Fact:
    """The zone of the site's dates: by an offset that its pages print, else by the country of its host."""
    country = host(url).rpartition(".")[2]
    zone = "Asia/Hong_Kong" if tag.lower() == "zh-hk" else _ZONES.get(country, "")
    for page in pages:
        for match in _OFFSET.finditer(page.text):
            hours = int(match[4] + match[5]) + (int(match[6]) / 60 if match[4] == "+" else -int(match[6]) / 60)
            if not hours:  # programs write UTC, whatever the zone of the site is
                continue
            if zone and _holds(zone, match, hours):
                return Fact(zone, match.group())
            if not zone and int(hours) in _OF_OFFSET:
                named = _OF_OFFSET[int(hours)]
                return Fact(named, match.group(), f"a zone of {match[4]}{match[5]}:{match[6]}; there are others")
    if zone:
        return Fact(zone, guess=f"by the host, which ends in .{country}")
    if tag.lower().startswith("zh"):
        return Fact("Asia/Shanghai", guess="by the language")
    return Fact("UTC", guess="nothing tells it; dates without a zone will be some hours off if it is wrong")


def _holds(zone: str, match: re.Match[str], hours: float) -> bool:
    """Whether the clocks of a zone showed that offset on that day."""
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]), 12, tzinfo=ZoneInfo(zone))
    except ValueError:
        return False
    return day.utcoffset() == timedelta(hours=hours)


def day_first(texts: Iterable[str], url: str) -> Fact | None:
    """Whether 10/12/2015 is the tenth of December; None where no date is written so."""
    dates = [(int(match[1]), int(match[2]), match.group()) for text in texts for match in _SLASHED.finditer(text)]
    for first, second, shown in dates:
        if first > 12 >= second:
            return Fact("True", shown)
        if second > 12 >= first:
            return Fact("False", shown)
    if not dates:
        return None
    country = host(url).rpartition(".")[2]
    return Fact(
        str(country not in _MONTH_FIRST and country in _ZONES), dates[0][2], "no date shows which number is the day"
    )


def hosts(urls: Iterable[str]) -> tuple[str, ...]:
    """The hosts of the addresses; a registered domain with and without www."""
    found = dict.fromkeys(host(url) for url in urls)
    return tuple(dict.fromkeys(name for one in found for name in (one, _twin(one))))


def _twin(name: str) -> str:
    if name.startswith("www.") and name.count(".") > 1:
        return name.removeprefix("www.")
    is_domain = "." in name and registered(f"http://{name}/") == name and not name.replace(".", "").isdigit()
    return f"www.{name}" if is_domain else name
