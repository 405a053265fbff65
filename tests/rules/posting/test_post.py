"""Posting as a whole: the worked verifications, and what holds for every history."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import CardSettled, ClientFundsPaidOut, ClientFundsReceived, LossFeared
from faktura.core.document import Document, DocumentKind, Line, RoundingPolicy, line
from faktura.core.errors import RuleRefused
from faktura.core.event import Event
from faktura.core.ledger import ChargeBooking, Dimension, ExchangeRate, Voucher
from faktura.core.money import Money, sek
from faktura.core.payment import RestKept, RestRefunded
from faktura.core.payout_event import ShareTransferred
from faktura.core.product import LineRole, ProductKind
from faktura.core.receivable_event import FeeCharged, InterestCharged, Parts, WriteOffReversed
from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_25, Vat, VatCategory
from faktura.rules.posting.books import Books, DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.post import post
from tests.rules.posting.histories import (
    ACCRUAL,
    BOTH,
    CASH,
    ISSUED,
    PAID,
    Balance,
    allocated,
    balance,
    document,
    history,
    money_in,
    netted,
    posted,
    principal,
    received,
    released,
    rot_sale,
    sale_25,
    written_off,
)

Case = tuple[Iterable[DocumentHistory], Iterable[PaymentHistory], Books, *tuple[Movement, ...]]
YEAR_END, NEXT_YEAR = date(2026, 12, 31), date(2027, 1, 15)


def happened(event: Event) -> Case:
    """A business event that is posted by itself."""
    return (), (), ACCRUAL, Movement(event, "now")


def sold(*lines: object, rounding: RoundingPolicy = RoundingPolicy.NONE) -> Case:
    """The issue of an invoice of *lines* under accrual."""
    made = document(*lines, rounding=rounding)  # type: ignore[arg-type]
    return (history(made, issued="now"),), (), ACCRUAL


def credited(price: str) -> Case:
    return (history(sale_25("1002", DocumentKind.CREDIT_NOTE, price), issued="now"),), (), ACCRUAL


def paid(kronor: str, books: Books = ACCRUAL) -> Case:
    made = allocated(principal(kronor))
    return (history(sale_25(), made),), (money_in(received(sek(kronor))),), books


def rot_paid(kronor: str, share: str, books: Books = ACCRUAL) -> Case:
    made = allocated(principal(kronor), receivable_id=share)
    return (history(rot_sale(), made),), (money_in(received(sek(kronor))),), books


def without_vat(kronor: str, category: VatCategory, kind: ProductKind, ground: str = "") -> Case:
    return sold(attrs.evolve(line("Post", 1, kronor, vat=Vat(category, Decimal(0), ground)), kind=kind))


def fee() -> Case:
    charged = attrs.evolve(line("Faktureringsavgift", 1, 25, vat=25), role=LineRole.INVOICE_FEE)
    return sold(line("Konsult", 1, 10000, vat=25), charged)


def dims() -> Case:
    tags = (Dimension(1, "100"), Dimension(6, "P1"))
    return sold(attrs.evolve(line("Konsult", 1, 10000, vat=25), dimensions=tags))


def rot_less() -> Case:
    """Skatteverket's decision and its money come together; what is refused becomes the customer's debt."""
    mine, theirs = (
        ShareTransferred(receivable_id=one, transfer_id="T1", other_id=other, on=PAID, effect=effect)
        for one, other, effect in (("D1001", "D1001:tax", sek(750)), ("D1001:tax", "D1001", sek(-750)))
    )
    granted = allocated(principal("3000"), receivable_id="D1001:tax")
    return (history(rot_sale(), mine, granted, theirs),), (money_in(received(sek(3000))),), ACCRUAL


def overpaid() -> Case:
    kept = RestKept(payment_id="P1", customer_id="C", on=PAID, amount=sek(100))
    return (history(sale_25(), allocated(principal("12500"))),), (money_in(received(sek(12600)), kept),), ACCRUAL


def overpaid_refunded() -> Case:
    kept = RestKept(payment_id="P1", customer_id="C", on=PAID, amount=sek(100))
    back = attrs.evolve(kept, amount=sek(-100))
    refund = RestRefunded(payment_id="P1", refund_id="R1", on=PAID, amount=sek(100))
    before, now = money_in(received(sek(12600)), kept, cause="before"), money_in(back, refund)
    return (), (PaymentHistory((*before.movements, *now.movements)),), ACCRUAL


def paid_rounded() -> Case:
    gone = written_off(principal("0.50"), "rounding", id="A1:rounding")
    events = (allocated(principal("12499.50")), gone)
    return (history(sale_25(), *events),), (money_in(received(sek("12499.50"))),), ACCRUAL


def discounted() -> Case:
    events = (allocated(principal("12250")), written_off(principal("250"), "discount"))
    return (history(sale_25(), *events),), (money_in(received(sek(12250))),), ACCRUAL


def reminded() -> Case:
    charge = FeeCharged(receivable_id="D1001", charge_id="C1", kind="reminder", on=PAID, amount=sek(60), law="")
    interest = InterestCharged(
        receivable_id="D1001", charge_id="C2", on=PAID, amount=sek("123.45"), since=ISSUED, until=PAID
    )
    return (history(sale_25(), charge, interest),), (), ACCRUAL


def reminded_and_paid() -> Case:
    """Fee and interest are income when they are paid, by choice under accrual."""
    documents, *_ = reminded()
    parts = Parts(principal=sek(12500), interest=sek("123.45"), fees=sek(60))
    life = history(sale_25(), *(movement.event for one in documents for movement in one.movements), allocated(parts))
    return (life,), (money_in(received(sek("12683.45"))),), attrs.evolve(ACCRUAL, charges=ChargeBooking.WHEN_PAID)


def lost() -> Case:
    return (history(sale_25(), written_off(principal("12500"), "bad_debt")),), (), ACCRUAL


FEARED = LossFeared(receivable_id="D1001", loss_id="L1", on=ISSUED, amount=sek(12500))


def lost_after_fear() -> Case:
    before, now = history(sale_25(), FEARED, cause="before"), lost()[0]
    return (attrs.evolve(before, movements=(*before.movements, *next(iter(now)).movements)),), (), ACCRUAL


def won_back() -> Case:
    """The money and the claim's return in one command."""
    gone = history(sale_25(), written_off(principal("12500"), "bad_debt"), cause="before").movements
    back = WriteOffReversed(
        receivable_id="D1001", write_off_id="W1", on=PAID, parts=principal("12500"), reason="bad_debt"
    )
    now = history(sale_25(), back, allocated(principal("12500")))
    return (attrs.evolve(now, movements=(*gone, *now.movements)),), (money_in(received(sek(12500))),), ACCRUAL


