"""Unpacking bodies: whole or not at all, and never more at once than was asked for."""

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipr_feeds.fetch.packing import BadPacking, unpacked

PAGE = b"<p>Customs stops lamps.</p>" * 999


def raw(data: bytes, level: int = 9) -> bytes:
    """Deflate without a frame."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def unpack(encoding: str, data: bytes, size: int = 1000) -> bytes:
    return b"".join(unpacked(encoding, pieces(data, size)))


@pytest.mark.parametrize("size", [1, 2, 7, 1000, 100_000])
@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", PAGE), ("identity", PAGE), ("gzip", gzip.compress(PAGE)), ("X-GZIP", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)),
        ("deflate", raw(PAGE)), ("gzip, identity", gzip.compress(PAGE)), ("deflate, gzip", gzip.compress(zlib.compress(PAGE))),
        ("gzip", gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:])), ("gzip", gzip.compress(PAGE) + bytes(99)), ("gzip", gzip.compress(PAGE) + b"junk"),
        ("deflate", zlib.compress(PAGE) + b"and more"), ("gzip", gzip.compress(b"") + gzip.compress(PAGE)),
    ],
)  # fmt: skip
def test_what_is_packed_comes_out_however_it_arrives(encoding: str, data: bytes, size: int) -> None:
    assert unpack(encoding, data, size) == PAGE


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, deflate"])
def test_of_nothing_comes_nothing(encoding: str) -> None:
    assert unpack(encoding, b"") == b""


@pytest.mark.parametrize("cut", [1, 2, 9, 11, 30, -30, -9, -5, -1])
@pytest.mark.parametrize(
    ("encoding", "data"),
    [("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("deflate", raw(PAGE)), ("gzip, gzip", gzip.compress(gzip.compress(PAGE)))],
)  # fmt: skip
def test_what_is_cut_off_is_told(encoding: str, data: bytes, cut: int) -> None:
    with pytest.raises(BadPacking, match=r"cut off inside its (gzip|deflate) packing"):
        unpack(encoding, data[:cut])


@pytest.mark.parametrize(
    ("encoding", "data", "told"),
    [
        ("gzip", PAGE, "this is no gzip"), ("deflate", b"\xff" + PAGE, "this is no deflate"), ("br", PAGE, "packed as 'br'"),
        ("gzip, foo", PAGE, "packed as 'foo'"), ("gzip," * 40, PAGE, "packed 40 times over"), ("gzip,gzip,gzip", PAGE, "packed 3 times over"),
        ("gzip", gzip.compress(PAGE)[:-8] + bytes(8), "this is no gzip"),
    ],
)  # fmt: skip
def test_what_is_packed_otherwise_is_told(encoding: str, data: bytes, told: str) -> None:
    with pytest.raises(BadPacking, match=told):
        unpack(encoding, data)


@given(st.integers(0, 3), st.integers(-300, 300), st.integers(1, 9))
def test_nothing_stays_behind_at_the_end_of_a_step(steps: int, more: int, level: int) -> None:
    data = b" " * max(steps * (1 << 16) + more, 0)
    assert unpack("deflate", raw(data, level), 1 << 16) == data
    assert unpack("gzip", gzip.compress(data, level), 1 << 16) == data


def test_a_bomb_gives_a_little_at_a_time() -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000), 1), 1)
    tracemalloc.start()
    longest, total = 0, 0
    for chunk in unpacked("gzip, gzip", [bomb]):
        longest, total = max(longest, len(chunk)), total + len(chunk)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (longest, total) == (1 << 16, 50_000_000)
    assert peak < 2_000_000
