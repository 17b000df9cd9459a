"""Time of every question of the catalogue, beside rdflib's own engine on the same data.

usage: python -m tests.benchmarks.queries [QUESTION...] [--articles N] [--small N] [--store FOLDER]

Each question is asked of a graph of N synthetic articles (10,000 unless told; see `corpus.py`) with its
example, and with the entities of which most is said. A time is the median of some runs that find the data in
memory, from the names of the parameters to the rows as Python objects; it is processor time, which is the
time that passes where nothing else runs. rdflib is asked the same text of a smaller graph, in a process of
its own that is ended after some seconds: a ratio with ">" is what it would be at least. Ends with 1 where a
question takes longer than the limit.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, serialize
from tradegraph.deriving import DERIVED
from tradegraph.model import ENTITY_TYPES
from tradegraph.queries.catalogue import Question, load_questions, run_query
from tradegraph.queries.parameters import Parameter, bind_terms, collect_terms
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import Store

from .corpus import make_store

_RUNS: Final = 5
#: Runs of one time end after this many seconds.
_ENOUGH: Final = 4.0
#: What is counted to find the heaviest value of a parameter, by its name; of others, what involves an entity.
_COUNTED: Final = {
    "product": "tg:product",
    "sector": "tg:sector",
    "speaker": "tg:speaker",
    "statement": "prov:wasQuotedFrom",
}
#: In the place of a number of rows: rdflib cannot answer.
_FAILED: Final = -1
_RANKING: Final = """
SELECT ?value ?type (COUNT(?thing) AS ?number) {{ ?thing {property} ?value . ?value a ?type }}
GROUP BY ?value ?type ORDER BY DESC(?number) ?value
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """How many rows an answer has, and the median of the milliseconds that it took."""

    rows: int
    milliseconds: float


def time_of(work: Callable[[], int], *, least: int = 3) -> Timing:
    """Return the rows that `work` tells and the median time of its runs, the first left out."""
    times: list[float] = []
    rows, start = work(), time.perf_counter()
    while len(times) < least or (len(times) < _RUNS and time.perf_counter() - start < _ENOUGH):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return Timing(rows, statistics.median(times))


class Ranking:
    """Which entities most is said of in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._ranked: dict[str, list[tuple[str, str]]] = {}
        self._heaviest: dict[str, dict[str, str]] = {}

    def rank(self, parameter: Parameter) -> list[tuple[str, str]]:
        """Return the values that fit a parameter with their types, those that most is said of first."""
        counted = _COUNTED.get(parameter.name, "tg:involves")
        if counted not in self._ranked:
            rows = self.store.rows(_RANKING.format(property=counted))
            self._ranked[counted] = [(row["value"], row["type"].rpartition("#")[2]) for row in rows]
        classes = parameter.classes or (*ENTITY_TYPES, "Article")
        return [(value, type_) for value, type_ in self._ranked[counted] if type_ in classes]

    def candidates(self, question: Question) -> Iterator[dict[str, str]]:
        """Yield parameters for a question: for the first, of each type the entity that most is said of."""
        ranked = [p for p in question.parameters if p.required and p.type in ("entity", "iri")]
        if not ranked:
            yield question.example
            return
        first, *others = ranked
        leaders = {type_: value for value, type_ in reversed(self.rank(first))}
        for leader in leaders.values():
            chosen = {first.name: leader}
            for other in others:
                chosen[other.name] = next(
                    value for value, _ in self.rank(other) if value not in chosen.values()
                )
            yield question.example | chosen

    def heaviest(self, question: Question) -> dict[str, str]:
        """Return those of the candidates that take longest."""

        def seconds(parameters: dict[str, str]) -> float:
            start = time.process_time()
            run_query(self.store, question.name, **parameters)
            return time.process_time() - start

        if question.name not in self._heaviest:
            self._heaviest[question.name] = max(self.candidates(question), key=seconds)
        return self._heaviest[question.name]


class Rival:
    """rdflib's own engine with the data of a store, asked in processes that can be ended."""

    def __init__(self, store: Store, *, seconds: float) -> None:
        self.store, self.seconds = store, seconds
        union = store.quads.quads_for_pattern(None, None, None, DefaultGraph())
        content = serialize((quad.triple for quad in union), format=RdfFormat.N_TRIPLES)
        self.graph = rdflib.Graph().parse(data=content or b"", format="nt")

    def compare(self, question: Question, parameters: Mapping[str, str]) -> str:
        """Return how many times longer than Oxigraph rdflib takes for the same question and data."""
        ours = time_of(lambda: run_query(self.store, question.name, **parameters).n)
        rows, milliseconds = self.ask(question, parameters)
        if rows == _FAILED:
            return "fails"
        if rows is not None and rows != ours.rows:
            return "differs"  # rdflib 7.6 drops rows whose IF over aggregates fails in one branch
        return f"{'>' if rows is None else ''}{milliseconds / ours.milliseconds:,.0f}"

    def ask(self, question: Question, parameters: Mapping[str, str]) -> tuple[int | None, float]:
        """Return how many rows rdflib finds, None where it needs too long, and its milliseconds."""
        text = bind_terms(question.text, collect_terms(question.parameters, parameters, self.store))
        # A fork shares the graph, which takes long to load.
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=self._answer, args=(text, theirs))
        child.start()
        try:
            return ours.recv() if ours.poll(self.seconds) else (None, self.seconds * 1000)
        finally:
            child.kill()
            child.join()

    def _answer(self, text: str, pipe: Connection) -> None:
        start = time.process_time()
        try:
            rows = len(list(self.graph.query(text)))
        except Exception:  # rdflib 7.6 cannot compare what MIN finds unbound, or count it
            rows = _FAILED
        pipe.send((rows, (time.process_time() - start) * 1000))


