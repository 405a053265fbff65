"""Direct debit on the desk: a mandate, a withdrawal ordered once, the bank's answer, and the money."""

from datetime import date

import pytest

from faktura.core.errors import RuleRefused
from faktura.core.mandate import MandateNotice, NoticeKind, WithdrawalOutcome
from faktura.core.receivable import PaymentStatus
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
from faktura.ports.store import Store
from faktura.testing.identities import PERSONS
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
