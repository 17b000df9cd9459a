from __future__ import annotations

from tradegraph.pages.articles import read_article, to_language
from tradegraph.pages.nodes import Nodes


def test_claims_come_in_the_order_of_the_text(written: Nodes) -> None:
    (row, *_) = written.store.rows("SELECT ?it { ?it schema:headline 'Trade notes' }")
    article = read_article(written, written.read(row["it"]))
    relations = [statement.relation for statement in article.statements]
    assert relations == ["trade_value", "trade_value", "met_with", "trades_product", "party_to"]
    assert article.claims == 5
    assert not article.is_cut


def test_each_statement_of_an_article_has_its_words_alone(nodes: Nodes) -> None:
    for row in nodes.store.rows("SELECT ?it { ?it a tg:Article }"):
        article = read_article(nodes, nodes.read(row["it"]))
        assert len(article.statements) == article.claims
        assert all(len(statement.quotes) == 1 for statement in article.statements)
        assert {statement.quotes[0].source for statement in article.statements} <= {article.source}


def test_languages_have_names() -> None:
    assert [to_language(code) for code in ("es", "en", "", "q!")] == ["Spanish", "English", "", "q!"]