def report(question: Question, ranking: Ranking, rival: Rival | None, *, limit: float) -> Iterator[str]:
    """Yield the lines on a question, with its example and the heaviest parameters; "!" is over the limit."""
    smaller = Ranking(rival.store) if rival else None
    for choice in ("example", "heaviest"):
        parameters = choose(question, ranking, choice)
        timing = time_of(lambda: run_query(ranking.store, question.name, **parameters).n)  # noqa: B023
        ratio = rival.compare(question, choose(question, smaller, choice)) if rival and smaller else ""
        slow = "!" if timing.milliseconds > limit else " "
        told = ", ".join(value.removeprefix(DEFAULT_BASE) for value in parameters.values())
        times = f"{timing.rows:>7,}{timing.milliseconds:>9,.1f}{slow}{ratio:>9}"
        yield f"{question.name:24}{choice:10}{times}  {told}".rstrip()


def choose(question: Question, ranking: Ranking, choice: str) -> dict[str, str]:
    """Return the parameters for a question; an example that names an article becomes one that there is."""
    heaviest = ranking.heaviest(question)
    if choice == "heaviest":
        return heaviest
    return {
        name: heaviest[name] if name == "statement" else value for name, value in question.example.items()
    }


def report_checks(store: Store) -> Iterator[str]:
    """Yield a line for each check of the whole graph and for each kind of derived graph."""
    for file in sorted(files("tradegraph.queries").joinpath("checks").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            text = file.read_text("utf-8")
            timing = time_of(lambda: run_query(store, text).n, least=1)  # noqa: B023
            yield f"{file.name:34}{timing.rows:>7,}{timing.milliseconds:>9,.1f}"
    for name, derive in DERIVED.items():
        timing = time_of(lambda: sum(1 for _ in derive(store)), least=1)  # noqa: B023
        yield f"{name:34}{timing.rows:>7,}{timing.milliseconds:>9,.1f}"


def measure(options: argparse.Namespace, folder: Path) -> bool:
    """Print the report; return whether every question keeps to the limit."""
    ranking = Ranking(Store.open(make_store(folder, options.articles)))
    small = make_store(folder, options.small) if options.small else None
    rival = Rival(Store.open(small), seconds=options.seconds) if small else None
    wanted = [
        question for question in load_questions() if question.name in (options.question or [question.name])
    ]
    print(f"{'question':34}{'rows':>7}{'ms':>9} {'rdflib x':>9}  asked with")  # noqa: T201
    slow = False
    for question in wanted:
        for line in report(question, ranking, rival, limit=options.limit):
            print(line, flush=True)  # noqa: T201
            slow |= "!" in line
    if not options.question:
        print(*report_checks(ranking.store), sep="\n")  # noqa: T201
    return not slow


def main() -> None:
    """Measure, and end with 1 where a question is too slow."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("question", nargs="*", help="questions to ask, all unless told")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument(
        "--small", type=int, default=300, help="articles of rdflib's graph, 0 to leave it out"
    )
    parser.add_argument("--limit", type=float, default=150, help="milliseconds that a question may take")
    parser.add_argument("--seconds", type=float, default=20, help="time for rdflib to answer")
    parser.add_argument("--store", type=Path, help="folder that keeps the graphs for further runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(not measure(options, options.store or Path(folder)))


if __name__ == "__main__":
    main()
