"""Pages as two readers imagined them, each of which was once read wrongly."""

import pytest
from conftest import Read

from ipr_feeds.model import Entry

QBPC = "http://qbpc.org.cn/articles/view/cid/18/id/900779"
OLD = "http://www.qbpc.org.cn/view.php?id=900780&cid=92"
STATICS = "http://english.customs.gov.cn/Statics/00000000-aaaa-4bbb-8ccc-000000000079.html"
TOPIC = "http://english.customs.gov.cn/topic/html/info9000779.htm"
NEWS = "http://www.chinanews.com/fz/2019/03-14/90000079.shtml"
TELLER = "https://www.tellerreport.com/news/2020-04-27-x.S000000AA1.html"

TITLE = "Harbour Desk Opens for Owners of Trademarks"
A = "The desk at the container terminal was opened in the first week of May and is staffed by six officers of the day shift."
B = "Owners may bring samples there, and the officers write down how copies of each product can be told from the genuine one."
C = "The committee will ask its members in autumn whether the desk should also take samples of goods that leave the country."
SHORT = "The desk was opened in May."
BRIEF = "Owners may bring samples."
CASE = "海关通报一起案件，涉案货物已移交。"

CRUMB = "<div>You are here: <a href='/'>Home</a> <a href='/m'>Media Room</a><a href='/n'>QBPC News</a></div>"
OLD_CRUMB = "<div>You Are Here:<a href='/'>Home</a> &gt;&gt; <a href='/m'>Media Room</a> &gt;&gt; <a href='/l'>QBPC News</a>&gt;&gt;Main Text</div>"
TOPIC_CRUMB = (
    "<TABLE><TR><TD>Current Location:&nbsp; <A HREF='../a.htm'>Special Features</A> &gt; detail</TD></TR></TABLE>"
)
HEAD = f"<h3>{TITLE}</h3>"
DAY = "<p>Create Time:2023-05-19</p>"
FOOT = "<p align=center>Copyright © 2000-2014 QBPC. All Rights Reserved. 京ICP备12051283号</p>"
WIDGETS = "<P>【<A HREF='javascript:z(16)'>Large</A>】 【Middle】 【Small】 【Close】【Print】</P>"
MENU = "<td><a href=/1>News</a><br><a href=/2>Events</a></td>"
LINKS = (
    "<ul>"
    + "".join(
        f"<li><a href='/articles/view/cid/18/id/90{n}'>Another headline of the week {n}</a></li>" for n in range(5)
    )
    + "</ul>"
)
PICTURE = "<p align=center><img src=/u/a.jpg></p>"


def ps(*texts: str, align: str = "") -> str:
    return "".join(f"<p align={align or 'left'}>{text}</p>" for text in texts)


def new(body: str, head: str = HEAD, day: str = DAY) -> str:
    return f"{CRUMB}<div>{head}{day}<div>{body}</div></div>{FOOT}"


def old(body: str, head: str = HEAD) -> str:
    return f"{OLD_CRUMB}<div>{head}<div>{body}</div></div>{FOOT}"


def topic(body: str, head: str = HEAD) -> str:
    return f"{TOPIC_CRUMB}<div>{head}<div>{body}</div></div>{WIDGETS}<div>{C}</div>"


def statics(body: str, title: str = TITLE, date: str = "2024/02/29") -> str:
    return f"<div class=atcl><div class=atcl-ttl>{title}</div><div class=atcl-date>{date}</div><div class=atcl-cnt>{body}</div></div>"


def chinanews(body: str, line: str = "2019年03月14日 08:15　来源：样本报", title: str = "海关查获侵权水龙头") -> str:
    return (
        f'<div id="cont_1_1_2"><h1>{title}</h1><div class="left-t">{line}</div><div class="left_zw">{body}</div></div>'
    )


def paragraphs(entry: Entry) -> list[str]:
    return entry.text.split("\n\n")


def pictures(entry: Entry) -> list[tuple[str, str | None]]:
    return [(image.url.rpartition("/")[2], image.caption) for image in entry.images]


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that was broken for its length."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


#: The layouts whose bodies are found by their place, each as a page and its address.
PLACED = {"new": (new, QBPC), "old": (old, OLD), "topic": (topic, TOPIC)}
placed = pytest.mark.parametrize("kind", PLACED)


def on(kind: str, body: str, head: str = HEAD) -> tuple[str, str]:
    """The arguments of `read` for a page of one kind."""
    page, url = PLACED[kind]
    return page(body, head), url


# Old-school layout tables


