"""A real browser: where it is, how it is started, and what axe-core and its console say of a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

#: Nothing of a browser that lives on a desk: no sandbox for root, no calls home.
_OPTIONS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: What of axe-core's findings counts (https://github.com/dequelabs/axe-core/blob/develop/doc/API.md).
_GRAVE: Final = ("serious", "critical")
#: Style sheets are not fetched a second time, which a browser refuses for files.
_RUN: Final = "axe.run(document, {preload: false}).then(arguments[0], arguments[0]);"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser with axe-core."""

    driver: Chrome
    axe: str

    def open(self, url: str, *, scheme: str = "light", width: int = 1280) -> None:
        """Open a page as a reader who prefers a colour scheme, "light" or "dark", sees it."""
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get(url)

    def check(self) -> list[str]:
        """Return the grave findings of axe-core on the page that is open, and the errors of its console."""
        self.driver.execute_script(self.axe)
        result: dict[str, Any] = self.driver.execute_async_script(_RUN)
        grave = [found for found in result["violations"] if found["impact"] in _GRAVE]
        findings = [f"{found['id']}: {node['html']}" for found in grave for node in found["nodes"]]
        log: list[dict[str, Any]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [*findings, *(entry["message"] for entry in log)]

    def measure_overflow(self) -> int:
        """Return how many pixels of the page lie beyond the width of the window."""
        script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.driver.execute_script(script))


@contextmanager
def browsing(
    program: Callable[[str], str], lack: Callable[[str], NoReturn], folder: Path
) -> Iterator[Browser]:
    """Start a browser whose profile is in `folder`."""
    options = ChromeOptions()
    options.binary_location = program("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    for option in (*_OPTIONS, f"--user-data-dir={folder}"):
        options.add_argument(option)
    axe = find_axe(lack).read_text("utf-8")
    driver = Chrome(options=options, service=Service(program("chromedriver")))
    try:
        yield Browser(driver, axe)
    finally:
        driver.quit()


def find_axe(lack: Callable[[str], NoReturn]) -> Path:
    """Return the script of axe-core, an npm package on NODE_PATH."""
    places = os.environ.get("NODE_PATH", "").split(os.pathsep)
    found = (Path(place) / "axe-core" / "axe.min.js" for place in places if place)
    return next((file for file in found if file.is_file()), None) or lack(
        "the npm package axe-core on NODE_PATH"
    )
