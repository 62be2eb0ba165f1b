"""Titles: of the page, and among the lines above a body."""

import pytest

from ipr_feeds.blocks import Block, Kind, Run, Step
from ipr_feeds.titles import choose, of_page

NAMES = ("QBPC", "QBPC News")
PROSE = "The desk at the container terminal was opened in the first week of May and is staffed by six officers."


def line(text: str, *around: int, kind: Kind = "p") -> Block:
    """A line that stands in the elements `around`."""
    path = (Step(0, "body"), *(Step(number, "div") for number in around), Step(id(text), "line"))
    return Block(kind, (Run(text),), text, path)


def chosen(blocks: list[Block], page_title: str = "") -> list[str]:
    return [blocks[at].text for at in choose(blocks, range(len(blocks)), page_title)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Desk Opens - QBPC", "Desk Opens"),
        ("Desk Opens_QBPC News", "Desk Opens"),
        ("Desk Opens | qbpc", "Desk Opens"),
        ("Desk Opens--QBPC News", "Desk Opens"),
        (" Desk\n Opens ", "Desk Opens"),
        ("QBPC Desk Opens", "QBPC Desk Opens"),
        ("QBPC News", ""),
        ("QBPC", ""),
        ("w88 fun88", ""),
        ("Customs Seize Fake Casino Chips - QBPC", "Customs Seize Fake Casino Chips"),
        ("", ""),
    ],
)
def test_the_title_of_a_page_is_without_the_sites_name_and_no_spam(text: str, title: str) -> None:
    assert of_page(text, NAMES) == title


def test_a_title_is_what_the_page_says_too() -> None:
    assert chosen([line("Topics", 1, kind="h"), line("Desk Opens", 2)], "Desk Opens") == ["Desk Opens"]


def test_else_it_is_the_first_heading_above_the_text() -> None:
    assert chosen([line("News", 1), line("Desk Opens", 2, kind="h"), line(PROSE, 3)]) == ["Desk Opens"]


def test_a_heading_below_the_text_is_no_title() -> None:
    assert chosen([line("Desk Opens", 1), line(PROSE, 2), line("About us", 3, kind="h")]) == ["Desk Opens"]


def test_else_it_is_the_first_line() -> None:
    assert chosen([line("Desk Opens", 1), line("By Ann Lee", 2)]) == ["Desk Opens"]


def test_a_title_in_lines_of_one_element_is_all_of_them() -> None:
    assert chosen([line("Desk Opens", 1), line("For Owners", 1), line(PROSE, 2)]) == ["Desk Opens", "For Owners"]


@pytest.mark.parametrize("last", [PROSE, "It opened."])
def test_lines_that_hold_a_sentence_are_no_title_in_lines(last: str) -> None:
    assert chosen([line("Desk Opens", 1), line(last, 1)]) == ["Desk Opens"]


def test_many_lines_are_no_title_in_lines() -> None:
    assert chosen([line(f"Topic {number}", 1) for number in range(4)]) == ["Topic 0"]


def test_without_lines_there_is_no_title() -> None:
    assert choose([], [], "Desk Opens") == []
