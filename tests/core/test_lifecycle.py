"""The document axis: a draft is changed, deleted or issued once; what is issued stays as it is."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError
from faktura.core.event import Event
from faktura.core.lifecycle import (
    DeliveryFailed,
    DeliveryHandedOver,
    DeliveryPlanned,
    DeliveryStatus,
    DeliveryStopped,
    DocumentIssued,
    DocumentStatus,
    DraftDeleted,
    DraftIssued,
    DraftSaved,
    evolve_document,
    fold_document,
)
from faktura.core.money import sek
from faktura.core.receivable_event import Paused

DAY = date(2026, 3, 1)
SAVED = DraftSaved(draft_id="U1", content="c1")
DELETED = DraftDeleted(draft_id="U1")
BECAME = DraftIssued(draft_id="U1", document_id="F1")
ISSUED = DocumentIssued(
    document_id="F1", kind="invoice", number="1042", series="document", on=DAY, content="c2",
    buyer_id="K1", sum_due=sek(125), deduction=sek(0),
)  # fmt: skip
PLANNED = DeliveryPlanned(delivery_id="d1", channel="email", not_before=datetime(2026, 3, 1, 12, tzinfo=UTC))


def test_a_draft_is_changed_until_it_is_issued() -> None:
    """The newest content counts; the draft then names the document it became."""
    changed = DraftSaved(draft_id="U1", content="c9")
    state = fold_document([SAVED, changed])
    assert state is not None
    assert (state.status, state.content, state.became) == (DocumentStatus.DRAFT, "c9", "")
    state = fold_document([SAVED, changed, BECAME])
    assert state is not None
    assert (state.status, state.content, state.became) == (DocumentStatus.ISSUED, "c9", "F1")


def test_an_issued_document_has_number_day_and_content() -> None:
    """All of them from the one event that made it."""
    state = fold_document([ISSUED])
    assert state is not None
    assert (state.id, state.status, state.number, state.issued_on, state.content) == (
        "F1", DocumentStatus.ISSUED, "1042", DAY, "c2",
    )  # fmt: skip


def test_nothing_has_no_state() -> None:
    """A stream that was never written is no draft and no document."""
    assert fold_document([]) is None


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ([], DELETED),
        ([], BECAME),
        ([], PLANNED),
        ([], Paused(receivable_id="F1", on=DAY, reason="")),
        ([SAVED], ISSUED),
        ([SAVED, DELETED], SAVED),
        ([SAVED, DELETED], DELETED),
        ([SAVED, DELETED], BECAME),
        ([SAVED, BECAME], SAVED),
        ([SAVED, BECAME], DELETED),
        ([SAVED, BECAME], BECAME),
        ([ISSUED], SAVED),
        ([ISSUED], DELETED),
        ([ISSUED], ISSUED),
        ([SAVED], Paused(receivable_id="F1", on=DAY, reason="")),
    ],
    ids=lambda value: value.name if isinstance(value, Event) else "+".join(one.name for one in value) or "nothing",
)
def test_what_cannot_follow_is_refused(before: Sequence[Event], event: Event) -> None:
    """A deleted draft stays deleted, an issued one is not issued again, and a document never changes."""
    state = fold_document(before)
    with pytest.raises(InputError) as refused:
        evolve_document(state, event)
    assert refused.value.code == "document.event"
    assert type(event).__name__ in refused.value.explain("sv")


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (PLANNED, DeliveryStatus.PLANNED),
        (DeliveryStopped(delivery_id="d1"), DeliveryStatus.STOPPED),
        (DeliveryHandedOver(delivery_id="d1", external_id="x"), DeliveryStatus.HANDED_OVER),
        (DeliveryFailed(delivery_id="d1", reason="address"), DeliveryStatus.FAILED),
    ],
)
def test_a_delivery_stands_where_its_last_event_put_it(event: Event, status: DeliveryStatus) -> None:
    """The document itself is not touched by it."""
    state = fold_document([ISSUED, PLANNED, event])
    assert state is not None
    assert state.deliveries == (("d1", status),)
    assert (state.status, state.content) == (DocumentStatus.ISSUED, "c2")


@given(st.lists(st.sampled_from(["d1", "d2", "d3"]), max_size=8))
def test_deliveries_stand_in_the_order_they_were_planned(handed_over: list[str]) -> None:
    """Whichever of them leaves first, the oldest stays first."""
    planned = [
        DeliveryPlanned(delivery_id=id, channel="email", not_before=PLANNED.not_before) for id in ("d1", "d2", "d3")
    ]
    state = fold_document([ISSUED, *planned, *(DeliveryHandedOver(delivery_id=id) for id in handed_over)])
    assert state is not None
    assert [id for id, _ in state.deliveries] == ["d1", "d2", "d3"]
    gone = {id for id, status in state.deliveries if status is DeliveryStatus.HANDED_OVER}
    assert gone == set(handed_over)
