"""Sites that do not exist, each built in another way, for what writes sources."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

GOODS = ("pumps", "bulbs", "handbags", "bearings", "razors", "chargers", "toys", "filters", "watches", "shoes")
GOODS_ZH = ("水泵", "灯泡", "手提包", "轴承", "剃须刀", "充电器", "玩具", "滤清器", "手表", "运动鞋")
_PORTS = ("North Quay", "East Pier", "River Gate", "Old Harbour", "Hill Road")


class Story(NamedTuple):
    """An article of an invented site; every story has its own words."""

    number: int
    chinese: bool = False

    @property
    def day(self) -> date:
        return date(2026, 5, 28) - timedelta(days=5 * self.number)

    @property
    def slug(self) -> str:
        return f"fake-{self.goods}-stopped-at-{self.port.lower().replace(' ', '-')}"

    @property
    def goods(self) -> str:
        return GOODS[self.number % len(GOODS)]

    @property
    def port(self) -> str:
        return _PORTS[self.number % len(_PORTS)]

    @property
    def title(self) -> str:
        if self.chinese:
            return f"海关在第{self.number}号码头查获假冒{GOODS_ZH[self.number % 10]}"
        return f"Fake {self.goods} stopped at {self.port}"

    @property
    def paragraphs(self) -> list[str]:
        """Three to six of them, none in two stories."""
        return (self._chinese if self.chinese else self._english)()[: 3 + self.number % 4]

    def _english(self) -> list[str]:
        count, goods, port = 700 + 13 * self.number, self.goods, self.port
        return [
            f"Customs officers at {port} stopped {count} {goods} with a false trademark in a container that had been declared as tools.",
            f"The holder of the trademark confirmed after two days that the {goods} were not made in any factory of the company.",
            f"The importer, a firm near {port}, said it had bought the {goods} from a trader whom it could not name.",
            f"All {count} pieces were destroyed.",
            f"“Nobody at {port} would have noticed the {goods} without the new scanner,” said an officer who took part in the search.",
            f"Two more containers with {goods} are still being examined, and a report will be sent to the court in {port}.",
        ]

    def _chinese(self) -> list[str]:
        goods, count = GOODS_ZH[self.number % 10], 700 + 13 * self.number
        return [
            f"海关关员日前在第{self.number}号码头查获{count}件涉嫌侵犯商标权的{goods}，该批货物申报品名为普通工具。",
            f"经权利人确认，这批{goods}均非其授权生产，海关已依法对上述货物采取扣留措施，案件正在进一步办理中。",
            f"当事企业表示，第{self.number}号码头的这批{goods}购自一名中间商，未能提供任何授权文件或者采购合同。",
            f"全部{count}件{goods}已经销毁。",
            f"海关提醒，进出口{goods}的企业应当主动核实商标权属情况，避免因侵权造成损失，共同维护第{self.number}号码头秩序。",
            f"目前另有两个装有{goods}的集装箱正在查验之中，相关情况将移送当地法院处理，海关将继续加大查验力度。",
        ]


class Site(NamedTuple):
    """One way to build a site."""

    name: str
    list_url: str
    address: Callable[[Story], str]
    article: Callable[[Story], str]
    listing: Callable[[Sequence[Story]], str]
    published: Callable[[Story], str] = lambda story: f"{story.day}T00:00:00"
    zone: str = "+08:00"
    encoding: str = "utf-8"
    chinese: bool = False
    captions: bool = False
    listed_dates: bool = True
    section: tuple[str, ...] = ()
    alone: bool = True  # whether one article without a list is enough


def english(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def paragraphs(story: Story, form: str = "<p>{}</p>") -> str:
    return "\n".join(form.format(text) for text in story.paragraphs)


def items(site: str, stories: Sequence[Story], form: str) -> str:
    """One item of a list after the other; `form` may hold url, title, day, iso, lead."""
    made = SITES[site].address
    return "\n".join(
        form.format(
            url=made(one),
            title=one.title,
            day=english(one.day),
            iso=one.day,
            zh=chinese(one.day),
            lead=one.paragraphs[0],
        )
        for one in stories
    )


NAV = '<a href="/">Home</a> <a href="/about.html">About us</a> <a href="/news/">All news</a> <a href="/contact.html">Contact</a>'
FOOT = "Copyright © 2026 The Customs Office. All rights reserved. Address: 1 Quay Street, telephone 555 0100."


def page(head: str, body: str, lang: str = ' lang="en"', charset: str = "utf-8") -> str:
    return (
        f'<!DOCTYPE html>\n<html{lang}><head><meta charset="{charset}">{head}</head>\n<body>\n{body}\n</body></html>\n'
    )


def _others(story: Story) -> list[Story]:
    return [Story(story.number + step, story.chinese) for step in (20, 30, 40)]


# Class names that say what they are, an advert and a share bar inside the text, related news behind it.
def _classes(story: Story) -> str:
    related = items("classes", _others(story), '<li><a href="{url}">{title}</a> <span class="when">{day}</span></li>')
    texts = paragraphs(story).split("\n")
    texts.insert(2, '<div class="advert">Buy cheap pumps at Pump World today</div>')
    return page(
        f"<title>{story.title} | Harbour Customs</title>",
        f"""<div class="nav">{NAV}</div><div class="post"><h1>{story.title}</h1>