@pytest.mark.parametrize("texts", [(A, B), (A,), (SHORT, BRIEF), (SHORT,)])
@pytest.mark.parametrize(
    "page",
    [
        CRUMB + "<table><tr>" + MENU + "<td>{head}{day}{body}</td></tr></table>" + FOOT,
        CRUMB + "<table><tr>" + MENU + "<td>{head}{day}{body}</td></tr></table>",
        CRUMB + "<table><tr><td><a href=/1>News</a></td><td>{head}{day}{body}</td></tr></table>" + FOOT,
        CRUMB + "<table><tr>" + MENU + "<td>{head}{day}{body}</td><td><a href=/3>Join</a><br><a href=/4>Ask</a></td></tr></table>" + FOOT,
        CRUMB + "<table><tr>" + MENU + "<td>{head}{day}{body}</td><td><b>About us</b><p>{side}</p></td></tr></table>" + FOOT,
        CRUMB + "<table><tr><td>{head}{day}{body}</td><td><b>Agencies</b></td></tr></table>" + FOOT,
        "<table><tr>" + MENU + "<td>" + CRUMB + "{head}{day}{body}</td></tr></table>" + FOOT,
    ],
)  # fmt: skip
def test_a_short_article_in_a_layout_table_is_no_table_of_data(page: str, texts: tuple[str, ...], read: Read) -> None:
    entry = read(page.format(head=HEAD, day=DAY, body=ps(*texts), side=C), QBPC)
    assert (entry.title, paragraphs(entry)) == (TITLE, list(texts))


@pytest.mark.parametrize("texts", [(A, B), (A,), (SHORT,)])
@pytest.mark.parametrize("left", ["", MENU])
def test_an_old_page_in_a_layout_table_ends_with_its_column(left: str, texts: tuple[str, ...], read: Read) -> None:
    table = f"<table><tr>{left}<td>{HEAD}{ps(*texts)}</td><td><b>Agencies</b></td></tr></table>"
    entry = read(f"{OLD_CRUMB}{table}<div>{C}</div>", OLD)
    assert (entry.title, paragraphs(entry)) == (TITLE, list(texts))


# A summary in a box of its own


@pytest.mark.parametrize("names", [("", "", ""), (" class=main", " class=sum", " class=con")])
@pytest.mark.parametrize("summary", [f"<p>{A}</p>", A, SHORT])
@pytest.mark.parametrize("side", [f"<h4>About us</h4><p>{A}</p>", f"<h4>Latest News</h4>{LINKS}"])
def test_a_summary_box_above_the_content_box_belongs_to_the_body(
    names: tuple[str, str, str], summary: str, side: str, read: Read
) -> None:
    main, head, content = names
    boxes = f"<div{head}>{summary}</div><div{content}>{ps(B, C)}</div>"
    entry = read(f"{CRUMB}<div{main}>{HEAD}{DAY}{boxes}</div><div>{side}</div>{FOOT}", QBPC)
    assert paragraphs(entry) == [SHORT if summary == SHORT else A, B, C]


# What stands last before a list of links

LISTS = [LINKS, f"<h4>Latest News</h4>{LINKS}", f"<div><h3>Latest</h3>{LINKS}</div>", f"<div class=more><h3>Latest</h3>{LINKS}</div>"]  # fmt: skip
BOXES = ["<div>{body}{links}</div>", "<div><div>{body}</div>{links}</div>", "<div><div>{body}{links}</div></div>",
         "<table><tr><td>{body}</td></tr></table>{links}"]  # fmt: skip


@pytest.mark.parametrize("links", LISTS)
@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize(
    ("last", "lines"),
    [
        ("", []),
        ("<ul><li>Officers</li><li>Members</li></ul>", ["Officers", "Members"]),
        ("<table><tr><td>Port</td><td>Cases</td></tr><tr><td>North</td><td>12</td></tr></table>", ["Port | Cases", "North | 12"]),
        ("<p><a href=/u/day.pdf>Programme</a></p>", ["Programme"]),
        ("<p>See you next year</p>", ["See you next year"]),
    ],
)  # fmt: skip
def test_a_list_of_links_takes_nothing_of_the_body_with_it(
    last: str, lines: list[str], box: str, links: str, read: Read
) -> None:
    entry = read(CRUMB + HEAD + DAY + box.format(body=ps(A) + last, links=links) + FOOT, QBPC)
    assert paragraphs(entry) == [A, *lines]


@pytest.mark.parametrize("links", LISTS)
@pytest.mark.parametrize("box", BOXES)
def test_a_list_of_links_does_not_take_the_caption_of_the_last_picture(box: str, links: str, read: Read) -> None:
    body = ps(A) + PICTURE + ps("Officers at the desk", align="center")
    entry = read(CRUMB + HEAD + DAY + box.format(body=body, links=links) + FOOT, QBPC)
    assert (paragraphs(entry), pictures(entry)) == ([A], [("a.jpg", "Officers at the desk")])


