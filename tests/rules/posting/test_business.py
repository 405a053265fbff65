"""Events that are posted by themselves."""

from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import CardSettled, ClientFundsPaidOut, ClientFundsReceived, PeriodLocked
from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.ledger import AccountCode
from faktura.core.money import Money, sek
from faktura.core.vat import VAT_6, VAT_25, Vat, VatCategory
from faktura.rules.chart import BAS_CHART
from faktura.rules.posting.books import Movement
from faktura.rules.posting.business import vat_within
from faktura.rules.posting.post import post
from tests.rules.posting.histories import ACCRUAL, BOTH, PAID, accounts, money_in, received

CARD = CardSettled(settlement_id="S", on=PAID, paid_out=sek(490), fee=sek(10))
FUNDS = ClientFundsReceived(funds_id="F", client_id="K", on=PAID, amount=sek(10000))
OUT = ClientFundsPaidOut(funds_id="F", client_id="K", on=PAID, to_client=sek(9000), commission=sek(1000), vat=VAT_25)
EXEMPT = Vat(VatCategory.EXEMPT, Decimal(0), "exempt.finance")

CASES: list[tuple[Event, dict[str, int]]] = [
    (CARD, {"1930": 490_00, "6570": 10_00, "1580": -500_00}),
    (attrs.evolve(CARD, payment_id="P1"), {"2999": 490_00, "6570": 10_00, "1580": -500_00}),
    (attrs.evolve(CARD, paid_out=sek(0)), {"6570": 10_00, "1580": -10_00}),
    (FUNDS, {"1945": 10000_00, "2890": -10000_00}),
    (OUT, {"2890": 10000_00, "1945": -10000_00, "1930": 1000_00, "3001": -800_00, "2611": -200_00}),
    (
        attrs.evolve(OUT, vat=VAT_6),
        {"2890": 10000_00, "1945": -10000_00, "1930": 1000_00, "3003": -943_40, "2631": -56_60},
    ),
    (attrs.evolve(OUT, vat=EXEMPT), {"2890": 10000_00, "1945": -10000_00, "1930": 1000_00, "3004": -1000_00}),
    (attrs.evolve(OUT, invoiced=True), {"2890": 10000_00, "1945": -10000_00}),
    (attrs.evolve(OUT, commission=sek(0)), {"2890": 9000_00, "1945": -9000_00}),
]


@pytest.mark.parametrize(("event", "rows"), CASES)
def test_what_is_booked(event: Event, rows: dict[str, int]) -> None:
    """By either method: money moves, so both book it now; each in a voucher that says why."""
    for books in BOTH:
        (voucher,) = post(business=[Movement(event, "c")], books=books)
        assert accounts([voucher]) == rows
        assert voucher.explain("sv") != voucher.explain("en")


def test_what_belongs_to_a_document_or_to_the_books_is_not_posted_here() -> None:
    """A lock moves no money."""
    assert post(business=[Movement(PeriodLocked(until=PAID), "c")], books=ACCRUAL) == ()


@given(st.integers(0, 10**9), st.sampled_from([25, 12, 6, 0]))
def test_vat_within_an_amount(minor: int, percent: int) -> None:
    """Added to the rest it is the amount again, and within half an öre of the rate."""
    tax = vat_within(Money(minor), Decimal(percent)).minor
    assert abs(tax * (100 + percent) - minor * percent) * 2 <= 100 + percent


def test_where_money_stands_follows_account_and_channel() -> None:
    """The ledger account of the bank account it came in on, else till, acquirer or bank."""
    chart = attrs.evolve(BAS_CHART, banks={"plusgiro:123": AccountCode("1920")})
    books = attrs.evolve(ACCRUAL, chart=chart)
    ways = [("bankgiro", "", "1930"), ("card", "", "1580"), ("cash", "", "1910"), ("plusgiro", "plusgiro:123", "1920")]
    for channel, account, number in ways:
        came = attrs.evolve(received(sek(1)), channel=channel, account=account)
        assert accounts(post((), [money_in(came)], books=books)) == {number: 1_00, "2999": -1_00}


def test_an_event_without_a_day_cannot_be_posted() -> None:
    """Posting needs one."""
    with pytest.raises(InputError):
        _ = Movement(PeriodLocked(until=PAID), "c").on
