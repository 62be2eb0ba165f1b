"""The hooks of a plugin (pluggy). Mark an implementation with `ipr_feeds.hookimpl`."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import pluggy

from ipr_feeds.source import Source

PROJECT = "ipr_feeds"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Request(msgspec.Struct, frozen=True):
    """What is wanted: an absolute http or https address, with the headers to send.

    `source` is who asks; redirects are followed to `hosts` only. `deadline` is in seconds, for the whole request;
    `max_bytes` are of the decoded content.
    """

    url: str
    headers: Mapping[str, str] = {}
    source: str = ""
    hosts: tuple[str, ...] = ()
    deadline: float = 30.0
    max_bytes: int = 5_000_000


class Response(msgspec.Struct, frozen=True):
    """What came: the address in the end, the status, the headers (lower-case names) and the bytes as served."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def content_type(self) -> str:
        """The media type with its charset, as far as the server says."""
        return self.headers.get("content-type", "")


class Hooks:
    """What a plugin may implement."""

    @hookspec
    def sources(self) -> Iterable[Source]:
        """The sources that the plugin brings."""
        raise NotImplementedError

    @hookspec(firstresult=True)
    def fetch(self, request: Request) -> Response | None:
        """The response to `request`, or None to leave it to the next plugin and at last to the network."""
        raise NotImplementedError


#: The names of the hooks.
HOOKS = frozenset(name for name in vars(Hooks) if not name.startswith("_"))


def marked(plugin: Any) -> list[str]:
    """The names under which a plugin marks something as a hook implementation."""
    return [name for name in dir(plugin) if hasattr(getattr(plugin, name, None), f"{PROJECT}_impl")]