<div class="meta">Published {english(story.day)}, 14:05</div>
<div class="text">{"".join(texts)}<div class="share-bar"><a href="https://social.example/x">Tell a friend</a> Send it on</div></div></div>
<div class="related"><h3>More news</h3><ul>{related}</ul></div><div class="footer">{FOOT}</div>""",
    )


def _classes_list(stories: Sequence[Story]) -> str:
    return page(
        "<title>News | Harbour Customs</title>",
        f"""<div class="nav">{NAV}</div><h1>News</h1><ul class="news">
{items("classes", stories, '<li><h3><a href="{url}">{title}</a></h3><span class="day">{day}</span><p class="lead">{lead}</p></li>')}
</ul><div class="footer">{FOOT}</div>""",
    )


# Ids only, and the day within a sentence of data.
def _ids(story: Story) -> str:
    return page(
        f"<title>{story.title} - Port Office</title>",
        f"""<div id="nav">{NAV}</div><div id="main"><h2 id="headline">{story.title}</h2>
<div id="stamp">{story.day:%d/%m/%Y}</div><div id="story">{paragraphs(story)}</div></div>
<div id="side"><h4>Latest</h4>{items("ids", _others(story), '<p><a href="{url}">{title}</a> {iso}</p>')}</div><div id="foot">{FOOT}</div>""",
    )


def _ids_list(stories: Sequence[Story]) -> str:
    form = '<div><a href="{url}">{title}</a> <em>{iso}</em></div>'
    return page(
        "<title>Port Office</title>",
        f'<div id="nav">{NAV}</div><div id="newslist">{items("ids", stories, form)}</div><div id="foot">{FOOT}</div>',
    )


# No class and no id at all.
def _bare(story: Story) -> str:
    return page(
        f"<title>{story.title}</title>",
        f"<p>{NAV}</p><h1>{story.title}</h1><p>{english(story.day)}</p>{paragraphs(story)}<hr><p>{FOOT}</p>",
    )


def _bare_list(stories: Sequence[Story]) -> str:
    form = '<li><a href="{url}">{title}</a> ({day})</li>'
    return page(
        "<title>News</title>", f"<p>{NAV}</p><h1>News</h1><ul>{items('bare', stories, form)}</ul><hr><p>{FOOT}</p>"
    )


# Tables lay out the page; class names are of fonts.
def _table(story: Story) -> str:
    cells = items("table", _others(story), '<a href="{url}">{title}</a><br>')
    return page(
        f"<title>{story.title}_Border Agency</title>",
        f"""<table width="960"><tr><td colspan="2">{NAV}</td></tr><tr><td width="200" valign="top"><b>Other news</b><br>{cells}</td>
