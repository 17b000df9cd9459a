"""What is known of where an article comes from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True)
class Origin:
    """Title, date of publication and the rest of what a newsroom says about an article."""

    title: str | None = None
    published: date | None = None
    source: str | None = None
    author: str | None = None
    lang: str | None = None
    url: str | None = None

    def or_else(self, other: Origin) -> Self:
        """Return this origin with its gaps filled from `other`."""
        names = [field.name for field in fields(Origin)]
        return type(self)(**{name: getattr(self, name) or getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class Defaults(Origin):
    """What to take where an article's file says nothing."""
