"""The books on the desk: every voucher balances, a period may be cut anywhere, and the accounts are what is owed."""

import contextlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.document import Period, PriceBasis, RoundingPolicy, line
from faktura.core.errors import NotExpressible, RecordedDifferently, RuleRefused
from faktura.core.ledger import AccountRole, Bookkeeping, BookkeepingMethod, FinancialYear, Spreading, Voucher
from faktura.core.money import Money, sek
from faktura.core.sender import MatchingPolicy
from faktura.core.vat import Vat, VatCategory
from faktura.desk.desk import Desk, SenderDesk
from faktura.formats.sie.reader import read
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.chart import BAS_CHART
from faktura.testing.kept import kept
from faktura.testing.senders import COMPANY, OTHER_SENDER, SENDER
from tests.desk.acts import DAY, issued, pay, payment, reference_of, rot_invoice
from tests.rules.posting.histories import accounts
from tests.tried import tried

START, END = date(2026, 1, 1), date(2026, 12, 31)
_OWED = (AccountRole.RECEIVABLE, AccountRole.TAX_AGENCY_RECEIVABLE)
_TAX = (AccountRole.VAT_25, AccountRole.VAT_12, AccountRole.VAT_6)


def balance(vouchers: Sequence[Voucher], *roles: AccountRole, until: date = END) -> int:
    """The balance of the accounts in *roles* at the end of a day, in öre; debit is positive."""
    codes = {BAS_CHART.account(role) for role in roles}
    return sum(row.amount.minor for one in vouchers for row in one.rows if row.account in codes and one.on <= until)


def desk_of(
    method: BookkeepingMethod, spreading: Spreading = Spreading.NONE, year: FinancialYear | None = None
) -> tuple[SenderDesk, FixedClock]:
    """A desk over memory whose sender keeps its books by *method*, and takes up to 99 öre as rounding."""
    clock, ids = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC)), count(1)
    sender = attrs.evolve(
        SENDER,
        method=method,
        matching=MatchingPolicy(write_off=sek("0.99")),
        bookkeeping=Bookkeeping(spreading=spreading),
        financial_year=year,
    )
    return Desk(MemoryStore(), clock=clock, new_id=lambda: f"id{next(ids):05}").at(sender, actor="anna"), clock


AUTOMATIC = ("issue", "rot", "pay", "part", "over", "odd", "credit", "credit part", "net", "undo", "refund", "time")
BY_HAND = ("link", "unlink", "keep", "take back", "refund rest", "ignore", "reversal")


class Month:
    """A desk that is worked at: each act is done if it can be, and refused acts change nothing."""

    def __init__(self, desk: SenderDesk, clock: FixedClock) -> None:
        self.desk, self.clock = desk, clock
        self.documents: list[str] = []
        self.nettings: list[str] = []
        self.money = 0

    def act(self, what: str, at: int) -> None:
        """Do *what* to the *at*-th of what there is."""
        with contextlib.suppress(RuleRefused):
            self._act(what, at)

    def _act(self, what: str, at: int) -> None:
        desk = self.desk
        if what == "time":
            self.clock.advance(timedelta(days=1 + at % 20))
            if self.clock.today() <= END:
                desk.run()
        elif what == "rot":
            self.documents.append(rot_invoice(desk).id)
        elif what == "issue" or not self.documents:
            more = attrs.evolve(line("Mer", 1, "10.05", vat=25), period=Period(DAY, DAY + timedelta(days=40 + at)))
            lines = [line("Vara", 1 + at % 3, "99.95", vat=(25, 12, 6, 0)[at % 4]), more]
            basis = (PriceBasis.WITHOUT_VAT, PriceBasis.WITH_VAT)[at % 2]
            self.documents.append(issued(desk, lines=lines, price_basis=basis, rounding=RoundingPolicy.WHOLE_KRONOR).id)
        else:
            self._act_on(what, at, self.documents[at % len(self.documents)])

    def _act_on(self, what: str, at: int, id: str) -> None:
        desk, day = self.desk, self.clock.today()
        other = self.documents[(at + 1) % len(self.documents)]
        state = desk.invoices.balance(id)
        owed = max(state.outstanding.minor, 0)
        sums = {"pay": owed, "part": owed // 3, "over": owed + 5000, "odd": owed + 40, "reversal": 4000}
        match what:
            case "pay" | "part" | "over" | "odd" | "reversal" if sums[what]:
                self.money += 1
                text = f"{sums[what] // 100}.{sums[what] % 100:02}"
                one = payment(f"P{self.money}", text, reference=state.reference, on=day, reversal=what == "reversal")
                desk.payments.take([one])
            case "credit":
                self.documents.append(desk.invoices.credit(id, net=at % 2 == 0).id)
            case "credit part":
                self.documents.append(desk.invoices.credit(id, amount=sek("10.01"), net=at % 2 == 0).id)
            case "net" if id != other:
                self.nettings.append(desk.invoices.net([id, other]))
            case "undo" if self.nettings:
                desk.invoices.undo_netting(self.nettings[at % len(self.nettings)])
            case "refund":
                desk.payments.refund_document(id)
            case _ if self.money:
                self._decide(what, f"P{1 + at % self.money}", id)

    def _decide(self, what: str, payment_id: str, id: str) -> None:
        payments = self.desk.payments
        match what:
            case "link":
                payments.link(payment_id, id)
            case "unlink":
                payments.unlink(payment_id, id)
            case "keep":
                payments.keep(payment_id, customer_id="K1")
            case "take back":
                payments.take_back(payment_id, reason="mistake")
            case "refund rest":
                payments.refund(payment_id)
            case "ignore":
                payments.ignore(payment_id, reason="not ours")


@kept
def acts(*kinds: str) -> st.SearchStrategy[list[tuple[str, int]]]:
    """What is done in a month, the first of it an invoice."""
    return st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 11)), min_size=4, max_size=14)


