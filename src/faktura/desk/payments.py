"""Incoming payments of one sender: read, matched, settled; what stays is listed and decided by a person."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from itertools import compress

import attrs

from faktura.core.account import account_key
from faktura.core.errors import FormatError, Refused, RuleRefused
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, PaymentChannel, PaymentDecided, PaymentState
from faktura.core.wording import Language, Text, register
from faktura.desk import index
from faktura.desk.candidates import StoreCandidates, statistics_for
from faktura.desk.incoming import give_way, rest_of, store
from faktura.desk.known_payments import told_apart
from faktura.desk.received import CollectedFile, Explanation, Received, UnmatchedPayment
from faktura.desk.returned_payouts import returned_payouts
from faktura.desk.settling import free_from, recount, release, settle, settle_match
from faktura.desk.work import PAYMENT, RECEIVABLE, View, Work, not_found
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.formats.bank import read_payments
from faktura.ports.bank import BankFeed
from faktura.rules.matching.decision import MatchDecision, Matched
from faktura.rules.matching.match import match
from faktura.rules.settlement import (
    Settlement,
    ignore_rest,
    keep_rest,
    refund_credit,
    refund_rest,
    take_back_ignored,
    take_back_kept,
)


class Payments:
    """The payments of one sender."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def receive(self, data: bytes) -> Received:
        """Read a bank file, store its payments, and settle what matching is certain of.

        The same file again, or another file with the same payments or another report of the same deposits, has no
        second effect.

        Raises:
            MalformedFile: The file cannot be read; nothing of it is stored.
        """
        digest = hashlib.sha256(data).hexdigest()
        received = self.take(read_payments(data), cause=f"file {digest}", digest=digest)
        with self._place.view() as view:
            returned = returned_payouts(view, data, digest, received.new)
        return attrs.evolve(received, findings=(*received.findings, *returned))

    def take(self, payments: Sequence[IncomingPayment], *, cause: str = "", digest: str = "") -> Received:
        """Store *payments* from any source (a host's own reader, card sales, which count as own) and settle what is certain.

        A payment whose id is stored with another amount is another payment: its id then ends in `=` and its öre.
        """
        accounts = {"", *map(account_key, (*self._place.sender.accounts, *self._place.sender.receiving))}
        own = [one.account in accounts or one.channel is PaymentChannel.CARD for one in payments]
        ours, elsewhere = list(compress(payments, own)), tuple(compress(payments, [not one for one in own]))
        with self._place.work(cause=cause) as work:
            told = told_apart(work, ours)
            for payment in told.new:
                store(work, payment)
            for whole in told.sums:
                give_way(work, whole)
            work.flush()
            decisions = self._match(work, told.new)
            for decision in decisions:
                self._decide(work, decision)
        return Received(
            digest=digest,
            new=told.new,
            decisions=decisions,
            known=told.known,
            elsewhere=elsewhere,
            findings=told.findings,
        )

    def collect(self, feed: BankFeed) -> tuple[CollectedFile, ...]:
        """Receive every file that waits in *feed*, acknowledging each when it is stored.

        A file that cannot be read stays in the feed and is told; the others are not held up by it. So does one with
        payments to other accounts (`Received.elsewhere`): another sender may be waiting for it, or the account is
        missing in `Sender.receiving`. The host acknowledges it when all have read it.
        """
        collected = []
        for file in feed.fetch():
            try:
                received = self.receive(file.content)
            except FormatError as error:
                collected.append(CollectedFile(name=file.name, refusal=error))
                continue
            if not received.elsewhere:
                feed.acknowledge(file)
            collected.append(CollectedFile(name=file.name, received=received))
        return tuple(collected)

    def match_again(self) -> tuple[MatchDecision, ...]:
        """Match the untouched payments once more, and settle what has become certain: their invoice came later.

        What a person took apart is never put together again. Returns the new certain decisions.
        """
        with self._place.work() as work:
            work.money_came = True  # and settles by itself: no locked period refuses it
            rows = tuple(work.reading.rows(index.UNMATCHED))
            payments = [work.stored(IncomingPayment, row.body) for row in rows]
            states = {payment.id: work.payment(payment.id) for payment in payments}
            untouched = [payment for payment in payments if states[payment.id].unallocated == payment.amount]
            certain = []
            for decision in self._match(work, untouched):
                apart = set(states[decision.payment_id].released_by_hand)
                if isinstance(decision, Matched) and not apart & {one.item_id for one in decision.allocations}:
                    self._decide(work, decision)
                    certain.append(decision)
            return tuple(certain)

    def unmatched(self) -> tuple[UnmatchedPayment, ...]:
        """Return every payment with something left to decide, oldest first, with fresh suggestions."""
        with self._place.view() as view:
            rows = tuple(view.reading.rows(index.UNMATCHED))
            payments = [view.stored(IncomingPayment, row.body) for row in rows]
            states = [view.payment(payment.id) for payment in payments]
            rests = [rest_of(view, payment, state) for payment, state in zip(payments, states, strict=True)]
            decisions = self._match(view, rests)
        found = zip(payments, states, decisions, strict=True)
        return tuple(UnmatchedPayment(payment=p, state=state, decision=decision) for p, state, decision in found)

    def get(self, payment_id: str) -> IncomingPayment:
        """Return a payment as the bank gave it."""
        with self._place.view() as view:
            return view.incoming(payment_id)

    def state(self, payment_id: str) -> PaymentState:
        """Return what has become of a payment."""
        with self._place.view() as view:
            return view.payment(payment_id)

    def why(self, payment_id: str, language: Language = "en") -> str:
        """Return, in one sentence, what matching decided when the payment came, and why."""
        with self._place.view() as view:
            digest = view.payment(payment_id).explanation
            if not digest:
                raise not_found("decision", payment_id)
            return view.stored(Explanation, digest).sentence(language)

    def link(
        self, payment_id: str, document_id: str, *, amount: Money | None = None, on: date | None = None
    ) -> PaymentState:
        """Let a payment, or *amount* of it, settle a document: a person's decision, undone by a person only.

        Money that was kept as a credit balance is taken for it too.

        Raises:
            RuleRefused: The document has nothing left to pay, or the payment nothing left to give.
        """
        with self._place.work() as work:
            state, day = _incoming(work.payment(payment_id)), on or self._day(work, payment_id)
            wanted = (state.unallocated or state.kept) if amount is None else amount
            missing = wanted - state.unallocated
            if missing.minor > 0 and state.kept:
                freed_on = free_from(work, payment_id, day)
                freed = _accepted(take_back_kept(state, min(missing, state.kept), on=freed_on))
                work.add(PAYMENT + payment_id, freed.payment_events)
                state = work.payment(payment_id)
            left = work.receivable(document_id).outstanding
            if wanted.minor <= 0 or wanted > state.unallocated:
                raise RuleRefused("payments.nothing_left", payment=payment_id)
            if left.minor <= 0:
                raise RuleRefused("payments.nothing_owed", document=document_id)
            law, why = self._place.law, "matching.by_hand"
            settle(work, payment_id, document_id, wanted, on=day, by="manual", why=why, law=law)
            return work.payment(payment_id)

    def unlink(self, payment_id: str, document_id: str, *, on: date | None = None) -> PaymentState:
        """Undo every link between a payment and a document, exactly; automation never makes it again."""
        with self._place.work() as work:
            links = [one for one in work.payment(payment_id).allocations if one.receivable_id == document_id]
            if not links:
                raise RuleRefused("payments.not_linked", payment=payment_id, document=document_id)
            for one in links:
                release(work, payment_id, one, on=on or self._place.day)
            day = self._place.day
            recount(work, document_id, law=self._place.law, on=day, cause=f"{payment_id}:unlinked")
            return work.payment(payment_id)

    def keep(self, payment_id: str, *, customer_id: str, amount: Money | None = None) -> PaymentState:
        """Keep what is undecided as a credit balance of the customer."""

        def keep(state: PaymentState, day: date) -> Settlement | Refused:
            _incoming(state)
            if state.kept and state.kept_for != customer_id:
                return Refused(code="payments.kept_for", facts=(("payment", payment_id), ("kept_for", state.kept_for)))
            return keep_rest(state, customer_id=customer_id, on=day, amount=amount)

        return self._rest(payment_id, keep)

    def refund(self, payment_id: str, *, amount: Money | None = None, key: str = "") -> PaymentState:
        """Record that what is undecided is paid back to the payer; the host makes the transfer.

        With an idempotency *key* the same call again refunds nothing more.
        """
        refund_id = self._place.new_id()
        return self._rest(
            payment_id,
            lambda s, day: refund_rest(_incoming(s), refund_id=refund_id, on=day, amount=amount),
            key=key,
            call=f"refund {payment_id} {amount}",
        )

    def ignore(self, payment_id: str, *, reason: str, amount: Money | None = None) -> PaymentState:
        """Set aside what is undecided: money that has nothing to do with any document, or that the bank took back."""
        return self._rest(payment_id, lambda s, day: ignore_rest(s, reason=reason, on=day, amount=amount))

    def take_back(self, payment_id: str, *, reason: str) -> PaymentState:
        """Undo `keep` and `ignore`: everything kept or set aside is undecided again.

        A surplus taken as rounding is undone with its link only (`unlink`).
        """
        with self._place.work() as work:
            state = work.payment(payment_id)
            day = free_from(work, payment_id, self._place.day)
            if state.kept:
                kept = _accepted(take_back_kept(state, state.kept, on=day))
                work.add(PAYMENT + payment_id, kept.payment_events)
            rounding = sum(link.surplus.minor for link in state.allocations if link.surplus is not None)
            ignored = Money(state.ignored.minor - rounding, state.amount.currency)
            if ignored:
                aside = _accepted(take_back_ignored(state, ignored, reason=reason, on=day))
                work.add(PAYMENT + payment_id, aside.payment_events)
            return work.payment(payment_id)

    def refund_document(self, document_id: str, *, amount: Money | None = None, key: str = "") -> Money:
        """Record that an open credit note is paid back, wholly or in part; the host makes the transfer.

        Returns what is refunded. With an idempotency *key* the same call again refunds nothing more.

        Raises:
            RuleRefused: More would be paid back than is owed back.
        """
        call = f"refund_document {document_id} {amount}"
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return json.load(Money, earlier)
            state = work.receivable(document_id)
            wanted = -state.outstanding if amount is None else amount
            if wanted.minor <= 0:
                raise RuleRefused("payments.nothing_back", document=document_id)
            day = max(self._place.day, state.opened_on)
            refund = refund_credit(state, wanted, refund_id=self._place.new_id(), on=day)
            work.add(RECEIVABLE + document_id, _accepted(refund).receivable_events)
            work.remember(key, call, json.dump(wanted))
            return wanted

    def _rest(
        self,
        payment_id: str,
        rule: Callable[[PaymentState, date], Settlement | Refused],
        *,
        key: str = "",
        call: str = "",
    ) -> PaymentState:
        with self._place.work(cause=key) as work:
            state = work.payment(payment_id)
            if work.recall(key, call) is not None:
                return state
            if not state.unallocated:
                raise RuleRefused("payments.nothing_left", payment=payment_id)
            day = free_from(work, payment_id, self._place.day)
            work.add(PAYMENT + payment_id, _accepted(rule(state, day)).payment_events)
            work.remember(key, call, payment_id)
            return work.payment(payment_id)

    def _day(self, work: Work, payment_id: str) -> date:
        """Return the day the money came: what a link settles is settled from that day."""
        return work.payment(payment_id).received_on

    def _match(self, view: View, payments: Sequence[IncomingPayment]) -> tuple[MatchDecision, ...]:
        sender, reading = self._place.sender, view.reading
        statistics = statistics_for(reading, payments)
        return match(payments, StoreCandidates(reading), sender.matching, creditor=sender.id, statistics=statistics)

    def _decide(self, work: Work, decision: MatchDecision) -> None:
        payment_id, on = decision.payment_id, self._day(work, decision.payment_id)
        kept = Explanation.of(decision)
        decided = PaymentDecided(payment_id=payment_id, on=on, outcome=kept.outcome, explanation=work.keep(kept))
        work.add(PAYMENT + payment_id, [decided])
        if isinstance(decision, Matched):
            settle_match(work, decision, on=on, law=self._place.law)


