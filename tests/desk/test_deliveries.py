"""Deliveries on the desk: held, stopped, handed over once; the wrong channel is refused, not guessed."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from faktura.core.delivery import Channel, Delivery, Receipt
from faktura.core.document import line
from faktura.core.errors import NotFound, RuleRefused, Unavailable
from faktura.core.lifecycle import DeliveryPlanned
from faktura.core.party import Party
from faktura.core.sender import Customer
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.delivery import DeliveryRefused
from faktura.ports.store import OutboxStatus, Store
from faktura.testing import broken
from faktura.testing.senders import COMPANY, PERSON, PUBLIC_AUTHORITY, SENDER
from tests.desk.acts import events, issued

LINES = [line("Konsult", 1, "100", vat=25)]


def test_a_delivery_is_held_as_long_as_the_sender_wishes(store: Store, post: MemoryDelivery, clock: FixedClock) -> None:
    """To the minute, from the moment of issue; and then handed over once."""
    desk = Desk(store, post, clock=clock).at(attrs.evolve(SENDER, hold_minutes=5), actor="anna")
    document = desk.invoices.issue(desk.invoices.draft(buyer=COMPANY, lines=LINES).id)
    (entry,) = desk.deliveries.waiting()
    assert entry.not_before == clock.now() + timedelta(minutes=5)
    assert desk.deliveries.dispatch(entry).document_id == document.id
    clock.advance(timedelta(minutes=4, seconds=59))
    assert desk.run().handed_over == ()
    clock.advance(timedelta(seconds=1))
    (done,) = desk.run().handed_over
    assert (done.document_id, done.channel, done.status) == (document.id, Channel.EMAIL, OutboxStatus.HANDED_OVER)
    assert desk.run().handed_over == ()
    assert len(post.handed_over) == 1


def test_a_stopped_delivery_never_leaves(desk: SenderDesk, post: MemoryDelivery, clock: FixedClock) -> None:
    """All that still wait are stopped; what has left, or was stopped, cannot be stopped again."""
    document = issued(desk)
    first, second = (desk.deliveries.send(document.id) for _ in range(2))
    assert set(desk.deliveries.stop(document.id)) == {first, second}
    clock.advance(timedelta(hours=2))
    assert desk.run().handed_over == ()
    with pytest.raises(RuleRefused) as refused:
        desk.deliveries.stop(document.id)
    assert refused.value.code == "deliveries.none_waiting"
    desk.deliveries.send(document.id, at_once=True)
    desk.run()
    assert len(post.handed_over) == 1
    with pytest.raises(RuleRefused):
        desk.deliveries.stop(document.id)
    with pytest.raises(NotFound):
        desk.deliveries.stop("no-such-document")


def test_without_a_port_deliveries_wait(store: Store, clock: FixedClock) -> None:
    """Nothing is lost and nothing claimed: the host may plug one in tomorrow."""
    desk = Desk(store, clock=clock).at(SENDER, actor="anna")
    desk.deliveries.send(issued(desk).id, at_once=True)
    assert desk.run().handed_over == ()
    assert [entry.status for entry in desk.deliveries.waiting()] == [OutboxStatus.WAITING]
    post = MemoryDelivery()
    Desk(store, post, clock=clock).at(SENDER, actor="anna").run()
    assert len(post.handed_over) == 1


def test_what_the_channel_refuses_is_reported_and_holds_nothing_up(store: Store, clock: FixedClock) -> None:
    """A wrong address fails for good; the next delivery leaves, and the log says which failed and why."""

    class Picky(MemoryDelivery):
        def hand_over(self, delivery: Delivery) -> Receipt:
            if delivery.channel is Channel.EMAIL:
                raise DeliveryRefused(id=delivery.id, reason="address")
            return super().hand_over(delivery)

    desk = Desk(store, post := Picky(), clock=clock).at(SENDER, actor="anna")
    mailed, posted = issued(desk), issued(desk)
    desk.deliveries.send(mailed.id, at_once=True)
    desk.deliveries.send(posted.id, channel=Channel.LETTER, at_once=True)
    report = desk.run()
    assert {(one.document_id, one.status) for one in report.handed_over} == {
        (mailed.id, OutboxStatus.FAILED),
        (posted.id, OutboxStatus.HANDED_OVER),
    }
    assert [one.channel for one in post.handed_over] == [Channel.LETTER]
    assert "document.delivery_failed" in [entry.name for entry in desk.overview.log(mailed.id)]
    assert "failed" in report.table()
    clock.advance(timedelta(days=1))
    assert desk.run().handed_over == ()


def test_an_e_invoice_needs_the_buyers_consent(desk: SenderDesk, store: Store) -> None:
    """Without it no draft is stored; an authority must take them, so its consent is given."""
    with pytest.raises(RuleRefused) as refused:
        desk.invoices.draft(buyer=COMPANY, lines=LINES, channels=(Channel.PEPPOL,))
    assert refused.value.code == "delivery.no_consent"
    assert refused.value.law
    assert events(store) == []
    authority: Party = PUBLIC_AUTHORITY.party
    for buyer in (PUBLIC_AUTHORITY, authority):
        draft = desk.invoices.draft(buyer=buyer, lines=LINES, channels=(Channel.PEPPOL,), buyer_reference="Anna")
        assert draft.channels == (Channel.PEPPOL,)


def test_a_credit_note_takes_the_channel_its_invoice_took(desk: SenderDesk, store: Store) -> None:
    """Also when that was not the first the customer wished for; its reminder never goes as an e-invoice."""
    draft = desk.invoices.draft(
        buyer=PUBLIC_AUTHORITY, lines=LINES, channels=(Channel.EMAIL, Channel.PEPPOL), buyer_reference="Anna"
    )
    document = desk.invoices.issue(draft.id)
    desk.invoices.credit(document.id)
    planned = [event.channel for event in events(store) if isinstance(event, DeliveryPlanned)]
    assert planned == ["peppol", "peppol"]


def test_the_first_wished_channel_that_can_be_used_is_taken(desk: SenderDesk) -> None:
    """Without e-mail address a letter, by own hand nothing; when none of the wished can be used, the invoice is not issued."""
    no_mail = attrs.evolve(COMPANY.party, email="")
    for channels, taken in (((Channel.EMAIL, Channel.LETTER), Channel.LETTER), ((Channel.NONE,), None)):
        draft = desk.invoices.draft(buyer=Customer(party=no_mail, channels=channels), lines=LINES)
        document = desk.invoices.issue(draft.id)
        found = {one.document_id: one.channel for one in map(desk.deliveries.dispatch, desk.deliveries.waiting())}
        assert found.get(document.id) is taken
    draft = desk.invoices.draft(buyer=Customer(party=no_mail, channels=(Channel.EMAIL,)), lines=LINES)
    numbers = [hit.number for hit in desk.search.documents()]
    with pytest.raises(RuleRefused) as refused:
        desk.invoices.issue(draft.id)
    assert refused.value.code == "delivery.no_channel"
    assert [hit.number for hit in desk.search.documents()] == numbers
    assert desk.invoices.issue(draft.id, deliver=False).number == "1003"


def test_a_customer_without_any_address_can_be_drafted(desk: SenderDesk) -> None:
    """A draft may lack anything; what is missing stops the issue, with the remedy."""
    nobody = attrs.evolve(COMPANY, party=attrs.evolve(COMPANY.party, address=None, email=""))
    draft = desk.invoices.draft(buyer=nobody, lines=LINES)
    assert desk.invoices.preview_pdf(draft.id).startswith(b"%PDF")
    with pytest.raises(RuleRefused) as refused:
        desk.invoices.issue(draft.id)
    assert [one.path for one in refused.value.findings if one.severity == "error"] == ["buyer.address"]


def test_two_processes_hand_a_delivery_over_once(store: Store, post: MemoryDelivery, clock: FixedClock) -> None:
    """The second finds it claimed; when the claim has run out and it is asked again, the id is known."""
    desks = [Desk(store, post, clock=clock).at(SENDER, actor=actor) for actor in ("anna", "bo")]
    desks[0].deliveries.send(issued(desks[0]).id, at_once=True)
    assert [len(desk.run(datetime(2026, 10, 1, 9, tzinfo=UTC)).handed_over) for desk in desks] == [1, 0]
    assert len(post.handed_over) == 1


def test_an_adapter_that_lets_an_error_through_holds_nothing_up(store: Store, clock: FixedClock) -> None:
    """The delivery waits with the error's type as its answer, the others leave, and it is tried again."""
    post = MemoryDelivery()

    class Flaky:
        broken = True

        def hand_over(self, delivery: Delivery) -> Receipt:
            if self.broken and delivery.subject_id == first.id:
                raise ConnectionResetError("tolvan@person.example")
            return post.hand_over(delivery)

    port = Flaky()
    desk = Desk(store, port, clock=clock).at(SENDER, actor="anna")
    first, second = (desk.invoices.issue(desk.invoices.draft(buyer=COMPANY, lines=LINES).id) for _ in range(2))
    clock.advance(timedelta(hours=1))
    done = {one.document_id: one for one in desk.run().handed_over}
    assert (done[first.id].status, done[first.id].answer) == (OutboxStatus.WAITING, "ConnectionResetError")
    assert done[second.id].status is OutboxStatus.HANDED_OVER
    port.broken = False
    clock.advance(timedelta(minutes=15))
    (again,) = desk.run().handed_over
    assert (again.document_id, again.status) == (first.id, OutboxStatus.HANDED_OVER)
    assert len(post.handed_over) == 2


