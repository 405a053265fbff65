"""Canonical JSON of every core value, document and event, and back: what the store keeps.

Every field is written, also where it has its default, so that a default changed later changes nothing
stored. Money is its exact amount and currency, decimals, days and times are text, times in UTC;
identities and accounts carry their kind; a document says whether it is an invoice or a credit note.

>>> from faktura.core.money import sek
>>> dump(PaymentTerms(days=20, reminder_fee=sek(60)))
'{"days":20,"early_payment":null,"interest":"statutory","interest_percent":"8","reminder_fee":"60.00 SEK"}'
>>> load(PaymentTerms, '{"days": 20}') == PaymentTerms(days=20)
True
>>> load(PaymentTerms, '{"days": "20"}')
Traceback (most recent call last):
faktura.core.errors.MalformedFile: json line 0, days: found 'text', expected a whole number; ask its sender ...
"""

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, cast

# Imported for their events: a stored event is found by its name once its module is loaded.
import faktura.core.bank_event
import faktura.core.bookkeeping_event
import faktura.core.collection_event
import faktura.core.erasure
import faktura.core.lifecycle
import faktura.core.payment
import faktura.core.payout_event
import faktura.core.receivable_event  # noqa: F401
from faktura.core.document import PaymentTerms  # noqa: F401 - the example above
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.event import EVENT_CLASSES, Event, EventRecord, Stamp, upcast
from faktura.formats import canonical

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


@lru_cache(maxsize=2)
def _converter(*, telling: bool = False) -> "Converter":
    """Return the converter; the *telling* one is slower, and says where something is wrong."""
    from faktura.formats.conversion import converter

    return converter(telling=telling)


def dump(value: object) -> str:
    """Return *value* as canonical JSON: a core value, document, event, or a tuple or mapping of them.

    Raises:
        NotExpressible: A value of another type, or a value outside its type: a float in place of a
            decimal, a time without its zone.
    """
    try:
        return canonical.write(_converter().unstructure(value))
    except NotExpressible:
        raise
    except (AttributeError, TypeError, ValueError, ArithmeticError) as error:
        raise NotExpressible(format="json", rule=str(error)[:80], what=type(value).__name__) from error


def load(cls: type[T], text: str | bytes) -> T:
    """Return the *cls* that *text* says; fields left out have their defaults, others are refused.

    `load(Document, text)` gives the invoice or credit note that the text says it is.

    Raises:
        MalformedFile: The text is no JSON, or not the JSON of a *cls*; `field` says where.
    """
    return _structured(cls, canonical.parse(text), "json")


def _structured(cls: type[T], fields: object, format: str) -> T:
    structure = _converter().get_structure_hook(cls)
    try:
        return cast("T", structure(fields, cls))
    except Exception as error:  # cattrs, the hooks and the constructors raise what they like
        raise _told(cls, fields, format, error) from error


def _told(cls: type[object], fields: object, format: str, error: Exception) -> MalformedFile:
    """Return what is wrong with *fields*, found by converting them again more slowly."""
    from faktura.formats.conversion import fault

    try:
        _converter(telling=True).structure(fields, cls)
    except Exception as detailed:  # noqa: BLE001 - as above
        error = detailed
    place, found, expected = fault(error)
    name = cls.__name__ if isinstance(cls, type) else "value"
    return MalformedFile(format=format, field=place or name, found=found, expected=expected)


def event_record(event: Event, *, stream: str, version: int, stamp: Stamp) -> EventRecord:
    """Return *event* as a record for *version* of *stream*; the store seals it onto the chain.

    >>> from datetime import UTC, datetime
    >>> moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> record = event_record(faktura.core.lifecycle.DraftDeleted(draft_id="d1"), stream="draft/d1", version=2,
    ...                       stamp=Stamp(actor="anna", happened_at=moment, recorded_at=moment))
    >>> record.name, record.schema, record.body, event_of(record)
    ('draft.deleted', 1, '{"draft_id":"d1"}', DraftDeleted(draft_id='d1'))
    """
    return EventRecord(
        stream=stream, version=version, name=event.name, schema=event.schema, body=dump(event), stamp=stamp
    )


def event_of(record: EventRecord) -> Event:
    """Return the event of *record*, a record of an older schema as the newest one has it.

    Raises:
        UnknownEvent: The name or the schema is newer than this version of faktura.
        MalformedFile: The body is not that of such an event.
    """
    body = canonical.parse(record.body)
    if not isinstance(body, dict):
        raise MalformedFile(format="event", field=record.name, found="no object", expected="an object")
    newest = upcast(record.name, record.schema, cast("dict[str, object]", body))
    return _structured(EVENT_CLASSES[record.name], newest, "event")
