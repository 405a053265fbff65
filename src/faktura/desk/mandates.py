"""Direct debit of one sender: mandates as they were told, withdrawals ordered, and what the bank says of both."""

import hashlib
from collections.abc import Mapping
from datetime import date

import attrs
from attrs import frozen

from faktura.core.account import BankgiroNumber, account_key
from faktura.core.bank_event import WithdrawalSent, WithdrawalTold
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
from faktura.desk.told_mandates import ToldMandates, mandate_streams
from faktura.desk.withdrawal_files import (
    WithdrawalFile,
    answered_file,
    asked_for,
    file_ids,
    keep_file,
    kept_file,
)
from faktura.desk.work import WITHDRAWAL, View, Work
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


class Mandates:
    """Mandates and withdrawals of one sender. Nothing here sends a file; money that came is received as a payment."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def record(self, *told: MandateNotice) -> int:
        """Keep what was said about mandates, and return how much of it was new; the same notice counts once.

        A notice with `party_id` says whose the whole mandate is; one that changes nothing (`noted`) can say it later.
        """
        with self._place.work() as work:
            book = ToldMandates(work, self._place.new_id)
            return sum(book.keep(notice) for notice in told)

    def receive(self, data: bytes, *, parties: Mapping[str, str] | None = None) -> ToldByBank:
        """Read an Autogiro file of either direction: notices of mandates, and what became of withdrawals.

        Args:
            data: The file.
            parties: The payers by the host's ids, payer number to party id, as far as they are known.

        Raises:
            MalformedFile: It cannot be read; nothing of it is stored.
        """
        digest = hashlib.sha256(data).hexdigest()
        read = autogiro.read(data)
        with self._place.work(cause=f"file {digest}") as work:
            book = ToldMandates(work, self._place.new_id)
            new = sum(book.keep(_named(notice, parties or {})) for notice in notices(read, digest))
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
            return _mandate(view, payee or self._payee(), payer_number, until=on)

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

        With an idempotency *key* the same call again orders nothing, and gives the file that was made. A call without a key
        whose answer was lost has made its file all the same: `files` and `file` give it.

        Args:
            payers: Whom to withdraw from.
            customer_number: The payee's number at Bankgirot, at most six digits.
            policy: How to withdraw; the usual way by default.
            on: The day of the order; today by default.
            key: The host's idempotency key.

        Raises:
            RuleRefused: `withdrawal.nothing`, none of them can be withdrawn now; `plan` says why.
            RecordedDifferently: The key was used for another call.
            NotExpressible: The customer number is no such number; nothing is ordered.
        """
        day, payee, asked = on or self._place.day, self._payee(), asked_for(payers)
        call = f"mandates.withdraw {customer_number} {on} {_said(policy)}"  # no payer number: it stays for ever
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return answered_file(work, earlier, asked, key=key)
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
            content = autogiro.write(OrderFile(batches=(batch,)))
            made = WithdrawalFile(id=self._place.new_id(), made_on=day, orders=orders, content=content)
            keep_file(work, made, asked)
            work.remember(key, call, made.id)
            return made

    def file(self, file_id: str) -> WithdrawalFile:
        """Return a file of withdrawals, byte for byte: the call that made it may have lost its answer.

        Raises:
            NotFound: None of that id was made, or it was erased.
        """
        with self._place.view() as view:
            return kept_file(view, file_id).file

    def files(self, *, made_on: date | None = None) -> tuple[str, ...]:
        """Return the ids of the files of withdrawals made on a day, or of all, oldest first."""
        with self._place.view() as view:
            return file_ids(view, made_on)

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
        cases = [_case(view, payee, receivable_id, payer_number) for receivable_id, payer_number in payers.items()]
        return plan_withdrawals(cases, payee=payee, policy=policy or WithdrawalPolicy(), on=on or self._place.day)

    def _told(self, work: Work, result: WithdrawalResult, digest: str) -> str:
        """Keep the *result* at the withdrawal that waits for it, and return its id; empty when none does."""
        key = index.payer_number_key(work.keys, result.payee, result.payer_number)
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


def _case(view: View, payee: str, receivable_id: str, payer_number: str) -> WithdrawalCase:
    attempts = view.attempts(receivable_id)
    ordered = sum(isinstance(event, WithdrawalSent) for event in view.events(WITHDRAWAL + receivable_id))
    return WithdrawalCase(
        receivable=view.receivable(receivable_id),
        mandate=_mandate(view, payee, payer_number),
        attempts=attempts,
        erased=ordered - len(attempts),
    )


def _mandate(view: View, payee: str, payer_number: str, *, until: date | None = None) -> Mandate | None:
    return view.mandate(*mandate_streams(view, payee, payer_number), until=until)


def _said(policy: WithdrawalPolicy | None) -> str:
    """Return *policy* as one text; days in their order, which a set has not."""
    fields = attrs.asdict(policy or WithdrawalPolicy(), value_serializer=lambda _, __, it: _in_order(it))
    return hashlib.sha256(repr(fields).encode()).hexdigest()


def _in_order(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _named(notice: MandateNotice, parties: Mapping[str, str]) -> MandateNotice:
    party = parties.get(notice.payer_number, "")
    return attrs.evolve(notice, party_id=party) if party else notice


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
