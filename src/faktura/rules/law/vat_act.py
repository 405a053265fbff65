"""Mervärdesskattelag (2023:200), the VAT Act (ML); before 2023-07-01 the act of 1994 with other sections.

The tax point, as a rule the day of supply, decides which row holds. Rates are given from 2016, contents of
invoices from 2023-07-01.

>>> from datetime import date
>>> FOOD_RATE.at(date(2026, 3, 31)), FOOD_RATE.at(date(2026, 4, 1)), FOOD_RATE.at(date(2028, 1, 1))
(Decimal('12'), Decimal('6'), Decimal('12'))
"""

from datetime import date
from decimal import Decimal
from typing import Final

from faktura.core.dated import DatedTable, Row
from faktura.core.money import sek

_FIRST: Final = date(2016, 1, 1)
_ACT_OF_2023: Final = date(2023, 7, 1)
_KNOWN: Final = date(2027, 12, 31)
_TABLES: Final = "published tables of rates"
_REDUCED: Final = "ML 9 kap."
_25, _12, _6 = Decimal(25), Decimal(12), Decimal(6)


def _rate(name: str, law: str, *rows: Row[Decimal], source: str, known_until: date = _KNOWN) -> DatedTable[Decimal]:
    return DatedTable(name=name, law=law, unit="percent", source=source, rows=rows, known_until=known_until)


STANDARD_RATE: Final = _rate("VAT, standard rate", "ML 9 kap. 2 §", Row(_FIRST, _25), source="the act")
REDUCED_RATE: Final = _rate("VAT on restaurants, hotels, camping, art", _REDUCED, Row(_FIRST, _12), source="the act")
LOW_RATE: Final = _rate(
    "VAT on books, papers, passenger transport, concerts", _REDUCED, Row(_FIRST, _6), source="the act"
)
FOOD_RATE: Final = _rate(
    "VAT on food",
    _REDUCED,
    Row(date(2028, 1, 1), _12, note="as the act stands; the lower rate is enacted for a time"),
    Row(date(2026, 4, 1), _6),
    Row(_FIRST, _12),
    source="prop. 2025/26:55",
    known_until=date(2028, 12, 31),
)
REPAIR_RATE: Final = _rate(
    "VAT on repair of bicycles, shoes, leather goods, clothes, household linen",
    _REDUCED,
    Row(date(2023, 4, 1), _12),
    Row(date(2022, 7, 1), _6, confidence="S"),
    Row(date(2017, 1, 1), _12, confidence="S"),
    Row(_FIRST, _25, confidence="S"),
    source=_TABLES,
)
CINEMA_RATE: Final = _rate(
    "VAT on cinema",
    _REDUCED,
    Row(date(2017, 1, 1), _25, confidence="S"),
    Row(_FIRST, _6, confidence="S"),
    source=_TABLES,
)
E_PUBLICATION_RATE: Final = _rate(
    "VAT on electronic books, newspapers and periodicals",
    _REDUCED,
    Row(date(2019, 7, 1), _6, confidence="S"),
    Row(_FIRST, _25, confidence="S"),
    source=_TABLES,
)

RATES: Final = DatedTable(
    name="VAT rates above zero that exist",
    law="ML 9 kap.",
    unit="percent",
    source="the act",
    rows=(Row(_FIRST, frozenset({_25, _12, _6})),),
    known_until=_KNOWN,
)

INVOICE_CONTENTS: Final[DatedTable[tuple[str, ...]]] = DatedTable(
    name="contents of a full invoice",
    law="ML 17 kap. 24 §",
    unit="items, in the order of the section",
    source="the act",
    rows=(
        Row(
            _ACT_OF_2023,
            (
                "date of issue",
                "serial number",
                "seller's VAT number",
                "buyer's VAT number, when the buyer owes the VAT or for an intra-EU supply",
                "seller's name and address",
                "buyer's name and address",
                "quantity and kind",
                "date of supply or of the advance payment, when it differs",
                "taxable amount per rate or exemption, unit price without VAT, discounts not in it",
                "rate",
                "VAT amount",
                "self-billing: the word",
                "exemption: its ground",
                "reverse charge: the words",
                "new means of transport: its data",
                "travel agencies' margin scheme: the words",
                "margin scheme for second-hand goods, art, collectors' items: the words",
            ),
        ),
    ),
    known_until=_KNOWN,
)

