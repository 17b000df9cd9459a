"""What is dropped around a story, and that its sentences stay, whatever words they share with the frame."""

from __future__ import annotations

import pytest
from tradegraph.articles.boilerplate import drop_boilerplate
from tradegraph.articles.pieces import LINE, Piece

FRAME = [
    "Share it",
    "Facebook | X | LinkedIn",
    "Compartir en WhatsApp",
    "Suscríbete a nuestro boletín diario",
    "Subscribe to our newsletter",
    "(Photo Internet reproduction)",
    "Cranes at the port. File photo",
    "Rosas en la sabana. Foto: archivo",
    "Home > Trade > Asia",
    "/cms/uploads/image/1.jpg",
    "https://example.org/a",
    "gallery image",
    "Source link",
    "Leé también: La soja baja",
    "Also in this issue: school fees and the maize price",
    "Print | Share | Save for later",
    "(Reporting by Ann Other; editing by J. Doe)",
    "With files from our Ottawa bureau",
    "© Example Press. All rights reserved.",
    "We use cookies to improve this site.",
    "Advertisement",
    "Publicidad",
    "Jane Doe writes on trade. The views here are her own.",
    "Jane Doe is a columnist.",
    "Follow us: @example",
    "Tags: trade, beer",
    "Was this article useful? Yes / No",
    "Join us at the Trade Summit, the conference of the year!",
    "Get your tickets here: https://example.org",
    "[ ] Renew by 30 April",
    "You are receiving this e-mail because you are a member.",
    "Next week: napkins",
]

STORY = [
    "Suscriben México y Corea un acuerdo de libre comercio en Seúl.",
    "Share prices of Mexican brewers rose after the deal with China.",
    "The agreement covers goods and services from both countries.",
    "Our exports of cookies to the United States doubled last year.",
    "Recibe el presidente a la delegación de Japón y suscribe un convenio.",
    "Reporte de inflación: México exportó menos a Estados Unidos en mayo.",
    "Copyright law will change under the agreement with the United States.",
    "Jane Doe is Senior Manager for South America at the Chamber of Commerce.",
    "El país solicitó un crédito: 5 mil millones de dólares.",
    "By 2030 trade with India should reach $100 billion.",
    "In related news, Peru and Chile signed a protocol on Monday.",
    "The more recent figures show a deficit with China of $3 billion.",
    "Con información del Banco de México, el déficit llegó a 5 mil millones.",
    "Compiled by customs, the figures show a surplus with Chile.",
    "Comments by the minister of trade on Tuesday moved the peso.",
]


@pytest.mark.parametrize("text", FRAME)
def test_frame_is_dropped(text: str) -> None:
    assert drop_boilerplate([Piece("paragraph", text)]) == []


@pytest.mark.parametrize("text", STORY)
def test_story_is_kept(text: str) -> None:
    assert drop_boilerplate([Piece("paragraph", text)]) == [Piece("paragraph", text)]


SENTENCE = Piece("paragraph", "Mexico sold cars to Japan for the first time this year.")
LINK = Piece("item", "Coffee futures jump as frost spreads")


def test_a_list_of_links_ends_where_the_story_goes_on() -> None:
    subheading = Piece("heading", "What Japan sells")
    pieces = [SENTENCE, Piece("heading", "Read next"), LINK, LINK, subheading, SENTENCE]
    assert drop_boilerplate(pieces) == [SENTENCE, subheading, SENTENCE]


@pytest.mark.parametrize("cue", ["Leave a Reply", "Deja una respuesta", "3 comments"])
def test_comments_end_the_story(cue: str) -> None:
    assert drop_boilerplate([SENTENCE, SENTENCE, Piece("heading", cue), SENTENCE]) == [SENTENCE, SENTENCE]
    assert drop_boilerplate([Piece("heading", cue), SENTENCE])[-1] == SENTENCE


def test_a_table_of_links_is_dropped_and_one_of_data_kept() -> None:
    rows = [Piece("row", "Rank | Partner"), Piece("row", "1 | United States")]
    links = [Piece("row", "Quick links"), Piece("row", "Currency converter")]
    assert drop_boilerplate([SENTENCE, *rows, *links]) == [SENTENCE, *rows]
    assert drop_boilerplate([SENTENCE, Piece("heading", "Related"), *rows]) == [SENTENCE, *rows]


HEADLINES = [
    Piece(LINE, f"Albuquerque Opens {name} Bridge After Long Delay") for name in ("First", "Second", "Third")
]


def test_headlines_of_other_stories_at_the_end_are_dropped() -> None:
    assert drop_boilerplate([SENTENCE, *HEADLINES]) == [SENTENCE]
    announced = Piece("paragraph", "The two sides signed these documents:")
    assert drop_boilerplate([announced, *HEADLINES]) == [announced, *HEADLINES]
