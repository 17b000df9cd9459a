"""A post that is told to be past is worded so, and a body's founder has founded it."""

from __future__ import annotations

import pytest
from stories import claims

ROLES = [
    ("en", "Anders Holm, then Norway's trade minister, spoke.", "then trade minister"),
    ("en", "Anders Holm was trade minister of Norway when Fiji joined.", "was trade minister"),
    ("en", "Anders Holm, at the time Norway's customs minister, spoke.", "at the time customs minister"),
    ("en", "Anders Holm, Norway's trade minister at the time, spoke.", "trade minister at the time"),
    ("en", "Anders Holm, trade minister of Norway until 2014, spoke.", "trade minister until 2014"),
    ("en", "Anders Holm is trade minister of Norway.", "trade minister"),
    ("es", "Anders Holm, que era ministro de Comercio de Noruega, firmó.", "era ministro de Comercio"),
    ("es", "Anders Holm fue ministro de Comercio de Noruega.", "fue ministro de Comercio"),
    ("es", "Anders Holm es ministro de Comercio de Noruega.", "ministro de Comercio"),
]


@pytest.mark.parametrize(("lang", "text", "role"), ROLES)
def test_a_role_is_worded_as_it_is_told(lang: str, text: str, role: str) -> None:
    assert [claim.role for claim in claims(text, "holds_position", lang=lang)] == [role]


@pytest.mark.parametrize(
    ("lang", "text", "founders"),
    [
        ("en", "Baltica Holding's founder, Anders Holm, ships bags to Fiji.", ["Anders Holm"]),
        ("en", "Anders Holm, founder and CEO of Baltica Holding, flew to Suva.", ["Anders Holm"]),
        ("en", "Baltica Holding's chairman, Anders Holm, ships bags to Fiji.", []),
        ("es", "El fundador de Baltica Holding, Anders Holm, exporta a Fiyi.", ["Anders Holm"]),
    ],
)
def test_a_founder_has_founded(lang: str, text: str, founders: list[str]) -> None:
    found = claims(text, "founded", lang=lang)
    assert [claim.subject.name for claim in found if claim.subject] == founders


@pytest.mark.parametrize(
    ("lang", "text", "employers"),
    [
        ("en", "Trade minister of Norway Anders Holm, and the consul of Fiji came.", ["Norway"]),
        ("en", "Norway's trade minister Anders Holm and the consul of Fiji came.", ["Norway"]),
        ("en", "Anders Holm, trade minister of Norway and consul of Fiji, came.", ["Norway", "Fiji"]),
        ("es", "El ministro de Comercio de Noruega, Anders Holm, y el cónsul de Fiyi vinieron.", ["Norway"]),
        ("es", "Anders Holm, ministro de Noruega y cónsul de Fiyi, vino.", ["Norway", "Fiji"]),
    ],
)
def test_a_post_behind_an_article_is_somebody_elses(lang: str, text: str, employers: list[str]) -> None:
    found = claims(text, "holds_position", lang=lang)
    assert [claim.object.name for claim in found if claim.object] == employers
