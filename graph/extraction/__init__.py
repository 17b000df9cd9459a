"""Extraction: from an annotated document to linked claims."""

from tradegraph.extraction.extractor import extract_claims

__all__ = ["extract_claims"]
