"""HTML pages: the blocks of the story, and what the page's head says about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
from tradegraph._exceptions import ArticleError
from tradegraph.articles.characters import fold, squeeze
from tradegraph.articles.dates import find_date, find_url_date, reads_day_first
from tradegraph.articles.origins import Origin
from tradegraph.articles.pieces import Piece, is_headline, is_prose
from tradegraph.articles.stories import read_story

_DATES: Final = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[translate(@name,'DCTERMSPUBLIHSA','dctermspublihsa')='date']/@content",
    "//meta[contains('|dc.date|dc.date.issued|dcterms.date|dcterms.issued|dcterms.created|pubdate|publishdate|publish-date|"
    "publish_date|publication_date|published|article.published|parsely-pub-date|sailthru.date|citation_date|fecha|',"
    "concat('|',translate(@name,'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz'),'|'))]/@content",
    "//article//time[@pubdate or contains(@class,'publish') or contains(@class,'entry-date')]/@datetime",
    "(//article//time/@datetime | //main//time/@datetime)[1]",
    "(//time/@datetime)[1]",
    "(//article//time | //main//time | //time)[1]//text()",
)
_STORY_TYPES: Final = ("Article", "BlogPosting", "Report", "WebPage", "PressRelease")
_SITE_SUFFIX: Final = re.compile(r"\s+[|–—-]\s+[^|–—]{2,50}\Z")
_NO_TEXT: Final = "no readable text in the HTML; save the page once it is shown in full"
_NO_NAME: Final = re.compile(
    r"https?://|@|^(?:admin|administrator|editor|redacci[oó]n web|staff)$", re.IGNORECASE
)


def parse_page(text: str) -> tuple[Origin, list[Piece]]:
    """Return what an HTML page says about its origin, and the pieces of its story.

    Raises ArticleError where the page holds no readable text.
    """
    try:
        # Bytes, since lxml refuses a string that declares its encoding.
        tree = lxml.html.document_fromstring(text.encode(), parser=_parser())
    except lxml.etree.LxmlError as error:
        raise ArticleError(_NO_TEXT) from error
    origin = _read_origin(tree)
    pieces = read_story(tree)
    if not any(map(is_prose, pieces)):
        extracted = _extract(tree)
        pieces = extracted if any(map(is_prose, extracted)) else pieces
    if not any(piece.text.strip() for piece in pieces):
        raise ArticleError(_NO_TEXT)
    headline = _find_headline(pieces[:6], tree)
    return replace(origin, title=headline or origin.title), pieces


def _find_headline(pieces: Sequence[Piece], tree: Any) -> str | None:
    """Return the headline on the page: that in its head may be cut short, or be that of the site."""
    headline = next((piece.text for piece in pieces if piece.level == 1), None)
    if headline or _first(tree, "//meta[@property='og:title']/@content"):
        return headline
    return next((piece.text for piece in pieces if piece.kind == "heading" and is_headline(piece)), None)


def _parser() -> Any:
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _read_origin(tree: Any) -> Origin:
    """Return what the JSON-LD of the page says, then its other metadata as trafilatura finds them."""
    from trafilatura.metadata import extract_metadata  # takes longer to load than most texts to read

    story = next((node for node in _read_json_ld(tree) if _is_story(node)), {})
    found = extract_metadata(tree, extensive=False)
    title = _to_name(found.title) or _to_name(story.get("headline"))
    lang = (
        _first(tree, "/html/@lang | //html/@lang")
        or _to_name(story.get("inLanguage"))
        or _first(tree, "//meta[@property='og:locale']/@content")
    )
    url = _to_url(found.url) or _to_url(story.get("url")) or _to_url(story.get("mainEntityOfPage"))
    source = (
        _first(tree, "//meta[@property='og:site_name']/@content")
        or _to_name(story.get("publisher"))
        or _to_name(found.sitename)
    )
    order = reads_day_first(lang)
    dates = [story.get("datePublished"), *(value for path in _DATES for value in _values(tree, path))]
    written = (find_date(date, day_first=order) for date in dates if isinstance(date, str))
    published = next((date.value for date in written if date), None) or find_url_date(url)
    author = _to_name(story.get("author")) or _to_name(found.author)
    return Origin(
        title=_strip_site(title, source) if title else None,
        published=published,
        source=source,
        author=None if not author or _NO_NAME.search(author) else author,
        lang=lang,
        url=url,
    )


def _strip_site(title: str, source: str | None) -> str:
    """Return `title` without the site's name at its end."""
    suffix = _SITE_SUFFIX.search(title)
    return title[: suffix.start()] if suffix and source and fold(suffix[0]) == fold(source) else title


def _values(tree: Any, path: str) -> list[str]:
    return [squeeze(str(value)) for value in tree.xpath(path)]


def _first(tree: Any, path: str) -> str | None:
    return next((value for value in _values(tree, path) if value), None)


def _read_json_ld(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _walk_json(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue  # a page's own mistake; its other metadata remain


def _walk_json(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _walk_json(each)
    elif isinstance(value, dict):
        yield value
        yield from _walk_json(value.get("@graph"))


def _is_story(node: Mapping[str, Any]) -> bool:
    types = node.get("@type")
    names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
    return any(name.endswith(_STORY_TYPES) for name in names) and "datePublished" in node


def _to_name(value: object) -> str | None:
    """Return the name or names in a value of JSON-LD: a string, a node with a name, or a list of these."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for each in value[:20] if (name := _to_name(each)))) or None
    if isinstance(value, dict):
        return _to_name(value.get("name"))
    return squeeze(value) or None if isinstance(value, str) else None


def _to_url(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(squeeze(value))
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else None


def _extract(tree: Any) -> list[Piece]:
    """Return the paragraphs that trafilatura finds, for a page whose structure tells nothing."""
    import trafilatura

    document = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True)
    body = getattr(document, "body", None)
    return [] if body is None else [Piece("paragraph", "".join(part.itertext())) for part in body]
