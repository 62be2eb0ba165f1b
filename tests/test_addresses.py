"""Which addresses may be connected to."""

import pytest

from ipr_feeds.errors import Unreachable
from ipr_feeds.fetch.addresses import is_allowed, is_public, origin, refuse_private

PRIVATE = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0/",
    "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/", "http://100.64.0.1/",
    "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://[::127.0.0.1]/", "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/", "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", "http://localhost/", "http://LOCALHOST./",
    "http://printer.local/", "http://a.localhost/", "http://user@127.0.0.1/", "http://127.0.0.1:8080/", "http://224.0.0.1/",
    "http://255.255.255.255/", "http://127.0.0.1./", "http://metadata.google.internal/",
]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_a_private_address_is_refused_in_every_spelling(url: str) -> None:
    with pytest.raises(Unreachable, match="leads into a private network"):
        refuse_private(url, (), "site")


@pytest.mark.parametrize(
    "url",
    [
        "http://www.qbpc.org.cn/",
        "https://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "http://0x.example/",
        "http://10.example/",
    ],
)
def test_a_public_address_is_not(url: str) -> None:
    refuse_private(url, (), "site")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://site.example/", "data:text/html,x", "http:///x", "x"])
def test_only_web_addresses_are_read(url: str) -> None:
    with pytest.raises(Unreachable, match="only http and https addresses are read"):
        refuse_private(url, (), "site")


@pytest.mark.parametrize("url", ["http://[::1", "http://site.example:port/", "http://site.example:99999/"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(Unreachable, match="this is no web address"):
        refuse_private(url, (), "site")


def test_the_settings_allow_exactly_one_origin() -> None:
    allowed = ("http://127.0.0.1:8700",)
    refuse_private("http://127.0.0.1:8700/x", allowed, "site")
    assert is_allowed("http://127.0.0.1:8700/x", allowed)
    for other in ("http://127.0.0.1:8701/", "https://127.0.0.1:8700/", "http://127.0.0.1/", "http://127.0.0.2:8700/"):
        with pytest.raises(Unreachable, match=r"name its origin in fetch\.allow_origins"):
            refuse_private(other, allowed, "site")


def test_an_origin_tells_the_port_always() -> None:
    assert [origin(url) for url in ("HTTP://Site.Example/x", "https://site.example/", "http://site.example:8080")] == [
        "http://site.example:80",
        "https://site.example:443",
        "http://site.example:8080",
    ]


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("2606:4700::1111", True), ("::ffff:8.8.8.8", True), ("2002:808:808::", True), ("127.0.0.1", False),
     ("ff02::1", False), ("fec0::1", False), ("64:ff9b:1::808:808", False), ("64:ff9b::808:808", True), ("fe80::1%eth0", False), ("no address", False)],
)  # fmt: skip
def test_an_address_is_public_with_all_that_it_carries(address: str, public: bool) -> None:
    assert is_public(address) is public
