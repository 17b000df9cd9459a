"""The judge: how sure a claim is, learnt from which claims of the rules were right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tradegraph.learning.features import describe_claims
from tradegraph.learning.model import load_model
from tradegraph.model import Claim, Document

#: The model's name under `ontology/models`.
JUDGE: Final = "judge"
#: Decimals of a confidence: more would feign a precision that no model has.
_DECIMALS: Final = 2


def weigh_claims(document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of an article, each with the probability of being right as its confidence.

    An ontology without a judge leaves them the confidence that their patterns give.
    """
    model = load_model(JUDGE)
    if model is None:
        return tuple(claims)
    return tuple(
        replace(claim, confidence=round(model.probability(features), _DECIMALS))
        for claim, features in zip(claims, describe_claims(document, claims), strict=True)
    )
