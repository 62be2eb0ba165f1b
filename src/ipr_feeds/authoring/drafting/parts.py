"""The parts of alike addresses as a pattern, and which of them is the key."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ipr_feeds.authoring.drafting.shapes import GUID, Address, is_year

_SLUG_NUMBER = (
    re.compile(r"(?P<rest>[^\d].*[-_])(?P<number>\d{3,})"),
    re.compile(r"(?P<number>\d{3,})(?P<rest>[-_].*)"),
)
_GENERIC = frozenset(
    "html htm content contents index art article articles detail details"
    " node web site pages page en zh cn portal www id cid nid"
    " tid".split()
)


_FOLDER = 3  # the rank of a folder that is a number: the last of them is the article's, those before are columns
_MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def plain(text: str) -> str:
    """Text as a pattern that people can read."""
    return re.escape(text).replace(r"\-", "-")


class Part(NamedTuple):
    """One part: its pattern, what it says in each address, and how well it would serve as key (0 is best)."""

    pattern: str
    values: tuple[str, ...]
    rank: int | None = None  # None where it cannot be a key
    before: str = ""  # patterns that stand around it and are no key
    after: str = ""

    @property
    def is_literal(self) -> bool:
        """Whether it is one word, the same in all addresses."""
        return self.rank is None and bool(self.values)

    def is_steady(self, groups: Sequence[int]) -> bool:
        """Whether it says the same in all addresses of each article."""
        return all(value == self.values[groups.index(group)] for group, value in zip(groups, self.values, strict=True))


def parts_of(cluster: Sequence[Address]) -> list[Part]:
    """The parts of addresses of one form, in order."""
    found: list[Part] = []
    after_year = False
    for column in zip(*(one.folders for one in cluster), strict=True):
        is_month = after_year and all(one.lower() in _MONTHS for one in column)
        found += [Part("/", ()), Part("[a-z]+", column, 7) if is_month else _folder(column)]
        after_year = all(map(is_year, column))
    first = cluster[0]
    found += [Part("/", ()), *_name(cluster), Part(plain(first.extension), ())]
    if first.asks:
        return [*found, Part(r"\?", ()), *_query(cluster)]
    return [*found, Part("" if first.extension else r"/?(?:[?#]|$)", ())]


def _folder(values: tuple[str, ...]) -> Part:
    if len({one.lower() for one in values}) == 1 and not re.search(r"\d", values[0]):
        return Part(plain(values[0]), values)
    if all(re.fullmatch(GUID, one, re.I) for one in values):
        return Part(GUID, values, 0)
    if all(one.isdigit() for one in values):
        dated = all(is_year(one) or len(one) < 3 for one in values)
        return Part(r"\d+", values, 6 if dated else _FOLDER)
    hidden = {re.sub(r"\d+", "9", one) for one in values}
    if len(hidden) == 1:
        return Part(r"\d+".join(map(plain, re.split(r"\d+", values[0]))), values, 6)
    return Part(r"[^/?#]+", values, 7)


def _name(cluster: Sequence[Address]) -> Iterator[Part]:
    """The last name of the addresses, in one part or more."""
    names = tuple(one.name for one in cluster)
    kind = cluster[0].kind
    if cluster[0].asks or (len(set(names)) == 1 and not re.search(r"\d", names[0]) and cluster[0].form[3]):
        yield Part(plain(names[0]), names)
    elif kind == "guid":
        yield Part(GUID, names, 0)
    elif kind == "number":
        for column in zip(*(one.runs for one in cluster), strict=True):
            dated = all(is_year(run) for run in column)
            yield Part(r"\d+", column, 5 if dated else 1) if column[0].isdigit() else Part(plain(column[0]), column)
    else:
        yield _slug(names)


def _slug(names: tuple[str, ...]) -> Part:
    """A name of words: by its number where each has one of its own."""
    for form, around in zip(_SLUG_NUMBER, (r"[^/?#]*[-_]", r"[-_][^/?#]*"), strict=True):
        found = [form.fullmatch(name) for name in names]
        numbers = tuple(match["number"] for match in found if match)
        if len(numbers) == len(names) and not any(map(is_year, numbers)):
            first = form is _SLUG_NUMBER[0]
            return Part(r"\d+", numbers, 1, around if first else "", "" if first else around)
    return Part(r"[^/?#]+" if not any("." in name for name in names) else r"[^/?#]+?", names, 4)


def _query(cluster: Sequence[Address]) -> Iterator[Part]:
    """What is asked, in any order."""
    for name in sorted({name for one in cluster for name, _ in one.query}, key=lambda one: (one.lower() != "id", one)):
        values = tuple(dict(one.query).get(name, "") for one in cluster)
        is_number = all(value.isdigit() for value in values)
        if is_number or all(re.fullmatch(GUID, value, re.I) for value in values):
            rank = 2 if name.lower().endswith("id") or is_number else 3
            yield Part(r"\d+" if is_number else GUID, values, rank, rf"(?=(?:.*&)?{plain(name)}=", ")")


def chosen(parts: Sequence[Part], groups: Sequence[int]) -> list[Part]:
    """The parts that tell all articles apart, the fewest of the best; of one address the best part.

    `groups` has a number for each address, the same for those of one article.
    """
    known = [(part.rank, -at if part.rank == _FOLDER else at, part) for at, part in enumerate(parts)]
    able = [part for _, _, part in sorted(one for one in known if one[0] is not None)]
    several = len(set(groups)) > 1
    steady = [part for part in able if part.is_steady(groups)]
    if several:
        able, steady = ([part for part in some if len(set(part.values)) > 1] or some for some in (able, steady))
    able = steady if len(parts_values(steady)) == len(set(groups)) else able
    whole = len(parts_values(able))
    for one in able:
        if not several or len(set(one.values)) == whole:
            return [one]
    for count in range(2, len(able) + 1):
        if len(parts_values(able[:count])) == whole:
            return [part for part in parts if part in able[:count]]
    return able[:1]


def parts_values(parts: Sequence[Part]) -> set[tuple[str, ...]]:
    """What the parts say together in each address."""
    return set(zip(*(part.values for part in parts), strict=True)) if parts else set()


def beheaded(parts: Sequence[Part], key: Sequence[Part], groups: Sequence[int]) -> list[Part]:
    """The parts without first folders that change within an article, as languages do, where a word follows."""
    rest = list(parts)
    while len(rest) > 3 and rest[3].is_literal and rest[1] not in key and not rest[1].is_steady(groups):
        rest = rest[2:]
    return rest


def space(cluster: Sequence[Address], parts: Sequence[Part], source: str) -> str:
    """What the number is to be called: the last folder that says something, else a word of the last name.

    Never what the source is called: its name stands before all its keys.
    """
    literal = [
        column[0]
        for column in zip(*(one.folders for one in cluster), strict=True)
        if len({one.lower() for one in column}) == 1
    ]
    names = [cluster[0].name] if cluster[0].asks else []
    words = [part.values[0] for part in parts if part.rank is None and part.values and part.values[0] not in literal]
    told = [one for one in reversed(literal) if one.lower() not in _GENERIC | _MONTHS]
    words = [one for one in words if one.lower() not in _GENERIC]
    found = [name for one in [*names, *told, *words] if (name := _word(one))]
    own = [name for name in found if not _is_of(name, source)]
    return own[0] if own else "news" if found else "article"


def _is_of(word: str, source: str) -> bool:
    return bool(source) and source.replace("-", "") in word.replace("-", "")


def _word(text: str) -> str:
    word = re.sub(r"[^a-z]+", "-", text.lower()).strip("-")
    return word if len(word) > 1 and "%" not in text else ""


def joined(parts: Iterable[Part], key: Sequence[Part]) -> str:
    """The parts as one pattern, with groups for the key."""
    return "".join(part.before + (f"({part.pattern})" if part in key else part.pattern) + part.after for part in parts)