<td valign="top"><table width="100%"><tr><td class="bigtitle">{story.title}</td></tr>
<tr><td class="smallfont" align="center">Date: {story.day}</td></tr>
<tr><td class="contentfont">{paragraphs(story)}</td></tr></table></td></tr>
<tr><td colspan="2" align="center">{FOOT}</td></tr></table>""",
    )


def _table_list(stories: Sequence[Story]) -> str:
    form = '<tr><td>· <a href="{url}">{title}</a></td><td class="listdate">{iso}</td></tr>'
    return page(
        "<title>News_Border Agency</title>",
        f"""<table width="960"><tr><td>{NAV}</td></tr><tr><td><table class="listtable">{items("table", stories, form)}</table></td></tr>
<tr><td>{FOOT}</td></tr></table>""",
    )


# A framework of utility classes, nested deeply.
def _utility(story: Story) -> str:
    return page(
        f"<title>{story.title} | Coast Guard</title>",
        f"""<header class="navbar navbar-expand-lg"><nav class="container">{NAV}</nav></header>
<main class="container mt-4"><div class="row"><div class="col-md-8"><article class="mb-5"><header><h1 class="fw-bold mb-3">{story.title}</h1>
<div class="text-muted small d-flex"><span class="me-2">{english(story.day)}</span></div></header>
<div class="row"><div class="col-12 article-content">{paragraphs(story, '<p class="mb-3">{}</p>')}
<div class="d-flex share-buttons"><span>Share this page with others</span></div></div></div></article></div>
<aside class="col-md-4"><div class="card p-3">{items("utility", _others(story), '<a class="d-block" href="{url}">{title}</a><small>{day}</small>')}</div></aside></div></main>
<footer class="bg-dark text-white p-4">{FOOT}</footer>""",
    )


def _utility_list(stories: Sequence[Story]) -> str:
    form = """<div class="col-md-6"><div class="card h-100"><img src="/thumb.jpg"><div class="card-body"><h5 class="card-title"><a href="{url}">{title}</a></h5>
<p class="card-text">{lead}</p><small class="text-muted">{day}</small> <a href="{url}" class="btn btn-primary">Read more</a></div></div></div>"""
    return page(
        "<title>Newsroom | Coast Guard</title>",
        f"""<header class="navbar"><nav class="container">{NAV}</nav></header><main class="container"><h1>Newsroom</h1>
<div class="row news-cards">{items("utility", stories, form)}</div></main><footer class="bg-dark">{FOOT}</footer>""",
    )


# As the most common blog software does it: the time in <time>, an author, tags, a further-reading box.
def _blog(story: Story) -> str:
    return page(
        f"""<title>{story.title} &#8211; Trademark Watch</title><meta property="og:site_name" content="Trademark Watch">
<meta property="article:published_time" content="{story.day}T06:05:00+00:00">""",
        f"""<header id="masthead" class="site-header"><a href="/" class="site-title">Trademark Watch</a><nav class="main-navigation">{NAV}</nav></header>
<div id="content" class="site-content"><article id="post-{story.number}" class="post-{story.number} post type-post status-publish"><header class="entry-header">
<h1 class="entry-title">{story.title}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{story.day}T14:05:00+08:00">{story.day:%B} {story.day.day}, {story.day.year}</time></span>
<span class="byline">by <span class="author vcard">Mary Stone</span></span></div></header>
<div class="entry-content">{paragraphs(story)}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="https://social.example/">Mail it to a friend</a></li></ul></div></div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/category/customs/">Customs</a></span></footer></article>
<nav class="navigation post-navigation"><a href="/{Story(story.number + 1).slug}/">{Story(story.number + 1).title}</a></nav></div>
<aside id="secondary" class="widget-area"><ul>{items("blog", _others(story), '<li><a href="{url}">{title}</a></li>')}</ul></aside><footer id="colophon">{FOOT}</footer>""",
        ' lang="en-GB"',
    )


def _blog_list(stories: Sequence[Story]) -> str:
    form = """<article class="post type-post"><header class="entry-header"><h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2>
