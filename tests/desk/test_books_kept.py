"""Keeping the books: locked periods, the cash method's year-end, targets, business events, reconciliation."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import (
    BusinessEvent,
    CardSettled,
    ClientFundsReceived,
    InvoiceSold,
    LossFeared,
    SoldInvoicePaid,
)
from faktura.core.document import line
from faktura.core.errors import InputError, NotFound, RecordedDifferently, RuleRefused
from faktura.core.ledger import (
    COST_CENTRE,
    AccountCode,
    Bookkeeping,
    BookkeepingMethod,
    Dimension,
    DimensionObject,
    FinancialYear,
    LatePosting,
    Need,
    Spreading,
    Target,
    Voucher,
    VoucherKind,
)
from faktura.core.money import Money, sek
from faktura.core.payment import PaymentChannel
from faktura.desk.desk import Desk, SenderDesk
from faktura.formats.bundle.reader import Bundle
from faktura.formats.card_settlement import CardColumns, read_settlements
from faktura.formats.sie.reader import read
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.chart import BAS_CHART, with_rule
from faktura.testing.senders import COMPANY, SENDER
from tests.desk.acts import DAY, issued, pay, payment, reference_of
from tests.desk.test_books import AUTOMATIC, BY_HAND, END, START, Month, acts, desk_of
from tests.rules.posting.histories import accounts
from tests.tried import tried

OCTOBER = (DAY, date(2026, 10, 31))
CASH = attrs.evolve(SENDER, method=BookkeepingMethod.CASH)
STRICT = attrs.evolve(SENDER, bookkeeping=Bookkeeping(late=LatePosting.REFUSE))


def test_a_locked_month_stays_as_it_was_exported(desk: SenderDesk, clock: FixedClock) -> None:
    """What is recorded later is booked on the first open day; the balance as of any day knows its own day."""
    invoice = issued(desk)
    exported = desk.books.export(*OCTOBER)
    clock.advance(timedelta(days=40))
    desk.books.lock(OCTOBER[1])
    late = issued(desk, "80", on=DAY + timedelta(days=3))
    pay(desk, "P1", "125", reference=reference_of(invoice), on=DAY + timedelta(days=5))
    assert desk.books.export(*OCTOBER).vouchers == exported.vouchers
    after = desk.books.vouchers(date(2026, 11, 1), END)
    assert {voucher.on for voucher in after} == {date(2026, 11, 1)}
    assert accounts(after) == {"1510": -25_00, "1930": 125_00, "3001": -80_00, "2611": -20_00}
    found = desk.books.reconcile(OCTOBER[1])
    assert {(one.code, one.document, one.amount, one.on) for one in found.differences} == {
        ("reconciliation.booked_later", late.number, sek(-100), date(2026, 11, 1)),
        ("reconciliation.booked_later", invoice.number, sek(125), date(2026, 11, 1)),
    }
    assert desk.books.reconcile(date(2026, 11, 1)).agrees


def test_a_lock_is_undone_with_a_reason_and_goes_only_forward(desk: SenderDesk) -> None:
    """What was moved meanwhile stays moved: it may have been exported."""
    desk.books.lock(OCTOBER[1])
    with pytest.raises(RuleRefused) as caught:
        desk.books.lock(DAY)
    assert caught.value.code == "books.lock_back"
    issued(desk)
    desk.books.unlock(reason="rättelse")
    issued(desk, "200")
    assert [voucher.on for voucher in desk.books.vouchers(START, END)] == [DAY, date(2026, 11, 1)]
    assert desk.books.state().locked_until is None


def test_a_sender_may_refuse_what_is_dated_in_a_locked_month(store: Store, clock: FixedClock) -> None:
    """Nothing is stored, no number is used up; what the bank dates is taken and moved."""
    desk = Desk(store, clock=clock).at(STRICT, actor="anna")
    first = issued(desk)
    desk.books.lock(DAY)
    clock.advance(timedelta(days=5))
    with pytest.raises(RuleRefused) as caught:
        issued(desk, on=DAY)
    assert caught.value.code == "posting.locked"
    assert "2026-10-02" in caught.value.explain("sv")
    pay(desk, "P1", "60", reference=reference_of(first))
    pay(desk, "P2", "60")
    desk.payments.link("P2", first.id)
    second = issued(desk)
    assert int(second.number) == int(first.number) + 1
    assert {voucher.on for voucher in desk.books.vouchers(DAY + timedelta(days=1), END)} == {
        date(2026, 10, 2), date(2026, 10, 6)
    }  # fmt: skip


@pytest.mark.parametrize("method", BookkeepingMethod)
def test_a_bank_file_of_a_locked_month_is_never_refused(
    store: Store, clock: FixedClock, method: BookkeepingMethod
) -> None:
    """What it settles by itself, credit notes set off with it and all, is booked on the first open day."""
    desk = Desk(store, clock=clock).at(attrs.evolve(STRICT, method=method), actor="anna")
    first = issued(desk)
    desk.books.lock(OCTOBER[1])
    pay(desk, "P1", "125", reference=reference_of(first), on=DAY)
    assert desk.invoices.balance(first.id).outstanding == sek(0)
    assert {voucher.on for voucher in desk.books.vouchers(START, END) if voucher.source == "P1"} == {date(2026, 11, 1)}


def test_the_cash_methods_year_end(store: Store, clock: FixedClock) -> None:
    """Unpaid invoices with their VAT on the last day; next year's payment clears the claim; the year is locked."""
    desk = Desk(store, clock=clock).at(CASH, actor="anna")
    unpaid, paid = issued(desk, "10000"), issued(desk, "400")
    pay(desk, "P1", "500", reference=reference_of(paid))
    pay(desk, "P2", "5000")
    desk.payments.link("P2", unpaid.id)
    clock.advance(timedelta(days=100))
    warned = desk.books.export(START, END)
    assert [one.code for one in warned.findings] == ["books.year_end"]
    (preview,) = desk.books.year_end(END)
    assert desk.books.book_year_end(END) == (preview,)
    assert (preview.kind, preview.source) == (VoucherKind.YEAR_END, unpaid.id)
    assert accounts([preview]) == {"1510": 7500_00, "3001": -6000_00, "2611": -1500_00}
    assert desk.books.export(START, END).findings == ()
    pay(desk, "P3", "7500", reference=reference_of(unpaid), on=END)
    year, later = desk.books.vouchers(START, END), desk.books.vouchers(date(2027, 1, 1), date(2027, 12, 31))
    assert preview in year
    assert accounts(later) == {"1930": 7500_00, "1510": -7500_00}
    for on, code in ((END, "books.year_end_twice"), (date(2026, 11, 30), "books.not_year_end")):
        with pytest.raises(RuleRefused) as caught:
            desk.books.book_year_end(on)
        assert caught.value.code == code


