"""Extraction: from an annotated document to linked claims."""
