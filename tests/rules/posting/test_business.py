"""Events that are posted by themselves."""

from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import CardSettled, ClientFundsPaidOut, ClientFundsReceived, PeriodLocked
from faktura.core.errors import InputError, RuleRefused
from faktura.core.event import Event
from faktura.core.ledger import AccountCode, ExchangeRate, Rates
from faktura.core.money import Money, sek
from faktura.core.vat import VAT_6, VAT_25, Vat, VatCategory
from faktura.rules.chart import BAS_CHART
from faktura.rules.posting.books import Books, Movement
from faktura.rules.posting.business import vat_within
from faktura.rules.posting.post import post
from faktura.rules.posting.rates import Scale
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


EURO = ExchangeRate("EUR", Decimal("11.205"), PAID, "Riksbanken")


@pytest.mark.parametrize("books", BOTH)
@given(st.integers(0, 10**9), st.integers(0, 10**7))
def test_a_settlement_in_euro_is_worth_what_the_rate_of_its_day_says(books: Books, paid_out: int, fee: int) -> None:
    """In kronor each amount is rounded by itself and the acquirer's debt takes the öre; it balances in euro too."""
    card = attrs.evolve(CARD, paid_out=Money(paid_out, "EUR"), fee=Money(fee, "EUR"))
    scale = Scale.of(EURO, "SEK")
    made = post(business=[Movement(card, "c")], books=books, rates=Rates((EURO,)))
    want = {"1930": scale.at(paid_out), "6570": scale.at(fee), "1580": -scale.at(paid_out) - scale.at(fee)}
    assert accounts(made) == {account: minor for account, minor in want.items() if minor}
    for voucher in made:
        assert sum(row.foreign.minor for row in voucher.rows if row.foreign is not None) == 0
        assert voucher.rates == (EURO,)


def test_a_settlement_that_came_as_a_payment_is_worth_what_that_was() -> None:
    """The bank's own rate for the payment decides, so that 2999 is at zero."""
    own = ExchangeRate("EUR", Decimal("11.40"), PAID, "banken")
    came = attrs.evolve(money_in(received(Money(490_00, "EUR"))), rate=own)
    card = attrs.evolve(CARD, paid_out=Money(490_00, "EUR"), fee=Money(10_00, "EUR"), payment_id="P1")
    made = post(payments=[came], business=[Movement(card, "c")], books=ACCRUAL, rates=Rates((EURO,)))
    assert accounts(made) == {"1930": 5586_00, "6570": 114_00, "1580": -5700_00}


def test_the_vat_of_a_commission_in_euro_is_rounded_by_itself() -> None:
    """The income takes the öre, and the client's debt and account clear each other."""
    out = attrs.evolve(OUT, to_client=Money(90_01, "EUR"), commission=Money(10_01, "EUR"))
    made = post(business=[Movement(out, "c")], books=ACCRUAL, rates=Rates((EURO,)))
    held = accounts(made)
    assert (held["1930"], held["2611"]) == (112_16, -22_41)
    assert held["3001"] == -(112_16 - 22_41)
    assert held["2890"] == -held["1945"]


def test_without_a_rate_the_event_is_refused() -> None:
    """The caller is told the currency and the day."""
    with pytest.raises(RuleRefused) as refused:
        post(business=[Movement(attrs.evolve(FUNDS, amount=Money(1, "EUR")), "c")], books=ACCRUAL)
    assert refused.value.code == "posting.rate"


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
