"""What Skatteverket will not be asked for becomes the buyer's debt, as what it refuses does (decision 49).

It can be too late, the work or the buyer can be outside the law, the percentage can have been another on the day of payment;
or the buyer has used up the cap with others. The buyer agreed to pay the price; HUSFL 7 § only says what Skatteverket pays.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from faktura.core.deduction import Deduction
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, total
from faktura.core.payout_event import PayoutWaived
from faktura.core.payout_request import RequestedShare
from faktura.rules.deduction_split import ORE
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.law.book import LawBook
from faktura.rules.payout import why_not
from faktura.rules.payout_cases import cases_of
from faktura.rules.payout_check import case_fault
from faktura.rules.payout_paid import PaidDeduction
from faktura.rules.payout_parts import PersonPart, person_parts
from faktura.rules.payout_transfer import pass_to_buyer
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

FINAL: Final = frozenset({"payout.too_early", "payout.too_late", "payout.done_late", "payout.under_age"})
"""The reasons that no waiting mends."""

_NOTHING: Final = Money(0)


def never_asked(item: PaidDeduction, *, on: date, law: LawBook) -> tuple[RequestedShare, ...]:
    """Return what of the paid part of the deduction can never be asked for, as it is known *on* that day, by person.

    Raises:
        LawNotKnown: A table does not reach a day of payment.
    """
    deduction, days = item.left, [one.on for one in item.reached]
    if deduction is None or not deduction.amount or not days or item.document.sign < 0:
        return ()
    found = []
    for person in person_parts(item, deduction, until=days[-1].year, law=law):
        still = sum(_still(item, deduction, person, year, on, law) for year in person.years)
        lost = min(person.ripe - person.asked_in_all - person.waived, person.room) - min(still, person.room)
        if lost > 0:
            found.append(RequestedShare(person_id=person.person_id, amount=Money(lost * ORE)))
    return tuple(found)


def _still(item: PaidDeduction, deduction: Deduction, person: PersonPart, year: int, on: date, law: LawBook) -> int:
    """Return what can still be asked for of what *person* paid in *year*, now or when what is missing is there."""
    why = why_not(item, kind=deduction.kind, year=year, on=on, law=law)
    if why is not None and why[0] in FINAL:
        return 0
    faults = (
        (case.requested, case_fault(case, on=on, law=law))
        for case in cases_of(item.document, deduction, person, year=year, take=person.askable(year))
    )
    return sum(kronor for kronor, fault in faults if fault is None or fault.code not in FINAL)


def waive_payout(
    item: PaidDeduction, amounts: Mapping[str, Money], *, waiver_id: str, on: date, pay_within: int = 30
) -> tuple[Event, ...] | Refused:
    """Return the events after which the buyer is to pay *amounts* in all, by person, that Skatteverket is never asked for.

    Less than is waived already takes the difference back, zero all of it; the same again is refused as nothing new.
    So is what is not whole kronor (HUSFL 5 §), or more than is not asked for.
    """
    deduction = item.left
    granted = deduction.shares if deduction is not None and item.document.sign > 0 else ()
    left = {share.person_id: share.amount for share in granted}
    for one in item.requested_before:
        left[one.person_id] = left.get(one.person_id, _NOTHING) - one.amount
    waived = _by_person(item.waived)
    for person_id, amount in amounts.items():
        most = max(left.get(person_id, _NOTHING), _NOTHING)
        back = amount <= waived.get(person_id, _NOTHING) if amount.currency == "SEK" else False
        if amount.currency != "SEK" or amount.minor < 0 or amount.minor % ORE or (amount > most and not back):
            facts = (("person", person_id), ("amount", str(amount)), ("most", str(most)))
            return Refused(code="payout.waive", law="HUSFL 5, 7 §§", facts=facts)
    shares = tuple(
        RequestedShare(person_id=person_id, amount=amount - waived.get(person_id, _NOTHING))
        for person_id, amount in amounts.items()
        if amount != waived.get(person_id, _NOTHING)
    )
    if not shares:
        return Refused(code="payout.nothing_lost", facts=(("number", item.document.number),))
    tax_id = item.document.id + TAX_AGENCY_SUFFIX
    event = PayoutWaived(receivable_id=tax_id, waiver_id=waiver_id, on=on, shares=shares)
    passes = total((share.amount for share in shares), "SEK")
    if not passes:
        return (event,)  # from one person to the other: the debt stays where it is
    return (event, *pass_to_buyer(item.document.id, passes, transfer_id=waiver_id, on=on, pay_within=pay_within))


def waived_and_lost(item: PaidDeduction, *, on: date, law: LawBook) -> dict[str, Money]:
    """Return what the buyer is to pay of each person's part: what is waived, and what can never be asked for."""
    return _by_person((*item.waived, *never_asked(item, on=on, law=law)))


def _by_person(shares: Iterable[RequestedShare]) -> dict[str, Money]:
    found: dict[str, Money] = {}
    for one in shares:
        found[one.person_id] = found.get(one.person_id, _NOTHING) + one.amount
    return found