def worked(method: BookkeepingMethod, done: list[tuple[str, int]], spreading: Spreading = Spreading.NONE) -> SenderDesk:
    """A desk after *done*."""
    desk, clock = desk_of(method, spreading)
    month = Month(desk, clock)
    for what, at in [("issue", 0), *done]:
        month.act(what, at)
    return desk


@tried(0.6)
@given(acts(*AUTOMATIC), st.dates(DAY, END))
def test_the_claims_in_the_books_are_what_is_outstanding_on_any_day(done: list[tuple[str, int]], day: date) -> None:
    """Accrual: 1510 and 1513 together are the open receivables, as long as no clerk decides later."""
    desk = worked(BookkeepingMethod.ACCRUAL, done)
    vouchers = desk.books.vouchers(START, END)
    for until in (day, END):
        assert balance(vouchers, *_OWED, until=until) == desk.summary(as_of=until).outstanding


@given(acts(*AUTOMATIC, *BY_HAND))
def test_every_account_is_what_the_events_say(done: list[tuple[str, int]]) -> None:
    """Accrual, whatever was done: claims, money in the bank, money nobody has matched, and what customers have to get."""
    desk = worked(BookkeepingMethod.ACCRUAL, done)
    vouchers, summary = desk.books.vouchers(START, END), desk.summary()
    came = sum(-one.amount.minor if one.reversal else one.amount.minor for one in desk.overview.payments())
    back = sum(one.refunded.minor for one in desk.overview.payments())
    surplus = sum(
        link.surplus.minor for one in desk.overview.payments() for link in one.allocations if link.surplus is not None
    )
    aside = sum(-one.ignored.minor if one.reversal else one.ignored.minor for one in desk.overview.payments())
    assert balance(vouchers, *_OWED) == summary.outstanding
    assert balance(vouchers, AccountRole.BANK) == came - back - summary.refunded
    assert balance(vouchers, AccountRole.CUSTOMER_CREDIT) == -summary.overpaid
    assert balance(vouchers, AccountRole.UNMATCHED_PAYMENTS) == -(summary.unmatched + aside - surplus)
    charged = balance(vouchers, AccountRole.REMINDER_FEE, AccountRole.LATE_INTEREST)
    assert charged == -summary.charged


@tried(0.6)
@given(
    acts(*AUTOMATIC, *BY_HAND),
    st.sampled_from(BookkeepingMethod),
    st.lists(st.dates(DAY, date(2026, 12, 30)), max_size=4, unique=True),
)
def test_a_period_cut_anywhere_gives_the_same_vouchers(
    done: list[tuple[str, int]], method: BookkeepingMethod, cuts: list[date]
) -> None:
    """By either method, income spread or not; each balances, falls in its period, and asking again changes nothing."""
    desk = worked(method, done, Spreading.BY_DAY if len(cuts) % 2 else Spreading.NONE)
    whole = desk.books.vouchers(START, END)
    assert desk.books.vouchers(START, END) == whole
    ends = [*sorted(cuts), END]
    starts = [START, *(day + timedelta(days=1) for day in ends[:-1])]
    parts = [desk.books.vouchers(since, until) for since, until in zip(starts, ends, strict=True)]
    assert tuple(voucher for part in parts for voucher in part) == whole
    for voucher in whole:
        assert sum(row.amount.minor for row in voucher.rows) == 0
        assert START <= voucher.on <= END


