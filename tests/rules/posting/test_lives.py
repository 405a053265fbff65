"""What holds for the whole life of any invoice: the methods agree, claims are cleared, every currency balances."""

from collections import defaultdict
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import DocumentKind, line
from faktura.core.ledger import ChargeBooking, Voucher
from faktura.core.payment import fold_payment
from faktura.core.receivable_event import Netted, Parts, Refunded
from faktura.rules.posting.books import Books, DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.post import post
from tests.rules.posting.histories import ACCRUAL, CASH, ISSUED, accounts, allocated, document, received
from tests.rules.posting.lives import YEAR_ENDS, Life, lives, rates_of
from tests.tried import tried

WHEN_PAID = attrs.evolve(ACCRUAL, charges=ChargeBooking.WHEN_PAID)
YEARLY = attrs.evolve(CASH, year_ends=YEAR_ENDS)
WAYS = {"accrual": ACCRUAL, "charges when paid": WHEN_PAID, "cash": CASH, "cash, year-ends": YEARLY}


def vouchers(life: Life, books: Books) -> tuple[Voucher, ...]:
    return post([life.document], life.payments, books=books, rates=life.rates)


def vat_and_result(sums: dict[str, int]) -> tuple[int, int]:
    """Öre of VAT, and of everything in the result."""
    tax = sum(minor for account, minor in sums.items() if account.startswith("26"))
    return tax, sum(minor for account, minor in sums.items() if "3" <= account[0] <= "8")


@pytest.mark.parametrize("foreign", [False, True])
@tried(2)
@given(data=st.data())
def test_the_methods_agree_over_the_life_of_an_invoice(foreign: bool, data: st.DataObject) -> None:
    """In any currency, whatever happens on the way: the same VAT and the same net result, and no claim is left."""
    life = data.draw(lives(foreign=foreign))
    ends = [accounts(vouchers(life, books)) for books in WAYS.values()]
    assert len({vat_and_result(sums) for sums in ends}) == 1
    for sums in ends:
        assert not {"1510", "1512", "1513", "1519"} & sums.keys()


@given(lives(foreign=True), st.sampled_from(list(WAYS)))
def test_every_voucher_balances_in_every_currency(life: Life, way: str) -> None:
    """Kronor and euro alike, each rate told; in the end no claim is left, in either currency."""
    made = vouchers(life, WAYS[way])
    left: dict[tuple[str, str], int] = defaultdict(int)
    for voucher in made:
        sums: dict[str, int] = defaultdict(int)
        for row in voucher.rows:
            sums[row.amount.currency] += row.amount.minor
            left[row.account.number, row.amount.currency] += row.amount.minor
            if row.foreign is not None:
                sums[row.foreign.currency] += row.foreign.minor
                left[row.account.number, row.foreign.currency] += row.foreign.minor
        assert not any(sums.values())
        assert voucher.rates or not any(row.foreign for row in voucher.rows)
    assert not any(minor for (account, _), minor in left.items() if account.startswith("15"))


@given(lives(foreign=True), st.sampled_from(list(WAYS)))
def test_a_revaluation_leaves_nothing_behind(life: Life, way: str) -> None:
    """Valued at every year's end and taken back: over the life of the invoice every account is as without it."""
    valued = attrs.evolve(WAYS[way], revaluations=YEAR_ENDS)
    assert accounts(vouchers(life, valued)) == accounts(vouchers(life, WAYS[way]))


@given(lives(foreign=True))
def test_what_a_foreign_payment_is_worth_is_what_became_of_it(life: Life) -> None:
    """Of each payment the account of unmatched payments holds what is undecided, worth what it came at within an öre a part."""
    made = vouchers(life, ACCRUAL)
    for payment in life.payments:
        state = fold_payment(movement.event for movement in payment.movements)
        assert state is not None
        rows = [row for one in made if one.source == payment.id for row in one.rows if row.account.number == "2999"]
        waiting = sum(row.foreign.minor for row in rows if row.foreign is not None)
        assert waiting == -state.unallocated.minor
        rate = life.rates.at("EUR", state.received_on)
        assert rate is not None
        assert abs(sum(row.amount.minor for row in rows) - waiting * rate.rate) <= 1


