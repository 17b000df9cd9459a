"""Articles: files of text, Markdown and HTML become values with one normalised text."""

from tradegraph.articles.origins import Defaults
from tradegraph.articles.reading import read_article, read_articles

__all__ = ["Defaults", "read_article", "read_articles"]
