"""Claims from Spanish sentences: one wording of each kind, with the record expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tradegraph.annotation import annotate
from tradegraph.extraction import extract_claims
from tradegraph.model import Article, Block, Claim

#: Sentences, both ends (known entities by the last part of the id, others by name), value.
FIGURES = [
    ("Las exportaciones de Perú a China sumaron 25.300 millones de dólares.", "PE", "CN", 25_300_000_000),
    ("Las ventas argentinas a Brasil alcanzaron US$ 1.020 millones en febrero.", "AR", "BR", 1_020_000_000),
    ("El comercio entre México y Canadá ascendió a 52 mil 300 mdd.", "MX", "CA", 52_300_000_000),
    ("El intercambio entre Chile y Corea del Sur totalizó US$ 9.500 millones.", "CL", "KR", 9_500_000_000),
    ("Uruguay importó de Brasil bienes por US$ 2.900 millones en 2024.", "BR", "UY", 2_900_000_000),
    ("España registró un déficit de 1.200 millones de euros con Malta.", "ES", "MT", -1_200_000_000),
    ("El superávit comercial de Brasil con Argentina fue de 207 mdd.", "BR", "AR", 207_000_000),
    ("Las compras de Honduras a Estados Unidos llegaron a 5.600 mdd.", "US", "HN", 5_600_000_000),
    ("Chile le vendió a Brasil salmón por 800 millones de dólares en 2023.", "CL", "BR", 800_000_000),
    ("México importó desde Vietnam 12,000 millones de dólares.", "VN", "MX", 12_000_000_000),
    ("México y Canadá pactan. El comercio entre ambos países rozó los 900 mdd.", "MX", "CA", 900_000_000),
]  # fmt: skip

GROWTH = [
    ("Las importaciones mexicanas procedentes de China aumentaron 12,3% en 2024.", "CN", "MX", "12.3"),
    ("Las exportaciones españolas a Marruecos cayeron un 3,5% en 2024.", "ES", "MA", "-3.5"),
    ("Las exportaciones de carne de Paraguay a Taiwán se duplicaron en 2024.", "PY", "TW", "100"),
    ("Los envíos de Ecuador a la Unión Europea retrocedieron 8,1% en 2024.", "EC", "european-union", "-8.1"),
    ("España vendió a Cuba productos por 800 millones de euros, un 15% menos que antes.", "ES", "CU", "-15"),
    ("Las exportaciones de Perú a China sumaron 900 millones de dólares, un 12,4% más.", "PE", "CN", "12.4"),
]

RANKS = [
    ("Brasil, tercer proveedor de Paraguay, compite con China.", "BR", "PY", 3, "import_source"),
    ("Alemania es el cuarto inversionista en México.", "DE", "MX", 4, "investor"),
    ("China es el principal socio comercial de Chile.", "CN", "CL", 1, "trade"),
    (
        "Estados Unidos es el principal destino de las exportaciones mexicanas.",
        "US",
        "MX",
        1,
        "export_market",
    ),
]

ENDS = [
    ("Perú y Guatemala firmaron un Convenio Marco.", "party_to", "PE", "Convenio Marco"),
    ("Ecuador negocia un acuerdo comercial con Canadá.", "party_to", "EC", "acuerdo comercial con Canadá"),
    ("El embajador de la India en Chile, Ajit Kumar, llegó.", "holds_position", "Ajit Kumar", "IN"),
    ("La secretaria de Economía de Jalisco, Ana Blanco, viajó.", "holds_position", "Ana Blanco", "MX-JAL"),
    ("La secretaria de Economía de Jalisco, Ana Blanco, viajó a Japón.", "visited", "Ana Blanco", "JP"),
    ("La ministra de Economía de Chile, Marta Salinas, se reunió con el canciller de Perú, Luis Rojas.",
     "met_with", "Marta Salinas", "Luis Rojas"),
    ("Nestlé anunció una inversión de 1.000 millones de dólares en México.", "invests_in", "Nestlé", "MX"),
    ("La brasileña Embraer opera una planta en Querétaro.", "operates_in", "Embraer", "MX-QUE"),
    ("La empresa Bosch, con sede en Stuttgart, cuenta con una planta en Aguascalientes.",
     "located_in", "Bosch", "Stuttgart"),
    ("Perú es miembro de la Alianza del Pacífico.", "member_of", "PE", "pacific-alliance"),
    ("México y Alemania acordaron fortalecer la cooperación en energías renovables.",
     "targets_sector", "MX", "renewable-energy"),
]  # fmt: skip


def _claims(text: str, relation: str) -> list[Claim]:
    blocks = (Block("paragraph", 0, len(text)),)
    article = Article("nota", "nota", text, "", blocks, None, date(2025, 3, 1), lang="es")
    return [claim for claim in extract_claims(annotate(article)) if claim.relation == relation]


def _ends(claim: Claim) -> tuple[str, str]:
    subject, object_ = (_name(claim.subject), _name(claim.object))
    return subject, object_


def _name(entity: object) -> str:
    known = getattr(entity, "known", False)
    return str(getattr(entity, "id", "")).rsplit("/", 1)[-1] if known else str(getattr(entity, "name", ""))


@pytest.mark.parametrize(("text", "subject", "object_", "value"), FIGURES)
def test_a_figure_has_its_sides(text: str, subject: str, object_: str, value: int) -> None:
    """Exporter and importer, or both sides of a total or balance, are found around the amount."""
    claims = _claims(text, "trade_value")
    assert [(*_ends(claim), claim.value) for claim in claims] == [(subject, object_, Decimal(value))]


@pytest.mark.parametrize(("text", "subject", "object_", "value"), GROWTH)
def test_growth_is_signed(text: str, subject: str, object_: str, value: str) -> None:
    """Verbs and nouns of falling give negative percentages."""
    claims = _claims(text, "trade_growth")
    assert [(*_ends(claim), claim.value) for claim in claims] == [(subject, object_, Decimal(value))]


@pytest.mark.parametrize(("text", "subject", "object_", "rank", "scope"), RANKS)
def test_a_rank_has_its_scope(text: str, subject: str, object_: str, rank: int, scope: str) -> None:
    """What a partner is ranked as gives the scope."""
    claims = _claims(text, "partner_rank")
    assert [(*_ends(claim), claim.value, claim.scope) for claim in claims] == [
        (subject, object_, Decimal(rank), scope)
    ]


@pytest.mark.parametrize(("text", "relation", "subject", "object_"), ENDS)
def test_the_ends_of_other_relations(text: str, relation: str, subject: str, object_: str) -> None:
    """People, firms, pacts and sectors stand at the ends that Spanish word order gives them."""
    claims = _claims(text, relation)
    assert any(_same(_ends(claim), claim, (subject, object_)) for claim in claims)


def _same(ends: tuple[str, str], claim: Claim, expected: tuple[str, str]) -> bool:
    names = tuple(getattr(entity, "name", "") for entity in (claim.subject, claim.object))
    return all(end in pair for end, pair in zip(expected, zip(ends, names, strict=True), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Perú no firmó un tratado de libre comercio con Bolivia.",
        "Las exportaciones mundiales sumaron 25.300 millones de dólares.",
        "Chile vende más cobre, de acuerdo con ProChile.",
    ],
)
def test_what_is_denied_or_has_no_sides_gives_nothing(text: str) -> None:
    """A negated pact and a total of the world are no facts of a pair."""
    assert [*_claims(text, "party_to"), *_claims(text, "trade_value")] == []


@pytest.mark.parametrize("product", ["aguacate", "carne de cerdo", "autos"])
def test_a_list_of_products_is_split(product: str) -> None:
    """Each product of a list is one record, and the exporter stays."""
    text = "México exporta a Japón aguacate, carne de cerdo y autos."
    spans = {
        text[reference.start : reference.stop]
        for claim in _claims(text, "trades_product")
        for reference in claim.references
        if reference.end_of == "product" and _ends(claim) == ("MX", "JP")
    }
    assert product in spans


def test_an_announced_investment_is_a_target() -> None:
    """The future tense makes a plan of an investment."""
    (claim,) = _claims("La empresa Kia invertirá 500 millones de dólares en Nuevo León.", "invests_in")
    assert (claim.value, claim.status) == (Decimal(500_000_000), "target")
