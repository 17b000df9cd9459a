"""Nothing that the gold records quote is lost in reading, seen on articles as newsrooms published them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tradegraph.articles import read_article


def to_plain(text: str) -> str:
    """Return `text` without Markdown's marks, on one line."""
    return " ".join(re.sub(r"\*+|^\s*\||\|\s*$", "", text).split())


def test_all_evidence_is_in_the_text(shared: Path) -> None:
    missing, total = [], 0
    for file in sorted((shared / "gold" / "seeds").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = to_plain(read_article(shared / "articles" / "seeds" / f"{gold['id']}.txt").text)
        total += len(gold["facts"])
        missing += [fact["evidence"] for fact in gold["facts"] if to_plain(fact["evidence"]) not in text]
    assert total >= 100
    assert missing == []
