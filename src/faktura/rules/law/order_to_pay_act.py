"""Lag (1990:746) om betalningsföreläggande och handräckning: what an order to pay costs.

The fee of the agent is what Kronofogden awards as a rule, not an amount of an act.

>>> from datetime import date
>>> print(APPLICATION_FEE.at(date(2026, 5, 1)), AGENT_FEE.at(date(2026, 5, 1)), ENFORCEMENT_FEE.at(date(2026, 5, 1)))
300.00 SEK 380.00 SEK 600.00 SEK
"""

from datetime import date
from typing import Final

from faktura.core.dated import Confidence, DatedTable, Row
from faktura.core.money import Money, sek

_SINCE: Final = date(2013, 3, 16)
_KNOWN: Final = date(2027, 12, 31)


def _fee(name: str, kronor: int, confidence: Confidence = "C", note: str = "") -> DatedTable[Money]:
    since = "the first day it held was not read"
    return DatedTable(
        name=name,
        law="lag (1990:746); förordning (1992:1094)",
        unit="SEK",
        source="Kronofogden, the page on fees",
        rows=(Row(_SINCE, sek(kronor), note="; ".join(filter(None, (note, since))), confidence=confidence),),
        known_until=_KNOWN,
    )


APPLICATION_FEE: Final = _fee("application for an order to pay", 300)
AGENT_FEE: Final = _fee("agent's work on an order to pay", 380, "S", "a standard award, may have changed")
ENFORCEMENT_FEE: Final = _fee("enforcement", 600)
