"""Lag (2018:1277), the act on electronic invoices that follow from public procurement.

>>> from datetime import date
>>> PUBLIC_E_INVOICE.at(date(2019, 3, 31)), PUBLIC_E_INVOICE.at(date(2019, 4, 1))
('', 'Peppol BIS Billing 3 (EN 16931)')
"""

from datetime import date
from typing import Final

from faktura.core.dated import DatedTable, Row

PUBLIC_E_INVOICE: Final = DatedTable(
    name="electronic invoice owed to the public sector for contracts procured from then on",
    law="lag (2018:1277)",
    unit="format; empty: none is owed",
    source="secondary; no such duty between businesses as known in April 2026",
    rows=(
        Row(date(2019, 4, 1), "Peppol BIS Billing 3 (EN 16931)", confidence="S"),
        Row(date(2016, 1, 1), "", confidence="S"),
    ),
    known_until=date(2027, 12, 31),
)