def in_euro() -> Document:
    foreign = Vat(VatCategory.REVERSE_CHARGE, Decimal(0), "reverse_charge.eu_services")
    return document(line("Konsult", 1, 1000, vat=foreign), currency="EUR")


def rate(kronor: str, on: date = ISSUED) -> ExchangeRate:
    return ExchangeRate("EUR", Decimal(kronor), on, "Riksbanken")


def euro_paid(kronor: str) -> Case:
    money = Money(1000_00, "EUR")
    life = attrs.evolve(history(in_euro(), allocated(Parts.of_principal(money))), rate=rate("11.20"))
    return (life,), (attrs.evolve(money_in(received(money)), rate=rate(kronor, PAID)),), ACCRUAL


def advance(*lines: Line) -> Case:
    return sold(*lines, attrs.evolve(line("Förskott", 1 if not lines else -1, 2000, vat=25), role=LineRole.ADVANCE))


def by_card() -> Case:
    paid_by_card = attrs.evolve(received(sek(500)), channel="card")
    return (history(sale_25(price="400"), allocated(principal("500"))),), (money_in(paid_by_card),), ACCRUAL


def year_end(*events: Event, issued: str = "before") -> Case:
    """Paid in part before the year is over."""
    paid_before = history(sale_25(), allocated(principal("5000"), payment_id="P0"), cause="before").movements
    now = history(sale_25(), *events, issued=issued)
    books = attrs.evolve(CASH, year_ends=(YEAR_END,))
    before = money_in(received(sek(5000), "P0"), cause="before")
    return (attrs.evolve(now, movements=(*paid_before, *now.movements)),), (before,), books


def year_end_paid() -> Case:
    documents, payments, books, *_ = year_end(allocated(principal("7500"), on=NEXT_YEAR))
    return documents, (*payments, money_in(received(sek(7500), on=NEXT_YEAR))), books


