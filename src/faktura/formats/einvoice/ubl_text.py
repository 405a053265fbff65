"""What the writers of invoices in UBL 2.1 write alike of periods and items."""

from collections.abc import Callable

from faktura.core.document import Period
from faktura.core.money import Money

Amount = Callable[[Money], str]
"""Writes money of the document's currency, and refuses any other."""


def period(days: Period | None, indent: str) -> str:
    """Return the invoicing period of the document or a line (BG-14, BG-26)."""
    if days is None:
        return ""
    return (
        f"{indent}<cac:InvoicePeriod>\n{indent}  <cbc:StartDate>{days.start.isoformat()}</cbc:StartDate>\n"
        f"{indent}  <cbc:EndDate>{days.end.isoformat()}</cbc:EndDate>\n{indent}</cac:InvoicePeriod>\n"
    )


def sellers_item(number: str) -> str:
    """Return the seller's number of a line's item (BT-155), *number* as it is to stand."""
    return (
        f"      <cac:SellersItemIdentification>\n        <cbc:ID>{number}</cbc:ID>\n"
        "      </cac:SellersItemIdentification>\n"
    )
