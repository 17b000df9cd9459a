"""The public interface, and what a wheel holds."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest
import tradegraph

SOURCE = Path(__file__).resolve().parents[1] / "graph" / "__init__.py"


def test_the_public_names_are_sorted_and_all_have_a_home() -> None:
    assert tradegraph.__all__ == sorted(tradegraph.__all__, key=lambda name: (not name.isupper(), name))
    assert set(tradegraph.__all__) == set(tradegraph._HOMES)
    assert set(tradegraph.__all__) <= set(dir(tradegraph))


@pytest.mark.parametrize("name", tradegraph.__all__)
def test_a_public_name_is_the_one_that_type_checkers_see(name: str) -> None:
    home = f"tradegraph.{tradegraph._HOMES[name]}"
    assert getattr(tradegraph, name) is getattr(importlib.import_module(home), name)
    (line,) = [
        line
        for line in SOURCE.read_text("utf-8").splitlines()
        if line.strip().startswith(f"from {home} import")
    ]
    assert name in line.replace(",", "").split()


@pytest.mark.parametrize("name", [name for name in tradegraph.__all__ if not name.isupper()])
def test_a_public_name_is_documented(name: str) -> None:
    assert len((getattr(tradegraph, name).__doc__ or "").split()) > 4


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        tradegraph.no_such_name  # noqa: B018


def test_importing_the_package_imports_no_heavy_library() -> None:
    heavy = ["pyoxigraph", "rdflib", "pyshacl", "trafilatura", "networkx", "ahocorasick", "rich", "click"]
    code = f"import sys, tradegraph; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_version_is_the_one_in_the_metadata() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tradegraph", "--version"], capture_output=True, text=True, check=True
    )
    assert result.stdout == f"tradegraph {version('tradegraph')}\n"


@pytest.mark.parametrize(
    ("package", "name"),
    [
        ("tradegraph", "py.typed"),
        ("tradegraph.ontology", "tradegraph.ttl"),
        ("tradegraph.ontology", "reference/countries.ttl"),
        ("tradegraph.samples", "utah-mexico-partnership.md"),
    ],
)
def test_the_installed_package_has_its_data(package: str, name: str) -> None:
    assert (files(package) / name).is_file()
