"""Telling of the data set and its vocabulary: what a published site has as files, answered from the store."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Final

from tradegraph._exceptions import RequestError, UsageError
from tradegraph.publishing.counts import EXAMPLES, Counts, to_space
from tradegraph.publishing.datasets import describe_dataset, to_description
from tradegraph.publishing.documents import DOCUMENTS
from tradegraph.publishing.editions import Edition
from tradegraph.publishing.manual import render_ontology, render_shapes, write_vocabulary
from tradegraph.rdf.store import Store
from tradegraph.serving.answers import Answer
from tradegraph.serving.contexts import Context, Values
from tradegraph.serving.negotiation import PAGE

_TRIPLES: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SUBJECTS: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_ENTITIES: Final = """
SELECT (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?s { ?s ?p ?o } } FILTER (ISIRI(?s) && !CONTAINS(STR(?s), "#"))
}"""
_CLASSES: Final = "SELECT ?key (COUNT(*) AS ?n) { ?s a ?key } GROUP BY ?key"
_PROPERTIES: Final = "SELECT ?key (COUNT(*) AS ?n) { ?s ?key ?o } GROUP BY ?key"
_DAYS: Final = "SELECT DISTINCT ?day { ?article schema:datePublished ?day }"


def count_graph(store: Store) -> Counts:
    """Return the counts of a store's graph; of 10,000 articles they take a minute."""
    examples = (min((iri for iri, _ in store.pairs("rdf:type", node)), default="") for node in EXAMPLES)
    return Counts(
        triples=_count(store, _TRIPLES),
        subjects=_count(store, _SUBJECTS),
        entities=_count(store, _ENTITIES),
        classes=_count_each(store, _CLASSES),
        properties=_count_each(store, _PROPERTIES),
        links=Counter(to_space(iri) for _, iri in store.pairs("skos:exactMatch")),
        days={row["day"] for row in store.rows(_DAYS)},
        examples=[iri for iri in examples if iri],
    )


def write_counts(context: Context, values: Values) -> Answer:
    """Write the counts of a store's graph to the file `path`; answer how many triples there are."""
    counts = count_graph(context.store)
    told = {field.name: getattr(counts, field.name) for field in fields(counts)}
    Path(values["path"]).write_text(json.dumps(told | {"days": sorted(counts.days)}), "utf-8")
    return Answer(str(counts.triples).encode())


def tell_dataset(context: Context, values: Values) -> Answer:
    """Return the description of the data set as `extension`: "ttl", "jsonld", or "html" for people."""
    counts, edition = _read_counts(Path(values["counts"])), _make_edition(context, values["root"])
    extension: str = values["extension"]
    if extension == PAGE.name:
        shown = {"title": "Downloads", "edition": edition, "counts": counts, "dumps": ()}
        return Answer(
            context.pages.render_document("downloads.html", "downloads", **shown).encode(), PAGE.type
        )
    body = to_description(describe_dataset(edition, counts, ()), extension)
    return Answer(body, DOCUMENTS[extension])


def tell_vocabulary(context: Context, values: Values) -> Answer:
    """Return the ontology, the shapes or the JSON-LD context as `extension`: for people or for programs."""
    name, extension = values["name"], values["extension"]
    if extension == PAGE.name:
        is_ontology = name == "ontology"
        page = render_ontology(context.pages, context.store) if is_ontology else render_shapes(context.pages)
        return Answer(page.encode(), PAGE.type)
    return Answer(dict(write_vocabulary())[f"{name}.{extension}"], DOCUMENTS[extension])


def _make_edition(context: Context, root: str) -> Edition:
    try:
        return Edition.of(context.store.base, site=root, endpoint=f"{root}sparql")
    except UsageError:
        raise RequestError(400, "the Host header is no host; send that of the address") from None


def _read_counts(path: Path) -> Counts:
    counts = Counts(**json.loads(path.read_text("utf-8")))
    counts.days = set(counts.days)
    for name in ("classes", "properties", "links"):
        setattr(counts, name, Counter(getattr(counts, name)))
    return counts


def _count(store: Store, query: str) -> int:
    return int(next(store.rows(query))["n"])


def _count_each(store: Store, query: str) -> Counter[str]:
    return Counter({row["key"]: int(row["n"]) for row in store.rows(query)})
