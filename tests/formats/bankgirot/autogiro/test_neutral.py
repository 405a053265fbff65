"""Autogiro payments and results in the words of the rest: what came, what did not, and the same money once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given

from faktura.core.errors import NotExpressible
from faktura.core.mandate import WithdrawalOrder, WithdrawalOutcome
from faktura.core.money import Money, sek, total
from faktura.core.payment import Payer, PaymentChannel, PaymentReference, Source
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.neutral import bankgiro_digits, order_of, payments, results
from faktura.formats.bankgirot.autogiro.orders import PaymentOrder
from faktura.formats.bankgirot.autogiro.specification import PaymentSpecification, SectionKind
from tests.formats.bankgirot.autogiro.strategies import files, specifications

ORDER = WithdrawalOrder(
    id="F1:withdrawal:1", receivable_id="F1", payee="bankgiro:9912346", payer_number="101", amount=sek(500),
    on=date(2026, 11, 30), reference="10000180",
)  # fmt: skip


def specification(shared: Callable[..., Path]) -> PaymentSpecification:
    read = autogiro.read(shared("bank", "autogiro", "from_bank_payment_specification.txt").read_bytes())
    assert isinstance(read, PaymentSpecification)
    return read


def test_only_what_was_carried_out_came(shared: Callable[..., Path]) -> None:
    """Five charges, and two refunds that took money back; no payout, and nothing with status 1, 2 or 9."""
    made = payments(specification(shared), "d")
    came = [one for one in made if not one.reversal]
    assert [str(one.amount) for one in came] == ["3000.00 SEK"] * 5
    assert [(str(one.amount), one.references[0].text) for one in made if one.reversal] == [
        ("200.00 SEK", "FAKTNR150"), ("500.00 SEK", "FAKTNR149"),
    ]  # fmt: skip
    first = made[0]
    assert first.id == "autogiro:9912346:2009-11-10:15:00001:1"
    assert (first.account, first.booked_on, first.channel) == (
        "bankgiro:9912346", date(2009, 11, 10), PaymentChannel.AUTOGIRO,
    )  # fmt: skip
    assert first.payer == Payer(account="autogiro:101")
    assert first.source == Source(format="autogiro", digest="d", place="line 3")
    assert (first.references, first.message) == ((PaymentReference(text="RIDLEKTION"),), "000000RIDLEKTION")


def test_two_refunds_under_the_same_serial_are_two(shared: Callable[..., Path]) -> None:
    """The sample has two heads of the same day and serial."""
    made = payments(specification(shared), "d")
    assert len({one.id for one in made}) == len(made) == 7


@given(specifications())
def test_payments_are_the_deposits_to_the_ore(file: PaymentSpecification) -> None:
    """What came is the sum of the heads of charges, what was taken back that of refunds; each once, with an id."""
    made = payments(file, "d")
    for kind, reversal in ((SectionKind.CHARGES, False), (SectionKind.REFUNDS, True)):
        heads = total((section.amount for section in file.of(kind)), "SEK")
        assert total((one.amount for one in made if one.reversal is reversal), "SEK") == heads
    assert len({one.id for one in made}) == len(made)
    assert [one.id for one in payments(file, "other")] == [one.id for one in made]


def test_every_charge_has_a_result(shared: Callable[..., Path]) -> None:
    """With the reason as a code that is said in both languages."""
    found = results(specification(shared), "d")
    assert [one.outcome.value for one in found] == ["done"] * 5 + ["no_cover", "closed", "bank_retries"]
    assert (found[5].payer_number, found[5].reason, found[5].reference) == ("106", "autogiro.payment.1", "RIDLEKTION")


def test_rejected_charges_are_results_too(shared: Callable[..., Path]) -> None:
    """Payouts are not; what could not be read is none."""
    read = autogiro.read(shared("bank", "autogiro", "from_bank_rejected_payments.txt").read_bytes())
    found = results(read, "d")
    assert [(one.outcome, one.payer_number, one.amount, one.reason) for one in found] == [
        (WithdrawalOutcome.REJECTED, "3333", sek(75), "autogiro.rejected.02"),
        (WithdrawalOutcome.REJECTED, "4444", sek(250), "autogiro.rejected.06"),
        (WithdrawalOutcome.REJECTED, "5555", sek("550.51"), "autogiro.rejected.08"),
    ]


@given(files())
def test_results_are_of_charges_only(file: AutogiroFile) -> None:
    """Any file can be asked; orders, advice and mandates have none."""
    for one in results(file, "d"):
        assert one.payee.startswith("bankgiro:")
        assert one.outcome is not WithdrawalOutcome.PENDING


def test_a_withdrawal_becomes_a_record() -> None:
    """Once, on its day; the payee stands in its batch."""
    assert order_of(ORDER) == PaymentOrder(
        on=date(2026, 11, 30), payer_number="101", amount=sek(500), reference="10000180"
    )
    assert bankgiro_digits(ORDER.payee) == "0009912346"


def test_what_autogiro_cannot_carry_is_refused() -> None:
    """Euro, and a payee that is no bankgiro number."""
    with pytest.raises(NotExpressible):
        order_of(attrs.evolve(ORDER, amount=Money(1, "EUR")))
    for account in ("plusgiro:1234566", "9912346", "bankgiro:9912347", ""):
        with pytest.raises(NotExpressible):
            bankgiro_digits(account)
