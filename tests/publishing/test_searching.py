"""The index of a static search: words lead to entries, in Python and in a browser's script alike."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from claims import to_article, to_claims
from tradegraph.ontology.graphs import load_graph
from tradegraph.publishing import searching
from tradegraph.publishing.searching import Entry, fold, read_entries, split_words, write_index
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

TEXTS = (
    "São Tomé & Príncipe", "Øresund – Århus", "ŁÓDŹ", "Straße", "İstanbul", "Ελλάδα", "中国与墨西哥",
    "naïve co-op", "U.S.-Mexico-Canada", "x", "5 %", "¿Quién?", "المغرب", "ǅungla", "Œuvre",
)  # fmt: skip


def read(entries: list[Entry]) -> dict[str, Any]:
    """Return the data of each file of an index."""
    found = {}
    for path, content in write_index(entries):
        match = re.fullmatch(r'tradegraphIndex\("([\w-]+)",(.*)\);\n', content.decode(), re.DOTALL)
        assert match
        assert path == f"search/{match[1]}.js"
        found[match[1]] = json.loads(match[2])
    return found


def to_entry(path: str, *words: str) -> Entry:
    return Entry(path, words[0], "company", words)


def test_words_lead_to_entries() -> None:
    index = read([to_entry("a", "Harbour Lines", "Líneas"), to_entry("b", "Harbour Inn")])
    assert index["index"]["shards"] == {
        "ha": "words-ha", "in": "words-in", "li": "words-li"
    }  # fmt: skip
    assert index["words-ha"] == {"words": {"harbour": [0, 1]}, "common": []}
    assert index["words-li"]["words"] == {"lineas": [0], "lines": [0]}
    assert index["entries-0"][1] == ["b.html", "Harbour Inn", "company", ""]


def test_a_word_of_nearly_everything_is_cut_and_called_common(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_COMMON", 2)
    index = read([to_entry(str(number), "trade", f"word{number}") for number in range(5)])
    assert index["words-tr"] == {"words": {"trade": [0, 1, 2]}, "common": ["trade"]}
    assert index["words-wo"]["common"] == []


def test_entries_lie_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_BLOCK", 2)
    index = read([to_entry(f"city/{number}", "x y") for number in range(5)])
    assert [len(index[f"entries-{number}"]) for number in range(3)] == [2, 2, 1]
    assert index["index"]["size"] == 2


def test_other_letters_have_names_that_every_system_writes() -> None:
    index = read([to_entry("a", "中国 Ελλάδα")])
    assert index["index"]["shards"] == {"ελ": "words-3b5-3bb", "中国": "words-4e2d-56fd"}


def test_no_text_ends_the_script() -> None:
    ((_, content),) = [
        (path, content)
        for path, content in write_index([to_entry("a", "</script>\u2028")])
        if "entries" in path
    ]
    assert "\u2028" not in content.decode()


def test_names_quotes_and_articles_are_found() -> None:
    article = to_article()
    quads = [*to_quads(article, to_claims()), *load_graph("reference/countries"), *load_graph("ontology")]
    with Store.in_memory(quads) as store:
        claim = next(iri for iri, _ in store.pairs("tg:states")).removeprefix(store.base)
        paths = [
            "index",
            "country/KR",
            claim,
            f"article/{article.slug}",
            "relationship/0",
            "company/harbour-lines",
        ]
        found = {entry.path: entry for entry in read_entries(store, paths)}
    assert found.keys() == {"country/KR", claim, f"article/{article.slug}", "company/harbour-lines"}
    assert {"South Korea", "Corea del Sur", "KR"} <= set(found["country/KR"].words)
    assert (found["country/KR"].kind, found["country/KR"].note) == ("country", "Corea del Sur")
    assert found[claim].label in article.text
    assert found[claim].note == "Trade notes"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("São Tomé", ["sao", "tome"]),
        ("U.S.-Mexico", ["mexico"]),
        ("ŁÓDŹ 2024", ["lodz", "2024"]),
        ("中", ["中"]),
        ("_", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_the_script_folds_and_splits_as_python_does(program: Callable[[str], str]) -> None:
    source = Path(searching.__file__).with_name("search.js").read_text("utf-8")
    names = ("LETTERS", "fold", "split")
    parts = [re.search(rf"  const {name} = .*?;\n(?=\n|  const|  //)", source, re.DOTALL) for name in names]
    code = "".join(part[0] for part in parts if part)
    told = f"{json.dumps(TEXTS)}.map((text) => [fold(text), split(text)])"
    command = [program("node"), "-e", f"{code}\nconsole.log(JSON.stringify({told}))"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[fold(text), split_words(text)] for text in TEXTS]
