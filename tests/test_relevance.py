"""What the feeds are about, with near misses."""

import pytest

from ipr_feeds import IPR_AT_THE_BORDER, Words
from ipr_feeds.relevance import is_promising, is_relevant, why


@pytest.mark.parametrize(
    "text",
    [
        "Ningbo Customs seized 900 counterfeit taps.",
        "New rules for the customs clearance of goods with a trademark.",
        "Pirated books were found at the border.",
        "The IPR holder asked Customs to detain the goods.",
        "宁波海关查获侵权水龙头。",
        "海关总署启动“龙腾行动”。",
        "出口货物涉嫌假冒商标。",
    ],
)
def test_ipr_at_the_border_is_relevant(text: str) -> None:
    assert is_relevant(text, IPR_AT_THE_BORDER)


@pytest.mark.parametrize(
    "text",
    [
        "Ningbo Customs found 3 kg of drugs in a suitcase.",
        "海关在行李中查获毒品。",
        "The court decided a patent dispute between two makers of lamps.",
        "法院审理一起专利纠纷。",
        "法院判决一起名誉侵权案，被告须道歉。",
        "一起肖像侵权案在海关大楼旁的法院开庭。",
        "Old customs and traditions of the village are told in a pirated film.",
        "An important copyright fair opened in the north.",
        "山海关发现一批古籍盗版。",
        "Imported wines are popular.",
        "",
    ],
)
def test_near_misses_are_not(text: str) -> None:
    assert not is_relevant(text, IPR_AT_THE_BORDER)


@pytest.mark.parametrize("text", ["海关在行李中查获毒品", "Court decides a patent dispute", "侵权案开庭"])
def test_a_link_with_a_word_of_either_kind_is_worth_fetching(text: str) -> None:
    assert is_promising(text, IPR_AT_THE_BORDER)


@pytest.mark.parametrize(
    "text", ["今日天气", "Important news of the day", "名誉侵权案宣判", "Local customs of the hills"]
)
def test_a_link_with_neither_is_not(text: str) -> None:
    assert not is_promising(text, IPR_AT_THE_BORDER)


def test_words_are_whole_unless_they_end_with_a_star_and_capitals_count() -> None:
    words = Words(subject=("fake*", "seal"), border=("Port",))
    assert is_relevant("Faked goods at the Port", words)
    assert is_relevant("A SEAL at the Port", words)
    assert not is_relevant("Sealed goods at the Port", words)
    assert not is_relevant("A seal at the port", words)
    assert is_relevant("A seal at the port", words._replace(both=False))


def test_why_an_article_is_relevant_is_said_with_the_words() -> None:
    words = Words(subject=("fake*", "seal"), border=("port",))
    assert why("Fakes at the port", words) == "'Fake' is a word of subject, 'port' is a word of border"
    assert why("A ship at the port", words) == "no word of subject, 'port' is a word of border"
    assert why("A seal", Words(("seal",))) == "'seal' is a word of subject"
    assert why("A seal", words._replace(both=False)) == "'seal' is a word of subject"
