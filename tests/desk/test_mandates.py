"""Direct debit on the desk: a mandate, a withdrawal ordered once, the bank's answer, and the money."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from faktura.core.bank_event import MandateNoticed
from faktura.core.errors import NotFound, RecordedDifferently, RuleRefused, Unavailable
from faktura.core.mandate import MandateNotice, NoticeKind, WithdrawalOutcome
from faktura.core.receivable import PaymentStatus
from faktura.desk import index
from faktura.desk.desk import Desk, SenderDesk
from faktura.desk.look_up_keys import keys_of
from faktura.formats import json
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.advice import AdviceFile, AdviceRecord
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import PaymentOrder
from faktura.formats.bankgirot.autogiro.specification import (
    PaymentSpecification,
    Section,
    SectionKind,
    SpecifiedPayment,
)
from faktura.ports.adapters.sqlite import SqliteStore
from faktura.ports.clock import FixedClock
from faktura.ports.contents import Answer, StoredDocument
from faktura.ports.store import IndexRow, Store
from faktura.rules.withdrawals import WithdrawalPolicy
from faktura.testing import broken
from faktura.testing.identities import PERSONS
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import DAY, events, issued

PAYEE = "bankgiro:9912346"
HEAD = Head(created="20261001", customer_number="471117", bankgiro="0009912346")


def valid(desk: SenderDesk, number: str = "101") -> bytes:
    """The bank's advice that a mandate is valid; it is received."""
    data = valid_advice(number)
    desk.mandates.receive(data)
    return data


def valid_advice(number: str) -> bytes:
    """The bank's advice that a mandate is valid."""
    record = AdviceRecord(payer_number=number, information="04", status="32", on=DAY)
    return autogiro.write(AdviceFile(head=HEAD, records=(record,)))


def answered(content: bytes, status: str) -> bytes:
    """The bank's specification of the order in *content*."""
    read = autogiro.read(content)
    assert isinstance(read, OrderFile)
    (order,) = read.batches[0].orders
    assert isinstance(order, PaymentOrder)
    assert order.on is not None
    paid = SpecifiedPayment(
        on=order.on, payer_number=order.payer_number, amount=order.amount, reference=order.reference, status=status
    )
    section = Section(kind=SectionKind.CHARGES, account="8901", paid_on=order.on, serial="00001", payments=(paid,))
    return autogiro.write(PaymentSpecification(head=HEAD, sections=(section,)))


def test_a_notice_counts_once(desk: SenderDesk, store: Store) -> None:
    """From the bank's file or by hand; the state is as of the day asked for."""
    data = valid(desk)
    before = events(store)
    assert desk.mandates.receive(data).notices == 0
    assert events(store) == before
    mandate = desk.mandates.get("101")
    assert mandate is not None
    assert mandate.active
    ended = MandateNotice(id="n2", payee=PAYEE, payer_number="101", kind=NoticeKind.CANCELLED, on=date(2026, 10, 9))
    assert (desk.mandates.record(ended), desk.mandates.record(ended)) == (1, 0)
    now, then = desk.mandates.get("101"), desk.mandates.get("101", on=DAY)
    assert now is not None
    assert then is not None
    assert (now.active, then.active) == (False, True)
    assert desk.mandates.get("102") is None


def test_from_mandate_to_settled_invoice(desk: SenderDesk, store: Store) -> None:
    """Ordered once under its key; the money is received like any other; the answer counts once."""
    invoice = issued(desk)
    valid(desk)
    payers = {invoice.id: "101"}
    due = date(2026, 10, 26)
    made = desk.mandates.withdraw(payers, customer_number="471117", on=due, key="k")
    before = events(store)
    assert desk.mandates.withdraw(payers, customer_number="471117", on=due, key="k") == made
    assert events(store) == before
    with pytest.raises(RuleRefused, match="ask the plan"):
        desk.mandates.withdraw(payers, customer_number="471117", on=due)
    data = answered(made.content, "0")
    told = desk.mandates.receive(data)
    assert (told.results, told.unknown) == ((made.orders[0].id,), ())
    assert [one.outcome for one in desk.mandates.attempts(invoice.id)] == [WithdrawalOutcome.DONE]
    again = desk.mandates.receive(data)
    assert (again.results, len(again.unknown)) == ((), 1)
    desk.payments.receive(data)
    assert desk.invoices.balance(invoice.id).payment_status is PaymentStatus.SETTLED


