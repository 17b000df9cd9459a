"""The patterns of a language, compiled: chunk patterns build items, claim patterns give claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from tradegraph._exceptions import DataError
from tradegraph.extraction.compiling import Compiler
from tradegraph.extraction.gates import Way
from tradegraph.extraction.interposing import interpose
from tradegraph.extraction.masking import Codes
from tradegraph.extraction.sieve import Sieve
from tradegraph.ontology.expressions import compile_once
from tradegraph.ontology.lexicon import load_lexicon, load_patterns, load_shared
from tradegraph.ontology.prepared import load_prepared

#: What an entry may say; `example`, `expects` and `counter` are sentences that tests run.
_KEYS: Final = {
    *("name", "file", "relation", "chunk", "fold", "mint", "pattern", "set", "requires", "context"),
    *("without", "confidence"),
    *("example", "expects", "counter"),
}
#: How sure a claim is whose pattern does not tell.
_CONFIDENCE: Final = 0.8


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern: what it looks for, and what it makes of it.

    `source` is the pattern as it was written, `where` its place, `expression` what it comes to. `relation`
    names the relation of the claims it gives, `chunk` the type of the item it builds, `fold` the kind of
    aside that it takes out of the sentence, `mint` the type of the entity that a chunk's words name; `sets`
    are fields with fixed values or references to slots. `needs` and `ways` are what a sentence must hold at
    least (see `Expression`): they are checked first, since most patterns fit few sentences. `context` are
    further cues that it must hold, `without` such as may not stand in the clause of a match.
    """

    name: str
    source: str
    where: str
    expression: str
    relation: str | None
    chunk: str | None
    fold: str | None
    mint: str | None
    sets: Mapping[str, Any]
    needs: tuple[int, ...]
    ways: tuple[Way, ...]
    context: tuple[str, ...]
    without: tuple[str, ...]
    confidence: float

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression; raises DataError where it is malformed."""
        try:
            return compile_once(self.expression)
        except re.error as error:
            raise DataError(f"{self.where}: {error}: {self.source}") from error


@dataclass(frozen=True)
class Grammar:
    """All patterns of a language in order: `chunks` build items one after another, `claims` give claims.

    `folds` find what stands between a name and what is said of it.
    """

    lang: str
    compiler: Compiler
    chunks: tuple[Pattern, ...]
    claims: tuple[Pattern, ...]
    folds: tuple[Pattern, ...]
    articles: re.Pattern[str]
    _cues: dict[str, re.Pattern[str]] = field(default_factory=dict)

    @property
    def codes(self) -> Codes:
        """The character of each type of item."""
        return self.compiler.codes

    def claims_for(self, text: str) -> list[Pattern]:
        """Return the claim patterns, in order, whose gates are open for a masked text."""
        return [self.claims[place] for place in self._claim_sieve.let_through(text)]

    def chunks_for(self, text: str) -> list[Pattern]:
        """Return the chunk patterns, in order, whose gates are open for a masked text."""
        return [self.chunks[place] for place in self._chunk_sieve.let_through(text)]

    def folds_for(self, text: str) -> list[Pattern]:
        """Return the patterns of asides, in order, whose gates are open for a masked text."""
        return [self.folds[place] for place in self._fold_sieve.let_through(text)]

    @cached_property
    def _claim_sieve(self) -> Sieve:
        return Sieve([pattern.ways for pattern in self.claims])

    @cached_property
    def _chunk_sieve(self) -> Sieve:
        return Sieve([pattern.ways for pattern in self.chunks])

    @cached_property
    def _fold_sieve(self) -> Sieve:
        return Sieve([pattern.ways for pattern in self.folds])

    def cue(self, name: str) -> re.Pattern[str]:
        """Return the compiled expression of a cue; raise KeyError for an unknown one.

        Few are ever looked for by themselves, so that each is compiled when it first is.
        """
        if name not in self._cues:
            self._cues[name] = compile_once(self.compiler.cue(name))
        return self._cues[name]


def lacks(needs: tuple[int, ...], present: int) -> bool:
    """Tell whether a sentence with the item codes `present` lacks one that a pattern cannot do without."""
    for need in needs:  # noqa: SIM110  # any() takes twice as long, and this runs for each pattern and sentence
        if not need & present:
            return True
    return False


@cache
def load_grammar(lang: str) -> Grammar:
    """Return the compiled grammar of a language; one without patterns gets the English one."""
    return load_prepared(f"grammar-{lang}", lambda: compile_grammar(lang, load_patterns(lang), check=False))


def compile_grammar(lang: str, entries: Iterable[Mapping[str, Any]], *, check: bool = True) -> Grammar:
    """Return a grammar of the pattern `entries`, with the words of a language.

    Raises DataError naming file and pattern where an entry is malformed. Without `check`, what only the
    expression itself shows is found when the pattern is first tried: a short text is read twice as soon.
    """
    lexicon = load_lexicon(lang)
    cues = {name: re.split(r",\s+", words.strip()) for name, words in lexicon["cues"].items()}
    syntax = lexicon["syntax"]
    joiners, fillers, modifiers = syntax["joiners"], syntax.get("fillers", {}), syntax.get("modifiers", {})
    classes = load_shared("classes")
    compiler = Compiler(interpose(cues, syntax), classes, joiners, fillers, Codes(), modifiers)
    patterns = [_compile(entry, compiler) for entry in entries]
    if check:
        for pattern in patterns:
            pattern.regex  # noqa: B018  (compiles it)
    return Grammar(
        lang,
        compiler,
        tuple(pattern for pattern in patterns if pattern.chunk),
        tuple(pattern for pattern in patterns if pattern.relation),
        tuple(pattern for pattern in patterns if pattern.fold),
        re.compile(rf"(?<![^\s(\"']){lexicon['syntax']['articles']}\Z"),
    )


def _compile(entry: Mapping[str, Any], compiler: Compiler) -> Pattern:
    where = f"{entry.get('file')}: pattern {entry.get('name')!r}"
    makes = entry.get("relation") or entry.get("chunk") or entry.get("fold")
    if not (entry.get("name") and entry.get("pattern") and makes):
        raise DataError(f"{where}: a pattern needs name, pattern, and relation or chunk")
    if unknown := entry.keys() - _KEYS:
        raise DataError(f"{where}: unknown key {min(unknown)!r}; known are {', '.join(sorted(_KEYS))}")
    try:
        expression = compiler.compile(entry["pattern"], is_chunk="chunk" in entry)
        needs = (*expression.needs, *map(compiler.bits, _strings(entry.get("requires"))))
    except (re.error, KeyError, IndexError) as error:
        raise DataError(f"{where}: {error}: {entry['pattern']}") from error
    return Pattern(
        entry["name"],
        entry["pattern"],
        where,
        expression.text,
        entry.get("relation"),
        entry.get("chunk"),
        entry.get("fold"),
        entry.get("mint"),
        entry.get("set") or {},
        needs,
        expression.ways,
        tuple(_strings(entry.get("context"))),
        tuple(_strings(entry.get("without"))),
        float(entry.get("confidence", _CONFIDENCE)),
    )


def _strings(value: Sequence[str] | None) -> Sequence[str]:
    return value or ()
