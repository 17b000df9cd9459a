"""The built-in extractor: sentence by sentence, mentions masked, patterns run, claims built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Final

from tradegraph.annotation.known import find_places
from tradegraph.annotation.text import fold_case, fold_variants
from tradegraph.extraction.claims import ClaimBuilder
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.homes import find_first_places, find_homes, find_interviewee
from tradegraph.extraction.interpreter import build_chunks, find_claims
from tradegraph.extraction.masking import Item, Masked, mask
from tradegraph.extraction.patterns import Grammar, load_grammar
from tradegraph.extraction.tables import read_tables
from tradegraph.model import Claim, Document, Mention, Sentence
from tradegraph.ontology.lexicon import grammar_language

#: A short form in brackets behind a name.
_SHORT_FORM: Final = re.compile(
    r" \((?:the |or )?[\"“']?[A-Z][\w&.-]*[A-Z][\w&.+-]*(?:, [^()]{3,40})?[\"”']?\)"
)
#: An amount again in another currency, in brackets.
_OTHER_CURRENCY: Final = re.compile(r" \([^()\d]{0,14}\d[^()]{0,30}\)")
#: Item types of descriptions that patterns tell from plain names.
_KINDS: Final = {"pair": "Pair", "there": "There", "we": "We", "our": "Our"}
#: Places that may be a side of an agreement.
_SIDES: Final = {"Country", "Region", "Bloc"}
#: Blocks whose sentences state nothing by themselves; headings only set the scene.
_SILENT = {"question", "heading"}


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims of an annotated article, linked to entities, in the order of the text.

    Each relationship is claimed once an article, by the first words that state it.
    """
    grammar = load_grammar(grammar_language(document.article.lang))
    discourse = Discourse(homes=find_homes(document), places=find_first_places(document))
    builder = ClaimBuilder(document.article, discourse, speaker=find_interviewee(document))
    tables = read_tables(document, discourse.homes)
    for sentence, mentions in _iter_sentences(document):
        if sentence.block in tables:
            for claim in tables[sentence.block]:
                builder.keep(claim)
        else:
            _read_sentence(document, sentence, mentions, grammar, discourse, builder)
    return tuple(sorted(builder.plainest(), key=lambda claim: (claim.start, claim.end, claim.relation)))


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
    discourse.note_chunks(masked)
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
            end = _end_with_brackets(text, entry)
            item = Item(_type_of(entry), entry.start, end, entry.entities, entry.value)
            if entry.type == "Agreement":
                item = replace(item, value="named", fields=_sides(text, entry))
            if _is_inside_brackets(text, entry, mentions):
                continue
            discourse.note(item)
            yield item
        else:
            start, end, take, types = entry
            entities = discourse.resolve(take, types)
            if entities:
                kind = _KINDS.get(take, entities[0].type)
                yield Item(kind, start, end, entities, kind="anaphor")


def _end_with_brackets(text: str, mention: Mention) -> int:
    """Return where a mention ends with the short form that follows it in brackets: "… (ASEAN)"."""
    brackets = _SHORT_FORM if mention.entities else _OTHER_CURRENCY if mention.type == "Money" else None
    found = brackets.match(text, mention.end) if brackets else None
    return found.end() if found else mention.end


def _is_inside_brackets(text: str, mention: Mention, mentions: list[Mention]) -> bool:
    before = [other for other in mentions if other.end <= mention.start]
    return bool(before) and _end_with_brackets(text, before[-1]) >= mention.end


def _sides(text: str, agreement: Mention) -> dict[str, tuple[Item, ...]]:
    """Return the places in an agreement's name, which are its sides: "UK–Indiana MoU"."""
    found = find_places(text[agreement.start : agreement.end])
    items = tuple(
        Item(m.type, agreement.start + m.start, agreement.start + m.end, m.entities)
        for m in found
        if m.type in _SIDES
    )
    return {"with": items} if len(items) > 1 else {}


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
            take, types = table[str(match.lastgroup)]
            yield start, (start, end, take, types)


@cache
def _anaphora(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[str, tuple[str, ...]]]]:
    """Return one expression for all descriptions, a group for each entry of the lexicon, and what these mean."""
    entries = load_grammar(lang).lexicon["anaphora"]
    table = {f"a{index}": (entry["take"], tuple(entry["types"])) for index, entry in enumerate(entries)}
    groups = (
        f"(?P<a{index}>{'|'.join(sorted(map(str, entry['phrases']), key=len, reverse=True))})"
        for index, entry in enumerate(entries)
    )
    return re.compile(rf"\b(?:{'|'.join(groups)})(?!\w|-\w)"), table


def masked_sentences(document: Document) -> Iterator[Masked]:
    """Yield the masked sentences as the patterns see them, for the eyes of a rule writer."""
    grammar = load_grammar(grammar_language(document.article.lang))
    discourse = Discourse()
    for sentence, mentions in _iter_sentences(document):
        discourse.start_sentence()
        items = list(_resolve(document.article.text, sentence, mentions, grammar, discourse))
        masked = mask(
            document.article.text, sentence.start, sentence.end, items, grammar.codes, grammar.articles
        )
        build_chunks(masked, grammar, document.article)
        yield masked
