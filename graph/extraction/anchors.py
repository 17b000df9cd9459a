"""Where in its sentence the things stand that a match is about."""

from __future__ import annotations

from bisect import bisect_left

from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked


def anchors_of(found: Found, masked: Masked, *names: str) -> list[int]:
    """Return the masked offsets of the items that a match is about, in order; of some slots where named."""
    slots = [
        slot
        for name, slot in found.fields.items()
        if isinstance(slot, tuple) and (not names or name in names)
    ]
    items = {id(item) for slot in slots for item in slot}
    first = bisect_left(masked.marks, found.begin)
    places = zip(masked.marks[first:], masked.items[first:], strict=True)
    return [mark for mark, item in places if id(item) in items]
