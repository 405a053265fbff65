"""A call under an idempotency key is done once: the retry after a lost answer gets the answer."""

from collections.abc import Callable

import pytest

from faktura.core.errors import RecordedDifferently, Unavailable
from faktura.core.money import sek
from faktura.desk.desk import SenderDesk
from faktura.ports.store import Store
from faktura.testing import broken
from tests.desk.acts import issued, pay

Act = Callable[[SenderDesk, str, str], object]

ACTS: dict[str, Act] = {
    "credit": lambda desk, open_id, key: desk.invoices.credit(open_id, amount=sek(10), key=key).id,
    "write off": lambda desk, open_id, key: (
        desk.collections.write_off(open_id, reason="goodwill", amount=sek(10), key=key).outstanding
    ),
    "send": lambda desk, open_id, key: desk.deliveries.send(open_id, key=key),
    "refund a payment": lambda desk, _, key: desk.payments.refund("P1", amount=sek(10), key=key).refunded,
    "refund a credit note": lambda desk, _, key: desk.payments.refund_document(
        next(hit.document_id for hit in desk.search.documents() if hit.open.minor < 0), amount=sek(10), key=key
    ),
}


def prepared(desk: SenderDesk) -> str:
    """Make an undecided payment P1, an open credit note, and an open invoice, whose id is returned."""
    invoice, other = issued(desk, "800"), issued(desk, "80")
    pay(desk, "P1", "500")
    desk.invoices.credit(other.id, net=False, deliver=False)
    return invoice.id


@pytest.mark.parametrize("what", ACTS)
def test_the_same_call_under_its_key_is_done_once(desk: SenderDesk, store: Store, what: str) -> None:
    """Done, answer lost, asked again: one effect, one answer. Without a key it would be done twice."""
    open_id = prepared(desk)

    def call(key: str) -> object:
        return ACTS[what](desk, open_id, key)

    with broken(store, only=["unit.commit"], after=True), pytest.raises(Unavailable):
        call("k1")
    once = (desk.summary(), len(desk.deliveries.waiting()), desk.search.documents())
    assert call("k1") == call("k1")
    assert (desk.summary(), len(desk.deliveries.waiting()), desk.search.documents()) == once
    call("")
    assert (desk.summary(), len(desk.deliveries.waiting()), desk.search.documents()) != once


def test_a_key_names_one_call_only(desk: SenderDesk) -> None:
    """The same key for another amount is a mistake that is told, not a second refund."""
    open_id = prepared(desk)
    desk.invoices.credit(open_id, amount=sek(10), key="k1")
    with pytest.raises(RecordedDifferently):
        desk.invoices.credit(open_id, amount=sek(11), key="k1")