WORKED: Final[dict[str, Callable[[], Case]]] = {
    "sale-25": lambda: sold(line("a", 1, 10000, vat=25)),
    "sale-12": lambda: sold(line("a", 1, 1000, vat=12)),
    "sale-6": lambda: sold(line("a", 1, 500, vat=6)),
    "sale-mixed": lambda: sold(
        line("a", 1, 1000, vat=25), line("b", 1, 200, vat=12), line("c", 1, 100, vat=6), line("d", 1, 50, vat=0)
    ),
    "round-up": lambda: sold(line("a", 1, "999.60", vat=25), rounding=RoundingPolicy.WHOLE_KRONOR),
    "round-down": lambda: sold(line("a", 1, "999.50", vat=25), rounding=RoundingPolicy.WHOLE_KRONOR),
    "credit-full": lambda: credited("10000"),
    "credit-part": lambda: credited("2000"),
    "fee": fee,
    "dims": dims,
    "rot-sale": lambda: ((history(rot_sale(), issued="now"),), (), ACCRUAL),
    "rot-pay-customer": lambda: rot_paid("13750", "D1001"),
    "rot-pay-skv": lambda: rot_paid("3750", "D1001:tax"),
    "rot-pay-skv-less": rot_less,
    "pay-full": lambda: paid("12500"),
    "pay-part": lambda: paid("5000"),
    "pay-over": overpaid,
    "pay-over-refund": overpaid_refunded,
    "pay-rounding": paid_rounded,
    "cash-discount": discounted,
    "reminder-charge": reminded,
    "writeoff": lost,
    "rc-construction": lambda: sold(line("a", 1, 20000, vat=REVERSE_CHARGE_BUILDING)),
    "eu-services": lambda: without_vat(
        "15000", VatCategory.REVERSE_CHARGE, ProductKind.SERVICE, "reverse_charge.eu_services"
    ),
    "eu-goods": lambda: without_vat("8000", VatCategory.INTRA_EU, ProductKind.GOODS),
    "export-goods": lambda: without_vat("8000", VatCategory.EXPORT, ProductKind.GOODS),
    "export-services": lambda: without_vat("9000", VatCategory.EXPORT, ProductKind.SERVICE),
    "reminder-pay": reminded_and_paid,
    "doubtful": lambda: ((history(sale_25(), FEARED),), (), ACCRUAL),
    "writeoff-after-doubtful": lost_after_fear,
    "recovered": won_back,
    "fx-sale": lambda: ((attrs.evolve(history(in_euro(), issued="now"), rate=rate("11.20")),), (), ACCRUAL),
    "fx-gain": lambda: euro_paid("11.35"),
    "fx-loss": lambda: euro_paid("11.00"),
    "advance": advance,
    "advance-final": lambda: advance(line("Projekt", 1, 10000, vat=25)),
    "card": by_card,
    "card-settle": lambda: happened(CardSettled(settlement_id="S", on=PAID, paid_out=sek(490), fee=sek(10))),
    "client-in": lambda: happened(ClientFundsReceived(funds_id="F", client_id="K", on=PAID, amount=sek(10000))),
    "client-out": lambda: happened(
        ClientFundsPaidOut(funds_id="F", client_id="K", on=PAID, to_client=sek(9000), commission=sek(1000), vat=VAT_25)
    ),
    "cash-yearend": year_end,
    "cash-yearend-pay": year_end_paid,
    "self-billing": lambda: sold(line("a", 1, 10000, vat=25)),
    "cash-pay": lambda: paid("12500", CASH),
    "cash-pay-part": lambda: paid("5000", CASH),
    "cash-rot-customer": lambda: rot_paid("13750", "D1001", CASH),
    "cash-rot-skv": lambda: rot_paid("3750", "D1001:tax", CASH),
}


def expected(shared: Callable[..., Path]) -> dict[str, Balance]:
    cases = json.loads(shared("sie", "worked-verifications.json").read_text(encoding="utf-8"))["cases"]
    return {
        case["id"]: {
            (row["account"], tuple((int(dim), code) for dim, code in sorted(row.get("objects", {}).items()))): int(
                Decimal(row["amount"]) * 100
            )
            for row in case["rows"]
        }
        for case in cases
    }


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_verifications(shared: Callable[..., Path], name: str) -> None:
    """Account by account what the tax literature and the bookkeeping programs' own help pages show."""
    documents, payments, books, *business = WORKED[name]()
    made = posted(documents, payments, books, business)
    if name == "cash-yearend-pay":
        made = tuple(voucher for voucher in made if voucher.on == NEXT_YEAR)
    assert balance(made) == expected(shared)[name]
    assert len(made) == 1


