"""Claims from statistical tables: many layouts in both languages, each with the records expected."""

from __future__ import annotations

from datetime import date

import pytest
from tradegraph.annotation import annotate
from tradegraph.annotation.text import is_word_at
from tradegraph.extraction.homes import find_homes
from tradegraph.model import Article, Block, Claim, Document
from tradegraph.tables.cells import Cell, find_decimal, find_units, read_figures
from tradegraph.tables.reading import read_tables

PUBLISHED = date(2025, 6, 2)

#: Records: relation, ends, flow or scope, value, unit, period; then product, and status where projected.
TABLES = {
    "rank first, caption below": (
        "en",
        """Peru ships more than ever
        Peru's exports reached a record last year, the ministry said in Lima.

        Rank | Destination | Value (US$ m) | y/y
        1 | China | 25,312.4 | +10.1%
        2 | United States | 9,414.0 | (3.2%)
        3 | European Union* | 7,880 | n.a.
        | Others | 12,000 | 5.0%

        Table 2: Peru's top export destinations, 2024. Source: customs.""",
        """partner_rank CN PE export_market 1 rank 2024
        trade_value PE CN exports 25312400000 USD 2024
        trade_growth PE CN exports 10.1 percent 2024
        partner_rank US PE export_market 2 rank 2024
        trade_value PE US exports 9414000000 USD 2024
        trade_growth PE US exports -3.2 percent 2024
        partner_rank european-union PE export_market 3 rank 2024
        trade_value PE european-union exports 7880000000 USD 2024""",
    ),
    "led in by the last sentence of a paragraph": (
        "en",
        """Kenya sells more tea, 2025
        The bureau has not split the 2024 figures yet. For 2023 it did:

        Market | Exports from Kenya (Ksh bn)
        Uganda | 95.3""",
        """trade_value KE UG exports 95300000000 KES 2023""",
    ),
    "headers of a direction and a place": (
        "en",
        """Market card: Tonga
        Who buys, who sells, 2024 (million euros)

        Partner | From Tonga | To Tonga
        Germany | 3,120 | 1,040""",
        """trade_value TO DE exports 3120000000 EUR 2024
        trade_value DE TO exports 1040000000 EUR 2024""",
    ),
    "a currency told once for all": (
        "es",
        """Ficha país: Noruega vista desde Fiyi
        Datos en dólares, salvo nota.

        Indicador | 2023
        Importaciones de Fiyi desde Noruega | 158 millones""",
        """trade_value NO FJ exports 158000000 USD 2023""",
    ),
    "goods and buyers told by the header of the rows": (
        "en",
        """Fiji and Norway review their pact
        Exports to Norway grew, the ministry in Suva said.

        Product exported to Norway | Value in 2023 (US$ million)
        Sugar | 31.0""",
        """trade_value FJ NO exports 31000000 USD 2023 sugar""",
    ),
    "a caption of the other flow": (
        "en",
        """Fiji looks back
        Three buyers bought more from Fiji than ever.

        Destination of Fijian exports | US$ million, 2024
        Tonga | 290""",
        """trade_value FJ TO exports 290000000 USD 2024""",
    ),
    "investors": (
        "en",
        """Who invests in Poland
        Foreign direct investment stock in Poland by country, 2023

        Country | FDI, € bn | Jobs
        Netherlands | 52.3 | 120,000""",
        """invests_in NL PL - 52300000000 EUR 2023""",
    ),
    "what the home invests abroad": (
        "en",
        """Danish firms spread out
        Danish direct investment abroad, 2023 (EUR million)

        Country | Investment | Change
        Poland | 820 | +4%""",
        """invests_in DK PL - 820000000 EUR 2023""",
    ),
    "buyers of one product": (
        "en",
        """Tea holds up
        Table 1: top buyers of Kenyan tea, 2023

        Rank | Country | Value (US$m)
        1 | Pakistan | 520
        2 | Egypt | 230""",
        """partner_rank PK KE export_market 1 rank 2023 tea
        trade_value KE PK exports 520000000 USD 2023 tea
        partner_rank EG KE export_market 2 rank 2023 tea
        trade_value KE EG exports 230000000 USD 2023 tea""",
    ),
    "columns headed by what somebody sold and bought": (
        "es",
        """Los socios de Jalisco
        Mercancías, 2022, en millones de dólares:

        Socio | Jalisco le vendió | Jalisco le compró
        Texas | 21,300 | 9,850""",
        """trade_value MX-JAL US-TX exports 21300000000 USD 2022
        trade_value US-TX MX-JAL exports 9850000000 USD 2022""",
    ),
    "sellers below a caption, places in the story before": (
        "es",
        """El Golfo mira al sur
        Pocas relaciones cambiaron como las de las monarquías del Golfo con los países ibéricos y andinos.

        Exportaciones a Emiratos Árabes Unidos en 2024 (millones de dólares)

        Exportador | Valor
        Brasil | 4.540
        Chile | 338""",
        """trade_value BR AE exports 4540000000 USD 2024
        trade_value CL AE exports 338000000 USD 2024""",
    ),
    "partner last, years in columns": (
        "en",
        """A decade of flowers
        Kenya's exports by destination (Ksh billion)

        2023 | 2024 | % change | Market
        95.3 | 101.2 | 6.2 | Uganda
        70.1 | 66.0 | -5.8 | Pakistan""",
        """trade_value KE UG exports 95300000000 KES 2023
        trade_value KE UG exports 101200000000 KES 2024
        trade_growth KE UG exports 6.2 percent 2024
        trade_value KE PK exports 70100000000 KES 2023
        trade_value KE PK exports 66000000000 KES 2024
        trade_growth KE PK exports -5.8 percent 2024""",
    ),
    "headers on two levels": (
        "en",
        """Who Canada trades with
        # Canada: merchandise trade by partner, January–April 2025

        | Exports | | Imports | | Balance
        Partner | C$ bn | y/y % | C$ bn | y/y % | C$ bn
        China | 9.8 | -4.0 | 21.5 | 2.2 | -11.7
        World | 250.0 | 1.0 | 260.0 | 2.0 | -10.0""",
        """trade_value CA CN exports 9800000000 CAD 2025-01/2025-04
        trade_growth CA CN exports -4 percent 2025-01/2025-04
        trade_value CN CA exports 21500000000 CAD 2025-01/2025-04
        trade_growth CN CA exports 2.2 percent 2025-01/2025-04
        trade_value CA CN balance -11700000000 CAD 2025-01/2025-04""",
    ),
    "products of a pair": (
        "en",
        """What Norway sells to Japan
        Norway's exports to Japan by product, 2024, NOK million

        Product | Value | Share, % | Change, %
        Salmon | 3,210 | 41.0 | +8.1
        Ski bindings (new) | 1,104 | 14.1 | -2.0
        Total | 7,824 | 100 | +5.9""",
        """trade_value NO JP exports 3210000000 NOK 2024 salmon
        trade_growth NO JP exports 8.1 percent 2024 salmon
        trade_value NO JP exports 1104000000 NOK 2024 ski-bindings
        trade_growth NO JP exports -2 percent 2024 ski-bindings""",
    ),
    "years of a pair, with a forecast": (
        "en",
        """Vietnam and South Korea
        Vietnam's trade with South Korea, in billions of US dollars

        Year | Exports | Imports | Total trade
        2024 | 25.6 | 55.9 | 81.5
        2025f | 27.0 | – | 85.0""",
        """trade_value VN KR exports 25600000000 USD 2024
        trade_value KR VN exports 55900000000 USD 2024
        trade_value VN KR total 81500000000 USD 2024
        trade_value VN KR exports 27000000000 USD 2025 projected
        trade_value VN KR total 85000000000 USD 2025 projected""",
    ),
    "flows in rows": (
        "en",
        """Texas and Germany
        Trade between Texas and Germany ($ million)

        | 2023 | 2024 | % change
        Exports to Germany | 5,120 | 5,480 | +7.0
        Balance | -3,785 | -3,850 |""",
        """trade_value US-TX DE exports 5120000000 USD 2023
        trade_value US-TX DE exports 5480000000 USD 2024
        trade_growth US-TX DE exports 7 percent 2024
        trade_value US-TX DE balance -3785000000 USD 2023
        trade_value US-TX DE balance -3850000000 USD 2024""",
    ),
    "states that sell to one partner": (
        "en",
        """Who sells most to Mexico
        Top US states by exports to Mexico in 2024

        # | State | Exports to Mexico (US$ bn)
        1 | Texas | 123.4
        2 | Arizona | 10.1""",
        """trade_value US-TX MX exports 123400000000 USD 2024
        trade_value US-AZ MX exports 10100000000 USD 2024""",
    ),
    "exporters and importers": (
        "en",
        """Wheat flows
        The largest flows of the season.

        Exporter | Importer | Value, US$ m | Change
        Australia | Indonesia | 1,420 | +3%""",
        """trade_value AU ID exports 1420000000 USD -
        trade_growth AU ID exports 3 percent -""",
    ),
    "change in brackets, unit in the cell": (
        "en",
        """Malaysia's trading partners
        Kuala Lumpur sold more to its neighbours.

        Trading partner | Total trade 2024 (y/y) | Exports 2024
        Singapore | RM396.0 billion (–1.2%) | RM231.0 billion""",
        """trade_value MY SG total 396000000000 MYR 2024
        trade_growth MY SG total -1.2 percent 2024
        trade_value MY SG exports 231000000000 MYR 2024""",
    ),
    "numbered partners": (
        "en",
        """Ghana buys abroad
        Ghana's two largest suppliers, 2024

        Supplier | Imports, $m | Share of total
        1. China | 3,012 | 21%
        2. Netherlands | 1,440 | 10%""",
        """trade_value CN GH exports 3012000000 USD 2024
        partner_rank CN GH import_source 1 rank 2024
        trade_value NL GH exports 1440000000 USD 2024
        partner_rank NL GH import_source 2 rank 2024""",
    ),
    "deficit without a sign": (
        "en",
        """India's widest gaps
        India's trade deficit with selected partners in 2024-25

        Partner | Deficit ($ bn) | Deficit a year earlier ($ bn)
        China | 99.2 | 85.1""",
        "trade_value IN CN balance -99200000000 USD 2024/2025",
    ),
    "unit and change told in a note": (
        "en",
        """Ohio's partners
        All values are in billions of US dollars. Calendar year 2024. Change refers to total trade.

        Partner | Total | Ohio exports | Ohio imports | Change on 2023
        Canada | 40.2 | 21.0 | 19.2 | +4.1%""",
        """trade_value US-OH CA total 40200000000 USD 2024
        trade_value US-OH CA exports 21000000000 USD 2024
        trade_value CA US-OH exports 19200000000 USD 2024
        trade_growth US-OH CA total 4.1 percent 2024""",
    ),
    "one product by partner": (
        "en",
        """Metal from the north
        Chile's copper exports by destination, 2024 (US$ million)

        Destination | Value | Volume, kt
        Japan | 2,300 | 300""",
        "trade_value CL JP exports 2300000000 USD 2024 copper",
    ),
    "no unit, no value": (
        "en",
        """Morocco's customers
        Morocco's exports by destination in 2024

        Destination | Value | Growth, %
        Spain | 8,100 | 3.0""",
        "trade_growth MA ES exports 3 percent 2024",
    ),
    "products without a partner": (
        "en",
        """What Ethiopia sells
        Ethiopia's main exports, 2023/24

        Product | US$ m | Share
        Coffee | 1,430 | 38%""",
        "trades_product ET - - - - - coffee",
    ),
    "saldo": (
        "es",
        """Con quién comercia Chile
        # Comercio exterior de Chile por socio, 2024 (millones de dólares)

        País | Exportaciones | Var. % | Importaciones | Saldo | Part. %
        Brasil | 4.870,3 | –1,0 | 8.005,1 | –3.134,8 | 5,0
        Resto | 30.000,0 | | 25.000,0 | |

        Fuente: elaboración propia.""",
        """trade_value CL BR exports 4870300000 USD 2024
        trade_growth CL BR exports -1 percent 2024
        trade_value BR CL exports 8005100000 USD 2024
        trade_value CL BR balance -3134800000 USD 2024""",
    ),
    "verbs for flows": (
        "en",
        """What Fiji sells
        Fiji had a good year in Suva.

        Trade in goods of Fiji, 2024 (US$ million)

        Partner | Fiji sells | Fiji buys
        Norway | 5,900 | n/a
        Japan | 3,150 | 2,480""",
        """trade_value FJ NO exports 5900000000 USD 2024
        trade_value FJ JP exports 3150000000 USD 2024
        trade_value JP FJ exports 2480000000 USD 2024""",
    ),
    "verbos de quien está en la fila": (
        "es",
        """Noruega y sus socios
        Noruega en 2024, en millones de dólares:

        Socio | Le vendió a Noruega | Variación de esas ventas | Le compró a Noruega
        Brasil | 1.090 | 7 % | 398
        India | 310 | −3 % | 1.760""",
        """trade_value BR NO exports 1090000000 USD 2024
        trade_growth BR NO exports 7 percent 2024
        trade_value NO BR exports 398000000 USD 2024
        trade_value IN NO exports 310000000 USD 2024
        trade_growth IN NO exports -3 percent 2024
        trade_value NO IN exports 1760000000 USD 2024""",
    ),
    "lo que nos compran": (
        "es",
        """Los vecinos de Noruega
        Noruega y sus vecinos en 2024, en millones de dólares:

        País | Nos compra | Nos vende
        Suecia | 1.090 | 398
        Dinamarca | 310 | 1.760""",
        """trade_value NO SE exports 1090000000 USD 2024
        trade_value SE NO exports 398000000 USD 2024
        trade_value NO DK exports 310000000 USD 2024
        trade_value DK NO exports 1760000000 USD 2024""",
    ),
    "unidad en la esquina": (
        "es",
        """Intercambios de España y Senegal
        España y Senegal

        Millones de euros | 2023 | 2024
        Exportación española a Senegal | 398 | 431
        Importación española desde Senegal | 152 | 139""",
        """trade_value ES SN exports 398000000 EUR 2023
        trade_value ES SN exports 431000000 EUR 2024
        trade_value SN ES exports 152000000 EUR 2023
        trade_value SN ES exports 139000000 EUR 2024""",
    ),
    "proveedores en mdd": (
        "es",
        """Quién le vende a México
        Principales proveedores de México, enero-abril de 2025

        Puesto | Origen | Mdd | Variación anual (%) | Participación (%)
        1 | China | 95,210 | 12.3 | 20.4
        2 | Corea del Sur | 15,102 | -4.4 | 3.2""",
        """partner_rank CN MX import_source 1 rank 2025-01/2025-04
        trade_value CN MX exports 95210000000 USD 2025-01/2025-04
        trade_growth CN MX exports 12.3 percent 2025-01/2025-04
        partner_rank KR MX import_source 2 rank 2025-01/2025-04
        trade_value KR MX exports 15102000000 USD 2025-01/2025-04
        trade_growth KR MX exports -4.4 percent 2025-01/2025-04""",
    ),
    "productos por año": (
        "es",
        """Paraguay y Taiwán
        Exportaciones de Paraguay a Taiwán por producto (en miles de US$)

        Producto | 2023 | 2024
        Azúcar | 12.300 | 11.900
        Total | 223.770 | 274.650""",
        """trade_value PY TW exports 12300000 USD 2023 sugar
        trade_value PY TW exports 11900000 USD 2024 sugar""",
    ),
    "destino al final": (
        "es",
        """La fruta ecuatoriana
        Las exportaciones ecuatorianas crecieron en el primer trimestre de 2025, según el gremio.

        Valor FOB (USD millones) | Crec. i.a. | Mercado de destino
        340,0 | -2,0 % | Rusia""",
        """trade_value EC RU exports 340000000 USD 2025-01/2025-03
        trade_growth EC RU exports -2 percent 2025-01/2025-03""",
    ),
    "unidades en la segunda fila": (
        "es",
        """España y Marruecos
        Comercio de España con Marruecos

        Concepto | 2023 | 2024 | Variación
        | M€ | M€ | %
        Exportaciones | 12.142 | 12.869 | 6,0
        Saldo | 3.131 | 3.029 | -3,3""",
        """trade_value ES MA exports 12142000000 EUR 2023
        trade_value ES MA exports 12869000000 EUR 2024
        trade_growth ES MA exports 6 percent 2024
        trade_value ES MA balance 3131000000 EUR 2023
        trade_value ES MA balance 3029000000 EUR 2024
        trade_growth ES MA balance -3.3 percent 2024""",
    ),
    "secciones": (
        "es",
        """El comercio de Costa Rica
        Comercio de bienes de Costa Rica, I trim 2025, millones de US$

        Socio | Valor | Variación
        Exportaciones | |
        Estados Unidos | 2.410 | +9,0%
        Importaciones | |
        China | 980 | −0,7%""",
        """trade_value CR US exports 2410000000 USD 2025-01/2025-03
        trade_growth CR US exports 9 percent 2025-01/2025-03
        trade_value CN CR exports 980000000 USD 2025-01/2025-03
        trade_growth CN CR exports -0.7 percent 2025-01/2025-03""",
    ),
    "ordinales y base de comparación": (
        "es",
        """Colombia vende más
        Los mayores mercados de las exportaciones colombianas en 2024:

        Puesto | Mercado | US$ millones FOB | Variación frente a 2023
        1.º | Panamá | 4.415 | 20,8%
        2.º | India | 2.210 | -7,4%""",
        """partner_rank PA CO export_market 1 rank 2024
        trade_value CO PA exports 4415000000 USD 2024
        trade_growth CO PA exports 20.8 percent 2024
        partner_rank IN CO export_market 2 rank 2024
        trade_value CO IN exports 2210000000 USD 2024
        trade_growth CO IN exports -7.4 percent 2024""",
    ),
}  # fmt: skip

