"""Every command of the desk, each with what must be there before it: a new one must be added here."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from attrs import evolve, frozen

from faktura.core.bookkeeping_event import CardSettled
from faktura.core.collection import CollectionPolicy
from faktura.core.deduction import DeductionKind
from faktura.core.delivery import Feedback, FeedbackKind
from faktura.core.document import line
from faktura.core.ledger import BookkeepingMethod
from faktura.core.lifecycle import DeliveryPlanned
from faktura.core.mandate import MandateNotice, NoticeKind
from faktura.core.money import sek
from faktura.core.receivable import LimitationBreak
from faktura.desk.desk import SenderDesk
from faktura.ports.adapters.feedback import MemoryFeedback
from faktura.ports.bank import BankFile
from faktura.ports.clock import FixedClock
from faktura.rules.instalments import amount_to_plan, spread_out
from faktura.rules.law.book import SWEDEN
from faktura.testing.bank_files import bgmax_file
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import issued, pay, payment, reference_of, rot_invoice
from tests.desk.test_deductions import answered
from tests.desk.test_mandates import answered as specified
from tests.desk.test_mandates import valid
from tests.desk.test_payouts import OTHER, PAYER, REFUND, answer, ordered

ROT: Final = DeductionKind.ROT
AT_ONCE: Final = CollectionPolicy(reminders_first=0)
KEY: Final = "host-1"
LONG_AFTER: Final = date(2034, 1, 1)
"""When the records of 2026 need not be kept any longer (bokföringslagen 7 kap. 2 §)."""

Prepare = Callable[[SenderDesk, FixedClock], Any]


@frozen
class Command:
    """A command of the desk.

    Attributes:
        prepare: Makes what the command needs, and returns what `call` is given.
        call: The command, under an idempotency key where it takes one.
        units: Whether it works in several units, each of which is stored or not.
        repeats: Whether a call that is made again after a lost answer is recorded once more; what it says stands the same.
    """

    prepare: Prepare
    call: Callable[[SenderDesk, Any], object]
    units: bool = False
    repeats: bool = False


class Feed:
    """A bank feed of one file, which comes until it is acknowledged."""

    def __init__(self, content: bytes) -> None:
        """Let the file be *content*."""
        self.files = [BankFile("f", content)]

    def fetch(self) -> list[BankFile]:
        """Return what waits."""
        return list(self.files)

    def acknowledge(self, file: BankFile) -> None:
        """Let the file come no more."""
        if file in self.files:
            self.files.remove(file)


def nothing(desk: SenderDesk, clock: FixedClock) -> None:
    """Nothing is needed."""


def draft(desk: SenderDesk, clock: FixedClock) -> Any:
    """A draft."""
    return desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])


def drafts(desk: SenderDesk, clock: FixedClock) -> Any:
    """Three drafts."""
    return [draft(desk, clock).id for _ in range(3)]


def invoice(desk: SenderDesk, clock: FixedClock) -> str:
    """An open invoice."""
    return issued(desk, "1000").id


def overdue(desk: SenderDesk, clock: FixedClock) -> str:
    """An invoice that is overdue, of a consumer and of a company."""
    id = invoice(desk, clock)
    issued(desk, "500", buyer=PERSON)
    clock.advance(timedelta(days=40))
    return id


def waiting(desk: SenderDesk, clock: FixedClock) -> str:
    """An invoice whose delivery is held."""
    return desk.invoices.issue(draft(desk, clock).id).id


def due(desk: SenderDesk, clock: FixedClock) -> None:
    """Two deliveries and a reminder whose time has come."""
    overdue(desk, clock)
    for _ in range(2):
        desk.invoices.issue(draft(desk, clock).id, at_once=True)


def told(desk: SenderDesk, clock: FixedClock) -> MemoryFeedback:
    """A delivery that was handed over, and two reports on it that wait with the channel."""
    document = waiting(desk, clock)
    clock.advance(timedelta(hours=1))
    desk.run()
    (delivery,) = (event.delivery_id for event in _planned(desk, document))
    channel = MemoryFeedback()
    for at, kind in enumerate((FeedbackKind.DELIVERED, FeedbackKind.OPENED)):
        channel.add(Feedback(id=f"r{at}", sender_id=SENDER.id, delivery_id=delivery, kind=kind, at=clock.now()))
    return channel


def _planned(desk: SenderDesk, document_id: str) -> list[DeliveryPlanned]:
    return [one.event for one in desk.overview.log(document_id) if isinstance(one.event, DeliveryPlanned)]


def settled(desk: SenderDesk, clock: FixedClock) -> str:
    """A person's invoice, sent and paid: nothing of it need be kept for ever."""
    document = issued(desk, "100", buyer=PERSON)
    desk.deliveries.send(document.id, at_once=True)
    desk.run()
    pay(desk, "P1", "125", reference=reference_of(document))
    return PERSON.party.id


