"""Scores, and their agreement with the reference implementation of the gold guidelines."""

from __future__ import annotations

import csv
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tradegraph._exceptions import DataError
from tradegraph.evaluation import Scores, Tally, evaluate, read_gold
from tradegraph.evaluation.calibration import expected_error
from tradegraph.evaluation.gold import Gold, fold, to_gold, to_words

GOLD = Path(__file__).parent / "corpus" / "dev" / "gold"

ENTITIES = [
    {"name": "Utah", "type": "Region", "code": "US-UT", "aliases": ["the state of Utah"]},
    {"name": "Mexico", "type": "Country", "code": "MX"},
    {"name": "Ministry of Economy", "type": "GovernmentBody"},
    {"name": "renewable energy", "type": "Sector"},
    {"name": "Ana Ríos", "type": "Person"},
]


def gold_of(*facts: dict[str, Any]) -> Gold:
    return to_gold({"id": "a", "entities": ENTITIES, "facts": list(facts)})


def trade(subject: str, obj: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        "relation": "trade_value",
        "subject": subject,
        "object": obj,
        "flow": "exports",
        "value": value,
        **more,
    }


@pytest.mark.parametrize(
    ("wanted", "record", "expected"),
    [
        (trade("Utah", "Mexico", 1.1e9), trade("Utah", "Mexico", 1.1e9), True),
        (trade("Utah", "Mexico", 1.1e9), trade("the state of Utah", "MÉXICO", 1.105e9), True),
        (trade("Utah", "Mexico", 1.1e9), trade("Utah", "Mexico", 1.2e9), False),
        (trade("Utah", "Mexico", 1.1e9), trade("Mexico", "Utah", 1.1e9), False),
        (trade("Utah", "Mexico", 1.1e9), {**trade("Uta", "Mexico", 1.1e9), "subject_code": "US-UT"}, True),
        (trade("Utah", "Mexico", 1.1e9), {**trade("Utah", "Mexico", 1.1e9), "object_code": "US-NM"}, False),
        (trade("Utah", "Mexico", 1.1e9), {**trade("Utah", "Mexico", 1.1e9), "value": None}, False),
        (
            trade("Utah", "Mexico", -5, flow="balance"),
            trade("Mexico", "Utah", 5, flow="balance"),
            True,
        ),
        (
            {"relation": "met_with", "subject": "Ana Ríos", "object": "Utah"},
            {"relation": "met_with", "subject": "Utah", "object": "Ana Rios"},
            True,
        ),
        (
            {"relation": "holds_position", "subject": "Ana Ríos", "object": "Ministry of Economy"},
            {"relation": "holds_position", "subject": "Ana Ríos", "object": "Economy Ministry"},
            True,
        ),
        (
            {"relation": "targets_sector", "subject": "Utah", "object": "renewable energy"},
            {"relation": "targets_sector", "subject": "Utah", "object": "energy"},
            True,
        ),
        (
            {"relation": "trades_product", "subject": "Utah", "object": "Mexico", "product": "auto parts"},
            {"relation": "trades_product", "subject": "Utah", "object": "Mexico", "product": "copper"},
            False,
        ),
    ],
)
def test_a_record_matches_as_the_guidelines_say(
    wanted: dict[str, Any], record: dict[str, Any], expected: bool
) -> None:
    assert gold_of(wanted).matches(wanted, record) is expected


def test_one_gold_record_matches_one_prediction_and_the_better_one() -> None:
    wanted = trade("Utah", "Mexico", 100, period="2022", status="reported")
    vague = {**trade("Utah", "Mexico", 100), "article": "a"}
    exact = {**wanted, "article": "a"}
    scores = evaluate([vague, exact], [gold_of(wanted)])
    assert scores.overall == Tally(matched=1, missed=0, wrong=1)
    assert scores.qualifiers == {"period": (1, 1), "status": (1, 1), "flow": (1, 1)}
    assert [mistake.record for mistake in scores.mistakes] == [vague]


def test_records_of_other_articles_and_unknown_relations_do_not_count() -> None:
    record = trade("Utah", "Mexico", 100)
    strangers = [{**record, "article": "other"}, {**record, "article": "a", "relation": "likes"}]
    assert evaluate(strangers, [gold_of(record)]).overall == Tally(missed=1)


