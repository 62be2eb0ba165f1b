"""Bytes to text: what the bytes are counts for more than what the page says."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipr_feeds.decode import decode

TEXT = "海关查获侵权货物"
LONG = TEXT * 100
BEYOND_GB2312 = "镕㐂𠮷€"


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_become_text(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.replaced <= decoded.text.count("\ufffd")
    assert decoded.decoder


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_valid_utf_8_is_read_as_it_is(text: str) -> None:
    data = text.encode()
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        assert decode(data, "text/html; charset=gb2312")[::2] == (text, 0)


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(bom: bytes, encoding: str) -> None:
    assert decode(bom + TEXT.encode(encoding), "text/html; charset=gbk").text == TEXT


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", '"gb2312"', "cp936"])
def test_gb2312_and_gbk_are_read_as_gb18030(charset: str) -> None:
    decoded = decode((TEXT + BEYOND_GB2312).encode("gb18030"), f"text/html; charset={charset}")
    assert (decoded.text, decoded.replaced) == (TEXT + BEYOND_GB2312, 0)


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="gb2312">',
        "<META CHARSET=GBK>",
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
        "<meta\n charset = 'gbk' />",
    ],
)
def test_the_page_may_declare_its_charset_itself(meta: str) -> None:
    assert decode((meta + BEYOND_GB2312).encode("gb18030")).text == meta + BEYOND_GB2312


def test_another_declared_charset_is_believed_when_it_fits() -> None:
    assert decode("海關查獲侵權貨物".encode("big5"), "text/html; charset=big5").text == "海關查獲侵權貨物"
    assert decode(b"caf\xe9 open", "text/html; charset=iso-8859-1").text == "café open"


def test_a_wrong_declaration_gives_way_to_the_bytes() -> None:
    assert decode(TEXT.encode("gbk"), "text/html; charset=utf-8").text == TEXT
    assert decode(TEXT.encode(), "text/html; charset=gbk").text == TEXT
    assert decode(b'<meta charset="gb2312">' + TEXT.encode()).text.endswith(TEXT)


@pytest.mark.parametrize("charset", ["klingon", "x-user-defined", "hex", "base64", "rot13", "..", ""])
def test_an_unknown_charset_is_no_charset(charset: str) -> None:
    assert decode(TEXT.encode("gbk"), f"text/html; charset={charset}").text == TEXT
    assert decode(f'<meta charset="{charset}">{TEXT}'.encode("gbk")).text.endswith(TEXT)


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"])
def test_a_codec_that_is_no_charset_of_pages_is_not_used(charset: str) -> None:
    data = TEXT.encode("gbk")
    assert decode(data, f"text/html; charset={charset}").text == TEXT
    assert decode(f"<meta charset={charset}>".encode() + data).text.endswith(TEXT)
    assert decode(data + b"\xff.", f"text/html; charset={charset}").replaced == 1


def test_the_header_counts_before_the_page() -> None:
    data = b'<meta charset="iso-8859-1">' + "海關".encode("big5")
    assert decode(data, "text/html; charset=big5").text.endswith("海關")


def test_undeclared_chinese_is_read_as_gb18030() -> None:
    assert decode(TEXT.encode("gbk")).text == TEXT


@pytest.mark.parametrize("lost", [1, 2])
def test_utf_8_cut_inside_a_character_stays_utf_8(lost: int) -> None:
    decoded = decode(TEXT.encode()[:-lost])
    assert decoded.text.startswith(TEXT[:-1])
    assert decoded.replaced == 1


def test_one_bad_byte_does_not_turn_utf_8_into_noise() -> None:
    data = LONG.encode()
    decoded = decode(data[:300] + b"\xff" + data[300:], "text/html; charset=gb2312")
    assert decoded.text == LONG[:100] + "\ufffd" + LONG[100:]
    assert decoded.replaced == 1


def test_what_cannot_be_read_is_counted() -> None:
    decoded = decode(TEXT.encode("gbk") + b"\xff\xff")
    assert decoded.text.startswith(TEXT)
    assert decoded.replaced == decoded.text.count("\ufffd") > 0


def test_no_bytes_are_no_text() -> None:
    assert decode(b"").text == ""
