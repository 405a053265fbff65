"""Early-payment discount from the draft to the books: offered, printed, taken by who pays in time, and undone with its link."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest

from faktura.core.document import Document, InterestKind, PaymentTerms, line
from faktura.core.early_payment import DiscountOffer, EarlyPaymentDiscount
from faktura.core.errors import RuleRefused
from faktura.core.ledger import Bookkeeping, BookkeepingMethod, DiscountVat
from faktura.core.money import Money, sek
from faktura.core.payment import PaymentReference
from faktura.core.receivable import PaymentStatus
from faktura.core.sender import MatchingPolicy, Sender
from faktura.core.wording import Language
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.testing.senders import COMPANY, SENDER
from tests.desk.acts import DAY, issued, pay, payment, reference_of, rot_invoice
from tests.formats.pdf.reading import texts

TERMS = PaymentTerms(days=30, early_payment=EarlyPaymentDiscount(percent=Decimal(2), days=10))
LAST = date(2026, 10, 11)
CASH = attrs.evolve(SENDER, method=BookkeepingMethod.CASH)


def opened(sender: Sender) -> SenderDesk:
    """A fresh desk on the tests' day."""
    return Desk(MemoryStore(), clock=FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))).at(sender, actor="anna")


def offered(desk: SenderDesk, price: str = "1000", *, terms: PaymentTerms = TERMS) -> Document:
    """An invoice of 1,250 kronor with two percent off within ten days."""
    return issued(desk, price, terms=terms)


def sums(desk: SenderDesk) -> dict[str, int]:
    """What each account has been moved by, in öre."""
    found: dict[str, int] = {}
    for voucher in desk.books.vouchers(date(2026, 1, 1), date(2026, 12, 31)):
        for row in voucher.rows:
            found[str(row.account)] = found.get(str(row.account), 0) + row.amount.minor
    return {account: minor for account, minor in found.items() if minor}


def test_who_pays_in_time_takes_the_discount(desk: SenderDesk) -> None:
    """Matched without a person; the debt is settled, and what was given is written off as a discount, not as a loss."""
    invoice = offered(desk)
    assert desk.invoices.balance(invoice.id).early_payment == DiscountOffer(percent=Decimal(2), until=LAST)
    pay(desk, "P1", "1225", reference=reference_of(invoice), on=LAST)
    state = desk.invoices.balance(invoice.id)
    assert (state.outstanding, state.payment_status) == (sek(0), PaymentStatus.SETTLED)
    assert [(one.reason, one.parts.sum) for one in state.entries if one.reason] == [("discount", sek(-25))]
    summary = desk.summary()
    assert (summary.paid, summary.written_off, summary.outstanding, summary.unmatched) == (1225_00, 25_00, 0, 0)
    assert desk.verify() == ()


def test_a_day_late_is_too_late(desk: SenderDesk) -> None:
    """What is missing is owed, and nothing is given away, by matching or by a person's link."""
    for by_hand in (False, True):
        invoice = offered(desk)
        pay(
            desk, f"P{by_hand}", "1225", reference="" if by_hand else reference_of(invoice), on=LAST + timedelta(days=1)
        )
        if by_hand:
            desk.payments.link("PTrue", invoice.id)
        assert desk.invoices.balance(invoice.id).outstanding in (sek(25), sek(1250))
    assert desk.summary().written_off == 0


@pytest.mark.parametrize(
    ("paid", "left", "written_off"),
    [("1225", "0", "25"), ("1230", "0", "20"), ("1250", "0", "0"), ("1224", "26", "0"), ("100", "1150", "0")],
)
def test_a_persons_link_gives_what_was_offered(desk: SenderDesk, paid: str, left: str, written_off: str) -> None:
    """All of the debt less the discount, or less a part of it; who pays less than that, or in parts, takes none."""
    invoice = offered(desk)
    pay(desk, "P1", paid)
    desk.payments.link("P1", invoice.id)
    assert desk.invoices.balance(invoice.id).outstanding == sek(left)
    assert desk.summary().written_off == sek(written_off).minor


