"""From draft to totals: EN 16931's order, both price bases, rounding, mirrored credits."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from faktura.core.document import (
    Adjustment,
    AllowanceCharge,
    Computed,
    DocumentKind,
    Draft,
    InvoiceLine,
    Line,
    PriceBasis,
    RoundingPolicy,
    line,
)
from faktura.core.errors import CurrencyMismatch, InvalidAmount, Refused
from faktura.core.money import Money, sek
from faktura.core.party import Party
from faktura.core.rounding import EXACT, half_up
from faktura.core.vat import VAT_12, VAT_25, Vat
from faktura.rules.law.book import SWEDEN
from faktura.rules.totals import compute, to_whole_kronor
from faktura.testing.strategies import drafts, mirrored

ON = date(2026, 3, 2)
SELLER, BUYER = Party(id="S", name="Vi AB"), Party(id="C", name="Kund AB")
WITH, WITHOUT = PriceBasis.WITH_VAT, PriceBasis.WITHOUT_VAT


def draft(*lines: Line, basis: PriceBasis = WITHOUT, **more: Any) -> Draft:
    return evolve(Draft(id="U1", seller=SELLER, buyer=BUYER, lines=lines, price_basis=basis), **more)


def computed(drafted: Draft, *, kronor_rate: Decimal | None = None) -> Computed:
    found = compute(drafted, on=ON, law=SWEDEN, kronor_rate=kronor_rate)
    assert isinstance(found, Computed), found
    return found


def refused(drafted: Draft) -> str:
    found = compute(drafted, on=ON, law=SWEDEN)
    assert isinstance(found, Refused)
    return found.code


def off_line(issued: InvoiceLine) -> Decimal:
    """How far quantity × price / base − allowances + charges is from the line's net, in kronor."""
    product = EXACT.divide(EXACT.multiply(issued.quantity, issued.price), issued.base_quantity)
    changes = sum(one.amount.minor if one.charge else -one.amount.minor for one in issued.allowances)
    return abs(product + Decimal(changes).scaleb(-2) - issued.net.major)


def off_percentage(change: AllowanceCharge) -> Decimal:
    if change.percent is None or change.base is None:
        return Decimal(0)
    return abs(change.base.major * change.percent / 100 - change.amount.major)


# --- worked examples ---------------------------------------------------------------------------------------------


def test_skatteverkets_example_of_rounding() -> None:
    """VAT on the sum per rate, then whole kronor to pay with VAT untouched (lag (1970:1029) 2 §)."""
    three = draft(line("A", 1, "3500.00", vat=25), line("B", 1, "720.00", vat=25), line("C", 1, "247.75", vat=25))
    totals = computed(evolve(three, rounding=RoundingPolicy.WHOLE_KRONOR)).totals
    assert (totals.without_vat, totals.vat, totals.with_vat) == (sek("4467.75"), sek("1116.94"), sek("5584.69"))
    assert (totals.rounding, totals.amount_due) == (sek("0.31"), sek("5585"))
    assert computed(three).totals.amount_due == sek("5584.69")


@pytest.mark.parametrize(
    ("total", "to_pay", "rounding"),
    [("100.49", "100", "-0.49"), ("100.50", "101", "0.50"), ("99.99", "100", "0.01"), ("250.00", "250", "0.00")],
)
def test_ore_are_evened_out(total: str, to_pay: str, rounding: str) -> None:
    """1-49 öre down, 50-99 up; the difference is its own amount (BT-114)."""
    totals = computed(draft(line("A", 1, total, vat=25), basis=WITH, rounding=RoundingPolicy.WHOLE_KRONOR)).totals
    assert (totals.with_vat, totals.amount_due, totals.rounding) == (sek(total), sek(to_pay), sek(rounding))


def test_mixed_rates() -> None:
    """Each rate has its row; 1 000 at 25, 500 at 12 and 200 at 6 make 2 022."""
    totals = computed(draft(line("A", 1, 1000, vat=25), line("B", 1, 500, vat=12), line("C", 1, 200, vat=6))).totals
    assert [(int(row.percent), row.amount.minor) for row in totals.breakdown] == [(25, 250_00), (12, 60_00), (6, 12_00)]
    assert totals.with_vat == sek(2022)


