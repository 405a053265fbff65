"""The cash method's year-end: everything unpaid once, with its VAT, and next year's payments clear it."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import DocumentKind, line
from faktura.core.event import Event
from faktura.core.ledger import Voucher, VoucherKind
from faktura.core.money import Money, sek
from faktura.core.receivable_event import FeeCharged, Netted, Parts, WriteOffReversed
from faktura.rules.posting.post import post
from tests.rules.posting.histories import (
    CASH,
    accounts,
    allocated,
    balance,
    document,
    history,
    money_in,
    principal,
    received,
    released,
    rot_sale,
    sale_25,
    written_off,
)

END, NEXT, AFTER = date(2026, 12, 31), date(2027, 1, 15), date(2027, 12, 31)
YEARLY = attrs.evolve(CASH, year_ends=(END, AFTER))


def at_the_end(made: tuple[Voucher, ...], on: date = END) -> list[Voucher]:
    return [one for one in made if one.kind is VoucherKind.YEAR_END and one.on == on]


def test_it_is_booked_once_and_not_again_the_year_after() -> None:
    """A claim of two year-ends ago still stands; nothing new is owed on it."""
    made = post([history(sale_25())], books=YEARLY)
    (first,) = at_the_end(made)
    assert at_the_end(made, AFTER) == []
    assert accounts([first]) == {"1510": 12500_00, "3001": -10000_00, "2611": -2500_00}
    assert first.text == "Obetald vid årets slut 1001 Kund AB"
    assert "5 kap. 2 §" in first.explain("sv")


def test_each_debtor_has_a_claim_of_their_own() -> None:
    """A ROT invoice: the customer's and Skatteverket's."""
    (made,) = at_the_end(post([history(rot_sale())], books=YEARLY))
    assert accounts([made]) == {"1510": 13750_00, "1513": 3750_00, "3001": -14000_00, "2611": -3500_00}


def test_fees_that_are_unpaid_are_claims_too() -> None:
    """Booked at the end, cleared by the payment; no VAT on them."""
    fee = FeeCharged(
        receivable_id="D1001", charge_id="C", kind="reminder", on=date(2026, 12, 1), amount=sek(60), law=""
    )
    everything = Parts(principal=sek(12500), interest=sek(0), fees=sek(60))
    made = post(
        [history(sale_25(), fee, allocated(everything, on=NEXT))],
        [money_in(received(sek(12560), on=NEXT))],
        books=YEARLY,
    )
    (end,) = at_the_end(made)
    assert accounts([end]) == {"1510": 12560_00, "3001": -10000_00, "2611": -2500_00, "3990": -60_00}
    assert accounts([one for one in made if one.on == NEXT]) == {"1930": 12560_00, "1510": -12560_00}


def test_an_open_credit_note_lowers_the_claims() -> None:
    """What is to be paid back is booked as well; set off next year, nothing is left."""
    credit = sale_25("1002", DocumentKind.CREDIT_NOTE, "2000")
    legs = [
        Netted(receivable_id=one, netting_id="N", other_id=other, on=NEXT, effect=sek(effect))
        for one, other, effect in (("D1001", "D1002", -2500), ("D1002", "D1001", 2500))
    ]
    made = post([history(sale_25(), legs[0]), history(credit, legs[1])], books=YEARLY)
    assert accounts(at_the_end(made)) == {"1510": 10000_00, "3001": -8000_00, "2611": -2000_00}
    assert [one for one in made if one.on == NEXT] == []
    new = post([history(sale_25(), legs[0]), attrs.evolve(history(credit, legs[1]), booked_on=NEXT)], books=YEARLY)
    assert accounts([one for one in new if one.on == NEXT]) == {"1510": -2500_00, "3001": 2000_00, "2611": 500_00}


LOSSES: list[tuple[tuple[Event, ...], dict[str, int]]] = [
    # what happens next year, what is booked then
    ((written_off(principal("12500"), "bad_debt"),), {"6351": 10000_00, "2611": 2500_00, "1510": -12500_00}),
    ((written_off(principal("12500"), "discount"),), {"3731": 10000_00, "2611": 2500_00, "1510": -12500_00}),
    ((written_off(principal("12500"), "goodwill"),), {"3731": 12500_00, "1510": -12500_00}),
]


@pytest.mark.parametrize(("events", "rows"), LOSSES)
def test_a_loss_after_the_years_end_is_booked_as_by_accrual(events: tuple[Event, ...], rows: dict[str, int]) -> None:
    """Its income and VAT were booked; before it, nothing was."""
    late = tuple(attrs.evolve(one, on=NEXT) for one in events)  # type: ignore[call-arg]
    made = post([history(sale_25(), *late)], books=YEARLY)
    assert accounts([one for one in made if one.on == NEXT]) == rows


def test_money_won_back_in_a_later_year_is_income_of_that_year() -> None:
    """The loss stands in the year that is over; the return is a recovered claim, by itself or with its payment."""
    lost = attrs.evolve(written_off(principal("12500"), "bad_debt"), on=date(2027, 2, 1))
    back = WriteOffReversed(
        receivable_id="D1001", write_off_id="W1", on=date(2028, 2, 1), parts=principal("12500"), reason="bad_debt"
    )
    made = post([history(sale_25(), lost, back)], books=YEARLY)
    assert accounts(made[-1:]) == {"1510": 12500_00, "3950": -10000_00, "2611": -2500_00}
    same = attrs.evolve(back, on=date(2027, 3, 1))
    assert accounts(post([history(sale_25(), lost, same)], books=YEARLY)) == {
        "1510": 12500_00, "3001": -10000_00, "2611": -2500_00
    }  # fmt: skip


def test_an_advance_that_is_lost_was_never_income() -> None:
    """Its debt to the customer goes, with the VAT; no loss is booked."""
    from tests.rules.posting.test_post import advance

    (life,), _, books, *_ = advance()
    lost = written_off(principal("2500"), "bad_debt")
    assert accounts(post([history(life.document, lost)], books=books)) == {}


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=5), st.integers(0, 5), st.booleans())
def test_however_the_payments_fall_around_the_end(shares: list[int], before: int, undone: bool) -> None:
    """Before and after it: revenue and VAT of the invoice in all, to the öre, and no claim; an undone link too."""
    sale = document(line("a", 1, "999.99", vat=25), line("b", 3, "33.33", vat=12), line("c", 1, "7", vat=6))
    amounts = [one for one in sale.amount_due.allocate(shares) if one]
    events = []
    payments = []
    for n, amount in enumerate(amounts):
        on = date(2026, 12, 30) if n < before else NEXT
        events.append(allocated(Parts.of_principal(amount), id=f"A{n}", payment_id=f"P{n}", on=on))
        payments.append(money_in(received(amount, f"P{n}", on)))
    again = [released(events[0], NEXT), attrs.evolve(events[0], allocation_id="again", on=NEXT)] if undone else []
    made = post([history(sale, *events, *again)], payments, books=YEARLY)
    at_once = balance(post([history(sale)], books=attrs.evolve(YEARLY, method=type(CASH.method).ACCRUAL)))
    paid: Money = sale.amount_due
    expected = {place: minor for place, minor in at_once.items() if place != ("1510", ())}
    assert balance(made) == {("1930", ()): paid.minor} | expected
