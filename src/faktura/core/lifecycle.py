"""The life of a document beside its money: drafted, issued, delivered; the document and delivery axes."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final

import attrs
from attrs import frozen

from faktura.core.delivery import FeedbackKind
from faktura.core.errors import InputError
from faktura.core.event import Event, stored
from faktura.core.money import Money
from faktura.core.wording import Text, register


class DocumentStatus(StrEnum):
    """The document axis: a draft may be changed and deleted; an issued document never changes."""

    DRAFT = "draft"
    DELETED = "deleted"
    ISSUED = "issued"


class DeliveryStatus(StrEnum):
    """Where one delivery stands."""

    PLANNED = "planned"
    STOPPED = "stopped"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    OPENED = "opened"
    FAILED = "failed"


@stored
@frozen(kw_only=True)
class DraftSaved(Event):
    """A draft was made or changed; `content` is the SHA-256 of the stored draft."""

    name: ClassVar[str] = "draft.saved"
    draft_id: str
    content: str


@stored
@frozen(kw_only=True)
class DraftDeleted(Event):
    """A draft was removed; it had no number, so no number is missing."""

    name: ClassVar[str] = "draft.deleted"
    draft_id: str


@stored
@frozen(kw_only=True)
class DraftIssued(Event):
    """The draft became the document; it can be neither changed nor issued again."""

    name: ClassVar[str] = "draft.issued"
    draft_id: str
    document_id: str


@stored
@frozen(kw_only=True)
class DocumentIssued(Event):
    """A document got its number and became final.

    `content` is the SHA-256 of the stored document; `kind` a `DocumentKind` value; `sum_due` is what
    the customer owes, `deduction` what Skatteverket is asked for.
    """

    name: ClassVar[str] = "document.issued"
    document_id: str
    kind: str
    number: str
    series: str
    on: date
    content: str
    buyer_id: str
    sum_due: Money
    deduction: Money


@stored
@frozen(kw_only=True)
class DeliveryPlanned(Event):
    """A delivery was put in the outbox, held until `not_before`."""

    name: ClassVar[str] = "document.delivery_planned"
    delivery_id: str
    channel: str
    not_before: datetime


@stored
@frozen(kw_only=True)
class DeliveryStopped(Event):
    """A held delivery was stopped before it left."""

    name: ClassVar[str] = "document.delivery_stopped"
    delivery_id: str


@stored
@frozen(kw_only=True)
class DeliveryHandedOver(Event):
    """The channel took the delivery over."""

    name: ClassVar[str] = "document.delivery_handed_over"
    delivery_id: str
    external_id: str = ""


@stored
@frozen(kw_only=True)
class DeliveryFailed(Event):
    """The channel refused the delivery; `reason` is the adapter's code, never personal data."""

    name: ClassVar[str] = "document.delivery_failed"
    delivery_id: str
    reason: str


@stored
@frozen(kw_only=True)
class DeliveryReported(Event):
    """The channel told what became of a delivery it had taken: `kind` is a `FeedbackKind` value.

    `feedback_id` is the channel's own id of the report; `reason` its code for a failure, never personal data.
    """

    name: ClassVar[str] = "document.delivery_reported"
    delivery_id: str
    feedback_id: str
    kind: str
    at: datetime
    reason: str = ""


@frozen(kw_only=True)
class DocumentState:
    """The document axis of one draft or document, and its deliveries.

    Attributes:
        content: SHA-256 of the newest stored draft, or of the issued document.
        became: Id of the document that the draft became.
        deliveries: Delivery id and status, oldest first.
    """

    id: str
    status: DocumentStatus
    content: str
    number: str = ""
    became: str = ""
    issued_on: date | None = None
    deliveries: tuple[tuple[str, DeliveryStatus], ...] = ()


_DELIVERY_STATUS: dict[type[Event], DeliveryStatus] = {
    DeliveryPlanned: DeliveryStatus.PLANNED,
    DeliveryStopped: DeliveryStatus.STOPPED,
    DeliveryHandedOver: DeliveryStatus.HANDED_OVER,
    DeliveryFailed: DeliveryStatus.FAILED,
}


_REPORTED: Final = {
    FeedbackKind.DELIVERED: DeliveryStatus.DELIVERED,
    FeedbackKind.OPENED: DeliveryStatus.OPENED,
    FeedbackKind.FOLLOWED: DeliveryStatus.OPENED,
    FeedbackKind.FAILED: DeliveryStatus.FAILED,
}


def _reported(earlier: DeliveryStatus | None, kind: FeedbackKind) -> DeliveryStatus:
    """Return the status after a report: opened is more than delivered, and what has arrived is not undone by a failure."""
    told = _REPORTED[kind]
    if earlier is DeliveryStatus.OPENED or (earlier is DeliveryStatus.DELIVERED and told is DeliveryStatus.FAILED):
        return earlier
    return told


def evolve_document(state: DocumentState | None, event: Event) -> DocumentState:
    """Return the state after *event*; `None` is the state before the first event.

    Raises:
        InputError: The event does not follow on that state.
    """
    match event:
        case DraftSaved() if state is None or state.status is DocumentStatus.DRAFT:
            return DocumentState(id=event.draft_id, status=DocumentStatus.DRAFT, content=event.content)
        case DocumentIssued() if state is None:
            return DocumentState(
                id=event.document_id,
                status=DocumentStatus.ISSUED,
                content=event.content,
                number=event.number,
                issued_on=event.on,
            )
        case DraftDeleted() if state is not None and state.status is DocumentStatus.DRAFT:
            return attrs.evolve(state, status=DocumentStatus.DELETED)
        case DraftIssued() if state is not None and state.status is DocumentStatus.DRAFT:
            return attrs.evolve(state, status=DocumentStatus.ISSUED, became=event.document_id)
        case DeliveryPlanned() | DeliveryStopped() | DeliveryHandedOver() | DeliveryFailed() if state is not None:
            deliveries = {**dict(state.deliveries), event.delivery_id: _DELIVERY_STATUS[type(event)]}
            return attrs.evolve(state, deliveries=tuple(deliveries.items()))
        case DeliveryReported() if state is not None:
            known = dict(state.deliveries)
            known[event.delivery_id] = _reported(known.get(event.delivery_id), FeedbackKind(event.kind))
            return attrs.evolve(state, deliveries=tuple(known.items()))
        case _:
            raise InputError("document.event", name=type(event).__name__)


def fold_document(events: Iterable[Event]) -> DocumentState | None:
    """Return the state after *events*; none without any."""
    state: DocumentState | None = None
    for event in events:
        state = evolve_document(state, event)
    return state


register(
    {
        "document.event": Text(
            en="{name} cannot follow here; a draft is changed, deleted or issued once, and an issued document stays",
            sv="{name} kan inte följa här; ett utkast ändras, tas bort eller attesteras en gång, en attesterad faktura består",
        ),
    }
)
