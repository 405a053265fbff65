"""Mandates for direct debit (autogiromedgivanden), and what is withdrawn on the strength of them.

A mandate is what was said about it, folded in the order in which it was said. Nothing but an active
mandate lets money be withdrawn, and what nobody understands makes a mandate unclear, not active.

>>> asked = MandateNotice(id="1", payee="bankgiro:9912346", payer_number="101", kind=NoticeKind.REQUESTED,
...                       on=date(2026, 11, 2))
>>> agreed = MandateNotice(id="2", payee="bankgiro:9912346", payer_number="101", kind=NoticeKind.ACTIVATED,
...                        on=date(2026, 11, 3), first_day=date(2026, 11, 9))
>>> fold_mandate((asked,)).state.value, fold_mandate((asked, agreed)).state.value
('requested', 'active')
>>> fold_mandate((asked, agreed), until=date(2026, 11, 2)).state.value
'requested'
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

import attrs
from attrs import frozen

from faktura.core.errors import InputError
from faktura.core.money import Money
from faktura.core.payment import Source
from faktura.core.wording import Text, register


class MandateState(StrEnum):
    """Where a mandate stands.

    `requested`: the payee has asked the bank for it. `offered`: the payer asked for it at the internet bank, and
    the payee has not answered. `active`: money may be withdrawn. `refused`: it never became active. `cancelled`: it was
    active and is no more. `unclear`: the bank said what is not understood, so a person must look.
    """

    REQUESTED = "requested"
    OFFERED = "offered"
    ACTIVE = "active"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNCLEAR = "unclear"


class NoticeKind(StrEnum):
    """What was said about a mandate; `noted` is understood and changes nothing."""

    REQUESTED = "requested"
    OFFERED = "offered"
    ACTIVATED = "activated"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    NOTED = "noted"
    UNCLEAR = "unclear"


@frozen(kw_only=True)
class MandateNotice:
    """One thing said about a mandate, by the payee, the payer or the bank, whatever file it stood in.

    Attributes:
        id: Stable: the same notice read again has the same id, and counts once.
        payee: The receiving account, as `bankgiro:9912346`.
        payer_number: The payee's number for the payer (betalarnummer), without zeros before it.
        on: The day it holds from.
        first_day: The first day on which money may be withdrawn, when the bank says so.
        reason: The code of the sentence that says why.
        party_id: The payer, by the host's id, as far as it is known: so that the payer's data are found by it. One notice of
            a mandate that names the payer is enough.
    """

    id: str
    payee: str
    payer_number: str
    kind: NoticeKind
    on: date
    first_day: date | None = None
    reason: str = ""
    source: Source | None = None
    party_id: str = ""


@frozen(kw_only=True)
class Mandate:
    """A mandate as it stands after its notices.

    Attributes:
        since: The day of the notice that made the state.
        first_day: The first day on which money may be withdrawn, when known.
        reason: Why it stands so, as the code of a sentence.
        notices: The ids of the notices, in order.
        party_id: The payer by the host's id, as the newest notice that names one says.
    """

    payee: str
    payer_number: str
    state: MandateState
    since: date
    first_day: date | None = None
    reason: str = ""
    notices: tuple[str, ...] = ()
    party_id: str = ""

    @property
    def active(self) -> bool:
        """Whether money may be withdrawn."""
        return self.state is MandateState.ACTIVE


_BECOMES: Final = {
    NoticeKind.REQUESTED: MandateState.REQUESTED,
    NoticeKind.OFFERED: MandateState.OFFERED,
    NoticeKind.ACTIVATED: MandateState.ACTIVE,
    NoticeKind.REFUSED: MandateState.REFUSED,
    NoticeKind.CANCELLED: MandateState.CANCELLED,
    NoticeKind.UNCLEAR: MandateState.UNCLEAR,
}
_LEAVES_ACTIVE: Final = frozenset({NoticeKind.REQUESTED, NoticeKind.OFFERED, NoticeKind.REFUSED})
"""A new request, and its refusal, take nothing from a mandate that is there."""


def evolve_mandate(mandate: Mandate | None, notice: MandateNotice) -> Mandate:
    """Return the mandate after *notice*; the only place where its state changes.

    Raises:
        InputError: `mandate.other`, the notice is about another payer or payee.
    """
    if mandate is not None and (mandate.payee, mandate.payer_number) != (notice.payee, notice.payer_number):
        raise InputError("mandate.other", id=notice.id)
    if mandate is not None and notice.id in mandate.notices:
        return mandate
    party = notice.party_id or (mandate.party_id if mandate is not None else "")
    notices = (*(mandate.notices if mandate is not None else ()), notice.id)
    if mandate is not None and (notice.kind is NoticeKind.NOTED or (mandate.active and notice.kind in _LEAVES_ACTIVE)):
        return attrs.evolve(mandate, notices=notices, party_id=party)
    if mandate is not None and mandate.active and notice.kind is NoticeKind.ACTIVATED:
        first = notice.first_day or mandate.first_day
        return attrs.evolve(mandate, first_day=first, notices=notices, party_id=party)
    return Mandate(
        payee=notice.payee,
        payer_number=notice.payer_number,
        state=_BECOMES.get(notice.kind, MandateState.UNCLEAR),
        since=notice.on,
        first_day=notice.first_day,
        reason=notice.reason,
        notices=notices,
        party_id=party,
    )


def fold_mandate(notices: Iterable[MandateNotice], *, until: date | None = None) -> Mandate | None:
    """Return the mandate after *notices* of one payer in the order they came, those after the day *until* left out."""
    mandate: Mandate | None = None
    for notice in notices:
        if until is None or notice.on <= until:
            mandate = evolve_mandate(mandate, notice)
    return mandate


class Interval(StrEnum):
    """How often a payment order is carried out; the four last on the last bank day of the month."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    LAST_MONTHLY = "last_monthly"
    LAST_QUARTERLY = "last_quarterly"
    LAST_HALF_YEARLY = "last_half_yearly"
    LAST_YEARLY = "last_yearly"


