"""Six short articles, written for tests, in which one name means several things and several one."""

from __future__ import annotations

from pathlib import Path

STORIES = {
    "lima-looks-east": (
        "2024-05-01", "The Ledger", "en",
        "Carlos Mendoza, trade minister of Peru, visited Vietnam on Monday. Peru and Vietnam are "
        "negotiating a free trade agreement. Harbour Lines Ltd. invested $20 million in Peru in 2023. The "
        "Tarapaca Shippers Association (TSA) opened an office in Lima last year.",
    ),
    "jalisco-y-texas": (
        "2024-06-01", "Diario del Golfo", "es",
        "Carlos Mendoza, gobernador de Jalisco, visitó Texas el lunes. Perú exportó cobre a Vietnam.",
    ),
    "copper-and-ships": (
        "2024-07-01", "Port News", "en",
        "Peru's trade minister, Carlos Mendoza, met Chile's foreign minister in Santiago. Harbour Lines "
        "invested $5 million in Chile in 2024. TSA opened an office in Arica, Chile. TSA is based in "
        "Peru.",
    ),
    "tratado": (
        "2024-08-01", "El Puerto", "es",
        "Perú y Vietnam firmaron un tratado de libre comercio en Hanói el 30 de julio de 2024. Carlos "
        "Mendoza Ríos, ministro de Comercio de Perú, lo firmó.",
    ),
    "chambers": (
        "2024-08-03", "Port News", "en",
        "The Chamber of Commerce opened an office in Lima, Peru. Peru exported goods worth $2 billion to "
        "Vietnam in 2023, and exported goods worth $1 billion to Chile in 2023.",
    ),
    "chamber-in-kenya": (
        "2024-08-04", "Rift Post", "en",
        "The Chamber of Commerce opened an office in Nairobi, Kenya. Kenya exported goods worth $0.5 "
        "billion to Pakistan in 2023.",
    ),
}  # fmt: skip


def write_story(folder: Path, name: str, *, source: str = "", as_name: str = "") -> Path:
    published, publisher, lang, text = STORIES[name]
    folder.mkdir(exist_ok=True)
    path = folder / f"{as_name or name}.md"
    head = f"title: {name}\npublished: {published}\nsource: {source or publisher}\nlang: {lang}"
    path.write_text(f"---\n{head}\n---\n\n{text}\n", "utf-8")
    return path
