"""Events: the facts that change the account of a document, and how they are kept in a chain.

Every event class is a frozen record with a stable `name` and a `schema` version; `formats.json`
writes them to JSON and reads every older version back through `upcast`. The store keeps
`EventRecord`s only, so an adapter never needs to know an event class. The records of one stream are
chained by digests: a changed, missing or exchanged record is found by `broken_link`.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar, Final, TypeVar

from attrs import field, frozen

from faktura.core.errors import FakturaError
from faktura.core.wording import Text, register


@frozen
class Event:
    """The root of all events.

    Attributes:
        name: Stable name, `subject.what_happened`; never reused for another meaning.
        schema: Version of the fields; raised together with an upcaster when they change.
    """

    name: ClassVar[str] = ""
    schema: ClassVar[int] = 1


_E = TypeVar("_E", bound=type[Event])

EVENT_CLASSES: Final[dict[str, type[Event]]] = {}
"""Every event class by its stable name, filled in as the modules of core are imported."""


def stored(event_class: _E) -> _E:
    """Register *event_class* under its name, so that stored records can be read back."""
    if (
        not event_class.name
        or EVENT_CLASSES.get(event_class.name, event_class).__qualname__ != event_class.__qualname__
    ):
        raise ValueError(f"{event_class.__qualname__} needs an event name of its own")
    EVENT_CLASSES[event_class.name] = event_class
    return event_class


Body = dict[str, object]
Upcaster = Callable[[Body], Body]
_UPCASTERS: Final[dict[tuple[str, int], Upcaster]] = {}


class UnknownEvent(FakturaError):
    """A stored event of a name or a newer schema that this version of faktura does not know."""


def upcaster(name: str, schema: int) -> Callable[[Upcaster], Upcaster]:
    """Register the pure function that turns a body of *schema* into one of *schema* + 1."""

    def keep(function: Upcaster) -> Upcaster:
        _UPCASTERS[name, schema] = function
        return function

    return keep


def upcast(name: str, schema: int, body: Body) -> Body:
    """Return *body* as the newest schema of the event *name* has it.

    Raises:
        UnknownEvent: The name is not known, the schema is newer than this version, or a step is missing.
    """
    known = EVENT_CLASSES.get(name)
    if known is None or schema > known.schema:
        raise UnknownEvent("event.unknown", name=name, schema=schema)
    while schema < known.schema:
        step = _UPCASTERS.get((name, schema))
        if step is None:
            raise UnknownEvent("event.unknown", name=name, schema=schema)
        body, schema = step(body), schema + 1
    return body


@frozen(kw_only=True)
class Stamp:
    """Who did it, when it happened, when it was recorded and what caused it; times are aware.

    Attributes:
        actor: The person or service, by the host's id.
        cause: Id of the command, file or event behind it; the same for all that one command wrote.
    """

    actor: str
    happened_at: datetime
    recorded_at: datetime
    cause: str = ""


@frozen(kw_only=True)
class EventRecord:
    """An event as it is stored.

    Attributes:
        stream: What it is about: `receivable/<id>`, `payment/<id>`, `document/<id>`, `draft/<id>`.
        version: Position in the stream, from 1 without gaps.
        body: The event as canonical JSON.
        previous: Digest of the record before it in the stream, empty for the first.
        digest: SHA-256 over `previous` and everything else in the record, in hexadecimal.
    """

    stream: str
    version: int
    name: str
    schema: int
    body: str = field(repr=False)
    stamp: Stamp
    previous: str = ""
    digest: str = ""


def sealed(record: EventRecord, previous: str) -> EventRecord:
    """Return *record* linked to the record before it, its digest computed."""
    return EventRecord(
        stream=record.stream,
        version=record.version,
        name=record.name,
        schema=record.schema,
        body=record.body,
        stamp=record.stamp,
        previous=previous,
        digest=_digest(record, previous),
    )


def _digest(record: EventRecord, previous: str) -> str:
    stamp = record.stamp
    happened_at = stamp.happened_at.isoformat()
    parts = (
        previous,
        record.stream,
        str(record.version),
        record.name,
        str(record.schema),
        record.body,
        stamp.actor,
        happened_at,
        happened_at if stamp.recorded_at is stamp.happened_at else stamp.recorded_at.isoformat(),
        stamp.cause,
    )
    # lengths keep two neighbouring fields from being read as one
    texts = [part.encode() for part in parts]
    return hashlib.sha256(b"".join([len(text).to_bytes(8, "big") + text for text in texts])).hexdigest()


def broken_link(records: Iterable[EventRecord]) -> int | None:
    """Return the version of the first record of a stream that was changed, or that follows a gap.

    `None`: the chain is whole. A stream cut short at its end cannot be seen from the stream alone.
    """
    previous = ""
    for expected, record in enumerate(records, start=1):
        if record.version != expected or record.previous != previous or record.digest != _digest(record, previous):
            return expected
        previous = record.digest
    return None


register(
    {
        "event.unknown": Text(
            en="the stored event {name} of schema {schema} is not known to this version; use a newer faktura",
            sv="den lagrade händelsen {name} med schema {schema} är okänd för denna version; använd en nyare faktura",
        ),
    }
)