@given(lives(), st.sampled_from(list(WAYS)))
def test_each_voucher_explains_itself(life: Life, way: str) -> None:
    """In both languages: which rule, which event, which document; and is known by an id of its own."""
    made = vouchers(life, WAYS[way])
    assert len({voucher.id for voucher in made}) == len(made)
    for voucher in made:
        assert voucher.reasons
        swedish, english = voucher.explain("sv"), voucher.explain("en")
        assert swedish != english
        assert "posting.why" not in swedish + english
        assert "{" not in swedish + english
        for reason in voucher.reasons:
            assert reason.event


@pytest.mark.parametrize("way", WAYS)
@given(
    life=lives(settled=False) | lives(foreign=True, settled=False), until=st.dates(date(2026, 3, 2), date(2029, 1, 1))
)
def test_what_happens_later_changes_nothing_earlier(way: str, life: Life, until: date) -> None:
    """The vouchers up to a day are the same whether what came after it is known or not."""
    known = attrs.evolve(
        life,
        document=attrs.evolve(
            life.document, movements=tuple(one for one in life.document.movements if one.on <= until)
        ),
        payments=tuple(
            attrs.evolve(one, movements=tuple(each for each in one.movements if each.on <= until))
            for one in life.payments
            if one.movements[0].on <= until
        ),
    )
    books = attrs.evolve(WAYS[way], revaluations=YEAR_ENDS)
    early = tuple(voucher for voucher in vouchers(life, books) if voucher.on <= until)
    assert early == tuple(voucher for voucher in vouchers(known, books) if voucher.on <= until)


CREDITS = st.lists(
    st.tuples(
        st.sampled_from(["100", "33.33", "999.99", "5000"]), st.sampled_from([25, 12, 6, 0]), st.integers(0, 700)
    ),
    min_size=1,
    max_size=4,
)


@given(CREDITS, st.sampled_from(["1234.56", "400"]), st.integers(0, 700), st.booleans())
def test_the_methods_agree_when_credit_notes_are_set_off(
    credits: list[tuple[str, int, int]], price: str, paid_after: int, foreign: bool
) -> None:
    """Credit notes set off before and after the year's end, the rest paid or paid back: alike, and cleared."""
    money: dict[str, str] = {"currency": "EUR"} if foreign else {}
    invoice = document(line("a", 1, price, vat=25), line("b", 2, "99.99", vat=12), **money)  # type: ignore[arg-type]
    left, legs, lives_of, last = invoice.amount_due, [], [], ISSUED + timedelta(days=paid_after)
    for n, (amount, vat, days) in enumerate(credits):
        note = document(line("c", 1, amount, vat=vat), number=f"2{n}", kind=DocumentKind.CREDIT_NOTE, **money)  # type: ignore[arg-type]
        step, on = min(left, note.amount_due), ISSUED + timedelta(days=days)
        own: list[Movement] = []
        if step:
            left, last = left - step, max(last, on)
            pair = {"netting_id": f"N{n}", "on": on}
            legs.append(Movement(Netted(receivable_id=invoice.id, other_id=note.id, effect=-step, **pair), f"n{n}"))  # type: ignore[arg-type]
            own.append(Movement(Netted(receivable_id=note.id, other_id=invoice.id, effect=step, **pair), f"n{n}"))  # type: ignore[arg-type]
        if note.amount_due - step:
            back = Refunded(receivable_id=note.id, refund_id=f"R{n}", on=on, amount=note.amount_due - step)
            own.append(Movement(back, f"r{n}"))
        lives_of.append(DocumentHistory(note, tuple(own), f"i{n}"))
    payments = []
    if left:
        settled = allocated(Parts.of_principal(left), invoice.id, on=last)
        legs.append(Movement(settled, "p"))
        payments.append(PaymentHistory((Movement(received(left, "P1", last), "p"),)))
    lives_of.append(DocumentHistory(invoice, tuple(legs), "i"))
    rates = rates_of((11_2000, 11_5000, 10_9000))
    ends = [accounts(post(lives_of, payments, books=books, rates=rates)) for books in WAYS.values()]
    for sums in ends:
        assert "1510" not in sums
        assert "2999" not in sums
    assert len({vat_and_result(sums) for sums in ends}) == 1
