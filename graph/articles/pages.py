"""HTML pages: the blocks of the story, and what the page's head says about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from tradegraph._exceptions import ArticleError
from tradegraph.articles.characters import fold, squeeze
from tradegraph.articles.dates import find_date, find_url_date, reads_day_first
from tradegraph.articles.origins import Origin
from tradegraph.articles.pieces import Piece, is_question_label, split_marker
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

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
    tree = _load(text)
    if tree is None:
        raise ArticleError(_NO_TEXT)
    origin = _read_origin(tree)
    pieces = list(_read_story(tree))
    if not any(piece.text.strip() for piece in pieces):
        raise ArticleError(_NO_TEXT)
    # The headline on the page is the story's; that in its head may be shortened for search engines.
    headline = next((squeeze(piece.text) for piece in pieces[:6] if piece.level == 1), None)
    return replace(origin, title=headline or origin.title), pieces


def _load(text: str) -> HtmlElement | None:
    try:
        tree = load_html(text)
    except (etree.LxmlError, ValueError, RecursionError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def _read_origin(tree: HtmlElement) -> Origin:
    """Return what the JSON-LD of the page says, then its other metadata as trafilatura finds them."""
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


def _values(tree: HtmlElement, path: str) -> list[str]:
    return [squeeze(str(value)) for value in tree.xpath(path)]


def _first(tree: HtmlElement, path: str) -> str | None:
    return next((value for value in _values(tree, path) if value), None)


def _read_json_ld(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
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


def _read_story(tree: HtmlElement) -> Iterator[Piece]:
    # `favor_recall` keeps short paragraphs; the boilerplate that comes with them has its own stage.
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, include_formatting=True, favor_recall=True
    )
    if document is not None and document.body is not None:
        yield from _walk(document.body)


def _walk(element: Any) -> Iterator[Piece]:
    """Yield the pieces of trafilatura's tree (`head`, `p`, `list` of `item`, `table` of `row` of `cell`, `quote`)."""
    for child in element:
        if child.tag == "head":
            yield _to_heading(child)
        elif child.tag == "row":
            yield Piece("row", " | ".join(squeeze(_to_text(cell)) for cell in child.iter("cell")))
        elif child.tag == "item" and child.find("list") is None:
            yield _to_item(_to_text(child))
        elif child.tag in ("list", "table", "quote", "item", "div", "body") and len(child):
            yield Piece("item" if child.tag == "item" else "paragraph", child.text or "")
            yield from _walk(child)
        elif child.tag not in ("graphic", "lb"):
            yield from _to_paragraphs(child)
        yield Piece("paragraph", child.tail or "")


def _to_text(element: Any) -> str:
    for line_break in element.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    return "".join(element.itertext())


def _to_heading(element: Any) -> Piece:
    text = squeeze(_to_text(element))
    rank = str(element.get("rend") or "h2")[1:]
    return Piece("question" if text.endswith("?") else "heading", text, int(rank) if rank.isdigit() else 2)


def _to_item(text: str) -> Piece:
    return Piece("item", split_marker(text) or text)


def _to_paragraphs(element: Any) -> Iterator[Piece]:
    bold = squeeze("".join("".join(part.itertext()) for part in element if part.get("rend") == "#b"))
    for line in _to_text(element).split(
        "\n\n" if element.tag == "p" and not element.findall(".//lb") else "\n"
    ):
        text = squeeze(line)
        if is_question_label(text):
            yield Piece("question", text)
        elif text and text == bold:
            yield Piece("question" if text.endswith("?") else "heading", text, 3)
        elif (item := split_marker(text)) and text[0] in "•●▪◦":
            yield Piece("item", item)
        else:
            yield Piece("paragraph", text)
