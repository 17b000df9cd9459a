"""Speed from file to claims, in words a second on one core, beside a plain matcher on the same text.

usage: python tests/benchmarks/extraction.py [--words N]

The articles of the dev corpus are repeated up to N words (200,000 unless told). The peer does much less: it
only finds the names of the gazetteer, with a blank spaCy pipeline and its PhraseMatcher where spaCy is
installed, else with a bare Aho-Corasick automaton. A machine's speed cancels out in the ratio.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tradegraph import annotate, extract_claims, read_articles
from tradegraph.ontology.gazetteer import load_gazetteer

ARTICLES = Path(__file__).resolve().parents[1] / "corpus" / "dev" / "articles"


def copy_over(files: Sequence[Path], folder: Path, words: int) -> None:
    """Copy `files` into `folder` over and over, until their texts have `words` words."""
    mean = sum(len(article.text.split()) for article in read_articles(files)) / len(files)
    for number, file in enumerate(islice(cycle(files), max(1, round(words / mean)))):
        shutil.copy(file, folder / f"{number:05}-{file.name}")


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


def measure(folder: Path) -> Iterator[str]:
    """Yield the lines of the report on the articles in `folder`."""
    articles = list(read_articles([folder]))
    words = sum(len(article.text.split()) for article in articles)
    name, match = make_peer()
    for article in articles[: len(list(ARTICLES.iterdir()))]:  # loads the data, which a batch does once
        extract_claims(annotate(article))
    ours = time_of(lambda: [extract_claims(annotate(article)) for article in read_articles([folder])])
    theirs = time_of(lambda: [match(article.text) for article in articles])
    yield f"{words:,} words in {len(articles):,} articles, Python {sys.version.split()[0]}"
    yield f"{'file to claims':26} {words / ours:12,.0f} words/s"
    yield f"{name:26} {words / theirs:12,.0f} words/s"
    yield f"{'ratio':26} {theirs / ours:12.4f}"


def main() -> None:
    """Measure, and print one line for each side and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--words", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy_over(sorted(ARTICLES.iterdir()), Path(folder), options.words)
        sys.stdout.write("\n".join(measure(Path(folder))) + "\n")


if __name__ == "__main__":
    main()
