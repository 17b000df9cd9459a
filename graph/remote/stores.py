"""A graph on a server, asked as one on disk is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NoReturn

import pyoxigraph
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
    Variable,
    parse_query_results,
)
from tradegraph._exceptions import GraphError
from tradegraph.queries.screening import screen_query
from tradegraph.rdf.iris import DEFAULT_BASE, PREFIXES
from tradegraph.rdf.store import Answer, Store
from tradegraph.remote.clients import Client, Parameters
from tradegraph.remote.connections import Connection
from tradegraph.remote.endpoints import find_endpoint
from tradegraph.remote.states import find_bases, state_graph

#: Subjects that are described by one query.
_BATCH: Final = 200
#: Ways to ask for the union of all graphs where the default graph is empty: Oxigraph's, and Jena's.
_UNIONS: Final = (
    (),
    (("union-default-graph", "true"),),
    (("default-graph-uri", "urn:x-arq:UnionGraph"),),
)
_ANY: Final = "ASK { ?s ?p ?o }"
_DECLARED: Final = re.compile(r"(?i)\bPREFIX\s+([\w.-]*):")


class RemoteStore(Store):
    """A graph on a SPARQL 1.1 server, for reading.

    Queries are about the server's default graph. Where that is empty, each request asks for the union of the
    named graphs instead, in the way that the server understands: found out once, at the first query. What is
    said of a subject is read at once and kept.
    """

    def __init__(self, client: Client, *, base: str) -> None:
        super().__init__(None, writable=False, base=base)
        self.client = client
        self._dataset: Parameters | None = None
        self._described: dict[str, list[tuple[NamedNode, Any]]] = {}

    @property
    def quads(self) -> NoReturn:
        """Raises `GraphError`: what a server holds is only asked for."""
        raise GraphError(
            f"{self.client.endpoint.query}: a graph on a server can be asked only; use one on disk"
        )

    @property
    def is_split(self) -> bool:
        """False: queries are about the union already."""
        return False

    @property
    def dataset(self) -> Parameters:
        """The parameters with which a request asks for the union of all graphs."""
        if self._dataset is None:
            self._dataset = self._find_dataset()
        return self._dataset

    def _find_dataset(self) -> Parameters:
        for way in _UNIONS:
            if self.client.ask(_ANY, parameters=way):
                return way
        graphs = self.client.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        names = sorted(graph.value for (graph,) in graphs)
        return [(f"{kind}-graph-uri", name) for kind in ("default", "named") for name in names]

    def answer(
        self, query: str, *, substitutions: Mapping[Variable, NamedNode | Literal] | None = None
    ) -> Answer:
        """Answer as a store on disk does; `substitutions` cannot be sent.

        The query is parsed here first: so errors in it are told alike, and nothing that changes a graph is
        ever sent.
        """
        assert not substitutions, "a server is sent the query as it is: put the values in"
        screen_query(query)
        kind = pyoxigraph.Store().query(query, prefixes=dict(PREFIXES))
        text = declare_prefixes(query)
        if isinstance(kind, QueryTriples):
            return _to_triples(self.client.construct(text, parameters=self.dataset))
        if isinstance(kind, QueryBoolean):
            return _to_boolean(self.client.ask(text, parameters=self.dataset))
        return self.client.select(text, parameters=self.dataset)

    def graphs(self) -> list[NamedNode]:
        """Return the named graphs under the base, sorted; those of others are left out."""
        start, own = f"{self.base}graph/", state_graph(self.base)
        rows = self.client.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        names = {name for (name,) in rows if isinstance(name, NamedNode) and name.value.startswith(start)}
        return sorted(names - {own}, key=lambda name: name.value)

    def graph(self, name: NamedNode) -> Iterator[Quad]:
        """Yield the quads of one named graph."""
        # Without the parameters of the union: these would hide the graphs.
        for triple in self.client.construct(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {name} {{ ?s ?p ?o }} }}"):
            yield Quad(triple.subject, triple.predicate, triple.object, name)

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object_: NamedNode | Literal | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the union that have these terms, None for any."""
        if subject is not None and predicate is not None and object_ is None:
            found: Iterable[tuple[Any, ...]] = (
                (subject, name, value) for name, value in self._describe(subject) if name == predicate
            )
        else:
            terms = [subject or "?s", predicate or "?p", object_ or "?o"]
            triple = " ".join(map(str, terms))
            free = " ".join(str(term) for term in terms if str(term).startswith("?"))
            rows = self.query(f"SELECT DISTINCT {free or '*'} {{ {triple} }}")
            assert isinstance(rows, QuerySolutions)
            found = _fill((subject, predicate, object_), rows)
        return (Quad(*terms) for terms in found)

    def subjects(self, names: Iterable[str], values: Iterable[NamedNode | Literal]) -> Iterator[str]:
        """Yield the IRIs that have any of `values` by any of the properties `names`, by one query."""
        chosen, terms = " ".join(names), " ".join(map(str, values))
        query = f"SELECT DISTINCT ?s {{ VALUES ?o {{ {terms} }} VALUES ?p {{ {chosen} }} ?s ?p ?o }}"
        return (row["s"] for row in self.rows(query) if "://" in row["s"])

    def prepare(self, subjects: Iterable[str]) -> None:
        """Read what is said of `subjects`, many by one query, unless it is known."""
        wanted = iter(dict.fromkeys(iri for iri in subjects if iri not in self._described))
        while part := list(islice(wanted, _BATCH)):
            self._described |= self._read(part)

    def _describe(self, subject: NamedNode) -> list[tuple[NamedNode, Any]]:
        self.prepare([subject.value])
        return self._described[subject.value]

    def _read(self, subjects: Sequence[str]) -> dict[str, list[tuple[NamedNode, Any]]]:
        iris = " ".join(f"<{iri}>" for iri in subjects)
        rows = self.query(f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {iris} }} ?s ?p ?o }}")
        assert isinstance(rows, QuerySolutions)
        found: defaultdict[str, list[tuple[NamedNode, Any]]] = defaultdict(list)
        for subject, predicate, value in rows:
            found[subject.value].append((predicate, value))
        return {iri: found[iri] for iri in subjects}