@frozen(kw_only=True)
class WithdrawalOrder:
    """An order to withdraw what a receivable owes, to be sent to the bank.

    Attributes:
        id: The host's.
        on: The day of the withdrawal, a bank day.
        reference: What comes back with the payment: the reference of the invoice.
    """

    id: str
    receivable_id: str
    payee: str
    payer_number: str
    amount: Money
    on: date
    reference: str


class WithdrawalOutcome(StrEnum):
    """What became of an order.

    `pending`: nothing is said yet. `done`: the money came. `no_cover`: none on the account. `closed`: the account is
    closed, or another reason of the bank. `bank_retries`: no cover yet, the bank tries again. `rejected`: the order was
    never accepted. `cancelled`: taken back before its day.
    """

    PENDING = "pending"
    DONE = "done"
    NO_COVER = "no_cover"
    CLOSED = "closed"
    BANK_RETRIES = "bank_retries"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@frozen(kw_only=True)
class WithdrawalResult:
    """What the bank said of one withdrawal, whatever file it stood in.

    Attributes:
        amount: None only where an order was rejected because no amount could be read.
        on: The day of the withdrawal; none where an order was rejected because no day could be read, or was at once.
        reference: As it came back, zeros before it removed.
        reason: The code of the sentence that says why.
    """

    payee: str
    payer_number: str
    amount: Money | None
    on: date | None
    reference: str
    outcome: WithdrawalOutcome
    reason: str = ""
    source: Source | None = None


@frozen(kw_only=True)
class WithdrawalAttempt:
    """One order and what became of it, with the day of that outcome once there is one."""

    order: WithdrawalOrder
    outcome: WithdrawalOutcome = WithdrawalOutcome.PENDING
    told_on: date | None = None

    @property
    def waiting(self) -> bool:
        """Whether the bank has not said yet what became of it in the end."""
        return self.outcome in (WithdrawalOutcome.PENDING, WithdrawalOutcome.BANK_RETRIES)


register(
    {
        "mandate.other": Text(
            en="the notice {id} is about another mandate; fold the notices of one payer and payee only",
            sv="beskedet {id} gäller ett annat medgivande; ta bara med en betalares besked till en mottagare",
        ),
    }
)
