"""Whatever the text: nothing is raised, and every offset is exact."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some
from stories import read
from tradegraph.extraction import extract_claims
from tradegraph.model import Claim, Document

#: Pieces that the grammars look for, in an order that no writer would choose.
PIECES = some.sampled_from(
    """
    Norway|Fiji's|the two countries|exports|imports|trade|deficit|reached|rose|fell by|$90 million|4 percent
    in 2022|second-largest|trading partner|Anders Holm|minister|said|signed|a trade agreement|with|between
    and|its|there|Baltica Holding|a plant in Tunis|operates|salmon|to|from|,|.|?|(ASEAN)|“|”|, which|will|not
    they|Oslo|# |- |? |respectively|Noruega|exportó|millones de dólares|el ministro|İ|\ue001
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
TEXTS = some.lists(PIECES, max_size=40).map(" ".join)
LANGUAGES = some.sampled_from(["en", "es", "xx"])


def check(document: Document, claims: tuple[Claim, ...]) -> None:
    text = document.article.text
    assert all(0 <= mention.start < mention.end <= len(text) for mention in document.mentions)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.quote.strip()
        for reference in claim.references:
            assert 0 <= reference.start < reference.stop <= len(text)
            inside = claim.start <= reference.start and reference.stop <= claim.end
            assert inside or reference.kind == "carried"


@given(TEXTS, LANGUAGES)
@settings(max_examples=150, deadline=None)
def test_a_salad_of_cues(text: str, lang: str) -> None:
    document = read(text, lang=lang)
    check(document, extract_claims(document))


@given(some.text(max_size=300), LANGUAGES)
@settings(max_examples=100, deadline=None)
def test_any_characters(text: str, lang: str) -> None:
    document = read(text, lang=lang)
    check(document, extract_claims(document))
