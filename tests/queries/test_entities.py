"""Which entity a name means, and what is said where that is not clear."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph._exceptions import ParameterError
from tradegraph.queries.catalogue import run_query
from tradegraph.queries.entities import find_terms
from tradegraph.rdf.iris import DEFAULT_BASE, to_iri
from tradegraph.rdf.store import Store


def ids(text: str, store: Store, **options: tuple[str, ...]) -> list[str]:
    return [term.value.removeprefix(DEFAULT_BASE) for term in find_terms(text, store, **options)]  # type: ignore[arg-type]


def graph_of(*entities: tuple[str, str, str]) -> Store:
    """Return a store of entities minted for an article: path, type, name."""
    graph = NamedNode(f"{DEFAULT_BASE}graph/article/one")
    return Store.in_memory(
        quad
        for path, type_, name in entities
        for quad in (
            Quad(NamedNode(DEFAULT_BASE + path), to_iri("rdf:type"), to_iri(f"tg:{type_}"), graph),
            Quad(
                NamedNode(DEFAULT_BASE + path), to_iri("skos:prefLabel"), Literal(name, language="en"), graph
            ),
        )
    )


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("South Korea", "country/KR"),
        ("corea del sur", "country/KR"),
        ("KR", "country/KR"),
        ("kor", "country/KR"),
        ("country/KR", "country/KR"),
        ("https://w3id.org/tradegraph/country/KR", "country/KR"),
        ("<https://w3id.org/tradegraph/country/KR>", "country/KR"),
        ("Republic of  Korea", "country/KR"),
        ("GE", "country/GE"),
        ("US-GA", "region/US-GA"),
        ("T-MEC", "agreement/usmca"),
        ("nuevo leon", "region/MX-NLE"),
        ("mexican", "country/MX"),
        ("Alicia Bárcena", "person/alicia-barcena"),
        ("alicia barcena", "person/alicia-barcena"),
        ("Bárcena", "person/alicia-barcena"),
    ],
)
def test_a_name_means_an_entity(store: Store, text: str, path: str) -> None:
    assert ids(text, store) == [path]


def test_a_known_entity_that_no_article_names_is_found_too() -> None:
    assert ids("corea del sur", Store.in_memory()) == ["country/KR"]


@pytest.mark.parametrize(
    ("text", "near"),
    [("Mexiko", "Mexico"), ("Untied States", "United States"), ("Katherin Tai", "Katherine Tai")],
)
def test_an_unknown_name_gets_near_ones(store: Store, text: str, near: str) -> None:
    with pytest.raises(
        ParameterError, match=f"actor: nothing here is called {text!r}; did you mean .*{near}"
    ):
        run_query(store, "statements", actor=text)


def test_a_name_far_from_all_says_what_to_give(store: Store) -> None:
    with pytest.raises(ParameterError, match="give its name, its code or its IRI"):
        find_terms("qqqqqqqq", store)


def test_an_ambiguous_name_lists_the_choices_and_how_to_say_them(store: Store) -> None:
    with pytest.raises(ParameterError) as caught:
        run_query(store, "trade-partners", country="Georgia")
    assert str(caught.value) == (
        "country: 'Georgia' is ambiguous; choose country/GE (Georgia, Country: say 'GE'); "
        "region/US-GA (Georgia, Region: say 'US-GA')"
    )


def test_the_classes_of_a_parameter_decide(store: Store) -> None:
    assert ids("Georgia", store, classes=("Region",)) == ["region/US-GA"]
    with pytest.raises(
        ParameterError, match=r"'Kia' is of another kind \(organization/kia is a Company\); name a"
    ):
        run_query(store, "agreement-parties", agreement="Kia")


def test_namesakes_are_told_apart_by_their_posts() -> None:
    graph = graph_of(("person/kim", "Person", "Kim Lee"), ("person/kim-2", "Person", "Kim Lee"))
    post, label = NamedNode(f"{DEFAULT_BASE}relationship/1"), Literal("Kia", language="en")
    triples: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (post, "tg:holder", NamedNode(f"{DEFAULT_BASE}person/kim")),
        (post, "tg:organization", NamedNode(f"{DEFAULT_BASE}organization/kia")),
        (NamedNode(f"{DEFAULT_BASE}organization/kia"), "skos:prefLabel", label),
    ]
    graph.load(Quad(s, to_iri(p), o) for s, p, o in triples)
    with pytest.raises(
        ParameterError, match=r"Kim Lee, Person of Kia: say 'person/kim'.*Person: say 'person/kim-2'"
    ):
        find_terms("kim lee", graph)


def test_an_iri_that_was_merged_means_the_entity_in_its_place() -> None:
    graph = graph_of(("person/kim", "Person", "Kim Lee"))
    old, new = (NamedNode(f"{DEFAULT_BASE}person/{name}") for name in ("kim-lee", "kim"))
    graph.load([Quad(old, to_iri("dcterms:isReplacedBy"), new)])
    assert ids("person/kim-lee", graph) == ids(old.value, graph) == ["person/kim"]


def test_two_cities_of_one_name_are_two() -> None:
    graph = graph_of(
        ("city/springfield-us-il", "City", "Springfield"), ("city/springfield-us-mo", "City", "Springfield")
    )
    with pytest.raises(ParameterError, match=r"say 'city/springfield-us-il'.*say 'city/springfield-us-mo'"):
        find_terms("Springfield", graph)


def test_entities_stated_to_be_the_same_are_one() -> None:
    graph = graph_of(
        ("organization/a", "Association", "Chamber"), ("organization/b", "Association", "Chamber")
    )
    with pytest.raises(ParameterError, match="ambiguous"):
        find_terms("Chamber", graph)
    a, b = (NamedNode(f"{DEFAULT_BASE}organization/{name}") for name in "ab")
    graph.load([Quad(a, to_iri("owl:sameAs"), b)])
    assert ids("Chamber", graph) == ["organization/a", "organization/b"]


def test_another_base_is_that_of_the_store() -> None:
    base = "https://example.org/trade/"
    store = Store.in_memory(
        [Quad(NamedNode(f"{base}person/kim"), to_iri("skos:prefLabel"), Literal("Kim", language="en"))],
        base=base,
    )
    assert find_terms("person/kim", store) == (NamedNode(f"{base}person/kim"),)
    assert find_terms("KR", store) == (NamedNode(f"{base}country/KR"),)
