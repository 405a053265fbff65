"""What the SQL stores keep, as columns and back; the order of columns is that of `sql_queries`."""

from collections.abc import Sequence
from datetime import UTC, datetime

from faktura.core.errors import Unavailable
from faktura.core.event import EventRecord, Stamp
from faktura.ports.adapters.sql_session import Found, Value
from faktura.ports.contents import Answer, Counter, Head
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus


def number_of(value: Value) -> int:
    """Return *value*, which must be a number."""
    if not isinstance(value, int):
        raise Unavailable("store.unavailable", reason="no number where one was stored")
    return value


def content_of(value: Value) -> bytes | None:
    """Return *value*, which must be bytes, or none after erasing."""
    if value is not None and not isinstance(value, bytes):
        raise Unavailable("store.unavailable", reason="no bytes where some were stored")
    return value


def time_of(moment: datetime) -> str:
    """Return *moment* as text that sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def record_columns(record: EventRecord) -> Found:
    """Return *record* as columns."""
    stamp = record.stamp
    happened_at = stamp.happened_at.isoformat()
    recorded_at = happened_at if stamp.recorded_at is stamp.happened_at else stamp.recorded_at.isoformat()
    return (
        record.stream, record.version, record.name, record.schema, record.body, stamp.actor,
        happened_at, recorded_at, stamp.cause, record.previous, record.digest,
    )  # fmt: skip


def record_of(row: Sequence[Value]) -> EventRecord:
    """Return the record that *row* holds."""
    stream, version, name, schema, body, actor, happened_at, recorded_at, cause, previous, digest = row
    happened = datetime.fromisoformat(str(happened_at))
    stamp = Stamp(
        actor=str(actor),
        happened_at=happened,
        recorded_at=happened if recorded_at == happened_at else datetime.fromisoformat(str(recorded_at)),
        cause=str(cause),
    )
    return EventRecord(
        stream=str(stream),
        version=number_of(version),
        name=str(name),
        schema=number_of(schema),
        body=str(body),
        stamp=stamp,
        previous=str(previous),
        digest=str(digest),
    )


def row_columns(row: IndexRow) -> Found:
    """Return *row* as columns."""
    return (row.kind, row.key, row.order, row.subject, row.body)


def index_row_of(row: Sequence[Value]) -> IndexRow:
    """Return the index row that *row* holds."""
    kind, key, place, subject, body = map(str, row)
    return IndexRow(kind=kind, key=key, order=place, subject=subject, body=body)


def entry_columns(entry: OutboxEntry) -> Found:
    """Return *entry* as columns."""
    return (
        entry.id, time_of(entry.not_before), entry.content, entry.status.value, entry.attempts, entry.answer,
    )  # fmt: skip


def entry_of(row: Sequence[Value]) -> OutboxEntry:
    """Return the outbox entry that *row* holds."""
    id, not_before, content, status, attempts, answer = row
    return OutboxEntry(
        id=str(id),
        not_before=datetime.fromisoformat(str(not_before)),
        content=str(content),
        status=OutboxStatus(str(status)),
        attempts=number_of(attempts),
        answer=str(answer),
    )


def head_of(row: Sequence[Value]) -> Head:
    """Return the head that *row* holds."""
    return Head(stream=str(row[0]), version=number_of(row[1]), digest=str(row[2]))


def counter_of(row: Sequence[Value]) -> Counter:
    """Return the counter that *row* holds."""
    return Counter(series=str(row[0]), last=number_of(row[1]))


def answer_of(row: Sequence[Value]) -> Answer:
    """Return the answer that *row* holds."""
    key, call, answer = map(str, row)
    return Answer(key=key, call=call, answer=answer)
