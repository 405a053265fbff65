"""Every value of core is read back from its JSON as it was, and nothing else is."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar, get_type_hints

import attrs
import pytest
from attrs import evolve, frozen
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from faktura.core.document import CreditNote, Document, Draft, Invoice, PaymentTerms, Period
from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.event import EVENT_CLASSES, Event, EventRecord, Stamp, UnknownEvent, upcaster
from faktura.core.ledger import Voucher
from faktura.core.lifecycle import DeliveryPlanned, DraftSaved
from faktura.core.money import Money, sek
from faktura.core.party import Party
from faktura.core.receivable_event import FeeCharged, Parts, PaymentAllocated, ReceivableOpened
from faktura.core.sender import Sender
from faktura.formats.json import dump, event_of, event_record, load
from faktura.testing import identities
from faktura.testing.records import records_of_core, values
from faktura.testing.strategies import credit_notes, drafts, invoices
from tests.tried import tried

BRIEFLY = settings(max_examples=settings().max_examples // 4, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""Few, of each of two hundred classes that share their parts; and so many fields are varied at once that making a failure
smaller would take longer than reading it."""

RECORDS = list(records_of_core())
EVENTS = [cls for cls in RECORDS if issubclass(cls, Event)]


# -- there and back -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
@BRIEFLY
@given(data=st.data())
def test_every_record_is_read_as_it_was_written(cls: type[Any], data: st.DataObject) -> None:
    """Whatever its fields hold; and writing what was read gives the same text."""
    value = data.draw(values(cls))
    text = dump(value)
    again = load(cls, text)
    assert again == value
    assert type(again) is type(value)
    assert dump(again) == text
    assert load(cls, text.encode()) == value


def test_the_records_of_core_are_found() -> None:
    """The test above walks what is there, and would say so if it walked nothing."""
    assert {Sender, Draft, Invoice, CreditNote, Party, Voucher, EventRecord, PaymentAllocated} <= set(RECORDS)
    assert len(EVENTS) >= 30


@given(invoices() | credit_notes())
def test_issued_documents_are_read_as_they_were_written(document: Document) -> None:
    """Also without saying which kind is wanted: the text says what it is."""
    assert load(type(document), dump(document)) == document
    again = load(Document, dump(document))
    assert again == document
    assert type(again) is type(document)


@given(drafts())
def test_drafts_are_read_as_they_were_written(draft: Draft) -> None:
    """With every line, discount, package and deduction wish."""
    assert load(Draft, dump(draft)) == draft


@tried(0.4)
@given(st.lists(invoices(), max_size=3).map(tuple))
def test_tuples_and_mappings_are_written_too(documents: tuple[Invoice, ...]) -> None:
    """What the desk puts into an index row or an export."""
    assert load(tuple[Document, ...], dump(documents)) == documents
    assert json.loads(dump({"of": documents, "sum": sek(1)}))["sum"] == "1.00 SEK"


@given(values(Sender))
def test_the_text_is_canonical(sender: Sender) -> None:
    """Sorted keys, no blanks, UTF-8: the digest of a value is the digest of its text."""
    text = dump(sender)
    fields = json.loads(text)
    assert text == json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert set(fields) == {one.name for one in attrs.fields(Sender)}


WRITTEN = [
    (PaymentTerms(reminder_fee=sek(60)),
     '{"days":30,"early_payment":null,"interest":"statutory","interest_percent":"8","reminder_fee":"60.00 SEK"}'),
    (PaymentAllocated(receivable_id="F1", allocation_id="a1", payment_id="p1", on=date(2026, 3, 1),
                      parts=Parts.of_principal(sek("125.50"))),
     ('{"allocation_id":"a1","on":"2026-03-01","parts":{"fees":"0.00 SEK","interest":"0.00 SEK",'
      '"principal":"125.50 SEK"},"payment_id":"p1","receivable_id":"F1"}')),
    (DeliveryPlanned(delivery_id="d1", channel="email",
                     not_before=datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))),
     '{"channel":"email","delivery_id":"d1","not_before":"2026-07-01T10:00:00+00:00"}'),
    (identities.TOLVAN, '"person:191212121212"'),
    (None, "null"),
    ((1, "å", True), '[1,"å",true]'),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), WRITTEN)
def test_what_it_looks_like(value: object, text: str) -> None:
    """Told by examples; stored text is never written differently without a new schema."""
    assert dump(value) == text


# -- what is refused ------------------------------------------------------------------------------------------

