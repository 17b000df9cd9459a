"""Tables whose rows are records: projects, post holders, agreements; and those that are none."""

from __future__ import annotations

from datetime import date

import pytest
from tradegraph.annotation import annotate
from tradegraph.extraction.homes import find_homes
from tradegraph.model import Article, Block, Claim
from tradegraph.tables import read_tables

#: Language, text, and the records: relation, ends, then role or value with its unit, period, status.
TABLES = {
    "projects": (
        "en",
        """Foreign investors in Serbia, 2024
        Company | Country | Location | Investment | Jobs
        Matador Holding | Slovakia | Vranje | €42 million | 310
        Leoni | Germany | Niš | €18.5 million | 1,150""",
        """invests_in Matador Holding > Vranje 42000000 EUR 2024 reported
        supports_jobs Matador Holding > Vranje 310 jobs - reported
        invests_in Leoni > Niš 18500000 EUR 2024 reported
        supports_jobs Leoni > Niš 1150 jobs - reported""",
    ),
    "projects to come, in Spanish": (
        "es",
        """Querétaro crece
        # Inversiones previstas
        Empresa | Municipio | Inversión (mdd) | Empleos
        Safran | El Marqués | 80 | 400
        Total | | 80 | 400""",
        """invests_in Safran > El Marqués 80000000 USD - target
        supports_jobs Safran > El Marqués 400 jobs - projected""",
    ),
    "speakers": (
        "en",
        """Speakers at the forum in Auckland
        Name | Title | Organisation
        Ana Rojas | Undersecretary | Chile
        Miles Hurrell | Chief Executive | Fonterra""",
        """holds_position Ana Rojas > Chile Undersecretary - -
        holds_position Miles Hurrell > Fonterra Chief Executive - -""",
    ),
    "agreements": (
        "en",
        """Signed in Kathmandu
        Agreement | Parties | Date
        Air services agreement | Qatar, Nepal | 24 April 2024""",
        """party_to Qatar > Air services agreement - 2024-04-24 reported
        party_to Nepal > Air services agreement - 2024-04-24 reported""",
    ),
    "seats": (
        "en",
        """Members that joined
        Company | Headquarters
        Baltica Holding | Tallinn""",
        """located_in Baltica Holding > Tallinn - - -""",
    ),
}
NO_RECORDS = {
    "no place": "Fees\nCompany | Amount\nBaltica Holding | $9 million",
    "no currency": "Points\nCompany | City | Value\nBaltica Holding | Tallinn | 90",
    "no post": "Guests\nName | Country\nAna Rojas | Chile",
    "one name only": "Guests\nName | Post | Country\nMinisters | various | Chile",
}


def read(text: str, lang: str) -> list[Claim]:
    content, blocks = "", []
    for line in map(str.strip, text.split("\n")):
        kind = "row" if "|" in line else "heading" if line.startswith("# ") else "title"
        words = line.removeprefix("# ")
        content += ("\n" if content else "") + words
        blocks.append(Block(kind, len(content) - len(words), len(content)))
    published = date(2024, 6, 3)
    document = annotate(Article("a", "a", content, "", tuple(blocks), published=published, lang=lang))
    return [claim for claims in read_tables(document, find_homes(document)).values() for claim in claims]


def to_record(claim: Claim) -> str:
    assert claim.subject is not None
    assert claim.object is not None
    value = f"{claim.value} {claim.unit}" if claim.value is not None else claim.role or "-"
    ends = f"{claim.subject.name} > {claim.object.name}"
    return f"{claim.relation} {ends} {value} {claim.period or '-'} {claim.status or '-'}"


@pytest.mark.parametrize("name", TABLES)
def test_rows_give_their_records(name: str) -> None:
    lang, text, expected = TABLES[name]
    assert [to_record(claim) for claim in read(text, lang)] == [line.strip() for line in expected.split("\n")]


@pytest.mark.parametrize("name", TABLES)
def test_evidence_holds_the_ends(name: str) -> None:
    lang, text, _ = TABLES[name]
    for claim in read(text, lang):
        assert [reference.end_of for reference in claim.references] == ["subject", "object"]
        assert all(claim.start <= r.start < r.stop <= claim.end for r in claim.references)


@pytest.mark.parametrize("name", NO_RECORDS)
def test_other_tables_give_none(name: str) -> None:
    assert read(NO_RECORDS[name], "en") == []
