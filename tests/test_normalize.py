"""From what a page prints to the entry: titles, dates, names, what is left out."""

from datetime import timedelta

import pytest
from conftest import NOW, Read

from ipr_feeds.dates import Moment
from ipr_feeds.errors import LayoutChanged
from ipr_feeds.extract import entry_of
from ipr_feeds.extraction import read as read_page
from ipr_feeds.links import Link
from ipr_feeds.model import Entry
from ipr_feeds.normalize import normalize
from ipr_feeds.page import Page
from ipr_feeds.source import Origins, Source
from ipr_feeds.trace import Trace

STATICS = "http://english.customs.gov.cn/Statics/00000000-aaaa-4bbb-8ccc-000000000077.html"
NEWS = "http://www.chinanews.com/fz/2019/03-14/90000077.shtml"
LONG = "Officers of the district stopped a container with counterfeit goods, and the holder of the trademark confirmed the infringement."


def statics(
    body: str, title: str = "Fake Taps Stopped", date: str = "2024/02/29", head: str = "", after: str = ""
) -> str:
    return (
        f"<html><head><title>{head}</title></head><body><div class=atcl><div class=atcl-main><div class=atcl-ttl>{title}</div></div>"
        f"<div class=atcl-main><div class=atcl-date>{date}</div><div class=atcl-cnt>{body}</div>{after}</div></div></body></html>"
    )


def chinanews(body: str, time: str = "2019-03-14 08:15:30") -> str:
    return (
        '<html><body><div id="cont_1_1_2"><h1>海关查获侵权水龙头</h1><div style="display:none"><span id="pubtime_baidu">'
        f'{time}</span></div><div class="left-t">2019年03月14日 08:15</div><div class="left_zw">{body}</div></div></body></html>'
    )


def test_an_empty_title_takes_the_pages_own(read: Read) -> None:
    assert read(statics(f"<p>{LONG}</p>", "", head="Fake Taps - GACC"), STATICS).title == "Fake Taps"


@pytest.mark.parametrize("head", ["", "GACC", "w88 fun88", "China Customs"])
def test_a_title_that_is_the_sites_name_or_spam_gives_way_to_the_first_paragraph(head: str, read: Read) -> None:
    entry = read(statics(f"<p>Fake Taps Stopped at Sea</p><p>{LONG}</p>", "", head=head), STATICS)
    assert (entry.title, entry.text) == ("Fake Taps Stopped at Sea", LONG)


def test_without_any_title_the_text_begins_it_and_stays(read: Read) -> None:
    entry = read(statics(f"<p>{LONG} {LONG}</p>", ""), STATICS)
    assert entry.title.endswith("…")
    assert len(entry.title) <= 150
    assert entry.text == f"{LONG} {LONG}"


def test_a_title_repeated_above_the_text_leaves_it(read: Read) -> None:
    assert read(statics(f"<h2>Fake Taps Stopped</h2><p>{LONG}</p>"), STATICS).text == LONG


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("03/08/2018", "2018-03-08T00:00:00+08:00"),
        ("2025/03/11", "2025-03-11T00:00:00+08:00"),
        ("12/10/2015", "2015-12-10T00:00:00+08:00"),
        ("2031/01/01", None),
        ("02/30/2018", None),
        ("", None),
    ],
)
def test_the_day_of_a_statics_page(printed: str, published: str | None, read: Read) -> None:
    entry = read(statics(f"<p>{LONG}</p>", date=printed), STATICS)
    assert (entry.published.isoformat() if entry.published else None) == published
    assert entry.published_precision == ("day" if published else None)
    assert entry.published_from == ("page" if published else None)


def normalized(known: list[Source], html: str, url: str, link: Link | None) -> Entry:
    source = next(one for one in known if one.key(url))
    layout, article = read_page(source, Page(html.encode(), url), Trace())
    return normalize(article, Origins(source, layout, url, link), NOW, Trace())


def test_a_date_is_taken_from_page_then_list_then_address_then_text(known: list[Source]) -> None:
    listed = Link(NEWS, "", published=Moment(NOW.replace(year=2018, hour=3, minute=4), "minute").when, origin="feed")
    body = "<p>海关于2017年6月5日查获一批侵权水龙头。</p>"
    from_page = normalized(known, chinanews(body), NEWS, listed)
    from_feed = normalized(known, chinanews(body, "x").replace("2019年03月14日", ""), NEWS, listed)
    from_url = normalized(known, chinanews(body, "x").replace("2019年03月14日", ""), NEWS, None)
    from_body = normalized(known, statics("<p>On June 5, 2017, the taps were found.</p>", date=""), STATICS, None)
    told = [(entry.published_from, str(entry.published)[:10]) for entry in (from_page, from_feed, from_url, from_body)]
    assert told == [("page", "2019-03-14"), ("feed", "2018-11-01"), ("url", "2019-03-14"), ("body", "2017-06-05")]