<div class="entry-meta"><time class="entry-date" datetime="{iso}T14:05:00+08:00">{day}</time></div></header><div class="entry-summary"><p>{lead}</p></div></article>"""
    return page(
        '<title>Trademark Watch</title><meta property="og:site_name" content="Trademark Watch">',
        f"""<header id="masthead"><nav class="main-navigation"><a href="/about/">About</a> <a href="/contact-us/">Contact us</a></nav></header>
<div id="content" class="site-content"><main id="main">{items("blog", stories, form)}</main></div><footer id="colophon">{FOOT}</footer>""",
        ' lang="en-GB"',
    )


# Names that a program made; only elements say what is what.
def _hashed(story: Story) -> str:
    return page(
        f"<title>{story.title} — Free Port Authority</title>",
        f"""<div class="css-1x2y3z"><nav class="css-9k2jd1">{NAV}</nav></div><main class="css-0a1b2c"><article class="sc-bdVaJa css-77aa11"><h1 class="css-{story.number}f00d">{story.title}</h1>
<time class="css-aa{story.number}b" datetime="{story.day}">{english(story.day)}</time><section class="css-3e4f5g">{paragraphs(story, '<p class="css-p0p0p0">{}</p>')}</section></article></main>
<footer class="css-foot99">{FOOT}</footer>""",
    )


def _hashed_list(stories: Sequence[Story]) -> str:
    form = '<li class="css-li0099"><a class="css-a11" href="{url}">{title}</a><time class="css-t22">{day}</time></li>'
    return page(
        "<title>Press releases — Free Port Authority</title>",
        f'<nav class="css-9k2jd1">{NAV}</nav><main class="css-0a1b2c"><ul class="css-ul7788">{items("hashed", stories, form)}</ul></main><footer class="css-foot99">{FOOT}</footer>',
    )


# Chinese, in GB18030, with a source line, an editor line and a pager.
def _gb(story: Story) -> str:
    return page(
        f"<title>{story.title}_滨海海关网</title>",
        f"""<div class="head"><a href="/">首页</a> <a href="/xwdt/">新闻动态</a> <a href="/gywm.html">关于我们</a></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/xwdt/">新闻动态</a> &gt; 正文</div>
<div class="xl_title">{story.title}</div><div class="xl_info">发布时间：{story.day} 10:30　来源：滨海海关　【字体：大 中 小】</div>
<div class="TRS_Editor" id="zoom">{paragraphs(story, "<p>　　{}</p>")}<p>（完）</p><p class="bianji">责任编辑：陈某</p></div>
<div class="xgxw"><h4>相关新闻</h4><ul>{items("gb", _others(story), '<li><a href="{url}">{title}</a><span>{iso}</span></li>')}</ul></div><div class="foot">版权所有：滨海海关　京ICP备12345678号</div>""",
        "",
        "gb2312",
    )


def _gb_list(stories: Sequence[Story]) -> str:
    form = '<li><span>{iso}</span><a href="{url}" title="{title}" target="_blank">{title}</a></li>'
    return page(
        "<title>新闻动态_滨海海关网</title>",
        f"""<div class="head"><a href="/">首页</a> <a href="/xwdt/">新闻动态</a></div><div class="list_con"><ul>{items("gb", stories, form)}</ul></div>
<div class="foot">版权所有：滨海海关　京ICP备12345678号</div>""",
        "",
        "gb2312",
    )


# Words instead of numbers in the address, folders of the month, a breadcrumb.
def _slugs(story: Story) -> str:
    return page(
        f"<title>{story.title} - World Office</title>",
        f"""<div class="top">{NAV}</div><ol class="breadcrumb"><li><a href="/en">Home</a></li><li><a href="/en/media">Media</a></li><li><a href="/en/media/newsroom">Newsroom</a></li></ol>
