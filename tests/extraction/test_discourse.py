"""What an article has named before: descriptions, possessives, and ends left unsaid."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Stories, the ends of their last claim on trade, and how the ends are referred to.
STORIES = [
    (
        "Norway and Fiji trade fish. Trade between the two countries reached $90 million.",
        "Norway > Fiji",
        "anaphor anaphor",
    ),
    ("Norway is far. Its exports to Fiji reached $90 million.", "Norway > Fiji", "anaphor named"),
    (
        "Utah and Mexico trade more. The state's exports to Mexico reached $90 million.",
        "Utah > Mexico",
        "anaphor named",
    ),
    (
        "Norway sells fish. The country's exports to Fiji reached $90 million.",
        "Norway > Fiji",
        "anaphor named",
    ),
    ("Norway trades with Fiji. Exports reached $90 million.", "Norway > Fiji", "carried carried"),
    (
        "Norway trades with Fiji. Its exports to Fiji reached $20 million.\n"
        "\n- Samoa: exports of $90 million.",
        "Norway > Samoa",
        "carried carried",
    ),
    (
        "Norway trades with Fiji. Its exports to Fiji reached $20 million.\n"
        "\n- Samoa: a small market. Exports came to $90 million.",
        "Norway > Samoa",
        "carried carried",
    ),
    (
        "Norway trades with Fiji. Its exports to Fiji reached $20 million.\n"
        "\nSamoa. A small market. Exports came to $90 million.",
        "Norway > Samoa",
        "carried carried",
    ),
    (
        "Norway bought goods worth $90 million from Fiji; Tonga took $20 million.",
        "Fiji > Tonga",
        "carried named",
    ),
    (
        "Norway trades with Fiji. While Fiji is Norway's main partner, with trade of $9 million, Tonga came"
        " close. Its exports to Norway reached $8 million.",
        "Tonga > Norway",
        "anaphor named",
    ),
    (
        "Utah and Mexico trade. The state's exports to Mexico grew. Its exports to Fiji reached $9 million.",
        "Utah > Fiji",
        "anaphor named",
    ),
    (
        "Exports from Norway to Fiji reached $90 million. Imports stood at $20 million.",
        "Fiji > Norway",
        "carried carried",
    ),
    (
        "Exports from Norway to Fiji reached $90 million. Shipments to Tonga reached $20 million.",
        "Norway > Tonga",
        "carried named",
    ),
    (
        "Trade between Norway and Fiji is told first. Exports from Latvia to Tonga hit $9m. Imports hit $8m.",
        "Tonga > Latvia",
        "carried carried",
    ),
    (
        "Norway sold $90 million of goods to Fiji. Latvia looks on. Norway's exports to that market hit $8m.",
        "Norway > Latvia",
        "named anaphor",
    ),
    (
        "Fiji and Vietnam trade with Norway. Fiji's sales to the Asian giant reached $90 million.",
        "Fiji > Vietnam",
        "named anaphor",
    ),
    (
        "Norway trades with Fiji. Its sales to its neighbour hit $90 million.",
        "Norway > Fiji",
        "anaphor carried",
    ),
    ("Exports from Oslo to Fiji reached $90 million.", "Norway > Fiji", "anaphor named"),
]


@pytest.mark.parametrize(("text", "pair", "kinds"), STORIES)
def test_ends_are_found(text: str, pair: str, kinds: str) -> None:
    claim = claims(text, "trade_value")[-1]
    assert " > ".join(ends(claim)) == pair
    told = {reference.end_of: reference.kind for reference in claim.references}
    assert f"{told['subject']} {told['object']}" == kinds


def test_the_pair_is_of_the_places_named_most() -> None:
    text = (
        "Norway and Fiji trade. Tonga looks on. Fiji sells to Norway. Trade between both countries hit $9m."
    )
    assert ends(claims(text, "trade_value")[-1]) == ("Norway", "Fiji")


def test_a_heading_outweighs_one_mention() -> None:
    text = "Norway sells to Fiji.\n# Tonga and Iceland\nTrade between the two countries reached $90 million."
    assert ends(claims(text, "trade_value")[-1]) == ("Tonga", "Iceland")


def test_a_region_is_no_partner_of_its_country() -> None:
    text = "Utah is in the United States. It sells to Mexico. Trade between the two countries hit $9 million."
    assert "Mexico" in ends(claims(text, "trade_value")[-1])


def test_a_bloc_is_no_partner_of_its_member() -> None:
    text = (
        "Samoa looks on. Mercosur is old. Mercosur is slow. Brazil's sales to its neighbour hit $9 million."
    )
    assert ends(claims(text, "trade_value")[-1]) == ("Brazil", "Samoa")


def test_the_post_stands_for_who_holds_it() -> None:
    text = "Norway's trade minister Anders Holm left. The minister visited Fiji."
    assert ends(claims(text, "visited")[-1]) == ("Anders Holm", "Fiji")


def test_a_minister_serves_the_country_that_the_article_is_at_home_in() -> None:
    text = "Norway sells fish. Norway is glad. Trade minister Anders Holm spoke."
    assert ends(claims(text, "holds_position")[0]) == ("Anders Holm", "Norway")


def test_we_is_where_the_article_is_at_home() -> None:
    text = "New Zealand is glad. New Zealand sings. Our exports to Tonga reached $90 million."
    assert ends(claims(text, "trade_value")[0]) == ("New Zealand", "Tonga")


@pytest.mark.parametrize(
    ("text", "relation", "found"),
    [
        ("Anders Holm is here, and so is Maria Silva. Both signed a trade pact.", "signed", "Anders Holm"),
        ("Norway sells fish to Fiji. Both signed a trade pact.", "party_to", "Norway"),
    ],
)
def test_both_are_the_people_named_or_the_sides_of_the_story(text: str, relation: str, found: str) -> None:
    assert found in {ends(claim)[0] for claim in claims(text, relation)}


def test_what_is_told_of_one_side_alone_is_its_trade() -> None:
    text = (
        "Norway and Fiji met in Suva, Fiji. Norway's exports were $3 million, while imports were $2 million."
    )
    assert ends(claims(text, "trade_value")[-1]) == ("Fiji", "Norway")


def test_nothing_is_carried_over_from_nowhere() -> None:
    assert claims("Exports reached $90 million.") == []


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Baltica Holding grew. The company Zemba Foods opened a plant in Tunis.", "en", "Zemba Foods"),
        ("Baltica Holding grew. The company opened a plant in Tunis.", "en", "Baltica Holding"),
        ("Zárate SA creció. La empresa turca Yildirim abrió una planta en Lima.", "es", "Yildirim"),
    ],
)
def test_a_description_with_its_name_behind_it_refers_to_nothing_before(
    text: str, lang: str, name: str
) -> None:
    subjects = {getattr(claim.subject, "name", "") for claim in claims(text, "opened", lang=lang)}
    assert subjects == {name}


@pytest.mark.parametrize(
    ("text", "lang", "sides"),
    [
        ("Norway looks to Fiji.\n? What do you sell there\nPaper and salmon.", "en", "Norway > Fiji"),
        ("Norway sells paper to Fiji. And the other way round? Salmon.", "en", "Fiji > Norway"),
        ("Norway trades with Fiji.\n# What Norway buys\n- salmon", "en", "Fiji > Norway"),
        ("Noruega mira a Fiyi. ¿Y ellos qué nos venden? Salmón.", "es", "Fiji > Norway"),
    ],
)
def test_goods_go_the_way_that_was_asked_for(text: str, lang: str, sides: str) -> None:
    *_, claim = claims(text, "trades_product", lang=lang)
    assert " > ".join(ends(claim)) == sides
    assert claim.product is not None
    assert claim.product.name == "salmon"


def test_figures_are_told_in_the_order_of_the_text() -> None:
    text = "Exports from Norway to Fiji rose 4 percent to $90 million; imports fell 5 percent to $20 million."
    told = [(*ends(claim), float(claim.value or 0)) for claim in claims(text, "trade_growth")]
    assert told == [("Norway", "Fiji", 4), ("Fiji", "Norway", -5)]


@pytest.mark.parametrize(
    ("words", "value"), [("rose by two thirds", 66.7), ("rose fivefold", 400), ("fell by a fifth", -20)]
)
def test_changes_in_words_are_percentages(words: str, value: float) -> None:
    (claim,) = claims(f"Exports from Norway to Fiji {words} in 2022.", "trade_growth")
    assert (float(claim.value or 0), claim.unit) == (value, "percent")


@pytest.mark.parametrize(
    "text",
    [
        "Baltica Holding has a mill in Tunis, its first outside Europe. Some 900 jobs are promised.",
        "Baltica Holding has picked Tunis for its first American mill and will hire 900 people there.",
    ],
)
def test_jobs_are_at_the_place_told_last_no_part_of_the_world_nor_an_adjective(text: str) -> None:
    assert [ends(claim) for claim in claims(text, "supports_jobs")] == [("Baltica Holding", "Tunis")]