NO_TRADE = {
    "features": (
        "en",
        """Why our platform
        Choose a plan for your trade team in Mexico and Canada. Exports in one click.

        Feature | Description
        Exports | Download CSV of 2024 data
        Mexico | Coverage of 32 states""",
    ),
    "countries of the world": (
        "en",
        """The world's largest exporters
        Germany fell to third. Germany exports cars.

        Rank | Country | Exports, US$ bn
        1 | China | 3,380
        2 | Germany | 1,688""",
    ),
    "tariffs": (
        "en",
        """New duties on US imports
        US imports face new duties.

        Country | Tariff rate, % | Effective
        Brazil | 10 | 5 April""",
    ),
    "growth of economies": (
        "en",
        """Asian trade
        Growth forecast by economy, %

        Economy | 2024 | 2025
        China | 5.0 | 4.5""",
    ),
    "programas": (
        "es",
        """Guía para exportadores
        Hay tres programas.

        Programa | Descripción | Monto máximo
        Misión a Japón | Feria de alimentos | US$ 50.000""",
    ),
    "pib": (
        "es",
        """Proyecciones de la región
        El comercio de Chile crece.

        País | PIB 2024 | Inflación
        Perú | 3,0 | 2,0""",
    ),
}


def to_document(text: str, lang: str) -> Document:
    """Return the annotated article of `text`: its title, then blocks, headings marked with a number sign."""
    content, blocks = "", []
    for index, line in enumerate(line.strip() for line in text.split("\n") if line.strip()):
        heading = line.startswith("# ") and " | " not in line
        row = "|" in line
        kind = "title" if index == 0 else "heading" if heading else "row" if row else "paragraph"
        words = line.removeprefix("# ") if heading else line
        content += ("\n" if content else "") + words
        blocks.append(Block(kind, len(content) - len(words), len(content)))
    article = Article("a", "a", content, "", tuple(blocks), published=PUBLISHED, lang=lang)
    return annotate(article)


