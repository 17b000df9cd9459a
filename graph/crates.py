"""The RO-Crate of a graph's folder: what its files are, of which articles, and what made them.

Source: https://www.researchobject.org/ro-crate/specification/1.1/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest, to_json
from tradegraph.building.resolving import corrections_file
from tradegraph.rdf.archive import digest_file, write_whole
from tradegraph.rdf.iris import DATA_LICENSE
from tradegraph.rdf.store import Store

_SPECIFICATION: Final = "https://w3id.org/ro/crate/1.1"
#: What the context of RO-Crate 1.1 lacks of schema.org.
_TERMS: Final = {name: f"http://schema.org/{name}" for name in ("creditText", "sha256")}
_SOFTWARE: Final = "#tradegraph"
_FORMATS: Final = {
    ".json": "application/json",
    ".nq": "application/n-quads",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
}
_STORE: Final = {"@id": "store/", "@type": "Dataset", "name": "Oxigraph store, an index of the other files"}
_ARTICLES: Final = """
SELECT ?article (MIN(?title) AS ?headline) (MIN(?day) AS ?date) (MIN(STR(?address)) AS ?url)
       (MIN(?publisher) AS ?source) (MIN(?tongue) AS ?lang) {
  ?article a tg:Article
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article schema:datePublished ?day }
  OPTIONAL { ?article schema:url ?address }
  OPTIONAL { ?article dcterms:source ?publisher }
  OPTIONAL { ?article dcterms:language ?tongue }
} GROUP BY ?article ORDER BY ?article"""

_Entity = dict[str, Any]


def write_crate(folder: Folder, manifest: Manifest, store: Store) -> None:
    """Write `ro-crate-metadata.json`; the same graph gives the same bytes.

    The crate's date is that of the latest article, and left out where none has one: no clock is asked.
    """
    write_whole(folder.crate, to_json(to_crate(folder, manifest, store)))


def to_crate(folder: Folder, manifest: Manifest, store: Store) -> dict[str, Any]:
    """Return the metadata of a graph's folder as plain values, its entities in the order of their kinds."""
    articles = [_describe_article(row) for row in store.rows(_ARTICLES)]
    files = list(_list_files(folder, manifest, {article["@id"]: article for article in articles}))
    inputs = list(_list_inputs(folder, manifest))
    parts = [*files, *(each for each in inputs if each["@type"] == "File"), _STORE]
    return {
        "@context": [f"{_SPECIFICATION}/context", _TERMS],
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": _SPECIFICATION},
            },
            _describe_root(articles, parts),
            _describe_building(articles, inputs),
            {
                "@id": _SOFTWARE,
                "@type": "SoftwareApplication",
                "name": "tradegraph",
                "softwareVersion": version("tradegraph"),
                "version": version("tradegraph"),
            },
            {
                "@id": DATA_LICENSE,
                "@type": "CreativeWork",
                "name": "Creative Commons Attribution 4.0 International",
                "identifier": DATA_LICENSE,
                "description": "Licence of the claims; the articles that they quote are their publishers'.",
            },
            *_distinct([*parts, *inputs]),
            *articles,
        ],
    }


def _describe_root(articles: Iterable[_Entity], parts: Iterable[_Entity]) -> _Entity:
    articles = list(articles)
    root: _Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Knowledge graph of cross-border economic relationships",
        "description": f"What {len(articles)} articles claim of trade, investment, agreements and visits, "
        "each claim with the words that state it.",
        "license": {"@id": DATA_LICENSE},
        "hasPart": _refer(parts),
        "mentions": [*_refer(articles), {"@id": "#building"}],
    }
    dates = [article["datePublished"] for article in articles if "datePublished" in article]
    return root | ({"datePublished": max(dates)} if dates else {})


def _describe_building(articles: Iterable[_Entity], inputs: Iterable[_Entity]) -> _Entity:
    return {
        "@id": "#building",
        "@type": "CreateAction",
        "name": "Reading the articles into a graph",
        "instrument": {"@id": _SOFTWARE},
        "object": [*_refer(articles), *_refer(inputs)],
        "result": {"@id": "./"},
    }


def _describe_article(row: Mapping[str, str]) -> _Entity:
    fields = {
        "name": row.get("headline"),
        "headline": row.get("headline"),
        "datePublished": row.get("date"),
        "inLanguage": row.get("lang"),
        "url": row.get("url"),
        "creditText": row.get("source"),
    }
    known = {name: value for name, value in fields.items() if value}
    return {"@id": row["article"], "@type": "NewsArticle", "name": row["article"]} | known


def _list_files(folder: Folder, manifest: Manifest, articles: Mapping[str, _Entity]) -> Iterator[_Entity]:
    """Yield the files that the build wrote and that are the same whatever was built before."""
    for path, name in (
        (folder.manifest, "What was read from which file"),
        (folder.report, "What was found, for programs"),
        (folder.shacl_report, "What was found, as a SHACL validation report"),
        (folder.editorial, "Merged entities, reprints and corrections"),
    ):
        if path.is_file():
            yield _describe_file(folder, path, name)
    for slug, (_, record) in sorted(manifest.owners().items()):
        article = articles.get(f"{manifest.base}article/{slug}", {"name": slug})
        about = {"about": {"@id": article["@id"]}} if "@id" in article else {}
        name = f"Claims of: {article['name']}"
        yield _describe_file(folder, folder.archive(slug), name, digest=record.archive) | about
    for text in sorted(folder.texts.glob("[!.]*.txt")):
        yield _describe_file(folder, text, "Text of an article", license_=None)


def _list_inputs(folder: Folder, manifest: Manifest) -> Iterator[_Entity]:
    """Yield what went into the graph besides the articles: corrections, and official figures."""
    for name in folder.statistics_names():
        yield _describe_file(folder, folder.statistics_file(name), f"Official figures: {name}", license_=None)
    corrections = corrections_file(folder, manifest)
    if not corrections.is_file():
        return
    if corrections.parent.resolve() == folder.path.resolve():
        yield _describe_file(folder, corrections, "Corrections by the editors of the graph")
    else:
        # It lies elsewhere, and so is no part of the crate.
        yield {
            "@id": "#corrections",
            "@type": "CreativeWork",
            "name": f"Corrections by the editors of the graph: {corrections.name}",
            "sha256": digest_file(corrections),
        }


def _describe_file(
    folder: Folder, path: Path, name: str, *, digest: str | None = None, license_: str | None = DATA_LICENSE
) -> _Entity:
    described: _Entity = {
        "@id": path.relative_to(folder.path).as_posix(),
        "@type": "File",
        "name": name,
        "contentSize": str(path.stat().st_size),
        "encodingFormat": _FORMATS[path.suffix],
        "sha256": digest or digest_file(path),
    }
    return described | ({"license": {"@id": license_}} if license_ else {})


def _refer(entities: Iterable[_Entity]) -> list[_Entity]:
    return [{"@id": entity["@id"]} for entity in entities]


def _distinct(entities: Iterable[_Entity]) -> list[_Entity]:
    return list({entity["@id"]: entity for entity in entities}.values())
