"""A real browser on a real server: forms with and without scripts, the editor, search; all is quiet."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NoReturn

import pytest
from pages.browsers import Browser, browsing
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from .servers import Server, running

SECONDS = 60


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the signature of the base)
        pass


@pytest.fixture(scope="module")
def browser(
    program: Callable[[str], str], lack: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    with browsing(program, lack, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def yasgui(lack: Callable[[str], NoReturn]) -> Iterator[str]:
    """The address of the editor's files, at another origin than the server's."""
    places = (
        Path(place) / "@zazuko/yasgui/build" for place in os.environ.get("NODE_PATH", "").split(os.pathsep)
    )
    folder = next((place for place in places if place.is_dir()), None)
    folder = folder or lack("the npm package @zazuko/yasgui on NODE_PATH")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}"
        host.shutdown()


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/country/MX",
            "/questions.html",
            "/question/trade-partners.html?country=Mexico",
            "/search?q=korea",
        ),
        *(
            "/sparql",
            "/ontology",
            "/nowhere.html",
            "/question/trade-partners.html?country=Mexco",
            "/downloads.html",
        ),
    ],
)
def test_pages_have_no_errors_and_no_grave_findings(server: Server, browser: Browser, path: str) -> None:
    browser.open(server.url + path, width=380)
    assert [
        found for found in browser.check() if "the server responded with a status of 40" not in found
    ] == []
    assert browser.measure_overflow() == 0


def test_a_question_is_asked_by_its_form(server: Server, browser: Browser) -> None:
    browser.open(f"{server.url}/question/trade-partners.html")
    field = browser.driver.find_element(By.NAME, "country")
    field.clear()
    field.send_keys("Vietnam")
    browser.driver.find_element(By.CSS_SELECTOR, "form.ask button").click()
    WebDriverWait(browser.driver, SECONDS).until(lambda driver: "country=Vietnam" in driver.current_url)
    assert "United States" in browser.driver.find_element(By.CSS_SELECTOR, "main table").text
    link = browser.driver.find_element(By.LINK_TEXT, "CSV").get_attribute("href") or ""
    assert server.request(link.removeprefix(server.url)).type == "text/csv"


def test_a_misspelt_name_gets_near_ones(server: Server, browser: Browser) -> None:
    browser.open(f"{server.url}/question/trade-partners.html?country=Vietnma")
    assert "did you mean Vietnam" in browser.driver.find_element(By.CSS_SELECTOR, "[role=alert]").text


def test_the_plain_form_asks_sparql(server: Server, browser: Browser) -> None:
    browser.open(f"{server.url}/sparql")
    browser.driver.find_element(By.CSS_SELECTOR, "#form button").click()
    WebDriverWait(browser.driver, SECONDS).until(lambda driver: "query=" in driver.current_url)
    assert len(browser.driver.find_elements(By.CSS_SELECTOR, "main table tbody tr")) == 20


def test_yasgui_takes_the_place_of_the_form(
    sample_kg: Path, browser: Browser, yasgui: str, tmp_path: Path
) -> None:
    with running(sample_kg, "--yasgui", yasgui, folder=tmp_path) as server:
        browser.driver.get_log("browser")  # type: ignore[no-untyped-call]  # of the pages before
        browser.open(f"{server.url}/sparql")
        wait = WebDriverWait(browser.driver, SECONDS)
        wait.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton"))
        assert not browser.driver.find_elements(By.ID, "form")
        browser.driver.find_element(By.CSS_SELECTOR, ".yasqe_queryButton").click()
        wait.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".yasr table tbody tr"))
        log = browser.driver.get_log("browser")  # type: ignore[no-untyped-call]
        assert log == []


def test_the_form_stays_where_yasgui_cannot_be_loaded(
    sample_kg: Path, browser: Browser, tmp_path: Path
) -> None:
    with running(sample_kg, "--yasgui", "http://127.0.0.1:9/none", folder=tmp_path) as server:
        browser.open(f"{server.url}/sparql")
        assert browser.driver.find_element(By.ID, "form").is_displayed()
        browser.driver.get_log("browser")  # type: ignore[no-untyped-call]
