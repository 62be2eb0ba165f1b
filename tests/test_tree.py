"""The parsed tree to blocks: what a reader sees, and nothing else."""

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ipr_feeds.blocks import Block, Mark, plain
from ipr_feeds.tree import Options, stream

BASE = "https://www.site.example/news/1.html"
WORDS = "The goods were found in a container at the port and taken away. "


def body(html: str) -> LexborNode:
    node = LexborHTMLParser(f"<body>{html}</body>").body
    assert node is not None
    return node


def blocks(html: str) -> list[Block]:
    return stream(body(html), Options(BASE)).blocks


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html) if block.text]


def images(html: str) -> list[str]:
    return [block.image for block in blocks(html) if block.image]


def grid(block: Block) -> list[list[str]]:
    return [[plain(cell.runs) for cell in row] for row in block.table]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>One.<br>Two.<br/>Three</p>", ["One.", "Two.", "Three"]),
        ("<p>One.</br>Two.</p>", ["One.", "Two."]),
        ("<p>One.<p>Two.", ["One.", "Two."]),
        ("loose <p>inside</p> tail", ["loose", "inside", "tail"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p>a<span>b</span>c <b>d</b></p>", ["abc d"]),
        ("<p>One\n   and\n   one.</p>", ["One and one."]),
        ("<p>One<hr>two</p>", ["One", "two"]),
        ("<dl><dt>term</dt><dd>meaning</dd></dl>", ["term", "meaning"]),
        ("<p>co&shy;oper<wbr>ation</p>", ["cooperation"]),
    ],
)
def test_block_elements_and_breaks_part_lines(html: str, lines: list[str]) -> None:
    assert texts(html) == lines


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>The goods were<br>seized.</p>", ["The goods were seized."]),
        ("<p>The goods were<br>\n   seized.</p>", ["The goods were seized."]),
        ("<p>The goods were<br><br>seized.</p>", ["The goods were", "seized."]),
        ("<p>The goods were<br>&nbsp;<br>seized.</p>", ["The goods were", "seized."]),
        ("<p>The goods were<br>Seized.</p>", ["The goods were", "Seized."]),
        ("<p>The goods were</p><p>seized.</p>", ["The goods were", "seized."]),
        ("<p>货物<br>被查获</p>", ["货物", "被查获"]),
    ],
)
def test_a_break_inside_a_sentence_is_a_hard_wrap(html: str, lines: list[str]) -> None:
    assert texts(html) == lines


def test_paragraphs_without_a_letter_go() -> None:
    assert texts("<p>One.</p><p>&nbsp;</p><p> &#12288;&nbsp; </p><p></p><p>&#8203;</p><p>Two.</p>") == ["One.", "Two."]


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<iframe>x</iframe>",
        "<select><option>x</option></select>",
        "<button>x</button>",
        "<textarea>x</textarea>",
        "<svg><text>x</text></svg>",
        "<!-- x -->",
        "<div hidden>x</div>",
        '<div style="display:none">x</div>',
        '<div style="color:red; DISPLAY : None;">x</div>',
        '<span style="visibility:hidden">x</span>',
        '<div style="opacity:0">x</div>',
        '<font style="font-size:0">x</font>',
        '<div style="position:absolute;left:-9999px">x</div>',
        '<div style="position:absolute;top:-2000px">x</div>',
        '<p style="text-indent:-9999px">x</p>',
        '<div style="height:0;overflow:hidden">x</div>',
        '<div style="clip:rect(0 0 0 0)">x</div>',
        '<div style="opacity:0 !important">x</div>',
        '<div style="opacity:.0">x</div>',
        '<div style="bottom:-9999px;position:absolute">x</div>',
        '<div style="position:absolute;left:-99em">x</div>',
        '<div style="max-height:0;overflow:hidden">x</div>',
        '<div style="transform:scale(0)">x</div>',
        '<font style="font-size:0.0px">x</font>',
        "<marquee>x</marquee>",
        '<div style="display:none"><p>x</p><img src="a.jpg"></div>',
    ],
)
def test_what_no_reader_sees_goes(html: str) -> None:
    assert [block.text or block.image for block in blocks(f"<p>One.</p>{html}<p>Two.</p>")] == ["One.", "Two."]


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.5",
        "font-size:0.9em",
        "text-indent:-2em",
        "margin-left:-10px",
        "fill-opacity:0",
        "line-height:0;overflow:hidden",
        "overflow:hidden;height:0.5em",
        "display:block",
    ],
)
def test_what_is_set_oddly_is_still_seen(style: str) -> None:
    assert texts(f'<p style="{style}">seen</p>') == ["seen"]


def test_dropped_elements_go_and_are_named_by_their_selector() -> None:
    root = body("<p>One.</p><div class=ad>buy <b>this</b></div><p>Two.</p>")
    dropped = {node.mem_id: ".ad" for node in root.css(".ad")}
    found = stream(root, Options(BASE, dropped))
    assert [block.text for block in found.blocks] == ["One.", "Two."]
    assert found.left_out == [(".ad", "buy this")]