def test_a_withdrawal_without_cover_is_tried_again(desk: SenderDesk) -> None:
    """After the days of the policy; until then the plan says what it waits for."""
    invoice = issued(desk)
    valid(desk)
    payers = {invoice.id: "101"}
    first = desk.mandates.withdraw(payers, customer_number="471117", on=date(2026, 10, 26))
    desk.mandates.receive(answered(first.content, "1"))
    second = desk.mandates.withdraw(payers, customer_number="471117", on=date(2026, 11, 9))
    assert second.orders[0].id == f"{invoice.id}:withdrawal:2"
    assert [one.outcome for one in desk.mandates.attempts(invoice.id)] == [
        WithdrawalOutcome.NO_COVER,
        WithdrawalOutcome.PENDING,
    ]


def test_nothing_is_withdrawn_without_a_mandate(desk: SenderDesk, store: Store) -> None:
    """The plan says why; nothing is stored."""
    invoice = issued(desk)
    before = events(store)
    with pytest.raises(RuleRefused) as refused:
        desk.mandates.withdraw({invoice.id: "101"}, customer_number="471117")
    assert refused.value.code == "withdrawal.nothing"
    (step,) = desk.mandates.plan({invoice.id: "101"})
    assert getattr(step.step, "code", "") == "withdrawal.no_mandate"
    assert events(store) == before


def test_no_payer_number_stands_in_an_event(desk: SenderDesk, store: Store) -> None:
    """It may be a personal number: only the contents hold it."""
    invoice = issued(desk)
    number = PERSONS[0].full[-10:]
    valid(desk, number)
    desk.mandates.withdraw({invoice.id: number}, customer_number="471117", on=date(2026, 10, 26), key="k")
    assert number not in repr(events(store))


AFTER = date(2034, 1, 1)
"""The first day on which records of 2026 need not be kept (bokföringslagen 7 kap. 2 §)."""


def withdrawn(desk: SenderDesk, number: str, key: str = "k") -> tuple[str, bytes]:
    """An invoice to a person, paid by direct debit: its id and the bank's file."""
    invoice = issued(desk, buyer=PERSON)
    valid(desk, number)
    made = desk.mandates.withdraw({invoice.id: number}, customer_number="471117", on=date(2026, 10, 26), key=key)
    data = answered(made.content, "0")
    desk.mandates.receive(data)
    desk.payments.receive(data)
    return invoice.id, data


@pytest.mark.parametrize("key", ["k", ""])
def test_erasure_takes_the_payer_number_of_every_withdrawal(desk: SenderDesk, store: Store, key: str) -> None:
    """Out of the order, the file made for the bank and the payment; the mandate stays while it is valid."""
    number = PERSONS[0].full[-10:]
    withdrawn(desk, number, key)
    desk.privacy.erase(PERSON.party.id, on=AFTER)
    ended = MandateNotice(id="n2", payee=PAYEE, payer_number=number, kind=NoticeKind.CANCELLED, on=date(2026, 11, 9))
    desk.mandates.record(ended)
    desk.privacy.erase_expired(on=AFTER)
    with store.read(SENDER.id) as reading:
        kept = [one.content for one in reading.every(StoredDocument) if one.content is not None]
    assert not any(number.encode() in content or b"orders" in content for content in kept)
    assert desk.verify() == ()


def test_a_valid_mandate_is_kept_however_old(desk: SenderDesk) -> None:
    """Money may still be withdrawn by it: without the mandate nothing could be."""
    valid(desk)
    assert {one.code for one in desk.privacy.erase_expired(on=AFTER).kept} == {"privacy.kept_open"}
    mandate = desk.mandates.get("101")
    assert mandate is not None
    assert mandate.active


def test_after_an_erasure_the_bank_is_still_heard(desk: SenderDesk, store: Store) -> None:
    """Files that come again, those about others, and a new mandate of the same payer number."""
    invoice_id, data = withdrawn(desk, "101")
    ended = MandateNotice(id="n2", payee=PAYEE, payer_number="101", kind=NoticeKind.CANCELLED, on=date(2026, 11, 9))
    desk.mandates.record(ended)
    desk.privacy.erase_expired(on=AFTER)
    before = events(store)
    assert desk.mandates.attempts(invoice_id) == ()
    assert desk.mandates.get("101") is None
    assert (desk.mandates.receive(data).results, len(desk.payments.receive(data).known)) == ((), 1)
    assert events(store) == before
    anew = MandateNotice(id="n3", payee=PAYEE, payer_number="101", kind=NoticeKind.ACTIVATED, on=AFTER)
    desk.mandates.record(anew)
    mandate = desk.mandates.get("101")
    assert mandate is not None
    assert mandate.active


