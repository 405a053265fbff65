"""Orders to pay money out: what cannot be ordered, and from which account each payment is taken."""

from datetime import date

import attrs
import pytest

from faktura.core.account import BankAccountNumber, Iban
from faktura.core.errors import InputError
from faktura.core.money import Money, sek
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutBatch, PayoutOrder, payout_order
from faktura.testing.identities import BANK, BANK_ACCOUNT, BANKGIRO, IBANS, PLUSGIRO

PAYER = OutgoingParty(name="Exempel Plattform AB")
DAY = date(2026, 11, 5)
TO_GIRO = OutgoingPayment(id="G", amount=sek("10"), payee=OutgoingParty(name="Ett"), account=BANKGIRO[1])
TO_ACCOUNT = OutgoingPayment(id="A", amount=sek("20"), payee=OutgoingParty(name="Två"), account=BANK_ACCOUNT)
TO_PLUSGIRO = OutgoingPayment(id="P", amount=sek("30"), payee=OutgoingParty(name="Tre"), account=PLUSGIRO[0])


def code_of(call: object, **arguments: object) -> str:
    assert callable(call)
    with pytest.raises(InputError) as refused:
        call(**arguments)
    return refused.value.code


def test_giro_payments_are_taken_from_the_giro() -> None:
    """Some banks demand a bankgiro on both sides; all else is taken from the other account."""
    order = payout_order(
        "P1", PAYER, (IBANS[0], BANKGIRO[0]), (TO_GIRO, TO_ACCOUNT, TO_PLUSGIRO), pay_on=DAY, bank=BANK
    )
    assert [(one.id, one.account, [payment.id for payment in one.payments]) for one in order.batches] == [
        ("P1-1", BANKGIRO[0], ["G"]),
        ("P1-2", IBANS[0], ["A", "P"]),
    ]
    assert [payment.id for payment in order.payments] == ["G", "A", "P"]
    assert order.total("SEK") == sek("60")
    assert order.total("EUR") == Money(0, "EUR")
    assert {one.bank for one in order.batches} == {BANK}


@pytest.mark.parametrize("account", [IBANS[0], BANKGIRO[0], BankAccountNumber("6000", "301286698")])
def test_one_account_pays_all(account: Iban) -> None:
    """There is nothing to choose between."""
    order = payout_order("P1", PAYER, (account,), (TO_GIRO, TO_ACCOUNT), pay_on=DAY)
    assert [one.account for one in order.batches] == [account]


@pytest.mark.parametrize(
    ("id", "fits"),
    [
        ("R1", True), ("F-2026/17", True), ("x" * 35, True), ("a b", True), ("", False), ("x" * 36, False), ("/a", False),
        ("a/", False), ("a//b", False), ("å", False), ("a_b", False), (" a", False), ("a ", False), ("a\n", False),
    ],
)  # fmt: skip
def test_ids_the_banks_take(id: str, fits: bool) -> None:
    """Plain characters, at most 35, no slash at an end and no two together."""
    if fits:
        assert attrs.evolve(TO_GIRO, id=id).id == id
    else:
        assert code_of(OutgoingPayment, id=id, amount=sek("1"), payee=PAYER, account=BANKGIRO[1]) == "outgoing.id"


@pytest.mark.parametrize("amount", [sek("0"), sek("-1")])
def test_only_an_amount_above_zero_goes_out(amount: Money) -> None:
    """A negative payment would be a debt collected without asking."""
    assert code_of(OutgoingPayment, id="R1", amount=amount, payee=PAYER, account=BANKGIRO[1]) == "outgoing.amount"


def test_an_order_holds_something_and_each_id_once() -> None:
    """Answers of the bank name nothing but the id."""
    batch = PayoutBatch(id="B", account=BANKGIRO[0], pay_on=DAY, payments=(TO_GIRO,))
    other = attrs.evolve(batch, id="C")
    assert code_of(PayoutOrder, id="P", payer=PAYER, batches=()) == "outgoing.empty"
    assert code_of(PayoutBatch, id="B", account=BANKGIRO[0], pay_on=DAY, payments=()) == "outgoing.empty"
    assert code_of(PayoutOrder, id="P", payer=PAYER, batches=(batch, other)) == "outgoing.twice"
    assert code_of(PayoutOrder, id="P", payer=PAYER, batches=(batch, batch)) == "outgoing.twice"
    with pytest.raises(InputError) as refused:
        payout_order("P", PAYER, (), (TO_GIRO,), pay_on=DAY)
    assert refused.value.code == "outgoing.account"