def test_inline_marks_are_kept_once_and_outermost_first() -> None:
    (block,) = blocks("<p>a<b>b<strong>c</strong><i>d</i></b></p>")
    assert [(run.text, [mark.tag for mark in run.marks]) for run in block.runs] == [
        ("a", []),
        ("bc", ["strong"]),
        ("d", ["strong", "em"]),
    ]


@pytest.mark.parametrize(
    ("href", "marks"),
    [
        ("/a.html", (Mark("a", "https://www.site.example/a.html"),)),
        (r"\doc\a.xls", (Mark("a", "https://www.site.example/doc/a.xls"),)),
        ("mailto:desk@site.example", (Mark("a", "mailto:desk@site.example"),)),
        ("javascript:alert(1)", ()),
        ("", ()),
    ],
)
def test_a_link_is_absolute_or_only_text(href: str, marks: tuple[Mark, ...]) -> None:
    (block,) = blocks(f'<p><a href="{href}">word</a></p>')
    assert (block.text, block.runs[0].marks) == ("word", marks)


@pytest.mark.parametrize(
    ("html", "order"),
    [
        ("<p><img src=a.jpg></p><p>text</p>", ["a", "text"]),
        ("<p><img src=a.jpg>text</p>", ["a", "text"]),
        ("<p>text<img src=a.jpg></p>", ["text", "a"]),
        ("<p>one.<br><img src=a.jpg><br>two.</p>", ["one.", "a", "two."]),
        ("<img src=a.jpg><img src=b.jpg>", ["a", "b"]),
        ("<p><img src=a.jpg><img src=a.jpg></p>", ["a"]),
        ("<a href=/big.jpg><img src=a.jpg></a>", ["a"]),
    ],
)
def test_a_picture_is_a_block_of_its_own_in_order(html: str, order: list[str]) -> None:
    names = [block.text or block.image.rpartition("/")[2].removesuffix(".jpg") for block in blocks(html)]
    assert names == order


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ("src=a.jpg", "https://www.site.example/news/a.jpg"),
        (r"src='\up\a.jpg'", "https://www.site.example/up/a.jpg"),
        ("src=blank.gif data-original=/a.jpg", "https://www.site.example/a.jpg"),
        ("src='data:image/gif;base64,R0lGOD' data-src=//img.site.example/a.jpg", "https://img.site.example/a.jpg"),
        ("src='data:image/gif;base64,R0lGOD' srcset='/s.jpg 480w, /l.jpg 960w'", "https://www.site.example/l.jpg"),
        ("srcset='/l.jpg 2x, /s.jpg 1x, /m.jpg 1.5x'", "https://www.site.example/l.jpg"),
        ("srcset='/odd.jpg 1.2.3x, /l.jpg 2x'", "https://www.site.example/l.jpg"),
        ("data-srcset='/only.jpg'", "https://www.site.example/only.jpg"),
        ("src=a.jpg width=100% height=300", "https://www.site.example/news/a.jpg"),
        ("src=a.jpg style='border-width:1px'", "https://www.site.example/news/a.jpg"),
    ],
)
def test_the_real_picture_is_found_behind_lazy_loading(attributes: str, address: str) -> None:
    assert images(f"<img {attributes}>") == [address]


@pytest.mark.parametrize(
    "attributes",
    [
        "src=t.gif width=1 height=1",
        "src=t.gif width=1px",
        "src=t.gif height=0",
        "src=t.gif style='width:1px;height:1px'",
        "src=a.jpg style='display:none'",
        "src=a.jpg hidden",
        "src='data:image/gif;base64,R0lGOD'",
        "src='javascript:x'",
        "src=''",
        "srcset=' '",
        "srcset=', ,'",
        "alt='a picture'",
    ],
)
def test_trackers_and_hidden_or_absent_pictures_go(attributes: str) -> None:
    assert blocks(f"<img {attributes}>") == []


def test_alternative_text_is_never_text() -> None:
    assert texts("<img src=a.jpg alt='The port'><p>One.</p>") == ["One."]


def test_headings_lists_and_quotations_keep_their_kind() -> None:
    html = "<h1>a</h1><h3>b</h3><ul><li>c</li></ul><ol><li>d</li></ol><blockquote><p>e</p></blockquote><p>f</p>"
    assert [(block.kind, block.level, block.ordered, block.text) for block in blocks(html)] == [
        ("h", 1, False, "a"),
        ("h", 3, False, "b"),
        ("li", 0, False, "c"),
        ("li", 0, True, "d"),
        ("quote", 0, False, "e"),
        ("p", 0, False, "f"),
    ]


def test_a_list_inside_a_list_does_not_number_what_follows() -> None:
    html = "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"
    assert [(block.text, block.ordered) for block in blocks(html)] == [("a", False), ("b", True), ("c", False)]


