"""A document's debts in the books, movement by movement, by either method."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.collection_event import ChargeCorrected
from faktura.core.document import DocumentKind, line
from faktura.core.early_payment import DiscountOffer
from faktura.core.event import Event
from faktura.core.ledger import Voucher
from faktura.core.money import sek
from faktura.core.payment import fold_payment
from faktura.core.receivable import Receivable, evolve, opened_by
from faktura.core.receivable_event import (
    FeeCharged,
    InterestCharged,
    NettingUndone,
    Parts,
    Paused,
    Refunded,
)
from faktura.rules.issuing import opening
from faktura.rules.posting.books import Books
from faktura.rules.settlement import Settlement, allocate_payment, release_allocation
from tests.rules.posting.histories import (
    ACCRUAL,
    BOTH,
    CASH,
    ISSUED,
    PAID,
    accounts,
    allocated,
    balance,
    document,
    history,
    money_in,
    netted,
    posted,
    principal,
    received,
    sale_25,
    written_off,
)

LATER = date(2026, 4, 10)
FEE = FeeCharged(receivable_id="D1001", charge_id="C1", kind="reminder", on=PAID, amount=sek(60), law="")
INTEREST = InterestCharged(receivable_id="D1001", charge_id="C2", on=PAID, amount=sek(123), since=ISSUED, until=PAID)
ALL = Parts(principal=sek(12500), interest=sek(123), fees=sek(60))


def test_charges_are_income_when_charged_or_when_paid() -> None:
    """Accrual books them with the reminder, cash with the payment; in the end alike."""
    events = (FEE, INTEREST)
    charged = posted((history(sale_25(), *events),))
    assert [(voucher.text, accounts([voucher])) for voucher in charged] == [
        ("Påminnelse 1001 Kund AB", {"1510": 183_00, "3990": -60_00, "8313": -123_00})
    ]
    life = history(sale_25(), *events, allocated(ALL, on=LATER), issued="now")
    bank = (money_in(received(sek(12683), on=LATER)),)
    ends = [accounts(posted((life,), bank, books)) for books in BOTH]
    assert (
        ends[0] == ends[1] == {"1930": 12683_00, "3001": -10000_00, "2611": -2500_00, "3990": -60_00, "8313": -123_00}
    )


def corrected(parts: Parts, kind: str = "interest", charge: str = "C2") -> ChargeCorrected:
    return ChargeCorrected(
        receivable_id="D1001", correction_id="K1", charge_id=charge, kind=kind, on=LATER, parts=parts, reason="mistake"
    )


CORRECTIONS = [
    # what is put right, accrual, cash
    (corrected(Parts.of_interest(-sek(23))), {"8313": 23_00, "1510": -23_00}, {}),
    (corrected(Parts.of_fees(-sek(60)), "reminder", "C1"), {"3990": 60_00, "1510": -60_00}, {}),
    (corrected(Parts.of_interest(sek(7))), {"8313": -7_00, "1510": 7_00}, {}),
    (  # it was paid already, so it settles the principal: under cash, a sale of that much
        corrected(Parts.of_principal(-sek(125))),
        {"8313": 125_00, "1510": -125_00},
        {"8313": 125_00, "3001": -100_00, "2611": -25_00},
    ),
]


@pytest.mark.parametrize(("event", "accrual", "cash"), CORRECTIONS)
def test_a_corrected_charge(event: ChargeCorrected, accrual: dict[str, int], cash: dict[str, int]) -> None:
    """Income that was booked goes back; without VAT, for charges carry none."""
    for books, rows in ((ACCRUAL, accrual), (CASH, cash)):
        charged = history(sale_25(), FEE, INTEREST, cause="before")
        right = history(sale_25(), event).movements
        made = posted((attrs.evolve(charged, movements=(*charged.movements, *right)),), books=books)
        assert accounts(made) == rows
        assert [voucher.text for voucher in made] == (["Rättad debitering 1001 Kund AB"] if rows else [])


LOSSES = [
    ("bad_debt", ACCRUAL, {"6351": 10183_00, "2611": 2500_00, "1510": -12683_00}),
    ("goodwill", ACCRUAL, {"3731": 12500_00, "3990": 60_00, "8313": 123_00, "1510": -12683_00}),
    ("discount", ACCRUAL, {"3731": 10000_00, "2611": 2500_00, "3990": 60_00, "8313": 123_00, "1510": -12683_00}),
    ("rounding", ACCRUAL, {"3740": 12683_00, "1510": -12683_00}),
    ("bad_debt", CASH, {}),
    ("discount", CASH, {}),
    ("goodwill", CASH, {"3731": 12500_00, "3001": -10000_00, "2611": -2500_00}),
    ("rounding", CASH, {"3740": 12500_00, "3001": -10000_00, "2611": -2500_00}),
]


@pytest.mark.parametrize(("reason", "books", "rows"), LOSSES)
def test_what_is_given_up(reason: str, books: Books, rows: dict[str, int]) -> None:
    """VAT comes back on a loss and an agreed discount; a charge given up was never earned, a lost one is a loss."""
    life = history(sale_25(), FEE, INTEREST, cause="before")
    gone = history(sale_25(), written_off(ALL, reason)).movements
    made = posted((attrs.evolve(life, movements=(*life.movements, *gone)),), books=books)
    assert accounts(made) == rows


def test_vat_comes_back_in_the_proportion_that_is_left() -> None:
    """After part payment only the rest is lost: its share of each rate, to the öre."""
    mixed = document(line("a", 1, 1000, vat=25), line("b", 1, 1000, vat=12))
    events = (allocated(principal("1000")), written_off(principal("1370"), "bad_debt"))
    made = posted((history(mixed, *events),), (money_in(received(sek(1000))),))
    lost = next(accounts([voucher]) for voucher in made if voucher.text.startswith("Kundförlust"))
    assert lost == {"6351": 1156_12, "2611": 144_51, "2621": 69_37, "1510": -1370_00}


def test_a_credit_note_paid_back() -> None:
    """Accrual clears the claim; cash takes the income back when the money leaves."""
    credit = history(
        sale_25("1002", DocumentKind.CREDIT_NOTE, "2000"),
        Refunded(receivable_id="D1002", refund_id="R1", on=PAID, amount=sek(2500)),
    )
    assert accounts(posted((credit,))) == {"1510": 2500_00, "1930": -2500_00}
    assert accounts(posted((credit,), books=CASH)) == {"3001": 2000_00, "2611": 500_00, "1930": -2500_00}
    assert [voucher.text for voucher in posted((credit,))] == ["Återbetalning 1002 Kund AB"]


def test_what_was_prepaid_is_taken_from_the_customers_credit() -> None:
    """It stands on the credit account since it came in; the claim is the rest."""
    made = document(line("a", 1, 1000, vat=25), prepaid=sek(250))
    assert accounts(posted((history(made, issued="now"),))) == {
        "1510": 1000_00, "2420": 250_00, "3001": -1000_00, "2611": -250_00
    }  # fmt: skip
    cash = history(made, allocated(principal("1000")), issued="now")
    assert accounts(posted((cash,), (money_in(received(sek(1000))),), CASH)) == {
        "1930": 1000_00, "2420": 250_00, "3001": -1000_00, "2611": -250_00
    }  # fmt: skip


def test_netting_undone_is_netting_reversed() -> None:
    """Under the cash method, rows and öre alike."""
    food = document(line("Mat", 1, "1000", vat=12), number="1002", kind=DocumentKind.CREDIT_NOTE)
    undone = NettingUndone(receivable_id="D1001", netting_id="N1", other_id="D1002", on=LATER, effect=sek(1120))
    other = NettingUndone(receivable_id="D1002", netting_id="N1", other_id="D1001", on=LATER, effect=sek(-1120))
    lives = (
        history(sale_25(), netted("D1001", sek(-1120), "D1002"), undone),
        history(food, netted("D1002", sek(1120), "D1001"), other),
    )
    made = posted(lives, books=CASH)
    assert [len(voucher.rows) for voucher in made] == [4, 4]
    assert balance(made) == {}
    assert posted(lives) == ()


def settled(receivable: Receivable, made: Settlement) -> Receivable:
    for event in made.receivable_events:
        receivable = evolve(receivable, event)
    return receivable


@pytest.mark.parametrize("books", BOTH)
@pytest.mark.parametrize("sum_paid", ["12499.50", "12500.40"])
def test_settlement_and_release_meet_in_the_books(books: Books, sum_paid: str) -> None:
    """The events of the settlement rules, rounding difference and all: one voucher, and its mirror when released."""
    invoice = sale_25()
    claim = opened_by(opening(invoice)[0])
    came = received(sek(sum_paid))
    first = allocate_payment(claim, sek(sum_paid), payment_id="P1", allocation_id="A1", on=PAID, tolerance=sek("0.50"))
    payment = fold_payment((came, *first.payment_events))
    assert payment is not None
    second = release_allocation(settled(claim, first), payment, allocation_id="A1", on=LATER)
    assert isinstance(second, Settlement)

    def made(*settlements: Settlement) -> tuple[Voucher, ...]:
        ours: list[Event] = [event for one in settlements for event in one.receivable_events]
        theirs: list[Event] = [event for one in settlements for event in one.payment_events]
        return posted((history(invoice, *ours),), (money_in(came, *theirs),), books)

    (voucher,) = made(first)
    difference = 12500_00 - int(came.amount.minor)
    assert accounts([voucher])["3740"] == difference
    assert accounts([voucher])["1930"] == came.amount.minor
    assert accounts(made(first, second)) == {"1930": came.amount.minor, "2999": -came.amount.minor}
    assert [one.text for one in made(first, second)] == ["Betalning 1001 Kund AB", "Ångrad avprickning 1001 Kund AB"]


def test_an_overpayment_left_on_the_document_is_no_income() -> None:
    """A host that lets more stand on a document than is owed: the customer's credit under cash, the claim's under accrual."""
    life = history(sale_25(), allocated(principal("13000")))
    bank = (money_in(received(sek(13000))),)
    assert accounts(posted((life,), bank, CASH)) == {
        "1930": 13000_00, "3001": -10000_00, "2611": -2500_00, "2420": -500_00
    }  # fmt: skip
    assert accounts(posted((life,), bank)) == {"1930": 13000_00, "1510": -13000_00}


def test_what_moves_no_money_is_not_posted() -> None:
    """A pause, and the opening that the document itself stands for."""
    invoice = sale_25()
    assert posted((history(invoice, *opening(invoice), Paused(receivable_id="D1001", on=PAID, reason="x")),)) == ()


def test_a_protected_identity_is_not_named() -> None:
    """The document's number leads there for those who may know."""
    invoice = sale_25()
    hidden = attrs.evolve(invoice, buyer=attrs.evolve(invoice.buyer, protected=True))
    assert [voucher.text for voucher in posted((history(hidden, issued="now"),))] == ["Faktura 1001"]


