"""Whether a published file is still what it was made of: then it is not made again."""

import hashlib

import msgspec

from ipr_feeds.store.history import Made


def digest(*parts: object) -> str:
    """What tells apart two sets of facts that a file is made of."""
    return digest_of(msgspec.json.encode(parts))


def digest_of(content: bytes) -> str:
    """What tells apart two contents."""
    return hashlib.sha256(content).hexdigest()


def is_made(known: Made | None, made_of: str, content: bytes | None) -> bool:
    """Whether a file was made of these facts, and is as it was then."""
    return known is not None and content is not None and (known.made_of, known.digest) == (made_of, digest_of(content))