def test_the_accrual_method_has_no_such_year_end(desk: SenderDesk) -> None:
    """Its invoices are booked already."""
    with pytest.raises(RuleRefused) as caught:
        desk.books.book_year_end(END)
    assert caught.value.code == "books.accrual"


def test_vouchers_go_to_a_system_from_its_first_day_in_its_series(store: Store, clock: FixedClock) -> None:
    """Each system its own start and series; kinds without one take its usual series."""
    targets = (
        Target("fortnox", date(2026, 10, 10), {VoucherKind.PAYMENT: "B"}, "F"),
        Target("old", date(2026, 1, 1), {}, "K"),
    )
    sender = attrs.evolve(SENDER, bookkeeping=Bookkeeping(targets=targets, series={VoucherKind.PAYMENT: "P"}))
    desk = Desk(store, clock=clock).at(sender, actor="anna")
    before = issued(desk)
    clock.advance(timedelta(days=15))
    issued(desk)
    pay(desk, "P1", "125", reference=reference_of(before), on=date(2026, 10, 16))
    made = desk.books.vouchers(START, END, target="fortnox")
    assert [(one.series, one.kind.value) for one in made] == [("F", "invoice"), ("B", "payment")]
    assert [one.series for one in desk.books.vouchers(START, END, target="old")] == ["K", "K", "K"]
    assert [one.series for one in desk.books.vouchers(START, END)] == ["K", "K", "P"]
    assert [one.series for one in read(desk.books.export(START, END, target="fortnox").content).vouchers] == ["F", "B"]
    with pytest.raises(InputError) as caught:
        desk.books.vouchers(START, END, target="visma")
    assert caught.value.code == "books.target"


