"""The judge: features of claims, and the confidence that they give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tradegraph.annotation import annotate
from tradegraph.articles import read_articles
from tradegraph.evaluation import evaluate_documents, read_gold
from tradegraph.extraction import extract_claims
from tradegraph.learning import judging
from tradegraph.learning.features import describe_claims
from tradegraph.learning.judging import weigh_claims
from tradegraph.learning.model import LinearModel
from tradegraph.model import Document

CORPUS = Path(__file__).parents[1] / "corpus"
ARTICLE = """---
title: Salmon for the islands
published: 2024-05-02
lang: en
---

Norway exported goods worth $2.1 billion to Fiji in 2023.

Its imports from Fiji reached $3 million.
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "salmon.md").write_text(ARTICLE, "utf-8")
    return annotate(next(read_articles([tmp_path / "salmon.md"])))


def test_features_tell_of_ends_words_and_sentence(document: Document) -> None:
    claims = extract_claims(document, learned=False)
    described = list(describe_claims(document, claims))
    assert len(described) == len(claims) >= 2
    assert {
        f"pattern={claims[0].pattern}",
        "relation=trade_value",
        "relation=trade_value|en",
        "status=reported|trade_value",
        "period=True|trade_value",
        "subject=Country|trade_value",
        "reference=named|object",
        "known=True|Country",
        "block=paragraph",
        "inside=Money|trade_value",
    } <= set(described[0])
    assert any(feature.startswith("reference=anaphor") for feature in described[1])


def test_a_distance_is_told_of_an_end_carried_over(document: Document) -> None:
    claim = extract_claims(document, learned=False)[1]
    references = tuple(replace(each, kind="carried") for each in claim.references)
    (features,) = describe_claims(document, [replace(claim, references=references)])
    assert any(feature.startswith("far=") for feature in features)
    assert not any(feature.startswith("gap=") for feature in features)


def test_an_article_without_claims_has_no_features(document: Document) -> None:
    assert list(describe_claims(document, [])) == []
    assert weigh_claims(document, []) == ()


def test_the_judge_changes_nothing_but_the_confidence(document: Document) -> None:
    plain, judged = extract_claims(document, learned=False), extract_claims(document)
    assert [replace(claim, confidence=0) for claim in judged] == [
        replace(claim, confidence=0) for claim in plain
    ]
    assert all(0 < claim.confidence < 1 for claim in judged)
    assert {claim.confidence for claim in plain} != {claim.confidence for claim in judged}


def test_without_a_judge_claims_keep_their_confidence(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = extract_claims(document, learned=False)
    monkeypatch.setattr(judging, "load_model", lambda _: None)
    assert weigh_claims(document, claims) == claims


def test_confidence_is_the_probability_of_the_features(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = extract_claims(document, learned=False)
    model = LinearModel(0.0, {"reference=anaphor": -2.0})
    monkeypatch.setattr(judging, "load_model", lambda _: model)
    first, second = weigh_claims(document, claims[:2])
    assert (first.confidence, second.confidence) == (0.5, 0.12)


def test_sure_claims_are_right() -> None:
    """The corpus's `dev` articles were not trained on."""
    articles = read_articles(sorted((CORPUS / "dev" / "articles").iterdir()))
    scores = evaluate_documents(map(annotate, articles), read_gold(CORPUS / "dev" / "gold"))
    sure = next(each for each in scores.calibration if each.low == 0.9)
    others = [each for each in scores.calibration if each.low < 0.9]
    assert sure.claims > 50
    assert sure.precision >= 0.95
    assert sure.precision > sum(each.right for each in others) / sum(each.claims for each in others)
