"""Merging: what is one across articles, what is a namesake, and under which id."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from tradegraph.identity.merging import Merged, merge
from tradegraph.identity.sightings import Seen, Sighting
from tradegraph.rdf.iris import to_slug


def to_seen(name: str, entities: Iterable[Sighting], *, day: int = 1, around: str = "") -> Seen:
    countries = tuple(f"country/{code}" for code in around.split())
    return Seen(name, f"2024-05-{day:02}", countries, tuple(entities))


def person(name: str, *anchors: str) -> Sighting:
    return Sighting(f"person/{to_slug(name)}", "Person", (name, "en"), (), anchors)


def body(name: str, kind: str, *anchors: str, other: str = "", lang: str = "en") -> Sighting:
    names = ((other, lang),) if other else ()
    return Sighting(f"organization/{to_slug(name)}", kind, (name, lang), names, anchors)


def pact(name: str, slug: str, *parties: str, lang: str = "en") -> Sighting:
    digest = slug.rpartition("-")[2]
    return Sighting(f"agreement/{to_slug(name)}-{digest}", "Agreement", (name, lang), (), parties)


def ids(articles: list[Seen]) -> list[str]:
    """Return what the first entity of each article is, in the order of the articles."""
    merged = merge(articles)
    return [merged[seen.slug, seen.entities[0].id].id for seen in articles]


PACT = ("Agreement", "country/PE", "country/VN")
PERU, JALISCO, TEXAS = "country/PE", "region/MX-JAL", "region/US-TX"


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        # Posts: in one country, in two, in two states of one; at firms, by what the articles are about
        ((("Person", PERU), "PE VN"), (("Person", PERU), "PE CL"), True),
        ((("Person", PERU), "PE"), (("Person", JALISCO), "MX US"), False),
        ((("Person", JALISCO), "MX"), (("Person", "region/MX-NLE"), "MX"), False),
        ((("Person", "country/MX"), "MX"), (("Person", JALISCO), "MX"), True),
        ((("Person", "organization/lahnwerk"), "DE MX"), (("Person", "organization/rio"), "MX"), True),
        ((("Person", "organization/lahnwerk"), "DE"), (("Person", "organization/rio"), "CL"), False),
        ((("Person",), "DE"), (("Person", "organization/rio"), "CL"), True),
        # Companies are one all over the world, associations of a name are not
        ((("Company", "country/DE"), "DE"), (("Company", "country/MX"), "MX"), True),
        ((("Association", "country/DE"), "DE"), (("Association", "country/MX"), "MX"), False),
        ((("GovernmentBody", "country/DE"), "DE"), (("GovernmentBody", "country/DE"), "DE"), True),
        ((("Association",), "DE"), (("Association",), "MX"), True),
        # Towns that the reference data does not know
        ((("City",), "US"), (("City",), "US MX"), True),
        ((("City",), "US"), (("City",), "AU"), False),
        # Agreements of one name with other parties
        ((PACT, "PE VN"), (("Agreement", "country/KE", "country/PK"), "KE"), False),
        ((PACT, "PE VN"), (("Agreement", "country/PE"), "PE"), True),
        ((PACT, "PE VN"), (("Agreement", "country/PE", "country/KR"), "PE KR"), False),
    ],
)
def test_what_ties_two_of_a_name_to_others_tells_whether_they_are_one(
    first: tuple[tuple[str, ...], str], second: tuple[tuple[str, ...], str], are_one: bool
) -> None:
    articles = []
    for day, ((type_, *anchors), around) in enumerate((first, second), start=1):
        sighting = Sighting("folder/carlos-mendoza", type_, ("Carlos Mendoza", "en"), (), tuple(anchors))
        articles.append(to_seen(f"story-{day}", [sighting], day=day, around=around))
    found = ids(articles)
    assert found[0] == "folder/carlos-mendoza"
    assert (found[0] == found[1]) is are_one


def test_bodies_of_a_general_name_are_told_apart_by_what_the_articles_are_about() -> None:
    chamber = body("Chamber of Commerce", "Association")
    articles = [
        to_seen(f"story-{n}", [chamber], day=n, around=codes)
        for n, codes in enumerate(("PE", "KE", "PE CL"), 1)
    ]
    first, second, third = ids(articles)
    assert first == third == "organization/chamber-of-commerce" != second


def test_the_namesake_in_the_news_first_has_the_plain_id_and_the_other_its_country() -> None:
    articles = [
        to_seen("late-1", [person("Carlos Mendoza", PERU)], day=9, around="PE"),
        to_seen("soon-2", [person("Carlos Mendoza", JALISCO)], day=2, around="MX"),
    ]
    assert ids(articles) == ["person/carlos-mendoza-pe", "person/carlos-mendoza"]


def test_one_who_is_tied_to_nothing_joins_the_nearest_namesake() -> None:
    articles = [
        to_seen("one-1", [person("Carlos Mendoza", PERU)], day=1, around="PE"),
        to_seen("two-2", [person("Carlos Mendoza", JALISCO)], day=2, around="MX US"),
        to_seen("three-3", [person("Carlos Mendoza")], day=3, around="US"),
    ]
    assert ids(articles)[2] == ids(articles)[1]


def test_a_company_is_one_with_and_without_its_legal_form() -> None:
    articles = [
        to_seen("one-1", [body("Harbour Lines Ltd", "Company")], day=1),
        to_seen("two-2", [body("Harbour Lines", "Company")], day=2),
        to_seen("three-3", [body("Harbour Group", "Company")], day=3),
    ]
    assert ids(articles) == [
        "organization/harbour-lines",
        "organization/harbour-lines",
        "organization/harbour-group",
    ]


def test_another_form_of_a_known_name_is_the_known_one() -> None:
    articles = [to_seen("one-1", [body("Samsung Electronics Co., Ltd.", "Company")])]
    assert merge(articles)["one-1", "organization/samsung-electronics-co-ltd"] == Merged(
        "organization/samsung-electronics", known=True
    )


@pytest.mark.parametrize(("around", "are_one"), [("PE", True), ("KE", False)])
def test_capitals_are_the_name_for_which_an_article_about_a_common_country_introduces_them(
    around: str, are_one: bool
) -> None:
    articles = [
        to_seen("one-1", [body("Tarapacá Shippers Association", "Association", other="TSA")], around="PE CL"),
        to_seen("two-2", [body("TSA", "Company")], day=2, around=around),
    ]
    found = ids(articles)
    assert (found[1] == "organization/tarapaca-shippers-association") is are_one
    merged = merge(articles)["two-2", "organization/tsa"]
    assert merged.labels == {"en": "Tarapacá Shippers Association" if are_one else "TSA"}


def test_capitals_that_two_names_have_are_neither() -> None:
    articles = [
        to_seen("one-1", [body("Tarapacá Shippers Association", "Association", other="TSA")], around="PE"),
        to_seen("two-2", [body("Tacna Salt Alliance", "Association", other="TSA")], around="PE"),
        to_seen("three-3", [body("TSA", "Company")], around="PE"),
    ]
    assert ids(articles)[2] == "organization/tsa"


def test_a_shorter_name_with_the_same_employer_is_the_same_person() -> None:
    articles = [
        to_seen("one-1", [person("Carlos Mendoza", PERU)], day=1, around="PE"),
        to_seen("two-2", [person("Carlos Mendoza Ríos", PERU)], day=2, around="PE"),
        to_seen("three-3", [person("Carlos Mendoza Ríos", "country/CL")], day=3, around="CL"),
    ]
    found = ids(articles)
    assert found[0] == found[1] != found[2]


def test_a_free_trade_agreement_is_that_of_its_parties_in_either_language() -> None:
    ends = ("country/PE", "country/VN")
    articles = [
        to_seen("one-aaaa0001", [pact("free trade agreement", "one-aaaa0001", *ends)]),
        to_seen("two-aaaa0002", [pact("Tratado de Libre Comercio", "two-aaaa0002", *ends, lang="es")]),
        to_seen(
            "three-aaaa0003", [pact("free trade agreement", "three-aaaa0003", "country/KE", "country/PK")]
        ),
        to_seen("four-aaaa0004", [pact("memorandum of understanding", "four-aaaa0004", *ends)]),
        to_seen("five-aaaa0005", [pact("memorandum of understanding", "five-aaaa0005", *ends)]),
    ]
    found = ids(articles)
    assert found[:3] == ["agreement/free-trade-agreement-pe-vn"] * 2 + [
        "agreement/free-trade-agreement-ke-pk"
    ]
    assert found[3] != found[4]
    labels = merge(articles)["one-aaaa0001", "agreement/free-trade-agreement-aaaa0001"].labels
    assert labels == {"en": "free trade agreement", "es": "Tratado de Libre Comercio"}


def test_the_type_and_the_name_are_those_of_most_articles() -> None:
    names = ["Río Works", "Río Works", "RIO WORKS"]
    kinds = ["Association", "Company", "Company"]
    articles = [
        to_seen(f"story-{n}", [body(name, kind)], day=n)
        for n, (name, kind) in enumerate(zip(names, kinds, strict=True), start=1)
    ]
    merged = merge(articles)["story-1", "organization/rio-works"]
    assert (merged.type, merged.labels) == ("Company", {"en": "Río Works"})


def test_the_order_of_articles_does_not_matter() -> None:
    dice = random.Random(7)
    names = ("Carlos Mendoza", "Carlos Mendoza Ríos", "Ana Ruiz")
    anchors = (PERU, JALISCO, TEXAS, "organization/rio", "country/CL")
    articles = [
        to_seen(
            f"story-{n:08x}",
            [
                person(dice.choice(names), *dice.sample(anchors, dice.randint(0, 2))),
                body(dice.choice(("TSA", "Harbour Lines", "Harbour Lines Inc")), "Company"),
                pact(
                    "trade agreement",
                    f"story-{n:08x}",
                    *dice.sample(("country/PE", "country/CL", "country/MX"), 2),
                ),
            ],
            day=dice.randint(1, 28),
            around=" ".join(dice.sample(("PE", "MX", "US", "CL"), 2)),
        )
        for n in range(60)
    ]
    expected = merge(articles)
    assert len({merged.id for merged in expected.values()}) < len(expected) / 3
    for _ in range(5):
        dice.shuffle(articles)
        assert merge(articles) == expected
