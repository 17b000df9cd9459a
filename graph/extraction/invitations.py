"""Invitations: who invites others stays at home, though a verb of travel stands behind both."""

from __future__ import annotations

from typing import Any

from tradegraph.extraction.masking import Masked
from tradegraph.extraction.syntax import words_before


def is_inviting(subject: Any, masked: Masked, lang: str) -> bool:
    """Tell whether an item of a sentence is who invites: "at the invitation of Leif Berg, Ana Holm came"."""
    marks = (mark for mark, item in zip(masked.marks, masked.items, strict=True) if item is subject)
    return any(words_before("inviting", lang).search(masked.text, 0, mark) is not None for mark in marks)