SIMPLIFIED_LIMIT: Final = DatedTable(
    name="largest simplified invoice, including VAT",
    law="ML 17 kap. 26, 28 §§",
    unit="SEK",
    source="the act",
    rows=(Row(_ACT_OF_2023, sek(4000)),),
    known_until=_KNOWN,
)

ELECTRONICS_LIMIT: Final = DatedTable(
    name="reverse charge on listed electronics: taxable amount in one invoice above",
    law="ML 16 kap. 16 §",
    unit="SEK",
    source="the act; before 2023-07-01 the same in the act of 1994",
    rows=(Row(date(2021, 4, 1), sek(100_000)),),
    known_until=_KNOWN,
)

SMALL_BUSINESS_LIMIT: Final = DatedTable(
    name="turnover up to which a small business is exempt",
    law="ML 18 kap. 4 §",
    unit="SEK per year",
    source="the act; earlier limits second-hand",
    rows=(
        Row(date(2025, 1, 1), sek(120_000)),
        Row(date(2022, 7, 1), sek(80_000), confidence="S"),
        Row(date(2017, 1, 1), sek(30_000), confidence="S"),
    ),
    known_until=_KNOWN,
)

SIMPLIFIED_CONTENTS: Final[DatedTable[tuple[str, ...]]] = DatedTable(
    name="contents of a simplified invoice",
    law="ML 17 kap. 28 §",
    unit="items, in the order of the section",
    source="the act",
    rows=(
        Row(
            _ACT_OF_2023,
            (
                "date of issue",
                "who the seller is",
                "kind of goods or services",
                "VAT amount, or what it is computed from",
                "credit note: the invoice it changes, and what is changed",
            ),
        ),
    ),
    known_until=_KNOWN,
)

REVERSE_CHARGES: Final[DatedTable[tuple[str, ...]]] = DatedTable(
    name="supplies with reverse charge inside Sweden",
    law="ML 16 kap. 6-16 §§",
    unit="kinds of supply",
    source="the act; before 2023-07-01 the same in the act of 1994",
    rows=(
        Row(date(2021, 4, 1), ("building", "scrap", "emission", "electronics", "gold", "foreign_seller")),
        Row(_FIRST, ("building", "scrap", "emission", "gold", "foreign_seller"), confidence="S"),
    ),
    known_until=_KNOWN,
)

BUILDING_INVOICE_MONTHS: Final = DatedTable(
    name="building services are invoiced at the latest by the end of which month after the month of supply",
    law="ML 17 kap. 16 §",
    unit="months",
    source="the act",
    rows=(Row(_ACT_OF_2023, 2),),
    known_until=_KNOWN,
)

EU_INVOICE_DAY: Final = DatedTable(
    name="sales listed to the EU are invoiced at the latest on which day of the month after",
    law="ML 17 kap. 17-18 §§",
    unit="day of the month",
    source="the act",
    rows=(Row(_ACT_OF_2023, 15),),
    known_until=_KNOWN,
)

_MEMBERS: Final = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_AS_FRANCE: Final = frozenset({"MC"})  # article 7: with Monaco as with France, on French VAT numbers
_UNITED_KINGDOM: Final = frozenset({"GB", "IM"})  # article 7: with the Isle of Man as with the kingdom
VAT_AREA: Final = DatedTable(
    name="member states of the EU and what counts as part of one, whose VAT numbers count and to which goods are not exported",
    law="directive 2006/112/EC articles 5, 7",
    unit="countries, ISO 3166",
    source="the treaties; the United Kingdom stayed in the VAT area to the end of 2020, and the Isle of Man with it",
    rows=(
        Row(
            date(2021, 1, 1),
            _MEMBERS | _AS_FRANCE,
            note="goods to Northern Ireland (XI) still count as sold within the EU; the bases of the United Kingdom on "
            "Cyprus have no code of their own and count as Cyprus",
            confidence="G",
        ),
        Row(_FIRST, _MEMBERS | _AS_FRANCE | _UNITED_KINGDOM, confidence="G"),
    ),
    known_until=_KNOWN,
)
