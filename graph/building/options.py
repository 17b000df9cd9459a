"""What a build may be told, and the state of software and data that its results rest on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, Self

from tradegraph._exceptions import UsageError
from tradegraph.articles.origins import Defaults
from tradegraph.extraction.extractors import DEFAULT, load_extractor
from tradegraph.rdf.archive import digest
from tradegraph.rdf.iris import DEFAULT_BASE

#: The packages whose code and data decide what is read from an article.
_READING: Final = ("annotation", "articles", "extraction", "identity", "ontology", "rdf", "shapes")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a build.

    `defaults` is taken where an article's file does not tell its origin, `base` starts the IRIs of the data,
    `jobs` is the number of processes, `keep_text` keeps the articles' texts beside the graph, and claims with
    less than `min_confidence` (0 to 1) are left out. `extractor` is the name of what reads the claims.
    """

    defaults: Defaults = field(default_factory=Defaults)
    base: str = DEFAULT_BASE
    jobs: int = 1
    keep_text: bool = False
    min_confidence: float = 0.0
    extractor: str = DEFAULT

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"min_confidence {self.min_confidence}: give a number from 0 to 1")
        if self.jobs < 1:
            raise UsageError(f"jobs {self.jobs}: give 1 or more")
        if not self.base.startswith(("http://", "https://")) or not self.base.endswith(("/", "#")):
            raise UsageError(f"base {self.base}: give an http(s) IRI that ends in / or #")

    def to_settings(self) -> dict[str, Any]:
        """Return the options that change what is read from an article, in the form of the manifest."""
        defaults = {name: value for name, value in asdict(self.defaults).items() if value is not None}
        if self.defaults.published:
            defaults["published"] = self.defaults.published.isoformat()
        return {"defaults": defaults, "min_confidence": self.min_confidence, "extractor": self.extractor}

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any], *, like: BuildOptions) -> Self:
        """Return the options by which an article was read before, else those of `like`."""
        defaults = dict(settings["defaults"])
        if "published" in defaults:
            defaults["published"] = date.fromisoformat(defaults["published"])
        return cls(
            defaults=Defaults(**defaults),
            base=like.base,
            jobs=like.jobs,
            keep_text=like.keep_text,
            min_confidence=settings["min_confidence"],
            extractor=settings.get("extractor", DEFAULT),
        )

    def state(self) -> str:
        """Return a digest that changes when the software, its data or these options would read otherwise."""
        reader = load_extractor(self.extractor)
        parts = [software_state(), self.base, self.to_settings(), reader.name, reader.version]
        settings = json.dumps(parts, sort_keys=True)
        return digest(settings.encode())


@cache
def software_state() -> str:
    """Return a digest of the version and of the code and data that decide what is read from an article."""
    parts = [version("tradegraph").encode()]
    for package in _READING:
        for name, file in _walk(files(f"tradegraph.{package}"), package):
            parts += [name.encode(), file.read_bytes()]
    return digest(b"\n".join(parts))


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walk(entry, name)
        else:
            yield name, entry
