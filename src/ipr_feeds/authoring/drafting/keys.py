"""What an article's address is known by: patterns found in the addresses that are seen."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from ipr_feeds.authoring.drafting.parts import Part, chosen, joined, parts_of, plain, space
from ipr_feeds.authoring.drafting.shapes import Address, address
from ipr_feeds.authoring.drafting.views import weight
from ipr_feeds.errors import UsageError
from ipr_feeds.urls import clean

_TITLE = 18  # of the text of a link that is a title
_SURE = 3  # addresses that show a pattern


class Key(NamedTuple):
    """A pattern with its form, an example, what is guessed about it, and whether its key comes in either case."""

    pattern: str
    form: str
    example: str
    guess: str = ""
    folded: bool = False


def keys(articles: Sequence[str], links: Iterable[tuple[str, str]], menus: Collection[str]) -> list[Key]:
    """The patterns of the articles' addresses.

    `links` are address and text of what lists name; `menus` the addresses that the site's menus lead to. Raises
    `UsageError` for an address that tells no article from others.
    """
    listed = {clean(url): address(url) for url, text in links if weight(text) >= _TITLE}
    own = {clean(url): address(url) for url in articles}
    aside = {clean(url) for url in menus} - own.keys()
    forms = dict.fromkeys(one.form for one in own.values())
    found = [_key([one for one in own.values() if one.form == form], listed, aside) for form in forms]
    return _distinct(found)


def _key(own: Sequence[Address], listed: dict[str, Address], aside: Collection[str]) -> Key:
    alike = [one for url, one in listed.items() if url not in aside and _is_alike(one, own)]
    cluster = list(dict.fromkeys([*own, *alike]))
    parts = parts_of(cluster)
    key = chosen(parts, len(cluster) > 1)
    if not key or not all(own[0].name or part.values[0] for part in key):
        where = f"{own[0].host}/{'/'.join(own[0].folders)}"
        raise UsageError(f"{where}: this is no address of one article; give the article's own with --url")
    if cluster[0].kind == "word" and key and key[0].rank == 4:
        parts, key = _apart(parts, key[0], [address(url) for url in aside])
    guess = f"seen in {len(cluster)} address{'es' * (len(cluster) > 1)} only" if len(cluster) < _SURE else ""
    if key and key[0].rank == 4 and not cluster[0].asks:
        guess = guess or "the addresses hold no number, only words"
    values = ":".join(part.values[0] for part in key)
    name = space(cluster, parts)
    folded = any(part.pattern.startswith("[0-9a-f]") for part in key) or (
        cluster[0].extension.lower() == ".aspx" and any(part.rank == 4 for part in key)
    )
    return Key(
        _anchored(cluster, joined(parts, key)),
        f"{name}:" + ":".join("{}" for _ in key),
        f"{name}:{values}",
        guess,
        folded,
    )


def _is_alike(one: Address, own: Sequence[Address]) -> bool:
    """Whether a listed address is one of an article like those that are given."""
    first = own[0]
    if one.form != first.form or _site(one.host) != _site(first.host):
        return False
    if any(one.numbered == known.numbered for known in own):
        return True
    loose = first.kind in ("guid", "number") or first.asks or any("9" in folder for folder in first.numbered)
    dated = [at for at, folder in enumerate(first.numbered) if "9" in folder]
    return (
        loose and (bool(dated) or first.kind == "guid") and all(one.numbered[at] == first.numbered[at] for at in dated)
    )


def _site(host: str) -> str:
    return host.removeprefix("www.")


def _apart(parts: list[Part], slug: Part, aside: Sequence[Address]) -> tuple[list[Part], list[Part]]:
    """The parts with a slug that no menu leads to."""
    whole = re.compile(joined(parts, [slug]), re.I)
    menus = {one.name for one in aside if whole.search("/".join(("", *one.folders, one.name + one.extension)))}
    hyphens = min(value.count("-") for value in slug.values)
    better = slug
    if menus and hyphens > max(value.count("-") for value in menus):
        better = slug._replace(pattern=rf"[^/?#-]+(?:-[^/?#-]+){{{min(hyphens, 3)},}}")
    else:
        words = "|".join(plain(word) for word in sorted({"index", *filter(None, menus)}))
        better = slug._replace(pattern=rf"(?!(?:{words})(?:[./?#]|$)){slug.pattern}")
    return [better if part == slug else part for part in parts], [better]


def _anchored(cluster: Sequence[Address], pattern: str) -> str:
    """The pattern, from the host on where nothing in it says what is before."""
    steps = list(zip(*(one.folders for one in cluster), strict=True))
    told = bool(steps) and len({one.lower() for one in steps[0]}) == 1 and not re.search(r"\d", steps[0][0])
    return pattern if told or cluster[0].asks else rf"^https?://[^/]+{pattern}"


def _distinct(found: Sequence[Key]) -> list[Key]:
    """Each key with a number space of its own."""
    kept: list[Key] = []
    for one in found:
        same = sum(known.form.partition(":")[0].rstrip("0123456789") == one.form.partition(":")[0] for known in kept)
        name, _, rest = one.form.partition(":")
        number = str(same + 1) if same else ""
        kept.append(
            one._replace(form=f"{name}{number}:{rest}", example=one.example.replace(f"{name}:", f"{name}{number}:", 1))
        )
    return kept
