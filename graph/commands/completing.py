"""Completion of what is typed: names of questions, of their parameters, and the values of these."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import BashComplete, CompletionItem, split_arg_string

if TYPE_CHECKING:
    from tradegraph.queries.parameters import Parameter

#: How many values are offered at most.
_OFFERED: Final = 50
#: Characters that bash would take for something else than a part of a name.
_SPECIAL: Final = re.compile(r"[^\w.,:/@%+=-]")


class PairsInBash(BashComplete):
    """Completion in bash, which breaks words at "=" and does not quote what is completed."""

    # No space behind KEY=, where the value follows.
    source_template = BashComplete.source_template.replace(
        "COMPREPLY+=($value)",
        "COMPREPLY+=($value)\n            [[ $value == *= ]] && compopt -o nospace 2>/dev/null",
    )

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor and the one at it, with KEY, "=" and VALUE as one word."""
        position = int(os.environ["COMP_CWORD"])
        words = [*split_arg_string(os.environ["COMP_WORDS"])[: position + 1], ""][: position + 1]
        joined: list[str] = []
        for word in words[1:]:
            if joined and (word == "=" or joined[-1].endswith("=")):
                joined[-1] += word
            else:
                joined.append(word)
        return joined[:-1], joined[-1] if joined else ""

    def format_completion(self, item: CompletionItem) -> str:
        """Return the item as bash is to insert it: what it takes for the word, its spaces escaped."""
        # One word a line, as bash has broken them.
        word = os.environ["COMP_WORDS"].rpartition("\n")[2]
        value = item.value if "=" in word[:-1] else item.value.partition("=")[2] or item.value
        if not word.startswith(('"', "'")):
            # The script reads this line with `read`, which takes one backslash away.
            value = _SPECIAL.sub(r"\\\\\g<0>", value)
        return f"{item.type},{value}"


def complete_question(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the questions whose names begin with what is typed, each with its summary."""
    names = (file for file in files("tradegraph.queries").iterdir() if file.name.endswith(".rq"))
    chosen = sorted(
        (file for file in names if file.name.startswith(incomplete)),
        key=lambda file: file.name.removesuffix(".rq"),
    )
    return [
        CompletionItem(
            file.name.removesuffix(".rq"),
            help=file.read_text("utf-8").partition("\n")[0].removeprefix("#+ summary: "),
        )
        for file in chosen
    ]


def complete_pair(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the parameters of the question as KEY=, or behind a key the values that fit it."""
    key, equals, value = incomplete.partition("=")
    parameters = {parameter.name: parameter for parameter in _parameters()}
    if not equals:
        fitting = (parameter for name, parameter in parameters.items() if name.startswith(key))
        return [CompletionItem(f"{parameter.name}=", help=parameter.description) for parameter in fitting]
    if key not in parameters:
        return []
    kg = next((after for before, after in pairwise(_read_typed()) if before == "--kg"), "kg")
    return [CompletionItem(f"{key}={found}") for found in _values(parameters[key], value, kg)]


def _read_typed() -> list[str]:
    """Return the words of the line, of which click forgets those of one whose last option lacks a value."""
    return split_arg_string(os.environ.get("COMP_WORDS", ""))


def _parameters() -> tuple[Parameter, ...]:
    """Return the parameters of the question that was typed, none where there is none."""
    from tradegraph.queries.catalogue import read_question

    typed = (files("tradegraph.queries").joinpath(f"{word}.rq") for word in _read_typed() if word.strip("./"))
    return next((read_question(file).parameters for file in typed if file.is_file()), ())


def _values(parameter: Parameter, start: str, kg: str) -> list[str]:
    from tradegraph.model import ENTITY_TYPES

    if parameter.type == "entity":
        return _names(start, kg, classes=parameter.classes)
    words = ENTITY_TYPES if parameter.type == "kind" else [parameter.default or "", parameter.example]
    fitting = (word for word in words if word.casefold().startswith(start.casefold()))
    return [word for word in dict.fromkeys(fitting) if word]


def _names(start: str, kg: str, *, classes: Iterable[str]) -> list[str]:
    """Return the names and codes of entities that begin with `start`: those most told of, else any known."""
    from tradegraph._exceptions import GraphError
    from tradegraph.queries.names import find_names
    from tradegraph.remote.places import open_store

    try:
        with open_store(kg) as store:
            return find_names(start, store, classes=classes, n=_OFFERED)
    except GraphError:
        return []
