"""A site in a real browser, from a plain host and from disk: it reads well, search finds, all is quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from pages.browsers import Browser, browsing
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait


@pytest.fixture(scope="module")
def browser(
    program: Callable[[str], str], lack: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    with browsing(program, lack, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(params=["host", "disk"])
def root(request: pytest.FixtureRequest, plain_host: str, site: Path) -> str:
    """Where the site is opened from."""
    return plain_host if request.param == "host" else f"{site.as_uri()}/"


def look_for(browser: Browser, words: str) -> list[WebElement]:
    """Type words into the search; return the links found."""
    field = browser.driver.find_element(By.ID, "q")
    field.clear()
    field.send_keys(words)
    status = browser.driver.find_element(By.ID, "status")
    WebDriverWait(browser.driver, 20).until(lambda _: "ound" in status.text)
    return browser.driver.find_elements(By.CSS_SELECTOR, "#hits a")


@pytest.mark.parametrize(
    "page", ["index.html", "ontology.html", "shapes.html", "search.html", "downloads.html", "country/MX.html"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_errors_and_no_grave_findings(
    browser: Browser, root: str, page: str, scheme: str
) -> None:
    browser.open(root + page, scheme=scheme, width=380)
    assert browser.check() == []
    assert browser.measure_overflow() == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mexico", "Mexico"),
        ("MÉXICO", "Mexico"),
        ("corea del s", "South Korea"),
        ("viet", "Vietnam"),
        ("two-way trade korea", "Two-way trade between Mexico and South Korea was about $23 billion"),
    ],
)
def test_search_finds(browser: Browser, root: str, words: str, expected: str) -> None:
    browser.open(f"{root}search.html")
    assert expected in [link.text for link in look_for(browser, words)][:10]
    assert not browser.driver.find_element(By.ID, "all").is_displayed()
    assert browser.check() == []


def test_what_is_not_there_is_not_found(browser: Browser, root: str) -> None:
    browser.open(f"{root}search.html")
    assert look_for(browser, "zzyzx <b>bold</b>") == []
    assert "Nothing found" in browser.driver.find_element(By.ID, "status").text
    assert browser.check() == []


def test_the_keyboard_leads_to_what_was_found(browser: Browser, root: str) -> None:
    browser.open(f"{root}search.html")
    links = look_for(browser, "utah")
    assert len(links) > 1
    active = browser.driver.switch_to.active_element
    active.send_keys(Keys.ARROW_DOWN)
    assert browser.driver.switch_to.active_element == links[0]
    browser.driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert browser.driver.switch_to.active_element == links[1]
    browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    field = browser.driver.switch_to.active_element
    assert field.get_attribute("id") == "q"
    field.send_keys(Keys.ENTER)
    WebDriverWait(browser.driver, 20).until(lambda driver: "region/US-UT.html" in driver.current_url)
    assert "Utah" in browser.driver.title


def test_a_search_has_an_address(browser: Browser, plain_host: str) -> None:
    browser.open(f"{plain_host}search.html?q=vietnam")
    find = (By.CSS_SELECTOR, "#hits a")
    WebDriverWait(browser.driver, 20).until(lambda driver: driver.find_elements(*find))
    assert browser.driver.find_elements(*find)[0].text == "Vietnam"
    look_for(browser, "utah")
    assert browser.driver.current_url == f"{plain_host}search.html?q=utah"


def test_without_a_script_everybody_is_listed(site: Path) -> None:
    text = (site / "search.html").read_text("utf-8")
    names = [part.partition("</bdi>")[0] for part in text.split("<bdi>")[1:]]
    assert {"Mexico", "Vietnam", "Utah"} <= set(names)
    assert '<section id="all"' in text
    assert "hidden" not in text