@pytest.mark.parametrize("kind", [InterestKind.STATUTORY, InterestKind.NONE])
@pytest.mark.parametrize("sender", [SENDER, CASH], ids=["accrual", "cash"])
def test_who_paid_in_time_keeps_the_discount_though_he_was_reminded(sender: Sender, kind: InterestKind) -> None:
    """The clerk found the payment late: the reminder's fee and interest are given back, and nothing is owed."""
    clock = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
    desk = Desk(MemoryStore(), clock=clock).at(sender, actor="anna")
    invoice = offered(desk, terms=attrs.evolve(TERMS, interest=kind, reminder_fee=sek(60)))
    pay(desk, "P1", "1225", on=LAST)
    clock.advance(timedelta(days=45))
    desk.collections.remind(invoice.id)
    assert desk.invoices.balance(invoice.id).outstanding > sek(1250)
    state = desk.payments.link("P1", invoice.id)
    assert (state.allocated, state.unallocated) == (sek(1225), sek(0))
    assert desk.invoices.balance(invoice.id).outstanding == sek(0)
    assert desk.summary().written_off == 25_00
    assert desk.books.reconcile().is_explained
    desk.payments.unlink("P1", invoice.id)
    assert desk.invoices.balance(invoice.id).outstanding > sek(1250)
    assert desk.verify() == ()


SUNDAY = [
    # whether the last day moves, the day the money came, what is left owing: 11 October 2026 is a Sunday
    (False, LAST, "0"),
    (False, LAST + timedelta(days=1), "25"),
    (True, LAST, "0"),
    (True, LAST + timedelta(days=1), "0"),
    (True, LAST + timedelta(days=2), "25"),
]


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize(("moves", "on", "left"), SUNDAY)
def test_a_last_day_that_is_a_sunday_moves_where_the_terms_say_so(
    desk: SenderDesk, moves: bool, on: date, left: str, by_hand: bool
) -> None:
    """Matching and a person's link agree; the document states the day it moved to, and needs no calendar to be read."""
    early = EarlyPaymentDiscount(percent=Decimal(2), days=10, next_bank_day=moves)
    invoice = offered(desk, terms=attrs.evolve(TERMS, early_payment=early))
    assert invoice.terms.early_payment == EarlyPaymentDiscount(percent=Decimal(2), days=11 if moves else 10)
    assert invoice.discount_offer == DiscountOffer(percent=Decimal(2), until=LAST + timedelta(days=moves))
    pay(desk, "P1", "1225", reference="" if by_hand else reference_of(invoice), on=on)
    if by_hand or left != "0":
        desk.payments.link("P1", invoice.id)
    assert desk.invoices.balance(invoice.id).outstanding == sek(left)


def test_unlinking_takes_the_discount_back(desk: SenderDesk) -> None:
    """The whole is owed again; a move to the right invoice gives the discount there, and undoing it gives it here again."""
    wrong, right = offered(desk), offered(desk)
    pay(desk, "P1", "1225", reference=reference_of(wrong))
    state = desk.payments.move("P1", from_document=wrong.id, to_document=right.id, reason="fel faktura")
    assert [desk.invoices.balance(one.id).outstanding for one in (wrong, right)] == [sek(1250), sek(0)]
    desk.payments.undo_move("P1", state.moves[-1].id, reason="rätt ändå")
    assert [desk.invoices.balance(one.id).outstanding for one in (wrong, right)] == [sek(0), sek(1250)]
    desk.payments.unlink("P1", wrong.id)
    assert [desk.invoices.balance(one.id).outstanding for one in (wrong, right)] == [sek(1250), sek(1250)]
    assert desk.summary().written_off == 0


def test_each_invoice_of_a_payment_has_its_own_discount(desk: SenderDesk) -> None:
    """Two invoices at two percent and at four, paid in one sum: what each is lowered by is its own, to the öre."""
    four = attrs.evolve(TERMS, early_payment=EarlyPaymentDiscount(percent=Decimal(4), days=10))
    one, other = offered(desk), offered(desk, "100.01", terms=four)
    references = tuple(PaymentReference(text=reference_of(some), kind="ocr") for some in (one, other))
    money = attrs.evolve(payment("P1", "1345.01"), references=references)  # 1,250.00 - 25.00 + 125.01 - 5.00
    desk.payments.take([money])
    given = {
        some.id: sum(entry.parts.sum.minor for entry in desk.invoices.balance(some.id).entries if entry.reason)
        for some in (one, other)
    }
    assert given == {one.id: -25_00, other.id: -5_00}
    assert [desk.invoices.balance(some.id).outstanding for some in (one, other)] == [sek(0), sek(0)]


def test_a_payer_who_says_what_he_pays_of_each_takes_the_discount_too(desk: SenderDesk) -> None:
    """One invoice less two percent, one whole, and a credit note of a third: nothing is left owing that was offered."""
    one, plain, third = offered(desk), issued(desk), offered(desk)
    note = desk.invoices.credit(third.id, amount=sek(125), net=False, deliver=False)
    said = (
        PaymentReference(text=reference_of(one), kind="ocr", amount=sek(1225)),
        PaymentReference(text=reference_of(plain), kind="ocr", amount=sek(125)),
        PaymentReference(text=note.number, kind="credit_note", amount=sek(-125)),
    )
    desk.payments.take([attrs.evolve(payment("P1", "1225"), references=said)])
    assert [desk.invoices.balance(some.id).outstanding for some in (one, plain, note)] == [sek(0)] * 3
    assert desk.summary().written_off == 25_00
    assert desk.invoices.balance(third.id).outstanding == sek(1250)
    assert desk.verify() == ()


