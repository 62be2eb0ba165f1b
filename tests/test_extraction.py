"""The layout that fits, and what its declarations point at."""

from typing import Any, ClassVar

import pytest

from ipr_feeds import Layout, Page, Source, anchor, between
from ipr_feeds.errors import LayoutChanged, PluginError
from ipr_feeds.extraction import fitting, further, read
from ipr_feeds.trace import Trace

URL = "http://site.example/news/1.html"


class Modern(Layout):
    name = "modern"
    marker = ".post .text"
    title = (".post h1", "meta[property='og:title']")
    published = "time"
    body = ".post .text"
    section = ".path"
    attachments = ".files a"
    drop = (".ad",)
    further = ".pager a"
    required = frozenset({"title", "body"})


class Irregular(Layout):
    name = "irregular"
    marker = "#odd"
    box = "#odd"

    def title(self, box: Any) -> str:
        return str(box.find("b").get_text())

    def body(self, box: Any) -> str:
        return "".join(str(one) for one in box.find_all("p"))


class Labelled(Layout):
    name = "labelled"
    marker = anchor("Day:")
    published = anchor("Day:")
    section = anchor("Path:")
    title = between("section", "published")
    body = between("published", anchor("End of text"))


class Site(Source):
    name = "site"
    title = "A site"
    home = "http://site.example/"
    hosts = ("site.example",)
    keys = ((r"/news/(\d+)", "news:{}"),)
    layouts = (Modern, Irregular, Labelled)


def article(html: str, trace: Trace | None = None) -> Any:
    return read(Site(), Page(html.encode(), URL), trace or Trace())[1]


MODERN = """<title>T</title><div class=path>Home > <i>News</i></div><div class=post><h1>Head</h1>
<time datetime="2024-05-06"></time><div class=text><p>One.</p><div class=ad>Buy</div><p>Two.</p></div></div>
<div class=files><a href="\\d\\list.xls">List</a><a href="/more.html">More</a></div>"""


def test_selectors_point_at_fields() -> None:
    found = article(MODERN)
    assert (found.title, found.published, found.page_title) == ("Head", "2024-05-06", "T")
    assert found.section == ("Home", "News")
    assert [block.text for block in found.blocks] == ["One.", "Two."]
    assert found.attachments == (("List", "http://site.example/d/list.xls"),)


def test_further_pages_have_the_key_of_the_article_and_count_once() -> None:
    links = (
        "?page=2",
        "1.html?page=3",
        "?page=2#top",
        "?page=2&utm_source=x",
        "1.html",
        "/news/2.html",
        "http://x.example/",
    )
    pager = "".join(f"<a href='{link}'>.</a>" for link in links)
    page = Page((MODERN + f"<div class=pager>{pager}</div>").encode(), URL)
    found = further(Site(), Modern(), page)
    assert [url.removeprefix(URL).split("&")[0].split("#")[0] for url in found] == ["?page=2", "?page=3"]


def test_a_further_page_needs_a_body_and_no_title() -> None:
    page = Page(MODERN.replace("<h1>Head</h1>", "").encode(), URL)
    assert len(read(Site(), page, Trace(), first=False)[1].blocks) == 2
    with pytest.raises(LayoutChanged, match="title"):
        read(Site(), page, Trace())
    empty = Page(b"<div class=post><div class=text></div></div>", URL)
    with pytest.raises(LayoutChanged, match="the body is empty"):
        read(Site(), empty, Trace(), first=False)


def test_of_several_selectors_the_first_that_says_something_counts() -> None:
    html = MODERN.replace("<h1>Head</h1>", "<h1> </h1>") + "<meta property='og:title' content='Meta'>"
    assert article(html).title == "Meta"


def test_a_required_declaration_that_matches_nothing_is_named() -> None:
    with pytest.raises(
        LayoutChanged, match=r"site, http://site.example/news/1.html: layout modern: title = .* nothing"
    ):
        article(MODERN.replace("<h1>Head</h1>", ""))


