"""Building: incremental equals full, byte for byte, whatever happened in between."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from claims import MEXICO, UTAH, plain, to_claim
from click.testing import Result
from pyoxigraph import NamedNode
from tradegraph._exceptions import GraphError, UsageError
from tradegraph.articles import Defaults
from tradegraph.building import options, reading
from tradegraph.building.folder import Folder
from tradegraph.building.pipeline import BuildOptions, BuildReport, build
from tradegraph.model import Claim, Document
from tradegraph.rdf.archive import read_archive
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store

Anew = Callable[..., dict[str, bytes]]

PAIRS = {
    "chile-peru": ("Chile", "Peru", 2.1),
    "kenya-uganda": ("Kenya", "Uganda", 0.9),
    "norway-japan": ("Norway", "Japan", 1.4),
}


def write_article(folder: Path, name: str, seller: str, buyer: str, billions: float) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(
        f"---\ntitle: Trade between {seller} and {buyer}\npublished: 2024-05-02\n"
        "source: The Ledger\nlang: en\n---\n\n"
        f"{seller} exported goods worth ${billions} billion to {buyer} in 2023.\n",
        "utf-8",
    )
    return path


def write_articles(folder: Path) -> Path:
    for name, pair in PAIRS.items():
        write_article(folder, name, *pair)
    return folder


def snapshot(kg: Path) -> dict[str, bytes]:
    """Return what has to be the same however a graph was built."""
    files = [
        *sorted((kg / "articles").iterdir()),
        kg / "manifest.json",
        kg / "report.json",
        kg / "report.ttl",
        kg / "ro-crate-metadata.json",
    ]
    content = {str(path.relative_to(kg)): path.read_bytes() for path in files}
    with Store.open(kg / "store") as store:
        named = [quad for quad in store.quads if isinstance(quad.graph_name, NamedNode)]
        union = {quad.triple for quad in store.quads if not isinstance(quad.graph_name, NamedNode)}
        assert union == {quad.triple for quad in named}
        own = [str(quad) for quad in named if not _is_shared(plain(quad.graph_name))]
        content["store"] = "\n".join(sorted(own)).encode()
    return content


def _is_shared(graph: str) -> bool:
    return graph.endswith("/ontology") or "/reference/" in graph


@pytest.fixture(scope="session")
def empty_kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of no articles: what takes time to load is loaded once for all tests."""
    kg = tmp_path_factory.mktemp("empty") / "kg"
    build([], kg)
    return kg


@pytest.fixture
def build_anew(tmp_path: Path, empty_kg: Path) -> Callable[..., dict[str, bytes]]:
    """Build in a fresh directory beside the first, so that paths are the same from both."""

    def anew(*paths: Path, **fields: Any) -> dict[str, bytes]:
        shutil.rmtree(tmp_path / "anew", ignore_errors=True)
        shutil.copytree(empty_kg, tmp_path / "anew")
        build(paths, tmp_path / "anew", options=BuildOptions(**fields))
        return snapshot(tmp_path / "anew")

    return anew


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles")


@pytest.fixture
def kg(tmp_path: Path, articles: Path, empty_kg: Path) -> Path:
    shutil.copytree(empty_kg, tmp_path / "kg")
    build([articles], tmp_path / "kg")
    return tmp_path / "kg"


@pytest.fixture
def claiming(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Document], list[Claim]]], None]:
    """Put claims made by hand in the place of extraction."""
    return lambda extract: monkeypatch.setattr(
        reading, "run_extractor", lambda _, document: extract(document)
    )


def tally(report: BuildReport) -> tuple[int, int, int, int, int]:
    counts = report.tally
    return counts.new, counts.changed, counts.unchanged, counts.removed, counts.failed