def test_every_worked_verification_is_accounted_for(shared: Callable[..., Path]) -> None:
    """None of them is forgotten, and none is ours alone."""
    assert set(expected(shared)) == WORKED.keys()
    assert len(WORKED) == 47


def test_cash_books_nothing_at_issue() -> None:
    """Neither invoice nor credit note, nor a charge, before money moves."""
    for made in (sale_25(), sale_25("1002", DocumentKind.CREDIT_NOTE), rot_sale()):
        assert posted((history(made, issued="now"),), books=CASH) == ()
    documents, payments, *_ = reminded()
    assert posted(documents, payments, CASH) == ()


def test_netting_moves_nothing_in_accrual_books() -> None:
    """Both documents stand on the same account of claims."""
    legs = netted_pair("2500", "2000")
    assert posted(legs, books=ACCRUAL) == ()


def netted_pair(invoice: str, credit: str) -> tuple[DocumentHistory, ...]:
    """A credit note of *credit* kronor set off against an invoice, both amounts without VAT."""
    whole = sek(credit) + sek(Decimal(credit) * 25 / 100)
    return (
        history(sale_25("1001", price=invoice), netted("D1001", -whole, "D1002")),
        history(sale_25("1002", DocumentKind.CREDIT_NOTE, credit), netted("D1002", whole, "D1001")),
    )


def test_netting_under_the_cash_method_is_a_payment_of_both() -> None:
    """The same share of both is income and income taken back; equal rates leave nothing to book."""
    assert posted(netted_pair("10000", "2000"), books=CASH) == ()
    food = history(
        document(line("Mat", 1, "1250", vat=12), number="1002", kind=DocumentKind.CREDIT_NOTE),
        netted("D1002", sek(1400), "D1001"),
    )
    made = posted((history(sale_25(), netted("D1001", sek(-1400), "D1002")), food), books=CASH)
    assert balance(made) == {
        ("3001", ()): -1120_00, ("2611", ()): -280_00, ("3002", ()): 1250_00, ("2621", ()): 150_00
    }  # fmt: skip
    assert [voucher.text for voucher in made] == ["Kvittning 1001, 1002 Kund AB"]


def test_an_unmatched_payment_waits_on_its_account_and_is_cleared_when_linked() -> None:
    """Two commands, two vouchers: received unmatched, then linked by hand."""
    made = posted(
        (history(sale_25(), allocated(principal("12500")), cause="link"),),
        (money_in(received(sek(12500)), cause="file"),),
    )
    assert [(voucher.cause, balance([voucher])) for voucher in made] == [
        ("file", {("1930", ()): 12500_00, ("2999", ()): -12500_00}),
        ("link", {("2999", ()): 12500_00, ("1510", ()): -12500_00}),
    ]


def test_one_payment_of_two_invoices_is_one_voucher() -> None:
    """The bank account is debited once; the text names both documents."""
    second = allocated(principal("2500"), receivable_id="D1002", id="A2")
    made = posted(
        (history(sale_25(), allocated(principal("12500"))), history(sale_25("1002", price="2000"), second)),
        (money_in(received(sek(15000))),),
    )
    assert [(voucher.text, balance([voucher])) for voucher in made] == [
        ("Betalning 1001, 1002 Kund AB", {("1930", ()): 15000_00, ("1510", ()): -15000_00})
    ]
    assert made[0].documents == ("D1001", "D1002")


SHARES: Final = st.lists(st.integers(1, 10**6), min_size=1, max_size=6)


def parts_of(whole: Money, shares: list[int]) -> list[Money]:
    return [share for share in whole.allocate(shares) if share]


@given(SHARES, st.sampled_from(["33.33", "999.50", "10000", "123456.78"]), st.sampled_from(BOTH))
def test_part_payments_sum_to_the_document(shares: list[int], price: str, books: Books) -> None:
    """However it is paid, both methods end on the same revenue and VAT to the öre, and no claim is left."""
    mixed = document(
        line("a", 1, price, vat=25),
        line("b", 3, price, vat=12),
        line("retur", -1, "7", vat=6),
        rounding=RoundingPolicy.WHOLE_KRONOR,
    )
    amounts = parts_of(mixed.amount_due, shares)
    events = [allocated(Parts.of_principal(part), id=f"A{n}", payment_id=f"P{n}") for n, part in enumerate(amounts)]
    payments = [money_in(received(part, f"P{n}")) for n, part in enumerate(amounts)]
    made = posted((history(mixed, *events, issued="now"),), payments, books)
    sold_at_once = balance(posted((history(mixed, issued="now"),)))
    bank = {("1930", ()): mixed.amount_due.minor}
    assert balance(made) == bank | {place: minor for place, minor in sold_at_once.items() if place != ("1510", ())}


