"""Documents in another currency: at the rate of the issue, paid at another, the difference realised."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import Document, DocumentKind, line
from faktura.core.errors import RuleRefused
from faktura.core.ledger import ExchangeRate, Rates, VoucherKind
from faktura.core.money import Money, sek
from faktura.core.payment import PartAllocated, RestKept, RestRefunded
from faktura.core.receivable_event import FeeCharged, Netted, Parts, Refunded, WrittenOff
from faktura.core.vat import Vat, VatCategory
from faktura.rules.posting.books import PaymentHistory
from faktura.rules.posting.post import post
from faktura.rules.posting.rates import Scale
from faktura.rules.totals import vat_in_kronor
from tests.rules.posting.histories import (
    ACCRUAL,
    CASH,
    ISSUED,
    PAID,
    accounts,
    allocated,
    booked,
    came,
    document,
    history,
    money_in,
    principal,
    received,
    sale_25,
)

EU = Vat(VatCategory.REVERSE_CHARGE, Decimal(0), "reverse_charge.eu_services")


def rate(kronor: str, on: date = ISSUED, currency: str = "EUR") -> ExchangeRate:
    return ExchangeRate(currency, Decimal(kronor), on, "test")


def euro(cents: int) -> Money:
    return Money(cents, "EUR")


def parts(cents: int) -> Parts:
    return Parts.of_principal(euro(cents))


def sale(price: str = "1000", vat: object = EU, **fields: object) -> Document:
    return document(line("Konsult", 1, price, vat=vat), currency="EUR", **fields)  # type: ignore[arg-type]


def paid(cents: int, kronor: str, id: str = "P1") -> PaymentHistory:
    return attrs.evolve(came(euro(cents), id), rate=rate(kronor, PAID))


def test_vat_is_the_vat_in_kronor_that_the_invoice_states() -> None:
    """Stated at its own rate (ML 17 kap. 29 §); the claim is at the rate of the books, revenue takes the difference."""
    made = sale("100", 25)
    stated = attrs.evolve(
        made, totals=attrs.evolve(made.totals, vat_in_kronor=vat_in_kronor(made.totals.vat, Decimal("11.50")))
    )
    life = attrs.evolve(history(stated), rate=rate("11.60"))
    assert booked(life) == {"1510": 1450_00, "3001": -1162_50, "2611": -287_50}
    assert booked(attrs.evolve(life, document=made)) == {"1510": 1450_00, "3001": -1160_00, "2611": -290_00}


def test_the_cash_method_books_at_the_rate_of_the_payment() -> None:
    """Nothing was in the books before, so there is no difference to realise; the VAT is due at the rate of the issue.

    Only where that is not known is the VAT too at the rate of the payment.
    """
    life = history(sale("100", 25), allocated(parts(125_00)))
    money = (paid(125_00, "11.35"),)
    assert booked(life, payments=money, books=CASH) == {"1930": 1418_75, "3001": -1135_00, "2611": -283_75}
    known = attrs.evolve(life, rate=rate("11.60"))
    assert booked(known, payments=money, books=CASH) == {"1930": 1418_75, "3001": -1128_75, "2611": -290_00}
    (voucher,) = (one for one in post([known], money, books=CASH) if one.documents)
    assert {one.rate for one in voucher.rates} == {Decimal("11.35"), Decimal("11.60")}


CREDITED = [
    # what the payment and the refund are worth, what is left of the income: the bank's loss, and no VAT
    ("11.35", "11.84", {"1930": -612_50, "3001": 612_50}),
    ("11.84", "11.35", {"1930": 612_50, "3001": -612_50}),
    ("11.20", "11.20", {}),
]


@pytest.mark.parametrize(("came_at", "back_at", "left"), CREDITED)
def test_a_credit_note_after_the_payment_takes_back_the_vat_that_was_reported(
    came_at: str, back_at: str, left: dict[str, int]
) -> None:
    """A thousand euro and 250 of VAT, 2 800 kronor by both documents, whatever the euro is worth on either day."""
    notes = {kind: sale("1000", 25, number=number, kind=kind) for number, kind in zip("12", DocumentKind, strict=True)}
    stated = [
        attrs.evolve(
            one, totals=attrs.evolve(one.totals, vat_in_kronor=vat_in_kronor(one.totals.vat, Decimal("11.20")))
        )
        for one in notes.values()
    ]
    back = Refunded(receivable_id="D2", refund_id="R", on=PAID, amount=euro(1250_00))
    taken = allocated(parts(1250_00), "D1")
    invoice, note = (
        attrs.evolve(history(one, event), rate=rate("11.20")) for one, event in zip(stated, (taken, back), strict=True)
    )
    rates = Rates((rate(back_at, PAID),))
    made = post([invoice, note], [paid(1250_00, came_at)], books=CASH, rates=rates)
    assert [accounts([one])["2611"] for one in made if "2611" in accounts([one])] == [-2800_00, 2800_00]
    assert accounts(made) == left


SHARES = st.lists(st.integers(1, 10**6), min_size=1, max_size=6)


@given(SHARES, st.integers(5_0000, 20_0000), st.lists(st.integers(5_0000, 20_0000), min_size=6, max_size=6))
def test_part_payments_clear_the_claim_and_realise_what_was_gained(
    shares: list[int], issued_at: int, paid_at: list[int]
) -> None:
    """Any parts at any rates: no öre of the claim is left, and gain less loss is what came less what was claimed."""
    whole = euro(1234_56)
    amounts = [share for share in whole.allocate(shares) if share]
    events = [allocated(Parts.of_principal(one), id=f"A{n}", payment_id=f"P{n}") for n, one in enumerate(amounts)]
    payments = [paid(one.minor, f"{Decimal(paid_at[n]) / 10000}", f"P{n}") for n, one in enumerate(amounts)]
    life = attrs.evolve(history(sale("1234.56"), *events), rate=rate(f"{Decimal(issued_at) / 10000}"))
    found = booked(life, payments=tuple(payments))
    assert "1510" not in found
    assert "2999" not in found
    assert found["1930"] == -found["3308"] - found.get("3960", 0) - found.get("7960", 0)


def test_a_payment_of_several_invoices_is_worth_what_came() -> None:
    """Three thirds of an amount that three does not divide: the account of unmatched payments is empty to the öre."""
    lives = []
    inner = []
    for n in range(3):
        made = sale("33.33", number=f"{n}")
        taken = allocated(parts(33_33), made.id, id=f"A{n}")
        lives.append(attrs.evolve(history(made, taken), rate=rate("11.20")))
        inner.append(
            PartAllocated(
                payment_id="P1",
                allocation_id=f"A{n}",
                receivable_id=made.id,
                on=PAID,
                amount=euro(33_33),
                by="manual",
                why="",
            )
        )
    payment = attrs.evolve(money_in(received(euro(99_99)), *inner), rate=rate("11.3337", PAID))
    found = booked(*lives, payments=(payment,))
    assert found["1930"] == Scale.of(rate("11.3337"), "SEK").at(99_99)
    assert not {"1510", "2999"} & found.keys()


def test_what_is_kept_keeps_its_worth_until_it_is_used_or_refunded() -> None:
    """An overpayment in euro is a debt at the rate it came at; paid back at once it leaves nothing."""
    kept = RestKept(payment_id="P1", customer_id="C", on=PAID, amount=euro(10_00))
    back = attrs.evolve(kept, amount=euro(-10_00))
    refund = RestRefunded(payment_id="P1", refund_id="R", on=PAID, amount=euro(10_00))
    assert booked(payments=(attrs.evolve(money_in(received(euro(10_00)), kept), rate=rate("11.5")),)) == {
        "1930": 115_00, "2420": -115_00
    }  # fmt: skip
    gone = attrs.evolve(money_in(received(euro(10_00)), kept, back, refund), rate=rate("11.5"))
    assert booked(payments=(gone,)) == {}


def test_a_lost_claim_in_euro_gives_back_the_kronor_that_were_booked() -> None:
    """Loss and VAT at the rate of the issue: nothing is realised, for nothing came."""
    gone = WrittenOff(receivable_id="D1001", write_off_id="W", on=PAID, parts=parts(125_00), reason="bad_debt")
    life = attrs.evolve(history(sale("100", 25), gone), rate=rate("11.60"))
    assert booked(life) == {"6351": 1160_00, "3001": -1160_00}


def test_a_fee_in_euro_is_worth_what_it_was_when_charged() -> None:
    """Its claim is cleared at that, whatever the rate of the payment."""
    fee = FeeCharged(receivable_id="D1001", charge_id="C", kind="reminder", on=PAID, amount=euro(5_00), law="")
    everything = Parts(principal=euro(1000_00), interest=euro(0), fees=euro(5_00))
    life = attrs.evolve(history(sale(), fee, allocated(everything)), rate=rate("11.20"))
    rates = Rates((rate("11.40", PAID),))
    assert booked(life, payments=[paid(1005_00, "11.40")], rates=rates) == {
        "1930": 11457_00, "3308": -11200_00, "3990": -57_00, "3960": -200_00
    }  # fmt: skip


def test_a_credit_note_set_off_at_another_rate_leaves_no_claim() -> None:
    """Both legs at the rate of the day; each realises its own difference."""
    credit = sale(number="1002", kind=DocumentKind.CREDIT_NOTE)
    legs = [
        Netted(receivable_id=one, netting_id="N", other_id=other, on=PAID, effect=euro(effect))
        for one, other, effect in (("D1001", "D1002", -1000_00), ("D1002", "D1001", 1000_00))
    ]
    lives = (
        attrs.evolve(history(sale(), legs[0]), rate=rate("11.20")),
        attrs.evolve(history(credit, legs[1]), rate=rate("11.50")),
    )
    with pytest.raises(RuleRefused) as caught:
        post(lives, books=ACCRUAL)
    assert caught.value.code == "posting.rate"
    found = booked(*lives, rates=Rates((rate("11.40", PAID),)))
    assert "1510" not in found
    assert found["3308"] + found["3960"] + found.get("7960", 0) == 0
    same = tuple(attrs.evolve(one, rate=rate("11.20")) for one in lives)
    assert booked(*same) == {}


def test_a_credit_note_paid_back_at_a_higher_rate_is_a_loss() -> None:
    """More kronor leave than stood in the books."""
    credit = sale(number="1002", kind=DocumentKind.CREDIT_NOTE)
    back = Refunded(receivable_id="D1002", refund_id="R", on=PAID, amount=euro(1000_00))
    life = attrs.evolve(history(credit, back), rate=rate("11.20"))
    found = booked(life, rates=Rates((rate("11.50", PAID),)))
    assert found == {"1930": -11500_00, "3308": 11200_00, "7960": 300_00}


def test_the_rate_stands_on_the_voucher_with_its_day() -> None:
    """That of the issue, and on the payment both: what came, and what it clears."""
    life = attrs.evolve(history(sale(), allocated(parts(1000_00)), issued="i"), rate=rate("11.20"))
    issue, payment = post([life], [paid(1000_00, "11.35")], books=ACCRUAL)
    assert issue.rates == (rate("11.20"),)
    assert set(payment.rates) == {rate("11.20"), rate("11.35", PAID)}
    assert "11.35" in payment.explain("sv")
    assert [str(row.foreign) for row in issue.rows] == ["1000.00 EUR", "-1000.00 EUR"]


REVALUED = [
    # rate at the year's end, what is booked on its last day
    ("11.50", {"1510": 300_00, "3960": -300_00}),
    ("11.00", {"1510": -200_00, "7960": 200_00}),
    ("11.20", {}),
]


@pytest.mark.parametrize(("kronor", "rows"), REVALUED)
def test_what_is_open_at_the_years_end_is_valued_at_its_rate(kronor: str, rows: dict[str, int]) -> None:
    """Unrealised, so it is taken back the day after, and the payment realises against the rate of the issue."""
    end = date(2026, 12, 31)
    books = attrs.evolve(ACCRUAL, revaluations=(end,))
    money = attrs.evolve(came(euro(1000_00), on=date(2027, 1, 15)), rate=rate("11.35", date(2027, 1, 15)))
    life = attrs.evolve(history(sale(), allocated(parts(1000_00), on=date(2027, 1, 15))), rate=rate("11.20"))
    made = post([life], [money], books=books, rates=Rates((rate(kronor, end),)))
    valued = [one for one in made if one.kind is VoucherKind.REVALUATION]
    assert accounts(valued[:1]) == rows
    assert accounts(valued) == {}
    assert {one.on for one in valued} == ({end, date(2027, 1, 1)} if rows else set())
    assert accounts(made) == {"1930": 11350_00, "3308": -11200_00, "3960": -150_00}


def test_only_what_is_open_is_revalued() -> None:
    """Half was paid; kronor are kronor; and without a rate of the day nothing is guessed."""
    books = attrs.evolve(ACCRUAL, revaluations=(PAID,))
    rates = Rates((rate("11.50", PAID),))
    half = attrs.evolve(history(sale(), allocated(parts(500_00))), rate=rate("11.20"))
    made = post([half], [paid(500_00, "11.20")], books=books, rates=rates)
    assert accounts([one for one in made if one.on == PAID and one.kind is VoucherKind.REVALUATION])["1510"] == 150_00
    assert not [one for one in post([history(sale_25())], books=books) if one.kind is VoucherKind.REVALUATION]
    with pytest.raises(RuleRefused) as caught:
        post([half], [paid(500_00, "11.20")], books=books)
    assert caught.value.code == "posting.rate"


def test_a_rate_of_another_currency_is_refused() -> None:
    """Dollars do not value euro."""
    with pytest.raises(RuleRefused) as caught:
        post([attrs.evolve(history(sale()), rate=rate("10", currency="USD"))], books=ACCRUAL)
    assert caught.value.code == "posting.currency"


def test_a_payment_settles_documents_of_its_own_currency_only() -> None:
    """Kronor for an invoice in euro, or euro for one in kronor: refused either way, for the sums mean nothing."""
    life = attrs.evolve(history(sale(), allocated(parts(1000_00))), rate=rate("11.20"))
    for one, payment in (
        (life, came(sek(1000))),
        (history(sale_25(), allocated(principal("1000"))), paid(1000_00, "11.20")),
    ):
        with pytest.raises(RuleRefused) as caught:
            post([one], [payment], books=ACCRUAL)
        assert caught.value.code == "posting.currency"


def test_currencies_without_minor_units() -> None:
    """A hundred yen at 0.0712 kronor are seven kronor and twelve öre."""
    yen = document(line("Konsult", 1, "100", vat=EU), currency="JPY")
    assert booked(attrs.evolve(history(yen), rate=rate("0.0712", currency="JPY"))) == {"1510": 7_12, "3308": -7_12}


@given(st.integers(-(10**9), 10**9), st.decimals("0.0001", "1000", places=4).filter(bool))
def test_a_scale_rounds_half_away_from_zero(point: int, kronor: Decimal) -> None:
    """Within half an öre, and the mirror for negative amounts."""
    scale = Scale.of(rate(str(kronor)), "SEK")
    assert abs(scale.at(point) - point * Fraction(kronor)) <= Fraction(1, 2)
    assert scale.at(-point) == -scale.at(point)
