"""A graph of synthetic articles of any number, stated like real ones: the data of the benchmark of questions.

usage: python -m tests.benchmarks.corpus ARTICLES FOLDER

The claims are drawn after the shares of `shares.yaml` and go the way of a build from there: to quads, into a
store with the ontology and the reference data, then the derived graphs. What real articles have in common
is kept: a few countries and publishers are in most of them (Zipf), an article is about one or two countries,
people keep their posts, figures of one thing agree or differ a little, some articles are reprints. Figures
and minted names are made up. The same number gives the same article, in a graph of any size.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate, chain, count
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import Quad
from tradegraph.deriving import derive_graphs
from tradegraph.deriving.versions import digest_derivations
from tradegraph.model import Article, Block, Claim, Entity, Reference
from tradegraph.ontology import ontology_files, reference_files
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.ontology.graphs import load_reference_quads
from tradegraph.rdf.archive import digest
from tradegraph.rdf.blanks import name_blanks
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store, read_note, write_note

HERE: Final = Path(__file__).parent
SHARES: Final[Mapping[str, Any]] = yaml.safe_load((HERE / "shares.yaml").read_text("utf-8"))

#: Articles are published over ten years.
_FIRST_DAY: Final = date(2015, 1, 1)
_DAYS: Final = 3652
_PUBLISHERS: Final = 300
#: Minted names are as many as this number of articles would have in which each is named for the first time.
_SCALE: Final = 10_000
#: Share of articles that reprint an earlier one, and of those in Spanish.
_REPRINTED: Final = 0.04
_SPANISH: Final = 0.3
#: Share of the countries in an article's claims that are those which the article is about.
_ON_TOPIC: Final = 0.9
#: Share of claims of membership that say of what the reference data knows a member, what it is a member of.
_KNOWN: Final = 0.99
#: Share of people named with the post that they have elsewhere, and of figures stated as others state them.
_KEPT: Final = 0.85
_AGREED: Final = 0.6
_SYLLABLES: Final = ("ba", "cor", "del", "fen", "gar", "hol", "ist", "ju", "ka", "lon")
_POSTS: Final = ("president", "minister of trade", "secretario de economía", "governor", "chief executive")
_MEMBERSHIPS: Final = ("member_of", "party_to")
_ENTITIES: Final = ("subject", "object", "counterpart", "product", "sector", "speaker")
_WORDS: Final = ("flow", "unit", "status", "scope")


@dataclass(frozen=True, slots=True)
class Pool:
    """Entities of one kind, and the running sums of how often each is drawn."""

    entities: Sequence[Entity]
    sums: Sequence[float]

    def draw(self, dice: random.Random) -> Entity:
        """Return one of them, the first ones more often."""
        return dice.choices(self.entities, cum_weights=self.sums)[0]


@cache
def find_pool(kind: str) -> Pool:
    """Return the entities of a kind of `shares.yaml`, each drawn less often than the one before (Zipf).

    The first countries are in a third of all articles; of people and firms, and above all of minted ones,
    articles share fewer.
    """
    type_, origin = kind.split("-")
    entities = known_entities(type_) if origin == "known" else minted_entities(type_)
    steepness = 0.5 if origin == "minted" else 1.0 if type_ == "Country" else 0.7
    return Pool(entities, list(accumulate((rank + 3) ** -steepness for rank in range(len(entities)))))


def known_entities(type_: str) -> list[Entity]:
    """Return the entities of the reference data of one type, those often named in real articles first."""
    named = {name: rank for rank, name in enumerate(SHARES["named"])}
    entities = [entity for entity in load_gazetteer().entities.values() if entity.type == type_]
    return sorted(entities, key=lambda entity: (named.get(entity.id, len(named)), digest(entity.id.encode())))


def minted_entities(type_: str) -> list[Entity]:
    """Return entities that no reference data knows, as many of one type as real articles name."""
    number = round(SHARES["minted"].get(type_, 1) / SHARES["articles"] * _SCALE)
    names = (f"{spell(index)} {type_}" if type_ != "Person" else spell(index) for index in range(number))
    return [Entity(f"{type_.lower()}/{name.lower().replace(' ', '-')}", name, type_) for name in names]


@cache
def find_memberships() -> Mapping[str, Sequence[Entity]]:
    """Return the agreements and blocs that the reference data knows each entity to belong to, by its id."""
    gazetteer, found = load_gazetteer(), defaultdict[str, list[Entity]](list)
    for pact in known_entities("Agreement") + known_entities("Bloc"):
        for member in (*gazetteer.parties_of(pact.id), *gazetteer.members_of(pact.id)):
            found[member.id].append(pact)
    return found


def spell(number: int) -> str:
    """Return two made-up words, others for each number.

    >>> spell(1204)
    'Korbadel Cordelbaka'
    """
    first, last = f"{number * 7919 % 1000:03}", f"{number:04}"
    return " ".join("".join(_SYLLABLES[int(digit)] for digit in word).capitalize() for word in (first, last))


@dataclass(frozen=True, slots=True)
class Writer:
    """Draws the claims of one article: what it is about, and when it was published."""

    dice: random.Random
    topic: Sequence[Entity]
    published: date

    def draw_claim(self) -> Claim:
        """Return a claim without its place in the text."""
        relation = draw(self.dice, {name: row["claims"] for name, row in SHARES["relations"].items()})
        row = SHARES["relations"][relation]
        fields: dict[str, Any] = {name: self.draw_entity(row.get(name)) for name in _ENTITIES}
        if fields["object"] == fields["subject"] or relation == "holds_position":
            fields["object"] = self.draw_other(row["object"], fields["subject"])
        if relation in _MEMBERSHIPS and self.dice.random() < _KNOWN:
            joined = find_memberships().get(fields["subject"].id, [fields["object"]])
            fields["object"] = self.dice.choice(joined)
        fields |= {name: draw(self.dice, row[name]) for name in _WORDS if name in row}
        fields["period"] = self.draw_period(row.get("period"))
        if relation == "holds_position":
            fields["role"] = random.Random(fields["subject"].id).choice(_POSTS)
        fields = {name: value for name, value in fields.items() if value != "none"}
        if "unit" in fields:
            fields["value"] = self.draw_value(relation, fields)
        return Claim(relation, start=0, end=0, quote="", pattern="synthetic", **fields)

    def draw_entity(
        self, kinds: Mapping[str, int] | None, dice: random.Random | None = None
    ) -> Entity | None:
        """Return an entity of a kind drawn from `kinds`; countries are mostly those of the topic."""
        dice = dice or self.dice
        kind = draw(dice, kinds or {"none": 1})
        if kind == "Country-known" and self.dice.random() < _ON_TOPIC:
            return self.dice.choices(self.topic, (5, 3, 1))[0]
        return None if kind == "none" else find_pool(kind).draw(dice)

    def draw_other(self, kinds: Mapping[str, int], subject: Entity) -> Entity:
        """Return what is not `subject`; mostly the same for the same one."""
        dice = random.Random(subject.id) if self.dice.random() < _KEPT else self.dice
        kind = draw(dice, {kind: weight for kind, weight in kinds.items() if kind != "none"})
        return next(entity for _ in count() if (entity := find_pool(kind).draw(dice)) != subject)

    def draw_period(self, forms: Mapping[str, int] | None) -> str:
        """Return a period before the article's date, "none" for none."""
        form = draw(self.dice, forms or {"none": 1})
        day = self.published - timedelta(days=int(self.dice.expovariate(1 / 400)))
        month, last = f"{day:%Y-%m}", max(day.month, 2)
        told = {
            "year": f"{day.year - (form == 'year' and day.year == self.published.year)}",
            "years": f"{day.year - 3}/{day.year}",
            "month": month,
            "months": f"{day.year}-01/{day.year}-{last:02}",
            "day": day.isoformat(),
            "days": f"{day}/{day + timedelta(days=3)}",
        }
        return told.get(form, "none")

    def draw_value(self, relation: str, fields: Mapping[str, Any]) -> Decimal:
        """Return the figure that most articles give for this, or one that differs from it."""
        ends = (fields[name].id for name in ("subject", "object", "product") if fields.get(name))
        told = random.Random(
            " ".join([relation, *ends, *(str(fields.get(name)) for name in ("flow", "unit", "period"))])
        )
        if fields["unit"] in ("rank", "year"):
            return Decimal(told.randint(1, 20) if fields["unit"] == "rank" else told.randint(1900, 2014))
        if fields["unit"] == "percent":
            return Decimal(told.randint(-300, 600)) / 10
        size = told.lognormvariate(3, 2) * (
            1 if self.dice.random() < _AGREED else self.dice.choice((0.9, 0.97, 1.05))
        )
        return Decimal(f"{size:.3g}") * (1000 if fields["unit"] == "jobs" else 10**9)


