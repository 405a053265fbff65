"""Money going out: orders to the bank to refund, to pay self-billed invoices, to pay out clients' money.

Neutral like the incoming payment: `formats.iso20022.pain001` writes an order for the bank, the bank's answers
become `BankReply` and `BankDebit`, and `rules.payouts` says what became of each payment.

>>> from faktura.core.account import BankgiroNumber
>>> from faktura.core.money import sek
>>> refund = OutgoingPayment(id="R1", amount=sek("99"), payee=OutgoingParty(name="Kund Tre"),
...                          account=BankgiroNumber("55555551"), message="Dubbelbetald faktura 1002")
>>> order = payout_order("P1", OutgoingParty(name="Bolaget AB"), (BankgiroNumber("9912346"),), (refund,),
...                      pay_on=date(2026, 11, 5))
>>> order.batches[0].id, order.total("SEK")
('P1-1', Money(minor=9900, currency='SEK'))
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import Attribute, field, frozen

from faktura.core.account import BankgiroNumber, Bic, PaymentAccount
from faktura.core.errors import InputError
from faktura.core.money import Money, total
from faktura.core.reference import OcrReference
from faktura.core.wording import Text, register

_ID: Final = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z /?:().,'+-]{0,33}[0-9A-Za-z?:().,'+-])?", re.ASCII)


class PayoutPurpose(StrEnum):
    """Why the money goes out: for the books, never for the bank."""

    REFUND = "refund"
    SELF_BILLING = "self_billing"
    CLIENT_FUNDS = "client_funds"


def _identified(_instance: object, _attribute: "Attribute[str]", id: str) -> None:
    if not _ID.fullmatch(id) or "//" in id:
        raise InputError("outgoing.id", length=len(id))


def _above_zero(_instance: object, _attribute: "Attribute[Money]", amount: Money) -> None:
    if amount.minor <= 0:
        raise InputError("outgoing.amount", found=str(amount))


@frozen(kw_only=True)
class OutgoingParty:
    """Who pays, or is paid, as the bank shall name them.

    Attributes:
        identifier: The payer's organisation number in digits, or the id agreed with the bank; empty for payees.
            Never a personal number.
        city: Some banks demand it of both sides.
        country: ISO 3166-1 alpha-2.
    """

    name: str
    identifier: str = ""
    city: str = ""
    country: str = "SE"


@frozen(kw_only=True)
class OutgoingPayment:
    """One payment to make.

    Attributes:
        id: The host's own, at most 35 plain characters, unique in the order; it comes back in every answer.
        amount: Above zero.
        reference: The payee's OCR number, when the payee wants one.
        message: Free text to the payee; empty beside an OCR number.
        bank: The payee's bank, needed by some banks for an IBAN abroad.
        party_id: The payee by the host's id, never sent: so that the payee's data are found by it. Not a personal number.

    Raises:
        InputError: `outgoing.id` or `outgoing.amount`.
    """

    id: str = field(validator=_identified)
    amount: Money = field(validator=_above_zero)
    payee: OutgoingParty
    account: PaymentAccount
    reference: OcrReference | None = None
    message: str = ""
    bank: Bic | None = None
    purpose: PayoutPurpose | None = None
    party_id: str = ""


def _not_empty(
    _instance: object, _attribute: "Attribute[tuple[OutgoingPayment, ...]]", many: tuple[object, ...]
) -> None:
    if not many:
        raise InputError("outgoing.empty")


@frozen(kw_only=True)
class PayoutBatch:
    """Payments from one account on one day; the bank may book them as one sum.

    Attributes:
        account: What is debited.
        bank: The payer's bank; none where the bank knows it from the session.
        pay_on: The day the bank shall pay.
        booked_together: Asks for one booking of the whole batch; it is the bank's agreement that decides.
    """

    id: str = field(validator=_identified)
    account: PaymentAccount
    bank: Bic | None = None
    currency: str = "SEK"
    pay_on: date
    booked_together: bool = True
    payments: tuple[OutgoingPayment, ...] = field(validator=_not_empty)


def _each_once(_instance: object, _attribute: object, batches: tuple[PayoutBatch, ...]) -> None:
    if not batches:
        raise InputError("outgoing.empty")
    ids = [payment.id for batch in batches for payment in batch.payments]
    groups = [batch.id for batch in batches]
    if len(set(ids)) != len(ids) or len(set(groups)) != len(groups):
        raise InputError("outgoing.twice")


@frozen(kw_only=True)
class PayoutOrder:
    """All that one file to the bank asks for.

    Attributes:
        id: The message's id; the bank refuses the same id twice.

    Raises:
        InputError: Nothing to pay, or an id of a payment or batch comes twice.
    """

    id: str = field(validator=_identified)
    payer: OutgoingParty
    batches: tuple[PayoutBatch, ...] = field(validator=_each_once)

    @property
    def payments(self) -> tuple[OutgoingPayment, ...]:
        """All payments, in order."""
        return tuple(payment for batch in self.batches for payment in batch.payments)

    def total(self, currency: str) -> Money:
        """Return the sum of the payments in *currency*."""
        return total((one.amount for one in self.payments if one.amount.currency == currency), currency)


def payout_order(
    id: str,
    payer: OutgoingParty,
    accounts: tuple[PaymentAccount, ...],
    payments: Iterable[OutgoingPayment],
    *,
    pay_on: date,
    bank: Bic | None = None,
) -> PayoutOrder:
    """Return an order with *payments* in batches by the account they are taken from.

    Payments to a bankgiro are taken from the first bankgiro among *accounts*, for some banks demand it; all others
    from the first account that is none. With only one kind of account everything is taken from it. Batches are
    numbered `id-1`, `id-2`.

    Raises:
        InputError: No account, no payment, or an id that cannot be one.
    """
    if not accounts:
        raise InputError("outgoing.account")
    giro = next((one for one in accounts if isinstance(one, BankgiroNumber)), accounts[0])
    other = next((one for one in accounts if not isinstance(one, BankgiroNumber)), accounts[0])
    taken: dict[PaymentAccount, list[OutgoingPayment]] = {}
    for payment in payments:
        taken.setdefault(giro if isinstance(payment.account, BankgiroNumber) else other, []).append(payment)
    batches = (
        PayoutBatch(id=f"{id}-{number}", account=account, bank=bank, pay_on=pay_on, payments=tuple(held))
        for number, (account, held) in enumerate(taken.items(), start=1)
    )
    return PayoutOrder(id=id, payer=payer, batches=tuple(batches))


register(
    {
        "outgoing.id": Text(
            en="an id for the bank has 1-35 of the characters 0-9 A-Z a-z / ? : ( ) . , ' + - and blank, "
            "and neither begins nor ends with a slash; this one has {length} characters",
            sv="ett id till banken har 1-35 av tecknen 0-9 A-Z a-z / ? : ( ) . , ' + - och blanksteg, "
            "och varken börjar eller slutar med snedstreck; det här har {length} tecken",
        ),
        "outgoing.amount": Text(
            en="{found} cannot be paid out; an outgoing payment is above zero",
            sv="{found} kan inte betalas ut; en utbetalning är större än noll",
        ),
        "outgoing.empty": Text(
            en="there is nothing to pay; give at least one payment",
            sv="det finns inget att betala; ange minst en betalning",
        ),
        "outgoing.twice": Text(
            en="two payments, or two batches, have the same id; answers from the bank name only the id",
            sv="två betalningar, eller två grupper, har samma id; bankens svar nämner bara id:t",
        ),
        "outgoing.account": Text(
            en="no account to pay from; name one of the payer's own",
            sv="det finns inget konto att betala från; ange ett av betalarens egna",
        ),
    }
)