@tried(0.6)
@given(acts(*AUTOMATIC, *BY_HAND))
def test_the_sie_file_says_the_same_as_the_vouchers(done: list[tuple[str, int]]) -> None:
    """Read back: as many vouchers, each account with the same sum, nothing out of balance."""
    desk = worked(BookkeepingMethod.ACCRUAL, done)
    export = desk.books.export(START, END)
    assert export.vouchers == desk.books.vouchers(START, END)
    file = read(export.content, strict=True)
    assert len(file.vouchers) == len(export.vouchers)
    ours: Counter[str] = Counter()
    theirs: defaultdict[str, int | Decimal] = defaultdict(int)
    for voucher in export.vouchers:
        for row in voucher.rows:
            ours[str(row.account)] += row.amount.minor
    for written in file.vouchers:
        for entry in written.rows:
            assert isinstance(entry.amount, int)
            theirs[str(entry.account)] += entry.amount
    assert dict(ours) == dict(theirs)
    assert desk.books.export(START, END).content == export.content


@tried(0.6)
@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=5), st.sampled_from(["100", "99.99", "1234.56"]))
def test_under_the_cash_method_vat_is_due_on_what_is_paid(parts: list[int], price: str) -> None:
    """After any part payments the VAT booked is the paid share of the invoice's, within an öre; in full, exactly."""
    desk, _ = desk_of(BookkeepingMethod.CASH)
    invoice = issued(desk, lines=[line("A", 1, price, vat=25), line("B", 2, "50.05", vat=6)])
    due, tax = invoice.amount_due.minor, invoice.totals.vat.minor
    assert desk.books.vouchers(START, END) == ()
    paid = 0
    for number, part in enumerate([*parts, due], start=1):
        amount = min(part, due - paid)
        if amount:
            paid += amount
            one = payment(f"P{number}", f"{amount // 100}.{amount % 100:02}")
            desk.payments.take([one])
            if desk.payments.state(one.id).unallocated:  # a known payer's last part is matched without a person
                desk.payments.link(one.id, invoice.id)
            booked = -balance(desk.books.vouchers(START, END), *_TAX)
            assert abs(booked * due - paid * tax) <= 2 * due  # each of the two rates within an öre
    assert -balance(desk.books.vouchers(START, END), *_TAX) == tax


def test_the_claims_are_split_between_customer_and_skatteverket(desk: SenderDesk) -> None:
    """A ROT invoice stands on both accounts; each falls when its debtor pays."""
    rot = rot_invoice(desk)

    def claims() -> tuple[int, int]:
        vouchers = desk.books.vouchers(START, END)
        return balance(vouchers, AccountRole.RECEIVABLE), balance(vouchers, AccountRole.TAX_AGENCY_RECEIVABLE)

    assert claims() == (8250_00, 3000_00)
    pay(desk, "P1", "8250", reference=reference_of(rot))
    assert claims() == (0, 3000_00)
    desk.invoices.credit(rot.id)
    assert claims() == (-8250_00, 0)


def test_a_link_made_later_leaves_the_exported_month_alone(desk: SenderDesk, clock: FixedClock) -> None:
    """October's vouchers stay as they were exported; the clerk's decision in November is November's."""
    invoice = issued(desk)
    pay(desk, "P1", "125")
    october = (date(2026, 10, 1), date(2026, 10, 31))
    exported = desk.books.vouchers(*october)
    clock.advance(timedelta(days=40))
    desk.payments.link("P1", invoice.id)
    assert desk.books.vouchers(*october) == exported
    (voucher,) = desk.books.vouchers(date(2026, 11, 1), END)
    assert voucher.on == date(2026, 11, 10)
    assert desk.invoices.balance(invoice.id, as_of=DAY).outstanding == sek(0)


