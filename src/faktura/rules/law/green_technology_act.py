"""Green technology: inkomstskattelag (1999:1229) 67 kap. and lag (2020:1066) on payout (GRÖNFL).

The reduction is counted on labour and material including VAT. It stands beside ROT and RUT with a cap of its own,
and is never given for work that gives ROT.

>>> SOLAR_PERCENT.at(date(2025, 6, 30)), SOLAR_PERCENT.at(date(2025, 7, 1))
(Decimal('20'), Decimal('15'))
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from faktura.core.dated import DatedTable, Row
from faktura.core.money import Money, sek

SOLAR: Final = "INSTALLATION_SOLCELLER"
STORAGE: Final = "INSTALLATION_LAGRING"
CHARGING: Final = "INSTALLATION_LADDPUNKT"
INSTALLATIONS: Final = (SOLAR, STORAGE, CHARGING)
"""The installations by their names in Skatteverket's request: solar cells, storage of own electricity, charging point."""

_START: Final = date(2021, 1, 1)
_KNOWN: Final = date(2027, 12, 31)
_SOURCE: Final = "the act; SFS 2025:541; prop. 2022/23:15"

SOLAR_PERCENT: Final = DatedTable(
    name="green technology, solar cells, share of labour and material including VAT",
    law="GRÖNFL 7 §",
    unit="percent",
    source=_SOURCE,
    rows=(
        Row(date(2025, 7, 1), Decimal(15)),
        Row(date(2023, 1, 1), Decimal(20)),
        Row(_START, Decimal(15)),
    ),
    known_until=_KNOWN,
)

STORAGE_PERCENT: Final = DatedTable(
    name="green technology, storage and charging points, share of labour and material including VAT",
    law="GRÖNFL 7 §",
    unit="percent",
    source=_SOURCE,
    rows=(Row(_START, Decimal(50)),),
    known_until=_KNOWN,
)

SOLAR_LIMIT: Final = DatedTable(
    name="green technology, solar cells, largest payout against what the buyer paid",
    law="GRÖNFL 7 §",
    unit="fraction of the payment",
    source=_SOURCE,
    rows=(
        Row(date(2025, 7, 1), Fraction(3, 17)),
        Row(date(2023, 1, 1), Fraction(1, 4)),
        Row(_START, Fraction(3, 17)),
    ),
    known_until=_KNOWN,
)

STORAGE_LIMIT: Final = DatedTable(
    name="green technology, storage and charging points, largest payout against what the buyer paid",
    law="GRÖNFL 7 §",
    unit="fraction of the payment",
    source=_SOURCE,
    rows=(Row(_START, Fraction(1)),),
    known_until=_KNOWN,
)

GREEN_CAP: Final = DatedTable[Money](
    name="green technology, yearly cap per person, beside that of ROT and RUT",
    law="IL 67 kap., GRÖNFL 7 §",
    unit="SEK per payment year",
    source="the acts",
    rows=(Row(_START, sek(50_000)),),
    known_until=_KNOWN,
)

DECIDING_PAYMENT: Final = DatedTable(
    name="green technology, the payment whose day decides percentage and year",
    law="GRÖNFL",
    unit="which payment",
    source=_SOURCE,
    rows=(
        Row(date(2025, 1, 1), "final", note="the final payment of the whole installation"),
        Row(_START, "each"),
    ),
    known_until=_KNOWN,
)

FIXED_PRICE_SHARE: Final = DatedTable(
    name="green technology at a fixed price, share that is labour and material",
    law="Skatteverket, guidance on green technology",
    unit="fraction of the price including VAT",
    source="Skatteverket's guidance, read second-hand",
    rows=(Row(_START, Fraction(97, 100), confidence="S", note="a standard share; the host chooses to use it"),),
    known_until=_KNOWN,
)