# Captions, and paragraphs set like captions


@pytest.mark.parametrize("indent", [6, 8])
@pytest.mark.parametrize("below", [BRIEF, B, "The desk and its officers"])
def test_where_all_is_indented_a_line_below_a_picture_is_no_caption(indent: int, below: str, read: Read) -> None:
    blanks = "&nbsp;" * indent
    entry = read(new(f"<p>{blanks}{A}</p><p><img src=/u/a.jpg></p><p>{blanks}{below}</p><p>{blanks}{C}</p>"), QBPC)
    assert (paragraphs(entry), pictures(entry)) == ([A, below, C], [("a.jpg", None)])


def test_where_all_is_indented_a_line_that_is_indented_further_is_a_caption(read: Read) -> None:
    six = "&nbsp;" * 6
    caption = "&nbsp;" * 20 + "Officers at the desk"
    entry = read(new(f"<p>{six}{A}</p><p><img src=/u/a.jpg></p><p>{caption}</p><p>{six}{C}</p>"), QBPC)
    assert (paragraphs(entry), pictures(entry)) == ([A, C], [("a.jpg", "Officers at the desk")])


@pytest.mark.parametrize(
    "body",
    [
        f"<center>{ps(A)}{PICTURE}{ps(BRIEF, C)}</center>",
        ps(A, align="center") + PICTURE + ps(BRIEF, C, align="center"),
    ],
)
def test_where_all_is_centred_a_line_below_a_picture_is_no_caption(body: str, read: Read) -> None:
    entry = read(new(body), QBPC)
    assert (paragraphs(entry), pictures(entry)) == ([A, BRIEF, C], [("a.jpg", None)])


@pytest.mark.parametrize(
    "heading", ["<b>What the desk does</b>", "<strong><font size=3>What the desk does</font></strong>"]
)
def test_a_bold_heading_below_a_picture_is_no_caption(heading: str, read: Read) -> None:
    entry = read(new(ps(A) + PICTURE + ps(heading, align="center") + ps(B)), QBPC)
    assert (paragraphs(entry), pictures(entry)) == ([A, "What the desk does", B], [("a.jpg", None)])


@pytest.mark.parametrize(
    "figure",
    [
        "<p align=center><img src=/u/a.jpg></p><p align=center>{}</p>",
        "<p align=center><img src=/u/a.jpg><br>{}</p>",
        "<div align=center><img src=/u/a.jpg><div>{}</div></div>",
    ],
)
def test_a_caption_may_be_wrapped_before_a_capital(figure: str, read: Read) -> None:
    caption = "Officers of the terminal and<br>Members of the committee"
    entry = read(new(ps(A) + figure.format(caption) + ps(B)), QBPC)
    assert paragraphs(entry) == [A, B]
    assert pictures(entry) == [("a.jpg", "Officers of the terminal and Members of the committee")]


@pytest.mark.parametrize("picture", ["", "<p><img src=/a.jpg></p>"])
@pytest.mark.parametrize("line", ["视频由现场关员拍摄", "照片为港口监控拍摄。", "他说，图片是自己拍摄"])
def test_prose_that_ends_with_who_filmed_is_text(line: str, picture: str, read: Read) -> None:
    entry = read(chinanews(ps(CASE) + picture + ps(line, f"再次{CASE}")), NEWS)
    assert paragraphs(entry) == [CASE, line, f"再次{CASE}"]


@pytest.mark.parametrize("picture", ["", "<p><img src=/a.jpg></p>"])
@pytest.mark.parametrize(
    "line",
    [
        "The exhibition shows photos by the port officers.",
        "The exhibition shows photos by the port officers",
        "He sent photos by mail",
        "Photos by the hundred were shown.",
    ],
)
def test_prose_about_photos_is_text(line: str, picture: str, read: Read) -> None:
    assert paragraphs(read(statics(ps(A) + picture + ps(line, B)), STATICS)) == [A, line, B]


# Titles


@placed
@pytest.mark.parametrize("head", ["", f"<title>{TITLE}</title>", "<title>QBPC</title>"])
@pytest.mark.parametrize("title", [HEAD, f"<p><b>{TITLE}</b></p>", f"<div align=center>{TITLE}</div>"])
@pytest.mark.parametrize(
    "between",
    [
        "<ul><li><a href=/1>News</a></li><li><a href=/2>Events</a></li></ul>",
        "<div><a href=/1>News</a> | <a href=/2>Events</a></div>",
        "<div><img src=/u/banner.jpg></div>",
        "<form><input><button>Go</button></form>",
    ],
)
def test_a_menu_between_breadcrumb_and_title_is_no_title(
    kind: str, head: str, title: str, between: str, read: Read
) -> None:
    entry = read(*on(kind, ps(A, B), head + between + title))
    assert (entry.title, paragraphs(entry), entry.images) == (TITLE, [A, B], ())


