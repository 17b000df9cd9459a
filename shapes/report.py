"""What validation found, and how it is shown to people and machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Literal, URIRef
from tradegraph.rdf.iris import PREFIXES

#: Columns of the report as CSV.
COLUMNS: Final = ("severity", "message", "claim", "quote", "focus", "path", "value", "shape", "constraint")
#: Prefixes that the report as Turtle may need.
_PREFIXES: Final = ("dcterms", "oa", "prov", "schema", "sh", "tg", "tgsh")


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a shape found at one node, for one claim.

    `severity` is "Violation", which keeps the claim out of the graph, or "Warning". `focus` and `value` are
    IRIs or literals in plain form, `path` is a property path of prefixed names ("" where the whole node is
    meant), `shape` a prefixed name, `constraint` the constraint of it that failed, such as "MinCount".
    `claim` is the IRI of the claim that the node belongs to, None for a node of no claim (the article);
    `quote` is that claim's quote.
    """

    severity: str
    messages: Mapping[str, str]
    focus: str
    path: str
    value: str | None
    shape: str
    constraint: str
    claim: str | None = None
    quote: str | None = None

    def message(self, lang: str = "en") -> str:
        """Return what to do about it, in `lang` or else in English."""
        return self.messages.get(lang) or self.messages["en"]

    @property
    def sort_key(self) -> tuple[str, ...]:
        """The order of reports: violations before warnings, then by claim."""
        texts = (self.severity, self.claim, self.focus, self.shape, self.constraint, self.value)
        return tuple(text or "" for text in texts)


@dataclass(frozen=True, slots=True)
class Report:
    """All that validation found in one graph, in a stable order."""

    results: tuple[Result, ...] = ()

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that keep their claims out."""
        return tuple(result for result in self.results if result.severity == "Violation")

    @property
    def warnings(self) -> tuple[Result, ...]:
        """The results that let their claims in."""
        return tuple(result for result in self.results if result.severity == "Warning")


def merge_reports(reports: Iterable[Report]) -> Report:
    """Return one report of all results, in a stable order."""
    results = (result for report in reports for result in report.results)
    return Report(tuple(sorted(results, key=lambda result: result.sort_key)))


def to_text(report: Report, lang: str = "en") -> str:
    """Return the report for people: a paragraph a result, in `lang` or else in English, and the count.

    >>> print(to_text(Report()))
    No violations, no warnings.
    """
    counts = (_count(len(report.violations), "violation"), _count(len(report.warnings), "warning"))
    summary = ", ".join(counts) + "."
    paragraphs = (_paragraph(result, lang) for result in report.results)
    return "\n\n".join([*paragraphs, summary[0].upper() + summary[1:]])


def to_csv(report: Report, lang: str = "en") -> str:
    """Return the report as CSV with a header, one line a result."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in report.results:
        fields = (getattr(result, name) for name in COLUMNS[2:])
        writer.writerow([result.severity, result.message(lang), *fields])
    return buffer.getvalue()


def to_turtle(report: Report) -> str:
    """Return the report as a sh:ValidationReport, the same text for the same results.

    A path of several properties is left to its shape, which each result names.
    """
    prefixes = "\n".join(f"@prefix {name}: <{PREFIXES[name]}> ." for name in _PREFIXES)
    conforms = f"    a sh:ValidationReport ;\n    sh:conforms {str(report.conforms).lower()}"
    results = [_result_node(result) for result in report.results]
    found = " ;\n    sh:result\n        " + ",\n        ".join(results) if results else ""
    return f"{prefixes}\n\n[]\n{conforms}{found} ;\n.\n"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _paragraph(result: Result, lang: str) -> str:
    place = f"{result.focus} {result.path}".rstrip()
    details = {"claim": result.claim, "quote": result.quote, "at": place, "value": result.value}
    lines = [f"{result.severity}: {result.message(lang)} [{result.shape}]"]
    return "\n".join([*lines, *(f"  {name:<6}{detail}" for name, detail in details.items() if detail)])


def _result_node(result: Result) -> str:
    lines = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{result.severity}",
        f"sh:focusNode {_term(result.focus)}",
        f"sh:sourceShape {result.shape}",
        f"sh:sourceConstraintComponent sh:{result.constraint}ConstraintComponent",
    ]
    if result.path and not set(result.path) & set("/|"):
        lines.append(f"sh:resultPath {result.path}")
    if result.value is not None:
        lines.append(f"sh:value {_term(result.value)}")
    texts = sorted(result.messages.items())
    lines += [f"sh:resultMessage {Literal(text, lang=lang).n3()}" for lang, text in texts]
    if result.claim:
        lines.append(f"dcterms:relation {_term(result.claim)}")
    if result.quote:
        lines.append(f"oa:exact {Literal(result.quote).n3()}")
    return "[\n            " + " ;\n            ".join(lines) + " ;\n        ]"


def _term(text: str) -> str:
    is_iri = ":" in text and not set(text) & set(' "<>\n')
    return URIRef(text).n3() if is_iri else Literal(text).n3()
