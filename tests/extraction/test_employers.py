"""Whom an official serves where the words beside the post do not say."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Texts in English, and who holds a post where.
TOLD = [
    (
        "Texas opened an office in Taiwan. Trade minister Anders Holm came.",
        [("Anders Holm", "Taiwan")],
    ),
    (
        "Texas and Jalisco are sister states. Jalisco is glad. Lieutenant Governor Anders Holm came.",
        [("Anders Holm", "Texas")],
    ),
    (
        "Norway's foreign minister left for a tour. In Tunis, Minister Marit Holm met "
        "Prime Minister Adi Salote.",
        [("Marit Holm", "Norway"), ("Adi Salote", "Tunisia")],
    ),
    (
        "Fiji and the European Union talk. Fiji is glad. Commissioner Anders Holm spoke.",
        [("Anders Holm", "European Union")],
    ),
    (
        "Jalisco and British Columbia trade berries. Vancouver is glad. Consul General Maria Silva came.",
        [("Maria Silva", "Mexico")],
    ),
    (
        "The Suva Chamber of Commerce sells to Norway. The president, Adi Salote, spoke.",
        [("Adi Salote", "Suva Chamber of Commerce")],
    ),
    (
        "Norway's king is on tour. In Suva he met a bishop. From there he flies to Tunis, where President "
        "Adi Salote will receive him.",
        [("Adi Salote", "Tunisia")],
    ),
    (
        "Texas needs buyers. Texas is large. China is lost. Governor Anders Holm flew to Tonga. He is glad: "
        "Minister of Trade Adi Salote promised to buy.",
        [("Anders Holm", "Texas"), ("Adi Salote", "Tonga")],
    ),
    ("Fiji opened a bank. In Geneva, Minister Anders Holm met bankers.", [("Anders Holm", "Fiji")]),
    (
        "Norway likes Baltica Holding. Manager Anders Holm of Baltica Holding spoke. "
        "Our chairman, Adi Salote, is glad.",
        [("Anders Holm", "Baltica Holding"), ("Adi Salote", "Baltica Holding")],
    ),
    (
        "Anders Holm, Vice Premier of Norway and its trade minister, met Fiji's king.",
        [("Anders Holm", "Norway"), ("Anders Holm", "Norway")],
    ),
    ("Fiji likes the Suva Chamber of Commerce. President Adi Salote spoke.", [("Adi Salote", "Fiji")]),
]


@pytest.mark.parametrize(("text", "posts"), TOLD)
def test_whom_an_official_serves(text: str, posts: list[tuple[str, str]]) -> None:
    assert [ends(claim) for claim in claims(text, "holds_position")] == posts


def test_an_embassy_tells_of_its_own_ambassador() -> None:
    text = "Fiji and Norway trade. The ambassador, Adi Salote, spoke."
    told = claims(text, "holds_position", source="Embassy of Norway in Suva")
    assert [ends(claim) for claim in told] == [("Adi Salote", "Norway")]


def test_a_part_of_the_world_employs_nobody() -> None:
    text = "Encabezó la gira por Asia el gobernador Diego Roca. El gobernador de Jalisco volvió ayer."
    posts = claims(text, "holds_position", lang="es")
    assert all(claim.object and claim.object.name != "Asia" for claim in posts)