@pytest.mark.parametrize("title", [HEAD, f"<p><b>{TITLE}</b></p>", f"<div align=center>{TITLE}</div>"])
@pytest.mark.parametrize(
    "between",
    [
        "<h2>QBPC News</h2>",
        "<div class=t>QBPC News</div>",
        "<p><b>Media Room</b></p>",
        "<div><h4>Media Room</h4><ul><li><a href=/1>News</a></li><li><a href=/2>Events</a></li></ul></div>",
    ],
)
def test_the_head_of_the_section_is_no_title(title: str, between: str, read: Read) -> None:
    for page, url in ((new, QBPC), (old, OLD)):
        entry = read(page(ps(A, B), between + title), url)
        assert (entry.title, paragraphs(entry)) == (TITLE, [A, B])
        assert entry.section == ("Media Room", "QBPC News")


def test_a_left_menu_in_the_row_of_the_title_is_no_title(read: Read) -> None:
    menu = "<td><h4>Media Room</h4><ul><li><a href=/1>News</a></li><li><a href=/2>Events</a></li></ul></td>"
    entry = read(f"{CRUMB}<table><tr>{menu}<td>{HEAD}{DAY}{ps(A, B)}</td></tr></table>{FOOT}", QBPC)
    assert (entry.title, paragraphs(entry)) == (TITLE, [A, B])


@placed
@pytest.mark.parametrize("element", ["<h1>{}</h1>", "<h3><b>{}</b></h3>", "<p><font size=4><b>{}</b></font></p>", "<center>{}</center>"])  # fmt: skip
@pytest.mark.parametrize(
    "lines", ["Harbour Desk Opens for<br>Owners of Trademarks", "Harbour Desk<br>Opens for Owners<br>of Trademarks"]
)
@pytest.mark.parametrize("head", ["", f"<title>{TITLE}</title>", "<title>QBPC</title>"])
def test_a_title_may_be_broken_into_lines(kind: str, element: str, lines: str, head: str, read: Read) -> None:
    entry = read(*on(kind, ps(A, B), head + element.format(lines)))
    assert (entry.title, paragraphs(entry)) == (TITLE, [A, B])


@placed
@pytest.mark.parametrize(
    "title",
    ["Customs Seize 300 Fake Casino Chips", "Roulette Wheels with False Marks Seized", "海关查获一批假冒赌场筹码"],
)
def test_a_title_about_gambling_goods_is_a_title(kind: str, title: str, read: Read) -> None:
    for head in (f"<h3>{title}</h3>", f"<title>{title}</title><p><b>{title}</b></p>"):
        entry = read(*on(kind, ps(A, B), head))
        assert (entry.title, paragraphs(entry)) == (title, [A, B])


@pytest.mark.parametrize("title", ["Customs Seize 300 Fake Casino Chips", "Customs Stop Poker Slots Shipment"])
def test_a_declared_title_about_gambling_goods_is_a_title(title: str, read: Read) -> None:
    assert read(statics(ps(A, B), title), STATICS).title == title


# Sentences that resemble boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "版权所有人提出申请后，海关扣留货物。",
        "未经授权禁止使用的商标被贴在鞋上。",
        "免责声明不能使企业免于处罚。",
        "分享到的经验将在各关推广。",
        "扫一扫二维码即可查验真伪。",
        "相关阅读材料被寄给企业。",
    ],
)
def test_chinese_prose_that_resembles_boilerplate_stays(line: str, read: Read) -> None:
    assert paragraphs(read(chinanews(ps(CASE, line)), NEWS)) == [CASE, line]


@placed
@pytest.mark.parametrize(
    "line",
    [
        "Copyright © infringement rose, the speaker said.",
        "Copyright (c) cases rose, the speaker said.",
        "© marks were printed on the boxes.",
        "Copyright 2020 rules apply to imports.",
        "All rights reserved for the owner were recorded.",
        "Next: a look at parcels.",
        "Previous: one officer; now: six.",
        "Share to be paid by the importer: 20%.",
        "Font size: copies differ by a point.",
        "Views: 40 percent of owners are content.",
        "Hits: 12 of 40 parcels.",
        "Back to the top of the list came shoes.",
        "Large and small parcels alike.",
        "Print: the seal differs.",
        "Recommended: record your right.",
        "Related news: none.",
        "Disclaimer: a note does not help the seller.",
    ],
)
def test_prose_that_resembles_boilerplate_stays_and_ends_no_body(kind: str, line: str, read: Read) -> None:
    assert paragraphs(read(*on(kind, ps(A, line, B)))) == [A, line, B]
    assert paragraphs(read(*on(kind, ps(line, A, B)))) == [line, A, B]


