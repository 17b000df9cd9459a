"""A language and a relation of one's own, by data alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tradegraph._exceptions import DataError
from tradegraph.ontology.lexicon import data_folder

ROOT = Path(__file__).resolve().parents[2]
RELATION = """
  borders: {subject: [state], object: [state], required: [subject, object], distinct: true}
"""
PATTERN = """
- name: borders-plain
  relation: borders
  pattern: "{state:subject} <bordering> {state+:object}"
  example: "Norway limas al Sweden kaj Finland."
"""
PROGRAM = """
import sys
from tradegraph.annotation import annotate
from tradegraph.extraction import extract_claims
from tradegraph.model import Article, Block
text = "Norway limas al Sweden kaj Finland. Norway borders Iceland."
article = Article("x", "x-0", text, "", (Block("paragraph", 0, len(text)),), lang="eo")
for claim in extract_claims(annotate(article)):
    sys.stdout.write(f"{claim.relation} {claim.subject.code} {claim.object.code} {claim.quote}\\n")
"""


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A copy of the packaged data with Esperanto and a relation `borders` besides."""
    folder = tmp_path / "ontology"
    shutil.copytree(ROOT / "ontology", folder, ignore=shutil.ignore_patterns("*.py", "*.ttl", "__pycache__"))
    with (folder / "relations.yaml").open("a", encoding="utf-8") as file:
        file.write(RELATION)
    shutil.copytree(folder / "lexicon" / "en", folder / "lexicon" / "eo")
    syntax = folder / "lexicon" / "eo" / "syntax.yaml"
    syntax.write_text(syntax.read_text("utf-8").replace("(?:and|or|", "(?:kaj|aŭ|"), "utf-8")
    cues = folder / "lexicon" / "eo" / "cues.yaml"
    cues.write_text(
        "bordering: limas al\nplan: planas\nforecast: atendas\nfuture: estos\ndenial: ne\n", "utf-8"
    )
    (folder / "patterns" / "eo").mkdir()
    (folder / "patterns" / "eo" / "50-borders.yaml").write_text(PATTERN, "utf-8")
    return folder


def test_a_language_and_a_relation_need_only_data(own_folder: Path) -> None:
    environment = {**os.environ, "TRADEGRAPH_ONTOLOGY": str(own_folder)}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment
    )
    quote = "Norway limas al Sweden kaj Finland"
    assert result.stdout.splitlines() == [f"borders NO SE {quote}", f"borders NO FI {quote}"]


def test_a_folder_without_a_lexicon_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEGRAPH_ONTOLOGY", str(tmp_path))
    with pytest.raises(DataError, match=rf"TRADEGRAPH_ONTOLOGY: no folder 'lexicon' in {tmp_path}"):
        data_folder()