def test_a_period_of_several_years_gives_a_file_for_each(store: Store, clock: FixedClock) -> None:
    """Broken years, and a first year of fourteen months."""
    years = Bookkeeping(years=(FinancialYear(date(2026, 3, 1), date(2027, 4, 30)),))
    usual = FinancialYear(date(2027, 5, 1), date(2028, 4, 30))
    desk = Desk(store, clock=clock).at(attrs.evolve(SENDER, financial_year=usual, bookkeeping=years), actor="anna")
    issued(desk)
    clock.advance(timedelta(days=300))
    issued(desk)
    assert [len(one.vouchers) for one in desk.books.exports(DAY, date(2028, 12, 31))] == [1, 1, 0]
    assert desk.books.year_of(date(2028, 5, 1)) == FinancialYear(date(2028, 5, 1), date(2029, 4, 30))


SETTLED = CardSettled(settlement_id="S1", on=DAY, paid_out=sek(490), fee=sek(10))
FUNDS = ClientFundsReceived(funds_id="C1", client_id="K", on=DAY, amount=sek(1000))


@pytest.mark.parametrize("event", [SETTLED, FUNDS])
def test_a_business_event_is_recorded_once_and_posted(desk: SenderDesk, event: BusinessEvent) -> None:
    """The same again changes nothing; its id cannot stand for another."""
    desk.books.record(event)
    desk.books.record(event)
    (voucher,) = desk.books.vouchers(START, END)
    assert len(voucher.rows) == len({row.account for row in voucher.rows})
    with pytest.raises(RecordedDifferently):
        desk.books.record(
            attrs.evolve(SETTLED, fee=sek(11)) if event == SETTLED else attrs.evolve(FUNDS, amount=sek(2))
        )


@pytest.mark.parametrize("method", list(BookkeepingMethod))
def test_what_settles_by_itself_is_refused_by_no_lock(
    store: Store, clock: FixedClock, method: BookkeepingMethod
) -> None:
    """A payment of a locked month whose invoice was recorded after it: matched again it is booked on an open day."""
    desk = Desk(store, clock=clock).at(attrs.evolve(STRICT, method=method), actor="anna")
    early = reference_of(issued(Desk(MemoryStore(), clock=clock).at(SENDER, actor="anna")))
    pay(desk, "P1", "125", reference=early, on=DAY + timedelta(days=4))
    issued(desk, on=DAY + timedelta(days=2))
    clock.advance(timedelta(days=40))
    exported = desk.books.export(*OCTOBER).vouchers
    desk.books.lock(OCTOBER[1])
    assert [one.payment_id for one in desk.payments.match_again()] == ["P1"]
    assert desk.books.export(*OCTOBER).vouchers == exported
    assert desk.payments.unmatched() == ()


def test_a_card_settlement_leaves_nothing_with_the_acquirer(desk: SenderDesk) -> None:
    """From the acquirer's file to the books: the invoice is settled in full, the fee is a cost once, the rest is in the bank."""
    invoice = issued(desk)
    sale = f"S1,2026-10-02,T1,125.00,1.50,123.50,{reference_of(invoice)}"
    columns = CardColumns(
        settlement="payout", paid_on="date", gross="gross", fee="fee", net="net", transaction="sale", reference="order"
    )
    data = f"payout,date,sale,gross,fee,net,order\n{sale}\n".encode()
    for _ in range(2):
        read_file = read_settlements(data, columns, account="card:acquirer")
        assert desk.payments.take(read_file.payments).elsewhere == ()
        for one in read_file.settled:
            desk.books.record(one)
    booked = accounts(desk.books.vouchers(START, END))
    assert booked == {"1930": 123_50, "6570": 1_50, "3001": -100_00, "2611": -25_00}


def test_a_feared_loss_follows_its_invoice(desk: SenderDesk) -> None:
    """Written down, and lifted by the payment that comes after all."""
    invoice = issued(desk)
    feared = LossFeared(receivable_id=invoice.id, loss_id="L1", on=DAY, amount=sek(125))
    desk.books.record(feared)
    assert accounts(desk.books.vouchers(START, END)) == {
        "1510": 125_00, "1519": -100_00, "6352": 100_00, "3001": -100_00, "2611": -25_00
    }  # fmt: skip
    pay(desk, "P1", "125", reference=reference_of(invoice))
    assert accounts(desk.books.vouchers(START, END)) == {"1930": 125_00, "3001": -100_00, "2611": -25_00}
    with pytest.raises(NotFound):
        desk.books.record(attrs.evolve(feared, receivable_id="nobody"))