SETTLED: Final = CardSettled(settlement_id="S1", on=date(2026, 10, 1), paid_out=sek(490), fee=sek(10))


def locked(desk: SenderDesk, clock: FixedClock) -> None:
    """Books that are locked."""
    desk.books.lock(date(2026, 9, 30))


def cash(desk: SenderDesk) -> SenderDesk:
    """The same desk of a sender who books by the cash method."""
    place = desk.collections._place
    return SenderDesk(evolve(place, sender=evolve(place.sender, method=BookkeepingMethod.CASH)), desk.delivery)


ENDED: Final = MandateNotice(
    id="n2", payee="bankgiro:9912346", payer_number="101", kind=NoticeKind.CANCELLED, on=date(2026, 10, 9)
)


def ordered_out(desk: SenderDesk, clock: FixedClock) -> bytes:
    """A payment order, and the bank's answer to a payment of it."""
    ordered(desk)
    return answer("R1", "RJCT")


def mandated(desk: SenderDesk, clock: FixedClock) -> str:
    """An invoice whose payer has a mandate."""
    valid(desk)
    return issued(desk).id


def withdrawn(desk: SenderDesk, clock: FixedClock) -> bytes:
    """A withdrawal that was ordered, and the bank's answer to it."""
    id = mandated(desk, clock)
    made = desk.mandates.withdraw({id: "101"}, customer_number="471117", on=date(2026, 10, 26))
    return specified(made.content, "1")


def credited(desk: SenderDesk, clock: FixedClock) -> list[str]:
    """An invoice and an open credit note of one customer."""
    one, other = invoice(desk, clock), issued(desk, "80").id
    return [one, desk.invoices.credit(other, net=False, deliver=False).id]


def netted(desk: SenderDesk, clock: FixedClock) -> str:
    """A netting."""
    return desk.invoices.net(credited(desk, clock))


def paid(desk: SenderDesk, clock: FixedClock) -> str:
    """An invoice that a payment is linked to."""
    document = issued(desk, "100")
    pay(desk, "P1", "125", reference=reference_of(document))
    return document.id


def undecided(desk: SenderDesk, clock: FixedClock) -> str:
    """An open invoice, and a payment P1 that nobody has decided on."""
    id = invoice(desk, clock)
    pay(desk, "P1", "300")
    return id


def kept(desk: SenderDesk, clock: FixedClock) -> None:
    """A payment P1, partly kept and partly set aside."""
    undecided(desk, clock)
    desk.payments.keep("P1", customer_id="K1", amount=sek(100))
    desk.payments.ignore("P1", reason="not ours")


def misplaced(desk: SenderDesk, clock: FixedClock) -> tuple[str, str]:
    """Two invoices, the first of them paid by P1, which belongs to the second."""
    return paid(desk, clock), invoice(desk, clock)


def moved(desk: SenderDesk, clock: FixedClock) -> str:
    """The same, and P1 moved to the second; the move."""
    wrong, right = misplaced(desk, clock)
    state = desk.payments.move("P1", from_document=wrong, to_document=right, reason="fel faktura")
    return state.moves[-1].id


def bank_file(desk: SenderDesk, clock: FixedClock) -> bytes:
    """A bank file with the payment of an invoice."""
    return bgmax_file(reference_of(issued(desk, "100")), "125.00", on=clock.today())


def fed(desk: SenderDesk, clock: FixedClock) -> Feed:
    """A bank feed with that file."""
    return Feed(bank_file(desk, clock))


