"""Incoming payments of one sender: read, matched, settled; what stays is listed for a person to decide."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import compress

from faktura.core.account import account_key
from faktura.core.errors import FakturaError, PortError
from faktura.core.money import Money, total
from faktura.core.payment import IncomingPayment, PaymentChannel, PaymentDecided, PaymentState
from faktura.core.wording import Language
from faktura.desk import index
from faktura.desk.arguments import a
from faktura.desk.bank_files import payments_of, unreadable
from faktura.desk.decisions import PaymentDecisions
from faktura.desk.incoming import came, give_way, store
from faktura.desk.known_payments import told_apart
from faktura.desk.matching import decide, rest_of
from faktura.desk.received import CollectedFile, CreditBalance, Explanation, Received, UnmatchedPayment
from faktura.desk.returned_payouts import returned_payouts
from faktura.desk.settling import settle_match
from faktura.desk.work import PAYMENT, Work, not_found
from faktura.formats import json
from faktura.ports.bank import BankFeed
from faktura.rules.matching.decision import MatchDecision, Matched


class Payments(PaymentDecisions):
    """The payments of one sender."""

    def receive(self, data: bytes) -> Received:
        """Read a bank file, store its payments, and settle what matching is certain of.

        The same file again, or another file with the same payments or another report of the same deposits, has no
        second effect.

        Raises:
            MalformedFile: The file cannot be read, or a payment in it not be stored; nothing of it is.
        """
        a(bytes, data, name="data")
        digest = hashlib.sha256(data).hexdigest()
        return self._take(payments_of(data), cause=f"file {digest}", digest=digest, data=data)

    def take(self, payments: Sequence[IncomingPayment], *, cause: str = "", digest: str = "") -> Received:
        """Store *payments* from any source (a host's own reader, card sales, which count as own) and settle what is certain.

        A payment whose id is stored with another amount is another payment: its id then ends in `=` and its öre.
        """
        return self._take(payments, cause=cause, digest=digest)

    def _take(self, payments: Sequence[IncomingPayment], *, cause: str, digest: str, data: bytes = b"") -> Received:
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
            decisions = decide(self._place, work, told.new)
            for decision in decisions:
                self._decide(work, decision)
            returned = returned_payouts(work, data, digest, told.new)
        return Received(
            digest=digest,
            new=told.new,
            decisions=decisions,
            known=told.known,
            elsewhere=elsewhere,
            findings=(*told.findings, *returned),
        )

    def collect(self, feed: BankFeed) -> tuple[CollectedFile, ...]:
        """Receive every file that waits in *feed*, acknowledging each when it is stored.

        A file that is refused, whatever for, stays in the feed and is told; the others are not held up by it. So does one with
        payments to other accounts (`Received.elsewhere`): another sender may be waiting for it, or the account is
        missing in `Sender.receiving`. The host acknowledges it when all have read it.

        Raises:
            PortError: The store or the feed does not answer; the files before are stored and acknowledged.
        """
        collected = []
        for file in feed.fetch():
            try:
                received = self.receive(file.content)
            except PortError:
                raise
            except (FakturaError, ValueError) as error:
                refusal = error if isinstance(error, FakturaError) else unreadable("file", error)
                collected.append(CollectedFile(name=file.name, refusal=refusal))
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
            payments = [came(work, row.subject.removeprefix(PAYMENT), row.body) for row in rows]
            states = {payment.id: work.payment(payment.id) for payment in payments}
            untouched = [payment for payment in payments if states[payment.id].unallocated == payment.amount]
            certain = []
            for decision in decide(self._place, work, untouched):
                apart = set(states[decision.payment_id].released_by_hand)
                if isinstance(decision, Matched) and not apart & {one.item_id for one in decision.allocations}:
                    self._decide(work, decision)
                    certain.append(decision)
            return tuple(certain)

    def unmatched(self) -> tuple[UnmatchedPayment, ...]:
        """Return every payment with something left to decide, oldest first, with fresh suggestions.

        Of one that was erased and then unlinked, its day, amount and account are told, and no payer.
        """
        with self._place.view() as view:
            rows = tuple(view.reading.rows(index.UNMATCHED))
            payments = [came(view, row.subject.removeprefix(PAYMENT), row.body) for row in rows]
            states = [view.payment(payment.id) for payment in payments]
            rests = [rest_of(view, payment, state) for payment, state in zip(payments, states, strict=True)]
            decisions = decide(self._place, view, rests)
        found = zip(payments, states, decisions, strict=True)
        return tuple(UnmatchedPayment(payment=p, state=state, decision=decision) for p, state, decision in found)

    def credit_balances(self, customer_id: str = "") -> tuple[CreditBalance, ...]:
        """Return what is kept as credit balances, by customer and currency; with *customer_id* that customer's."""
        found: dict[tuple[str, str], list[tuple[str, Money]]] = defaultdict(list)
        with self._place.view() as view:
            for row in view.reading.rows(index.KEPT, [customer_id] if customer_id else None):
                amount = json.load(Money, row.body)
                found[row.key, amount.currency].append((row.subject.removeprefix(PAYMENT), amount))
        return tuple(
            CreditBalance(
                customer_id=customer,
                amount=total((amount for _, amount in found[customer, currency]), currency),
                payments=tuple(payment for payment, _ in found[customer, currency]),
            )
            for customer, currency in sorted(found)
        )

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

    def _decide(self, work: Work, decision: MatchDecision) -> None:
        payment_id, on = decision.payment_id, work.payment(decision.payment_id).received_on
        kept = Explanation.of(decision)
        decided = PaymentDecided(payment_id=payment_id, on=on, outcome=kept.outcome, explanation=work.keep(kept))
        work.add(PAYMENT + payment_id, [decided])
        if isinstance(decision, Matched):
            settle_match(work, decision, on=on, law=self._place.law)
