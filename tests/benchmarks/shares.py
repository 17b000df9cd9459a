"""How often real articles state what: the shares after which `corpus.py` makes its articles.

usage: python -m tests.benchmarks.shares ARTICLES... > tests/benchmarks/shares.yaml

Counts of the claims that extraction finds in ARTICLES: for each relation, how often each of its fields has
which value, for an entity its type and whether the reference data knows it. No text is kept.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from typing import Any, Final

import yaml
from tradegraph import annotate, extract_claims, read_articles
from tradegraph.model import Claim, Entity

#: Fields of a claim that name an entity, and those that hold a word.
ENTITIES: Final = ("subject", "object", "counterpart", "product", "sector", "speaker")
WORDS: Final = ("flow", "unit", "status", "scope")
#: Forms of a period by the length of its text.
FORMS: Final = {4: "year", 7: "month", 9: "years", 10: "day", 15: "months", 21: "days"}
#: Entities of the reference data that claims name more often than this are listed.
OFTEN: Final = 2
#: The value of a field that is empty.
NONE: Final = "none"


def to_kind(entity: Entity | None) -> str:
    """Return an entity's type and origin in one word, such as "Person-minted"."""
    return NONE if entity is None else f"{entity.type}-{'known' if entity.known else 'minted'}"


def count_fields(claims: list[Claim]) -> dict[str, Any]:
    """Return how often each field of claims of one relation has which value."""
    counts = {name: Counter(to_kind(getattr(claim, name)) for claim in claims) for name in ENTITIES}
    counts |= {name: Counter(getattr(claim, name) or NONE for claim in claims) for name in WORDS}
    counts["period"] = Counter(FORMS[len(claim.period)] if claim.period else NONE for claim in claims)
    told = {name: dict(sorted(count.items())) for name, count in counts.items() if set(count) != {NONE}}
    return {"claims": len(claims), **told}


def count_shares(stated: list[list[Claim]]) -> dict[str, Any]:
    """Return the shares of the claims of some articles, one list an article."""
    claims = [claim for article in stated for claim in article]
    sizes = [len(article) for article in stated if article]
    entities = Counter(
        entity for claim in claims for name in ENTITIES if (entity := getattr(claim, name)) is not None
    )
    often = sorted(
        ((-count, entity.id) for entity, count in entities.items() if entity.known and count > OFTEN)
    )
    return {
        "articles": len(stated),
        "size": {"mean": round(statistics.mean(sizes), 1), "spread": round(statistics.stdev(sizes), 1)},
        "minted": dict(sorted(Counter(entity.type for entity in entities if not entity.known).items())),
        "named": [name for _, name in often],
        "relations": {
            relation: count_fields([claim for claim in claims if claim.relation == relation])
            for relation in sorted({claim.relation for claim in claims})
        },
    }


def main() -> None:
    """Print the shares of the articles at the given paths as YAML."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="+")
    stated = [
        list(extract_claims(annotate(article))) for article in read_articles(parser.parse_args().articles)
    ]
    sys.stdout.write("# Counted by shares.py in the dev corpus and the seed articles.\n")
    yaml.safe_dump(count_shares(stated), sys.stdout, sort_keys=False, default_flow_style=None, width=110)


if __name__ == "__main__":
    main()
