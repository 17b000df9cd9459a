"""What a server adds to the time of a question: the same questions over HTTP and of the engine alone.

usage: python -m tests.benchmarks.serving_latency [QUESTION...] [--store FOLDER] [--articles N] [--runs N]

Both are asked in turn, in one run, of one store: a question of the catalogue with its example and a limit
that differs each time, so that nothing can be remembered. The engine's time ends with the rows as SPARQL
JSON, the server's with the whole response. Told are medians; ends with 1 where the server takes longer than
3 ms and 1.3 times the engine.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from tradegraph.queries.catalogue import Question, find_question, run_query
from tradegraph.rdf.store import Store

from .corpus import make_store
from .serving import Client, make_kg, running

_QUESTIONS: Final = (
    "trade-partners",
    "trade-of-pair",
    "meetings",
    "positions",
    "companies-in-place",
    "members",
)
_ADDED: Final = 3.0
_TIMES: Final = 1.3


def parameters_of(question: Question, run: int) -> Mapping[str, str]:
    """Return the example of a question, with another limit in each run where it has one."""
    has_limit = any(parameter.name == "limit" for parameter in question.parameters)
    return question.example | ({"limit": str(100 + run)} if has_limit else {})


async def compare(question: Question, store: Store, client: Client, *, runs: int) -> tuple[float, float]:
    """Return the medians of the engine's and the server's milliseconds."""
    engine: list[float] = []
    server: list[float] = []
    for run in range(-2, runs):
        values = parameters_of(question, run + 2)
        begun = time.perf_counter()
        expected = run_query(store, question.name, **values).to_json()
        between = time.perf_counter()
        status, body = await client.get(f"/question/{question.name}.json?{urlencode(values)}")
        if status != 200 or body.decode() != expected:
            raise SystemExit(f"{question.name}: the server answers otherwise ({status})")
        if run >= 0:  # the first runs find nothing in memory
            engine.append((between - begun) * 1000)
            server.append((time.perf_counter() - between) * 1000)
    return statistics.median(engine), statistics.median(server)


async def measure(names: list[str], store: Store, port: int, runs: int) -> bool:
    """Print a line for each question; return whether all keep to the limit."""
    print(f"{'question':24}{'engine ms':>11}{'server ms':>11}{'limit ms':>11}")  # noqa: T201
    fits = True
    async with Client(port) as client:
        for name in names:
            engine, server = await compare(find_question(name), store, client, runs=runs)
            limit = _ADDED + _TIMES * engine
            fits &= server <= limit
            mark = "" if server <= limit else "  !"
            print(f"{name:24}{engine:>11.1f}{server:>11.1f}{limit:>11.1f}{mark}", flush=True)  # noqa: T201
    return fits


def main() -> None:
    """Measure, and end with 1 where the server takes too long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("question", nargs="*", default=list(_QUESTIONS))
    parser.add_argument("--store", type=Path, help="a store; one of synthetic articles is made unless told")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=21)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or make_store(Path(folder), options.articles)
        with running(make_kg(Path(folder) / "kg", path)) as server, Store.open(path) as store:
            fits = asyncio.run(measure(options.question, store, server.port, options.runs))
    sys.exit(not fits)


if __name__ == "__main__":
    main()
