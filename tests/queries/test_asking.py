"""The verbs `questions`, `ask`, `sparql` and `explain` on the small graph."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph._exceptions import ParameterError
from tradegraph.building.folder import Folder
from tradegraph.explaining import explain
from tradegraph.queries.catalogue import load_questions
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store, write_note

Run = Callable[..., Result]


def test_questions_lists_all(run: Run) -> None:
    result = run("questions")
    assert result.exit_code == 0
    assert all(question.name in result.stdout for question in load_questions())
    assert "country [year]" in result.stdout
    assert "¿Con quién comercia un país" in run("questions", "--lang", "es").stdout


def test_one_question_is_shown_with_its_example_and_sparql(run: Run) -> None:
    text = run("questions", "meetings").stdout
    assert 'tradegraph ask meetings -p actor="Antony Blinken"' in text
    assert "SELECT ?actor" in text
    assert "actor       Person, organisation or country (entity; e.g. Antony Blinken)" in text


def test_questions_as_json(run: Run) -> None:
    records = json.loads(run("questions", "--format", "json").stdout)
    assert len(records) == len(load_questions())
    record = json.loads(run("questions", "visits", "--format", "json").stdout)
    assert record["name"] == "visits"
    assert record["parameters"][0]["type"] == "entity"


def test_an_answer_is_a_table_with_its_quotes(run: Run, kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    result = run("ask", "trade-partners", "-p", "country=Mexico", "-p", "year=2022", "--kg", kg)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0].split() == [
        "partner",
        "flow",
        "direction",
        "period",
        "value",
        "unit",
        "status",
        "sources",
    ]
    assert "South Korea  exports" in lines[2]
    assert "12,100,000,000" in lines[2]
    assert lines[3].startswith(
        "    “Corea del Sur vendió a México 12.1 mil millones de dólares en 2022” — Corea"
    )
    assert "(article/corea-2023)" in result.stdout


@pytest.mark.parametrize("width", [60, 80, 140])
def test_a_table_is_wrapped_and_nothing_is_cut_off(
    run: Run, kg: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = run("ask", "signings", "-p", "actor=CPTPP", "--kg", kg).stdout
    assert max(map(len, text.splitlines())) <= width
    words = " ".join(text.split())
    assert "“Ildefonso Guajardo signed for Mexico” — Eleven countries sign the CPTPP in Santiago" in words
    # Each word of the long name stands somewhere in its narrow column.
    for word in ("Comprehensive", "Progressive", "Agreement", "Trans-Pacific", "Partnership"):
        assert word in text or width == 60


def test_labels_follow_the_language(run: Run, kg: Path) -> None:
    asked = ("ask", "agreement-parties", "-p", "agreement=USMCA", "--kg", kg)
    assert "Estados Unidos" in run(*asked, "--lang", "es").stdout
    assert "United States" in run(*asked).stdout
    assert run("ask", "sources-of-actor", "-p", "actor=MX", "--kg", kg, "--lang", "es").exit_code == 0


def test_csv_and_json_go_to_a_file(run: Run, kg: Path, tmp_path: Path) -> None:
    output = tmp_path / "answer.csv"
    asked = ("ask", "members", "-p", "actor=OECD", "--kg", kg)
    result = run(*asked, "--format", "csv", "-o", output)
    assert (result.stdout, result.stderr) == ("", f"Written: {output}\n")
    rows = list(csv.DictReader(output.open(encoding="utf-8")))
    assert [row["memberLabel"] for row in rows] == ["South Korea", "Mexico"]
    answer = json.loads(run(*asked, "--format", "json").stdout)
    assert len(answer["results"]["bindings"]) == 2


def test_a_repeated_parameter_asks_for_any(run: Run, kg: Path) -> None:
    result = run("ask", "members", "-p", "actor=OECD", "-p", "actor=Pacific Alliance", "--kg", kg)
    assert result.stdout.count("“") == 3


def test_a_limit_cuts_an_answer_and_more_are_there_for_the_asking(run: Run, kg: Path) -> None:
    asked = ("ask", "statements", "-p", "actor=Kia", "--kg", kg, "--format", "csv")
    whole = run(*asked)
    cut = run(*asked, "-p", "limit=1")
    more = run(*asked, "-p", "limit=2")
    rows, fewer, others = ({*answer.stdout.splitlines()} for answer in (whole, cut, more))
    assert fewer < others < rows
    # A statement has a row for each of its ends: the message tells of rows and of the limit.
    assert cut.stderr == f"tradegraph: {len(fewer) - 1} rows, cut at the limit of 1; more with -p limit=10\n"
    assert len(fewer) - 1 > 1
    assert whole.stderr == ""


@pytest.mark.parametrize("limit", ["1", "3", "5000"])
def test_an_answer_that_is_whole_is_not_called_cut(run: Run, kg: Path, limit: str) -> None:
    result = run("ask", "openings", "-p", "actor=Hyundai Motor Group", "-p", f"limit={limit}", "--kg", kg)
    assert (result.exit_code, result.stderr) == (0, "")


def test_no_rows_is_an_answer(run: Run, kg: Path) -> None:
    result = run("ask", "meetings", "-p", "actor=Chile", "--kg", kg)
    assert (result.exit_code, result.stdout) == (0, "no rows\n")


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["ask", "trade-partners"], 2, "country is missing"),
        (["ask", "trade-partners", "-p", "country=Georgia"], 2, "say 'US-GA'"),
        (["ask", "trade-partners", "-p", "country=Mexiko"], 2, "did you mean"),
        (["ask", "trade-partners", "-p", "country"], 2, "'country' is not KEY=VALUE"),
        (
            ["ask", "meetings", "-p", "actor=MX", "-p", "limit=some"],
            2,
            "'some' is not a number of rows",
        ),
        (["ask", "meetings", "-p", "actor=MX", "-p", "limit=-1"], 2, "say for example limit=1000"),
        (["ask", "trade-partner"], 3, "did you mean trade-partners"),
        (["ask", "trade-partners", "--format", "xml"], 2, "'xml'"),
        (["explain", "Nobody At All"], 3, "nothing here is called 'Nobody At All'"),
        (["explain", "Georgia"], 3, "say 'GE'"),
        (["sparql", "none.rq"], 3, "none.rq: neither SPARQL nor a file to read (no such file or directory)"),
        (["sparql", "SELECT * { SERVICE <a:b> { } }"], 3, "SERVICE is refused"),
        (["sparql", "SELECT * { ?s ?p ?o } LIMIT 1", "--format", "ttl"], 3, "use csv or json"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, list) else "",
)
def test_what_cannot_be_asked_is_said_in_one_line(
    run: Run, kg: Path, args: list[str], status: int, message: str
) -> None:
    result = run(*args, "--kg", kg)
    assert result.exit_code == status
    assert message in result.stderr
    assert result.stdout == ""


def test_sparql_from_text_file_and_standard_input(run: Run, kg: Path, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?claims) { ?claim a tg:Claim }"
    (tmp_path / "count.rq").write_text(query, "utf-8")
    answers = [
        run("sparql", query, "--kg", kg),
        run("sparql", tmp_path / "count.rq", "--kg", kg),
        run("sparql", "-", "--kg", kg, stdin=query),
    ]
    assert {answer.stdout for answer in answers} == {"claims\n──────\n    52\n"}


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("table", "country\n"),
        ("csv", "country\nhttps://"),
        ("tsv", "?country\n<https://"),
        ("json", '{\n "head"'),
        ("xml", "<?xml"),
    ],
)
def test_rows_in_every_format(run: Run, kg: Path, form: str, start: str) -> None:
    result = run("sparql", "SELECT ?country { ?country a tg:Country }", "--format", form, "--kg", kg)
    assert result.exit_code == 0
    assert result.stdout.startswith(start)


def test_iris_are_shown_by_label(run: Run, kg: Path) -> None:
    text = run("sparql", "SELECT ?country { ?country tg:isoCode 'KR' }", "--kg", kg).stdout
    assert text.splitlines()[-1] == "South Korea"


def test_triples_are_turtle_unless_asked_otherwise(run: Run, kg: Path) -> None:
    query = "CONSTRUCT { ?a tg:tradesWith ?b } WHERE { ?r tg:tradePartner ?a, ?b FILTER (?a != ?b) }"
    turtle = run("sparql", query, "--kg", kg).stdout
    assert "@prefix tg:" in turtle
    assert "tg:tradesWith" in turtle
    assert run("sparql", query, "--format", "nt", "--kg", kg).stdout.count(" .\n") == 2


def test_an_ask_query_says_yes_or_no(run: Run, kg: Path) -> None:
    assert run("sparql", "ASK { ?s a tg:Claim }", "--kg", kg).stdout == "yes\n"
    assert run("sparql", "ASK { ?s a tg:Nothing }", "--kg", kg).stdout == "no\n"


def test_a_syntax_error_is_pointed_at(run: Run, kg: Path) -> None:
    result = run("sparql", "SELECT ?s\nWHERE { ?s ?p }", "--kg", kg)
    line, caret, message = result.stderr.splitlines()
    assert line == "  WHERE { ?s ?p }"
    assert caret.rstrip() == " " * (len(line)) + "^"
    assert message.startswith("tradegraph: the query is not SPARQL: line 2, column 16: not understood")


def test_explain_tells_an_actor_by_relation(run: Run, kg: Path) -> None:
    result = run("explain", "Utah", "--kg", kg)
    assert result.exit_code == 0
    assert (
        "trade value\n  exporter: Utah · importer: Mexico · 1,100,000,000 USD · 2022 · reported\n"
        in result.stdout
    )
    assert "    “Utah's exports to Mexico totaled about $1.1 billion in 2022”\n" in result.stdout
    assert "    Utah trade mission · 2024-05-01 · said by Spencer Cox · confidence 0.85\n" in result.stdout


def test_explain_says_where_nothing_is_told(run: Run, kg: Path) -> None:
    result = run("explain", "GE", "--kg", kg)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"tradegraph: no article in {kg} says anything of GE\n"


def test_a_statement_a_claim_and_an_article_are_explained(store: Store) -> None:
    about_utah = explain(store, "Utah")
    chosen = next(item for item in about_utah if item.relation == "trade value")
    assert explain(store, f"<{chosen.claim}>") == (chosen,)
    assert [item.quote for item in explain(store, chosen.relationship)] == [chosen.quote] * 2
    assert chosen in explain(store, chosen.article)
    assert chosen.ends == (("exporter", "Utah"), ("importer", "Mexico"))


def test_explanations_in_the_other_language(store: Store) -> None:
    (total,) = {item.relation for item in explain(store, "US-UT", lang="es") if item.value is not None}
    assert total == "valor del comercio"


def test_a_product_is_explained_too(store: Store) -> None:
    assert [item.relation for item in explain(store, "avocados")] == ["product trade"]


def test_an_unknown_actor_cannot_be_explained(store: Store) -> None:
    with pytest.raises(ParameterError):
        explain(store, "Nobody At All")


def test_the_ends_of_a_claim_stand_in_one_row(run: Run, kg: Path) -> None:
    text = run("ask", "statements", "-p", "actor=Cemex", "--kg", kg).stdout
    assert text.count("“Cemex, based in Monterrey”") == 1
    assert "located entity: Cemex; place: Monterrey" in " ".join(text.split())
    assert "claim/" not in text


def test_what_a_line_has_no_room_for_stands_below(
    run: Run, kg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("ask", "plans", "-p", "actor=Mexico", "--kg", kg).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert any("2024-12-31" in line and "500,000,000,000" in line for line in lines)
    assert "    status: projected · last reported: 2024-03-15 · sources: 1" in lines


@pytest.mark.parametrize("verb", [("ask", "data-quality"), ("sparql", "ASK { ?s ?p ?o }"), ("explain", "MX")])
def test_where_no_graph_is_the_way_to_one_is_told(run: Run, tmp_path: Path, verb: tuple[str, str]) -> None:
    for kg in (tmp_path, tmp_path / "none"):
        result = run(*verb, "--kg", kg)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"tradegraph: {kg}: no graph here; build one with: tradegraph build")


def test_a_graph_is_asked_with_the_base_of_its_store(run: Run, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "kg")
    folder.store.mkdir(parents=True)
    own = "https://example.org/graph/"
    with Store.open(folder.store, write=True) as store:
        store.load([Quad(NamedNode(f"{own}country/MX"), to_iri("tg:isoCode"), Literal("MX"))])
    write_note(folder.store, {"base": own})
    # The manifest, which grows with the graph, is not read.
    folder.manifest.write_text("", "utf-8")
    text = run("sparql", "SELECT ?country { ?country tg:isoCode 'MX' }", "--kg", folder.path).stdout
    assert text.splitlines()[-1] == "country/MX"
