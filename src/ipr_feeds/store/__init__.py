"""What is remembered between runs: articles, visits, runs, incidents."""

from pathlib import Path
from types import TracebackType

from ipr_feeds.store.articles import Articles
from ipr_feeds.store.database import Database
from ipr_feeds.store.history import History
from ipr_feeds.store.incidents import Incidents
from ipr_feeds.store.visits import Visits


class Store:
    """A store; without a path it is in memory, and forgotten at the end.

    Raises `StoreError`, here and from every method, for whatever is wrong with the file.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._database = Database(path)
        self.articles = Articles(self._database)
        self.visits = Visits(self._database)
        self.history = History(self._database)
        self.incidents = Incidents(self._database)
        self.transaction = self._database.transaction

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
