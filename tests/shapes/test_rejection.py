from __future__ import annotations

from dataclasses import replace

import pytest
from claims import HARBOUR, MEXICO, PACT, TEXT, to_article, to_claim, to_claims
from tradegraph.model import Claim
from tradegraph.rdf.quads import to_quads
from tradegraph.shapes.rejection import split_claims
from tradegraph.shapes.report import Report
from tradegraph.shapes.validation import validate

MEETING = to_claim("met_with", HARBOUR, MEXICO, "Harbour Lines met Mexico in Seoul")
PARTY = to_claim("party_to", MEXICO, PACT, "Mexico will join the Salt Lake Pact", status="target")


def ungrounded(claim: Claim) -> Claim:
    return replace(claim, references=claim.references[:1])


def test_nothing_is_rejected_without_a_violation() -> None:
    quads = to_quads(to_article(), to_claims())
    assert split_claims(quads, Report()) == (quads, ())


@pytest.mark.parametrize(("good", "bad"), [(MEETING, PARTY), (PARTY, MEETING)])
def test_a_rejected_claim_leaves_no_trace(good: Claim, bad: Claim) -> None:
    article = to_article()
    quads = to_quads(article, [good, ungrounded(bad)])
    kept, (rejection,) = split_claims(quads, validate(quads, text=TEXT))
    assert kept == to_quads(article, [good])
    assert rejection.quote == bad.quote
    assert [result.shape for result in rejection.results] == ["tgsh:Claim-unmentioned"]
    assert validate(kept, text=TEXT).conforms


def test_what_another_claim_states_too_stays() -> None:
    shorter = replace(MEETING, end=MEETING.end - len(" in Seoul"), quote="Harbour Lines met Mexico")
    quads = to_quads(to_article(), [MEETING, ungrounded(shorter)])
    kept, rejections = split_claims(quads, validate(quads, text=TEXT))
    assert len(rejections) == 1
    assert kept == to_quads(to_article(), [MEETING])


def test_a_fault_of_the_article_rejects_all_its_claims() -> None:
    article = to_article(lang="English")
    quads = to_quads(article, [MEETING, PARTY])
    kept, rejections = split_claims(quads, validate(quads, text=TEXT))
    assert len(rejections) == 2
    assert {result.shape for rejection in rejections for result in rejection.results} >= {
        "tgsh:Article-language"
    }
    assert {str(quad.subject) for quad in kept} == {f"<https://w3id.org/tradegraph/article/{article.slug}>"}
