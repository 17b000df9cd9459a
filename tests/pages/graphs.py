"""Graphs made by hand, one of which is hostile in every text, and what the tests look for in pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

import claims as written
import html5lib
from pyoxigraph import Quad
from tradegraph.deriving import derive_graphs
from tradegraph.model import Claim, Entity
from tradegraph.ontology.graphs import load_graph
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

#: Ends a script, opens another, turns the text round (U+202E), and closes an attribute.
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202e\u2067\" ' & «שלום»"


def parse_html(document: str) -> Element:
    """Return a document as HTML, which it is without a mistake."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(document)
    return tree


def to_text(element: Element) -> str:
    """Return the words of an element, white space as single blanks."""
    return " ".join("".join(element.itertext()).split())


def to_written_store() -> Store:
    """Return the graph of two articles: figures of the first have another value in the second."""
    first = written.to_claims()
    later = written.to_article(
        slug="later-00000000", title="Later", published=date(2024, 6, 1), source="The Gazette"
    )
    rivals = [replace(claim, value=claim.value * 2) for claim in first if claim.value]
    past = [replace(claim, period="2021", value=Decimal(5)) for claim in first[:1]]
    return _derive([*to_quads(written.to_article(), first), *to_quads(later, [*rivals, *past])])


def to_hostile_store() -> Store:
    """Return a graph in which every text that an article can bring is hostile."""
    fields = {"title": HOSTILE, "source": HOSTILE, "author": HOSTILE, "url": "javascript:alert(3)"}
    return _derive(to_quads(written.to_article(HOSTILE, **fields), _to_hostile_claims()))


def _derive(quads: Iterable[Quad]) -> Store:
    store = Store.in_memory([*quads, *load_graph("ontology")])
    derive_graphs(store)
    return store


def _to_hostile_claims() -> list[Claim]:
    def to_entity(kind: str, folder: str) -> Entity:
        return Entity(f"{folder}/hostile", HOSTILE, kind)

    def to_claim(relation: str, subject: Entity, object_: Entity, **fields: Any) -> Claim:
        known: dict[str, Any] = {"speaker": person, "status": "reported", "confidence": 0.5, **fields}
        return written.to_claim(relation, subject, object_, HOSTILE, HOSTILE, **known)

    firm, place = to_entity("Company", "organization"), to_entity("Country", "country")
    person, pact = to_entity("Person", "person"), to_entity("Agreement", "agreement")
    product, sector = to_entity("Product", "product"), to_entity("Sector", "sector")
    figure = {"flow": "exports", "unit": HOSTILE}
    return [
        to_claim("trade_value", firm, place, value=Decimal(5), period="2022", **figure),
        to_claim("trade_value", firm, place, value=Decimal(7), period="2023", **figure),
        to_claim("trades_product", firm, place, product=product),
        to_claim("holds_position", person, firm, role=HOSTILE),
        to_claim("party_to", place, pact, period=HOSTILE),
        to_claim("targets_sector", pact, sector),
    ]
