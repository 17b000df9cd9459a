"""Extractors by name: what reads claims from annotated articles, the built-in one and others'.

Another extractor, say one around a language model, is a class with a name, a version and a method `extract`.
Its package names it under the entry-point group `tradegraph.extractors`, or it is asked for by its place, as
"package.module:Class". Its claims pass through the same shapes as the built-in ones: a quote that the text
does not have, or an end of the wrong type, is rejected with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points, version
from pkgutil import resolve_name
from typing import Any, Final, Protocol, cast

from tradegraph._exceptions import ExtractorError, TradegraphError, UsageError
from tradegraph.extraction.extractor import extract_claims
from tradegraph.model import RELATIONS, Agent, Claim, Document

#: The group of entry points under which packages name their extractors.
GROUP: Final = "tradegraph.extractors"
#: The extractor that is used unless another is asked for.
DEFAULT: Final = "rules"
#: What an extractor may be called: its name is part of IRIs.
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")


class Extractor(Agent, Protocol):
    """Reads the claims of annotated articles.

    `name` (lower case, digits, "-", ".") and `version` go into the graph: each claim is attributed to them.
    """

    def extract(self, document: Document) -> Iterable[Claim]:
        """Return the claims of an annotated article.

        Each gives its `quote` as `article.text[start:end]`, offsets in code points; its ends are entities of
        the document's mentions, or minted; `references` tell the words by which each end is known.
        """
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """The built-in extractor: patterns of `ontology/patterns` over masked sentences.

    A small trained model tells how sure each claim is; not `learned`, each is as sure as its pattern says.
    """

    name: str = DEFAULT
    version: str = version("tradegraph")
    learned: bool = True

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of an annotated article, in the order of its text."""
        return extract_claims(document, learned=self.learned)


_BUILT_IN: Final[dict[str, Callable[[], Extractor]]] = {
    DEFAULT: Rules,
    "patterns": lambda: Rules("patterns", learned=False),
}


def list_extractors() -> tuple[str, ...]:
    """Return the names of the extractors that are installed."""
    return tuple(sorted({*_BUILT_IN, *(point.name for point in entry_points(group=GROUP))}))


@cache
def load_extractor(name: str = DEFAULT) -> Extractor:
    """Return the extractor of a name, or at a place such as "package.module:Class".

    Raises UsageError for one that is unknown, and ExtractorError for one that cannot be used.
    """
    try:
        made: Any = _find(name)()
    except UsageError:
        raise
    except Exception as error:
        raise ExtractorError(f"extractor {name}: {type(error).__name__}: {error}") from error
    for field in ("name", "version", "extract"):
        if not hasattr(made, field):
            raise ExtractorError(f"extractor {name}: it has no {field}; see graph/extraction/extractors.py")
    if not _NAME.fullmatch(made.name):
        raise ExtractorError(
            f"extractor {name}: it calls itself {made.name!r}; use lower case, digits, - and ."
        )
    extractor: Extractor = made
    return extractor


def _find(name: str) -> Callable[[], Any]:
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    if points := entry_points(group=GROUP, name=name):
        return cast(Callable[[], Any], next(iter(points)).load())
    if ":" in name:
        return cast(Callable[[], Any], resolve_name(name))
    raise UsageError(f"extractor {name}: unknown; installed are {', '.join(list_extractors())}")


def run_extractor(extractor: Extractor, document: Document) -> tuple[Claim, ...]:
    """Return the claims that `extractor` reads from an annotated article.

    Raises ExtractorError naming extractor and article where it fails or gives a claim that nothing can write.
    """
    where = f"extractor {extractor.name}, article {document.article.id}"
    try:
        claims = tuple(extractor.extract(document))
    except TradegraphError:
        raise  # broken data of ours says so itself, and stops everything
    except Exception as error:
        reason = f"{type(error).__name__}: {error}; this is a fault of the extractor, please report it"
        raise ExtractorError(f"{where}: {reason}") from error
    for claim in claims:
        if problem := _problem(claim, document.article.text):
            raise ExtractorError(f"{where}: {problem}")
    return claims


def _problem(claim: Any, text: str) -> str | None:
    """Return why a claim cannot even be written as RDF, where the shapes would reject it with a reason."""
    if not isinstance(claim, Claim):
        return f"{claim!r} is no Claim"
    if claim.relation not in RELATIONS:
        return f"unknown relation {claim.relation!r}; known are {', '.join(RELATIONS)}"
    if not 0 <= claim.start < claim.end <= len(text):
        return f"evidence {claim.start} to {claim.end} lies outside the text of {len(text)} characters"
    if not 0 <= claim.confidence <= 1:
        return f"confidence {claim.confidence} is not from 0 to 1"
    return None
