"""A headless Chromium, driven by its own driver over loopback (WebDriver): what a page does, and how it looks."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage --no-proxy-server"
).split()
TAB, ENTER = "\ue004", "\ue007"
_PHONE = 600  # pixels; what is narrower
_PATIENCE = 30  # seconds


class Browser:
    """One window."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={folder}"]}
        wanted = {"alwaysMatch": {"goog:chromeOptions": options, "unhandledPromptBehavior": "ignore"}}
        self.session = self._ask("POST", "/session", {"capabilities": wanted})["sessionId"]

    def open(self, url: str) -> None:
        """Go to an address, and wait until all of it is there."""
        self._post("url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns that stands outside the page and its policy."""
        return self._post("execute/sync", {"script": script, "args": list(arguments)})

    def run_later(self, script: str, *arguments: Any) -> Any:
        """What a script passes to the function that is its last argument."""
        return self._post("execute/async", {"script": script, "args": list(arguments)})

    def show(self, *, width: int = 1280, dark: bool = False, media: str = "") -> None:
        """How wide the window is, whether its user likes it dark, and whether it is paper (`print`); drawn so by now."""
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < _PHONE}
        self.command("Emulation.setDeviceMetricsOverride", **metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.run_later("const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done()))")

    def press(self, key: str) -> None:
        """Press a key."""
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._post("actions", {"actions": [{"type": "key", "id": "keys", "actions": keys}]})

    def has_dialog(self) -> bool:
        """Whether the page has opened an alert, or another dialog."""
        try:
            self._ask("GET", f"/session/{self.session}/alert/text")
        except RuntimeError:
            return False
        self._post("alert/dismiss", {})
        return True

    def command(self, name: str, **parameters: Any) -> Any:
        """A command of Chromium's own."""
        return self._post("goog/cdp/execute", {"cmd": name, "params": parameters})

    def close(self) -> None:
        """End it."""
        self._ask("DELETE", f"/session/{self.session}")

    def _post(self, what: str, body: Any) -> Any:
        return self._ask("POST", f"/session/{self.session}/{what}", body)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            value = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(f"{path}: {value['message']}")
        return value


@contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in a folder, ended afterwards."""
    assert DRIVER
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    command = [DRIVER, f"--port={port}", "--log-level=OFF"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as driver:
        try:
            _wait(port)
            browser = Browser(port, folder)
            try:
                yield browser
            finally:
                browser.close()
        finally:
            driver.terminate()


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        with socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if time.monotonic() > end:
            raise TimeoutError("the driver does not start")
        time.sleep(0.05)
