"""The request for payout (begäran om utbetalning) of ROT and RUT: which invoices are ripe, and one request of them.

`eligible_cases` makes a case of each person on each invoice that can be asked for now, and says of every other
invoice why not. `payout_request` gathers cases into one lawful request: one kind, one payment year, at most a
hundred cases.

A part-paid invoice is asked for in part: the same share of the deduction as of the amount the buyer owes. All
that was asked for before plus this time's is the whole krona below that share, so the parts add up to the
deduction when the last is paid. Labour, hours, material and other costs of a case are those of the whole job.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

from faktura.core.deduction import Deduction, DeductionKind
from faktura.core.document import Document, DocumentKind
from faktura.core.errors import Refused
from faktura.core.money import Money
from faktura.core.payout_request import PayoutCase, PayoutRequest, RequestedWork
from faktura.core.receivable import EntryKind, Receivable
from faktura.core.wording import Language, sentence
from faktura.rules.deductions import ORE
from faktura.rules.law.book import LawBook
from faktura.rules.payout_check import case_fault, kind_of, request_deadline
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

_LONGEST_NAME: Final = 16


@frozen(kw_only=True)
class PaidDeduction:
    """An invoice with a deduction, and what the buyer has paid of it.

    Attributes:
        paid: Everything paid of the amount due so far, fees and interest not counted.
        paid_on: The day the last of it left the buyer's account; it decides the year.
        requested_before: What earlier requests asked for on this invoice, all persons together, whole kronor.
        credited: What credit notes and netting have taken of the amount due.
    """

    document: Document
    paid: Money
    paid_on: date
    requested_before: Money = Money(0)
    credited: Money = Money(0)


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


def paid_deduction(
    document: Document, receivable: Receivable, *, requested_before: Money | None = None, paid_on: date | None = None
) -> PaidDeduction:
    """Return what the buyer's *receivable* says was paid of *document*.

    A debt settled but for less than a krona of rounding is paid in full. The day of payment is the last
    booking day, unless *paid_on* gives the day the money left the buyer's account: at the turn of a year
    the two can fall in different years.
    """
    paid = -sum(entry.parts.principal.minor for entry in receivable.entries if entry.kind is EntryKind.PAID)
    if not receivable.left.principal and abs(receivable.moved(EntryKind.WRITTEN_OFF)).minor < ORE:
        paid -= receivable.moved(EntryKind.WRITTEN_OFF).minor
    booked = [entry.on for entry in receivable.entries if entry.kind is EntryKind.PAID and entry.parts.sum.minor < 0]
    return PaidDeduction(
        document=document,
        paid=Money(paid, receivable.principal.currency),
        paid_on=paid_on or max(booked, default=receivable.due),
        requested_before=requested_before or Money(0),
        credited=-receivable.moved(EntryKind.NETTED),
    )


def eligible_cases(
    items: Iterable[PaidDeduction], *, kind: DeductionKind, year: int, on: date, law: LawBook
) -> Eligible:
    """Return the cases of *kind* and payment *year* that may be asked for *on* that day, and the rest with reasons."""
    cases: list[PayoutCase] = []
    left_out: list[LeftOut] = []
    for item in items:
        why = _why_not(item, kind, year, on, law)
        if why is not None:
            facts = (("number", item.document.number), *why[1])
            left_out.append(LeftOut(document_id=item.document.id, why=why[0], facts=facts))
            continue
        for person_id, case in _cases(item):
            fault = case_fault(case, on=on, law=law)
            if fault is None:
                cases.append(case)
            else:
                left_out.append(
                    LeftOut(document_id=case.document_id, why=fault.code, facts=fault.facts, person_id=person_id)
                )
    return Eligible(cases=tuple(cases), left_out=tuple(left_out))


_Why = tuple[str, tuple[tuple[str, str], ...]]


def _why_not(item: PaidDeduction, kind: DeductionKind, year: int, on: date, law: LawBook) -> _Why | None:
    """Return why nothing of the invoice can be asked for, the weightiest reason first."""
    document, deduction = item.document, item.document.deduction
    if document.kind is DocumentKind.CREDIT_NOTE:
        return "payout.credit_note", ()
    if deduction is None or not deduction.amount:
        return "payout.no_deduction", ()
    if deduction.kind is not kind:
        return "payout.other_kind", (("kind", kind.name),)
    if item.credited.minor > 0:
        return "payout.credited", (("credited", str(item.credited)),)
    if item.paid.minor <= 0 < document.amount_due.minor:
        return "payout.unpaid", ()
    if item.requested_before >= deduction.amount:
        return "payout.requested", (("requested", str(item.requested_before)),)
    if item.paid_on.year != year:
        return "payout.other_year", (("paid_on", item.paid_on.isoformat()), ("year", str(year)))
    if (done := _done_on(document)) > on:
        return "payout.not_done", (("done", done.isoformat()),)
    if (deadline := request_deadline(item.paid_on, law)) < on:
        return "payout.too_late", (("deadline", deadline.isoformat()),)
    if _ripe(item, deduction) <= item.requested_before.minor // ORE:
        return "payout.nothing", ()
    return None


def _done_on(document: Document) -> date:
    if document.delivery_date is not None:
        return document.delivery_date
    return document.period.end if document.period is not None else document.issue_date


def _ripe(item: PaidDeduction, deduction: Deduction) -> int:
    """Return the kronor that may have been asked for in all, by the share of the amount due that is paid."""
    due, paid = item.document.amount_due.minor, item.paid.minor
    granted = deduction.amount.minor // ORE
    return granted if paid >= due else granted * paid // due


def _cases(item: PaidDeduction) -> list[tuple[str, PayoutCase]]:
    """Return person and case for every share that has grown since the last request."""
    document, deduction = item.document, item.document.deduction
    assert deduction is not None  # noqa: S101 - the caller has asked
    granted = [share.amount.minor // ORE for share in deduction.shares]
    before = grown_shares(item.requested_before.minor // ORE, granted)
    ripe = grown_shares(_ripe(item, deduction), granted)
    prices = deduction.labour.allocate(granted)
    works, others = _works(deduction, granted), deduction.other_cost.allocate(granted)
    by_buyer = deduction.labour.minor - deduction.amount.minor
    cases = []
    for index, share in enumerate(deduction.shares):
        if ripe[index] == before[index]:
            continue
        paid, earlier = (kronor[index] * by_buyer // deduction.amount.minor for kronor in (ripe, before))
        case = PayoutCase(
            document_id=document.id,
            invoice_number=document.number,
            buyer=share.identity,
            paid_on=item.paid_on,
            price_of_work=prices[index].minor // ORE,
            paid=paid - earlier,
            requested=ripe[index] - before[index],
            other_cost=others[index].minor // ORE,
            works=works[index],
            dwelling=deduction.dwelling,
        )
        cases.append((share.person_id, case))
    return cases


def _works(deduction: Deduction, granted: list[int]) -> list[tuple[RequestedWork, ...]]:
    """Return each person's hours and material, split as the deduction is."""
    rows: list[list[RequestedWork]] = [[] for _ in granted]
    for work in deduction.works:
        material = work.material.allocate(granted)
        hours = Money(work.hours or 0).allocate(granted)  # a unit is an hour here
        for row, part, time in zip(rows, material, hours, strict=True):
            counted = None if work.hours is None and not work.material else time.minor
            row.append(RequestedWork(type=work.type, hours=counted, material=part.minor // ORE))
    return [tuple(row) for row in rows]


def grown_shares(kronor: int, granted: list[int]) -> list[int]:
    """Split *kronor* in proportion to *granted* so that nobody's share shrinks as the sum grows.

    At the full sum everybody has what is granted. The greatest quotient of granted and next krona takes it.

    >>> grown_shares(1000, [1501, 1500]), grown_shares(3001, [1501, 1500])
    ([500, 500], [1501, 1500])
    """
    whole = sum(granted)
    shares = [kronor * one // whole for one in granted]
    for _ in range(kronor - sum(shares)):
        best = max(range(len(granted)), key=lambda index: (Fraction(granted[index], shares[index] + 1), -index))
        shares[best] += 1
    return shares


def payout_request(cases: tuple[PayoutCase, ...], *, name: str, on: date, law: LawBook) -> PayoutRequest | Refused:
    """Return one request of *cases* to send *on* that day, or the first thing that Skatteverket would refuse.

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
    kinds = {kind for case in cases if (kind := kind_of(case, law)) is not None}
    if len(kinds) > 1:
        return Refused(code="payout.mixed", law="HUSFL 8 §")
    years = sorted({case.paid_on.year for case in cases})
    if len(years) > 1:
        return Refused(code="payout.years", law="HUSFL 8 §", facts=(("years", ", ".join(map(str, years))),))
    kind = kinds.pop()
    return _over_cap(cases, kind, law) or PayoutRequest(name=name, kind=kind, cases=cases)


def _over_cap(cases: tuple[PayoutCase, ...], kind: DeductionKind, law: LawBook) -> Refused | None:
    """Refuse a request that alone goes above somebody's yearly cap; what others asked for, only the buyer knows."""
    cap = law.deduction_caps.at(max(case.paid_on for case in cases))
    senior = cap.rut_senior or cap.rut
    most = cap.rot if kind is DeductionKind.ROT else max(cap.rut, senior)
    asked: dict[str, int] = {}
    for case in cases:
        asked[case.buyer.full] = asked.get(case.buyer.full, 0) + case.requested
    highest = max(asked.values())
    if highest * ORE > most.minor:
        facts = (("requested", str(highest)), ("cap", str(most.minor // ORE)))
        return Refused(code="payout.cap", law=law.deduction_caps.law, facts=facts)
    return None
