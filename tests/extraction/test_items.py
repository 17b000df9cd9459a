"""What belongs to a name or an amount behind it."""

from __future__ import annotations

import pytest
from stories import claims


@pytest.mark.parametrize(
    "name",
    [
        "Marubeni Corp.",
        "Acme Steel, Inc.,",
        "Acme Steel, Inc., a maker of pipes,",
        "Frutas Sur, S.A. de C.V.,",
    ],
)
def test_a_legal_form_belongs_to_its_name(name: str) -> None:
    (opened,) = claims(f"On Monday {name} opened an office in Suva, the ministry said.", "opened")
    assert opened.subject is not None
    assert opened.subject.name == " ".join(name.replace("Corp.", "").split(",")[0].split())


def test_the_dot_of_junior_ends_no_sentence() -> None:
    text = "Robert F. Kea Jr., the trade minister of Norway, met Fiji's premier, Sitiveni Rabuka, in Suva."
    (met,) = claims(text, "met_with")
    assert met.subject is not None
    assert met.subject.name == "Robert F. Kea Jr"


@pytest.mark.parametrize(("behind", "values"), [(" (€80 million)", ["90000000"]), (" (2022)", ["90000000"])])
def test_only_an_amount_again_is_passed_over(behind: str, values: list[str]) -> None:
    found = claims(f"Exports from Norway to Fiji were worth $90 million{behind}.", "trade_value")
    assert [str(claim.value) for claim in found] == values
    assert [claim.period for claim in found] == ["2022" if "2022" in behind else None]
