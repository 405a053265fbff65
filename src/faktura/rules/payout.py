"""The request for payout (begäran om utbetalning): which invoices are ripe, and one request of them.

`eligible_cases` makes a case of each person on each invoice that can be asked for now, and says of every other
invoice why not. `payout_request` gathers cases into one lawful request: one kind, one payment year, at most a
hundred cases.

A part-paid invoice is asked for in part: the same share of the deduction as of the amount the buyer owes, each year's
payments in that year's request, by the percentage of their day (`payout_parts`). What that leaves over can never be asked for:
it is told, and claimed from the buyer (`payout_waiver`). Of green technology the final payment decides since 2025, so it is
asked for when everything is paid. What credit notes took before the request is not asked for.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import frozen

from faktura.core.deduction import Deduction, DeductionKind
from faktura.core.document import DocumentKind
from faktura.core.errors import Refused
from faktura.core.identity import Identity
from faktura.core.money import Money, total
from faktura.core.payout_request import PayoutCase, PayoutRequest
from faktura.core.wording import Language, sentence
from faktura.rules.deductions import ORE
from faktura.rules.green_technology import final_payment_decides
from faktura.rules.law.book import LawBook
from faktura.rules.payout_cap import EarlierRequest, over_cap
from faktura.rules.payout_cases import cases_of
from faktura.rules.payout_check import case_fault, kind_of, request_deadline
from faktura.rules.payout_paid import BuyerPayment, PaidDeduction, paid_deduction, payment_day
from faktura.rules.payout_parts import PersonPart, grown_shares, person_parts
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

__all__ = [
    "BuyerPayment",
    "EarlierRequest",
    "Eligible",
    "LeftOut",
    "PaidDeduction",
    "eligible_cases",
    "grown_shares",
    "paid_deduction",
    "payment_day",
    "payout_request",
    "why_not",
]

_LONGEST_NAME: Final = 16
_NO_LIMIT: Mapping[str, Money] = MappingProxyType({})


@frozen(kw_only=True)
class LeftOut:
    """An invoice, or one person's part of it, that cannot be asked for now; `why` is the reason's code."""

    document_id: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()
    person_id: str = ""

    def explain(self, language: Language = "en") -> str:
        """Return why, in one sentence."""
        return sentence(self.why, language, **dict(self.facts))


@frozen(kw_only=True)
class Eligible:
    """The cases that can be asked for, and everything that cannot, with its reason."""

    cases: tuple[PayoutCase, ...]
    left_out: tuple[LeftOut, ...]


def eligible_cases(
    items: Iterable[PaidDeduction],
    *,
    kind: DeductionKind,
    year: int,
    on: date,
    law: LawBook,
    at_most: Mapping[str, Money] = _NO_LIMIT,
) -> Eligible:
    """Return the cases of *kind* and payment *year* that may be asked for *on* that day, and the rest with reasons.

    *at_most* says by person what to ask for in all, öre dropped, when that is less than what could be: the others of the
    family, or other sellers, have used the rest of the cap.
    """
    cases: list[PayoutCase] = []
    left_out: list[LeftOut] = []
    most = {person_id: amount.minor // ORE for person_id, amount in at_most.items()}
    for item in items:
        why = why_not(item, kind=kind, year=year, on=on, law=law)
        if why is not None:
            facts = (("number", item.document.number), *why[1])
            left_out.append(LeftOut(document_id=item.document.id, why=why[0], facts=facts))
            continue
        deduction = item.left
        assert deduction is not None  # noqa: S101 - or there was a reason
        persons, told = person_parts(item, deduction, until=year, law=law), len(cases) + len(left_out)
        for person in persons:
            cases += _ask(item, deduction, person, year=year, on=on, law=law, most=most, left_out=left_out)
        if len(cases) + len(left_out) == told:
            left_out.append(_nothing(item, persons, year))
    return Eligible(cases=tuple(cases), left_out=tuple(left_out))


def _ask(
    item: PaidDeduction,
    deduction: Deduction,
    person: PersonPart,
    *,
    year: int,
    on: date,
    law: LawBook,
    most: dict[str, int],
    left_out: list[LeftOut],
) -> list[PayoutCase]:
    """Return the cases of one person on one invoice; what is not asked for is added to *left_out*."""

    def leave(why: str, *facts: tuple[str, str]) -> None:
        facts = (("number", item.document.number), *facts)
        left_out.append(LeftOut(document_id=item.document.id, why=why, facts=facts, person_id=person.person_id))

    askable = person.askable(year)
    take = min(askable, max(most.get(person.person_id, askable), 0))
    cases = []
    for case in cases_of(item.document, deduction, person, year=year, take=take):
        fault = case_fault(case, on=on, law=law)
        if fault is None:
            cases.append(case)
        else:
            leave(fault.code, *(fact for fact in fault.facts if fact[0] != "number"))
    if person.person_id in most:
        most[person.person_id] -= sum(case.requested for case in cases)
    if person.asked_in_all > person.granted:
        leave("payout.over_requested", ("requested", str(person.asked_in_all)), ("left", str(person.granted)))
    if take < askable:
        leave("payout.less", ("amount", str(askable - take)))
    by_law = sum(part.ripe - part.allowed for part in person.parts if part.span.last.year == year)
    if beyond := min(by_law, person.beyond):
        leave("payout.beyond", ("amount", str(beyond)), ("year", str(year)))
    return cases


def _nothing(item: PaidDeduction, persons: Iterable[PersonPart], year: int) -> LeftOut:
    """Say why an invoice that something is left of has no case: it is to be asked for in another year, or later."""
    other = [one.on for one in item.reached if one.on.year != year]
    earlier = any(person.askable(at) for person in persons for at in person.years if at != year)
    facts = [("number", item.document.number)]
    if not other or not (earlier or other[-1].year > year):
        return LeftOut(document_id=item.document.id, why="payout.nothing", facts=tuple(facts))
    facts += [("paid_on", other[-1].isoformat()), ("year", str(year))]
    return LeftOut(document_id=item.document.id, why="payout.other_year", facts=tuple(facts))


_Why = tuple[str, tuple[tuple[str, str], ...]]


def why_not(item: PaidDeduction, *, kind: DeductionKind, year: int, on: date, law: LawBook) -> _Why | None:
    """Return why nothing of the invoice can be asked for, code and facts, the weightiest reason first; or none."""
    document, deduction = item.document, item.left
    if document.kind is DocumentKind.CREDIT_NOTE:
        return "payout.credit_note", ()
    if deduction is None or not (document.deduction and document.deduction.amount):
        return "payout.no_deduction", ()
    if deduction.kind is not kind:
        return "payout.other_kind", (("kind", kind.label),)
    return _about_credit(item, deduction) or _about_payment(item, deduction, year, on, law)


def _about_credit(item: PaidDeduction, deduction: Deduction) -> _Why | None:
    """Say what credit notes and earlier requests leave nothing of."""
    if item.credited > item.document.amount_due - item.due:
        return "payout.credited", (("credited", str(item.credited)),)
    requested = total((one.amount for one in item.requested_before), "SEK")
    waived = total((one.amount for one in item.waived), "SEK")
    if requested > deduction.amount:
        return "payout.over_requested", (("requested", str(requested)), ("left", str(deduction.amount)))
    if not deduction.amount:
        return "payout.credited_whole", ()
    if item.paid.minor <= 0 < item.due.minor:
        return "payout.unpaid", ()
    if requested >= deduction.amount:
        return "payout.requested", (("requested", str(requested)),)
    if requested + waived >= deduction.amount:
        return "payout.waived", (("waived", str(waived)), ("requested", str(requested)))
    return None


def _about_payment(item: PaidDeduction, deduction: Deduction, year: int, on: date, law: LawBook) -> _Why | None:
    days = [one.on for one in item.reached if one.on.year == year]
    if not days:
        return "payout.other_year", (("paid_on", item.paid_on.isoformat()), ("year", str(year)))
    paid_on = days[-1]
    if (done := _done_on(item)) > on:
        return "payout.not_done", (("done", done.isoformat()),)
    last = law.request_deadline.at(paid_on)
    if done > (latest := date(year + 1, last.month, last.day)):  # the day of the act, on a Sunday too
        return "payout.done_late", (("done", done.isoformat()), ("latest", latest.isoformat()))
    if (deadline := request_deadline(paid_on, law)) < on:
        return "payout.too_late", (("deadline", deadline.isoformat()),)
    green = deduction.kind is DeductionKind.GREEN
    if green and item.paid < item.due and final_payment_decides(paid_on, law):
        return "payout.not_final", ()
    return None


def _done_on(item: PaidDeduction) -> date:
    document = item.document
    if document.delivery_date is not None:
        return document.delivery_date
    return document.period.end if document.period is not None else document.issue_date


def payout_request(
    cases: tuple[PayoutCase, ...],
    *,
    name: str,
    on: date,
    law: LawBook,
    performer: Identity | None = None,
    earlier: Iterable[EarlierRequest] = (),
) -> PayoutRequest | Refused:
    """Return one request of *cases* to send *on* that day, or the first thing that Skatteverket would refuse.

    *performer* is the seller, who can be no buyer (IL 67 kap. 15 §); the request for green technology names it.
    With the *earlier* requests of the same seller nobody is asked for above the yearly cap in several either.

    Raises:
        LawNotKnown: A table does not reach the day of payment or of the request.
    """
    most = law.most_cases.at(on)
    if not 1 <= len(name.strip()) <= _LONGEST_NAME or name != name.strip():
        return Refused(code="payout.name", facts=(("name", name[:40]), ("most", str(_LONGEST_NAME))))
    if not 1 <= len(cases) <= most:
        return Refused(
            code="payout.count", law=law.most_cases.law, facts=(("count", str(len(cases))), ("most", str(most)))
        )
    for case in cases:
        fault = case_fault(case, on=on, law=law)
        if fault is not None:
            return fault
        if performer is not None and performer.full == case.buyer.full:
            return Refused(code="payout.own_work", law="IL 67 kap. 15 §", facts=(("number", case.invoice_number),))
    kinds = {kind for case in cases if (kind := kind_of(case, law)) is not None}
    if len(kinds) > 1:
        return Refused(code="payout.mixed", law="HUSFL 8 §")
    years = sorted({case.paid_on.year for case in cases})
    if len(years) > 1:
        return Refused(code="payout.years", law="HUSFL 8 §", facts=(("years", ", ".join(map(str, years))),))
    kind = kinds.pop()
    named = performer if kind is DeductionKind.GREEN else None
    return over_cap(cases, kind, earlier, law) or PayoutRequest(name=name, kind=kind, cases=cases, performer=named)