def test_the_id_of_an_erased_withdrawal_is_not_given_again(desk: SenderDesk) -> None:
    """The debt is owed once more after the erasure, and withdrawn anew."""
    invoice_id, data = withdrawn(desk, "101")
    (first,) = desk.mandates.attempts(invoice_id)
    (received,) = desk.payments.receive(data).known
    desk.privacy.erase(PERSON.party.id, on=AFTER)
    assert desk.mandates.attempts(invoice_id) == ()
    desk.payments.unlink(received, invoice_id)
    made = desk.mandates.withdraw({invoice_id: "101"}, customer_number="471117", on=date(2026, 11, 2))
    assert [order.id for order in (first.order, *made.orders)] == [f"{invoice_id}:withdrawal:{at}" for at in (1, 2)]


def test_a_file_with_others_is_not_handed_out(desk: SenderDesk) -> None:
    """The withdrawals of one day stand in one file: a person gets the own order and not the payer numbers of others."""
    mine, other = issued(desk, buyer=PERSON), issued(desk, buyer=COMPANY)
    valid(desk, "101")
    valid(desk, "202")
    payers = {mine.id: "101", other.id: "202"}
    desk.mandates.withdraw(payers, customer_number="471117", on=date(2026, 10, 26), key="k")
    export = desk.privacy.export(PERSON.party.id)
    data = b"".join(record.content or b"" for record in export.records)
    assert b'"payer_number":"101"' in data
    assert b'"payer_number":"202"' not in data
    assert any(record.content is None and COMPANY.party.id in record.people for record in export.records)


def test_only_payers_whose_answer_is_awaited_are_looked_up(desk: SenderDesk, store: Store) -> None:
    """What is told leaves the look-ups, so that a file costs what it holds and not what was ever withdrawn."""
    invoice = issued(desk)
    valid(desk)
    made = desk.mandates.withdraw({invoice.id: "101"}, customer_number="471117", on=date(2026, 10, 26))
    with store.read(SENDER.id) as reading:
        assert len(tuple(reading.rows(index.WITHDRAWAL))) == 1
    desk.mandates.receive(answered(made.content, "0"))
    with store.read(SENDER.id) as reading:
        assert tuple(reading.rows(index.WITHDRAWAL)) == ()
    assert desk.verify() == ()


def notice(id: str, kind: NoticeKind = NoticeKind.ACTIVATED, number: str = "101", party: str = "") -> MandateNotice:
    """Something the host was told of a mandate."""
    return MandateNotice(id=id, payee=PAYEE, payer_number=number, kind=kind, on=DAY, party_id=party)


def left(store: Store) -> str:
    """All that the store shows of the sender."""
    with store.read(SENDER.id) as reading:
        records = [repr(record) for _, record in reading.history()]
        others = [repr(one) for kind in (IndexRow, Answer, StoredDocument) for one in reading.every(kind)]  # type: ignore[type-var]
    return "\n".join((*records, *others))


def test_no_trial_finds_the_payer_number_of_what_was_erased(desk: SenderDesk, store: Store) -> None:
    """Who knows all but the number, has the whole store and tries the right one, sees nothing that fits it."""
    number = PERSONS[0].full[-10:]
    desk.mandates.record(notice("n1", number=number))
    invoice = issued(desk, buyer=PERSON)
    made = desk.mandates.withdraw({invoice.id: number}, customer_number="471117", on=date(2026, 10, 26), key="k")
    data = answered(made.content, "0")
    desk.payments.receive(data)
    desk.mandates.receive(data)
    desk.mandates.record(notice("n2", NoticeKind.CANCELLED, number))
    payments = [desk.payments.get(one.id) for one in desk.overview.payments()]
    kept = (notice("n1", number=number), notice("n2", NoticeKind.CANCELLED, number), *made.orders, made, *payments)
    with store.read(SENDER.id) as reading:
        keys = keys_of(reading)
    tried = [json.dump(one).encode() for one in kept]
    tried += [
        text.encode() for text in (number, f"{PAYEE} {number}", f"autogiro:{number}", repr([(invoice.id, number)]))
    ]
    assert keys.of(PAYEE, number) in left(store)  # while the mandate stands it is found
    desk.privacy.erase_expired(on=AFTER)
    after = left(store)
    assert not [content for content in tried if sha256(content).hexdigest() in after]
    assert not [key for key in (keys.of(PAYEE, number), keys.of(f"autogiro:{number}")) if key in after]
    assert number not in after
    assert desk.verify() == ()