def test_a_build_leaves_an_archive_a_store_a_report_and_a_manifest(kg: Path) -> None:
    names = {path.name for path in kg.iterdir() if not path.name.startswith(".")}
    files = {"manifest.json", "report.json", "report.ttl", "ro-crate-metadata.json"}
    assert names == files | {"articles", "identity", "store", "texts"}
    assert len(list((kg / "articles").glob("*.nq"))) == 3
    assert json.loads((kg / "report.json").read_text())["counts"]["articles"] == 3


def test_what_has_not_changed_is_left_alone(kg: Path, articles: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (kg / "articles").iterdir()}
    content = snapshot(kg)
    assert tally(build([articles], kg)) == (0, 0, 3, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in (kg / "articles").iterdir()} == before
    assert snapshot(kg) == content


def test_an_incremental_build_equals_a_full_one(kg: Path, articles: Path, build_anew: Anew) -> None:
    write_article(articles, "chile-peru", "Chile", "Peru", 3.3)
    (articles / "kenya-uganda.md").unlink()
    write_article(articles, "ghana-spain", "Ghana", "Spain", 0.4)
    assert tally(build([articles], kg)) == (1, 1, 1, 1, 0)
    assert snapshot(kg) == build_anew(articles)


def test_the_order_of_paths_and_of_builds_does_not_matter(
    tmp_path: Path, articles: Path, build_anew: Anew
) -> None:
    paths = sorted(articles.iterdir())
    for path in (paths[2], paths[0], paths[1]):
        build([path], tmp_path / "kg")
    assert snapshot(tmp_path / "kg") == build_anew(*reversed(paths)) == build_anew(articles)


def test_several_processes_give_the_same_bytes(kg: Path, articles: Path, build_anew: Anew) -> None:
    assert snapshot(kg) == build_anew(articles, jobs=2)


def test_other_paths_add_to_the_graph(kg: Path, articles: Path, build_anew: Anew) -> None:
    more = kg.parent / "more"
    write_article(more, "ghana-spain", "Ghana", "Spain", 0.4)
    assert build([more], kg).articles == 4
    (articles / "chile-peru.md").unlink()
    assert build([more], kg).articles == 4, "what is gone from elsewhere is not looked at"
    report = build([articles], kg)
    assert (report.articles, report.tally.removed) == (3, 1)
    assert snapshot(kg) == build_anew(more, articles)


def test_a_file_that_is_gone_is_removed_by_its_own_name(kg: Path, articles: Path, build_anew: Anew) -> None:
    (articles / "chile-peru.md").unlink()
    assert tally(build([articles / "chile-peru.md"], kg)) == (0, 0, 0, 1, 0)
    assert snapshot(kg) == build_anew(articles)


def test_other_options_read_again(kg: Path, articles: Path, build_anew: Anew) -> None:
    defaults = Defaults(author="Ana Field")
    assert tally(build([articles], kg, options=BuildOptions(defaults=defaults))) == (0, 3, 0, 0, 0)
    assert snapshot(kg) == build_anew(articles, defaults=defaults)


def test_other_software_or_data_reads_again(
    kg: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "software_state", lambda: "another")
    assert build([articles], kg).tally.changed == 3


def test_another_base_is_refused(kg: Path, articles: Path) -> None:
    with pytest.raises(GraphError, match="its IRIs begin with"):
        build([articles], kg, options=BuildOptions(base="https://data.example/"))


def test_a_base_of_ones_own(tmp_path: Path, articles: Path) -> None:
    build([articles], tmp_path / "kg", options=BuildOptions(base="https://data.example/"))
    with Store.open(tmp_path / "kg" / "store") as store:
        assert store.base == "https://data.example/"
        links = list(
            store.rows("SELECT ?importer { <https://data.example/country/CL> tg:exportsTo ?importer }")
        )
    assert links == [{"importer": "https://data.example/country/PE"}]


