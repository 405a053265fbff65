"""From Autogiro files to what the rest of faktura speaks of: payments that came, and what became of orders.

Only charges with status 0 are money that came. A refund is money taken back: a payment marked as a reversal, for a
person to look at. Payouts are no incoming payments, and charges that failed are results alone.
"""

from collections import Counter
from typing import Final

from faktura.core.account import BankgiroNumber
from faktura.core.bank_deposit import BankDeposit
from faktura.core.errors import InvalidIdentifier, NotExpressible
from faktura.core.mandate import WithdrawalOrder, WithdrawalOutcome, WithdrawalResult
from faktura.core.money import total
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.formats.bankgirot.autogiro.change_list import ChangeList, ListedChange
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.lines import FORMAT
from faktura.formats.bankgirot.autogiro.orders import Direction, PaymentOrder
from faktura.formats.bankgirot.autogiro.rejected import RejectedFile, RejectedOrder
from faktura.formats.bankgirot.autogiro.specification import (
    PaymentSpecification,
    Section,
    SectionKind,
    SpecifiedPayment,
)
from faktura.formats.bankgirot.autogiro.wording import reason

_KIND: Final = "bankgiro:"
_WIDTH: Final = 10
_OUTCOMES: Final = {
    "0": WithdrawalOutcome.DONE,
    "1": WithdrawalOutcome.NO_COVER,
    "2": WithdrawalOutcome.CLOSED,
    "9": WithdrawalOutcome.BANK_RETRIES,
}
_CANCELLED: Final = "12"


def payee(bankgiro: str) -> str:
    """Return the payee's account as the rest of faktura writes it.

    >>> payee("0009912346")
    'bankgiro:9912346'
    """
    return _KIND + bankgiro.lstrip("0")


def payments(file: PaymentSpecification, digest: str) -> tuple[IncomingPayment, ...]:
    """Return the charges that were carried out and the refunds of *file*, in its order.

    The id is made of account, day, kind and serial of the section, and position under them: the same payment read
    again has the same id, two genuine twins have two. A refund is a reversal. *digest* is the SHA-256 of the bytes.
    """
    account = payee(file.head.bankgiro)
    seen: Counter[str] = Counter()
    made = []
    for section in file.sections:
        key = f"autogiro:{account.removeprefix(_KIND)}:{section.paid_on:%Y-%m-%d}:{section.kind}:{section.serial}"
        deposit = _deposit(key, section)
        for payment in section.payments:
            seen[key] += 1
            if payment.done and section.kind is not SectionKind.PAYOUTS:
                made.append(_payment(f"{key}:{seen[key]}", account, section, deposit, payment, digest))
    return tuple(made)


def _deposit(key: str, section: Section) -> BankDeposit:
    done = [payment.amount for payment in section.payments if payment.done]
    made = total(done, done[0].currency if done else "SEK")
    return BankDeposit(id=key, amount=-made if section.kind is SectionKind.REFUNDS else made, payments=len(done))


def _payment(
    id: str, account: str, section: Section, deposit: BankDeposit, payment: SpecifiedPayment, digest: str
) -> IncomingPayment:
    reference = _reference(payment.reference)
    return IncomingPayment(
        id=id,
        account=account,
        booked_on=section.paid_on,
        amount=payment.amount,
        references=(PaymentReference(text=reference),) if reference else (),
        # zeros before a reference are the bank's filling or the payee's own: what stood there is kept
        message=payment.reference if reference and payment.reference != reference else "",
        payer=Payer(account=f"autogiro:{payment.payer_number}"),
        channel=PaymentChannel.AUTOGIRO,
        reversal=section.kind is SectionKind.REFUNDS,
        deposit=deposit,
        source=_source(digest, payment.line),
    )


def _reference(text: str) -> str:
    return text.lstrip("0").strip()


def _source(digest: str, line: int) -> Source:
    return Source(format=FORMAT, digest=digest, place=f"line {line}")


def results(file: AutogiroFile, digest: str) -> tuple[WithdrawalResult, ...]:
    """Return what *file* says of charges: of a payment specification, rejected orders, or a list of changes.

    Of other files nothing. A charge moved to another day has no result yet.
    """
    match file:
        case PaymentSpecification():
            account = payee(file.head.bankgiro)
            charged = [payment for section in file.of(SectionKind.CHARGES) for payment in section.payments]
            return tuple(_result(account, payment, digest) for payment in charged)
        case RejectedFile():
            account = payee(file.head.bankgiro)
            charges = (order for order in file.records if order.direction is Direction.CHARGE)
            return tuple(_rejected(account, order, digest) for order in charges)
        case ChangeList():
            account = payee(file.head.bankgiro)
            ended = (one for one in file.records if one.comment == _CANCELLED and one.direction == Direction.CHARGE)
            return tuple(_cancelled(account, change, digest) for change in ended)
        case _:
            return ()


def _result(account: str, payment: SpecifiedPayment, digest: str) -> WithdrawalResult:
    return WithdrawalResult(
        payee=account,
        payer_number=payment.payer_number,
        amount=payment.amount,
        on=payment.on,
        reference=_reference(payment.reference),
        outcome=_OUTCOMES[payment.status],
        reason=reason("payment", payment.status),
        source=_source(digest, payment.line),
    )


def _rejected(account: str, order: RejectedOrder, digest: str) -> WithdrawalResult:
    return WithdrawalResult(
        payee=account,
        payer_number=order.payer_number.lstrip("0"),
        amount=order.amount,
        on=order.on,
        reference=_reference(order.reference),
        outcome=WithdrawalOutcome.REJECTED,
        reason=reason("rejected", order.comment),
        source=_source(digest, order.line),
    )


def _cancelled(account: str, change: ListedChange, digest: str) -> WithdrawalResult:
    return WithdrawalResult(
        payee=account,
        payer_number=change.payer_number.lstrip("0"),
        amount=change.amount,
        on=change.on,
        reference=_reference(change.reference),
        outcome=WithdrawalOutcome.CANCELLED,
        reason=reason("change_code", change.code),
        source=_source(digest, change.line),
    )


def order_of(withdrawal: WithdrawalOrder) -> PaymentOrder:
    """Return *withdrawal* as a record of an order file; `bankgiro_digits` gives the number for its batch.

    Raises:
        NotExpressible: Another currency than SEK; the writer refuses what does not fit its field.
    """
    if withdrawal.amount.currency != "SEK":
        raise NotExpressible(format=FORMAT, rule="SEK only", what=f"an amount in {withdrawal.amount.currency}")
    return PaymentOrder(
        on=withdrawal.on,
        payer_number=withdrawal.payer_number,
        amount=withdrawal.amount,
        reference=withdrawal.reference,
    )


def bankgiro_digits(account: str) -> str:
    """Return the ten digits that stand for *account* in every record.

    Raises:
        NotExpressible: No bankgiro number: Autogiro knows no other payee.

    >>> bankgiro_digits("bankgiro:9912346")
    '0009912346'
    """
    try:
        number = BankgiroNumber.parse(account.removeprefix(_KIND)) if account.startswith(_KIND) else None
    except InvalidIdentifier:
        number = None
    if number is None:
        raise NotExpressible(format=FORMAT, rule="a bankgiro number", what="another account of the payee")
    return number.digits.zfill(_WIDTH)
