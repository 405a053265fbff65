"""What a version stores, as `test_golden` reads it for ever: written once, when the version is released.

`python -m tests.formats.golden` writes the folder of this version; after the release it is never written again.
"""

import json as plain_json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Final

from faktura.core.bank_event import (
    MandateNoticed,
    OrderAnswered,
    OrderSent,
    WithdrawalFileMade,
    WithdrawalSent,
    WithdrawalTold,
)
from faktura.core.bookkeeping_event import (
    CardSettled,
    ClaimsRevalued,
    ClientFundsPaidOut,
    ClientFundsReceived,
    InvoiceSold,
    LossFeared,
    LossFearLifted,
    PeriodLocked,
    PeriodUnlocked,
    RateRecorded,
    SoldInvoicePaid,
    SoldInvoiceReturned,
    YearEndBooked,
)
from faktura.core.collection_event import (
    ChargeCorrected,
    DemandRecalled,
    DemandSent,
    Instalment,
    LimitationBroken,
    LongTermWatchEnded,
    LongTermWatchStarted,
    OrderToPayApplied,
    OrderToPayEnded,
    PlanAgreed,
    PlanEnded,
)
from faktura.core.deduction import DeductionKind
from faktura.core.document import InterestKind, line
from faktura.core.erasure import RecordsErased
from faktura.core.event import Event, Stamp
from faktura.core.lifecycle import (
    DeliveryFailed,
    DeliveryHandedOver,
    DeliveryPlanned,
    DeliveryReported,
    DeliveryStopped,
    DocumentIssued,
    DraftDeleted,
    DraftIssued,
    DraftSaved,
)
from faktura.core.money import Money, sek
from faktura.core.payment import (
    PartAllocated,
    PartReleased,
    PaymentDecided,
    PaymentReceived,
    RestIgnored,
    RestKept,
    RestRefunded,
)
from faktura.core.payment_move import MoveUndone, PartMoved
from faktura.core.payout_event import PayoutDecided, PayoutWaived, ShareTransferred
from faktura.core.payout_request import RequestedShare
from faktura.core.receivable_event import (
    Disputed,
    DisputeSettled,
    FeeCharged,
    InterestCharged,
    Netted,
    NettingUndone,
    Parts,
    Paused,
    PaymentAllocated,
    PaymentReleased,
    PayoutRequested,
    Postponed,
    ReceivableOpened,
    Refunded,
    ReminderSent,
    Resumed,
    WriteOffReversed,
    WrittenOff,
)
from faktura.core.vat import VAT_25
from faktura.core.version import VERSION
from faktura.desk.desk import Desk, SenderDesk
from faktura.desk.rendering import Dispatch
from faktura.formats import json
from faktura.formats.salted import unsalted
from faktura.ports.adapters.memory import MemoryStore
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.store import Reading
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import issued, pay, payment, reference_of, rot_invoice

GOLDEN: Final = Path(__file__).parents[1] / "data" / "golden"

DAY = date(2026, 3, 20)
MOMENT = datetime(2026, 3, 20, 8, 30, 0, 250000, tzinfo=UTC)
STAMP = Stamp(actor="anna", happened_at=MOMENT, recorded_at=MOMENT, cause="c1")
PARTS = Parts(principal=sek("1000.50"), interest=sek("12.34"), fees=sek(60))

