"""An invoice with a tax deduction of which more is prepaid than the customer owes: what is sold is booked once."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import DocumentKind, line
from faktura.core.event import Event
from faktura.core.ledger import ExchangeRate, Rates
from faktura.core.money import Money, sek
from faktura.core.payout_event import ShareTransferred
from faktura.core.product import CostKind, Work
from faktura.core.receivable_event import Parts, Refunded
from faktura.rules.posting.books import Books, DocumentHistory
from faktura.rules.posting.reconciliation import reconcile
from faktura.testing.identities import TOLVAN
from tests.rules.posting.histories import (
    ACCRUAL,
    BOTH,
    CASH,
    ISSUED,
    PAID,
    PERSON,
    accounts,
    allocated,
    booked,
    came,
    document,
    history,
    netted,
    posted,
    principal,
    rot_sale,
)

SALE = {"3001": -14_000_00, "2611": -3_500_00}  # 17 500 with VAT: 13 750 of the customer, 3 750 of Skatteverket
END = date(2026, 12, 31)


def refunded(kronor: str) -> Refunded:
    return Refunded(receivable_id="D1001", refund_id="R1", on=PAID, amount=sek(kronor))


def refused(kronor: str) -> tuple[ShareTransferred, ShareTransferred]:
    mine, theirs = (
        ShareTransferred(receivable_id=one, transfer_id="T1", other_id=other, on=PAID, effect=effect)
        for one, other, effect in (("D1001", "D1001:tax", sek(kronor)), ("D1001:tax", "D1001", -sek(kronor)))
    )
    return mine, theirs


def left_of(life: DocumentHistory, books: Books) -> int:
    """What the books and the open items differ by without a reason."""
    told = reconcile((life,), books=books, on=END)
    return sum(one.amount.minor for one in told.differences if one.code == "reconciliation.unexplained")


@pytest.mark.parametrize("books", BOTH)
@pytest.mark.parametrize("over", ["0.01", "250", "3750", "4000"])
def test_what_skatteverket_pays_is_sold_once_however_much_was_prepaid(books: Books, over: str) -> None:
    """The surplus goes back to the customer; income and VAT are those of the invoice, and 1513 is at zero."""
    prepaid = sek(13_750) + sek(over)
    share = allocated(principal("3750"), "D1001:tax")
    life = history(rot_sale(prepaid), refunded(over), share, issued="now")
    ended = accounts(posted((life,), [came(sek(3_750))], books))
    assert ended == {"1930": 3_750_00 - sek(over).minor, "2420": prepaid.minor, **SALE} or over == "3750"
    assert {name: ended[name] for name in SALE} == SALE
    assert "1510" not in ended
    assert "1513" not in ended
    assert left_of(life, books) == 0


@pytest.mark.parametrize("books", BOTH)
def test_an_overpayment_is_told_while_it_stands(books: Books) -> None:
    """Before the refund the customer's 250 kronor stand on 1510 in accrual books, on 2420 in cash books."""
    life = history(rot_sale(sek(14_000)), issued="now")
    ended = accounts(posted((life,), books=books))
    if books.accrual:
        assert ended == {"1510": -250_00, "1513": 3_750_00, "2420": 14_000_00, **SALE}
    else:
        assert ended == {"2420": 13_750_00, "3001": -11_000_00, "2611": -2_750_00}
    assert left_of(life, books) == 0


@pytest.mark.parametrize("books", BOTH)
@pytest.mark.parametrize("part", ["100", "250", "1000"])
def test_what_skatteverket_refuses_takes_of_the_overpayment_first(books: Books, part: str) -> None:
    """Of 250 kronor prepaid too much, a refused part is paid at once; what is left either way is settled in money."""
    mine, theirs = refused(part)
    left = sek(part) - sek(250)
    own: tuple[Event, ...] = (mine,)
    if left:
        rest = allocated(Parts.of_principal(left), id="A2", payment_id="P2")
        own = (mine, rest if left.minor > 0 else refunded(f"{-left.major}"))
    tax = sek(3_750) - sek(part)
    share = allocated(Parts.of_principal(tax), "D1001:tax")
    money = [came(tax)] + ([came(left, "P2")] if left.minor > 0 else [])
    life = history(rot_sale(sek(14_000)), *own, theirs, share, issued="now")
    ended = accounts(posted((life,), money, books))
    assert ended == {"1930": 3_500_00, "2420": 14_000_00, **SALE}
    assert left_of(life, books) == 0


