"""Connections: looked at before a byte is sent, and cut when they last too long."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import CONTINUE, HTTPResponse
from typing import Any
from weakref import WeakSet

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ipr_feeds.fetch.addresses import is_public

_EARLY = range(102, 200)


class NotPublic(OSError):
    """A connection was made to an address that is not public, and closed before a byte was sent."""


class _Answer(HTTPResponse):
    """Skips Early Hints (103) and other news before the answer, as http.client by itself only does with 100."""

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc]
        return version, CONTINUE if status in _EARLY else status, reason


class Adapter(HTTPAdapter):
    """Looks at the address of every connection, and cuts those that last too long."""

    def __init__(self) -> None:
        self.any_address = self.late = self.stopped = False
        self._sockets: WeakSet[socket.socket] = WeakSet()
        super().__init__(pool_connections=2, pool_maxsize=1, max_retries=0)

    @contextmanager
    def watched(self, seconds: float) -> Iterator[None]:
        """Cut the connection after so many seconds: headers that drip in defeat the timeouts of sockets."""
        self.late = False
        watchdog = threading.Timer(seconds, self._bite)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()

    def stop(self) -> None:
        """Cut the connection because the run is to end."""
        self.stopped = True
        self._cut()

    def _bite(self) -> None:
        self.late = True
        self._cut()

    def _cut(self) -> None:
        for one in list(self._sockets):
            with suppress(OSError):  # closed meanwhile
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # past TLS, which would say goodbye first

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Let the pools make connections that are looked at."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools()

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """Let the pools of a proxy do so too."""
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def opened(self, connection: HTTPConnection, made: socket.socket) -> socket.socket:
        """Take a connection that was just made, or raise `NotPublic`; a proxy may stand anywhere."""
        self._sockets.add(made)
        self.refuse_late(made)
        if connection.proxy is None and not self.any_address and not is_public(made.getpeername()[0]):
            made.close()
            raise NotPublic
        return made

    def refuse_late(self, made: socket.socket) -> None:
        """Raise `TimeoutError` when the watchdog bit, or somebody pressed Ctrl-C, while nothing was there to be cut."""
        if self.late or self.stopped:
            made.close()
            raise TimeoutError

    def _pools(self) -> dict[str, type[HTTPConnectionPool]]:
        opened, refuse_late, sockets = self.opened, self.refuse_late, self._sockets

        class Plain(HTTPConnection):
            response_class = _Answer

            def _new_conn(self) -> socket.socket:
                return opened(self, super()._new_conn())

        class Secure(HTTPSConnection):
            response_class = _Answer

            def _new_conn(self) -> socket.socket:
                return opened(self, super()._new_conn())

            def connect(self) -> None:
                super().connect()
                sockets.add(self.sock)  # TLS has put its own in the place of the first
                refuse_late(self.sock)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        return {"http": PlainPool, "https": SecurePool}
