"""From BgMax to payments: all the money, none of it twice, and every reference with its kind."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentChannel, PaymentReference
from faktura.formats.bankgirot import bgmax
from faktura.formats.bankgirot.bgmax import BgMaxFile, Deposit, PaymentRecord
from tests.formats.bankgirot.strategies import files

GIRO = "0003783511"


def read(shared: Callable[..., Path], name: str) -> tuple[IncomingPayment, ...]:
    return bgmax.payments(bgmax.read(shared("bank", "bgmax", f"{name}.txt").read_bytes()), "digest")


def received(*records: PaymentRecord) -> tuple[IncomingPayment, ...]:
    """The payments of one deposit of these records."""
    deposit = Deposit(bankgiro="0009912346", paid_on=date(2026, 11, 2), serial="00101", records=records)
    return bgmax.payments(BgMaxFile(deposits=(deposit,)), "digest")


def payment(kronor: int, reference: str = "", giro: str = GIRO) -> PaymentRecord:
    return PaymentRecord(bankgiro=giro, reference=reference, reference_code="2", amount=sek(kronor))


def deduction(kronor: int, reference: str = "9", giro: str = GIRO) -> PaymentRecord:
    return PaymentRecord(bankgiro=giro, reference=reference, amount=sek(kronor), deduction=True, deduction_code="0")


@given(files())
def test_no_money_is_lost_or_made(file: BgMaxFile) -> None:
    """Per deposit: payments less reversals are the deposit, each above zero, each with an id of its own."""
    made = bgmax.payments(file, "digest")
    assert all(one.amount.minor > 0 for one in made)
    for deposit in file.deposits:
        alone = bgmax.payments(BgMaxFile(deposits=(deposit,)), "digest")
        assert len({one.id for one in alone}) == len(alone)
        signed = [-one.amount.minor if one.reversal else one.amount.minor for one in alone]
        assert Money(sum(signed), deposit.currency) == deposit.amount


@given(files())
def test_every_payment_record_and_every_deduction_is_told(file: BgMaxFile) -> None:
    """Each payment is one payment; each deduction is a credit note of one of them, or a reversal."""
    records = [record for deposit in file.deposits for record in deposit.records]
    made = bgmax.payments(file, "digest")
    assert sum(not one.reversal for one in made) == sum(not record.deduction for record in records)
    lowered = sum(one.amount.minor for one in made if not one.reversal)
    gross = sum(record.amount.minor for record in records if not record.deduction)
    taken = sum(record.amount.minor for record in records if record.deduction)
    assert gross - lowered == taken - sum(one.amount.minor for one in made if one.reversal)


@given(files())
def test_the_same_file_gives_the_same_ids(file: BgMaxFile) -> None:
    """An id depends on what the bank says, not on the bytes or the reading."""
    again = bgmax.read(bgmax.write(file))
    assert [one.id for one in bgmax.payments(again, "x")] == [one.id for one in bgmax.payments(file, "y")]


def test_twins_in_one_deposit_have_ids_of_their_own() -> None:
    """Autogiro files leave the serial number blank: two equal payments differ by their place."""
    one, other = received(payment(100, "12351"), payment(100, "12351"))
    assert one.id != other.id
    assert one.id == "bgmax:9912346:2026-11-02:00101::1"


def test_a_credit_note_lowers_the_payment_of_its_payer() -> None:
    """What came in is the amount; what the payer meant stands on the references."""
    (made,) = received(payment(10_000, "10000289"), deduction(200, "90000183"), deduction(350, "KREDIT 7"))
    assert made.amount == sek(9_450)
    assert not made.reversal
    assert made.references == (
        PaymentReference(text="10000289", kind="ocr", amount=sek(10_000)),
        PaymentReference(text="90000183", kind="credit_note", amount=sek(-200)),
        PaymentReference(text="KREDIT 7", kind="credit_note", amount=sek(-350)),
    )


def test_a_credit_note_of_another_payer_lowers_nothing_of_mine() -> None:
    """It is told apart by bankgiro, and is shown as a reversal when its payer paid nothing."""
    mine, theirs = received(payment(1_000, "12351"), deduction(200, "9", giro="0097012333"))
    assert (mine.amount, mine.reversal) == (sek(1_000), False)
    assert (theirs.amount, theirs.reversal) == (sek(200), True)
    assert theirs.references == (PaymentReference(text="9", kind="credit_note", amount=sek(-200)),)


def test_a_credit_note_takes_the_first_payment_that_covers_it() -> None:
    """One payment is lowered, never several, and never to nothing."""
    small, large, whole = received(payment(100, "18"), payment(900, "26"), deduction(100), deduction(800))
    assert [(one.amount, one.reversal) for one in (small, large, whole)] == [
        (sek(100), False), (sek(800), False), (sek(800), True),
    ]  # fmt: skip


def test_payers_without_any_mark_are_not_taken_for_one() -> None:
    """Blank giro, number and name: a deduction of nobody is a person's to place."""
    blank = "0000000000"
    one, other = received(payment(500, giro=blank), deduction(100, giro=blank))
    assert (one.amount, other.reversal) == (sek(500), True)