def early(desk: SenderDesk, clock: FixedClock) -> None:
    """A payment that came before its invoice."""
    reference = reference_of(issued(desk, "100"))
    pay(desk, "P1", "1250", reference=reference[:-2] + "23")
    issued(desk, "1000")


def demanded(desk: SenderDesk, clock: FixedClock) -> str:
    """A debt under a collection demand whose time has passed."""
    id = overdue(desk, clock)
    desk.claims.demand(id, AT_ONCE)
    clock.advance(timedelta(days=20))
    return id


def planned(desk: SenderDesk, clock: FixedClock) -> str:
    """A debt with an instalment plan."""
    id = demanded(desk, clock)
    plan(desk, id)
    return id


def plan(desk: SenderDesk, id: str) -> object:
    """Agree a plan of three parts."""
    wanted = amount_to_plan(desk.invoices.balance(id), law=SWEDEN, on=desk.collections._place.day)
    parts = spread_out(wanted, parts=3, first=desk.collections._place.day + timedelta(days=30))
    return desk.claims.agree_plan(id, parts, written=True)


def disputed(desk: SenderDesk, clock: FixedClock) -> str:
    """A debt that the debtor objects to."""
    id = demanded(desk, clock)
    desk.collections.dispute(id, reason="fel pris")
    return id


def watched(desk: SenderDesk, clock: FixedClock) -> str:
    """A debt under long-term watch."""
    id = demanded(desk, clock)
    desk.claims.watch(id, reason="utan tillgångar")
    return id


def applied(desk: SenderDesk, clock: FixedClock) -> str:
    """A debt for which an order to pay is applied for."""
    id = demanded(desk, clock)
    desk.claims.apply(id, approved_by="anna")
    return id


def written_off(desk: SenderDesk, clock: FixedClock) -> str:
    """A debt that was given up."""
    id = overdue(desk, clock)
    desk.collections.write_off(id, reason="bad_debt")
    return id


def rot(desk: SenderDesk, clock: FixedClock) -> str:
    """A ROT invoice that the customer has paid."""
    document = rot_invoice(desk)
    pay(desk, "P1", "8250", reference=reference_of(document))
    return document.id


def asked(desk: SenderDesk, clock: FixedClock) -> str:
    """A ROT invoice that the customer has paid, with a request for payout."""
    id = rot(desk, clock)
    desk.deductions.request(ROT, name="Rot oktober")
    return id


def decided(desk: SenderDesk, clock: FixedClock) -> str:
    """The same, decided on, and the payout has come."""
    id = asked(desk, clock)
    desk.deductions.decide(answered(1500, 500))
    pay(desk, "P2", "2000")
    return id


def lowered(desk: SenderDesk, clock: FixedClock) -> str:
    """The same, settled, and then lowered: too much was paid out."""
    id = decided(desk, clock)
    desk.deductions.settle_payout("P2", name="Rot oktober")
    desk.deductions.decide(answered(1500, 300))
    return id