def test_no_layout_names_everything_that_was_looked_for() -> None:
    with pytest.raises(LayoutChanged, match=r"modern: '.post .text'; irregular: '#odd'; labelled: anchor\('Day:'\)"):
        article("<p>Something else</p>")


def test_a_layout_is_chosen_by_what_is_in_the_page_and_the_reasons_are_told() -> None:
    trace = Trace()
    chosen = fitting(Site(), Page(b"<p>Path: Home</p><p>Day: 2024-01-02</p>", URL), trace)
    assert chosen is not None
    assert chosen.name == "labelled"
    assert [(note.subject, note.detail) for note in trace.notes] == [
        ("modern", "not chosen: '.post .text' is not in the page"),
        ("irregular", "not chosen: '#odd' is not in the page"),
        ("labelled", "chosen: anchor('Day:') is in the page"),
    ]


def test_a_method_reads_its_box_with_bs4() -> None:
    found = article("<b>outside</b><div id=odd><b>Head</b><p>One.</p><p>Two <a href=x.html>link</a>.</p></div>")
    assert found.title == "Head"
    assert [block.text for block in found.blocks] == ["One.", "Two link."]
    assert "http://site.example/news/x.html" in str(found.blocks)


def test_a_method_that_raises_is_the_plugins_fault() -> None:
    with pytest.raises(PluginError, match=r"site, .*: layout irregular: title\(\) raised AttributeError"):
        article("<div id=odd><p>No bold here.</p></div>")


def test_labels_point_at_blocks() -> None:
    found = article(
        "<p>Path: Home &gt; News</p><h2>Head</h2><p>Day:</p><p>2024-05-06</p><p>One.</p><p>End of text</p><p>x</p>"
    )
    assert (found.title, found.published, found.section) == ("Head", "2024-05-06", ("Home", "News"))
    assert [block.text for block in found.blocks][-1] == "One."


@pytest.mark.parametrize(
    "crumb",
    [
        "Path: Home > News > Detail",
        "Path: <a href=/>Home</a> <a href=/n>News</a><a href=/d>Detail</a>",
        "Path: Home NewsDetail",
        "<ul><li>Path:</li><li><a href=/>Home</a></li><li><a href=/n>News</a></li><li><a href=/d>Detail</a></li></ul>",
        "Path: Home » News » Detail",
    ],
)
def test_a_breadcrumb_is_read_however_it_is_parted(crumb: str) -> None:
    found = article(f"<div>{crumb}</div><h2>Head</h2><p>Day: 2024-05-06</p><p>One.</p><p>End of text</p>")
    assert found.section == ("Home", "News", "Detail")
    assert found.title == "Head"


def test_the_first_paragraph_is_no_value_of_a_bare_label() -> None:
    text = "On May 6, 2024, the harbour opened its new hall for the inspection of parcels."
    found = article(f"<p>Path: Home</p><h2>Head</h2><p>Day:</p><p>{text}</p><p>End of text</p>")
    assert (found.published, found.blocks[0].text) == ("", text)


def test_a_span_without_its_end_is_no_span() -> None:
    with pytest.raises(LayoutChanged, match="labelled: body"):
        article("<p>Path: Home</p><h2>Head</h2><p>Day: 2024-05-06</p><p>One.</p>")


@pytest.mark.parametrize("value", [3, ["a"], object()])
def test_what_a_method_gives_must_be_text(value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Irregular, "title", lambda _self, _box: value)
    with pytest.raises(PluginError, match=r"title\(\) gave .*, which is no text"):
        article("<div id=odd><p>One.</p></div>")


def test_a_method_may_give_an_element_for_a_text_and_a_text_for_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Irregular, "title", lambda _self, box: box.find("b"))
    monkeypatch.setattr(Irregular, "authors", lambda _self, _box: "Mara Quill")
    found = article("<div id=odd><b>Head</b><p>One.</p></div>")
    assert (found.title, found.authors) == ("Head", ("Mara Quill",))


def test_a_method_that_exits_is_the_plugins_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_self: Any, _box: Any) -> str:
        raise SystemExit(3)

    monkeypatch.setattr(Irregular, "title", leave)
    with pytest.raises(PluginError, match="SystemExit"):
        article("<div id=odd><p>One.</p></div>")


