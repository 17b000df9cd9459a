"""Lists of figures, one place or product an item: what each gives, and what is no such list."""

from __future__ import annotations

import pytest
from stories import read as annotated
from tradegraph.extraction import extract_claims
from tradegraph.model import Claim

#: Language, text, and the records: relation, ends, flow or scope, value, unit, period, product.
LISTS = {
    "amounts with changes": (
        "en",
        """Zambia's exports reached $2.7 billion in the first quarter of 2024. The main destinations were:
- Switzerland: $1.02 billion, down 6% year on year
- China: $540 million, an increase of 22%
- Saudi Arabia, a newcomer to the top ten: $64 million""",
        """trade_value ZM CH exports 1020000000 USD 2024-01/2024-03
        trade_growth ZM CH exports -6 percent 2024-01/2024-03
        trade_value ZM CN exports 540000000 USD 2024-01/2024-03
        trade_growth ZM CN exports 22 percent 2024-01/2024-03
        trade_value ZM SA exports 64000000 USD 2024-01/2024-03""",
    ),
    "bare numbers under a unit": (
        "en",
        """Kenya sold more tea than ever. Exports by country in 2023 (US$ million):
- Uganda: 812 (+4.2%)
- Pakistan: 540 (-3%)""",
        """trade_value KE UG exports 812000000 USD 2023
        trade_growth KE UG exports 4.2 percent 2023
        trade_value KE PK exports 540000000 USD 2023
        trade_growth KE PK exports -3 percent 2023""",
    ),
    "directions and ranks told by the items": (
        "en",
        """= Philippine trade in April 2024
# Key figures (US$, preliminary)
- To Japan: 823.3 mln (3rd), +12.9 pct from March
- From China: 3.15 bln (1st)""",
        """trade_value PH JP exports 823300000 USD 2024-04
        trade_growth PH JP exports 12.9 percent 2024-04
        partner_rank JP PH export_market 3 rank 2024-04
        trade_value CN PH exports 3150000000 USD 2024-04
        partner_rank CN PH import_source 1 rank 2024-04""",
    ),
    "suppliers": (
        "en",
        """Little is known of what Kenya buys. Its suppliers in 2023:
- China, 312 billion shillings
- India, 141 billion shillings""",
        """trade_value CN KE exports 312000000000 KES 2023
        trade_value IN KE exports 141000000000 KES 2023""",
    ),
    "goods": (
        "en",
        """Main exports from Peru to India in 2023:
- gold: $2.1 billion
- fishmeal: $44 million, 7% less""",
        """trade_value PE IN exports 2100000000 USD 2023 gold
        trade_value PE IN exports 44000000 USD 2023 fishmeal
        trade_growth PE IN exports -7 percent 2023 fishmeal""",
    ),
    "investors": (
        "en",
        """Foreign direct investment in Colombia reached $14 billion in 2023. By country of origin:
- Spain: $3.1 billion
- Canada: $1.2 billion, up 4%""",
        """invests_in ES CO None 3100000000 USD 2023
        invests_in CA CO None 1200000000 USD 2023""",
    ),
    "imports in Spanish": (
        "es",
        """El comercio de Ecuador con sus vecinos crece. Importaciones desde cada país en 2023:
- Colombia – 1.890 millones de dólares, 4 % más que en 2022
- Chile – 640 millones de dólares, una caída del 2 %""",
        """trade_value CO EC exports 1890000000 USD 2023
        trade_growth CO EC exports 4 percent 2023
        trade_value CL EC exports 640000000 USD 2023
        trade_growth CL EC exports -2 percent 2023""",
    ),
}
#: Lists that tell no trade between two places, or none that is understood.
NO_TRADE = {
    "visitors": "Tourists in Fiji by country of origin (thousands):\n- Spain: 3,100\n- Canada: 1,200",
    "one item": "Fiji's exports by country in 2023:\n- Tonga: $40 million",
    "no home": "Exports by country:\n- Spain: $40 million\n- Tonga: $30 million",
}


def to_record(claim: Claim) -> str:
    ends = [end.id.partition("/")[2] if end else "-" for end in (claim.subject, claim.object)]
    fields = [*ends, claim.flow or claim.scope, claim.value, claim.unit, claim.period]
    product = [claim.product.id.partition("/")[2]] if claim.product else []
    return " ".join([claim.relation, *map(str, fields), *product])


def read(text: str, lang: str) -> list[str]:
    claims = extract_claims(annotated(text, lang=lang))
    return [to_record(claim) for claim in claims if claim.pattern.startswith("table-")]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_gives_its_records(name: str) -> None:
    lang, text, expected = LISTS[name]
    assert sorted(read(text, lang)) == sorted(line.strip() for line in expected.split("\n"))


@pytest.mark.parametrize("name", LISTS)
def test_no_pattern_reads_a_figure_of_a_list_otherwise(name: str) -> None:
    lang, text, expected = LISTS[name]
    items = text.index("\n- ")
    claims = extract_claims(annotated(text, lang=lang))
    figures = [claim for claim in claims if claim.start > items and claim.value is not None]
    assert len(figures) == len(expected.split("\n"))


@pytest.mark.parametrize("name", NO_TRADE)
def test_a_list_of_something_else_gives_nothing(name: str) -> None:
    assert read(NO_TRADE[name], "en") == []


def test_what_an_item_says_behind_its_figures_is_read_as_well() -> None:
    text = "Norway's exports by country in 2023:\n- Fiji: $40 million, mostly salmon\n- Tonga: $9 million"
    traded = [c for c in extract_claims(annotated(text)) if c.relation == "trades_product"]
    assert {c.product.name for c in traded if c.product} == {"salmon"}
