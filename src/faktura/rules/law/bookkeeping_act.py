"""Bokföringslag (1999:1078), the Bookkeeping Act: how long accounting records are kept.

>>> from datetime import date
>>> STORAGE_YEARS.at(date(2026, 12, 31))
7
"""

from datetime import date
from typing import Final

from faktura.core.dated import DatedTable, Row

STORAGE_YEARS: Final = DatedTable(
    name="accounting records are kept to the end of which year after the calendar year the financial year ended in",
    law="bokföringslagen (1999:1078) 7 kap. 2 §",
    unit="calendar years",
    source="secondary, the act itself was not read",
    rows=(Row(date(2016, 1, 1), 7, confidence="S"),),
    known_until=date(2027, 12, 31),
)
