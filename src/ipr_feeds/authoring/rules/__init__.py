"""What every source has to keep, rule by rule; `conformance` puts them to a source."""

from typing import NamedTuple


class Finding(NamedTuple):
    """What is wrong, with which page, what to do, where in the source's file it is declared, and details of it."""

    what: str
    url: str = ""
    advice: str = ""
    place: str = ""
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        todo = "; ".join(part for part in (self.advice, self.place) if part)
        said = (f"{self.url}: " if self.url else "") + self.what + (f" ({todo})" if todo else "")
        return "\n".join((said, *(f"  {line}" for line in self.details)))
