"""Payment orders of one sender: made for the bank, kept, and followed to the day the money left the account."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import field, frozen

from faktura.core.account import SwishNumber
from faktura.core.bank_event import OrderAnswered, OrderSent
from faktura.core.errors import MalformedFile, RecordedDifferently, RuleRefused
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutOrder, payout_order
from faktura.core.payout_status import BankAnswers, BankDebit, BankReply
from faktura.core.wording import Text, register
from faktura.desk import index
from faktura.desk.work import BANK_ORDER, View, Work, not_found
from faktura.desk.workplace import Workplace
from faktura.formats.detect import detect
from faktura.formats.iso20022 import camt, pain001, pain002
from faktura.formats.iso20022.debits import debits
from faktura.rules.payouts import PayoutProgress, follow_payouts


@frozen(kw_only=True)
class PayoutFile:
    """A payment order and the pain.001 file that the host sends to the bank."""

    order: PayoutOrder
    content: bytes = field(repr=False)


@frozen(kw_only=True)
class FollowedPayouts:
    """What a file from the bank said of payment orders.

    Attributes:
        orders: The ids of the orders it told something new of.
        unknown: The ids that no order of this sender has.
    """

    orders: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class Payouts:
    """The payment orders of one sender: refunds, self-billed invoices, clients' money. Nothing here sends a file."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def order(
        self, order_id: str, payments: Sequence[OutgoingPayment], *, payer: OutgoingParty, pay_on: date, key: str = ""
    ) -> PayoutFile:
        """Make and keep a payment order from the sender's own accounts; the file is the same whenever it is asked for.

        With an idempotency *key* the same call again makes nothing, and gives the file that was made.

        Raises:
            RuleRefused: `payout.order_known`, an order of that id was made; `payout.payment_known`, one of the payments
                was ordered before.
            RecordedDifferently: The key was used for another call.
            NotExpressible: The bank's format cannot say it.
        """
        own = (*self._place.sender.accounts, *self._place.sender.receiving)
        accounts = tuple(one for one in own if not isinstance(one, SwishNumber))
        order = payout_order(order_id, payer, accounts, payments, pay_on=pay_on)
        call = f"payouts.order {order_id}"  # what else was asked for stands in the order: it can be erased, this cannot
        with self._place.work(cause=key) as work:
            if work.recall(key, call) is not None:
                made = self._file(work, order_id)
                if made.order != order:
                    raise RecordedDifferently("store.key_used", key=key)
                return made
            if work.events(BANK_ORDER + order_id):
                raise RuleRefused("payout.order_known", order=order_id)
            for row in work.reading.rows(index.BANK_ORDER, [payment.id for payment in order.payments]):
                raise RuleRefused("payout.payment_known", payment=row.key, order=row.body)
            content = pain001.write(order, created_at=self._place.moment)
            sent = OrderSent(
                order_id=order_id,
                on=self._place.day,
                content=work.keep(order),
                file=work.keep_bytes(content),
                party_ids=tuple(dict.fromkeys(one.party_id for one in order.payments if one.party_id)),
            )
            work.add(BANK_ORDER + order_id, [sent])
            work.remember(key, call, order_id)
            return PayoutFile(order=order, content=content)

    def file(self, order_id: str) -> PayoutFile:
        """Return an order and its file, byte for byte: the call that made it may have lost its answer."""
        with self._place.view() as view:
            return self._file(view, order_id)

    def orders(self) -> tuple[str, ...]:
        """Return the ids of all orders, oldest first."""
        with self._place.view() as view:
            return tuple(row.body for row in view.reading.rows(index.BANK_ORDER, [""]))

    def follow(self, data: bytes) -> FollowedPayouts:
        """Read what the bank says of orders: pain.002, or the debits of camt.054 and camt.053. Twice is as good as once.

        Raises:
            MalformedFile: Another format, or one of these that cannot be read; nothing of it is stored.
        """
        digest = hashlib.sha256(data).hexdigest()
        found = detect(data)
        replies: tuple[BankReply, ...] = ()
        booked: tuple[BankDebit, ...] = ()
        if found == "pain.002":
            replies = pain002.read(data).replies
        elif found in {"camt.053", "camt.054"}:
            booked = debits(camt.read(data), digest)
        else:
            raise MalformedFile(format=found, field="format", found=found, expected="pain.002, camt.054 or camt.053")
        with self._place.work(cause=f"file {digest}") as work:
            return _keep(work, replies, booked, digest)

    def progress(self, order_id: str) -> PayoutProgress:
        """Return what became of each payment of an order, and what does not fit together."""
        with self._place.view() as view:
            _, order = _sent(view, order_id)
            answers = _answers(view, order_id)
        return follow_payouts(
            order,
            replies=[reply for one in answers for reply in one.replies],
            debits=[debit for one in answers for debit in one.debits],
        )

    def _file(self, view: View, order_id: str) -> PayoutFile:
        sent, order = _sent(view, order_id)
        return PayoutFile(order=order, content=view.content(sent.file))