def read(text: str, lang: str) -> list[Claim]:
    document = to_document(text, lang)
    return [claim for claims in read_tables(document, find_homes(document)).values() for claim in claims]


def to_record(claim: Claim) -> str:
    """Return a claim as one line of the expected records."""
    ends = [end.id.partition("/")[2] if end else None for end in (claim.subject, claim.object)]
    fields = [*ends, claim.flow or claim.scope, claim.value, claim.unit, claim.period]
    more = [claim.product.id.partition("/")[2]] if claim.product else []
    more += [claim.status] if claim.status == "projected" else []
    return " ".join([claim.relation, *("-" if field is None else str(field) for field in fields), *more])


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_its_records(name: str) -> None:
    lang, text, expected = TABLES[name]
    assert [to_record(claim) for claim in read(text, lang)] == [line.strip() for line in expected.split("\n")]


@pytest.mark.parametrize("name", NO_TRADE)
def test_a_table_of_something_else_gives_nothing(name: str) -> None:
    lang, text = NO_TRADE[name]
    assert read(text, lang) == []


@pytest.mark.parametrize("name", TABLES)
def test_evidence_and_ends_are_words_of_the_text(name: str) -> None:
    lang, source, _ = TABLES[name]
    document = to_document(source, lang)
    text = document.article.text
    for index, claims in read_tables(document, find_homes(document)).items():
        block = document.article.blocks[index]
        for claim in claims:
            assert block.start <= claim.start < claim.end <= block.end
            assert text[claim.start : claim.end] == claim.quote
            ends = [name for name in ("subject", "object", "product") if getattr(claim, name)]
            assert [reference.end_of for reference in claim.references] == ends
            for reference in claim.references:
                inside = claim.start <= reference.start and reference.stop <= claim.end
                assert reference.kind == ("named" if inside else "carried")
                assert is_word_at(text, reference.start, reference.stop)


