"""Names that many things share, kept apart: one article's "memorandum of understanding" is not another's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final

from tradegraph.annotation.matches import is_bare_ministry
from tradegraph.model import Article, Claim, Entity
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: Types whose names may be common nouns.
_TYPES: Final = ("Agreement", "Facility", "GovernmentBody")
_ENDS: Final = ("subject", "object", "counterpart", "product", "sector", "speaker")
_WORD: Final = re.compile(r"[^\W\d_]+")


def keep_apart(claims: Iterable[Claim], article: Article) -> Iterator[Claim]:
    """Yield `claims` with the entities of common names told by their article, by the digest in its slug.

    A name is common where all its words are (the lexicon's `common_words`), or where it is a facility
    described by a common noun ("office in Accra"), or a ministry without its country ("Ministry of Trade").
    """
    lang = grammar_language(article.lang)
    suffix = article.slug.rpartition("-")[2]
    for claim in claims:
        ends = {name: getattr(claim, name) for name in _ENDS}
        renamed: dict[str, Any] = {
            name: _rename(end, suffix) for name, end in ends.items() if end and _is_common(end, lang)
        }
        yield _renamed(claim, renamed) if renamed else claim


def _renamed(claim: Claim, entities: dict[str, Any]) -> Claim:
    references = tuple(
        replace(reference, entity=entities.get(reference.end_of, reference.entity))
        for reference in claim.references
    )
    return replace(claim, references=references, **entities)


def _rename(entity: Entity, suffix: str) -> Entity:
    return replace(entity, id=f"{entity.id}-{suffix}")


def _is_common(entity: Entity, lang: str) -> bool:
    if entity.known or entity.type not in _TYPES:
        return False
    if entity.type == "Facility" and entity.name[:1].islower():
        return True
    if entity.type == "GovernmentBody":
        return is_bare_ministry(entity.name)
    return all(word.lower() in _common_words(lang) for word in _WORD.findall(entity.name))


@cache
def _common_words(lang: str) -> frozenset[str]:
    return frozenset(str(word) for word in load_lexicon(lang)["names"]["common_words"])