def test_nothing_predicted_and_nothing_wanted_is_zero_not_an_error() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def test_details_are_told_apart_from_the_match() -> None:
    wanted = {
        "relation": "met_with",
        "subject": "Ana Ríos",
        "object": "Mexico",
        "evidence": "Ríos met Mexico",
    }
    record = {
        "article": "a",
        "relation": "met_with",
        "subject": "Mexico",
        "object": "Ana Ríos",
        "subject_type": "Country",
        "subject_text": "Mexico",
        "subject_code": "MX",
        "object_type": "Company",
        "start": 20,
        "end": 25,
    }
    texts = {"a": "Ana Ríos met Mexico. Later they ate. Ana **Ríos** met Mexico."}
    assert evaluate([record], [gold_of(wanted)]).details == {"types": (1, 2), "countries": (1, 1)}
    assert evaluate([record], [gold_of(wanted)], texts=texts).details["evidence"] == (0, 1)
    lies_within = {**record, "start": 44, "end": 50}
    assert evaluate([lies_within], [gold_of(wanted)], texts=texts).details["evidence"] == (1, 1)
    in_words = {
        **{key: record[key] for key in record if key not in ("start", "end")},
        "evidence": "met Mexico",
    }
    assert evaluate([in_words], [gold_of(wanted)], texts=texts).details["evidence"] == (1, 1)


def test_a_country_linked_wrong_counts_though_its_record_is_wrong() -> None:
    wrong = {
        **trade("Utah", "New Mexico", 5),
        "article": "a",
        "object_text": "Mexico",
        "object_code": "US-NM",
    }
    assert evaluate([wrong], [gold_of(trade("Utah", "Mexico", 100))]).details["countries"] == (0, 1)


def test_confidence_is_compared_with_being_right() -> None:
    sure, unsure = trade("Utah", "Mexico", 100), trade("Mexico", "Utah", 7)
    records = [{**sure, "article": "a", "confidence": 0.95}, {**unsure, "article": "a", "confidence": 0.6}]
    bins = evaluate(records, [gold_of(sure)]).calibration
    assert [(each.low, each.claims, each.right) for each in bins] == [(0.6, 1, 0), (0.9, 1, 1)]
    assert expected_error(bins) == pytest.approx((0.05 + 0.6) / 2)
    assert expected_error(()) == 0.0


@pytest.mark.parametrize(
    ("name", "folded"),
    [("the U.S.", "us"), ("Los Ángeles's port", "angeles port"), ("AT&T", "at&t"), ("", "")],
)
def test_names_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_words_leave_out_stop_words_and_plurals() -> None:
    assert to_words("Ministerio de las Energías") == {"ministerio", "energia"}


def test_gold_is_read_in_the_order_of_its_names() -> None:
    gold = read_gold(GOLD)
    assert len(gold) == 24
    assert [article.id for article in gold] == sorted(path.stem for path in GOLD.glob("*.json"))
    assert sum(len(article.facts) for article in gold) > 300


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": "a", "entities": [{}], "facts": []}'])
def test_a_broken_gold_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"broken\.json: not a gold file"):
        read_gold(tmp_path)


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gold files"):
        read_gold(tmp_path)


def distort(gold: Iterable[Gold], seed: int) -> Iterator[dict[str, Any]]:
    """Gold's own facts as predictions, with every kind of mistake that the scorer has to tell apart."""
    draw = random.Random(seed)
    for article in gold:
        for fact in article.facts:
            entity = article.entities.get(fact.get("subject", ""))
            record = {key: value for key, value in fact.items() if key != "evidence"}
            record["article"] = article.id
            changes: list[dict[str, Any]] = [
                {},
                {},
                {"subject": fact.get("object"), "object": fact.get("subject")},
                {"subject": draw.choice(entity.names) if entity else fact.get("subject")},
                {"subject": "Someone Else", "subject_text": fact.get("subject")},
                {"subject_code": "ZZ"},
                {"value": fact["value"] * draw.choice([1.005, 1.5, -1])} if "value" in fact else {},
                {"value": "a lot"},
                {"period": "1999", "status": "target"},
                {"product": "left-handed scissors"},
                {"relation": draw.choice(["signed", "gossip"])},
            ]
            for _ in range(draw.choice([0, 1, 1, 2, 3])):
                yield {**record, **draw.choice(changes)}


