"""Pages whose markup nobody has seen, in every rendering that we could think of."""

from html import escape
from itertools import product

import pytest
from conftest import Read

QBPC = "http://qbpc.org.cn/articles/view/cid/18/id/900777"
OLD = "http://www.qbpc.org.cn/view.php?id=900778&cid=92"
TOPIC = "http://english.customs.gov.cn/topic/html/info9000778.htm"
TITLE = "Harbour Officers Learn to Tell Genuine Filters from Copies"
BODY = (
    "The training took place in the second week of May at the container terminal and drew forty officers of the day shift.",
    "Members brought filters of eleven trademarks and showed where copies differ: in the weld, in the seal and in the print.",
    "Who attended received a card with pictures.",
    "The committee will repeat the day in autumn, when the port expects more parcels than in any other season of the year.",
)
PROSE = (
    "The committee speaks for more than two hundred companies that care for their trademarks all over the country.",
    "Write to the secretariat in the capital if you want to become a member or to take part in one of its groups.",
)
HEADLINES = ("Another headline of the week", "Members meet in the south", "Report of the year is out")

#: How the paragraphs of a body may be set.
BODIES = {
    "paragraphs": lambda texts: "".join(f"<p>{text}</p>" for text in texts),
    "unclosed paragraphs": lambda texts: "".join(f"<P>{text}\n" for text in texts),
    "divs": lambda texts: "".join(f"<div>{text}</div>" for text in texts),
    "divs of one class": lambda texts: "".join(f'<div class="k7">{text}</div>' for text in texts),
    "boxed paragraphs": lambda texts: "".join(f"<div><p>{text}</p></div>" for text in texts),
    "spans and breaks": lambda texts: "<br>".join(f"<span>{text}</span>" for text in texts),
    "double breaks": lambda texts: "<BR><BR>".join(texts),
    "font and nbsp": lambda texts: "".join(f"<p><font size=2>&nbsp;&nbsp;&nbsp;&nbsp;{text}</font></p><p>&nbsp;</p>" for text in texts),
    "list items": lambda texts: "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>",
    "table rows": lambda texts: "<table>" + "".join(f"<tr><td>{text}</td></tr>" for text in texts) + "</table>",
    "comments and empty elements": lambda texts: "".join(f"<!-- x --><p></p><p>{text}<span></span></p>" for text in texts),
}  # fmt: skip

#: Where a page may keep its headline, its day, its body and what is around them.
FRAMES = {
    "one box": '<div class="main"><div>{crumb}</div><h2>{title}</h2><p>{day}</p><div class="con">{body}</div></div>{around}',
    "side inside the box": '<div><div>{crumb}</div><h1>{title}</h1><span>{day}</span><div class="a1">{body}</div>{around}</div>',
    "header box": '<div><div>{crumb}</div></div><div class="hd"><h3>{title}</h3><div>{day}</div></div><div class="bd">{body}</div>{around}',
    "nothing around the body": '<div>{crumb}</div><h2>{title}</h2><p>{day}</p><div class="x">{body}</div>{around}',
    "rows": "<TABLE><TR><TD>{crumb}</TD></TR><TR><TD>{title}</TD></TR><TR><TD>{day}</TD></TR><TR><TD>{body}</TD></TR></TABLE>{around}",
    "columns": "<table><tr><td width=180><ul><li><a href='/a'>About us</a></li><li><a href='/b'>Members</a></li></ul></td>"
    "<td><table><tr><td>{crumb}</td></tr><tr><td><b>{title}</b></td></tr><tr><td>{day}</td></tr><tr><td>{body}</td></tr></table></td>"
    "<td width=200>{around}</td></tr></table>",
    "body row with columns": "<table><tr><td colspan=2>{crumb}</td></tr><tr><td colspan=2>{title}</td></tr><tr><td colspan=2>{day}</td></tr>"
    "<tr><td>{body}</td><td>{around}</td></tr></table>",
    "article": "<main><article><nav>{crumb}</nav><header><h1>{title}</h1><p>{day}</p></header><section>{body}</section></article>{around}</main>",
}  # fmt: skip

#: What may stand after a body.
AROUND = {
    "nothing": "",
    "prose": '<div class="about"><h4>About us</h4>' + "".join(f"<p>{text}</p>" for text in PROSE) + "</div>",
    "links with days": "<div><h3>Latest News</h3><ul>"
    + "".join(f"<li><a href='/articles/view/cid/18/id/{n}'>{text}</a> 2020-0{n}-11</li>" for n, text in enumerate(HEADLINES, 1))
    + "</ul></div>",
    "aside and footer": f"<aside><p>{PROSE[0]}</p></aside><footer><p>{PROSE[1]}</p></footer>",
    "both": f'<div class="s"><p>{PROSE[0]}</p><p>{PROSE[1]}</p></div><div class="f"><a href="/1">{HEADLINES[0]}</a> <a href="/2">{HEADLINES[1]}</a></div>',
}  # fmt: skip

