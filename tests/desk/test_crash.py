"""Whatever fails, and wherever: the state is the one before or the one after, and a retry completes it."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from faktura.core.document import line
from faktura.core.errors import Unavailable
from faktura.desk.deliveries import HandOver
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.store import OutboxStatus, Store
from faktura.testing import broken, slow
from faktura.testing.bank_files import bgmax_file
from faktura.testing.senders import COMPANY, SENDER


def numbers(desk: SenderDesk) -> list[int]:
    """The numbers of the issued documents."""
    return sorted(int(hit.number) for hit in desk.search.documents())


@pytest.mark.parametrize("after", [False, True], ids=["fails", "answer lost"])
def test_issuing_survives_a_fault_at_every_call(desk: SenderDesk, store: Store, after: bool) -> None:
    """A fault at the k-th call of the store: the retry under the same key issues the one document."""
    for call in count(1):
        draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
        before = numbers(desk)
        with broken(store, call=call, after=after) as fault, contextlib.suppress(Unavailable):
            desk.invoices.issue(draft.id, key=f"order {call}")
        assert numbers(desk) in (before, [*before, SENDER.first_number + len(before)])
        desk.invoices.issue(draft.id, key=f"order {call}")
        found = numbers(desk)
        assert found == list(range(SENDER.first_number, SENDER.first_number + call))
        assert len(desk.deliveries.waiting()) == call
        if not fault.struck:
            break
    assert call > 5


@pytest.mark.parametrize("after", [False, True], ids=["fails", "answer lost"])
def test_receiving_survives_a_fault_at_every_call(
    desk: SenderDesk, store: Store, clock: FixedClock, after: bool
) -> None:
    """A bank file that was read half: the next try settles it once."""
    for call in count(1):
        draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
        document = desk.invoices.issue(draft.id)
        assert document.payment is not None
        data = bgmax_file(document.payment.reference, "125.00", on=clock.today(), serial=call)
        with broken(store, call=call, after=after) as fault, contextlib.suppress(Unavailable):
            desk.payments.receive(data)
        desk.payments.receive(data)
        summary = desk.summary()
        assert (summary.paid, summary.outstanding, summary.unmatched) == (call * 125_00, 0, 0)
        if not fault.struck:
            break
    assert call > 5


def test_a_delivery_waits_while_its_channel_is_down(desk: SenderDesk, post: MemoryDelivery, clock: FixedClock) -> None:
    """Nothing is lost while the mail server is away, and it is sent once when it is back."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    desk.invoices.issue(draft.id, at_once=True)
    with broken(post):
        (tried,) = desk.run().handed_over
        assert tried.status is OutboxStatus.WAITING
    assert desk.plan().pending == 1
    assert desk.run().handed_over == ()  # it waits a while before the next try
    clock.advance(timedelta(minutes=15))
    assert [one.status for one in desk.run().handed_over] == [OutboxStatus.HANDED_OVER]
    assert (desk.plan().pending, len(post.handed_over)) == (0, 1)


def test_a_lost_receipt_does_not_send_twice(desk: SenderDesk, post: MemoryDelivery, clock: FixedClock) -> None:
    """The channel took it and its answer was lost: it is asked again under the same id, which it knows."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    desk.invoices.issue(draft.id, at_once=True)
    with broken(post, after=True):
        desk.run()
    clock.advance(timedelta(minutes=15))
    desk.run()
    assert len(post.handed_over) == 1


@pytest.mark.parametrize("act", ["stop", "leave"])
def test_a_held_delivery_can_be_stopped(desk: SenderDesk, post: MemoryDelivery, clock: FixedClock, act: str) -> None:
    """For an hour after issue the letter can be held back; then it leaves."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    document = desk.invoices.issue(draft.id)
    actions: dict[str, Callable[[], object]] = {"stop": lambda: desk.deliveries.stop(document.id), "leave": list}
    clock.advance(timedelta(minutes=59))
    assert desk.run().handed_over == ()
    actions[act]()
    clock.advance(timedelta(minutes=1))
    desk.run()
    assert len(post.handed_over) == (0 if act == "stop" else 1)


def test_a_channel_that_answers_late_does_not_send_twice(
    store: Store, desk: SenderDesk, post: MemoryDelivery, clock: FixedClock
) -> None:
    """Its answer comes after the claim has run out and another scheduler has taken the delivery up: the letter left once."""
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    document = desk.invoices.issue(draft.id, at_once=True)
    other = Desk(store, post, clock=clock).at(SENDER, actor="other")
    taken: list[HandOver] = []

    def meanwhile() -> None:
        clock.advance(timedelta(minutes=11))
        taken.extend(other.run().handed_over)

    with slow(post, meanwhile, call=1):
        (late,) = desk.run().handed_over
    assert [one.status for one in (late, *taken)] == [OutboxStatus.HANDED_OVER] * 2
    assert len(post.handed_over) == 1
    names = [entry.name for entry in desk.overview.log(document.id)]
    assert names.count("document.delivery_handed_over") == 1
    assert desk.verify() == ()