def test_samples_give_their_references(shared: Callable[..., Path]) -> None:
    """Code 2 is an OCR number, anything else is text; parts only where they make the payment."""
    made = read(shared, "synthetic_edge_cases")
    assert [[(one.kind, one.text, one.amount and one.amount.minor) for one in p.references] for p in made] == [
        [("ocr", "10000180", None)],
        [("text", "faktura 1001 kund nr 1234", None)],
        [("ocr", "10000289", 1_000_000), ("credit_note", "90000183", -20_000),
         ("credit_note", "90000282", -30_000), ("credit_note", "KREDIT 7", -5_000)],
        [],
        [("text", "10000388 10000487", None), ("ocr", "10000388", None), ("ocr", "10000487", None),
         ("ocr", "10000586", None)],
        [("ocr", "10000685", 80_000), ("credit_note", "90000381", -30_000)],
    ]  # fmt: skip
    split = read(shared, "bgc_ocr_extended_registration")[6]
    assert [(one.kind, one.text, one.amount and one.amount.minor) for one in split.references] == [
        ("ocr", "7495575", 100_000), ("ocr", "695668", 50_000), ("text", "8988777", 40_000), ("credit_note", "74450", -50_000),
    ]  # fmt: skip


def test_samples_give_their_payers(shared: Callable[..., Path]) -> None:
    """Anything may be missing; a number of nine digits is kept as it stands."""
    made = read(shared, "bgc_ocr_extended_registration")
    assert made[0].payer.account == "bankgiro:3783511"
    assert made[0].payer.organisation_number == "5500001234"
    assert made[0].payer.address == ("Storgatan 2", "12345 Storåker")
    assert made[1].payer.organisation_number == "00550000432"
    assert (made[5].payer.name, made[5].payer.account) == ("", "")
    assert made[0].message == "Betalning med extra refnr 665869 657775 665661\n665760"
    assert {one.account for one in made} == {"bankgiro:9912346"}


@pytest.mark.parametrize(
    ("name", "channel"),
    [("autogiro_payments_in_bgmax", PaymentChannel.AUTOGIRO), ("minimal", PaymentChannel.BANKGIRO)],
)
def test_the_channel_is_told(shared: Callable[..., Path], name: str, channel: PaymentChannel) -> None:
    """Withdrawn by Autogiro, or paid."""
    assert {one.channel for one in read(shared, name)} == {channel}


def test_the_source_names_the_lines(shared: Callable[..., Path]) -> None:
    """A person finds the payment, and what lowered it, in the file."""
    made = read(shared, "synthetic_edge_cases")
    assert [one.source.place for one in made] == [
        "line 3", "line 5", "lines 13, 15, 16, 17", "line 19", "line 25", "line 30",
    ]  # fmt: skip
    assert {(one.source.format, one.source.digest) for one in made} == {("bgmax", "digest")}