def test_a_credit_note_used_on_its_own_invoice_ends_the_offer(desk: SenderDesk) -> None:
    """What is offered is a share of all that was invoiced; two percent of what was given back is not given once more."""
    invoice = offered(desk)
    note = desk.invoices.credit(invoice.id, amount=sek(250), net=False, deliver=False)
    said = (
        PaymentReference(text=reference_of(invoice), kind="ocr", amount=sek(1225)),
        PaymentReference(text=note.number, kind="credit_note", amount=sek(-250)),
    )
    desk.payments.take([attrs.evolve(payment("P1", "975"), references=said)])
    assert desk.invoices.balance(invoice.id).outstanding == sek(25)
    assert desk.summary().written_off == 0


@pytest.mark.parametrize("sender", [SENDER, CASH], ids=["accrual", "cash"])
def test_a_discount_in_another_currency_is_taken_whatever_the_tolerance_is_in(sender: Sender) -> None:
    """The tolerance is in kronor and knows no euro; the file is not refused for it."""
    desk = opened(sender)
    desk.books.record_rate("EUR", Decimal("11.20"), on=DAY, source="Riksbanken")
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("A", 1, "1000", vat=25)], currency="EUR", terms=TERMS)
    invoice = desk.invoices.issue(draft.id, deliver=False, kronor_rate=Decimal("11.3"))
    money = attrs.evolve(payment("P1", "1225", reference=reference_of(invoice)), amount=Money(1225_00, "EUR"))
    desk.payments.take([money])
    assert desk.invoices.balance(invoice.id).outstanding == Money(0, "EUR")
    assert sum(sums(desk).values()) == 0
    assert desk.books.reconcile().is_explained


@pytest.mark.parametrize(("paid", "discount", "rounding"), [("1225.40", "24.60", "0"), ("1224.60", "25", "0.40")])
def test_a_rounding_beside_the_discount_is_rounding(paid: str, discount: str, rounding: str) -> None:
    """Nobody is given more than the offer; what is missing beyond it, within the tolerance, is rounded away."""
    desk = opened(attrs.evolve(SENDER, matching=MatchingPolicy(write_off=sek("0.99"))))
    invoice = offered(desk)
    pay(desk, "P1", paid, reference=reference_of(invoice))
    reasons = {one.reason: -one.parts.sum for one in desk.invoices.balance(invoice.id).entries if one.reason}
    assert reasons == {"discount": sek(discount), **({"rounding": sek(rounding)} if sek(rounding) else {})}
    before = desk.summary().outstanding
    desk.payments.unlink("P1", invoice.id)
    assert (desk.summary().outstanding, before, desk.summary().written_off) == (1250_00, 0, 0)


BOOKED = [
    # method, VAT,                   what the payment with its discount leaves on the accounts
    (SENDER, DiscountVat.LOWERED, {"1930": 1225_00, "3001": -1000_00, "2611": -245_00, "3731": 20_00}),
    (SENDER, DiscountVat.UNCHANGED, {"1930": 1225_00, "3001": -1000_00, "2611": -250_00, "3731": 25_00}),
    (CASH, DiscountVat.LOWERED, {"1930": 1225_00, "3001": -980_00, "2611": -245_00}),
    (CASH, DiscountVat.UNCHANGED, {"1930": 1225_00, "3001": -1000_00, "2611": -250_00, "3731": 25_00}),
]


@pytest.mark.parametrize(("sender", "vat", "booked"), BOOKED)
def test_the_discount_lowers_the_vat_unless_the_parties_agreed_otherwise(
    sender: Sender, vat: DiscountVat, booked: dict[str, int]
) -> None:
    """By one voucher with the payment; undone, nothing of it is left, and the books agree with the open items."""
    desk = opened(attrs.evolve(sender, bookkeeping=Bookkeeping(discount_vat=vat)))
    invoice = offered(desk)
    before = sums(desk)
    pay(desk, "P1", "1225", reference=reference_of(invoice))
    assert sums(desk) == booked
    (voucher,) = [
        one for one in desk.books.vouchers(date(2026, 1, 1), date(2026, 12, 31)) if one.kind.value == "payment"
    ]
    assert sum(row.amount.minor for row in voucher.rows) == 0
    assert desk.books.reconcile().is_explained
    desk.payments.unlink("P1", invoice.id)
    after = sums(desk)
    assert {one: after.get(one, 0) - before.get(one, 0) for one in {*before, *after}} == {
        **dict.fromkeys({*before, *after}, 0), "1930": 1225_00, "2999": -1225_00,
    }  # fmt: skip


