from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.pages.claims import Claim, Mention, read_claim, read_corrections, split_quote
from tradegraph.pages.nodes import Nodes, Text, Thing
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store

UTAH = Thing("https://data.example/utah", Text("Utah"))


@pytest.fixture(scope="module")
def claim(written: Nodes) -> Claim:
    (row,) = written.store.rows("SELECT ?claim { ?claim tg:states ?it . ?it a tg:ProductTrade }")
    claim = read_claim(written, written.read(row["claim"]))
    assert claim
    return claim


def test_a_claim_stands_in_its_context(claim: Claim) -> None:
    assert claim.quote.words.value == "Utah sells malting barley to Mexico"
    assert claim.before == "Harbour Lines met Mexico in Seoul. "[-32:]
    assert claim.after == ". Mexico will join the Salt Lake Pact."[:32]
    assert (claim.goes_before, claim.goes_on) == (True, True)
    assert claim.end - claim.start == len(claim.quote.words.value)


def test_nothing_goes_before_the_first_words_of_a_text(written: Nodes) -> None:
    query = "SELECT DISTINCT ?claim { ?claim tg:evidence/oa:hasSelector/oa:start 0 }"
    for row in written.store.rows(query):
        first = read_claim(written, written.read(row["claim"]))
        assert first
        assert (first.before, first.goes_before, first.goes_on) == ("", False, True)


def test_the_words_that_mention_somebody_lead_there(claim: Claim) -> None:
    assert "".join(words for words, _ in claim.parts) == claim.quote.words.value
    found = [(words, thing.iri.rsplit("/", 1)[-1]) for words, thing in claim.parts if thing]
    assert found == [("Utah", "US-UT"), ("malting barley", "malting-barley"), ("Mexico", "MX")]
    assert {mention.how for mention in claim.mentions} == {"named"}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], ["Utah sells"]),
        ([(10, 14)], ["", "Utah", " sells"]),
        ([(10, 14), (10, 20)], ["", "Utah", " sells"]),
        ([(0, 4), (19, 30)], ["Utah sells"]),
    ],
    ids=["none", "one", "overlapping", "outside"],
)
def test_a_quote_is_split_at_its_mentions(places: list[tuple[int, int]], expected: list[str]) -> None:
    mentions = [Mention("subject", "", UTAH, "named", start, end) for start, end in places]
    assert [words for words, _ in split_quote(Text("Utah sells"), 10, mentions)] == expected


def test_what_editors_decided_is_told() -> None:
    about, correction = (
        NamedNode("https://data.example/claim/1"),
        NamedNode("https://data.example/correction/1"),
    )
    facts: dict[str, NamedNode | Literal] = {
        "tg:corrects": about,
        "prov:value": Literal("reject"),
        "dcterms:creator": Literal("Ana"),
        "dcterms:description": Literal("irony"),
    }
    store = Store.in_memory(Quad(correction, to_iri(name), value) for name, value in facts.items())
    (found,) = read_corrections(Nodes(store), about.value)
    assert (found.decision, found.author, found.reason) == ("reject", "Ana", "irony")


def test_an_actor_is_no_claim(nodes: Nodes) -> None:
    assert read_claim(nodes, nodes.read(f"{nodes.store.base}country/MX")) is None
