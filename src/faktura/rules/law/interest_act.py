"""Räntelag (1975:635), the Interest Act: interest on late payment.

>>> from datetime import date
>>> REFERENCE_RATE.at(date(2023, 9, 15))
Decimal('3.50')
>>> REFERENCE_RATE.at(date(2027, 1, 1))
Traceback (most recent call last):
faktura.core.errors.LawNotKnown: reference rate, räntelagen (1975:635) 9 §: known for 2002-07-01 - 2026-12-31, not ...
"""

from datetime import date
from decimal import Decimal
from typing import Final

from faktura.core.dated import Confidence, DatedTable, Row

_RIKSBANK: Final = "Sveriges riksbank, the page on the reference rate (2020)"
_TWO: Final = "two independent published tables; 2023-07-01 also news of the Riksbank"
_ONE: Final = "one published table (2026)"


def _half(year: int, month: int, rate: str, source: str, confidence: Confidence = "C", note: str = "") -> Row[Decimal]:
    return Row(date(year, month, 1), Decimal(rate), source=source, confidence=confidence, note=note)


REFERENCE_RATE: Final = DatedTable(
    name="reference rate",
    law="räntelagen (1975:635) 9 §",
    unit="percent per year",
    source="Sveriges riksbank, set for each calendar half-year",
    rows=(
        _half(
            2026,
            7,
            "2.00",
            "inferred: policy rate 1.75 at the end of June 2026",
            "U",
            "not read in any table; check it",
        ),
        _half(2026, 1, "2.00", _ONE),
        _half(2025, 7, "2.00", _ONE),
        _half(2025, 1, "3.00", _ONE),
        _half(2024, 7, "4.00", _ONE),
        _half(2024, 1, "4.00", "one published table, and news quoting the Riksbank"),
        _half(2023, 7, "3.50", _TWO),
        _half(2023, 1, "2.50", _TWO),
        _half(2022, 7, "0.50", _TWO),
        _half(2022, 1, "0.00", _TWO),
        _half(2021, 7, "0.00", _TWO),
        _half(2021, 1, "0.00", _TWO),
        _half(2020, 7, "0.00", _RIKSBANK),
        _half(2020, 1, "0.00", _RIKSBANK),
        _half(2019, 7, "0.00", _RIKSBANK),
        _half(2019, 1, "-0.50", _RIKSBANK),
        _half(2018, 7, "-0.50", _RIKSBANK),
        _half(2018, 1, "-0.50", _RIKSBANK),
        _half(2017, 7, "-0.50", _RIKSBANK),
        _half(2017, 1, "-0.50", _RIKSBANK),
        _half(2016, 7, "-0.50", _RIKSBANK),
        _half(2016, 1, "0.00", _RIKSBANK),
        _half(2015, 7, "0.00", _RIKSBANK),
        _half(2015, 1, "0.00", _RIKSBANK),
        _half(2014, 7, "1.00", _RIKSBANK),
        _half(2014, 1, "1.00", _RIKSBANK),
        _half(2013, 7, "1.00", _RIKSBANK),
        _half(2013, 1, "1.00", _RIKSBANK),
        _half(2012, 7, "1.50", _RIKSBANK, note="first set wrong, corrected with effect from this day"),
        _half(2012, 1, "2.00", _RIKSBANK),
        _half(2011, 7, "2.00", _RIKSBANK),
        _half(2011, 1, "1.50", _RIKSBANK),
        _half(2010, 7, "0.50", _RIKSBANK),
        _half(2010, 1, "0.50", _RIKSBANK),
        _half(2009, 7, "0.50", _RIKSBANK),
        _half(2009, 1, "2.00", _RIKSBANK),
        _half(2008, 7, "4.50", _RIKSBANK),
        _half(2008, 1, "4.00", _RIKSBANK),
        _half(2007, 7, "3.50", _RIKSBANK),
        _half(2007, 1, "3.00", _RIKSBANK),
        _half(2006, 7, "2.50", _RIKSBANK),
        _half(2006, 1, "1.50", _RIKSBANK),
        _half(2005, 7, "1.50", _RIKSBANK),
        _half(2005, 1, "2.00", _RIKSBANK),
        _half(2004, 7, "2.00", _RIKSBANK),
        _half(2004, 1, "3.00", _RIKSBANK),
        _half(2003, 7, "3.00", _RIKSBANK),
        _half(2003, 1, "4.00", _RIKSBANK),
        _half(2002, 7, "4.50", _RIKSBANK),
    ),
    known_until=date(2026, 12, 31),
)

LATE_MARGIN: Final = DatedTable(
    name="margin of late-payment interest over the reference rate",
    law="räntelagen (1975:635) 6 §",
    unit="percentage points",
    source="the act",
    rows=(Row(date(2002, 7, 1), Decimal(8)),),
    known_until=date(2027, 12, 31),
)

DAYS_OF_YEAR: Final = DatedTable(
    name="days interest per year is divided by",
    law="practice; the act is silent",
    unit="days",
    source="the calculator of Kronofogden",
    rows=(Row(date(2002, 7, 1), 365, confidence="U", note="365 in leap years too: not stated anywhere"),),
    known_until=date(2027, 12, 31),
)

DAYS_AFTER_BILL: Final = DatedTable(
    name="days from bill to interest when no due date was fixed in advance",
    law="räntelagen (1975:635) 4 §",
    unit="days",
    source="the act",
    rows=(Row(date(2002, 7, 1), 30),),
    known_until=date(2027, 12, 31),
)

DUE_DAY_MOVES: Final = DatedTable(
    name="whether a debt that falls due on a Saturday, Sunday, holiday or eve is paid in time on the next weekday",
    law="skuldebrevslagen (1936:81) 5 §, by analogy",
    unit="yes or no",
    source="SFS 1974:759, for promissory notes",
    rows=(
        Row(
            date(1975, 1, 1),
            True,
            confidence="G",
            note="for invoices practice, not settled; a host that counts strictly puts False here",
        ),
    ),
    known_until=date(2027, 12, 31),
)

LONGEST_TERM: Final = DatedTable(
    name="longest time to pay between businesses without the creditor's express consent; for public bodies the longest",
    law="räntelagen (1975:635) 2 a §",
    unit="days from the demand for payment",
    source="the act (SFS 2013:55)",
    rows=(Row(date(2013, 3, 16), 30),),
    known_until=date(2027, 12, 31),
)

LONGEST_INSPECTION: Final = DatedTable(
    name="longest inspection that may postpone payment between businesses without express consent",
    law="räntelagen (1975:635) 2 b §",
    unit="days",
    source="the act (SFS 2013:55)",
    rows=(Row(date(2013, 3, 16), 30),),
    known_until=date(2027, 12, 31),
)
