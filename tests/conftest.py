"""Options and fixtures that the tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result
from tradegraph.commands import main

# Tests read the data files themselves, not what an earlier run has kept of them.
os.environ["TRADEGRAPH_CACHE"] = ""

#: The root of the repository.
ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tradegraph")
    group.addoption(
        "--renew-golden", action="store_true", help="write golden files anew instead of comparing"
    )
    group.addoption(
        "--raise-floors", action="store_true", help="raise the floors of accuracy to what was measured"
    )
    group.addoption(
        "--lower-floors", action="store_true", help="set the floors of accuracy even where they fall"
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run the whole suite on all cores, a part of it in this process: so are files written anew."""
    is_whole = config.args == config.getini("testpaths")
    writes = any(map(config.getoption, ("--renew-golden", "--raise-floors", "--lower-floors")))
    return None if is_whole and not writes else 0


@pytest.fixture(scope="session")
def lack() -> Callable[[str], NoReturn]:
    """Skip a test for want of something; in CI, where everything real has to run, fail it."""

    def stop(what: str) -> NoReturn:
        if os.environ.get("TRADEGRAPH_CI") == "1":
            pytest.fail(f"CI must have {what}")
        pytest.skip(f"needs {what}")

    return stop


@pytest.fixture(scope="session")
def program(lack: Callable[[str], NoReturn]) -> Callable[[str], str]:
    """Find a program by name, beside this Python or on the path."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return lambda name: shutil.which(name, path=places) or lack(f"the program {name}")


@pytest.fixture(scope="session")
def renew_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--renew-golden"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that is not ours to publish, beside the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the repository")
    return folder


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file of the repository."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def run() -> Callable[..., Result]:
    """Run `tradegraph` in this process; stdout and stderr are kept apart."""
    runner = CliRunner()

    def invoke(*args: object, stdin: str | bytes | None = None) -> Result:
        return runner.invoke(main, [str(arg) for arg in args], input=stdin, prog_name="tradegraph")

    return invoke


@pytest.fixture(scope="session")
def sample_kg(run: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph built of the sample articles; tests only read it."""
    kg = tmp_path_factory.mktemp("samples") / "kg"
    result = run("build", ROOT / "graph" / "samples", "--kg", kg)
    assert result.exit_code == 0, result.output
    return kg