def test_a_process_that_comes_late_tells_what_became_of_it(store: Store, clock: FixedClock) -> None:
    """Its claim ran out while the channel was slow, and another process handed over: that is what it reports."""
    post = MemoryDelivery()

    class Slow:
        def hand_over(self, delivery: Delivery) -> Receipt:
            clock.advance(timedelta(minutes=11))
            assert [one.status for one in quick.run().handed_over] == [OutboxStatus.HANDED_OVER]
            raise Unavailable("testing.broken")

    slow, quick = (Desk(store, port, clock=clock).at(SENDER, actor="anna") for port in (Slow(), post))
    document = slow.invoices.issue(slow.invoices.draft(buyer=COMPANY, lines=LINES).id, at_once=True)
    (late,) = slow.run().handed_over
    assert (late.document_id, late.status) == (document.id, OutboxStatus.HANDED_OVER)
    assert slow.deliveries.waiting() == ()
    assert len(post.handed_over) == 1


def test_a_long_run_keeps_each_letter_to_itself(store: Store, clock: FixedClock) -> None:
    """A claim lasts from when it is made, not from when the run began: a worker that comes meanwhile finds it taken."""
    sent: list[str] = []

    class Slow:
        def hand_over(self, delivery: Delivery) -> Receipt:
            clock.advance(timedelta(minutes=4))
            if len(sent) == 3:
                sent.append("")
                other.run()
            sent.append(delivery.id)
            return Receipt(delivery_id=delivery.id)

    one, other = (Desk(store, Slow(), clock=clock).at(SENDER, actor=actor) for actor in ("anna", "bo"))
    for _ in range(6):
        one.invoices.issue(one.invoices.draft(buyer=COMPANY, lines=LINES).id, at_once=True)
    one.run()
    assert len([id for id in sent if id]) == len(set(sent) - {""}) == 6


