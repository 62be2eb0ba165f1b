"""Pages that could not be read, kept for a look: `ipr-feeds extract FILE --explain` says what was looked for."""

import hashlib
import os
from pathlib import Path

FOLDER = "bad-pages"
_MOST = 5  # pages of a source
_LARGEST = 1_000_000  # bytes of a page


class Evidence:
    """A folder of such pages, for one run: the first of each source are kept, and those of earlier runs make room."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, set[Path]] = {}

    def keep(self, source: str, url: str, content: bytes) -> Path | None:
        """Keep a page; where it is, or None where there are enough or it cannot be kept."""
        path = self._folder / source / f"{hashlib.sha256(url.encode()).hexdigest()[:12]}.html"
        kept = self._kept.setdefault(source, set())
        if path not in kept and len(kept) >= _MOST:
            return None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content[:_LARGEST])
            kept.add(path)
            self._make_room(path.parent, kept)
        except OSError:  # the problem itself is told all the same
            return None
        return path

    def _make_room(self, folder: Path, kept: set[Path]) -> None:
        older = sorted(set(folder.glob("*.html")) - kept, key=os.path.getmtime, reverse=True)
        for page in older[_MOST - len(kept) :]:
            page.unlink(missing_ok=True)
