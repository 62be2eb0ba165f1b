"""Lines that close all articles and begin alike, such as "Ends/Wednesday, May 6, 2026"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ipr_feeds.anchors import Anchor
from ipr_feeds.authoring.drafting.subjects import Found, Subject
from ipr_feeds.authoring.drafting.trial import Trial, paragraphs
from ipr_feeds.authoring.drafting.views import weight
from ipr_feeds.text import shorten

_LABEL = re.compile(r"[^\W\d_][^\d:：/。.]{1,28}[:：/]")
_LAST = 2  # paragraphs
_LONGEST = 150  # weight


def closings(trial: Trial, subjects: Sequence[Subject], declared: Mapping[str, object]) -> tuple[Found, ...]:
    """The labels of such lines; it may be that one of them belongs to the text."""
    texts = [text for one in subjects if (text := paragraphs(trial.read(one, **declared)))]
    if len(texts) < 2:
        return ()
    common = set.intersection(*({label for label, _ in _labelled(text)} for text in texts))
    found = []
    for label in sorted(common):
        lines = [next(line for own, line in _labelled(text) if own == label) for text in texts]
        if len(set(lines)) > 1 and _drops(trial, subjects, declared, Anchor(label), lines):
            guess = f"every article ends so; it may be no part of the text: “{shorten(lines[0], 50)}”"
            found.append(Found(Anchor(label), guess=guess))
    return tuple(found)


def _labelled(text: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels of the last lines, with the lines."""
    for line in text[1:][-_LAST:]:
        match = _LABEL.match(line)
        if match and weight(line) <= _LONGEST:
            yield match.group(), line


def _drops(
    trial: Trial, subjects: Sequence[Subject], declared: Mapping[str, object], label: Anchor, lines: Sequence[str]
) -> bool:
    """Whether a label leaves out those lines and nothing else."""
    for one in subjects:
        before = paragraphs(trial.read(one, **declared))
        after = paragraphs(trial.read(one, **{**declared, "drop": (label,)}))
        if [text for text in before if text not in lines] != after:
            return False
    return True