def test_a_time_ahead_of_the_clock_is_what_claims_and_retries_count_from(store: Store, clock: FixedClock) -> None:
    """Who hands over what is due tomorrow finds it waiting a quarter of an hour after that; never before the clock."""

    class Down:
        def hand_over(self, delivery: Delivery) -> Receipt:
            clock.advance(timedelta(minutes=1))
            raise Unavailable("testing.broken")

    desk = Desk(store, Down(), clock=clock).at(SENDER, actor="anna")
    desk.invoices.issue(desk.invoices.draft(buyer=COMPANY, lines=LINES).id, at_once=True)
    for now in (clock.now() + timedelta(days=1), clock.now() + timedelta(days=2), None):
        desk.deliveries.hand_over_due(now)
        (entry,) = desk.deliveries.waiting()
        assert entry.not_before == (now or clock.now()) + timedelta(minutes=15)
        clock.set(entry.not_before)


@pytest.mark.parametrize("odd", ["mx\0", "\ud800", 17])
def test_an_id_that_cannot_be_stored_is_left_out(
    store: Store, clock: FixedClock, caplog: pytest.LogCaptureFixture, odd: str
) -> None:
    """The letter has left: it is handed over for good, the log tells, and the next leaves too."""
    sent: list[str] = []

    class Gateway:
        def hand_over(self, delivery: Delivery) -> Receipt:
            sent.append(delivery.id)
            return Receipt(delivery_id=delivery.id, external_id=odd if len(sent) == 1 else "ok")

    desk = Desk(store, Gateway(), clock=clock).at(SENDER, actor="anna")
    for _ in range(2):
        desk.invoices.issue(desk.invoices.draft(buyer=COMPANY, lines=LINES).id, at_once=True)
    with caplog.at_level("WARNING", logger="faktura"):
        done = desk.run().handed_over
    assert [(one.status, one.answer) for one in done] == [
        (OutboxStatus.HANDED_OVER, ""),
        (OutboxStatus.HANDED_OVER, "ok"),
    ]
    assert sent[0] in caplog.text
    clock.advance(timedelta(days=1))
    assert desk.run().handed_over == ()
    assert len(sent) == 2
    assert desk.verify() == ()


