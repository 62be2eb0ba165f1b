"""The contract: a sound source keeps every rule, and each rule notices what breaks it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import harbour
import msgspec
import pytest

from ipr_feeds.authoring.conformance import RULES, Verdict, check, snapshots_of, verdict
from ipr_feeds.authoring.snapshot import take
from ipr_feeds.authoring.subject import Subject, read_all
from ipr_feeds.authoring.vetting import Fetched
from ipr_feeds.fetch.snapshots import shipped
from ipr_feeds.model import Attachment, Image

Change = tuple[str, str]
SINGAPORE = ZoneInfo("Asia/Singapore")


def put(rule: str, folder: Path, *changes: Change) -> Verdict:
    """A rule, put to the source with pieces of its text changed, or to its recorded pages with pieces changed."""
    harbour.recorded(folder)
    of_source = [change for change in changes if change[0] in harbour.SOURCE]
    for before, after in (change for change in changes if change[0] not in harbour.SOURCE):
        for file in (folder / "snapshots" / "harbour" / "pages").iterdir():
            file.write_text(file.read_text().replace(before, after))
    return verdict(rule, read_all(harbour.load(folder, *of_source), folder / "snapshots"))


def test_a_sound_source_keeps_every_rule(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    verdicts = check(source, tmp_path / "snapshots")
    assert [one.rule for one in verdicts] == list(RULES)
    assert [finding for one in verdicts for finding in one.findings] == []


ANY_PAGE = """class Anything(Layout):
    name = "harbour-anything"
    marker = "body"
    body = "body"


