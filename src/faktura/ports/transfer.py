"""One sender's part of a store as a file, and back into any store: to move from one database to another, or to keep.

A file is JSON lines: one that says what it is, one for each thing stored, and one with their number and digest, so
that a file cut off is known. Restoring checks every digest on the way in, and stores all or nothing.

>>> from faktura.ports.adapters.memory import MemoryStore
>>> store, other = MemoryStore(), MemoryStore()
>>> with store.unit("A") as unit:
...     _ = unit.take("invoice"), unit.put(b"an invoice")
>>> restore(other, export(store, "A"))
'A'
>>> list(export(other, "A")) == list(export(store, "A"))
True
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from faktura.core.errors import AlreadyRecorded, FakturaError, InputError, MalformedFile
from faktura.core.event import EventRecord, Stamp
from faktura.core.wording import Text, register
from faktura.ports.contents import Answer, Counter, Head, StoredDocument
from faktura.ports.guarantees import digest_of, named
from faktura.ports.store import IndexRow, OutboxEntry, OutboxStatus, Reading, Store, Unit

FORMAT: Final = "faktura-export"
VERSION: Final = 1

Line = dict[str, object]

_LARGEST: Final = 2**63 - 1


def export(store: Store, sender_id: str) -> Iterator[bytes]:
    """Yield the lines of the file with everything *store* holds of a sender, as of one moment.

    Positions of the history are not kept: in the new store they begin with 1.
    """
    digest, count = hashlib.sha256(), 0
    with store.read(sender_id) as reading:
        for line in _lines(reading, sender_id):
            data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(data)
            count += 1
            yield data
    end = {"is": "end", "lines": count, "digest": digest.hexdigest()}
    yield json.dumps(end, separators=(",", ":")).encode() + b"\n"


def _lines(reading: Reading, sender_id: str) -> Iterator[Line]:
    yield {"is": FORMAT, "version": VERSION, "sender": sender_id}
    for document in reading.every(StoredDocument):
        content = None if document.content is None else base64.b64encode(document.content).decode()
        yield {"is": "document", "digest": document.digest, "content": content}
    for _, record in reading.history():
        stamp = record.stamp
        yield {
            "is": "event", "stream": record.stream, "version": record.version, "name": record.name,
            "schema": record.schema, "body": record.body, "actor": stamp.actor, "cause": stamp.cause,
            "happened_at": stamp.happened_at.isoformat(), "recorded_at": stamp.recorded_at.isoformat(),
            "digest": record.digest,
        }  # fmt: skip
    for row in reading.every(IndexRow):
        yield {
            "is": "row",
            "kind": row.kind,
            "key": row.key,
            "order": row.order,
            "subject": row.subject,
            "body": row.body,
        }
    for entry in reading.every(OutboxEntry):
        yield {
            "is": "entry", "id": entry.id, "not_before": entry.not_before.isoformat(), "content": entry.content,
            "status": entry.status.value, "attempts": entry.attempts, "answer": entry.answer,
        }  # fmt: skip
    for counter in reading.every(Counter):
        yield {"is": "counter", "series": counter.series, "last": counter.last}
    for answer in reading.every(Answer):
        yield {"is": "answer", "key": answer.key, "call": answer.call, "answer": answer.answer}
    for head in reading.every(Head):
        yield {"is": "head", "stream": head.stream, "version": head.version, "digest": head.digest}


def restore(store: Store, lines: Iterable[bytes]) -> str:
    """Put what `export` wrote into *store*, all of it or nothing, and return the sender's id.

    Raises:
        AlreadyRecorded: The store has something of this sender already.
        MalformedFile: The file is no export, is cut off or changed, or was damaged before it was exported.
    """
    digest, found = hashlib.sha256(), enumerate(lines, start=1)
    first = next(found, (1, b""))
    sender_id = _begin(first[1])
    digest.update(first[1])
    with store.unit(sender_id) as unit:
        kept = (unit.every(Head), unit.every(StoredDocument), unit.every(Counter), unit.every(Answer))
        if any(next(some, None) for some in kept):
            raise AlreadyRecorded("transfer.there", sender=sender_id)
        restoring = _Restoring(unit)
        for number, data in found:
            line = _parsed(data, number)
            if line.get("is") == "end":
                if (line.get("lines"), line.get("digest")) != (number - 1, digest.hexdigest()):
                    raise _broken(number, "digest", "other lines", "the lines that were exported")
                restoring.finish(number)
                return sender_id
            digest.update(data)
            restoring.take(line, number)
        raise _broken(0, "end", "nothing", "a last line with the digest of all others")


class _Restoring:
    """What has been restored so far: index rows wait until those of their subject are all there."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._rows: list[IndexRow] = []
        self._heads = 0
        self._put: dict[str, Callable[[Line], object]] = {
            "document": self._document, "event": self._event, "row": self._row, "entry": self._entry,
            "counter": self._counter, "answer": self._answer, "head": self._head,
        }  # fmt: skip

    def take(self, line: Line, number: int) -> None:
        """Restore one line."""
        put = self._put.get(str(line.get("is")))
        if put is None:
            raise _broken(number, "is", str(line.get("is")), "one of " + ", ".join(self._put))
        try:
            put(line)
        except (KeyError, TypeError, ValueError, OverflowError, FakturaError, binascii.Error) as error:
            if isinstance(error, MalformedFile):
                raise
            raise _broken(number, str(line["is"]), type(error).__name__, "what was stored, whole") from error

    def finish(self, number: int) -> None:
        """Restore what still waits, and see that no stream came without its head."""
        self._index()
        heads = sum(1 for _ in self._unit.every(Head))
        if heads != self._heads:
            raise _broken(number, "head", f"{self._heads} heads", f"{heads}, one for each stream")

    def _document(self, line: Line) -> None:
        digest, content = str(line["digest"]), line["content"]
        if content is None:
            self._unit.erase(digest, unseen=True)
            return
        data = base64.b64decode(str(content), validate=True)
        if digest_of(data) != digest:
            raise ValueError("a document that is not the one of its digest")
        self._unit.put(data)

    def _event(self, line: Line) -> None:
        stamp = Stamp(
            actor=str(line["actor"]),
            happened_at=_moment(line["happened_at"]),
            recorded_at=_moment(line["recorded_at"]),
            cause=str(line["cause"]),
        )
        stream, version = str(line["stream"]), _int(line["version"])
        record = EventRecord(
            stream=stream, version=version, name=str(line["name"]), schema=_int(line["schema"]),
            body=str(line["body"]), stamp=stamp,
        )  # fmt: skip
        (stored,) = self._unit.append(stream, version - 1, [record])
        if stored.digest != line["digest"]:
            raise ValueError("an event that is not the one of its digest")

    def _row(self, line: Line) -> None:
        names = ("kind", "key", "order", "subject", "body")
        row = IndexRow(**{name: str(line[name]) for name in names})
        if self._rows and self._rows[0].subject != row.subject:
            self._index()
        self._rows.append(row)

    def _index(self) -> None:
        if self._rows:
            self._unit.index(self._rows[0].subject, self._rows)
        self._rows = []

    def _entry(self, line: Line) -> None:
        entry = OutboxEntry(
            id=str(line["id"]), not_before=_moment(line["not_before"]), content=str(line["content"]),
            status=OutboxStatus(str(line["status"])), attempts=_int(line["attempts"]), answer=str(line["answer"]),
        )  # fmt: skip
        self._unit.outbox([entry])

    def _counter(self, line: Line) -> None:
        self._unit.take(str(line["series"]), first=_int(line["last"]))

    def _answer(self, line: Line) -> None:
        self._unit.remember(str(line["key"]), str(line["call"]), str(line["answer"]))

    def _head(self, line: Line) -> None:
        ends = self._unit.events(str(line["stream"]), after=_int(line["version"]) - 1)
        if [(one.version, one.digest) for one in ends] != [(line["version"], line["digest"])]:
            raise ValueError("a stream that does not end where its head says")
        self._heads += 1


