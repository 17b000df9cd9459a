"""Indexing: bringing the store up to date with the archive."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad
from tradegraph._exceptions import GraphError
from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest
from tradegraph.building.resolving import read_resolved
from tradegraph.deriving import derive_graphs
from tradegraph.deriving.counts import measures_file
from tradegraph.deriving.rates import FILE as RATES
from tradegraph.deriving.versions import digest_derivations
from tradegraph.identity.resolution import Resolution
from tradegraph.ontology import ontology_file, ontology_files, reference_files
from tradegraph.ontology.graphs import load_reference_quads
from tradegraph.queries.catalogue import load_questions
from tradegraph.queries.checking import load_check_quads, load_checks
from tradegraph.queries.publishing import load_question_quads
from tradegraph.rdf.archive import digest, digest_file, stream_archive, to_nquads
from tradegraph.rdf.blanks import name_blanks
from tradegraph.rdf.iris import named_graph
from tradegraph.rdf.store import Store, read_note, write_note

#: To be changed with the way in which the store holds things, so that older ones are made anew.
_FORM: Final = b"union in the default graph"


@dataclass(frozen=True, slots=True)
class Part:
    """A named graph that the store is to hold: a digest of its content, and what loads it."""

    digest: str
    load: Callable[[], list[Quad]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a store holds: digests of its parts by their graphs, of official figures, and of all else."""

    parts: Mapping[str, str]
    statistics: Mapping[str, str | None]
    shared: str

    def grows_into(self, wanted: Stamp) -> bool:
        """Tell whether a store that holds this may be brought up to date, and need not be made anew.

        To take official figures out costs more: of 100,000 it took 86 s, where loading them took 30 s.
        """
        return self.shared == wanted.shared and self.statistics.items() <= wanted.statistics.items()


def update_store(folder: Folder, manifest: Manifest, resolution: Resolution) -> bool:
    """Bring the store up to date with the archive and its resolution; return whether anything had to change.

    The new store is made beside the old one and takes its place when complete, so that readers, and a build
    that is cut off, find a whole store or none. A damaged one is made anew from the archive.
    """
    parts = dict(_find_parts(folder, manifest, resolution))
    digests = {name: part.digest for name, part in parts.items()}
    statistics = {name: digest_file(folder.statistics_file(name)) for name in folder.statistics_names()}
    wanted = Stamp(digests, statistics, _digest_shared(manifest.base))
    present = read_stamp(folder.store)
    if present == wanted and _is_sound(folder.store):
        return False
    place = folder.path / ".store.new"
    copied = present is not None and present.grows_into(wanted) and _copy_store(folder.store, place)
    with Store.open(place, write=True, base=manifest.base) as store:
        if present is not None and copied:
            _replace_changed(store, present.parts, parts)
            statistics = {name: statistics[name] for name in statistics.keys() - present.statistics.keys()}
        else:
            quads = chain.from_iterable(part.load() for _, part in sorted(parts.items()))
            store.load(chain(load_shared_quads(manifest.base), quads))
        for name in sorted(statistics):
            store.load(stream_archive(folder.statistics_file(name)))
        derive_graphs(store)
    write_note(place, asdict(wanted) | {"base": manifest.base, "derived": digest_derivations()})
    _swap(place, folder.store)
    return True


def _find_parts(folder: Folder, manifest: Manifest, resolution: Resolution) -> Iterator[tuple[str, Part]]:
    """Yield the parts of a graph by the names of their graphs."""
    base = manifest.base
    for slug, (_, record) in manifest.owners().items():
        rewriting = resolution.of(slug)
        load = partial(read_resolved, folder, slug, rewriting, base=base)
        yield f"article/{slug}", Part(record.archive + rewriting.digest, load)
    for name, group in groupby(resolution.quads(base), key=lambda quad: quad.graph_name):
        quads = list(group)
        assert isinstance(name, NamedNode)
        yield name.value.removeprefix(f"{base}graph/"), Part(digest(to_nquads(quads)), partial(list, quads))


def load_shared_quads(base: str) -> list[Quad]:
    """Return what every graph holds besides its articles: ontology, reference data, questions, checks."""
    return [*name_blanks(load_reference_quads(base)), *load_question_quads(base), *load_check_quads(base)]


def _digest_shared(base: str) -> str:
    """Return a digest of all that is not from an article and that the store holds or is derived with."""
    questions = [question.text for question in load_questions()] + [check.text for check in load_checks()]
    data = [*ontology_files(), *reference_files(), ontology_file(RATES), measures_file()]
    parts = [
        _FORM,
        base.encode(),
        digest_derivations().encode(),
        *(file.read_bytes() for file in data),
        *map(str.encode, questions),
    ]
    return digest(b"\n".join(parts))


def _is_sound(path: Path) -> bool:
    try:
        Store.open(path).close()
    except GraphError:
        return False
    return True


def _copy_store(path: Path, place: Path) -> bool:
    """Copy a store by hard links, False where it is damaged."""
    try:
        with Store.open(path) as store:
            store.quads.backup(str(place))
    except (GraphError, OSError, RuntimeError):
        shutil.rmtree(place, ignore_errors=True)
        return False
    return True


def _replace_changed(store: Store, present: Mapping[str, str], wanted: Mapping[str, Part]) -> None:
    for name in sorted(present.keys() - wanted.keys()):
        store.replace_graph(named_graph(name, base=store.base), ())
    for name, part in sorted(wanted.items()):
        if present.get(name) != part.digest:
            store.replace_graph(named_graph(name, base=store.base), part.load())


def _swap(new: Path, place: Path) -> None:
    old = new.with_name(".store.old")
    if place.exists():
        place.replace(old)
    new.replace(place)
    shutil.rmtree(old, ignore_errors=True)


def read_stamp(store: Path) -> Stamp | None:
    """Return what the store in this folder holds, None where there is none or it cannot be told."""
    data = read_note(store)
    known = data.keys() >= {"parts", "statistics", "shared"}
    return Stamp(data["parts"], data["statistics"], data["shared"]) if known else None
