"""Searching: names and the words of articles, in an index of SQLite (https://www.sqlite.org/fts5.html)."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from tradegraph.model import ENTITY_TYPES
from tradegraph.pages import Hit
from tradegraph.queries.catalogue import load_questions
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store
from tradegraph.serving.answers import Answer
from tradegraph.serving.contexts import Context, Values
from tradegraph.serving.negotiation import PAGE, TABLES, choose

#: Hits that are shown, and names that are proposed.
_SHOWN: Final = 50
_PROPOSED: Final = 10
#: Words of a search that count.
_WORDS: Final = 16
_MAKE: Final = """
CREATE VIRTUAL TABLE found USING fts5(
  label, words, path UNINDEXED, kind UNINDEXED, weight UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2", prefix = "2 3"
)"""
#: A label weighs more than an alias or a quote; of what fits alike, what most is told of comes first.
_FIND: Final = """
SELECT path, label, kind, iif(kind = 'Claim', words, '') FROM found
WHERE found MATCH ? ORDER BY bm25(found, 10, 2) - weight, path LIMIT ?"""
_COMPLETE: Final = """
SELECT label FROM found WHERE found MATCH ? AND (? = '' OR kind = ? COLLATE NOCASE)
AND kind NOT IN ('Claim', 'Article', 'Question') ORDER BY weight DESC, label LIMIT ?"""
_NAMES: Final = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "tg:acronym", "tg:isoCode")
_ENGLISH: Final = "SELECT ?entity ?name { ?entity skos:prefLabel ?name FILTER (LANG(?name) = 'en') }"
_ARTICLES: Final = "SELECT ?article ?headline { ?article a tg:Article ; schema:headline ?headline }"
_CLAIMS: Final = """
SELECT ?claim ?quote ?headline {
  ?claim a tg:Claim ; tg:evidence/oa:hasSelector/oa:exact ?quote .
  OPTIONAL { ?claim prov:wasQuotedFrom/schema:headline ?headline }
}"""

#: What is found: label, other words, path, kind, and the more the more claims tell of it.
Row = tuple[str, str, str, str, float]


def make_index(context: Context, values: Values) -> Answer:
    """Write the index of a store to the file `path`, whole or not at all."""
    path = Path(values["path"])
    part = path.with_suffix(".part")
    with closing(sqlite3.connect(part)) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute(_MAKE)
        database.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?)", _read_rows(context.store))
        database.execute("INSERT INTO found (found) VALUES ('optimize')")
        database.commit()
    part.replace(path)
    return Answer(b"")


def search(context: Context, values: Values) -> Answer:
    """Answer a search: the words in `q`, as a page or as JSON."""
    form = choose((PAGE, TABLES[0]), accept=values["accept"], name=values["form"])
    words = values["words"]
    hits = [Hit(*row) for row in _find(values["index"], _FIND, to_match(words), _SHOWN)]
    if form is PAGE:
        return Answer(context.pages.render_search(words, hits).encode(), PAGE.type)
    found = [{"path": hit.path, "label": hit.label, "kind": hit.kind, "quote": hit.quote} for hit in hits]
    return _to_json({"words": words, "hits": found})


def complete(context: Context, values: Values) -> Answer:  # noqa: ARG001  (the signature of tasks)
    """Answer the names that begin as somebody has begun to type, of one kind where `kind` is not empty."""
    kind = values["kind"].replace("-", "").replace(" ", "")
    found = _find(values["index"], _COMPLETE, to_match(values["words"]), kind, kind, _PROPOSED)
    return _to_json([label for (label,) in found])


def to_match(words: str) -> str:
    """Return an expression of FTS5 that asks for all words, the last of which may go on; "" for no words.

    Each word is a string to SQLite, whatever it means in its syntax.

    >>> to_match('trade "OR NEAR(')
    '"trade" "OR" "NEAR"*'
    """
    found = " ".join(f'"{word}"' for word in re.findall(r"\w+", words)[:_WORDS])
    return f"{found}*" if found else ""


def _find(index: str, statement: str, match: str, *values: Any) -> list[Any]:
    if not match:
        return []
    with closing(sqlite3.connect(f"{Path(index).as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        return database.execute(statement, (match, *values)).fetchall()


def _read_rows(store: Store) -> Iterator[Row]:
    yield from _read_entities(store)
    for row in store.rows(_ARTICLES):
        yield row["headline"], "", row["article"].removeprefix(store.base), "Article", 0.0
    for row in store.rows(_CLAIMS):
        path = row["claim"].removeprefix(store.base)
        yield row.get("headline", path), row["quote"], path, "Claim", 0.0
    for question in load_questions():
        words = f"{question.summaries['es']} {' '.join(question.tags)}"
        yield question.summary, words, f"question/{question.name}", "Question", 0.0


def _read_entities(store: Store) -> Iterator[Row]:
    """Yield a row for each entity that claims tell of, with all its names."""
    names: dict[str, dict[str, None]] = {}
    for property_ in _NAMES:
        for entity, name in store.pairs(property_):
            names.setdefault(entity, {})[name] = None
    english = {row["entity"]: row["name"] for row in store.rows(_ENGLISH)}
    told = {entity: int(count) for entity, count in store.pairs("tg:claimCount")}
    for kind in ENTITY_TYPES:
        for entity, _ in store.pairs("rdf:type", to_iri(f"tg:{kind}")):
            if entity in told and entity in names:
                first, *others = sorted(names[entity], key=lambda name: name != english.get(entity))
                path = entity.removeprefix(store.base)
                yield first, " · ".join(others), path, kind, math.log1p(told[entity])


def _to_json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json")
