from __future__ import annotations

from itertools import pairwise

from tradegraph.pages.neighbours import HEIGHT, SHOWN, WIDTH, read_neighbourhood
from tradegraph.pages.nodes import Nodes


def test_the_neighbours_are_those_with_the_most_relationships(nodes: Nodes) -> None:
    iri = f"{nodes.store.base}country/MX"
    hood = read_neighbourhood(nodes, iri)
    query = f"SELECT ?n {{ ?tie tg:tieOf <{iri}> ; tg:relationshipCount ?n }}"
    counts = sorted((int(row["n"]) for row in nodes.store.rows(query)), reverse=True)
    assert [one.n for one in hood.neighbours] == counts[:SHOWN]
    assert hood.most == counts[0]


def test_every_neighbour_has_a_place_of_its_own_inside(nodes: Nodes) -> None:
    hood = read_neighbourhood(nodes, f"{nodes.store.base}country/MX")
    places = [(one.x, one.y) for one in hood.neighbours]
    assert len(set(places)) == len(places) == SHOWN
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in places)
    heights = sorted(one.y for one in hood.neighbours if one.is_left)
    assert min(below - above for above, below in pairwise(heights)) > 14  # the height of a name


def test_the_same_graph_gives_the_same_picture(nodes: Nodes) -> None:
    iri = f"{nodes.store.base}country/US"
    assert read_neighbourhood(nodes, iri) == read_neighbourhood(Nodes(nodes.store), iri)


def test_an_edge_is_a_direct_link(nodes: Nodes) -> None:
    hood = read_neighbourhood(nodes, f"{nodes.store.base}country/MX")
    assert hood.edges
    for first, second in hood.edges:
        ways = ((first.thing.iri, second.thing.iri), (second.thing.iri, first.thing.iri))
        asked = (f"SELECT ?link {{ <{subject}> ?link <{object_}> }}" for subject, object_ in ways)
        assert any(list(nodes.store.rows(query)) for query in asked)


def test_who_stands_alone_has_no_neighbours(nodes: Nodes) -> None:
    assert read_neighbourhood(nodes, f"{nodes.store.base}country/IS").neighbours == ()
