from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from tradegraph.model import ENTITY_TYPES, RELATIONS
from tradegraph.ontology import ontology_file
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.rdf.relations import BY_FLOW
from tradegraph.rdf.relations import RELATIONS as TABLE

ROOT = Path(__file__).resolve().parents[2]
TG = Namespace(ONTOLOGY)
#: Where owlrl writes down a contradiction.
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
#: Individuals that the tests below put into the ontology to see whether it notices.
CONTRADICTIONS = {
    "a person and an agreement": "tg:x a tg:Person, tg:Agreement .",
    "a country and a company": "tg:x a tg:Country, tg:Company .",
    "a claim and a relationship": "tg:x a tg:Claim ; tg:states tg:y . tg:y tg:states tg:z .",
    "one flow for two": "tg:FlowExports <http://www.w3.org/2002/07/owl#sameAs> tg:FlowBalance .",
    "a status as a scope": "tg:x tg:scope tg:StatusTarget .",
}
CONSISTENT = {
    "a city and a region": "tg:x a tg:City, tg:Region .",
    "a product and a sector": "tg:x a tg:Product, tg:Sector .",
    "a bloc as place of an operation": "tg:x a tg:Operation ; tg:place tg:y . tg:y a tg:Bloc .",
    "a meeting": "tg:x a tg:Meeting ; tg:participant tg:y, tg:z . tg:y tg:metWith tg:z .",
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=ontology_file("tradegraph.ttl").read_bytes(), format="turtle")


def contradictions(ontology: Graph, statements: str = "") -> list[str]:
    graph = Graph().parse(data=f"@prefix tg: <{TG}> . {statements}", format="turtle")
    for triple in ontology:
        if not isinstance(triple[2], Literal):  # labels and definitions entail nothing, slowly
            graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return [str(message) for message in graph.objects(None, ERROR)]


def own_terms(graph: Graph, *types: URIRef) -> set[str]:
    terms = (term for type_ in types for term in graph.subjects(RDF.type, type_))
    return {str(term).removeprefix(TG) for term in terms if str(term).startswith(TG)}


def declared(graph: Graph) -> set[str]:
    return {str(term).removeprefix(TG) for term in graph.subjects(RDFS.isDefinedBy)}


def used_terms() -> Iterator[tuple[str, Path]]:
    """Yield each term that a data file or a module names, as `tg:term`, `TG.term` or the whole IRI."""
    pattern = re.compile(rf"(?<![\w:])tg:([A-Za-z]\w*+)(?!\{{)|\bTG\.(\w+)|{re.escape(TG)}([A-Za-z]\w*)")
    for folder in ("graph", "ontology", "queries", "shapes"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".rq", ".ttl"} and "samples" not in path.parts:
                for match in pattern.finditer(path.read_text(encoding="utf-8")):
                    yield next(filter(None, match.groups())), path


def test_nothing_contradicts(ontology: Graph) -> None:
    assert contradictions(ontology) == []


@pytest.mark.parametrize("statements", CONSISTENT.values(), ids=CONSISTENT)
def test_what_can_be_gives_no_contradiction(ontology: Graph, statements: str) -> None:
    assert contradictions(ontology, statements) == []


@pytest.mark.parametrize("statements", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_cannot_be_is_a_contradiction(ontology: Graph, statements: str) -> None:
    assert contradictions(ontology, statements)


def test_every_term_used_is_declared(ontology: Graph) -> None:
    known = declared(ontology)
    unknown = {(term, str(path.relative_to(ROOT))) for term, path in used_terms() if term not in known}
    assert unknown == set()


def test_every_term_declared_is_used(ontology: Graph) -> None:
    own = {ROOT / "ontology" / name for name in ("tradegraph.ttl", "alignments.ttl")}
    used = {term for term, path in used_terms() if path not in own}
    # A module names these by the parts of their name: classes by type, individuals by word, roles by table.
    built = own_terms(ontology, TG.Flow, TG.ReferenceKind, TG.Scope, TG.Status) | set(ENTITY_TYPES)
    table = {name for row in (*TABLE.values(), *BY_FLOW.values()) for name in (row.class_, row.link)}
    kinds = {"Flow", "ReferenceKind", "Scope", "Status"}
    assert declared(ontology) - used - built - table - kinds - NAMED_IN_QUADS == set()


#: Properties whose names the writing of quads takes from fields of a claim.
NAMED_IN_QUADS = {"facilityKind", "flow", "period", "role", "scope", "status", "unit", "within"}


def test_every_type_of_entity_is_a_class(ontology: Graph) -> None:
    assert set(ENTITY_TYPES) <= own_terms(ontology, OWL.Class)


def test_every_relation_is_a_class_with_its_roles(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDFS.subClassOf, TG.Relationship))
    assert {str(ontology.value(class_, SKOS.notation)) for class_ in classes} == set(RELATIONS)
    for class_ in classes:
        name = str(ontology.value(class_, SKOS.notation))
        rows = [TABLE[name], *(row for (other, _), row in BY_FLOW.items() if other == name)]
        assert {TG[row.class_] for row in rows} == {class_}
        assert set(ontology.objects(class_, TG.subjectRole)) == {TG[row.subject] for row in rows}
        assert set(ontology.objects(class_, TG.objectRole)) == {TG[row.object] for row in rows}


