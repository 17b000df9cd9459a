"""Details of records: the types of their ends, the codes of countries, the overlap of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tradegraph.evaluation.gold import ENDS, Gold, Record, fold


def type_ends(gold: Gold, wanted: Record, record: Record) -> Iterator[bool]:
    """Yield for each end of a matched record whose type both sides tell whether it is the same."""
    aligned = gold.align(wanted, record) or record
    for end in ENDS:
        entity = gold.entity(wanted[end]) if wanted.get(end) else None
        predicted = aligned.get(f"{end}_type")
        if entity and entity.type and predicted:
            yield entity.type == predicted


def link_countries(gold: Gold, record: Record) -> Iterator[bool]:
    """Yield for each end that is called by the name of one of gold's countries whether it has its code.

    A name that gold gives to several entities ("Georgia", the country and the state) is left out: either may
    be meant.
    """
    codes = gold.country_codes()
    for end in ENDS:
        code = codes.get(fold(record.get(f"{end}_text") or ""))
        if code:
            yield record.get(f"{end}_code") == code


def find_evidence(text: str, wanted: Record, record: Record) -> bool | None:
    """Tell whether a record's evidence overlaps gold's in the article's text; None where gold's is not there.

    Where the text says gold's words more than once, any of the places will do. A record without offsets is
    looked for by its words.
    """
    places = find_words(text, str(wanted.get("evidence", "")))
    if not places:
        return None
    if record.get("start") is not None:
        ours = [(int(record["start"]), int(record.get("end", record["start"])))]
    else:
        ours = find_words(text, str(record.get("evidence", "")))
    return any(start < stop and begin < end for start, end in places for begin, stop in ours)


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Return where `text` says these words, whatever stands between them: gold quotes text with its marks.

    >>> find_words("Fiji sold **salmon** to Peru.", "salmon to Peru")
    [(12, 28)]
    """
    pattern = r"[\W_]+".join(re.escape(word) for word in re.findall(r"[^\W_]+", words))
    return [found.span() for found in re.finditer(pattern, text)] if pattern else []
