"""The README tells the truth: its commands run and print what it shows, its tables are what is measured.

Blocks between `<!-- name: begin -->` and `<!-- name: end -->` are written by `pytest --renew-golden`.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from pyoxigraph import RdfFormat, parse
from rdflib import SKOS, Graph, Namespace, URIRef
from rdflib.term import Node
from tradegraph.commands import VERBS, main
from tradegraph.model import RELATIONS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
FLOORS = ROOT / "tests" / "quality-floors.json"
TG = Namespace("https://w3id.org/tradegraph/ontology#")

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terminal, the output is as wide as the README shows it."""
    monkeypatch.setenv("COLUMNS", "100")


DEMO = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/tradegraph demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest"


def block(name: str) -> str:
    found = re.search(rf"<!-- {name}: begin -->\n(.*?)<!-- {name}: end -->", README.read_text("utf-8"), re.S)
    assert found, f"the README has no block {name}"
    return found[1]


def code_in(name: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", block(name), re.S)
    assert found, f"the block {name} has no {language}"
    return found[1]


def compare(name: str, expected: str, *, renew: bool) -> None:
    """Compare a block of the README with what it should hold, or write that there."""
    if renew:
        before, rest = README.read_text("utf-8").split(f"<!-- {name}: begin -->\n")
        after = rest.split(f"<!-- {name}: end -->")[1]
        text = f"{before}<!-- {name}: begin -->\n{expected}<!-- {name}: end -->{after}"
        README.write_text(text, "utf-8")
    assert block(name) == expected


def fence(text: str, language: str = "text") -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def test_the_first_screen_has_the_two_commands_that_ci_runs() -> None:
    first_screen = README.read_text("utf-8").split("\n## ")[0]
    assert f"$ {DEMO}\n" in first_screen
    assert f"$ {TESTS}\n" in first_screen
    assert f"\n{TESTS}\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_demo_prints_what_the_readme_shows(
    run: Run, renew_golden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("demo")
    assert result.exit_code == 0, result.output
    compare("demo", fence(result.stdout), renew=renew_golden)


def test_the_tests_are_shown_to_pass() -> None:
    assert re.search(r"=+ \d{3,} passed(, \d+ skipped)?(, \d+ warnings)? in [\d.]+s", block("pytest"))


def test_the_statement_shown_is_in_the_graph(sample_kg: Path) -> None:
    (archive,) = (sample_kg / "articles").glob("utah-mexico-partnership*.nq")
    known = {quad.triple for quad in parse(archive.read_bytes(), RdfFormat.N_QUADS)}
    shown = {quad.triple for quad in parse(code_in("claim", "turtle"), RdfFormat.TURTLE)}
    assert len(shown) > 15
    assert shown - known == set()


def test_the_questions_shown_have_the_answers_shown(run: Run, renew_golden: bool, sample_kg: Path) -> None:
    commands = re.findall(r"^\$ tradegraph (.+)$", code_in("ask", "console"), re.M)
    assert commands
    shown = []
    for command in commands:
        result = run(*shlex.split(command), "--kg", sample_kg)
        assert result.exit_code == 0, result.output
        shown.append(f"$ tradegraph {command}\n{result.stdout.rstrip()}\n")
    compare("ask", fence("\n".join(shown), "console"), renew=renew_golden)


def test_the_python_example_runs_and_prints_what_is_shown(
    renew_golden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_in("python", "python")
    (tmp_path / "articles").symlink_to(ROOT / "graph" / "samples")
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    compare("python", fence(code, "python") + "\n" + fence(printed.getvalue()), renew=renew_golden)


def describe(verb: str) -> str:
    context = click.Context(main, info_name="tradegraph")
    command = main.get_command(context, verb)
    assert command
    pieces = command.collect_usage_pieces(click.Context(command, info_name=verb))
    arguments = " ".join(piece for piece in pieces if piece != "[OPTIONS]")
    options = sorted(
        max(parameter.opts, key=len)
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
    )
    names = ", ".join(f"`{name}`" for name in options)
    synopsis = f"{verb} {arguments}".strip().replace("|", "\\|")
    return f"| `{synopsis}` | {command.get_short_help_str(limit=200)} | {names} |\n"


def test_every_command_is_documented(renew_golden: bool) -> None:
    table = "| command | what it does | options |\n| --- | --- | --- |\n" + "".join(map(describe, VERBS))
    compare(
        "commands",
        table + "\n`tradegraph COMMAND --help` explains the options, with an example.\n",
        renew=renew_golden,
    )


SETS = {
    "dev-en": "English, real facts in our words",
    "dev-es": "Spanish, real facts in our words",
    "seeds": "English, published articles (not in this repository)",
    "train-en": "English, partly invented",
    "train-es": "Spanish, partly invented",
    "varied-en": "English, partly invented, in looser wordings",
    "varied-es": "Spanish, partly invented, in looser wordings",
    "news-en": "English, invented news",
    "news-es": "Spanish, invented news",
    "dense-en": "English, invented, much in few words",
    "dense-es": "Spanish, invented, much in few words",
    "passages-en": "English, invented passages, a new wording in each",
    "passages-es": "Spanish, invented passages, a new wording in each",
}


def test_the_accuracy_shown_is_the_one_that_is_pinned(renew_golden: bool) -> None:
    floors = json.loads(FLOORS.read_text("utf-8"))
    rows = [
        f"| {title} | {floors[name]['articles']} | {floors[name]['precision']:.2f} | "
        f"{floors[name]['recall']:.2f} | {floors[name]['f1']:.2f} |\n"
        for name, title in SETS.items()
    ]
    head = "| articles | number | precision | recall | F1 |\n| --- | ---: | ---: | ---: | ---: |\n"
    shares = [floors[name]["relations"] for name in ("train-en", "train-es")]
    relations = [
        f"| `{name}` | {' | '.join(_share(share.get(name)) for share in shares)} |\n" for name in RELATIONS
    ]
    by_relation = "\n| relation, F1 | English | Spanish |\n| --- | ---: | ---: |\n"
    compare("accuracy", "".join([head, *rows, by_relation, *relations]), renew=renew_golden)


def _share(share: float | None) -> str:
    """Return a share as the table shows it; of a relation that a set has too few records of, a dash."""
    return "–" if share is None else f"{share:.2f}"


def test_the_ontology_table_is_the_ontology(renew_golden: bool) -> None:
    ontology = Graph().parse(ROOT / "ontology" / "tradegraph.ttl")

    def names(class_: Node, predicate: URIRef) -> list[str]:
        return sorted(str(term).removeprefix(TG) for term in ontology.objects(class_, predicate))

    rows = []
    for class_ in sorted(set(ontology.subjects(TG.subjectRole)), key=str):
        roles = zip(names(class_, TG.subjectRole), names(class_, TG.objectRole), strict=True)
        pairs = ", ".join(" → ".join(pair) for pair in roles)
        meaning = (
            str(ontology.value(class_, SKOS.definition)).removeprefix("Relationship in which ").rstrip(".")
        )
        rows.append(f"| `tg:{str(class_).removeprefix(TG)}` | {meaning} | {pairs} |\n")
    assert len(rows) == len(RELATIONS) == 17
    compare(
        "ontology",
        "| class | holds when | roles |\n| --- | --- | --- |\n" + "".join(rows),
        renew=renew_golden,
    )
