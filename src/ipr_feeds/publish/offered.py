"""What is offered to people and to readers: what this manner publishes, is there, and is as real as what offers it."""

from pathlib import Path

from ipr_feeds.publish import opml
from ipr_feeds.publish.feed import Feed
from ipr_feeds.publish.files import head_of
from ipr_feeds.publish.formats import Format
from ipr_feeds.publish.manner import Manner
from ipr_feeds.publish.samples import is_sample


def offered(feed: Feed, manner: Manner, folder: Path) -> tuple[Format, ...]:
    """The formats in which a feed can be had now."""
    return tuple(one for one in manner.chosen if is_of_kind(head_of(folder / feed.file(one.suffix)), manner))


def is_listed(manner: Manner, folder: Path) -> bool:
    """Whether there is a list of the feeds; one without an address was written under other settings."""
    return manner.base_url is not None and is_of_kind(head_of(folder / opml.FILE), manner)


def is_of_kind(head: bytes, manner: Manner) -> bool:
    """Whether what begins so is a sample among samples, or live among live files; nothing is neither."""
    return bool(head) and is_sample(head) == manner.sample