def _begin(data: bytes) -> str:
    line = _parsed(data, 1)
    if line.get("is") != FORMAT:
        raise _broken(1, "is", str(line.get("is", ""))[:40], FORMAT)
    if line.get("version") != VERSION:
        raise _broken(1, "version", str(line.get("version")), str(VERSION))
    sender = line.get("sender")
    if not isinstance(sender, str):
        raise _broken(1, "sender", type(sender).__name__, "the sender's id")
    try:
        named(sender)
    except InputError as error:
        raise _broken(1, "sender", error.code, "an id that a store can keep") from error
    return sender


def _parsed(data: bytes, number: int) -> Line:
    try:
        line = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _broken(number, "line", "no JSON", "one JSON object to a line") from error
    if not isinstance(line, dict):
        raise _broken(number, "line", type(line).__name__, "one JSON object to a line")
    return line


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    if not -_LARGEST <= value <= _LARGEST:
        raise ValueError("more than a database keeps")
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    moment.astimezone(UTC)  # which a database keeps: the first and last day there is may have none
    return moment


def _broken(number: int, field: str, found: str, expected: str) -> MalformedFile:
    return MalformedFile(format=FORMAT, line=number, field=field, found=found, expected=expected)


register(
    {
        "transfer.there": Text(
            en="the store holds something of the sender {sender} already; restore into a store that has nothing of it",
            sv="lagret har redan något för avsändaren {sender}; återställ i ett lager som inte har något för den",
        ),
    }
)
