"""camt.054 and camt.053: notifications of payments and account statements, the import that matters from 2027.

Elements are found by local name, so that versions .02, .04 and .08 share one reader, whatever
namespace a bank writes. The file is read as a stream: its size costs time, not memory. An entry is
one deposit; what it holds is used payment by payment only where it accounts for the entry exactly.

Source: the ISO 20022 schemas; where banks differ, what their published samples do.
"""

from collections.abc import Iterator
from typing import Final

from attrs import define, field
from lxml import etree

import faktura.formats.wording  # noqa: F401 - the sentences of the findings
from faktura.core.errors import Finding
from faktura.core.money import Money, total
from faktura.formats import xml
from faktura.formats.iso20022.entries import EntryReader, account, unknown_message
from faktura.formats.iso20022.incoming import parts_agree, payments, summary
from faktura.formats.iso20022.records import (
    BOOKED,
    Balance,
    CamtFile,
    CamtFormat,
    Detail,
    Entry,
    Party,
    Remittance,
    Report,
)
from faktura.formats.iso20022.writer import carried, write

__all__ = [
    "Balance",
    "CamtFile",
    "Detail",
    "Entry",
    "Party",
    "Remittance",
    "Report",
    "carried",
    "payments",
    "read",
    "summary",
    "write",
]

_MESSAGES: Final[dict[str, CamtFormat]] = {
    "BkToCstmrDbtCdtNtfctn": "camt.054",
    "BkToCstmrStmt": "camt.053",
}
_REPORTS: Final = frozenset({"Ntfctn", "Stmt"})
_VERSION: Final = ".001."


def read(data: bytes) -> CamtFile:
    """Read a camt.053 or camt.054 message.

    A byte-order mark and blanks before it are let through. What was odd (an entry whose payments do
    not account for it) or wrong (a closing balance that does not follow) is a finding.

    Raises:
        MalformedFile: No well-formed XML, another message, or an amount, date or direction that
            cannot be read.
    """
    reading = _Reading()
    for event, element in xml.stream(data, format="camt"):
        if event == "start":
            reading.began(element)
        else:
            reading.ended(element)
    return reading.finished()


@define
class _Open:
    """A report whose end has not come yet."""

    place: str
    id: str = ""
    account: str = ""
    currency: str = ""
    created: str = ""
    balances: list[Balance] = field(factory=list)
    entries: list[Entry] = field(factory=list)


class _Reading:
    """The message so far."""

    def __init__(self) -> None:
        self._depth = 0
        self._format: CamtFormat | None = None
        self._version = ""
        self._message_id = ""
        self._created = ""
        self._reports: list[Report] = []
        self._report: _Open | None = None
        self._entries = EntryReader("camt")
        self._findings: list[Finding] = []

    def began(self, element: etree._Element) -> None:
        """Take note of what the depth says *element* is."""
        self._depth += 1
        if self._depth > _REPORT:
            return
        name = xml.local(element)
        if self._depth == 1:
            last = xml.namespace(element).rpartition(":")[2]
            self._version = last.partition(_VERSION)[2] and f"001.{last.partition(_VERSION)[2]}"
            if name != "Document":
                raise unknown_message("camt", name)
        elif self._depth == _MESSAGE:
            if name not in _MESSAGES:
                raise unknown_message("camt", name)
            self._format = _MESSAGES[name]
            self._entries = EntryReader(self._format)
        elif self._depth == _REPORT and name in _REPORTS:
            self._report = _Open(f"{name}[{len(self._reports) + 1}]")

    def ended(self, element: etree._Element) -> None:
        """Read *element*, which is whole now, and let go of it."""
        depth, self._depth = self._depth, self._depth - 1
        if depth not in {_REPORT, _PART}:
            return
        name = xml.local(element)
        report = self._report
        if depth == _REPORT:
            if name == "GrpHdr":
                self._message_id, self._created = xml.text(element, "MsgId"), xml.text(element, "CreDtTm")
            elif report is not None:
                self._close(report)
            xml.forget(element)
        elif depth == _PART and report is not None:
            self._part(report, name, element)
            xml.forget(element)

    def _part(self, report: _Open, name: str, element: etree._Element) -> None:
        if name == "Ntry":
            place = f"{report.place}/Ntry[{len(report.entries) + 1}]"
            entry = self._entries.entry(element, place, report.created or self._created)
            report.entries.append(entry)
            self._look_at(entry)
        elif name == "Id":
            report.id = (element.text or "").strip()
        elif name == "CreDtTm":
            report.created = (element.text or "").strip()
        elif name == "Acct":
            report.account, report.currency = account(element), xml.text(element, "Ccy")
        elif name == "Bal":
            report.balances.append(self._balance(element, f"{report.place}/Bal"))

    def _balance(self, element: etree._Element, place: str) -> Balance:
        amount = self._entries.amount(element, "Amt", f"{place}/Amt")
        if amount is None:
            raise self._entries.place(element, f"{place}/Amt").wrong("nothing", "an amount")
        kind = xml.text(element, "Tp/CdOrPrtry/Cd") or xml.text(element, "Tp/CdOrPrtry/Prtry")
        overdrawn = self._entries.credit(element, place) is False
        return Balance(type=kind, amount=-amount if overdrawn else amount)

    def _look_at(self, entry: Entry) -> None:
        if entry.announced is not None and entry.details and entry.announced != len(entry.details):
            self._odd("camt.count", entry.place, str(entry.announced), str(len(entry.details)))
        if len(entry.details) > 1 and not parts_agree(entry):
            named = [one.amount if one.credit else -one.amount for one in entry.details if one.amount]
            made = total(named, entry.amount.currency)
            self._odd("camt.details", entry.place, str(made), str(entry.signed))

    def _odd(self, code: str, place: str, found: str, expected: str) -> None:
        facts = (("found", found), ("expected", expected))
        self._findings.append(Finding(code=code, path=place, severity="warning", facts=facts))

    def _close(self, report: _Open) -> None:
        self._report = None
        self._reports.append(
            Report(
                id=report.id,
                account=report.account,
                currency=report.currency,
                balances=tuple(report.balances),
                entries=tuple(report.entries),
            )
        )
        for found, expected in _unproved(report):
            facts = (("found", str(found)), ("expected", str(expected)))
            self._findings.append(Finding(code="camt.balance", path=report.place, facts=facts))

    def finished(self) -> CamtFile:
        """Return the message; nothing more comes."""
        if self._format is None:
            raise unknown_message("camt", "nothing")
        return CamtFile(
            format=self._format,
            version=self._version,
            message_id=self._message_id,
            created=self._created,
            reports=tuple(self._reports),
            findings=tuple(self._findings),
        )


_MESSAGE: Final = 2
_REPORT: Final = 3
_PART: Final = 4


def _unproved(report: _Open) -> Iterator[tuple[Money, Money]]:
    """Yield the closing balance and what it should be, when they differ and all is in one currency."""
    balances = {one.type: one.amount for one in report.balances}
    opening, closing = balances.get("OPBD"), balances.get("CLBD")
    if opening is None or closing is None:
        return
    booked = [entry.signed for entry in report.entries if entry.status == BOOKED]
    if {closing.currency, *(one.currency for one in booked)} != {opening.currency}:
        return
    expected = opening + total(booked, opening.currency)
    if closing != expected:
        yield closing, expected
