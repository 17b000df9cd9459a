"""The page of an article: where it is to be read, and what it claims, in the order of its text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from babel.core import Locale, UnknownLocaleError
from pyoxigraph import NamedNode
from tradegraph.pages.nodes import Node, Nodes, Source, Thing
from tradegraph.pages.statements import Statement, read_statements

#: Claims on a page. The longest of 10,000 articles made fewer.
SHOWN: Final = 300
_CLAIMS: Final = """
SELECT ?claim ?relationship ?start WHERE {{
  ?claim prov:wasQuotedFrom {article} ; tg:states ?relationship ; tg:evidence/oa:hasSelector/oa:start ?start .
}} ORDER BY ?start ?claim LIMIT {limit}"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its claims as `statements`, each with its words; it repeats the text of `original`."""

    source: Source
    author: str | None
    statements: tuple[Statement, ...]
    claims: int
    language: str
    original: Thing | None = None
    reprints: tuple[Thing, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more claims than are shown."""
        return self.claims > len(self.statements)


def read_article(nodes: Nodes, node: Node) -> Article:
    """Return what the page of an article shows."""
    original = node.value("tg:reprintOf")
    statements = _read_claims(nodes, node)
    return Article(
        source=nodes.source(node.iri),
        author=node.value("schema:author"),
        statements=statements,
        claims=int(node.value("tg:claimCount") or len(statements)),
        language=to_language(node.value("dcterms:language") or ""),
        original=nodes.thing(original) if original else None,
        reprints=nodes.things(nodes.subjects("tg:reprintOf", node.iri)),
    )


def to_language(code: str) -> str:
    """Return the English name of a language, the code of one that has none.

    >>> to_language("es"), to_language("x-none")
    ('Spanish', 'x-none')
    """
    try:
        return Locale.parse(code, sep="-").get_language_name("en") or code
    except (UnknownLocaleError, ValueError, TypeError):
        return code


def _read_claims(nodes: Nodes, node: Node) -> tuple[Statement, ...]:
    rows = list(nodes.select(_CLAIMS.format(article=NamedNode(node.iri), limit=SHOWN)))
    relationships = dict.fromkeys(relationship.value for _, relationship, _ in rows)
    found = {nodes.store.base + item.path: item for item in read_statements(nodes, relationships)}
    return tuple(
        _quote_once(found[relationship.value], nodes.to_path(claim.value))
        for claim, relationship, _ in rows
        if relationship.value in found
    )


def _quote_once(statement: Statement, path: str) -> Statement:
    return replace(statement, quotes=tuple(quote for quote in statement.quotes if quote.path == path))
