"""Lag (1981:739) om ersättning för inkassokostnader m.m., the act on compensation for collection costs.

The amounts stand in förordning (1981:1057). They are maxima; the day of the action decides which holds.

>>> from datetime import date
>>> print(REMINDER_FEE.at(date(2026, 5, 1)), REMINDER_FEE.at(date(2013, 3, 15)))
60.00 SEK 50.00 SEK
"""

from datetime import date
from typing import Final

from faktura.core.dated import DatedTable, Row
from faktura.core.money import Money, sek

_ACT: Final = "lag (1981:739)"
_SOURCE: Final = "förordning (1981:1057) in its last wording; SFS 2013:56"
_RAISED: Final = date(2013, 3, 16)
_BEFORE: Final = date(2003, 7, 1)
_KNOWN: Final = date(2027, 12, 31)


def _fee(name: str, section: str, *, latest: int, before: int, note: str = "") -> DatedTable[Money]:
    return DatedTable(
        name=name,
        law=f"{_ACT} {section}",
        unit="SEK at most",
        source=_SOURCE,
        rows=(Row(_RAISED, sek(latest), note=note), Row(_BEFORE, sek(before))),
        known_until=_KNOWN,
    )


REMINDER_FEE: Final = _fee(
    "written reminder", "2-4 §§", latest=60, before=50, note="only when agreed at the latest when the debt arose"
)
DEMAND_FEE: Final = _fee(
    "collection demand", "2-4 §§", latest=180, before=160, note="the letter has the contents of inkassolagen 5 §"
)
INSTALMENT_PLAN_FEE: Final = _fee(
    "instalment plan", "2-4 §§", latest=170, before=150, note="a full plan in writing, made with the debtor"
)
LATE_COMPENSATION: Final = _fee(
    "late-payment compensation",
    "4 a §",
    latest=450,
    before=0,
    note="between businesses and towards public bodies; in place of other costs up to it; did not exist before",
)
