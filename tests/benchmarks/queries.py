"""Time of every question of the catalogue, beside rdflib's own engine on the same data.

usage: python tests/benchmarks/queries.py [QUESTION...] [--articles N] [--small N] [--limit MS] [--store FOLDER]

Each question is asked of a graph of N synthetic articles (10,000 unless told; see `corpus.py`) with its
example, and with the entity of which most is said. A time is the median of some runs that find the data in
memory, from the names of the parameters to the rows as Python objects. rdflib is asked the same text of a
smaller graph, in a process of its own that is ended after some seconds: a ratio with ">" is what it would be
at least. Ends with 1 where a question takes longer than the limit.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import rdflib
from corpus import make_store
from pyoxigraph import DefaultGraph, RdfFormat, Triple, serialize
from tradegraph.model import ENTITY_TYPES
from tradegraph.queries.catalogue import Question, load_questions, run_query
from tradegraph.queries.parameters import Parameter, bind_terms, collect_terms
from tradegraph.rdf.store import Store

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
_RANKING: Final = """
SELECT ?value ?type (COUNT(?thing) AS ?number) {{ ?thing {property} ?value . ?value a ?type }}
GROUP BY ?value ?type ORDER BY DESC(?number) ?value
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """How many rows an answer has, and the median of the milliseconds that it took."""

    rows: int
    milliseconds: float


def time_of(work: Callable[[], int]) -> Timing:
    """Return the rows that `work` tells and the median time of its runs, the first left out."""
    rows, start, times = work(), time.perf_counter(), []
    while len(times) < _RUNS and (not times or time.perf_counter() - start < _ENOUGH):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return Timing(rows, statistics.median(times))


class Ranking:
    """Which entities most is said of in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._ranked: dict[str, list[tuple[str, str]]] = {}

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
        open_ = [parameter for parameter in question.parameters if parameter.required]
        first, *others = [parameter for parameter in open_ if parameter.type in ("entity", "iri")]
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
            start = time.perf_counter()
            run_query(self.store, question.name, **parameters)
            return time.perf_counter() - start

        takes_entity = any(parameter.type in ("entity", "iri") for parameter in question.parameters)
        return max(self.candidates(question), key=seconds) if takes_entity else question.example


class Rival:
    """rdflib's own engine with the data of a store, asked in processes that can be ended."""

    def __init__(self, store: Store, *, seconds: float) -> None:
        self.store, self.seconds = store, seconds
        union = store.quads.quads_for_pattern(None, None, None, DefaultGraph())
        content = serialize((Triple(*quad[:3]) for quad in union), format=RdfFormat.N_TRIPLES)
        self.graph = rdflib.Graph().parse(data=content or b"", format="nt")

    def compare(self, question: Question, parameters: Mapping[str, str]) -> str:
        """Return how many times longer than Oxigraph rdflib takes for the same question and data."""
        ours = time_of(lambda: run_query(self.store, question.name, **parameters).n)
        rows, milliseconds = self.ask(question, parameters)
        if rows is not None and rows != ours.rows:
            raise AssertionError(f"{question.name}: {rows} rows from rdflib, {ours.rows} from Oxigraph")
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
        start = time.perf_counter()
        rows = len(list(self.graph.query(text)))
        pipe.send((rows, (time.perf_counter() - start) * 1000))


def measure(question: Question, ranking: Ranking, rival: Rival | None, *, limit: float) -> Iterator[bool]:
    """Print the lines of a question; yield for each whether it takes too long."""
    smaller = Ranking(rival.store) if rival else None
    example = dict(question.example)
    if "statement" in example:
        example["statement"] = ranking.heaviest(question)["statement"]
    for choice, parameters in (("example", example), ("heaviest", ranking.heaviest(question))):
        store = ranking.store
        timing = time_of(lambda: run_query(store, question.name, **parameters).n)  # noqa: B023
        ratio = ""
        if rival and smaller:
            asked = smaller.heaviest(question) if choice == "heaviest" else example
            ratio = rival.compare(question, asked)
        slow = timing.milliseconds > limit
        told = ", ".join(value.rpartition("graph/")[2] for value in parameters.values())
        print(  # noqa: T201
            f"{question.name:24}{choice:10}{timing.rows:>7,}{timing.milliseconds:>9,.1f}{'!' if slow else ' '}"
            f"{ratio:>9}  {told}",
            flush=True,
        )
        yield slow
