"""The desk as a whole: one call does everything that is due, and a plan says beforehand what that is."""

from datetime import UTC, date, datetime

from faktura.core.document import line
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.testing.senders import COMPANY, SENDER
from tests.desk.acts import events, issued


def test_a_run_does_what_the_plan_said(desk: SenderDesk, post: MemoryDelivery, clock: FixedClock) -> None:
    """Reminders and deliveries; afterwards nothing is pending, and a second run does nothing."""
    late = issued(desk, "1000")
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    draft = desk.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    fresh = desk.invoices.issue(draft.id, at_once=True)
    assert desk.plan().pending == 2
    assert late.number in desk.plan().table("sv")
    report = desk.run()
    assert [one.document_id for one in report.reminders] == [late.id]
    assert [one.document_id for one in report.handed_over] == [fresh.id]
    assert report.refusals == ()
    assert "reminded" in report.table()
    assert desk.plan().pending == 1  # the reminder's own letter is held
    clock.set(datetime(2026, 11, 20, 10, tzinfo=UTC))
    assert [one.document_id for one in desk.run().handed_over] == [late.id]
    assert desk.plan().pending == 0
    again = desk.run()
    assert (again.handed_over, again.reminders) == ((), ())
    assert len(post.handed_over) == 2


def test_a_run_without_reminders_only_delivers(desk: SenderDesk, clock: FixedClock) -> None:
    """For a host that sends reminders by hand."""
    issued(desk, "1000")
    clock.set(datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert desk.run(remind=False).reminders == ()


def test_the_plan_of_a_day_ahead(desk: SenderDesk, store: Store) -> None:
    """What would be due then; looking changes nothing."""
    issued(desk, "1000")
    before = events(store)
    assert not any(step.due for step in desk.plan().steps)
    assert any(step.due for step in desk.plan(on=date(2026, 11, 20)).steps)
    assert events(store) == before


def test_every_event_says_who_did_it_and_which_command(store: Store, clock: FixedClock) -> None:
    """All that one command wrote has one cause; two commands have two; the host's key is the cause."""
    anna, bo = (Desk(store, clock=clock).at(SENDER, actor=actor) for actor in ("anna", "bo"))
    draft = anna.invoices.draft(buyer=COMPANY, lines=[line("Konsult", 1, "100", vat=25)])
    bo.invoices.issue(draft.id, key="order-7")
    with store.read(SENDER.id) as reading:
        stamps = [(record.name, record.stamp) for _, record in reading.history()]
    assert {stamp.actor for name, stamp in stamps if name == "draft.saved"} == {"anna"}
    assert {(stamp.actor, stamp.cause) for name, stamp in stamps if name != "draft.saved"} == {("bo", "order-7")}
    assert {stamp.recorded_at for _, stamp in stamps} == {clock.now()}
