"""What is found when plugins are looked for: sources, problems, warnings."""

from typing import NamedTuple

import pluggy

from ipr_feeds.source import Source


class Problem(NamedTuple):
    """What is wrong with a plugin, and where it came from."""

    plugin: str
    origin: str
    message: str


class Loaded(NamedTuple):
    """A source and where it came from."""

    source: Source
    plugin: str
    origin: str


class Plugins(NamedTuple):
    """Everything found: working sources in order of their names, every problem, and what Python warns of.

    `warnings`, such as that something will be gone one day, are for the author of a plugin, not for the operator.
    """

    manager: pluggy.PluginManager
    loaded: tuple[Loaded, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def sources(self) -> list[Source]:
        """The working sources."""
        return [one.source for one in self.loaded]