def test_words_below_a_table_go_on_from_its_latest_figures() -> None:
    from tradegraph.extraction import extract_claims

    text = """Peru and its neighbours
        Peru sold goods worth $90 million to Chile in 2024.

        Market | Exports, 2022 | Exports, 2023
        Chile | $80 million | $85 million

        Chile was thus the largest market for Peruvian goods."""
    ranks = [c for c in extract_claims(to_document(text, "en")) if c.relation == "partner_rank"]
    assert [claim.period for claim in ranks] == ["2023"]


def test_rows_that_a_table_explains_are_not_read_as_sentences() -> None:
    from tradegraph.extraction import extract_claims

    lang, text, expected = TABLES["change in brackets, unit in the cell"]
    found = extract_claims(to_document(text, lang), learned=False)
    claims = [claim for claim in found if "|" in claim.quote]
    assert sorted(map(to_record, claims)) == sorted(line.strip() for line in expected.split("\n"))
    assert all(claim.pattern.startswith("table-") and claim.confidence == 0.9 for claim in claims)


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("+4.1%", "en", ["4.1"]),
        ("–9.3", "en", ["-9.3"]),
        ("(12.0)", "en", ["-12.0"]),
        ("1 234,5", "es", ["1234.5"]),
        ("3.284", "es", ["3284"]),
        ("3,284.50", "es", ["3284.50"]),
        ("▼ 2.4%", "en", ["-2.4"]),
        ("down 3 percent", "en", ["-3"]),
        ("2,345*", "en", ["2345"]),
        ("94.4 (+9.3%)", "en", ["94.4", "9.3"]),
        ("n.a.", "en", []),
        ("–", "es", []),
        ("2019-2023", "en", []),
        ("32 states", "en", []),
    ],
)
def test_cells_are_read_as_figures(text: str, lang: str, values: list[str]) -> None:
    figures = read_figures(Cell(0, len(text), text), lang=lang, decimal=find_decimal([text], lang=lang))
    assert [str(figure.value) for figure in figures] == values


