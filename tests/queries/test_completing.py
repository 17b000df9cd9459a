"""Completion by the protocol of the shells, in processes of their own, and in bash itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from tradegraph.queries.names import find_names
from tradegraph.rdf.store import Store

#: Sets bash's variables as it does for a key press, and prints what the completion gives.
TRY = """
eval "$(_TRADEGRAPH_COMPLETE=bash_source tradegraph)"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_tradegraph_completion tradegraph
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as a file on the path."""
    path = tmp_path_factory.mktemp("bin") / "tradegraph"
    path.write_text(
        f"#!{sys.executable}\nfrom tradegraph.commands import main\nmain(prog_name='tradegraph')\n"
    )
    path.chmod(0o755)
    return path


def complete(program: Path, shell: str, *words: str) -> list[str]:
    variables = {
        "COMP_WORDS": "\n".join(("tradegraph", *words)),
        "COMP_CWORD": str(len(words) if shell != "fish" else words[-1]),
        "_TRADEGRAPH_COMPLETE": f"{shell}_complete",
    }
    done = subprocess.run([program], env=os.environ | variables, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


def in_bash(program: Path, *words: str) -> list[str]:
    variables = {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", TRY, "try", "tradegraph", *words],
        env=os.environ | variables, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ask", "trade-pa"], ["plain,trade-partners"]),
        (["questions", "vis"], ["plain,visits"]),
        (["ask", "trade-partners", "-p", "cou"], ["plain,country="]),
        (["ask", "brokers", "-p", "kind=comp"], ["plain,kind=Company"]),
        (["ask", "no-such-question", "-p", "cou"], []),
        (["ask", "trade-partners", "-p", "nothing=x"], []),
        (["ask", "--kg", "/nowhere", "trade-partners", "-p", "country=Mex"], []),
    ],
    ids=" ".join,
)
def test_what_is_typed_is_completed(program: Path, words: list[str], expected: list[str]) -> None:
    assert complete(program, "bash", *words) == expected


def test_other_shells_get_whole_words_with_help(program: Path, kg: Path) -> None:
    asked = ("ask", "--kg", str(kg), "trade-partners", "-p", "country=sou")
    assert complete(program, "zsh", *asked)[:2] == ["plain", "country=South Korea"]
    assert complete(program, "fish", *asked)[0] == "plain,country=South Korea"
    assert (
        complete(program, "zsh", "ask", "trade-pa")[-1]
        == "With whom does a country trade, and how much, year by year?"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["trade-partners", "-p", "c"], ["country="]),
        (["trade-partners", "-p", "country", "=", "sou"], [r"South\ Korea"]),
        (["trade-partners", "-p", "country=sou"], [r"country=South\ Korea"]),
        (["trade-partners", "-p", "country", "=", r"South\ K"], [r"South\ Korea"]),
        (["trade-partners", "-p", "country", "=", '"South K'], ["South Korea"]),
        (["trade-partners", "-p", "country", "=", "corea"], [r"Corea\ del\ Sur"]),
        (["trade-partners", "-p", "year", "=", ""], ["2023"]),
        (["signings", "-p", "actor", "=", "cp"], ["CPTPP"]),
    ],
    ids=" ".join,
)
def test_bash_inserts_names_as_one_word(
    program: Path, kg: Path, lack: Callable[[str], NoReturn], words: list[str], expected: list[str]
) -> None:
    if shutil.which("bash") is None:
        lack("bash")
    assert in_bash(program, "ask", "--kg", str(kg), *words) == expected


def test_it_loads_little(program: Path, kg: Path) -> None:
    # A shell waits for it at each key press: what reads articles or validates takes long to load.
    spy = program.with_name("spy.py")
    spy.write_text(
        "import atexit, sys\n"
        "from tradegraph.commands import main\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "main(prog_name='tradegraph')\n"
    )
    words = ("tradegraph", "ask", "--kg", str(kg), "trade-partners", "-p", "country=")
    variables = {
        "_TRADEGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run(
        [sys.executable, spy], env=os.environ | variables, capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert "Mexico" in done.stdout
    assert "tradegraph.queries.names" in loaded
    assert loaded.isdisjoint({"rdflib", "pyshacl", "networkx", "trafilatura", "ahocorasick", "rich"})


def test_what_is_most_told_of_comes_first(store: Store) -> None:
    assert find_names("", store, classes=("Country",), n=2) == ["MX", "Mexico"]
    assert find_names("ge", store) == ["Georgia"]
    assert find_names("can", store) == ["Canada", "Canadá"]
    assert find_names("méx", store, classes=("City",)) == ["Mexico City"]
    assert find_names("zzz", store) == []
