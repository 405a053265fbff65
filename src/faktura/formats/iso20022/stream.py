"""The payments of a camt message one after another, in memory that does not grow with the file.

An entry's payments are held until its end says what they are worth together. Where there are too many to hold, and where
so many have come that their names can no longer be kept in mind, the file is looked through once from its beginning: which
large entries their payments account for, and which references of the bank come again. An entry whose payments do not
account for it is one payment with all their references, so that one is held.
"""

import sys
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from attrs import frozen
from lxml import etree

from faktura.core.payment import IncomingPayment
from faktura.formats.iso20022.details import brief, signed
from faktura.formats.iso20022.entries import Fields, entry_of, is_entry
from faktura.formats.iso20022.incoming import Booked, Told, Twins, counts, of_entry
from faktura.formats.iso20022.reading import Reading
from faktura.formats.iso20022.records import OWN_IDS
from faktura.formats.rereadable import Rereadable
from faktura.formats.xml import child, ends, forget_like, leaf, named, said

HELD: Final = 2_048
"""So many payments of an entry are held until its end; of larger ones it is learnt whether they account for it."""

_BATCH: Final = 64
_BITS: Final = 1 << 23


def payments(file: Rereadable, digest: str) -> Iterator[IncomingPayment]:
    """Yield the payments of *file*, in its order, as `camt.payments` of what `camt.read` returns; *digest* is its SHA-256.

    Raises:
        MalformedFile: As `camt.read`, when the reading comes to it: keep nothing before the last payment has come.
    """
    ahead = _Ahead(file)
    twins = Twins(lambda: ahead.learnt.suspects)
    reading = Reading(keep=False)
    at, most = 0, HELD
    booked: Booked | None = None
    for entry in reading.take(file):
        if entry is not None:
            if booked is not None:
                yield from booked.payments(enumerate(entry.details, start=at + 1))
            elif not at:
                yield from of_entry(_told(reading, digest), entry, reading.entries, twins)
            at, most, booked = 0, HELD, None
        elif len(reading.details) > most:
            if not at:
                large = ahead.learnt.large.get(reading.entries)
                if large is None:
                    most = sys.maxsize
                    continue
                booked = _booked(reading, large, twins, digest)
            if booked is not None:
                yield from booked.payments(enumerate(reading.details, start=at + 1))
            at, most = at + len(reading.details), _BATCH
            reading.details.clear()
    reading.finished()


class _Ahead:
    """What is found out by looking through the file once, when it is first asked for."""

    def __init__(self, file: Rereadable) -> None:
        self._file = file

    @cached_property
    def learnt(self) -> "Learnt":
        """What there is to be learnt."""
        return Learnt(self._file)


def _told(reading: Reading, digest: str) -> Told:
    report = reading.report
    id, account = (report.id, report.account) if report is not None else ("", "")
    return Told(reading.format or "", reading.message_id, id, account, digest)


def _booked(reading: Reading, large: "Large", twins: Twins, digest: str) -> Booked | None:
    """Return the *large* entry being read, whose payments are told before its end; None where they are not to be told."""
    if reading.head is None:
        return None
    entry = reading.head.entry_of(reading.place, reading.details, large.information)
    told = _told(reading, digest)
    if not counts(told, entry):
        return None
    without = reading.head.entry_of(reading.place, (), large.information)
    return Booked(told, without, reading.entries, twins, large.payments)


@frozen
class Large:
    """An entry of more than `HELD` payments that account for it."""

    payments: int
    information: str


class Learnt:
    """What the first reading found out.

    Attributes:
        large: The large entries whose payments account for them, by their number in the file.
        suspects: The hashes of the bank's references that may come more than once. A reference is looked up in a fixed
            number of bits, so that a few more are suspected, and none is missed.
    """

    def __init__(self, file: Rereadable) -> None:
        """Read *file* once."""
        self.large: dict[int, Large] = {}
        self.suspects: set[int] = set()
        self._bits = bytearray(_BITS >> 3)
        entry: _Brief | None = None
        entries = 0
        for element in ends(file, ("Ntry", "TxDtls"), format="camt"):
            if named(element.tag) == "TxDtls":
                owner = entry_of(element)
                if owner is None:
                    continue
                if entry is None or entry.element is not owner:
                    entry = _Brief(owner)
                self._detail(entry, element)
            elif is_entry(element):
                entries += 1
                if entry is None or entry.element is not element:
                    entry = _Brief(element)
                elif entry.agrees and entry.count > HELD:
                    self.large[entries] = Large(entry.count, leaf(element, "AddtlNtryInf"))
                self._note(entry.reference)
                entry = None
                forget_like(element)

    def _detail(self, entry: "_Brief", element: etree._Element) -> None:
        entry.add(element)
        if not entry.reference and (references := child(element, "Refs")) is not None:
            for one in references:
                if named(one.tag) in OWN_IDS:
                    self._note(said(one))
        entry.forget(element)

    def _note(self, reference: str) -> None:
        """Suspect *reference* if it may have come before."""
        if not reference:
            return
        mark, bits, again = hash(reference), self._bits, True
        for bit in (mark & _BITS - 1, mark >> 24 & _BITS - 1):
            if not bits[bit >> 3] >> (bit & 7) & 1:
                bits[bit >> 3] |= 1 << (bit & 7)
                again = False
        if again:
            self.suspects.add(mark)


class _Brief:
    """An entry as the first reading sees it: whether its payments account for it, and what the bank calls it."""

    __slots__ = ("_batch", "_credit", "_currency", "_fields", "_minor", "count", "element", "reference")

    def __init__(self, element: etree._Element) -> None:
        """Read what stands before the payments, and count from there: what is left when all are taken off is nothing."""
        self.element = element
        self.count = 0
        self._batch: etree._Element | None = None
        self._fields = Fields("camt")
        found = {named(one.tag): one for one in reversed(element)}
        self.reference = said(found.get("AcctSvcrRef")) or said(found.get("NtryRef"))
        self._credit = said(found.get("CdtDbtInd")) == "CRDT"
        stated = found.get("Amt")
        self._currency = "" if stated is None else stated.get("Ccy", "")
        whole = None if stated is None else signed(self._fields, stated, self._currency, credit=self._credit)
        self._minor = whole

    @property
    def agrees(self) -> bool:
        """Whether the payments account for the entry."""
        return self._minor == 0

    def add(self, element: etree._Element) -> None:
        """Take off a payment."""
        self.count += 1
        if self._minor is not None:
            part = brief(self._fields, element, self._currency, credit=self._credit)
            self._minor = None if part is None else self._minor - part

    def forget(self, element: etree._Element) -> None:
        """Let go of the payment before *element*, and of the batch before its own."""
        forget_like(element)
        batch = element.getparent()
        if batch is not self._batch:
            self._batch = batch
            if batch is not None:
                forget_like(batch)
