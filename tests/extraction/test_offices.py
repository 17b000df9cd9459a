"""Which places have an office, as the lexicon tells."""

from __future__ import annotations

import pytest
from tradegraph.extraction.offices import having
from tradegraph.ontology.gazetteer import load_gazetteer

#: Posts, places by their codes, and whether the place may have the post.
HAVING = [
    ("en", "trade minister", "region/US-TX", False),
    ("en", "trade minister", "region/AU-VIC", True),
    ("en", "trade minister", "country/US", False),
    ("en", "lieutenant governor", "region/MX-JAL", False),
    ("en", "chairman", "region/US-TX", True),
    ("es", "consejero de Industria", "region/MX-QUE", False),
    ("es", "ministro de Defensa", "region/AR-S", False),
]


@pytest.mark.parametrize(("lang", "post", "place", "fits"), HAVING)
def test_who_has_an_office(lang: str, post: str, place: str, fits: bool) -> None:
    assert having(post, lang).fits(load_gazetteer().entities[place]) is fits
