"""The tables of the store. Each generation is a step of `MIGRATIONS`; what was once released never changes.

Times are text in UTC with milliseconds, so that they sort; `link` and `entry` are JSON.
"""

#: Written into the file, so that it is known for a store ("IPRF").
APPLICATION = 0x49505246

_FIRST = (
    # An article that a list named. `listed`: when a list named it last; `place`: how far down. `due`: when its page is
    # to be asked for next, null for never; `tries`, `problem`: how often that failed, and why the last time. What was
    # read has an `entry`, and the `version` of the plugin that read it; `position` is where it stands in feeds.
    """CREATE TABLE article (
        source TEXT NOT NULL, key TEXT NOT NULL,
        link TEXT NOT NULL, listed TEXT NOT NULL, place INTEGER NOT NULL,
        due TEXT, tries INTEGER NOT NULL DEFAULT 0, problem TEXT,
        entry TEXT, version TEXT, relevant INTEGER, first_fetched TEXT, checked TEXT, position TEXT,
        PRIMARY KEY (source, key)
    )""",
    "CREATE INDEX article_unread ON article (source, tries, listed DESC, place) WHERE entry IS NULL",
    "CREATE INDEX article_due ON article (source, due) WHERE due IS NOT NULL AND entry IS NOT NULL",
    "CREATE INDEX article_newest ON article (source, position DESC, key) WHERE relevant",
    "CREATE INDEX article_problem ON article (source) WHERE problem IS NOT NULL",
    # What the server said of an address last: validators for the next conditional request, and a digest of the bytes
    # for servers that give none. They count only for the `version` of the plugin that read the page.
    """CREATE TABLE visit (
        source TEXT NOT NULL, url TEXT NOT NULL, version TEXT NOT NULL, etag TEXT, modified TEXT,
        digest TEXT NOT NULL, checked TEXT NOT NULL, PRIMARY KEY (source, url)
    )""",
    # When a host was asked last, and until when it wants to be left alone.
    "CREATE TABLE host (name TEXT PRIMARY KEY, asked REAL NOT NULL, not_before REAL NOT NULL)",
    "CREATE TABLE robots (origin TEXT PRIMARY KEY, fetched REAL NOT NULL, body TEXT NOT NULL)",
    # A source as it was when it was read last: what its feed is called, and by which plugin.
    """CREATE TABLE source (
        name TEXT PRIMARY KEY, version TEXT NOT NULL, plugin TEXT NOT NULL, title TEXT NOT NULL, home TEXT NOT NULL,
        language TEXT NOT NULL
    )""",
    "CREATE TABLE run (source TEXT NOT NULL, started TEXT NOT NULL, finished TEXT NOT NULL, outcome TEXT NOT NULL)",
    "CREATE INDEX run_newest ON run (source, started DESC)",
    # What went wrong with a source, open while `until` is null; `told` is when the operator heard of it last.
    """CREATE TABLE incident (
        source TEXT NOT NULL, kind TEXT NOT NULL, since TEXT NOT NULL, message TEXT NOT NULL, url TEXT NOT NULL,
        runs INTEGER NOT NULL, told TEXT, until TEXT, PRIMARY KEY (source, kind, since)
    )""",
    "CREATE INDEX incident_open ON incident (since) WHERE until IS NULL",
    # What a published file was made of, so that nothing is made again in vain; `digest` holds its stamp then: inode,
    # size and time of change.
    "CREATE TABLE file (name TEXT PRIMARY KEY, manner TEXT NOT NULL, made_of TEXT NOT NULL, digest TEXT NOT NULL)",
)

#: One step for each version of the store: the store's version is how many of them it has seen.
MIGRATIONS = (_FIRST,)
