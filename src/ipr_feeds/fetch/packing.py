"""Unpacking bodies, gzip and deflate: a chunk at a time, never more than asked for, and whole or not at all."""

import zlib
from collections.abc import Iterable, Iterator

_CHUNK = 1 << 16  # bytes that one step gives at most: a bomb is seen long before it has gone off
_MOST = 2  # packings around each other; servers that pack twice by mistake exist
_NONE = ("", "identity")
_GZIP = ("gzip", "x-gzip")
_MEMBER = b"\x1f"  # the first byte of each


class BadPacking(ValueError):
    """A body is not packed as its server says, or is cut off."""


def unpacked(encoding: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The body inside `chunks`, packed as the header Content-Encoding says. Raises `BadPacking`."""
    names = [name for one in encoding.lower().split(",") if (name := one.strip()) not in _NONE]
    if len(names) > _MOST:
        raise BadPacking(f"packed {len(names)} times over")
    for name in reversed(names):
        if name not in (*_GZIP, "deflate"):
            raise BadPacking(f"packed as {name[:20]!r}, which was not asked for")
        chunks = _gunzipped(chunks) if name in _GZIP else _inflated(chunks)
    return iter(chunks)


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What gzip packed, in one member or several; what else stands after them is no matter."""
    unpacker = _Unpacker("gzip", zlib.MAX_WBITS | 16)
    for chunk in chunks:
        while chunk:
            if unpacker.ended and not chunk.startswith(_MEMBER):
                return
            yield from unpacker.feed(chunk)
            chunk = unpacker.rest
    unpacker.finish()


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What deflate packed, with the frame of zlib or, as some servers have it, without."""
    head, unpacker = b"", None
    for chunk in chunks:
        if unpacker is None:
            head += chunk
            if len(head) < 2:
                continue
            unpacker, chunk = _Unpacker("deflate", zlib.MAX_WBITS if _is_framed(head) else -zlib.MAX_WBITS), head
        if not unpacker.ended:
            yield from unpacker.feed(chunk)
    if unpacker is None and head:
        raise BadPacking("cut off inside its deflate packing")
    if unpacker is not None:
        unpacker.finish()


def _is_framed(head: bytes) -> bool:
    """Whether these are the first two bytes of the frame of zlib (RFC 1950)."""
    return head[0] & 15 == zlib.DEFLATED and int.from_bytes(head[:2], "big") % 31 == 0


class _Unpacker:
    """One packed stream after the other; what stands after the end of one is in `rest`."""

    def __init__(self, name: str, window: int) -> None:
        self._name, self._window = name, window
        self._stream = zlib.decompressobj(window)
        self._begun, self.rest = False, b""

    @property
    def ended(self) -> bool:
        """Whether a stream came to its end, and no other has begun."""
        return self._stream.eof

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What comes out, up to the end of the stream."""
        if self.ended:
            self._stream = zlib.decompressobj(self._window)
        self._begun, full = True, False
        while (chunk or full) and not self.ended:
            try:
                out = self._stream.decompress(chunk, _CHUNK)
            except zlib.error as error:
                raise BadPacking(f"this is no {self._name}: {error}") from None
            chunk, full = self._stream.unconsumed_tail, len(out) == _CHUNK  # more may wait inside without any input
            if out:
                yield out
        self.rest = self._stream.unused_data

    def finish(self) -> None:
        """Raise for a stream that did not come to its end."""
        if self._begun and not self.ended:
            raise BadPacking(f"cut off inside its {self._name} packing")
