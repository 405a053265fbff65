"""What is known of a person, handed out and, when the law lets it go, erased.

Names, addresses and personal numbers stand in stored documents, never in events. So everything about a
person can be exported (GDPR article 15), and when the time of storage is over (bokföringslagen 7 kap. 2 §) the documents are erased: their
digests stay, and with them the chain of events and every balance. Vouchers are derived from the documents, so those of
what is erased cannot be made again: the books of a year are exported before it is erased.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs
from attrs import field, frozen

from faktura.core.erasure import RecordsErased
from faktura.core.errors import LawNotKnown
from faktura.core.lifecycle import DeliveryStopped
from faktura.core.wording import Language, Text, register, sentence
from faktura.desk.case_map import CaseMap
from faktura.desk.work import BANK_ORDER, MANDATE, PRIVACY, View, Work
from faktura.desk.workplace import Workplace
from faktura.ports.store import OutboxStatus
from faktura.rules.storage import storage_time


@frozen(kw_only=True)
class PersonalRecord:
    """One thing that is stored about somebody.

    Attributes:
        kind: `document`, `receivable`, `payment`, `draft`, `mandate`, `bank-order`, `withdrawal`, `withdrawal-file`
            (events of that stream), or `stored` (a document by digest).
        id: The stream's id, or the digest.
        people: Ids of everybody named in it.
        content: Its bytes; none when others are named in it too, whose data may not be handed out with it.
    """

    kind: str
    id: str
    people: tuple[str, ...]
    content: bytes | None = field(repr=False)


@frozen(kw_only=True)
class PersonalExport:
    """Everything about one person, by the host's id."""

    party_id: str
    on: date
    records: tuple[PersonalRecord, ...]

    def zip(self) -> bytes:
        """Return it as a ZIP of plain files with a list of contents; the same export, the same bytes.

        What names others too stands in the list, not among the files. No file name holds a name or a number.
        """
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            listed = []
            for number, record in enumerate(self.records, start=1):
                name = f"{number:05}-{record.kind}.json"
                listed.append(f"{name if record.content is not None else '-'}\t{record.kind}\t{record.id}")
                if record.content is not None:
                    archive.writestr(zipfile.ZipInfo(name, _EPOCH), record.content)
            archive.writestr(zipfile.ZipInfo("contents.txt", _EPOCH), "\n".join(listed))
        return out.getvalue()


_OF_MANY: Final = (BANK_ORDER, MANDATE)
"""Streams that name each of those they are about, who may not see each other."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@frozen(kw_only=True)
class KeptRecord:
    """A stored document that was not erased, and why: `privacy.kept_open` or `privacy.kept_until` with its last day."""

    digest: str
    code: str
    until: date | None = None
    law: str = ""

    def explain(self, language: Language = "en") -> str:
        """Return why it is kept, in one sentence."""
        return sentence(self.code, language, until=self.until, law=self.law)


@frozen(kw_only=True)
class Erasure:
    """What an erasure did: digests of what is gone, and what stays with the reason."""

    id: str
    erased: tuple[str, ...]
    kept: tuple[KeptRecord, ...]


class Privacy:
    """Personal data of one sender's register."""

    def __init__(self, place: Workplace) -> None:
        """Work at *place*."""
        self._place = place

    def export(self, party_id: str) -> PersonalExport:
        """Return everything stored under a party's id: events, documents, payments, deliveries, in a fixed order.

        The id is all that is needed: a name may have changed, and a number may be missing.
        """
        with self._place.view() as view:
            found = CaseMap(view)
            streams = found.of(party_id)
            records = [_stream(view, found, stream, party_id) for stream in streams]
            digests = {d for stream in streams for d, where in found.documents.items() if stream in where}
            digests |= {d for d, people in found.people_in.items() if party_id in people}
            records += [
                _document(view, found, digest, party_id, self._place.sender.party.id) for digest in sorted(digests)
            ]
        return PersonalExport(party_id=party_id, on=self._place.day, records=tuple(r for r in records if r is not None))

    def erase(self, party_id: str, *, on: date | None = None) -> Erasure:
        """Erase what is stored about a party and need not be kept any longer on the day *on*; the rest is told.

        What was never issued or booked, such as a deleted draft or an earlier version of one, goes at once.

        The chain of events stays whole and every balance as it was; deliveries of it that still wait are stopped; names
        are gone from lists and searches. Payment orders and mandates are found by the `party_id` the host gave them;
        without one they go with `erase_expired`.
        """
        return self._erase(on or self._place.day, party_id)

    def erase_expired(self, *, on: date | None = None) -> Erasure:
        """Erase everything, about anybody, whose time of storage is over on the day *on*.

        For a yearly run: after the bookkeeping duty no ground is left to keep names (GDPR article 5.1 e).
        """
        return self._erase(on or self._place.day, "")

    def _erase(self, on: date, party_id: str) -> Erasure:
        erased: list[str] = []
        kept: list[KeptRecord] = []
        with self._place.work() as work:
            found = CaseMap(work)
            for digest in _concerned(found, party_id):
                reason = self._reason(found, digest, on)
                if reason is not None:
                    kept.append(reason)
                else:
                    work.unit.erase(digest)
                    erased.append(digest)
            id = self._place.new_id()
            _stop_waiting(work, found, set(erased))
            if erased:
                event = RecordsErased(erasure_id=id, on=on, digests=tuple(erased), party_id=party_id)
                work.add(PRIVACY + id, [event])
                work.forget(stream for digest in erased for stream in found.listed(digest))
        return Erasure(id=id, erased=tuple(erased), kept=tuple(kept))

    def _reason(self, found: CaseMap, digest: str, on: date) -> KeptRecord | None:
        """Return why a document must stay on the day *on*; none when it may go."""
        if found.never_issued(digest):  # no accounting record: no ground to keep it (GDPR article 17)
            return None
        if found.unfinished(digest):
            return KeptRecord(digest=digest, code="privacy.kept_open")
        year_end = _year_end(found.last(digest), self._place)
        try:
            time = storage_time(year_end, law=self._place.law)
        except LawNotKnown:
            return KeptRecord(digest=digest, code="privacy.kept_law", law="bokföringslagen 7 kap. 2 §")
        if on <= time.until:
            return KeptRecord(digest=digest, code="privacy.kept_until", until=time.until, law=time.law)
        return None


