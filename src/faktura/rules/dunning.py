"""Reminders (betalningspåminnelser): the next step towards a debtor, with a lawful fee and the interest so far.

`next_step` answers `Remind` (do it now), `Wait` (ask again that day) or `Refused` (no day alone makes it right:
somebody must act, or nothing is owed). The same answer says why a debt is not in today's list.

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> claim = Receivable.opened(id="F1", principal=sek("12500"), due=date(2026, 3, 1), debtor=DebtorKind.COMPANY,
...                           reminder_fee=sek(60))
>>> match next_step(claim, ReminderPolicy(), law=SWEDEN, on=date(2026, 3, 4)):
...     case Remind(fee): print("remind with", fee)
...     case Wait(until, why): print("wait until", until, why)
...     case Refused(code, law): print("no:", code, law)
wait until 2026-03-06 dunning.grace
>>> step = next_step(claim, ReminderPolicy(), law=SWEDEN, on=date(2026, 3, 6))
>>> print(step.explain("en"))
reminder 1 may be sent with the fee 60.00 SEK, to be paid by 2026-03-16
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from faktura.core.calendar import next_bank_day
from faktura.core.document import Document
from faktura.core.errors import InputError, Refused, RuleRefused
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.receivable import DebtorKind, DunningStage, Receivable
from faktura.core.receivable_event import ReminderSent
from faktura.core.reminder import Reminder
from faktura.core.sender import ReminderPolicy
from faktura.core.wording import Language, sentence
from faktura.rules.costs import COMPENSATION, FEES
from faktura.rules.due_dates import last_day_in_time
from faktura.rules.interest import Interest, accrued_interest
from faktura.rules.law.book import LawBook
from faktura.rules.letter_charges import charged_already, letter_charges
from faktura.rules.limitation import fallen
from faktura.rules.wording import late_payment  # noqa: F401 - registers the sentences
from faktura.rules.wording.figures import amount_in

DISPUTE_LAW: Final = "inkassolagen (1974:182) 4, 8 §§"


@frozen(kw_only=True)
class Remind:
    """A reminder may be sent now. Matches by position as `Remind(fee, interest, pay_by, number)`.

    Attributes:
        fee: The reminder's fee; zero when none is agreed or enough reminders have carried one.
        interest: What has run and is charged with it; none when there is none, or the policy leaves it.
        pay_by: The day to pay by, a bank day.
        number: 1 for the first reminder.
        law: What the fee rests on; empty without a fee.
    """

    __match_args__ = ("fee", "interest", "pay_by", "number")

    fee: Money
    interest: Interest | None
    pay_by: date
    number: int
    law: str = ""

    def explain(self, language: Language = "en") -> str:
        """Return the step in one sentence."""
        fee = amount_in(self.fee, language)
        return sentence("dunning.remind", language, number=self.number, fee=fee, pay_by=self.pay_by)


@frozen(kw_only=True)
class Wait:
    """Nothing to do before the day `until`; `why` is the reason's code. Matches as `Wait(until, why)`."""

    __match_args__ = ("until", "why")

    until: date
    why: str
    facts: tuple[tuple[str, str], ...] = ()

    def explain(self, language: Language = "en") -> str:
        """Return why not yet, in one sentence."""
        return sentence(self.why, language, **dict(self.facts))


def next_step(receivable: Receivable, policy: ReminderPolicy, *, law: LawBook, on: date) -> Remind | Wait | Refused:
    """Return what to do about *receivable* on the day *on* under the sender's *policy*.

    The fee is what was agreed, at most the legal cap of the day (lag (1981:739)); interest is everything
    that has run and is not charged yet. A debt that several reasons hold back waits for the last of them.

    Raises:
        LawNotKnown: Fee or reference rate is not known for the day.
    """
    refused = _hindrance(receivable, policy, law, on)
    if refused is not None:
        return refused
    waits = [wait for wait in _waits(receivable, policy, law, on) if wait.until > on]
    if waits:
        return max(waits, key=lambda wait: wait.until)
    fee = _fee(receivable, policy, law, on)
    interest = accrued_interest(receivable, law=law, on=on) if policy.interest else None
    return Remind(
        fee=fee,
        interest=interest if interest is not None and interest.amount else None,
        pay_by=next_bank_day(on + timedelta(days=policy.pay_within)),
        number=len(receivable.reminders) + 1,
        law=law.reminder_fee.law if fee else "",
    )


