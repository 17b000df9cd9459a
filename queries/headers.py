"""Headers of the catalogue's files, in the manner of grlc (https://grlc.io).

Lines `#+ key: value` at the top of the file are, together, one YAML document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import yaml
from tradegraph._exceptions import DataError
from tradegraph.queries.parameters import TYPES, Parameter

_MARK: Final = "#+ "
_KEYS: Final = (
    *("summary", "summary-es", "message", "message-es", "description", "tags", "compute"),
    *("parameters", "defaults"),
)
_NEEDED: Final = ("name", "type", "example", "description")
_PARAMETER_KEYS: Final = (*_NEEDED, "optional", "classes")


class Header:
    """The header of one file, read with messages that name its lines."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = [line for line in text.splitlines() if line.startswith(_MARK)]
        self._values = self._load()

    def error(self, fragment: str, message: str) -> DataError:
        """Return an error at the first header line that holds `fragment`."""
        found = (i for i, line in enumerate(self._lines, start=1) if fragment in line)
        return DataError(f"queries/{self._file}, line {next(found, 1)}: {fragment}: {message}")

    def text(self, key: str) -> str:
        """Return the text of a key that must be there."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"is missing or no text; write `#+ {key}: …`")
        return " ".join(value.split())

    def choice(self, key: str, known: Iterable[str]) -> str | None:
        """Return the value of a key that may be missing and is one of the `known` names."""
        value = self._values.get(key)
        if value is not None and value not in known:
            raise self.error(key, f"there is no {value!r}; choose one of {', '.join(known)}")
        return value

    def items(self, key: str) -> list[Any]:
        """Return the list of a key, empty where the key is missing."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.error(key, "must be a list; write `#+   - …` lines under it")
        return value

    def parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters with their defaults."""
        defaults: dict[str, Any] = {}
        for item in self.items("defaults"):
            defaults |= item if isinstance(item, dict) else {}
        parameters = tuple(self._parameter(item, defaults) for item in self.items("parameters"))
        for name in set(defaults) - {parameter.name for parameter in parameters}:
            raise self.error(name, "has a default but is no parameter")
        return parameters

    def _load(self) -> dict[str, Any]:
        try:
            values = yaml.safe_load("\n".join(line.removeprefix(_MARK) for line in self._lines))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise DataError(
                f"queries/{self._file}, line {line}: {error.problem}; write the header as YAML"
            ) from None
        if not isinstance(values, dict):
            raise DataError(f"queries/{self._file}, line 1: no header; begin with `#+ summary: …`")
        self._check_keys(values, _KEYS)
        return values

    def _check_keys(self, values: Iterable[str], known: Iterable[str]) -> None:
        for key in values:
            if key not in known:
                raise self.error(str(key), f"no such key; there are {', '.join(known)}")

    def _parameter(self, item: Any, defaults: Mapping[str, Any]) -> Parameter:
        if not isinstance(item, dict) or not item.keys() >= set(_NEEDED):
            fragment = f"name: {item['name']}" if isinstance(item, dict) and "name" in item else "parameters"
            raise self.error(fragment, "a parameter needs name, type, example and description")
        self._check_keys(item, _PARAMETER_KEYS)
        if item["type"] not in TYPES:
            raise self.error(str(item["type"]), f"no such type; choose one of {', '.join(TYPES)}")
        default = defaults.get(item["name"])
        return Parameter(
            name=str(item["name"]),
            type=item["type"],
            example=str(item["example"]),
            description=str(item["description"]),
            optional=bool(item.get("optional", False)),
            default=None if default is None else str(default),
            classes=tuple(item.get("classes", ())),
        )
