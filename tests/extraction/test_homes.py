"""Where an article is at home: whose ministers, state and trade it means without saying so."""

from __future__ import annotations

from pathlib import Path

import pytest
from tradegraph.annotation import annotate
from tradegraph.articles import read_articles
from tradegraph.extraction.homes import find_homes

CASES = [
    # Whom a paper writes about is named behind "to", "with" and "from"; its own country does the deeds.
    (
        "en",
        None,
        "Fiji sold kava to Samoa. Trade with Samoa grew, and goods from Samoa came. Fiji smiled.",
        "Fiji",
    ),
    # The press of a language writes of its own countries.
    ("es", None, "Chile creció. Noruega creció. Noruega vende salmón.", "Chile"),
    # An office speaks for its own country or state, wherever it is.
    ("en", "Embassy of Norway in Samoa", "Samoa met Samoa's friends in Samoa. Norway was there.", "Norway"),
    ("en", "Office of the Governor of Utah", "Mexico, Mexico and Mexico again. Utah sold salt.", "Utah"),
    # Provinces and cities stand for their country.
    (
        "en",
        "The Suva Gazette",
        "Samoa has guests. Samoa has rain. The fair in Suva was dry. Fiji won.",
        "Fiji",
    ),
    # Companies of other countries are told by adjective; the own country's money tells too.
    ("en", None, "A Norwegian ship came. Norwegian crews cheered. Fiji paid FJ$4 million.", "Fiji"),
    # Who speaks of "the state" or "la provincia" is at home in one.
    (
        "es",
        None,
        "Panamá compra aceite. La provincia vendió más. En Málaga celebran; Málaga y España ganan.",
        "Province of Málaga",
    ),
    # Whom "we" deal with is another one.
    (
        "en",
        None,
        "Samoa sold us $9 million. Samoa, our old partner, paid Fiji. Samoa bought from us. Fiji won.",
        "Fiji",
    ),
    # In an interview, whom its partner speaks for.
    (
        "en",
        None,
        "Ana Holm runs Fiji's office in Oslo.\n\n**Do you like Norway?**\n\nYes, Norway is fine.\n\n"
        "**And Oslo?**\n\nOslo is cold. Norway buys kava.",
        "Fiji",
    ),
]


@pytest.mark.parametrize(("lang", "source", "text", "home"), CASES)
def test_an_article_is_at_home(tmp_path: Path, lang: str, source: str | None, text: str, home: str) -> None:
    head = f"---\npublished: 2024-05-02\nlang: {lang}\n{f'source: {source}' if source else ''}\n---\n"
    (tmp_path / "a.md").write_text(f"{head}{text}\n", "utf-8")
    (article,) = read_articles([tmp_path / "a.md"])
    assert find_homes(annotate(article))["State"].entities[0].name == home


def test_an_article_without_places_is_at_home_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\npublished: 2024-05-02\nlang: en\n---\nSalt is salty.\n", "utf-8")
    (article,) = read_articles([tmp_path / "a.md"])
    assert find_homes(annotate(article)) == {}


def test_the_name_of_an_author_is_no_place(tmp_path: Path) -> None:
    head = "---\npublished: 2024-05-02\nlang: en\nauthor: {}\n---\nFiji sold kava. Utah paid. Fiji won.\n"
    homes = []
    for author in ("Utah Holm", "Office of the Governor of Utah"):
        (tmp_path / "a.md").write_text(head.format(author), "utf-8")
        (article,) = read_articles([tmp_path / "a.md"])
        homes.append(find_homes(annotate(article))["State"].entities[0].name)
    assert homes == ["Fiji", "Utah"]


def test_a_profile_is_at_home_in_its_country_unless_it_is_told_to_another(tmp_path: Path) -> None:
    head = (
        "---\ntitle: 'Market card: Tonga'\npublished: 2024-05-02\nsource: The Oslo Exporter\nlang: en\n---\n"
    )
    homes = []
    for text in ("Norway is the main customer.", "Norway is the main customer, and our sales are small."):
        (tmp_path / "a.md").write_text(f"{head}{text}\n", "utf-8")
        (article,) = read_articles([tmp_path / "a.md"])
        homes.append(find_homes(annotate(article))["Country"].entities[0].name)
    assert homes == ["Tonga", "Norway"]
