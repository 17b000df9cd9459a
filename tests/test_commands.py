"""The frame of the command line: help, start-up, and how failures end."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner, Result
from tradegraph import commands
from tradegraph._exceptions import DataError, GraphError, ParameterError, QueryError, UsageError

Run = Callable[..., Result]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Register a verb `fail` that raises what it is given."""

    def register(error: BaseException) -> None:
        @click.command()
        def fail() -> None:
            raise error

        module = ModuleType("tradegraph.commands.failing")
        module.fail = fail  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "tradegraph.commands.failing", module)
        monkeypatch.setitem(commands.VERBS, "fail", "failing")

    return register


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (GraphError("kg: no graph\nhere"), 3, "kg: no graph here"),
        (DataError("x.ttl: broken"), 3, "x.ttl: broken"),
        (QueryError("unknown"), 3, "unknown"),
        (ParameterError("country is missing"), 2, "country is missing"),
        (UsageError("not both"), 2, "not both"),
        (PermissionError(13, "Permission denied", "out.csv"), 3, "out.csv: permission denied"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_a_failure_is_one_line_and_a_status(
    run: Run, failing: Callable[[BaseException], None], error: BaseException, status: int, message: str
) -> None:
    failing(error)
    result = run("fail")
    assert (result.exit_code, result.stdout, result.stderr) == (status, "", f"tradegraph: {message}\n")


def test_a_fault_of_ours_says_how_to_report_it(
    run: Run, failing: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRADEGRAPH_DEBUG", raising=False)
    failing(ZeroDivisionError("division by zero"))
    result = run("fail")
    assert result.exit_code == 70
    assert result.stderr.count("\n") == 1
    assert "unexpected ZeroDivisionError: division by zero" in result.stderr
    assert "TRADEGRAPH_DEBUG=1" in result.stderr


def test_the_traceback_is_there_for_those_who_ask(
    run: Run, failing: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRADEGRAPH_DEBUG", "1")
    failing(ZeroDivisionError("division by zero"))
    assert "Traceback (most recent call last)" in run("fail").stderr


def test_an_unknown_verb_is_a_usage_error(run: Run) -> None:
    result = run("frobnicate")
    assert result.exit_code == 2
    assert "No such command 'frobnicate'" in result.stderr


def test_help_lists_every_verb_in_the_order_of_use(run: Run) -> None:
    listed = [line.split()[0] for line in run("--help").stdout.partition("Commands:\n")[2].splitlines()]
    assert listed == list(commands.VERBS)


def test_help_imports_nothing_heavy_and_is_quick() -> None:
    heavy = ["pyoxigraph", "rdflib", "pyshacl", "trafilatura", "networkx", "ahocorasick"]
    code = (
        "import atexit, sys\n"
        f"loaded = lambda: [name for name in {heavy} if name in sys.modules]\n"
        "atexit.register(lambda: print(loaded(), file=sys.stderr))\n"
        "from tradegraph.commands import main\n"
        "main(['--help'])"
    )
    durations = []
    for _ in range(3):
        start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        durations.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start)
        assert result.stderr.strip() == "[]"
    assert min(durations) < 0.5


def test_a_reader_that_goes_away_is_no_failure_to_speak_of() -> None:
    code = (
        "import sys\n"
        "from tradegraph import commands\n"
        "import click, types\n"
        "module = types.ModuleType('tradegraph.commands.talking')\n"
        "@click.command()\n"
        "def talk():\n"
        "    for _ in range(100000):\n"
        "        print('a line that nobody reads')\n"
        "module.talk = talk\n"
        "sys.modules[module.__name__] = module\n"
        "commands.VERBS['talk'] = 'talking'\n"
        "commands.main(['talk'])"
    )
    read, write = os.pipe()
    with subprocess.Popen([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE) as process:
        os.close(write)
        os.close(read)
        _, stderr = process.communicate()
    assert (process.returncode, stderr) == (141, b"")


def test_build_keeps_an_article_that_is_piped_in(tmp_path: Path) -> None:
    text = "Exports from Chile to Peru reached 2 billion dollars in 2024.\n"
    for _ in range(2):
        result = CliRunner().invoke(commands.main, ["build", "-", "--kg", str(tmp_path / "kg")], input=text)
        assert result.exit_code == 0, result.output
    [kept] = (tmp_path / "kg" / "input").iterdir()
    assert kept.read_text("utf-8") == text
    assert len(list((tmp_path / "kg" / "articles").iterdir())) == 1
