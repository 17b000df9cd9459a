"""The rules of the house that neither ruff nor mypy knows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tradegraph.commands import VERBS, main

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("graph", "ontology", "queries", "shapes")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))

#: What has no place in a published file: a machine's folders, and the hosts of package registries.
FORBIDDEN = re.compile(
    r"(?<![\w./])/(?:home|root|work|Users)/\w|"
    + "|".join(
        re.escape(host)
        for host in ("pypi" + ".org", "pythonhosted" + ".org", "registry" + ".npmjs", "deb" + ".debian")
    )
)
TEXTS = {".py", ".md", ".toml", ".ttl", ".rq", ".yaml", ".yml", ".json", ".jsonld", ".txt", ".html", ""}


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_the_modules_are_found() -> None:
    assert len(MODULES) > 30


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_and_modules_stay_short(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 300
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(module)}
    assert {name: lines for name, lines in long.items() if lines > 50} == {}


def test_no_file_names_a_machine_or_a_registry(tracked: list[Path]) -> None:
    texts = [path for path in tracked if path.suffix in TEXTS]
    assert len(texts) > 300
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in texts
        if (match := FORBIDDEN.search(path.read_text("utf-8", errors="replace")))
    }
    assert found == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [module for module in MODULES if module.stem.strip("_") in empty] == []


def test_every_package_folder_is_listed() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    places = {folder: name for name, folder in setup["package-dir"].items()}
    folders = {module.parent.relative_to(ROOT) for module in MODULES}
    names = {".".join([places[folder.parts[0]], *folder.parts[1:]]) for folder in folders}
    assert names == set(setup["packages"])


def test_every_data_file_is_packaged() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    inner = {name: f"graph/{name.partition('.')[2]}" for name in setup["packages"] if "." in name}
    folders = inner | setup["package-dir"]
    packaged = {
        path
        for package, patterns in setup["package-data"].items()
        for pattern in patterns
        for path in (ROOT / folders[package]).glob(pattern)
    }
    present = {path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()}
    data = {path for path in present if path.suffix not in {".py", ".pyc"} and path.name != "README.md"}
    left = {str(path.relative_to(ROOT)) for path in data - packaged}
    assert left == set()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    result = CliRunner().invoke(main, [verb, "--help"], prog_name="tradegraph")
    assert result.exit_code == 0, result.output
    assert f"tradegraph {verb}" in result.output.split("Options:")[0].partition("\n")[2]