# Who wrote, where, and for whom


@pytest.mark.parametrize(
    ("opening", "place", "authors"),
    [
        ("（抗击疫情）中新网青岛4月26日电 (记者 甲某)", "青岛", ("甲某",)),
        ("(抗击疫情)中新网青岛4月26日电 (记者 甲某 通讯员 乙某)", "青岛", ("甲某", "乙某")),
        ("(经济观察)中新社北京4月26日电 (记者 甲某)", "北京", ("甲某",)),
        ("(经济观察)中新社北京4月26日电 ", "北京", ()),
        ("中新财经8月19日电 (记者 甲某)", None, ("甲某",)),
        ("中新财经8月19日电(甲某)", None, ("甲某",)),
        ("中新网客户端北京8月19日电 (记者 甲某)", "北京", ("甲某",)),
        ("中新网客户端北京8月19日电(甲某)", "北京", ("甲某",)),
        ("中新网客户端8月19日电 ", None, ()),
        ("中新网北京八月十九日电 ", "北京", ()),
        ("中新网乌鲁木齐4月26日电（记者甲某、乙某）", "乌鲁木齐", ("甲某", "乙某")),
        ("中国新闻网北京4月26日电 (记者 甲某)", "北京", ("甲某",)),
        ("中新社北京8月19日电 题：", "北京", ()),
    ],
)
def test_each_dateline_of_china_news(opening: str, place: str | None, authors: tuple[str, ...], read: Read) -> None:
    entry = read(chinanews(ps(f"　　{opening}海关查获货物。", CASE)), NEWS)
    assert (entry.place, entry.authors) == (place, authors)
    assert paragraphs(entry) == [f"{opening}海关查获货物。", CASE]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Text/Photos Ann Lee", ("Ann Lee",)),
        ("Text/Photo: Ann Lee", ("Ann Lee",)),
        ("Text/Photos by Ann Lee and Bo Wu", ("Ann Lee", "Bo Wu")),
        ("Text/Photos Ann Lee Bo Wu", ("Ann Lee", "Bo Wu")),
        ("Text & Photos: Ann Lee", ("Ann Lee",)),
        ("Text and photos by Ann Lee", ("Ann Lee",)),
        ("Text/Ann Lee, Photos/Bo Wu", ("Ann Lee", "Bo Wu")),
        ("Text by Ann Lee, photos by Bo Wu", ("Ann Lee", "Bo Wu")),
    ],
)
def test_a_by_line_for_text_and_photos_leaves_the_text_wherever_it_stands(
    line: str, authors: tuple[str, ...], read: Read
) -> None:
    by_line = f"<p>{line}</p>"
    for page, url in (
        (f"{CRUMB}<div>{HEAD}{by_line}{DAY}<div>{ps(A, B)}</div></div>{FOOT}", QBPC),
        (f"{OLD_CRUMB}<div>{HEAD}{by_line}<div>{ps(A, B)}</div></div>{FOOT}", OLD),
        (new(by_line + ps(A, B)), QBPC),
        (new(ps(A, B) + by_line), QBPC),
        (statics(by_line + ps(A, B)), STATICS),
    ):
        entry = read(page, url)
        assert (entry.title, entry.authors, paragraphs(entry)) == (TITLE, authors, [A, B])


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("2019年03月14日 08:15　来源：样本报", "样本报"),
        ("2019年03月14日 08:15　来源：<a class=source href=/x>样本报</a>　参与互动(3)", "样本报"),
        ("2019年03月14日 08:15 来源：样本报　编辑：甲某", "样本报"),
        ("2019年03月14日 08:15 来源：样本报 责任编辑：甲某", "样本报"),
        ("2019年03月14日 08:15 来源：样本报 作者：甲某", "样本报"),
        ("2019年03月14日 08:15　来源：样本报 【字体：大 中 小】", "样本报"),
        ("2019年03月14日 08:15　来源：样本报 分享到：", "样本报"),
        ("发布时间：2019年03月14日 08:15 来源：样本报", "样本报"),
        ("2019年03月14日 08:15　来源：Sample Daily", "Sample Daily"),
        ("2019年03月14日 08:15　来源：", None),
        ("2019年03月14日 08:15", None),
    ],
)
def test_the_publisher_is_what_the_source_line_names_and_no_more(line: str, publisher: str | None, read: Read) -> None:
    assert read(chinanews(ps(CASE), line), NEWS).publisher == publisher


