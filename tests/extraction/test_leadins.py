"""Lead-ins: what governs the items of a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories import claims, ends
from tradegraph import annotate, extract_claims, read_articles

TALKS = "Norway's trade minister, Anders Holm, met Fiji's trade minister, Maria Silva, in Suva on Monday."
TREATY, PACT = "Double Taxation Treaty", "Air Services Agreement"
SIGNED = {(who, what) for who in ("Anders Holm", "Maria Silva") for what in (TREATY, PACT)}


@pytest.mark.parametrize(
    "text",
    [
        f"{TALKS}\nThe two ministers signed:\n- a {TREATY};\n- an {PACT}.",
        f"{TALKS}\nThe two ministers signed the following:\n- {TREATY}\n- {PACT}",
        f"{TALKS} The two ministers signed: (i) a {TREATY}; and (ii) an {PACT}.",
    ],
)
def test_a_lead_in_governs_each_item(text: str) -> None:
    found = claims(text, "signed")
    assert {ends(claim) for claim in found} == SIGNED
    for claim in found:  # the words of the item, not those of the items before it
        assert claim.object is not None
        assert claim.quote.strip(" .;").endswith(claim.object.name)
        assert (TREATY in claim.quote) + (PACT in claim.quote) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{TALKS}\nThe two ministers signed:\nNothing.\n- a {TREATY}",
        f"{TALKS}\nThe two ministers signed nothing.\n- a {TREATY}",
        f"{TALKS}\nThe two ministers have not signed:\n- a {TREATY}",
    ],
)
def test_what_does_not_lead_in(text: str) -> None:
    assert claims(text, "signed") == []


def test_goods_in_a_list_go_the_way_that_its_lead_in_tells() -> None:
    text = "Norway and Fiji trade.\nNorway sells to Fiji:\n- salmon\n- paper"
    found = claims(text, "trades_product")
    assert {(*ends(claim), claim.product.name) for claim in found if claim.product} == {
        ("Norway", "Fiji", "salmon"),
        ("Norway", "Fiji", "paper"),
    }


def test_a_column_of_members_is_read_cell_by_cell(tmp_path: Path) -> None:
    table = "| Rank | Member | Capital |\n| --- | --- | --- |\n| 1 | Ghana | Accra |\n| 2 | Tunisia | Tunis |"
    path = tmp_path / "story.md"
    path.write_text(f"---\ntitle: A union\nlang: en\n---\n\nThe African Union meets in May.\n\n{table}\n")
    (article,) = read_articles([path])
    found = [claim for claim in extract_claims(annotate(article)) if claim.relation == "member_of"]
    assert [ends(claim) for claim in found] == [("Ghana", "African Union"), ("Tunisia", "African Union")]
