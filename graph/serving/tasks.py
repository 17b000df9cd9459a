"""The tasks of workers: each turns what a request asks into an answer."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tradegraph._exceptions import RequestError
from tradegraph.rdf.store import Store
from tradegraph.serving.answers import Answer, Task
from tradegraph.serving.querying import answer_sparql
from tradegraph.serving.settings import Limits

#: Bytes that are not worth to be compressed.
_SHORT: Final = 1_000
#: Of 1 to 9: 32 MB of JSON take 0.3 s at 4, and 1 s at 9 for 2 % less.
_EFFORT: Final = 4


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker works with."""

    store: Store
    limits: Limits


def answer_query(bench: Bench, values: Mapping[str, Any]) -> Answer:
    """Answer a query of the SPARQL protocol."""
    dataset = values["dataset"]
    return answer_sparql(
        bench.store,
        values["query"],
        dataset=(dataset[0], dataset[1]) if dataset else None,
        accept=values["accept"],
        form=values["form"],
        limits=bench.limits,
    )


#: The tasks by name.
TASKS: Final[Mapping[str, Callable[[Bench, Mapping[str, Any]], Answer]]] = {"query": answer_query}


def perform(bench: Bench, task: Task) -> Answer:
    """Perform a task; what is refused is answered with the reason."""
    try:
        answer = TASKS[task.kind](bench, task.values)
    except RequestError as error:
        return Answer(f"{error}\n".encode(), status=error.status, headers=error.headers)
    return _zip(answer) if task.values.get("gzip") and len(answer.body) > _SHORT else answer


def _zip(answer: Answer) -> Answer:
    body = gzip.compress(answer.body, _EFFORT, mtime=0)
    return replace(answer, body=body, headers={**answer.headers, "Content-Encoding": "gzip"})
