"""The summary of an e-invoice that `python -m faktura show` prints, alike for every format."""

from collections.abc import Mapping
from typing import Final

from faktura.core.document import Document

_KEYS: Final = (
    "number",
    "kind",
    "issue_date",
    "due_date",
    "currency",
    "seller",
    "buyer",
    "lines",
    "total_without_vat",
    "vat_total",
    "amount_due",
    "payment_reference",
    "attachments",
)


def nothing() -> Mapping[str, str | int | None]:
    """Return the same keys without values: of a file so far from the rules that it cannot be read."""
    return dict.fromkeys(_KEYS)


def summary(document: Document) -> Mapping[str, str | int | None]:
    """Return number, parties, sums and reference of *document*; amounts as decimal strings with a point.

    `seller` and `buyer` are names, `lines` and `attachments` are counts; what the document lacks is None.
    """
    totals, payment = document.totals, document.payment
    return {
        "number": document.number,
        "kind": document.kind.value,
        "issue_date": document.issue_date.isoformat(),
        "due_date": document.due_date.isoformat() if document.due_date else None,
        "currency": document.currency,
        "seller": document.seller.name,
        "buyer": document.buyer.name,
        "lines": len(document.lines),
        "total_without_vat": f"{totals.without_vat.major:f}",
        "vat_total": f"{totals.vat.major:f}",
        "amount_due": f"{totals.amount_due.major:f}",
        "payment_reference": (payment.reference or None) if payment else None,
        "attachments": len(document.attachments),
    }