TERMS = PaymentTerms
REFUSED: list[tuple[type[Any], str, str, str, str]] = [
    # as,    text,                                     where,            found,            expected (its beginning)
    (TERMS, '{"days":"30"}',                           "days",           "text",           "a whole number"),
    (TERMS, '{"days":true}',                           "days",           "true or false",  "a whole number"),
    (TERMS, '{"days":null}',                           "days",           "nothing",        "a whole number"),
    (TERMS, '{"interest":"high"}',                     "interest",       "text",           "statutory or"),
    (TERMS, '{"interest":1}',                          "interest",       "a number",       "statutory or"),
    (TERMS, '{"interest_percent":8}',                  "interest_percent", "a number",     "a decimal number"),
    (TERMS, '{"reminder_fee":"60 SEK"}',               "reminder_fee",   "text",           "an amount with all"),
    (TERMS, '{"reminder_fee":{"minor":1}}',            "reminder_fee",   "an object",      "an amount with all"),
    (TERMS, '{"reminder_fee":"99999999999999.00 SEK"}', "reminder_fee",  "a wrong value",  "the amount is more"),
    (TERMS, '{"days":1,"weeks":2}',                    "PaymentTerms",   "the field weeks", "a field of this"),
    (TERMS, "[]",                                      "PaymentTerms",   "a list",         "an object"),
    (TERMS, '""',                                      "PaymentTerms",   "text",           "an object"),
    (Period, '{"start":"2026-03-01"}',                 "end",            "nothing",        "the field end"),
    (Period, '{"start":"2026-03-02","end":"2026-03-01"}', "Period",      "a wrong value",  "the period ends"),
    (Party, '{"id":"a","name":"b","f_tax":1}',         "f_tax",          "a number",       "true or false"),
    (Party, '{"id":"a","name":"b","language":"de"}',   "language",       "text",           "sv or en"),
    (Party, '{"id":"a","name":"b","address":[]}',      "address",        "a list",         "an object"),
    (Party, '{"id":"a","name":"b","address":{"x":1}}', "address",        "the field x",    "a field of this"),
    (Party, '{"id":"a","name":"b","identity":"5599990008"}', "identity", "text",           "coordination:... or"),
    (Party, '{"id":"a","name":"b","identity":"person:191212121213"}', "identity", "a wrong value", "personal number '####"),
    (Draft, '{"notes":"abc"}',                         "notes",          "text",           "a list"),
    (Draft, '{"notes":["a",1]}',                       "notes[1]",       "a number",       "text"),
    (Draft, '{"payment":{"accounts":["giro:1"],"reference":""}}',    "payment.accounts[0]", "text",      "account:... or"),
    (Draft, '{"attachments":[{"name":"a","content":"?"}]}',       "attachments[0].content", "text",   "base64"),
    (Sender, '{"chart":{"roles":{"boat":{}}}}',        "chart.roles[key]", "text",         "receivable or"),
    (Sender, '{"chart":{"roles":{},"names":{"1510":1}}}',         "chart.names[1510]", "a number",    "text"),
    (Document, '{"number":"1"}',                       "Document",       "an object",      "an object whose kind"),
    (Document, '{"kind":"draft"}',                     "Document",       "an object",      "an object whose kind"),
    (Invoice, '{"kind":"credit_note"}',                "Invoice",        "an object",      "an object whose kind is invoice"),
    (tuple[str, ...], '{"a":1}',                       "value",          "an object",      "a list"),
    (tuple[str, int], '["a"]',                         "value",          "a list",         "a list of 2"),
]  # fmt: skip


SELLER = Party(id="S", name="Säljaren AB")
VALID: dict[object, object] = {
    Draft: Draft(id="d", seller=SELLER, buyer=SELLER, lines=()),
    Sender: Sender(id="S", party=SELLER, accounts=()),
}


def _first_fault(cls: type[Any], text: str) -> MalformedFile:
    """What is told of *text*, laid over a valid record of a class that cannot do without many fields."""
    if cls in VALID:
        text = json.dumps(json.loads(dump(VALID[cls])) | json.loads(text))
    with pytest.raises(MalformedFile) as refused:
        load(cls, text)
    return refused.value


@pytest.mark.parametrize(("cls", "text", "field", "found", "expected"), REFUSED)
def test_what_does_not_fit_is_told_with_its_place(
    cls: type[Any], text: str, field: str, found: str, expected: str
) -> None:
    """Nothing is converted in passing, nothing unknown is passed over."""
    refused = _first_fault(cls, text)
    assert (refused.field, refused.found) == (field, found)
    assert refused.expected.startswith(expected)


def test_no_message_tells_a_personal_number() -> None:
    """Neither a wrong one nor one in a wrong place; nor what stands behind the error."""
    for identity in ("person:191212121213", "organisation:191212121212", "191212121212", 191212121212):
        text = json.dumps({"id": "a", "name": "b", "identity": identity})
        refused = _first_fault(Party, text)
        assert "1912" not in str(refused) + refused.explain("sv")