def test_a_document_of_zero_is_posted_by_both_methods() -> None:
    """Nothing will ever be paid on it, so the cash method cannot wait."""
    zero = document(line("Vara", 1, 125, vat=0), line("Retur", -1, 100, vat=25))
    assert not zero.amount_due
    for books in BOTH:
        assert accounts(posted((history(zero, issued="now"),), books=books)) == {
            "3001": 100_00, "2611": 25_00, "3004": -125_00
        }  # fmt: skip


_VAT_ACCOUNTS = {Decimal(25): "2611", Decimal(12): "2621", Decimal(6): "2631"}


@given(
    st.lists(st.tuples(st.integers(1, 10**7), st.sampled_from([25, 12, 6, 0])), min_size=1, max_size=6),
    st.integers(1, 5000).map(lambda hundredths: Decimal(hundredths) / 100),
    st.sampled_from(BOTH),
)
def test_a_discount_lowers_the_vat_of_each_rate_by_its_share(
    lines: list[tuple[int, int]], percent: Decimal, books: Books
) -> None:
    """To the nearest öre of the exact part, and all that is given to the öre: whatever rates, prices and percentage."""
    sold = document(*(line(f"l{at}", 1, Decimal(minor) / 100, vat=rate) for at, (minor, rate) in enumerate(lines)))
    whole = sold.amount_due
    given_ = DiscountOffer(percent=percent, until=PAID).of(whole, paid_on=PAID)
    paid = whole - given_
    events = [allocated(Parts.of_principal(paid)), written_off(Parts.of_principal(given_), "discount")]
    made = accounts(posted([history(sold, *events, issued="now")], [money_in(received(paid))], books))
    for account, minor in {
        _VAT_ACCOUNTS[one.percent]: one.amount.minor for one in sold.totals.breakdown if one.percent
    }.items():
        kept = minor - Fraction(minor * given_.minor, whole.minor)
        assert abs(-made.get(account, 0) - kept) <= Fraction(1, 2)
    assert made["1930"] == paid.minor
    assert sum(made.values()) == 0
    assert not {"1510", "2999"} & made.keys()
