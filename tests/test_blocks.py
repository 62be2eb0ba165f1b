"""Blocks: tidy runs, links, lines of a saved text, and hard wraps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipr_feeds.blocks import (
    Block,
    Cell,
    Mark,
    Run,
    join_wrapped,
    linked,
    links,
    of_lines,
    paragraphs,
    plain,
    row_text,
    tidy,
    with_runs,
)
from ipr_feeds.text import squeeze

STRONG = (Mark("strong"),)
HERE = (Mark("a", "https://site.example/1"),)
THERE = (Mark("a", "https://other.example/2"),)
RUNS = st.lists(
    st.builds(
        Run, st.text(st.sampled_from("ab \n\xa0\u3000\x00\u200b"), max_size=5), st.sampled_from([(), STRONG, HERE])
    )
)


def line(text: str) -> Block:
    return Block("p", (Run(text),), text)


@settings(deadline=None, max_examples=300)
@given(RUNS)
def test_tidy_runs_stay_as_they_are(runs: list[Run]) -> None:
    assert tidy(tidy(runs)) == tidy(runs)


@settings(deadline=None, max_examples=300)
@given(RUNS)
def test_tidy_runs_say_what_the_squeezed_text_says(runs: list[Run]) -> None:
    assert plain(tidy(runs)) == squeeze(plain(runs))
    assert all(run.text for run in tidy(runs))


@pytest.mark.parametrize(
    ("runs", "tidied"),
    [
        ([], ()),
        ([Run(" \n"), Run("\xa0\u3000")], ()),
        ([Run(" a "), Run(" b ")], (Run("a b"),)),
        ([Run("a", STRONG), Run(""), Run("b", STRONG)], (Run("ab", STRONG),)),
        ([Run("a "), Run(" ", STRONG), Run(" b")], (Run("a b"),)),
        ([Run("a"), Run(" ", STRONG), Run("\n", HERE)], (Run("a"),)),
        ([Run("a "), Run("b", STRONG)], (Run("a "), Run("b", STRONG))),
    ],
)
def test_white_space_goes_and_equal_neighbours_join(runs: list[Run], tidied: tuple[Run, ...]) -> None:
    assert tidy(runs) == tidied


def test_a_block_with_other_runs_says_other_text_and_keeps_its_setting() -> None:
    block = with_runs(line("old")._replace(centred=True), [Run(" new "), Run("text ", STRONG)])
    assert (block.text, block.runs, block.centred) == ("new text", (Run("new "), Run("text", STRONG)), True)


def test_a_row_is_a_paragraph_of_its_filled_cells() -> None:
    assert row_text((Cell((Run("Port"),)), Cell(()), Cell((Run("12 "), Run("cases", STRONG))))) == "Port | 12 cases"


def test_each_kind_of_block_has_its_paragraphs() -> None:
    table = Block("table", table=((Cell((Run("a"),)), Cell((Run("b"),))), (Cell(()),), (Cell((Run("c"),)),)))
    assert list(paragraphs(table)) == ["a | b", "c"]
    assert list(paragraphs(line("words"))) == ["words"]
    assert list(paragraphs(Block("image", image="https://site.example/a.jpg"))) == []


def test_a_link_in_two_runs_is_one_link() -> None:
    block = Block("p", (Run("See "), Run("the ", HERE), Run("rules", HERE + STRONG), Run(", "), Run("news", THERE)))
    assert list(links(block)) == [("the rules", "https://site.example/1"), ("news", "https://other.example/2")]


def test_links_of_a_table_stand_in_its_cells() -> None:
    table = Block("table", table=((Cell((Run("Jan", HERE),)), Cell((Run("Feb", THERE),))),))
    assert [text for text, _ in links(table)] == ["Jan", "Feb"]


@pytest.mark.parametrize(
    ("runs", "share"),
    [
        ((), 0.0),
        ((Run("words"),), 0.0),
        ((Run("words", HERE),), 1.0),
        ((Run("half", HERE), Run("half")), 0.5),
        ((Run("2019-05-07 "), Run("News", HERE), Run(" [12]")), 1.0),
        ((Run("12", HERE),), 0.0),
        ((Run("海关", HERE), Run("查获")), 0.5),
    ],
)
def test_the_linked_share_counts_letters_only(runs: tuple[Run, ...], share: float) -> None:
    assert linked(Block("p", runs)) == share


def test_a_saved_text_is_one_block_a_line() -> None:
    blocks = of_lines("Title\n\n \xa0 \n    First  line\r\n\u3000\u3000第二行")
    assert [(block.kind, block.text, block.indent) for block in blocks] == [
        ("p", "Title", 0),
        ("p", "First line", 4),
        ("p", "第二行", 4),
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["The goods were", "seized."], ["The goods were seized."]),
        (["The goods", "were", "seized."], ["The goods were seized."]),
        (["The goods,", "seized here"], ["The goods, seized here"]),
        (["The goods were", "Seized."], ["The goods were", "Seized."]),
        (["It was said.", "then it left"], ["It was said.", "then it left"]),
        (["“It was said.”", "then it left"], ["“It was said.”", "then it left"]),
        (["These goods:", "bags"], ["These goods:", "bags"]),
        (["货物", "查获"], ["货物", "查获"]),
        (["Year", "2019"], ["Year", "2019"]),
        (["The goods were", "", "seized."], ["The goods were", "seized."]),
        ([], []),
    ],
)
def test_only_a_hard_wrap_is_mended(lines: list[str], joined: list[str]) -> None:
    assert [block.text for block in join_wrapped([line(text) for text in lines])] == joined


def test_a_mended_line_keeps_its_marks() -> None:
    above, below = (
        Block("p", (Run("The ", STRONG), Run("goods")), "The goods"),
        Block("p", (Run("left", HERE),), "left"),
    )
    (block,) = join_wrapped([above, below])
    assert block.runs == (Run("The ", STRONG), Run("goods "), Run("left", HERE))


def test_a_picture_parts_lines() -> None:
    picture = Block("image", image="https://site.example/a.jpg")
    assert join_wrapped([line("The goods"), picture, line("left")]) == [line("The goods"), picture, line("left")]
