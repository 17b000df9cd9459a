"""Pages in the styles of several newsrooms, each beside what is to be read from it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tradegraph.articles import Defaults, read_article
from tradegraph.model import Article

PAGES = Path(__file__).parent / "pages"
FILES = sorted(path for path in PAGES.iterdir() if path.suffix != ".json")
FIELDS = ("title", "published", "source", "author", "lang", "url", "warnings")


def describe(article: Article) -> dict[str, Any]:
    known = {name: getattr(article, name) for name in FIELDS}
    blocks = [[block.kind, article.text[block.start : block.end]] for block in article.blocks]
    return json.loads(json.dumps({**known, "blocks": blocks}, default=str))  # type: ignore[no-any-return]


def test_all_pages_are_collected() -> None:
    assert len(FILES) == 16


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_page(path: Path, renew_golden: bool) -> None:
    golden = PAGES / f"{path.stem}.json"
    read = describe(read_article(path))
    if renew_golden:
        golden.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert read == json.loads(golden.read_text(encoding="utf-8"))


def test_a_dateline_without_a_year_takes_that_of_the_defaults() -> None:
    path = PAGES / "declaracion.txt"
    assert read_article(path).published is None
    article = read_article(path, defaults=Defaults(published=date(2025, 12, 31)))
    assert article.published == date(2025, 10, 7)
    assert article.source == "Agencia Sur"
