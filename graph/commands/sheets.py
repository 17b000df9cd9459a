"""Scores as they are printed by `evaluate`: for the eye, as CSV, as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from tradegraph.evaluation.calibration import expected_error
from tradegraph.evaluation.documents import Scene
from tradegraph.evaluation.scoring import Mistake, Scores, Tally

#: A mistake, and where it was made; None where the article does not have its words.
Case = tuple[Mistake, Scene | None]
#: The fields of a record by which a mistake is told.
_SHOWN: Final = (
    "relation", "subject", "object", "product", "sector", "with", "role", "flow", "value", "unit", "period",
    "status", "scope",
)  # fmt: skip
_WIDTH: Final = 24


@dataclass(frozen=True)
class Sheet:
    """The scores of one or more extractors by name, and some of their mistakes."""

    scores: Mapping[str, Scores]
    by: str
    cases: Mapping[str, tuple[Case, ...]]

    def to_text(self) -> str:
        """Return a table for the eye; of several extractors side by side."""
        lines = list(self._table())
        for name, scores in self.scores.items():
            lines += ["", *([f"{name}:"] if len(self.scores) > 1 else []), *_remarks(scores)]
            for case in self.cases[name]:
                lines += ["", *_to_lines(case)]
        return "\n".join(lines)

    def to_csv(self) -> str:
        """Return one row a relation or article and extractor, and one for all."""
        rows = [{"extractor": name, **row} for name in self.scores for row in self._rows(name)]
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().rstrip("\n")

    def to_json(self) -> str:
        """Return everything that was measured; of several extractors a list."""
        contents = [self._content(name) for name in self.scores]
        whole = contents[0] if len(contents) == 1 else contents
        return json.dumps(whole, ensure_ascii=False, indent=2, default=str)

    def _tallies(self, name: str) -> dict[str, Tally]:
        scores = self.scores[name]
        tallies = scores.by_relation if self.by == "relation" else scores.by_article
        return {**tallies, "all": scores.overall}

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [_to_row(row, tally) for row, tally in self._tallies(name).items()]

    def _table(self) -> Iterator[str]:
        tables = {name: self._tallies(name) for name in self.scores}
        rows = sorted(
            {row for table in tables.values() for row in table}, key=lambda row: (row == "all", row)
        )
        width = max(_WIDTH, *(len(row) + 1 for row in rows))
        if len(tables) > 1:
            yield " " * (width + 7) + "".join(f"{name:>28}" for name in tables)
        yield f"{self.by:{width}}{'gold':>7}" + f"{'P':>7}{'R':>7}{'F1':>7}{'found':>7}" * len(tables)
        for row in rows:
            tallies = [table.get(row, Tally()) for table in tables.values()]
            yield f"{row:{width}}{max(map(_gold, tallies)):7}" + "".join(map(_to_cells, tallies))

    def _content(self, name: str) -> dict[str, Any]:
        scores = self.scores[name]
        return {
            "extractor": name,
            "articles": scores.articles,
            "rows": self._rows(name),
            "qualifiers": _counts(scores.qualifiers),
            "details": _counts(scores.details),
            "calibration": [
                {**asdict(each), "precision": round(each.precision, 3)} for each in scores.calibration
            ],
            "calibration_error": round(expected_error(scores.calibration), 3),
            "mistakes": [{**asdict(mistake), **_scene(scene)} for mistake, scene in self.cases[name]],
        }


def _gold(tally: Tally) -> int:
    return tally.matched + tally.missed


def _to_cells(tally: Tally) -> str:
    return f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}{tally.matched + tally.wrong:7}"


def _to_row(name: str, tally: Tally) -> dict[str, Any]:
    """Return a tally as one flat row: name, precision, recall, F1, and the numbers of records."""
    shares = {part: round(getattr(tally, part), 3) for part in ("precision", "recall", "f1")}
    return {"name": name, **shares, "gold": _gold(tally), "predicted": tally.matched + tally.wrong}


def _counts(counts: Mapping[str, tuple[int, int]]) -> dict[str, dict[str, int]]:
    return {name: {"right": right, "given": given} for name, (right, given) in counts.items()}


def _scene(scene: Scene | None) -> dict[str, Any]:
    return asdict(scene) if scene else {"sentence": None}


def _remarks(scores: Scores) -> Iterator[str]:
    """Yield what is below the table: details, and the calibration of confidence."""
    for title, counts in (("qualifiers of matched records", scores.qualifiers), ("details", scores.details)):
        agreed = (f"{name} {right}/{given}" for name, (right, given) in counts.items())
        yield f"{title}: {', '.join(agreed) or 'none'}"
    yield f"F1 {scores.overall.f1:.3f} over {scores.articles} articles"
    if scores.calibration:
        yield ""
        yield f"{'confidence':{_WIDTH}}{'claims':>7}{'mean':>7}{'right':>7}"
    for each in scores.calibration:
        span = f"{each.low:.1f} to {each.high:.1f}"
        yield f"{span:{_WIDTH}}{each.claims:7}{each.confidence:7.3f}{each.precision:7.3f}"
    if scores.calibration:
        yield f"expected calibration error {expected_error(scores.calibration):.3f}"


def _to_lines(case: Case) -> Iterator[str]:
    """Yield a mistake's record, its sentence, and what was found there."""
    mistake, scene = case
    fields = (f"{name}={mistake.record[name]}" for name in _SHOWN if name in mistake.record)
    yield f"{mistake.kind} in {mistake.article}: {' '.join(fields)}"
    if scene is None:
        yield "    the words are not in the text"
        return
    yield f"    {scene.sentence}"
    if mistake.kind == "wrong":
        return
    yield f"    mentions: {', '.join(f'{words} ({kind})' for words, kind in scene.mentions) or 'none'}"
    for miss in scene.near:
        end = f"stopped before {miss.wanted}" if miss.wanted else "matched, but made no claim of it"
        yield f"    near: {miss.pattern} read “{' '.join(miss.words.split())}”, {end}"
