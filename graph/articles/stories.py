"""The story of an HTML page: its blocks, without what the page's structure marks as something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tradegraph.articles.boilerplate import load_cues
from tradegraph.articles.characters import squeeze
from tradegraph.articles.pieces import BYLINE, Piece, is_closed, is_prose, is_question_label, split_marker

# Elements that are never part of a story, and those that part its paragraphs.
_SKIPPED_TAGS: Final = (
    "aside audio button canvas datalist dialog embed fieldset figcaption footer head iframe input label "
    "legend link map math menu meta meter nav noscript object option picture progress script select style "
    "svg template textarea video"
)
_BLOCK_TAGS: Final = (
    "address article blockquote body center dd details div dl dt figure form h1 h2 h3 h4 h5 h6 header "
    "hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_SKIPPED: Final = frozenset(_SKIPPED_TAGS.split())
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BOLD: Final = ("b", "strong")
_NAMES: Final = ("class", "id", "role", "itemprop", "rel", "data-component", "data-testid")
_HIDDEN: Final = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
# A text node of prose between two tags; menus, buttons and captions are shorter.
_PROSE_LENGTH: Final = 40
_STORY_SHARE: Final = 0.6
_LINK_SHARE: Final = 0.7
_BYLINE_LENGTH: Final = 200
_HEADING_WORDS: Final = 25


@dataclass(slots=True)
class _Page:
    """How much prose each element of a page holds, in characters."""

    weights: Counter[Any] = field(default_factory=Counter)
    total: int = 0


def read_story(tree: Any) -> list[Piece]:
    """Return the pieces of the story on the page of `tree` (lxml), bylines as pieces of kind BYLINE."""
    page = _weigh(tree)
    pieces = [
        replace(piece, text=text)
        for piece in _walk(_find_root(tree, page), page)
        if (text := squeeze(piece.text))
    ]
    headline = next((index for index, piece in enumerate(pieces) if piece.level == 1), 0)
    # What stands above the headline is a section's name or a date, unless sentences do.
    above = [piece for piece in pieces[:headline] if piece.kind == BYLINE or is_prose(piece)]
    return [*above, *pieces[headline:]]


def _weigh(tree: Any) -> _Page:
    page = _Page()
    for element in tree.iter():
        if element.tag in _SKIPPED or not isinstance(element.tag, str):
            continue
        own = [element.text, *(child.tail for child in element)]
        weight = sum(len(text) for text in own if text and len(text.strip()) >= _PROSE_LENGTH)
        if weight and not any(above.tag in _SKIPPED for above in element.iterancestors()):
            page.total += weight
            page.weights.update(dict.fromkeys((element, *element.iterancestors()), weight))
    return page


def _find_root(tree: Any, page: _Page) -> Any:
    """Return the element that holds most of the page's prose and its headline, the page where none does."""
    bodies = [*tree.iter("article"), *tree.iter("main")]
    root = max(bodies, key=lambda body: page.weights[body], default=None)
    if root is None or page.weights[root] < _STORY_SHARE * page.total:
        return tree
    if next(tree.iter("h1"), None) is None:
        return root
    return next(
        (body for body in (root, *root.iterancestors()) if next(body.iter("h1"), None) is not None), tree
    )


def _walk(element: Any, page: _Page, *, kind: str = "paragraph") -> Iterator[Piece]:
    """Yield the pieces under `element`: each run of inline content between blocks is one of `kind`."""
    run = [element.text or ""]
    bold: list[str] = []
    for child in element:
        if _is_inline(child):
            run.append(" " if _touches(child) and element.tag == "div" else "")
            for part, is_bold in _inline_parts(child):
                if part == "\n":
                    yield _to_piece(run, bold, kind)
                    run, bold = [], []
                else:
                    run.append(part)
                    bold += [part] if is_bold else []
        elif isinstance(child.tag, str) and not _is_skipped(child, page):
            yield _to_piece(run, bold, kind)
            run, bold = [], []
            yield from _walk_block(child, page, kind=kind)
        elif child.tag == "br":
            yield _to_piece(run, bold, kind)
            run, bold = [], []
        run.append(child.tail or "")
    yield _to_piece(run, bold, kind)


def _is_inline(element: Any) -> bool:
    """Tell whether `element` runs along in a line of text, with all that is in it."""
    if element.tag in _BLOCKS or element.tag in _SKIPPED or not isinstance(element.tag, str):
        return False
    return next(element.iter(*_BLOCKS), None) is None