def _incoming(state: PaymentState) -> PaymentState:
    """Return *state*, which must be money that came: what the bank took back can only be set aside."""
    if state.reversal:
        raise RuleRefused("payments.reversal", payment=state.id)
    return state


def _accepted(result: Settlement | Refused) -> Settlement:
    if isinstance(result, Refused):
        raise result.error()
    return result


register(
    {
        "payments.nothing_left": Text(
            en="payment {payment} has not that much left to decide on; undo an earlier part first",
            sv="betalningen {payment} har inte så mycket kvar att fördela; ångra en tidigare del först",
        ),
        "payments.nothing_owed": Text(
            en="document {document} has nothing left to pay; link another, or keep or refund the payment",
            sv="dokumentet {document} har inget kvar att betala; koppla ett annat, eller behåll eller återbetala",
        ),
        "payments.not_linked": Text(
            en="payment {payment} is not linked to document {document}; check both ids",
            sv="betalningen {payment} är inte kopplad till dokumentet {document}; kontrollera båda",
        ),
        "payments.kept_for": Text(
            en="payment {payment} is kept for {kept_for}; take that back first, or keep the rest for the same customer",
            sv="betalningen {payment} är sparad åt {kept_for}; ta tillbaka det först, eller spara resten åt samma kund",
        ),
        "payments.reversal": Text(
            en="payment {payment} was taken back by the bank; unlink the payment it reverses, and set both aside",
            sv="betalningen {payment} har tagits tillbaka av banken; ta bort kopplingen för den ursprungliga och lägg undan båda",
        ),
        "payments.nothing_back": Text(
            en="nothing is owed back on document {document}; only an open credit note can be refunded",
            sv="inget ska tillbaka på dokumentet {document}; bara en öppen kreditfaktura kan återbetalas",
        ),
    }
)