# Documents and the pictures and boxes of others


@pytest.mark.parametrize("texts", [(A, B), (A,), (SHORT,)])
@pytest.mark.parametrize(
    "box",
    [
        "<div>{}</div>",
        "<div class=files>Attachment: {}</div>",
        "<div class=files><p>Attachment:</p><p>{}</p></div>",
        "<ul class=files><li>{}</li></ul>",
        "<div class=files><h4>Downloads</h4><ul><li>{}</li></ul></div>",
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        "<div class=main>{head}<div class=con>{body}</div>{box}</div>",
        "<div class=main>{head}<div class=con>{body}</div>{box}</div><div class=side><h4>About us</h4><p>{side}</p></div>",
        "<div class=main>{head}<div class=con>{body}</div>{box}<div class=more><h4>Latest</h4>{links}</div></div>",
        "<div class=hd>{head}</div><div class=con>{body}</div>{box}",
    ],
)
def test_a_document_in_a_box_after_the_body_is_an_attachment(
    page: str, box: str, texts: tuple[str, ...], read: Read
) -> None:
    link = "<a href=/Uploads/card.pdf>The card with pictures</a>"
    inner = page.format(head=HEAD + DAY, body=ps(*texts), box=box.format(link), side=C, links=LINKS)
    entry = read(CRUMB + inner + FOOT, QBPC)
    assert [(one.title, one.url) for one in entry.attachments] == [
        ("The card with pictures", "http://qbpc.org.cn/Uploads/card.pdf")
    ]
    assert C not in entry.text


@pytest.mark.parametrize(
    "link",
    [
        "<p><a href='{}'>Table 1</a></p>",
        "<div><a href='{}'>Table 1</a></div>",
        "<ul><li><a href='{}'>Table 1</a></li></ul>",
    ],
)
@pytest.mark.parametrize(
    "address", ["http://www.customs.gov.cn/customs/302249/files/t1.xls", "http://elsewhere.example/files/t1.pdf"]
)
def test_a_line_that_links_to_a_document_of_another_host_stays(link: str, address: str, read: Read) -> None:
    for page, url in ((statics, STATICS), (topic, TOPIC)):
        entry = read(page(ps(A) + link.format(address)), url)
        assert paragraphs(entry) == [A, "Table 1"]
        assert [one.url for one in entry.attachments] == [address]


def test_a_line_that_links_to_a_page_of_a_sister_host_stays(read: Read) -> None:
    entry = read(statics(ps(A, "<a href='http://www.customs.gov.cn/t1.html'>Table 1</a>")), STATICS)
    assert paragraphs(entry) == [A, "Table 1"]


@placed
@pytest.mark.parametrize(
    "box",
    [
        f"<aside><h4>About us</h4><p>{C}</p></aside>",
        "<form><p>Leave your message below and we will come back to you shortly.</p><input></form>",
        f"<nav>{LINKS}</nav>",
        f"<footer><p>{C}</p></footer>",
    ],
)
def test_an_aside_or_a_form_inside_the_body_goes(kind: str, box: str, read: Read) -> None:
    for body in (ps(A, B) + box, box + ps(A, B), ps(A) + box + ps(B), f"{ps(A, B)}<div>{box}</div>"):
        assert paragraphs(read(*on(kind, body))) == [A, B]


@placed
def test_a_form_around_the_whole_page_is_no_part_of_it(kind: str, read: Read) -> None:
    page, url = on(kind, ps(A, B))
    assert paragraphs(read(f"<form id=aspnetForm>{page}</form>", url)) == [A, B]


@placed
@pytest.mark.parametrize(
    "spam",
    [
        "<marquee><a href='http://elsewhere.example/'>Welcome bonus for you, register today.</a></marquee>",
        "<marquee>Welcome bonus for you, register today and win.</marquee>",
        "<div style='transform:scale(0)'><p>Welcome bonus for you, register today and win.</p></div>",
        "<div style='-webkit-transform: scale( 0 )'>Welcome bonus for you, register today.</div>",
    ],
)
def test_spam_that_scrolls_or_is_shrunk_goes(kind: str, spam: str, read: Read) -> None:
    for body in (ps(A, B) + spam, spam + ps(A, B), ps(A) + spam + ps(B)):
        assert paragraphs(read(*on(kind, body))) == [A, B]
    entry = read(*on(kind, ps(A, B), spam + HEAD))
    assert (entry.title, paragraphs(entry)) == (TITLE, [A, B])


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='http://pictures.example/a.jpg'>",
        "<a href='http://qbpc.org.cn/u/large.jpg'><img src='/u/a.jpg'></a>",
    ],
)
def test_a_picture_of_another_host_and_a_picture_that_leads_to_its_own_stay(picture: str, read: Read) -> None:
    assert pictures(read(new(f"{ps(A)}<p>{picture}</p>{ps(B)}"), QBPC)) == [("a.jpg", None)]


