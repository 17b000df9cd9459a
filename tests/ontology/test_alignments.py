from __future__ import annotations

import pytest
from rdflib import FOAF, ORG, PROV, RDFS, SDO, SKOS, Graph, URIRef
from rdflib.namespace import DefinedNamespace
from tradegraph.ontology import ontology_file
from tradegraph.rdf.iris import ONTOLOGY

#: Vocabularies of which rdflib has the list of terms.
LISTED: dict[str, type[DefinedNamespace]] = {str(space): space for space in (FOAF, ORG, PROV, SDO, SKOS)}
#: Terms of the other vocabularies, which were looked up where the head of the file says.
LOOKED_UP = {
    "http://publications.europa.eu/ontology/euvoc#": {"Country"},
    "http://publications.europa.eu/resource/authority/": {"country"},
    "http://purl.org/linked-data/sdmx/2009/attribute#": {"currency"},
    "http://purl.org/linked-data/sdmx/2009/dimension#": {"refArea", "refPeriod"},
    "http://purl.org/linked-data/sdmx/2009/measure#": {"obsValue"},
    "http://www.w3.org/ns/oa#": {"SpecificResource"},
    "https://spec.edmcouncil.org/fibo/ontology/FND/Agreements/Agreements/": {"Agreement"},
    "https://w3id.org/semanticarts/ns/ontology/gist/": {
        "Agreement",
        "CountryGeoRegion",
        "GovernedGeoRegion",
        "GovernmentOrganization",
        "IntergovernmentalOrganization",
        "Organization",
        "Person",
        "ProductCategory",
        "hasParty",
    },
    "https://www.omg.org/spec/LCC/Countries/CountryRepresentation/": {
        "Country",
        "CountrySubdivision",
        "GeographicRegion",
    },
}
LINKS = {RDFS.seeAlso, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(data=ontology_file("alignments.ttl").read_bytes(), format="turtle")


def split(iri: str) -> tuple[str, str]:
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:at], iri[at:]


def test_only_terms_that_exist_are_linked_to(alignments: Graph) -> None:
    found: dict[str, set[str]] = {}
    for target in alignments.objects():
        space, name = split(str(target))
        if space in LISTED:
            assert name in LISTED[space], target
        else:
            found.setdefault(space, set()).add(name)
    assert found == LOOKED_UP


def test_the_list_of_a_vocabulary_refuses_what_is_not_in_it() -> None:
    assert all("NoSuchTerm" not in space for space in LISTED.values())


def test_only_own_terms_are_aligned(alignments: Graph) -> None:
    ontology = Graph().parse(data=ontology_file("tradegraph.ttl").read_bytes(), format="turtle")
    declared = set(ontology.subjects(RDFS.isDefinedBy))
    assert set(alignments.subjects()) <= declared
    assert set(alignments.predicates()) == LINKS
    assert all(isinstance(target, URIRef) for target in alignments.objects())
    assert not any(str(target).startswith(ONTOLOGY) for target in alignments.objects())