def test_a_pledged_invoice(desk: SenderDesk) -> None:
    """Pledged, paid by the customer to the financier, and passed on: nothing is left of claim or debt."""
    invoice = issued(desk, "10000")
    terms = {"sale_id": "Q", "receivable_id": invoice.id, "on": DAY}
    sale = InvoiceSold(
        claim=sek(12500),
        paid_out=sek(10000),
        fee=sek(400),
        fee_vat=sek(100),
        recourse=True,
        **terms,  # type: ignore[arg-type]
    )
    desk.books.record(sale)
    assert accounts(desk.books.vouchers(START, END))["1512"] == 12500_00
    desk.books.record(SoldInvoicePaid(amount=sek(12500), paid_out=sek(2000), **terms))  # type: ignore[arg-type]
    assert accounts(desk.books.vouchers(START, END)) == {
        "1930": 12000_00, "6064": 400_00, "2641": 100_00, "3001": -10000_00, "2611": -2500_00
    }  # fmt: skip
    assert [one.code for one in desk.books.reconcile(END).differences] == ["reconciliation.sold"]


def test_open_claims_in_another_currency_are_valued_at_the_years_end(desk: SenderDesk) -> None:
    """Once; the books still agree with the open items, for the claim itself keeps its rate."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Hours", 1, "100", vat=25)], currency="EUR")
    desk.invoices.issue(draft.id, kronor_rate=Decimal("11.20"), deliver=False)
    desk.books.record_rate("EUR", Decimal("11.60"), on=END, source="Riksbanken")
    desk.books.revalue(END)
    (_, valued) = desk.books.vouchers(START, END)
    assert accounts([valued]) == {"1510": 50_00, "3960": -50_00}
    (back,) = desk.books.vouchers(date(2027, 1, 1), date(2027, 12, 31))
    assert accounts([back]) == {"1510": -50_00, "3960": 50_00}
    assert desk.books.reconcile(END).agrees
    with pytest.raises(RuleRefused) as caught:
        desk.books.revalue(END)
    assert caught.value.code == "books.revalued_twice"


def test_vat_that_was_paid_in_euro_is_taken_back_whole(store: Store, clock: FixedClock) -> None:
    """By the cash method, the euro worth more when the money goes back than when it came: no VAT is left in the books."""
    desk = Desk(store, clock=clock).at(CASH, actor="anna")
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Hours", 1, "1000", vat=25)], currency="EUR")
    invoice = desk.invoices.issue(draft.id, kronor_rate=Decimal("11.20"), deliver=False)
    desk.payments.take([attrs.evolve(payment("P1", "1"), amount=Money(1250_00, "EUR"))])
    desk.payments.link("P1", invoice.id)
    desk.books.record_rate("EUR", Decimal("11.35"), on=DAY, source="banken", payment_id="P1")
    note = desk.invoices.credit(invoice.id, deliver=False)
    desk.payments.refund_document(note.id)
    desk.books.record_rate("EUR", Decimal("11.84"), on=DAY, source="Riksbanken")
    assert accounts(desk.books.vouchers(START, END)) == {"1930": -612_50, "3001": 612_50}


def test_cost_centres_are_required_named_and_in_the_file(store: Store, clock: FixedClock) -> None:
    """Every row that lacks one is told at once; with a default the file declares the object by its name."""
    shop = DimensionObject(Dimension(COST_CENTRE, "100"), "Butik")
    chart = attrs.evolve(with_rule(BAS_CHART, "3001", COST_CENTRE, Need.REQUIRED), objects=(shop,))
    desk = Desk(store, clock=clock).at(attrs.evolve(SENDER, chart=chart), actor="anna")
    invoice = issued(desk)
    with pytest.raises(RuleRefused) as caught:
        desk.books.vouchers(START, END)
    (finding,) = caught.value.findings
    assert (finding.code, finding.path) == ("posting.dimension_missing", f"document {invoice.number}")
    ready = attrs.evolve(chart, rules=with_rule(chart, "3001", COST_CENTRE, Need.REQUIRED, default="100").rules)
    again = Desk(store, clock=clock).at(attrs.evolve(SENDER, chart=ready), actor="anna")
    assert b'#OBJEKT 1 "100" "Butik"' in again.books.export(START, END).content


def test_a_bundle_holds_the_file_and_the_documents_behind_it(desk: SenderDesk) -> None:
    """The SIE file of the export, each document's PDF once with its vouchers, and digests that agree."""
    first, second = issued(desk), issued(desk, "80")
    desk.invoices.credit(second.id, deliver=False)
    pay(desk, "P1", "125", reference=reference_of(first))
    target = BytesIO()
    made = desk.books.bundle(target, *OCTOBER)
    opened = Bundle.of(BytesIO(target.getvalue()))
    export = desk.books.export(*OCTOBER)
    assert (made.vouchers, made.findings, opened.sie()) == (export.vouchers, export.findings, export.content)
    assert opened.verify() == ()
    assert opened.manifest == made.manifest
    assert [entry.id for entry in made.manifest.documents][:2] == [first.id, second.id]
    assert len(made.manifest.documents) == 3
    assert opened.document(made.manifest.documents[0]) == desk.invoices.pdf(first.id)
    assert [entry.documents for entry in made.manifest.vouchers] == [
        (one.source,) if one.kind is not VoucherKind.PAYMENT else () for one in made.vouchers
    ]
    assert desk.books.bundle(BytesIO(), *OCTOBER).manifest == made.manifest


