"""What every store adapter promises, written once, so that no adapter can get it wrong.

An adapter finds what is stored, asks here, and stores what it gets back.

>>> digest_of(b"")[:8]
'e3b0c442'
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from faktura.core.errors import AlreadyRecorded, InputError, NotFound, PortError, RecordedDifferently, StreamMoved
from faktura.core.event import EventRecord, sealed
from faktura.core.wording import Text, register
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal: the name under which a document is kept."""
    return hashlib.sha256(content).hexdigest()


def chained(
    stream: str, expected_version: int, records: Sequence[EventRecord], *, version: int, digest: str
) -> tuple[EventRecord, ...]:
    """Return *records* sealed onto a stream that ends at *version* with *digest* (0 and empty when new).

    Raises:
        StreamMoved: The stream does not end where the caller read it.
        InputError: A record is of another stream, its version does not follow, or its times lack a zone.
    """
    if version != expected_version:
        raise StreamMoved("store.moved", stream=stream, expected=expected_version, found=version)
    linked: list[EventRecord] = []
    for following, record in enumerate(records, start=version + 1):
        if record.stream != stream or record.version != following:
            raise InputError(
                "store.version", stream=stream, version=following, found=f"{record.stream} {record.version}"
            )
        if record.stamp.happened_at.tzinfo is None or record.stamp.recorded_at.tzinfo is None:
            raise InputError("store.naive")
        linked.append(sealed(record, digest))
        digest = linked[-1].digest
    return tuple(linked)


def replaced(
    subject: str, earlier: Sequence[IndexRow], rows: Sequence[IndexRow]
) -> tuple[tuple[IndexRow, ...], tuple[IndexRow, ...]]:
    """Return which of the *earlier* rows of *subject* go and which of *rows* come.

    Raises:
        InputError: A row has another subject, or two are alike in kind, key and order.
    """
    places = {(row.kind, row.key, row.order) for row in rows}
    if len(places) != len(rows) or any(row.subject != subject for row in rows):
        raise InputError("store.rows", subject=subject)
    before, after = set(earlier), set(rows)
    return tuple(row for row in earlier if row not in after), tuple(row for row in rows if row not in before)


_MAY_BECOME: Final[dict[OutboxStatus, frozenset[OutboxStatus]]] = {
    OutboxStatus.WAITING: frozenset(OutboxStatus),
    OutboxStatus.CLAIMED: frozenset(OutboxStatus) - {OutboxStatus.STOPPED},
    OutboxStatus.FAILED: frozenset(OutboxStatus),
    OutboxStatus.HANDED_OVER: frozenset(),
    OutboxStatus.STOPPED: frozenset(),
}


def admit(earlier: OutboxEntry | None, entry: OutboxEntry) -> None:
    """Let *entry* follow on the *earlier* one of its id, or refuse.

    The very same entry again is always admitted. A claimed delivery may already be with the channel,
    so it can no longer be stopped.

    Raises:
        AlreadyRecorded: The earlier entry is final, or claimed and would be stopped.
    """
    if earlier is not None and entry != earlier and entry.status not in _MAY_BECOME[earlier.status]:
        raise AlreadyRecorded("store.delivery", id=entry.id, status=earlier.status.value)


def recalled(key: str, call: str, stored: tuple[str, str] | None) -> str | None:
    """Return the answer of *stored* (its call and answer), if it was given to this very *call*.

    Raises:
        RecordedDifferently: The key was used for another call.
    """
    if stored is None:
        return None
    if stored[0] != call:
        raise RecordedDifferently("store.key_used", key=key)
    return stored[1]


def unanswered(key: str, call: str, stored: tuple[str, str] | None) -> None:
    """Refuse to remember a second answer under *key*.

    Raises:
        AlreadyRecorded: The key has an answer to this very call.
        RecordedDifferently: The key was used for another call.
    """
    if recalled(key, call, stored) is not None:
        raise AlreadyRecorded("store.answered", key=key)


def no_document(digest: str) -> NotFound:
    """Return the error for a document that is not there."""
    return NotFound("store.document", digest=digest)


def over() -> PortError:
    """Return the error for a unit or reading that is used after its block has ended."""
    return PortError("store.over")


def second_unit() -> PortError:
    """Return the error for a unit opened inside another one, which would wait for itself."""
    return PortError("store.nested")


register(
    {
        "store.moved": Text(
            en="{stream} is at version {found}, not {expected}: somebody wrote in between; load it again and decide again",
            sv="{stream} är vid version {found}, inte {expected}: någon skrev emellan; läs om och besluta på nytt",
        ),
        "store.version": Text(
            en="the next record of {stream} is version {version}, not {found}; number the records from the loaded version",
            sv="nästa post i {stream} är version {version}, inte {found}; numrera posterna från den lästa versionen",
        ),
        "store.rows": Text(
            en="the index rows of {subject} must carry that subject and differ in kind, key or order; derive them anew",
            sv="indexraderna för {subject} ska bära det ämnet och skilja sig i slag, nyckel eller ordning; härled om dem",
        ),
        "store.delivery": Text(
            en="delivery {id} is {status} already; leave it, or plan a new delivery",
            sv="leveransen {id} har redan läget {status}; låt den vara, eller planera en ny leverans",
        ),
        "store.key_used": Text(
            en="the idempotency key {key!r} belongs to another call; choose a key of its own for each call",
            sv="idempotensnyckeln {key!r} hör till ett annat anrop; välj en egen nyckel för varje anrop",
        ),
        "store.answered": Text(
            en="the call under the key {key!r} is answered already; recall its answer",
            sv="anropet med nyckeln {key!r} är redan besvarat; hämta svaret",
        ),
        "store.document": Text(
            en="this sender has no document with the digest {digest}; check sender and digest",
            sv="avsändaren har inget dokument med kontrollsumman {digest}; kontrollera avsändare och summa",
        ),
        "store.over": Text(
            en="this unit or reading of the store has ended; open a new one",
            sv="denna arbetsenhet eller läsning i lagret är avslutad; öppna en ny",
        ),
        "store.nested": Text(
            en="this thread has a unit of the store open already; finish it before the next",
            sv="tråden har redan en öppen arbetsenhet i lagret; avsluta den före nästa",
        ),
    }
)
