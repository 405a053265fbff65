"""The whole round of a direct debit: mandate, order, the bank's answer, and the order that follows it."""

from datetime import date

from faktura.core.errors import Refused
from faktura.core.mandate import WithdrawalAttempt, WithdrawalOrder, WithdrawalOutcome
from faktura.core.money import sek
from faktura.core.payment import IncomingPayment
from faktura.core.receivable import DebtorKind, Receivable
from faktura.formats.bank import read_payments
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.advice import AdviceFile, AdviceRecord
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.neutral import bankgiro_digits, order_of, results
from faktura.formats.bankgirot.autogiro.notices import notices
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import NewMandate, OrderBatch, PaymentOrder
from faktura.formats.bankgirot.autogiro.seal import seal, verify_seal
from faktura.formats.bankgirot.autogiro.specification import (
    PaymentSpecification,
    Section,
    SectionKind,
    SpecifiedPayment,
)
from faktura.rules.mandates import mandates
from faktura.rules.withdrawals import WithdrawalCase, WithdrawalPolicy, next_withdrawal, record_result

PAYEE = "bankgiro:9912346"
KEY = "1234567890ABCDEF1234567890ABCDEF"
POLICY = WithdrawalPolicy()


def answered(order: PaymentOrder, status: str, day: str) -> bytes:
    """What a bank would answer: the order, its reference filled with zeros, and a status."""
    assert order.on is not None
    paid = SpecifiedPayment(
        on=order.on, payer_number=order.payer_number, amount=order.amount, reference=order.reference.zfill(16),
        status=status,
    )  # fmt: skip
    section = Section(kind=SectionKind.CHARGES, account="8901", paid_on=order.on, serial="00001", payments=(paid,))
    head = Head(created=day, customer_number="471117", bankgiro="0009912346")
    return autogiro.write(PaymentSpecification(head=head, sections=(section,)))


def batch(on: date, *orders: NewMandate | PaymentOrder) -> OrderFile:
    digits = bankgiro_digits(PAYEE)
    return OrderFile(batches=(OrderBatch(written_on=on, customer_number="471117", bankgiro=digits, orders=orders),))


def test_from_mandate_to_money() -> None:
    """Asked for, valid, drawn without cover, drawn again, paid: one payment, one order at a time."""
    claim = Receivable.opened(id="F1", principal=sek(500), due=date(2026, 11, 27), debtor=DebtorKind.CONSUMER)
    asked = notices(batch(date(2026, 11, 2), NewMandate(payer_number="101")), "a")
    (mandate,) = mandates(asked)
    case = WithdrawalCase(receivable=claim, mandate=mandate)
    refused = next_withdrawal(case, payee=PAYEE, policy=POLICY, on=date(2026, 11, 20))
    assert isinstance(refused, Refused)
    assert refused.code == "withdrawal.mandate_requested"

    head = Head(created="20261105", customer_number="471117", bankgiro="0009912346")
    valid = AdviceRecord(payer_number="101", information="04", status="32", on=date(2026, 11, 5))
    (mandate,) = mandates((*asked, *notices(AdviceFile(head=head, records=(valid,)), "b")))
    attempts: tuple[WithdrawalAttempt, ...] = ()
    received: list[IncomingPayment] = []
    for on, status in ((date(2026, 11, 20), "1"), (date(2026, 11, 30), "0")):
        case = WithdrawalCase(receivable=claim, mandate=mandate, attempts=attempts)
        order = next_withdrawal(case, payee=PAYEE, policy=POLICY, on=on)
        assert isinstance(order, WithdrawalOrder)
        sent = seal(autogiro.write(batch(on, order_of(order))), KEY, on)
        assert verify_seal(sent, KEY).holds
        read = autogiro.read(sent)
        assert isinstance(read, OrderFile)
        (there,) = read.batches[0].orders
        assert isinstance(there, PaymentOrder)
        data = answered(there, status, f"{order.on:%Y%m%d}")
        received += read_payments(data)
        (result,) = results(autogiro.read(data), "c")
        told = record_result((*attempts, WithdrawalAttempt(order=order)), result, on=order.on)
        assert isinstance(told, tuple)
        attempts = told

    assert [one.outcome for one in attempts] == [WithdrawalOutcome.NO_COVER, WithdrawalOutcome.DONE]
    assert [(one.amount, one.booked_on.isoformat()) for one in received] == [(sek(500), "2026-12-04")]
    case = WithdrawalCase(receivable=claim, mandate=mandate, attempts=attempts)
    last = next_withdrawal(case, payee=PAYEE, policy=POLICY, on=date(2026, 12, 7))
    assert isinstance(last, Refused)
    assert last.code == "withdrawal.drawn"
