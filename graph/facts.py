"""Facts: the claims of a graph as flat records, the unit in which extraction is scored."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import Quad, Triple
from tradegraph.model import ENTITY_TYPES
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.rdf.iris import DEFAULT_BASE, ONTOLOGY, to_iri
from tradegraph.rdf.relations import Relation, find_relation, relation_of_class

#: The fields of a record, in the order of its columns; a field without a value is left out of JSON.
FIELDS: Final = (
    "article", "relation", "subject", "object", "subject_text", "subject_code", "subject_type",
    "object_text", "object_code", "object_type",
    "flow", "value", "unit", "period", "status", "role", "scope", "within", "product", "sector", "facility",
    "with", "speaker", "confidence", "evidence", "start", "end", "claim",
)  # fmt: skip

#: A flat record: the fields that have a value.
Record = dict[str, Any]


def to_records(quads: Iterable[Quad], *, base: str = DEFAULT_BASE) -> list[Record]:
    """Return the records of one article's quads, in the order in which its text states them.

    An entity of the reference data has its name in the article's language, else in English. A product and a
    sector are named as in the text. `start` and `end` are offsets of the evidence into the article's text.
    """
    reader = _Reader(quads, base=base, gazetteer=load_gazetteer())
    records = [reader.record(claim) for claim in reader.instances("tg:Claim")]
    return sorted(records, key=lambda record: (record["start"], record["end"], record["claim"]))


def to_jsonl(records: Iterable[Record]) -> str:
    """Return `records` as JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def to_csv(records: Iterable[Record]) -> str:
    """Return `records` as CSV with a header, every field a column."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue()


class _Reader:
    """Reads records back from the quads of one article."""

    def __init__(self, quads: Iterable[Quad], *, base: str, gazetteer: Gazetteer) -> None:
        self._objects: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._instances: defaultdict[str, list[str]] = defaultdict(list)
        self._base = base
        self._gazetteer = gazetteer
        for subject, predicate, object_, _ in quads:
            if isinstance(subject, Triple) or isinstance(object_, Triple):
                continue  # the project's data quotes no triples
            self._objects[subject.value, predicate.value].append(object_.value)
            if predicate == to_iri("rdf:type"):
                self._instances[object_.value].append(subject.value)
        articles = self.instances("tg:Article")
        self._lang = self.text(articles[0], "dcterms:language") or "en" if articles else "en"

    def instances(self, name: str) -> list[str]:
        return self._instances[to_iri(name).value]

    def texts(self, subject: str, name: str) -> list[str]:
        return sorted(self._objects.get((subject, to_iri(name).value), ()))

    def text(self, subject: str, name: str) -> str | None:
        return next(iter(self.texts(subject, name)), None)

    def record(self, claim: str) -> Record:
        relationship = self._one(claim, "tg:states")
        article = self._one(claim, "prov:wasQuotedFrom")
        flow = self._word(relationship, "flow")
        row = find_relation(self._relation(relationship), flow)
        subject, object_ = self._ends(claim, relationship, row)
        fields = {
            "article": self.text(article, "dcterms:identifier"),
            "relation": row.name,
            **self._end(claim, "subject", subject),
            **self._end(claim, "object", object_),
            **self._qualifiers(relationship, row),
            "flow": flow,
            "product": self._theme(claim, relationship, "product"),
            "sector": self._theme(claim, relationship, "sector") if row.object != "sector" else None,
            "with": self._name(self.text(relationship, "tg:counterpart")),
            "speaker": self._name(self.text(claim, "tg:speaker")),
            "confidence": _number(self._one(claim, "tg:confidence")),
            **self._evidence(claim),
            "claim": claim,
        }
        return {name: fields[name] for name in FIELDS if fields.get(name) is not None}

    def _one(self, subject: str, name: str) -> str:
        value = self.text(subject, name)
        if value is None:
            raise ValueError(f"{subject} has no {name}: not a claim of this graph")
        return value

    def _relation(self, relationship: str) -> str:
        classes = [iri.removeprefix(ONTOLOGY) for iri in self.texts(relationship, "rdf:type")]
        return next(name for name in map(relation_of_class, classes) if name is not None)

    def _ends(self, claim: str, relationship: str, row: Relation) -> tuple[str | None, str | None]:
        if not row.symmetric:
            return self.text(relationship, f"tg:{row.subject}"), self.text(relationship, f"tg:{row.object}")
        # Both ends fill one role: the claim's mentions tell which one its words name first.
        ends = self.texts(relationship, f"tg:{row.subject}")
        first = self.text(f"{claim}#subject", "tg:refersTo")
        if first is None and (second := self.text(f"{claim}#object", "tg:refersTo")):
            first = next((end for end in ends if end != second), None)
        ends.sort(key=lambda end: end != first)
        return ends[0] if ends else None, ends[-1] if ends else None

    def _end(self, claim: str, end: str, iri: str | None) -> Record:
        return {
            end: self._name(iri),
            f"{end}_text": self.text(f"{claim}#{end}", "oa:exact") if iri else None,
            f"{end}_code": self._code(iri),
            f"{end}_type": self._type(iri),
        }

    def _qualifiers(self, relationship: str, row: Relation) -> Record:
        value = self.text(relationship, f"tg:{row.measure}") if row.measure else None
        return {
            "value": _number(value) if value else None,
            "unit": "year" if row.measure == "foundingYear" else self.text(relationship, "tg:unit"),
            "period": self.text(relationship, "tg:period"),
            "status": self._word(relationship, "status"),
            "role": self.text(relationship, "tg:role"),
            "scope": self._word(relationship, "scope"),
            "within": self.text(relationship, "tg:within"),
            "facility": self.text(relationship, "tg:facilityKind"),
        }

    def _evidence(self, claim: str) -> Record:
        return {
            "evidence": self._one(f"{claim}#quote", "oa:exact"),
            "start": int(self._one(f"{claim}#position", "oa:start")),
            "end": int(self._one(f"{claim}#position", "oa:end")),
        }

    def _word(self, subject: str, name: str) -> str | None:
        """Return the record's word of an individual, "export_market" of tg:ScopeExportMarket."""
        individual = self.text(subject, f"tg:{name}")
        if individual is None:
            return None
        local = individual.removeprefix(ONTOLOGY + name.capitalize())
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local).lower()

    def _theme(self, claim: str, relationship: str, name: str) -> str | None:
        """Return a product or sector as the text names it, lower case; by its label where it only points."""
        iri = self.text(relationship, f"tg:{name}")
        kind = self.text(f"{claim}#{name}", "tg:referenceKind")
        words = self.text(f"{claim}#{name}", "oa:exact")
        if iri and words and kind != to_iri("tg:ReferenceAnaphor").value:
            return words.lower()
        return self._name(iri)

    def _name(self, iri: str | None) -> str | None:
        if iri is None:
            return None
        minted = self.text(iri, "skos:prefLabel")
        names = self._gazetteer.names_of(iri.removeprefix(self._base))
        return minted or names.get(self._lang) or names.get("en") or iri.rsplit("/", 1)[-1]

    def _type(self, iri: str | None) -> str | None:
        """Return an entity's class: the reference data's, else the one it was minted with."""
        if iri is None:
            return None
        entity = self._gazetteer.entities.get(iri.removeprefix(self._base))
        types = [name.removeprefix(ONTOLOGY) for name in self.texts(iri, "rdf:type")]
        return entity.type if entity else next((name for name in types if name in ENTITY_TYPES), None)

    def _code(self, iri: str | None) -> str | None:
        if iri is None:
            return None
        entity = self._gazetteer.entities.get(iri.removeprefix(self._base))
        return entity.code if entity else self.text(iri, "tg:isoCode")


def _number(text: str) -> int | float:
    """Return a number as JSON has it: an integer where it is one.

    >>> _number("1100000000.0"), _number("4.5")
    (1100000000, 4.5)
    """
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)
