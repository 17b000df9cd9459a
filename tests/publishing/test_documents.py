"""Documents of things: all that a reader needs, the same triples in every form, the same bytes each time."""

from __future__ import annotations

import pytest
import rdflib
from claims import plain, to_article, to_claims
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import isomorphic
from tradegraph.deriving import derive_graphs
from tradegraph.ontology.graphs import load_graph
from tradegraph.publishing import documents
from tradegraph.publishing.documents import DOCUMENTS, describe, to_document
from tradegraph.rdf.iris import DEFAULT_BASE, ONTOLOGY, to_iri
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

ARTICLE = f"{DEFAULT_BASE}article/{to_article().slug}"
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt"}
THINGS = ("Country", "Product", "Agreement", "Claim", "TradeValue", "Article")


@pytest.fixture(scope="module")
def store() -> Store:
    quads = [*to_quads(to_article(), to_claims()), *to_quads(to_article(slug="second"), to_claims()[:2])]
    reference = [*load_graph("reference/countries"), *load_graph("reference/regions")]
    store = Store.in_memory([*quads, *reference, *load_graph("ontology")])
    derive_graphs(store)
    return store


def find(store: Store, class_: str) -> str:
    """Return a thing of a class that some claim is about."""
    query = f"SELECT ?thing {{ ?thing a tg:{class_} . {{ ?s ?p ?thing }} UNION {{ ?thing ?p ?o }} }} LIMIT 1"
    return next(row["thing"] for row in store.rows(query))


def objects(triples: tuple[Triple, ...], subject: str, name: str) -> list[str]:
    predicate = to_iri(name)
    return [plain(t.object) for t in triples if plain(t.subject) == subject and t.predicate == predicate]


def to_rdflib(content: bytes, extension: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format=RDFLIB[extension])


@pytest.mark.parametrize("class_", THINGS)
def test_the_forms_hold_the_same_triples(store: Store, class_: str) -> None:
    triples = describe(store, find(store, class_))
    graphs = {extension: to_rdflib(to_document(triples, extension), extension) for extension in DOCUMENTS}
    assert len(graphs["nt"]) == len(triples) > 10
    assert isomorphic(graphs["ttl"], graphs["nt"])
    assert isomorphic(graphs["jsonld"], graphs["nt"])


def test_an_entity_has_its_relationships_with_their_quotes_and_names(store: Store) -> None:
    mexico = f"{DEFAULT_BASE}country/MX"
    triples = describe(store, mexico)
    quotes = {plain(t.object) for t in triples if t.predicate == to_iri("oa:exact")}
    assert {claim.quote for claim in to_claims()} <= quotes
    assert objects(triples, f"{DEFAULT_BASE}country/KR", "skos:prefLabel")
    assert objects(triples, f"{ONTOLOGY}StatusReported", "rdfs:label")
    assert objects(triples, ARTICLE, "schema:headline") == ["Trade notes"]


def test_a_claim_has_its_selectors_and_what_it_states(store: Store) -> None:
    claim = find(store, "Claim")
    triples = describe(store, claim)
    assert objects(triples, f"{claim}#quote", "oa:prefix")
    assert objects(triples, f"{claim}#position", "oa:start")
    (relationship,) = objects(triples, claim, "tg:states")
    assert objects(triples, relationship, "tg:involves")


def test_a_relationship_and_an_article_have_their_claims(store: Store) -> None:
    relationship = find(store, "TradeValue")
    claims = {plain(t.subject) for t in describe(store, relationship) if t.predicate == to_iri("tg:states")}
    assert len(claims) == 2
    stated = [t for t in describe(store, ARTICLE) if t.predicate == to_iri("tg:states")]
    assert len(stated) == len(to_claims())


def test_a_document_tells_its_forms_its_licence_and_its_data_set(store: Store) -> None:
    iri = f"{DEFAULT_BASE}country/MX"
    triples = describe(store, iri, site="https://host.example/kg/", licence="https://licence.example/")
    page = "https://host.example/kg/country/MX.html"
    assert objects(triples, page, "schema:about") == [iri]
    assert objects(triples, page, "dcterms:license") == ["https://licence.example/"]
    assert objects(triples, page, "dcterms:isPartOf") == [f"{DEFAULT_BASE}void.ttl#dataset"]
    forms = sorted(objects(triples, page, "dcterms:hasFormat"))
    assert forms == [f"https://host.example/kg/country/MX.{form}" for form in sorted(DOCUMENTS)]


def test_a_long_document_is_cut_at_what_is_stated_most_and_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LIMIT", 2)
    iri = f"{DEFAULT_BASE}country/MX"
    triples = describe(store, iri)
    stated = {plain(t.object) for t in triples if t.predicate == to_iri("tg:states")}
    assert len(stated) == 2
    assert all(objects(triples, relationship, "tg:claimCount") == ["2"] for relationship in stated)
    (note,) = objects(triples, f"{iri}.html", "dcterms:description")
    assert "2 most often stated of 5" in note


@pytest.mark.parametrize("path", ["country/NOWHERE", "", "claim/0#quote", "../etc/passwd"])
def test_what_the_graph_does_not_know_has_no_document(store: Store, path: str) -> None:
    assert describe(store, DEFAULT_BASE + path) == ()


def test_blank_nodes_are_followed_and_named_by_what_is_said_of_them() -> None:
    iri, end = f"{DEFAULT_BASE}city/x", Literal("end")

    def to_store(*names: str) -> Store:
        first, second = map(BlankNode, names)
        part = NamedNode("https://vocabulary.example/part")
        quads = [Quad(NamedNode(iri), part, first), Quad(first, part, second), Quad(second, part, end)]
        return Store.in_memory(quads)

    one, other = (to_document(describe(to_store(*names), iri), "nt") for names in ("ab", "yx"))
    assert one == other
    assert b'"end"' in one


HOSTILE = (
    '<script>alert("1")</script>',
    "\u202eright to left\u202c",
    'quotes """ and \\ and \n lines',
    "]]>",
    "\U0001f30d",
)


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("extension", DOCUMENTS)
def test_hostile_labels_survive_every_form(label: str, extension: str) -> None:
    iri = NamedNode(f"{DEFAULT_BASE}person/x")
    store = Store.in_memory([Quad(iri, to_iri("skos:prefLabel"), Literal(label, language="en"))])
    content = to_document(describe(store, iri.value), extension)
    graph = to_rdflib(content, extension)
    assert rdflib.Literal(label, lang="en") in set(graph.objects(rdflib.URIRef(iri.value)))


def test_turtle_reads_back_as_it_was(store: Store) -> None:
    triples = describe(store, f"{DEFAULT_BASE}country/MX")
    content = to_document(triples, "ttl")
    assert {quad.triple for quad in parse(content, format=RdfFormat.TURTLE)} == set(triples)
