"""ROT and RUT: inkomstskattelag (1999:1229) 67 kap. (IL) and lag (2009:194) on payout (HUSFL).

The day the money leaves the buyer's account decides percentage, cap and year.

>>> ROT_PERCENT.at(date(2025, 12, 31)), ROT_PERCENT.at(date(2026, 1, 1))
(Decimal('50'), Decimal('30'))
>>> [area.type for area in WORK_AREAS.at(date(2016, 1, 1)) if area.kind is DeductionKind.RUT][:2]
['Stadning', 'KladOchTextilvard']
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from faktura.core.dated import Confidence, DatedTable, Row
from faktura.core.deduction import DeductionKind
from faktura.core.money import Money, sek
from faktura.rules.law.green_technology_act import INSTALLATIONS

_START: Final = date(2009, 7, 1)
_KNOWN: Final = date(2027, 12, 31)
_GUIDANCE: Final = "Skatteverket, legal guidance; SFS 2025:321-324"


@frozen(kw_only=True)
class YearlyCap:
    """The most one person can get for a year, whole kronor.

    Attributes:
        together: The most of ROT and RUT in all; the caps of each kind lie inside it.
        rut_senior: The cap of RUT for whoever is 65 when the year begins, where it was another.
    """

    rot: Money
    rut: Money
    together: Money
    rut_senior: Money | None = None


@frozen
class WorkArea:
    """A kind of work that gives a deduction, named as in Skatteverket's request schema.

    Attributes:
        type: Element name.
        hours: Whether hours and material are reported. Without: a standard-value service, for which
            a fixed share of the charge is labour and only that it was done is reported.
    """

    kind: DeductionKind
    type: str
    hours: bool = True


@frozen
class YearDay:
    """A day that comes back each year."""

    month: int
    day: int


def _caps(
    since: date,
    *,
    rot: int,
    rut: int,
    together: int,
    rut_senior: int | None = None,
    confidence: Confidence = "C",
    note: str = "",
) -> Row[YearlyCap]:
    senior = sek(rut_senior) if rut_senior is not None else None
    cap = YearlyCap(rot=sek(rot), rut=sek(rut), together=sek(together), rut_senior=senior)
    return Row(since, cap, confidence=confidence, note=note)


ROT_PERCENT: Final = DatedTable(
    name="ROT, share of labour including VAT",
    law="HUSFL 7 §, IL 67 kap. 19 §",
    unit="percent",
    source=_GUIDANCE,
    rows=(
        Row(date(2026, 1, 1), Decimal(30)),
        Row(date(2025, 5, 12), Decimal(50)),
        Row(date(2016, 1, 1), Decimal(30)),
        Row(_START, Decimal(50)),
    ),
    known_until=_KNOWN,
)

RUT_PERCENT: Final = DatedTable(
    name="RUT, share of labour including VAT",
    law="HUSFL 7 §, IL 67 kap. 19 §",
    unit="percent",
    source=_GUIDANCE,
    rows=(Row(_START, Decimal(50)),),
    known_until=_KNOWN,
)

ROT_LIMIT: Final = DatedTable(
    name="ROT, largest payout against what the buyer paid for the work",
    law="HUSFL 7 §",
    unit="fraction of the payment",
    source=_GUIDANCE,
    rows=(
        Row(date(2026, 1, 1), Fraction(3, 7)),
        Row(date(2025, 5, 12), Fraction(1)),
        Row(date(2016, 1, 1), Fraction(3, 7)),
        Row(_START, Fraction(1)),
    ),
    known_until=_KNOWN,
)

RUT_LIMIT: Final = DatedTable(
    name="RUT, largest payout against what the buyer paid for the work",
    law="HUSFL 7 §",
    unit="fraction of the payment",
    source=_GUIDANCE,
    rows=(Row(_START, Fraction(1)),),
    known_until=_KNOWN,
)

STANDARD_SHARE: Final = DatedTable(
    name="share of the charge that is labour in standard-value services",
    law="IL 67 kap. 11 a §",
    unit="fraction of the charge",
    source="the act",
    rows=(Row(date(2021, 1, 1), Fraction(1, 2)),),
    known_until=_KNOWN,
)

HEAT_PUMP_SHARE: Final = DatedTable(
    name="share of the contract that is labour when an air-to-air heat pump is installed at a fixed price",
    law="HFD 2017:46, IL 67 kap. 18 §",
    unit="fraction of the contract including VAT",
    source="Skatteverket, legal guidance",
    rows=(
        Row(
            date(2017, 1, 1),
            Fraction(3, 10),
            note="a standard share for houses, where the labour cannot be told; known since the year of the judgment",
        ),
    ),
    known_until=_KNOWN,
)

CAPS: Final = DatedTable(
    name="yearly caps per person",
    law="IL 67 kap. 19 §, HUSFL 7 §",
    unit="SEK per payment year",
    source="the acts; prop. 2023/24:86",
    rows=(
        _caps(date(2025, 1, 1), rot=50_000, rut=75_000, together=75_000),
        _caps(
            date(2024, 7, 1),
            rot=75_000,
            rut=75_000,
            together=150_000,
            note="counts for the whole of 2024 in the final tax; payouts on earlier payments kept the earlier caps",
        ),
        _caps(date(2021, 1, 1), rot=50_000, rut=75_000, together=75_000, confidence="S"),
        _caps(
            date(2019, 7, 1),
            rot=50_000,
            rut=50_000,
            together=50_000,
            confidence="S",
            note="counts for the whole of 2019 in the final tax",
        ),
        _caps(date(2016, 1, 1), rot=50_000, rut=25_000, together=50_000, rut_senior=50_000),
    ),
    known_until=_KNOWN,
)

ADULT_AGE: Final = DatedTable(
    name="age the buyer reaches at the latest in the payment year",
    law="IL 67 kap. 11 §",
    unit="years",
    source="the act",
    rows=(Row(_START, 18),),
    known_until=_KNOWN,
)

REQUEST_DEADLINE: Final = DatedTable(
    name="last day to request payout, in the year after payment",
    law="HUSFL 8 §, lag (1930:173) 2 §",
    unit="month and day; on a Saturday, Sunday or holiday the next weekday",
    source="Skatteverket",
    rows=(Row(_START, YearDay(1, 31)),),
    known_until=_KNOWN,
)

REPAYMENT_FORM: Final = DatedTable(
    name="form with which a payout decided too high is given back",
    law="HUSFL, Skatteverket's form",
    unit="form, while the payment year runs; after that Skatteverket is told in writing",
    source="read second-hand",
    rows=(Row(_START, "SKV 4533", confidence="S"),),
    known_until=_KNOWN,
)

MOST_CASES: Final = DatedTable(
    name="cases in one request file",
    law="Skatteverket, rules for importing a file",
    unit="cases at most",
    source="Skatteverket",
    rows=(Row(_START, 100),),
    known_until=_KNOWN,
)

_AREAS: Final = (  # in the order of the schema, each with the first day it gives a deduction
    (WorkArea(DeductionKind.ROT, "Bygg"), _START),
    (WorkArea(DeductionKind.ROT, "El"), _START),
    (WorkArea(DeductionKind.ROT, "GlasPlatarbete"), _START),
    (WorkArea(DeductionKind.ROT, "MarkDraneringarbete"), _START),
    (WorkArea(DeductionKind.ROT, "Murning"), _START),
    (WorkArea(DeductionKind.ROT, "MalningTapetsering"), _START),
    (WorkArea(DeductionKind.ROT, "Vvs"), _START),
    (WorkArea(DeductionKind.RUT, "Stadning"), _START),
    (WorkArea(DeductionKind.RUT, "KladOchTextilvard"), _START),
    (WorkArea(DeductionKind.RUT, "Snoskottning"), _START),
    (WorkArea(DeductionKind.RUT, "Tradgardsarbete"), _START),
    (WorkArea(DeductionKind.RUT, "Barnpassning"), _START),
    (WorkArea(DeductionKind.RUT, "Personligomsorg"), _START),
    (WorkArea(DeductionKind.RUT, "Flyttjanster"), date(2016, 8, 1)),
    (WorkArea(DeductionKind.RUT, "ItTjanster"), date(2016, 8, 1)),
    (WorkArea(DeductionKind.RUT, "ReparationAvVitvaror"), date(2017, 1, 1)),
    (WorkArea(DeductionKind.RUT, "Moblering"), date(2021, 1, 1)),
    (WorkArea(DeductionKind.RUT, "TillsynAvBostad"), date(2021, 1, 1)),
    (WorkArea(DeductionKind.RUT, "TransportTillForsaljning", hours=False), date(2021, 1, 1)),
    (WorkArea(DeductionKind.RUT, "TvattVidTvattinrattning", hours=False), date(2021, 1, 1)),
    *((WorkArea(DeductionKind.GREEN, installation), date(2021, 1, 1)) for installation in INSTALLATIONS),
)


def _areas(since: date, note: str = "", confidence: Confidence = "C") -> Row[tuple[WorkArea, ...]]:
    value = tuple(area for area, first in _AREAS if first <= since)
    return Row(since, value, note=note, confidence=confidence)


WORK_AREAS: Final = DatedTable(
    name="work that gives a deduction, in the order of the request schema",
    law="IL 67 kap. 13-13 c §§, GRÖNFL",
    unit="element names",
    source="Skatteverket, schema version 6; green technology: public programs",
    rows=(
        _areas(date(2021, 1, 1)),
        _areas(
            date(2017, 1, 1), note="the day the repair of white goods was added is general knowledge", confidence="G"
        ),
        _areas(date(2016, 8, 1)),
        _areas(_START),
    ),
    known_until=_KNOWN,
)
