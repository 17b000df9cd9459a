"""Names of the known entities: places, agreements, organisations, sectors, read from the reference data."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from typing import Final, NamedTuple, overload

from pyoxigraph import Literal
from tradegraph._exceptions import DataError
from tradegraph.model import ENTITY_TYPES, Entity
from tradegraph.ontology import reference_files
from tradegraph.ontology.graphs import parse_turtle
from tradegraph.ontology.prepared import load_prepared
from tradegraph.rdf.iris import DEFAULT_BASE, ONTOLOGY

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#: Predicates whose values are names, and the kind of name; a preferred label comes first.
_KINDS: Final = {
    f"{_SKOS}prefLabel": "name",
    f"{_SKOS}altLabel": "name",
    f"{_SKOS}hiddenLabel": "name",
    f"{ONTOLOGY}acronym": "acronym",
    f"{ONTOLOGY}demonym": "demonym",
}

#: A value of the reference data with its language ("" where it has none).
Value = tuple[str, str]
#: What the reference data says of one entity: values by predicate.
Description = Mapping[str, Sequence[Value]]


class Name(NamedTuple):
    """A form by which texts name an entity; a tuple, since there are tens of thousands.

    `kind` is "name", "acronym" or "demonym" (an adjective or a noun for its people), `lang` "en" or "es".
    `ambiguous` tells a form that needs context, such as Georgia or Nice.
    """

    form: str
    entity: Entity
    kind: str
    lang: str
    ambiguous: bool = False


@dataclass(frozen=True)
class Gazetteer(Sequence[Name]):
    """The names of all known entities, and what the reference data says of these.

    `entities` are by id, such as "country/MX". `descriptions`, by the same ids, hold the plain values of the
    reference data by predicate IRI; IRIs under the data's base are cut to ids.
    """

    names: tuple[Name, ...]
    entities: Mapping[str, Entity]
    descriptions: Mapping[str, Description]

    @overload
    def __getitem__(self, index: int) -> Name: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Name, ...]: ...
    def __getitem__(self, index: int | slice) -> Name | tuple[Name, ...]:
        return self.names[index]

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.names)

    def names_of(self, entity_id: str) -> dict[str, str]:
        """Return the preferred label of an entity by language, empty for an unknown entity."""
        return {lang: label for label, lang in self._values(entity_id, f"{_SKOS}prefLabel")}

    def country_of(self, entity_id: str) -> Entity | None:
        """Return the country that a place or organisation belongs to; a country is its own."""
        entity = self.entities.get(entity_id)
        if entity is not None and entity.type == "Country":
            return entity
        return next(self._linked(entity_id, "inCountry"), None)

    def region_of(self, entity_id: str) -> Entity | None:
        """Return the state or province that a city lies in, where the reference data tells it."""
        return next(self._linked(entity_id, "inRegion"), None)

    def capital_country(self, city_id: str) -> Entity | None:
        """Return the country whose capital a city is."""
        country_id = self._capitals.get(city_id)
        return self.entities[country_id] if country_id else None

    def parties_of(self, agreement_id: str) -> tuple[Entity, ...]:
        """Return the parties of an agreement."""
        return tuple(self._linked(agreement_id, "hasParty"))

    def members_of(self, bloc_id: str) -> tuple[Entity, ...]:
        """Return the members of a bloc or an international organisation."""
        return tuple(self._linked(bloc_id, "hasMember"))

    def find_entities(self, text: str) -> tuple[Entity, ...]:
        """Return the entities with this id, code or name, whatever its case and accents, the likeliest first.

        >>> [entity.id for entity in load_gazetteer().find_entities("corea del sur")]
        ['country/KR']
        """
        return tuple(self.entities[entity_id] for entity_id in self._index.get(fold(text), ()))

    def near_names(self, text: str, *, n: int = 5) -> tuple[str, ...]:
        """Return up to `n` names that look like `text`, for a suggestion."""
        forms = {fold(name.form): name.form for name in reversed(self.names)}
        return tuple(forms[near] for near in get_close_matches(fold(text), forms, n=n, cutoff=0.7))

    @cached_property
    def demonyms(self) -> Mapping[str, frozenset[Entity]]:
        """The places of each adjective or noun for people, in lower case."""
        places: defaultdict[str, set[Entity]] = defaultdict(set)
        for name in self.names:
            if name.kind == "demonym":
                places[name.form.lower()].add(name.entity)
        return {form: frozenset(entities) for form, entities in places.items()}

    @cached_property
    def _index(self) -> Mapping[str, Sequence[str]]:
        """Ids by folded id, code and name: first ids and codes, then plain, ambiguous and demonymic names."""
        index: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for entity in self.entities.values():
            for key, _ in [(entity.id, ""), *self._codes(entity.id)]:
                index[fold(key)][entity.id] = None
        for name in sorted(self.names, key=lambda name: (name.kind == "demonym", name.ambiguous)):
            index[fold(name.form)][name.entity.id] = None
        return {key: tuple(ids) for key, ids in index.items()}

    @cached_property
    def _capitals(self) -> Mapping[str, str]:
        return {
            city_id: country_id
            for country_id in self.entities
            for city_id, _ in self._values(country_id, f"{ONTOLOGY}capital")
        }

    def _codes(self, entity_id: str) -> list[Value]:
        predicates = (f"{ONTOLOGY}isoCode", f"{ONTOLOGY}isoAlpha3")
        return [value for predicate in predicates for value in self._values(entity_id, predicate)]

    def _values(self, entity_id: str, predicate: str) -> Sequence[Value]:
        return self.descriptions.get(entity_id, {}).get(predicate, ())

    def _linked(self, entity_id: str, term: str) -> Iterator[Entity]:
        linked = (self.entities.get(value) for value, _ in self._values(entity_id, ONTOLOGY + term))
        return (entity for entity in linked if entity is not None)


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and with single spaces.

    >>> fold("Corea  del SUR"), fold("Québec")
    ('corea del sur', 'quebec')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


@cache
def load_gazetteer() -> Gazetteer:
    """Return the names of all entities of the packaged reference data.

    Raises `DataError` for a file that is not Turtle and for an entity without a type or an English name.
    """
    return load_prepared("gazetteer", lambda: read_gazetteer(reference_files()))


def read_gazetteer(files: Iterable[Traversable]) -> Gazetteer:
    """Return the names of the entities that Turtle files of reference data describe.

    Raises `DataError` as `load_gazetteer` does.
    """
    descriptions = _describe(files)
    entities = {id_: _to_entity(id_, description) for id_, description in descriptions.items()}
    names = tuple(name for id_, entity in entities.items() for name in _to_names(entity, descriptions[id_]))
    return Gazetteer(names=names, entities=entities, descriptions=descriptions)


def _describe(files: Iterable[Traversable]) -> Mapping[str, Description]:
    """Return the values that the files give, by entity id and predicate."""
    descriptions: dict[str, dict[str, list[Value]]] = {}
    for file in files:
        for subject, predicate, value in parse_turtle(file):
            if subject.value.startswith(DEFAULT_BASE):
                lang = value.language or "" if isinstance(value, Literal) else ""
                plain = (value.value.removeprefix(DEFAULT_BASE), lang)
                description = descriptions.setdefault(subject.value.removeprefix(DEFAULT_BASE), {})
                description.setdefault(predicate.value, []).append(plain)
    return descriptions


def _to_entity(entity_id: str, description: Description) -> Entity:
    types = [value.removeprefix("ontology#") for value, _ in description.get(_TYPE, ())]
    type_ = next((name for name in types if name in ENTITY_TYPES), None)
    label = next((label for label, lang in description.get(f"{_SKOS}prefLabel", ()) if lang == "en"), None)
    if type_ is None or label is None:
        missing = "a type of the ontology" if type_ is None else "an English skos:prefLabel"
        raise DataError(f"reference data: {entity_id} has not {missing}; add it")
    code = next((code for code, _ in description.get(f"{ONTOLOGY}isoCode", ())), None)
    return Entity(id=entity_id, name=label, type=type_, code=code, known=True)


def _to_names(entity: Entity, description: Description) -> Iterator[Name]:
    ambiguous = {label for label, _ in description.get(f"{ONTOLOGY}ambiguousLabel", ())}
    for predicate, kind in _KINDS.items():
        for form, lang in description.get(predicate, ()):
            yield Name(form=form, entity=entity, kind=kind, lang=lang, ambiguous=form in ambiguous)
