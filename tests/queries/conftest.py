"""The graph that the tests of the catalogue ask, and the parameters they ask with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph
import pytest
import yaml
from pyoxigraph import RdfFormat
from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest, write_manifest
from tradegraph.deriving import derive_graphs
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import Store

HERE = Path(__file__).parent
FIXTURE = HERE / "fixture.trig"
EXPECTED = HERE / "expected"
#: The values that each question is asked with for its pinned answer.
PARAMETERS: Mapping[str, Mapping[str, str]] = yaml.safe_load((HERE / "parameters.yaml").read_text("utf-8"))


@pytest.fixture(scope="session")
def store() -> Store:
    """The small graph of the fixture, in memory, with what a build derives; tests only read it."""
    small = Store.in_memory(pyoxigraph.parse(path=str(FIXTURE), format=RdfFormat.TRIG))
    derive_graphs(small)
    return small


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Path:
    """A graph folder that holds the fixture."""
    folder = Folder(tmp_path_factory.mktemp("fixture") / "kg")
    folder.store.mkdir(parents=True)
    with Store.open(folder.store, write=True) as written:
        written.load(store.quads)
    write_manifest(folder.manifest, Manifest(base=DEFAULT_BASE, sources={}))
    return folder.manifest.parent
