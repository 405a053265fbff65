"""Direct debit of one sender: mandates as they were told, withdrawals ordered, and what the bank says of both."""

import hashlib
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from faktura.core.account import BankgiroNumber, account_key
from faktura.core.bank_event import MandateNoticed, WithdrawalSent, WithdrawalTold
from faktura.core.errors import Refused, RuleRefused
from faktura.core.mandate import (
    Mandate,
    MandateNotice,
    WithdrawalAttempt,
    WithdrawalOrder,
    WithdrawalResult,
)
from faktura.core.wording import Text, register
from faktura.desk import index
from faktura.desk.work import MANDATE, WITHDRAWAL, View, Work
from faktura.desk.workplace import Workplace
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.neutral import bankgiro_digits, order_of, results
from faktura.formats.bankgirot.autogiro.notices import notices
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import OrderBatch
from faktura.rules.withdrawals import (
    PlannedWithdrawal,
    WithdrawalCase,
    WithdrawalPolicy,
    plan_withdrawals,
    record_result,
)


@frozen(kw_only=True)
class ToldByBank:
    """What an Autogiro file said.

    Attributes:
        notices: How many notices about mandates were new.
        results: Ids of the withdrawals that got an outcome.
        unknown: What the bank said of withdrawals that nobody waits for: told before, or never ordered here.
    """

    notices: int = 0
    results: tuple[str, ...] = ()
    unknown: tuple[WithdrawalResult, ...] = ()


@frozen(kw_only=True)
class WithdrawalFile:
    """The withdrawals ordered, and the Autogiro file that the host seals and sends to Bankgirot."""

    orders: tuple[WithdrawalOrder, ...]
    content: bytes


