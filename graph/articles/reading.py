"""Reading: files of articles become `Article` values with one normalised text."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tradegraph._exceptions import ArticleError
from tradegraph.articles.boilerplate import drop_boilerplate
from tradegraph.articles.bylines import read_bylines
from tradegraph.articles.characters import clean_characters, fold
from tradegraph.articles.files import STDIN, decode, find_files, read_bytes, to_format
from tradegraph.articles.frontmatter import split_front_matter
from tradegraph.articles.languages import SUPPORTED, detect_language, to_language_code
from tradegraph.articles.markdown import parse_markdown
from tradegraph.articles.origins import Defaults, Origin
from tradegraph.articles.pages import parse_page
from tradegraph.articles.pieces import Piece, is_headline, is_prose, to_pieces
from tradegraph.articles.plain import parse_plain, resolve_lines
from tradegraph.model import Article, Block
from tradegraph.rdf.iris import to_slug

_NO_DEFAULTS: Final = Defaults()
_TELLING_LENGTH: Final = 300  # characters


def read_articles(
    paths: Iterable[str | os.PathLike[str]],
    *,
    defaults: Defaults = _NO_DEFAULTS,
    on_error: Callable[[str, ArticleError], None] | None = None,
) -> Iterator[Article]:
    """Yield the articles at `paths`: files, folders with all below them, and "-" for standard input.

    Hidden files, and files in folders that are no text, Markdown or HTML, are skipped; a file met twice is
    read once. `defaults` says what the files leave out. An ArticleError goes to `on_error` with its path, and
    the rest is read; without `on_error` it is raised.
    """
    report = on_error or _raise
    seen: set[str] = set()
    for given in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        for path in find_files(os.fspath(given), report=report):
            if (place := path if path == STDIN else os.path.realpath(path)) in seen:
                continue
            seen.add(place)
            try:
                article = read_article(path, defaults=defaults)
            except ArticleError as error:
                report(path, error)
            else:
                yield article


def _raise(_path: str, error: ArticleError) -> None:
    raise error


def read_article(path: str | os.PathLike[str], *, defaults: Defaults = _NO_DEFAULTS) -> Article:
    """Return the article in the file at `path`, or on standard input for "-".

    `defaults` says what the file leaves out. Raises ArticleError, with the path and the way out, for a file
    that cannot be used.
    """
    name = os.fspath(path)
    try:
        data = read_bytes(name)
        return _read(decode(data), to_format(name, data), name, defaults)
    except ArticleError as error:
        raise ArticleError(f"{name}: {error}") from error


def _read(text: str, form: str, path: str, defaults: Origin) -> Article:
    said, parsed, warnings = _parse(clean_characters(text), form)
    origin, pieces = read_bylines(list(to_pieces(parsed)), said, defaults=defaults)
    pieces = resolve_lines(drop_boilerplate(pieces))
    if not pieces:
        raise ArticleError("no text is left without its headers and boilerplate")
    title, pieces = _place_title(pieces, origin.title or defaults.title)
    text, blocks = _join(pieces)
    origin = replace(origin, title=title).or_else(defaults)
    lang, remarks = _tell_language(text, said.lang, defaults.lang)
    missing = () if origin.published else ("no date of publication; give one to resolve relative dates",)
    stem = "stdin" if path == STDIN else Path(path).stem
    return Article(
        id=stem,
        slug=f"{to_slug(stem)}-{_digest(origin.url or text)[:8]}",
        text=text,
        digest=_digest(text),
        blocks=blocks,
        title=title,
        published=origin.published,
        source=origin.source or _to_host(origin.url),
        author=origin.author,
        lang=lang,
        url=origin.url,
        path=path,
        warnings=(*warnings, *missing, *remarks),
    )


def _parse(text: str, form: str) -> tuple[Origin, list[Piece], tuple[str, ...]]:
    if form == "html":
        return *parse_page(text), ()
    origin, body, warnings = split_front_matter(text)
    return origin, (parse_markdown if form == "markdown" else parse_plain)(body), warnings


def _place_title(pieces: Sequence[Piece], title: str | None) -> tuple[str | None, list[Piece]]:
    """Return the title and `pieces` with it: marked where the story opens with it, put first otherwise."""
    index = _find_title(pieces, title)
    if index is not None:
        return pieces[index].text, [
            replace(piece, kind="title") if number == index else piece for number, piece in enumerate(pieces)
        ]
    return title, [Piece("title", title), *pieces] if title else list(pieces)


def _find_title(pieces: Sequence[Piece], title: str | None) -> int | None:
    """Return the index of the piece that is the title: the same as `title`, or one that looks like it."""
    if title is not None:
        return next(
            (index for index, piece in enumerate(pieces[:3]) if fold(piece.text) == fold(title)), None
        )
    if pieces[0].kind == "heading":
        # Above the headline may stand the name of the ministry or of the newsletter.
        top = list(takewhile(lambda piece: piece.kind == "heading", pieces[:4]))
        return next((index for index, piece in enumerate(top) if is_headline(piece)), 0)
    led = len(pieces) > 1 and is_prose(pieces[0]) and pieces[1].kind == "heading"
    return 1 if led and is_headline(pieces[1]) else None


def _join(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of `pieces` and their blocks; items of a list and rows of a table are lines."""
    parts: list[str] = []
    blocks: list[Block] = []
    length, last = 0, ""
    for piece in pieces:
        gap = "" if not parts else "\n" if piece.kind == last and last in ("item", "row") else "\n\n"
        start = length + len(gap)
        length, last = start + len(piece.text), piece.kind
        parts += (gap, piece.text)
        blocks.append(Block(piece.kind, start, length))
    return "".join(parts), tuple(blocks)


def _tell_language(text: str, said: str | None, default: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the language of `text` and remarks on it: the file's, else the default, else its words'."""
    given, detected = to_language_code(said), detect_language(text)
    # Templates declare their own language on every page, so the words of a whole text count for more.
    if given and detected in SUPPORTED and given != detected and len(text) > _TELLING_LENGTH:
        return detected, (f"the file says its language is {given!r}, but its words are {detected!r}",)
    lang = given or to_language_code(default) or detected
    if lang is None:
        return SUPPORTED[0], (f"its language could not be told and is taken for {SUPPORTED[0]!r}",)
    if lang not in SUPPORTED:
        return lang, (f"no rules for the language {lang!r}; there are rules for {' and '.join(SUPPORTED)}",)
    return lang, ()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _to_host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
