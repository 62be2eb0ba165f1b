"""robots.txt: what a site asks programs to leave alone, and how slowly it wants to be read."""

from typing import Protocol


class Rules(Protocol):
    """What one origin asks for."""

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for."""

    @property
    def delay(self) -> float:
        """Seconds between two requests."""


FRESH = 86400.0  # seconds for which a robots.txt holds (RFC 9309)
LARGEST = 5_000_000  # bytes; RFC 9309 asks for 500 KB at least


class Everything:
    """No robots.txt, or an empty one."""

    delay = 0.0

    def allows(self, url: str) -> bool:
        """Always."""
        return True


class Parsed:
    """A robots.txt as Protego reads it."""

    def __init__(self, body: str, agent: str) -> None:
        from protego import Protego  # 20 ms, and many sites have no robots.txt

        self._rules, self._agent = Protego.parse(body), agent
        self.delay = float(self._rules.crawl_delay(agent) or 0)

    def allows(self, url: str) -> bool:
        """As the file says for our agent, else for all."""
        return bool(self._rules.can_fetch(url, self._agent))


def rules(body: str, agent: str) -> Rules:
    """What a robots.txt asks for."""
    return Parsed(body, agent) if body.strip() else Everything()
