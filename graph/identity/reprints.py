"""Reprints: articles with nearly the same text, found by sketches of their word sequences.

A sketch holds the smallest hash of the text's shingles under each of many permutations: the share of equal
entries of two sketches estimates the Jaccard similarity of the texts (Broder, "On the resemblance and
containment of documents", 1997).
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from tradegraph.identity.unions import Unions
from tradegraph.ontology.gazetteer import fold

#: Words of a shingle: so many in a row are seldom written twice by chance.
_WORDS: Final = 5
#: Entries of a sketch: the estimate errs by about 1 / sqrt(64), an eighth.
_SIZE: Final = 64
#: Shorter texts, in shingles, are compared with none: a headline may well be written twice.
_SHORTEST: Final = 20
#: The share of the smaller text that is found in the other one, from which on it is a reprint. An agency's
#: report loses a paragraph or gains a headline on its way; two reports of one event share a quote or two.
_CONTAINED: Final = 0.6
#: Entries compared at once when pairs are looked for; with two, pairs at a Jaccard similarity of 0.4 are met
#: in 99.6 of 100 cases.
_BAND: Final = 2
_PRIME: Final = (1 << 61) - 1
_WORD: Final = re.compile(r"\w+")


def sketch(text: str) -> str:
    """Return the sketch of `text`, 352 characters of base 64; "" for a text too short to compare."""
    words = _WORD.findall(fold(text))
    shingles = {_hash(" ".join(words[i : i + _WORDS])) for i in range(len(words) - _WORDS + 1)}
    if len(shingles) < _SHORTEST:
        return ""
    smallest = (min((a * shingle + b) % _PRIME for shingle in shingles) & 0xFFFFFFFF for a, b in _FACTORS)
    return base64.b85encode(struct.pack(f">{_SIZE + 1}I", len(shingles), *smallest)).decode()


def find_reprints(sketches: Mapping[str, str], dates: Mapping[str, str]) -> dict[str, str]:
    """Return, for each reprint, the earliest article with nearly its text; both by slug.

    `sketches` are those of all articles by slug, `dates` their dates of publication (ISO 8601); an article
    without a date comes last.
    """
    entries = {slug: _unpack(text) for slug, text in sorted(sketches.items()) if text}
    unions = Unions(entries)
    for first, second in _near(entries):
        if _containment(entries[first], entries[second]) >= _CONTAINED:
            unions.join(first, second)
    return {slug: original for group in unions.groups() for slug, original in _to_original(group, dates)}


def _to_original(group: Iterable[str], dates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    first, *others = sorted(group, key=lambda slug: (dates.get(slug) or "9999", slug))
    return ((slug, first) for slug in others)


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=7).digest(), "big")


def _make_factors() -> Iterator[tuple[int, int]]:
    """Yield the permutations, the same ones on every machine."""
    for i in range(_SIZE):
        yield _hash(f"factor {i}") | 1, _hash(f"offset {i}")


_FACTORS: Final = tuple(_make_factors())


def _unpack(text: str) -> tuple[int, ...]:
    return struct.unpack(f">{_SIZE + 1}I", base64.b85decode(text))


def _near(entries: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that agree in a band of their sketches, in order; texts of their own agree in none."""
    bands: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for slug, entry in entries.items():
        for i in range(1, _SIZE, _BAND):
            bands[(i, *entry[i : i + _BAND])].append(slug)
    yield from sorted({pair for slugs in bands.values() for pair in combinations(slugs, 2)})


def _containment(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    """Return the share of the smaller text's shingles that the other one has, from 0 to 1."""
    equal = sum(a == b for a, b in zip(first[1:], second[1:], strict=True)) / _SIZE
    return equal * (first[0] + second[0]) / ((1 + equal) * min(first[0], second[0]))