@pytest.mark.parametrize(
    ("header", "lang", "currency", "scale"),
    [
        ("Turnover, € bn", "en", "EUR", 10**9),
        ("Exports ($m)", "en", "dollar", 10**6),
        ("US$, millions", "en", "USD", 10**6),
        ("Value (US$ '000)", "en", "USD", 1000),
        ("R billion", "en", "ZAR", 10**9),
        ("Rs crore", "en", "rupee", 10**7),
        ("Exports, USD", "en", "USD", None),
        ("Re-exports", "en", None, None),
        ("Millones de US$", "es", "USD", 10**6),
        ("miles de millones de dólares", "es", "USD", 10**9),
        ("Saldo (mdp)", "es", "MXN", 10**6),
        ("Peso", "es", None, None),
    ],
)
def test_units_of_headers(header: str, lang: str, currency: str | None, scale: int | None) -> None:
    unit = find_units(header, lang=lang, bare=True)
    assert (unit.currency, unit.scale) == (currency, scale)


CARDS = {
    "en": """Fiji sells more to Norway
        Fiji sells more to Norway each year.

        Indicator | 2024
        Fiji's exports to Norway | $90 million
        Main goods exported | sugar, kava
        Ambassador of Norway in Suva | Erik Berg
        Norwegian firms in Fiji | Norsk Foods, Baltica Holding""",
    "es": """Fiyi vende más a Noruega
        Fiyi vende cada año más a Noruega.

        Indicador | 2024
        Exportaciones de Fiyi a Noruega | 90 millones de dólares
        Principales productos exportados | azúcar, kava
        Embajador de Noruega en Suva | Erik Berg
        Empresas noruegas en Fiyi | Norsk Foods, Baltica Holding""",
}


@pytest.mark.parametrize("lang", CARDS)
def test_a_card_gives_figures_and_what_its_other_rows_tell(lang: str) -> None:
    from tradegraph.extraction import extract_claims

    claims = extract_claims(to_document(CARDS[lang], lang))
    assert sorted(f"{each.relation} {each.subject.id if each.subject else None}" for each in claims) == [
        "holds_position person/erik-berg",
        "operates_in organization/baltica-holding",
        "operates_in organization/norsk-foods",
        "trade_value country/FJ",
        "trades_product country/FJ",
        "trades_product country/FJ",
    ]
