"""Annotation: from an article's text to its sentences and the mentions in them."""
