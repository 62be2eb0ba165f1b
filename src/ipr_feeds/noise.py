"""Blocks that are no part of an article: spam, widgets, boilerplate. Each rule has a name."""

import re
from collections.abc import Collection
from functools import lru_cache

from ipr_feeds.blocks import Block, Run, links, with_runs
from ipr_feeds.text import ends_sentence, half_width, squeeze
from ipr_feeds.urls import is_document, site

#: Names of gambling houses, matched as whole tokens only: "grabbing" holds no "bbin".
HOUSES = frozenset(
    "w88 fun88 bbin bbinbb inca88 188bet m88 bet365 betway 1xbet dafabet 12bet 18luck ag8 kk88 fb88 v9bet vwin bwin"
    " sbobet 娱乐城 真人荷官 六合彩 时时彩".split()
)
#: Words of the trade. One alone is no spam: customs seize gambling machines.
TRADE = frozenset("casino baccarat roulette poker slots jackpot betting 博彩 百家乐 老虎机 赌场".split())
_SHORT = 80  # characters; a gambling word in a longer block is news about gambling
_BARE = 30  # characters; nobody says something of a gambling house in so few
_TOKEN = re.compile(r"[a-z0-9]+")
_END_MARK = re.compile(r"\s*[(（]\s*(?:完|Finish)\s*[)）]", re.I)
_WIDGETS = "large|middle|medium|small|close|print|放大字体|缩小字体|打印稿件|打印|关闭|大|中|小"
_RELATED = "相关新闻|相关阅读|延伸阅读|更多新闻|新闻精选|热门推荐"
_RECOMMENDED = r"(?:recommended|recently read)\s*[:：]|related (?:news|articles)\s*[:：]?"
_COUNTED = "views?|visits?|hits?|clicks?|reads?|浏览(?:次数|量)?|点击(?:次数|数|率)?|阅读(?:次数|数|量)?"
_BESIDE = "上一[页篇条]|下一[页篇条]|previous|next|prev"
#: Fixed lines of a site; each fills its block.
_FIXED = {
    "copyright": (
        r"(?:(?:copyright\s*)?©|copyright\s*\(c\)|\(c\)\s*copyright)\s*(?:copyright\s*)?\d{4}.*",
        r"(?:(?:copyright\b|©|\(c\))[^.]{0,80}[.,]?\s*)?\ball rights reserved\b(?!\s+(?:for|by|in|to|the)\b).{0,120}",
        r".*京icp[备证]\s*\d+.*|版权所有(?:[\s:：©].{0,80})?|版权声明[:：].*",
    ),
    "disclaimer": (
        r"本网站所刊载信息.{0,10}不代表.*|刊用本网站稿件.{0,10}务经书面授权.*|未经授权禁止(?:转载|摘编|复制).*",
        r"凡标注有.{0,16}字样的图片.*|免责声明[:：].*",
    ),
    "related news": (rf"(?:(?:{_RELATED})\s*[:：]?|{_RECOMMENDED})(?:\s*loading\.*)?",),
    "loading": (r"loading\.{2,}",),
    "breadcrumb": (r"(?:you are here|current location|当前位置|本页位置|您的位置)\s*[:：].*",),
    "editor line": (r"[【\[(（]?\s*(?:责任编辑|责编|编辑)\s*[:：].{0,40}|editor\s*:.{0,40}",),
}
#: Lines of widgets; what ends as a sentence is none.
_LOOSE = {
    "copyright": (r"copyright\s*(?:©|\(c\)|\d{4}).{0,60}",),
    "font-size widget": (
        rf"(?:[【\[]?\s*+(?:{_WIDGETS})\s*+[】\]]?[\s|]*+){{2,}}+",
        rf"[【\[]\s*(?:{_WIDGETS})\s*[】\]]",
        r"字号\s*[:：]\s*[大中小+-].{0,20}|[【\[]?字体\s*[:：].{0,4}[大中小].*|font(?: size)?\s*:.{0,60}",
    ),
    "share bar": (
        r"分享[到至]\s*[:：]?.{0,30}|分享\s*(?:[:：].{0,30})?|参与互动.{0,4}|发表评论(?:\s.{0,30})?|(?:微信)?扫一扫.{0,30}",
        r"share (?:this|on)\b.{0,40}|share\s*:.{0,40}",
        r"share to(?: (?:wechat|weibo|facebook|twitter|linkedin|qq).{0,40})?",
    ),
    "counter": (
        rf"(?:page )?(?:{_COUNTED})\s*[:：(（]\s*\d[\d,]*\s*(?:次|times)?\s*[)）]?",
        rf"\d[\d,]*\s*(?:{_COUNTED})|read \d[\d,]* times",
    ),
    "channel link": (r"更多精彩内容请进入.{0,30}",),
    "pager": (
        rf"(?:{_BESIDE})(?: (?:article|page|news|post))?\s*[:：].{{0,80}}",
        r"上一页|下一页|(?:\[\d{1,3}\]\s*)+|返回(?:顶部|列表)?|next\s*(?:>>|»)",
        r"(?:(?:go back|back to (?:the )?(?:top|list)|return to (?:top|list)|back|top|close window)\b\s*)+",
        r"tags?\s*:.{0,60}",
    ),
}
_FIXED_RULES = tuple((name, re.compile("|".join(patterns), re.I)) for name, patterns in _FIXED.items())
_LOOSE_RULES = tuple((name, re.compile("|".join(patterns), re.I)) for name, patterns in _LOOSE.items())
_SOURCE = r"(?i:source|来源)\s*:.{0,40}"
_DAY = (
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\. ?\d{1,2}\. ?\d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4})"
)
#: Rules that the text itself could meet, so that they hold only around it.
_AT_THE_EDGES = frozenset(("copyright", "counter", "pager"))
_DATE_LINE = re.compile(
    rf"(?:[\w ]{{1,20}}:\s*)?[(\[]?{_DAY}(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?[)\]]?(?:\s*{_SOURCE})?|{_SOURCE} {_DAY}"
)
_LONGEST_LINE = 200  # characters; boilerplate is short
_EDITOR = re.compile(r"^[【\[(（]?\s*(?:责任编辑|责编|编辑|editor)\s*[:：]\s*[【\[]?(.{1,40}?)\s*[】\])）]*$", re.I)


