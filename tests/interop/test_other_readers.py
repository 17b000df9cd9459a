"""Exports read by programs that share no code with this project."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import Result

READ_GEXF = """
const gexf = require('fs').readFileSync(process.argv[1], 'utf8');
const graph = require('graphology-gexf').parse(require('graphology'), gexf);
const labels = graph.mapNodes((node, attributes) => attributes.label);
console.log(JSON.stringify({nodes: graph.order, edges: graph.size, labels}));
"""


@pytest.fixture
def export(run: Callable[..., Result], sample_kg: Path, tmp_path: Path) -> Callable[[str], Path]:
    def write(form: str) -> Path:
        path = tmp_path / f"samples.{form}"
        result = run("export", "--kg", sample_kg, "--format", form, "-o", path)
        assert result.exit_code == 0, result.output
        return path

    return write


@pytest.mark.parametrize(("form", "syntax"), [("nq", "nquads"), ("trig", "trig")])
def test_raptor_reads_every_quad(
    program: Callable[[str], str], export: Callable[[str], Path], form: str, syntax: str
) -> None:
    command = [program("rapper"), "-q", "-i", syntax, "-o", "nquads", export(form).as_uri()]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    lines = export("nq").read_text("utf-8").splitlines()
    assert len(set(result.stdout.splitlines())) == len(set(lines)) > 1000


def test_graphology_reads_the_network(
    program: Callable[[str], str], export: Callable[[str], Path], lack: Callable[[str], NoReturn]
) -> None:
    node = program("node")
    if subprocess.run(
        [node, "-e", "require('graphology-gexf')"], capture_output=True, check=False
    ).returncode:
        lack("the npm packages graphology and graphology-gexf on NODE_PATH")
    command = [node, "-e", READ_GEXF, str(export("gexf"))]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    network = json.loads(result.stdout)
    assert network["nodes"] > 30
    assert network["edges"] > 30
    assert {"Mexico", "United States", "Utah"} <= set(network["labels"])
