"""The desk over all store adapters at once: whatever is done, in whatever order, the books stay whole."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import TypeVar

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, initialize, invariant, multiple, rule

from faktura.core.document import PriceBasis, RoundingPolicy, line, product_line
from faktura.core.errors import RuleRefused
from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, Payer, PaymentReference, Source
from faktura.core.product import Component, Product
from faktura.core.receivable import EntryKind
from faktura.core.sender import MatchingPolicy, Sender
from faktura.core.vat import vat
from faktura.desk.candidates import signs_seen
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.postgres import PostgresStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.rules.crediting import CreditedLine
from faktura.testing.senders import COMPANY, OTHER_SENDER, PERSON, SENDER
from tests.desk.acts import issued, rot_invoice
from tests.desk.acts import payment as payment_of
from tests.postgres import emptied, kept_schema, server

T = TypeVar("T")

_CUSTOMERS = (COMPANY, PERSON)
_SENDER: Sender = attrs.evolve(SENDER, matching=MatchingPolicy(write_off=sek("0.99")))
_LINES = st.lists(
    st.builds(
        lambda quantity, price, rate: line("Vara", quantity, price, vat=rate),
        st.sampled_from(["1", "2", "0.5", "3"]),
        st.sampled_from(["100", "99.90", "0.01", "1234.565", "80", "0"]),
        st.sampled_from([25, 12, 6, 0]),
    ),
    min_size=1,
    max_size=3,
)


class DeskMachine(RuleBasedStateMachine):
    """Desks over memory, over SQLite and over PostgreSQL (where it starts), that must answer alike."""

    documents: Bundle[str] = Bundle("documents")
    payments: Bundle[str] = Bundle("payments")
    nettings: Bundle[tuple[str, tuple[str, ...]]] = Bundle("nettings")

    @initialize()
    def start(self) -> None:
        """Open the desks with the same clock and the same ids, and somebody else's desk in each store."""
        self.clock = FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC))
        self.own: list[SqliteStore | PostgresStore] = [SqliteStore(":memory:")]
        if not isinstance(server(), str):
            self.own.append(PostgresStore(emptied(kept_schema("desk"))))
        self.stores: tuple[Store, ...] = (MemoryStore(), *self.own)
        self.desks = [self._desk(store) for store in self.stores]
        self.others = [Desk(store, clock=self.clock).at(OTHER_SENDER, actor="bo") for store in self.stores]
        self.issued = 0
        self.arrived: list[IncomingPayment] = []

    def _desk(self, store: Store) -> SenderDesk:
        ids, secrets = count(1), count(1)
        desk = Desk(
            store,
            MemoryDelivery(),
            clock=self.clock,
            new_id=lambda: f"id{next(ids):05}",
            new_secret=lambda: f"{next(secrets):032x}",
        )
        return desk.at(_SENDER, actor="anna")

    def teardown(self) -> None:
        """Verify what is stored, every chain, look-up, number and document, and close what was opened."""
        try:
            assert [desk.verify() for desk in self.desks] == [()] * len(self.desks)
        finally:
            for store in self.own:
                store.close()

    def both(self, call: Callable[[SenderDesk], T]) -> T | None:
        """Do the same at all desks; they answer alike, or refuse alike (and then none has changed)."""
        answers: list[T | str] = []
        for desk in self.desks:
            before = desk.summary()
            try:
                answers.append(call(desk))
            except RuleRefused as refusal:
                assert desk.summary() == before
                answers.append(f"refused: {refusal.code}")
        assert all(answer == answers[0] for answer in answers)
        first = answers[0]
        return None if isinstance(first, str) and first.startswith("refused: ") else first  # type: ignore[return-value]

    @rule(
        target=documents,
        lines=_LINES,
        customer=st.sampled_from(_CUSTOMERS),
        basis=st.sampled_from(PriceBasis),
        rounding=st.sampled_from(RoundingPolicy),
    )
    def issue(
        self, lines: list[object], customer: object, basis: PriceBasis, rounding: RoundingPolicy
    ) -> str | MultipleResults[str]:
        """Draft and issue; the next number is used, or the refusal uses none."""

        def call(desk: SenderDesk) -> str:
            draft = desk.invoices.draft(buyer=customer, lines=lines, price_basis=basis, rounding=rounding)  # type: ignore[arg-type]
            return desk.invoices.issue(draft.id).id

        document_id = self.both(call)
        if document_id is None:
            return multiple()
        self.issued += 1
        return document_id

    @rule(target=documents)
    def issue_with_deduction(self) -> str | MultipleResults[str]:
        """A ROT invoice: a part of it is owed by Skatteverket."""
        document = self.both(lambda desk: rot_invoice(desk).id)
        assert document is not None
        self.issued += 1
        return document

    @rule(
        target=documents,
        parts=st.lists(st.tuples(st.integers(0, 3), st.sampled_from([25, 6, 0])), min_size=1, max_size=3),
    )
    def issue_package(self, parts: list[tuple[int, int]]) -> str | MultipleResults[str]:
        """A package with hidden parts at several rates; one without any weight cannot even be drafted."""
        weights = [Component(name="Del", weight=Decimal(weight), vat=vat(rate)) for weight, rate in parts]
        if not any(weight for weight, _ in parts):
            return multiple()
        package = Product(id="P", name="Paket", price=Decimal("999.90"), components=tuple(weights))
        document = self.both(lambda desk: issued(desk, lines=[product_line(package)]).id)
        if document is None:
            return multiple()
        self.issued += 1
        return document

    @rule(document=documents)
    def pay_share_of_skatteverket(self, document: str) -> None:
        """Skatteverket pays its share of an invoice, linked by hand; refused where there is none."""
        share = f"{document}:tax"
        owed = {state.id: state.outstanding for state in self.desks[0].overview.receivables()}.get(share)
        if owed is None or owed.minor <= 0:
            return
        number = len(self.arrived) + 1
        money = payment_of(f"P{number}", f"{owed.major:f}", on=self.clock.today(), payer="")
        self.arrived.append(money)
        self.both(lambda desk: desk.payments.take([money]).new)
        self.both(lambda desk: desk.payments.link(money.id, share))

    @rule(target=documents, document=documents, part=st.sampled_from(["all", "line", "amount"]), net=st.booleans())
    def credit(self, document: str, part: str, net: bool) -> str | MultipleResults[str]:
        """Credit all that is left, a line, or an amount; netted at once or not."""
        lines = (CreditedLine("1"),) if part == "line" else ()
        amount = sek("10.01") if part == "amount" else None
        note = self.both(lambda desk: desk.invoices.credit(document, lines=lines, amount=amount, net=net).id)
        if note is None:
            return multiple()
        self.issued += 1
        return note

    @rule(
        target=payments,
        document=documents,
        ratio=st.sampled_from(["exact", "half", "over", "odd"]),
        reference=st.sampled_from(["ocr", "wrong", "none"]),
        again=st.booleans(),
    )
    def pay(self, document: str, ratio: str, reference: str, again: bool) -> str | MultipleResults[str]:
        """Money comes, right or wrong in amount and reference; perhaps the same file comes twice."""
        state = self.desks[0].invoices.balance(document)
        left = max(state.outstanding.minor, 0)
        amount = {"exact": left, "half": left // 2, "over": left + 5000, "odd": left + 50}[ratio]
        if amount <= 0:
            return multiple()
        text = {"ocr": state.reference, "wrong": f"{state.reference[:-1]}x", "none": ""}[reference]
        number = len(self.arrived) + 1
        payment = IncomingPayment(
            id=f"P{number}",
            account="bankgiro:9912346",
            booked_on=self.clock.today(),
            amount=Money(amount),
            references=(PaymentReference(text=text, kind="ocr"),) if text else (),
            payer=Payer(name="Betalare", account=f"bankgiro:{number % 3}"),
            source=Source(format="test", digest="d", place=f"line {number}"),
        )
        self.arrived.append(payment)
        self.both(lambda desk: desk.payments.take([payment]).decisions)
        if again:
            before = [desk.summary() for desk in self.desks]
            assert {desk.payments.take(self.arrived).new for desk in self.desks} == {()}
            assert [desk.summary() for desk in self.desks] == before
        return payment.id

    @rule(payment=payments, document=documents)
    def link(self, payment: str, document: str) -> None:
        """A clerk links a payment."""
        self.both(lambda desk: desk.payments.link(payment, document))

    @rule(payment=payments, document=documents)
    def link_and_unlink(self, payment: str, document: str) -> None:
        """A link that is undone leaves the balances exactly as they were."""
        before = self.desks[0].summary()
        if self.both(lambda desk: desk.payments.state(payment).kept) == Money(0):
            links = self.desks[0].payments.state(payment).allocations
            if any(link.receivable_id == document for link in links):
                return
            if self.both(lambda desk: desk.payments.link(payment, document)) is not None:
                self.both(lambda desk: desk.payments.unlink(payment, document))
            assert self.desks[0].summary() == before

    @rule(payment=payments, document=documents)
    def unlink(self, payment: str, document: str) -> None:
        """A clerk undoes a link."""
        self.both(lambda desk: desk.payments.unlink(payment, document))

    @rule(
        payment=payments,
        wrong=st.none() | documents,
        right=st.sampled_from(["K1", "K2"]) | documents,
        back=st.booleans(),
    )
    def move(self, payment: str, wrong: str | None, right: str, back: bool) -> None:
        """A clerk moves what was placed wrongly, or is left over; undone at once, all is as it was."""
        document, customer = ("", right) if right in ("K1", "K2") else (right, "")
        before = [self.told(desk) for desk in self.desks]
        state = self.both(
            lambda desk: desk.payments.move(
                payment, from_document=wrong or "", to_document=document, to_customer=customer, reason="prov"
            )
        )
        if state is None:
            assert [self.told(desk) for desk in self.desks] == before
        elif back:
            undone = self.both(lambda desk: desk.payments.undo_move(payment, state.moves[-1].id, reason="ångrat"))
            assert undone is not None
            assert [self.told(desk) for desk in self.desks] == before

    def told(self, desk: SenderDesk) -> object:
        """The totals, what is owed, and what the links that stand have taught."""
        return desk.summary(), [one.left for one in desk.overview.receivables()], self.learnt(desk)

    def learnt(self, desk: SenderDesk) -> object:
        """What the links that stand have taught."""
        with desk.payments._place.view() as view:
            return signs_seen(view.reading)

    @rule(payment=payments, what=st.sampled_from(["keep", "refund", "ignore", "take back"]))
    def decide(self, payment: str, what: str) -> None:
        """A clerk decides on what is left of a payment, or takes the decision back."""
        calls: dict[str, Callable[[SenderDesk], object]] = {
            "keep": lambda desk: desk.payments.keep(payment, customer_id="K1"),
            "refund": lambda desk: desk.payments.refund(payment),
            "ignore": lambda desk: desk.payments.ignore(payment, reason="not ours"),
            "take back": lambda desk: desk.payments.take_back(payment, reason="mistake"),
        }
        self.both(calls[what])

    @rule(document=documents)
    def refund_credit(self, document: str) -> None:
        """An open credit note is paid back."""
        self.both(lambda desk: desk.payments.refund_document(document))

    @rule(target=nettings, one=documents, other=documents)
    def net(self, one: str, other: str) -> tuple[str, tuple[str, ...]] | MultipleResults[tuple[str, tuple[str, ...]]]:
        """Two documents are set off against each other."""
        if one == other:
            return multiple()
        netting = self.both(lambda desk: desk.invoices.net([one, other]))
        return multiple() if netting is None else (netting, (one, other))

    @rule(netting=nettings)
    def undo_netting(self, netting: tuple[str, tuple[str, ...]]) -> None:
        """A netting is undone, once."""
        self.both(lambda desk: desk.invoices.undo_netting(netting[0]))

    @rule(payment=payments, amount=st.sampled_from(["20", "75"]))
    def taken_back_by_the_bank(self, payment: str, amount: str) -> None:
        """The bank takes money back: it can be used for nothing, only set aside."""
        number = len(self.arrived) + 1
        reference = self.desks[0].payments.get(payment).references
        money = payment_of(f"P{number}", amount, on=self.clock.today(), reversal=True)
        money = attrs.evolve(money, references=reference)
        self.arrived.append(money)
        self.both(lambda desk: desk.payments.take([money]).decisions)
        assert self.desks[0].payments.state(money.id).unallocated == money.amount

    @rule()
    def match_again(self) -> None:
        """What is still unmatched is looked at again; a second time nothing more is certain."""
        self.both(lambda desk: desk.payments.match_again())
        assert {desk.payments.match_again() for desk in self.desks} == {()}

    @rule(days=st.sampled_from([0, 1, 20, 35]))
    def days_pass(self, days: int) -> None:
        """Time passes and everything due is done: reminders with fee and interest, deliveries."""
        self.clock.advance(timedelta(days=days))
        if self.clock.today().year == 2026:  # the reference rate is known to the end of 2026
            self.both(lambda desk: desk.run().table())

    @invariant()
    def conserved(self) -> None:
        """Per payment and in all, nothing is lost and nothing made; netting sums to zero."""
        desk = self.desks[0]
        summary = desk.summary()
        assert summary.balances
        receivables = desk.overview.receivables()
        assert sum(state.moved(EntryKind.NETTED).minor for state in receivables) == 0
        allocated = 0
        for payment in desk.overview.payments():
            parts = (payment.allocated, payment.kept, payment.refunded, payment.ignored, payment.unallocated)
            assert sum(part.minor for part in parts) == payment.amount.minor
            allocated += payment.allocated.minor
        assert allocated == summary.paid

    @invariant()
    def whole_on_every_day(self) -> None:
        """As of any day nothing is taken from a payment that it had not, and both sides say what was paid."""
        desk = self.desks[0]
        for days in (0, 1, 20, 35):
            day = self.clock.today() - timedelta(days=days)
            summary = desk.summary(as_of=day)
            assert summary.balances
            assert summary.paid == sum(one.allocated.minor for one in desk.overview.payments(as_of=day))

    @invariant()
    def booked(self) -> None:
        """Every voucher balances; the claims in the books are what is outstanding, the bank what came and left."""
        desk = self.desks[0]
        vouchers, summary = desk.books.vouchers(date(2026, 1, 1), date(2027, 12, 31)), desk.summary()
        sums: Counter[str] = Counter()
        for voucher in vouchers:
            assert sum(row.amount.minor for row in voucher.rows) == 0
            for row in voucher.rows:
                sums[row.account.number] += row.amount.minor
        assert sums["1510"] + sums["1513"] == summary.outstanding
        payments = desk.overview.payments()
        came = sum(-one.amount.minor if one.reversal else one.amount.minor for one in payments)
        assert sums["1930"] == came - sum(one.refunded.minor for one in payments) - summary.refunded
        assert -sums["2420"] == summary.overpaid

    @invariant()
    def alike(self) -> None:
        """All stores say the same of totals, documents and payments, and nothing has crossed to the other sender."""
        assert len({desk.summary() for desk in self.desks}) == 1
        assert len({desk.search.documents() for desk in self.desks}) == 1
        assert len({desk.overview.payments() for desk in self.desks}) == 1
        assert all(self.learnt(desk) == self.learnt(self.desks[0]) for desk in self.desks)
        assert {desk.search.documents() for desk in self.others} == {()}

    @invariant()
    def numbered_without_gaps(self) -> None:
        """Issued numbers follow each other from the sender's first, none missing, none twice."""
        numbers = sorted(int(hit.number) for hit in self.desks[0].search.documents())
        assert numbers == list(range(_SENDER.first_number, _SENDER.first_number + self.issued))


# `ci` has 60 examples of a property, `soak` 5,000; one of these takes as long as six, or in the long run twenty, of those.
DeskMachine.TestCase.settings = settings(
    max_examples=min(settings().max_examples // 6, 250), stateful_step_count=25, deadline=None
)
TestDesk = DeskMachine.TestCase
