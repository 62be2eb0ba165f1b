"""Which names of elements will hold, and which selector is best."""

import pytest

from ipr_feeds.authoring.drafting.selectors import is_stable, ways_to
from ipr_feeds.page import Page


@pytest.mark.parametrize(
    "name", ["title", "left_zw", "TRS_Editor", "news-detail", "contentBody", "xl_title", "govspeak"]
)
def test_names_that_people_gave_hold(name: str) -> None:
    assert is_stable(name)


@pytest.mark.parametrize("name", ["css-1x2y3z", "sc-bdVaJa", "post-17", "col-md-8", "jsx-abc", "active", "_2kXw", "x"])
def test_names_that_programs_made_do_not(name: str) -> None:
    assert not is_stable(name)


@pytest.mark.parametrize(
    ("page", "best"),
    [
        ('<div class="text-center article-body mt-auto"><p>x</p></div>', ".article-body"),
        ('<div id="story" class="row"><p>x</p></div>', "#story"),
        ('<article><div class="css-1a2b">x</div></article>', "article div"),
        ('<div class="post"><div class="e12f">x</div></div>', ".post div"),
        ('<section itemprop="articleBody">x</section>', "[itemprop='articleBody']"),
    ],
)
def test_the_most_telling_name_comes_first(page: str, best: str) -> None:
    node = Page(f"<html><body>{page}</body></html>".encode()).css("body div, body section")[-1]
    assert ways_to(node)[0] == best