@pytest.mark.parametrize("books", BOTH)
def test_a_payout_ceded_after_it_was_paid_is_explained(books: Books) -> None:
    """Skatteverket has paid all and wants a part back: the customer owes it, and Skatteverket is owed as much."""
    mine, theirs = refused("1000")
    life = history(rot_sale(), mine, allocated(principal("3750"), "D1001:tax"), theirs, issued="now")
    assert left_of(life, books) == 0


def small_credit() -> DocumentHistory:
    """A credit note of 0.33 kronor that takes back a whole krona of the deduction: the customer owes 0.67."""
    work = attrs.evolve(line("Snickeri", 1, "0.264", vat=25), cost=CostKind.LABOUR, work=Work(type="Bygg", hours=1))
    buyer = DeductionBuyer(person_id="T", name="Tolvan", identity=TOLVAN, weight=Decimal(1))
    wish = DeductionWish(kind=DeductionKind.ROT, buyers=(buyer,), dwelling=Dwelling(designation="Exempel 1:2"))
    credit = document(work, number="1002", kind=DocumentKind.CREDIT_NOTE, buyer=PERSON, wish=wish)
    totals = attrs.evolve(credit.totals, deduction=Money(1_00), amount_due=Money(-67))
    assert totals.with_vat + totals.rounding == Money(33)
    return history(attrs.evolve(credit, totals=totals), issued="now")


def test_a_credit_note_smaller_than_its_deduction_is_netted_without_a_row() -> None:
    """Accrual: the krona is netted on 1513 against the invoice's, and nothing of it is sold anew."""
    life = small_credit()
    share = netted(f"{life.document.id}:tax", sek(1), "D1001:tax")
    mine = netted("D1001:tax", -sek(1), share.receivable_id)
    both = (
        history(rot_sale(), mine, issued="now"),
        attrs.evolve(life, movements=history(life.document, share).movements),
    )
    ended = accounts(posted(both, books=ACCRUAL))
    assert ended == {"1510": 13_750_67, "1513": 3_749_00, "3001": -14_000_00 + 26, "2611": -3_500_00 + 7}


@pytest.mark.parametrize("books", BOTH)
def test_what_the_customer_pays_on_such_a_credit_note_is_sold(books: Books) -> None:
    """Over both documents, income and VAT are the invoice's less the credit note's; nothing is left of 2420."""
    life = small_credit()
    share = netted(f"{life.document.id}:tax", sek(1), "D1001:tax")
    more = allocated(Parts.of_principal(Money(67)), life.document.id, id="A9", payment_id="P9")
    credit = attrs.evolve(life, movements=history(life.document, more, share).movements)
    mine = netted("D1001:tax", -sek(1), share.receivable_id)
    tax = allocated(principal("3749"), "D1001:tax", id="A2", payment_id="P2")
    sale = history(rot_sale(), allocated(principal("13750")), mine, tax, issued="now")
    money = [came(sek(13_750)), came(sek(3_749), "P2"), came(Money(67), "P9")]
    ended = accounts(posted((sale, credit), money, books))
    assert ended == {"1930": 17_499_67, "3001": -14_000_00 + 26, "2611": -3_500_00 + 7}
    assert left_of(life, books) == 0
    if books is CASH:
        assert left_of(attrs.evolve(credit, movements=credit.movements[:1]), books) == 0


@given(st.integers(1, 5000_00), st.integers(8_0000, 12_9999), st.data())
def test_what_is_prepaid_too_much_in_euro_is_cleared_to_the_ore(over: int, rate: int, data: st.DataObject) -> None:
    """Accrual: whatever parts it is refunded in, 1510 is at zero when nothing is owed in euro."""
    prepaid = Money(125_00 + over, "EUR")
    sale = document(line("Hours", 1, "100", vat=25), currency="EUR", prepaid=prepaid)
    euro = ExchangeRate("EUR", Decimal(rate).scaleb(-4), ISSUED, "Riksbanken")
    refunds: list[Event] = []
    left = over
    while left:
        part = data.draw(st.integers(1, left)) if len(refunds) < 3 else left
        refunds.append(
            Refunded(receivable_id="D1001", refund_id=f"R{len(refunds)}", on=PAID, amount=Money(part, "EUR"))
        )
        left -= part
    held = booked(history(sale, *refunds), rates=Rates((euro, attrs.evolve(euro, on=PAID))))
    assert "1510" not in held
