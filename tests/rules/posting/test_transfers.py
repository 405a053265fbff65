"""What Skatteverket refuses in the books: one claim becomes the other, sales and VAT stay, and all of it balances."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import Document
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.payout_event import ShareTransferred
from faktura.core.receivable_event import Parts, PaymentAllocated, Refunded
from faktura.rules.posting.books import Books
from tests.rules.posting.histories import (
    ACCRUAL,
    BOTH,
    CASH,
    accounts,
    allocated,
    green_sale,
    history,
    money_in,
    posted,
    principal,
    received,
    rot_sale,
)

LATER = date(2026, 4, 10)
ROT: Document = rot_sale()  # 17 500 with VAT: the customer owes 13 750, Skatteverket 3 750
TAX = f"{ROT.id}:tax"


def passed(kronor: str, id: str = "T1") -> tuple[ShareTransferred, ShareTransferred]:
    """The customer's event and Skatteverket's, as the desk stores them."""
    one, other = (
        ShareTransferred(receivable_id=mine, transfer_id=id, other_id=their, on=LATER, effect=effect)
        for mine, their, effect in ((ROT.id, TAX, sek(kronor)), (TAX, ROT.id, -sek(kronor)))
    )
    return one, other


def paid(kronor: str, *, tax: bool, id: str) -> PaymentAllocated:
    return allocated(principal(kronor), TAX if tax else ROT.id, id=id, payment_id=f"P{id}", on=LATER)


def test_the_refused_part_moves_from_one_claim_to_the_other() -> None:
    """Accrual: 1510 debit, 1513 credit, nothing of revenue or VAT; cash books nothing until it is paid."""
    mine, theirs = passed("1500")
    (voucher,) = posted((history(ROT, mine, theirs),))
    assert accounts([voucher]) == {"1510": 1500_00, "1513": -1500_00}
    assert voucher.text.startswith("Skatteverkets beslut 1001")
    assert posted((history(ROT, mine, theirs),), books=CASH) == ()


@pytest.mark.parametrize("books", BOTH)
@pytest.mark.parametrize("refused", ["1500", "3750", "0.01"])
def test_when_all_is_paid_the_books_are_as_if_nothing_had_been_refused(books: Books, refused: str) -> None:
    """The customer pays what Skatteverket did not; revenue and VAT are those of the invoice, to the öre."""
    mine, theirs = passed(refused)
    rest = sek(3750) - sek(refused)
    own = (paid("13750", tax=False, id="A1"), mine, paid(refused, tax=False, id="A2"))
    tax: tuple[Event, ...] = (theirs,)
    if rest:
        tax = (theirs, paid(f"{rest.major}", tax=True, id="A3"))
    money = [received(sek("13750"), "PA1", LATER), received(sek(refused), "PA2", LATER)]
    money += [received(rest, "PA3", LATER)] if rest else []
    life = history(ROT, *own, *tax, issued="now")
    ended = accounts(posted((life,), [money_in(one) for one in money], books))
    assert ended == {"1930": 17_500_00, "3001": -14_000_00, "2611": -3_500_00}


@pytest.mark.parametrize("books", BOTH)
def test_a_payout_that_was_too_high_goes_back_and_the_customer_pays(books: Books) -> None:
    """Skatteverket pays 3 750, takes 1 500 back, and the customer pays them: the invoice is paid once."""
    mine, theirs = passed("1500")
    back = Refunded(receivable_id=TAX, refund_id="R1", on=LATER, amount=sek(1500))
    events = (
        paid("13750", tax=False, id="A1"),
        mine,
        paid("1500", tax=False, id="A2"),
        paid("3750", tax=True, id="A3"),
        theirs,
        back,
    )
    money = [money_in(received(sek(amount), f"PA{at}", LATER)) for at, amount in ((1, 13_750), (2, 1_500), (3, 3_750))]
    ended = accounts(posted((history(ROT, *events, issued="now"),), money, books))
    assert ended == {"1930": 17_500_00, "3001": -14_000_00, "2611": -3_500_00}


@pytest.mark.parametrize("books", BOTH)
def test_granted_after_all_the_claim_goes_back(books: Books) -> None:
    """Over and back again leaves every account as it was."""
    mine, theirs = passed("1500")
    again, back = (
        ShareTransferred(
            receivable_id=one.receivable_id, transfer_id="T2", other_id=one.other_id, on=LATER, effect=-one.effect
        )
        for one in (mine, theirs)
    )
    life = history(ROT, mine, again, theirs, back, paid("3750", tax=True, id="A3"), issued="now")
    ended = accounts(posted((life,), [money_in(received(sek(3750), "PA3", LATER))], books))
    plain = history(ROT, paid("3750", tax=True, id="A3"), issued="now")
    assert ended == accounts(posted((plain,), [money_in(received(sek(3750), "PA3", LATER))], books))


@given(st.integers(0, 3750_00), st.lists(st.integers(1, 13_750_00), max_size=3), st.integers(0, 3750_00))
def test_every_movement_balances_whatever_was_paid_before(refused: int, parts: list[int], tax_paid: int) -> None:
    """Under cash, what is booked as revenue and VAT is what was paid, in whatever order and share."""
    mine, theirs = passed(f"{Money(refused).major}")
    left, own = 13_750_00, list[Event]()
    for at, part in enumerate(parts):
        taken = min(part, left)
        left -= taken
        own += [allocated(Parts.of_principal(Money(taken)), ROT.id, id=f"A{at}", payment_id=f"P{at}")] if taken else []
    after = allocated(Parts.of_principal(Money(left + refused)), ROT.id, id="Z", payment_id="PZ")
    tax = allocated(Parts.of_principal(Money(tax_paid)), TAX, id="S", payment_id="PS")
    rest = allocated(Parts.of_principal(Money(3750_00 - refused - min(tax_paid, 3750_00 - refused))), TAX, id="Y")
    events = (*own, mine, after, tax, theirs) if tax_paid <= 3750_00 - refused else (*own, mine, after, theirs)
    if tax_paid <= 3750_00 - refused:
        events = (*events, rest)
        ended = accounts(posted((history(ROT, *events),), books=CASH))
        assert (ended.get("3001"), ended.get("2611")) == (-14_000_00, -3_500_00)
    for books in (ACCRUAL, CASH):
        posted((history(ROT, *events),), books=books)  # a voucher that does not balance cannot exist


@pytest.mark.parametrize("books", BOTH)
def test_green_technology_is_booked_as_rot_is(books: Books) -> None:
    """Two debtors, two payments, and what Skatteverket refuses of two installations is the customer's."""
    sale = green_sale()  # 70 000 with VAT: Skatteverket pays 15 % of the panels and half of the battery
    own, tax = sale.amount_due, sale.totals.deduction
    claims = accounts(posted((history(sale, issued="now"),), books=books))
    assert claims == (
        {"1510": own.minor, "1513": tax.minor, "3001": -56_000_00, "2611": -14_000_00} if books.accrual else {}
    )
    share = f"{sale.id}:tax"
    mine, theirs = (
        ShareTransferred(receivable_id=one, transfer_id="T1", other_id=other, on=LATER, effect=effect)
        for one, other, effect in ((sale.id, share, sek(2_000)), (share, sale.id, sek(-2_000)))
    )
    paid_own = allocated(Parts.of_principal(own + sek(2_000)), sale.id, id="A1", payment_id="P1", on=LATER)
    paid_tax = allocated(Parts.of_principal(tax - sek(2_000)), share, id="A2", payment_id="P2", on=LATER)
    money = [received(own + sek(2_000), "P1", LATER), received(tax - sek(2_000), "P2", LATER)]
    life = history(sale, mine, paid_own, theirs, paid_tax, issued="now")
    ended = accounts(posted((life,), [money_in(one) for one in money], books))
    assert ended == {"1930": 70_000_00, "3001": -56_000_00, "2611": -14_000_00}
