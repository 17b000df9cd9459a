"""Each English pattern reads the sentence of its entry, and leaves alone the one that it must not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from stories import read
from tradegraph.extraction import extract_claims
from tradegraph.extraction.extractor import masked_sentences
from tradegraph.extraction.patterns import Grammar, Pattern, compile_grammar, load_grammar
from tradegraph.model import Claim
from tradegraph.ontology.lexicon import load_patterns

ROOT = Path(__file__).resolve().parents[2]
GRAMMAR = load_grammar("en")
ENTRIES = {entry["name"]: entry for entry in load_patterns("en")}
CHUNKS = {pattern.name: pattern for pattern in GRAMMAR.chunks}
CLAIMS = {pattern.name: pattern for pattern in GRAMMAR.claims}


@dataclass(frozen=True)
class Listener:
    """An expression that notes what it matches."""

    regex: re.Pattern[str]
    heard: list[str]

    @property
    def groupindex(self) -> Any:
        return self.regex.groupindex

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        for match in self.regex.finditer(text):
            self.heard.append(match.group())
            yield match


def builds(pattern: Pattern, text: str) -> bool:
    """Tell whether a chunk pattern, after those before it, finds something to build in `text`."""
    heard: list[str] = []
    listener: Any = Listener(pattern.regex, heard)
    before = GRAMMAR.chunks[: GRAMMAR.chunks.index(pattern)]
    grammar = replace(GRAMMAR, chunks=(*before, replace(pattern, regex=listener)))
    list(masked_sentences(read(text), grammar=grammar))
    return bool(heard)


def orders(pattern: Pattern) -> Iterator[Grammar]:
    """Yield the grammar with `pattern` before the others, which else may take its figure, and as it is."""
    others = tuple(other for other in GRAMMAR.claims if other.name != pattern.name)
    yield replace(GRAMMAR, claims=(pattern, *others), _possible={})
    yield GRAMMAR


def claims_by(pattern: Pattern, text: str) -> list[Claim]:
    """Return the claims that a pattern makes of `text`; of a speaker pattern those that have a speaker."""
    return [
        claim
        for grammar in orders(pattern)
        for claim in extract_claims(read(text), grammar=grammar)
        if claim.pattern == pattern.name or (pattern.relation == "speaker" and claim.speaker)
    ]


def told(claim: Claim, field: str) -> Any:
    value = getattr(claim, field)
    return getattr(value, "name", value)


def test_names_are_unique() -> None:
    assert len(ENTRIES) == len(load_patterns("en")) == len(CHUNKS) + len(CLAIMS) > 200


def test_every_pattern_has_an_example() -> None:
    assert [name for name, entry in ENTRIES.items() if not entry.get("example")] == []


@pytest.mark.parametrize("name", CHUNKS)
def test_chunk_pattern_builds_its_example(name: str) -> None:
    assert builds(CHUNKS[name], ENTRIES[name]["example"])


@pytest.mark.parametrize("name", [name for name in CHUNKS if "counter" in ENTRIES[name]])
def test_chunk_pattern_leaves_its_counter_example(name: str) -> None:
    assert not builds(CHUNKS[name], ENTRIES[name]["counter"])


@pytest.mark.parametrize("name", CLAIMS)
def test_claim_pattern_claims_its_example(name: str) -> None:
    entry = ENTRIES[name]
    found = claims_by(CLAIMS[name], entry["example"])
    assert found
    expected = entry.get("expects", {})
    assert expected in [{field: told(claim, field) for field in expected} for claim in found]


@pytest.mark.parametrize("name", [name for name in CLAIMS if "counter" in ENTRIES[name]])
def test_claim_pattern_leaves_its_counter_example(name: str) -> None:
    assert claims_by(CLAIMS[name], ENTRIES[name]["counter"]) == []


def test_the_worked_example_of_the_guide_works() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (entry,) = yaml.safe_load(guide.partition("```yaml\n")[2].partition("```")[0])
    grammar = compile_grammar("en", (*load_patterns("en"), entry))
    (claim,) = extract_claims(read(entry["example"]), grammar=grammar)[:1]
    assert claim.pattern == entry["name"] not in ENTRIES
    assert {field: told(claim, field) for field in entry["expects"]} == entry["expects"]
    assert entry["name"] not in {c.pattern for c in extract_claims(read(entry["counter"]), grammar=grammar)}