@pytest.mark.parametrize("vat", list(DiscountVat))
@pytest.mark.parametrize("sender", [SENDER, CASH], ids=["accrual", "cash"])
@pytest.mark.parametrize("amounts", [("1250",), ("625", "625"), ("416.67", "416.67", "416.66"), ("0.01", "1249.99")])
def test_who_took_the_discount_gets_no_more_back_than_he_paid(
    sender: Sender, vat: DiscountVat, amounts: tuple[str, ...]
) -> None:
    """All is credited, at once or in parts, and paid back: 1,225 kronor, and nothing is left on any account, VAT least of all."""
    desk = opened(attrs.evolve(sender, bookkeeping=Bookkeeping(discount_vat=vat)))
    invoice = offered(desk)
    pay(desk, "P1", "1225", reference=reference_of(invoice))
    back = sek(0)
    for amount in amounts:
        note = desk.invoices.credit(invoice.id, amount=sek(amount), deliver=False)
        assert desk.invoices.balance(invoice.id).outstanding == sek(0)
        if desk.invoices.balance(note.id).outstanding:
            back += desk.payments.refund_document(note.id)
    assert back == sek(1225)
    left = sums(desk)
    assert not left.keys() & {"1510", "1930"}
    assert all(abs(minor) < len(amounts) for minor in left.values())  # the öre of three credit notes' own VAT
    assert desk.books.reconcile().is_explained
    assert desk.verify() == ()


def test_two_rates_are_each_lowered_by_their_share(desk: SenderDesk) -> None:
    """The discount is on all that is to pay, so the VAT of each rate falls as much."""
    lines = (line("Konsult", 1, "1000", vat=25), line("Bok", 1, "1000", vat=6))
    invoice = issued(desk, lines=lines, terms=TERMS)
    pay(desk, "P1", "2263.80", reference=reference_of(invoice))
    booked = sums(desk)
    assert (booked["2611"], booked["2631"], booked["3731"]) == (-245_00, -58_80, 40_00)


def test_what_cannot_be_offered_is_refused(desk: SenderDesk) -> None:
    """Longer than there is to pay; beside a tax deduction, and on a credit note, nothing is offered."""
    for fields in (
        {"terms": attrs.evolve(TERMS, days=9)},
        {"terms": TERMS, "due_date": DAY + timedelta(days=9)},
    ):
        draft = desk.invoices.draft(buyer=offered(desk).buyer, lines=[line("A", 1, 1, vat=25)], **fields)
        with pytest.raises(RuleRefused) as refused:
            desk.invoices.issue(draft.id)
        assert [one.code for one in refused.value.findings] == ["INV-61"]
    usual = opened(attrs.evolve(SENDER, terms=TERMS))
    for one, offer in ((issued(usual), DiscountOffer(percent=Decimal(2), until=LAST)), (rot_invoice(usual), None)):
        assert one.discount_offer == offer
        assert usual.invoices.balance(one.id).early_payment == offer
        assert (one.terms.early_payment is None) is (offer is None)
    note = desk.invoices.credit(offered(desk).id, net=False, deliver=False)
    assert (note.terms.early_payment, note.discount_offer) == (None, None)
    assert desk.invoices.balance(note.id).early_payment is None


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "2 % t.o.m. 2026-10-11: betala 1 225,00 kr"), ("en", "2% until 2026-10-11: pay SEK 1,225.00")],
)
def test_the_print_says_what_to_pay_and_until_when(language: Language, said: str) -> None:
    """As the act wants a discount that is not in the price stated (ML 17 kap. 24 § 9); a credit note says nothing."""
    desk = opened(SENDER)
    invoice = issued(desk, "1000", terms=TERMS, language=language)
    note = desk.invoices.credit(invoice.id, net=False, deliver=False)
    printed, credited = (
        " ".join(" ".join(texts(desk.invoices.pdf(one.id))).replace("\xa0", " ").split()) for one in (invoice, note)
    )
    assert said in printed
    assert "Kassarabatt" not in credited
    assert "Early" not in credited


def test_terms_without_an_offer_are_as_before(desk: SenderDesk) -> None:
    """No discount, whatever the payment lacks."""
    invoice = offered(desk, terms=PaymentTerms(days=30, interest=InterestKind.NONE))
    pay(desk, "P1", "1225", reference=reference_of(invoice))
    assert desk.invoices.balance(invoice.id).early_payment is None
    assert desk.summary().written_off == 0
