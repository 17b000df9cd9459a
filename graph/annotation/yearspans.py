"""Years and stretches of years: what their words stand for."""

from __future__ import annotations

from dataclasses import replace

from tradegraph.annotation.parts import Parts, span


def year(parts: Parts) -> str | None:
    """Return a single year."""
    return str(parts.years[0]) if parts.years else None


def years(parts: Parts) -> str | None:
    """Two years and all between them; two years that run backwards are none."""
    first, last = parts.years[0], parts.years[1]
    if last < 100:
        last += first - first % 100
    return f"{first}/{last}" if first < last <= first + 200 else None


def years_to(parts: Parts) -> str | None:
    """Return the stretch of n years that ends with the one stated ("in the decade to 2023")."""
    return f"{parts.years[0] - (parts.n or 10)}/{parts.years[0]}"


def years_long(parts: Parts) -> str | None:
    """Return n years up to publication, or from it on where the sentence looks ahead."""
    if parts.published is None:
        return None
    year, count = parts.published.year, parts.n or 1
    return f"{year}/{year + count}" if parts.future else f"{year - count}/{year}"


def years_ten(parts: Parts) -> str | None:
    """Return ten years up to publication or from it on."""
    return years_long(replace(parts, n=10))


def fiscal(parts: Parts) -> str | None:
    """Return a fiscal year of two digits, or two of them: FY24 is 2024, FY23-24 is 2023/2024."""
    return span(str(2000 + parts.years[0] % 100), str(2000 + parts.years[-1] % 100))


def financial_year(parts: Parts) -> str | None:
    """Return the fiscal year `n` years from that of publication, two years where it is not the calendar's."""
    if parts.published is None:
        return None
    shift, start = parts.n or 0, parts.fiscal_start
    if start == 1:
        return str(parts.published.year + shift)
    first = parts.published.year + shift - (parts.published.month < start)
    return f"{first}/{first + 1}"


def decade(parts: Parts) -> str | None:
    """Return the 1990s: ten years; a year of two digits lies in the last century from 30 on."""
    first = parts.years[0]
    first += 0 if first >= 100 else 1900 if first >= 30 else 2000
    return f"{first}/{first + 9}" if first % 10 == 0 else None


def by(parts: Parts) -> str | None:
    """From the year of publication to a later one; a year that is not later stands alone."""
    end = parts.years[0]
    return f"{parts.published.year}/{end}" if parts.published and end > parts.published.year else str(end)


def before(parts: Parts) -> str | None:
    """As `by`; what was before a year that is past is left open."""
    return by(parts) if parts.published and parts.years[0] > parts.published.year else None


def for_year(parts: Parts) -> str | None:
    """As `by`, but the year next to that of publication is meant itself ("proyecta para 2026")."""
    near = parts.published and parts.years[0] <= parts.published.year + 1
    return str(parts.years[0]) if near else by(parts)