class Harbour"""


@pytest.mark.parametrize(
    ("rule", "changes", "told"),
    [
        ("readable", [("class='text'", "class='article-text'")], "no layout fits; looked for harbour-post: '.post .text'"),
        ("readable", [("Published 3 May 2026, 14:05", "Published"), ("<span class='day'>3 May 2026</span>", "")], "published gave 'Published', which is no date"),
        ("readable", [("class='meta'", "class='date'")], "published = '.meta' matches nothing"),
        ("listed", [("class='news'", "class='items'")], "names no article (mend `lists` or `keys`"),
        ("listed", [('start_urls = ("https://customs.harbour.example/news/",)', "start_urls = ()")], "start_urls is missing"),
        ("expected", [("stopped 17 pumps", "stopped 170 pumps")], "- text: Harbour Customs stopped 17 pumps"),
        ("expected", [("14:05", "15:06")], "+ published: 2026-05-03T15:06:00+08:00"),
        ("expected", [("<li>", "<p>")], "- 2026-05-03T00:00:00+08:00 https://customs.harbour.example/news/17.html"),
        ("hosts", [('home = "https://customs.harbour', 'home = "https://www.harbour')], "on none of the source's hosts"),
        ("keys", [("/news/(", "^https://[^/]+/news/(")], "and http://customs.harbour.example/news/17.html the key None"),
        ("keys", [("layouts = (Post,)", "layouts = (Post,)\n    def canonical(self, url): return url + '?a'")], "canonical() changes"),
        ("keys", [("layouts = (Post,)", "layouts = (Post,)\n    def key(self, url): return 'x'")], "is no article, and has the key 'x'"),
        ("aliases", [("(\\d+)", "(\\d)\\d")], "18.html: has the key of https://customs.harbour.example/news/17.html, 'news:1', and is read otherwise"),
        ("ids", [('"news:{}"', '"item:{}"')], "gets another: subscribers would see it as new"),
        ("layouts", [("class Harbour", ANY_PAGE), ("(Post,)", "(Post, Anything)")], "layout harbour-anything reads no recorded page"),
        ("declarations", [('(".advert",)', '(".advert", ".share")')], "drop '.share' is in the body of no recorded page"),
        ("declarations", [('title = ".post h1"', 'title = (".post h1", "h2")')], "title 'h2' is in no recorded page"),
        ("declarations", [('(".legend",)', '(".legend",)\n    furniture = ("/logo/",)')], "furniture '/logo/' is in no recorded page"),
        ("declarations", [('date=".day"', 'date=".day", lead=".lead"')], "lead '.lead' is in no recorded item"),
        ("declarations", [('"news:{}"),', '"news:{}"), (r"/video/(.+)", "video:{}"),')], "keys '/video/(.+)' (video:{}) fits no"),
        ("declarations", [("lists = (", 'lists = (Listing(".archive"), ')], "lists '.archive' is in no recorded list"),
        ("losses", [("class Harbour", ANY_PAGE), ("(Post,)", "(Post, Anything)")], "it is still read, by layout harbour-anything"),
        ("walls", [('marker = ".post .text"', 'marker = "body"'), ("body = ", "body = 'body', "), ("frozenset({", "frozenset({'body'} or {"), ("published = ", "section = ")], "is read as an article"),
        ("walls", [("layouts = (Post,)", "layouts = (Post,)\n    def links(self, page): return [Link('https://customs.harbour.example/news/1.html')]")], "read as a list"),
        ("schema", [("layouts = (Post,)", "layouts = (Post,)\n    def canonical(self, url): return '/news/17.html'")], "no absolute web address"),
        ("dates", [("layouts = (Post,)", "layouts = (Post,)\n    day_first = True"), ("published = ", "authors = "), ("frozenset({", "frozenset({'body'} or {"), ("lists = (", "def links(self, page):\n        from datetime import datetime, UTC\n        return [Link(u, published=datetime(2026, 5, 1, tzinfo=UTC), precision='day') for u in ('https://customs.harbour.example/news/17.html',)]\n    lists = (")], "not in the zone Asia/Singapore"),
        ("dates", [("Published 3 May 2026, 14:05", "Published 3 June 2025"), ("</body>", "<p>April 1, 2026</p></body>")], "and its list says 2026-05-03"),
        ("dates", [("Published 3 May 2026, 14:05", "Published 3 Wonnemond 2026"), ('"published", ', "")], "published gave 'Published 3 Wonnemond 2026', which is no date"),
        ("shared", [("an officer said.", "an officer said.</p><p>Harbour Customs serves you.")], "'Harbour Customs serves you.' stands in all 2 articles"),
        ("encodings", [('title = ".post h1"', "box = 'html'\n    def title(self, box): return box.find('meta')['charset']")], "gives another title in gb18030"),
        ("cost", [('title = ".post h1"', "def title(self, box):\n        import time\n        end = time.process_time() + 0.15\n        while time.process_time() < end: pass\n        return 'x'")], "s of processor time, more than 0.10 s"),
    ],
)  # fmt: skip
def test_a_rule_notices_what_breaks_it(rule: str, changes: list[Change], told: str, tmp_path: Path) -> None:
    found = put(rule, tmp_path, *changes)
    assert told in "\n".join(map(str, found.findings))


def test_a_finding_names_the_line_that_it_is_about(tmp_path: Path) -> None:
    (finding,) = put("declarations", tmp_path, ('(".advert",)', '(".share",)')).findings
    line = harbour.SOURCE.splitlines().index('    drop = (".advert",)') + 1
    assert finding.place == f"line {line} of {tmp_path / 'harbour.py'}"


def test_a_rule_in_which_the_source_raises_is_broken(tmp_path: Path) -> None:
    key = "def key(self, url): return super().key(url) if 'harbour' in url else 1 / 0"
    found = put("keys", tmp_path, ("layouts = (Post,)", f"layouts = (Post,)\n    {key}"))
    assert "ZeroDivisionError: division by zero" in "\n".join(map(str, found.findings))


def test_a_source_without_snapshots_is_told_to_record_some(tmp_path: Path) -> None:
    (found,) = check(harbour.load(tmp_path), tmp_path / "snapshots")
    assert found.findings[0].advice == "record some: ipr-feeds snapshot harbour"


def test_own_snapshots_go_before_the_shipped_ones(tmp_path: Path) -> None:
    assert snapshots_of("qbpc", tmp_path) == shipped()
    assert snapshots_of("harbour", tmp_path) == tmp_path / "snapshots"
    (tmp_path / "snapshots" / "qbpc").mkdir(parents=True)
    assert snapshots_of("qbpc", tmp_path) == tmp_path / "snapshots"


def recorded(folder: Path, *pages: Fetched) -> Subject:
    source = harbour.load(folder)
    assert take(source, folder / "snapshots", [harbour.pages()[0], *pages]).troubles == ()
    return read_all(source, folder / "snapshots")


def test_one_article_under_two_keys_is_noticed(tmp_path: Path) -> None:
    pages = [harbour.fetched(f"/news/{number}.html", harbour.article(17)) for number in (17, 18)]
    found = verdict("aliases", recorded(tmp_path, *pages))
    assert "18.html: says the same as https://customs.harbour.example/news/17.html, and has the key 'news:18'" in str(
        found.findings[0]
    )


def test_an_alias_that_is_read_otherwise_is_shown_with_what_differs(tmp_path: Path) -> None:
    pages = [
        harbour.fetched("/news/17.html", harbour.article(17)),
        harbour.fetched("/news/17.html?lang=zh", harbour.article(17, day="5 May 2026")),
    ]
    (finding,) = verdict("aliases", recorded(tmp_path, *pages)).findings
    assert "+ published: 2026-05-05T00:00:00+08:00" in finding.details


def test_a_date_that_all_articles_have_is_not_theirs(tmp_path: Path) -> None:
    pages = [harbour.fetched(f"/news/{number}.html", harbour.article(number)) for number in (27, 28, 29)]
    (finding,) = verdict("dates", recorded(tmp_path, *pages)).findings
    assert "layout harbour-post: all 3 articles are of 2026-05-03 14:05:00+08:00" in finding.what


def test_articles_of_one_day_that_their_list_says_too_are_no_finding(tmp_path: Path) -> None:
    pages = [harbour.fetched(f"/news/{number}.html", harbour.article(number)) for number in (17, 18, 19)]
    source = harbour.load(tmp_path)
    take(source, tmp_path / "snapshots", [harbour.fetched("/news/", harbour.listing(17, 18, 19)), *pages])
    assert verdict("dates", read_all(source, tmp_path / "snapshots")).findings == ()


@pytest.mark.parametrize("marker", ["html", "html.art", ".kind"])
def test_whatever_the_marker_is_its_loss_is_tried(marker: str, tmp_path: Path) -> None:
    source = harbour.load(tmp_path, ('marker = ".post .text"', f'marker = "{marker}"'))
    text = harbour.article(17).replace("<html>", "<html class=art>").replace("<body>", "<body><i class=kind>news</i>")
    take(source, tmp_path / "snapshots", [harbour.pages()[0], harbour.fetched("/news/17.html", text)])
    assert verdict("losses", read_all(source, tmp_path / "snapshots")).findings == ()


def test_what_stands_inside_the_body_may_go_with_it(tmp_path: Path) -> None:
    source = harbour.load(
        tmp_path, ('marker = ".post .text"', 'marker = ".nav"'), ('body = ".post .text"', 'body = ".post"')
    )
    take(source, tmp_path / "snapshots", harbour.pages())
    assert verdict("losses", read_all(source, tmp_path / "snapshots")).findings == ()


def test_a_list_that_was_never_recorded_is_missed(tmp_path: Path) -> None:
    found = put(
        "listed",
        tmp_path,
        (
            'start_urls = ("https://customs.harbour.example/news/",)',
            'start_urls = ("https://customs.harbour.example/newz/",)',
        ),
    )
    assert "none of start_urls is recorded: https://customs.harbour.example/newz/" in found.findings[0].what


def test_a_broken_expectation_is_told_with_its_own_advice(tmp_path: Path) -> None:
    source = harbour.recorded(tmp_path)
    (tmp_path / "snapshots/harbour/expected.json").write_text("{")
    (found,) = check(source, tmp_path / "snapshots")
    assert found.findings[0].advice == "delete it, then: ipr-feeds snapshot harbour --reparse"


@pytest.mark.parametrize(
    "method", ["relevant(self, entry)", "wanted(self, link)", "canonical(self, url)", "links(self, page)"]
)
def test_a_method_of_the_source_that_raises_is_told_with_its_line(method: str, tmp_path: Path) -> None:
    found = put("readable", tmp_path, ("layouts = (Post,)", f"layouts = (Post,)\n    def {method}: return 1 / 0"))
    assert "ZeroDivisionError: division by zero (mend the source; line " in str(found.findings[0])


def spoilt(folder: Path, **changes: Any) -> Subject:
    """The sound source, with something else in its first entry."""
    harbour.recorded(folder)
    subject = read_all(harbour.load(folder), folder / "snapshots")
    first, *others = subject.articles
    entry = msgspec.structs.replace(first.entry, **changes)
    return subject._replace(articles=[first._replace(entry=entry), *others])


@pytest.mark.parametrize(
    ("rule", "changes", "told"),
    [
        ("schema", {"title": " "}, "the title is empty"),
        ("schema", {"text": "a\x00b"}, "text holds characters that XML forbids"),
        ("schema", {"html": "<p>a\u202eb</p>"}, "html holds characters that XML forbids"),
        ("schema", {"images": (Image("/img/17.jpg"),)}, "'/img/17.jpg' is no absolute web address"),
        ("schema", {"attachments": (Attachment("a.pdf", "A"),)}, "'a.pdf' is no absolute web address"),
        ("schema", {"categories": ("customs",)}, "the entry is not of the schema"),
        ("dates", {"published": datetime(2026, 5, 3, 14, 5)}, "not in the zone Asia/Singapore"),
        ("dates", {"published": datetime(1994, 5, 3, tzinfo=SINGAPORE)}, "before there were such pages"),
        ("dates", {"published": datetime(2026, 5, 30, tzinfo=SINGAPORE)}, "after it was fetched"),
        ("dates", {"published": datetime(2026, 4, 20, tzinfo=SINGAPORE)}, "and its list says 2026-05-03"),
        ("ids", {"id": "urn:uuid:00000000-0000-4000-8000-000000000000"}, "where it is published, has another id"),
    ],
)
def test_an_entry_that_subscribers_may_not_be_shown_is_noticed(
    rule: str, changes: dict[str, Any], told: str, tmp_path: Path
) -> None:
    assert told in "\n".join(map(str, verdict(rule, spoilt(tmp_path, **changes)).findings))


KEY = "layouts = (Post,)\n    def key(self, url): return super().key(url) if {} else None"


@pytest.mark.parametrize(
    ("condition", "alias"),
    [
        ("'#' not in url", "17.html#top"),
        ("'utm_' not in url", "17.html?utm_source=feed"),
        ("'https' in url", "http://customs.harbour.example"),
        ("'CUSTOMS' not in url", "CUSTOMS.HARBOUR.EXAMPLE"),
        ("'www' not in url", "www.customs.harbour.example"),
    ],
)
def test_every_spelling_of_an_address_has_to_have_the_key(condition: str, alias: str, tmp_path: Path) -> None:
    hosts = (
        'hosts = ("customs.harbour.example",)',
        'hosts = ("customs.harbour.example", "www.customs.harbour.example")',
    )
    found = put("keys", tmp_path, ("layouts = (Post,)", KEY.format(condition)), hosts)
    assert any(alias in finding.what for finding in found.findings)


def test_a_start_address_on_a_strange_host_is_noticed(tmp_path: Path) -> None:
    more = (
        'start_urls = ("https://customs.harbour.example/news/",)',
        'start_urls = ("https://customs.harbour.example/news/", "https://feeds.example/rss")',
    )
    (finding,) = put("hosts", tmp_path, more).findings
    assert str(finding) == "https://feeds.example/rss: is on none of the source's hosts (add its host to `hosts`)"


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("box = '.aside'", "box '.aside' is in no recorded page"),
        ("further = '.pages a'", "further '.pages a' is in no recorded page"),
        ("captions = ('.meta',)", "captions '.meta' is in the body of no recorded page"),
        ("drop = (anchor('Ends/'),)", "drop anchor('Ends/') is in the body of no recorded page"),
        ("datelines = (__import__('re').compile('XINHUA'),)", "datelines 'XINHUA' is in no recorded page"),
        (
            "section = anchor('Path:')\n    authors = between('section', anchor('By:'))",
            "authors anchor('By:') is in no",
        ),
    ],
)
def test_every_kind_of_declaration_has_to_be_used(declared: str, told: str, tmp_path: Path) -> None:
    imported = ("from ipr_feeds import Layout,", "from ipr_feeds import anchor, between, Layout,")
    found = put("declarations", tmp_path, ('captions = (".legend",)', declared), imported)
    assert told in "\n".join(map(str, found.findings))
