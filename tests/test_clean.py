"""Blocks to HTML that any reader may show."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipr_feeds.blocks import Block, Cell, Mark, Run
from ipr_feeds.clean import gate, inline, render

PIECES = st.lists(
    st.sampled_from(
        "<script>|</script>|<style>|</style>|<svg>|<math>|<mglyph>|<noscript>|<template>|<title>|<form>|<textarea>|<p>|</p>|"
        "<p class='|<table>|<td>|</table>|<!--|-->|<![CDATA[|<iframe srcdoc='|<img src=x onerror=x>|<a href='javascript:x'>|"
        '<a href="&#x6a;avascript:x">|<a href=java\tscript:x>|&lt;script&gt;|\'|"|<|>|/|\x00|text'.split("|")
    ),
    max_size=12,
)
WORDS = st.text(st.sampled_from("ab <>&\"'\xa0海/"), max_size=8)
MARKS = st.lists(
    st.sampled_from(
        [Mark("strong"), Mark("em"), Mark("a", "https://site.example/?a=1&b='\""), Mark("a", "javascript:x")]
    ),
    max_size=2,
    unique_by=lambda mark: mark.tag,
).map(tuple)
LINES = st.lists(st.tuples(WORDS, MARKS).map(lambda pair: Run(*pair)), max_size=3).map(tuple)
BLOCKS = st.lists(
    st.sampled_from(
        [
            lambda runs: Block("p", runs),
            lambda runs: Block("h", runs, level=1 + len(runs)),
            lambda runs: Block("li", runs, ordered=len(runs) == 1),
            lambda runs: Block("quote", runs),
            lambda runs: Block("table", table=((Cell(runs), Cell(runs, header=True, columns=2)),)),
            lambda runs: Block("image", image="https://site.example/a.jpg?x=1&y=2"),
        ]
    ).flatmap(LINES.map),
    max_size=5,
)
SAFE_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|code|del|em|figcaption|figure|h[2-6]|hr|i|img|ins|li|mark|ol|p|pre|s|strong|sub|sup"
    r"|table|tbody|td|tfoot|th|thead|tr|u|ul)(?: (?:href|src|alt|colspan|rowspan)=\"[^\"]*\")*>"
)


def text(words: str, *marks: Mark) -> Block:
    return Block("p", (Run(words, marks),), words)


@settings(deadline=None, max_examples=300)
@given(PIECES)
def test_only_allowed_tags_and_attributes_pass_the_gate(pieces: list[str]) -> None:
    passed = gate("".join(pieces))
    assert "<" not in SAFE_TAG.sub("", passed)
    assert "javascript:" not in "".join(SAFE_TAG.findall(passed)).lower()


@settings(deadline=None, max_examples=200)
@given(BLOCKS)
def test_what_is_rendered_passes_the_gate_unchanged(blocks: list[Block]) -> None:
    html = render(blocks, {0: "<i>caption</i>"})
    assert gate(html) == html


@pytest.mark.parametrize(
    ("html", "passed"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<style>p{}</style>a", "a"),
        ("<iframe src=https://site.example/>x</iframe>", ""),
        ("<svg><script>x</script></svg>", ""),
        ("<!-- note -->a", "a"),
        ("<p onclick=x style=y class=z id=w>a</p>", "<p>a</p>"),
        ('<p title="x" lang="en">a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="java&#9;script:x">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="/rel.html">a</a>', "<a>a</a>"),
        ('<a href="//site.example/">a</a>', "<a>a</a>"),
        ('<a href="https://site.example/" target=_blank>a</a>', '<a href="https://site.example/">a</a>'),
        ('<a href="mailto:desk@site.example">a</a>', '<a href="mailto:desk@site.example">a</a>'),
        ('<img src="data:image/png;base64,x">', "<img>"),
        ('<img src="https://site.example/a.jpg" onerror=x>', '<img src="https://site.example/a.jpg">'),
        ("<div><p>a</p></div>", "<p>a</p>"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_the_gate_lets_through_what_any_reader_may_show(html: str, passed: str) -> None:
    assert gate(html) == passed


def test_text_is_escaped() -> None:
    assert render([text("<script>1 & 2</script>")], {}) == "<p>&lt;script&gt;1 &amp; 2&lt;/script&gt;</p>"


def test_a_link_keeps_its_address() -> None:
    block = text("x", Mark("a", "https://site.example/?a=1&b=2"))
    assert render([block], {}) == '<p><a href="https://site.example/?a=1&amp;b=2">x</a></p>'


def test_a_link_that_is_no_address_is_only_text() -> None:
    assert render([text("x", Mark("a", "javascript:alert(1)"))], {}) == "<p><a>x</a></p>"


def test_headings_begin_at_the_second_level() -> None:
    blocks = [Block("h", (Run("a"),), "a", level=level) for level in (1, 2, 4)]
    assert render(blocks, {}) == "<h2>a</h2><h2>a</h2><h4>a</h4>"


def test_neighbours_of_one_list_share_its_element() -> None:
    items = [Block("li", (Run(word),), word, ordered=word > "b") for word in "abcd"]
    assert render(items, {}) == "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>"


def test_lists_parted_by_text_stay_apart() -> None:
    item = Block("li", (Run("a"),), "a")
    assert render([item, text("b"), item], {}) == "<ul><li>a</li></ul><p>b</p><ul><li>a</li></ul>"


def test_neighbours_of_one_quotation_share_its_element() -> None:
    quote = Block("quote", (Run("a"),), "a")
    assert render([quote, quote], {}) == "<blockquote><p>a</p><p>a</p></blockquote>"


def test_a_caption_stays_with_its_picture() -> None:
    pictures = [Block("image", image=f"https://site.example/{name}.jpg") for name in "ab"]
    assert render(pictures, {1: "Goods <b>& more"}) == (
        '<figure><img src="https://site.example/a.jpg" alt=""></figure>'
        '<figure><img src="https://site.example/b.jpg" alt="">'
        "<figcaption>Goods &lt;b&gt;&amp; more</figcaption></figure>"
    )


def test_a_table_keeps_heads_and_spans() -> None:
    rows = ((Cell((Run("a"),), header=True, columns=2),), (Cell((Run("b"),), rows=3), Cell(())))
    assert render([Block("table", table=rows)], {}) == (
        '<table><tbody><tr><th colspan="2">a</th></tr><tr><td rowspan="3">b</td><td></td></tr></tbody></table>'
    )


def test_no_blocks_are_no_html() -> None:
    assert render([], {}) == ""


@pytest.mark.parametrize(
    ("runs", "html"),
    [
        ((Run("a"),), "a"),
        ((Run("a", (Mark("em"),)), Run("b")), "<em>a</em>b"),
        ((Run("a", (Mark("strong"),)), Run("b", (Mark("strong"), Mark("em")))), "<strong>a<em>b</em></strong>"),
        ((Run("a", (Mark("strong"), Mark("em"))), Run("b", (Mark("em"),))), "<strong><em>a</em></strong><em>b</em>"),
        (
            (Run("a", (Mark("a", "https://site.example/1"),)), Run("b", (Mark("a", "https://site.example/2"),))),
            '<a href="https://site.example/1">a</a><a href="https://site.example/2">b</a>',
        ),
        ((Run('1 < "2"'),), '1 &lt; "2"'),
        ((), ""),
    ],
)
def test_marks_stay_open_as_long_as_they_go_on(runs: tuple[Run, ...], html: str) -> None:
    assert inline(runs) == html
