"""Learned parts: small linear models, trained from the corpus by `python -m tradegraph.learning.training`."""