<div class="detail"><h1 class="detail-title">{story.title}</h1><span class="detail-date">{english(story.day)}</span>
<div class="detail-text">{paragraphs(story)}</div></div><div class="footer">{FOOT}</div>""",
    )


def _slugs_list(stories: Sequence[Story]) -> str:
    form = '<div class="teaser"><span class="teaser-date">{day}</span><h3 class="teaser-title"><a href="{url}">{title}</a></h3></div>'
    return page(
        "<title>Newsroom - World Office</title>",
        f'<div class="top">{NAV}</div><div class="teasers">{items("slugs", stories, form)}</div><div class="footer">{FOOT}</div>',
    )


# Numbers in the query, of which one is the column; pictures with captions.
def _query(story: Story) -> str:
    texts = paragraphs(story).split("\n")
    texts.insert(
        1,
        f'<div class="pic"><img src="/photos/{story.number}.jpg"><div class="pic-caption">Officers with {story.goods} at {story.port}</div></div>',
    )
    return page(
        f"<title>{story.title} | Inspection Bureau</title>",
        f"""<div class="menu">{NAV} <a href="/view.php?id=3&amp;cid=43">Who we are</a></div><div class="newsview"><h3 class="newstitle">{story.title}</h3><p class="newsdate">Posted on: {story.day:%B} {story.day.day}, {story.day.year}</p>
<div class="newstext">{"".join(texts)}</div></div><div class="footer">{FOOT}</div>""",
    )


def _query_list(stories: Sequence[Story]) -> str:
    form = '<dl class="newsitem"><dt><a href="{url}">{title}</a></dt><dd class="itemdate">{day}</dd></dl>'
    return page(
        "<title>News | Inspection Bureau</title>",
        f'<div class="menu">{NAV} <a href="/view.php?id=3&amp;cid=43">Who we are</a></div><div class="newslist">{items("query", stories, form)}</div><div class="footer">{FOOT}</div>',
    )


# The day stands in the list only.
def _undated(story: Story) -> str:
    return page(
        f"<title>{story.title} :: Trade Council</title>",
        f"""<div class="menu">{NAV}</div><div class="content-area"><h1 class="page-title">{story.title}</h1><div class="rich-text">{paragraphs(story)}</div></div>
<div class="footer">{FOOT}</div>""",
    )


def _undated_list(stories: Sequence[Story]) -> str:
    form = '<div class="row-item"><div class="row-date">{day}</div><a class="row-link" href="{url}">{title}</a></div>'
    return page(
        "<title>News :: Trade Council</title>",
        f'<div class="menu">{NAV}</div><div class="row-list">{items("undated", stories, form)}</div><div class="footer">{FOOT}</div>',
    )


# A label tells the day, in traditional Chinese, and no class points at it.
def _labelled(story: Story) -> str:
    return page(
        f"<title>{story.title}｜島嶼海關</title>",
        f"""<div><a href="/">首頁</a> <a href="/about.html">關於我們</a> <a href="/news/">新聞公報</a></div><h1>{story.title}</h1><p>發佈日期：{chinese(story.day)}</p>
{paragraphs(story)}<p>Copyright © 2026 島嶼海關</p>""",
        ' lang="zh-HK"',
    )


def _labelled_list(stories: Sequence[Story]) -> str:
    form = '<li>{zh} <a href="{url}">{title}</a></li>'
    return page(
        "<title>新聞公報｜島嶼海關</title>",
        f'<div><a href="/">首頁</a> <a href="/about.html">關於我們</a></div><ul>{items("labelled", stories, form)}</ul>',
        ' lang="zh-HK"',
    )


# The lead stands above the box of the text, and the date below the title says more than the day.
def _lead(story: Story) -> str:
    lead, *rest = story.paragraphs
    return page(
        f"<title>{story.title} » Revenue Service</title>",
        f"""<nav>{NAV}</nav><div class="press-release"><h1 class="pr-headline">{story.title}</h1><div class="pr-info">Released: {story.day:%d.%m.%Y} 09:15 | Press office</div>
