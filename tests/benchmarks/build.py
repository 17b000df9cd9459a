"""Time and memory of building graphs of synthetic articles, two sizes compared.

usage: python tests/benchmarks/build.py [--small N] [--large N] [--jobs N]

Each build runs in a process of its own; its peak memory is that of the largest process. The articles are
made of template sentences with the names of real countries; their figures are made up.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tradegraph.ontology.gazetteer import load_gazetteer

_OPENINGS: Final = (
    "Trade between {a} and {b} reached ${x} billion in {year}, officials said on Tuesday.",
    "{a} exported goods worth ${x} billion to {b} in {year}, {p} percent more than a year earlier.",
)
_SENTENCES: Final = (
    "{b} is the largest export market of {a}.",
    "In {year}, exports from {b} to {a} totaled ${y} billion.",
    "The two countries signed a memorandum of understanding on logistics.",
    "Exports from {a} to {c} fell by {p} percent in the same year.",
    "Companies from {c} have invested ${y} billion in {a} since {year}.",
    "{a} sells copper and machinery to {c}.",
    "The port handled more containers than in any earlier spring, and the weather was kind.",
    "Analysts expect trade between {a} and {c} to reach ${x} billion by 2030.",
    "Farmers in the valley spoke of a good harvest, and lorries queued at the border for hours.",
    "{a} and {c} are parties to a free trade agreement, which turned ten this year.",
)
_PARAGRAPHS: Final = 6
_MEASURE: Final = """
import json, resource, sys, time
from tradegraph.building.pipeline import BuildOptions, build
start = time.perf_counter()
report = build([sys.argv[1]], sys.argv[2], options=BuildOptions(jobs=int(sys.argv[3])))
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
seconds = time.perf_counter() - start
sizes = {"articles": report.articles, "claims": report.claims}
print(json.dumps({"seconds": seconds, "peak_mb": peak / 1024, **sizes}))
"""


def write_articles(folder: Path, number: int) -> None:
    """Write `number` articles, the same ones each time."""
    countries = sorted(
        entity.name for entity in load_gazetteer().entities.values() if entity.type == "Country"
    )
    for index in range(number):
        (folder / f"article-{index:05}.md").write_text(make_article(index, countries), "utf-8")


def make_article(index: int, countries: list[str]) -> str:
    """Return the text of one article of some 200 words."""
    dice = random.Random(index)
    a, b, c = dice.sample(countries, 3)
    paragraphs = [_fill(dice, dice.choice(_OPENINGS), a, b, c)]
    for _ in range(_PARAGRAPHS):
        sentences = dice.sample(_SENTENCES, 2)
        paragraphs.append(" ".join(_fill(dice, sentence, a, b, c) for sentence in sentences))
    origin = f"published: 2024-05-02\nsource: Ledger {index % 40}\nlang: en"
    head = f"---\ntitle: {a} and {b} trade more\n{origin}\n---\n"
    return f"{head}\n" + "\n\n".join(paragraphs) + "\n"


def _fill(dice: random.Random, sentence: str, a: str, b: str, c: str) -> str:
    numbers = {"x": dice.randint(1, 900) / 10, "y": dice.randint(1, 90) / 10, "p": dice.randint(1, 40)}
    return sentence.format(a=a, b=b, c=c, year=dice.randint(2015, 2023), **numbers)


def measure(number: int, jobs: int) -> dict[str, float]:
    """Build a graph of `number` articles in a process of its own; return what it took."""
    with tempfile.TemporaryDirectory() as name:
        articles = Path(name) / "articles"
        articles.mkdir()
        write_articles(articles, number)
        command = [sys.executable, "-c", _MEASURE, str(articles), str(Path(name) / "kg"), str(jobs)]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(result.stdout)
    return figures


def main() -> None:
    """Build both sizes and print what an article costs in each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", type=int, default=100)
    parser.add_argument("--large", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    costs = []
    print(f"{'articles':>9}{'claims':>9}{'seconds':>9}{'ms each':>9}{'peak MB':>9}")  # noqa: T201
    for number in (args.small, args.large):
        figures = measure(number, args.jobs)
        costs.append(figures["seconds"] / number)
        row = (figures["articles"], figures["claims"], f"{figures['seconds']:.1f}", f"{costs[-1] * 1000:.1f}")
        print("".join(f"{value:>9}" for value in (*row, f"{figures['peak_mb']:.0f}")))  # noqa: T201
    print(f"an article of {args.large} costs {costs[1] / costs[0]:.2f} times one of {args.small}")  # noqa: T201


if __name__ == "__main__":
    main()