def names_house(text: str) -> bool:
    """Whether the line names a gambling house, as a whole word."""
    return bool(_named(HOUSES, text))


def sells_gambling(text: str) -> bool:
    """Whether the line is made of words of the trade, three or more."""
    return len(_named(TRADE, text)) > 2


def is_gambling(text: str) -> bool:
    """Whether the line names a gambling house, or two things of the trade, each as a whole word."""
    return names_house(text) or len(_named(TRADE, text)) > 1


def _named(words: Collection[str], text: str) -> set[str]:
    """Those of the words that the line holds; Chinese is written without blanks."""
    line = half_width(text).casefold()
    tokens = _TOKEN.findall(line)
    return {word for word in words if (word in tokens if word.isascii() else word in line)}


def is_date_line(text: str) -> bool:
    """Whether the line is nothing but a date and perhaps a source, as below titles."""
    return bool(_DATE_LINE.fullmatch(half_width(text)))


def editor_line(text: str) -> str | None:
    """Whom a line such as `【编辑:陈某】` names; None when it is no editor line."""
    match = _EDITOR.match(squeeze(text))
    return match.group(1) if match else None


def why_dropped(block: Block, hosts: Collection[str], *, inside: bool = False) -> str | None:
    """The rule by which a block is no part of an article of a source on `hosts`; None when it is.

    `inside`, between paragraphs of the text, and in lists a line that looks like a widget is none.
    """
    if block.kind == "table":
        return None
    if block.image:
        away = block.leads and _is_away(block.leads, hosts) and _is_away(block.image, hosts)
        return "picture of another host that leads there" if away else None
    if _is_spam(block):
        return "gambling words"
    if _links_away(block, hosts):
        return "only links to other hosts"
    return _line_rule(block, inside=inside or block.kind == "li") if len(block.text) <= _LONGEST_LINE else None


def _is_spam(block: Block) -> bool:
    text = block.text
    if len(text) > _SHORT or block.kind == "h":
        return len(text) <= _SHORT and names_house(text)
    offered = " ".join(shown for shown, _ in links(block))
    traded = _named(TRADE, offered)
    if len(traded) > 1 or (traded and is_link(block)):
        return True
    return is_gambling(text) and (bool(offered) or len(text) <= _BARE or not ends_sentence(text))


def _line_rule(block: Block, *, inside: bool) -> str | None:
    text = block.text
    for name, rule in _FIXED_RULES:
        if rule.fullmatch(text):
            return name
    if block.kind == "h" or (ends_sentence(text.rstrip(":：")) and not text.endswith("：")):
        return None
    rules = (rule for rule in _LOOSE_RULES if not (inside and rule[0] in _AT_THE_EDGES))
    return next((name for name, rule in rules if rule.fullmatch(text)), None)


def without_end_marks(block: Block) -> Block:
    """The block without `(完)`, `（完）` and `(Finish)`, wherever they stand in it."""
    if "完" not in block.text and "inish" not in block.text and "INISH" not in block.text:
        return block
    found = [match.span() for match in _END_MARK.finditer(block.text)]
    if not found:
        return block
    runs, start = [], 0
    for text, marks in block.runs:
        runs.append(Run(_outside(text, start, found), marks))
        start += len(text)
    return with_runs(block, runs)


def _outside(text: str, at: int, spans: list[tuple[int, int]]) -> str:
    """The text without spans of the whole, in which it begins at `at`."""
    kept, done = "", 0
    for start, end in spans:
        kept += text[done : max(start - at, done)]
        done = max(min(end - at, len(text)), done)
    return kept + text[done:]


def is_link(block: Block) -> bool:
    """Whether the block is nothing but links."""
    bare = "".join(run.text for run in block.runs if not any(mark.tag == "a" for mark in run.marks))
    return bool(block.text) and not bare.strip(" |·,，、-/>»→\u3000\xa0")


def _links_away(block: Block, hosts: Collection[str]) -> bool:
    """Whether the block is nothing but links, and each of them leads off the source's site and to no document."""
    found = [href for _, href in links(block) if href.startswith("http")]
    return bool(found) and is_link(block) and all(_is_away(href, hosts) and not is_document(href) for href in found)


def _is_away(url: str, hosts: Collection[str]) -> bool:
    return site(url) not in _sites(tuple(hosts))


@lru_cache(maxsize=64)
def _sites(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(site(f"//{host}") for host in hosts)
