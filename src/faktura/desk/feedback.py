"""What channels tell afterwards becomes events of the documents: delivered, opened, followed, failed."""

from attrs import frozen

from faktura.core.delivery import Feedback
from faktura.core.lifecycle import DeliveryReported
from faktura.desk.planned_delivery import planned_delivery
from faktura.desk.work import DOCUMENT, Work
from faktura.desk.workplace import Workplace
from faktura.ports.feedback import DeliveryFeedback


@frozen(kw_only=True)
class FeedbackReport:
    """What came of collecting feedback.

    Attributes:
        taken: Reports that are news, oldest first.
        known: How many were stored already and have now been acknowledged.
        unknown: Reports on deliveries that this sender does not have; they stay with the channel.
    """

    taken: tuple[Feedback, ...] = ()
    known: int = 0
    unknown: tuple[Feedback, ...] = ()


def collect(place: Workplace, port: DeliveryFeedback) -> FeedbackReport:
    """Store each report of *port* on the document it is about, and acknowledge it when it is stored.

    A crash in between lets the report come again; it is known by its id. Reports on other senders are left for them.
    """
    taken: list[Feedback] = []
    unknown: list[Feedback] = []
    known = 0
    for feedback in port.fetch():
        if feedback.sender_id != place.sender.id:
            continue
        with place.work() as work:
            news = _store(work, feedback)
        if news is None:
            unknown.append(feedback)
            continue
        port.acknowledge(feedback)
        if news:
            taken.append(feedback)
        else:
            known += 1
    return FeedbackReport(taken=tuple(taken), known=known, unknown=tuple(unknown))


def _store(work: Work, feedback: Feedback) -> bool | None:
    """Store *feedback* and return whether it is news; none when there is no such delivery."""
    entries = work.unit.deliveries([feedback.delivery_id])
    if not entries:
        return None
    stream = DOCUMENT + planned_delivery(work, entries[0]).document_id
    told = (event for event in work.events(stream) if isinstance(event, DeliveryReported))
    if any(event.feedback_id == feedback.id for event in told):
        return False
    reported = DeliveryReported(
        delivery_id=feedback.delivery_id,
        feedback_id=feedback.id,
        kind=feedback.kind.value,
        at=feedback.at,
        reason=feedback.reason,
    )
    work.add(stream, [reported])
    return True
