"""What some bank refuses though the schema allows it: told before the order is sent."""

from typing import Any

import attrs
import pytest

from faktura.core.account import PaymentAccount
from faktura.core.outgoing import PayoutOrder
from faktura.formats.iso20022.pain001_advice import advice
from faktura.testing.identities import BANKGIRO, IBANS
from tests.formats.iso20022.test_pain001 import refunds


def told(order: PayoutOrder) -> list[tuple[str, str]]:
    found = advice(order)
    assert {one.severity for one in found} <= {"warning"}
    return [(one.code, one.path) for one in found]


def first(account: PaymentAccount = BANKGIRO[0], **change: Any) -> PayoutOrder:
    """The published order, its first payment and the account it is taken from changed."""
    order = refunds()
    batch = order.batches[0]
    changed = attrs.evolve(batch, account=account, payments=(attrs.evolve(batch.payments[0], **change),))
    return attrs.evolve(order, batches=(changed, *order.batches[1:]))


def test_the_published_order_has_all_that_banks_demand() -> None:
    """Identifier, towns, a bankgiro on both sides, short texts."""
    assert told(refunds()) == []


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (attrs.evolve(refunds(), payer=attrs.evolve(refunds().payer, identifier="")), ("pain.no_identifier", "payer")),
        (attrs.evolve(refunds(), payer=attrs.evolve(refunds().payer, city="")), ("pain.no_town", "payer")),
        (first(payee=attrs.evolve(refunds().payments[0].payee, country="")), ("pain.no_town", "P1-1")),
        (first(account=IBANS[0]), ("pain.giro_from_account", "P1-1")),
        (first(reference=None, message="x" * 26), ("pain.long_giro_text", "P1-1")),
    ],
)
def test_each_warning(order: PayoutOrder, expected: tuple[str, str]) -> None:
    """One at a time, at the payment it is about."""
    assert told(order) == [expected]
