"""Each pattern reads the sentence of its entry, and leaves alone the one that it must not read."""

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
from tradegraph.extraction.asides import fold_asides
from tradegraph.extraction.extractor import masked_sentences
from tradegraph.extraction.patterns import Grammar, Pattern, compile_grammar, load_grammar
from tradegraph.extraction.relations import COURSE
from tradegraph.model import Claim
from tradegraph.ontology.lexicon import load_patterns

ROOT = Path(__file__).resolve().parents[2]
GRAMMARS = {lang: load_grammar(lang) for lang in ("en", "es")}
PATTERNS = {
    (lang, pattern.name): pattern
    for lang, grammar in GRAMMARS.items()
    for pattern in (*grammar.chunks, *grammar.folds, *grammar.claims)
}
ENTRIES = {(lang, entry["name"]): entry for lang in GRAMMARS for entry in load_patterns(lang)}


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


def builds(lang: str, pattern: Pattern, text: str) -> bool:
    """Tell whether a chunk pattern, after those before it, finds something to build in `text`."""
    heard: list[str] = []
    listening = replace(pattern)
    listening.__dict__["regex"] = Listener(pattern.regex, heard)
    chunks = GRAMMARS[lang].chunks
    before = chunks[: chunks.index(pattern)]
    grammar = replace(GRAMMARS[lang], chunks=(*before, listening))
    list(masked_sentences(read(text, lang=lang), grammar=grammar))
    return bool(heard)


def folds(lang: str, pattern: Pattern, text: str) -> bool:
    """Tell whether a fold pattern finds an aside in `text`."""
    grammar = replace(GRAMMARS[lang], folds=(pattern,))
    return any(fold_asides(masked, grammar)[1] for masked in masked_sentences(read(text, lang=lang)))


def orders(lang: str, pattern: Pattern) -> Iterator[Grammar]:
    """Yield the grammar with `pattern` alone, as it is, and with `pattern` before the others.

    Another one may else take its figure, and one that goes on from what was told needs others before it.
    Where asides are taken out, patterns that tell nothing of asides come first.
    """
    grammar = GRAMMARS[lang]
    yield replace(grammar, claims=(pattern,), folds=())
    yield grammar
    others = tuple(other for other in grammar.claims if other.name != pattern.name)
    yield replace(grammar, claims=(pattern, *others), folds=())


def claims_by(lang: str, pattern: Pattern, text: str) -> Iterator[Claim]:
    """Yield the claims that a pattern makes of `text`; of a speaker pattern those that have a speaker.

    Of a pattern that tells only which way goods go, those on the goods that go this way.
    """
    for grammar in orders(lang, pattern):
        for claim in extract_claims(read(text, lang=lang), grammar=grammar):
            is_course = pattern.relation == COURSE and claim.relation == "trades_product"
            if (
                claim.pattern == pattern.name
                or is_course
                or (pattern.relation == "speaker" and claim.speaker)
            ):
                yield claim


def told(claim: Claim, field: str) -> Any:
    value = getattr(claim, field)
    return getattr(value, "name", value)


def cases(kind: str, key: str) -> list[Any]:
    """Return language, pattern and entry of each pattern of a `kind` whose entry has a `key`."""
    return [
        pytest.param(lang, PATTERNS[lang, name], entry, id=f"{lang}-{name}")
        for (lang, name), entry in ENTRIES.items()
        if kind in entry and key in entry
    ]


@pytest.mark.parametrize("lang", GRAMMARS)
def test_names_are_unique(lang: str) -> None:
    names = [entry["name"] for entry in load_patterns(lang)]
    assert len(set(names)) == len(names) > 200


def test_every_pattern_has_an_example() -> None:
    assert [names for names, entry in ENTRIES.items() if not entry.get("example")] == []


@pytest.mark.parametrize(("lang", "pattern", "entry"), cases("chunk", "example"))
def test_chunk_pattern_builds_its_example(lang: str, pattern: Pattern, entry: dict[str, Any]) -> None:
    assert builds(lang, pattern, entry["example"])


@pytest.mark.parametrize(("lang", "pattern", "entry"), cases("chunk", "counter"))
def test_chunk_pattern_leaves_its_counter_example(lang: str, pattern: Pattern, entry: dict[str, Any]) -> None:
    assert not builds(lang, pattern, entry["counter"])


@pytest.mark.parametrize(("lang", "pattern", "entry"), cases("fold", "example"))
def test_fold_pattern_takes_out_the_aside_of_its_example(
    lang: str, pattern: Pattern, entry: dict[str, Any]
) -> None:
    assert folds(lang, pattern, entry["example"])


@pytest.mark.parametrize(("lang", "pattern", "entry"), cases("fold", "counter"))
def test_fold_pattern_leaves_its_counter_example(lang: str, pattern: Pattern, entry: dict[str, Any]) -> None:
    assert not folds(lang, pattern, entry["counter"])


@pytest.mark.parametrize(("lang", "pattern", "entry"), cases("relation", "example"))
def test_claim_pattern_claims_its_example(lang: str, pattern: Pattern, entry: dict[str, Any]) -> None:
    expected = entry.get("expects", {})
    found = claims_by(lang, pattern, entry["example"])
    assert any({field: told(claim, field) for field in expected} == expected for claim in found)


@pytest.mark.parametrize(("lang", "pattern", "entry"), cases("relation", "counter"))
def test_claim_pattern_leaves_its_counter_example(lang: str, pattern: Pattern, entry: dict[str, Any]) -> None:
    assert list(claims_by(lang, pattern, entry["counter"])) == []


def test_the_worked_example_of_the_guide_works() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (entry,) = yaml.safe_load(guide.partition("```yaml\n")[2].partition("```")[0])
    grammar = compile_grammar("en", (*load_patterns("en"), entry))
    (claim,) = extract_claims(read(entry["example"]), grammar=grammar)[:1]
    assert claim.pattern == entry["name"]
    assert ("en", claim.pattern) not in ENTRIES
    assert {field: told(claim, field) for field in entry["expects"]} == entry["expects"]
    assert entry["name"] not in {c.pattern for c in extract_claims(read(entry["counter"]), grammar=grammar)}