def test_the_stream_of_a_mandate_is_named_by_chance(desk: SenderDesk, store: Store) -> None:
    """Two notices of a new payer in one call have one stream; another payer has another."""
    desk.mandates.record(notice("n1"), notice("n2", NoticeKind.NOTED), notice("n3", number="102"))
    with store.read(SENDER.id) as reading:
        streams = [record.stream for _, record in reading.history()]
    assert streams[0] == streams[1] != streams[2]
    other = Desk(store, clock=FixedClock(datetime(2026, 10, 2, tzinfo=UTC))).at(SENDER, actor="bo")
    other.mandates.record(notice("n4", NoticeKind.CANCELLED))
    with store.read(SENDER.id) as reading:
        assert [record.stream for _, record in reading.history()][3] == streams[0]
    assert all("101" not in stream for stream in streams)


def test_a_mandate_whose_stream_was_named_by_its_payer_is_still_found(desk: SenderDesk, store: Store) -> None:
    """As the versions before stored it, once the look-ups are built anew."""
    place = desk.mandates._place
    with place.work() as work:
        content = work.unit.put(json.dump(notice("n1")).encode())
        stream = f"mandate/{sha256(f'{PAYEE} 101'.encode()).hexdigest()}"
        work.add(stream, [MandateNoticed(notice_id="n1", on=DAY, content=content)])
    with store.unit(SENDER.id) as unit:
        unit.index(stream, ())
    assert {one.code for one in desk.verify()} == {"STORE-05"}
    desk.verification.rebuild_index()
    assert desk.verify() == ()
    assert (desk.mandates.record(notice("n1")), desk.mandates.record(notice("n2", NoticeKind.CANCELLED))) == (0, 1)
    mandate = desk.mandates.get("101")
    assert mandate is not None
    assert mandate.notices == ("n1", "n2")


def test_an_erased_notice_that_comes_again_makes_no_mandate(desk: SenderDesk, store: Store) -> None:
    """The bank's old file is read once more: what it said was known, and is gone."""
    data = valid(desk)
    desk.mandates.record(notice("n2", NoticeKind.CANCELLED))
    desk.privacy.erase_expired(on=AFTER)
    assert desk.mandates.receive(data).notices == 0
    assert desk.mandates.get("101") is None
    desk.verification.rebuild_index()
    assert (desk.mandates.receive(data).notices, desk.verify()) == (0, ())


def test_a_mandate_is_found_by_its_payers_id(desk: SenderDesk, store: Store) -> None:
    """One notice that names the payer is enough, before or after the others: all are handed out, and erased."""
    number = PERSONS[0].full[-10:]
    record = AdviceRecord(payer_number=number, information="04", status="32", on=DAY)
    data = autogiro.write(AdviceFile(head=HEAD, records=(record,)))
    desk.mandates.receive(data, parties={number: PERSON.party.id, "7": "nobody"})
    desk.mandates.record(notice("n2", NoticeKind.CANCELLED, number))
    mandate = desk.mandates.get(number)
    assert mandate is not None
    assert mandate.party_id == PERSON.party.id
    export = desk.privacy.export(PERSON.party.id)
    assert [record.kind for record in export.records] == ["mandate", "stored", "stored"]
    assert all(number.encode() in (one.content or b"") for one in export.records[1:])
    assert desk.privacy.export(COMPANY.party.id).records == ()
    assert len(desk.privacy.erase(PERSON.party.id, on=AFTER).erased) == 2
    assert number not in left(store)


def test_a_payer_can_be_named_afterwards(desk: SenderDesk) -> None:
    """By a notice that changes nothing else."""
    desk.mandates.record(notice("n1"))
    desk.mandates.record(notice("n2", NoticeKind.NOTED, party=PERSON.party.id))
    mandate = desk.mandates.get("101")
    assert mandate is not None
    assert (mandate.active, mandate.party_id) == (True, PERSON.party.id)
    assert len(desk.privacy.export(PERSON.party.id).records) == 3