def reference_scores(shared: Path, facts: Path, gold: Path, by: str) -> str:
    script = shared / "gold" / "score.py"
    command = [sys.executable, str(script), str(facts), str(gold), "--by", by, "--errors", "100000"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def lines_of(scores: Scores, by: str) -> list[str]:
    rows = scores.by_relation if by == "relation" else scores.by_article
    named = [(name, tally) for name, tally in sorted(rows.items()) if tally != Tally()]
    return [
        f"{name:24}{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
        f"{tally.matched + tally.missed:7}{tally.matched + tally.wrong:7}"
        for name, tally in [*named, ("ALL", scores.overall)]
    ]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("by", ["relation", "article"])
def test_every_number_agrees_with_the_reference(shared: Path, tmp_path: Path, by: str, seed: int) -> None:
    gold = read_gold(GOLD)
    records = list(distort(gold, seed))
    facts = tmp_path / "facts.jsonl"
    facts.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    scores = evaluate(records, gold)
    reference = reference_scores(shared, facts, GOLD, by)
    assert reference.splitlines()[1 : len(lines_of(scores, by)) + 1] == lines_of(scores, by)
    qualifiers = dict(re.findall(r"(\w+) (\d+/\d+)", reference))
    assert qualifiers == {name: f"{agreed}/{given}" for name, (agreed, given) in scores.qualifiers.items()}
    for kind in ("missed", "wrong"):
        expected = [line for line in reference.splitlines() if line.startswith(f"{kind:7}")]
        assert len(expected) == sum(mistake.kind == kind for mistake in scores.mistakes)
    assert f"micro F1 {scores.overall.f1:.3f} over {scores.articles} articles" in reference
    assert 0.3 < scores.overall.f1 < 0.9


ARTICLE = """---
title: Harbour notes
published: 2024-05-02
lang: en
---

Chile exported goods worth $2.1 billion to Peru in 2023. Nothing else of note was said that day.
"""


@pytest.fixture
def measured(tmp_path: Path) -> list[str]:
    """Arguments of `evaluate` for one article, with a gold fact that it states and one that it does not."""
    gold = tmp_path / "gold"
    gold.mkdir()
    (tmp_path / "notes.md").write_text(ARTICLE, "utf-8")
    places = [
        {"name": name, "type": "Country", "code": code} for name, code in [("Chile", "CL"), ("Peru", "PE")]
    ]
    facts = [
        trade(
            "Chile",
            "Peru",
            2.1e9,
            unit="USD",
            period="2023",
            status="reported",
            evidence="Chile exported goods",
        ),
        {"relation": "visited", "subject": "Chile", "object": "Peru", "evidence": "of note was said"},
    ]
    (gold / "notes.json").write_text(json.dumps({"id": "notes", "entities": places, "facts": facts}), "utf-8")
    return ["evaluate", str(tmp_path / "notes.md"), "--gold", str(gold)]


def test_the_verb_prints_a_table_and_the_sentences_behind_mistakes(
    run: Callable[..., Result], measured: list[str]
) -> None:
    result = run(*measured, "--errors", 1)
    assert result.exit_code == 0, result.output
    assert re.search(r"^trade_value +1 +1\.000 +1\.000 +1\.000 +1$", result.stdout, re.M)
    assert re.search(r"^all +2 +1\.000 +0\.500 +0\.667 +1$", result.stdout, re.M)
    assert "missed in notes: relation=visited subject=Chile object=Peru" in result.stdout
    assert "    Nothing else of note was said that day." in result.stdout
    assert "    mentions: that day (Period)" in result.stdout
    assert "details: types 2/2, countries 2/2, evidence 1/1" in result.stdout
    assert re.search(r"^expected calibration error 0\.\d{3}$", result.stdout, re.M)


def test_a_miss_tells_which_patterns_came_near(run: Callable[..., Result], measured: list[str]) -> None:
    gold = Path(measured[-1]) / "notes.json"
    gold.write_text(gold.read_text("utf-8").replace('"Peru", "flow"', '"Nothing", "flow"'), "utf-8")
    result = run(*measured, "--errors", 9, "--relation", "trade_value")
    assert re.search(r"near: [\w-]+ read “[^”]+”, matched, but made no claim of it", result.stdout)
    assert "missed in notes: relation=visited" not in result.stdout


def test_the_verb_speaks_csv_and_json(run: Callable[..., Result], measured: list[str]) -> None:
    rows = list(csv.DictReader(run(*measured, "--format", "csv", "--by", "article").stdout.splitlines()))
    assert [row["name"] for row in rows] == ["notes", "all"]
    content = json.loads(run(*measured, "--format", "json", "--errors", 9).stdout)
    assert [float(row["f1"]) for row in rows] == [row["f1"] for row in content["rows"][-1:]] * 2
    assert content["qualifiers"]["period"] == {"right": 1, "given": 1}
    assert content["mistakes"][0]["sentence"] == "Nothing else of note was said that day."


def test_an_unread_article_is_named_and_the_rest_is_measured(
    run: Callable[..., Result], measured: list[str], tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    result = run(*measured, tmp_path / "empty.txt")
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert "F1 0.667 over 1 articles" in result.stdout


def test_gold_that_is_not_there_is_input_that_cannot_be_used(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    result = run("evaluate", tmp_path, "--gold", tmp_path / "none")
    assert result.exit_code == 3
    assert "no gold files" in result.stderr