def test_a_list_that_tells_of_the_future_is_not_believed(known: list[Source]) -> None:
    listed = Link(NEWS, "", published=NOW + timedelta(days=1), origin="feed")
    entry = normalized(known, chinanews("<p>海关通报。</p>", "x").replace("2019年03月14日", ""), NEWS, listed)
    assert (entry.published_from, str(entry.published)[:10]) == ("url", "2019-03-14")


def test_a_required_date_that_is_nowhere_is_a_changed_layout(read: Read) -> None:
    page = chinanews("<p>海关。</p>", "soon").replace("2019年03月14日 08:15", "")
    assert read(page, NEWS).published_from == "url"
    with pytest.raises(LayoutChanged, match="published gave 'soon', which is no date"):
        read(page)


def test_reporters_and_city_come_from_the_dateline(read: Read) -> None:
    entry = read(chinanews("<p>　　中新网宁波3月14日电(记者 竺某 通讯员 林 某)宁波海关通报一起案件。(完)</p>"), NEWS)
    assert (entry.place, entry.authors) == ("宁波", ("竺某", "林某"))
    assert entry.text == "中新网宁波3月14日电(记者 竺某 通讯员 林 某)宁波海关通报一起案件。"


def test_a_dateline_without_city_or_reporter_gives_none(read: Read) -> None:
    entry = read(chinanews("<p>中新网3月14日电 海关通报一起案件。</p>"), NEWS)
    assert (entry.place, entry.authors) == (None, ())


def test_a_by_line_of_its_own_becomes_authors(read: Read) -> None:
    entry = read(statics(f"<p>By Mara Quill | Text by Oda Fenn</p><p>{LONG}</p>"), STATICS)
    assert (entry.authors, entry.text) == (("Mara Quill", "Oda Fenn"), LONG)


def test_an_editor_line_in_the_text_becomes_an_editor(read: Read) -> None:
    entry = read(chinanews("<p>海关通报一起案件。</p><p>【编辑:苗某】</p>"), NEWS)
    assert (entry.editors, entry.text) == (("苗某",), "海关通报一起案件。")


def test_captions_leave_the_text_and_stay_with_their_picture(read: Read) -> None:
    entry = read(
        chinanews('<p>海关通报。</p><div style="text-align:center"><img src="/a.jpg"></div><p>图为现场。苗某 摄</p>'),
        NEWS,
    )
    assert entry.text == "海关通报。"
    assert [(image.url, image.caption, image.credit) for image in entry.images] == [
        ("http://www.chinanews.com/a.jpg", "图为现场。苗某 摄", "苗某")
    ]
    assert "<figcaption>图为现场。苗某 摄</figcaption>" in entry.html


def test_a_caption_without_a_picture_stays_in_html_only(read: Read) -> None:
    entry = read(chinanews("<p>海关通报。</p><p>图为现场。苗某 摄</p>"), NEWS)
    assert entry.text == "海关通报。"
    assert "<p>图为现场。苗某 摄</p>" in entry.html


def test_the_alt_of_a_picture_is_no_caption(read: Read) -> None:
    entry = read(
        chinanews(
            "<p>海关通报。</p><img alt=\"<a target='_blank' href='/'>海关</a>\" src='/a.jpg'><p>目前正在处理中。</p>"
        ),
        NEWS,
    )
    assert [image.caption for image in entry.images] == [None]
    assert entry.text == "海关通报。\n\n目前正在处理中。"


def test_furniture_of_the_site_is_no_picture(read: Read) -> None:
    assert read(chinanews("<p>海关通报。<img src='/fileftp/x.jpg'><img src='/ad2008/y.gif'></p>"), NEWS).images == ()


def test_a_picture_without_text_is_an_entry(read: Read) -> None:
    entry = read(statics("<img src ='\\Excel\\4.png'/>"), STATICS)
    assert (entry.text, entry.summary, entry.images[0].url) == ("", "", "http://english.customs.gov.cn/Excel/4.png")


def test_an_attachment_without_text_is_an_entry(read: Read) -> None:
    after = "<div class=atcl-rct><a href='http://english.customs.gov.cn\\Excel\\4.xls'>The table</a></div>"
    entry = read(statics("&nbsp;", after=after), STATICS)
    assert [(one.url, one.title, one.media_type) for one in entry.attachments] == [
        ("http://english.customs.gov.cn/Excel/4.xls", "The table", "application/vnd.ms-excel")
    ]


def test_an_empty_body_is_a_changed_layout_and_no_entry(read: Read) -> None:
    with pytest.raises(LayoutChanged, match="gacc-statics: the body is empty"):
        read(statics("<p>&nbsp;</p><div class=x></div>"), STATICS)


