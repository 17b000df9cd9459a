"""The built-in extractor: sentence by sentence, mentions masked, patterns run, claims built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tradegraph.extraction.agreements import Agreements
from tradegraph.extraction.asides import fold_asides, staying
from tradegraph.extraction.claims import ClaimBuilder
from tradegraph.extraction.commonnames import keep_apart
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.ellipses import name_ellipses
from tradegraph.extraction.employed import bodies_told
from tradegraph.extraction.firms import Firms
from tradegraph.extraction.foundations import join_foundations
from tradegraph.extraction.headlines import without_offices
from tradegraph.extraction.homes import find_first_places, find_homes
from tradegraph.extraction.interpreter import Found, build_chunks, find_claims
from tradegraph.extraction.interviews import find_guest, find_interviewee
from tradegraph.extraction.items import ItemReader
from tradegraph.extraction.journeys import without_hosts
from tradegraph.extraction.leadins import LeadIns, crossing, is_figure
from tradegraph.extraction.masking import Masked, fold, mask
from tradegraph.extraction.patterns import Grammar, load_grammar
from tradegraph.extraction.posts import Posts
from tradegraph.extraction.protagonists import settle_people
from tradegraph.extraction.publishers import find_publisher, find_signatory
from tradegraph.extraction.relations import COURSE
from tradegraph.extraction.signings import Signings
from tradegraph.extraction.speeches import find_speech
from tradegraph.extraction.times import Times
from tradegraph.extraction.topics import name_topics
from tradegraph.learning.judging import weigh_claims
from tradegraph.model import Claim, Document, Mention, Sentence
from tradegraph.ontology.lexicon import grammar_language, load_lexicon
from tradegraph.tables import agreeing, read_tables, says_more

#: Blocks whose sentences state nothing by themselves; they only set the scene.
_SCENES: Final = {"question", "heading"}
#: What may close a sentence behind its question mark.
_CLOSING: Final = "\"'”’»)"


def extract_claims(
    document: Document, *, grammar: Grammar | None = None, learned: bool = True
) -> tuple[Claim, ...]:
    """Return the claims of an annotated article, linked to entities, in the order of the text.

    Each relationship is claimed once an article, by the first words that state it. `grammar` are the patterns
    to use, those of the article's language unless told. Not `learned`, claims keep the confidence that their
    patterns give; otherwise a model tells how sure each is.
    """
    reader = _Reader.of(document, grammar)
    posts = Posts(cast=reader.discourse.cast)
    builder = ClaimBuilder(
        document.article, reader.discourse, speaker=find_interviewee(document), posts=posts
    )
    tables = read_tables(document, reader.discourse.homes)
    for sentence, mentions in _iter_sentences(document):
        kind = reader.kind_of(sentence)
        if sentence.block in tables:
            for claim in tables[sentence.block]:
                builder.keep(claim)
            reader.discourse.times.show(tables[sentence.block])
            if kind == "row" or not says_more(tables[sentence.block], sentence, document):
                continue
        masked, states = reader.read(sentence, mentions)
        settle_people(masked, reader.discourse, posts, reader.grammar.lang)
        if states:
            if not (is_figure(masked) and reader.goes_on(sentence)):
                builder.add(masked, list(_readings(masked, reader.grammar)))
            words = reader.folded[sentence.start : sentence.end]
            for joint in reader.leadins.read(masked, kind, sentence.block, words):
                builder.go_on(joint, crossing(joint, find_claims(joint, reader.grammar)))
        else:
            builder.face(masked, find_claims(masked, reader.grammar, relation=COURSE))
            reader.leadins.ask(masked)
    claims = keep_apart(agreeing(builder.plainest(), tables, document.article), document.article)
    claims = without_offices(join_foundations(claims, document.article.text), document.article)
    in_order = tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.relation)))
    return tuple(without_hosts(weigh_claims(document, in_order) if learned else in_order))


def _readings(masked: Masked, grammar: Grammar) -> Iterator[tuple[Masked, Iterable[Found]]]:
    """Yield a sentence without its asides, and as it is, with what patterns find in each."""
    folded, asides = fold_asides(masked, grammar)
    for reading in (*folded, masked):
        yield reading, staying(reading, find_claims(reading, grammar), asides)
    if told := bodies_told(masked, grammar):
        yield told


def masked_sentences(document: Document, *, grammar: Grammar | None = None) -> Iterator[Masked]:
    """Yield the masked sentences as the patterns see them, for the eyes of a rule writer."""
    reader = _Reader.of(document, grammar)
    for sentence, mentions in _iter_sentences(document):
        masked, states = reader.read(sentence, mentions)
        if states:
            yield masked


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sentences of an article one after another."""

    document: Document
    folded: str
    grammar: Grammar
    discourse: Discourse
    items: ItemReader
    leadins: LeadIns = field(default_factory=LeadIns)

    @classmethod
    def of(cls, document: Document, grammar: Grammar | None) -> _Reader:
        article = document.article
        grammar = grammar or load_grammar(grammar_language(article.lang))
        folded, places = fold(article.text), find_first_places(document)
        orator, envoy = find_speech(document)
        homes, guest = find_homes(document, places), find_guest(document) or envoy
        interviewee, signatory = find_interviewee(document), find_signatory(article, document.mentions)
        is_guest = bool(guest and homes and guest.entities != homes["Country"].entities)
        discourse = Discourse(
            text=folded,
            agreements=Agreements(grammar.lang),
            times=Times.of(document, grammar.lang),
            signings=Signings(grammar.lang),
            firms=Firms(grammar.lang),
            homes=homes,
            guest=guest if is_guest else None,
            is_speech=is_guest and guest is envoy,
            places=places,
            publisher=None if interviewee else find_publisher(document),
            speaker=interviewee or orator or (signatory.entities[0] if signatory else None),
        )
        if signatory and discourse.speaker in signatory.entities:  # who says "I" is named at the end alone
            discourse.noted["Person"].append((0, signatory))
        items = ItemReader(article, folded, grammar.lang, discourse)
        columns = load_lexicon(grammar.lang)["tables"]["columns"]
        leadins = LeadIns(tuple(columns.get("member", ())))
        return cls(document, folded, grammar, discourse, items, leadins)

    def kind_of(self, sentence: Sentence) -> str:
        """Return the kind of block that a sentence stands in."""
        blocks = self.document.article.blocks
        return blocks[sentence.block].kind if blocks else "paragraph"

    def goes_on(self, sentence: Sentence) -> bool:
        """Tell whether another sentence stands behind one in its block."""
        blocks = self.document.article.blocks
        return bool(blocks) and bool(self.folded[sentence.end : blocks[sentence.block].end].strip())

    def read(self, sentence: Sentence, mentions: Sequence[Mention]) -> tuple[Masked, bool]:
        """Return a sentence masked, its chunks built, and whether it states anything: a question does not."""
        article, kind = self.document.article, self.kind_of(sentence)
        self.discourse.start_sentence()
        self.discourse.times.enter(sentence.block)
        self.discourse.firms.enter(sentence.block)
        self.discourse.signings.enter(kind)
        is_asked = article.text[sentence.start : sentence.end].rstrip(_CLOSING).endswith("?")
        self.discourse.hear(kind, is_asked=is_asked)
        items = list(self.items.read(sentence, mentions))
        self.discourse.head_sentence(items, sentence, article.text)
        if kind in _SCENES or kind == "title":
            self.discourse.start_section(items, is_title=kind == "title")
            self.discourse.times.open(items)
            self.discourse.firms.head(items, is_title=kind == "title")
        states = kind != "heading" and not is_asked
        masked = mask(self.folded, sentence, items, self.grammar.codes, self.grammar.articles)
        masked.is_title = kind == "title"
        build_chunks(masked, self.grammar, article.text)
        name_ellipses(masked, self.discourse, self.grammar, article.text)
        name_topics(masked, self.grammar.lang)
        if states:
            self.discourse.note_chunks(masked)
        elif is_asked:  # "Who signed the pact?": the one named before
            self.discourse.agreements.link(masked)
        return masked, states


def _iter_sentences(document: Document) -> Iterator[tuple[Sentence, Sequence[Mention]]]:
    """Yield each sentence with the mentions that lie in it."""
    position, mentions = 0, document.mentions
    for sentence in document.sentences:
        while position < len(mentions) and mentions[position].start < sentence.start:
            position += 1
        end = position
        while end < len(mentions) and mentions[end].end <= sentence.end:
            end += 1
        yield sentence, mentions[position:end]
        position = end
