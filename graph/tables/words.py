"""The words of statistical tables (`ontology/lexicon/<lang>/tables.yaml`) as expressions over plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from tradegraph.annotation.quantities import alternatives
from tradegraph.annotation.text import fold_case, fold_variants
from tradegraph.ontology.lexicon import load_lexicon

#: Accents, taken off one character for one, so that words match in any spelling.
_ACCENTS: Final = str.maketrans("áàâãéèêíìóòôõúùüñçº°−", "aaaaeeeiioooouuuncoo-")
#: Brackets, with what they hold.
BRACKETS: Final = re.compile(r"\(([^()]*)\)")
#: A year with a letter that tells its status: "2025f".
_MARKED_YEAR: Final = re.compile(r"((?:19|20)\d\d)([a-z])\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Return `text` in lower case without accents, each character in its place.

    >>> plain("Variación – EE. UU.")
    'variacion - ee. uu.'
    """
    return fold_case(fold_variants(text)).translate(_ACCENTS)


def phrases(words: Iterable[str]) -> re.Pattern[str]:
    """Return an expression for any of the words or phrases as whole words, the longest first."""
    found = list(words)
    return re.compile(rf"(?<!\w){alternatives(found)}(?!\w)" if found else "(?!)")


def table_words(lang: str) -> Mapping[str, Any]:
    """Return the words of a language's tables by topic."""
    words: Mapping[str, Any] = load_lexicon(lang)["tables"]
    return words


@cache
def cues(lang: str, *path: str) -> re.Pattern[str]:
    """Return an expression for the phrases at a path of keys, such as ("flows", "exports")."""
    found: Any = table_words(lang)
    for key in path:
        found = found.get(key, {})
    return phrases(found)


def heading(text: str) -> str:
    """Return the plain words of a header, without what it has in brackets.

    >>> heading("Inversión (mdd):")
    'inversion'
    """
    return BRACKETS.sub("", plain(text)).strip(" .:*")


@cache
def flow_words(lang: str) -> re.Pattern[str]:
    """Return an expression for any word that names a flow."""
    return phrases(word for words in table_words(lang)["flows"].values() for word in words)


@cache
def _flows_by_word(lang: str) -> Mapping[str, str]:
    return {word: flow for flow, words in table_words(lang)["flows"].items() for word in words}


def flow_of(text: str, lang: str) -> str | None:
    """Return the flow that plain words name: "exports", "imports", "total", "balance" or "trade".

    "trade" stands for words that may mean a sum of any flow ("total").

    >>> flow_of("exports plus imports", "en"), flow_of("saldo", "es"), flow_of("nos compra", "es")
    ('total', 'balance', 'exports')
    """
    flows = _flows_by_word(lang)
    found = {flows[match.group()] for match in flow_words(lang).finditer(text)}
    if {"exports", "imports"} <= found and "balance" not in found:
        return "total"
    return next((flow for flow in ("balance", "total", "exports", "imports", "trade") if flow in found), None)


def spell(text: str, lang: str) -> str:
    """Return `text` with the short forms of periods written out.

    >>> spell("Ene-nov 2024", "es"), spell("2025f", "en")
    ('enero-noviembre 2024', '2025 f')
    """
    spelled = table_words(lang)["spelled"]
    return _short_forms(lang).sub(lambda match: spelled[match[1].lower()], _MARKED_YEAR.sub(r"\1 \2", text))


@cache
def _short_forms(lang: str) -> re.Pattern[str]:
    forms = sorted(table_words(lang)["spelled"], key=len, reverse=True)
    ended = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"(?<!\w)({ended})(?:\.?(?!\w)|(?<=\W))", re.IGNORECASE)


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with spaces in the place of the spans."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
