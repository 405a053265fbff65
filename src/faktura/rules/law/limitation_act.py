"""Preskriptionslag (1981:130), the Limitation Act: how long a debt can be claimed.

>>> from datetime import date
>>> CONSUMER_YEARS.at(date(2026, 5, 1)), ORDINARY_YEARS.at(date(2026, 5, 1))
(3, 10)
"""

from datetime import date
from typing import Final

from faktura.core.dated import DatedTable, Row

_IN_FORCE: Final = date(1982, 1, 1)
_KNOWN: Final = date(2027, 12, 31)

CONSUMER_YEARS: Final = DatedTable(
    name="limitation of a business's claim on a consumer for goods or services mainly for private use",
    law="preskriptionslagen (1981:130) 2 §",
    unit="years from when the claim arose",
    source="the act",
    rows=(Row(_IN_FORCE, 3, note="a longer period cannot be agreed"),),
    known_until=_KNOWN,
)

UNTOLD_YEARS: Final = DatedTable(
    name="least time left of a claim after proceedings of which the debtor was never told",
    law="preskriptionslagen (1981:130) 7 §",
    unit="years from the end of the proceedings",
    source="two lawyers' answers on the second and third paragraphs (Lawline)",
    rows=(Row(_IN_FORCE, 1, confidence="S", note="a period is lengthened so once"),),
    known_until=_KNOWN,
)

ORDINARY_YEARS: Final = DatedTable(
    name="limitation of other claims",
    law="preskriptionslagen (1981:130) 2 §",
    unit="years from when the claim arose",
    source="the act",
    rows=(Row(_IN_FORCE, 10),),
    known_until=_KNOWN,
)
