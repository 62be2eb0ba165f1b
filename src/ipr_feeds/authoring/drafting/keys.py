"""What an article's address is known by: patterns found in the addresses that are seen."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ipr_feeds.authoring.drafting import twins
from ipr_feeds.authoring.drafting.parts import Part, beheaded, chosen, joined, parts_of, plain, space
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


class _Around(NamedTuple):
    """What is known around the addresses: the source's name, what lists say of them, where menus lead, and twins."""

    source: str
    listed: Mapping[str, Address]
    titles: Mapping[Address, Collection[str]]
    aside: Collection[str]
    articles: Mapping[Address, str]  # the address that an article is known by, of those that are given


def keys(
    articles: Mapping[str, str], links: Iterable[tuple[str, str]], menus: Collection[str], source: str = ""
) -> list[Key]:
    """The patterns of the articles' addresses; `source` is the name that none of them need say again.

    `articles` are addresses, each with the one that its article is known by: an article may have several. `links` are
    address and text of what lists name; `menus` the addresses that the site's menus lead to. Raises `UsageError` for an
    address that tells no article from others.
    """
    named = [(clean(url), text) for url, text in links if weight(text) >= _TITLE]
    titles: dict[Address, set[str]] = {}
    for url, text in named:
        titles.setdefault(address(url), set()).add(text)
    own = {clean(url): address(url) for url in articles}
    around = _Around(
        source, {url: address(url) for url, _ in named}, titles, {clean(url) for url in menus} - own.keys(),
        {address(url): known for url, known in articles.items()},
    )  # fmt: skip
    forms = dict.fromkeys(one.form for one in own.values())
    found = _distinct([_key([one for one in own.values() if one.form == form], around) for form in forms])
    return _doubted(found, articles)


def _doubted(found: Sequence[Key], articles: Mapping[str, str]) -> list[Key]:
    """The keys, with a word about addresses of one article that get two."""
    apart = [
        f"{known} and {url} are one article, and get two keys"
        for url, known in articles.items()
        if _told(found, known) != _told(found, url)
    ]
    return [found[0]._replace(guess="; ".join(filter(None, [found[0].guess, *apart]))), *found[1:]]


def _told(found: Sequence[Key], url: str) -> str:
    matches = ((re.search(one.pattern, clean(url), re.I), one.form) for one in found)
    return next((form.format(*match.groups(default="")).lower() for match, form in matches if match), "")


def _key(own: Sequence[Address], around: _Around) -> Key:
    aside = around.aside
    alike = [one for url, one in around.listed.items() if url not in aside and _is_alike(one, own)]
    cluster = list(dict.fromkeys([*own, *alike]))
    parts = parts_of(cluster)
    groups = _groups(cluster, parts, around)
    key = chosen(parts, groups)
    if not key or not all(own[0].name or part.values[0] for part in key):
        where = f"{own[0].host}/{'/'.join(own[0].folders)}"
        raise UsageError(f"{where}: this is no address of one article; give the article's own with --url")
    if cluster[0].kind == "word" and key and key[0].rank == 4:
        parts, key = _apart(parts, key[0], [address(url) for url in aside])
    parts = beheaded(parts, key, groups)
    guess = f"seen in {len(cluster)} address{'es' * (len(cluster) > 1)} only" if len(cluster) < _SURE else ""
    if key and key[0].rank == 4 and not cluster[0].asks:
        guess = guess or "the addresses hold no number, only words"
    values = ":".join(part.values[0] for part in key)
    name = space(cluster, parts, around.source)
    folded = any(part.pattern.startswith("[0-9a-f]") for part in key) or (
        cluster[0].extension.lower() == ".aspx" and any(part.rank == 4 for part in key)
    )
    return Key(
        _anchored(cluster, parts, joined(parts, key)),
        f"{name}:" + ":".join("{}" for _ in key),
        f"{name}:{values}",
        guess,
        folded,
    )


def _groups(cluster: Sequence[Address], parts: Sequence[Part], around: _Around) -> list[int]:
    """For each address a number, the same for those of one article."""
    known = [around.articles.get(one, f"{at}") for at, one in enumerate(cluster)]
    groups = [known.index(one) for one in known]
    for first, second in twins.listed(cluster, parts, around.titles):
        groups = [groups[first] if one == groups[second] else one for one in groups]
    return groups


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
    menus -= {*slug.values}  # articles in other languages, which their own pages lead to
    hyphens = min(value.count("-") for value in slug.values)
    better = slug
    if menus and hyphens > max(value.count("-") for value in menus):
        better = slug._replace(pattern=rf"[^/?#-]+(?:-[^/?#-]+){{{min(hyphens, 3)},}}")
    else:
        words = "|".join(plain(word) for word in sorted({"index", *filter(None, menus)}))
        better = slug._replace(pattern=rf"(?!(?:{words})(?:[./?#]|$)){slug.pattern}")
    return [better if part == slug else part for part in parts], [better]


def _anchored(cluster: Sequence[Address], parts: Sequence[Part], pattern: str) -> str:
    """The pattern, from the host on where nothing in it says what is before."""
    told = bool(cluster[0].folders) and parts[1].is_literal
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