def test_links_are_properties_and_symmetric_where_their_roles_are(ontology: Graph) -> None:
    rows = [*TABLE.values(), *BY_FLOW.values()]
    assert {row.link for row in rows} <= own_terms(ontology, OWL.ObjectProperty)
    symmetric = own_terms(ontology, OWL.SymmetricProperty)
    assert {row.link for row in rows if row.symmetric} == symmetric == {"metWith", "tradesWith"}


def test_terms_have_one_kind_and_no_inverse(ontology: Graph) -> None:
    kinds = (OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty)
    of_kind = [own_terms(ontology, kind) for kind in kinds]
    assert sum(map(len, of_kind)) == len(set().union(*of_kind))
    assert not list(ontology.subject_objects(OWL.inverseOf))


def test_turtle_is_in_alphabetical_order_under_its_rulers() -> None:
    text = ontology_file("tradegraph.ttl").read_text(encoding="utf-8")
    sections = [
        re.findall(r"^tg:(\w+)$", part, re.MULTILINE)
        for part in re.split(r"^#{20,}\n# .*\n#{20,}\n", text, flags=re.MULTILINE)
    ]
    assert [len(names) > 0 for names in sections] == [False, True, True, True, True, True, False]
    assert all(names == sorted(names) for names in sections)


def test_the_context_knows_every_property(ontology: Graph) -> None:
    context = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))["@context"]
    derived = {
        str(term).removeprefix(TG)
        for term, text in ontology.subject_objects(SKOS.definition)
        if "derived while validating" in str(text)
    }
    for name in own_terms(ontology, OWL.ObjectProperty) - derived:
        assert context[name]["@type"] in {"@id", "@vocab"}, name
    for name in own_terms(ontology, OWL.DatatypeProperty) - derived:
        range_ = ontology.value(TG[name], RDFS.range)
        plain = range_ in {None, XSD.string}
        assert plain or context[name]["@type"] == f"xsd:{str(range_).removeprefix(str(XSD))}", name


def test_a_claim_in_json_is_the_claim_in_turtle() -> None:
    context = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))["@context"]
    document = {
        "@context": context,
        "id": "https://example.org/claim/1",
        "type": "Claim",
        "confidence": "0.85",
        "quotedFrom": "https://example.org/article/1",
        "states": {
            "id": "https://example.org/relationship/1",
            "type": "TradeValue",
            "exporter": {"id": "https://example.org/country/MX", "label": {"en": "Mexico", "es": "México"}},
            "flow": "FlowExports",
            "value": "1100000000.0",
            "periodStart": "2022-01-01",
        },
        "evidence": {"selector": [{"quote": "exports", "start": "120", "end": "127"}]},
    }
    turtle = """
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix tg: <https://w3id.org/tradegraph/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://example.org/claim/1> a tg:Claim ; tg:confidence 0.85 ;
            prov:wasQuotedFrom <https://example.org/article/1> ;
            tg:states <https://example.org/relationship/1> ;
            tg:evidence [ oa:hasSelector [
                oa:exact "exports" ;
                oa:start "120"^^xsd:nonNegativeInteger ; oa:end "127"^^xsd:nonNegativeInteger ] ] .
        <https://example.org/relationship/1> a tg:TradeValue ; tg:exporter <https://example.org/country/MX> ;
            tg:flow tg:FlowExports ; tg:value 1100000000.0 ; tg:periodStart "2022-01-01"^^xsd:date .
        <https://example.org/country/MX> skos:prefLabel "Mexico"@en, "México"@es .
    """
    found = Graph().parse(data=json.dumps(document), format="json-ld")
    assert found.isomorphic(Graph().parse(data=turtle, format="turtle"))


def test_labels_differ_from_class_to_class(ontology: Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty):
        labels = [
            (str(label), label.language)
            for term in ontology.subjects(RDF.type, kind)
            for label in ontology.objects(term, RDFS.label)
            if isinstance(label, Literal)
        ]
        assert len(labels) == len(set(labels)), {label for label in labels if labels.count(label) > 1}
