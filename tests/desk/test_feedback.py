"""Feedback on the desk: stored once on its document, whatever crashes, and a failed delivery is listed until another goes."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import attrs
import pytest

from faktura.core.delivery import Channel, Feedback, FeedbackKind
from faktura.core.errors import Unavailable
from faktura.core.lifecycle import DeliveryStatus
from faktura.core.sender import Customer
from faktura.desk.desk import Desk, SenderDesk
from faktura.ports.adapters.feedback import MemoryFeedback
from faktura.ports.adapters.recording import MemoryDelivery
from faktura.ports.clock import FixedClock
from faktura.ports.store import Store
from faktura.testing import broken
from faktura.testing.senders import COMPANY, OTHER_SENDER, PERSON
from tests.desk.acts import issued


def report(delivery_id: str, clock: FixedClock, **change: Any) -> Feedback:
    """A report on a delivery of the sender that tests use."""
    found = Feedback(
        id="r1",
        sender_id="exempelbolaget",
        delivery_id=delivery_id,
        kind=FeedbackKind.FAILED,
        at=clock.now(),
        reason="5.1.1",
    )
    return attrs.evolve(found, **change)


def sent(desk: SenderDesk) -> tuple[str, str]:
    """The ids of an issued document and of its delivery, handed over."""
    document = issued(desk)
    delivery = desk.deliveries.send(document.id, at_once=True)
    desk.run()
    return document.id, delivery


def status(desk: SenderDesk, document_id: str) -> DeliveryStatus:
    """Where the newest delivery of a document stands."""
    with desk.deliveries._place.view() as view:
        return view.document_state(document_id).deliveries[-1][1]


def test_a_bounce_is_stored_once_and_the_document_is_listed(desk: SenderDesk, clock: FixedClock) -> None:
    """Told twice it is stored once; sent again another way, the document is no longer listed."""
    document_id, delivery_id = sent(desk)
    feedback, bounced = MemoryFeedback(), report(delivery_id, clock)
    feedback.add(bounced)
    assert desk.deliveries.collect(feedback).taken == (bounced,)
    assert list(feedback.fetch()) == []
    feedback.add(bounced)
    again = desk.deliveries.collect(feedback)
    assert (again.taken, again.known) == ((), 1)
    assert status(desk, document_id) is DeliveryStatus.FAILED
    assert desk.deliveries.undelivered() == (document_id,)
    assert [e.name for e in desk.overview.log(document_id)].count("document.delivery_reported") == 1
    desk.deliveries.send(document_id, channel=Channel.LETTER)
    assert desk.deliveries.undelivered() == ()


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_before_the_acknowledgement_stores_nothing_twice(
    desk: SenderDesk, clock: FixedClock, after: bool
) -> None:
    """The report comes again and is known by its id."""
    document_id, delivery_id = sent(desk)
    feedback = MemoryFeedback()
    feedback.add(report(delivery_id, clock))
    with broken(feedback, only=["acknowledge"], after=after), pytest.raises(Unavailable):
        desk.deliveries.collect(feedback)
    desk.deliveries.collect(feedback)
    assert [e.name for e in desk.overview.log(document_id)].count("document.delivery_reported") == 1


def test_reports_on_others_stay_where_they_are(
    desk: SenderDesk, store: Store, post: MemoryDelivery, clock: FixedClock
) -> None:
    """A delivery nobody has is listed and left; another sender's report is for that sender."""
    feedback = MemoryFeedback()
    stranger, theirs = report("d-9", clock), report("d-9", clock, id="r2", sender_id=OTHER_SENDER.id)
    feedback.add(stranger)
    feedback.add(theirs)
    assert desk.deliveries.collect(feedback).unknown == (stranger,)
    assert len(list(feedback.fetch())) == 2
    other = Desk(store, post, clock=clock).at(OTHER_SENDER, actor="bo")
    assert other.deliveries.collect(feedback).unknown == (theirs,)


@pytest.mark.parametrize("order", list(permutations(("delivered", "opened", "failed"))))
def test_what_has_arrived_is_not_undone(desk: SenderDesk, clock: FixedClock, order: tuple[str, ...]) -> None:
    """Reports come in any order; opened is the most that can be known, and a late failure does not take it back."""
    document_id, delivery_id = sent(desk)
    feedback = MemoryFeedback()
    for number, kind in enumerate(order):
        at = clock.now() + timedelta(minutes=number)
        feedback.add(report(delivery_id, clock, id=f"r{number}", kind=FeedbackKind(kind), at=at))
    desk.deliveries.collect(feedback)
    assert status(desk, document_id) is DeliveryStatus.OPENED
    assert desk.deliveries.undelivered() == ()


@pytest.mark.parametrize("buyer", [COMPANY, PERSON])
def test_a_digital_mailbox_gets_its_payload(desk: SenderDesk, post: MemoryDelivery, buyer: Customer) -> None:
    """A person by personal number, a company by VAT number, in the payload only: address and names hold the id."""
    document = issued(desk, buyer=buyer)
    desk.deliveries.send(document.id, channel=Channel.MAILBOX, at_once=True)
    desk.run()
    (delivery,) = [one for one in post.handed_over if one.channel is Channel.MAILBOX]
    (file,) = delivery.files
    assert (delivery.address, file.name) == (document.buyer.id, "mailbox.json")
    number = b"191212121212" if buyer is PERSON else b"SE559999001601"
    assert number in file.content
    assert "1212" not in repr(delivery)
