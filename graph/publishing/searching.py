"""Search in a static site: an index of names and of quotes' words, in files that a page reads one by one."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import NamedNode
from tradegraph.model import ENTITY_TYPES
from tradegraph.pages import Pages
from tradegraph.pages.sites import to_href
from tradegraph.rdf.iris import ONTOLOGY, to_iri
from tradegraph.rdf.store import Store

#: Entries in one file; a search for a few words reads one to three such files.
_BLOCK: Final = 200
#: A word that more entries have is common: its list is cut, and tells nothing beside other words.
_COMMON: Final = 2_000
#: Letters that no decomposition makes plain. `search.js` has the same, and folds in the same way.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_WORD: Final = re.compile(r"[^\W_]+")
#: The properties whose words lead to an entity, an article or a question.
_NAMES: Final = (
    "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "tg:acronym", "tg:isoCode", "tg:isoAlpha3",
    "schema:headline", "rdfs:label",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a search may find.

    `path` is its page's, `label` what is shown of it with its `kind` and a `note`, `words` are texts whose
    words lead to it, and `rank` sorts it among others, the lowest first.
    """

    path: str
    label: str
    kind: str
    words: tuple[str, ...]
    rank: tuple[int, int] = (0, 0)
    note: str = ""


@dataclass(slots=True)
class _Shards:
    """Lists of entries by word, and these by the first two letters of the word."""

    lists: defaultdict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, number: int, entry: Entry) -> None:
        for word in {word for text in entry.words for word in split_words(text)}:
            found = self.lists[word[:2]].setdefault(word, [])
            if len(found) <= _COMMON:
                found.append(number)


def fold(text: str) -> str:
    """Return `text` in small letters without marks, as a search compares it.

    >>> fold("Øresund, SÃO João")
    'oresund, sao joao'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))


def split_words(text: str) -> list[str]:
    """Return the folded words of `text`; single letters of ours, which everything has, are none."""
    return [word for word in _WORD.findall(fold(text)) if len(word) > 1 or not word.isascii()]


def render_search(pages: Pages, store: Store, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the search, each with its path: the page, its script and the index of `paths`."""
    entries = sorted(read_entries(store, paths), key=lambda entry: (*entry.rank, entry.path))
    actors = [(to_href(entry.path), entry.label, entry.kind) for entry in entries if entry.rank[0] == 0]
    actors.sort(key=lambda actor: (fold(actor[1]), actor))
    page = pages.render_document("search.html", "search", title="Search", actors=actors)
    yield "search.html", page.encode()
    yield "search.js", files(__package__).joinpath("search.js").read_bytes()
    yield from write_index(entries)


def write_index(entries: list[Entry]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an index: what is where, the words, and the entries."""
    shards = _Shards()
    for number, entry in enumerate(entries):
        shards.add(number, entry)
    names = {key: _to_name(key) for key in sorted(shards.lists)}
    yield _to_file("index", {"size": _BLOCK, "shards": names})
    for key, name in names.items():
        lists = shards.lists[key]
        common = sorted(word for word, found in lists.items() if len(found) > _COMMON)
        yield _to_file(name, {"words": dict(sorted(lists.items())), "common": common})
    for start in range(0, len(entries), _BLOCK):
        block = [
            [to_href(entry.path), entry.label, entry.kind, entry.note]
            for entry in entries[start : start + _BLOCK]
        ]
        yield _to_file(f"entries-{start // _BLOCK}", block)


def read_entries(store: Store, paths: Iterable[str]) -> Iterator[Entry]:
    """Yield what a search may find among the pages of `paths`."""
    for path in paths:
        kind = path.partition("/")[0]
        node = NamedNode(store.base + path)
        if kind == "claim":
            yield from _read_claim(store, node, path)
        elif kind != "relationship" and "/" in path:
            yield from _read_named(store, node, path)


def _read_claim(store: Store, node: NamedNode, path: str) -> Iterator[Entry]:
    articles = (iri for iri, _ in store.values(node, "prov:wasQuotedFrom"))
    note = next((text for iri in articles for text in _texts(store, NamedNode(iri), "schema:headline")), "")
    for quote in _texts(store, NamedNode(f"{node.value}#quote"), "oa:exact")[:1]:
        yield Entry(path, " ".join(quote.split()), "quote", (quote,), rank=(2, 0), note=note)


def _read_named(store: Store, node: NamedNode, path: str) -> Iterator[Entry]:
    words = tuple(text for name in _NAMES for text in _texts(store, node, name))
    if not words:
        return
    types = {iri.removeprefix(ONTOLOGY) for iri, _ in store.values(node, "rdf:type")}
    type_ = next((name for name in ENTITY_TYPES if name in types), None)
    kind = _to_words(store, type_) if type_ else path.partition("/")[0]
    count = sum(int(text) for text in _texts(store, node, "tg:claimCount")[:1])
    note = next((text for text in _texts(store, node, "skos:prefLabel") if text != words[0]), "")
    yield Entry(path, words[0], kind, words, rank=(0 if type_ else 1, -count), note=note)


def _to_words(store: Store, type_: str) -> str:
    labels = _texts(store, to_iri(f"tg:{type_}"), "rdfs:label")
    return labels[0] if labels else type_


def _texts(store: Store, node: NamedNode, name: str) -> list[str]:
    """Return the values of a property, English ones first."""
    found = sorted(store.values(node, name), key=lambda value: (value[1] != "en", value[1], value[0]))
    return [text for text, _ in found]


def _to_name(key: str) -> str:
    """Return the name of a shard's file: letters that not every system writes in names go by number."""
    return f"words-{key if key.isascii() else '-'.join(f'{ord(letter):x}' for letter in key)}"


def _to_file(name: str, data: Any) -> tuple[str, bytes]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # A line separator ends a line in old scripts, though not in JSON.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"search/{name}.js", f'tradegraphIndex("{name}",{text});\n'.encode()
