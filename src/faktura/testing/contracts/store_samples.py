"""What the store contract stores: records, index rows and outbox entries as the desk would make them."""

from datetime import UTC, datetime, timedelta, timezone

from faktura.core.event import EventRecord, Stamp
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SWEDISH_NOON = datetime(2026, 7, 1, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=2)))


def record(stream: str, version: int, body: str = '{"a":1}', *, at: datetime = NOON) -> EventRecord:
    """Return an unsealed record as the desk would make it."""
    stamp = Stamp(actor="anna", happened_at=at, recorded_at=at, cause="test")
    return EventRecord(stream=stream, version=version, name="draft.deleted", schema=1, body=body, stamp=stamp)


def row(subject: str, kind: str = "open_item", key: str = "", order: str = "", body: str = "{}") -> IndexRow:
    """Return an index row."""
    return IndexRow(kind=kind, key=key, order=order, subject=subject, body=body)


def entry(id: str, at: datetime = NOON, status: OutboxStatus = OutboxStatus.WAITING) -> OutboxEntry:
    """Return an outbox entry."""
    return OutboxEntry(id=id, not_before=at, content="0" * 64, status=status)


class Interrupted(Exception):
    """What breaks a unit in these tests."""