def _touches(element: Any) -> bool:
    """Tell whether `element` follows another without a space, parted from it by the page's style alone."""
    before = element.getprevious()
    return before is not None and not before.tail


def _inline_parts(element: Any, *, bold: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the texts in `element` with whether they are bold, and a line end for each line break."""
    if element.tag == "br":
        yield "\n", False
        return
    if element.tag in _SKIPPED or not isinstance(element.tag, str):
        return
    bold = bold or element.tag in _BOLD
    yield element.text or "", bold
    for child in element:
        yield from _inline_parts(child, bold=bold)
        yield child.tail or "", bold


def _walk_block(block: Any, page: _Page, *, kind: str) -> Iterator[Piece]:
    if block.tag in _HEADINGS:
        yield _to_heading(_to_text(block), _HEADINGS[block.tag])
    elif block.tag == "tr" and _is_row(block):
        yield Piece("row", " | ".join(squeeze(_to_text(cell)) for cell in block.iterchildren("td", "th")))
    elif block.tag not in ("html", "body") and _is_byline(block):
        yield Piece(BYLINE, _to_text(block))
    else:
        yield from _walk(block, page, kind="item" if block.tag == "li" else kind)


def _to_text(element: Any) -> str:
    """Return all text in `element`; blocks in it, and elements that touch, are parted by spaces."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            apart = child.tag in _BLOCKS or child.tag == "br" or (_touches(child) and element.tag in _BLOCKS)
            parts += [" " if apart else "", _to_text(child), " " if child.tag in _BLOCKS else ""]
        parts.append(child.tail or "")
    return "".join(parts)


def _is_skipped(element: Any, page: _Page) -> bool:
    """Tell whether `element` is marked as something else than the story, and holds little of the page."""
    if element.tag in _SKIPPED:
        return True
    if page.weights[element] > _STORY_SHARE * page.total:
        return False
    if (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", ""))
    ):
        return True
    if element.tag == "form":
        return True
    if element.tag == "header" and next(element.iter("h1"), None) is None:
        return not any(above.tag in ("article", "main") for above in element.iterancestors())
    return load_cues().elements.search(_to_names(element)) is not None or _is_link_list(element)


def _to_names(element: Any) -> str:
    return " ".join(element.get(name, "") for name in _NAMES).lower().replace("_", "-")[:500]


def _is_link_list(element: Any) -> bool:
    """Tell whether `element` is a list of links: nearly all of its text, and no sentence of prose."""
    if element.tag not in ("ul", "ol", "div", "section", "table", "p"):
        return False
    links = [squeeze("".join(link.itertext())) for link in element.iter("a")]
    if len(links) < 3:
        return False
    return len("".join(links)) > _LINK_SHARE * len(squeeze("".join(element.itertext()))) and not any(
        map(is_closed, links)
    )


def _is_row(row: Any) -> bool:
    """Tell whether `row` belongs to a table of data, not to one that lays out the page."""
    cells = list(row.iterchildren("td", "th"))
    return (
        len(cells) > 1
        and next(row.iter("table", "article", "h1", "h2", "ul"), None) is None
        and not any(len(cell.findall(".//p")) > 1 for cell in cells)
    )


def _is_byline(element: Any) -> bool:
    if not load_cues().bylines.search(_to_names(element)):
        return False
    text = squeeze(_to_text(element))
    return len(text) <= _BYLINE_LENGTH and not is_prose(Piece("paragraph", text), words=14)


def _to_heading(text: str, level: int) -> Piece:
    text = squeeze(text)
    if text.endswith("?") and level > 1:
        return Piece("question", text, level)
    # The sentence under a headline is often marked as a heading too.
    return (
        Piece("paragraph", text)
        if is_prose(Piece("paragraph", text), words=12) and level > 1
        else Piece("heading", text, level)
    )


def _to_piece(run: list[str], bold: list[str], kind: str) -> Piece:
    text = squeeze("".join(run))
    if kind != "paragraph":
        return Piece(kind, split_marker(text) or text)
    if is_question_label(text):
        return Piece("question", text)
    if bold and text == squeeze("".join(bold)) and text.count(" ") < _HEADING_WORDS:
        return Piece("question" if text.endswith("?") else "heading", text, 3)
    if text[:1] in ("•", "●", "▪", "◦") and (item := split_marker(text)):
        return Piece("item", item)
    return Piece("paragraph", text)
