"""Official statistics: tables of trade figures as RDF Data Cube, beside what articles claim."""

from __future__ import annotations

from tradegraph.statistics.loading import LoadReport, load_statistics, remove_statistics

__all__ = ["LoadReport", "load_statistics", "remove_statistics"]