def test_a_box_that_is_gone_is_a_changed_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Irregular, "box", "#gone")
    with pytest.raises(LayoutChanged, match="layout irregular: box = '#gone' matches nothing"):
        article("<div id=odd><b>Head</b><p>One.</p></div>")


def read_by(kind: type[Layout], html: str) -> Any:
    class Other(Site):
        layouts: ClassVar[Any] = (kind,)

    return read(Other(), Page(html.encode(), URL), Trace())[1]


def test_a_line_is_dropped_by_the_label_that_it_begins_with() -> None:
    class Press(Layout):
        name = "press"
        marker = body = ".text"
        drop = (".ad", anchor("Ends/"))

    html = "<div class=text>One.<br>Two ends/so.<br><span class=ad>Buy</span>ENDS/Monday, May 4, 2026<br>Three.</div>"
    assert [block.text for block in read_by(Press, html).blocks] == ["One.", "Two ends/so.", "Three."]


def test_of_several_dates_the_first_that_is_one_counts() -> None:
    class Dated(Layout):
        name = "dated"
        marker = body = ".text"
        published = (".day", "meta[name=day]")

    html = "<meta name=day content='2026-05-04'><p class=day>{}</p><div class=text>One.</div>"
    assert read_by(Dated, html.format("Published:")).published == "2026-05-04"
    assert read_by(Dated, html.format("Published: 3 May 2026")).published == "Published: 3 May 2026"


def test_documents_are_found_inside_what_a_selector_names() -> None:
    class Filed(Layout):
        name = "filed"
        marker = body = ".text"
        attachments = ".files"

    html = "<div class=text>One.</div><ul class=files><li><a href=/a.pdf>A</a></li><li><a href=/b.html>B</a></li></ul>"
    assert read_by(Filed, html).attachments == (("A", "http://site.example/a.pdf"),)


def test_the_label_of_a_breadcrumb_is_no_step_of_it() -> None:
    class Pathed(Layout):
        name = "pathed"
        marker = body = ".text"
        section = ".path"

    html = "<div class=path>您的位置：<a>首页</a> &gt; <a>要闻</a></div><div class=text>One.</div>"
    assert read_by(Pathed, html).section == ("首页", "要闻")


def test_a_method_that_raises_is_told_with_its_line() -> None:
    class Broken(Layout):
        name = "broken"
        marker = box = ".text"

        def body(self, box: Any) -> str:
            return str(box["no such attribute"])

    with pytest.raises(PluginError) as raised:
        read_by(Broken, "<div class=text>One.</div>")
    assert "body() raised KeyError: 'no such attribute' (mend the plugin; line " in str(raised.value)


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("<div class=path>Home / News / IPR: cases</div>", ("Home", "News", "IPR: cases")),
        ("<ul class=path><li>Home<li>News<li>Focus: Trade</ul>", ("Home", "News", "Focus: Trade")),
        ("<div class=path>首页 | 要闻 | 专题：知识产权</div>", ("首页", "要闻", "专题：知识产权")),
        ("<div class=path>You are here: Home &gt; News</div>", ("Home", "News")),
        ("<div class=path>当前位置：首页 &gt; 要闻</div>", ("首页", "要闻")),
        ("<div class=path>您现在的位置是：首页 &gt; 要闻</div>", ("首页", "要闻")),
        ("<div class=path>您所处的位置：首页 &gt; 要闻</div>", ("首页", "要闻")),
        ("<div class=path>當前位置：首頁 &gt; 新聞</div>", ("首頁", "新聞")),
        ("<div class=path>Your location: Home &gt; News</div>", ("Home", "News")),
    ],
)
def test_only_the_label_of_a_breadcrumb_is_taken_off(path: str, steps: tuple[str, ...]) -> None:
    class Pathed(Layout):
        name = "pathed"
        marker = body = ".text"
        section = ".path"

    assert read_by(Pathed, f"{path}<div class=text>One.</div>").section == steps
