"""Steps that go beyond SPARQL: a question names one in its header, its query selects the links to work on.

#+ compute: shortest-path
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode
from tradegraph.queries.parameters import Bindable
from tradegraph.queries.results import Results, Term
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.relations import LINKS
from tradegraph.rdf.terms import to_integer

if TYPE_CHECKING:
    import networkx

#: Answers the question's own query with other terms for its parameters; and any SPARQL, with terms in its
#: blocks.
Ask = Callable[[Mapping[str, Sequence[Bindable]]], Results]
AskText = Callable[[str, Mapping[str, Sequence[Bindable]]], Results]

#: How many shortest paths are told, and of how many steps one is at most.
_PATHS: Final = 5
_LONGEST: Final = 6
_COLUMNS: Final = ("path", "step", "from", "link", "to", "quote", "article")
#: The earliest words that tell of a step, by the ways in which relationships give its link.
_WORDS: Final = """
SELECT (STRAFTER(MIN(CONCAT(?origin, ?words)), " ") AS ?quote)
       (IRI(STRAFTER(MIN(CONCAT(?origin, STR(?source))), " ")) AS ?article)
WHERE {
  { SELECT ?relationship WHERE { %s } LIMIT 200 }
  ?claim tg:states ?relationship ; prov:wasQuotedFrom ?source ; tg:evidence/oa:hasSelector/oa:exact ?words .
  FILTER NOT EXISTS { ?relationship tg:status tg:StatusProjected }
  FILTER NOT EXISTS { ?relationship tg:status tg:StatusTarget }
  OPTIONAL { ?source schema:datePublished ?published }
  BIND (CONCAT(COALESCE(STR(?published), "9999"), STR(?claim), " ") AS ?origin)
}"""

#: One of these ways; each branch has the ends for itself, so that none reads all relationships.
_BRANCH: Final = """{ VALUES ?subject { UNDEF } VALUES ?object { UNDEF }
  ?relationship tg:%s ?subject ; tg:%s ?object ; a tg:%s }"""


def find_shortest_paths(terms: Mapping[str, Sequence[Bindable]], ask: Ask, ask_text: AskText) -> Results:
    """Return the shortest paths from `first` to `second`, a row a step, in the direction of its link."""
    network = _grow(terms["first"], terms["second"], ask)
    rows = (
        (to_integer(position), to_integer(step), *_describe(network, pair, ask_text))
        for position, path in enumerate(_paths(network, terms["first"], terms["second"]), start=1)
        for step, pair in enumerate(pairwise(path), start=1)
    )
    return Results(columns=_COLUMNS, terms=tuple(rows))


def _grow(first: Iterable[Bindable], second: Iterable[Bindable], ask: Ask) -> networkx.Graph:
    """Return the network of links around both ends, grown step by step until they meet.

    The side with fewer actors at its border grows first: the other may be a country that all deal with.
    """
    import networkx  # here, since few questions need what takes long to load

    network = networkx.Graph()
    sides: list[set[Bindable]] = [set(first), set(second)]
    borders = [set(side) for side in sides]
    for _ in range(_LONGEST):
        if sides[0] & sides[1] or not all(borders):
            break
        near = min((0, 1), key=lambda side: len(borders[side]))
        border = sorted(borders[near], key=str)
        # One side is asked for: the other repeats a part of it.
        links = ask({"first": border, "second": border[:1]}).terms
        _add(network, links)
        ends = (end for row in links for end in (row[0], row[2]))
        reached: set[Bindable] = {end for end in ends if isinstance(end, NamedNode)}
        borders[near] = reached - sides[near]
        sides[near] |= reached
    return network


def _add(network: networkx.Graph, links: Iterable[tuple[Term, ...]]) -> None:
    for subject, link, object_ in links:
        network.add_edge(subject, object_)
        network.edges[subject, object_].setdefault("links", []).append((subject, link, object_))


def _paths(
    network: networkx.Graph, first: Sequence[Bindable], second: Sequence[Bindable]
) -> list[list[NamedNode]]:
    """Return the shortest paths between any of `first` and any of `second`, at most `_PATHS`."""
    import networkx

    found: list[list[NamedNode]] = []
    for start in first:
        for end in second:
            if start in network and end in network and networkx.has_path(network, start, end):
                found += islice(networkx.all_shortest_paths(network, start, end), 100)
    shortest = min(map(len, found), default=0)
    return sorted((path for path in found if len(path) == shortest), key=str)[:_PATHS]


def _describe(network: networkx.Graph, pair: tuple[NamedNode, NamedNode], ask_text: AskText) -> list[Term]:
    """Return the cells of a step: its link, in the link's direction, and the words that tell of it."""
    subject, link, object_ = min(network.edges[pair]["links"], key=str)
    query = _WORDS % " UNION ".join(_ways(link))
    ((quote, article),) = ask_text(query, {"subject": [subject], "object": [object_]}).terms
    return [subject, link, object_, quote, article]


def _ways(term: NamedNode) -> Iterator[str]:
    """Yield what fits the relationships that give a link, both ways where it has no direction."""
    link = next(link for link in LINKS if to_iri(f"tg:{link.name}") == term)
    for class_, giving, taking in link.ways:
        yield _BRANCH % (giving, taking, class_)
        if link.symmetric and giving != taking:
            yield _BRANCH % (taking, giving, class_)


#: The steps by the name under which a header asks for them.
STEPS: Final = {"shortest-path": find_shortest_paths}
