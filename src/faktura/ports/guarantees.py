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
from faktura.ports.contents import Head
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus

LONGEST: Final = 2_000
"""How many bytes of UTF-8 what a thing is found by may take: an index of PostgreSQL holds no more than some 2,700."""


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal: the name under which a document is kept."""
    return hashlib.sha256(content).hexdigest()


def storable(*texts: str) -> None:
    """Refuse *texts* that some database could not give back as they were.

    Raises:
        InputError: One holds NUL or half of a surrogate pair.
    """
    if not can_be_stored("".join(texts)):
        raise InputError("store.text")


def findable(*texts: str) -> None:
    """Refuse *texts*, by which together something is to be found, when not every index could hold them.

    Raises:
        InputError: They are not storable, or too long.
    """
    joined = "".join(texts)
    if not can_be_stored(joined):
        raise InputError("store.text")
    if 4 * len(joined) > LONGEST and (size := len(joined.encode())) > LONGEST:
        raise InputError("store.long", found=size, most=LONGEST)


def named(name: str) -> None:
    """Refuse *name* as the name of a sender, stream, subject, series, delivery or key.

    Raises:
        InputError: It is empty, not storable, or too long.
    """
    if not name:
        raise InputError("store.nameless")
    findable(name)


def can_be_stored(text: str) -> bool:
    """Return whether every database gives *text* back as it was; what cannot be stored is never found either."""
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def chained(
    stream: str, expected_version: int, records: Sequence[EventRecord], *, head: Head | None
) -> tuple[EventRecord, ...]:
    """Return *records* sealed onto a stream that ends at *head*; none when it is new.

    Raises:
        StreamMoved: The stream does not end where the caller read it.
        InputError: A record is of another stream, its version does not follow, its times lack a zone, or a text
            cannot be stored.
    """
    version, digest = (0, "") if head is None else (head.version, head.digest)
    if version != expected_version:
        raise StreamMoved("store.moved", stream=stream, expected=expected_version, found=version)
    named(stream)
    linked: list[EventRecord] = []
    for following, record in enumerate(records, start=version + 1):
        if record.stream != stream or record.version != following:
            raise InputError(
                "store.version", stream=stream, version=following, found=f"{record.stream} {record.version}"
            )
        if record.stamp.happened_at.tzinfo is None or record.stamp.recorded_at.tzinfo is None:
            raise InputError("store.naive")
        storable(record.name, record.body, record.stamp.actor, record.stamp.cause)
        linked.append(sealed(record, digest))
        digest = linked[-1].digest
    return tuple(linked)


def head_of(records: Sequence[EventRecord]) -> Head:
    """Return where a stream ends whose last records these are."""
    last = records[-1]
    return Head(stream=last.stream, version=last.version, digest=last.digest)


def distinct(subject: str, rows: Sequence[IndexRow]) -> None:
    """Refuse *rows* that cannot all be rows of *subject*.

    Raises:
        InputError: A row has another subject, two are alike in kind, key and order, or a text cannot be stored.
    """
    places = {(row.kind, row.key, row.order) for row in rows}
    if len(places) != len(rows) or any(row.subject != subject for row in rows):
        raise InputError("store.rows", subject=subject)
    named(subject)
    for row in rows:
        findable(row.kind, row.key, row.order, subject)
    storable(*(row.body for row in rows))


def replaced(
    subject: str, earlier: Sequence[IndexRow], rows: Sequence[IndexRow]
) -> tuple[tuple[IndexRow, ...], tuple[IndexRow, ...]]:
    """Return which of the *earlier* rows of *subject* go and which of *rows* come.

    Raises:
        InputError: The rows cannot be stored together; see `distinct`.
    """
    distinct(subject, rows)
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
        InputError: A text of the entry cannot be stored.
    """
    named(entry.id)
    storable(entry.content, entry.answer)
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


def unanswered(key: str, call: str, answer: str, stored: tuple[str, str] | None) -> None:
    """Refuse to remember a second *answer* under *key*.

    Raises:
        AlreadyRecorded: The key has an answer to this very call.
        RecordedDifferently: The key was used for another call.
        InputError: A text cannot be stored.
    """
    named(key)
    storable(call, answer)
    if recalled(key, call, stored) is not None:
        raise AlreadyRecorded("store.answered", key=key)


def no_document(digest: str) -> NotFound:
    """Return the error for a document that is not there."""
    return NotFound("store.document", digest=digest)


def erased(digest: str) -> NotFound:
    """Return the error for a document that was erased."""
    return NotFound("store.erased", digest=digest)


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
        "store.erased": Text(
            en="the document with the digest {digest} was erased; its digest is kept, its contents cannot be had again",
            sv="dokumentet med kontrollsumman {digest} är raderat; summan finns kvar, innehållet kan inte återfås",
        ),
        "store.text": Text(
            en="a text to be stored holds NUL or half of a surrogate pair, which not every database keeps; remove it",
            sv="en text som ska lagras innehåller NUL eller ett halvt surrogatpar, som inte alla databaser bevarar; ta bort det",
        ),
        "store.nameless": Text(
            en="a sender, stream, subject, series, delivery or key is named by an empty text; give it a name",
            sv="en avsändare, ström, serie, leverans eller nyckel, eller ett ämne, har en tom text som namn; ange ett namn",
        ),
        "store.long": Text(
            en="what something is found by takes {found} bytes and may take {most}; shorten its id, key or order",
            sv="det som något söks med tar {found} byte och får ta {most}; korta id, nyckel eller ordning",
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
