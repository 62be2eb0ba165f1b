"""Blocks that are no part of an article: spam, widgets, boilerplate. Each rule has a name."""

import re
from collections.abc import Collection

from ipr_feeds.blocks import Block, Run, linked, links, with_runs
from ipr_feeds.text import ends_sentence, half_width, squeeze
from ipr_feeds.urls import is_document, site

#: Names of gambling houses and their words, matched as whole tokens only: "grabbing" holds no "bbin".
GAMBLING = frozenset(
    "w88 fun88 bbin bbinbb inca88 188bet m88 bet365 betway 1xbet dafabet 12bet 18luck ag8 kk88 fb88 v9bet vwin bwin"
    " sbobet casino baccarat 娱乐城 博彩 百家乐 老虎机 赌场 真人荷官 六合彩 时时彩 北京赛车".split()
)
_CHINESE_GAMBLING = tuple(word for word in GAMBLING if not word.isascii())
_SHORT = 80  # characters; a gambling word in a longer block is news about gambling
_TOKEN = re.compile(r"[a-z0-9]+")
_END_MARK = re.compile(r"\s*[(（]\s*(?:完|Finish)\s*[)）]", re.I)
_WIDGETS = "large|middle|medium|small|close|print|放大字体|缩小字体|打印稿件|打印|关闭|大|中|小"
_RELATED = "相关新闻|相关阅读|延伸阅读|更多新闻|新闻精选|热门推荐"
_RECOMMENDED = r"recommended\s*:|recently read\s*:|related (?:news|articles)\s*:?"
_LINES = {
    "copyright": (
        r"copyright\s*(?:©|\(c\)|\d{4}).*",
        r"©.*|版权所有.*|版权声明[:：].*",
        r".*\ball rights reserved\b.*|.*京icp备\s*\d+.*",
    ),
    "disclaimer": (r"(?:本网站所刊载信息|刊用本网站稿件|未经授权禁止|凡标注有|免责声明[:：]).*",),
    "font-size widget": (
        rf"(?:[【\[]?\s*(?:{_WIDGETS})\s*[】\]]?[\s|]*){{2,}}",
        rf"[【\[]\s*(?:{_WIDGETS})\s*[】\]]",
        r"字号\s*[:：].*|【?字体\s*[:：].*",
    ),
    "share bar": (
        r"(?:分享到|分享至|参与互动|发表评论|微信扫一扫|扫一扫).{0,40}",
        r"share (?:this|to|on)\b[^.!?]{0,40}",
    ),
    "editor line": (r"[【\[(（]?\s*(?:责任编辑|责编|编辑)\s*[:：].{0,40}|editor\s*:.{0,40}",),
    "related news": (rf"(?:{_RELATED}|{_RECOMMENDED})(?:\s*loading\.*)?",),
    "loading": (r"loading\.{2,}",),
    "channel link": (r"更多精彩内容请进入.{0,30}",),
    "pager": (r"(?:上一[页篇]|下一[页篇]|previous|next)\s*[:：].{0,80}|上一页|下一页|(?:\[\d{1,3}\]\s*)+",),
    "breadcrumb": (r"(?:you are here|current location|当前位置|本页位置|您的位置)\s*[:：].*",),
}
_RULES = tuple((name, re.compile("|".join(patterns), re.I)) for name, patterns in _LINES.items())
_LONGEST_LINE = 200  # characters; boilerplate is short
_EDITOR = re.compile(r"^[【\[(（]?\s*(?:责任编辑|责编|编辑|editor)\s*[:：]\s*(.{1,40}?)\s*[】\])）]?$", re.I)


def is_gambling(text: str) -> bool:
    """Whether the line names a gambling house or its trade, as a whole word."""
    line = half_width(text).casefold()
    return not GAMBLING.isdisjoint(_TOKEN.findall(line)) or any(word in line for word in _CHINESE_GAMBLING)


def editor_line(text: str) -> str | None:
    """Whom a line such as `【编辑:陈某】` names; None when it is no editor line."""
    match = _EDITOR.match(squeeze(text))
    return match.group(1) if match else None


def why_dropped(block: Block, hosts: Collection[str]) -> str | None:
    """The rule by which a block is no part of an article; None when it is."""
    if block.kind == "table":
        return None
    text = block.text
    if len(text) <= _SHORT and is_gambling(text) and (linked(block) > 0.5 or not ends_sentence(text)):
        return "gambling words"
    if _links_away(block, hosts):
        return "only links to other hosts"
    if len(text) <= _LONGEST_LINE:
        return next((name for name, rule in _RULES if rule.fullmatch(text)), None)
    return None


def without_end_marks(block: Block) -> Block:
    """The block without `(完)`, `（完）` and `(Finish)`, wherever they stand in it."""
    if not _END_MARK.search(block.text):
        return block
    return with_runs(block, (Run(_END_MARK.sub("", text), marks) for text, marks in block.runs))


def is_link(block: Block) -> bool:
    """Whether the block is nothing but links."""
    bare = "".join(run.text for run in block.runs if not any(mark.tag == "a" for mark in run.marks))
    return bool(block.text) and not bare.strip(" |·,，、-/>»→\u3000\xa0")


def _links_away(block: Block, hosts: Collection[str]) -> bool:
    """Whether the block is nothing but links, and each of them leads off the source's site and to no document."""
    found = [href for _, href in links(block) if href.startswith("http")]
    return bool(found) and is_link(block) and all(_is_away(href, hosts) and not is_document(href) for href in found)


def _is_away(url: str, hosts: Collection[str]) -> bool:
    return site(url) not in {site(f"//{own}") for own in hosts}
