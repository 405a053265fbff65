"""Drafts say exactly what the host wrote: numbers are exact, discounts and periods make sense, or are refused."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import (
    DOCUMENT_CLASSES,
    Adjustment,
    Computed,
    CreditNote,
    Document,
    DocumentKind,
    Draft,
    Invoice,
    PaymentTerms,
    Period,
    Totals,
    line,
    product_line,
)
from faktura.core.errors import InputError, InvalidAmount
from faktura.core.ledger import AccountCode, Dimension
from faktura.core.money import Money, sek
from faktura.core.party import Party
from faktura.core.product import Component, CostKind, LineRole, Product, ProductKind, Unit, Work
from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_6, VAT_25

DAY = date(2026, 3, 1)
PARTY = Party(id="K1", name="Kund AB")
NOTHING = sek(0)
TOTALS = Totals(
    lines=sek(100), allowances=NOTHING, charges=NOTHING, without_vat=sek(100), vat=sek(25), with_vat=sek(125),
    prepaid=NOTHING, deduction=NOTHING, rounding=NOTHING, amount_due=sek(125), breakdown=(),
)  # fmt: skip


@given(st.decimals(-(10**9), 10**9, places=6), st.decimals(0, 10**9, places=6))
def test_quantity_and_price_are_kept_exactly(quantity: Decimal, price: Decimal) -> None:
    """As a decimal, as text with a point, or as text with a comma: the same six decimals."""
    lines = [
        line("Vara", quantity, price, vat=25),
        line("Vara", f"{quantity:f}", f"{price:f}", vat=25),
        line("Vara", f"{quantity:f}".replace(".", ","), f"{price:f}".replace(".", ","), vat=25),
    ]
    assert {(one.quantity, one.price) for one in lines} == {(quantity, price)}


@pytest.mark.parametrize("wrong", ["", "1 000", "1e3", "1.1234567", "½", "1234567890123", Decimal("NaN"), 1.5, True])
def test_what_is_no_exact_number_makes_no_line(wrong: object) -> None:
    """Neither as quantity, price nor discount; a float least of all."""
    with pytest.raises(InvalidAmount):
        line("Vara", wrong, 1, vat=25)  # type: ignore[arg-type]
    with pytest.raises(InvalidAmount):
        line("Vara", 1, wrong, vat=25)  # type: ignore[arg-type]
    with pytest.raises(InvalidAmount):
        line("Vara", 1, 1, vat=25, discount_percent=wrong)  # type: ignore[arg-type]


def test_a_line_takes_vat_as_percent_or_as_treatment() -> None:
    """25 and "6" are rates; reverse charge is a treatment."""
    assert line("Vara", 1, 1, vat=25).vat == VAT_25
    assert line("Bok", 1, 1, vat="6").vat == VAT_6
    assert line("Bygg", 1, 1, vat=REVERSE_CHARGE_BUILDING).vat is REVERSE_CHARGE_BUILDING


def test_a_discount_in_percent_is_one_adjustment() -> None:
    """Without one there is none; with zero percent it is said all the same."""
    assert line("Vara", 1, 1, vat=25).adjustments == ()
    (discount,) = line("Vara", 1, 1, vat=25, discount_percent="12,5").adjustments
    assert (discount.kind, discount.percent, discount.amount) == ("discount", Decimal("12.5"), None)


def test_a_product_line_takes_everything_from_the_register() -> None:
    """Every default of the product; hours only where the product has a work type."""
    product = Product(
        id="A1", name="Städning", price=Decimal("450.50"), unit=Unit.HOUR, vat=VAT_25, kind=ProductKind.SERVICE,
        role=LineRole.SALE, account=AccountCode("3041"), dimensions=(Dimension(1, "10"),), cost=CostKind.LABOUR,
        work_type="Stadning", components=(Component(name="Tid", weight=Decimal(1)),),
    )  # fmt: skip
    made = product_line(product, "2,5", hours=3)
    assert (made.text, made.quantity, made.price, made.unit, made.vat) == (
        "Städning", Decimal("2.5"), Decimal("450.50"), "HUR", VAT_25,
    )  # fmt: skip
    assert (made.product_id, made.account, made.dimensions) == ("A1", AccountCode("3041"), (Dimension(1, "10"),))
    assert (made.cost, made.work) == (CostKind.LABOUR, Work(type="Stadning", hours=3))
    assert made.components == product.components
    assert product_line(evolve(product, work_type=""), hours=3).work is None
    assert product_line(product).quantity == 1


@pytest.mark.parametrize(
    ("percent", "amount"),
    [
        (None, None),
        (Decimal(10), sek(5)),
        (Decimal("-0.01"), None),
        (None, sek("-0.01")),
        (Decimal("NaN"), None),
        (Decimal("Infinity"), None),
    ],
    ids=["neither", "both", "percent below zero", "amount below zero", "no number", "endless"],
)
def test_a_discount_is_a_percentage_or_an_amount(percent: Decimal | None, amount: Money | None) -> None:
    """Exactly one of them, zero or more."""
    with pytest.raises(InputError) as refused:
        Adjustment(text="Rabatt", percent=percent, amount=amount)
    assert refused.value.code == "document.adjustment"
    assert "Rabatt" in refused.value.explain("sv")


@pytest.mark.parametrize(
    ("percent", "amount"), [(Decimal(0), None), (None, sek(0)), (Decimal(100), None), (None, sek(7))]
)
def test_a_discount_of_nothing_or_of_all_is_one(percent: Decimal | None, amount: Money | None) -> None:
    """Zero and a hundred percent are said, not refused."""
    assert Adjustment(text="Rabatt", percent=percent, amount=amount).kind == "discount"


@given(st.dates(), st.dates())
def test_a_period_ends_no_earlier_than_it_starts(start: date, end: date) -> None:
    """One day is a period; a period turned round is refused, with both days in the sentence."""
    if end >= start:
        assert Period(start, end).end == end
        return
    with pytest.raises(InputError) as refused:
        Period(start, end)
    assert refused.value.code == "document.period"
    assert {start.isoformat(), end.isoformat()} <= set(
        refused.value.explain("sv").replace(",", "").replace(";", "").split()
    )


def test_a_draft_has_lines_or_amounts_that_mirror_a_document() -> None:
    """Not both, for then two sums could differ."""
    computed = Computed(kind=DocumentKind.CREDIT_NOTE, lines=(), allowances=(), totals=TOTALS)
    draft = Draft(id="U1", seller=PARTY, buyer=PARTY, lines=(), computed=computed)
    assert draft.computed is computed
    discount = Adjustment(text="Rabatt", percent=Decimal(1))
    for wrong in ({"lines": (line("Vara", 1, 1, vat=25),)}, {"adjustments": (discount,)}):
        with pytest.raises(InputError) as refused:
            evolve(draft, **wrong)
        assert refused.value.code == "document.computed"


@pytest.mark.parametrize(("cls", "sign", "code"), [(Invoice, 1, "invoice"), (CreditNote, -1, "credit_note")])
def test_a_credit_note_has_positive_amounts_and_the_opposite_effect(cls: type[Document], sign: int, code: str) -> None:
    """What the document asks for is the amount due either way; only the direction differs."""
    document = cls(
        id="F1", number="1", issue_date=DAY, seller=PARTY, buyer=PARTY, lines=(), totals=TOTALS, terms=PaymentTerms()
    )
    assert (document.amount_due, document.sign, document.kind.value) == (sek(125), sign, code)
    assert DOCUMENT_CLASSES[document.kind] is cls
