"""Accuracy is a gate: it may rise, and falls only on purpose.

`quality-floors.json` pins F1 on each set, with a digest of the set's articles and gold. `--raise-floors`
writes what was measured where that is higher, `--lower-floors` also where it is lower or the set changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tradegraph import annotate, read_articles
from tradegraph.evaluation import Gold, evaluate_documents, read_gold

TESTS = Path(__file__).parent
CORPUS = TESTS / "corpus"
FLOORS = TESTS / "quality-floors.json"

#: Measured F1 is compared as it is printed, so that a floor reads like the table in the README.
DIGITS = 3


@dataclass(frozen=True)
class Corpus:
    """A folder of articles and one of gold, and which of their files belong to the set."""

    articles: Path
    gold: Path
    names: frozenset[str]

    def files(self) -> Iterator[Path]:
        for folder in (self.articles, self.gold):
            yield from sorted(path for path in folder.iterdir() if path.stem in self.names)

    def digest(self) -> str:
        digest = hashlib.sha256()
        for path in self.files():
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
        return digest.hexdigest()[:16]

    def paths(self) -> list[Path]:
        return [path for path in self.files() if path.parent == self.articles]

    def wanted(self) -> list[Gold]:
        return [article for article in read_gold(self.gold) if article.id in self.names]


def names_in(gold: Path, lang: str | None = None) -> frozenset[str]:
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in gold.glob("*.json")}
    return frozenset(name for name, data in found.items() if lang is None or data["lang"] == lang)


def blind() -> frozenset[str]:
    lines = (CORPUS / "blind-third.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def find_corpus(name: str, request: pytest.FixtureRequest) -> Corpus:
    if name == "seeds":
        shared = request.getfixturevalue("shared")
        gold = shared / "gold" / "seeds"
        return Corpus(shared / "articles" / "seeds", gold, names_in(gold))
    folder = CORPUS / name.split("-")[0]
    lang = None if name == "train-open" else name.split("-")[1]
    names = names_in(folder / "gold", lang)
    return Corpus(folder / "articles", folder / "gold", names - blind())


def measure(corpus: Corpus) -> dict[str, Any]:
    documents = [annotate(article) for article in read_articles(corpus.paths())]
    scores = evaluate_documents(documents, corpus.wanted())
    shares = {name: round(getattr(scores.overall, name), DIGITS) for name in ("precision", "recall", "f1")}
    return {"articles": scores.articles, "digest": corpus.digest(), **shares}


def load_floors() -> dict[str, dict[str, Any]]:
    floors: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text("utf-8"))
    return floors


def pin(name: str, measured: dict[str, Any]) -> None:
    text = json.dumps(load_floors() | {name: measured}, indent=2, sort_keys=True)
    FLOORS.write_text(text + "\n", "utf-8")


SIZES = {"dev-en": 18, "dev-es": 6, "seeds": 5, "train-open": 91}


@pytest.mark.parametrize("name", SIZES)
def test_accuracy_does_not_fall(name: str, request: pytest.FixtureRequest) -> None:
    corpus = find_corpus(name, request)
    measured = measure(corpus)
    assert measured["articles"] == len(corpus.names) == len(corpus.paths()) == SIZES[name]
    floor = load_floors().get(name, {"f1": 0.0, "digest": measured["digest"]})
    rises = measured["f1"] >= floor["f1"] and measured["digest"] == floor["digest"]
    lower, higher = (request.config.getoption(option) for option in ("--lower-floors", "--raise-floors"))
    if lower or (higher and rises):
        pin(name, measured)
        return
    assert measured["digest"] == floor["digest"], (
        "the set changed: measure anew with --lower-floors, and say why"
    )
    assert measured["f1"] >= floor["f1"], (
        f"F1 fell to {measured['f1']}; raise it, or say why with --lower-floors"
    )


def test_every_set_has_its_floor() -> None:
    assert set(load_floors()) == set(SIZES)
