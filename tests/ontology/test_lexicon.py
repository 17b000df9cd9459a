"""The lexicon as loaded: what its files may not hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file
from pathlib import Path

import pytest
from tradegraph._exceptions import DataError
from tradegraph.ontology.lexicon import data_folder, languages, load_lexicon, load_patterns


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the packaged lexicon that is read in its place."""
    with as_file(data_folder()) as packaged:
        shutil.copytree(packaged / "lexicon", tmp_path / "lexicon")
    monkeypatch.setenv("TRADEGRAPH_ONTOLOGY", str(tmp_path))
    load_lexicon.cache_clear()
    yield tmp_path / "lexicon"
    load_lexicon.cache_clear()


@pytest.mark.parametrize("lang", languages())
def test_the_packaged_lists_hold_words(lang: str) -> None:
    assert "names" in load_lexicon(lang)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("words: [In, On]", "own.yaml: words: True after 'In' is no word"),
        ("words: {small: [No]}", "own.yaml: words: small: False after None is no word"),
        ("[[a, yes]]", "own.yaml: True after 'a' is no word"),
    ],
)
def test_a_bare_word_that_is_read_as_a_truth_value_is_refused(
    own_folder: Path, content: str, message: str
) -> None:
    (own_folder / "en" / "own.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_lexicon("en")


def test_truth_values_may_stand_outside_lists(own_folder: Path) -> None:
    (own_folder / "en" / "own.yaml").write_text('{first: true, words: ["On", 3]}', encoding="utf-8")
    assert load_lexicon("en")["own"] == {"first": True, "words": ["On", 3]}


@pytest.mark.parametrize("entry", ["parts: sells", "{parts: [sells, 3]}", "{parts: [a, b], pattern: a}"])
def test_parts_are_a_list_of_patterns_and_stand_alone(own_folder: Path, entry: str) -> None:
    file = own_folder.parent / "patterns" / "en" / "01-own.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"- {entry}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"01-own\.yaml: .*`parts` is a list of patterns"):
        load_patterns.__wrapped__("en")
