"""What can go wrong: one tree, each message one line that says where, what and what to do."""

import pytest

from ipr_feeds import errors
from ipr_feeds.errors import (
    DamagedPage,
    IprFeedsError,
    LayoutChanged,
    NotAPage,
    PageError,
    PluginError,
    SnapshotMissing,
    UnknownSource,
    UsageError,
)

OF_A_PAGE = [UnknownSource, NotAPage, DamagedPage, LayoutChanged, SnapshotMissing]


@pytest.mark.parametrize("kind", [UsageError, PluginError, PageError])
def test_one_root_holds_every_error(kind: type[Exception]) -> None:
    assert issubclass(kind, IprFeedsError)


@pytest.mark.parametrize("kind", OF_A_PAGE)
def test_each_error_of_a_page_is_a_page_error(kind: type[Exception]) -> None:
    assert issubclass(kind, PageError)


def test_the_tree_in_the_docstring_is_complete() -> None:
    drawn = errors.__doc__ or ""
    defined = [name for name, value in vars(errors).items() if isinstance(value, type)]
    assert [name for name in defined if f"{name} " not in drawn and f"{name}\n" not in drawn] == []


@pytest.mark.parametrize(
    ("kind", "word"), [(NotAPage, "not-a-page"), (DamagedPage, "damaged"), (LayoutChanged, "layout-changed")]
)
def test_a_report_has_a_word_for_the_kind(kind: type[PageError], word: str) -> None:
    assert kind("x").kind == word


def test_a_message_is_one_line_with_source_address_reason_and_advice() -> None:
    error = LayoutChanged("no title", source="sample", url="https://site.example/1", advice="look at it")
    assert str(error) == "sample, https://site.example/1: no title (look at it)"
    assert (error.source, error.url, error.reason, error.advice) == (
        "sample",
        "https://site.example/1",
        "no title",
        "look at it",
    )


def test_what_nobody_knows_is_left_out() -> None:
    assert str(PageError("no title")) == "no title"
    assert str(PageError("no title", url=None)) == "no title"
    assert PageError("no title", url=None).url == ""
    assert str(PageError("no title", source="sample")) == "sample: no title"


def test_a_page_of_unknown_address_is_named_by_its_file() -> None:
    error = NotAPage("the page is empty", advice="save it again").at("saved.html")
    assert isinstance(error, NotAPage)
    assert str(error) == "saved.html: the page is empty (save it again)"


def test_a_known_address_counts_before_the_file() -> None:
    error = LayoutChanged("no title", source="sample", url="https://site.example/1").at("saved.html")
    assert str(error) == "sample, https://site.example/1: no title"
