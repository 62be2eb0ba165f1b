"""Pages that could not be read, kept for a look: `ipr-feeds extract FILE --explain` says what was looked for."""

import hashlib
import os
from pathlib import Path

FOLDER = "bad-pages"
_MOST = 5  # pages of a source
_LARGEST = 1_000_000  # bytes of a page


class Evidence:
    """A folder of such pages; the oldest make room for new ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, source: str, url: str, content: bytes) -> Path | None:
        """Keep a page; where it is, or None where it cannot be kept."""
        path = self._folder / source / f"{hashlib.sha256(url.encode()).hexdigest()[:12]}.html"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content[:_LARGEST])
            self._make_room(path.parent)
        except OSError:  # the problem itself is told all the same
            return None
        return path

    def _make_room(self, folder: Path) -> None:
        pages = sorted(folder.glob("*.html"), key=os.path.getmtime, reverse=True)
        for page in pages[_MOST:]:
            page.unlink(missing_ok=True)