def _stop_waiting(work: Work, found: CaseMap, erased: set[str]) -> None:
    """Stop the deliveries that wait to hand over what was *erased*: there is nothing left of them."""
    for entry in work.unit.deliveries():
        if entry.content in erased and entry.status is OutboxStatus.WAITING:
            work.unit.outbox([attrs.evolve(entry, status=OutboxStatus.STOPPED)])
            for stream in found.documents[entry.content]:
                work.add(stream, [DeliveryStopped(delivery_id=entry.id)])


def _concerned(found: CaseMap, party_id: str) -> Iterable[str]:
    """Return the digests that an erasure looks at, in order: those about *party_id*, or everything with a case."""
    if not party_id:
        return sorted(digest for digest, streams in found.documents.items() if streams and digest in found.people_in)
    streams = set(found.of(party_id))
    about = {digest for digest, where in found.documents.items() if where & streams}
    about |= {digest for digest, people in found.people_in.items() if party_id in people}
    return sorted(digest for digest in about if found.documents[digest] and digest in found.people_in)


def _year_end(day: date, place: Workplace) -> date:
    """Return the last day of the sender's financial year that *day* falls in; without one, of the calendar year."""
    year = place.sender.financial_year
    month, last = (year.end.month, year.end.day) if year is not None else (12, 31)
    ends = (_ends(number, month, last) for number in (day.year, day.year + 1))
    return next(end for end in ends if day <= end)


def _ends(year: int, month: int, day: int) -> date:
    """Return that day of *year*; a year that ends on 29 February ends on the 28th where there is none."""
    return date(year, month, min(day, 28)) if month == 2 else date(year, month, day)


def _stream(view: View, found: CaseMap, stream: str, party_id: str) -> PersonalRecord | None:
    records = view.records(stream)
    if not records:
        return None
    kind, _, id = stream.partition("/")
    lines = "\n".join(f"{r.version}\t{r.stamp.happened_at.isoformat()}\t{r.name}\t{r.body}" for r in records)
    people = found.trails[stream].people
    content = None if stream.startswith(_OF_MANY) and people - {party_id} else lines.encode()
    return PersonalRecord(kind=kind, id=id, people=tuple(sorted(people)), content=content)


def _document(view: View, found: CaseMap, digest: str, party_id: str, sender_id: str) -> PersonalRecord | None:
    people = found.people_in.get(digest)
    if people is None:  # erased, or never a document of this store
        return None
    data = view.content(digest)
    others = people - {party_id, sender_id} or digest in found.with_strangers
    readable = party_id in people or data.startswith(b"{")
    content = data if readable and not others else None
    return PersonalRecord(kind="stored", id=digest, people=tuple(sorted(people)), content=content)


register(
    {
        "privacy.kept_open": Text(
            en="it is kept because the case is not finished: something is owed, undecided or still a draft",
            sv="den bevaras eftersom ärendet inte är avslutat: något är skyldigt, obeslutat eller ännu ett utkast",
        ),
        "privacy.kept_until": Text(
            en="it is an accounting record and must be kept until {until} ({law})",
            sv="den är räkenskapsinformation och ska bevaras till och med {until} ({law})",
        ),
        "privacy.kept_law": Text(
            en="it is kept because the time of storage is not known for its year ({law})",
            sv="den bevaras eftersom arkiveringstiden inte är känd för dess år ({law})",
        ),
    }
)
