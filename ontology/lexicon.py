"""The lexicon and the patterns: YAML files a user edits, one folder a language."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import yaml
from tradegraph._exceptions import DataError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The environment variable that names a folder to be read in place of the packaged one.
_FOLDER: Final = "TRADEGRAPH_ONTOLOGY"
#: A slot of a pattern, "{state|City:subject}", up to the end of its name.
_SLOT: Final = re.compile(r"(\{[\w|]+\+?:[a-z]\w*)(?=\})")
#: What may stand between the parts of a pattern, in characters of a masked sentence, at most.
_REACH: Final = 80


def data_folder() -> Traversable:
    """Return the folder that holds `lexicon`, `patterns` and `relations.yaml`.

    It is the packaged one, or where the environment variable TRADEGRAPH_ONTOLOGY points: a copy that a user
    has changed. Raises DataError where that is no such folder.
    """
    named = os.environ.get(_FOLDER)
    folder: Traversable = Path(named) if named else files(__package__)
    if not (folder / "lexicon").is_dir():
        raise DataError(f"{_FOLDER}: no folder 'lexicon' in {named}: copy the packaged ontology there")
    return folder


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a lexicon, in order."""
    folders = (data_folder() / "lexicon").iterdir()
    return tuple(
        sorted(folder.name for folder in folders if folder.is_dir() and not folder.name.startswith("_"))
    )


def grammar_language(lang: str) -> str:
    """Return the language whose lexicon and patterns serve texts in `lang`: English where it has none.

    >>> grammar_language("es"), grammar_language("tlh")
    ('es', 'en')
    """
    return lang if lang in languages() else "en"


@cache
def load_lexicon(lang: str) -> Mapping[str, Any]:
    """Return the lexicon of a language, a mapping from file stem to content.

    A language without a folder gets the English one, so that its figures and names are still read.

    Raises DataError where a file is not valid YAML, or where a list holds a bare word that YAML reads as
    true or false (`On`, `No`): it would be found in no text.
    """
    folder = data_folder() / "lexicon" / grammar_language(lang)
    return {_stem(file): _check_words(read_yaml(file), file.name) for file in _yaml_files(folder)}


@cache
def load_shared(stem: str) -> Any:
    """Return the content of a lexicon file that serves every language, such as "given-names"."""
    return read_yaml(data_folder() / "lexicon" / f"{stem}.yaml")


@cache
def countries_of(region: str | None) -> frozenset[str]:
    """Return the ISO 3166-1 codes of the countries of a region of the world, none of another place.

    >>> sorted(countries_of("region/maghreb"))
    ['DZ', 'LY', 'MA', 'MR', 'TN']
    """
    return frozenset(load_shared("world-regions").get(region, "").split())


@cache
def load_patterns(lang: str) -> tuple[Mapping[str, Any], ...]:
    """Return the patterns of a language in the order of their files, each with its `stage` set.

    Raises DataError where a file is not a list of mappings.
    """
    folder = data_folder() / "patterns" / grammar_language(lang)
    patterns: list[Mapping[str, Any]] = []
    for file in _yaml_files(folder):
        content = read_yaml(file)
        if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
            raise DataError(f"{file.name}: expected a list of patterns, each a mapping with a name")
        patterns += [_in_any_order({"file": file.name, **item}) for item in content]
    return tuple(patterns)


def _in_any_order(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an entry, its `parts` made a pattern: one alternative for each order in which they may stand.

    Between two parts stands anything within the clause but what matches `apart`. Raises DataError where
    `parts` are no list of patterns, or stand beside a pattern.

    >>> _in_any_order({"name": "sum", "parts": ["{Money:value}", "to {state:object}"]})["pattern"]
    '{Money:value}(?:[^.;!?|]){0,80}?to {state:object}|to {state:object01}(?:[^.;!?|]){0,80}?{Money:value01}'
    """
    if "parts" not in entry:
        return entry
    parts = entry["parts"]
    if "pattern" in entry or not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        where = f"{entry.get('file')}: pattern {entry.get('name')!r}"
        raise DataError(f"{where}: `parts` is a list of patterns, in place of `pattern`")
    apart = f"(?!{entry['apart']})" if "apart" in entry else ""
    orders = [
        f"(?:{apart}[^.;!?|]){{0,{_REACH}}}?".join(
            _SLOT.sub(rf"\g<1>{f'0{turn}' if turn else ''}", part) for part in order
        )
        for turn, order in enumerate(permutations(parts))
    ]
    rest = {key: value for key, value in entry.items() if key not in ("parts", "apart")}
    return {**rest, "pattern": "|".join(orders)}


def read_yaml(file: Traversable) -> Any:
    """Return the content of a YAML file; DataError names the file and the line that is wrong."""
    try:
        return yaml.load(file.read_text("utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise DataError(f"{file.name}: not valid YAML: {' '.join(str(error).split())}") from error


def _check_words(content: Any, where: str) -> Any:
    """Return `content`; raise DataError where a list in it holds true or false in place of a word."""
    if isinstance(content, dict):
        for key, value in content.items():
            _check_words(value, f"{where}: {key}")
    elif isinstance(content, list):
        for before, item in zip([None, *content], content, strict=False):
            if isinstance(item, bool):
                raise DataError(f'{where}: {item} after {before!r} is no word: quote it ("On", "No")')
            _check_words(item, where)
    return content


def _yaml_files(folder: Traversable) -> list[Traversable]:
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )


def _stem(file: Traversable) -> str:
    return file.name.removesuffix(".yaml")


@cache
def load_relations() -> Mapping[str, Any]:
    """Return `relations.yaml`: the frame of each relation."""
    content: Mapping[str, Any] = read_yaml(data_folder() / "relations.yaml")
    return content
