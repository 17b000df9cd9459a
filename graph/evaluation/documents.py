"""Evaluation of annotated articles: what an extractor reads from them, against gold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tradegraph._exceptions import ExtractorError
from tradegraph.evaluation.details import find_words
from tradegraph.evaluation.gold import Gold, Record
from tradegraph.evaluation.scoring import Mistake, Scores, evaluate
from tradegraph.extraction.extractor import masked_sentences
from tradegraph.extraction.extractors import Extractor, load_extractor, run_extractor
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.nearmisses import NearMiss, find_near_misses
from tradegraph.extraction.patterns import load_grammar
from tradegraph.facts import to_records
from tradegraph.model import Document, Sentence
from tradegraph.ontology.lexicon import grammar_language
from tradegraph.rdf.quads import to_quads


def evaluate_documents(
    documents: Iterable[Document],
    gold: Iterable[Gold],
    *,
    extractor: Extractor | None = None,
    on_error: Callable[[str, Exception], None] | None = None,
) -> Scores:
    """Read the claims of annotated articles with an extractor, and score their flat records against `gold`.

    `extractor` is the built-in one unless told. An article on which it fails is told to `on_error`, with its
    id and the error, and counts as one without claims; without `on_error` the error is raised.
    """
    documents, extractor = list(documents), extractor or load_extractor()
    records: list[Record] = []
    for document in documents:
        try:
            claims = run_extractor(extractor, document)
        except ExtractorError as error:
            if on_error is None:
                raise
            on_error(document.article.id, error)
            continue
        records += to_records(to_quads(document.article, claims, extractor=extractor))
    return evaluate(records, gold, texts={each.article.id: each.article.text for each in documents})


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a mistake was made: the sentence, its mentions with their types, and patterns that came near."""

    sentence: str
    mentions: tuple[tuple[str, str], ...]
    near: tuple[NearMiss, ...]


def find_scene(document: Document, mistake: Mistake) -> Scene | None:
    """Return the scene of a mistake, None where the text does not have the record's words.

    A missed record is looked for by the words of its evidence, a wrong one at its offsets. Only a missed one
    has patterns that came near: those of its relation.
    """
    sentences = _sentences_of(document, mistake.record)
    if not sentences:
        return None
    text, start, end = document.article.text, sentences[0].start, sentences[-1].end
    mentions = (mention for mention in document.mentions if start <= mention.start < end)
    named = tuple((text[mention.start : mention.end], mention.type) for mention in mentions)
    near = _near(document, sentences, mistake.record) if mistake.kind == "missed" else ()
    return Scene(" ".join(text[start:end].split()), named, near)


def _sentences_of(document: Document, record: Record) -> list[Sentence]:
    if record.get("start") is not None:
        start, end = int(record["start"]), int(record.get("end", record["start"]))
    else:
        found = find_words(document.article.text, str(record.get("evidence", "")))
        start, end = found[0] if found else (0, 0)
    return [each for each in document.sentences if each.start < end and start < each.end]


def _near(document: Document, sentences: list[Sentence], record: Mapping[str, str]) -> tuple[NearMiss, ...]:
    grammar = load_grammar(grammar_language(document.article.lang))
    starts = {sentence.start for sentence in sentences}
    found = [
        miss
        for masked in _mask(document)
        if masked.start in starts
        for miss in find_near_misses(masked, grammar, document.article.text, record["relation"])
    ]
    return tuple(sorted(found, key=lambda miss: -miss.share)[:3])


@lru_cache(maxsize=1)
def _mask(document: Document) -> tuple[Masked, ...]:
    """Return the masked sentences of an article, remembered for its next mistake."""
    return tuple(masked_sentences(document))
