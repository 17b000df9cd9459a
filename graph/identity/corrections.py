"""Corrections: what an editor of a graph decides, in a file that every build applies.

The file is YAML, a list of entries, each with its author and reason:

    - merge: [organization/harbour-lines, organization/harbour-line]   # the first one stays
      author: The editors
      reason: One company, spelt in two ways.

An entity or a claim is named by its IRI or its path under the base; README.md shows an entry of each kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import Literal, NamedNode, Triple
from tradegraph._exceptions import DataError, GraphError
from tradegraph.identity.amending import check_change
from tradegraph.model import ENTITY_TYPES
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.keys import short_digest

#: Kinds of correction, each with the field that says more, None where there is none.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "merge": (),
    "split": ("articles", "as"),
    "rename": ("labels",),
    "retype": ("type",),
    "link": ("to",),
    "reject": (),
    "amend": ("set",),
}
#: Fields that every entry may have besides.
_SHARED: Final = ("author", "reason", "date")


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry: its kind (one of KINDS), the entities or claims that it is about, and what it says of them.

    `targets` are ids under the base; `details` the further field of the kind as plain values; `place` names
    the entry in messages.
    """

    kind: str
    targets: tuple[str, ...]
    details: Any
    author: str
    reason: str
    date: str
    place: str

    @property
    def id(self) -> str:
        """The id of the correction, from its content."""
        content = [
            self.kind,
            *self.targets,
            json.dumps(self.details, sort_keys=True),
            self.author,
            self.reason,
        ]
        return f"correction/{short_digest(*content)}"

    def triples(self, base: str) -> Iterator[Triple]:
        """Yield the correction as RDF: what it is about, what it decides, by whom and why."""
        node = NamedNode(base + self.id)
        yield Triple(node, to_iri("rdf:type"), to_iri("tg:Correction"))
        for target in self.targets:
            yield Triple(node, to_iri("tg:corrects"), NamedNode(base + target))
        texts = {
            "dcterms:type": self.kind,
            "dcterms:creator": self.author,
            "dcterms:description": self.reason,
            "prov:value": self.describe(),
        }
        for name, text in texts.items():
            yield Triple(node, to_iri(name), Literal(text))
        if self.date:
            yield Triple(node, to_iri("dcterms:created"), Literal(self.date, datatype=to_iri("xsd:date")))
        if self.kind == "link":
            yield Triple(
                NamedNode(base + self.targets[0]), to_iri("skos:exactMatch"), NamedNode(self.details["to"])
            )

    def describe(self) -> str:
        """Return what is decided, in a line: "amend claim/0123456789abcdef: period 2023"."""
        said = self.details.get("set") or self.details.get("labels") or self.details
        parts = [
            f"{name} {' '.join(value) if isinstance(value, list) else value}" for name, value in said.items()
        ]
        return f"{self.kind} {', '.join(self.targets)}{': ' if parts else ''}{', '.join(parts)}"


def read_corrections(path: Path, *, base: str) -> tuple[list[Correction], list[str]]:
    """Return the corrections in a file, and what is wrong with the entries that are left out.

    Raises `GraphError` where the file cannot be read or is no YAML list.
    """
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "").lower() or "not UTF-8"
        raise GraphError(f"{path}: cannot be read ({reason}); mend it or take it away") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise GraphError(f"{path}{line}: not YAML; write a list of entries, each with `- kind: …`") from None
    if not isinstance(entries or [], list):
        raise GraphError(f"{path}: no list; write entries, each with `- kind: …`")
    corrections, problems = [], []
    for number, entry in enumerate(entries or [], start=1):
        try:
            corrections.append(_read_entry(entry, f"entry {number}", base))
        except DataError as error:
            problems.append(f"entry {number}: {error}")
    return corrections, problems


def _read_entry(entry: Any, place: str, base: str) -> Correction:
    if not isinstance(entry, dict):
        raise DataError(f"{entry!r} is no entry; write `- merge: […]` or another of {', '.join(KINDS)}")
    kinds = [kind for kind in KINDS if kind in entry]
    if len(kinds) != 1:
        raise DataError(f"has {' and '.join(kinds) or 'no kind'}; give one of {', '.join(KINDS)}")
    kind = kinds[0]
    wanted = (kind, *KINDS[kind], *_SHARED)
    for name in entry:
        if name not in wanted:
            raise DataError(f"{kind} has no field {name!r}; there are {', '.join(wanted)}")
    for name in (*KINDS[kind], "author", "reason"):
        if not entry.get(name):
            raise DataError(f"{kind} {entry[kind]}: {name} is missing; add it")
    details = {name: _CHECKS[name](entry[name], base) for name in KINDS[kind]}
    targets = tuple(_to_id(str(target), base) for target in _to_list(entry[kind]))
    _check_targets(kind, targets)
    return Correction(
        kind, targets, details, str(entry["author"]), str(entry["reason"]), _to_date(entry.get("date")), place
    )


def _check_targets(kind: str, targets: tuple[str, ...]) -> None:
    claims = [target for target in targets if target.startswith("claim/")]
    if kind in ("reject", "amend"):
        if len(claims) != len(targets):
            raise DataError(
                f"{kind} {', '.join(targets)}: not a claim; give an IRI such as claim/0123456789abcdef"
            )
    elif claims:
        raise DataError(f"{kind} {claims[0]}: a claim, not an entity; use reject or amend")
    if (kind == "merge") != (len(targets) > 1) and kind != "reject":
        raise DataError(f"{kind} {', '.join(targets)}: give {'two or more' if kind == 'merge' else 'one'}")


def _to_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _to_id(text: str, base: str) -> str:
    """Return an IRI, or the path under the base, as the path."""
    path = text.strip().strip("<>").removeprefix(base)
    if "://" in path or "/" not in path:
        raise DataError(
            f"{text!r} is no IRI of this graph; it begins with {base}, or say person/… or claim/…"
        )
    return path


def _to_date(value: Any) -> str:
    if value is None:
        return ""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise DataError(f"date {value!r} is no date; write it as 2024-05-31") from None


def _check_articles(value: Any, _: str) -> list[str]:
    return sorted(str(slug).rpartition("article/")[2] for slug in _to_list(value))


def _check_labels(value: Any, _: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(name, str) and name for name in value.values()):
        raise DataError(f"labels {value!r} are no names by language; write {{en: …, es: …}}")
    return {str(lang): name for lang, name in value.items()}


def _check_type(value: Any, _: str) -> str:
    if value not in ENTITY_TYPES:
        raise DataError(f"type {value!r} is unknown; choose one of {', '.join(ENTITY_TYPES)}")
    return str(value)


def _check_link(value: Any, _: str) -> str:
    try:
        return NamedNode(str(value)).value
    except ValueError:
        raise DataError(f"to {value!r} is no IRI; write it in full, with https://") from None


def _check_set(value: Any, base: str) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise DataError(f"set {value!r} says no property; write {{period: '2023'}}")
    return {str(name): check_change(str(name), item, base=base) for name, item in value.items()}


_CHECKS: Final[Mapping[str, Callable[[Any, str], Any]]] = {
    "articles": _check_articles,
    "as": lambda value, base: _to_id(str(value), base),
    "labels": _check_labels,
    "set": _check_set,
    "to": _check_link,
    "type": _check_type,
}


def to_triples(corrections: Iterable[Correction], base: str) -> Iterator[Triple]:
    """Yield the RDF of corrections."""
    for correction in corrections:
        yield from correction.triples(base)
