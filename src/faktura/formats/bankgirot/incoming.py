"""From BgMax records to the neutral form of a payment: one for each payment record, nothing left out.

A deduction (record 21) is a credit note the payer used. Its money never came, so it lowers a payment
of the same payer in the same deposit: that payment's amount is what came in, its own reference keeps
the sum the payer meant for it, and the credit note stands beside as a reference with a negative
amount. Where no single payment of the payer is larger than the deduction, the deduction becomes a
payment of its own, marked as a reversal for a person to look at. Either way the payments less the
reversals of a deposit are the deposit, to the öre.
"""

from collections import defaultdict
from datetime import date
from typing import Final, Literal

from attrs import define, field

from faktura.core.bank_deposit import BankDeposit
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.formats.bank_summary import BankSummary, per_currency
from faktura.formats.bankgirot import records as bg
from faktura.formats.bankgirot.records import BgMaxFile, Deposit, PaymentRecord

_ORGANISATION_ZEROS: Final = "00"
_ORGANISATION_LENGTH: Final = 12


def payments(file: BgMaxFile, digest: str) -> tuple[IncomingPayment, ...]:
    """Return the payments of *file*, in its order; *digest* is the SHA-256 of its bytes.

    The id is made of bankgiro, date, deposit serial, payment serial and position in the deposit: the
    same payment read again has the same id, two genuine twins have two.
    """
    return tuple(payment for deposit in file.deposits for payment in of_deposit(deposit, digest))


def summary(file: BgMaxFile) -> BankSummary:
    """Return the counts and sums of *file*; the total is what was deposited."""
    records = [record for deposit in file.deposits for record in deposit.records]
    return BankSummary(
        payments=sum(not record.deduction for record in records),
        total=per_currency([deposit.amount for deposit in file.deposits]),
        deductions=sum(record.deduction for record in records),
        deposits=len(file.deposits),
    )


@define
class _Lowered:
    """A payment and the deductions taken from it."""

    record: PaymentRecord
    left: Money
    deductions: list[PaymentRecord] = field(factory=list)


def of_deposit(deposit: Deposit, digest: str) -> list[IncomingPayment]:
    """Return the payments of one *deposit*, each lowered by the deductions that belong to it."""
    lowered = {at: _Lowered(record, record.amount) for at, record in enumerate(deposit.records) if not record.deduction}
    by_payer: dict[str, list[_Lowered]] = defaultdict(list)
    for at, one in lowered.items():
        by_payer[_payer_key(one.record, at)].append(one)
    for at, record in enumerate(deposit.records):
        if record.deduction:
            large = (one for one in by_payer[_payer_key(record, at)] if one.left > record.amount)
            if covering := next(large, None):
                covering.left -= record.amount
                covering.deductions.append(record)
            else:
                lowered[at] = _Lowered(record, record.amount)
    account, day = deposit.bankgiro.lstrip("0"), deposit.paid_on
    name = f"bgmax:{account}:{day:%Y-%m-%d}:{deposit.serial}"
    booked = BankDeposit(id=name, amount=deposit.amount, payments=len(lowered))
    return [_payment(account, day, booked, at, one, digest) for at, one in sorted(lowered.items())]


def _payer_key(record: PaymentRecord, at: int) -> str:
    """Return what tells one payer of a deposit from another; payers without any mark are nobody's."""
    if record.bankgiro.strip("0"):
        return f"bankgiro {record.bankgiro}"
    if record.organisation_number:
        return f"organisation {record.organisation_number}"
    return f"name {record.name.casefold()}" if record.name else f"record {at}"


def _payment(account: str, day: date, booked: BankDeposit, at: int, one: _Lowered, digest: str) -> IncomingPayment:
    record = one.record
    return IncomingPayment(
        id=f"{booked.id}:{record.serial}:{at + 1}",
        account=f"bankgiro:{account}",
        booked_on=day,
        amount=one.left,
        references=_references(record, tuple(one.deductions)),
        message="\n".join(record.information),
        payer=_payer(record),
        channel=channel(record.channel),
        reversal=record.deduction,
        deposit=booked,
        source=Source(format=bg.FORMAT, digest=digest, place=_lines(record, one.deductions)),
    )


def channel(code: str) -> PaymentChannel:
    """Return how the money came, by position 57."""
    return PaymentChannel.AUTOGIRO if code == bg.AUTOGIRO else PaymentChannel.BANKGIRO


def _lines(record: PaymentRecord, deductions: list[PaymentRecord]) -> str:
    numbers = [str(one.line) for one in (record, *deductions)]
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {', '.join(numbers)}"


def _kind(code: str) -> Literal["ocr", "text"]:
    return "ocr" if code == bg.OCR else "text"


def _references(record: PaymentRecord, deductions: tuple[PaymentRecord, ...]) -> tuple[PaymentReference, ...]:
    if record.deduction:
        note = PaymentReference(text=record.reference, kind="credit_note", amount=-record.amount)
        return (note,) if record.reference else ()
    references = []
    if record.reference:
        # beside credit notes the payer's own sum must be said; alone it is the payment's amount
        whole = record.amount if deductions and not record.extras else None
        references.append(PaymentReference(text=record.reference, kind=_kind(record.reference_code), amount=whole))
    references += [
        PaymentReference(
            text=extra.reference,
            kind="credit_note" if extra.negative else _kind(extra.reference_code),
            amount=extra.signed if record.split else None,
        )
        for extra in record.extras
    ]
    references += [PaymentReference(text=one.reference, kind="credit_note", amount=-one.amount) for one in deductions]
    return tuple(references)


def _payer(record: PaymentRecord) -> Payer:
    giro = record.bankgiro.lstrip("0")
    town = " ".join(part for part in (record.postal_code, record.town) if part)
    address = (record.extra_name, record.street, town, record.country or record.country_code)
    return Payer(
        name=record.name,
        account=f"bankgiro:{giro}" if giro else "",
        organisation_number=organisation(record.organisation_number),
        address=tuple(line for line in address if line),
    )


def organisation(number: str) -> str:
    """Return the number of record 29 without the zeros that fill it."""
    return number.removeprefix(_ORGANISATION_ZEROS) if len(number) == _ORGANISATION_LENGTH else number
