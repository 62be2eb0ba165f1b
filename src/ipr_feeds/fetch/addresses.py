"""Which addresses may be connected to: public ones, and origins that the settings name."""

import ipaddress
import re
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from ipr_feeds.errors import Unreachable
from ipr_feeds.urls import WEB

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.ip_network("::/96")
_LOCAL = ("localhost", ".localhost", ".local", ".internal", ".home.arpa", ".localdomain")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.I)
_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> str:
    """Scheme, host and port of an address, the port always told."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port or _PORTS.get(parts.scheme, 0)}".lower()


def is_allowed(url: str, origins: Collection[str]) -> bool:
    """Whether the settings name exactly the origin of an address."""
    return origin(url) in {origin(one) for one in origins}


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and whatever it carries inside as well."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_global(one) for one in (found, *_carried(found)))


def _is_global(found: _Address) -> bool:
    """As Python sees it, but for what it calls global and is local: site-local IPv6, NAT64 of a network's own."""
    local = isinstance(found, ipaddress.IPv6Address) and (found.is_site_local or found in _NAT64[1])
    return found.is_global and not found.is_multicast and not local


def _carried(found: _Address) -> list[_Address]:
    """IPv4 addresses inside an IPv6 one: mapped, compatible, 6to4, Teredo, NAT64."""
    if isinstance(found, ipaddress.IPv4Address):
        return []
    inside = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if any(found in network for network in (*_NAT64, _COMPATIBLE)):
        inside.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return [one for one in inside if one is not None]


def refuse_private(url: str, origins: Collection[str], source: str) -> None:
    """Raise `Unreachable` for an address that is plainly private, whoever would connect to it."""
    try:
        parts = urlsplit(url)
        name, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise Unreachable(f"this is no web address: {error}", source=source, url=url) from error
    if parts.scheme not in WEB or not name:
        raise Unreachable("only http and https addresses are read", source=source, url=url)
    if is_allowed(url, origins):
        return
    local = name == _LOCAL[0] or name.endswith(_LOCAL[1:])
    if local or (_numeric(name) and not is_public(_dotted(name))):
        raise private(source, url)


def private(source: str, url: str) -> Unreachable:
    """The error that an address lies in a private network."""
    return Unreachable(
        "this leads into a private network, which is not read", source=source, url=url,
        advice="if it is meant, name its origin in fetch.allow_origins",
    )  # fmt: skip


def _numeric(name: str) -> bool:
    """Whether a host is an IP address in any spelling that resolvers take: decimal, octal, hexadecimal, short."""
    return ":" in name or bool(_NUMBER.fullmatch(name.rpartition(".")[2]))


def _dotted(name: str) -> str:
    """An IPv4 address as resolvers read it, `0x7f.1` as 127.0.0.1; what is none as it is."""
    try:
        return name if ":" in name else socket.inet_ntoa(socket.inet_aton(name))
    except (OSError, UnicodeError):
        return name
