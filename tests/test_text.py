"""Strings at the boundary: legal, on one line, in half width, cut between words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ipr_feeds.text import ends_sentence, half_width, indent, label, legal, opening, shorten, squeeze

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(deadline=None, max_examples=200)
@given(ANYTHING)
def test_squeezed_text_is_legal_xml_and_stays_as_it_is(text: str) -> None:
    squeezed = squeeze(text)
    etree.Element("entry").text = squeezed  # lxml raises ValueError for what XML 1.0 forbids
    assert squeeze(squeezed) == squeezed


@pytest.mark.parametrize("forbidden", ["\x00", "\x08", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids_go(forbidden: str) -> None:
    assert legal(f"a{forbidden}b") == "ab"


@pytest.mark.parametrize("forbidden", ["\x0b", "\x0c", "\x1c", "\x1f"])
def test_white_space_that_xml_forbids_is_a_blank(forbidden: str) -> None:
    assert legal(f"a{forbidden}b") == "a b"


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\u200e", "\u202e", "\u2060", "\u2066", "\ufeff"])
def test_invisible_marks_go(invisible: str) -> None:
    assert legal(f"a{invisible}b") == "ab"


@pytest.mark.parametrize(
    "text", ["a\tb\nc\rd", "海关", "\U0001f6a2", "\U0001f469\u200d\U0001f527", "e\u0301", "a\xa0b"]
)
def test_legal_text_stays(text: str) -> None:
    assert legal(text) == text


@pytest.mark.parametrize("space", [" ", "  ", "\t", "\r\n", "\xa0", "\u3000", "\u2009", "\u2028", " \xa0\n\u3000 "])
def test_each_run_of_white_space_becomes_one_blank(space: str) -> None:
    assert squeeze(f"{space}two{space}words{space}") == "two words"


def test_white_space_around_an_invisible_mark_is_one_run() -> None:
    assert squeeze("two \u200b words \ufeff") == "two words"


def test_full_width_forms_become_ascii_and_the_rest_stays() -> None:
    assert half_width("２０１９年：ＡＢｃ（！～）、。「海」") == "2019年:ABc(!~)、。「海」"


@pytest.mark.parametrize(
    "text", ["Create Time:", "create  time :", "ＣＲＥＡＴＥ　ＴＩＭＥ：", " Create\nTime ：", "Create\xa0Time :"]
)
def test_labels_compare_equal_in_every_spelling(text: str) -> None:
    assert label(text) == "create time:"


def test_different_labels_stay_different() -> None:
    assert label("Create Time") != label("Create Time:")


@pytest.mark.parametrize(
    ("raw", "columns"),
    [
        ("line", 0),
        ("    line", 4),
        ("\u3000\u3000line", 4),
        ("\xa0\xa0\xa0line", 3),
        ("\n        line", 0),
        ("\r\n\t\tline", 0),
        ("\n    \u3000\u3000line", 4),
        ("\n  \xa0\xa0line", 2),
        ("", 0),
    ],
)
def test_indentation_counts_what_was_meant(raw: str, columns: int) -> None:
    assert indent(raw) == columns


@pytest.mark.parametrize(
    "text",
    ["Done.", "Done. ", "Really?", "查获。", "真的？", "Thus:", "如下：", "“Done.”", "(Done.)", "（查获。）", "And…"],
)
def test_a_line_that_ends_a_sentence(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "the goods", "the goods,", "货物，", "货物、", "“goods”", "(goods)", "3.5 tons"])
def test_a_line_that_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.integers(1, 70))
def test_shortened_text_keeps_the_limit_and_the_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("first word, second", 13, "first word…"),
        ("incomprehensible", 6, "incom…"),
        ("海关查获侵权货物", 6, "海关查获侵…"),
        ("海关查获，侵权货物", 6, "海关查获…"),
    ],
)
def test_text_is_cut_between_words_where_there_are_words(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@pytest.mark.parametrize(
    ("text", "limit", "start"),
    [
        ("One. Two.", 50, "One. Two."),
        ("One. Two. Three.", 9, "One. Two."),
        ("One. Two. Three.", 12, "One. Two."),
        ("第一。第二。第三。", 6, "第一。第二。"),
        ("no sentence ends here", 12, "no sentence…"),
        ("A sentence that is too long. Next.", 12, "A sentence…"),
        ("第一句。”第二句。", 5, "第一句。”"),
        ("第一句。”第二句。", 4, "第一句…"),
        ("", 5, ""),
        ("One! Two? Three.", 10, "One! Two?"),
        ("一批！何处？多少。", 7, "一批！何处？"),
        ("It weighs 3.5 tons. It left.", 13, "It weighs…"),
        ("He said “Go.” Then he left.", 15, "He said “Go.”"),
    ],
)
def test_an_opening_is_whole_sentences_or_the_cut_first_one(text: str, limit: int, start: str) -> None:
    assert opening(text, limit) == start
