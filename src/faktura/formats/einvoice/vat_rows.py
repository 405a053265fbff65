"""The VAT specification as the e-invoice formats want it: one row for each category and rate.

The model has a row for each ground, so that every exemption states its own amount; EN 16931 lets an
invoice have one row of each category (BR-E-01, BR-AE-01, BR-O-01...), with one reason.
"""

from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from faktura.core.document import VatBreakdown
from faktura.core.money import total
from faktura.core.vat import VatCategory
from faktura.formats.einvoice.text import held


def one_each(rows: tuple[VatBreakdown, ...]) -> tuple[VatBreakdown, ...]:
    """Return *rows* with those of one category and rate put together: amounts added, reasons side by side.

    A reason code is kept when all of them give the same.
    """
    kept: dict[tuple[VatCategory, Decimal], list[VatBreakdown]] = {}
    for row in rows:
        kept.setdefault((row.category, row.percent), []).append(row)
    return rows if len(kept) == len(rows) else tuple(map(_together, kept.values()))


def _together(rows: list[VatBreakdown]) -> VatBreakdown:
    first = rows[0]
    if len(rows) == 1:
        return first
    codes = {row.reason_code for row in rows}
    return evolve(
        first,
        base=total((row.base for row in rows), first.base.currency),
        amount=total((row.amount for row in rows), first.amount.currency),
        reason=_listed(row.reason for row in rows),
        reason_code=first.reason_code if len(codes) == 1 else "",
    )


def _listed(reasons: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(one for one in map(held, reasons) if one))