COMMANDS: Final[dict[str, Command]] = {
    "run": Command(due, lambda desk, _: desk.run(), units=True),
    "invoices.draft": Command(nothing, lambda desk, _: draft(desk, FixedClock(desk.collections._place.moment)), repeats=True),
    "invoices.change": Command(draft, lambda desk, one: desk.invoices.change(one, notes=("changed",))),
    "invoices.delete": Command(draft, lambda desk, one: desk.invoices.delete(one.id)),
    "invoices.issue": Command(draft, lambda desk, one: desk.invoices.issue(one.id, key=KEY)),
    "invoices.issue_many": Command(drafts, lambda desk, ids: desk.invoices.issue_many(ids), units=True),
    "invoices.credit": Command(invoice, lambda desk, id: desk.invoices.credit(id, key=KEY)),
    "invoices.net": Command(credited, lambda desk, ids: desk.invoices.net(ids)),
    "invoices.undo_netting": Command(netted, lambda desk, id: desk.invoices.undo_netting(id)),
    "deliveries.send": Command(invoice, lambda desk, id: desk.deliveries.send(id, key=KEY)),
    "deliveries.stop": Command(waiting, lambda desk, id: desk.deliveries.stop(id)),
    "deliveries.hand_over_due": Command(due, lambda desk, _: desk.deliveries.hand_over_due(), units=True),
    "deliveries.collect": Command(told, lambda desk, channel: desk.deliveries.collect(channel), units=True),
    "collections.remind": Command(overdue, lambda desk, id: desk.collections.remind(id)),
    "collections.remind_due": Command(overdue, lambda desk, _: desk.collections.remind_due(), units=True),
    "collections.write_off": Command(
        invoice, lambda desk, id: desk.collections.write_off(id, reason="goodwill", amount=sek(10), key=KEY)
    ),
    "collections.pause": Command(invoice, lambda desk, id: desk.collections.pause(id, reason="samtal"), repeats=True),
    "collections.resume": Command(invoice, lambda desk, id: desk.collections.resume(id), repeats=True),
    "collections.dispute": Command(invoice, lambda desk, id: desk.collections.dispute(id, reason="pris")),
    "collections.settle_dispute": Command(
        disputed, lambda desk, id: desk.collections.settle_dispute(id, outcome="nedsatt")
    ),
    "collections.postpone": Command(
        invoice,
        lambda desk, id: desk.collections.postpone(
            id, until=desk.collections._place.day + timedelta(days=60), reason="anstånd"
        ),
        repeats=True,
    ),
    "payments.receive": Command(bank_file, lambda desk, data: desk.payments.receive(data)),
    "payments.take": Command(invoice, lambda desk, _: desk.payments.take([payment("P1", "7")])),
    "payments.collect": Command(fed, lambda desk, feed: desk.payments.collect(feed), units=True),
    "payments.match_again": Command(early, lambda desk, _: desk.payments.match_again()),
    "payments.link": Command(undecided, lambda desk, id: desk.payments.link("P1", id)),
    "payments.unlink": Command(paid, lambda desk, id: desk.payments.unlink("P1", id)),
    "payments.keep": Command(undecided, lambda desk, _: desk.payments.keep("P1", customer_id="K1")),
    "payments.refund": Command(undecided, lambda desk, _: desk.payments.refund("P1", amount=sek(10), key=KEY)),
    "payments.ignore": Command(undecided, lambda desk, _: desk.payments.ignore("P1", reason="not ours")),
    "payments.take_back": Command(kept, lambda desk, _: desk.payments.take_back("P1", reason="mistake")),
    "payments.move": Command(
        misplaced,
        lambda desk, ids: desk.payments.move(
            "P1", from_document=ids[0], to_document=ids[1], amount=sek(50), reason="fel faktura", key=KEY
        ),
    ),
    "payments.undo_move": Command(moved, lambda desk, move: desk.payments.undo_move("P1", move, reason="rätt")),
    "payments.refund_document": Command(
        credited, lambda desk, ids: desk.payments.refund_document(ids[1], amount=sek(10), key=KEY)
    ),
    "claims.demand": Command(overdue, lambda desk, id: desk.claims.demand(id, AT_ONCE, key=KEY)),
    "claims.recall": Command(demanded, lambda desk, id: desk.claims.recall(id, reason="mistake")),
    "claims.charge_compensation": Command(overdue, lambda desk, id: desk.claims.charge_compensation(id)),
    "claims.agree_plan": Command(demanded, plan),
    "claims.end_plan": Command(planned, lambda desk, id: desk.claims.end_plan(id, outcome="cancelled")),
    "claims.settle_dispute": Command(disputed, lambda desk, id: desk.claims.settle_dispute(id, founded=True)),
    "claims.interrupted": Command(
        overdue,
        lambda desk, id: desk.claims.interrupted(id, kind=LimitationBreak.ACKNOWLEDGED, evidence="brev 7"),
        repeats=True,
    ),
    "claims.watch": Command(demanded, lambda desk, id: desk.claims.watch(id, reason="utan tillgångar"), repeats=True),
    "claims.unwatch": Command(watched, lambda desk, id: desk.claims.unwatch(id, reason="lön"), repeats=True),
    "claims.apply": Command(demanded, lambda desk, id: desk.claims.apply(id, approved_by="anna", key=KEY)),
    "claims.end_order": Command(applied, lambda desk, id: desk.claims.end_order(id, outcome="granted")),
    "claims.recover": Command(written_off, lambda desk, id: desk.claims.recover(id, sek(1250))),
    "claims.recount": Command(overdue, lambda desk, id: desk.claims.recount(id)),
    "deductions.request": Command(rot, lambda desk, _: desk.deductions.request(ROT, name="Rot oktober")),
    "deductions.decide": Command(asked, lambda desk, _: desk.deductions.decide(answered(1500, 500))),
    "deductions.decide_by_hand": Command(
        asked, lambda desk, id: desk.deductions.decide_by_hand(id, "P1", name="Rot oktober", granted=sek(1000))
    ),
    "deductions.claim_from_buyer": Command(rot, lambda desk, id: desk.deductions.claim_from_buyer(id, {"P1": sek(500)})),
    "deductions.settle_payout": Command(
        decided, lambda desk, _: desk.deductions.settle_payout("P2", name="Rot oktober")
    ),
    "deductions.repay": Command(lowered, lambda desk, id: desk.deductions.repay(id)),
    "books.lock": Command(invoice, lambda desk, _: desk.books.lock(date(2026, 9, 30)), repeats=True),
    "books.unlock": Command(locked, lambda desk, _: desk.books.unlock(reason="rättelse"), repeats=True),
    "books.record": Command(nothing, lambda desk, _: desk.books.record(SETTLED)),
    "books.record_rate": Command(
        nothing,
        lambda desk, _: desk.books.record_rate("EUR", Decimal("11.25"), on=date(2026, 10, 1), source="Riksbanken"),
    ),
    "books.revalue": Command(nothing, lambda desk, _: desk.books.revalue(date(2026, 12, 31))),
    "books.book_year_end": Command(invoice, lambda desk, _: cash(desk).books.book_year_end(date(2026, 12, 31))),
    "payouts.order": Command(
        nothing,
        lambda desk, _: desk.payouts.order("P1", (REFUND, OTHER), payer=PAYER, pay_on=date(2026, 10, 5), key=KEY),
    ),
    "payouts.follow": Command(ordered_out, lambda desk, data: desk.payouts.follow(data)),
    "mandates.record": Command(nothing, lambda desk, _: desk.mandates.record(ENDED)),
    "mandates.receive": Command(withdrawn, lambda desk, data: desk.mandates.receive(data)),
    "mandates.withdraw": Command(
        mandated,
        lambda desk, id: desk.mandates.withdraw({id: "101"}, customer_number="471117", on=date(2026, 10, 26), key=KEY),
    ),
    "privacy.erase": Command(settled, lambda desk, person: desk.privacy.erase(person, on=LONG_AFTER)),
    "privacy.erase_expired": Command(settled, lambda desk, _: desk.privacy.erase_expired(on=LONG_AFTER)),
    "verification.rebuild_index": Command(due, lambda desk, _: desk.verification.rebuild_index(), units=True),
}  # fmt: skip
"""By service and method."""

QUESTIONS: Final = frozenset({
    "plan", "summary", "verify",
    "invoices.drafts", "invoices.preview", "invoices.preview_pdf", "invoices.get", "invoices.pdf", "invoices.balance",
    "deliveries.waiting", "deliveries.dispatch", "deliveries.undelivered",
    "collections.steps", "payments.unmatched", "payments.get", "payments.state", "payments.why",
    "payments.credit_balances",
    "claims.steps", "claims.limits", "claims.demands", "claims.applications",
    "deductions.eligible", "deductions.file", "deductions.credit_advice",
    "books.vouchers", "books.export", "books.exports", "books.bundle", "books.reconcile", "books.state", "books.year_end",
    "books.year_of",
    "overview.summary", "overview.receivables", "overview.payments", "overview.log",
    "search.documents", "search.by_number", "verification.findings", "privacy.export",
    "payouts.file", "payouts.orders", "payouts.progress", "mandates.get", "mandates.plan", "mandates.attempts",
    "mandates.file", "mandates.files",
})  # fmt: skip
"""What only reads."""

PARTS: Final = frozenset({"deliveries.plan", "deliveries.channels_of"})
"""What works inside a unit that another command has opened."""
