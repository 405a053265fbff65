"""What an acquirer of cards pays out: each sale in full, its fee, and the sum that reaches the account.

The customer paid the whole sale, so that is the payment; what the acquirer kept is told once for each settlement, as the
event that the books record (`desk.books.record`). Payments less refunds and fees are the deposit, to the öre. The bank reports
that deposit as one sum from the acquirer: where the bank's file is received too, the event names that payment.

>>> data = b"payout,date,sale,gross,fee,net,order\\nS1,2026-11-02,T1,100.00,1.50,98.50,12351\\nS1,2026-11-02,T2,50.00,0.75,49.25,\\n"
>>> read = read_settlements(data, CardColumns(settlement="payout", paid_on="date", gross="gross", fee="fee", net="net",
...                                          transaction="sale", reference="order"), account="card:acquirer")
>>> [(str(one.amount), one.reversal) for one in read.payments]
[('100.00 SEK', False), ('50.00 SEK', False)]
>>> [(str(one.paid_out), str(one.fee)) for one in read.settled]
[('147.75 SEK', '2.25 SEK')]
"""

import hashlib
from collections import Counter, defaultdict
from datetime import date
from typing import Literal

from attrs import frozen

from faktura.core.bank_deposit import BankDeposit
from faktura.core.bookkeeping_event import CardSettled
from faktura.core.errors import MalformedFile
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, PaymentChannel, Source
from faktura.formats.payments_csv import CsvPayments, ReadRow, reference_of
from faktura.formats.table_cells import FORMAT as CSV
from faktura.formats.table_cells import Row, read_table

FORMAT = "card"


@frozen(kw_only=True)
class CardColumns:
    """Which column is what; an empty name says there is none.

    Attributes:
        settlement: What is paid out together.
        paid_on: The day of the payout.
        gross, fee, net: What the customer paid, what the acquirer kept, and the rest; a fee may be written with a minus.
        transaction: The acquirer's id of the sale.
        reference: What names the invoice.
    """

    settlement: str
    paid_on: str
    gross: str
    fee: str
    net: str
    transaction: str = ""
    reference: str = ""
    currency: str = ""
    decimal: Literal[",", "."] = "."


@frozen(kw_only=True)
class CardRecord:
    """One sale of a settlement; a refund of a sale has a gross below zero."""

    settlement: str
    paid_on: date
    gross: Money
    fee: Money
    transaction: str
    reference: str
    line: int


@frozen(kw_only=True)
class CardSettlements(CsvPayments):
    """The sales of a file, a report of every row, and what was paid out and kept of each settlement."""

    settled: tuple[CardSettled, ...]


def read_settlements(
    data: bytes, columns: CardColumns, *, account: str, currency: str = "SEK", delimiter: str = ""
) -> CardSettlements:
    """Read the sales of card settlements from a CSV file; a row whose net is not gross less fee is refused.

    With a row all of its settlement is refused, for its fees are one sum; with a row of no known settlement, all of the file.
    Put right and read again nothing is counted twice.

    Args:
        account: What stands for the acquirer, as `card:acquirer`; `desk.payments.take` takes every card payment as the
            sender's own.

    Raises:
        MalformedFile: The file is no CSV, or a column that is named is not there.
    """
    table = read_table(data, delimiter=delimiter)
    table.need(
        columns.settlement, columns.paid_on, columns.gross, columns.fee, columns.net, columns.transaction,
        columns.reference, columns.currency,
    )  # fmt: skip
    rows = [ReadRow(line=one.line, outcome="refused", problem=one) for one in table.broken]
    records: list[CardRecord] = []
    broken = {""} if table.broken else set[str]()
    for row in table.rows:
        try:
            records.append(_record(row, columns, currency))
        except MalformedFile as problem:
            rows.append(ReadRow(line=row.line, outcome="refused", problem=problem))
            broken.add(row.text(columns.settlement))
    whole = [one for one in records if not broken & {"", one.settlement}]
    payments, settled, ids = _payments(whole, account, hashlib.sha256(data).hexdigest())
    for record in records:
        if broken & {"", record.settlement}:
            rows.append(ReadRow(line=record.line, outcome="refused", problem=_incomplete(record, columns)))
            continue
        id = ids.get(record.line, "")
        rows.append(ReadRow(line=record.line, outcome="read" if id else "nothing", payment_id=id))
    rows.sort(key=lambda one: one.line)
    return CardSettlements(payments=payments, rows=tuple(rows), settled=settled)


def _record(row: Row, columns: CardColumns, currency: str) -> CardRecord:
    money = row.text(columns.currency) or currency
    gross, fee, net = (row.amount(name, money, columns.decimal) for name in (columns.gross, columns.fee, columns.net))
    if fee.minor < 0 and gross - abs(fee) == net:
        fee = -fee
    if gross - fee != net:
        raise row.place(columns.net).wrong(str(net), f"gross less fee, {gross - fee}")
    settlement = row.text(columns.settlement)
    if not settlement:
        raise row.place(columns.settlement).wrong("nothing", "the id of the settlement")
    return CardRecord(
        settlement=settlement,
        paid_on=row.day(columns.paid_on),
        gross=gross,
        fee=fee,
        transaction=row.text(columns.transaction),
        reference=row.text(columns.reference),
        line=row.line,
    )


def _incomplete(record: CardRecord, columns: CardColumns) -> MalformedFile:
    found, expected = "one row of it refused", "a settlement all of whose rows can be read"
    return MalformedFile(format=CSV, line=record.line, field=columns.settlement, found=found, expected=expected)


def _payments(
    records: list[CardRecord], account: str, digest: str
) -> tuple[tuple[IncomingPayment, ...], tuple[CardSettled, ...], dict[int, str]]:
    """Return the payments of all settlements in the file's order, their settlements, and which line became which."""
    together: dict[tuple[str, date, str], list[CardRecord]] = defaultdict(list)
    for record in records:
        together[record.settlement, record.paid_on, record.gross.currency].append(record)
    made: list[IncomingPayment] = []
    settled: list[CardSettled] = []
    ids: dict[int, str] = {}
    for (settlement, day, currency), held in together.items():
        name = f"card:{account}:{day:%Y-%m-%d}:{settlement}" + ("" if currency == "SEK" else f":{currency}")
        sales = [one for one in held if one.gross]
        fee = Money(sum(one.fee.minor for one in held), currency)
        net = Money(sum(one.gross.minor for one in held) - fee.minor, currency)
        deposit = BankDeposit(id=name, amount=net, payments=len(sales))
        seen: Counter[str] = Counter()
        for at, sale in enumerate(sales, start=1):
            key = sale.transaction or str(at)
            seen[key] += 1
            ids[sale.line] = f"{name}:{key}" + (f"+{seen[key]}" if seen[key] > 1 else "")
            made.append(_payment(ids[sale.line], account, deposit, sale, digest))
        if net or fee:
            settled.append(CardSettled(settlement_id=name, on=day, paid_out=net, fee=fee))
    return tuple(made), tuple(settled), ids


def _payment(id: str, account: str, deposit: BankDeposit, sale: CardRecord, digest: str) -> IncomingPayment:
    return IncomingPayment(
        id=id,
        account=account,
        booked_on=sale.paid_on,
        amount=abs(sale.gross),
        references=(reference_of(sale.reference),) if sale.reference else (),
        channel=PaymentChannel.CARD,
        reversal=sale.gross.minor < 0,
        deposit=deposit,
        source=Source(format=FORMAT, digest=digest, place=f"line {sale.line}"),
    )