def draw(dice: random.Random, weights: Mapping[str, int]) -> str:
    """Return one of the keys, as often as its weight says."""
    return dice.choices(list(weights), list(weights.values()))[0]


def make_article(number: int) -> tuple[Article, list[Claim]]:
    """Return the article with this number and its claims, each with its words."""
    dice = random.Random(f"article {number}")
    if number and dice.random() < _REPRINTED:
        article, claims = make_article(dice.randrange(number))
        return _publish(article, number, article.published or _FIRST_DAY, dice), claims
    published = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
    countries = find_pool("Country-known")
    topic: dict[Entity, None] = {}
    while len(topic) < 3:
        topic[countries.draw(dice)] = None
    writer = Writer(dice, list(topic), published)
    size = max(1, round(dice.gauss(SHARES["size"]["mean"], SHARES["size"]["spread"])))
    text, claims = write_text([writer.draw_claim() for _ in range(size)])
    title = f"{writer.topic[0].name} and {writer.topic[1].name}, {published:%B %Y}"
    article = Article(
        "",
        "",
        text,
        "",
        (Block("paragraph", 0, len(text)),),
        title,
        lang="es" if dice.random() < _SPANISH else "en",
    )
    return _publish(article, number, published, dice), claims


def _publish(article: Article, number: int, day: date, dice: random.Random) -> Article:
    """Return the article as a publisher brings it, on the day or soon after."""
    publisher = spell(int(_PUBLISHERS ** dice.random()))
    text = article.text + f"\n\n{publisher}, {number}"
    name = f"synthetic-{number:05}"
    return replace(
        article,
        id=name,
        slug=f"{name}-{digest(text.encode())[:8]}",
        text=text,
        digest=digest(text.encode()),
        published=day + timedelta(days=dice.randrange(4)),
        source=f"The {publisher.split()[0]} Gazette",
        url=f"https://news.example/{name}",
    )


