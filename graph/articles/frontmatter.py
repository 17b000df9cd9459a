"""YAML front matter of Markdown and text files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml
from tradegraph._exceptions import ArticleError
from tradegraph.articles.characters import squeeze
from tradegraph.articles.dates import find_date, reads_day_first
from tradegraph.articles.origins import Origin

_KEYS: Final = {
    "title": ("title", "headline", "titulo", "título", "titular"),
    "published": (
        "published",
        "date",
        "publishdate",
        "pubdate",
        "publication_date",
        "date_published",
        "datepublished",
        "fecha",
    ),
    "source": ("source", "publisher", "publication", "site", "site_name", "sitename", "medio", "fuente"),
    "author": ("author", "authors", "byline", "autor", "autora", "autores"),
    "lang": ("lang", "language", "locale", "idioma"),
    "url": ("url", "link", "canonical", "canonical_url", "permalink", "original_url", "source_url"),
}
#: The quick loader where PyYAML was built with it; both give every value as text.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COLON_PROBLEM: Final = "mapping values are not allowed"
_PLAIN_LINE: Final = re.compile(r"([\w-][\w .-]{0,40}):(?:[ \t]+(.*))?")
_KEY_LINE: Final = re.compile(r"[\w-][\w .-]{0,40}:(?:\s|\Z)")


def split_front_matter(text: str) -> tuple[Origin, str, tuple[str, ...]]:
    """Return what the front matter of `text` says, the text after it, and warnings.

    Raises ArticleError, with the line and YAML's reason, where the front matter is broken or never closed.
    """
    lines = text.split("\n", 1)
    if lines[0].rstrip() != "---" or len(lines) == 1:
        return Origin(), text, ()
    block, body = _split(lines[1])
    if not _KEY_LINE.match(block.lstrip()) and block.strip():
        return Origin(), text, ()  # a rule, then text
    if body is None:
        raise ArticleError('the front matter that opens at line 1 is never closed; end it with a line "---"')
    origin, warnings = _to_origin(_load(block))
    return origin, body, warnings


def _split(text: str) -> tuple[str, str | None]:
    match = re.search(r"^(?:---|\.\.\.)[ \t]*$\n?", text, re.MULTILINE)
    return (text[: match.start()], text[match.end() :]) if match else (text, None)


def _load(block: str) -> Mapping[str, object]:
    try:
        loaded = yaml.load(block, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        if str(error.problem).startswith(_COLON_PROBLEM) and (lines := _read_lines(block)):
            return lines
        # The mark counts from 0 and leaves out the opening line.
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ArticleError(f"front matter, line {line}: {error.problem or error.context}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ArticleError(f"front matter: {squeeze(str(error))[:200] or type(error).__name__}") from error
    if loaded and not isinstance(loaded, Mapping):
        raise ArticleError("front matter, line 2: not a list of `key: value` lines")
    return {str(key).strip().lower(): value for key, value in (loaded or {}).items()}


def _read_lines(block: str) -> Mapping[str, object] | None:
    """Return front matter of plain `key: value` lines, None where a line is none.

    Editors write titles such as `title: Chips: the list so far`, which YAML refuses for its second colon.
    """
    found = [_PLAIN_LINE.fullmatch(line) for line in block.splitlines() if line.strip()]
    if not all(found):
        return None
    return {match[1].strip().lower(): (match[2] or "").strip().strip("\"'") for match in found if match}


def _to_origin(values: Mapping[str, object]) -> tuple[Origin, tuple[str, ...]]:
    said = {name: _first(values, keys) for name, keys in _KEYS.items()}
    written = said.pop("published")
    found = find_date(written, day_first=reads_day_first(said["lang"])) if written else None
    warnings = (
        () if found or not written else (f"the date {written!r} was not understood; write it as 2024-05-31",)
    )
    return Origin(published=found.value if found else None, **said), warnings


def _first(values: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    return next((text for key in keys if key in values and (text := _to_text(values[key]))), None)


def _to_text(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(text for each in value[:50] if (text := _to_text(each))) or None
    if isinstance(value, Mapping):
        return _to_text(value.get("name"))
    return squeeze(value) or None if isinstance(value, str) else None
