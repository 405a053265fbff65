"""Payments from a CSV file, such as a bank's list of transactions: the caller says which column is what.

Every row is answered for: read as a payment, passed over, or refused with its reason. Nothing is guessed and nothing is lost.

>>> data = "Bokföringsdag;Belopp;Meddelande\\r\\n2026-11-02;1 250,50;12351\\r\\n2026-11-02;-99,00;Avgift\\r\\n".encode("cp1252")
>>> columns = PaymentColumns(booked_on="Bokföringsdag", amount="Belopp", message="Meddelande")
>>> read = read_payments_csv(data, columns, account="iban:SE4550000000058398257466")
>>> [str(one.amount) for one in read.payments], [(row.line, row.outcome) for row in read.rows]
(['1250.50 SEK'], [(2, 'read'), (3, 'money_out')])
"""

import hashlib
from collections import Counter
from typing import Final, Literal

from attrs import frozen

from faktura.core.bank_deposit import BankDeposit
from faktura.core.errors import FakturaError, MalformedFile
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.core.reference import OcrReference
from faktura.formats.table_cells import FORMAT, Row, read_table

Outcome = Literal["read", "money_out", "nothing", "refused"]
_SHORT: Final = 16


@frozen(kw_only=True)
class PaymentColumns:
    """Which column is what; an empty name says there is none.

    Attributes:
        id: The bank's own id of the transaction; without one a row is known by what it says.
        decimal: What stands before the decimals.
    """

    booked_on: str
    amount: str
    reference: str = ""
    message: str = ""
    payer_name: str = ""
    payer_account: str = ""
    currency: str = ""
    id: str = ""
    decimal: Literal[",", "."] = ","


@frozen(kw_only=True)
class ReadRow:
    """What became of one row.

    Attributes:
        outcome: `read` as a payment; `money_out` is below zero and `nothing` is zero, both passed over; `refused` with
            its `problem`.
        payment_id: Of the payment it became.
    """

    line: int
    outcome: Outcome
    payment_id: str = ""
    problem: MalformedFile | None = None


@frozen(kw_only=True)
class CsvPayments:
    """The payments of a file, and a report of every row."""

    payments: tuple[IncomingPayment, ...]
    rows: tuple[ReadRow, ...]

    @property
    def refused(self) -> tuple[ReadRow, ...]:
        """The rows that could not be read."""
        return tuple(row for row in self.rows if row.outcome == "refused")


def read_payments_csv(
    data: bytes, columns: PaymentColumns, *, account: str, currency: str = "SEK", delimiter: str = ""
) -> CsvPayments:
    """Read payments to *account* (kind and number, as `iban:SE45...`) from a CSV file.

    The id is made of the account, the day and the bank's id, or what the row says: the same row in another export has the
    same id, and equal rows of one file are numbered, for they are payments of their own.

    Args:
        currency: Of rows that name none.
        delimiter: Between the cells; told by the head when empty.

    Raises:
        MalformedFile: The file is no CSV, or a column that is named is not there.
    """
    table = read_table(data, delimiter=delimiter)
    table.need(
        columns.booked_on, columns.amount, columns.reference, columns.message, columns.payer_name, columns.payer_account,
        columns.currency, columns.id,
    )  # fmt: skip
    digest = hashlib.sha256(data).hexdigest()
    rows = [ReadRow(line=one.line, outcome="refused", problem=one) for one in table.broken]
    payments: list[IncomingPayment] = []
    seen: Counter[str] = Counter()
    for row in table.rows:
        try:
            amount = row.amount(columns.amount, row.text(columns.currency) or currency, columns.decimal)
            row.day(columns.booked_on)
            if amount.minor <= 0:
                rows.append(ReadRow(line=row.line, outcome="money_out" if amount.minor else "nothing"))
                continue
            payment = _payment(row, columns, account, currency, digest, seen)
        except MalformedFile as problem:
            rows.append(ReadRow(line=row.line, outcome="refused", problem=problem))
            continue
        payments.append(payment)
        rows.append(ReadRow(line=row.line, outcome="read", payment_id=payment.id))
    return CsvPayments(payments=tuple(payments), rows=tuple(sorted(rows, key=lambda one: one.line)))


def _payment(
    row: Row, columns: PaymentColumns, account: str, currency: str, digest: str, seen: Counter[str]
) -> IncomingPayment:
    amount = row.amount(columns.amount, row.text(columns.currency) or currency, columns.decimal)
    day = row.day(columns.booked_on)
    written = [
        row.text(name) for name in (columns.reference, columns.message, columns.payer_name, columns.payer_account)
    ]
    reference, message, name, paying = written
    said = hashlib.sha256("\n".join([str(amount), *written]).encode()).hexdigest()[:_SHORT]
    key = f"csv:{account}:{day:%Y-%m-%d}:{row.text(columns.id) or said}"
    seen[key] += 1
    id = key if seen[key] == 1 else f"{key}+{seen[key]}"
    return IncomingPayment(
        id=id,
        account=account,
        booked_on=day,
        amount=amount,
        references=(reference_of(reference),) if reference else (),
        message=message,
        payer=Payer(name=name, account=paying),
        channel=_CHANNELS.get(account.partition(":")[0], PaymentChannel.TRANSFER),
        deposit=BankDeposit(id=id, amount=amount, payments=1),
        source=Source(format=FORMAT, digest=digest, place=f"line {row.line}"),
    )


_CHANNELS: Final = {one.value: one for one in (PaymentChannel.BANKGIRO, PaymentChannel.PLUSGIRO, PaymentChannel.SWISH)}


def reference_of(text: str) -> PaymentReference:
    """Return the reference as an OCR number when it can be one, else as what was typed."""
    try:
        OcrReference.parse(text)
    except FakturaError:
        return PaymentReference(text=text)
    return PaymentReference(text=text, kind="ocr")