# Hard wraps

WRAPPED = (
    A,
    "On the first day the Customs of Ningbo and the Quality Brands Protection Committee saw Ninety Officers of the shift.",
    B,
)


@placed
@pytest.mark.parametrize("width", [40, 50, 60, 70])
@pytest.mark.parametrize("element", ["{}", "<p>{}</p>", "<span>{}</span>", "<font size=2>{}</font>"])
@pytest.mark.parametrize("indent", ["", "&nbsp;&nbsp;&nbsp;&nbsp;"])
def test_where_empty_lines_part_the_paragraphs_single_breaks_are_hard_wraps(
    kind: str, width: int, element: str, indent: str, read: Read
) -> None:
    body = "<br><br>\n".join(indent + "<br>\n".join(wrapped(text, width)) for text in WRAPPED)
    assert paragraphs(read(*on(kind, element.format(body)))) == list(WRAPPED)


def test_short_lines_between_paragraphs_are_no_hard_wrap(read: Read) -> None:
    lines = ["The desk takes:", "Bags", "Shoes", "Filters for cars"]
    entry = read(new(f"{A}<br><br>{'<br>'.join(lines)}<br><br>{B}"), QBPC)
    assert paragraphs(entry) == [A, *lines, B]


# Counters, pagers and date lines


@pytest.mark.parametrize(
    "line",
    [
        "Views: 231",
        "Views：231",
        "Hits: 1,231",
        "Clicks: 231次",
        "浏览次数：231",
        "点击数：231",
        "Back to top",
        "Back to Top",
        "Previous: Another headline of the week",
        "Previous article: Another headline of the week",
        "Previous article: <a href=/p>Another headline of the week</a>",
        "Next: Another headline",
        "Next article: None",
        "Prev: Another headline",
        "上一篇：样本",
        "Font size: Large Small",
        "Share: Weibo WeChat",
        "<a href='javascript:history.back()'>Back</a> <a href='#top'>Top</a>",
    ],
)
def test_a_counter_or_pager_goes_wherever_it_stands(line: str, read: Read) -> None:
    widget = f"<p>{line}</p>"
    for page in (
        new(ps(A, B) + widget),
        f"{CRUMB}<div>{HEAD}{DAY}{widget}<div>{ps(A, B)}</div></div>{FOOT}",
        f"{CRUMB}<div>{HEAD}{DAY}<div>{ps(A, B)}</div>{widget}</div>{FOOT}",
    ):
        entry = read(page, QBPC)
        assert (entry.title, paragraphs(entry)) == (TITLE, [A, B])


@pytest.mark.parametrize(
    ("line", "published", "publisher"),
    [
        ("2015-05-19 Source: Sample Daily", "2015-05-19T00:00:00+08:00", "Sample Daily"),
        ("2015-05-19&nbsp;&nbsp;Source：Sample Daily", "2015-05-19T00:00:00+08:00", "Sample Daily"),
        ("Date: 2015-05-19 Source: Sample Daily", "2015-05-19T00:00:00+08:00", "Sample Daily"),
        ("<span>2015-05-19</span> <span>Source: Sample Daily</span>", "2015-05-19T00:00:00+08:00", "Sample Daily"),
        ("Date: 2015-05-19", "2015-05-19T00:00:00+08:00", None),
        ("2015/05/19", "2015-05-19T00:00:00+08:00", None),
        ("2015-05-19 08:30", "2015-05-19T08:30:00+08:00", None),
    ],
)
def test_a_date_line_under_the_title_dates_a_page_without_a_label(
    line: str, published: str, publisher: str | None, read: Read
) -> None:
    for page, url in ((old, OLD), (topic, TOPIC)):
        entry = read(page(ps(A, B), f"{HEAD}<p align=center>{line}</p>"), url)
        assert (entry.title, paragraphs(entry)) == (TITLE, [A, B])
        assert entry.published is not None
        assert (entry.published.isoformat(), entry.published_from) == (published, "page")
        assert entry.publisher == publisher


