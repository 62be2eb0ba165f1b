"""What comes in the place of a page with status 200 too: bot walls, logins, notices that it is gone or being mended."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ipr_feeds.errors import Blocked, Gone, PageError, Unreachable

#: Statuses with which bot walls answer.
STATUSES = frozenset((202, 403, 412))

_SHORT = 1000  # letters; what has more to read is a page, whatever words stand in it
_EMPTY = 40  # letters
_KEEPS_OUT = "the site keeps programs out; leave it, or save the page by hand"
_LATER = "it is tried again next time"

#: Names of walls, by what their pages hold and no others do.
_CERTAIN = (
    ("Cloudflare", re.compile(r"_cf_chl_opt|cf-chl-|<title>\s*(?:Just a moment\.\.\.|Attention Required! \| Cloud)")),
    ("Aliyun", re.compile(r"\bacw_sc__v\d\b|您的访问被阻断")),
    ("Tencent Cloud", re.compile(r"\bwaf\.tencent-?cloud\.com/")),
    ("Jiasule", re.compile(r"\b__jsl_clearance")),
    ("Imperva", re.compile(r"\b_Incapsula_Resource\b")),
    ("Akamai", re.compile(r"\berrors\.edgesuite\.net\b")),
)
_ALL = (*_CERTAIN, ("Ruishu", re.compile(r"\$_ts\b")))  # its script stands in the pages behind it too
_SCRIPT = re.compile(r"<script\b", re.I)
_REFUSAL = re.compile(r"<(?:title|h1)>\s*(?:403\b|Access Denied|Forbidden)", re.I)
_PASSWORD = re.compile(r"""<input\b[^<>]*?\btype\s*=\s*["']?password\b""", re.I)
_GONE = re.compile(
    r"(?:页面|网页|文章|内容|信息)(?:不存在|找不到)|(?:找不到|没有找到).{0,10}(?:页面|网页|文章|内容)"
    r"|(?:页面|网页|文章|内容|信息|新闻|稿件)(?:可能)?已(?:经)?(?:被)?(?:删除|下线|撤销|移除)|已下线|访问失败"
    r"|\b404 not found\b|\bpage (?:was )?not found\b|\bpage you .{0,30}(?:not exist|not be found|not found)\b",
    re.I,
)
_MENDED = re.compile(
    r"(?:系统|网站|平台|服务器)(?:正在)?(?:进行)?(?:升级|维护)|正在(?:进行)?(?:系统|网站)?(?:升级|维护)"
    r"|\b(?:under|down for|scheduled) maintenance\b",
    re.I,
)


class Wall(NamedTuple):
    """What came instead of a page: the error that it is, what to say of it, what to do."""

    kind: type[PageError]
    reason: str
    advice: str

    def error(self, source: str, url: str | None, answered: str = "") -> PageError:
        """The error of a page of a source; `answered` says with which status it came."""
        return self.kind(answered + self.reason, source=source, url=url, advice=self.advice)


#: A wall that says nothing of itself.
NAMELESS = Wall(Blocked, "a bot wall came instead of the page", _KEEPS_OUT)


def find(text: str, seen: str) -> Wall | None:
    """What a page is instead of one, by its markup and by what a reader sees of it; None for all else.

    To be asked only where no layout fits or a list names nothing: a good page may hold such words as well.
    """
    if len(seen) > _SHORT:
        return None
    only_a_script = len(seen) < _EMPTY and _SCRIPT.search(text)
    return _named(text, _ALL) or _notice(text, seen) or (NAMELESS if only_a_script else None)


def named(text: str) -> Wall | None:
    """The bot wall that an answer names for certain, however long it is."""
    return _named(text, _CERTAIN)


def _named(text: str, names: Iterable[tuple[str, re.Pattern[str]]]) -> Wall | None:
    """The bot wall that a page names by its script or its words."""
    name = next((name for name, marker in names if marker.search(text)), None)
    return Wall(Blocked, f"a bot wall ({name}) came instead of the page", _KEEPS_OUT) if name else None


def _notice(text: str, seen: str) -> Wall | None:
    """What a page tells its reader in the place of an article."""
    if _REFUSAL.search(text):
        return Wall(Blocked, "a page that says 403 came instead of the page", _KEEPS_OUT)
    if _PASSWORD.search(text):
        return Wall(Blocked, "a login page came instead of the page", "the site asks for a login now; leave it")
    if _GONE.search(seen):
        return Wall(Gone, "the page says itself that it is not there", "the site may still link to it")
    if _MENDED.search(seen):
        return Wall(Unreachable, "a notice of maintenance came instead of the page", _LATER)
    return None