def test_a_table_is_kept_and_its_rows_are_paragraphs(read: Read) -> None:
    table = "<table><tr><th>Goods</th><th>Pieces</th></tr><tr><td><b>Taps</b></td><td>1,200&nbsp;</td></tr></table>"
    entry = read(statics(f"<p>{LONG}</p>{table}"), STATICS)
    assert entry.text.split("\n\n")[1:] == ["Goods | Pieces", "Taps | 1,200"]
    assert "<tr><td><strong>Taps</strong></td><td>1,200</td></tr>" in entry.html


def test_the_same_page_gives_the_same_entry(read: Read) -> None:
    html = statics(f"<p>{LONG}</p>")
    assert read(html, STATICS) == read(html, STATICS)


def test_the_summary_is_whole_sentences_of_the_first_paragraph(read: Read) -> None:
    entry = read(statics("<p>One short sentence. " + "A longer one follows here. " * 20 + "</p>"), STATICS)
    assert entry.summary.startswith("One short sentence. A longer one")
    assert entry.summary.endswith("here.")
    assert len(entry.summary) <= 300


def test_lines_that_look_like_by_lines_or_widgets_stay_inside_the_text_and_in_lists(read: Read) -> None:
    inner = "<h3>By Product Category</h3><ul><li>Labels: 500</li><li>Tags: 12,000 pieces</li></ul><p>记者：您好</p><p>3,000 hits</p>"
    entry = read(statics(f"<p>{LONG}</p><p>{LONG}</p>{inner}<p>{LONG}</p>"), STATICS)
    assert entry.text.split("\n\n")[2:-1] == [
        "By Product Category",
        "Labels: 500",
        "Tags: 12,000 pieces",
        "记者：您好",
        "3,000 hits",
    ]
    assert entry.authors == ()


def test_one_short_paragraph_is_text_and_begins_the_title(read: Read) -> None:
    entry = read(statics("<p>Customs stopped fake taps.</p>", ""), STATICS)
    assert (entry.title, entry.text) == ("Customs stopped fake taps.", "Customs stopped fake taps.")


def test_the_lead_of_the_list_is_the_summary_of_a_page_without_text(known: list[Source]) -> None:
    link = Link(STATICS, "", "What the picture shows.")
    assert normalized(known, statics("<img src=/a.png>"), STATICS, link).summary == "What the picture shows."


def test_an_attachment_is_named_in_legal_characters(read: Read) -> None:
    after = '<div class=atcl-rct><a href="/Excel/a%0Bb.xls"><img src="/x.png"></a></div>'
    assert read(statics(f"<p>{LONG}</p>", after=after), STATICS).attachments[0].title == "a b.xls"


@pytest.mark.parametrize("title", ["Best online casino poker slots", "w88"])
def test_a_page_title_made_of_gambling_is_none(title: str, read: Read) -> None:
    assert (
        read(statics(f"<p>Fake Taps Stopped at Sea</p><p>{LONG}</p>", "", head=title), STATICS).title
        == "Fake Taps Stopped at Sea"
    )


def test_a_title_that_a_list_gives_is_not_repeated_as_first_paragraph(known: list[Source]) -> None:
    source = next(one for one in known if one.name == "qbpc")
    url = "http://www.qbpc.org.cn/articles/view/cid/18/id/900777"
    page = Page(f"<div><p>Fake taps stopped</p>{f'<p>{LONG}</p>' * 5}</div>".encode(), url)
    entry = entry_of(source, page, Link(url, "FAKE TAPS stopped"), NOW, Trace())
    assert entry.title == "FAKE TAPS stopped"
    assert entry.text.split("\n\n")[0] == LONG


def test_a_text_that_is_nothing_but_the_title_stays_under_its_picture(read: Read) -> None:
    entry = read(statics("<p><img src=/a.jpg></p><p>FAKE TAPS STOPPED</p>"), STATICS)
    assert entry.text == "FAKE TAPS STOPPED"


@pytest.mark.parametrize("listed", [True, False])
def test_a_required_date_that_nobody_understands_is_never_one_that_the_text_mentions(
    known: list[Source], listed: bool
) -> None:
    source = next(one for one in known if one.name == "chinanews")
    page = Page(
        "<div class='left-t'>公元某年 来源：中国新闻网</div><div id='cont_1_1_2'><h1>海关查获侵权货物</h1>"
        f"<div class='left_zw'><p>2018年3月4日，{LONG}</p></div></div>".encode(),
        "http://www.chinanews.com/fz/90000078.shtml",
    )
    link = (
        Link("http://www.chinanews.com/fz/90000078.shtml", published=NOW - timedelta(days=3), precision="day")
        if listed
        else None
    )
    if listed:
        assert entry_of(source, page, link, NOW, Trace()).published_from == "list"
    else:
        with pytest.raises(LayoutChanged, match="which is no date"):
            entry_of(source, page, link, NOW, Trace())
