"""Extractors by name, and what becomes of one that others have written."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tradegraph._exceptions import ExtractorError, UsageError
from tradegraph.annotation import annotate
from tradegraph.articles import read_articles
from tradegraph.extraction import extract_claims, extractors
from tradegraph.extraction.extractors import list_extractors, load_extractor, run_extractor
from tradegraph.model import Claim, Document

ARTICLE = """---
title: Harbour notes
published: 2024-05-02
lang: en
---

Chile exported goods worth $2.1 billion to Peru in 2023. Nothing else of note was said that day.
"""


class Echo:
    """Gives the built-in claims again, less sure of them and changed as a test wants."""

    name = "echo"
    version = "3.1"
    changes: dict[str, Any] = {}  # noqa: RUF012  (set by tests)

    def extract(self, document: Document) -> Iterable[Claim]:
        for claim in extract_claims(document):
            yield dataclasses.replace(claim, confidence=0.4, **self.changes)


class Silent:
    """Is no extractor: it lacks the method."""

    name = "silent"
    version = "1"


class Loud(Echo):
    name = "LOUD VOICE"


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Install `Echo` under an entry point, and return its name."""

    def install(kind: type = Echo, **changes: Any) -> str:
        monkeypatch.setattr(Echo, "changes", changes)
        point = EntryPoint("echo", f"{__name__}:{kind.__name__}", extractors.GROUP)
        monkeypatch.setattr(EntryPoint, "load", lambda _: kind)
        points = lambda **wanted: [point] if wanted.get("name", "echo") == "echo" else []  # noqa: E731
        monkeypatch.setattr(extractors, "entry_points", points)
        load_extractor.cache_clear()
        return "echo"

    return install


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(ARTICLE, "utf-8")
    return path


def to_document(path: Path) -> Document:
    return annotate(next(read_articles([path])))


def test_the_built_in_extractor_reads_what_extract_claims_reads(article: Path) -> None:
    document = to_document(article)
    claims = run_extractor(load_extractor(), document)
    assert claims == extract_claims(document)
    assert [claim.relation for claim in claims] == ["trade_value"]


def test_without_the_model_a_claim_is_as_sure_as_its_pattern(article: Path) -> None:
    document = to_document(article)
    learned, plain = (run_extractor(load_extractor(name), document) for name in ("rules", "patterns"))
    assert [claim.quote for claim in learned] == [claim.quote for claim in plain]
    assert [claim.confidence for claim in plain] == [0.8]
    assert [claim.confidence for claim in learned] != [0.8]


def test_another_is_found_by_entry_point_or_by_its_place(echo: Callable[..., str]) -> None:
    assert load_extractor(echo()).version == "3.1"
    assert {"echo", "rules"} <= set(list_extractors())
    assert load_extractor("tradegraph.extraction.extractors:Rules").name == "rules"


@pytest.mark.parametrize(
    ("kind", "message"),
    [(Silent, "it has no extract"), (Loud, "it calls itself 'LOUD VOICE'")],
)
def test_what_is_no_extractor_is_refused(echo: Callable[..., str], kind: type, message: str) -> None:
    with pytest.raises(ExtractorError, match=message):
        load_extractor(echo(kind))


def test_an_unknown_name_lists_those_installed_and_a_wrong_place_says_why() -> None:
    with pytest.raises(UsageError, match=r"extractor parrot: unknown; installed are .*rules"):
        load_extractor("parrot")
    with pytest.raises(ExtractorError, match=r"extractor no\.such:Thing: ModuleNotFoundError"):
        load_extractor("no.such:Thing")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"relation": "likes"}, "unknown relation 'likes'"),
        ({"end": 9_999}, "lies outside the text"),
        ({"flow": object}, None),
    ],
)
def test_a_claim_that_cannot_be_written_is_named(
    echo: Callable[..., str], article: Path, changes: dict[str, Any], message: str | None
) -> None:
    extractor = load_extractor(echo(**changes))
    if message is None:
        assert run_extractor(extractor, to_document(article))
        return
    with pytest.raises(ExtractorError, match=f"extractor echo, article notes: .*{message}"):
        run_extractor(extractor, to_document(article))


def test_a_build_attributes_claims_to_the_extractor_and_the_shapes_judge_them(
    run: Callable[..., Result], echo: Callable[..., str], article: Path, tmp_path: Path
) -> None:
    arguments = ("build", article, "--kg", tmp_path / "kg", "--extractor", echo())
    assert run(*arguments).exit_code == 0
    archive = next((tmp_path / "kg" / "articles").glob("*.nq")).read_text("utf-8")
    assert "extractor/echo" in archive
    assert "extractor/rules" not in archive
    assert run("facts", "--kg", tmp_path / "kg", "--min-confidence", 0.5).stdout == "No claims.\n"
    echo(quote="words that the text does not have")
    assert run(*arguments[:-1], "echo").exit_code == 0, "the same version: nothing is read again"
    Path(article).write_text(ARTICLE.replace("2.1", "2.2"), "utf-8")
    report = run(*arguments[:-1], "echo")
    assert re.search(r"rejected claims\W+1\b", report.stdout), report.stdout


def test_an_extractor_that_fails_costs_its_article_only(
    run: Callable[..., Result], echo: Callable[..., str], article: Path
) -> None:
    name = echo(relation="likes")
    result = run("facts", article, "--extractor", name)
    assert result.exit_code == 1
    assert "extractor echo, article notes: unknown relation 'likes'" in result.stderr
    assert run("facts", "--extractor", name).exit_code == 2


def test_two_extractors_are_measured_side_by_side(
    run: Callable[..., Result], echo: Callable[..., str], article: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "notes.json").write_text('{"id": "notes", "entities": [], "facts": []}', "utf-8")
    command = ("evaluate", article, "--gold", gold, "--extractor", "rules", "--extractor", echo())
    lines = run(*command).stdout.splitlines()
    assert lines[0].split() == ["rules", "echo"]
    assert lines[2].split() == ["trade_value", "0", *["0.000", "0.000", "0.000", "1"] * 2]
    assert [line.split()[:4] for line in lines if line.startswith("0.")][1] == ["0.0", "to", "0.5", "1"]
    rows = run(*command, "--format", "csv").stdout.splitlines()
    assert [row.split(",")[0] for row in rows] == ["extractor", "rules", "rules", "echo", "echo"]