def test_accessories_keep_ordinary_vat_beside_reverse_charge() -> None:
    """Phones for 120 000 under reverse charge and cases for 2 000: VAT 500, total 122 500."""
    from faktura.core.vat import VatCategory

    phones = Vat(VatCategory.REVERSE_CHARGE, Decimal(0), "reverse_charge.electronics")
    totals = computed(draft(line("Telefoner", 100, 1200, vat=phones), line("Skal", 100, 20, vat=25))).totals
    assert (totals.vat, totals.with_vat) == (sek(500), sek(122_500))
    assert [row.base for row in totals.breakdown] == [sek(2000), sek(120_000)]


def test_vat_is_also_given_in_kronor() -> None:
    """ML 17 kap. 29 §: 250.00 EUR at 11.2345 is 2 808.63 kronor, half up."""
    euro = draft(line("A", 1, 1000, vat=25), currency="EUR", rounding=RoundingPolicy.WHOLE_KRONOR)
    totals = computed(euro, kronor_rate=Decimal("11.2345")).totals
    assert totals.vat_in_kronor == sek("2808.63")
    assert totals.amount_due == Money(1250_00, "EUR")
    assert computed(euro).totals.vat_in_kronor is None


def test_lines_including_vat_are_exact_for_the_customer() -> None:
    """Two lines of 58.26 cost 116.52, whatever the VAT within them; the taxable amount is the rest."""
    found = computed(draft(line("A", 1, "58.26", vat=25), line("B", 1, "58.26", vat=25), basis=WITH))
    assert found.totals.with_vat == sek("116.52")
    assert (found.totals.vat, found.totals.without_vat) == (sek("23.30"), sek("93.22"))
    assert [one.gross for one in found.lines] == [sek("58.26")] * 2
    assert sorted(one.net.minor for one in found.lines) == [4661, 4661]


@pytest.mark.parametrize("basis", [WITH, WITHOUT])
def test_a_free_line_and_a_full_discount_cost_nothing(basis: PriceBasis) -> None:
    """Price zero, quantity zero and 100 % off stand on the invoice with nothing."""
    lines = (
        line("Gåva", 1, 0, vat=25),
        line("Text", 0, 100, vat=25),
        line("Rabatterad", 3, "33.33", vat=25, discount_percent=100),
        line("Betald", 1, 100, vat=25),
    )
    found = computed(draft(*lines, basis=basis))
    assert [one.net.minor for one in found.lines][:3] == [0, 0, 0]
    assert [one.gross.minor for one in found.lines][:3] == [0, 0, 0]
    assert max(off_line(one) for one in found.lines) <= Decimal("0.02")


def test_a_document_discount_falls_on_each_rate() -> None:
    """10 % off 1 000 at 25 % and 500 at 12 %: one allowance for each rate, with its base and percentage."""
    ten = Adjustment(text="Rabatt", percent=Decimal(10))
    found = computed(draft(line("A", 1, 1000, vat=25), line("B", 1, 500, vat=12), adjustments=(ten,)))
    assert [(one.vat, one.amount, one.base) for one in found.allowances] == [
        (VAT_25, sek(100), sek(1000)),
        (VAT_12, sek(50), sek(500)),
    ]
    assert found.totals.allowances == sek(150)
    assert found.totals.vat == sek("279")


def test_a_document_discount_in_kronor_is_shared_exactly() -> None:
    """100 kr over 1 000 and 500 is 66.67 and 33.33."""
    off = Adjustment(text="Rabatt", amount=sek(100))
    found = computed(draft(line("A", 1, 1000, vat=25), line("B", 1, 500, vat=12), adjustments=(off,)))
    assert [one.amount.minor for one in found.allowances] == [66_67, 33_33]


def test_freight_with_a_vat_of_its_own() -> None:
    """A charge with VAT stays whole in its own rate."""
    freight = Adjustment(kind="charge", text="Frakt", amount=sek(50), vat=VAT_25)
    found = computed(draft(line("Bok", 1, 100, vat=6), adjustments=(freight,)))
    assert [(one.charge, one.amount) for one in found.allowances] == [(True, sek(50))]
    assert found.totals.vat == sek("18.50")
    assert found.totals.charges == sek(50)


