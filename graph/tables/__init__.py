"""Tables and lists: the figures of statistics as claims, beside what the sentence patterns read."""

from tradegraph.tables.claims import read_tables
from tradegraph.tables.lists import agreeing, says_more

__all__ = ["agreeing", "read_tables", "says_more"]