def _sent(view: View, order_id: str) -> tuple[OrderSent, PayoutOrder]:
    for event in view.events(BANK_ORDER + order_id):
        if isinstance(event, OrderSent):
            return event, view.stored(PayoutOrder, event.content)
    raise not_found("order", order_id)


def _answers(view: View, order_id: str) -> list[BankAnswers]:
    events = view.events(BANK_ORDER + order_id)
    return [view.stored(BankAnswers, one.content) for one in events if isinstance(one, OrderAnswered)]


def _keep(work: Work, replies: Iterable[BankReply], booked: Iterable[BankDebit], digest: str) -> FollowedPayouts:
    """Keep what is new of the bank's answers with the orders they are about."""
    unknown: list[str] = []
    about: dict[str, tuple[list[BankReply], list[BankDebit]]] = defaultdict(lambda: ([], []))
    for reply in replies:
        orders = orders_named(work, [reply.order_id])
        for order_id in orders:
            about[order_id][0].append(reply)
        if not orders:
            unknown.append(reply.order_id)
    for debit in booked:
        orders = orders_named(work, [id for id in (debit.payment_id, debit.batch_id, debit.order_id) if id])
        for order_id in orders:
            about[order_id][1].append(debit)
        if not orders:
            unknown.append(debit.payment_id or debit.batch_id or debit.order_id)
    told = []
    for order_id, (said, taken) in about.items():
        known = _answers(work, order_id)
        replied = {reply for one in known for reply in one.replies}
        counted: dict[str, list[BankDebit]] = defaultdict(list)
        for debit in (debit for one in known for debit in one.debits):
            counted[debit.id].append(debit)
        new = BankAnswers(
            replies=tuple(one for one in said if one not in replied),
            debits=tuple(one for one in taken if not any(map(one.is_told_by, counted[one.id]))),
        )
        if new != BankAnswers():
            answered = OrderAnswered(order_id=order_id, content=work.keep(new), source_digest=digest)
            work.add(BANK_ORDER + order_id, [answered])
            told.append(order_id)
    return FollowedPayouts(orders=tuple(told), unknown=tuple(dict.fromkeys(unknown)))


def orders_named(view: View, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the orders that have all of *ids*."""
    if not ids:
        return ()
    found = [{row.body for row in view.reading.rows(index.BANK_ORDER, [id])} for id in ids]
    return tuple(sorted(set.intersection(*found)))


register(
    {
        "payout.order_known": Text(
            en="the payment order {order} was made before; fetch its file, or give the new order an id of its own",
            sv="betalningsuppdraget {order} finns redan; hämta dess fil, eller ge det nya uppdraget ett eget id",
        ),
        "payout.payment_known": Text(
            en="payment {payment} stands in order {order} already; give a payment made again an id of its own",
            sv="betalningen {payment} finns redan i uppdraget {order}; ge en ny betalning ett eget id",
        ),
    }
)
