"""The catalogue as linked data: each question an executable query, in the manner of the SPARQL examples.

Terms are those of SHACL (https://www.w3.org/TR/shacl/#sparql-constraint-components) and of its use by
https://github.com/sib-swiss/sparql-examples. The `.rq` files stay the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple
from tradegraph.queries.catalogue import Question, load_questions
from tradegraph.queries.parameters import Parameter
from tradegraph.rdf.iris import DEFAULT_BASE, ONTOLOGY, PREFIXES, named_graph, to_iri
from tradegraph.rdf.terms import in_graph

#: The datatypes of parameters that are literals.
_DATATYPES: Final = {
    "count": "xsd:integer",
    "date": "xsd:date",
    "number": "xsd:decimal",
    "text": "xsd:string",
    "year": "xsd:integer",
}
#: IRIs of entities in the text of a question, which lie under the base of the graph.
_ENTITY: Final = re.compile(
    rf"<{re.escape(DEFAULT_BASE)}(?!{re.escape(ONTOLOGY.removeprefix(DEFAULT_BASE))})"
)


def load_question_quads(base: str = DEFAULT_BASE) -> list[Quad]:
    """Return the catalogue as quads of the graph `{base}graph/questions`, the examples' IRIs under `base`."""
    graph = named_graph("questions", base=base)
    triples = [
        *_describe_prefixes(base),
        *(t for question in load_questions() for t in describe(question, base)),
    ]
    return list(in_graph(triples, graph))


def describe(question: Question, base: str = DEFAULT_BASE) -> Iterator[Triple]:
    """Yield what is said of a question: its text, labels, keywords and parameters."""
    node = NamedNode(f"{base}question/{question.name}")
    for type_ in ("sh:SPARQLExecutable", "sh:SPARQLSelectExecutable", "sh:Parameterizable"):
        yield Triple(node, to_iri("rdf:type"), to_iri(type_))
    yield Triple(node, to_iri("dcterms:identifier"), Literal(question.name))
    for language, summary in question.summaries.items():
        yield Triple(node, to_iri("rdfs:label"), Literal(summary, language=language))
    yield Triple(node, to_iri("rdfs:comment"), Literal(question.description, language="en"))
    for tag in question.tags:
        yield Triple(node, to_iri("schema:keywords"), Literal(tag))
    yield Triple(node, to_iri("sh:prefixes"), NamedNode(f"{base}questions"))
    yield Triple(node, to_iri("sh:select"), Literal(_to_select(question.text, base)))
    if question.compute:
        yield Triple(node, to_iri("tg:compute"), Literal(question.compute))
    for order, parameter in enumerate(question.parameters, start=1):
        yield Triple(node, to_iri("sh:parameter"), NamedNode(f"{node.value}#{parameter.name}"))
        yield from _describe_parameter(parameter, NamedNode(f"{node.value}#{parameter.name}"), order)


def _describe_parameter(parameter: Parameter, node: NamedNode, order: int) -> Iterator[Triple]:
    yield Triple(node, to_iri("rdf:type"), to_iri("sh:Parameter"))
    # A parameter of SHACL is named by the last part of its path.
    yield Triple(node, to_iri("sh:path"), node)
    yield Triple(node, to_iri("sh:name"), Literal(parameter.name))
    yield Triple(node, to_iri("sh:description"), Literal(parameter.description, language="en"))
    yield Triple(node, to_iri("sh:order"), _typed(str(order), "xsd:integer"))
    yield Triple(node, to_iri("sh:optional"), _typed(str(not parameter.required).lower(), "xsd:boolean"))
    yield Triple(node, to_iri("skos:example"), Literal(parameter.example))
    datatype = _DATATYPES.get(parameter.type)
    if datatype:
        yield Triple(node, to_iri("sh:datatype"), to_iri(datatype))
    else:
        yield Triple(node, to_iri("sh:nodeKind"), to_iri("sh:IRI"))
    if datatype and parameter.default is not None:
        yield Triple(node, to_iri("sh:defaultValue"), _typed(parameter.default, datatype))
    # Several values of sh:class would all have to hold.
    if len(parameter.classes) == 1:
        yield Triple(node, to_iri("sh:class"), to_iri(f"tg:{parameter.classes[0]}"))


def _describe_prefixes(base: str) -> Iterator[Triple]:
    """Yield the prefixes of all questions, which each declares for itself, too."""
    node = NamedNode(f"{base}questions")
    yield Triple(node, to_iri("rdf:type"), to_iri("owl:Ontology"))
    for prefix, namespace in PREFIXES.items():
        declaration = NamedNode(f"{node.value}#{prefix}")
        yield Triple(node, to_iri("sh:declare"), declaration)
        yield Triple(declaration, to_iri("sh:prefix"), Literal(prefix))
        yield Triple(declaration, to_iri("sh:namespace"), _typed(namespace, "xsd:anyURI"))


def _to_select(text: str, base: str) -> str:
    """Return the query without its header, its examples under `base`."""
    lines = dropwhile(lambda line: line.startswith("#+") or not line.strip(), text.splitlines())
    return _ENTITY.sub(f"<{base}", "\n".join(lines)) + "\n"


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=to_iri(datatype))
