"""The last day to issue an invoice: ML 17 kap. 16-18 §§.

>>> from faktura.rules.law.book import SWEDEN
>>> latest_issue(InvoiceTime.BUILDING, date(2026, 3, 5), law=SWEDEN).isoformat()
'2026-05-31'
>>> latest_issue(InvoiceTime.EU_LISTED, date(2026, 12, 5), law=SWEDEN).isoformat()
'2027-01-15'
"""

from datetime import date, timedelta
from enum import StrEnum

from faktura.core.calendar import add_months
from faktura.rules.law.book import LawBook


class InvoiceTime(StrEnum):
    """Supplies with a last day of their own."""

    BUILDING = "building"  # to private persons too
    EU_LISTED = "eu_listed"  # goods and services in the list of sales to the EU (periodisk sammanställning)


def latest_issue(kind: InvoiceTime, supplied: date, *, law: LawBook) -> date:
    """Return the last day to invoice what was *supplied* on that day.

    Building services: the end of the second month after the month of supply. Sales listed to the EU: the
    fifteenth of the month after.

    Raises:
        LawNotKnown: The act of 2023 is not known for that day.
    """
    first = supplied.replace(day=1)
    if kind is InvoiceTime.EU_LISTED:
        return add_months(first, 1).replace(day=law.eu_invoice_day.at(supplied))
    return add_months(first, law.building_invoice_months.at(supplied) + 1) - timedelta(days=1)
