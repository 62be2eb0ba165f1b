"""What comes in the place of a page, and what only looks like it."""

import pytest

from ipr_feeds import walls
from ipr_feeds.errors import Blocked, DamagedPage, Gone, PageError, Unreachable
from ipr_feeds.page import Page


def refused(markup: str) -> PageError | None:
    """What a page turns out to be when nothing was found in it."""
    page = Page(f"<html><body>{markup}</body></html>".encode(), "https://site.example/1")
    try:
        page.refuse_wall("site")
    except PageError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("markup", "kind", "told"),
    [
        ("<script>$_ts=window['$_ts'];</script>", Blocked, "a bot wall (Ruishu) came instead of the page"),
        ("<title>Just a moment...</title>", Blocked, "a bot wall (Cloudflare)"),
        ("<title>Attention Required! | Cloudflare</title><p>Sorry, you have been blocked</p>", Blocked, "(Cloudflare)"),
        ("<script>window._cf_chl_opt={}</script>", Blocked, "(Cloudflare)"),
        ("<script>var arg1='A';document.cookie='acw_sc__v2='+x</script>", Blocked, "(Aliyun)"),
        ("<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>", Blocked, "(Aliyun)"),
        ('<iframe src="https://waf.tencent-cloud.com/501page.html"></iframe>', Blocked, "(Tencent Cloud)"),
        ("<script>document.cookie='__jsl_clearance=1'</script>", Blocked, "(Jiasule)"),
        ('<script src="/_Incapsula_Resource?x=1"></script>', Blocked, "(Imperva)"),
        ("<script>location.reload()</script>", Blocked, "a bot wall came instead of the page"),
        ("<title>403 Forbidden</title><h1>403 Forbidden</h1>nginx", Blocked, "a page that says 403"),
        ("<form><INPUT name=a TYPE='password'></form>请登录", Blocked, "a login page"),
        ("<p>抱歉，您访问的页面不存在！</p>", Gone, "says itself that it is not there"),
        ("<p>该文章已被删除</p>", Gone, "says itself"), ("<p>您要查看的信息已下线</p>", Gone, "says itself"),
        ("<p>访问失败，请重试</p>", Gone, "says itself"), ("<h1>404 Not Found</h1>", Gone, "says itself"),
        ("<p>找不到您要访问的网页</p>", Gone, "says itself"),
        ("<p>系统维护中，请稍后再试</p>", Unreachable, "a notice of maintenance"), ("<p>网站正在升级</p>", Unreachable, "maintenance"),
        ("<p>The site is under maintenance.</p>", Unreachable, "maintenance"),
        ("<script>x()</script><p>系统维护</p>", Unreachable, "maintenance"),
    ],
)  # fmt: skip
def test_what_comes_instead_of_a_page_is_named(markup: str, kind: type[PageError], told: str) -> None:
    error = refused(markup)
    assert type(error) is kind
    assert told in str(error)
    assert str(error).startswith("site, https://site.example/1: ")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Customs stops lamps.</p>", "<script>menu()</script>" + "<p>Customs stops lamps.</p>" * 9,
        "<script>$_ts={}</script>" + "<p>Customs stops lamps.</p>" * 99, "<p>系统维护，页面不存在。</p>" * 200,
        '<form><input type="password"></form>' + "<p>Customs stops lamps.</p>" * 99, "<p>Officers maintain the system.</p>",
        "<p>海关关员登录船舶检查，货物已删除原有标识。</p>",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(markup: str) -> None:
    assert refused(markup) is None


def test_an_answer_that_is_no_page_names_a_wall_only_when_it_is_certain() -> None:
    named = walls.named("<script>window._cf_chl_opt={}</script>" + "x" * 9999)
    assert named is not None
    assert "Cloudflare" in named.reason
    assert walls.named("<script>$_ts={}</script>") is None  # stands in good pages too


@pytest.mark.parametrize("end", ["<a", '<a href="/news/', "<li class=x ", "</di", "</div ", "<p\n"])
def test_a_page_that_ends_inside_a_tag_is_cut_off(end: str) -> None:
    with pytest.raises(DamagedPage, match="it ends inside a tag"):
        Page(f"<html><body><p>Lamps</p>{end}".encode())
    with pytest.raises(DamagedPage, match="it ends inside a tag"):
        Page(f"<rss><channel><title>Lamps</title>{end}".encode())


@pytest.mark.parametrize("end", ["</p>", "<br/>", " 3 < 4", "<3", "text", "<!-- saved -->", "&lt;a", "<a href='x'>y"])
def test_other_ends_are_none_of_our_business(end: str) -> None:
    assert Page(f"<html><body><p>Lamps</p>{end}".encode()).text.endswith(end)


def test_a_page_of_nothing_but_tags_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(DamagedPage, match="more than 200,000 tags"):
        Page(b"<html><body>" + b"<br>" * 200_001)
