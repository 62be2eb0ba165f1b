"""Recorded pages instead of the network."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from ipr_feeds.errors import SnapshotMissing, UsageError
from ipr_feeds.hookspecs import Request, Response, hookimpl

INDEX = "index.json"


class Snapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One recorded response; `file` counts from the source's folder, `fetched` has a zone."""

    url: str
    file: str
    fetched: datetime
    status: int = 200
    headers: Mapping[str, str] = {}


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a source's folder of snapshots holds, in the order in which it was recorded."""

    pages: tuple[Snapshot, ...]


def shipped() -> Path:
    """The snapshots that came with the package, installed or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_snapshots"
    return installed if installed.is_dir() else package.parents[1] / "snapshots"


def read_index(root: Path, source: str) -> Index:
    """The index of one source below the folder `root`.

    Raises `SnapshotMissing` when there is none or it cannot be read.
    """
    path = root / source / INDEX
    try:
        index = msgspec.json.decode(path.read_bytes(), type=Index)
    except OSError as error:
        raise SnapshotMissing(
            f"no snapshots: {path}: {error.strerror}", source=source, advice="record some, or give --snapshots"
        ) from error
    except msgspec.MsgspecError as error:
        raise SnapshotMissing(
            f"{path}: {error}", source=source, advice='an index looks like {"pages": [{"url", "file", "fetched"}]}'
        ) from error
    for page in index.pages:
        if page.fetched.tzinfo is None:
            raise SnapshotMissing(f"{path}: fetched of {page.url} has no zone", source=source, advice="add +00:00")
    return index


class Replayer:
    """A plugin that answers from one source's snapshots and never lets a request through to the network."""

    def __init__(self, root: Path, source: str) -> None:
        self.folder, self.source = root / source, source
        self.index = read_index(root, source)
        self.pages = {page.url: page for page in self.index.pages}

    @hookimpl(tryfirst=True)
    def fetch(self, request: Request) -> Response:
        """The recorded response; raises `SnapshotMissing` for any other address."""
        page = self.pages.get(request.url)
        if page is None:
            raise SnapshotMissing("not among the snapshots", source=self.source, url=request.url, advice="record it")
        path = (self.folder / page.file).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise SnapshotMissing(f"{page.file} lies outside {self.folder}", source=self.source, url=page.url)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise SnapshotMissing(
                f"{path}: {error.strerror}", source=self.source, url=page.url, advice="record it again"
            ) from error
        return Response(page.url, page.status, {name.lower(): value for name, value in page.headers.items()}, content)


def require_folder(root: Path) -> None:
    """Raise `UsageError` unless `root` is a folder."""
    try:
        found = root.is_dir()
    except OSError as error:
        raise UsageError(f"{root}: {error.strerror}") from error
    if not found:
        raise UsageError(f"{root}: no such folder of snapshots")