EVENTS: tuple[Event, ...] = (
    DraftSaved(draft_id="U1", content="ab" * 32),
    DraftDeleted(draft_id="U1"),
    DraftIssued(draft_id="U1", document_id="F1"),
    DocumentIssued(
        document_id="F1", kind="invoice", number="1042", series="document", on=DAY, content="cd" * 32,
        buyer_id="K1", sum_due=sek("1250.50"), deduction=sek(300),
    ),
    DeliveryPlanned(delivery_id="d1", channel="email", not_before=MOMENT),
    DeliveryStopped(delivery_id="d1"),
    DeliveryHandedOver(delivery_id="d1", external_id="mail-7"),
    DeliveryFailed(delivery_id="d1", reason="address"),
    RecordsErased(erasure_id="e1", on=date(2034, 1, 2), digests=("c1", "c2"), party_id="K1"),
    DeliveryReported(delivery_id="d1", feedback_id="r1", kind="failed", at=MOMENT, reason="5.1.1"),
    ReceivableOpened(
        receivable_id="F1", on=DAY, principal=Money(-1250_50, "EUR"), due=date(2026, 4, 19), debtor="consumer",
        document_id="F1", number="1042", debtor_id="K1", reference="104263", interest=InterestKind.FIXED,
        interest_percent=Decimal("9.5"), reminder_fee=sek(60),
    ),
    PaymentAllocated(receivable_id="F1", allocation_id="P1:1", payment_id="P1", on=DAY, parts=PARTS),
    PaymentReleased(receivable_id="F1", allocation_id="P1:1", payment_id="P1", on=DAY, parts=PARTS),
    Netted(receivable_id="F1", netting_id="N1:1", other_id="F2", on=DAY, effect=sek(-100)),
    NettingUndone(receivable_id="F1", netting_id="N1:1", other_id="F2", on=DAY, effect=sek(100)),
    FeeCharged(receivable_id="F1", charge_id="R1:fee", kind="reminder", on=DAY, amount=sek(60), law="lag (1981:739)"),
    InterestCharged(
        receivable_id="F1", charge_id="R1:interest", on=DAY, amount=sek("12.34"), since=date(2026, 3, 1), until=DAY
    ),
    WrittenOff(receivable_id="F1", write_off_id="P1:1:rounding", on=DAY, parts=PARTS, reason="rounding"),
    WriteOffReversed(receivable_id="F1", write_off_id="P1:1:rounding", on=DAY, parts=PARTS, reason="rounding"),
    Refunded(receivable_id="F2", refund_id="r1", on=DAY, amount=sek(100)),
    ReminderSent(receivable_id="F1", reminder_id="R1", on=DAY, number=1, pay_by=date(2026, 3, 30)),
    Paused(receivable_id="F1", on=DAY, reason="överenskommelse"),
    Resumed(receivable_id="F1", on=DAY),
    Disputed(receivable_id="F1", on=DAY, reason="fel pris"),
    DisputeSettled(receivable_id="F1", on=DAY, outcome="nedsatt"),
    Postponed(receivable_id="F1", on=DAY, until=date(2026, 4, 1), reason="anstånd"),
    PayoutRequested(
        receivable_id="F1:tax", request_name="ROT 2026-03", on=DAY, amount=sek(300),
        shares=(
            RequestedShare(person_id="P1", amount=sek(200)),
            RequestedShare(person_id="P2", amount=sek(100)),
        ),
    ),
    PayoutDecided(
        receivable_id="F1:tax", request_name="ROT 2026-03", reference="20260000185-01", person_id="P1", on=DAY,
        requested=sek(200), granted=sek(150),
    ),
    PayoutWaived(
        receivable_id="F1:tax", waiver_id="W1", on=DAY, shares=(RequestedShare(person_id="P1", amount=sek(50), year=2026),)
    ),
    ShareTransferred(receivable_id="F1:tax", transfer_id="T1", other_id="F1", on=DAY, effect=sek(-50)),
    ChargeCorrected(
        receivable_id="F1", correction_id="R1:corrected", charge_id="R1:interest", kind="interest", on=DAY,
        parts=-PARTS, reason="backdated_payment",
    ),
    DemandSent(receivable_id="F1", demand_id="D1", on=DAY, pay_by=date(2026, 3, 30)),
    DemandRecalled(receivable_id="F1", demand_id="D1", on=DAY, reason="fel person"),
    PlanAgreed(
        receivable_id="F1", plan_id="A1", on=DAY,
        instalments=(Instalment(date(2026, 4, 1), sek(500)), Instalment(date(2026, 5, 1), sek("500.50"))),
    ),
    PlanEnded(receivable_id="F1", plan_id="A1", on=DAY, outcome="kept"),
    OrderToPayApplied(receivable_id="F1", application_id="B1", on=DAY, approved_by="anna"),
    OrderToPayEnded(receivable_id="F1", application_id="B1", on=DAY, outcome="granted"),
    LimitationBroken(
        receivable_id="F1", break_id="L1", on=DAY, kind="letter", evidence="kvittens 7", ended=date(2026, 4, 1)
    ),
    LongTermWatchStarted(receivable_id="F1", on=DAY, reason="utan tillgångar"),
    LongTermWatchEnded(receivable_id="F1", on=DAY, reason="lön"),
    PaymentReceived(
        payment_id="P1", on=DAY, amount=sek("1072.84"), account="bankgiro:9912346", channel="bankgiro",
        content="ef" * 32, source_digest="01" * 32, reversal=True,
    ),
    PaymentDecided(payment_id="P1", on=DAY, outcome="matched", explanation="23" * 32),
    PartAllocated(
        payment_id="P1", allocation_id="P1:1", receivable_id="F1", on=DAY, amount=sek("1072.84"),
        by="automatic", why="matching.reference_and_amount",
    ),
    PartReleased(
        payment_id="P1", allocation_id="P1:1", receivable_id="F1", on=DAY, amount=sek("1072.84"), by="manual"
    ),
    RestKept(payment_id="P1", customer_id="K1", on=DAY, amount=sek(-50)),
    RestRefunded(payment_id="P1", refund_id="r2", on=DAY, amount=sek(50)),
    RestIgnored(payment_id="P1", on=DAY, amount=sek("0.50"), reason="rounding", allocation_id="P1:1"),
    PartMoved(
        payment_id="P1", move_id="M1", on=DAY, amount=sek(50), reason="fel kund", from_receivable="F1",
        from_customer="K1", to_receivable="F2", to_customer="K2",
    ),
    MoveUndone(payment_id="P1", move_id="M1", on=DAY, reason="rätt kund"),
    PeriodLocked(until=DAY),
    PeriodUnlocked(locked_until=None, reason="correction"),
    YearEndBooked(on=DAY),
    ClaimsRevalued(on=DAY),
    RateRecorded(currency="EUR", rate=Decimal("11.2045"), on=DAY, source="Riksbanken", subject="document/F1"),
    LossFeared(receivable_id="F1", loss_id="L1", on=DAY, amount=sek("1000.50")),
    LossFearLifted(receivable_id="F1", loss_id="L1", on=DAY, amount=sek("0.50")),
    CardSettled(settlement_id="S1", on=DAY, paid_out=sek(490), fee=sek(10), payment_id="P9"),
    ClientFundsReceived(funds_id="C1", client_id="K2", on=DAY, amount=sek(10000)),
    ClientFundsPaidOut(
        funds_id="C1", client_id="K2", on=DAY, to_client=sek(9000), commission=sek(1000), vat=VAT_25, invoiced=True
    ),
    InvoiceSold(
        sale_id="Q1", receivable_id="F1", on=DAY, claim=sek(1000), paid_out=sek(950), fee=sek(40), fee_vat=sek(10),
        recourse=True, payment_id="P9",
    ),
    SoldInvoicePaid(sale_id="Q1", receivable_id="F1", on=DAY, amount=sek(1000), paid_out=sek(0), payment_id="P9"),
    SoldInvoiceReturned(sale_id="Q1", receivable_id="F1", on=DAY, repaid=sek(1000)),
    OrderSent(order_id="O1", on=DAY, content="d" * 64, file="e" * 64, party_ids=("K1", "K2")),
    OrderAnswered(order_id="O1", content="d" * 64, source_digest="f" * 64),
    MandateNoticed(notice_id="N1", on=DAY, content="d" * 64, party_id="K1"),
    WithdrawalSent(order_id="F1:withdrawal:1", receivable_id="F1", on=DAY, content="d" * 64),
    WithdrawalFileMade(file_id="W1", on=DAY, content="d" * 64),
    WithdrawalTold(
        order_id="F1:withdrawal:1", receivable_id="F1", on=DAY, outcome="no_cover", source_digest="f" * 64
    ),
)  # fmt: skip
"""One event of each class, every field with a value of its own, as the newest schema has it."""


