"""Accuracy is a gate: it may rise, and falls only on purpose.

`quality-floors.json` pins F1 on each set, overall and by relation, with a digest of the set's articles and
gold. `--raise-floors` writes what was measured where nothing is lower, `--lower-floors` also where it is
or the set changed.
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

#: A relation has a floor of its own where a set has as many records of it: of fewer, one more tells nothing.
TELLING = 10
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


def names_in(gold: Path, lang: str) -> frozenset[str]:
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in gold.glob("*.json")}
    return frozenset(name for name, data in found.items() if data["lang"] == lang)


def blind() -> frozenset[str]:
    lines = (CORPUS / "blind.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def find_corpus(name: str, request: pytest.FixtureRequest) -> Corpus:
    if name == "seeds":
        shared = request.getfixturevalue("shared")
        gold = shared / "gold" / "seeds"
        return Corpus(shared / "articles" / "seeds", gold, names_in(gold, "en"))
    folder = CORPUS / name.split("-")[0]
    names = names_in(folder / "gold", name.split("-")[1])
    return Corpus(folder / "articles", folder / "gold", names - blind())


def measure(corpus: Corpus) -> dict[str, Any]:
    documents = [annotate(article) for article in read_articles(corpus.paths())]
    scores = evaluate_documents(documents, corpus.wanted())
    shares = {name: round(getattr(scores.overall, name), DIGITS) for name in ("precision", "recall", "f1")}
    relations = {
        name: round(tally.f1, DIGITS)
        for name, tally in scores.by_relation.items()
        if tally.matched + tally.missed >= TELLING
    }
    return {"articles": scores.articles, "digest": corpus.digest(), **shares, "relations": relations}


def load_floors() -> dict[str, dict[str, Any]]:
    floors: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text("utf-8"))
    return floors


def find_falls(measured: dict[str, Any], floor: dict[str, Any]) -> list[str]:
    """Return what is lower than its floor, in words; a relation without one cannot fall."""
    floors = {"overall": floor["f1"], **floor["relations"]}
    now = {"overall": measured["f1"], **measured["relations"]}
    return [
        f"{name} {floors[name]} to {now.get(name, 0.0)}"
        for name in floors
        if now.get(name, 0.0) < floors[name]
    ]


def pin(name: str, measured: dict[str, Any]) -> None:
    text = json.dumps(load_floors() | {name: measured}, indent=2, sort_keys=True)
    FLOORS.write_text(text + "\n", "utf-8")


SIZES = {
    "dense-en": 39,
    "dense-es": 45,
    "dev-en": 18,
    "dev-es": 6,
    "news-en": 48,
    "news-es": 120,
    "passages-en": 131,
    "passages-es": 131,
    "seeds": 5,
    "train-en": 86,
    "train-es": 33,
    "varied-en": 42,
    "varied-es": 38,
}


@pytest.mark.parametrize("name", SIZES)
def test_accuracy_does_not_fall(name: str, request: pytest.FixtureRequest) -> None:
    corpus = find_corpus(name, request)
    measured = measure(corpus)
    assert measured["articles"] == len(corpus.names) == len(corpus.paths()) == SIZES[name]
    floor = load_floors().get(name, {"f1": 0.0, "digest": measured["digest"], "relations": {}})
    falls = find_falls(measured, floor)
    lower, higher = (request.config.getoption(option) for option in ("--lower-floors", "--raise-floors"))
    if lower or (higher and not falls and measured["digest"] == floor["digest"]):
        pin(name, measured)
        return
    assert measured["digest"] == floor["digest"], (
        "the set changed: measure anew with --lower-floors, and say why"
    )
    assert not falls, f"F1 fell: {', '.join(falls)}; raise it, or say why with --lower-floors"


def test_a_relation_may_not_fall_behind_a_rise_of_the_whole() -> None:
    floor = {"f1": 0.5, "relations": {"signed": 0.6, "visited": 0.4}}
    assert find_falls({"f1": 0.7, "relations": {"signed": 0.6, "opened": 0.1, "visited": 0.4}}, floor) == []
    assert find_falls({"f1": 0.7, "relations": {"signed": 0.5}}, floor) == [
        "signed 0.6 to 0.5",
        "visited 0.4 to 0.0",
    ]
    assert find_falls({"f1": 0.4, "relations": floor["relations"]}, floor) == ["overall 0.5 to 0.4"]


def test_every_set_has_its_floor() -> None:
    assert set(load_floors()) == set(SIZES)
