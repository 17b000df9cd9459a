"""Tables: the figures of statistical tables as claims, beside what the sentence patterns read."""

from tradegraph.tables.claims import read_tables

__all__ = ["read_tables"]