def test_the_bookkeeping_programs_balances_are_compared(desk: SenderDesk) -> None:
    """What its accounts say, with the difference."""
    issued(desk)
    found = desk.books.reconcile(END, balances={AccountCode("1510"): sek(100)})
    assert [(one.code, one.amount) for one in found.differences] == [("reconciliation.other_program", sek(-25))]


def _kept(method: BookkeepingMethod, done: list[tuple[str, int]], locks: list[int]) -> tuple[SenderDesk, list[Voucher]]:
    """A desk worked at, its books locked now and then: what a lock closed is returned as it was exported then.

    Its year ends in October; the cash method books that when it locks a later day.
    """
    desk, clock = desk_of(method, Spreading.BY_DAY, FinancialYear(date(2025, 11, 1), OCTOBER[1]))
    month = Month(desk, clock)
    exported: list[Voucher] = []
    since = START
    for at, (what, size) in enumerate([("issue", 0), *done]):
        month.act(what, size)
        until = clock.today() - timedelta(days=size % 4)
        if at in locks and since <= until:
            if method is BookkeepingMethod.CASH and since <= OCTOBER[1] < until:
                desk.books.book_year_end(OCTOBER[1])
                exported += desk.books.vouchers(since, OCTOBER[1])
                since = date(2026, 11, 1)
            exported += desk.books.vouchers(since, until)
            desk.books.lock(until)
            since = until + timedelta(days=1)
    return desk, exported


@tried(0.6)
@given(acts(*AUTOMATIC, *BY_HAND), st.sampled_from(BookkeepingMethod), st.lists(st.integers(0, 14), max_size=4))
def test_what_was_exported_before_a_lock_is_exported_again_for_ever(
    done: list[tuple[str, int]], method: BookkeepingMethod, locks: list[int]
) -> None:
    """Whatever is recorded afterwards: the vouchers of the locked days are the same, with the same ids."""
    desk, exported = _kept(method, done, locks)
    until = desk.books.state().locked_until
    if until is not None:
        assert list(desk.books.vouchers(START, until)) == exported
    ids = [voucher.id for voucher in desk.books.vouchers(START, END)]
    assert len(set(ids)) == len(ids)


@tried(0.6)
@given(
    acts(*AUTOMATIC, *BY_HAND),
    st.sampled_from(BookkeepingMethod),
    st.lists(st.integers(0, 14), max_size=3),
    st.dates(DAY, END),
)
def test_the_desks_books_can_be_reconciled_on_any_day(
    done: list[tuple[str, int]], method: BookkeepingMethod, locks: list[int], on: date
) -> None:
    """The open items are what the desk says is outstanding, and every difference to the accounts has a reason."""
    desk, _ = _kept(method, done, locks)
    found = desk.books.reconcile(on)
    assert found.is_explained
    assert found.open("SEK").minor == desk.summary(as_of=on).outstanding


def test_payments_by_card_wait_for_the_acquirer(desk: SenderDesk) -> None:
    """A card payment is a claim on the acquirer; its payout in the bank file settles it, less the fee."""
    invoice = issued(desk, "400")
    card = attrs.evolve(payment("P1", "500", reference=reference_of(invoice)), channel=PaymentChannel.CARD)
    desk.payments.take([card])
    payout = payment("P2", "490")
    desk.payments.take([payout])
    desk.books.record(attrs.evolve(SETTLED, payment_id="P2"))
    assert accounts(desk.books.vouchers(START, END)) == {
        "1930": 490_00, "6570": 10_00, "3001": -400_00, "2611": -100_00
    }  # fmt: skip
