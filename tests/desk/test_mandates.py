"""Direct debit on the desk: a mandate, a withdrawal ordered once, the bank's answer, and the money."""

from datetime import date

import pytest

from faktura.core.errors import RuleRefused
from faktura.core.mandate import MandateNotice, NoticeKind, WithdrawalOutcome
from faktura.core.receivable import PaymentStatus
from faktura.desk import index
from faktura.desk.desk import SenderDesk
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
from faktura.ports.contents import StoredDocument
from faktura.ports.store import Store
from faktura.testing.identities import PERSONS
from faktura.testing.senders import COMPANY, PERSON, SENDER
from tests.desk.acts import DAY, events, issued

PAYEE = "bankgiro:9912346"
HEAD = Head(created="20261001", customer_number="471117", bankgiro="0009912346")


def valid(desk: SenderDesk, number: str = "101") -> bytes:
    """The bank's advice that a mandate is valid; it is received."""
    record = AdviceRecord(payer_number=number, information="04", status="32", on=DAY)
    data = autogiro.write(AdviceFile(head=HEAD, records=(record,)))
    desk.mandates.receive(data)
    return data


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