def month(desk: SenderDesk, clock: FixedClock) -> None:
    """Do everything a desk can do: issue, pay, remind, credit, net, link, unlink, and what goes wrong."""
    plain, part, late = issued(desk), issued(desk, "1234.50", buyer=PERSON), issued(desk, "5000")
    gone = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    desk.invoices.delete(gone.id)
    rot = rot_invoice(desk)
    pay(desk, "P1", "125", reference=reference_of(plain))
    desk.payments.take([payment("P2", "1000", reference=reference_of(part), payer="bankgiro:55555551")])
    pay(desk, "P3", "300", reference="nonsense")
    pay(desk, "P4", str(rot.amount_due.major), reference=reference_of(rot))
    clock.advance(timedelta(days=7))
    desk.deductions.request(DeductionKind.ROT, name="ROT 1")
    note = desk.invoices.credit(part.id, amount=sek(200))
    desk.deliveries.stop(note.id)
    desk.payments.link("P3", part.id, amount=sek(100))
    desk.payments.unlink("P3", part.id)
    desk.payments.link("P3", late.id)
    other, stand_alone = issued(desk, "80"), desk.invoices.credit(plain.id, amount=sek(50), net=False)
    netting = desk.invoices.net([other.id, stand_alone.id])
    desk.invoices.undo_netting(netting)
    desk.payments.refund_document(stand_alone.id, amount=sek(20))
    pay(desk, "P5", "500")
    desk.payments.keep("P5", customer_id="K1", amount=sek(100))
    desk.payments.refund("P5", amount=sek(150))
    desk.payments.ignore("P5", reason="not ours")
    desk.payments.take_back("P5", reason="mistake")
    moved = desk.payments.move("P5", to_document=other.id, amount=sek(30), reason="hörde hit")
    desk.payments.move("P5", from_document=other.id, to_customer="K2", reason="nej, till K2")
    desk.payments.undo_move("P5", desk.payments.state("P5").moves[-1].id, reason="jo, hit")
    desk.payments.undo_move("P5", moved.moves[-1].id, reason="ingen flytt")
    desk.payments.take([payment("P6", "125", reference=reference_of(plain), reversal=True)])
    desk.collections.dispute(part.id, reason="fel pris")
    clock.advance(timedelta(days=30))
    desk.run()
    desk.collections.settle_dispute(part.id, outcome="rätt pris")
    desk.collections.postpone(part.id, until=date(2026, 11, 20), reason="anstånd")
    desk.collections.pause(other.id, reason="samtal")
    clock.advance(timedelta(days=15))
    desk.run()
    desk.collections.resume(other.id)
    pay(desk, "P7", "1000", reference=reference_of(late), on=clock.today())


