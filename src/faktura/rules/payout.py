"""The request for payout (begäran om utbetalning): which invoices are ripe, and one request of them.

`eligible_cases` makes a case of each person on each invoice that can be asked for now, and says of every other
invoice why not. `payout_request` gathers cases into one lawful request: one kind, one payment year, at most a
hundred cases.

A part-paid invoice is asked for in part: the same share of the deduction as of the amount the buyer owes. All
that was asked for before plus this time's is the whole krona below that share, so the parts add up to the
deduction when the last is paid. Labour, hours, material and other costs of a case are those of the whole job.
Of green technology the final payment decides since 2025, so it is asked for when everything is paid. What
credit notes took before the request is not asked for.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import frozen

from faktura.core.deduction import Deduction, DeductionKind
from faktura.core.document import CreditNote, Document, DocumentKind
from faktura.core.errors import Refused
from faktura.core.identity import Identity
from faktura.core.money import Money, total
from faktura.core.payout_request import PayoutCase, PayoutRequest
from faktura.core.receivable import EntryKind, Receivable
from faktura.core.wording import Language, sentence
from faktura.rules.deduction_instalments import paid_part
from faktura.rules.deduction_left import deduction_left
from faktura.rules.deductions import ORE
from faktura.rules.green_technology import final_payment_decides
from faktura.rules.law.book import LawBook
from faktura.rules.payout_cases import cases_of, grown_shares
from faktura.rules.payout_check import case_fault, kind_of, request_deadline
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

__all__ = [
    "Eligible",
    "LeftOut",
    "PaidDeduction",
    "eligible_cases",
    "grown_shares",
    "paid_deduction",
    "payment_day",
    "payout_request",
]

_LONGEST_NAME: Final = 16


@frozen(kw_only=True)
class PaidDeduction:
    """An invoice with a deduction, and what the buyer has paid of it.

    Attributes:
        paid: Everything paid of the amount due so far, fees and interest not counted.
        paid_on: The day the last of it left the buyer's account; it decides the year.
        requested_before: What earlier requests asked for on this invoice, all persons together, whole kronor.
        credited: What credit notes and netting have taken of the amount due.
        credits: The invoice's own credit notes; what they took of the deduction is not asked for.
    """

    document: Document
    paid: Money
    paid_on: date
    requested_before: Money = Money(0)
    credited: Money = Money(0)
    credits: tuple[CreditNote, ...] = ()

    @property
    def due(self) -> Money:
        """What the buyer owes of the invoice when its own credit notes are taken from it."""
        return self.document.amount_due - total((note.amount_due for note in self.credits), self.document.currency)


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


def payment_day(*, debited: date | None, credited: date) -> date:
    """Return the day of payment: when the money left the buyer's account, or came to the seller if that is not known.

    >>> payment_day(debited=date(2025, 12, 30), credited=date(2026, 1, 2)).isoformat()
    '2025-12-30'
    """
    return credited if debited is None else debited


def paid_deduction(
    document: Document,
    receivable: Receivable,
    *,
    requested_before: Money | None = None,
    paid_on: date | None = None,
    credits: tuple[CreditNote, ...] = (),
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
        paid_on=payment_day(debited=paid_on, credited=max(booked, default=receivable.due)),
        requested_before=requested_before or Money(0),
        credited=-receivable.moved(EntryKind.NETTED),
        credits=credits,
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
        for person_id, case in _ripe_cases(item):
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
    document, deduction = item.document, _left(item)
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
    if item.requested_before > deduction.amount:
        facts = (("requested", str(item.requested_before)), ("left", str(deduction.amount)))
        return "payout.over_requested", facts
    if not deduction.amount:
        return "payout.credited_whole", ()
    if item.paid.minor <= 0 < item.due.minor:
        return "payout.unpaid", ()
    if item.requested_before >= deduction.amount:
        return "payout.requested", (("requested", str(item.requested_before)),)
    return None


def _about_payment(item: PaidDeduction, deduction: Deduction, year: int, on: date, law: LawBook) -> _Why | None:
    document = item.document
    if item.paid_on.year != year:
        return "payout.other_year", (("paid_on", item.paid_on.isoformat()), ("year", str(year)))
    if (done := _done_on(document)) > on:
        return "payout.not_done", (("done", done.isoformat()),)
    last = law.request_deadline.at(item.paid_on)
    if done > (latest := date(item.paid_on.year + 1, last.month, last.day)):  # the day of the act, on a Sunday too
        return "payout.done_late", (("done", done.isoformat()), ("latest", latest.isoformat()))
    if (deadline := request_deadline(item.paid_on, law)) < on:
        return "payout.too_late", (("deadline", deadline.isoformat()),)
    green = deduction.kind is DeductionKind.GREEN
    if green and item.paid < item.due and final_payment_decides(item.paid_on, law):
        return "payout.not_final", ()
    if _ripe(item, deduction) <= item.requested_before.minor // ORE:
        return "payout.nothing", ()
    return None


def _done_on(document: Document) -> date:
    if document.delivery_date is not None:
        return document.delivery_date
    return document.period.end if document.period is not None else document.issue_date


def _left(item: PaidDeduction) -> Deduction | None:
    granted = item.document.deduction
    return None if granted is None else deduction_left(granted, item.credits)


def _ripe_cases(item: PaidDeduction) -> list[tuple[str, PayoutCase]]:
    deduction = _left(item)
    assert deduction is not None  # noqa: S101 - the caller has asked
    before = item.requested_before.minor // ORE
    return cases_of(item.document, deduction, paid_on=item.paid_on, before=before, ripe=_ripe(item, deduction))


def _ripe(item: PaidDeduction, deduction: Deduction) -> int:
    """Return the kronor that may have been asked for in all, by the share of the amount due that is paid."""
    part = paid_part(deduction.amount, deduction.labour, paid=item.paid, due=item.due)
    return part.request.minor // ORE


def payout_request(
    cases: tuple[PayoutCase, ...], *, name: str, on: date, law: LawBook, performer: Identity | None = None
) -> PayoutRequest | Refused:
    """Return one request of *cases* to send *on* that day, or the first thing that Skatteverket would refuse.

    *performer* is the seller, who can be no buyer (IL 67 kap. 15 §); the request for green technology names it.

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
    return _over_cap(cases, kind, law) or PayoutRequest(name=name, kind=kind, cases=cases, performer=named)


def _over_cap(cases: tuple[PayoutCase, ...], kind: DeductionKind, law: LawBook) -> Refused | None:
    """Refuse a request that alone goes above somebody's yearly cap; what others asked for, only the buyer knows."""
    most, act = _cap(kind, max(case.paid_on for case in cases), law)
    asked: dict[str, int] = {}
    for case in cases:
        asked[case.buyer.full] = asked.get(case.buyer.full, 0) + case.requested
    highest = max(asked.values())
    if highest * ORE > most.minor:
        facts = (("requested", str(highest)), ("cap", str(most.minor // ORE)))
        return Refused(code="payout.cap", law=act, facts=facts)
    return None


def _cap(kind: DeductionKind, on: date, law: LawBook) -> tuple[Money, str]:
    """Return the highest cap anybody has for *kind*, and the law it stands in."""
    if kind is DeductionKind.GREEN:
        return law.green_cap.at(on), law.green_cap.law
    cap = law.deduction_caps.at(on)
    most = cap.rot if kind is DeductionKind.ROT else max(cap.rut, cap.rut_senior or cap.rut)
    return most, law.deduction_caps.law