<p class="pr-lead">{lead}</p><div class="pr-body">{"".join(f"<p>{text}</p>" for text in rest)}</div>
<div class="pr-contact"><h4>Press contact</h4><p>Call the press office of the Revenue Service on workdays between nine and five.</p></div></div><footer>{FOOT}</footer>""",
        ' lang="en"',
    )


def _lead_list(stories: Sequence[Story]) -> str:
    form = '<li class="pr-item"><a href="{url}"><span class="pr-item-title">{title}</span></a> <span class="pr-item-date">{day}</span></li>'
    return page(
        "<title>Press » Revenue Service</title>",
        f'<nav>{NAV}</nav><ul class="pr-list">{items("lead", stories, form)}</ul><footer>{FOOT}</footer>',
    )


# Nothing but ids of its own around; the lead below a title that is no heading, the day behind the text, and in the
# list without an element of its own.
def _cards(story: Story) -> str:
    lead, *rest = story.paragraphs
    return page(
        f"<title>{story.title} | Strait Agency</title>",
        f"""<div class="topbar">{NAV}</div><div class="story"><div class="story-name">{story.title}</div><p class="intro">{lead}</p>
<div>{"".join(f"<p>{text}</p>" for text in rest)}<form action="/mail"><p>Send this story to a friend of yours</p></form></div>
<p class="story-day">{story.day:%d.%m.%Y}</p></div><div class="bottom">{FOOT}</div>""",
    )


def _cards_list(stories: Sequence[Story]) -> str:
    form = """<div class="card"><a href="{url}"><img src="/t.jpg"></a><div class="card-text"><a href="{url}">{title}</a>
<p>{lead}</p>{day} <a href="{url}">More</a></div></div>"""
    return page(
        "<title>Stories | Strait Agency</title>",
        f'<div class="topbar">{NAV}</div><div class="cards">{items("cards", stories, form)}</div><div class="bottom">{FOOT}</div>',
    )


# A feed is the list.
def _feed(stories: Sequence[Story]) -> str:
    made = "".join(
        f"<item><title>{one.title}</title><link>https://www.coast.example.uk/alerts/{3000 + one.number}</link>"
        f"<pubDate>{one.day:%a, %d %b %Y} 09:00:00 +0100</pubDate></item>"
        for one in stories
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Alerts</title><link>https://www.coast.example.uk/</link><description>x</description>{made}</channel></rss>'


def _alert(story: Story) -> str:
    return page(
        f"<title>{story.title} - GOV Alerts</title>",
        f"""<header><nav>{NAV}</nav></header><main id="content"><div class="alert-heading"><h1>{story.title}</h1></div><dl class="alert-facts"><dt>From:</dt><dd>Border Force</dd><dt>Published</dt><dd class="alert-when">{english(story.day)}</dd></dl>
<div class="govspeak">{paragraphs(story)}</div></main><footer>{FOOT}</footer>""",
    )


# The number of an article is a folder, one of its columns stands before it, and new articles stand beside.
COLUMNS = "http://shan.customs.example.cn/shan_customs/511680/511681"
FRAME = '<p><iframe src="{}.pdf" width="100%" height="900"></iframe></p>'


def column_page(story: Story, text: str) -> str:
    """An article of the site of columns that holds `text`."""
    beside = items("columns", _others(story), '<li><a href="{url}">{title}</a><em>{iso}</em></li>')
    return page(
        f"""<title>{story.title}</title><meta name="SiteName" content="山城海关"><meta name="PubDate" content="{story.day} 10:30:00">""",
        f"""<div class="nav"><a href="/">首页</a> <a href="/shan_customs/511680/index.html">关区要闻</a></div>
<div class="position"><span>您的位置：</span><a href="/">首页</a> &gt; <a href="/shan_customs/511680/index.html">关区要闻</a> &gt; <a href="{COLUMNS}/index.html">海关新闻</a></div>
<div class="news_detail"><div class="detail_tit"><h1>{story.title}</h1></div><div class="func"><span>发布时间：{story.day} 10:30</span> <span>文章来源：山城海关</span></div>
<div class="detail_con" id="zoomcon">{text}</div></div>
<div class="side"><h3>最新发布</h3><ul class="side_list">{beside}</ul></div><div class="foot">主办单位：山城海关　京ICP备12345678号</div>""",
        ' lang="zh-CN"',
    )


def _columns_list(stories: Sequence[Story]) -> str:
    return page(
        '<title>海关新闻_山城海关</title><meta name="SiteName" content="山城海关">',
        f"""<div class="nav"><a href="/">首页</a> <a href="/shan_customs/511680/index.html">关区要闻</a></div>
