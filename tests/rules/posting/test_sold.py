"""Claims sold and pledged, by either method: the claim, the debt to the financier, and the VAT that stays."""

from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import InvoiceSold, SoldInvoicePaid, SoldInvoiceReturned
from faktura.core.document import line
from faktura.core.errors import InputError, RuleRefused
from faktura.core.event import Event
from faktura.core.ledger import ExchangeRate
from faktura.core.money import Money, sek
from faktura.core.receivable_event import FeeCharged, Parts
from faktura.rules.posting.books import Books
from faktura.rules.posting.post import post
from tests.rules.posting.histories import (
    ACCRUAL,
    BOTH,
    CASH,
    PAID,
    allocated,
    booked,
    came,
    document,
    history,
    principal,
    sale_25,
    written_off,
)

SOLD = InvoiceSold(
    sale_id="Q", receivable_id="D1001", on=PAID, claim=sek(12500), paid_out=sek(12000), fee=sek(400), fee_vat=sek(100),
    recourse=False,
)  # fmt: skip
PLEDGED = attrs.evolve(SOLD, paid_out=sek(10000), recourse=True)
PASSED_ON = SoldInvoicePaid(sale_id="Q", receivable_id="D1001", on=PAID, amount=sek(12500), paid_out=sek(2000))
RETURNED = SoldInvoiceReturned(sale_id="Q", receivable_id="D1001", on=PAID, repaid=sek(10500))
REVENUE = {"3001": -10000_00, "2611": -2500_00}
RATE = ExchangeRate("EUR", Decimal(11), PAID)
COST = {"6064": 400_00, "2641": 100_00}

CASES: list[tuple[tuple[Event, ...], dict[str, int], dict[str, int]]] = [
    # what happened, accrual, cash
    ((SOLD,), {"1930": 12000_00, **COST, **REVENUE}, {"1930": 12000_00, **COST, **REVENUE}),
    (
        (PLEDGED,),
        {"1930": 10000_00, **COST, "1512": 12500_00, "2811": -10500_00, **REVENUE},
        {"1930": 10000_00, **COST, "2811": -10500_00},
    ),
    ((PLEDGED, PASSED_ON), {"1930": 12000_00, **COST, **REVENUE}, {"1930": 12000_00, **COST, **REVENUE}),
    ((PLEDGED, RETURNED), {"1930": -500_00, **COST, "1510": 12500_00, **REVENUE}, {"1930": -500_00, **COST}),
    (
        (PLEDGED, RETURNED, written_off(principal("12500"), "bad_debt")),
        {"1930": -500_00, **COST, "3001": -10000_00, "6351": 10000_00},
        {"1930": -500_00, **COST},
    ),
]


@pytest.mark.parametrize(("events", "accrual", "cash"), CASES)
def test_what_is_booked(events: tuple[Event, ...], accrual: dict[str, int], cash: dict[str, int]) -> None:
    """Sold: gone, and under the cash method income now. Pledged: ours still, and the money a debt."""
    life = history(sale_25(), *events)
    assert booked(life) == accrual
    assert booked(life, books=CASH) == cash


def test_a_claim_is_sold_with_the_fees_on_it() -> None:
    """By accrual their claim goes too; under the cash method the sale pays them, so they are income."""
    fee = FeeCharged(receivable_id="D1001", charge_id="C", kind="reminder", on=PAID, amount=sek(60), law="")
    life = history(sale_25(), fee, attrs.evolve(SOLD, claim=sek(12560), paid_out=sek(12060)))
    for books in BOTH:
        assert booked(life, books=books) == {"1930": 12060_00, **COST, **REVENUE, "3990": -60_00}


def test_what_is_charged_on_a_pledged_claim_stands_with_it() -> None:
    """What is charged while the claim is pledged stands with it, and comes back with it."""
    fee = FeeCharged(receivable_id="D1001", charge_id="C", kind="reminder", on=PAID, amount=sek(60), law="")
    assert booked(history(sale_25(), fee, PLEDGED))["1512"] == 12560_00
    assert booked(history(sale_25(), PLEDGED, fee))["1512"] == 12560_00
    assert booked(history(sale_25(), PLEDGED, fee, RETURNED))["1510"] == 12560_00


@given(st.integers(1, 12500_00), st.sampled_from(BOTH))
def test_the_rest_after_part_payment_can_be_sold(paid: int, way: Books) -> None:
    """Only what was still owed is pledged, and all of it."""
    before = allocated(Parts.of_principal(Money(paid)))
    life = history(sale_25(), before, attrs.evolve(PLEDGED, claim=Money(12500_00 - paid)))
    found = booked(life, payments=[came(Money(paid))], books=way)
    assert found.get("1512", 0) == (12500_00 - paid if way.accrual else 0)
    assert "1510" not in found


def test_money_that_came_by_the_bank_file_is_not_booked_twice() -> None:
    """The payment waits unmatched until the sale says what it was."""
    money = came(sek(12000), "P9")
    life = history(sale_25(), attrs.evolve(SOLD, payment_id="P9"))
    assert booked(life, payments=[money]) == {"1930": 12000_00, **COST, **REVENUE}


def test_a_sale_whose_parts_do_not_make_up_the_claim_is_refused() -> None:
    """Some of it would be neither paid nor kept."""
    with pytest.raises(InputError) as caught:
        post([history(sale_25(), attrs.evolve(SOLD, fee=sek(1)))], books=ACCRUAL)
    assert caught.value.code == "posting.sale"
    assert "12500.00 SEK" in caught.value.explain("sv")


def test_a_claim_in_another_currency_cannot_be_sold_here() -> None:
    """Its price would need a rate of its own; refused, not guessed."""
    foreign = attrs.evolve(history(document(line("a", 1, 100, vat=0), currency="EUR"), SOLD), rate=RATE)
    with pytest.raises(RuleRefused) as caught:
        post([foreign], books=ACCRUAL)
    assert caught.value.code == "posting.currency"
