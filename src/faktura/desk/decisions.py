"""What a person decides on a payment: whom it pays, what becomes of what is over, and what was placed wrongly."""

from collections.abc import Callable
from datetime import date

from faktura.core.errors import InputError, Refused, RuleRefused
from faktura.core.money import Money
from faktura.core.payment import PaymentState
from faktura.core.payment_rest import set_aside
from faktura.core.wording import Text, register
from faktura.desk.incoming import refuse_what_gave_way
from faktura.desk.matching import signs_of
from faktura.desk.moving import Route, incoming, movable, move_part, undo_part
from faktura.desk.settling import accepted, free_from, recount, release, settle
from faktura.desk.work import PAYMENT, RECEIVABLE
from faktura.desk.workplace import Workplace
from faktura.formats import json
from faktura.rules.settlement import (
    Settlement,
    ignore_rest,
    keep_rest,
    refund_credit,
    refund_rest,
    take_back_ignored,
    take_back_kept,
)


class PaymentDecisions:
    """What a person decides on the payments of one sender."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def link(
        self, payment_id: str, document_id: str, *, amount: Money | None = None, on: date | None = None
    ) -> PaymentState:
        """Let a payment, or *amount* of it, settle a document: a person's decision, undone by a person only.

        Money that was kept as a credit balance is taken for it too; an early-payment discount that the payer took in
        time is given with it.

        Raises:
            RuleRefused: The document has nothing left to pay, or the payment nothing left to give.
        """
        with self._place.work() as work:
            state = incoming(work.payment(payment_id))
            day = on or state.received_on  # what a link settles is settled from the day the money came
            wanted = (state.unallocated or state.kept) if amount is None else amount
            signs = signs_of(self._place, work, payment_id, document_id, wanted)
            missing = wanted - state.unallocated
            if missing.minor > 0 and state.kept:
                freed_on = free_from(work, payment_id, day)
                freed = accepted(take_back_kept(state, min(missing, state.kept), on=freed_on))
                work.add(PAYMENT + payment_id, freed.payment_events)
                state = work.payment(payment_id)
            left = work.receivable(document_id).outstanding
            if wanted.minor <= 0 or wanted > state.unallocated:
                raise RuleRefused("payments.nothing_left", payment=payment_id)
            if left.minor <= 0:
                raise RuleRefused("payments.nothing_owed", document=document_id)
            law, why = self._place.law, "matching.by_hand"
            settle(work, payment_id, document_id, wanted, on=day, by="manual", why=why, law=law, signs=signs)
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

    def move(
        self,
        payment_id: str,
        *,
        from_document: str = "",
        to_document: str = "",
        to_customer: str = "",
        amount: Money | None = None,
        reason: str,
        key: str = "",
    ) -> PaymentState:
        """Move what was placed wrongly, or is left over, to another claim or to another customer's credit balance.

        What is moved from one claim to another settles the second from the day it settled the first: interest and
        fees of both are put right. What the claim has no room for is left over, undecided. The books follow by
        vouchers of the day of the decision (accrual), or of the day the money came (cash), as for `link` and `unlink`.
        The last of `PaymentState.moves` says what was done, and `undo_move` undoes it. With an idempotency *key* the
        same call again moves nothing more.

        Args:
            from_document: The document it was placed on; without it what is undecided is moved, else what is kept as
                a credit balance, else what was set aside.
            to_document: The document it belongs to; or else
            to_customer: the customer whose credit balance it becomes.
            amount: A part of it; without it, all.
            reason: Why, in the host's words; kept in the event, which is never erased: no names.

        Raises:
            InputError: Not one place to move it to was given.
            RuleRefused: It is not there, the document has nothing left to pay, or it stands there already.
        """
        route = Route(from_receivable=from_document, to_receivable=to_document, to_customer=to_customer)
        if bool(to_document) is bool(to_customer):
            raise InputError("payments.move_to", payment=payment_id)
        if to_document and from_document == to_document:
            raise RuleRefused("payments.same_place", payment=payment_id, document=to_document)
        call = f"move {payment_id} {from_document} {to_document} {to_customer} {amount}"
        move_id = self._place.new_id()
        with self._place.work(cause=move_id) as work:  # its own: what it did is found by it when it is undone
            state = work.payment(payment_id)
            if work.recall(key, call) is not None:
                return state
            wanted = movable(state, route) if amount is None else amount
            signs: tuple[str, ...] = ()
            if to_document:
                signs = signs_of(self._place, work, payment_id, to_document, wanted, off=from_document)
            move_part(
                work, payment_id, route, wanted, move_id=move_id, reason=reason, today=self._place.day,
                law=self._place.law, signs=signs,
            )  # fmt: skip
            work.remember(key, call, payment_id)
            return work.payment(payment_id)

    def undo_move(self, payment_id: str, move_id: str, *, reason: str) -> PaymentState:
        """Undo a move exactly: the balances, fees and interest of every day are as if it had not been made.

        Raises:
            RuleRefused: There is no such move that stands, or what it placed was used since: move it back instead.
        """
        with self._place.work() as work:
            undo_part(work, payment_id, move_id, reason=reason, today=self._place.day, law=self._place.law)
            return work.payment(payment_id)

    def keep(self, payment_id: str, *, customer_id: str, amount: Money | None = None) -> PaymentState:
        """Keep what is undecided as a credit balance of the customer."""

        def keep(state: PaymentState, day: date) -> Settlement | Refused:
            incoming(state)
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
            lambda s, day: refund_rest(incoming(s), refund_id=refund_id, on=day, amount=amount),
            key=key,
            call=f"refund {payment_id} {amount}",
        )

    def ignore(self, payment_id: str, *, reason: str, amount: Money | None = None) -> PaymentState:
        """Set aside what is undecided: money that has nothing to do with any document, or that the bank took back.

        *reason* is kept in the event, which is never erased: no names.
        """
        return self._rest(payment_id, lambda s, day: ignore_rest(s, reason=reason, on=day, amount=amount))

    def take_back(self, payment_id: str, *, reason: str) -> PaymentState:
        """Undo `keep` and `ignore`: everything kept or set aside is undecided again.

        A surplus taken as rounding is undone with its link only (`unlink`). *reason* is kept in the event, which is
        never erased: no names.

        Raises:
            RuleRefused: It was set aside because its payments came one by one: it would be there twice.
        """
        with self._place.work() as work:
            state = work.payment(payment_id)
            refuse_what_gave_way(work, payment_id)
            day = free_from(work, payment_id, self._place.day)
            if state.kept:
                kept = accepted(take_back_kept(state, state.kept, on=day))
                work.add(PAYMENT + payment_id, kept.payment_events)
            if set_aside(state):
                aside = accepted(take_back_ignored(state, set_aside(state), reason=reason, on=day))
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
            work.add(RECEIVABLE + document_id, accepted(refund).receivable_events)
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
            work.add(PAYMENT + payment_id, accepted(rule(state, day)).payment_events)
            work.remember(key, call, payment_id)
            return work.payment(payment_id)


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
        "payments.move_to": Text(
            en="payment {payment} is to be moved to one place: give a document, or the customer whose credit it is",
            sv="betalningen {payment} ska flyttas till ett ställe: ange ett dokument, eller kunden som den tillhör",
        ),
        "payments.same_place": Text(
            en="payment {payment} is on document {document} already; give the document it belongs to",
            sv="betalningen {payment} ligger redan på dokumentet {document}; ange dokumentet den hör till",
        ),
        "payments.no_move": Text(
            en="payment {payment} has no move {move} that stands; its moves are listed in its state",
            sv="betalningen {payment} har ingen flytt {move} som gäller; dess flyttar finns i dess läge",
        ),
        "payments.moved_on": Text(
            en="what move {move} of payment {payment} placed was used since; undo that first, or move it back",
            sv="det som flytten {move} av betalningen {payment} placerade har använts; ångra det först, eller flytta tillbaka",
        ),
        "payments.nothing_back": Text(
            en="nothing is owed back on document {document}; only an open credit note can be refunded",
            sv="inget ska tillbaka på dokumentet {document}; bara en öppen kreditfaktura kan återbetalas",
        ),
    }
)
