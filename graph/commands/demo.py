"""The verb `demo`: the whole way, from sample articles to answers and a network."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from rich.console import Console
    from tradegraph.building.pipeline import BuildReport
    from tradegraph.queries.results import Results
    from tradegraph.rdf.store import Store


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of the catalogue, and how a row of its answer reads.

    `parts` make up a line, without those that a row does not fill; `quotes` are the columns of its words and
    of the articles that have these.
    """

    name: str
    parameters: Mapping[str, str]
    parts: tuple[str, ...]
    quotes: tuple[tuple[str, str], ...] = (("quote", "article"),)


_QUESTIONS: Final = (
    _Question(
        "trade-partners",
        {"country": "Mexico"},
        ("{partnerLabel}", "{flow} {direction}", "{period}", "{value:,} {unit}"),
    ),
    _Question("signings", {"actor": "Spencer Cox"}, ("{signatoryLabel}", "{agreementLabel}", "{period}")),
    _Question(
        "rival-figures",
        {"first": "Mexico", "second": "China"},
        ("{subjectLabel} – {objectLabel}", "{flow}", "{period}", "{higherValue:,} or {lowerValue:,} {unit}"),
        quotes=(("higherQuote", "higherArticle"), ("lowerQuote", "lowerArticle")),
    ),
)
#: Rows shown of an answer; the demo says how many more there are.
_ROWS: Final = 3


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-kg"),
    show_default=True,
    help="Folder to write the graph and the network to.",
)
def demo(out: Path) -> None:
    """Build a graph of the sample articles, ask it, and export its network.

    \b
    Example:
      tradegraph demo --out samples-graph
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from rich.console import Console
    from tradegraph.building.pipeline import build
    from tradegraph.networks import to_networkx, write_gexf
    from tradegraph.rdf.store import Store

    console = Console(highlight=False)
    kg, network = out / "kg", out / "network.gexf"
    with as_file(files("tradegraph.samples")) as samples:
        _tell_build(console, build(sorted(samples.glob("*.md")), kg))
    with Store.open(kg / "store") as store:
        for question in _QUESTIONS:
            _tell_answer(console, store, kg, question)
        graph = to_networkx(store)
    write_gexf(graph, network)
    _tell_files(console, kg, network, f"{graph.number_of_nodes()} actors, {graph.number_of_edges()} links")


def _tell_build(console: Console, report: BuildReport) -> None:
    _tell_lines(console, f"Read {report.articles} articles, in English and Spanish.")
    _tell_lines(
        console,
        f"Found {report.claims} claims, each with its quote, about {report.relationships} relationships: "
        f"{report.rejected} rejected, {report.warnings} with a warning.",
    )
    console.print()


def _tell_answer(console: Console, store: Store, kg: Path, question: _Question) -> None:
    from tradegraph.queries.catalogue import find_question, run_query

    results = run_query(store, question.name, **question.parameters)
    options = " ".join(f"-p {name}={shlex.quote(value)}" for name, value in question.parameters.items())
    _tell_lines(console, find_question(question.name).summary, style="bold")
    _tell_lines(console, f"tradegraph ask {question.name} {options} --kg {kg}\n", style="dim")
    console.print()
    for row in islice(_to_rows(results), _ROWS):
        _tell_row(console, question, row)
    if results.n > _ROWS:
        _tell_lines(console, f"… and {results.n - _ROWS} more", indent=2, style="dim")
        console.print()


def _to_rows(results: Results) -> Iterator[dict[str, Any]]:
    for row in results.rows:
        yield {name: value for name, value in zip(results.columns, row, strict=True) if value is not None}


def _tell_row(console: Console, question: _Question, row: Mapping[str, Any]) -> None:
    _tell_lines(console, " · ".join(_fill(question.parts, row)), indent=2, style="cyan")
    for quote, article in question.quotes:
        _tell_lines(console, f"“{row[quote]}”", indent=4)
        _tell_lines(console, row[article].rsplit("/", 1)[-1], indent=4, style="dim")
    console.print()


def _fill(parts: Iterable[str], row: Mapping[str, Any]) -> Iterator[str]:
    for part in parts:
        with suppress(KeyError):
            yield part.format_map(row)


def _tell_lines(console: Console, text: str, *, indent: int = 0, style: str = "") -> None:
    """Print `text` wrapped and indented; rich would fill the lines with spaces."""
    from rich.text import Text

    margin = " " * indent
    for line in wrap(text, console.width, initial_indent=margin, subsequent_indent=margin):
        console.print(Text(line, style=style), soft_wrap=True)


def _tell_files(console: Console, kg: Path, network: Path, size: str) -> None:
    _tell_pairs(console, "Written", {str(kg): "archive, store, report", str(network): f"for Gephi: {size}"})
    console.print()
    _tell_pairs(
        console,
        "Next",
        {
            "tradegraph questions": "what can be asked",
            f"tradegraph explain Utah --kg {kg}": "every sentence about an actor",
            "tradegraph build ARTICLES": "a graph of your own",
        },
    )


def _tell_pairs(console: Console, title: str, pairs: Mapping[str, str]) -> None:
    _tell_lines(console, title, style="bold")
    width = max(map(len, pairs))
    for name, meaning in pairs.items():
        console.print(f"  {name:{width}}  [dim]{meaning}[/]", soft_wrap=True)
