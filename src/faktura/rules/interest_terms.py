"""Agreed interest (avtalad dröjsmålsränta): what of the parties' terms holds.

Between businesses a clause that takes interest away is void, and towards a public body one that lowers it; then the
statutory rate holds (räntelagen 4 a, 6 §§). A fixed rate of nothing takes it away as well. A debt that bore interest
before it was due keeps that rate, at least the statutory one (7 §).

>>> day = date(2026, 3, 1)
>>> terms = lawful_interest(InterestKind.NONE, Decimal(0), debtor=DebtorKind.COMPANY, creditor_chose=False, on=day)
>>> terms.kind.value, terms.findings[0].code
('statutory', 'interest.clause_void')
"""

from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from faktura.core.document import InterestKind
from faktura.core.errors import Finding
from faktura.core.receivable import DebtorKind
from faktura.rules.interest import bears_none, late_rate
from faktura.rules.law.book import SWEDEN, LawBook
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences

VOID_LAW: Final = "räntelagen (1975:635) 4 a, 6 §§"


@frozen(kw_only=True)
class LawfulInterest:
    """What holds: the kind and rate or margin, and what is said against the clause as it was written."""

    kind: InterestKind
    percent: Decimal
    findings: tuple[Finding, ...] = ()


def lawful_interest(
    kind: InterestKind,
    percent: Decimal,
    *,
    debtor: DebtorKind,
    on: date,
    creditor_chose: bool = True,
    law: LawBook = SWEDEN,
) -> LawfulInterest:
    """Return which interest terms hold against *debtor*.

    *creditor_chose*: the creditor leaves interest out of its own will, which it may; a clause the debtor
    put in does not bind it. *on* is the day on which a rate is held against the statutory one, as a rule
    the day of the agreement.

    Raises:
        LawNotKnown: The statutory rate is not known for the day.
    """
    statutory = LawfulInterest(
        kind=InterestKind.STATUTORY,
        percent=law.late_margin.at(on),
        findings=(Finding(code="interest.clause_void", path="terms.interest", severity="warning", law=VOID_LAW),),
    )
    business = debtor in (DebtorKind.COMPANY, DebtorKind.PUBLIC_AUTHORITY)
    if business and bears_none(kind, percent) and not creditor_chose:
        return statutory
    if debtor is DebtorKind.PUBLIC_AUTHORITY and not creditor_chose:
        ours = late_rate(kind, percent, law=law, on=on).percent
        if ours < late_rate(InterestKind.STATUTORY, percent, law=law, on=on).percent:
            return statutory
    return LawfulInterest(kind=kind, percent=percent)


def rate_after_due(bearing: Decimal, *, law: LawBook, on: date) -> Decimal:
    """Return the rate after the due date of a debt that bore *bearing* percent before it: at least the statutory one.

    >>> from faktura.rules.law.book import SWEDEN
    >>> rate_after_due(Decimal("6"), law=SWEDEN, on=date(2026, 3, 1)), rate_after_due(Decimal("18"), law=SWEDEN, on=date(2026, 3, 1))
    (Decimal('10.00'), Decimal('18'))
    """
    return max(bearing, late_rate(InterestKind.STATUTORY, bearing, law=law, on=on).percent)