@frozen
class _Odd:
    number: Decimal
    amount: Money | None = None
    count: int = 0
    yes: bool = True


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        {1.5},
        _Odd(Decimal("NaN")),
        _Odd(0.5),  # type: ignore[arg-type]
        _Odd("1"),  # type: ignore[arg-type]
        _Odd(Decimal(1), amount=5),  # type: ignore[arg-type]
        _Odd(Decimal(1), count="5"),  # type: ignore[arg-type]
        _Odd(Decimal(1), count=True),
        _Odd(Decimal(1), yes=1),  # type: ignore[arg-type]
        _Odd(Decimal("1E+1000000")),
        DeliveryPlanned(delivery_id="d", channel="email", not_before=datetime.fromisoformat("1970-01-01T00:00")),
        DraftSaved(draft_id="\ud800", content=""),
        object(),
    ],
)
def test_a_value_outside_its_type_is_not_written(value: object) -> None:
    """It would be read as something else, or not at all."""
    with pytest.raises(NotExpressible):
        dump(value)


# -- events ---------------------------------------------------------------------------------------------------

STAMP = Stamp(actor="anna", happened_at=datetime(2026, 3, 1, tzinfo=UTC), recorded_at=datetime(2026, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize("cls", EVENTS, ids=lambda cls: cls.__name__)
@BRIEFLY
@given(data=st.data())
def test_every_event_is_kept_in_a_record(cls: type[Event], data: st.DataObject) -> None:
    """Its name and schema beside the body, which holds its fields and nothing more."""
    event = data.draw(values(cls))
    record = event_record(event, stream="s", version=3, stamp=STAMP)
    assert (record.name, record.schema) == (cls.name, cls.schema)
    assert (record.stream, record.version, record.stamp, record.digest) == ("s", 3, STAMP, "")
    assert event_of(record) == event


def test_every_event_of_core_can_be_read_back() -> None:
    """Importing formats.json is enough: it knows the modules whose events are stored."""
    assert {cls.name for cls in EVENTS} <= set(EVENT_CLASSES)
    code = "import faktura.formats.json, faktura.core.event as e; print(*sorted(e.EVENT_CLASSES))"
    known = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {cls.name for cls in EVENTS} <= set(known)


def test_no_event_can_hold_an_identity() -> None:
    """Events name people by id: no field of any event is of a type that holds a personal number."""
    for cls in EVENTS:
        for hint in get_type_hints(cls).values():
            assert "Identity" not in str(hint)
            assert "Coordination" not in str(hint)


def _record(**changes: Any) -> EventRecord:
    return evolve(event_record(DraftSaved(draft_id="d1", content=""), stream="s", version=1, stamp=STAMP), **changes)


@pytest.mark.parametrize("changes", [{"name": "draft.painted"}, {"schema": 2}, {"schema": 0}])
def test_an_unknown_event_is_refused_by_name(changes: dict[str, object]) -> None:
    """One of a newer version, or of one that never was."""
    with pytest.raises(UnknownEvent) as refused:
        event_of(_record(**changes))
    assert str(changes.get("name", "draft.saved")) in str(refused.value)


@pytest.mark.parametrize(
    ("body", "field"),
    [("[]", "draft.saved"), ('{"draft_id":"d1"}', "content"), ('{"draft_id":"d1","content":"","x":1}', "DraftSaved")],
)
def test_a_body_that_is_not_the_events_is_refused(body: str, field: str) -> None:
    """With its place, and the format `event`."""
    with pytest.raises(MalformedFile) as refused:
        event_of(_record(body=body))
    assert (refused.value.format, refused.value.field) == ("event", field)


def test_an_older_schema_is_read_as_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Step by step through pure functions, from whichever version it was stored in."""

    @frozen(kw_only=True)
    class Painted(Event):
        name: ClassVar[str] = "test.painted"
        schema: ClassVar[int] = 3
        colour: str
        coats: int

    monkeypatch.setitem(EVENT_CLASSES, "test.painted", Painted)
    monkeypatch.setattr("faktura.core.event._UPCASTERS", {})
    upcaster("test.painted", 1)(lambda body: {"colour": body["color"]})
    upcaster("test.painted", 2)(lambda body: {**body, "coats": 1})
    first = _record(name="test.painted", schema=1, body='{"color":"röd"}')
    second = _record(name="test.painted", schema=2, body='{"colour":"röd"}')
    assert event_of(first) == event_of(second) == Painted(colour="röd", coats=1)


EXAMPLES = [
    ReceivableOpened(receivable_id="F1", on=date(2026, 3, 1), principal=sek(100), due=date(2026, 3, 31), debtor="company"),
    FeeCharged(receivable_id="F1", charge_id="c1", kind="reminder", on=date(2026, 4, 10), amount=sek(60), law="lag (1981:739) 2 §"),
]  # fmt: skip


def test_fields_may_be_left_out_that_have_a_default() -> None:
    """So that a field with a default can be added without a new schema."""
    fields = json.loads(dump(EXAMPLES[0]))
    del fields["reminder_fee"], fields["interest"]
    assert load(ReceivableOpened, json.dumps(fields)) == EXAMPLES[0]


def test_the_converter_is_made_only_when_it_is_needed() -> None:
    """Importing the module costs no cattrs."""
    code = "import sys, faktura.formats.json; print('cattrs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
