"""How a server bears clients that mean it ill: does it keep answering the others, in how much memory?

usage: python -m tests.benchmarks.serving_load [--store FOLDER] [--articles N] [--clients 50] [--seconds 30]

Of 50 clients most ask what is cheap (an entity's properties, its claims, a page, a question of the catalogue)
and some what is hostile (Cartesian products, deep property paths, huge results, sorting everything), each
one request after another without a pause, over loopback. Hostile queries differ in each request, so that the
server cannot know them. Tells the percentiles of the cheap ones, how the hostile ones ended, the most memory
of all processes together, and whether the server answers afterwards. Ends with 1 where the 95th percentile of
the cheap ones is over the limit, an answer is a fault of the server's, or it does not answer afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from tradegraph.rdf.store import Store

from .corpus import make_store
from .serving import Client, Server, make_kg, running, wait_for_index

_HOSTILE: Final = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . FILTER (STR(?c) < STR(?f)) } ORDER BY ?c DESC(?f)",
    "SELECT (COUNT(*) AS ?n) { ?a (!tg:nothing)+ ?b }",
    "SELECT ?a ?b { ?a (tg:involves|^tg:involves|tg:states|^tg:states)* ?b }",
    "SELECT * { ?a ?b ?c }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "SELECT ?c (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?c ORDER BY DESC(?n)",
    "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }",
)
_CHEAP: Final[tuple[Callable[[str, int], str], ...]] = (
    lambda iri, n: ask(f"SELECT ?p ?o {{ <{iri}> ?p ?o }} LIMIT {20 + n % 50}"),
    lambda iri, n: ask(
        f"SELECT ?claim {{ ?r tg:involves <{iri}> . ?claim tg:states ?r }} LIMIT {1 + n % 40}"
    ),
    lambda iri, n: ask(f"ASK {{ ?r tg:involves <{iri}> ; tg:period ?p FILTER (?p != '{n}') }}"),
    lambda iri, n: f"/question/meetings.json?{urlencode({'actor': iri, 'limit': 10 + n % 90})}",
    lambda iri, n: f"/complete?words={quote(iri.rpartition('/')[2][:3])}&kind=&n={n}",
)


@dataclass(slots=True)
class Tally:
    """What was measured: seconds of both kinds of answers, their statuses, bytes of memory."""

    cheap: list[float] = field(default_factory=list)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    hostile: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def percentile(self, n: int) -> float:
        """Return a percentile of the cheap ones in milliseconds."""
        return statistics.quantiles(self.cheap, n=100)[n - 1] * 1000

    @property
    def is_sound(self) -> bool:
        """Tell whether no answer was a fault, and all cheap ones were answers."""
        return not any(
            status in (0, 500) or (kind == "cheap" and status != 200) for kind, status in self.statuses
        )


def ask(query: str) -> str:
    """Return the address at which a query is answered."""
    return f"/sparql?{urlencode({'query': query})}"


async def besiege(server: Server, iris: Sequence[str], options: argparse.Namespace) -> Tally:
    """Let all clients ask for some seconds."""
    tally, end = Tally(), time.monotonic() + options.seconds
    hostile = round(options.clients * options.hostile)
    tasks = [_be_client(server, n, n < hostile, iris, end, tally) for n in range(options.clients)]
    await asyncio.gather(_watch(server, end, tally), *tasks)
    return tally


async def _be_client(
    server: Server, number: int, is_hostile: bool, iris: Sequence[str], end: float, tally: Tally
) -> None:
    dice = random.Random(number)
    kind = "hostile" if is_hostile else "cheap"
    async with Client(server.port) as client:
        while (begun := time.monotonic()) < end:
            n = dice.randrange(10**9)
            target = (
                ask(f"{dice.choice(_HOSTILE)} #{n}")
                if is_hostile
                else dice.choice(_CHEAP)(dice.choice(iris), n)
            )
            try:
                status, _ = await client.get(target)
            except (OSError, asyncio.IncompleteReadError):
                await client.close()
                status = 0
            tally.statuses[kind, status] += 1
            (tally.hostile if is_hostile else tally.cheap).append(time.monotonic() - begun)


async def _watch(server: Server, end: float, tally: Tally) -> None:
    while time.monotonic() < end:
        tally.memory.append(server.memory())
        await asyncio.sleep(0.5)


async def _answers(server: Server) -> float:
    """Return the seconds that a cheap query takes after it all."""
    async with Client(server.port) as client:
        begun = time.monotonic()
        status, _ = await client.get(ask("ASK { ?s ?p ?o }"))
        return time.monotonic() - begun if status == 200 else float("inf")


def report(tally: Tally, after: float) -> None:
    """Print what was measured."""
    n = len(tally.cheap)
    percentiles = ", ".join(f"{p}th {tally.percentile(p):,.0f} ms" for p in (50, 90, 95, 99))
    lines = [
        f"cheap: {n:,} answers; {percentiles}, slowest {max(tally.cheap) * 1000:,.0f} ms",
        f"hostile: {len(tally.hostile):,} answers, slowest {max(tally.hostile, default=0):,.1f} s",
        *(f"  {kind} {status}: {count:,}" for (kind, status), count in sorted(tally.statuses.items())),
        f"memory: {tally.memory[0] >> 20:,} MB at the start, {max(tally.memory) >> 20:,} MB at most",
        f"afterwards: an answer in {after * 1000:,.0f} ms",
    ]
    print(*lines, sep="\n")  # noqa: T201


def find_iris(store: Path) -> list[str]:
    """Return entities of a store, those that claims tell of."""
    with Store.open(store) as opened:
        query = (
            "SELECT ?entity { ?entity tg:claimCount ?n . ?r tg:involves ?entity } GROUP BY ?entity LIMIT 500"
        )
        return [row["entity"] for row in opened.rows(query)]


def main() -> None:
    """Measure, and end with 1 where the server falls short."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path, help="a store; one of synthetic articles is made unless told")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--hostile", type=float, default=0.2, help="share of clients that are hostile")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--limit", type=float, default=250, help="milliseconds for 95 of 100 cheap answers")
    parser.add_argument("--options", default="", help="of `tradegraph serve`, such as '--timeout 5'")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or make_store(Path(folder), options.articles)
        iris = find_iris(store)
        with running(make_kg(Path(folder) / "kg", store), *options.options.split()) as server:
            asyncio.run(wait_for_index(server))
            tally = asyncio.run(besiege(server, iris, options))
            after = asyncio.run(_answers(server))
    report(tally, after)
    sys.exit(not (tally.is_sound and tally.percentile(95) <= options.limit and after < 1))


if __name__ == "__main__":
    main()
