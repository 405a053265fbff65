"""Which document a delivery is of, and by which channel it was to go: also when what it held was erased."""

from attrs import frozen

from faktura.core.delivery import Channel
from faktura.core.lifecycle import DeliveryPlanned
from faktura.desk.rendering import Dispatch
from faktura.desk.work import DOCUMENT, View, not_found
from faktura.formats import json
from faktura.ports.store import OutboxEntry


@frozen(kw_only=True)
class PlannedDelivery:
    """What is known of a delivery for ever, by ids: the document it is of or about, and its channel."""

    document_id: str
    channel: Channel


def planned_delivery(view: View, entry: OutboxEntry) -> PlannedDelivery:
    """Return what *entry* was planned for: from its dispatch, or from the events where that was erased.

    The events are searched from the beginning, which is slow and rare: an erasure stops the deliveries that wait.
    """
    dispatch = view.unless_erased(Dispatch, entry.content)
    if dispatch is not None:
        return PlannedDelivery(document_id=dispatch.document_id, channel=dispatch.channel)
    for _, record in view.reading.history():
        event = json.event_of(record) if record.name == DeliveryPlanned.name else None
        if isinstance(event, DeliveryPlanned) and event.delivery_id == entry.id:
            return PlannedDelivery(document_id=record.stream.removeprefix(DOCUMENT), channel=Channel(event.channel))
    raise not_found("delivery", entry.id)
