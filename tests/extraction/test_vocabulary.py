"""What the lexicon and the patterns say is read: no cue, class, chunk or key stands there for nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tradegraph.ontology.lexicon import languages, load_lexicon, load_patterns, load_shared

ROOT = Path(__file__).resolve().parents[2]
#: Cues that the code asks for: they tell the mood of a clause.
MOODS = {"plan", "forecast", "future", "denial"}
#: Chunks that only keep their words from other patterns.
SHIELDS = {"WorldFlow", "PersonOwner"}
#: Lexicon files whose keys are words or codes rather than names of settings.
LISTS = {"cues", "titles"}


@cache
def sources() -> str:
    return "".join(path.read_text("utf-8") for path in (ROOT / "graph").rglob("*.py"))


def kinds(lang: str) -> set[str]:
    """Return the classes and types that the patterns of a language name."""
    slots = re.compile(r"\{([A-Za-z_|]+)\+?(?::[\w+]+)?\}")
    entries = load_patterns(lang)
    named = {
        kind for entry in entries for kinds in slots.findall(entry["pattern"]) for kind in kinds.split("|")
    }
    return named | {kind for entry in entries for kind in entry.get("requires", ())}


def test_there_are_languages() -> None:
    assert set(languages()) >= {"en", "es"}


@pytest.mark.parametrize("lang", languages())
def test_every_cue_is_used(lang: str) -> None:
    entries = load_patterns(lang)
    used = {cue for entry in entries for cue in re.findall(r"(?<!P)<([\w-]+)>", entry["pattern"])}
    used |= {cue for entry in entries for kind in ("context", "without") for cue in entry.get(kind, ())}
    cues = set(load_lexicon(lang)["cues"])
    assert (used - {"_span"}) | MOODS == cues


def test_every_class_is_used() -> None:
    assert set(load_shared("classes")) - {kind for lang in languages() for kind in kinds(lang)} == set()


@pytest.mark.parametrize("lang", languages())
def test_every_chunk_is_used(lang: str) -> None:
    members = {kind for kinds in load_shared("classes").values() for kind in kinds}
    chunks = {entry["chunk"] for entry in load_patterns(lang) if "chunk" in entry} - {"_entity"}
    assert chunks - kinds(lang) - members - SHIELDS == set()


@pytest.mark.parametrize("lang", languages())
def test_every_key_is_read(lang: str) -> None:
    files = {stem: content for stem, content in load_lexicon(lang).items() if stem not in LISTS}
    unread = {
        f"{stem}: {key}"
        for stem, content in files.items()
        for key in (content if isinstance(content, Mapping) else ())
        if f'"{key}"' not in sources() and f"'{key}'" not in sources()
    }
    assert unread == set()
    assert [stem for stem in load_lexicon(lang) if f'"{stem}"' not in sources()] == []
