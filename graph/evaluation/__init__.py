"""Evaluation: what extraction finds, measured against what careful readers found."""

from tradegraph.evaluation.documents import evaluate_documents, find_scene
from tradegraph.evaluation.gold import Gold, read_gold
from tradegraph.evaluation.scoring import Mistake, Scores, Tally, evaluate

__all__ = ["Gold", "Mistake", "Scores", "Tally", "evaluate", "evaluate_documents", "find_scene", "read_gold"]
