"""A hint for whoever mends a layout: what in the page is most like what it looks for."""

import pytest
from conftest import Read

from ipr_feeds.anchors import anchor, between
from ipr_feeds.errors import LayoutChanged
from ipr_feeds.nearest import nearest
from ipr_feeds.page import Page

PAGE = Page(
    b'<html><body><div class="atcl"><div class="atcl-title" id="headline">T</div><div class="atcl-content wide"><p>Text</p>'
    b"<p>Created Time: 2026-06-01</p></div></div></body></html>"
)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (".atcl-cnt", "'.atcl-content'"),
        (".atcl .atcl-ttl", "'.atcl .atcl-title'"),
        ((".atcl-cnt", "#headlines"), "'.atcl-content' and '#headline'"),
        (anchor("Create Time:"), "'Created Time:'"),
        (between(anchor("Create Time:")), "'Created Time:'"),
        (".something-else", ""),
        ("article p", ""),
        (None, ""),
    ],
)
def test_the_nearest_that_would_match_is_named(where: object, told: str) -> None:
    found = nearest(PAGE, PAGE.stream().blocks, [where])  # type: ignore[list-item]
    assert found == (f"in the page there is {told}" if told else "")


def test_a_layout_that_does_not_fit_says_what_is_nearest(read: Read) -> None:
    page = '<div class="atcl"><div class="atcl-ttl">T</div><div class="atcl-content"><p>Text.</p></div></div>'
    with pytest.raises(
        LayoutChanged, match=r"gacc-statics: '\.atcl \.atcl-cnt'.*; in the page there is '\.atcl \.atcl-content'"
    ):
        read(page, "http://english.customs.gov.cn/Statics/00000000-1a2b-4c3d-8e4f-000000000001.html")


def test_a_declaration_that_matches_nothing_says_what_is_nearest(read: Read) -> None:
    page = (
        '<div class="content_title"><p class="titel">T</p></div><div class="content_title"><span class="title">T</span></div>'
        '<div class="content_titles"><div class="left"><p>发布时间：2026年06月01日 09:30</p></div></div><p class="content_desc">海关查获侵权货物。</p>'
    )
    with pytest.raises(
        LayoutChanged, match=r"published = .* matches nothing; in the page there is '\.content_titles \.left p'"
    ):
        read(page, "https://www.chinanews.com.cn/sh/shipin/2026/06-01/news90000001.shtml")