def test_line_discounts_and_charges() -> None:
    """8 × 950 less 10 % plus a charge of 15: the allowance has the base it was counted on."""
    drafted = evolve(
        line("Konsult", 8, "950.00", vat=25, discount_percent=10),
        adjustments=(
            Adjustment(text="Rabatt", percent=Decimal(10)),
            Adjustment(kind="charge", text="Resa", amount=sek(15)),
        ),
    )
    (issued,) = computed(draft(drafted)).lines
    assert issued.net == sek("6855")
    assert [(one.charge, one.amount, one.base) for one in issued.allowances] == [
        (False, sek(760), sek(7600)),
        (True, sek(15), None),
    ]


def test_prepaid_lowers_what_is_due() -> None:
    """BT-115 = BT-112 − BT-113; the rounding is of what is left to pay."""
    totals = computed(
        draft(line("A", 1, "100.10", vat=25), prepaid=sek("25.40"), rounding=RoundingPolicy.WHOLE_KRONOR)
    ).totals
    assert (totals.with_vat, totals.prepaid, totals.amount_due) == (sek("125.13"), sek("25.40"), sek(100))
    assert totals.rounding == sek("0.27")


# --- kind by sign ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("quantity", "price"), [(-2, 100), (2, -100)])
def test_a_negative_total_is_a_credit_note_of_positive_amounts(quantity: int, price: int) -> None:
    """Negative quantity or negative price, the effect is the same; no price is ever negative."""
    found = computed(draft(line("Retur", quantity, price, vat=25)))
    (issued,) = found.lines
    assert found.kind is DocumentKind.CREDIT_NOTE
    assert (issued.quantity, issued.price, issued.net) == (Decimal(2), Decimal(100), sek(200))
    assert found.totals.amount_due == sek(250)


@pytest.mark.parametrize(("quantity", "asked"), [(-1, DocumentKind.INVOICE), (1, DocumentKind.CREDIT_NOTE)])
def test_a_kind_against_the_sign_is_refused(quantity: int, asked: DocumentKind) -> None:
    """The total says what it is."""
    assert refused(draft(line("A", quantity, 100, vat=25), kind=asked)) == "totals.kind"


def test_a_document_of_nothing_may_be_either() -> None:
    """Zero has no sign: the kind asked for stands, else it is an invoice."""
    nothing = draft(line("A", 1, 0, vat=25))
    assert computed(nothing).kind is DocumentKind.INVOICE
    assert computed(evolve(nothing, kind=DocumentKind.CREDIT_NOTE)).kind is DocumentKind.CREDIT_NOTE


def test_no_lines_and_other_currencies_are_refused() -> None:
    """Money is never guessed."""
    assert refused(draft()) == "totals.no_lines"
    assert refused(draft(line("A", 1, 1, vat=25), prepaid=Money(100, "EUR"))) == "totals.currency"
    foreign = Adjustment(text="Rabatt", amount=Money(100, "EUR"))
    assert refused(draft(line("A", 1, 1, vat=25), adjustments=(foreign,))) == "totals.currency"
    assert refused(draft(evolve(line("A", 1, 1, vat=25), adjustments=(foreign,)))) == "totals.currency"
    with pytest.raises(CurrencyMismatch):
        _ = foreign.amount + sek(1) if foreign.amount else None


@pytest.mark.parametrize("quantity", ["NaN", "Infinity", "1E+30", "0.0000001"])
def test_what_is_no_plain_number_is_refused(quantity: str) -> None:
    """A Decimal from somewhere else may hold anything."""
    with pytest.raises(InvalidAmount):
        computed(draft(evolve(line("A", 1, 1, vat=25), quantity=Decimal(quantity))))


# --- properties --------------------------------------------------------------------------------------------------


@given(drafts(negative=True))
def test_totals_add_up_in_the_order_of_en_16931(drafted: Draft) -> None:
    """BR-CO-10 to BR-CO-16, and VAT is the rate of the taxable amount within the named rounding."""
    found = computed(drafted)
    totals = found.totals
    assert totals.lines.minor == sum(one.net.minor for one in found.lines)
    assert totals.allowances.minor == sum(one.amount.minor for one in found.allowances if not one.charge)
    assert totals.charges.minor == sum(one.amount.minor for one in found.allowances if one.charge)
    assert totals.without_vat == totals.lines - totals.allowances + totals.charges
    assert totals.vat.minor == sum(row.amount.minor for row in totals.breakdown)
    assert totals.without_vat.minor == sum(row.base.minor for row in totals.breakdown)
    assert totals.with_vat == totals.without_vat + totals.vat
    assert totals.amount_due == totals.with_vat - totals.prepaid - totals.deduction + totals.rounding
    assert abs(totals.rounding.minor) <= 50
    for row in totals.breakdown:
        assert abs(row.amount.minor - row.base.minor * row.percent / 100) < 1
    assert totals.with_vat.minor >= 0