@pytest.mark.parametrize("half", ["03/14/2019 3:15 PM", "2019年03月14日 下午3:15", "2019-03-14 15:15"])
def test_a_page_may_print_the_half_of_the_day(half: str, read: Read) -> None:
    for page, url in (
        (new(ps(A), day=f"<p>Create Time:{half}</p>"), QBPC),
        (statics(ps(A), date=half), STATICS),
        (chinanews(ps(CASE), half), NEWS),
    ):
        entry = read(page, url)
        assert entry.published is not None
        assert (entry.published.isoformat(), entry.published_precision) == ("2019-03-14T15:15:00+08:00", "minute")


# Topic pages: columns and widgets


@pytest.mark.parametrize(
    "widgets",
    [
        WIDGETS,
        "<P>【Small】 【Middle】 【<A HREF=x>Large</A>】 【Print】【Close】</P>",
        "<P>【Print】 【Close】 【Large】 【Middle】 【Small】</P>",
        "<P>Font size:【Large】 【Middle】 【Small】</P>",
        "<P>【 Large 】 【 Middle 】 【 Small 】</P>",
        "<P>【Close】【Print】</P>",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "<div align=center>{title}</div><div>{body}</div>{widgets}",
        "<div align=center>{title}</div><table><tr><td>{body}</td><td>{side}</td></tr></table>{widgets}",
        "<table><tr><td><div align=center>{title}</div>{body}</td><td>{side}</td></tr></table>{widgets}",
        "<table><tr><td><div align=center>{title}</div>{body}</td><td><p>{prose}</p></td></tr></table>{widgets}",
        "<table><tr>{menu}<td><div align=center>{title}</div>{body}</td><td><p>{prose}</p></td></tr></table>{widgets}",
        "<table><tr><td><div align=center>{title}</div>{body}{widgets}</td><td><p>{prose}</p></td></tr></table>",
    ],
)
def test_a_topic_page_keeps_its_column_up_to_the_widgets(widgets: str, frame: str, read: Read) -> None:
    side = "<b>Special Features</b><br><a href=/1>One</a><br><a href=/2>Two</a>"
    page = frame.format(title=TITLE, body=ps(A, B), side=side, prose=C, menu=MENU, widgets=widgets)
    entry = read(f"{TOPIC_CRUMB}{page}<div>{C}</div>", TOPIC)
    assert (entry.title, paragraphs(entry)) == (TITLE, [A, B])


# Translations


@pytest.mark.parametrize("head", [f"<h1>{TITLE}</h1>", f"<meta property='og:title' content='{TITLE}'>"])
@pytest.mark.parametrize(
    ("opening", "place", "authors"),
    [
        ("China News Network, Guangzhou, April 26 (Ann Lee)", "Guangzhou", ("Ann Lee",)),
        ("China News Network, April 26 (Ann Lee)", None, ("Ann Lee",)),
        ("China News Network Guangzhou April 26", "Guangzhou", ()),
        ("China News Network, Hong Kong, April 26", "Hong Kong", ()),
        ("China News Net, Xi'an, April 26", "Xi'an", ()),
        ("China News Service, Guangzhou, April 26, 2020 (Ann Lee)", "Guangzhou", ("Ann Lee",)),
        ("China News Service, April 26, 2020", None, ()),
        ("China News Service, Beijing, 26 April (Reporter Ann Lee)", "Beijing", ("Ann Lee",)),
        ("China News Service, Beijing, Apr. 26 (Ann Lee)", "Beijing", ("Ann Lee",)),
        ("China News Service Beijing, 26th", "Beijing", ()),
        ("(Economic Observation) China News Service, Beijing, April 26 (Ann Lee)", "Beijing", ("Ann Lee",)),
        ("China News Network Client, Beijing, April 26 (Ann Lee)", "Beijing", ("Ann Lee",)),
        ("China News Network Client Beijing April 26 (Ann Lee)", "Beijing", ("Ann Lee",)),
        ("China News Agency, Qingdao, April 26 (Reporter Ann Lee, Correspondent Bo Wu)", "Qingdao", ("Ann Lee", "Bo Wu")),
        ("Zhongxin.com, April 26", None, ()),
    ],
)  # fmt: skip
def test_each_opening_of_a_translation(
    opening: str, place: str | None, authors: tuple[str, ...], head: str, read: Read
) -> None:
    first = f"{opening} the customs of the province stopped a hundred consignments with false marks."
    entry = read(f"<div>News Sport</div>{head}<div>{ps(first, B)}</div><div>Privacy policy</div>", TELLER)
    assert (entry.layout, entry.title, paragraphs(entry)) == ("tellerreport", TITLE, [first, B])
    assert (entry.place, entry.authors) == (place, authors)
    assert str(entry.published) == "2020-04-27 00:00:00+08:00"
