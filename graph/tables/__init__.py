"""Tables and lists: the figures of statistics as claims, beside what the sentence patterns read."""

from tradegraph.tables.lists import agreeing, says_more
from tradegraph.tables.reading import read_tables

__all__ = ["agreeing", "read_tables", "says_more"]
