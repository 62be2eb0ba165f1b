"""Recording pages of a source, and what they are to be read as."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from ipr_feeds.authoring import expectation, recording
from ipr_feeds.authoring.difference import Change, changes
from ipr_feeds.authoring.expectation import Expectation
from ipr_feeds.authoring.subject import read_all
from ipr_feeds.authoring.vetting import Fetched, Vetting, refuse_new_id
from ipr_feeds.errors import PluginError
from ipr_feeds.incidents import Trouble
from ipr_feeds.publish.files import bring_up_to_date, content_of
from ipr_feeds.report import guarded, trouble
from ipr_feeds.source import Source


class Taken(NamedTuple):
    """What recording did: the files, what was refused or cannot be read, and what changed in the expectation."""

    files: tuple[Path, ...]
    troubles: tuple[Trouble, ...]
    changes: tuple[Change, ...]


def take(source: Source, root: Path, pages: Sequence[Fetched]) -> Taken:
    """Record pages below `root` and bring the expectation up to date.

    A page is refused, and what was recorded of it stays, when it is no address of the source, a list that names no
    article, or an article that cannot be read, as a bot wall cannot.
    """
    before = expectation.read(root / source.name, source.name) or Expectation()
    vetting = Vetting(source, root, pages, before)
    files = [recording.record(root, source.name, one.response, one.when) for one in vetting.accepted()]
    troubles, changed = list(vetting.troubles), tuple[Change, ...]()
    with guarded(source.name, "", troubles):
        if files:
            again = reparse(source, root)
            troubles += again.troubles
            changed = again.changes
    return Taken(tuple(files), tuple(troubles), changed)


def reparse(source: Source, root: Path) -> Taken:
    """Read everything recorded of a source anew and keep what it is read as now.

    What cannot be read is told, and what was expected of it stays. Raises `PageError` when an id would change.
    """
    subject, path = read_all(source, root), root / source.name / expectation.FILE
    before = subject.expected or Expectation()
    ids = {entry.url: entry.id for entry in before.entries}
    for entry in (article.entry for article in subject.articles):
        refuse_new_id(source, ids.get(entry.url, entry.id), entry.id, entry.url)
    after = subject.expectation.with_more(before.of(subject.failures, subject.lost))
    bring_up_to_date(path, _readable(source, after), content_of(path))
    troubles = (trouble(source.name, url, error) for url, error in subject.failures.items())
    return Taken((), tuple(troubles), tuple(changes(before, after)))


def _readable(source: Source, after: Expectation) -> bytes:
    """An expectation as it stands in its file. Raises `PluginError` for one that could not be read back."""
    content = expectation.as_bytes(after)
    try:
        msgspec.json.decode(content, type=Expectation)
    except msgspec.MsgspecError as error:
        raise PluginError(f"{source.name}: what the source gives is not of the schema: {error} (mend it)") from error
    return content
