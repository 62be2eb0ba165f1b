"""What reading an article once more means: something new, a change of substance, or nothing. Pure."""

import re
from datetime import datetime
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

from ipr_feeds.model import Entry, Record

News = Literal["new", "edited", "reread", "same"]

# A line that tells the time of the reading: "Now 10:14:22", "今天是2026年6月1日".
_CLOCK = re.compile(
    r"\W*(?:(?:it is )?now\b|today\b|(?:current|local|server|beijing) (?:time|date)\b"
    r"|今天|今日|现在|当前|北京时间).{0,40}",
    re.I,
)
_BARE = re.compile(r"[\d\W_]*")  # a number without a word
_COUNT = re.compile(
    r"\b(?:views?|hits|clicks|visits|visitors|page ?views|comments|likes|shares)\W{0,3}\d[\d,.]*"
    r"|\d[\d,.]*\s{0,2}(?:views|hits|clicks|visits|visitors|comments|likes|shares)\b"
    r"|\b(?:read|viewed|visited|clicked|shared)\s+\d[\d,.]*\s+times\b"
    r"|(?:阅读|浏览|点击|访问|播放|评论|点赞|转发|收藏|分享)(?:量|数|次数|人数)?\W{0,3}\d[\d,.]*\s?[万千]?[次人]?"
    r"|\d[\d,.]*\s?[万千]?(?:次|人|条)(?:阅读|浏览|点击|访问|播放|评论|点赞|转发|收藏|分享)",
    re.I,
)


class Revision(NamedTuple):
    """What is to be kept of an article, and whether that is news."""

    entry: Entry
    news: News


def revise(known: Record | None, entry: Entry, now: datetime, *, same_reader: bool) -> Revision:
    """What becomes of an article that was read at `now` and perhaps before.

    A date that is known never moves, nor does the id; `updated` moves only with a change of substance. What
    another version of the plugin read is no measure: then the new reading silently takes the old one's place.
    """
    if known is None:
        return Revision(entry, "new")
    before = known.entry
    kept = msgspec.structs.replace(entry, id=before.id, url=before.url, updated=before.updated)
    if before.published:
        kept = msgspec.structs.replace(
            kept,
            published=before.published,
            published_precision=before.published_precision,
            published_from=before.published_from,
        )
    if not same_reader:
        return Revision(kept, "same" if kept == before else "reread")
    if substance(kept) != substance(before):
        return Revision(msgspec.structs.replace(kept, updated=now), "edited")
    if kept.published and not before.published:  # the date came later, or lay in the future
        return Revision(_dated(before, kept), "reread")
    return Revision(before, "same")


def substance(entry: Entry) -> tuple[object, ...]:
    """What a reader would call the article: without white space, counters and clocks."""
    lines = (_plain(line) for line in entry.text.split("\n\n"))
    return (
        "".join(entry.title.split()),
        tuple(line for line in lines if line),
        tuple((urlsplit(image.url).path, "".join((image.caption or "").split())) for image in entry.images),
        tuple((urlsplit(one.url).path, "".join(one.title.split())) for one in entry.attachments),
    )


def _plain(line: str) -> str:
    told = _COUNT.sub("", line)
    if _CLOCK.fullmatch(told) or _BARE.fullmatch(told):
        return ""
    return "".join(told.split())


def _dated(before: Entry, now: Entry) -> Entry:
    return msgspec.structs.replace(
        before,
        published=now.published,
        published_precision=now.published_precision,
        published_from=now.published_from,
    )
