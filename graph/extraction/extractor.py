"""The built-in extractor: sentence by sentence, mentions masked, patterns run, claims built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from tradegraph.annotation.text import fold_case, fold_variants
from tradegraph.extraction.claims import ClaimBuilder
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.interpreter import build_chunks, find_claims
from tradegraph.extraction.masking import Item, Masked, mask
from tradegraph.extraction.patterns import Grammar, load_grammar
from tradegraph.model import Claim, Document, Mention, Sentence

#: Blocks whose sentences state nothing by themselves; headings only set the scene.
_SILENT = {"question", "heading"}


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims of an annotated article, linked to entities, in the order of the text.

    Each relationship is claimed once an article, by the first words that state it.
    """
    grammar = load_grammar(document.article.lang if document.article.lang == "es" else "en")
    discourse = Discourse()
    builder = ClaimBuilder(document.article, discourse)
    for sentence, mentions in _iter_sentences(document):
        _read_sentence(document, sentence, mentions, grammar, discourse, builder)
    return tuple(sorted(builder.claims, key=lambda claim: (claim.start, claim.end, claim.relation)))


def _read_sentence(
    document: Document,
    sentence: Sentence,
    mentions: list[Mention],
    grammar: Grammar,
    discourse: Discourse,
    builder: ClaimBuilder,
) -> None:
    kind = document.article.blocks[sentence.block].kind if document.article.blocks else "paragraph"
    discourse.start_sentence()
    items = list(_resolve(document.article.text, sentence, mentions, grammar, discourse))
    if kind in ("heading", "question"):
        discourse.start_section(items)
    if kind in _SILENT or document.article.text[sentence.start : sentence.end].rstrip("\"'”’»)").endswith(
        "?"
    ):
        return
    masked = mask(document.article.text, sentence.start, sentence.end, items, grammar.codes, grammar.articles)
    build_chunks(masked, grammar, document.article)
    builder.add(masked, find_claims(masked, grammar))


def _iter_sentences(document: Document) -> Iterator[tuple[Sentence, list[Mention]]]:
    position = 0
    mentions = document.mentions
    for sentence in document.sentences:
        while position < len(mentions) and mentions[position].start < sentence.start:
            position += 1
        end = position
        while end < len(mentions) and mentions[end].end <= sentence.end:
            end += 1
        yield sentence, list(mentions[position:end])
        position = end


def _resolve(
    text: str, sentence: Sentence, mentions: list[Mention], grammar: Grammar, discourse: Discourse
) -> Iterator[Item]:
    """Yield the sentence's items in order: mentions, and descriptions with what they stand for."""
    found = [
        *((mention.start, mention) for mention in mentions),
        *_find_anaphora(text, sentence, mentions, grammar),
    ]
    for _, group in groupby(sorted(found, key=lambda entry: entry[0]), key=lambda entry: entry[0]):
        entry = next(group)[1]
        if isinstance(entry, Mention):
            item = Item(_type_of(entry), entry.start, entry.end, entry.entities, entry.value)
            discourse.note(item)
            yield item
        else:
            start, end, take, types = entry
            entities = discourse.resolve(take, types)
            if entities:
                kind = "Pair" if take == "pair" else entities[0].type
                yield Item(kind, start, end, entities, kind="anaphor")


def _type_of(mention: Mention) -> str:
    return "Demonym" if mention.adjective else mention.type


_Anaphor = tuple[int, int, str, tuple[str, ...]]


def _find_anaphora(
    text: str, sentence: Sentence, mentions: list[Mention], grammar: Grammar
) -> Iterator[tuple[int, _Anaphor]]:
    regex, table = _anaphora(grammar.lang)
    taken = [(mention.start, mention.end) for mention in mentions]
    folded = fold_case(fold_variants(text[sentence.start : sentence.end]))
    for match in regex.finditer(folded):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if not any(start < stop and begin < end for begin, stop in taken):
            take, types = table[match.group()]
            yield start, (start, end, take, types)


@cache
def _anaphora(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[str, tuple[str, ...]]]]:
    table = {
        str(phrase).lower(): (entry["take"], tuple(entry["types"]))
        for entry in load_grammar(lang).lexicon["anaphora"]
        for phrase in entry["phrases"]
    }
    words = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})(?!\w|-\w)"), table


def masked_sentences(document: Document) -> Iterator[Masked]:
    """Yield the masked sentences as the patterns see them, for the eyes of a rule writer."""
    grammar = load_grammar(document.article.lang if document.article.lang == "es" else "en")
    discourse = Discourse()
    for sentence, mentions in _iter_sentences(document):
        discourse.start_sentence()
        items = list(_resolve(document.article.text, sentence, mentions, grammar, discourse))
        masked = mask(
            document.article.text, sentence.start, sentence.end, items, grammar.codes, grammar.articles
        )
        build_chunks(masked, grammar, document.article)
        yield masked
