"""Demands and applications for orders to pay, kept as they were made: a call that lost its answer gets its letter again."""

from collections.abc import Sequence

import attrs

from faktura.core.collection import DebtCollectionDemand, OrderToPayApplication
from faktura.core.collection_event import DemandSent, OrderToPayApplied
from faktura.core.errors import NotFound, RecordedDifferently
from faktura.core.event import Event
from faktura.core.party import Party
from faktura.core.wording import Text, register
from faktura.desk.work import RECEIVABLE, View


def with_content(events: Sequence[Event], content: str) -> tuple[Event, ...]:
    """Return *events* of which the one that tells of a letter says under which digest, *content*, it is stored."""
    return tuple(
        attrs.evolve(event, content=content) if isinstance(event, DemandSent | OrderToPayApplied) else event
        for event in events
    )


def kept_demands(view: View, document_id: str) -> tuple[DebtCollectionDemand, ...]:
    """Return the demands of a document that are kept, oldest first; `NotFound` when there is no such document."""
    digests = [one.content for one in _events(view, document_id) if isinstance(one, DemandSent) and one.content]
    found = (view.unless_erased(DebtCollectionDemand, digest) for digest in digests)
    return tuple(one for one in found if one is not None)


def kept_applications(view: View, document_id: str) -> tuple[OrderToPayApplication, ...]:
    """Return the applications of a document that are kept, oldest first; `NotFound` when there is no such document."""
    digests = [one.content for one in _events(view, document_id) if isinstance(one, OrderToPayApplied) and one.content]
    found = (view.unless_erased(OrderToPayApplication, digest) for digest in digests)
    return tuple(one for one in found if one is not None)


def answered_demand(
    view: View, document_id: str, demand_id: str, *, key: str, agent: Party | None, rests_on: str
) -> DebtCollectionDemand:
    """Return the demand that was made under the idempotency *key*.

    Raises:
        RecordedDifferently: It was made for another agent, or rests on something else.
        NotFound: It was erased.
    """
    letter = next((one for one in kept_demands(view, document_id) if one.id == demand_id), None)
    if letter is None:
        raise NotFound("claims.letter_erased", document=document_id)
    if letter.agent != agent or (rests_on and letter.rests_on != rests_on):
        raise RecordedDifferently("store.key_used", key=key)
    return letter


def answered_application(
    view: View, document_id: str, application_id: str, *, key: str, approved_by: str
) -> OrderToPayApplication:
    """Return the application that was made under the idempotency *key*.

    Raises:
        RecordedDifferently: It was made on the yes of somebody else.
        NotFound: It was erased.
    """
    applied = (one for one in _events(view, document_id) if isinstance(one, OrderToPayApplied))
    if approved_by not in {one.approved_by for one in applied if one.application_id == application_id}:
        raise RecordedDifferently("store.key_used", key=key)
    made = next((one for one in kept_applications(view, document_id) if one.id == application_id), None)
    if made is None:
        raise NotFound("claims.letter_erased", document=document_id)
    return made


def _events(view: View, document_id: str) -> tuple[Event, ...]:
    view.receivable(document_id)
    return view.events(RECEIVABLE + document_id)


register(
    {
        "claims.letter_erased": Text(
            en="the letter made of document {document} under that key was erased, with the rest of its case",
            sv="brevet som gjordes för dokumentet {document} med den nyckeln är raderat, med resten av ärendet",
        ),
    }
)
