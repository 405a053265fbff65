"""Inkassolag (1974:182), the Debt Collection Act: what a collection demand holds and how long the debtor has.

The act says "a reasonable time"; the days are the practice of the authority and of the collection board.

>>> from datetime import date
>>> DEMAND_DAYS.at(date(2026, 3, 2)), DEMAND_BANK_DAYS.at(date(2026, 3, 2))
(8, 4)
"""

from datetime import date
from typing import Final

from faktura.core.dated import DatedTable, Row

_KNOWN: Final = date(2027, 12, 31)
_SINCE: Final = date(2003, 7, 1)
_READ: Final = date(2021, 1, 1)
_PRACTICE: Final = "IMY, the page on the time to pay (2023-02-21); Inkassonämnden 273-2021"
_EARLIER: Final = "practice; what it was before the decision of 2021 was not read"

DEMAND_DAYS: Final = DatedTable(
    name="time to pay in a collection demand, from sending",
    law="inkassolagen (1974:182) 5 §",
    unit="days at least",
    source=_PRACTICE,
    rows=(Row(_READ, 8), Row(_SINCE, 8, confidence="G", note=_EARLIER)),
    known_until=_KNOWN,
)

DEMAND_BANK_DAYS: Final = DatedTable(
    name="time to pay in a collection demand, from the day it can be taken to have arrived",
    law="inkassolagen (1974:182) 5 §",
    unit="bank days at least",
    source=_PRACTICE,
    rows=(Row(_READ, 4), Row(_SINCE, 4, confidence="G", note=_EARLIER)),
    known_until=_KNOWN,
)

LETTER_BANK_DAYS: Final = DatedTable(
    name="time a letter is taken to need",
    law="practice; the act is silent",
    unit="bank days",
    source="derived: with two, eight days hold four bank days in an ordinary week",
    rows=(Row(_SINCE, 2, confidence="U", note="slower mail must be given longer: a choice of the host"),),
    known_until=_KNOWN,
)

LICENSING_AUTHORITY: Final = DatedTable(
    name="authority that licenses the collection of others' and bought debts",
    law="inkassolagen (1974:182) 2 §",
    unit="name",
    source="Finansinspektionen, the page on debt collection",
    rows=(
        Row(
            date(2024, 1, 1),
            "Finansinspektionen",
            note="own claims, group companies, supervised firms, advocates: none",
        ),
        Row(_SINCE, "Integritetsskyddsmyndigheten (before 2021 Datainspektionen)"),
    ),
    known_until=_KNOWN,
)

DEMAND_CONTENTS: Final[DatedTable[tuple[str, ...]]] = DatedTable(
    name="contents of a collection demand",
    law="inkassolagen (1974:182) 5 §",
    unit="items",
    source="the act",
    rows=(
        Row(
            _SINCE,
            (
                "creditor's name",
                "what the debt rests on",
                "transfer of the debt, if it matters",
                "payment instructions",
                "principal",
                "interest: amount, rate, period and the principal it is counted on",
                "costs",
                "time to pay or object",
            ),
        ),
    ),
    known_until=_KNOWN,
)