def test_a_lost_file_is_given_again(desk: SenderDesk, store: Store) -> None:
    """Without a key too: what was committed stands in the list of the day, byte for byte."""
    invoice, other = issued(desk), issued(desk)
    valid(desk)
    due = date(2026, 10, 26)
    with broken(store, only=["unit.commit"], after=True), pytest.raises(Unavailable):
        desk.mandates.withdraw({invoice.id: "101"}, customer_number="471117", on=due)
    (lost,) = desk.mandates.files(made_on=due)
    made = desk.mandates.file(lost)
    assert desk.mandates.file(lost) == made
    assert (made.made_on, made.orders) == (due, tuple(one.order for one in desk.mandates.attempts(invoice.id)))
    assert autogiro.read(made.content) == autogiro.read(desk.mandates.file(lost).content)
    later = desk.mandates.withdraw({other.id: "101"}, customer_number="471117", on=date(2026, 10, 27))
    assert desk.mandates.files() == (lost, later.id)
    assert desk.mandates.files(made_on=date(2026, 10, 27)) == (later.id,)
    assert desk.mandates.files(made_on=date(2026, 10, 28)) == ()
    with pytest.raises(NotFound):
        desk.mandates.file("none")


def test_a_key_stands_for_one_withdrawal_only(desk: SenderDesk) -> None:
    """Other payers, another policy, another day or another customer number is another call."""
    invoice, other = issued(desk), issued(desk)
    valid(desk)
    due, policy = date(2026, 10, 26), WithdrawalPolicy(lead=2)
    payers = {invoice.id: "101"}
    made = desk.mandates.withdraw(payers, customer_number="471117", on=due, policy=policy, key="k")
    assert desk.mandates.withdraw(payers, customer_number="471117", on=due, policy=policy, key="k") == made
    for those, number, day, how in (
        ({other.id: "101"}, "471117", due, policy),
        ({invoice.id: "102"}, "471117", due, policy),
        (payers, "471117", due, None),
        (payers, "471117", due, WithdrawalPolicy(lead=3)),
        (payers, "471117", date(2026, 10, 27), policy),
        (payers, "471118", due, policy),
    ):
        with pytest.raises(RecordedDifferently):
            desk.mandates.withdraw(those, customer_number=number, on=day, policy=how, key="k")


def test_a_file_brings_no_events_of_others_along(desk: SenderDesk) -> None:
    """Who stands in one file with somebody else gets the own receivable and withdrawals, and none of the other's."""
    mine, other = issued(desk, buyer=PERSON), issued(desk, buyer=COMPANY)
    valid(desk, "101")
    valid(desk, "202")
    desk.mandates.withdraw({mine.id: "101", other.id: "202"}, customer_number="471117", on=date(2026, 10, 26))
    export = desk.privacy.export(PERSON.party.id)
    assert mine.id in {record.id for record in export.records}
    assert not any(other.id in record.id or other.id.encode() in (record.content or b"") for record in export.records)


def test_a_mandate_told_while_its_row_was_missing_is_one_with_what_came_after(tmp_path: Path) -> None:
    """A store that lost its answers, and the secret with them: `verify` tells, and the index built anew heals it."""
    path = tmp_path / "f.db"
    for attempt in range(8):  # streams are named by chance: either may come first
        clock = FixedClock(datetime(2026, 10, 1, 9, attempt, tzinfo=UTC))
        payer = f"10{attempt}"
        desk = Desk(SqliteStore(path), None, clock=clock).at(SENDER, actor="anna")
        assert desk.mandates.receive(valid_advice(payer)).notices == 1
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DELETE FROM faktura_answer")
        assert desk.mandates.get(payer) is None
        assert {one.code for one in desk.verify()} == {"STORE-05"}
        later = Desk(SqliteStore(path), None, clock=FixedClock(datetime(2026, 10, 9, 9, tzinfo=UTC)))
        desk = later.at(SENDER, actor="anna")
        ended = MandateNotice(id=f"n{attempt}", payee=PAYEE, payer_number=payer, kind=NoticeKind.CANCELLED, on=DAY)
        assert desk.mandates.record(ended) == 1
        desk.verification.rebuild_index()
        assert desk.verify() == ()
        mandate = desk.mandates.get(payer)
        assert mandate is not None
        assert not mandate.active
        assert len(mandate.notices) == 2
        assert desk.mandates.receive(valid_advice(payer)).notices == desk.mandates.record(ended) == 0