CRUMB = "You are here: <a href='/'>Home</a> <a href='/m'>Media Room</a><a href='/n'>QBPC News</a>"
OLD_CRUMB = "You Are Here:<a href='/'>Home</a> &gt;&gt; <a href='/m'>Media Room</a> &gt;&gt; <a href='/l'>QBPC News</a>&gt;&gt;Main Text"
FOOT = "<p align=center>Copyright © 2000-2014 QBPC. All Rights Reserved. 京ICP备12051283号</p>"
EVERY = list(product(BODIES, FRAMES, AROUND))


def page(body: str, frame: str, around: str, crumb: str = CRUMB, day: str = "Create Time:2023-05-19") -> str:
    inner = FRAMES[frame].format(
        crumb=crumb, title=TITLE, day=day, body=BODIES[body]([escape(text) for text in BODY]), around=AROUND[around]
    )
    return f"<html><head><title>QBPC</title></head><body><div><a href='/'>Home</a> <a href='/x'>Join</a></div>{inner}{FOOT}</body></html>"


@pytest.mark.parametrize(("body", "frame", "around"), EVERY)
def test_a_new_qbpc_page_keeps_all_of_its_article_and_nothing_else(
    body: str, frame: str, around: str, read: Read
) -> None:
    entry = read(page(body, frame, around), QBPC)
    assert entry.text.split("\n\n") == list(BODY)
    assert (entry.title, entry.section) == (TITLE, ("Media Room", "QBPC News"))
    assert entry.published is not None
    assert entry.published.isoformat() == "2023-05-19T00:00:00+08:00"


@pytest.mark.parametrize(("body", "frame", "around"), EVERY)
def test_an_old_qbpc_page_keeps_all_of_its_article_and_nothing_else(
    body: str, frame: str, around: str, read: Read
) -> None:
    entry = read(page(body, frame, around, OLD_CRUMB, day="&nbsp;"), OLD)
    assert entry.text.split("\n\n") == list(BODY)
    assert (entry.title, entry.layout, entry.published) == (TITLE, "qbpc-old", None)


@pytest.mark.parametrize("body", BODIES)
def test_a_topic_page_ends_at_its_widgets(body: str, read: Read) -> None:
    paragraphs = BODIES[body](list(BODY))
    entry = read(
        "<TABLE><TR><TD>Current Location:&nbsp; <A HREF='../a.htm'>Special Features</A> &gt; detail</TD></TR></TABLE>"
        f"<DIV ALIGN=center>{TITLE} </DIV><TABLE><TR><TD>{paragraphs}</TD></TR></TABLE>"
        "<P>【<A HREF='javascript:z(16)'>Large</A>】 【Middle】 【Small】 【Close】【Print】</P>"
        f"<DIV>{PROSE[0]}</DIV><DIV>China Customs</DIV>",
        TOPIC,
    )
    assert entry.text.split("\n\n") == list(BODY)
    assert (entry.title, entry.section, entry.published) == (TITLE, ("Special Features",), None)


def test_a_list_of_links_after_the_body_goes_with_its_heading(read: Read) -> None:
    links = "".join(f"<p><a href='/articles/view/cid/18/id/{n}'>{text}</a></p>" for n, text in enumerate(HEADLINES))
    html = f"<div><p>{CRUMB}</p><h2>{TITLE}</h2><p>Create Time:2023-05-19</p>{{}}</div>"
    entry = read(html.format("".join(f"<p>{text}</p>" for text in BODY) + "<h4>Latest News</h4>" + links), QBPC)
    assert entry.text.split("\n\n") == list(BODY)


def test_a_document_linked_in_the_last_line_stays(read: Read) -> None:
    document = "<p><a href='/Uploads/card.pdf'>The card with pictures</a></p>"
    html = f"<div><p>{CRUMB}</p><h2>{TITLE}</h2><p>Create Time:2023-05-19</p><p>{BODY[0]}</p>{document}</div>{FOOT}"
    entry = read(html, QBPC)
    assert entry.text.split("\n\n") == [BODY[0], "The card with pictures"]
    assert [one.url for one in entry.attachments] == ["http://qbpc.org.cn/Uploads/card.pdf"]


def test_a_body_that_opens_with_a_picture_keeps_it(read: Read) -> None:
    picture = "<p align=center><img src='/u/1.jpg'></p><p align=center>Officers look at a filter</p>"
    html = f"<div><p>{CRUMB}</p><h2>{TITLE}</h2><p>Create Time:2023-05-19</p><div class=c>{picture}<p>{BODY[0]}</p></div></div>{AROUND['prose']}"
    entry = read(html, QBPC)
    assert entry.text == BODY[0]
    assert [(image.url, image.caption) for image in entry.images] == [
        ("http://qbpc.org.cn/u/1.jpg", "Officers look at a filter")
    ]
