"""The forms of tables that are read, as `ontology/statistics.yaml` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml
from tradegraph._exceptions import DataError
from tradegraph.ontology import ontology_file

_FILE: Final = "statistics.yaml"
#: The parts of a figure that a table of any form tells.
_NEEDED: Final = ("reporter", "partner", "flow", "year", "value")
#: How many columns of an unknown table a message names.
_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Form:
    """A form of table: columns by part of a figure, fixed parts, and what a whole figure has elsewhere."""

    name: str
    columns: Mapping[str, Sequence[str]]
    constants: Mapping[str, str]
    whole: Mapping[str, frozenset[str]]

    def fits(self, header: Iterable[str]) -> bool:
        """Tell whether a table with these columns, in lower case, has this form."""
        present = set(header)
        needed = [name for name in (*_NEEDED, "currency") if name not in self.constants]
        return all(present.intersection(self.columns.get(name, ())) for name in needed)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of tables: flows by word, those that are part of others, the world, and what is no place."""

    flows: Mapping[str, str]
    partial_flows: frozenset[str]
    world: frozenset[str]
    no_place: re.Pattern[str]


def find_form(header: Sequence[str], *, file: str) -> Form:
    """Return the form of a table with these columns, in lower case; raises `DataError` for an unknown one."""
    for form in load_forms():
        if form.fits(header):
            return form
    shown = ", ".join(name[:30] for name in header[:_SHOWN]) or "nothing"
    known = "; ".join(f"{form.name}: {_describe(form)}" for form in load_forms())
    raise DataError(f"{file}: its first line is no header of a known table ({shown}); wanted are {known}")


def _describe(form: Form) -> str:
    return ", ".join(names[0] for part, names in form.columns.items() if part != "product")


@cache
def load_forms() -> tuple[Form, ...]:
    """Return the packaged forms, in the order in which they are tried."""
    return tuple(
        Form(
            name=form["name"],
            columns=form["columns"],
            constants=form.get("constants", {}),
            whole={column: frozenset(values) for column, values in form.get("whole", {}).items()},
        )
        for form in _load()["forms"]
    )


@cache
def load_words() -> Words:
    """Return the packaged words."""
    data = _load()
    return Words(
        flows={word: flow for flow, words in data["flows"].items() for word in words},
        partial_flows=frozenset(data["partial_flows"]),
        world=frozenset(data["world"]),
        no_place=re.compile(data["no_place"]),
    )


def _load() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(ontology_file(_FILE).read_text("utf-8"))
    return data