def _hindrance(receivable: Receivable, policy: ReminderPolicy, law: LawBook, on: date) -> Refused | None:
    """Return what no waiting cures, the weightiest first."""
    left, sent = receivable.outstanding, len(receivable.reminders)
    if receivable.is_credit:
        return Refused(code="dunning.credit_note")
    if receivable.debtor is DebtorKind.TAX_AGENCY:
        return Refused(code="dunning.tax_agency")
    if left.minor <= 0:
        return Refused(code="dunning.settled")
    expired = fallen(receivable, law=law, on=on)
    if expired is not None:
        return expired
    if receivable.stage not in (DunningStage.NONE, DunningStage.REMINDED):
        return Refused(code="dunning.beyond", facts=(("stage", receivable.stage.value),))
    if receivable.disputed:
        return Refused(code="dunning.disputed", law=DISPUTE_LAW)
    if receivable.paused:
        return Refused(code="dunning.paused")
    if receivable.collection.plan is not None:
        return Refused(code="dunning.plan")
    if sent >= policy.most:
        return Refused(code="dunning.enough", facts=(("sent", str(sent)),))
    if left.currency == policy.smallest.currency and left < policy.smallest:
        return Refused(code="dunning.small", facts=(("left", str(left)), ("smallest", str(policy.smallest))))
    return None


def wait_for_due(due: date, *, days: int, law: LawBook, on: date) -> Wait:
    """Return the wait for a debt *due* on a day: *days* after it, and never before it can no longer be paid in time."""
    last = last_day_in_time(due, law=law, on=on)
    why = "dunning.not_due" if on <= due else "dunning.in_time" if on <= last else "dunning.grace"
    return _wait(why, max(due + timedelta(days=days), last + timedelta(days=1)), due=due, last=last)


def _waits(receivable: Receivable, policy: ReminderPolicy, law: LawBook, on: date) -> Iterator[Wait]:
    """Yield each reason to wait, with the first day it no longer holds; a due date is never reminded of early."""
    yield wait_for_due(receivable.due, days=policy.days_after_due, law=law, on=on)
    if receivable.reminders:
        last = receivable.reminders[-1]
        patience = max(policy.days_between, policy.pay_within + 1)
        yield _wait("dunning.spacing", last + timedelta(days=patience), last=last)
    if receivable.postponed_until is not None:
        until = receivable.postponed_until
        yield _wait("dunning.postponed", until + timedelta(days=1), postponed=until)


def _wait(why: str, until: date, **facts: date) -> Wait:
    named = tuple((name, day.isoformat()) for name, day in facts.items())
    return Wait(until=until, why=why, facts=(*named, ("until", until.isoformat())))


def _fee(receivable: Receivable, policy: ReminderPolicy, law: LawBook, on: date) -> Money:
    """Return the reminder's fee: agreed, within the cap of the day, on few enough reminders.

    Late-payment compensation stands in place of other costs (lag (1981:739) 4 a §), so none is added to it, and any
    other fee charged before counts among the reminders that carried one. The cap is in kronor; a debt in another
    currency carries none.
    """
    agreed, nothing = receivable.reminder_fee, Money.zero(receivable.principal.currency)
    charged = len(receivable.collection.charged(*FEES))
    replaced = receivable.collection.charged(COMPENSATION)
    if agreed is None or agreed.minor <= 0 or replaced or charged >= policy.charged:
        return nothing
    cap = law.reminder_fee.at(on)
    if not agreed.currency == cap.currency == nothing.currency:
        return nothing
    return min(agreed, cap)


def remind(receivable: Receivable, step: Remind, *, reminder_id: str, on: date) -> tuple[Event, ...]:
    """Return the events of sending the reminder *step*: its fee, its interest, and that it was sent.

    Raises:
        RuleRefused: The step was worked out before another reminder or charge: its days would be charged twice.
    """
    if step.number != len(receivable.reminders) + 1 or charged_already(receivable, step.interest):
        raise RuleRefused("dunning.stale")
    charges = letter_charges(
        receivable, reminder_id, fee=step.fee, kind="reminder", law=step.law, interest=step.interest, on=on
    )
    sent = ReminderSent(
        receivable_id=receivable.id, reminder_id=reminder_id, on=on, number=step.number, pay_by=step.pay_by
    )
    return (*charges, sent)


def compose_reminder(document: Document, reminded: Receivable, step: Remind, *, reminder_id: str, on: date) -> Reminder:
    """Return the reminder to print for *step*; *reminded* is the receivable after its events.

    What is left of fees and interest of earlier reminders is in the amount to pay.

    Raises:
        InputError: The document has no due date or no account to pay to.
    """
    payment = document.payment
    if document.due_date is None or payment is None or not payment.accounts or payment.card is not None:
        raise InputError("dunning.document", number=document.number)
    left = reminded.left
    return Reminder(
        id=reminder_id,
        number=step.number,
        on=on,
        pay_by=step.pay_by,
        seller=document.seller,
        buyer=document.buyer,
        document_id=document.id,
        document_number=document.number,
        document_issue_date=document.issue_date,
        document_due_date=document.due_date,
        original_amount=reminded.principal,
        paid=reminded.principal - left.principal,
        principal=left.principal,
        interest=left.interest,
        fees=left.fees,
        interest_rows=step.interest.rows() if step.interest is not None else (),
        payment=payment,
        payee=document.payee,
        language=document.language,
    )