@given(drafts(negative=True))
def test_each_rate_is_the_sum_of_its_lines(drafted: Draft) -> None:
    """BR-S-08 and its siblings: taxable amount = nets − allowances + charges of the same treatment, exactly."""
    found = computed(drafted)
    bases: dict[tuple[object, Decimal], int] = {}
    for one in found.lines:
        key = (one.vat.category, one.vat.percent)
        bases[key] = bases.get(key, 0) + one.net.minor
    for change in found.allowances:
        key = (change.vat.category, change.vat.percent)
        bases[key] = bases.get(key, 0) + (change.amount.minor if change.charge else -change.amount.minor)
    assert bases == {(row.category, row.percent): row.base.minor for row in found.totals.breakdown}


@given(drafts(negative=True))
def test_lines_multiply_as_receivers_check(drafted: Draft) -> None:
    """PEPPOL-EN16931-R120 and R040 within 0.02, BR-27: no price below zero."""
    found = computed(drafted)
    for issued in found.lines:
        assert off_line(issued) <= Decimal("0.02")
        assert issued.price >= 0
        assert issued.base_quantity > 0
        assert all(off_percentage(change) <= Decimal("0.02") for change in issued.allowances)
    assert all(off_percentage(change) <= Decimal("0.02") for change in found.allowances)
    assert all(change.amount.minor > 0 for change in found.allowances)


@given(drafts(basis=WITH, negative=True))
def test_prices_including_vat_are_what_the_customer_pays(drafted: Draft) -> None:
    """The total is the sum of price × quantity less discounts plus charges, to the öre."""
    found = computed(drafted)
    paid = 0
    for one in drafted.lines:
        goods = half_up(EXACT.scaleb(EXACT.multiply(one.quantity, one.price), 2))
        sign = -1 if one.quantity < 0 else 1
        paid += goods
        for change in one.adjustments:
            direction = -1 if change.kind == "discount" else 1
            if change.percent is not None:
                paid += direction * half_up(goods * change.percent / 100)
            elif change.amount is not None:
                paid += direction * sign * change.amount.minor
    whole = paid
    for change in drafted.adjustments:
        direction = -1 if change.kind == "discount" else 1
        if change.percent is not None:
            paid += direction * half_up(whole * change.percent / 100)
        elif change.amount is not None:
            paid += direction * (-1 if whole < 0 else 1) * change.amount.minor
    assert found.totals.with_vat.minor == abs(paid)


@given(drafts(negative=True))
def test_line_amounts_including_vat_sum_to_the_total(drafted: Draft) -> None:
    """Without document-level adjustments, what the lines cost including VAT is the total."""
    found = computed(evolve(drafted, adjustments=()))
    assert sum(one.gross.minor for one in found.lines) == found.totals.with_vat.minor


@given(drafts(negative=True))
def test_a_mirrored_draft_gives_the_same_amounts_as_a_credit_note(drafted: Draft) -> None:
    """Negating every quantity changes the kind and nothing else; a discount on no units at all has no direction to turn."""
    assume(all(one.quantity for one in drafted.lines if one.adjustments))
    found, mirror = computed(drafted), computed(mirrored(drafted))
    assume(sum(one.net.minor for one in found.lines) and found.totals.with_vat)
    assert {found.kind, mirror.kind} == set(DocumentKind)
    assert evolve(found, kind=mirror.kind) == mirror


@given(st.integers(-(10**12), 10**12))
def test_whole_kronor_mirror_and_stay_within_half_a_krona(minor: int) -> None:
    """Half a krona goes away from zero either way."""
    rounded = to_whole_kronor(minor, "SEK")
    assert rounded % 100 == 0
    assert abs(rounded - minor) <= 50
    assert to_whole_kronor(-minor, "SEK") == -rounded
    assert to_whole_kronor(minor, "EUR") == minor