def test_money_the_bank_took_back_leaves_the_bank_account(desk: SenderDesk) -> None:
    """It is booked the other way, and never as a payment."""
    pay(desk, "P1", "125")
    desk.payments.take([payment("P2", "125", reversal=True)])
    vouchers = desk.books.vouchers(START, END)
    assert [row.amount.minor for row in vouchers[-1].rows] in ([-125_00, 125_00], [125_00, -125_00])
    assert balance(vouchers, AccountRole.BANK) == balance(vouchers, AccountRole.UNMATCHED_PAYMENTS) == 0


def test_a_document_in_another_currency_is_booked_at_its_rate(desk: SenderDesk) -> None:
    """The claim at the rate its VAT is stated at, the payment at the rate recorded for it; the difference is told."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Hours", 1, "100", vat=25)], currency="EUR")
    foreign = desk.invoices.issue(draft.id, kronor_rate=Decimal("11.50"), deliver=False)
    money = attrs.evolve(payment("P1", "1"), amount=Money(125_00, "EUR"))
    desk.payments.take([money])
    desk.payments.link("P1", foreign.id)
    before = desk.books.export(START, END)
    (finding,) = before.findings
    assert (finding.code, finding.severity, finding.path) == ("books.rate", "warning", "payment P1")
    assert "EUR" in finding.explain("sv")
    assert finding.advise("sv") != finding.advise("en")
    assert accounts(before.vouchers) == {"1510": 1437_50, "3001": -1150_00, "2611": -287_50}
    desk.books.record_rate("EUR", Decimal("11.60"), on=DAY, source="banken", payment_id="P1")
    after = desk.books.export(START, END)
    assert after.findings == ()
    assert accounts(after.vouchers) == {"1930": 1450_00, "3960": -12_50, "3001": -1150_00, "2611": -287_50}
    assert [str(rate.rate) for voucher in after.vouchers for rate in voucher.rates] == [
        "11.50",
        "11.60",
        "11.60",
        "11.50",
    ]
    assert desk.books.reconcile(END).agrees


def test_a_document_without_a_rate_is_left_out_and_told(desk: SenderDesk) -> None:
    """The rest is booked; export and reconciliation say which document, in which currency, and what to do."""
    plain = issued(desk)
    exempt = Vat(VatCategory.EXEMPT, Decimal(0), "exempt.education")
    foreign = desk.invoices.draft(buyer=COMPANY, lines=[line("Hours", 1, "100", vat=exempt)], currency="EUR")
    document = desk.invoices.issue(foreign.id, deliver=False)
    export = desk.books.export(START, END)
    assert [voucher.source for voucher in export.vouchers] == [plain.id]
    assert [(one.code, one.path) for one in export.findings] == [("books.rate", f"document {document.number}")]
    assert [one.code for one in desk.books.reconcile(END).differences] == ["reconciliation.no_rate"]
    desk.books.record_rate("EUR", Decimal(11), on=DAY, source="Riksbanken")
    assert len(desk.books.vouchers(START, END)) == 2
    desk.books.record_rate("EUR", Decimal(11), on=DAY, source="Riksbanken")
    with pytest.raises(RecordedDifferently):
        desk.books.record_rate("EUR", Decimal(12), on=DAY, source="Riksbanken")


def test_two_senders_have_books_of_their_own(store: Store, clock: FixedClock) -> None:
    """Nothing of one is in the other's, in one store."""
    mine, theirs = (Desk(store, clock=clock).at(sender, actor="a") for sender in (SENDER, OTHER_SENDER))
    issued(mine)
    assert theirs.books.vouchers(START, END) == ()
    assert len(mine.books.vouchers(START, END)) == 1


def test_an_export_stays_within_its_financial_year(store: Store, clock: FixedClock) -> None:
    """A period that leaves the year is refused: the file could not say which year it is of."""
    broken = FinancialYear(date(2026, 5, 1), date(2027, 4, 30))
    desk = Desk(store, clock=clock).at(attrs.evolve(SENDER, financial_year=broken), actor="anna")
    issued(desk)
    assert len(desk.books.export(date(2026, 10, 1), date(2026, 10, 31)).vouchers) == 1
    early = Desk(store, clock=clock).at(
        attrs.evolve(SENDER, financial_year=FinancialYear(date(2026, 11, 1), date(2027, 10, 31))), actor="anna"
    )
    with pytest.raises(NotExpressible):
        early.books.export(date(2026, 10, 1), date(2026, 12, 31))