def write_text(claims: Sequence[Claim]) -> tuple[str, list[Claim]]:
    """Return a text of one sentence a claim, and the claims with their places in it."""
    text, placed = "", []
    for claim in claims:
        quote, references = _write_sentence(claim, len(text))
        end = len(text) + len(quote)
        placed.append(replace(claim, start=len(text), end=end, quote=quote, references=references))
        text += f"{quote}. "
    return text.rstrip(), placed


def _write_sentence(claim: Claim, start: int) -> tuple[str, tuple[Reference, ...]]:
    words, references = "", []
    figure = f"{claim.value} {claim.unit}" if claim.value is not None else None
    told = (claim.role, claim.relation.replace("_", " "), figure, claim.period, claim.status)
    for name in _ENTITIES[:-1]:
        if entity := getattr(claim, name):
            at = start + len(words)
            references.append(Reference(name, entity, at, at + len(entity.name)))
            words += f"{entity.name}, "
    return words + " ".join(filter(None, told)), tuple(references)


def make_quads(numbers: range) -> Iterator[Quad]:
    """Yield the quads of the articles with these numbers."""
    return chain.from_iterable(to_quads(*make_article(number)) for number in numbers)


def make_store(folder: Path, articles: int) -> Path:
    """Return a store of so many articles in `folder`; one that was made before of the same data is taken."""
    place, state = folder / f"{articles}-articles", _digest_data()
    if read_note(place).get("state") == state:
        return place
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    with Store.open(place, write=True) as store:
        store.load(chain(name_blanks(load_reference_quads(DEFAULT_BASE)), make_quads(range(articles))))
        derive_graphs(store)
        store.quads.optimize()
    write_note(place, {"base": DEFAULT_BASE, "state": state})
    return place


def _digest_data() -> str:
    """Return a digest of what a store is made of: data, and the code that derives."""
    data = [HERE / "corpus.py", HERE / "shares.yaml", *ontology_files(), *reference_files()]
    return digest(b"".join([*(file.read_bytes() for file in data), digest_derivations().encode()]))


def main() -> None:
    """Make a store and print where it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    sys.stdout.write(f"{make_store(options.folder, options.articles)}\n")


if __name__ == "__main__":
    main()
