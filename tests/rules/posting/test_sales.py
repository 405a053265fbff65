"""What a document is booked as: accounts by line, component and role; whatever is issued balances."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from faktura.core.document import Adjustment, BookedComponent, Document, Draft, line
from faktura.core.errors import RuleRefused
from faktura.core.event import Event
from faktura.core.ledger import (
    AccountBinding,
    AccountCode,
    AccountRole,
    BookkeepingMethod,
    Dimension,
    ExchangeRate,
    Rates,
)
from faktura.core.money import sek
from faktura.core.party import Address
from faktura.core.product import LineRole, ProductKind
from faktura.core.receivable_event import Parts, Refunded
from faktura.core.vat import VAT_25, Vat, VatCategory
from faktura.rules.chart import BAS_CHART, with_account, with_product
from faktura.rules.issuing import preview
from faktura.rules.posting.books import Books, DocumentHistory, Movement
from faktura.rules.posting.post import post
from faktura.rules.posting.sales import sale_parts, sales_role
from faktura.testing.strategies import credit_notes, invoices
from tests.rules.posting.histories import (
    ACCRUAL,
    BOTH,
    BUYER,
    ISSUED,
    PAID,
    SELLER,
    allocated,
    balance,
    document,
    principal,
)

SHOP = (Dimension(1, "100"),)
SERVICE, GOODS = ProductKind.SERVICE, ProductKind.GOODS
NONE = Decimal(0)


@given(invoices() | credit_notes(), st.sampled_from(BOTH))
def test_whatever_is_issued_can_be_posted(issued: Document, books: Books) -> None:
    """Any lines, discounts, packages, rates and roundings: the parts sum to what the parties owe, and it balances."""
    own = attrs.evolve(books, currency=issued.currency)
    totals = issued.totals
    parts = sale_parts(issued, own.chart)
    assert sum(part.minor for part in parts) == (totals.with_vat + totals.rounding).minor
    assert sum(part.minor for part in parts if part.is_vat) == totals.vat.minor
    post((DocumentHistory(issued),), books=own)  # a voucher out of balance cannot be made


ROLES = [
    (VAT_25, SERVICE, False, AccountRole.SALES_25),
    (Vat(VatCategory.EXEMPT, NONE, "exempt.education"), SERVICE, False, AccountRole.SALES_EXEMPT),
    (Vat(VatCategory.ZERO, NONE), GOODS, False, AccountRole.SALES_EXEMPT),
    (Vat(VatCategory.OUTSIDE, NONE, "outside.compensation"), SERVICE, False, AccountRole.SALES_EXEMPT),
    (Vat(VatCategory.REVERSE_CHARGE, NONE), SERVICE, False, AccountRole.SALES_REVERSE_CHARGE),
    (Vat(VatCategory.REVERSE_CHARGE, NONE, "reverse_charge.scrap"), GOODS, False, AccountRole.SALES_REVERSE_CHARGE),
    (Vat(VatCategory.REVERSE_CHARGE, NONE), SERVICE, True, AccountRole.SALES_EU_SERVICES),
    (Vat(VatCategory.REVERSE_CHARGE, NONE, "reverse_charge.eu_services"), SERVICE, False,
     AccountRole.SALES_EU_SERVICES),
    (Vat(VatCategory.INTRA_EU, NONE), SERVICE, True, AccountRole.SALES_EU_GOODS),
    (Vat(VatCategory.INTRA_EU, NONE, "tjänst, artikel 44"), SERVICE, True, AccountRole.SALES_EU_SERVICES),
    (Vat(VatCategory.EXPORT, NONE), GOODS, True, AccountRole.SALES_EXPORT_GOODS),
    (Vat(VatCategory.EXPORT, NONE), SERVICE, True, AccountRole.SALES_EXPORT_SERVICES),
]  # fmt: skip


@pytest.mark.parametrize(("vat", "kind", "abroad", "role"), ROLES)
def test_the_role_follows_the_vat_treatment(vat: Vat, kind: ProductKind, abroad: bool, role: AccountRole) -> None:
    """Category and ground decide, goods and services part where trade with other countries is reported."""
    assert sales_role(vat, kind, abroad=abroad) is role


def test_a_buyer_abroad_makes_reverse_charge_a_sale_to_the_eu() -> None:
    """A bare reverse charge to a Danish company is no building work in Sweden."""
    buyer = attrs.evolve(BUYER, address=Address(street="Gade 1", postal_code="1000", city="København", country="DK"))
    made = document(line("Konsult", 1, 100, vat=Vat(VatCategory.REVERSE_CHARGE, NONE)), buyer=buyer)
    assert [part.account.number for part in sale_parts(made, BAS_CHART)] == ["3308"]


def test_own_accounts_components_and_roles() -> None:
    """The component's account comes before the line's, the line's before the role's; cost centres follow."""
    own = attrs.evolve(line("Timme", 1, 100, vat=25), account=AccountCode("3041"), dimensions=SHOP)
    package = line("Paket", 1, 300, vat=25)
    freight = attrs.evolve(line("Frakt", 1, 50, vat=25), role=LineRole.FREIGHT)
    made = document(own, package, freight)
    split = attrs.evolve(
        made.lines[1],
        account=AccountCode("3010"),
        components=(
            BookedComponent(name="a", net=sek(120), account=AccountCode("3011"), dimensions=SHOP),
            BookedComponent(name="b", net=sek(180)),
        ),
    )
    made = attrs.evolve(made, lines=(made.lines[0], split, made.lines[2]))
    assert balance(post((DocumentHistory(made),), books=ACCRUAL)) == {
        ("1510", ()): 562_50,
        ("3041", ((1, "100"),)): -100_00,
        ("3011", ((1, "100"),)): -120_00,
        ("3010", ()): -180_00,
        ("3520", ()): -50_00,
        ("2611", ()): -112_50,
    }


def with_adjustment(adjustment: Adjustment) -> Document:
    lines = (
        attrs.evolve(line("a", 1, 300, vat=25), account=AccountCode("3041"), dimensions=SHOP),
        line("b", 1, 100, vat=25),
        line("c", 1, 100, vat=6),
    )
    draft = Draft(id="D1", seller=SELLER, buyer=BUYER, lines=lines, adjustments=(adjustment,))
    return attrs.evolve(preview(draft, on=ISSUED), number="1")


def test_a_discount_on_the_document_lowers_what_it_is_a_discount_on() -> None:
    """Account by account and cost centre by cost centre, in proportion, within its VAT treatment."""
    made = with_adjustment(Adjustment(text="Rabatt", amount=sek(100), vat=VAT_25))
    assert balance(post((DocumentHistory(made),), books=ACCRUAL)) == {
        ("1510", ()): 481_00,
        ("3041", ((1, "100"),)): -225_00,
        ("3001", ()): -75_00,
        ("3003", ()): -100_00,
        ("2611", ()): -75_00,
        ("2631", ()): -6_00,
    }


@pytest.mark.parametrize(
    ("role", "account"), [(LineRole.FREIGHT, "3520"), (LineRole.INVOICE_FEE, "3540"), (LineRole.SALE, "3001")]
)
def test_a_charge_on_the_document_goes_to_the_account_of_its_role(role: LineRole, account: str) -> None:
    made = with_adjustment(Adjustment(kind="charge", text="Tillägg", amount=sek(40), vat=VAT_25, role=role))
    without = with_adjustment(Adjustment(kind="charge", text="Tillägg", amount=sek(0), vat=VAT_25, role=role))
    more, less = (balance(post((DocumentHistory(one),), books=ACCRUAL)) for one in (made, without))
    assert more[account, ()] - less.get((account, ()), 0) == -40_00


def test_accounts_are_the_senders_choice() -> None:
    """No number stands in the rules: another chart, other accounts."""
    chart = with_account(BAS_CHART, AccountRole.SALES_25, "3041", "Tjänster")
    chart = with_account(chart, AccountRole.VAT_25, "2610", "Utgående moms")
    made = post((DocumentHistory(document(line("a", 1, 100, vat=25))),), books=Books(chart=chart))
    assert [row.account.number for row in made[0].rows] == ["1510", "3041", "2610"]


def test_a_rate_without_an_account_is_refused() -> None:
    """An old or foreign rate has no role; nothing is guessed."""
    with pytest.raises(RuleRefused) as caught:
        sales_role(Vat(VatCategory.STANDARD, Decimal("18.5")), SERVICE)
    assert caught.value.code == "posting.vat_rate"
    assert "18.5 %" in caught.value.explain("sv")


def test_a_products_account_binds_at_issue_or_at_booking() -> None:
    """At issue: what the line said. At booking: what the register says the day the document is first booked."""
    own = attrs.evolve(line("Timme", 1, 100, vat=25), product_id="T", account=AccountCode("3041"))
    chart = with_product(BAS_CHART, "T", "3042", since=ISSUED)
    chart = with_product(chart, "T", "3043", since=PAID)
    life = DocumentHistory(document(own), (Movement(allocated(principal("125")), "p"),), "i")
    late = [
        (binding, method, balance(post([life], books=Books(chart=chart, binding=binding, method=method))))
        for binding in AccountBinding
        for method in BookkeepingMethod
    ]
    found = {
        (binding.value, method.value): {code for (code, _), _ in sums.items() if code.startswith("304")}
        for binding, method, sums in late
    }
    assert found == {
        ("issue", "accrual"): {"3041"},
        ("issue", "cash"): {"3041"},
        ("booking", "accrual"): {"3042"},
        ("booking", "cash"): {"3043"},  # first booked when it is paid
    }


def test_a_document_keeps_the_account_it_was_first_booked_on() -> None:
    """A payment undone after the register changed turns the rows it made; the rest goes where the first part went."""
    own = attrs.evolve(line("Timme", 1, 100, vat=25), product_id="T")
    chart = with_product(with_product(BAS_CHART, "T", "3041", since=ISSUED), "T", "3042", since=PAID)
    books = Books(chart=chart, binding=AccountBinding.BOOKING, method=BookkeepingMethod.CASH, language="en")
    first = allocated(principal("50"), on=ISSUED)
    second = allocated(principal("75"), id="A2", on=PAID)
    life = DocumentHistory(document(own), tuple(Movement(one, f"{n}") for n, one in enumerate((first, second))))
    made = post([life], books=books)
    assert {code for code, _ in balance(made)} == {"2999", "3041", "2611"}
    for voucher in made:
        assert f"the one of {ISSUED}, bound at booking" in voucher.explain("en")


@given(invoices() | credit_notes(), st.sampled_from(BOTH), st.integers(1, 50_0000))
def test_whatever_is_issued_can_be_posted_in_another_currency(issued: Document, books: Books, kronor: int) -> None:
    """The books in euro, the document in its own: issue, year-end and payment balance in both, and no claim is left."""
    assume(issued.currency != "EUR")
    day = issued.issue_date + timedelta(days=1)
    rates = Rates(tuple(ExchangeRate(issued.currency, Decimal(kronor) / 10000, on) for on in (issued.issue_date, day)))
    own = attrs.evolve(books, currency="EUR", year_ends=(issued.issue_date,))
    due = issued.amount_due
    settled: Event = allocated(Parts.of_principal(due), issued.id, on=day)
    if issued.sign < 0:
        settled = Refunded(receivable_id=issued.id, refund_id="R", on=day, amount=due)
    made = post([DocumentHistory(issued, (Movement(settled, "p"),), "i")], books=own, rates=rates)
    for voucher in made:
        assert {row.amount.currency for row in voucher.rows} == {"EUR"}
    for unit in ("amount", "foreign"):
        sums = (getattr(row, unit) for one in made for row in one.rows if row.account.number == "1510")
        assert sum(money.minor for money in sums if money is not None) == 0
