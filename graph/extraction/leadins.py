"""Lead-ins: lists whose items go on from the words before them, as bullets or within a sentence.

"The ministers signed:" governs each bullet behind it. An item is read once by itself, and once more behind
its lead-in, as if both were one sentence. So is a cell behind the header "Member" of its column, and an
answer behind its question: "Who belongs to it? Tunisia and Ghana.", and what explains a bare figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked

#: A list within a sentence: what leads in, and what parts its items.
_LIST: Final = re.compile(r"([^:]{8,}): ([^:]*;[^:]*)")
_PARTED: Final = re.compile(r"; ?(?:(?:and|or|y|e|o|u) )?")
#: What numbers the items of a list.
_NUMBER: Final = re.compile(r"(?:\(?(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)] ?)?(?:an? |the |una? |el |la )?")
#: What parts the cells of a table's row.
_CELL: Final = "|"
#: What closes a lead-in.
_COLON: Final = re.compile(r" ?:\W*\Z")
#: A sentence that is one figure, which the next one explains: "$3 billion. That is what Fiji sold to Tonga."
_FIGURE: Final = re.compile(r"\W*(?:[^\W\d_]+ ){0,2}[\ue000-\uf8ff]\W*\Z")
_FIGURES: Final = {"Money", "Percent"}
#: What closes a question.
_ASKED: Final = " ?.:\"'”’»)"


@dataclass(slots=True)
class LeadIns:
    """The lead-in that governs the items being read, if any; `headers` are those of columns of members."""

    headers: tuple[str, ...] = ()
    _lead: Masked | None = None
    _asked: Masked | None = None
    _block: int = -1
    _column: int | None = None

    def ask(self, masked: Masked) -> None:
        """Note a question, which the next sentence answers; a heading may be one without its mark."""
        asked = cut(masked, 0, len(masked.text.rstrip(_ASKED)))
        self._asked = replace(asked, text=f"{asked.text}?")

    def read(self, masked: Masked, kind: str, block: int, words: str = "") -> Iterator[Masked]:
        """Yield the parts of a sentence behind the lead-in of each; `kind` and `block` are its block's.

        `words` are the sentence's own, unmasked, in lower case.
        """
        is_new, self._block = block != self._block, block
        asked, self._asked = self._asked, None
        if asked is not None and kind != "row":
            yield join(asked, masked, 0, len(masked.text))
        if kind != "row" and is_figure(masked):
            end = masked.marks[0] + 1
            self._asked = replace(cut(masked, 0, end), text=f"{masked.text[:end]}:")
        if kind == "row":
            yield from self._read_row(masked, words)
            return
        self._column = None
        if kind == "item":
            if self._lead is not None and is_new:
                yield join(self._lead, masked, 0, len(masked.text))
        else:
            colon = _COLON.search(masked.text)
            self._lead = cut(masked, 0, colon.start()) if colon else None
        yield from _split(masked)

    def _read_row(self, masked: Masked, words: str) -> Iterator[Masked]:
        """Yield the cell of a row that names a member; note which column does."""
        cells = [cell.strip(" *_:.") for cell in words.split(_CELL)]
        found = next((index for index, cell in enumerate(cells) if cell in self.headers), None)
        if found is not None:
            self._column = found
            return
        ends = [-1, *(index for index, sign in enumerate(masked.text) if sign == _CELL), len(masked.text)]
        if self._column is not None and self._column < len(ends) - 1:
            begin, end = ends[self._column] + 1, ends[self._column + 1]
            text = masked.text[begin:end]
            begin, end = begin + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
            yield join(Masked(self.headers[0], masked.start, [], []), masked, begin, end)


def is_figure(masked: Masked) -> bool:
    """Tell whether a sentence is an amount of money or a percentage alone."""
    types = [item.type for item in masked.items]
    return len(types) == 1 and types[0] in _FIGURES and _FIGURE.match(masked.text) is not None


def crossing(joint: Masked, found: Iterable[Found]) -> Iterator[Found]:
    """Yield the matches that take words of the lead-in as well as of the item."""
    return (match for match in found if match.begin < joint.lead < match.end)


def cut(masked: Masked, begin: int, end: int) -> Masked:
    """Return `text[begin:end]` of a masked sentence, to be put before something else."""
    first, last = bisect_left(masked.marks, begin), bisect_left(masked.marks, end)
    items = [replace(item, kind="carried") for item in masked.items[first:last]]
    marks = [mark - begin for mark in masked.marks[first:last]]
    return Masked(masked.text[begin:end], masked.start, items, marks)


def join(lead: Masked, masked: Masked, begin: int, end: int) -> Masked:
    """Return `text[begin:end]` of a masked sentence behind its lead-in."""
    begin += len(_NUMBER.match(masked.text[begin:end])[0])  # type: ignore[index]
    first, last = bisect_left(masked.marks, begin), bisect_left(masked.marks, end)
    length = len(lead.text) + 1
    return Masked(
        f"{lead.text} {masked.text[begin:end]}",
        masked.span(begin, begin + 1)[0] if begin < len(masked.text) else masked.start,
        lead.items + masked.items[first:last],
        lead.marks + [mark - begin + length for mark in masked.marks[first:last]],
        lead=length,
    )


def _split(masked: Masked) -> Iterator[Masked]:
    """Yield the items of a list within a sentence, each behind what leads in."""
    is_list = ": " in masked.text and ";" in masked.text  # few are; the expression takes its time to say no
    found = _LIST.search(masked.text) if is_list else None
    if found is None:
        return
    lead, begin = cut(masked, found.start(1), found.end(1)), found.start(2)
    for parted in (*_PARTED.finditer(masked.text, begin, found.end(2)), None):
        end = parted.start() if parted else found.end(2)
        if end > begin:
            yield join(lead, masked, begin, end)
        begin = parted.end() if parted else end