def open_remote(url: str, *, base: str | None = None, timeout: float = 60.0) -> RemoteStore:
    """Return the graph that the server at `url` holds, asked by the address for queries or the server's root.

    `base` is the one with which it was pushed unless given. Raises `GraphError` where there is no graph, or
    several and no `base` says which.
    """
    connection = Connection(timeout=timeout)
    client = Client(find_endpoint(url, connection), connection)
    store = RemoteStore(client, base=base or DEFAULT_BASE)
    if base is None:
        store.base = _find_base(store)
    return store


def _find_base(store: RemoteStore) -> str:
    bases = find_bases(store.client)
    if len(bases) > 1:
        raise GraphError(
            f"{store.client.endpoint.query}: holds several graphs; choose one of {', '.join(bases)}"
        )
    if bases:
        return bases[0]
    # Loaded by other means than ours: a claim tells.
    for row in store.rows("SELECT ?claim { ?claim a tg:Claim } LIMIT 1"):
        return row["claim"].rpartition("claim/")[0]
    raise GraphError(
        f"{store.client.endpoint.query}: holds no graph; bring one there with: tradegraph push --endpoint URL"
    )


def declare_prefixes(query: str) -> str:
    """Return `query` with those of the project's prefixes declared that it uses and does not declare.

    >>> declare_prefixes("ASK { ?claim a tg:Claim }")
    'PREFIX tg: <https://w3id.org/tradegraph/ontology#> ASK { ?claim a tg:Claim }'
    """
    declared = set(_DECLARED.findall(query))
    used = (name for name in PREFIXES if re.search(rf"(?<![\w.-]){name}:", query) and name not in declared)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used) + query


def _fill(terms: Sequence[Any], rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield `terms` with those that are None taken from each of `rows`, in their order."""
    for row in rows:
        values = iter(row)
        yield tuple(next(values) if term is None else term for term in terms)


def _to_boolean(value: bool) -> QueryBoolean:
    document = f'{{"head": {{}}, "boolean": {str(value).lower()}}}'
    answer = parse_query_results(document, format=QueryResultsFormat.JSON)
    assert isinstance(answer, QueryBoolean)
    return answer


def _to_triples(triples: Iterable[Triple]) -> QueryTriples:
    """Return triples as pyoxigraph answers with them, which only a query of its own makes."""
    answered = pyoxigraph.Store()
    answered.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    answer = answered.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(answer, QueryTriples)
    return answer
