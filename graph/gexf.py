"""GEXF 1.3 files, which Gephi, Gephi Lite and graphology read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import networkx
from tradegraph._exceptions import GraphError
from tradegraph.rdf.archive import write_whole

_NAMESPACE: Final = "http://gexf.net/1.3"
#: Attributes that GEXF has a place of its own for.
_OWN: Final = {"node": {"label", "color"}, "edge": {"label", "weight", "spells", "color"}}
#: Characters that no XML 1.0 file may hold, not even escaped.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES: Final = {bool: "boolean", int: "long", float: "double", Decimal: "double"}


def write_gexf(graph: networkx.MultiDiGraph, path: Path | str) -> None:
    """Write a network as GEXF 1.3; the same network gives the same bytes.

    Nodes may have `label` and `color` ("#1f77b4"), edges `label`, `relation` (their kind), `weight` and
    `spells` ("2021-01-01/2021-12-31 2023-01-01/2023-12-31"); what else they have becomes an attribute.
    Raises `GraphError` for two edges of one kind between the same two nodes.

    Source: https://gexf.net/schema.html
    """
    write_whole(Path(path), to_gexf(graph))


def to_gexf(graph: networkx.MultiDiGraph) -> bytes:
    """Return a network as the bytes of a GEXF 1.3 file; see `write_gexf`."""
    # Readers find colours by the name "viz:color", while the schema declares them in the main namespace:
    # a prefix bound to that namespace pleases both.
    root = Element("gexf", {"xmlns": _NAMESPACE, "xmlns:viz": _NAMESPACE, "version": "1.3"})
    _add_meta(root, graph.graph)
    nodes = [(str(node), data) for node, data in graph.nodes(data=True)]
    edges = [(str(source), str(target), data) for source, target, data in graph.edges(data=True)]
    _refuse_parallel(edges)
    body = SubElement(root, "graph", _graph_attributes(edges))
    node_types = _declare(body, "node", [data for _, data in nodes])
    edge_types = _declare(body, "edge", [data for *_, data in edges])
    _add_nodes(body, nodes, node_types)
    _add_edges(body, edges, edge_types)
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _graph_attributes(edges: Iterable[tuple[str, str, Mapping[str, Any]]]) -> dict[str, str]:
    dated = any(data.get("spells") for *_, data in edges)
    if not dated:
        return {"defaultedgetype": "directed", "idtype": "string", "mode": "static"}
    times = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    return {"defaultedgetype": "directed", "idtype": "string", **times}


def _refuse_parallel(edges: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
    seen = set()
    for source, target, data in edges:
        key = (source, target, data.get("relation"))
        if key in seen:
            raise GraphError(
                f"two edges {key[2]!r} from {source} to {target}: GEXF wants one; add up their weights"
            )
        seen.add(key)


def _add_meta(root: Element, about: Mapping[str, Any]) -> None:
    modified = about.get("lastmodifieddate")
    meta = SubElement(root, "meta", {"lastmodifieddate": str(modified)} if modified else {})
    for name in ("creator", "description"):
        if name in about:
            SubElement(meta, name).text = clean(about[name])


def _declare(body: Element, class_: str, rows: list[Mapping[str, Any]]) -> dict[str, str]:
    """Declare the attributes of nodes or edges; return their types by name."""
    names = sorted({name for row in rows for name, value in row.items() if value is not None} - _OWN[class_])
    types = {name: _type_of(row[name] for row in rows if row.get(name) is not None) for name in names}
    attributes = SubElement(body, "attributes", {"class": class_, "mode": "static"})
    for name, type_ in types.items():
        SubElement(attributes, "attribute", {"id": name, "title": name, "type": type_})
    return types


def _type_of(values: Iterable[Any]) -> str:
    """Return the GEXF type that holds all `values`: mixed ones are strings."""
    found = {_TYPES.get(type(value), "string") for value in values}
    if found == {"long", "double"}:
        return "double"
    return found.pop() if len(found) == 1 else "string"


def _add_nodes(body: Element, nodes: list[tuple[str, Mapping[str, Any]]], types: Mapping[str, str]) -> None:
    parent = SubElement(body, "nodes", {"count": str(len(nodes))})
    for id_, data in nodes:
        node = SubElement(parent, "node", {"id": clean(id_), "label": clean(data.get("label", id_))})
        _add_values(node, data, types)
        _add_color(node, data.get("color"))


def _add_edges(
    body: Element, edges: list[tuple[str, str, Mapping[str, Any]]], types: Mapping[str, str]
) -> None:
    parent = SubElement(body, "edges", {"count": str(len(edges))})
    for number, (source, target, data) in enumerate(edges):
        edge = SubElement(
            parent, "edge", {"id": str(number), "source": clean(source), "target": clean(target)}
        )
        for name, attribute in (("relation", "kind"), ("label", "label"), ("weight", "weight")):
            if data.get(name) is not None:
                edge.set(attribute, clean(data[name]))
        if data.get("spells"):
            _add_spells(edge, data["spells"])
        _add_values(edge, data, types)
        _add_color(edge, data.get("color"))


def _add_spells(edge: Element, intervals: str) -> None:
    spells = SubElement(edge, "spells")
    for interval in intervals.split():
        start, _, end = interval.partition("/")
        SubElement(spells, "spell", {"start": start, "end": end})


def _add_values(parent: Element, data: Mapping[str, Any], types: Mapping[str, str]) -> None:
    values = SubElement(parent, "attvalues")
    for name in types:
        value = data.get(name)
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else clean(value)
            SubElement(values, "attvalue", {"for": name, "value": text})


def _add_color(parent: Element, color: str | None) -> None:
    if color:
        red, green, blue = bytes.fromhex(color.removeprefix("#"))
        SubElement(parent, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})


def clean(value: Any) -> str:
    r"""Return `value` as text that XML can hold, without control characters.

    >>> clean("Mexico\x0b")
    'Mexico'
    """
    return _FORBIDDEN.sub("", str(value))
