"""The verbs `questions`, `ask`, `sparql` and `explain`: what a graph knows."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from tradegraph.commands.completing import complete_pair, complete_question
from tradegraph.commands.graphs import PLACE, PLACE_HELP
from tradegraph.commands.outputs import write
from tradegraph.remote.places import open_store

if TYPE_CHECKING:
    from tradegraph.queries.catalogue import Question
    from tradegraph.queries.parameters import Parameter
    from tradegraph.queries.results import Results
    from tradegraph.rdf.store import Store

_PATH: Final = click.Path(path_type=Path)
_LANGUAGES: Final = click.Choice(["en", "es"])
_FORMATS: Final = ("table", "csv", "json", "tsv", "xml", "nt", "ttl")


@click.command()
@click.argument("name", required=False, shell_complete=complete_question)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "ttl"]), default="table", show_default=True
)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True, help="Language of the questions.")
def questions(name: str | None, form: str, lang: str) -> None:
    """List the questions of the catalogue, or show the one called NAME with its SPARQL.

    As Turtle (ttl) they are executable queries of SHACL, with their labels in both languages.

    \b
    Example:
      tradegraph questions trade-partners
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.queries.catalogue import find_question, load_questions

    chosen = (find_question(name),) if name else load_questions()
    if form == "json":
        records = [_to_record(question, lang) for question in chosen]
        click.echo(json.dumps(records[0] if name else records, ensure_ascii=False, indent=1))
    elif form == "ttl":
        click.echo(_to_turtle(name), nl=False)
    elif name:
        click.echo("\n".join(_describe(chosen[0], lang)))
    else:
        click.echo("\n".join(_list(chosen, lang)))


@click.command()
@click.argument("name", shell_complete=complete_question)
@click.option(
    "-p",
    "--parameter",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    help="Once or more for each.",
    shell_complete=complete_pair,
)
@click.option("--kg", type=PLACE, default=Path("kg"), show_default=True, help=PLACE_HELP)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option("-o", "--output", type=_PATH, help="File to write, instead of standard output.")
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True, help="Language of the labels.")
def ask(name: str, pairs: tuple[str, ...], kg: Path | str, form: str, output: Path | None, lang: str) -> None:
    """Ask the question NAME of the catalogue; the answer comes with its quotes.

    An actor is named by name, code or IRI. Repeat a parameter to ask for any of several values. The tab
    key completes questions, parameters and names, once your shell knows how: put the line for bash into
    ~/.bashrc (zsh_source into ~/.zshrc, fish_source for fish).

    \b
    Example:
      tradegraph ask trade-partners -p country=Mexico -p year=2023
      eval "$(_TRADEGRAPH_COMPLETE=bash_source tradegraph)"
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.queries.catalogue import find_question, run_query

    values = _read_pairs(pairs)
    with open_store(kg) as store:
        if any(parameter.name == "language" for parameter in find_question(name).parameters):
            values = {"language": lang} | values
        results = run_query(store, name, **values)
        write(_to_text(results, form, store, lang), output)
        _tell_limit(store, name, values, rows=results.n)


@click.command()
@click.argument("query", metavar="QUERY|FILE|-")
@click.option("--kg", type=PLACE, default=Path("kg"), show_default=True, help=PLACE_HELP)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("-o", "--output", type=_PATH, help="File to write, instead of standard output.")
def sparql(query: str, kg: Path | str, form: str, output: Path | None) -> None:
    """Answer a SPARQL query, given as text, in a FILE or on standard input (-).

    All graphs together are asked unless the query says GRAPH; the usual prefixes need no declaration. An
    answer of triples is Turtle (ttl) or N-Triples (nt).

    \b
    Example:
      tradegraph sparql "SELECT DISTINCT ?agreement { ?relationship tg:agreement ?agreement }"
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph._exceptions import QueryError
    from tradegraph.queries.catalogue import answer_query

    text = _read_query(query)
    with open_store(kg) as store:
        try:
            results = answer_query(store, text)
        except QueryError as error:
            for note in getattr(error, "__notes__", ()):
                click.echo(note, err=True)
            raise
        write(_to_text(results, form, store, "en"), output)


