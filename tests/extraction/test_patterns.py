"""The pattern language: what patterns match, and what a malformed entry is told."""

from __future__ import annotations

from typing import Any

import pytest
from stories import mentions, read
from tradegraph._exceptions import DataError
from tradegraph.extraction import extract_claims
from tradegraph.extraction.extractor import masked_sentences
from tradegraph.extraction.patterns import compile_grammar

MALFORMED = [
    ({"pattern": "({state:subject} sells"}, "missing"),
    ({"pattern": "{state:subject sells"}, "malformed slot at"),
    ({"pattern": "{state:subject} <no-such-cue>"}, "no-such-cue"),
    ({"pattern": "{state:subject} {state:subject}"}, "redefinition of group name"),
    ({"pattern": "sells)"}, ""),
    ({"pattern": ""}, "a pattern needs name, pattern, and relation or chunk"),
    ({"relation": None, "pattern": "sells"}, "a pattern needs name, pattern, and relation or chunk"),
    ({"pattern": "sells", "confidnce": 1}, "unknown key 'confidnce'; known are chunk, confidence"),
]

MATCHES = [
    ("{state:subject} sells ~ to {state:object}", "Norway sells much junk to Fiji.", True),
    ("{state:subject} sells to {state:object}", "Norway sells much to Fiji.", False),
    ("{state:subject} sells ~ to {state:object}", "Norway sells Tonga choirs to Fiji.", False),
    ("{state:subject} sells ~~ to {state:object}", "Norway sells Tonga choirs to Fiji.", True),
    ("{state:subject} sells ~~ to {state:object}", "Norway sells choirs. So to Fiji.", False),
    ("{state:subject} (?:sells|ships) ~ to {state:object}", "Norway ships junk to Fiji.", True),
    ("(?<!only sells to ){state:object}", "Norway sells to Fiji.", True),
    ("(?<!norway sells to )(?<!^){state:object}", "Fiji sells to Fiji.", True),
    ("{state:subject} travel?led to {state:object}", "Norway travelled to Fiji.", True),
    ("{state:subject} sell to {state:object}", "Norway sells to Fiji.", False),
    ("{state:subject} organi[sz]es ~ for {state:object}", "Norway organizes choirs for Fiji.", True),
    ("{state:subject} and {Country|City:object} talk", "Norway and Oslo talk.", True),
    ("{state:subject},? {state+:object} talk", "Norway, Fiji, Tonga and Iceland talk.", True),
]


def entry(**fields: Any) -> dict[str, Any]:
    known = {"name": "toy", "file": "99-toys.yaml", "relation": "met_with"}
    return {key: value for key, value in {**known, **fields}.items() if value is not None}


@pytest.mark.parametrize(("fields", "message"), MALFORMED)
def test_a_malformed_entry_is_told_by_file_and_name(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=rf"99-toys.yaml: pattern 'toy': .*{message}"):
        compile_grammar("en", [entry(**fields)])


@pytest.mark.parametrize(("pattern", "text", "matches"), MATCHES)
def test_matches(pattern: str, text: str, matches: bool) -> None:
    grammar = compile_grammar("en", [entry(pattern=pattern, relation="located_in", name="toy")])
    (compiled,) = grammar.claims
    masked = list(masked_sentences(read(text), grammar=grammar))
    assert any(compiled.regex.search(sentence.text) for sentence in masked) is matches


def test_chunks_hand_on_their_fields() -> None:
    entries = [
        entry(name="tent", chunk="Tent", relation=None, pattern="choirs from {state:subject}"),
        entry(name="met", pattern="{Tent:+} for {state:object}", confidence=0.3, set={"status": "target"}),
    ]
    (claim,) = extract_claims(
        read("Cheap choirs from Norway for Fiji."), grammar=compile_grammar("en", entries), learned=False
    )
    assert (claim.subject and claim.subject.name, claim.object and claim.object.name) == ("Norway", "Fiji")
    assert (claim.status, claim.confidence, claim.quote) == ("target", 0.3, "choirs from Norway for Fiji")


def test_context_is_asked_for() -> None:
    grammar = compile_grammar(
        "en", [entry(pattern="{state:subject} and {state:object}", context=["visited"])]
    )
    assert extract_claims(read("Norway and Fiji talk."), grammar=grammar) == ()
    assert len(extract_claims(read("Norway and Fiji talk, and nobody visited."), grammar=grammar)) == 1


def test_what_speaks_against_a_pattern_closes_its_clause() -> None:
    grammar = compile_grammar(
        "en", [entry(pattern="{state:subject} and {state:object}", without=["visited"])]
    )
    assert extract_claims(read("Nobody visited Norway and Fiji."), grammar=grammar) == ()
    assert len(extract_claims(read("Nobody visited; Norway and Fiji talk."), grammar=grammar)) == 1


def test_a_denial_may_be_what_is_told() -> None:
    told = entry(pattern="nobody but {state:subject} and {state:object}")
    text = "Nobody but Norway and Fiji talk."
    assert extract_claims(read(text), grammar=compile_grammar("en", [told])) == ()
    affirmed = compile_grammar("en", [{**told, "set": {"affirmed": True}}])
    assert len(extract_claims(read(text), grammar=affirmed)) == 1


def test_counts_of_people_are_no_names() -> None:
    assert mentions("Some 900 Norwegians came.", "Number") == ["900"]