@pytest.mark.parametrize("options", [{"min_confidence": 1.1}, {"jobs": 0}, {"base": "data/"}])
def test_options_that_make_no_sense(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        BuildOptions(**options)


def test_the_same_article_twice_is_one_given_by_the_first(kg: Path, articles: Path, build_anew: Anew) -> None:
    copies = kg.parent / "another-copy"
    shutil.copytree(articles, copies)
    assert build([copies], kg).articles == 3
    report = json.loads((kg / "report.json").read_text())
    assert {"file": "../articles/chile-peru.md", "same_as": "../another-copy/chile-peru.md"} in report[
        "duplicates"
    ]
    assert snapshot(kg) == build_anew(articles, copies)
    shutil.rmtree(copies)
    build([copies], kg)
    assert snapshot(kg) == build_anew(articles)


def test_a_copy_with_another_origin_takes_over_when_the_first_is_gone(
    tmp_path: Path, build_anew: Anew
) -> None:
    first = write_article(tmp_path / "a", "chile-peru", "Chile", "Peru", 2.1)
    (tmp_path / "b").mkdir()
    second = tmp_path / "b" / "chile-peru.md"
    second.write_text(first.read_text().replace("The Ledger", "The Harbour Gazette"))
    build([first, second], tmp_path / "kg")
    first.unlink()
    build([first], tmp_path / "kg")
    assert snapshot(tmp_path / "kg") == build_anew(second)
    assert b"The Harbour Gazette" in b"".join(snapshot(tmp_path / "kg").values())


def test_an_article_that_fails_leaves_nothing_and_the_batch_goes_on(
    kg: Path, articles: Path, build_anew: Anew
) -> None:
    bad = articles / "chile-peru.md"
    bad.write_bytes(b"")
    report = build([articles], kg)
    assert report.failed
    assert not report.useless
    assert [Path(name).name for name in report.failures] == ["chile-peru.md"]
    assert len(list((kg / "articles").glob("*.nq"))) == 2
    (failure,) = json.loads((kg / "report.json").read_text())["failures"]
    assert failure["file"] == "../articles/chile-peru.md"
    assert "empty" in failure["reason"]
    assert snapshot(kg) == build_anew(articles)
    write_articles(articles)
    assert not build([articles], kg).failures
    assert snapshot(kg) == build_anew(articles)


def test_a_fault_of_ours_costs_one_article(
    tmp_path: Path, articles: Path, claiming: Callable[[Any], None]
) -> None:
    def extract(document: Document) -> list[Claim]:
        if document.article.id == "kenya-uganda":
            raise ZeroDivisionError("division by zero")
        return []

    claiming(extract)
    report = build([articles], tmp_path / "kg")
    assert report.articles == 2
    assert "ZeroDivisionError: division by zero" in next(iter(report.failures.values()))


def quoted(document: Document, **changes: Any) -> Claim:
    text = document.article.text
    sentence = text[text.rindex("\n") + 1 :]
    fields = {"flow": "exports", "value": Decimal(5), "unit": "USD", "status": "reported", "confidence": 0.9}
    return replace(to_claim("trade_value", UTAH, MEXICO, sentence, text, **fields), **changes)


def test_a_claim_that_violates_a_shape_stays_out_with_its_reason(
    tmp_path: Path, claiming: Callable[[Any], None]
) -> None:
    article = write_article(tmp_path / "articles", "utah-mexico", "Utah", "Mexico", 2.1)
    claiming(lambda document: [quoted(document), quoted(document, quote="words that are not there", end=40)])
    report = build([article], tmp_path / "kg")
    assert (report.claims, report.rejected) == (1, 1)
    summary = json.loads((tmp_path / "kg" / "report.json").read_text())
    assert summary["counts"]["rejected"] == 1
    assert {row["quote"] for row in summary["rejected"]} == {"words that are not there"}
    assert all(row["message"] and row["shape"].startswith("tgsh:") for row in summary["rejected"])
    assert "sh:conforms false" in (tmp_path / "kg" / "report.ttl").read_text()
    archive = read_archive(next((tmp_path / "kg" / "articles").glob("*.nq")))
    assert "words that are not there" not in {plain(quad.object) for quad in archive}


def test_doubtful_claims_are_left_out_where_asked(tmp_path: Path, claiming: Callable[[Any], None]) -> None:
    article = write_article(tmp_path / "articles", "utah-mexico", "Utah", "Mexico", 2.1)
    claiming(lambda document: [quoted(document), quoted(document, value=Decimal(6), confidence=0.4)])
    report = build([article], tmp_path / "kg", options=BuildOptions(min_confidence=0.5))
    assert report.claims == 1


def test_texts_are_kept_where_asked_and_go_with_their_article(kg: Path, articles: Path) -> None:
    build([articles], kg, options=BuildOptions(keep_text=True))
    texts = {path.stem: path.read_text("utf-8") for path in (kg / "texts").iterdir()}
    digests = {
        plain(quad.object)
        for path in (kg / "articles").iterdir()
        for quad in read_archive(path)
        if quad.predicate == to_iri("tg:textDigest")
    }
    assert set(texts) == digests
    assert any("Kenya exported goods" in text for text in texts.values())
    (articles / "kenya-uganda.md").unlink()
    build([articles], kg)
    assert len(list((kg / "texts").iterdir())) == 2


KILL = """
import os, pathlib, signal, sys
from tradegraph.building import batch
from tradegraph.building.pipeline import build
batch._CHECKPOINT = float("inf")  # on a slow machine, the manifest is written more often
whole, count, limit = pathlib.Path.replace, 0, int(sys.argv[1])
def replace(self, target):
    global count
    count += 1
    if count == limit:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(self, target)
pathlib.Path.replace = replace
build([sys.argv[2]], sys.argv[3])
print(count)
"""


def cut_off(limit: int, articles: Path, kg: Path) -> subprocess.CompletedProcess[str]:
    """Build, and kill the process with SIGKILL at the moment of its file system change number `limit`."""
    command = [sys.executable, "-c", KILL, str(limit), str(articles), str(kg)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_build_killed_at_any_point_is_put_right_by_the_next(
    kg: Path, articles: Path, build_anew: Anew
) -> None:
    start = kg.parent / "start"
    shutil.copytree(kg, start)
    write_article(articles, "chile-peru", "Chile", "Peru", 3.3)
    (articles / "kenya-uganda.md").unlink()
    write_article(articles, "ghana-spain", "Ghana", "Spain", 0.4)
    expected = build_anew(articles)
    for limit in range(1, 20):
        shutil.rmtree(kg)
        shutil.copytree(start, kg)
        result = cut_off(limit, articles, kg)
        if result.returncode == 0:
            break
        assert result.returncode == -signal.SIGKILL, result.stderr
        if limit % 2:
            build([articles / "norway-japan.md"], kg)
            assert not list(kg.rglob("*.part"))
            assert not list(kg.glob(".store.*"))
        build([articles], kg)
        assert snapshot(kg) == expected, f"killed at change {limit}"
    # Two articles, the manifest, three files of identity, the store out of the way and the new one in its
    # place, two reports, the RO-Crate
    assert int(result.stdout) == limit - 1 == 11


def test_a_damaged_store_is_made_anew_from_the_archive(kg: Path, articles: Path) -> None:
    content = snapshot(kg)
    os.truncate(kg / "store" / "CURRENT", 0)
    build([articles], kg)
    assert snapshot(kg) == content
    shutil.rmtree(kg / "store")
    build([articles / "chile-peru.md"], kg)
    assert snapshot(kg) == content


def test_a_damaged_archive_is_read_again(kg: Path, articles: Path) -> None:
    content = snapshot(kg)
    first, second, _ = sorted((kg / "articles").iterdir())
    first.write_bytes(b"")
    second.unlink()
    build([articles / "norway-japan.md"], kg)
    assert snapshot(kg) == content


def test_an_archive_that_cannot_be_restored_is_told(kg: Path, articles: Path) -> None:
    (articles / "chile-peru.md").unlink()
    next((kg / "articles").glob("chile-peru*")).unlink()
    report = build([articles / "norway-japan.md"], kg)
    assert "restore it" in next(iter(report.failures.values()))
    assert report.articles == 2


def test_two_builds_at_once_are_refused(kg: Path, articles: Path) -> None:
    with Folder(kg).lock(), pytest.raises(GraphError, match="another build writes here"):
        build([articles], kg)


def test_readers_of_the_old_store_go_on_while_a_new_one_takes_its_place(kg: Path, articles: Path) -> None:
    query = "SELECT ?article { ?article a tg:Article }"
    with Store.open(kg / "store") as reader:
        write_article(articles, "ghana-spain", "Ghana", "Spain", 0.4)
        build([articles], kg)
        assert len(list(reader.rows(query))) == 3
    with Store.open(kg / "store") as reader:
        assert len(list(reader.rows(query))) == 4


def test_progress_is_told_file_by_file(tmp_path: Path, articles: Path) -> None:
    told: list[tuple[int, int]] = []
    build([articles], tmp_path / "kg", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_summary_counts_and_says_what_comes_next(
    run: Callable[..., Result], kg: Path, articles: Path
) -> None:
    write_article(articles, "ghana-spain", "Ghana", "Spain", 0.4)
    result = run("build", articles, "--kg", kg)
    assert result.exit_code == 0, result.output
    words = {
        line.strip("│ ").split("│")[0].strip(): line.strip("│ ").split("│")[-1].strip()
        for line in result.stdout.splitlines()
        if "│" in line
    }
    assert (words["articles"], words["new"], words["unchanged"]) == ("4", "1", "3")
    assert "report.json" in result.stdout
    assert f"tradegraph facts --kg {kg}" in result.stdout


@pytest.mark.parametrize("paths", [["none.md"], ["empty"]])
def test_nothing_that_can_be_used(run: Callable[..., Result], tmp_path: Path, paths: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    result = run("build", *(tmp_path / path for path in paths), "--kg", tmp_path / "kg")
    assert result.exit_code == 3
    assert paths[0] in result.stderr


@pytest.mark.parametrize("form", ["text", "csv", "ttl"])
def test_validate_checks_every_quote_again(run: Callable[..., Result], kg: Path, form: str) -> None:
    result = run("validate", "--kg", kg, "--format", form)
    assert result.exit_code == 0, result.output
    assert "grounding" not in result.stderr


def test_validate_says_where_the_text_is_not_to_be_had(
    run: Callable[..., Result], kg: Path, articles: Path
) -> None:
    (articles / "chile-peru.md").unlink()
    result = run("validate", "--kg", kg)
    assert result.exit_code == 0
    assert "1 of 3 graphs" in result.stderr
    assert "grounding was not checked again" in result.stderr


def test_validate_finds_a_quote_that_was_tampered_with(run: Callable[..., Result], kg: Path) -> None:
    path = next((kg / "articles").glob("chile-peru*"))
    path.write_text(path.read_text("utf-8").replace("Chile exported goods", "Chile exported ships"), "utf-8")
    result = run("validate", "--kg", kg, "--lang", "es")
    assert result.exit_code == 1
    assert "Violation" in result.stdout


@pytest.mark.parametrize("form", ["ttl", "nq", "trig", "jsonld"])
def test_validate_reads_rdf_files(run: Callable[..., Result], kg: Path, form: str) -> None:
    path = kg.parent / f"graph.{form}"
    assert run("export", "--kg", kg, "--format", form, "--graph", "articles", "-o", path).exit_code == 0
    result = run("validate", path)
    assert result.exit_code == 0, result.output
    assert "not checked again" in result.stderr
