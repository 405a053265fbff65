"""Order files: what each record says, and what a strict reading and the writer refuse."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from faktura.core.account import BankAccountNumber
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.identity import parse_identity
from faktura.core.mandate import Interval
from faktura.core.money import Money, sek
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import (
    Direction,
    MandateRemoval,
    NewMandate,
    Order,
    OrderBatch,
    PayerNumberChange,
    PaymentChange,
    PaymentOrder,
)
from faktura.formats.bankgirot.autogiro.private import PrivateDigits, account_digits, identity_digits

HEAD = "0120261120AUTOGIRO" + " " * 44 + "4711170009912346  "
DAY = date(2026, 11, 27)


def lines(*records: str) -> bytes:
    return "".join(f"{record:<80}\r\n" for record in records).encode("latin-1")


def of(*orders: Order) -> OrderFile:
    return OrderFile(
        batches=(
            OrderBatch(written_on=date(2026, 11, 20), customer_number="471117", bankgiro="0009912346", orders=orders),
        )
    )


def read_sample(shared: Callable[..., Path], name: str) -> tuple[Order, ...]:
    read = autogiro.read(shared("bank", "autogiro", name).read_bytes())
    assert isinstance(read, OrderFile)
    (batch,) = read.batches
    assert (batch.written_on, batch.customer_number, batch.line) == (date(2008, 6, 11), "471117", 1)
    return batch.orders


def test_each_field_of_a_payment_is_read(shared: Callable[..., Path]) -> None:
    """Days, `GENAST`, repeats until further notice, direction and line."""
    orders = read_sample(shared, "to_bank_payment_orders.txt")
    assert orders[3] == PaymentOrder(
        on=date(2008, 6, 30), interval=Interval.LAST_QUARTERLY, repeats=3, payer_number="2222101",
        amount=sek("5000.25"), reference="KVARTAL-2008",
    )  # fmt: skip
    assert [order.line for order in orders] == list(range(2, 11))
    assert isinstance(orders[4], PaymentOrder)
    assert orders[4].on is None
    assert isinstance(orders[5], PaymentOrder)
    assert orders[5].direction is Direction.PAYOUT


def test_each_kind_of_mandate_record_is_read(shared: Callable[..., Path]) -> None:
    """New with and without account, refused, removed, and another payer number."""
    orders = read_sample(shared, "to_bank_mandates.txt")
    assert orders[0] == NewMandate(
        payer_number="101", account=PrivateDigits("3300001212121212"), identity=PrivateDigits("191212121212")
    )
    assert orders[3] == NewMandate(payer_number="2222101")
    assert [isinstance(one, NewMandate) and one.refused for one in orders] == [False] * 6 + [True] * 2 + [False] * 5
    assert orders[8] == MandateRemoval(payer_number="5551004")
    assert orders[12] == PayerNumberChange(payer_number="5555242", new_payer_number="3330202")


def test_accounts_and_identities_fill_their_fields() -> None:
    """Clearing number in four positions, account in twelve; a person with century, an organisation after zeros."""
    account = account_digits(BankAccountNumber.parse("83279, 1234567890"))
    person = identity_digits(parse_identity("191212121212"))
    assert (account.full, person.full) == ("8327001234567890", "191212121212")
    written = autogiro.write(of(NewMandate(payer_number="101", account=account, identity=person)))
    assert (
        written.split(b"\r\n")[1] == b"0400099123460000000000000101" + b"8327001234567890" + b"191212121212" + b" " * 24
    )


def test_a_file_may_hold_several_batches() -> None:
    """Each under its own first record, with its own bankgiro number."""
    two = OrderFile(batches=of(MandateRemoval(payer_number="1")).batches * 2)
    assert autogiro.read(autogiro.write(two)) == two


CHARGE = "82202611270    00000000000001010000000750000009912346F1"
WRONG = [
    # records, line, field
    ([HEAD, CHARGE.replace("20261127", "20261131")], 2, "on"),
    ([HEAD, CHARGE.replace("202611270", "202611279")], 2, "interval"),
    ([HEAD, CHARGE.replace("202611270", "GENAST  1")], 2, "interval"),
    ([HEAD, CHARGE.replace("202611270   ", "202611271x  ")], 2, "repeats"),
    ([HEAD, CHARGE.replace("0000000000000101", "0000000000000000")], 2, "payer_number"),
    ([HEAD, CHARGE.replace("0000000000000101", "00000000000001²1")], 2, "payer_number"),
    ([HEAD, CHARGE.replace("000000075000", "000000 75000")], 2, "amount"),
    ([HEAD, CHARGE.replace("0009912346", "0055555551")], 2, "bankgiro"),
    ([HEAD, "04000991234600000000000001013300X01212121212"], 2, "account"),
    ([HEAD, "0400099123460000000000000101".ljust(76) + "XX"], 2, "refused"),
    ([HEAD, "050009912346000000000000011100555555510000000000000121"], 2, "new bankgiro"),
    ([HEAD, "240009912346000000000222210"], 2, "on"),
    ([HEAD, "260009912346"], 2, "new_on"),
    ([HEAD, "25000991234600000000000001052008061600000002750099"], 2, "direction"),
    ([CHARGE.replace("82", "01", 1)], 1, "record type"),
    (["00261120HMAC", HEAD, CHARGE], 3, "seal"),
    ([HEAD, "00261120HMAC"], 2, "record 00"),
    (["00261120HMAC", HEAD, "99261120", CHARGE], 4, "record 82"),
    (["00261120HMAC", CHARGE], 2, "record type"),
    ([HEAD.replace("20261120", "20261320")], 1, "written_on"),
]  # fmt: skip


@pytest.mark.parametrize(("records", "line", "field"), WRONG)
def test_what_is_wrong_is_refused_with_its_line(records: list[str], line: int, field: str) -> None:
    """And only told in a tolerant reading, where the file is known by its first record."""
    with pytest.raises(MalformedFile) as error:
        autogiro.read(lines(*records))
    assert (error.value.line, error.value.field) == (line, field)


@pytest.mark.parametrize("record", [records[1] for records, line, _ in WRONG if records[0] == HEAD and line == 2])
def test_a_tolerant_reading_leaves_only_the_wrong_record_out(record: str) -> None:
    """A right record beside it stays."""
    read = autogiro.read(lines(HEAD, CHARGE, record), strict=False)
    assert isinstance(read, OrderFile)
    assert [len(batch.orders) for batch in read.batches] == [1]
    (finding,) = read.findings
    assert (finding.severity, finding.path) == ("error", "line 3")


def test_an_unknown_record_is_told_and_passed_over() -> None:
    """Nothing is dropped without a word."""
    read = autogiro.read(lines(HEAD, "77", CHARGE))
    assert [one.code for one in read.findings] == ["autogiro.unknown_record"]


UNWRITABLE: list[Order] = [
    PaymentOrder(on=DAY, payer_number="101", amount=Money(-1)),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(10**12)),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(1), reference="x" * 17),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(1), reference="→"),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(1), reference="a\nb"),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(1), repeats=1000),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(1), repeats=0, interval=Interval.MONTHLY),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(1), repeats=-1, interval=Interval.MONTHLY),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(0)),
    PaymentOrder(on=DAY, payer_number="101", amount=Money(1, "EUR")),
    PaymentChange(code="25", payer_number="101", on=DAY, amount=Money(1, "EUR"), direction=Direction.CHARGE),
    PaymentOrder(on=None, interval=Interval.MONTHLY, payer_number="101", amount=Money(1)),
    PaymentOrder(on=DAY, payer_number="0101", amount=Money(1)),
    PaymentOrder(on=DAY, payer_number="1" * 17, amount=Money(1)),
    PaymentOrder(on=DAY, payer_number="", amount=Money(1)),
    PaymentChange(code="25", payer_number="101", on=DAY),
    PaymentChange(code="29", payer_number="101", on=DAY, amount=Money(1), direction=Direction.CHARGE),
    NewMandate(payer_number="101", account=PrivateDigits("1" * 17)),
]


@pytest.mark.parametrize("order", UNWRITABLE)
def test_what_has_no_place_is_refused_not_cut(order: Order) -> None:
    """A bank would take a cut reference, and a payer number of somebody else."""
    with pytest.raises(NotExpressible):
        autogiro.write(of(order))


@pytest.mark.parametrize(
    ("customer_number", "bankgiro"),
    [("kund x", "0009912346"), ("", "0009912346"), ("4711171", "0009912346"), ("471117", ""), ("471117", "991-2346")],
)
def test_the_payee_is_told_in_digits(customer_number: str, bankgiro: str) -> None:
    """Bankgirot would refuse the whole file."""
    batch = OrderBatch(written_on=DAY, customer_number=customer_number, bankgiro=bankgiro)
    with pytest.raises(NotExpressible):
        autogiro.write(OrderFile(batches=(batch,)))


def test_the_payees_numbers_are_filled_with_zeros() -> None:
    """Six positions and ten, the bankgiro number alike in every record."""
    order = PaymentOrder(on=DAY, payer_number="101", amount=sek(750), reference="F1")
    short = OrderBatch(written_on=date(2026, 11, 20), customer_number="4711", bankgiro="9912346", orders=(order,))
    data = autogiro.write(OrderFile(batches=(short,)))
    assert data == lines(HEAD.replace("471117", "004711"), CHARGE)
    read = autogiro.read(data)
    assert isinstance(read, OrderFile)
    assert read.batches[0].bankgiro == "0009912346"


def test_a_change_has_one_of_its_codes() -> None:
    """There is no other."""
    with pytest.raises(ValueError, match="code"):
        PaymentChange(code="22")
