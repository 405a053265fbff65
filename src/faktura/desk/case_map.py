"""Whom and what everything stored is about: one walk over events and documents, for export and erasure.

Events name people by id and documents by digest. The map follows both: which stream speaks of whom, which streams belong
to one case (a document, its receivables, the payments that settled them, the draft it was), on which day each was last
touched, and which stored documents each of them rests on.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from attrs import define, field

from faktura.core.errors import NotFound
from faktura.core.lifecycle import DocumentStatus
from faktura.desk.rendering import Dispatch
from faktura.desk.work import BANK_ORDER, DOCUMENT, DRAFT, PAYMENT, PRIVACY, RECEIVABLE, View
from faktura.formats.json import load
from faktura.formats.salted import unsalted
from faktura.ports.clock import swedish_day
from faktura.ports.contents import StoredDocument
from faktura.ports.store import OutboxEntry

_PEOPLE: Final = frozenset({"buyer_id", "debtor_id", "customer_id", "person_id", "party_id", "party_ids"})
_STREAMS: Final = {"document_id": DOCUMENT, "receivable_id": RECEIVABLE, "payment_id": PAYMENT, "draft_id": DRAFT}
_NAMED: Final = frozenset({"demand_id", "application_id", "reminder_id", "plan_id"})
_HEX: Final = frozenset("0123456789abcdef")


@define
class Trail:
    """What is known of one stream.

    Attributes:
        people: Ids of those it speaks of.
        beside: The other streams of its case.
        last: The day it was last touched.
        digests: The stored documents its events name.
    """

    people: set[str] = field(factory=set)
    beside: set[str] = field(factory=set)
    last: date = date.min
    digests: set[str] = field(factory=set)


class CaseMap:
    """The map of one sender, as of the moment it is made."""

    def __init__(self, view: View) -> None:
        """Walk over everything in *view*."""
        self._view = view
        self.trails: dict[str, Trail] = defaultdict(Trail)
        self._named: dict[str, str] = {}
        self.documents: dict[str, set[str]] = defaultdict(set)
        self.people_in: dict[str, set[str]] = {}
        self.with_strangers: set[str] = set()
        self._unnamed: set[str] = set()
        self._mentioned: dict[str, set[str]] = defaultdict(set)
        self._walk_events()
        self._walk_outbox()
        self._walk_documents()
        self._walk_orders()

    def _walk_events(self) -> None:
        for _, record in self._view.reading.history():
            if record.stream.startswith(PRIVACY):
                continue
            trail = self.trails[record.stream]
            body = json.loads(record.body)
            trail.last = max(trail.last, swedish_day(record.stamp.recorded_at))
            for name, value in _fields(body):
                if name in _PEOPLE and value:
                    trail.people.add(value)
                elif name in _STREAMS and value:
                    self._beside(record.stream, _STREAMS[name] + value)
                elif name in _NAMED:
                    self._named[value] = record.stream
                elif name == "on" and len(value) == 10:
                    trail.last = max(trail.last, date.fromisoformat(value))
                elif len(value) == 64 and _HEX.issuperset(value):
                    trail.digests.add(value)
                    self.documents[value].add(record.stream)

    def _beside(self, stream: str, other: str) -> None:
        if stream != other:
            self.trails[stream].beside.add(other)
            self.trails[other].beside.add(stream)

    def _walk_outbox(self) -> None:
        for entry in self._view.reading.every(OutboxEntry):
            try:
                dispatch = load(Dispatch, self._view.content(entry.content))
            except NotFound:
                continue
            for digest in (entry.content, dispatch.content):
                self.documents[digest].add(DOCUMENT + dispatch.document_id)

    def _walk_documents(self) -> None:
        for document in self._view.reading.every(StoredDocument):
            if document.content is None:
                continue
            content = _parsed(unsalted(document.content))
            found = set()
            for name, value in _fields(content):
                if name in _PEOPLE:
                    found |= {value} - {""}
                    if name == "party_id" and not value:
                        self._unnamed.add(document.digest)
                elif name == "document_id" and DOCUMENT + value in self.trails:
                    self.documents[document.digest].add(DOCUMENT + value)
                elif name == "receivable_id" and RECEIVABLE + value in self.trails:
                    self._mentioned[document.digest] |= {RECEIVABLE + value} - self.documents[document.digest]
                    self.documents[document.digest].add(RECEIVABLE + value)
                    found |= self.trails[RECEIVABLE + value].people
                elif name == "id" and value in self._named:
                    self.documents[document.digest].add(self._named[value])
            self.people_in[document.digest] = found | set(_parties(content))

    def _walk_orders(self) -> None:
        """Let all that is stored of a payment order name everybody whom it pays; whom the host has not named is a stranger."""
        for stream, trail in self.trails.items():
            if not stream.startswith(BANK_ORDER):
                continue
            held = trail.digests & self.people_in.keys()
            people = trail.people.union(*(self.people_in[digest] for digest in held))
            for digest in held:
                self.people_in[digest] |= people
            if held & self._unnamed:
                self.with_strangers |= held

    def case(self, stream: str) -> set[str]:
        """Return *stream* and the streams beside it; a document's receivables bring their payments along.

        A draft that became a document belongs to that document's case.
        """
        near = {stream, *self.trails[stream].beside}
        if stream.startswith(DRAFT):
            return near | {one for other in near if other.startswith(DOCUMENT) for one in self.case(other)}
        further = {other for one in near if one.startswith(RECEIVABLE) for other in self.trails[one].beside}
        return near | {one for one in further if one.startswith(PAYMENT)} if stream.startswith(DOCUMENT) else near

    def last(self, digest: str) -> date:
        """Return the day on which any case that rests on the document was last touched."""
        streams = {one for stream in self.documents[digest] for one in self.case(stream)}
        return max((self.trails[one].last for one in streams), default=date.max)

    def unfinished(self, digest: str) -> bool:
        """Whether a case that rests on the document is still open: money owed, money undecided, a live draft."""
        streams = {one for stream in self.documents[digest] for one in self.case(stream)}
        return any(_open(self._view, one) for one in streams)

    def never_issued(self, digest: str) -> bool:
        """Whether the document is a version of a draft that was not issued: replaced by a later one, or deleted with it.

        That is no accounting record, whatever document it would have credited or become.
        """
        said = [stream for stream in self.documents[digest] if digest in self.trails[stream].digests]
        return bool(said) and all(stream.startswith(DRAFT) and self._given_up(stream, digest) for stream in said)

    def _given_up(self, stream: str, digest: str) -> bool:
        state = self._view.draft_state(stream.removeprefix(DRAFT))
        return state.status is DocumentStatus.DELETED or state.content != digest

    def listed(self, digest: str) -> set[str]:
        """Return the streams whose lists show what the document holds: its own, and the receivables of an invoice."""
        own = self.documents[digest]
        invoices = (stream for stream in own if stream.startswith(DOCUMENT))
        return own | {one for stream in invoices for one in self.trails[stream].beside if one.startswith(RECEIVABLE)}

    def of(self, party_id: str) -> tuple[str, ...]:
        """Return the streams that speak of somebody, and the rest of their cases, in alphabetical order.

        A file with many persons' receivables does not bring the others' along.
        """
        own = [stream for stream, trail in self.trails.items() if party_id in trail.people]
        named = {
            stream
            for digest, people in self.people_in.items()
            if party_id in people
            for stream in self.documents[digest] - self._mentioned[digest]
        }
        return tuple(sorted({one for stream in {*own, *named} for one in self.case(stream)}))


def _open(view: View, stream: str) -> bool:
    kind, _, id = stream.partition("/")
    match f"{kind}/":
        case "receivable/":
            return bool(view.receivable(id).outstanding)
        case "payment/":
            return bool(view.payment(id).unallocated) or bool(view.payment(id).kept)
        case "draft/":
            return view.draft_state(id).status.value == "draft"
        case "mandate/":
            mandate = view.mandate(stream)
            return mandate is not None and mandate.active
        case _:
            return False


def _fields(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and text of every text field, however deep it stands."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _fields(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, name)


def _parties(value: object) -> Iterator[str]:
    """Yield the ids of the parties that stand in a document with their names."""
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str) and "name" in value and "kind" in value:
            yield value["id"]
        for inner in value.values():
            yield from _parties(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parties(inner)


def _parsed(content: bytes) -> object:
    """Return the JSON that *content* is; nothing when it is none (a request file, a logo)."""
    if not content.startswith((b"{", b"[")):
        return None
    try:
        return json.loads(content)
    except ValueError:
        return None