def waits_and_is_over(store: Store, clock: FixedClock) -> str:
    """Issue a letter that waits for a port, give its debt up, and let the time of storage pass; return its document's id."""
    desk = Desk(store, clock=clock).at(SENDER, actor="anna")
    document = desk.invoices.issue(desk.invoices.draft(buyer=PERSON, lines=LINES).id)
    desk.collections.write_off(document.id, reason="bad_debt")
    clock.set(datetime(2034, 1, 2, 9, tzinfo=UTC))
    return document.id


def test_an_erasure_stops_what_waits_to_be_handed_over(store: Store, post: MemoryDelivery, clock: FixedClock) -> None:
    """Nothing is left to hand over, and a port plugged in afterwards finds nothing due."""
    waits_and_is_over(store, clock)
    desk = Desk(store, post, clock=clock).at(SENDER, actor="anna")
    assert desk.privacy.erase_expired().erased
    assert desk.deliveries.waiting() == ()
    assert desk.verify() == ()
    assert desk.run(remind=False).handed_over == ()
    assert desk.privacy.erase_expired().erased == ()


def test_a_delivery_whose_document_is_gone_fails_and_holds_nothing_up(
    store: Store, post: MemoryDelivery, clock: FixedClock
) -> None:
    """As an earlier version left it: erased and still waiting. It fails by what the events know, the next one leaves."""
    desk = Desk(store, post, clock=clock).at(SENDER, actor="anna")
    later, gone = issued(desk), waits_and_is_over(store, clock)
    with store.unit(SENDER.id) as unit:
        for entry in unit.deliveries():
            dispatch = desk.deliveries.dispatch(entry)
            unit.erase(entry.content)
            unit.erase(dispatch.content)
    desk.deliveries.send(later.id, at_once=True)
    done = {one.document_id: one for one in desk.run(remind=False).handed_over}
    assert (done[gone].status, done[gone].answer) == (OutboxStatus.FAILED, "store.erased")
    assert done[later.id].status is OutboxStatus.HANDED_OVER
    assert desk.run(remind=False).handed_over == ()
    assert [one for one in desk.verify() if one.code.startswith("verify.deliver")] == []


def test_a_delivery_tried_again_is_the_same_whatever_the_sender_changed(
    store: Store, post: MemoryDelivery, clock: FixedClock
) -> None:
    """The receipt was lost, then the greeting was changed: the channel sees the delivery it knows."""
    desk = Desk(store, post, clock=clock).at(SENDER, actor="anna")
    desk.invoices.issue(desk.invoices.draft(buyer=COMPANY, lines=LINES).id, at_once=True)
    with broken(post, after=True):
        desk.run()
    clock.advance(timedelta(minutes=15))
    changed = Desk(store, post, clock=clock).at(attrs.evolve(SENDER, greeting="Trevlig sommar!"), actor="anna")
    assert [one.status for one in changed.run().handed_over] == [OutboxStatus.HANDED_OVER]
    assert len(post.handed_over) == 1


@pytest.mark.parametrize(
    ("error", "level"),
    [
        (Unavailable("testing.broken"), "INFO"),
        (DeliveryRefused(id="d1", reason="address"), "WARNING"),
        (RuntimeError("550 tolvan@person.example: no such user"), "ERROR"),
    ],
)
def test_what_becomes_of_a_delivery_is_logged_by_ids_and_codes(
    desk: SenderDesk, post: MemoryDelivery, caplog: pytest.LogCaptureFixture, error: Exception, level: str
) -> None:
    """An adapter's own words may name the receiver: they stay out of the log."""
    document = issued(desk)
    id = desk.deliveries.send(document.id, at_once=True)
    with broken(post, error=error), caplog.at_level("INFO", logger="faktura"):
        desk.run()
    (line,) = [record for record in caplog.records if record.name == "faktura.desk.deliveries"]
    assert line.levelname == level
    assert id in line.getMessage()
    assert "tolvan" not in caplog.text
