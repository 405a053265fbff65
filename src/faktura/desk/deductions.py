"""ROT, RUT and green technology: what is ripe, the request file, the decision on it, the payout and what goes back."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache

import attrs
from attrs import field, frozen

from faktura.core.deduction import DeductionKind
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money, total
from faktura.core.payment import PaymentState
from faktura.core.payout_event import PayoutDecided
from faktura.core.payout_request import PayoutRequest, RequestedShare
from faktura.core.receivable import EntryKind
from faktura.core.receivable_event import PayoutRequested
from faktura.core.wording import Language, sentence
from faktura.desk import index
from faktura.desk.deduction_reading import asked_of, earlier_requests, granted_documents, original, paid_of
from faktura.desk.settling import settle
from faktura.desk.work import RECEIVABLE, View, Work, not_found
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.formats.skatteverket import decision as decision_format
from faktura.formats.skatteverket import green_request
from faktura.formats.skatteverket import request as request_format
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.payout import Eligible, eligible_cases, payout_request
from faktura.rules.payout_decision import Decided, DecidedShare, apply_decision, grant_by_hand, match_decision
from faktura.rules.payout_money import Repayment, after_credit, allocate_payout, repayment
from faktura.rules.payout_waiver import waive_payout, waived_and_lost
from faktura.rules.settlement import refund_credit

ORE: int = 100


@frozen(kw_only=True)
class RequestFile:
    """A request as made: what it asks for and the bytes to upload to Skatteverket's e-service."""

    request: PayoutRequest
    content: bytes = field(repr=False)


