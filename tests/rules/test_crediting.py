"""Crediting: mirrors of the invoice, in full or in part, that together are exactly the invoice."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish
from faktura.core.document import (
    Adjustment,
    CreditNote,
    Document,
    DocumentReference,
    Draft,
    Invoice,
    Line,
    PaymentTerms,
    PriceBasis,
    RoundingPolicy,
    line,
)
from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.errors import Refused, RuleRefused
from faktura.core.money import Money, sek
from faktura.core.party import PartyKind
from faktura.core.product import Component, CostKind, Work
from faktura.core.rounding import EXACT
from faktura.core.vat import VAT_6, VAT_12, VAT_25, Vat, VatCategory
from faktura.rules.crediting import CreditedLine, credit_amount, credit_in_full, credit_lines
from faktura.rules.issuing import issue_invoice
from faktura.rules.totals import to_whole_kronor
from faktura.testing.identities import TOLVAN
from faktura.testing.senders import COMPANY, SENDER
from faktura.testing.strategies import deduction_drafts, invoices

ON = date(2026, 3, 2)
EDUCATION = Vat(VatCategory.EXEMPT, Decimal(0), "exempt.education")
TOTALS = (
    "lines",
    "allowances",
    "charges",
    "without_vat",
    "vat",
    "with_vat",
    "prepaid",
    "deduction",
    "rounding",
    "amount_due",
)


def invoice(*lines: Line, **more: Any) -> Invoice:
    draft = Draft(id="F1", seller=SENDER.party, buyer=COMPANY.party, lines=lines)
    issued = issue_invoice(evolve(draft, **more), number="1001", on=ON)
    assert isinstance(issued, Invoice)
    return issued


def note(drafted: Draft | Refused, number: str = "2001") -> CreditNote:
    assert isinstance(drafted, Draft), drafted
    issued = issue_invoice(drafted, number=number, on=ON)
    assert isinstance(issued, CreditNote)
    return issued


def code(drafted: Draft | Refused) -> str:
    assert isinstance(drafted, Refused)
    return drafted.code


THREE = (line("A", 3, "33.33", vat=25), line("B", 8, "950.00", vat=25, discount_percent=10), line("C", 1, 100, vat=12))


# --- in full -----------------------------------------------------------------------------------------------------


@given(st.one_of(invoices(), deduction_drafts().map(lambda draft: issue_invoice(draft, number="1", on=ON))))
def test_a_credit_in_full_is_the_invoice_itself(issued: Document) -> None:
    """Every amount is the same, by line, component, rate and total; it refers to the invoice."""
    credit = note(credit_in_full(issued, draft_id="K1"))
    for name in ("lines", "allowances", "totals", "deduction", "currency", "buyer", "seller", "price_basis"):
        assert getattr(credit, name) == getattr(issued, name)
    assert credit.preceding == (
        DocumentReference(number=issued.number, issue_date=issued.issue_date, document_id=issued.id),
    )
    assert credit.due_date is None
    assert credit.amount_due * credit.sign + issued.amount_due * issued.sign == Money(0)


def test_the_tax_point_of_the_credit_is_that_of_the_invoice() -> None:
    """Food at 12 % sold in March 2026 is credited at 12 % in May, whatever the rate is then."""
    credit = credit_in_full(invoice(line("Mat", 1, 100, vat=12)), draft_id="K1")
    assert isinstance(credit, Draft)
    assert credit.delivery_date == ON


# --- in part -----------------------------------------------------------------------------------------------------


def test_units_of_a_line() -> None:
    """Three units of 33.33, one at a time: 33.33 each, and nothing is left."""
    issued = invoice(*THREE)
    credits: list[CreditNote] = []
    for number in range(3):
        drafted = credit_lines(issued, [CreditedLine("1", Decimal(1))], draft_id=f"K{number}", already=credits)
        credits.append(note(drafted))
    assert [one.lines[0].net.minor for one in credits] == [33_33, 33_33, 33_33]
    assert sum(one.totals.vat.minor for one in credits) == 25_00
    assert code(credit_lines(issued, [CreditedLine("1")], draft_id="K4", already=credits)) == "credit.exceeds"


def test_units_carry_their_share_of_the_discount() -> None:
    """Two of eight hours less 10 %: 1 710, with the discount of 190 beside the price."""
    credit = note(credit_lines(invoice(*THREE), [CreditedLine("2", Decimal(2))], draft_id="K1"))
    (credited,) = credit.lines
    assert (credited.id, credited.quantity, credited.price, credited.net) == (
        "2",
        Decimal(2),
        Decimal("950.00"),
        sek(1710),
    )
    assert [one.amount for one in credited.allowances] == [sek(190)]
    assert credit.totals.with_vat == sek("2137.50")


def test_an_amount_is_spread_over_rates_and_lines() -> None:
    """1 000 including VAT of an invoice over 25 and 12 %: exactly that, in proportion."""
    issued = invoice(line("A", 1, 800, vat=25), line("B", 1, 1000, vat=12))
    credit = note(credit_amount(issued, sek(1060), draft_id="K1"))
    assert credit.totals.with_vat == sek(1060)
    assert [(int(row.percent), row.base, row.amount) for row in credit.totals.breakdown] == [
        (25, sek(400), sek(100)),
        (12, sek(500), sek(60)),
    ]


def test_a_package_is_credited_whole() -> None:
    """One line of the package stands for all: half the units are half of each rate."""
    parts = (
        Component(name="Kurs", weight=Decimal(3), vat=VAT_25),
        Component(name="Lunch", weight=Decimal(1), vat=VAT_12),
    )
    issued = invoice(evolve(line("Kursdag", 2, 1000, vat=25), components=parts), price_basis=PriceBasis.WITH_VAT)
    credit = note(credit_lines(issued, [CreditedLine("1", Decimal(1))], draft_id="K1"))
    assert [one.id for one in credit.lines] == ["1", "2"]
    assert credit.totals.with_vat == sek(1000)


def test_discounts_on_the_document_fall_with_their_lines() -> None:
    """100 off 1 000: half of the lines credits half of the discount; the rounding falls with the last credit."""
    ten = Adjustment(text="Rabatt", percent=Decimal(10))
    lines = (line("A", 1, "500.20", vat=25), line("B", 1, "500.20", vat=25))
    issued = invoice(*lines, adjustments=(ten,), rounding=RoundingPolicy.WHOLE_KRONOR)
    assert issued.totals.rounding == sek("-0.45")
    first = note(credit_lines(issued, [CreditedLine("1")], draft_id="K1"))
    assert first.allowances[0].amount == sek("50.02")
    assert first.totals.rounding == sek(0)
    last = note(credit_in_full(issued, draft_id="K2", already=[first]))
    assert last.totals.rounding == sek("-0.45")
    assert first.amount_due + last.amount_due == issued.amount_due


def together(issued: Document, credits: Sequence[CreditNote]) -> None:
    """The credit notes sum exactly to the invoice: by line, component, rate and total."""
    for one in issued.lines:
        mine = [credited for credit in credits for credited in credit.lines if credited.id == one.id]
        assert sum(credited.net.minor for credited in mine) == one.net.minor
        assert sum(credited.gross.minor for credited in mine) == one.gross.minor
        for index, part in enumerate(one.components):
            assert sum(credited.components[index].net.minor for credited in mine) == part.net.minor
    for row in issued.totals.breakdown:
        rows = [
            other
            for credit in credits
            for other in credit.totals.breakdown
            if (other.category, other.percent, other.reason) == (row.category, row.percent, row.reason)
        ]
        assert sum(other.base.minor for other in rows) == row.base.minor
        assert sum(other.amount.minor for other in rows) == row.amount.minor
    for name in TOTALS:
        assert sum(getattr(credit.totals, name).minor for credit in credits) == getattr(issued.totals, name).minor
    if issued.deduction is not None:
        for index, share in enumerate(issued.deduction.shares):
            parts = [credit.deduction.shares[index].amount.minor for credit in credits if credit.deduction]
            assert sum(parts) == share.amount.minor
            assert all(part >= 0 and part % 100 == 0 for part in parts)


def sound(credit: CreditNote) -> None:
    """A credit note in part is a document like any other: EN 16931's sums, prices that multiply, VAT by the rate.

    It never gives back less than nothing.
    """
    totals, bases = credit.totals, dict[tuple[object, Decimal], int]()
    for one in credit.lines:
        key = (one.vat.category, one.vat.percent)
        bases[key] = bases.get(key, 0) + one.net.minor
        product = EXACT.divide(EXACT.multiply(one.quantity, one.price), one.base_quantity)
        changes = sum(part.amount.minor if part.charge else -part.amount.minor for part in one.allowances)
        assert abs(product + Decimal(changes).scaleb(-2) - one.net.major) <= Decimal("0.02")
        assert one.price >= 0
    for change in credit.allowances:
        key = (change.vat.category, change.vat.percent)
        bases[key] = bases.get(key, 0) + (change.amount.minor if change.charge else -change.amount.minor)
    for row in totals.breakdown:
        assert bases.pop((row.category, row.percent), 0) == row.base.minor
        assert abs(row.amount.minor - row.base.minor * row.percent / 100) < 1 + len(credit.lines)
    assert not any(bases.values())
    assert totals.with_vat == totals.without_vat + totals.vat
    assert totals.amount_due == totals.with_vat - totals.prepaid - totals.deduction + totals.rounding
    assert min(totals.with_vat, totals.amount_due) >= Money(0)
    assert abs(totals.rounding) <= sek("0.50")


SHARES = st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.3"), Decimal("0.1")])


@st.composite
def credited(draw: st.DrawFn, issued: Document, already: Sequence[CreditNote]) -> Draft | Refused:
    """Some credit in part of what is left, by lines, by units or by amount."""
    draft_id, kind = f"K{len(already)}", draw(st.sampled_from(("lines", "units", "amount")))
    left = issued.totals.with_vat.minor - sum(one.totals.with_vat.minor for one in already)
    if kind == "amount":
        return credit_amount(issued, Money(draw(st.integers(1, max(left, 1)))), draft_id=draft_id, already=already)
    chosen = draw(st.lists(st.sampled_from(issued.lines), min_size=1, max_size=3, unique_by=lambda one: one.id))
    choices = [CreditedLine(one.id, one.quantity * draw(SHARES) if kind == "units" else None) for one in chosen]
    return credit_lines(issued, choices, draft_id=draft_id, already=already)


@st.composite
def prepaid_invoices(draw: st.DrawFn) -> Document:
    """Invoices of any kind, some with a deduction, some prepaid in part or wholly."""
    document = draw(
        st.one_of(invoices(), deduction_drafts().map(lambda draft: issue_invoice(draft, number="1", on=ON)))
    )
    totals, share = document.totals, draw(st.integers(0, 100))
    paid = Money((totals.with_vat - totals.deduction).minor * share // 100)
    due = totals.with_vat - totals.deduction - paid
    rounded = Money(to_whole_kronor(due.minor, "SEK")) - due if totals.rounding else Money(0)
    return evolve(document, totals=evolve(totals, prepaid=paid, rounding=rounded, amount_due=due + rounded))


@given(prepaid_invoices(), st.data())
def test_any_sequence_of_credits_sums_exactly_to_the_invoice(issued: Document, data: st.DataObject) -> None:
    """Whatever is credited and in whichever order, the last credit leaves nothing, not an öre."""
    credits: list[CreditNote] = []
    for _ in range(data.draw(st.integers(0, 4))):
        drafted = data.draw(credited(issued, credits))
        if isinstance(drafted, Refused):
            assert drafted.code in ("credit.exceeds", "credit.negative", "credit.exceeds_total", "credit.exceeds_due")
            continue
        credits.append(note(drafted))
        sound(credits[-1])
    rest = credit_in_full(issued, draft_id="KX", already=credits)
    if isinstance(rest, Draft):
        credits.append(note(rest))
        sound(credits[-1])
    else:
        assert rest.code == "credit.nothing_left"
    together(issued, credits)
    assert code(credit_in_full(issued, draft_id="KY", already=credits)) == "credit.nothing_left"


# --- deduction ---------------------------------------------------------------------------------------------------


@given(st.one_of(deduction_drafts(), deduction_drafts(DeductionKind.GREEN)), st.data())
def test_what_is_left_of_the_deduction_never_exceeds_its_share_of_the_labour(draft: Draft, data: st.DataObject) -> None:
    """After any credit in part: deduction left ≤ percent of labour left, in whole kronor for each person."""
    issued = issue_invoice(draft, number="1", on=ON)
    assert issued.deduction is not None
    drafted = data.draw(credited(issued, ()))
    if isinstance(drafted, Draft):
        credit = note(drafted)
        gone = credit.deduction
        labour = issued.deduction.labour.minor - (gone.labour.minor if gone else 0)
        left = issued.deduction.amount.minor - (gone.amount.minor if gone else 0)
        assert left <= issued.deduction.percent * labour / 100
        assert credit.totals.deduction.minor == (gone.amount.minor if gone else 0)


# --- never below zero --------------------------------------------------------------------------------------------


RETURNED = (line("Maskin", 1, 1000, vat=25), line("Retur", -1, 400, vat=25))


def test_a_line_above_what_is_left_of_the_document_is_refused() -> None:
    """1 250 of an invoice of 750 would leave a credit note of −500 for the rest; with the return it is 750."""
    issued = invoice(*RETURNED)
    refused = credit_lines(issued, [CreditedLine("1")], draft_id="K1")
    assert code(refused) == "credit.exceeds_total"
    assert isinstance(refused, Refused)
    assert dict(refused.facts) == {"number": "1001", "asked": "1250.00 SEK", "left": "750.00 SEK"}
    assert note(credit_lines(issued, [CreditedLine("1"), CreditedLine("2")], draft_id="K1")).amount_due == sek(750)
    part = note(credit_lines(issued, [CreditedLine("1", Decimal("0.6"))], draft_id="K1"))
    rest = note(credit_lines(issued, [CreditedLine("1"), CreditedLine("2")], draft_id="K2", already=[part]))
    assert [part.amount_due, rest.amount_due] == [sek(750), sek(0)]
    together(issued, [part, rest])


def test_what_was_credited_too_much_before_leaves_nothing_to_credit() -> None:
    """A store of an earlier version has a credit note of 1 250 on an invoice of 750: no credit note makes that good."""
    issued = invoice(*RETURNED)
    over = note(
        credit_in_full(evolve(issued, lines=issued.lines[:1], totals=invoice(RETURNED[0]).totals), draft_id="K1")
    )
    assert code(credit_in_full(issued, draft_id="K2", already=[over])) == "credit.nothing_left"
    assert code(credit_amount(issued, sek(1), draft_id="K2", already=[over])) == "credit.exceeds"
    assert code(credit_lines(issued, [CreditedLine("2")], draft_id="K2", already=[over])) == "credit.nothing_left"


def test_the_rounding_falls_before_more_than_what_is_left_to_pay_is_given_back() -> None:
    """100.40 is rounded to 100: of 100.20 credited, 100 is given back, and nothing with the last 0.20."""
    issued = invoice(line("A", 1, "100.40", vat=EDUCATION), rounding=RoundingPolicy.WHOLE_KRONOR)
    first = note(credit_amount(issued, sek("100.20"), draft_id="K1"))
    last = note(credit_in_full(issued, draft_id="K2", already=[first]))
    assert [(one.totals.rounding, one.amount_due) for one in (first, last)] == [
        (sek("-0.20"), sek(100)),
        (sek("-0.20"), sek(0)),
    ]


def test_a_prepayment_leaves_no_credit_note_below_zero() -> None:
    """Labour is credited of an invoice prepaid but for 100: the deduction takes 500, the prepayment what is left of it."""
    labour = evolve(line("Arbete", 1, 800, vat=25), cost=CostKind.LABOUR, work=Work(type="Stadning", hours=1))
    wish = DeductionWish(
        kind=DeductionKind.RUT,
        buyers=(DeductionBuyer(person_id="P1", name="Tolvan Tolvansson", identity=TOLVAN),),
    )
    lines, buyer = (labour, line("Varor", 1, 800, vat=25)), evolve(COMPANY.party, kind=PartyKind.PERSON)
    issued = invoice(*lines, buyer=buyer, deduction=wish, prepaid=sek(1400))
    assert issued.amount_due == sek(100)
    first = note(credit_lines(issued, [CreditedLine("1")], draft_id="K1"))
    last = note(credit_in_full(issued, draft_id="K2", already=[first]))
    assert [(one.totals.deduction, one.totals.prepaid, one.amount_due) for one in (first, last)] == [
        (sek(500), sek(500), sek(0)),
        (sek(0), sek(900), sek(100)),
    ]
    assert code(credit_amount(issued, sek("0.01"), draft_id="K1")) == "credit.exceeds_due"


def test_a_package_with_units_left_of_one_line_only_is_credited_by_line_or_amount() -> None:
    """An amount took all of one hidden rate and all but an öre of the other: half a unit is of neither."""
    parts = (Component(name="a", weight=Decimal(2), vat=VAT_12), Component(name="b", weight=Decimal(3), vat=VAT_25))
    issued = invoice(evolve(line("Paket", 1, "66.67", vat=25), components=parts))
    most = note(credit_amount(issued, Money(issued.totals.with_vat.minor - 1), draft_id="K1"))
    for id in ("1", "2"):
        half = credit_lines(issued, [CreditedLine(id, Decimal("0.5"))], draft_id="K2", already=[most])
        assert code(half) == "credit.exceeds"
    last = note(credit_lines(issued, [CreditedLine("2")], draft_id="K2", already=[most]))
    together(issued, [most, last])


def test_an_early_payment_discount_does_not_stand_in_the_way_of_a_credit() -> None:
    """Its last day moved past a weekend and the due date; nobody pays a credit note early."""
    early = EarlyPaymentDiscount(percent=Decimal(2), days=5, next_bank_day=True)
    issued = invoice(line("A", 1, 100, vat=25), terms=PaymentTerms(days=5, early_payment=early))
    assert issued.terms.early_payment == evolve(early, days=7, next_bank_day=False)
    assert note(credit_in_full(issued, draft_id="K1")).terms.early_payment is None


# --- VAT in kronor -----------------------------------------------------------------------------------------------


def in_euro(*lines: Line, rate: str = "11") -> Invoice:
    draft = Draft(id="F1", seller=SENDER.party, buyer=COMPANY.party, lines=lines, currency="EUR")
    issued = issue_invoice(draft, number="1001", on=ON, kronor_rate=Decimal(rate))
    assert isinstance(issued, Invoice)
    return issued


def test_vat_in_kronor_follows_the_vat() -> None:
    """250 of the 310 euro in VAT are 2 750 of 3 410 kronor, whatever share of the total they are of."""
    lines = (line("A", 1, 1000, vat=25), line("B", 1, 1000, vat=6), line("C", 1, 1000, vat=EDUCATION))
    issued, credits = in_euro(*lines), list[CreditNote]()
    for id in ("1", "2", "3"):
        credits.append(note(credit_lines(issued, [CreditedLine(id)], draft_id="K", already=credits)))
    assert [one.totals.vat_in_kronor for one in credits] == [sek(2750), sek(660), None]


def test_a_sum_of_vat_that_does_not_tell_the_rate_asks_for_it() -> None:
    """25 euro of VAT less 25 euro of a return: the note of either needs the rate, and the rest takes both to zero."""
    issued = in_euro(line("A", 1, 100, vat=25), line("B", 1, 500, vat=EDUCATION), line("Retur", -1, "208.33", vat=12))
    assert issued.totals.vat_in_kronor == sek(0)
    drafted = credit_lines(issued, [CreditedLine("1")], draft_id="K1")
    assert isinstance(drafted, Draft)
    with pytest.raises(RuleRefused) as refused:
        issue_invoice(drafted, number="2001", on=ON)
    assert "INV-18" in [one.code for one in refused.value.findings]
    first = issue_invoice(drafted, number="2001", on=ON, kronor_rate=Decimal("11.2"))
    assert isinstance(first, CreditNote)
    last = note(credit_in_full(issued, draft_id="K2", already=[first]))
    assert [first.totals.vat_in_kronor, last.totals.vat_in_kronor] == [sek(280), sek(-280)]


RATES = st.integers(1, 200_000).map(lambda parts: Decimal(parts).scaleb(-4))


@st.composite
def euro_invoices(draw: st.DrawFn, rate: Decimal) -> Invoice:
    """Invoices in euro, some lines below zero, the VAT of one rate against that of another."""
    prices = st.integers(1, 1_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
    quantities, vats = st.sampled_from([-3, -1, 1, 1, 2, 5]), st.sampled_from((VAT_25, VAT_12, VAT_6, EDUCATION))
    drawn = draw(st.lists(st.tuples(quantities, prices, vats), min_size=1, max_size=5))
    lines = [line("A", quantity, price, vat=vat) for quantity, price, vat in drawn]
    if sum(EXACT.multiply(one.quantity, one.price) * (100 + one.vat.percent) for one in lines) < 100:
        lines.append(line("B", 1, 10**6, vat=EDUCATION))
    return in_euro(*lines, rate=str(rate))


@given(RATES, st.data())
def test_vat_in_kronor_is_credited_at_the_rate_of_the_invoice(rate: Decimal, data: st.DataObject) -> None:
    """Any sequence of credits sums exactly to the invoice's; none is off its own VAT at the rate by more than roundings.

    Two of a step (an öre together), that of the stated sum in proportion, and of each note issued by the rate itself.
    """
    issued = data.draw(euro_invoices(rate))
    whole, stated, credits, by_rate = issued.totals.vat.minor, issued.totals.vat_in_kronor, list[CreditNote](), 0
    for last in (*[False] * data.draw(st.integers(0, 4)), True):
        drafted = (
            credit_in_full(issued, draft_id="KX", already=credits) if last else data.draw(credited(issued, credits))
        )
        if isinstance(drafted, Refused):
            continue
        credit = issue_invoice(drafted, number="1", on=ON, kronor_rate=rate)
        assert isinstance(credit, CreditNote)
        credits.append(credit)
        totals, mirrors = credit.totals, drafted.computed is not None and drafted.computed.totals == credit.totals
        by_rate += not mirrors
        assert totals.vat_in_kronor is not None or not totals.vat
        off = abs(in_kronor(credit) - Fraction(rate) * totals.vat.minor)
        assert off <= 1 + Fraction(by_rate, 2) + (
            Fraction(abs(totals.vat.minor), 2 * abs(whole)) if mirrors and whole else 0
        )
    assert stated is not None
    assert sum(in_kronor(one) for one in credits) == stated.minor


def in_kronor(credit: CreditNote) -> int:
    found = credit.totals.vat_in_kronor
    return found.minor if found is not None else 0


# --- refusals ----------------------------------------------------------------------------------------------------


def test_a_credit_note_is_not_credited() -> None:
    """An invoice is issued instead."""
    credit = note(credit_in_full(invoice(*THREE), draft_id="K1"))
    assert code(credit_in_full(credit, draft_id="K2")) == "credit.of_credit_note"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (CreditedLine("1", Decimal(4)), "credit.exceeds"),
        (CreditedLine("1", Decimal(0)), "credit.exceeds"),
        (CreditedLine("1", Decimal(-1)), "credit.exceeds"),
        (CreditedLine("9"), "credit.unknown_line"),
    ],
)
def test_lines_beyond_the_invoice_are_refused(choice: CreditedLine, expected: str) -> None:
    """No more units than are left, and only lines the invoice has."""
    assert code(credit_lines(invoice(*THREE), [choice], draft_id="K1")) == expected


@pytest.mark.parametrize("ore", [0, -1, 10**9])
def test_amounts_beyond_the_invoice_are_refused(ore: int) -> None:
    """From one öre to what is left."""
    assert code(credit_amount(invoice(*THREE), Money(ore), draft_id="K1")) == "credit.exceeds"


def test_the_same_line_twice_and_lines_below_zero_are_refused() -> None:
    """Each line once, and the credit is never an invoice in disguise."""
    issued = invoice(line("A", 1, 100, vat=25), line("Avdrag", -1, 10, vat=25))
    twice = [CreditedLine("1", Decimal(1)), CreditedLine("1", Decimal(1))]
    assert code(credit_lines(issued, twice, draft_id="K1")) == "credit.exceeds"
    assert code(credit_lines(issued, [CreditedLine("2")], draft_id="K1")) == "credit.negative"


def test_earlier_credits_must_be_of_this_invoice_line_by_line() -> None:
    """A credit note drafted by hand, or of another invoice, cannot be counted by line."""
    issued = invoice(*THREE)
    other = note(credit_in_full(evolve(issued, id="F2", number="1002"), draft_id="K1"))
    assert code(credit_in_full(issued, draft_id="K2", already=[other])) == "credit.other"
    hand = invoice(line("Kulans", 1, 100, vat=12))
    by_hand = note(credit_in_full(evolve(hand, id="F1", number="1001"), draft_id="K1"))
    assert code(credit_in_full(issued, draft_id="K2", already=[by_hand])) == "credit.other"
