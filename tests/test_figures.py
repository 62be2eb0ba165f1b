"""Which lines are captions, of which picture, and whom they credit."""

import pytest

from ipr_feeds.blocks import Block, Cell, Run, Step
from ipr_feeds.figures import credit, pair

PICTURE = Block("image", image="https://site.example/a.jpg")
OTHER = Block("image", image="https://site.example/b.jpg")


def line(text: str, *, centred: bool = False, indent: int = 0, caption: bool = False) -> Block:
    return Block("p", (Run(text),), text, centred=centred, indent=indent, caption=caption)


@pytest.mark.parametrize(
    "block",
    [
        line("Marked by the layout as one. " * 20, caption=True),
        line("Photo by Ann Lee"),
        line("Officers open a box. Photo by Ann Lee"),
        line("Officers open a box. Photo by Ann Lee."),
        line("Photos courtesy of Sample Customs"),
        line("File photo: the port"),
        line("图为关员查验货物"),
        line("资料图：码头"),
        line("关员查验货物。样本报 甲某 摄"),
        line("关员查验货物（甲某 摄）"),
        line("The port. Photo by A. B. Lee"),
        line("The U.S. port. Photo by Ann Lee, Sample Daily Co. Ltd."),
        line("Officers open a box", centred=True),
        line("Officers open a box", indent=8),
    ],
)
def test_a_caption_goes_with_the_picture_above(block: Block) -> None:
    figures = pair((line("Before."), PICTURE, block, line("After.")))
    assert [kept.text for kept in figures.blocks] == ["Before.", "", "After."]
    assert figures.captions == {1: block.text}
    assert figures.orphans == frozenset()


@pytest.mark.parametrize(
    "block",
    [
        line("Officers open a box."),
        line("Officers open a box", indent=4),
        line("A long line that is centred. " * 8, centred=True),
        line("图书被查获。"),
        line("The photographs show a box."),
        line("The firm sold photos by mail."),
        line("法院认定，涉案图片由原告拍摄。"),
        line("资料图书馆藏有侵权图书。"),
        Block("h", (Run("Next case"),), "Next case", level=2, centred=True),
        Block("table", (), "a", centred=True, table=((Cell((Run("a"),)), Cell((Run("b"),))),)),
    ],
)
def test_what_follows_a_picture_is_not_always_a_caption(block: Block) -> None:
    figures = pair((PICTURE, block))
    assert figures.blocks == (PICTURE, block)
    assert (figures.captions, figures.orphans) == ({}, frozenset())


@pytest.mark.parametrize("block", [line("Short", centred=True), line("Short", indent=8)])
def test_setting_alone_makes_no_caption_away_from_a_picture(block: Block) -> None:
    assert pair((PICTURE, line("Text."), block)).orphans == frozenset()
    assert pair((block, PICTURE)).captions == {}


@pytest.mark.parametrize("block", [line("图为码头"), line("The port. Photo by Ann Lee"), line("x", caption=True)])
def test_a_caption_without_a_picture_stays_and_is_known(block: Block) -> None:
    figures = pair((line("Text."), block))
    assert figures.blocks[1] == block
    assert (figures.captions, figures.orphans) == ({}, frozenset((1,)))


@pytest.mark.parametrize(
    "text", ["The firm sold photos by mail.", "法院认定，涉案图片由原告拍摄。", "资料图书馆藏有侵权图书。"]
)
def test_prose_about_pictures_is_no_caption_without_one(text: str) -> None:
    assert pair((line(text),)).orphans == frozenset()


def test_lines_that_the_layout_marks_are_one_caption() -> None:
    figures = pair((PICTURE, line("关员查验货物", caption=True), line("甲某 摄", caption=True)))
    assert (figures.blocks, figures.captions) == ((PICTURE,), {0: "关员查验货物 甲某 摄"})
    assert figures.orphans == frozenset()


def test_each_picture_takes_its_own_caption() -> None:
    figures = pair((PICTURE, line("one", caption=True), line("Text."), OTHER, line("two", caption=True)))
    assert figures.captions == {0: "one", 2: "two"}


def test_of_two_pictures_in_a_row_the_last_takes_the_caption() -> None:
    assert pair((PICTURE, OTHER, line("both", caption=True))).captions == {1: "both"}


def test_a_hard_wrapped_caption_is_mended() -> None:
    figures = pair((PICTURE, line("Officers open", indent=8), line("a box of bags", indent=8), line("Text.")))
    assert figures.captions == {0: "Officers open a box of bags"}
    assert [kept.text for kept in figures.blocks] == ["", "Text."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (line("Officers open a box.", centred=True), line("then they left", centred=True)),
        (
            line("Officers open", centred=True)._replace(path=(Step(1, "p"), Step(2, "line"))),
            line("A new paragraph", centred=True)._replace(path=(Step(3, "p"), Step(4, "line"))),
        ),
        (line("Officers open", centred=True), line("a box but set as text")),
    ],
)
def test_a_whole_caption_takes_no_second_line(first: Block, second: Block) -> None:
    figures = pair((PICTURE, first, second))
    assert figures.captions == {0: first.text}
    assert second in figures.blocks


def test_nothing_is_nothing() -> None:
    assert pair(()).blocks == ()


@pytest.mark.parametrize(
    ("caption", "photographer"),
    [
        ("Photo by Ann Lee", "Ann Lee"),
        ("The port. Photo by Ann Lee", "Ann Lee"),
        ("The port. Photo by Ann Lee.", "Ann Lee"),
        ("Photo by Ann Lee, Sample Daily", "Ann Lee"),
        ("Photos by Sample", "Sample"),
        ("关员查验货物。甲某 摄", "甲某"),
        ("中新社发 甲某 摄", "甲某"),
        ("中新社记者 甲某 摄", "甲某"),
        ("关员查验货物（甲某摄）", "甲某"),
        ("码头。甲 某 摄", "甲某"),
        ("甲某 摄。", "甲某"),
        ("图为码头", None),
        ("Photo by an officer", None),
        ("视频由海关拍摄", None),
        ("由海关拍摄。", None),
        ("Officers open a box", None),
        ("", None),
    ],
)
def test_a_caption_may_name_its_photographer(caption: str, photographer: str | None) -> None:
    assert credit(caption) == photographer