@pytest.mark.parametrize(
    ("html", "centred"),
    [
        ("<center>x</center>", True),
        ("<p align=center>x</p>", True),
        ('<div style="text-align: center"><p>x</p></div>', True),
        ("<p align=right>x</p>", False),
        ("<p>x</p>", False),
        (f"<div align=center><p>x</p><p>{WORDS * 10}</p></div>", False),
    ],
)
def test_a_small_box_may_be_centred_but_not_a_whole_page(html: str, centred: bool) -> None:
    assert blocks(html)[0].centred is centred


@pytest.mark.parametrize(
    ("html", "columns"),
    [
        ("<p>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;x</p>", 6),
        ("<p>\u3000\u3000x</p>", 4),
        ("<p>\n            x</p>", 0),
        ("<p>x</p>", 0),
    ],
)
def test_indentation_of_the_source_is_none_of_the_text(html: str, columns: int) -> None:
    assert blocks(html)[0].indent == columns


def test_a_caption_element_and_a_declared_caption_are_marked() -> None:
    root = body("<figure><img src=a.jpg><figcaption>one</figcaption></figure><div class=c>two</div><p>three</p>")
    captions = {node.mem_id for node in root.css(".c")}
    found = stream(root, Options(BASE, captions=captions)).blocks
    assert [(block.text, block.caption) for block in found if block.text] == [
        ("one", True),
        ("two", True),
        ("three", False),
    ]


def test_a_table_of_data_is_one_block() -> None:
    table = "<table><tr><th>Port</th><th>Cases</th></tr><tr><td>North<br>pier</td><td><b>12</b></td></tr></table>"
    (block,) = blocks(table)
    assert block.kind == "table"
    assert grid(block) == [["Port", "Cases"], ["North pier", "12"]]
    assert [[cell.header for cell in row] for row in block.table] == [[True, True], [False, False]]


def test_a_table_of_data_may_wrap_each_cell_in_a_paragraph() -> None:
    (block,) = blocks("<table>" + "<tr><td><p>North</p></td><td><p>12</p></td></tr>" * 5 + "</table>")
    assert grid(block) == [["North", "12"]] * 5


def test_cells_keep_how_far_they_reach() -> None:
    (block,) = blocks("<table><tr><td colspan=2>a</td><td rowspan=3>b</td><td colspan=wide>c</td></tr></table>")
    assert [(cell.columns, cell.rows) for cell in block.table[0]] == [(2, 1), (1, 3), (1, 1)]


@pytest.mark.parametrize(("span", "columns"), [("0", 1), ("-2", 1), ("²", 1), ("2.5", 1), ("", 1), ("99999", 1000)])
def test_a_span_that_no_browser_would_draw_is_another(span: str, columns: int) -> None:
    (block,) = blocks(f"<table><tr><td colspan='{span}'>a</td><td>b</td></tr></table>")
    assert block.table[0][0].columns == columns


def test_a_caption_of_a_table_stands_above_it() -> None:
    assert texts("<table><caption>Cases</caption><tr><td>a</td><td>b</td></tr></table>") == ["Cases", "a\nb"]


def test_a_picture_in_a_cell_follows_its_table() -> None:
    found = blocks("<table><tr><td><img src=a.jpg></td><td>a</td><td>b</td></tr></table>")
    assert [block.kind for block in found] == ["table", "image"]


@pytest.mark.parametrize(
    "cells",
    [
        ["One.", ""],
        ["One.", "&nbsp;"],
        [WORDS * 10, "side"],
        ["<p>1</p><p>2</p><p>3</p><p>4</p><p>5</p>", "side"],
        ["<table><tr><td>a</td></tr></table>", "side"],
    ],
)
def test_a_table_that_lays_out_a_page_is_no_data(cells: list[str]) -> None:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    assert "table" not in [block.kind for block in blocks(f"<table><tr>{row}</tr></table>")]


def test_a_table_that_holds_a_label_is_no_data() -> None:
    root = body("<table><tr><td>Create Time：2019-05-07</td><td>b</td></tr></table>")
    found = stream(root, Options(BASE, labels=("create time:",))).blocks
    assert [block.text for block in found] == ["Create Time：2019-05-07", "b"]


def test_hidden_text_in_a_cell_goes() -> None:
    (block,) = blocks("<table><tr><td>a<span hidden>spam</span></td><td>b</td></tr></table>")
    assert grid(block) == [["a", "b"]]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr hidden><td>x</td><td>x</td></tr><tr><td>a</td><td>b</td></tr>",
        "<tbody style='display:none'><tr><td>x</td><td>x</td></tr></tbody><tbody><tr><td>a</td><td>b</td></tr></tbody>",
    ],
)
def test_hidden_rows_of_a_table_go(rows: str) -> None:
    (block,) = blocks(f"<table>{rows}</table>")
    assert grid(block) == [["a", "b"]]


def test_a_block_knows_the_names_of_what_it_stands_in() -> None:
    (block,) = blocks("<div class='box wide' id=main><p>x</p></div>")
    assert "box wide main" in [step.name for step in block.path]


def test_deep_nesting_is_no_recursion() -> None:
    assert texts("<div>" * 1500 + "deep") == ["deep"]
    assert texts("<span>" * 500 + "deep") == ["deep"]