@click.command()
@click.argument("subject", metavar="IRI|NAME")
@click.option("--kg", type=PLACE, default=Path("kg"), show_default=True, help=PLACE_HELP)
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True, help="Language of the labels.")
def explain(subject: str, kg: Path | str, lang: str) -> None:
    """Show the sentences about an actor (IRI, code or NAME), or behind the IRI of a statement or article.

    \b
    Example:
      tradegraph explain "South Korea"
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph._exceptions import ParameterError, QueryError
    from tradegraph.commands.explanations import tell
    from tradegraph.explaining import explain as explain_subject

    with open_store(kg) as store:
        try:
            explanations = explain_subject(store, subject, lang=lang)
        except ParameterError as error:
            # Here the name is what is asked for, not an option: input that cannot be used.
            raise QueryError(str(error)) from None
    if not explanations:
        click.echo(f"tradegraph: no article in {kg} says anything of {subject}", err=True)
    for line in tell(explanations):
        click.echo(line)


def _tell_limit(store: Store, name: str, values: dict[str, Any], *, rows: int) -> None:
    """Say on standard error where an answer was cut at its limit, and how to have more."""
    from tradegraph.queries.catalogue import find_question, run_query
    from tradegraph.queries.parameters import LIMIT

    parameter = next((item for item in find_question(name).parameters if item.name == LIMIT), None)
    if parameter is None:
        return
    limit = int(values.get(LIMIT, [parameter.default])[0])
    # What is limited may be statements, each of several rows: only to ask for one more tells.
    if rows >= limit and run_query(store, name, **values | {LIMIT: limit + 1}).n > rows:
        more = f"more with -p {LIMIT}={max(10 * limit, 10)}"
        click.echo(f"tradegraph: {rows:,} rows, cut at the limit of {limit}; {more}", err=True)


def _read_pairs(pairs: Iterable[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not key or not equals:
            raise click.BadParameter(f"{pair!r} is not KEY=VALUE, as in country=Mexico", param_hint="-p")
        values.setdefault(key, []).append(value)
    return values


def _read_query(query: str) -> str:
    from tradegraph._exceptions import QueryError

    if query == "-":
        return sys.stdin.read()
    if "{" in query or "\n" in query:
        return query
    try:
        return Path(query).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise QueryError(f"{query}: neither SPARQL nor a file to read ({reason.lower()})") from None


def _to_text(results: Results, form: str, store: Store, lang: str) -> str:
    from pyoxigraph import NamedNode
    from tradegraph.commands.tables import to_label, to_table

    if form != "table":
        return results.serialize(form)
    if results.triples is not None:
        return results.serialize("ttl") if results.triples else "no triples\n"
    store.prepare({term.value for row in results.terms for term in row if isinstance(term, NamedNode)})
    return to_table(results, label=lambda iri: to_label(iri, store, lang))


def _to_record(question: Question, lang: str) -> dict[str, Any]:
    from dataclasses import asdict

    from tradegraph.queries.catalogue import to_example

    return {
        "name": question.name,
        "question": question.summaries[lang],
        "description": question.description,
        "tags": list(question.tags),
        "parameters": [asdict(parameter) for parameter in question.parameters],
        "example": to_example(question),
        "sparql": question.text,
    }


def _to_turtle(name: str | None) -> str:
    from tradegraph.queries.publishing import load_question_quads
    from tradegraph.rdf.files import to_rdf

    quads = load_question_quads()
    if name:
        one = re.compile(rf"\S+/question/{name}(#\w+)?>")
        quads = [quad for quad in quads if one.fullmatch(str(quad.subject))]
    return to_rdf(quads, "ttl").decode()


def _list(chosen: Iterable[Question], lang: str) -> Iterator[str]:
    for question in chosen:
        keys = (parameter.name for parameter in question.parameters if parameter.name != "language")
        required = {parameter.name for parameter in question.parameters if parameter.required}
        shown = " ".join(key if key in required else f"[{key}]" for key in keys)
        yield f"{question.name:24}{question.summaries[lang]}"
        yield f"{'':24}{shown}"


def _describe(question: Question, lang: str) -> Iterator[str]:
    from tradegraph.queries.catalogue import to_example

    yield from (question.summaries[lang], question.description, "", "Parameters")
    yield from map(_describe_parameter, question.parameters)
    yield from ("", "Example", f"  {to_example(question)}", "", "SPARQL", "")
    yield question.text.rstrip()


def _describe_parameter(parameter: Parameter) -> str:
    default = f"default {parameter.default}" if parameter.default else "optional"
    need = "" if parameter.required else f", {default}"
    return f"  {parameter.name:12}{parameter.description} ({parameter.type}{need}; e.g. {parameter.example})"