class Mandates:
    """Mandates and withdrawals of one sender. Nothing here sends a file; money that came is received as a payment."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def record(self, *told: MandateNotice) -> int:
        """Keep what was said about mandates, and return how much of it was new; the same notice counts once."""
        with self._place.work() as work:
            return sum(_noticed(work, notice) for notice in told)

    def receive(self, data: bytes) -> ToldByBank:
        """Read an Autogiro file of either direction: notices of mandates, and what became of withdrawals.

        Raises:
            MalformedFile: It cannot be read; nothing of it is stored.
        """
        digest = hashlib.sha256(data).hexdigest()
        read = autogiro.read(data)
        with self._place.work(cause=f"file {digest}") as work:
            new = sum(_noticed(work, notice) for notice in notices(read, digest))
            told, unknown = [], []
            for result in results(read, digest):
                order_id = self._told(work, result, digest)
                if order_id:
                    told.append(order_id)
                else:
                    unknown.append(result)
            return ToldByBank(notices=new, results=tuple(told), unknown=tuple(unknown))

    def get(self, payer_number: str, *, payee: str = "", on: date | None = None) -> Mandate | None:
        """Return the mandate of a payer as of the end of a day, or none."""
        with self._place.view() as view:
            return view.mandate(_stream(payee or self._payee(), payer_number), until=on)

    def plan(
        self, payers: Mapping[str, str], *, policy: WithdrawalPolicy | None = None, on: date | None = None
    ) -> tuple[PlannedWithdrawal, ...]:
        """Return the next step for each receivable of *payers* (receivable id to payer number), and why where there is none."""
        with self._place.view() as view:
            return self._plan(view, payers, policy, on)

    def withdraw(
        self,
        payers: Mapping[str, str],
        *,
        customer_number: str,
        policy: WithdrawalPolicy | None = None,
        on: date | None = None,
        key: str = "",
    ) -> WithdrawalFile:
        """Order what can be withdrawn for *payers* (receivable id to payer number), and return the file for Bankgirot.

        With an idempotency *key* the same call again orders nothing, and gives the file that was made.

        Args:
            customer_number: The payee's number at Bankgirot, six digits.

        Raises:
            RuleRefused: `withdrawal.nothing`, none of them can be withdrawn now; `plan` says why.
        """
        day, payee = on or self._place.day, self._payee()
        asked = hashlib.sha256(
            repr(sorted(payers.items())).encode()
        ).hexdigest()  # a payer number may be a personal one
        call = f"mandates.withdraw {asked} {customer_number} {day}"
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return work.stored(WithdrawalFile, earlier)
            steps = [one.step for one in self._plan(work, payers, policy, day)]
            orders = tuple(step for step in steps if isinstance(step, WithdrawalOrder))
            if not orders:
                raise RuleRefused("withdrawal.nothing")
            batch = OrderBatch(
                written_on=day,
                customer_number=customer_number,
                bankgiro=bankgiro_digits(payee),
                orders=tuple(map(order_of, orders)),
            )
            for order in orders:
                sent = WithdrawalSent(
                    order_id=order.id, receivable_id=order.receivable_id, on=order.on, content=work.keep(order)
                )
                work.add(WITHDRAWAL + order.receivable_id, [sent])
            made = WithdrawalFile(orders=orders, content=autogiro.write(OrderFile(batches=(batch,))))
            if key:
                work.remember(key, call, work.keep(made))
            return made

    def attempts(self, receivable_id: str) -> tuple[WithdrawalAttempt, ...]:
        """Return every withdrawal that was ordered for a receivable, oldest first, and what became of it."""
        with self._place.view() as view:
            return view.attempts(receivable_id)

    def _payee(self) -> str:
        accounts = (*self._place.sender.accounts, *self._place.sender.receiving)
        giro = next((one for one in accounts if isinstance(one, BankgiroNumber)), None)
        if giro is None:
            raise RuleRefused("withdrawal.no_bankgiro")
        return account_key(giro)

    def _plan(
        self, view: View, payers: Mapping[str, str], policy: WithdrawalPolicy | None, on: date | None
    ) -> tuple[PlannedWithdrawal, ...]:
        payee = self._payee()
        cases = [
            WithdrawalCase(
                receivable=view.receivable(receivable_id),
                mandate=view.mandate(_stream(payee, payer_number)),
                attempts=view.attempts(receivable_id),
            )
            for receivable_id, payer_number in payers.items()
        ]
        return plan_withdrawals(cases, payee=payee, policy=policy or WithdrawalPolicy(), on=on or self._place.day)

    def _told(self, work: Work, result: WithdrawalResult, digest: str) -> str:
        """Keep the *result* at the withdrawal that waits for it, and return its id; empty when none does."""
        key = index.payer_number_key(result.payee, result.payer_number)
        for row in work.reading.rows(index.WITHDRAWAL, [key]):
            receivable_id = row.subject.removeprefix(WITHDRAWAL)
            attempts = work.attempts(receivable_id)
            told = record_result(attempts, result, on=result.on or self._place.day)
            if isinstance(told, Refused):
                continue
            changed = next(new for new, old in zip(told, attempts, strict=True) if new != old)
            event = WithdrawalTold(
                order_id=changed.order.id,
                receivable_id=receivable_id,
                on=changed.told_on or self._place.day,
                outcome=changed.outcome.value,
                source_digest=digest,
            )
            work.add(WITHDRAWAL + receivable_id, [event])
            return changed.order.id
        return ""


def _stream(payee: str, payer_number: str) -> str:
    return MANDATE + index.payer_number_key(payee, payer_number)


def _noticed(work: Work, notice: MandateNotice) -> bool:
    stream = _stream(notice.payee, notice.payer_number)
    earlier = [one.notice_id for one in work.events(stream) if isinstance(one, MandateNoticed)]
    if notice.id in earlier:
        return False
    work.add(stream, [MandateNoticed(notice_id=notice.id, on=notice.on, content=work.keep(notice))])
    return True


register(
    {
        "withdrawal.nothing": Text(
            en="nothing can be withdrawn now; ask the plan why, payer by payer",
            sv="inget kan dras nu; planen säger varför, betalare för betalare",
        ),
        "withdrawal.no_bankgiro": Text(
            en="the sender has no bankgiro number to withdraw to; add one to its accounts",
            sv="avsändaren har inget bankgironummer att dra till; lägg till ett bland kontona",
        ),
    }
)
