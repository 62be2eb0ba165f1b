"""What can go wrong, and whose fault it is.

    IprFeedsError
    ├── UsageError          the command was given something that cannot be (exit status 2)
    ├── CannotWrite         a full disk, or a folder without permission
    ├── StoreError          the store is damaged, of a newer version, or cannot be written
    ├── Busy                another refresh holds the store (exit status 75)
    ├── Stopped             somebody pressed Ctrl-C (exit status 130)
    ├── Spent               a host was asked often enough for one run
    ├── Suspicious          a feed that must not take the place of the published one
    ├── PluginError         a source plugin is broken; the others go on
    └── PageError           one page cannot become an entry; carries source and URL
        ├── UnknownSource   no source reads this page
        ├── NotAPage        not text at all: a picture, an archive, an empty file
        ├── DamagedPage     markup that no site serves on purpose
        ├── Unreachable     no connection, or one that broke
        ├── TimedOut        no whole answer within the deadline
        ├── BadStatus       the server answered something other than 200
        ├── Gone            there is no such page any more
        ├── Throttled       the server asked for a pause that is longer than this run
        ├── Robots          robots.txt asks programs to stay away
        ├── TooLarge        more bytes than the settings allow
        ├── Blocked         a bot wall or a login came instead of the page
        ├── EmptyList       the lists of a source name no article
        ├── Unbelievable    the lists of a source cannot be believed: somebody else may have written them
        ├── LayoutChanged   no layout of the source fits, or a declaration matches nothing
        └── SnapshotMissing the replayed folder does not hold what its index names

A message is one line that names the source, the URL and what to do next.
"""


class IprFeedsError(Exception):
    """The root: everything that ipr-feeds raises on purpose; `kind` is the word for it in reports."""

    kind = "plugin-error"


class UsageError(IprFeedsError):
    """The command was given something that cannot be."""


class CannotWrite(IprFeedsError):
    """A file cannot be written: a full disk, a folder without permission."""

    kind = "cannot-write"


class StoreError(IprFeedsError):
    """The store cannot be read or written; the feeds are as they were."""


class Busy(IprFeedsError):
    """Another refresh holds the store."""


class Stopped(IprFeedsError):
    """The run was told to end."""


class Spent(IprFeedsError):
    """A host was asked often enough for one run; the next one goes on."""


class Suspicious(IprFeedsError):
    """A feed is not what it should be; the published one stays."""

    kind = "suspicious"


class PluginError(IprFeedsError):
    """A plugin, or something that it declares, is broken."""


class PageError(IprFeedsError):
    """One page of one source cannot become an entry.

    `source` and `url` are empty where nobody knows them; `content` is what came instead of the page.
    """

    content = b""

    def __init__(self, reason: str, *, source: str = "", url: str | None = "", advice: str = "") -> None:
        self.reason, self.source, self.url, self.advice = reason, source, url or "", advice
        where = ", ".join(part for part in (source, self.url) if part)
        super().__init__((f"{where}: " if where else "") + reason + (f" ({advice})" if advice else ""))

    def of(self, source: str, url: str) -> "PageError":
        """The same error, naming source and address where none is known."""
        return type(self)(self.reason, source=self.source or source, url=self.url or url, advice=self.advice)

    def at(self, place: str) -> "PageError":
        """The same error, naming the file `place` where no address is known."""
        return type(self)(self.reason, source=self.source, url=self.url or place, advice=self.advice)


class UnknownSource(PageError):
    """No source reads this page."""


class Unreachable(PageError):
    """No connection could be made, or it broke."""

    kind = "unreachable"


class TimedOut(PageError):
    """No whole answer came within the deadline."""

    kind = "timeout"


class NotAPage(PageError):
    """What came is no page: a picture, an archive, an empty file."""

    kind = "not-a-page"


class DamagedPage(PageError):
    """The answer is cut off or wrongly packed, or parsing its markup would take minutes."""

    kind = "damaged"


class BadStatus(PageError):
    """The answer is no page: only status 200 is one."""

    kind = "http-status"


class Gone(PageError):
    """There is no such page any more."""

    kind = "gone"


class Throttled(PageError):
    """The server asked for a pause that is longer than a run."""

    kind = "throttled"


class Robots(PageError):
    """The site's robots.txt asks programs to stay away from the address."""

    kind = "robots"


class TooLarge(PageError):
    """The answer holds more bytes than the settings allow."""

    kind = "too-large"


class EmptyList(PageError):
    """The lists of a source were read and name no article."""

    kind = "empty-list"


def empty_list(source: str, url: str) -> EmptyList:
    """The error that the lists of a source name no article."""
    return EmptyList("the list names no article", source=source, url=url, advice="the site changed; mend the plugin")


class Unbelievable(PageError):
    """The lists of a source are not what they were: the site may be hacked."""

    kind = "suspicious"


class Blocked(PageError):
    """A bot wall or a login came instead of the page."""

    kind = "blocked"


class LayoutChanged(PageError):
    """No layout of the source fits, or a required declaration matches nothing."""

    kind = "layout-changed"


def layout_changed(layout: str, what: str, source: str, url: str | None) -> LayoutChanged:
    """The error that a page of a layout lacks what it should hold."""
    advice = "the site changed; mend the plugin, or report it"
    return LayoutChanged(f"layout {layout}: {what}", source=source, url=url, advice=advice)


class SnapshotMissing(PageError):
    """A snapshot folder does not hold what its index names."""

    kind = "unreachable"


#: What a stranger's plugin may raise; the rest is nobody's to catch.
ANYTHING = (Exception, SystemExit)
#: What ends a run, whatever it was doing.
FATAL = (Stopped, StoreError, Spent)
