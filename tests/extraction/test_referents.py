"""What a description stands for: a country of a kind, a company of a nation, a body, "both", "it"."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Stories by language and publisher, the relation told last, and one of its ends.
STORIES = [
    # Of a kingdom, an island or a nation's giant, the last one named that is one.
    (
        "en",
        None,
        "Norway called at Fiji. Fijians waved. The kingdom joined the WTO.",
        "member_of",
        "Norway",
    ),
    (
        "en",
        None,
        "Fiji and Norway met. Norway paid. The island nation joined the WTO.",
        "member_of",
        "Fiji",
    ),
    (
        "en",
        None,
        "Vietnam and Fiji met. Fiji paid. The Asian nation joined the WTO.",
        "member_of",
        "Vietnam",
    ),
    # Firms abroad are in another country than their own.
    (
        "en",
        None,
        "Fiji met Norway's envoy. He said Norwegian firms like Baltica Holding operate in the country.",
        "operates_in",
        "Fiji",
    ),
    (
        "es",
        None,
        "Habló el embajador de Noruega en Fiyi. Firmas noruegas operan en el país, como Baltica Holding.",
        "operates_in",
        "Fiji",
    ),
    # The two cities are those told of most.
    (
        "en",
        None,
        "Oslo's mayor met Fiji's president and the mayor of Suva. The two cities signed a pact.",
        "party_to",
        "Suva",
    ),
    # The one that the sentence before begins with comes first; of far ones the one named most.
    (
        "en",
        None,
        "Morocco traded $9 million with Spain. The kingdom joined the WTO.",
        "member_of",
        "Morocco",
    ),
    (
        "en",
        None,
        "Fiji sold tuna. Fiji and Tonga met. Norway cheered. The island nation joined the WTO.",
        "member_of",
        "Fiji",
    ),
    # A company of a nation is the one spoken of, not one that is known to be of another.
    (
        "en",
        None,
        "Quorra Motors came, and so did Volkswagen. The German group employs 300 people in Suva.",
        "supports_jobs",
        "Volkswagen",
    ),
    (
        "es",
        None,
        "Quorra Motors llegó. La empresa noruega invirtió 90 millones de dólares en Suva.",
        "invests_in",
        "Quorra Motors",
    ),
    # What somebody said of "the company" is said of the speaker's own.
    (
        "en",
        None,
        "Zemba Motors came. The head of Quorra Motors said the company employs 300 people in Suva.",
        "supports_jobs",
        "Quorra Motors",
    ),
    # A body is the one with this word in its name, else the publisher.
    (
        "en",
        None,
        "The Suva Trade Council met the Zemba Chamber. The council opened an office in Oslo.",
        "operates_in",
        "Suva Trade Council",
    ),
    (
        "es",
        "Boletín de la Cámara de Comercio de Suva",
        "Viajó a Oslo la presidenta de esta Cámara, Marina Quambe.",
        "holds_position",
        "Cámara de Comercio de Suva",
    ),
    # "The country" is the article's home, unless the story is in another one; the government is the home's.
    (
        "en",
        "The Suva Gazette",
        "Fiji fishes. Fiji sells kava to Norway, and Fiji paid FJ$5 million. The country joined the WTO.",
        "member_of",
        "Fiji",
    ),
    (
        "en",
        "The Suva Gazette",
        "Fiji fishes, and Fiji paid FJ$5 million. Norway looks on. The country joined the WTO.",
        "member_of",
        "Norway",
    ),
    (
        "en",
        None,
        "The GCC met, and Qatar paid. Qatar belongs to the six-member bloc.",
        "member_of",
        "Gulf Cooperation Council",
    ),
    # "Both" are the two of the sentence before, not those of the story.
    (
        "en",
        None,
        "Norway sold fish to Samoa. Samoa paid Norway. Fiji and Tonga watched. Both are members of the WTO.",
        "member_of",
        "Tonga",
    ),
    (
        "es",
        None,
        "Noruega vende a Samoa. Fiyi y Tonga miran. Ambos son miembros de la OMC.",
        "member_of",
        "Tonga",
    ),
    (
        "es",
        None,
        "Fiyi y Tonga miran. Ambos Estados son miembros de la OMC.",
        "member_of",
        "Tonga",
    ),
    (
        "en",
        None,
        "Quorra Motors met Zemba Foods. Both companies invested in Suva.",
        "invests_in",
        "Zemba Foods",
    ),
    # "It" is what the sentence, or the one before, names first.
    ("en", None, "Quorra Motors is here. It employs 300 people in Suva.", "supports_jobs", "Quorra Motors"),
    ("en", None, "Norway likes Fiji. It belongs to EFTA.", "member_of", "Norway"),
    # The former and the latter, a firm by its trade.
    ("en", None, "Norway met Fiji. The latter joined the WTO.", "member_of", "Fiji"),
    ("es", None, "Noruega mira a Fiyi. La primera es miembro de la OMC.", "member_of", "Norway"),
    # An adjective of a nation, or of a part of the world, tells which country or province is meant.
    (
        "es",
        None,
        "Jalisco mira a Alberta y a Perú. La provincia canadiense vendió a Perú trigo por $3 millones.",
        "trade_value",
        "Alberta",
    ),
    (
        "es",
        None,
        "Perú mira a Corea del Sur y a Italia. Importó de la nación asiática acero por $3 millones.",
        "trade_value",
        "South Korea",
    ),
    (
        "es",
        None,
        "Jalisco mira a Chile. La provincia vendió a Chile trigo por 3 millones de dólares.",
        "trade_value",
        "Jalisco",
    ),
    # Figures under a place are of it; a firm that something is done to need not have been named.
    (
        "en",
        None,
        "Norway sells fish to Fiji and Tonga.\n\n**Tonga.** Norwegian sales fell by 3%.",
        "trade_growth",
        "Tonga",
    ),
    (
        "en",
        None,
        "Zemba Foods grew. The family-owned brewer employs 9 people in Suva.",
        "supports_jobs",
        "Zemba Foods",
    ),
    # Who a sentence begins with by a pronoun goes on in the next one.
    (
        "en",
        None,
        "Ana Holm, Norway's trade minister, left. She met Marina Quambe. She flew to Suva in May.",
        "visited",
        "Ana Holm",
    ),
]


@pytest.mark.parametrize(("lang", "source", "text", "relation", "wanted"), STORIES)
def test_a_description_stands_for(
    lang: str, source: str | None, text: str, relation: str, wanted: str
) -> None:
    told = [claim for claim in claims(text, lang=lang, source=source) if claim.relation == relation]
    assert told, claims(text, lang=lang, source=source)
    assert wanted in ends(told[-1])


def test_a_pronoun_is_told_by_the_name_that_it_stands_for() -> None:
    text = "Quorra Motors is here. It employs 300 people in Suva."
    (claim,) = (each for each in claims(text) if each.relation == "supports_jobs")
    (subject,) = (each for each in claim.references if each.end_of == "subject")
    assert text[subject.start : subject.stop] == "Quorra Motors"
    assert subject.kind == "carried"


def test_what_is_not_found_leaves_no_trace() -> None:
    assert (
        claims("The Norwegian company left. It was the group that paid, and the island, and the company.")
        == []
    )


def test_the_country_is_the_article_s_own_where_a_town_of_it_was_named_last() -> None:
    text = (
        "Norway buys fish. Norway sells paper. Fiji opened an office in Oslo. "
        "Baltica Holding employs 300 people in the country."
    )
    (jobs,) = claims(text, "supports_jobs")
    assert ends(jobs)[1] == "Norway"


MANY = [
    ("Fiji, Tonga and Samoa met. The three countries signed the Ocean Accord.", "en", 3),
    ("Ministers of Fiji, Tonga, Samoa and Palau met. They signed the Ocean Accord.", "en", 4),
    ("Fiyi, Tonga y Samoa conversaron. Los tres países firmaron el Acuerdo del Océano.", "es", 3),
    # Four are not five, and which of them are meant is not told.
    ("Fiji, Tonga, Samoa and Palau met. The five countries signed the Ocean Accord.", "en", 0),
]


@pytest.mark.parametrize(("story", "lang", "parties"), MANY)
def test_several_are_the_places_just_listed_if_as_many(story: str, lang: str, parties: int) -> None:
    found = [claim for claim in claims(story, "party_to", lang=lang) if claim.pattern != "party-story"]
    assert len(found) == parties


@pytest.mark.parametrize(
    ("story", "members"),
    [
        ("The pact of the EU with Kenya leaves out Norway and Iceland. Both", {"Norway", "Iceland"}),
        # Beside one company alone they are the sides of the story.
        ("Fiji bought trucks. Norwegian group Baltica runs a plant in Fiji. Both", {"Norway", "Fiji"}),
        (
            "Norway won. Baltica Group runs a plant. Konex Group runs a mill in Suva. Both",
            {"Baltica Group", "Konex Group"},
        ),
    ],
)
def test_both_are_the_last_two_side_by_side(story: str, members: set[str]) -> None:
    told = claims(f"{story} are members of the Pacific Trade Association.", "member_of")
    assert {ends(claim)[0] for claim in told} == members