def said(desk: SenderDesk) -> object:
    """What a desk says of all that is stored: totals by day, vouchers, logs, and why each payment went where."""
    days = [None, *(date(2026, 10, 1) + timedelta(days) for days in range(0, 70, 7))]
    answers = {
        "totals": {str(day): desk.summary(as_of=day) for day in days},
        "vouchers": desk.books.vouchers(date(2026, 1, 1), date(2026, 12, 31)),
        "owed": {
            state.id: (str(state.left.principal), str(state.left.interest), str(state.left.fees), state.stage.value)
            for state in desk.overview.receivables()
        },
        "status": {state.id: state.payment_status.value for state in desk.overview.receivables()},
        "undecided": {state.id: (str(state.unallocated), str(state.kept)) for state in desk.overview.payments()},
        "why": {state.id: desk.payments.why(state.id, "sv") for state in desk.overview.payments()},
        "logs": {
            hit.document_id: tuple(
                f"{one.at.isoformat()} {one.actor} {one.name}"
                for one in desk.overview.log(hit.document_id)
                if one.event
            )
            for hit in desk.overview.receivables()
        },
    }
    return plain_json.loads(json.dump(answers))


def lines(version: str, name: str) -> Iterator[str]:
    """The lines of one file of a version."""
    yield from (GOLDEN / version / f"{name}.jsonl").read_text("utf-8").removesuffix("\n").split("\n")


def event_lines() -> Iterator[str]:
    """The records of `EVENTS`, chained as one stream."""
    with MemoryStore().unit("golden") as unit:
        records = [json.event_record(event, stream="s", version=at, stamp=STAMP) for at, event in enumerate(EVENTS, 1)]
        for record in unit.append("s", 0, records):
            yield json.dump(record)


def value_lines(reading: Reading) -> Iterator[str]:
    """Every stored value that the events and deliveries name, with its class before it."""
    for _, record in reading.history():
        event = json.event_of(record)
        match event:
            case DraftSaved(content=digest):
                yield f"Draft {reading.document(digest).decode()}"
            case DocumentIssued(content=digest):
                yield f"Document {reading.document(digest).decode()}"
            case PaymentReceived(content=digest):
                yield f"IncomingPayment {reading.document(digest).decode()}"
            case PaymentDecided(explanation=digest):
                yield f"Explanation {reading.document(digest).decode()}"
            case DeliveryPlanned(delivery_id=id):
                (entry,) = reading.deliveries([id])
                text = reading.document(entry.content).decode()
                dispatch = json.load(Dispatch, unsalted(text.encode()))
                yield f"Dispatch {text}"
                if dispatch.what == "reminder":
                    yield f"Reminder {reading.document(dispatch.content).decode()}"


def write(folder: Path) -> None:
    """Write what this version stores into *folder*."""
    store, clock, ids, salts = MemoryStore(), FixedClock(datetime(2026, 10, 1, 9, tzinfo=UTC)), count(1), count(1)
    desk = Desk(
        store, MemoryDelivery(), clock=clock, new_id=lambda: f"id{next(ids)}", new_secret=lambda: f"{next(salts):032x}"
    ).at(SENDER, actor="anna")
    month(desk, clock)
    with store.read(SENDER.id) as reading:
        records = [json.dump(record) for _, record in reading.history()]
        values = list(dict.fromkeys(value_lines(reading)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, some in (("events", event_lines()), ("records", records), ("values", values)):
        (folder / f"{name}.jsonl").write_text("\n".join(some) + "\n", "utf-8")
    text = plain_json.dumps(said(desk), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "said.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write(GOLDEN / VERSION)
