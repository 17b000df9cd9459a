"""Speed from file to claims, in words a second on one core, beside a plain matcher on the same text.

usage: python tests/benchmarks/extraction.py [--words N]

The articles of the dev corpus are repeated up to N words (200,000 unless told). The peer does much less: it
only finds the names of the gazetteer, with a blank spaCy pipeline and its PhraseMatcher where spaCy is
installed, else with a bare Aho-Corasick automaton. A machine's speed cancels out in the ratio.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tradegraph import annotate, extract_claims, read_articles
from tradegraph.ontology.gazetteer import load_gazetteer

ARTICLES = Path(__file__).resolve().parents[1] / "corpus" / "dev" / "articles"


def repeat(files: Sequence[Path], words: int) -> list[Path]:
    """Return `files` over and over, until their texts have `words` words."""
    mean = sum(len(article.text.split()) for article in read_articles(files)) / len(files)
    return list(islice(cycle(files), max(1, round(words / mean))))


def time_of(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def forms() -> list[str]:
    """Return every name of the gazetteer once."""
    return sorted({name.form for name in load_gazetteer().names})


def make_peer() -> tuple[str, Callable[[str], object]]:
    """Return a matcher of the gazetteer's names, and what it is called."""
    try:
        spacy: Any = import_module("spacy")
        matching: Any = import_module("spacy.matcher")
    except ImportError:
        return make_automaton()
    pipeline = spacy.blank("en")
    phrases = matching.PhraseMatcher(pipeline.vocab)
    phrases.add("NAME", list(pipeline.pipe(forms())))
    return f"blank spaCy {spacy.__version__} with PhraseMatcher", lambda text: phrases(
        pipeline.make_doc(text)
    )


def make_automaton() -> tuple[str, Callable[[str], object]]:
    """Return a bare Aho-Corasick pass."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for form in forms():
        automaton.add_word(form.casefold(), form)
    automaton.make_automaton()
    return "bare Aho-Corasick pass", lambda text: list(automaton.iter(text.casefold()))


def main() -> None:
    """Measure, and print one line for each side and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--words", type=int, default=200_000)
    options = parser.parse_args()
    files = repeat(sorted(ARTICLES.iterdir()), options.words)
    articles = list(read_articles(files))
    words = sum(len(article.text.split()) for article in articles)
    name, match = make_peer()
    extract_claims(annotate(articles[0]))  # loads the data, which a batch does once
    ours = time_of(lambda: [extract_claims(annotate(article)) for article in read_articles(files)])
    theirs = time_of(lambda: [match(article.text) for article in articles])
    lines = [
        f"{words:,} words in {len(articles):,} articles, Python {sys.version.split()[0]}",
        f"file to claims             {words / ours:12,.0f} words/s",
        f"{name:26} {words / theirs:12,.0f} words/s",
        f"ratio                      {theirs / ours:12.4f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
