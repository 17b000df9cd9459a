"""Posts: how far they reach, and where a head makes a name of them."""

from __future__ import annotations

import pytest
from stories import mentions

POSTS = [
    (
        "en",
        "Fiji's deputy prime minister and minister of trade spoke.",
        ["deputy prime minister and minister of trade"],
    ),
    (
        "en",
        "The Director General of North American Affairs spoke.",
        ["Director General of North American Affairs"],
    ),
    ("en", "The minister of trade, industry and energy spoke.", ["minister of trade, industry and energy"]),
    ("en", "TRADE MINISTER Ana Lima spoke.", ["TRADE MINISTER"]),
    ("en", "The governor-elect and the former ambassador spoke.", ["governor-elect", "former ambassador"]),
    ("en", "The CEO Dialogue and the Governor's Office are names.", []),
    ("en", "The governors of ministership.", []),
    ("es", "La ministra de Comercio Exterior habló.", ["ministra de Comercio Exterior"]),
    ("es", "El exgobernador y el director general hablaron.", ["exgobernador", "director general"]),
]


@pytest.mark.parametrize(("lang", "text", "posts"), POSTS)
def test_posts(lang: str, text: str, posts: list[str]) -> None:
    assert mentions(text, "Role", lang=lang) == posts