<div class="position"><span>您的位置：</span><a href="/">首页</a> &gt; <a href="/shan_customs/511680/index.html">关区要闻</a> &gt; <a href="{COLUMNS}/index.html">海关新闻</a></div>
<ul class="news_list">{items("columns", stories, '<li><a href="{url}" title="{title}">{title}</a> <span>{iso}</span></li>')}</ul><div class="foot">主办单位：山城海关　京ICP备12345678号</div>""",
        ' lang="zh-CN"',
    )


SITES = {
    site.name: site
    for site in (
        Site("classes", "https://customs.harbour.example.sg/news/", lambda s: f"https://customs.harbour.example.sg/news/{100 + s.number}.html", _classes, _classes_list, lambda s: f"{s.day}T14:05:00"),
        Site("ids", "https://port.example.sg/news/index.html", lambda s: f"https://port.example.sg/story/{s.day:%Y%m}/{100 + s.number}.htm", _ids, _ids_list),
        Site("bare", "https://www.quay.example.sg/news/", lambda s: f"https://www.quay.example.sg/news/item{100 + s.number}.html", _bare, _bare_list),
        Site("table", "http://www.border.example.hk/list.asp?class=2", lambda s: f"http://www.border.example.hk/show.asp?id={100 + s.number}", _table, _table_list),
        Site("utility", "https://coast.example.sg/newsroom", lambda s: f"https://coast.example.sg/newsroom/{s.slug}-{1000 + s.number}", _utility, _utility_list),
        Site("blog", "https://tmwatch.example.hk/", lambda s: f"https://tmwatch.example.hk/{s.slug}/", _blog, _blog_list, lambda s: f"{s.day}T14:05:00"),
        Site("hashed", "https://freeport.example.sg/press", lambda s: f"https://freeport.example.sg/press/{5000 + s.number}", _hashed, _hashed_list),
        Site("gb", "http://binhai.example.cn/xwdt/index.html", lambda s: f"http://binhai.example.cn/xwdt/{s.day:%Y%m}/t{s.day:%Y%m%d}_{7000 + s.number}.html", _gb, _gb_list, lambda s: f"{s.day}T10:30:00", encoding="gb18030", chinese=True, section=("新闻动态",)),
        Site("slugs", "https://www.world.example.sg/en/media/newsroom.aspx", lambda s: f"https://www.world.example.sg/en/media/newsroom/{s.day.year}/{s.day:%B}/{s.slug}.aspx".lower(), _slugs, _slugs_list, section=("Media", "Newsroom")),
        Site("query", "http://bureau.example.hk/list.php?cid=92", lambda s: f"http://bureau.example.hk/view.php?id={100 + s.number}&cid=92", _query, _query_list, captions=True),
        Site("undated", "https://council.example.hk/news", lambda s: f"https://council.example.hk/news/{100 + s.number}-{s.slug}", _undated, _undated_list),
        Site("labelled", "https://www.island.example.hk/tc/news/", lambda s: f"https://www.island.example.hk/tc/news/{100 + s.number}.html", _labelled, _labelled_list, chinese=True),
        Site("lead", "https://revenue.example.sg/press/", lambda s: f"https://revenue.example.sg/press/release_{100 + s.number}.php", _lead, _lead_list, lambda s: f"{s.day}T09:15:00"),
        Site("cards", "https://strait.example.sg/stories", lambda s: f"https://strait.example.sg/stories/{s.day:%Y/%m}/{900 + s.number}-{s.slug}", _cards, _cards_list),
        Site("columns", f"{COLUMNS}/index.html", lambda s: f"{COLUMNS}/{511682 + s.number % 2}/{90000200 + s.number}/index.html", lambda s: column_page(s, paragraphs(s)), _columns_list, lambda s: f"{s.day}T10:30:00", chinese=True, section=("关区要闻", "海关新闻")),
        Site("alerts", "https://www.coast.example.uk/alerts.xml", lambda s: f"https://www.coast.example.uk/alerts/{3000 + s.number}", _alert, _feed, zone="+01:00"),
    )
}  # fmt: skip