@given(SHARES, st.permutations(range(6)), st.sampled_from(BOTH))
def test_releasing_is_the_exact_reverse_in_any_order(shares: list[int], order: list[int], books: Books) -> None:
    """Each release turns the rows of its own allocation, and when all are undone nothing stands in the books."""
    whole = document(line("a", 1, "999.99", vat=25), line("b", 1, "33.37", vat=6))
    amounts = parts_of(whole.amount_due, shares)
    events = [allocated(Parts.of_principal(part), id=f"A{n}") for n, part in enumerate(amounts)]
    undone = [released(events[n], PAID.replace(day=25)) for n in order if n < len(events)]
    before = [history(whole, *events).movements, history(whole, *undone, cause="undone").movements]
    movements = tuple(
        attrs.evolve(movement, cause=f"{movement.cause} {movement.event.allocation_id}")  # type: ignore[attr-defined]
        for movement in (*before[0], *before[1])
    )
    made = {voucher.cause: voucher for voucher in posted((DocumentHistory(whole, movements, "before"),), books=books)}
    for event in events:
        first, second = made[f"now {event.allocation_id}"], made[f"undone {event.allocation_id}"]
        assert balance([first, second]) == {}
        assert len(first.rows) == len(second.rows)


@given(st.permutations(range(4)))
def test_the_order_of_the_histories_does_not_matter(order: list[int]) -> None:
    """Matching, the store and the caller may list them as they like."""
    documents = [history(sale_25(str(1001 + n)), issued="now") for n in range(4)]
    payments = [money_in(received(sek(100), f"P{n}")) for n in range(4)]
    shuffled = post([documents[n] for n in order], [payments[n] for n in order], books=ACCRUAL)
    assert shuffled == post(documents, payments, books=ACCRUAL)


def test_the_methods_agree_over_the_life_of_an_invoice() -> None:
    """Paid in part, rounded off, forgiven, lost: VAT and result end alike, whichever the method."""
    paid_in_part = allocated(principal("5000"))
    for reason in ("rounding", "bad_debt", "discount", "goodwill"):
        life = history(sale_25(), paid_in_part, written_off(principal("7500"), reason), issued="now")
        results = []
        for books in BOTH:
            made = balance(posted((life,), (money_in(received(sek(5000))),), books))
            vat = sum(minor for (account, _), minor in made.items() if account.startswith("26"))
            net = sum(minor for (account, _), minor in made.items() if account >= "3000")
            results.append((vat, net))
        assert results[0] == results[1], reason


def test_a_write_off_undone_leaves_nothing() -> None:
    """The VAT that came back goes out again, the same öre."""
    gone = written_off(principal("7777.77"), "bad_debt")
    undone = WriteOffReversed(
        receivable_id="D1001", write_off_id="W1", on=PAID.replace(day=25), parts=gone.parts, reason="bad_debt"
    )
    for books in BOTH:
        assert balance(posted((history(sale_25(), gone, undone),), books=books)) == {}


def test_foreign_currency_is_refused_not_guessed() -> None:
    """Without a rate there is no amount in the books' currency."""
    euro = attrs.evolve(sale_25(), currency="EUR")
    with pytest.raises(RuleRefused) as caught:
        post((history(euro),), books=ACCRUAL)
    assert caught.value.code == "posting.rate"
    with pytest.raises(RuleRefused):
        post(payments=(money_in(received(Money(100, "EUR"))),), books=ACCRUAL)


def test_every_voucher_says_what_it_is_about() -> None:
    """Series, day, source and cause; the source is the document or the payment."""
    documents, payments, *_ = overpaid()
    made: tuple[Voucher, ...] = post(documents, payments, books=attrs.evolve(ACCRUAL, series="F", language="en"))
    assert [(one.series, one.on, one.source, one.cause, one.text) for one in made] == [
        ("F", ISSUED, "D1001", "before", "Invoice 1001 Kund AB"),
        ("F", PAID, "P1", "now", "Payment 1001 Kund AB"),
    ]