class Deductions:
    """The tax deductions of one sender."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def eligible(
        self,
        kind: DeductionKind,
        *,
        year: int | None = None,
        on: date | None = None,
        paid_on: Mapping[str, date] | None = None,
        at_most: Mapping[str, Money] | None = None,
    ) -> Eligible:
        """Return what can be asked for now of payments in *year*, and everything that cannot with its reason.

        *paid_on* says when the money left the buyer's account, where that is not the day the bank booked it here: by the
        id of a payment, or by that of an invoice for what came last of it. At the turn of a year it decides the year.
        *at_most* says by person what to ask for in all, when that is less than what could be.
        """
        day = on or self._place.day
        with self._place.view() as view:
            return self._eligible(
                view, kind, year=year or day.year, day=day, paid_on=paid_on or {}, at_most=at_most or {}
            )

    def request(
        self,
        kind: DeductionKind,
        *,
        name: str,
        year: int | None = None,
        on: date | None = None,
        only: Collection[str] = (),
        paid_on: Mapping[str, date] | None = None,
        at_most: Mapping[str, Money] | None = None,
    ) -> RequestFile:
        """Make the request file of everything that can be asked for, and record that it was asked for.

        Args:
            kind: ROT, RUT or green technology; they never share a file.
            name: The request's name at Skatteverket, 1-16 characters; its decision is found again by it.
            year: The payment year; this year by default.
            on: The day of the request; today by default.
            only: Ids of the invoices to ask for; all that are ripe by default. A file holds a hundred cases.
            paid_on: The day the money left the buyer's account, by payment or invoice, as in `eligible`.
            at_most: The most to ask for each person, by the host's id, when less than all is wanted. The rest can be
                asked for later, or claimed from the buyer (`claim_from_buyer`).

        Raises:
            RuleRefused: Nothing can be asked for, more than one file would be needed, or somebody would get more than
                the yearly cap with what was asked for before.
        """
        day, performer = on or self._place.day, self._place.sender.party.identity
        with self._place.work() as work:
            found = self._eligible(
                work, kind, year=year or day.year, day=day, paid_on=paid_on or {}, at_most=at_most or {}, only=only
            )
            request = payout_request(
                found.cases,
                name=name,
                on=day,
                law=self._place.law,
                performer=performer,
                earlier=earlier_requests(work),
            )
            if isinstance(request, Refused):
                raise request.error()
            green = request.kind is DeductionKind.GREEN
            content = green_request.write(request) if green else request_format.write(request)
            digest = work.keep_bytes(content)
            for document_id, shares in _asked_of(work, request).items():
                event = PayoutRequested(
                    receivable_id=document_id + TAX_AGENCY_SUFFIX,
                    request_name=name,
                    on=day,
                    amount=total((share.amount for share in shares), "SEK"),
                    shares=shares,
                    content=digest,
                )
                work.add(RECEIVABLE + event.receivable_id, [event])
            return RequestFile(request=request, content=content)

    def file(self, name: str) -> bytes:
        """Return the request file made under *name*, byte for byte: the call that made it may have lost its answer.

        Raises:
            NotFound: No request of that name was made.
        """
        with self._place.view() as view:
            rows = (json.load(index.DocumentRow, row.body) for row in view.reading.rows(index.ISSUED))
            for row in rows:
                for event in view.events(RECEIVABLE + row.id + TAX_AGENCY_SUFFIX) if row.deduction else ():
                    if isinstance(event, PayoutRequested) and event.request_name == name and event.content:
                        return view.content(event.content)
        raise not_found("request", name)

    def decide(self, data: bytes, *, on: date | None = None) -> Decided:
        """Read a decision file: what is refused becomes the customer's debt, VAT untouched; what is odd is told.

        The same file again says nothing new and does nothing.

        Raises:
            MalformedFile: The file cannot be read; nothing of it is stored.
            RuleRefused: It is for another seller.
        """
        decision, day = decision_format.read(data), on or self._place.day
        with self._place.work() as work:
            asked = [share for document in granted_documents(work) for share in asked_of(work, document)]
            found = match_decision(decision, asked, performer=self._place.sender.party.identity)
            if isinstance(found, Refused):
                raise found.error()
            kept = cache(lambda: work.keep_bytes(data))  # once, and not at all when it says nothing new
            for share in found.shares:
                self._apply(work, share, day, content=kept)
            return found

    def decide_by_hand(
        self, document_id: str, person_id: str, *, name: str, granted: Money, on: date | None = None
    ) -> DecidedShare:
        """Record what was granted of one person's part of an invoice in the request *name*, without a file.

        Raises:
            NotFound: Nothing was asked for there.
            RuleRefused: More than was asked for would be granted.
        """
        with self._place.work() as work:
            asked = [
                one
                for one in asked_of(work, work.document(document_id))
                if (one.person_id, one.request_name) == (person_id, name)
            ]
            if not asked:
                raise not_found("request", name)
            found = grant_by_hand(asked[0], granted)
            if isinstance(found, Refused):
                raise found.error()
            self._apply(work, found, on or self._place.day)
            return found

    def _apply(self, work: Work, share: DecidedShare, day: date, *, content: Callable[[], str] = str) -> None:
        document = work.document(share.share.document_id)
        tax = work.receivable(document.id + TAX_AGENCY_SUFFIX)
        asked = asked_of(work, document)
        for event in apply_decision(share, transfer_id=self._place.new_id(), on=day, tax=tax, asked=asked):
            if isinstance(event, PayoutDecided):
                event = attrs.evolve(event, content=content())
            _store(work, (event,))

    def claim_from_buyer(
        self,
        document_id: str,
        amounts: Mapping[str, Money] | None = None,
        *,
        on: date | None = None,
        paid_on: Mapping[str, date] | None = None,
    ) -> Money:
        """Let the buyer pay what Skatteverket will not be asked for, as when it refuses; return what passes over now.

        By default that is what can never be asked for, as things stand: too late, or more than the law of the day of
        payment gives. *amounts* says by person, in whole kronor, what the buyer is to pay in all: less than before takes
        the difference back, zero all of it. *paid_on* is as in `eligible`. The next reminder waits thirty days.

        Raises:
            RuleRefused: Nothing is lost that is not claimed already, or more would be claimed than is not asked for.
        """
        day = on or self._place.day
        with self._place.work() as work:
            item = paid_of(work, work.document(document_id), paid_on or {})
            wanted = waived_and_lost(item, on=day, law=self._place.law) if amounts is None else amounts
            before = work.receivable(document_id).outstanding
            _store(work, waive_payout(item, wanted, waiver_id=self._place.new_id(), on=day))
            return work.receivable(document_id).outstanding - before

    def settle_payout(self, payment_id: str, *, name: str) -> PaymentState:
        """Let one payment from Skatteverket settle its share of every invoice in the request *name*.

        Raises:
            RuleRefused: The decision is not read yet, or another sum came than was granted.
        """
        with self._place.work() as work:
            asked = [
                one
                for document in granted_documents(work)
                for one in asked_of(work, document)
                if one.request_name == name
            ]
            state = work.payment(payment_id)
            parts = allocate_payout(state.unallocated, asked)
            if isinstance(parts, Refused):
                raise parts.error()
            for part in parts:
                settle(
                    work,
                    payment_id,
                    part.receivable_id,
                    part.amount,
                    on=state.received_on,
                    by="manual",
                    why="matching.by_hand",
                    law=self._place.law,
                )
            return work.payment(payment_id)

    def repay(self, document_id: str, *, decided_on: date | None = None) -> Repayment:
        """Record that what Skatteverket paid too much is given back; the host makes the transfer.

        *document_id* is an invoice whose decision was lowered after the payout, or a credit note made after it.

        Raises:
            RuleRefused: Nothing is owed to Skatteverket.
        """
        with self._place.work() as work:
            state = work.receivable(document_id + TAX_AGENCY_SUFFIX)
            day = max(self._place.day, state.opened_on)
            year = paid_of(work, original(work, work.document(document_id)), {}).paid_on.year
            back = repayment(-state.outstanding, payment_year=year, on=day, law=self._place.law, decided_on=decided_on)
            if isinstance(back, Refused):
                raise back.error()
            refund = refund_credit(state, back.amount, refund_id=self._place.new_id(), on=day)
            if isinstance(refund, Refused):
                raise refund.error()
            work.add(RECEIVABLE + state.id, refund.receivable_events)
            return back

    def credit_advice(self, document_id: str, language: Language = "en") -> str:
        """Return, in one sentence, what crediting the invoice means for the request: before, after, or paid out."""
        with self._place.view() as view:
            state = view.receivable(document_id + TAX_AGENCY_SUFFIX)
            asked = asked_of(view, view.document(document_id))
            decided = [share.granted for share in asked if share.granted is not None]
            code = after_credit(
                total(state.requested, "SEK"), total(decided, "SEK") if decided else None, -state.moved(EntryKind.PAID)
            )
            return sentence(code, language)

    def _eligible(
        self,
        view: View,
        kind: DeductionKind,
        *,
        year: int,
        day: date,
        paid_on: Mapping[str, date],
        at_most: Mapping[str, Money],
        only: Collection[str] = (),
    ) -> Eligible:
        items = [paid_of(view, one, paid_on) for one in granted_documents(view) if not only or one.id in only]
        return eligible_cases(items, kind=kind, year=year, on=day, law=self._place.law, at_most=at_most)


def _asked_of(work: Work, request: PayoutRequest) -> dict[str, tuple[RequestedShare, ...]]:
    """Return what *request* asks for of each document, by person; the installations of one person together."""
    kronor: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case in request.cases:
        granted = work.document(case.document_id).deduction
        assert granted is not None  # noqa: S101 - it has a case
        person = next(share.person_id for share in granted.shares if share.identity == case.buyer)
        kronor[case.document_id][person] += case.requested
    return {
        id: tuple(
            RequestedShare(person_id=person, amount=Money(amount * ORE), year=request.cases[0].paid_on.year)
            for person, amount in persons.items()
        )
        for id, persons in kronor.items()
    }


def _store(work: Work, events: tuple[Event, ...] | Refused) -> None:
    if isinstance(events, Refused):
        raise events.error()
    for event in events:
        work.add(RECEIVABLE + str(getattr(event, "receivable_id", "")), [event])
